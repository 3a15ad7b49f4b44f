//! No text of a definition, of a template or of an older set becomes markup or script: what the tags of pages may be is checked of every page.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use admx::{DEFAULT_LANGUAGE, PolicySet, decode};
use csp_codegen::Generator;
use csp_diff::compare;
use csp_site::{Page, Site};

use common::{check, page, site};

const HOSTILE: &str = "</script></title></code></pre></section><script>alert(1)</script><img src=x onerror=alert(1)>\" onclick=\"alert(1) ' onclick='alert(1) <!-- ]]> \u{2028}\u{2029} &lt;b&gt; javascript:alert(1)";

/// The facts of nodes that have texts.
const FACTS: usize = 6;

/// As XML has it.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

/// A definition with a text wherever one may stand.
fn definition(text: &str) -> String {
    let text = escaped(text);
    let facts: [String; FACTS] = [
        format!("<MSFT:AllowedValues ValueType=\"ENUM\"><MSFT:Enum><MSFT:Value>{text}</MSFT:Value><MSFT:ValueDescription>{text}</MSFT:ValueDescription></MSFT:Enum></MSFT:AllowedValues>"),
        format!("<MSFT:AllowedValues ValueType=\"RegEx\"><MSFT:Value>{text}</MSFT:Value></MSFT:AllowedValues>"),
        format!("<MSFT:AllowedValues ValueType=\"XSD\"><MSFT:Value>{text}</MSFT:Value></MSFT:AllowedValues>"),
        "<MSFT:AllowedValues ValueType=\"ADMX\"><MSFT:AdmxBacked Area=\"x~AT~Lamps\" Name=\"Dim\" File=\"contoso.admx\"/></MSFT:AllowedValues>".to_owned(),
        format!("<DefaultValue>{text}</DefaultValue><MSFT:GpMapping GpEnglishName=\"{text}\" GpAreaPath=\"{text}\" GpElement=\"{text}\"/>"),
        "<MSFT:DependencyBehavior><MSFT:DependencyGroup FriendlyId=\"x\"><MSFT:Dependency Type=\"DependsOn\"><MSFT:DependencyUri>javascript:alert(1)//</MSFT:DependencyUri></MSFT:Dependency></MSFT:DependencyGroup></MSFT:DependencyBehavior>".to_owned(),
    ];
    let node = |(at, facts): (usize, &String)| {
        format!(
            "<Node><NodeName>N{at}\" onclick='x' &amp;#x3C;</NodeName><DFProperties><AccessType><Add/><Delete/><Get/><Replace/></AccessType>
            <Description>{text}</Description><DFFormat><chr/></DFFormat><Occurrence><ZeroOrOne/></Occurrence><Scope><Dynamic/></Scope>
            <DFTitle>{text}</DFTitle><DFType><MIME>{text}</MIME></DFType>{facts}</DFProperties></Node>"
        )
    };
    let nodes: String = facts.iter().enumerate().map(node).collect();
    format!(
        "<MgmtTree xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\"><VerDTD>1.2</VerDTD><Node><NodeName>Hostile</NodeName><Path>./Device/Vendor/Contoso</Path>
        <DFProperties><AccessType><Get/></AccessType><Description>{text}</Description><DFFormat><node/></DFFormat></DFProperties>
        <Node><NodeName></NodeName><DFProperties><AccessType><Add/><Get/></AccessType><DFFormat><node/></DFFormat><DFTitle>{text}</DFTitle><Occurrence><ZeroOrMore/></Occurrence><Scope><Dynamic/></Scope></DFProperties>{nodes}</Node></Node></MgmtTree>"
    )
}

fn generator(text: &str) -> Generator {
    Generator::new().source(ddf::Source::new("hostile.xml", definition(text)))
}

fn check_scripts(pages: &[Page]) {
    for name in ["a/search.js", "a/data.js"] {
        let script = page(pages, name);
        assert!(!script.contains(['<', '\u{2028}', '\u{2029}']), "{name}");
    }
}

#[test]
fn texts_of_definitions_are_texts() {
    let pages = site(&generator(HOSTILE));
    check(&pages);
    check_scripts(&pages);
    let nodes = pages.iter().filter(|page| page.path.starts_with("device/"));
    assert_eq!(nodes.count(), 2 + FACTS);
    // They are there all the same.
    let page = page(&pages, "device/vendor/contoso/hostile/-.html");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

#[test]
fn texts_of_templates_are_texts() {
    let text = escaped(HOSTILE);
    let template = format!(
        "<policyDefinitions><supportedOn><definitions><definition name=\"S\" displayName=\"{text}\"/></definitions></supportedOn>
        <categories><category name=\"Lamps\" displayName=\"{text}\"/></categories><policies>
        <policy name=\"Dim\" class=\"Machine\" displayName=\"{text}\" explainText=\"{text} more\" key=\"{text}\" valueName=\"{text}\"><parentCategory ref=\"Lamps\"/><supportedOn ref=\"S\"/>
        <enabledList><item key=\"{text}\" valueName=\"{text}\"><value><string>{text}</string></value></item></enabledList>
        <elements><text id=\"{text}\" valueName=\"{text}\"/><enum id=\"E\" valueName=\"E\"><item displayName=\"{text}\"><value><string>{text}</string></value></item></enum></elements>
        </policy></policies></policyDefinitions>"
    );
    let admx = decode("contoso.admx", template.into_bytes()).unwrap();
    let policies = PolicySet::read([admx], DEFAULT_LANGUAGE, &mut ddf::Report::new());
    let (model, mut report) = generator("plain").model();
    let mut ir = csp_codegen::lower(&model, &mut report);
    csp_codegen::elements(&mut ir, &policies, &mut report);
    let pages: Vec<Page> = Site::new(&ir).policies(&policies).pages().collect();
    check(&pages);
    check_scripts(&pages);
    let is_shown = |page: &Page| page.text.contains("onerror=alert(1)&gt;");
    assert!(pages.iter().any(is_shown));
}

#[test]
fn texts_of_an_older_set_are_texts() {
    let (old, _) = generator(HOSTILE).model();
    let (new, mut report) = generator(&HOSTILE.replace("alert(1)", "alert(2)")).model();
    let ir = csp_codegen::lower(&new, &mut report);
    let comparison = compare(&old, &new);
    let pages: Vec<Page> = Site::new(&ir).since(&comparison, HOSTILE).pages().collect();
    check(&pages);
    assert!(page(&pages, "changes.html").contains("alert(2)"));
}
