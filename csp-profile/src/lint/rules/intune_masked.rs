//! `intune-masked`: the mask of a secret in the place of its value.

use crate::lint::{Check, Dialect, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "intune-masked",
    level: Level::Error,
    summary: "The value is the mask that an export has in the place of a secret",
    docs: "Intune exports a secret as `****`, or `PGEvPg==` (`<a/>`) where it is XML. Imported again, the mask becomes the value (observed: \
           Micke-K/IntuneManagement#29). Graph gives the plain text of each setting: \
           `getOmaSettingPlainTextValue(secretReferenceValueId='..')`.",
    bad: Example::of_lamp(
        "{\"omaSettings\": [{
  \"@odata.type\": \"#microsoft.graph.omaSettingString\",
  \"displayName\": \"Groups\",
  \"omaUri\": \"./Device/Vendor/Contoso/Lamp/Groups\",
  \"value\": \"⟦****⟧\"
}]}
",
    ),
    good: Example::of_lamp(
        "{\"omaSettings\": [{
  \"@odata.type\": \"#microsoft.graph.omaSettingString\",
  \"displayName\": \"Groups\",
  \"omaUri\": \"./Device/Vendor/Contoso/Lamp/Groups\",
  \"value\": \"kitchen,hall\"
}]}
",
    ),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(value) = &subject.setting.value else {
        return;
    };
    let place = value.text.place();
    let is_mask = matches!(value.text.as_str(), "****" | "PGEvPg==")
        || matches!(subject.written(&place).trim_matches('"'), "PGEvPg==");
    if subject.dialect != Dialect::Intune || !is_mask {
        return;
    }
    findings
        .of(
            subject,
            place,
            "this is the mask of a secret, not its value",
        )
        .label("write the value")
        .note("Intune exports secrets as `****`, or `PGEvPg==` where they are XML")
        .note("Graph has the value: getOmaSettingPlainTextValue(secretReferenceValueId='..')")
        .note("imported again, the mask becomes the value (observed: Micke-K/IntuneManagement#29)");
}
