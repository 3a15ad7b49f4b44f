//! How much one CSP may hold, and that the largest ones take no more time and text than their size explains.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use csp_codegen::{Error, Generator};
use ddf::Source;

/// The rows of one CSP are numbered with 16 bits, of which one number means "no parent".
const MOST_NODES: usize = 65_535;

/// A CSP of so many nodes, all leaves below one root.
fn definition(nodes: usize, name: impl Fn(usize) -> String) -> String {
    let mut text = String::from(
        "<MgmtTree><Node><NodeName>Large</NodeName><Path>./Device/Vendor/Contoso</Path>\
         <DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>",
    );
    for nth in 1..nodes {
        let name = name(nth);
        let _ = write!(
            text,
            "<Node><NodeName>{name}</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><chr/></DFFormat></DFProperties></Node>"
        );
    }
    text + "</Node></MgmtTree>"
}

fn generate(definition: String) -> Result<csp_codegen::Output, Error> {
    Generator::new()
        .source(Source::new("Large.xml", definition))
        .generate()
}

#[test]
fn one_node_more_than_an_address_can_tell_apart_is_refused() {
    let Err(Error::Ddf(report)) = generate(definition(MOST_NODES + 1, |nth| format!("N{nth}")))
    else {
        panic!("it should be refused");
    };
    let codes: Vec<String> = report
        .iter()
        .map(|diagnostic| diagnostic.code().to_string())
        .collect();
    assert_eq!(codes, ["GEN0001"]);
    assert!(
        report.render().contains("Large.xml:1:"),
        "{}",
        report.render()
    );
}

/// Names of letters that no Rust name may have all meet in one, and are numbered.
#[test]
fn names_that_all_meet_are_numbered_in_time() {
    let name = |nth: usize| {
        let letter = |digit: usize| char::from_u32(0x4E00 + digit as u32).unwrap();
        [letter(nth / 256), letter(nth % 256)].iter().collect()
    };
    let begun = Instant::now();
    let output = generate(definition(MOST_NODES, name)).unwrap();
    assert_eq!(output.summaries()[0].nodes, MOST_NODES);
    assert!(
        output.files()[0]
            .text()
            .contains(&format!("pub struct Unnamed{};", MOST_NODES - 1))
    );
    // Whatever grows with the square of the nodes takes minutes.
    assert!(
        begun.elapsed() < Duration::from_secs(60),
        "{:?}",
        begun.elapsed()
    );
}

/// A definition of one root, with a leaf below it, and the path that it has.
fn root(name: &str, path: &str) -> String {
    definition(2, |_| "Leaf".to_owned())
        .replace("<NodeName>Large", &format!("<NodeName>{name}"))
        .replace("./Device/Vendor/Contoso", path)
        .replace("<MgmtTree>", "")
        .replace("</MgmtTree>", "")
}

fn roots(count: usize) -> String {
    let roots = (0..count).map(|nth| root(&format!("R{nth}"), "./Device/Vendor/Contoso"));
    format!("<MgmtTree>{}</MgmtTree>", roots.collect::<String>())
}

#[test]
fn a_name_that_no_file_can_have_is_refused_before_anything_is_written() {
    let longest = root(&"n".repeat(252), "./Device/Vendor/MSFT");
    let output = generate(format!("<MgmtTree>{longest}</MgmtTree>")).unwrap();
    assert_eq!(output.files()[0].name().len(), 255);
    let longer = root(&"n".repeat(253), "./Device/Vendor/MSFT");
    let Err(Error::Ddf(report)) = generate(format!("<MgmtTree>{longer}</MgmtTree>")) else {
        panic!("it should be refused");
    };
    let rendered = report.render();
    assert!(rendered.contains("error[GEN0004]"), "{rendered}");
    assert!(rendered.contains("Large.xml:1:"), "{rendered}");
}

/// The device's root and the user's, in two files.
#[test]
fn the_order_of_the_files_changes_nothing() {
    let file = |name: &str, path: &str| {
        Source::new(name, format!("<MgmtTree>{}</MgmtTree>", root("Lamp", path)))
    };
    let device = file("d.xml", "./Device/Vendor/Contoso");
    let user = file("u.xml", "./User/Vendor/Contoso");
    let other = file("a.xml", "./user/vendor/Fabrikam");
    let texts = |sources: [&std::sync::Arc<Source>; 3]| {
        let generator = sources
            .into_iter()
            .fold(Generator::new(), |generator, source| {
                generator.source(source.clone())
            });
        let output = generator.generate().unwrap();
        let files = output.files().iter();
        let texts: Vec<String> = files.map(|file| file.text().to_owned()).collect();
        (texts, output.index().to_owned())
    };
    let first = texts([&device, &user, &other]);
    assert!(first.0[0].contains("from d.xml, u.xml."), "{}", first.0[0]);
    assert_eq!(texts([&user, &device, &other]), first);
    assert_eq!(texts([&other, &user, &device]), first);
}

#[test]
fn thousands_of_modules_are_written_in_time_that_grows_as_they_do() {
    let folder = std::env::temp_dir().join(format!("csp-codegen-limits-{}", std::process::id()));
    let time = |count: usize| {
        let output = generate(roots(count)).unwrap();
        let folder = folder.join(count.to_string());
        // The second time is measured, when nothing is left to the disk: files are compared and none is written.
        output.write(&folder).unwrap();
        let begun = Instant::now();
        let changes = output.write(&folder).unwrap();
        let summary = output.summary(&changes, begun.elapsed());
        assert!(changes.is_empty() && summary.lines().count() == count + 1);
        begun.elapsed()
    };
    let (few, many) = (time(500), time(8000));
    std::fs::remove_dir_all(&folder).unwrap();
    // 16 times as many; with the square it would be 256 times.
    assert!(many < few * 80, "{few:?} and {many:?}");
}

#[test]
fn the_text_stays_in_proportion_to_the_definition() {
    let interior = |name: &str, inner: &str| {
        format!(
            "<Node><NodeName>{name}</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>{inner}</Node>"
        )
    };
    let leaves = definition(20_000, |nth| format!("N{nth}"));
    let (head, leaves) = leaves.split_once("</DFProperties>").unwrap();
    let leaves = leaves.strip_suffix("</Node></MgmtTree>").unwrap();
    let deep = |length: usize| {
        let name = "n".repeat(length);
        format!(
            "{head}</DFProperties>{}</Node></MgmtTree>",
            interior(&name, leaves)
        )
    };
    // As long as it is read, a byte of a definition becomes a few dozen of text.
    let definition = deep(200);
    let size = definition.len();
    let output = generate(definition).unwrap();
    let text = output.files()[0].text().len();
    assert!(text < 40 * size, "{text} bytes from {size}");
    let Err(Error::Ddf(report)) = generate(deep(4000)) else {
        panic!("it should be refused");
    };
    assert!(
        report.render().contains("error[DDF0048]"),
        "{}",
        report.render()
    );
}
