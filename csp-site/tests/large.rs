//! No page is larger than a person waits for, however much a definition, a template or an older set says; what does not fit is said.
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

use common::{MAX_PAGE, page, tags};

const NODE: &str = "device/vendor/contoso/large/leaf.html";

/// A text of as many octets in the definition, five times of that in a page.
fn ampersands(octets: usize) -> String {
    "&amp;".repeat(octets / 5)
}

fn each(number: usize, of: impl Fn(usize) -> String) -> String {
    (0..number).map(of).collect()
}

fn leaf(name: &str, format: &str, facts: &str) -> String {
    format!(
        "<Node><NodeName>{name}</NodeName><DFProperties><AccessType><Add/><Get/><Replace/></AccessType><DFFormat><{format}/></DFFormat>{facts}</DFProperties></Node>"
    )
}

fn root(name: &str, nodes: &str) -> String {
    format!(
        "<MgmtTree xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\"><Node><NodeName>{name}</NodeName><Path>./Device/Vendor/Contoso</Path>
        <DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>{nodes}</Node></MgmtTree>"
    )
}

fn source(xml: String) -> Generator {
    Generator::new().source(ddf::Source::new("large.xml", xml))
}

/// The site of a CSP with one leaf that has these facts.
fn of_facts(format: &str, facts: &str) -> Vec<Page> {
    let pages = common::site(&source(root("Large", &leaf("Leaf", format, facts))));
    bounded(&pages);
    pages
}

/// That no page is too large, and that what is cut is whole.
fn bounded(pages: &[Page]) {
    for page in pages.iter().filter(|page| page.path.ends_with(".html")) {
        let size = page.text.len();
        assert!(size <= MAX_PAGE, "{}: {size} octets", page.path);
        let mut open = Vec::new();
        tags(page);
        for rest in page.text.split('<').skip(1) {
            let name = rest.split([' ', '>']).next().unwrap();
            match name.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "{}", page.path),
                None if matches!(name, "!DOCTYPE" | "meta" | "link" | "input" | "br") => {}
                None => open.push(name),
            }
        }
        assert!(open.is_empty(), "{}: {open:?}", page.path);
    }
}

fn says(pages: &[Page], path: &str, said: &str) {
    let text = page(pages, path);
    let end: String = text
        .chars()
        .skip(text.chars().count().saturating_sub(2_000))
        .collect();
    assert!(text.contains(said), "{said}: {end}");
}

fn values(number: usize, kind: &str, of: impl Fn(usize) -> String) -> String {
    let values = each(number, |at| {
        format!(
            "<MSFT:Enum><MSFT:Value>{}</MSFT:Value><MSFT:ValueDescription>Means {at}.</MSFT:ValueDescription></MSFT:Enum>",
            of(at)
        )
    });
    format!("<MSFT:AllowedValues ValueType=\"{kind}\">{values}</MSFT:AllowedValues>")
}

#[test]
fn many_values() {
    let few = of_facts("chr", &values(3_000, "ENUM", |at| format!("v{at}")));
    says(
        &few,
        NODE,
        "more, which <code>csp tree --format json</code> lists",
    );
    // The form has all of them still.
    says(&few, NODE, "'v2999'");
    let many = of_facts("chr", &values(30_000, "ENUM", |at| format!("v{at}")));
    says(&many, NODE, "'s':'list of values'");
    of_facts("int", &values(5_000, "Flag", |at| at.to_string()));
    let long = of_facts("chr", &values(3, "ENUM", |_| ampersands(200_000)));
    says(&long, NODE, "And 3 more");
}

#[test]
fn long_texts() {
    let long = ampersands(200_000);
    let default = of_facts("chr", &format!("<DefaultValue>{long}</DefaultValue>"));
    says(&default, NODE, "more characters");
    let described = of_facts(
        "chr",
        &format!("<Description>{long}</Description><DFTitle>{long}</DFTitle>"),
    );
    says(&described, NODE, "more characters");
    for kind in ["XSD", "RegEx", "JSON"] {
        of_facts(
            "xml",
            &format!(
                "<MSFT:AllowedValues ValueType=\"{kind}\"><MSFT:Value>{long}</MSFT:Value></MSFT:AllowedValues>"
            ),
        );
    }
    of_facts(
        "chr",
        &format!(
            "<MSFT:GpMapping GpEnglishName=\"{long}\" GpAreaPath=\"{long}\"/><DFType><MIME>{long}</MIME></DFType>"
        ),
    );
    // Everything at once.
    of_facts(
        "chr",
        &format!(
            "<Description>{long}</Description><DFTitle>{long}</DFTitle>{}",
            values(3_000, "ENUM", |at| format!("v{at}"))
        ),
    );
}

