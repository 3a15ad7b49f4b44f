//! `target-build`: a node that the devices do not have yet.

use csp_schema::Applies;

use crate::lint::rule::AGES;
use crate::lint::{Check, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "target-build",
    level: Level::Warning,
    summary: "The devices' Windows does not have the node",
    docs: "Runs with `--os-build` alone; the example is for Windows 11, version 22H2. The definition lists the builds that have a node: that of its release, and those that got it with an update. A device without the node answers 404. Where the list has the number that stands for \"not released\", the definition may be older than the devices.",
    bad: Example::of(
        AGES,
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/⟦Voice⟧</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
    <Data>deep</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of(
        AGES,
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
    <Data>warm</Data>
  </Item>
</Replace>
",
    ),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (Some(node), Some(address)) = (subject.node(), &subject.address) else {
        return;
    };
    let Some(build) = subject
        .linter
        .options
        .os_build
        .filter(|_| subject.verb().is_some())
    else {
        return;
    };
    let applicability = node.applicability();
    let applies = applicability.applies_to(build);
    let message = match applies {
        Applies::TooOld(_) => format!("{} is not in {}", node.name, build.in_words()),
        Applies::NotReleased => format!(
            "the definition has {} in no Windows that is released",
            node.name
        ),
        _ => return,
    };
    let place = address.name_place(0);
    let finding = findings.of(subject, place, message);
    if let Some(builds) = applicability.builds_in_words() {
        finding.note(format!("the definition of {}: {builds}", node.uri()));
    }
    finding.note(match applies {
        Applies::NotReleased => {
            "Windows answers 404, where it has not been released since the definition was written"
        }
        _ => "Windows answers 404",
    });
}
