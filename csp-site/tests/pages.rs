//! The pages of the five definitions, of small ones, and of a large set that is made up.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use admx::{DEFAULT_LANGUAGE, PolicySet, decode};
use csp_codegen::Generator;
use csp_site::{Page, Site};

use common::{check, page, site};

fn five() -> Vec<Page> {
    site(&Generator::new().file("../ddf/definitions"))
}

#[test]
fn the_five_definitions_make_a_whole_site() {
    let pages = five();
    check(&pages);
    let first = page(&pages, "index.html");
    for csp in [
        "ApplicationControl",
        "EnrollmentStatusTracking",
        "EnterpriseAppManagement",
        "EnterpriseDesktopAppManagement",
        "EnterpriseModernAppManagement",
    ] {
        assert!(first.contains(&format!(">{csp}</a>")), "{csp}");
    }
    let status = page(
        &pages,
        "device/vendor/msft/enterprisedesktopappmanagement/msi/-/status.html",
    );
    for said in [
        "<h1>Status</h1>",
        "./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/{ProductID}/Status",
        "<td><code>60</code></td>",
        "<code>ENFORCEMENT_FAILED</code>",
        "enterprise_desktop_app_management::device().msi().product_id(<span>&quot;{ProductID}&quot;</span>).status()",
        "&lt;LocURI&gt;",
        "for the user",
    ] {
        assert!(status.contains(said), "{said}: {status}");
    }
}

#[test]
fn the_same_definitions_give_the_same_pages() {
    assert!(five() == five());
}

#[test]
fn a_large_set_makes_a_whole_site() {
    let files = csp_corpus::synthetic::files();
    let generator = files.iter().fold(Generator::new(), |generator, file| {
        generator.source(ddf::Source::new(&file.name, file.text.clone()))
    });
    let pages = site(&generator);
    check(&pages);
    let size: usize = pages.iter().map(|page| page.text.len()).sum();
    assert!(size < 20_000_000, "{size} octets");
}

#[test]
fn names_that_meet_on_a_file_system_have_pages_of_their_own() {
    let node = |name: &str, path: &str| {
        format!(
            "<Node><NodeName>{name}</NodeName>{path}<DFProperties><AccessType><Get/></AccessType><DFFormat><chr/></DFFormat></DFProperties>"
        )
    };
    let long = "Long".repeat(60);
    let children = ["Con", "a", "A", "a.html", "-", "ä", "Ä", &long];
    let children: String = children
        .iter()
        .map(|name| node(name, "") + "</Node>")
        .collect();
    let root = node("Root", "<Path>./Device/Vendor/Contoso</Path>").replace("<chr/>", "<node/>");
    let xml = format!("<MgmtTree>{root}{children}</Node></MgmtTree>");
    let pages = site(&Generator::new().source(ddf::Source::new("names.xml", xml)));
    check(&pages);
    assert_eq!(
        pages
            .iter()
            .filter(|page| page.path.starts_with("device/"))
            .count(),
        9
    );
}