#[test]
fn long_names() {
    let long = "n".repeat(3_900);
    let dynamic = format!(
        "<Occurrence><ZeroOrMore/></Occurrence><Scope><Dynamic/></Scope><DFTitle>{long}</DFTitle>"
    );
    let node = |name: &str, facts: &str| {
        leaf(name, "node", facts).replace(
            "</DFProperties></Node>",
            &format!(
                "</DFProperties>{}</Node>",
                each(4, |at| leaf(&format!("N{at}"), "int", ""))
            ),
        )
    };
    let pages = common::site(&source(root(
        "Large",
        &(node("", &dynamic) + &node(&long, "")),
    )));
    bounded(&pages);
    let many = common::site(&source(root(
        "Large",
        &each(700, |at| {
            leaf(&format!("{at}{}", ampersands(1_000)), "int", "")
        }),
    )));
    bounded(&many);
    says(
        &many,
        "device/vendor/contoso/large.html",
        "more, which the search finds",
    );
}

#[test]
fn many_facts() {
    let dependencies = each(5_000, |_| {
        "<MSFT:Dependency Type=\"DependsOn\"><MSFT:DependencyUri>Vendor/Contoso/Large/Leaf</MSFT:DependencyUri></MSFT:Dependency>".to_owned()
    });
    let depends = of_facts(
        "int",
        &format!(
            "<MSFT:DependencyBehavior><MSFT:DependencyGroup FriendlyId=\"x\">{dependencies}</MSFT:DependencyGroup></MSFT:DependencyBehavior>"
        ),
    );
    says(
        &depends,
        NODE,
        "more, which <code>csp tree --format json</code> lists",
    );
    let ranges: Vec<String> = (0..20_000)
        .map(|at| format!("[{}-{}]", 3 * at, 3 * at + 1))
        .collect();
    let ranges = of_facts(
        "int",
        &format!(
            "<MSFT:AllowedValues ValueType=\"Range\"><MSFT:Value>{}</MSFT:Value></MSFT:AllowedValues>",
            ranges.join(",")
        ),
    );
    says(&ranges, NODE, "'s':'list of ranges'");
    let errors = each(5_000, |at| {
        format!("<MSFT:ErrorResult>{at}</MSFT:ErrorResult>")
    });
    let errors = of_facts(
        "int",
        &format!("<MSFT:CommonErrorResults>{errors}</MSFT:CommonErrorResults>"),
    );
    says(
        &errors,
        NODE,
        "more, which <code>csp tree --format json</code> lists",
    );
    let backings = each(4_000, |at| {
        format!("<MSFT:AdmxBacked Area=\"x~AT~Lamps\" Name=\"Dim{at}\" File=\"contoso.admx\"/>")
    });
    of_facts(
        "chr",
        &format!("<MSFT:AllowedValues ValueType=\"ADMX\">{backings}</MSFT:AllowedValues>"),
    );
}

#[test]
fn many_csps_and_nodes() {
    let all = (0..3_000).fold(Generator::new(), |generator, at| {
        let name = format!("ContosoLampOfTheHall{at}");
        generator.source(ddf::Source::new(format!("{at}.xml"), root(&name, "")))
    });
    let pages = common::site(&all);
    bounded(&pages);
    says(&pages, "index.html", "more, which the search finds");
    let wide = common::site(&source(root(
        "Wide",
        &each(2_000, |at| leaf(&format!("N{at}"), "int", "")),
    )));
    bounded(&wide);
    // The filter says of how many nodes it has those that are listed.
    says(&wide, "csp/vendor/contoso/wide.html", "data-nodes=\"2001\"");
    let deep = "<Node><NodeName>x</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>".repeat(100) + &"</Node>".repeat(100);
    bounded(&common::site(&source(root("Deep", &deep))));
}

