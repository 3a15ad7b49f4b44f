//! `csp site`: the folder that it writes into.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::run::{Outcome, csp_in, text};

const LAMP: &str = "<MgmtTree><Node><NodeName>Lamp</NodeName><Path>./Vendor/Contoso</Path><DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>
<Node><NodeName>Lit</NodeName><DFProperties><AccessType><Get/><Replace/></AccessType><DFFormat><bool/></DFFormat></DFProperties></Node></Node></MgmtTree>";

/// A folder with a definition.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("Lamp.xml"), LAMP).unwrap();
    folder
}

fn site(folder: &Path) -> Outcome {
    csp_in(folder, &["site", "--ddf", "Lamp.xml", "--out", "out"], "")
}

fn lit(folder: &Path) -> PathBuf {
    folder.join("out/device/vendor/contoso/lamp/lit.html")
}

#[test]
fn a_second_run_writes_what_changed_and_removes_what_is_gone() {
    let folder = folder();
    let outcome = site(folder.path());
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(
        outcome.out.contains("8 pages of 1 CSP in out: 8 written"),
        "{outcome}"
    );
    assert!(
        fs::read_to_string(lit(folder.path()))
            .unwrap()
            .contains("<h1>Lit</h1>")
    );
    let outcome = site(folder.path());
    assert!(
        outcome.out.contains("0 written, 8 unchanged, 0 removed"),
        "{outcome}"
    );
    fs::write(folder.path().join("out/own.html"), "mine").unwrap();
    let renamed = LAMP.replace("Lit", "Shines");
    fs::write(folder.path().join("Lamp.xml"), renamed).unwrap();
    let outcome = site(folder.path());
    assert!(outcome.out.contains("1 removed"), "{outcome}");
    assert!(!lit(folder.path()).exists());
    assert_eq!(
        fs::read_to_string(folder.path().join("out/own.html")).unwrap(),
        "mine"
    );
}

#[test]
fn what_another_wrote_is_neither_replaced_nor_removed() {
    let folder = folder();
    let path = lit(folder.path());
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, "mine").unwrap();
    let outcome = site(folder.path());
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let place = Path::new("out").join("device/vendor/contoso/lamp/lit.html");
    assert!(
        outcome.err.contains(text(&place)) && outcome.err.contains("did not write it"),
        "{outcome}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    assert!(!folder.path().join("out/index.html").exists());
}

#[test]
fn a_list_that_names_other_files_removes_none() {
    let folder = folder();
    site(folder.path());
    fs::write(folder.path().join("precious.html"), "mine").unwrap();
    fs::write(folder.path().join("out/.csp-site"), "../precious.html\n").unwrap();
    let outcome = site(folder.path());
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.err.contains("is no file of a site"), "{outcome}");
    assert!(folder.path().join("precious.html").exists());
}

#[test]
fn a_definition_with_errors_writes_nothing() {
    let folder = folder();
    fs::write(folder.path().join("Lamp.xml"), "<MgmtTree>").unwrap();
    let outcome = site(folder.path());
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn what_changed_stands_on_a_page_and_at_each_node() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("drops")).unwrap();
    fs::write(path("drops/Old.xml"), LAMP).unwrap();
    let dimmed = LAMP.replace("<Get/><Replace/>", "<Get/>").replace(
        "</Node></Node>",
        "</Node><Node><NodeName>Hue</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><int/></DFFormat></DFProperties></Node></Node>",
    );
    fs::write(path("Lamp.xml"), dimmed).unwrap();
    let arguments = "site --ddf Lamp.xml --since drops/Old.xml --out out";
    let outcome = csp_in(folder.path(), &arguments.split(' ').collect::<Vec<_>>(), "");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let read = |name: &str| fs::read_to_string(path("out").join(name)).unwrap();
    let page = read("changes.html");
    for said in [
        "What changed since Old.xml",
        "Breaking: 1 change",
        "<a href=\"device/vendor/contoso/lamp/lit.html\"><code>Lit</code></a>: access: removed <code>Replace</code>",
        "<code>Hue</code></a>: added",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("drops"), "{page}");
    assert!(
        read("device/vendor/contoso/lamp/lit.html").contains("<em class=\"breaking\">changed</em>")
    );
    assert!(read("device/vendor/contoso/lamp/hue.html").contains("<em>added</em>"));
    assert!(read("csp/vendor/contoso/lamp.html").contains("<em>added</em>"));
    assert!(read("index.html").contains("changes.html"));
    // Without an older set the page is gone again.
    let outcome = site(folder.path());
    assert!(outcome.out.contains("1 removed"), "{outcome}");
}
