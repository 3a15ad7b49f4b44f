//! The published schemas: what values they take.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use csp_corpus::shared;
use csp_schema::{Allowed, Checked};

/// The end of a path, a right value, and wrong ones with what their place begins with.
type Row = (&'static str, String, Vec<(String, &'static str)>);

/// Values in our own words for each XSD, JSON and SDDL that is published: right ones, and wrong ones with the element, attribute or text at which they
/// are.
pub(crate) fn the_published_schemas_take_right_values_and_no_others() {
    const RULE: &str = r#"<FilePathRule Id="a61c8b2c-a319-4cd0-9690-d2177cad7b51" Name="n" Description="" UserOrGroupSid="S-1-1-0" Action="Allow"><Conditions><FilePathCondition Path="%WINDIR%\*"/></Conditions></FilePathRule>"#;
    let lock = |body: &str| {
        format!(
            r#"<AppLockerPolicy Version="1"><RuleCollection Type="Exe" EnforcementMode="Enabled">{body}</RuleCollection></AppLockerPolicy>"#
        )
    };
    let publisher = RULE
        .replace("FilePathRule", "FilePublisherRule")
        .replace(
            r#"<FilePathCondition Path="%WINDIR%\*"/>"#,
            r#"<FilePublisherCondition PublisherName="O=X" ProductName="*" BinaryName="*"><BinaryVersionRange LowSection="*" HighSection="10.0"/></FilePublisherCondition>"#,
        );
    let vpn = |body: &str| format!("<VPNProfile>{body}</VPNProfile>");
    let restart = |day: &str| {
        format!(
            r#"<ForceRestart StartDateTime="2026-03-28T22:21:52" Recurrence="None" RunIfTaskIsMissed="0" DaysOfWeek="{day}"/>"#
        )
    };
    let table: Vec<Row> = vec![
        (
            "/Policy",
            lock(RULE),
            vec![
                (lock(&RULE.replace("S-1-1-0", "Everyone")), "UserOrGroupSid="),
                (lock(&RULE.replace("a61c", "{a61c")), "Id="),
                (lock(&RULE.replace("Allow", "allow")), "Action="),
                (lock(&RULE.replace(r#" Name="n""#, "")), "<FilePathRule"),
                (lock(&publisher), "HighSection="),
                (lock("<FilePathRul/>"), "<FilePathRul/>"),
                (lock("text"), "<RuleCollection"),
                (lock(RULE).replace("Enabled", "Audit"), "EnforcementMode="),
                (lock(&(RULE.to_owned() + RULE)), ""),
                ("<AppLockerPolicy Version=\"1\">".to_owned(), ""),
            ],
        ),
        (
            "/ScheduleForceRestartForUpdateFailures",
            restart("127"),
            vec![
                (restart("128"), "DaysOfWeek="),
                (restart("1").replace("None", "Yearly"), "Recurrence="),
                (restart("1").replace("T22", " 22"), "StartDateTime="),
            ],
        ),
        (
            "/LocalUsersAndGroups/Configure",
            r#"<GroupConfiguration><accessgroup desc="Administrators"><group action="U"/><add member="b"/></accessgroup></GroupConfiguration>"#.to_owned(),
            vec![
                ("<GroupConfigurations/>".to_owned(), "<GroupConfigurations"),
                (r#"<GroupConfiguration><group action="U"/></GroupConfiguration>"#.to_owned(), "<group "),
                ("<GroupConfiguration>".to_owned(), ""),
            ],
        ),
        (
            "/ConfigureGroupMembership",
            r#"<groupmembership><accessgroup desc="g"><member name="n"/></accessgroup></groupmembership>"#.to_owned(),
            vec![
                ("<groupMembership/>".to_owned(), "<groupM"),
                (r#"<groupmembership><member name="g"/></groupmembership>"#.to_owned(), "<member"),
            ],
        ),
        (
            "/ConfigureSharedAccount",
            "<SharedAccountConfiguration> <SharedAccount><IssuerName>a</IssuerName><AutoLogon forced=\"true\"/></SharedAccount></SharedAccountConfiguration>".to_owned(),
            vec![
                ("<SharedAccountConfiguration><SharedAccount/></SharedAccountConfiguration>".to_owned(), "<SharedAccount/>"),
                ("<SharedAccountConfiguration><SharedAccount><IssuerName>a</IssuerName><AutoLogon forced=\"yes\"/></SharedAccount></SharedAccountConfiguration>".to_owned(), "forced="),
            ],
        ),
        (
            "/SecureAssessment/Assessments",
            "<AssessmentsRoot><Assessments><Assessment><TestName>n</TestName><TestUri>u</TestUri></Assessment></Assessments></AssessmentsRoot>".to_owned(),
            vec![("<AssessmentsRoot><Assessments><Assessment><TestUri>u</TestUri></Assessment></Assessments></AssessmentsRoot>".to_owned(), "<TestUri")],
        ),
        (
            "/ProfileXML",
            vpn("<RememberCredentials>true</RememberCredentials><AlwaysOn>1</AlwaysOn>"),
            vec![
                (vpn("<AlwaysOn>True</AlwaysOn>"), "<AlwaysOn"),
                (vpn("<AlwaysOn>1</AlwaysOn><RememberCredentials>true</RememberCredentials>"), "<Remember"),
                (vpn(r#"<DnsSuffix xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>"#), ""),
                (r#"<VPNProfile xmlns="urn:x"/>"#.to_owned(), "<VPNProfile"),
                (vpn("<Route><Address>10.0.0.0</Address><PrefixSize>256</PrefixSize></Route>"), "<PrefixSize"),
            ],
        ),
        ("/PageSettings", r#"{"PageTimeoutSeconds": 60}"#.to_owned(), vec![("[]".to_owned(), "["), ("{".to_owned(), "")]),
        (
            "/LocalUserAuthorizedList",
            "D:(A;;CC;;;S-1-5-84-0-0-0-0-0),O:BA".to_owned(),
            vec![("D:(A;;CC;;;Users)".to_owned(), "Users")],
        ),
    ];
    let generator = csp_codegen::Generator::new().file(shared("ddf/2024-05"));
    let (model, mut report) = generator.model();
    let ir = csp_codegen::lower(&model, &mut report);
    let mut leaves = 0;
    for node in ir.modules.iter().flat_map(|module| module.tree.nodes()) {
        if !matches!(node.allowed, Allowed::Schema(..)) {
            continue;
        }
        leaves += 1;
        let uri = node.uri();
        let mut rows = table.iter().filter(|(end, ..)| uri.ends_with(end));
        let (_, right, wrong) = rows
            .next()
            .unwrap_or_else(|| panic!("{uri} is not in the table"));
        let is_example = uri.ends_with("/PageSettings");
        match node.check(right) {
            Ok(Checked::Valid) if !is_example => {}
            Ok(Checked::NotEvaluated(why)) if is_example => {
                assert!(why.contains("no schema"), "{why}")
            }
            other => panic!("{uri}: {right}: {other:?}"),
        }
        for (value, place) in wrong {
            let error = node.check(value).expect_err(value);
            let at = value.get(error.offset().unwrap()..).unwrap();
            assert!(at.starts_with(place), "{uri}: {value}: {error}\nat {at}");
        }
    }
    assert_eq!(leaves, 20);

    // What is of a namespace that the definition does not carry is said, and what is wrong around it is found.
    let profile = model
        .nodes()
        .filter(|node| node.name() == Some("ProfileXML"));
    let mut schemas = profile.filter_map(|node| node.allowed_values()?.text());
    let schema = csp_check::XmlSchema::new(schemas.next().unwrap()).unwrap();
    let eap = |servers: &str| {
        vpn(&format!(
            r#"<NativeProfile>{servers}<Authentication><Eap><Configuration><EapHostConfig xmlns="http://www.microsoft.com/provisioning/EapHostConfig"><Any/></EapHostConfig></Configuration></Eap></Authentication></NativeProfile>"#
        ))
    };
    let checked = schema.check(&eap("<Servers>s</Servers>"));
    assert!(
        matches!(&checked, Ok(csp_check::Evaluated::Partly(why)) if why.contains("EapHostConfig")),
        "{checked:?}"
    );
    assert!(schema.check(&eap("")).is_err());
}
