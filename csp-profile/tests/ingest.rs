//! Templates that profiles send, and the policies that they bring: what is found in both, where, and what the fixes write.

#![allow(clippy::unwrap_used, reason = "a test says what it expects")]

use csp_profile::lint::{Definitions, FileSet, Finding, Level, Linter, Options};
use csp_schema::Tree;

const TEMPLATE: &str = r#"<policyDefinitions>
  <policyNamespaces><target prefix="contoso" namespace="Contoso"/></policyNamespaces>
  <categories><category name="Lamps"/><category name="Desk"><parentCategory ref="Lamps"/></category></categories>
  <policies>
    <policy name="Dim" class="Machine" displayName="Dim" key="Software\Policies\Contoso">
      <parentCategory ref="Desk"/>
      <elements><decimal id="Percent" valueName="Percent" maxValue="100"/></elements>
    </policy>
    <policy name="Mine" class="User" displayName="Mine" key="Software\Policies\Contoso"><parentCategory ref="Lamps"/></policy>
  </policies>
</policyDefinitions>"#;

const DIM: &str = "./Device/Vendor/MSFT/Policy/Config/Contoso~Policy~Lamps~Desk/Dim";
const FIFTY: &str = "<enabled/><data id=\"Percent\" value=\"50\"/>";

fn linter() -> Linter {
    let tree = Tree::load("csp Lamp\nroot ./Vendor/Contoso\n0 0 Lamp\n").unwrap();
    let options = Options {
        is_pedantic: true,
        ..Options::default()
    };
    Linter::new(Definitions::new([tree], false), options)
}