#[test]
fn what_changed() {
    let since = |old: String, new: String| {
        let ((old, _), (new, mut report)) = (source(old).model(), source(new).model());
        let ir = csp_codegen::lower(&new, &mut report);
        assert!(!report.has_errors(), "{report}");
        let comparison = compare(&old, &new);
        let pages: Vec<Page> = Site::new(&ir)
            .since(&comparison, "Before")
            .pages()
            .collect();
        bounded(&pages);
        pages
    };
    let of = |value: &str| {
        let values = values(4_000, "ENUM", |at| format!("{value}{at}"));
        let default = format!("<DefaultValue>{}</DefaultValue>", value.repeat(200_000));
        root(
            "Large",
            &(leaf("Leaf", "chr", &default) + &leaf("Values", "chr", &values)),
        )
    };
    let long = since(of("x"), of("y"));
    let values = NODE.replace("leaf", "values");
    says(&long, &values, "which <code>csp diff</code> lists");
    let csps = |names: &str| {
        each(3_000, |at| {
            format!(
                "<Node><NodeName>{names}{at}</NodeName><Path>./Device/Vendor/Contoso</Path><DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>{}</Node>",
                leaf("Leaf", "int", "")
            )
        })
    };
    let csps = |names: &str| format!("<MgmtTree>{}</MgmtTree>", csps(names));
    let gone = since(csps("ContosoLampOfTheHall"), csps("ContosoLampOfTheStairs"));
    says(&gone, "changes.html", "which <code>csp diff</code> lists");
}

#[test]
fn large_policies() {
    let long = ampersands(100_000);
    let elements = each(3_000, |at| {
        format!("<text id=\"Element{at}\" valueName=\"Value{at}\"/>")
    });
    let items = each(10, |at| {
        format!("<item displayName=\"{long}\"><value><string>{at}</string></value></item>")
    });
    let list = each(3_000, |at| {
        format!(
            "<item key=\"Software\\Contoso\" valueName=\"Value{at}\"><value><decimal value=\"1\"/></value></item>"
        )
    });
    let policy = |name: &str, called: &str, inside: &str| {
        format!(
            "<policy name=\"{name}\" class=\"Machine\" displayName=\"{called}\" explainText=\"{long} more\" key=\"Software\\Contoso\" valueName=\"V\"><parentCategory ref=\"Lamps\"/>{inside}</policy>"
        )
    };
    let policies = [
        policy(
            "Many",
            "Many",
            &format!("<enabledList>{list}</enabledList><elements>{elements}</elements>"),
        ),
        policy(
            "Long",
            &long,
            &format!(
                "<elements><enum id=\"E\" valueName=\"E\">{items}</enum><text id=\"T\" valueName=\"T\"/></elements>"
            ),
        ),
        policy("Other", &long, ""),
        policy(&"o".repeat(90_000), &long, ""),
    ];
    let template = format!(
        "<policyDefinitions><categories><category name=\"Lamps\" displayName=\"{long}\"/></categories><policies>{}</policies></policyDefinitions>",
        policies.concat()
    );
    let policies = PolicySet::read(
        [decode("contoso.admx", template.into_bytes()).unwrap()],
        DEFAULT_LANGUAGE,
        &mut ddf::Report::new(),
    );
    let backed = |name: &str| {
        leaf(
            name,
            "chr",
            &format!(
                "<MSFT:AllowedValues ValueType=\"ADMX\"><MSFT:AdmxBacked Area=\"x~AT~Lamps\" Name=\"{name}\" File=\"contoso.admx\"/></MSFT:AllowedValues>"
            ),
        )
    };
    let (model, mut report) = source(root("Large", &(backed("Many") + &backed("Long")))).model();
    let mut ir = csp_codegen::lower(&model, &mut report);
    csp_codegen::elements(&mut ir, &policies, &mut report);
    let pages: Vec<Page> = Site::new(&ir).policies(&policies).pages().collect();
    bounded(&pages);
    says(
        &pages,
        "device/vendor/contoso/large/many.html",
        "which <code>csp tree --format json</code> lists",
    );
    assert!(pages.iter().any(|page| page.path.starts_with("template/")));
}
