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
fn a_list_that_names_what_no_page_is_called_removes_nothing() {
    let folder = folder();
    site(folder.path());
    let thesis = folder.path().join("out/thesis.txt");
    fs::write(&thesis, "mine").unwrap();
    fs::write(folder.path().join("out/.csp-site"), "thesis.txt\n").unwrap();
    let outcome = site(folder.path());
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.err.contains("is no file of a site"), "{outcome}");
    assert!(thesis.exists());
}

/// Everything below a folder, with the texts of files.
fn all(folder: &Path) -> Vec<(PathBuf, Option<Vec<u8>>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.is_symlink() {
                open.push(path.clone());
            }
            found.push((path.clone(), fs::read(&path).ok()));
        }
    }
    found.sort();
    found
}

/// That a run is refused, with this in its words, and changes nothing.
fn refused(folder: &Path, said: &str) {
    let before = all(folder);
    let outcome = site(folder);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.err.contains(said), "{said}: {outcome}");
    assert!(all(folder) == before, "{outcome}");
}

#[test]
fn a_file_where_a_folder_belongs_is_found_before_anything_is_written() {
    let folder = folder();
    fs::create_dir(folder.path().join("out")).unwrap();
    fs::write(folder.path().join("out/device"), "mine").unwrap();
    refused(folder.path(), "a folder of the site belongs here");
}

#[test]
fn a_folder_where_the_list_belongs_is_refused() {
    let folder = folder();
    fs::create_dir_all(folder.path().join("out/.csp-site")).unwrap();
    refused(folder.path(), "this is no file");
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_is_not_the_sites() {
    use std::os::unix::fs::symlink;

    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    site(folder.path());
    // A folder of the site, moved elsewhere.
    fs::rename(path("out/device"), path("elsewhere")).unwrap();
    symlink(path("elsewhere"), path("out/device")).unwrap();
    fs::write(path("Lamp.xml"), LAMP.replace("Lit", "Shines")).unwrap();
    refused(folder.path(), "it is a link");
    fs::remove_file(path("out/device")).unwrap();
    // A page, and one that is to be removed.
    site(folder.path());
    for page in ["index.html", "device/vendor/contoso/lamp/shines.html"] {
        let page = path("out").join(page);
        let kept = fs::read(&page).unwrap();
        fs::remove_file(&page).unwrap();
        symlink(path("Lamp.xml"), &page).unwrap();
        fs::write(path("Lamp.xml"), LAMP.replace("Lit", "Glows")).unwrap();
        refused(folder.path(), "did not write it");
        fs::remove_file(&page).unwrap();
        fs::write(&page, kept).unwrap();
    }
    // The list.
    let list = path("out/.csp-site");
    fs::rename(&list, path("list")).unwrap();
    symlink(path("list"), &list).unwrap();
    refused(folder.path(), "this is no file");
}

#[cfg(unix)]
#[test]
fn a_pipe_where_the_list_belongs_is_refused() {
    let folder = folder();
    fs::create_dir(folder.path().join("out")).unwrap();
    let pipe = folder.path().join("out/.csp-site");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let outcome = site(folder.path());
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.err.contains("this is no file"), "{outcome}");
}

/// Whoever holds another name of a file, as a copy of hard links or a reader that has it open, sees the old one whole.
#[test]
fn files_are_replaced_as_a_whole_and_what_a_killed_run_left_is_removed() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    site(folder.path());
    let files = [".csp-site", "csp/vendor/contoso/lamp.html"];
    let before = files.map(|file| {
        let kept = path("kept").join(file.replace('/', "-"));
        fs::create_dir_all(path("kept")).unwrap();
        fs::hard_link(path("out").join(file), &kept).unwrap();
        (kept, fs::read_to_string(path("out").join(file)).unwrap())
    });
    fs::write(path("out/.csp-site-new"), "# Files of thi").unwrap();
    fs::write(path("out/.csp-site-lock"), "").unwrap();
    fs::write(path("out/index.html"), "<!DOCT").unwrap();
    let renamed = LAMP.replace("Lit", "Shines");
    fs::write(path("Lamp.xml"), renamed).unwrap();
    let outcome = site(folder.path());
    assert_eq!(outcome.code, Some(0), "{outcome}");
    for (kept, text) in before {
        assert_eq!(fs::read_to_string(kept).unwrap(), text);
    }
    let again = site(folder.path());
    assert!(again.out.contains("0 written"), "{again}");
    let hidden = all(&path("out"))
        .into_iter()
        .filter_map(|(path, _)| Some(path.file_name()?.to_str()?.to_owned()))
        .filter(|name| name.starts_with('.'));
    assert_eq!(hidden.collect::<Vec<_>>(), [".csp-site"]);
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
