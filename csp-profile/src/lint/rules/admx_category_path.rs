//! `admx-category-path`: a policy of a template, set where the template does not put it.

use crate::lint::ingest::Ingested;
use crate::lint::rule::dim_install;
use crate::lint::{Check, Edit, Example, Findings, Level, Rule, Subject};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "admx-category-path",
    level: Level::Error,
    summary: "A policy of a template is not where its address says",
    docs: "A device offers the policies of a template that is sent to it at `Policy/Config/{App}~Policy~{path}/{policy}`: the app is the name under which the \
           template is sent, and the path has the *names* of the categories from the outermost one that the file itself has, with `~` between them. They are \
           not the captions that people see, and white space, slashes and letter case are no matter of taste. Below `./User` are policies of the classes User \
           and Both, below `./Device` those of Machine and Both. A policy that is not offered is reported as 0x87D1FDE8 (observed: mozilla/policy-templates#289).\n\n\
           It is said of templates that the file itself sends, and of those that `--admx` names. `csp admx list --app NAME` shows the addresses.",
    bad: Example::of_lamp(concat!(
        dim_install!(), "<Replace>
  <Item>
    <Target><LocURI>⟦./Device/Vendor/MSFT/Policy/Config/Contoso~Policy~All Lamps/Dim⟧</LocURI></Target>
    <Data>&lt;enabled/&gt;</Data>
  </Item>
</Replace>
")),
    good: Example::of_lamp(concat!(
        dim_install!(), "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/MSFT/Policy/Config/Contoso~Policy~Lamps/Dim</LocURI></Target>
    <Data>&lt;enabled/&gt;</Data>
  </Item>
</Replace>
")),
    check: Check::Setting(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(address) = subject.address.as_deref() else {
        return;
    };
    let place = address.text.place();
    match subject.ingested.as_deref() {
        Some(Ingested::Elsewhere { why, uris }) => {
            let finding = findings.of(subject, place.clone(), why.as_str());
            let is_fitting = |uri: &&String| uri.starts_with("./User/") == address.is_user();
            let right = uris.iter().find(is_fitting).or_else(|| uris.first());
            if let Some(right) = right {
                finding.label(format!("write `{right}`"));
                // A URI with other signs is percent-encoded; only these mean something to a carrier.
                let is_plain = !right.contains(['&', '\'', '"']);
                if is_plain && subject.is_verbatim(address.text) {
                    finding.unsafe_fix([Edit::new(place, right.as_str())]);
                }
            }
            finding.note(ANSWER);
        }
        Some(Ingested::Absent { question }) => {
            let name = address.segments.len().checked_sub(1);
            let name = name.map_or("", |nth| address.segment(nth));
            let message =
                format!("the templates that this file sends for the app have no policy `{name}`");
            let finding = findings.of(subject, address.name_place(0), message);
            finding.label(question.as_deref().unwrap_or_default());
            finding.note(ANSWER);
        }
        _ => {}
    }
}

const ANSWER: &str = "Windows answers 404, or 500, and Intune shows 0x87D1FDE8 (observed: mozilla/policy-templates#289)";
