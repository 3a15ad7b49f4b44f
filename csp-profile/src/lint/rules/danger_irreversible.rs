//! `danger-irreversible`: what cannot be taken back.

use csp_schema::Verb;
use csp_schema::same_node::node_key;

use crate::lint::{Check, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "danger-irreversible",
    level: Level::Warning,
    summary: "The command cannot be taken back: a wipe, an unenrollment, rights of administrators",
    docs: "An Exec below `RemoteWipe` removes what is on the device, one of DMClient's `Unenroll` takes it out of management. A value of \
           `Policy/Config/UserRights` replaces the accounts that have the right, and one of LocalUsersAndGroups with `action=\"R\"` the members of a \
           group: a wrong name there has locked everybody out (observed: MicrosoftDocs/windows-itpro-docs#856). Silence it with a comment that \
           says why it is meant.",
    bad: Example::of_lamp(
        "<⟦Exec⟧>
  <CmdID>1</CmdID>
  <Item>
    <Target><LocURI>./Device/Vendor/MSFT/RemoteWipe/doWipe</LocURI></Target>
  </Item>
</Exec>
",
    ),
    good: Example::of_lamp(
        "<Exec>
  <CmdID>1</CmdID>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Restart</LocURI></Target>
  </Item>
</Exec>
",
    ),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(address) = &subject.setting.address else {
        return;
    };
    let key = node_key(address.as_str(), false);
    let path = key.strip_prefix("user/").unwrap_or(&key);
    let is_exec = subject.verb() == Some(Verb::Exec);
    let is_set = matches!(subject.verb(), Some(Verb::Add | Verb::Replace));
    let value = subject.setting.value.as_ref();
    let value = value.map_or("", |value| value.text.as_str());
    let replaces_members = || {
        let close: String = value.split_whitespace().collect();
        close.contains("action=\"R\"") || close.contains("action='R'")
    };
    let message = if is_exec && path.starts_with("vendor/msft/remotewipe/") {
        "this removes what is on the device"
    } else if is_exec && path.starts_with("vendor/msft/dmclient/") && path.ends_with("/unenroll") {
        "this takes the device out of management"
    } else if is_set && path.starts_with("vendor/msft/policy/config/userrights/") {
        "this replaces all accounts that have the right"
    } else if is_set
        && path.starts_with("vendor/msft/policy/config/localusersandgroups/")
        && replaces_members()
    {
        "`action=\"R\"` replaces all members of the group"
    } else {
        return;
    };
    findings
        .of(subject, subject.verb_place(), message)
        .label("make sure that it is meant")
        .note("what was there before is not on the device any more")
        .note("`<!-- csp-lint: ignore[danger-irreversible] reason -->` before the command silences it");
}