#[test]
fn links_lead_to_the_node_that_is_named() {
    let on = |uri: &str| {
        format!(
            "<MSFT:DependencyBehavior><MSFT:DependencyGroup FriendlyId=\"x\"><MSFT:Dependency Type=\"DependsOn\"><MSFT:DependencyUri>{uri}</MSFT:DependencyUri></MSFT:Dependency></MSFT:DependencyGroup></MSFT:DependencyBehavior>"
        )
    };
    let leaf = |name: &str, facts: &str| {
        format!(
            "<Node><NodeName>{name}</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><chr/></DFFormat>{facts}</DFProperties></Node>"
        )
    };
    let long = "Long".repeat(60);
    let leaves = [
        leaf("Lit", ""),
        leaf("LIT", ""),
        leaf(&long, ""),
        leaf("One", &on("Vendor/Contoso/Root/Lit")),
        leaf("Other", &on("Vendor/Contoso/Root/LIT")),
        leaf("Third", &on("./Device/Vendor/Contoso/Root/lit")),
        leaf("Far", &on(&format!("Vendor/Contoso/Root/{long}"))),
    ]
    .concat();
    let root = |scope: &str| {
        format!(
            "<MgmtTree xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\"><Node><NodeName>Root</NodeName><Path>./{scope}/Vendor/Contoso</Path><DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>{leaves}</Node></MgmtTree>"
        )
    };
    let both = ["Device", "User"].map(|scope| ddf::Source::new(scope, root(scope)));
    let pages = site(&both.into_iter().fold(Generator::new(), Generator::source));
    check(&pages);
    // The page of a node, by its address.
    let of = |uri: &str| {
        let shown = format!("<code id=\"uri\">{uri}</code>");
        let mut pages = pages.iter().filter(|page| page.text.contains(&shown));
        pages.next().unwrap()
    };
    // The first link behind a heading or a term.
    let link = |page: &Page, behind: &str| {
        let (_, text) = page.text.split_once(behind).unwrap();
        let (_, link) = text.split_once("href=\"").unwrap();
        let (link, _) = link.split_once('"').unwrap();
        link.rsplit('/').next().unwrap().to_owned()
    };
    let file = |page: &Page| page.path.rsplit('/').next().unwrap().to_owned();
    for scope in ["Device", "User"] {
        let uri = |name: &str| format!("./{scope}/Vendor/Contoso/Root/{name}");
        for (from, to) in [("One", "Lit"), ("Other", "LIT"), ("Far", &long)] {
            let found = link(of(&uri(from)), "Depends on");
            assert_eq!(found, file(of(&uri(to))), "{scope}: {from}");
        }
        let other = if scope == "User" { "Device" } else { "User" };
        for name in ["Lit", "LIT", &long] {
            let twin = format!("./{other}/Vendor/Contoso/Root/{name}");
            let found = link(of(&uri(name)), "<dt>Also</dt>");
            assert_eq!(found, file(of(&twin)), "{scope}: {name}");
        }
    }
    // By another letter case it is the first.
    let third = of("./User/Vendor/Contoso/Root/Third");
    assert_eq!(link(third, "Depends on"), "lit.html");
}

#[test]
fn pages_grow_as_their_definitions_do() {
    let of = |nodes: usize| {
        let leaf = |at: usize| {
            format!(
                "<Node><NodeName>N{at}</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><chr/></DFFormat></DFProperties></Node>"
            )
        };
        let leaves: String = (0..nodes).map(leaf).collect();
        let xml = format!(
            "<MgmtTree><Node><NodeName>Wide</NodeName><Path>./Vendor/Contoso</Path><DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>{leaves}</Node></MgmtTree>"
        );
        let pages = site(&Generator::new().source(ddf::Source::new("wide.xml", xml)));
        let largest = pages
            .iter()
            .filter(|page| page.path.ends_with(".html"))
            .map(|page| page.text.len())
            .max()
            .unwrap();
        (
            pages.iter().map(|page| page.text.len()).sum::<usize>(),
            largest,
        )
    };
    let (one, _) = of(2_000);
    let (four, largest) = of(8_000);
    assert!(four < one * 5, "{one} to {four}");
    assert!(largest <= common::MAX_PAGE, "{largest}");
}

