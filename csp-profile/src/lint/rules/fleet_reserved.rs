//! `fleet-reserved`: settings and names that Fleet keeps for itself.

use csp_schema::same_node::node_key;

use crate::lint::fleet::{READ, RESERVED_NAMES, UPDATES_SINCE, UPDATES_SWITCH_SINCE};
use crate::lint::{Check, Dialect, Example, File, Findings, Level, Rule, Subject};
use crate::text::Place;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "fleet-reserved",
    level: Level::Error,
    summary: "Fleet keeps the setting or the profile's name for itself",
    docs: "Fleet sets BitLocker itself and refuses profiles that do, unless its server has custom disk encryption enabled \
           (`FLEET_MDM_ENABLE_CUSTOM_DISK_ENCRYPTION`). `Policy/Config/Update` needs Fleet Premium and a team without OS update settings of Fleet's \
           own: that is worth knowing alone, `--pedantic` shows it; before 4.87.0 Fleet refuses it (`--fleet-version`), but for a switch of its server \
           (`FLEET_MDM_ENABLE_CUSTOM_OS_UPDATES_AND_FILEVAULT`, since 4.77.0). The names of its own profiles are taken.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>⟦./Device/Vendor/MSFT/BitLocker/RequireDeviceEncryption⟧</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>
    <Data>1</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Data>warm</Data>
  </Item>
</Replace>
",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    if file.dialect != Dialect::Fleet {
        return;
    }
    let name = file.profile.source.name();
    let stem = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = stem.strip_suffix(".xml").unwrap_or(stem);
    if RESERVED_NAMES.contains(&stem) {
        let start = file.profile.source.start();
        let message = format!("Fleet has a profile of its own that is called `{stem}`");
        findings
            .at(start..start, message)
            .label("give the file another name")
            .note(format!(
                "Fleet refuses the upload (fleetdm/fleet, as of {READ})"
            ));
    }
    for subject in &file.subjects {
        let Some(address) = &subject.setting.address else {
            continue;
        };
        let key = node_key(address.as_str(), false);
        let path = key.strip_prefix("user/").unwrap_or(&key);
        let is_below = |above: &str| {
            path.strip_prefix(above)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if is_below("vendor/msft/bitlocker") {
            findings
                .of(subject, address.place(), "Fleet sets BitLocker itself")
                .label("use Fleet's disk encryption")
                .note(format!("Fleet refuses the upload, unless its server has FLEET_MDM_ENABLE_CUSTOM_DISK_ENCRYPTION (fleetdm/fleet#48737, as of {READ})"));
        } else if is_below("vendor/msft/policy/config/update") {
            updates(subject, address.place(), findings);
        }
    }
}

fn updates(subject: &Subject<'_>, place: Place, findings: &mut Findings<'_>) {
    let options = &subject.linter.options;
    if !options.is_older_fleet(UPDATES_SINCE) {
        findings
            .of(subject, place, "Fleet may set Windows updates itself")
            .level(Level::Info)
            .note(format!("it takes this with Fleet Premium, where no OS updates are set in Fleet (as of {READ})"));
        return;
    }
    let message = format!("Fleet takes settings of Windows updates since {UPDATES_SINCE}");
    let finding = findings.of(subject, place, message);
    if options.is_older_fleet(UPDATES_SWITCH_SINCE) {
        finding.note("Fleet refuses the upload")
    } else {
        finding.note(
            "Fleet refuses the upload, unless its server has FLEET_MDM_ENABLE_CUSTOM_OS_UPDATES_AND_FILEVAULT",
        )
    };
}