fn escaped(xml: &str) -> String {
    xml.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn command(verb: &str, uri: &str, data: &str) -> String {
    format!(
        "<{verb}><Item><Target><LocURI>{uri}</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta><Data>{}</Data></Item></{verb}>\n",
        escaped(data)
    )
}

fn install(template: &str) -> String {
    let node = "./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/Contoso/Policy/Lamps";
    command("Add", node, template)
}

fn set(uri: &str, payload: &str) -> String {
    command("Replace", uri, payload)
}

fn lint(text: &str) -> Vec<Finding> {
    let found = linter().lint("x.xml", text.as_bytes()).findings;
    let own = found.into_iter();
    own.filter(|finding| finding.rule.starts_with("admx") || finding.rule == "value-not-allowed")
        .collect()
}

/// Each finding's rule, level, and what stands at its place.
fn found(text: &str) -> Vec<(&'static str, Level, String)> {
    let findings = lint(text).into_iter();
    findings
        .map(|found| (found.rule, found.level, text[found.place].to_owned()))
        .collect()
}

fn fixed(text: &str) -> String {
    linter().fix("x.xml", text.as_bytes(), true).unwrap().text
}

#[test]
fn what_a_template_offers_is_right_where_it_is() {
    let text = install(TEMPLATE) + &set(DIM, FIFTY) + &set(&DIM.replace("./Device", "."), FIFTY);
    assert_eq!(found(&text), []);
}

#[test]
fn payloads_are_checked_by_the_template_that_is_sent() {
    let payload = "<enabled/><data id=\"Percnt\" value=\"50\"/>";
    let text = install(TEMPLATE) + &set(DIM, payload);
    let expected = ("admx-element-id", Level::Error, "Percnt".to_owned());
    assert_eq!(found(&text), [expected]);
    assert_eq!(fixed(&text), install(TEMPLATE) + &set(DIM, FIFTY));
    let text = install(TEMPLATE) + &set(DIM, &FIFTY.replace("50", "500"));
    let expected = ("value-not-allowed", Level::Error, "500".to_owned());
    assert_eq!(found(&text), [expected]);
}

#[test]
fn an_address_is_that_of_the_categories_of_the_template() {
    let mine = "./User/Vendor/MSFT/Policy/Config/Contoso~Policy~Lamps/Mine";
    for (wrong, right) in [
        (DIM.replace("Lamps~Desk", "Lamps"), DIM),
        (DIM.replace("Lamps~Desk", "Lamps~ Desk"), DIM),
        (DIM.replace("Lamps~Desk", "lamps~desk"), DIM),
        (DIM.replace("/Dim", "/dim"), DIM),
        (mine.replace("User", "Device"), mine),
    ] {
        let payload = if right == DIM { FIFTY } else { "<enabled/>" };
        let text = install(TEMPLATE) + &set(&wrong, payload);
        let expected = ("admx-category-path", Level::Error, wrong.clone());
        assert_eq!(found(&text), [expected]);
        assert_eq!(
            fixed(&text),
            install(TEMPLATE) + &set(right, payload),
            "{wrong}"
        );
    }
    let text = install(TEMPLATE) + &set(&DIM.replace("/Dim", "/Dimm"), "<enabled/>");
    let expected = ("admx-category-path", Level::Error, "Dimm".to_owned());
    assert_eq!(found(&text), [expected]);
    assert_eq!(lint(&text)[0].label, "did you mean `Dim`?");
}

#[test]
fn templates_that_are_given_say_it_of_any_app() {
    let mut linter = linter();
    let source = admx::decode("contoso.admx", TEMPLATE.as_bytes().to_vec()).unwrap();
    let mut report = admx::Report::new();
    linter.templates = admx::PolicySet::read([source], admx::DEFAULT_LANGUAGE, &mut report);
    let rules = |uri: &str, payload: &str| -> Vec<&str> {
        let linted = linter.lint("x.xml", set(uri, payload).as_bytes());
        let found = linted
            .findings
            .iter()
            .filter(|found| found.level > Level::Info);
        found.map(|found| found.rule).collect()
    };
    let any = DIM.replace("Contoso~", "Lab~");
    assert_eq!(rules(&any, FIFTY), Vec::<&str>::new());
    assert_eq!(rules(&any, "<enabled/>"), ["admx-element-id"]);
    assert_eq!(
        rules(&any.replace("~Desk", ""), FIFTY),
        ["admx-category-path"]
    );
    // Names repeat: another template's policy has nothing in common but its name.
    assert_eq!(
        rules(&any.replace("Lamps~Desk", "Fans"), FIFTY),
        Vec::<&str>::new()
    );
}

#[test]
fn a_template_comes_before_its_policies() {
    let (policy, template) = (set(DIM, FIFTY), install(TEMPLATE));
    let order = |level| ("admx-order", level, DIM.to_owned());
    let turned = policy.clone() + &policy.replace(">50<", ">60<") + &template;
    assert_eq!(found(&turned)[0], order(Level::Warning));
    let mended = fixed(&(policy.clone() + &template));
    assert!(mended.starts_with(template.trim_end()), "{mended}");
    // Of what is on the devices already no file knows.
    assert_eq!(found(&policy), [order(Level::Info)]);
    let other = template.replace("Contoso/Policy", "Kontoso/Policy") + &policy;
    assert_eq!(found(&other), [order(Level::Warning)]);
    assert_eq!(lint(&other)[0].label, "did you mean `Kontoso`?");
    let node = "./Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/Contoso";
    let gone = template.clone() + &command("Delete", node, "") + &policy;
    assert_eq!(found(&gone), [order(Level::Warning)]);
    // Files that go to the same devices are looked at together.
    let mut others = FileSet::default();
    others.add(linter().lint("template.xml", template.as_bytes()).sets);
    let linted = linter().lint_in(&others, "policy.xml", policy.as_bytes());
    assert!(
        linted
            .findings
            .iter()
            .all(|found| found.rule != "admx-order")
    );
}

#[test]
fn a_template_is_checked_where_it_stands() {
    let places = |template: &str| -> Vec<(String, Level)> {
        let found = found(&install(template)).into_iter();
        found
            .filter(|found| found.0 == "admx-ingest-invalid")
            .map(|(_, level, text)| (text, level))
            .collect()
    };
    assert_eq!(places(TEMPLATE), []);
    let own = TEMPLATE.replace("ref=\"Desk\"", "ref=\"contoso:Desk\"");
    assert_eq!(places(&own), [("contoso:Desk".to_owned(), Level::Error)]);
    // Also where its lines end as Windows ends them, which XML says with a reference alone.
    let lines = install("LINES").replace("LINES", &escaped(&own).replace('\n', "&#13;\n"));
    let there = found(&lines).into_iter();
    let rules: Vec<_> = there
        .filter(|it| it.2 == "contoso:Desk")
        .map(|it| it.0)
        .collect();
    assert_eq!(rules, ["admx-ingest-invalid"]);
    let mended = linter()
        .fix("x.xml", install(&own).as_bytes(), true)
        .unwrap();
    assert_eq!(mended.text, install(TEMPLATE));
    let blocked = TEMPLATE.replacen("Policies\\Contoso", "Policies\\Microsoft\\Lamp", 1);
    let key = "Software\\Policies\\Microsoft\\Lamp".to_owned();
    assert_eq!(places(&blocked), [(key, Level::Warning)]);
    let unfit = TEMPLATE.replace("name=\"Mine\"", "name=\"My own\"");
    assert_eq!(places(&unfit), [("My own".to_owned(), Level::Warning)]);
    let lost = TEMPLATE.replace("ref=\"Desk\"", "ref=\"Door\"");
    assert!(places(&lost).contains(&("Door".to_owned(), Level::Error)));
    let undeclared = TEMPLATE.replace(
        "<parentCategory ref=\"Lamps\"/></category>",
        "<parentCategory ref=\"windows:Lamps\"/></category>",
    );
    assert_eq!(
        places(&undeclared)[0],
        ("windows:Lamps".to_owned(), Level::Warning)
    );
    let cut = TEMPLATE.split("</policies>").next().unwrap();
    assert_eq!(places(cut).len(), 1);
    assert_eq!(places("1").len(), 1);
    let kind = install(TEMPLATE).replace("Contoso/Policy", "Contoso/Settings");
    assert_eq!(
        found(&kind)[0],
        ("admx-ingest-invalid", Level::Error, "Settings".to_owned())
    );
}

#[test]
fn a_template_with_more_than_can_be_checked_is_told_of() {
    let elements: String = (0..400)
        .map(|nth| format!("<boolean id=\"element{nth}\" valueName=\"v\"/>"))
        .collect();
    let large = TEMPLATE.replace("<elements>", &format!("<elements>{elements}"));
    let text = install(&large) + &set(DIM, "<enabled/>").repeat(2_000);
    let linted = linter().lint("x.xml", text.as_bytes());
    let told = linted
        .findings
        .iter()
        .filter(|found| found.message.starts_with("not evaluated"));
    assert!(told.count() > 100);
}