/// The pages of one node, with a template that has its policy and many others.
fn with_template(others: usize) -> Vec<Page> {
    let policy = |name: &str, called: &str| {
        format!(
            "<policy name=\"{name}\" class=\"Machine\" displayName=\"{called}\" explainText=\"What {called} does.\" key=\"Software\\Contoso\" valueName=\"{name}\"><parentCategory ref=\"Lamps\"/></policy>"
        )
    };
    let others: String = (0..others)
        .map(|at| policy(&format!("Other_{at}"), &format!("Shade number {at}")))
        .collect();
    let template = format!(
        "<policyDefinitions><categories><category name=\"Lamps\" displayName=\"All lamps\"/></categories><policies>{}{others}{}</policies></policyDefinitions>",
        policy("Dim", "Dim it"),
        policy("Refused", "Not for apps")
            .replace("Software\\Contoso", "Software\\Microsoft\\Contoso")
    );
    let admx = decode("contoso.admx", template.into_bytes()).unwrap();
    let policies = PolicySet::read([admx], DEFAULT_LANGUAGE, &mut ddf::Report::new());
    let node = "<MgmtTree xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\"><Node><NodeName>Lamp</NodeName><Path>./Vendor/Contoso</Path>
        <DFProperties><AccessType><Replace/></AccessType><DFFormat><chr/></DFFormat>
        <MSFT:AllowedValues ValueType=\"ADMX\"><MSFT:AdmxBacked Area=\"x~AT~Lamps\" Name=\"Dim\" File=\"Contoso.admx\"/></MSFT:AllowedValues></DFProperties></Node></MgmtTree>";
    let (model, mut report) = Generator::new()
        .source(ddf::Source::new("Lamp.xml", node))
        .model();
    let mut ir = csp_codegen::lower(&model, &mut report);
    csp_codegen::elements(&mut ir, &policies, &mut report);
    Site::new(&ir).policies(&policies).pages().collect()
}

#[test]
fn policies_that_no_node_has_are_on_pages_of_their_template() {
    let pages = with_template(3_000);
    check(&pages);
    let first = page(&pages, "template/contoso.html");
    for said in [
        "3001 policies",
        "id=\"other_0\"",
        "Shade number 0",
        "All lamps",
        "Software\\Contoso",
        "csp admx ddf contoso.admx --app NAME",
    ] {
        assert!(first.contains(said), "{said}");
    }
    let all: Vec<&Page> = pages
        .iter()
        .filter(|page| page.path.starts_with("template/"))
        .collect();
    assert!(all.len() > 2, "{}", all.len());
    let rows = all.iter().map(|page| page.text.matches("<tr id=").count());
    assert_eq!(rows.sum::<usize>(), 3_001);
    assert!(!all.iter().any(|page| page.text.contains("id=\"dim\"")));
    let refused = all.iter().find(|page| page.text.contains("id=\"refused\""));
    assert!(refused.unwrap().text.contains("devices refuse"));
    let found = page(&pages, "a/search.js");
    for entry in ["contoso.admx/Other_7", "template/contoso.html#other_7"] {
        assert!(found.contains(entry), "{entry}");
    }
}

#[test]
fn a_policy_of_an_app_says_that_a_device_needs_its_template() {
    let template = "<policyDefinitions><categories><category name=\"Lamps\"/></categories><policies>
        <policy name=\"Dim\" class=\"Both\" displayName=\"Dim it\" key=\"Software\\Contoso\" presentation=\"$(presentation.Dim)\"><parentCategory ref=\"Lamps\"/><elements>
        <boolean id=\"Slow\" valueName=\"Slow\"><trueValue><decimal value=\"1\"/></trueValue><falseValue><decimal value=\"0\"/></falseValue></boolean>
        <enum id=\"Colour\" valueName=\"Colour\"><item displayName=\"$(string.Red)\"><value><string>red</string></value></item>
        <item displayName=\"$(string.Blue)\"><value><string>blue</string></value></item></enum>
        </elements></policy></policies></policyDefinitions>";
    let texts = "<policyDefinitionResources><resources><stringTable><string id=\"Red\">Red</string><string id=\"Blue\">Blue</string></stringTable>
        <presentationTable><presentation id=\"Dim\"><checkBox refId=\"Slow\" defaultChecked=\"true\">As slow as it can</checkBox>
        <dropdownList refId=\"Colour\" defaultItem=\"1\">Its colour:</dropdownList></presentation></presentationTable></resources></policyDefinitionResources>";
    let sources = [
        decode("contoso.admx", template.as_bytes().to_vec()).unwrap(),
        decode("en-US/contoso.adml", texts.as_bytes().to_vec()).unwrap(),
    ];
    let policies = PolicySet::read(sources, DEFAULT_LANGUAGE, &mut ddf::Report::new());
    let definition = policies.file("contoso").unwrap().definition("Lamp");
    let (model, mut report) = Generator::new()
        .source(ddf::Source::new("Lamp.xml", definition.unwrap()))
        .model();
    let mut ir = csp_codegen::lower(&model, &mut report);
    csp_codegen::elements(&mut ir, &policies, &mut report);
    let pages: Vec<Page> = Site::new(&ir).policies(&policies).pages().collect();
    check(&pages);
    let dim = page(
        &pages,
        "user/vendor/msft/policy/config/lamp~policy~lamps/dim.html",
    );
    for said in [
        "once it has the template <code>contoso.admx</code>",
        "data-template=\"contoso.admx\"",
        "<tr data-i=\"true\"><td><code>Slow</code><br><span>As slow as it can</span></td><td><code>true</code> or <code>false</code>",
        "<tr data-i=\"blue\"><td><code>Colour</code><br><span>Its colour:</span>",
    ] {
        assert!(dim.contains(said), "{said}: {dim}");
    }
    assert!(!pages.iter().any(|page| page.path.starts_with("template/")));
}

