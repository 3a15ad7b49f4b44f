//! A rule: what it is called, what it says to people, its examples, and how it looks.

use admx::{PolicySet, Report};

use super::dialect::Dialect;
use super::file::{File, Subject};
use super::finding::Level;
use super::findings::Findings;

/// One thing that profiles are checked for.
pub struct Rule {
    /// Its name, in words with hyphens. It is never given to another rule.
    pub id: &'static str,
    /// How bad it is, unless somebody says otherwise.
    pub level: Level,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// Why that is wrong, what comes of it and what to write: a paragraph or two.
    pub docs: &'static str,
    /// A text with the mistake.
    pub bad: Example,
    /// The same, as it should be.
    pub good: Example,
    /// How it looks.
    pub check: Check,
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Check {
    /// A file as a whole.
    File(fn(&File<'_>, &mut Findings<'_>)),
    /// Each setting.
    Setting(fn(&Subject<'_>, &mut Findings<'_>)),
    /// Nothing: the engine finds it itself, because it is about the file that cannot be read or about suppressions.
    Engine,
}

/// A text that shows a rule, and by which it is tested.
#[derive(Clone, Copy)]
pub struct Example {
    /// The file. In a bad one, `⟦` and `⟧` stand around the place of the finding.
    pub text: &'static str,
    /// What the file is for, where the text does not show it.
    pub dialect: Option<Dialect>,
    /// The definitions, as the text of a table; usually [`LAMP`].
    pub definitions: &'static str,
    /// An ADMX file that is coming, `contoso.admx`; empty where none is.
    pub newer: &'static str,
}

impl Example {
    /// A text that [`LAMP`] defines.
    pub const fn of_lamp(text: &'static str) -> Self {
        Self::of(LAMP, text)
    }

    /// A text, by definitions as the text of a table.
    pub const fn of(definitions: &'static str, text: &'static str) -> Self {
        Self {
            text,
            dialect: None,
            definitions,
            newer: "",
        }
    }

    /// The templates that are coming.
    pub fn newer_templates(&self) -> PolicySet {
        let source = admx::decode("contoso.admx", self.newer.as_bytes().to_vec());
        let sources = source.ok().filter(|_| !self.newer.is_empty());
        PolicySet::read(sources, admx::DEFAULT_LANGUAGE, &mut Report::new())
    }

    /// The same for another dialect.
    pub const fn in_dialect(self, dialect: Dialect) -> Self {
        Self {
            dialect: Some(dialect),
            ..self
        }
    }

    /// The text without the marks.
    pub fn unmarked(&self) -> String {
        self.text.replace(['⟦', '⟧'], "")
    }
}

/// The command by which examples send a template: the policy `Dim` in the category `Lamps`, escaped as a value.
macro_rules! dim_install {
    () => {
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/Contoso/Policy/Lamps</LocURI></Target>
    <Data>&lt;policyDefinitions&gt;&lt;categories&gt;&lt;category name=\"Lamps\"/&gt;&lt;/categories&gt;&lt;policies&gt;&lt;policy name=\"Dim\" class=\"Machine\" displayName=\"Dim\" key=\"Software\\Policies\\Contoso\"&gt;\
&lt;parentCategory ref=\"Lamps\"/&gt;&lt;/policy&gt;&lt;/policies&gt;&lt;/policyDefinitions&gt;</Data>
  </Item>
</Replace>
"
    };
}

pub(super) use dim_install;

/// The definition that most examples are about.
pub const LAMP: &str = "csp Lamp
root ./Device/Vendor/Contoso
0 0 Lamp
  access Get
1 1 Brightness
  format int
  access Add Delete Get Replace
  description How bright the lamp is, in percent.
  allowed range 0..100
1 2 Color
  format chr
  access Add Delete Get Replace
  allowed enum
  value warm
  means Yellowish.
  value cold
  means Bluish.
1 3 IsLit
  format bool
  access Get
1 4 Mode
  format int
  access Get Replace
  allowed enum
  value 0
  means Off.
  value 1
  means On.
1 5 Restart
  format null
  access Exec
1 6 Schedules
  access Get
2 7 Name
  dynamic
  access Add Delete Get
  occurrence ZeroOrMore
3 8 At
  format chr
  access Add Delete Get Replace
1 9 Certificate
  format b64
  access Add Delete Get Replace
1 10 Policy
  format chr
  access Add Delete Get Replace
  allowed admx
  admx-area Contoso~Lamp
  admx-name LampPolicy
  admx-file contoso.admx
1 11 Groups
  format chr
  access Add Delete Get Replace
  list ,
root ./User/Vendor/Contoso
0 12 Lamp
  access Get
1 13 Favorite
  format chr
  access Add Delete Get Replace
";

/// The definition that examples about the elements of policies are about.
pub(super) const DIMMER: &str = "csp Dimmer
root ./Device/Vendor/Contoso
0 0 Dimmer
  access Get
1 1 Level
  format chr
  access Add Delete Get Replace
  allowed admx
  admx-area Contoso~Dimmer
  admx-name Dim
  admx-file contoso.admx
  admx-elements
  admx-element decimal Percent
  admx-max 100
  admx-element list Rooms
";

/// The definition that examples about builds and editions are about.
pub(super) const AGES: &str = "csp Lamp\nroot ./Device/Vendor/Contoso\n0 0 Lamp\n  access Get\n1 1 Gas\n  format bool\n  access Add Delete Get Replace\n\
          description Please use Electric instead.\n  deprecated 10.0.22000\n1 2 Color\n  format chr\n  access Add Delete Get Replace\n\
        1 3 Voice\n  format chr\n  access Add Delete Get Replace\n  os-build 10.0.26100\n\
        1 4 Theme\n  format chr\n  access Add Delete Get Replace\n  editions 0x4;0x79;\n";
