//! `meta-namespace`: a Format or a Type outside of `syncml:metinf`.

use crate::lint::{Check, Edit, Example, File, Findings, Level, Rule};
use crate::model::FaultKind;

pub(in crate::lint) static RULE: Rule = Rule {
    id: "meta-namespace",
    level: Level::Info,
    summary: "A Format or a Type is not in the namespace `syncml:metinf`",
    docs: "MS-MDM has `xmlns=\"syncml:metinf\"` on each child of Meta. Published profiles without it work, so that Windows seems not to look (observed, \
           not documented). The fix writes it.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Meta><⟦Format⟧>chr</Format></Meta>
    <Data>warm</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>
    <Data>warm</Data>
  </Item>
</Replace>
",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    let faults = file.profile.faults.iter();
    for fault in faults.filter(|fault| fault.kind == FaultKind::Namespace) {
        let finding = findings.at(fault.place.clone(), fault.message.clone());
        finding.note("MS-MDM: the children of Meta are in `syncml:metinf`; Windows tolerates others (observed)");
        let name = file.written(&fault.place);
        let text = file.profile.source.as_str();
        let rest = text.get(fault.place.end..).unwrap_or_default();
        let tag = rest.find('>').and_then(|end| rest.get(..end));
        let is_free = tag.is_some_and(|tag| !tag.contains("xmlns"));
        if is_free && matches!(name, "Format" | "Type") {
            let at = fault.place.end;
            finding.fix([Edit::new(at..at, " xmlns=\"syncml:metinf\"")]);
        }
    }
}