#[test]
fn what_is_below_a_name_of_run_time_is_added() {
    let pages = five();
    let path = |name| format!("device/vendor/msft/enterpriseappmanagement/-/{name}.html");
    let check = page(&pages, &path("crlcheck"));
    assert!(check.contains("&lt;Add&gt;"), "{check}");
}

#[test]
fn what_another_node_has_to_be_is_said_with_its_meaning() {
    let node = |name: &str, facts: &str| {
        format!(
            "<Node><NodeName>{name}</NodeName><DFProperties><AccessType><Replace/></AccessType><DFFormat><int/></DFFormat>{facts}</DFProperties></Node>"
        )
    };
    let choices = "<MSFT:AllowedValues ValueType=\"ENUM\"><MSFT:Enum><MSFT:Value>0</MSFT:Value><MSFT:ValueDescription>Burns</MSFT:ValueDescription></MSFT:Enum>
        <MSFT:Enum><MSFT:Value>1</MSFT:Value></MSFT:Enum></MSFT:AllowedValues>";
    let needs = |value: &str| {
        format!(
            "<MSFT:DependencyBehavior><MSFT:DependencyGroup FriendlyId=\"x\"><MSFT:Dependency Type=\"DependsOn\"><MSFT:DependencyUri>Vendor/Contoso/Lamp/State</MSFT:DependencyUri>
            <MSFT:DependencyAllowedValue ValueType=\"Range\"><MSFT:Value>[{value}]</MSFT:Value></MSFT:DependencyAllowedValue></MSFT:Dependency></MSFT:DependencyGroup></MSFT:DependencyBehavior>"
        )
    };
    let children = [
        node("State", choices),
        node("Dim", &needs("0")),
        node("Hue", &needs("1")),
        node("Any", &needs("0-1")),
    ];
    let xml = format!(
        "<MgmtTree xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\"><Node><NodeName>Lamp</NodeName><Path>./Vendor/Contoso</Path><DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>{}</Node></MgmtTree>",
        children.concat()
    );
    let pages = site(&Generator::new().source(ddf::Source::new("lamp.xml", xml)));
    check(&pages);
    for (name, said) in [
        ("dim", "0</span> (Burns)<"),
        ("hue", "1</span><"),
        ("any", "0 to 1</span><"),
    ] {
        let page = page(&pages, &format!("device/vendor/contoso/lamp/{name}.html"));
        let expected = format!(
            "<a href=\"state.html\"><code>Vendor/Contoso/Lamp/State</code></a>, which has to be <span class=\"text\">{said}"
        );
        assert!(page.contains(&expected), "{page}");
    }
}
