//! `value-localized-principal`: a group by its English name.

use crate::lint::account::{AccountSetting, well_known_sid};
use crate::lint::{Check, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "value-localized-principal",
    level: Level::Warning,
    summary: "A group is named in English, which it is not in every Windows",
    docs: "On a Windows in another language `Administrators` is `Administratoren` or `Administrateurs`: the English name is no account there, and the setting fails with 0x80070534 (observed). A SID is the same everywhere.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/MSFT/Policy/Config/RestrictedGroups/ConfigureGroupMembership</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
    <Data>&lt;groupmembership&gt;&lt;accessgroup desc=\"⟦Administrators⟧\"&gt;&lt;member name=\"S-1-5-21-1-2-3-1001\"/&gt;&lt;/accessgroup&gt;&lt;/groupmembership&gt;</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/MSFT/Policy/Config/RestrictedGroups/ConfigureGroupMembership</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
    <Data>&lt;groupmembership&gt;&lt;accessgroup desc=\"S-1-5-32-544\"&gt;&lt;member name=\"S-1-5-21-1-2-3-1001\"/&gt;&lt;/accessgroup&gt;&lt;/groupmembership&gt;</Data>
  </Item>
</Replace>
",
    ),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (Some(setting), Some(value)) = (AccountSetting::of(subject), &subject.setting.value) else {
        return;
    };
    if !subject.is_write() {
        return;
    }
    for name in setting.names(&value.text) {
        let Some(sid) = well_known_sid(name.as_str()) else {
            continue;
        };
        findings
            .of(
                subject,
                name.place(),
                format!("`{name}` has another name in a Windows of another language"),
            )
            .label(format!("write `{}`", setting.written(sid)))
            .note("a SID is the same everywhere (Microsoft Learn, Well-known SIDs)")
            .note("Windows answers 0x80070534 where no account has the name (observed)");
    }
}
