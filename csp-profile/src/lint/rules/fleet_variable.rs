//! `fleet-variable`: a variable that Fleet does not have, or not there.

use csp_check::Nearest;

use crate::lint::fleet::{KnownVariable, READ, VARIABLES_UNTIL, Variable, variables};
use crate::lint::{Check, Dialect, Edit, Example, Findings, Level, Rule, Subject};
use crate::text::{Place, Text};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "fleet-variable",
    level: Level::Error,
    summary: "Fleet has no such variable, or not there",
    docs: "Fleet refuses a profile with a `$FLEET_VAR_..` that it does not know. Those of NDES stand as the whole Data of Challenge and of ServerURL; \
           `$FLEET_HOST_SECRET_..` is its own. `$FLEET_SECRET_..` has to be on the server, which no file shows. With `--fleet-version`, variables \
           that later versions began with are told, too. The fix writes the nearest name.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Groups</LocURI></Target>
    <Data>lamp-of-$⟦FLEET_VAR_HOST_UIID⟧</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Groups</LocURI></Target>
    <Data>lamp-of-$FLEET_VAR_HOST_UUID</Data>
  </Item>
</Replace>
",
    ),
    check: Check::Setting(check),
};

const PREFIX: &str = "FLEET_VAR_";

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if subject.dialect != Dialect::Fleet {
        return;
    }
    let value = subject.setting.value.as_ref().map(|value| &value.text);
    for text in [subject.setting.address.as_ref(), value]
        .into_iter()
        .flatten()
    {
        for variable in variables(text.as_str()) {
            look_at(subject, text, &variable, findings);
        }
    }
}

fn look_at(
    subject: &Subject<'_>,
    text: &Text,
    variable: &Variable<'_>,
    findings: &mut Findings<'_>,
) {
    let range = variable.at..variable.at + variable.name.len();
    let place = text.place_of(range);
    let refused = refused();
    if variable.name.starts_with("FLEET_HOST_SECRET_") {
        let message = format!("`${}` is a variable of Fleet's own", variable.name);
        findings.of(subject, place, message).note(refused);
        return;
    }
    let Some(name) = variable.name.strip_prefix(PREFIX) else {
        return;
    };
    let Some(known) = KnownVariable::of(name) else {
        return unknown(subject, place, variable, name, findings);
    };
    let options = &subject.linter.options;
    if let Some(since) = known.since.filter(|since| options.is_older_fleet(*since)) {
        let message = format!("Fleet has `{}` since {since}", variable.name);
        findings.of(subject, place, message).note(refused);
        return;
    }
    if name.starts_with("NDES_") {
        let node = match name {
            "NDES_SCEP_CHALLENGE" => "Challenge",
            _ => "ServerURL",
        };
        let address = subject.setting.address.as_ref().map_or("", Text::as_str);
        let is_there = address.ends_with(&format!("/Install/{node}"));
        if !is_there || text.as_str().trim() != variable.whole {
            let message = format!("`${}` is the whole Data of Install/{node}", variable.name);
            findings.of(subject, place, message).note(refused);
        }
    }
}

fn unknown(
    subject: &Subject<'_>,
    place: Place,
    variable: &Variable<'_>,
    name: &str,
    findings: &mut Findings<'_>,
) {
    let nearest = Nearest::of(name, KnownVariable::names());
    let message = format!("Fleet has no variable `{}`", variable.name);
    let is_verbatim = subject.written(&place) == variable.name;
    let finding = findings.of(subject, place.clone(), message);
    finding.label(nearest.question().unwrap_or_default());
    let names: Vec<&str> = KnownVariable::names().collect();
    finding.note(format!("Fleet has {}", names.join(", ")));
    finding.note(refused());
    // What looks like none of those may be one of a later version.
    if nearest.only().is_none() && !subject.linter.options.is_older_fleet(VARIABLES_UNTIL) {
        finding.level(Level::Warning);
        finding.note(format!(
            "from {VARIABLES_UNTIL} on, Fleet has more than these"
        ));
    }
    if let Some(meant) = nearest.only().filter(|_| is_verbatim) {
        finding.unsafe_fix([Edit::new(place, format!("{PREFIX}{meant}"))]);
    }
}

fn refused() -> String {
    format!("Fleet refuses the upload (fleetdm/fleet, as of {READ})")
}
