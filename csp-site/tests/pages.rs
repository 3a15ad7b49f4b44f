//! The pages of the five definitions, of small ones, and of a large set that is made up.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use csp_codegen::Generator;
use csp_site::Page;

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
        "enterprise_desktop_app_management::device().msi().product_id(&quot;{ProductID}&quot;).status()",
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
