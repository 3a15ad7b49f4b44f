//! How the time of `csp diff` grows with what is compared, that of reading a zip with what is in it, that of `csp admx` with the templates, and that of answers of `csp site --serve` with what is asked: `cargo test -p csp-cli --test growth -- --nocapture` shows the plots.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "growth/served.rs"]
mod served;
#[path = "cli/serve/server.rs"]
mod server;
#[path = "growth/templates.rs"]
mod templates;

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use csp_corpus::zip::File;
use csp_tests::growth::{Shape, Work};

fn main() -> ExitCode {
    csp_tests::growth::run(&[SHAPES, served::SHAPES, templates::SHAPES], &[])
}

const SHAPES: &[Shape] = &[
    Shape {
        name: "diff: a fact of every node",
        size: 1_000,
        prepare: |n| {
            let version = |text: &str| definition(&siblings(n, |nth| format!("N{nth}"), text));
            diff(&version("Before."), &version("After."))
        },
    },
    Shape {
        name: "diff: the same edit of every node",
        size: 1_000,
        prepare: |n| {
            let version = |list: &str| listed_nodes(n, |nth| format!("0x{:X};{list}", nth + 16));
            diff(&version("0x4;0x5;"), &version("0x4;"))
        },
    },
    Shape {
        name: "diff: another edit of every node",
        size: 1_000,
        prepare: |n| {
            let version = |from| listed_nodes(n, |nth| format!("0x1;0x{:X};", nth + from));
            diff(&version(16), &version(17))
        },
    },
    Shape {
        name: "diff: every node of a deep tree is gone",
        size: 1_000,
        prepare: |n| {
            let chains = |letter: char| -> String {
                let chain = |nth| nested(20, &format!("{letter}{nth}"));
                (0..n / 20).map(chain).collect()
            };
            diff(&definition(&chains('A')), &definition(&chains('B')))
        },
    },
    Shape {
        name: "diff: every description moved to another value",
        size: 2_000,
        prepare: |n| {
            let version = |from| {
                let value = |nth| {
                    format!(
                        "<MSFT:Enum><MSFT:Value>{nth}</MSFT:Value><MSFT:ValueDescription>D{}</MSFT:ValueDescription></MSFT:Enum>",
                        (nth + from) % n
                    )
                };
                let (before, after) = ALLOWED_ENUM;
                let values: String = (0..n).map(value).collect();
                definition(&leaf("Leaf", "int", &format!("{before}{values}{after}")))
            };
            diff(&version(0), &version(1))
        },
    },
    Shape {
        name: "diff: every node is renamed",
        size: 1_000,
        prepare: |n| {
            let version =
                |letter: char| definition(&siblings(n, |nth| format!("{letter}{nth}"), ""));
            diff(&version('A'), &version('B'))
        },
    },
    Shape {
        name: "diff: siblings that differ in case alone",
        size: 1_000,
        prepare: |n| {
            let version = |from| definition(&siblings(n, |nth| in_case(nth + from), ""));
            diff(&version(0), &version(n / 2))
        },
    },
    Shape {
        name: "diff: every file and every node is renamed",
        size: 300,
        prepare: renamed_files,
    },
    Shape {
        name: "diff: allowed values",
        size: 2_000,
        prepare: |n| {
            facts(n, |nth| {
                let value = format!("<MSFT:Enum><MSFT:Value>{nth}</MSFT:Value></MSFT:Enum>");
                (value, ALLOWED_ENUM)
            })
        },
    },
    Shape {
        name: "diff: ranges",
        size: 5_000,
        prepare: |n| {
            facts(n, |nth| {
                (format!("[{}-{}],", 4 * nth, 4 * nth + 1), ALLOWED_RANGE)
            })
        },
    },
    Shape {
        name: "diff: types of the value",
        size: 3_000,
        prepare: |n| facts(n, |nth| (format!("<MIME>text/x-{nth}</MIME>"), TYPES)),
    },
    Shape {
        name: "diff: editions",
        size: 6_000,
        prepare: |n| facts(n, |nth| (format!("0x{:X};", nth + 1), EDITIONS)),
    },
    Shape {
        name: "diff: builds",
        size: 1_000,
        prepare: |n| facts(n, |nth| (format!("10.0.{}.1,", 10_000 + nth), BUILDS)),
    },
    Shape {
        name: "diff: dependencies",
        size: 1_000,
        prepare: |n| {
            facts(n, |nth| {
                let uri =
                    format!("<MSFT:DependencyUri>Vendor/Contoso/Large/{nth}</MSFT:DependencyUri>");
                let on = format!("<MSFT:Dependency Type=\"DependsOn\">{uri}</MSFT:Dependency>");
                (
                    format!(
                        "<MSFT:DependencyGroup FriendlyId=\"{nth}\">{on}</MSFT:DependencyGroup>"
                    ),
                    DEPENDENCIES,
                )
            })
        },
    },
    Shape {
        name: "check: entries of an overlay",
        size: 2_500,
        prepare: overlaid,
    },
    Shape {
        name: "lint: findings on one line",
        size: 500,
        prepare: findings_on_one_line,
    },
    Shape {
        name: "check: files in a zip",
        size: 1_000,
        prepare: zipped,
    },
];

/// What stands around a long list of a leaf's facts.
type Around = (&'static str, &'static str);

const ALLOWED_ENUM: Around = (
    "<MSFT:AllowedValues ValueType=\"ENUM\">",
    "</MSFT:AllowedValues>",
);
const ALLOWED_RANGE: Around = (
    "<MSFT:AllowedValues ValueType=\"Range\"><MSFT:Value>",
    "[-1]</MSFT:Value></MSFT:AllowedValues>",
);
const TYPES: Around = ("<DFType>", "</DFType>");
const EDITIONS: Around = (
    "<MSFT:Applicability><MSFT:EditionAllowList>",
    "</MSFT:EditionAllowList></MSFT:Applicability>",
);
const BUILDS: Around = (
    "<MSFT:Applicability><MSFT:OsBuildVersion>",
    "10.0.9999</MSFT:OsBuildVersion></MSFT:Applicability>",
);
const DEPENDENCIES: Around = ("<MSFT:DependencyBehavior>", "</MSFT:DependencyBehavior>");

/// Two versions of a leaf with a long list, of which half is the same.
fn facts(count: usize, part: impl Fn(usize) -> (String, Around)) -> Work {
    let version = |parts: std::ops::Range<usize>| {
        let (_, (before, after)) = part(0);
        let list: String = parts.map(|nth| part(nth).0).collect();
        definition(&leaf("Leaf", "int", &format!("{before}{list}{after}")))
    };
    diff(&version(0..count), &version(count / 2..count + count / 2))
}

fn leaf(name: &str, format: &str, facts: &str) -> String {
    format!(
        "<Node><NodeName>{name}</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><{format}/></DFFormat>{facts}</DFProperties></Node>"
    )
}

fn siblings(count: usize, name: impl Fn(usize) -> String, text: &str) -> String {
    let text = format!("<Description>{text}</Description>");
    (0..count)
        .map(|nth| leaf(&name(nth), "chr", &text))
        .collect()
}

/// Nodes with editions of their own.
fn listed_nodes(count: usize, list: impl Fn(usize) -> String) -> String {
    let (before, after) = EDITIONS;
    let node = |nth| {
        let facts = format!("{before}{}{after}", list(nth));
        leaf(&format!("N{nth}"), "chr", &facts)
    };
    definition(&(0..count).map(node).collect::<String>())
}

/// Nodes of which each is the only child of the one before.
fn nested(depth: usize, name: &str) -> String {
    (0..depth).fold(String::new(), |children, _| {
        format!("<Node><NodeName>{name}</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>{children}</Node>")
    })
}

/// One name in as many spellings as there are.
fn in_case(nth: usize) -> String {
    let letters = "abcdefghijklmnop".chars().enumerate();
    let spelled = letters.map(|(at, letter)| match nth >> at & 1 {
        0 => letter,
        _ => letter.to_ascii_uppercase(),
    });
    spelled.collect()
}

fn definition(children: &str) -> String {
    format!(
        "<MgmtTree xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\">{}</MgmtTree>",
        root("Large", children)
    )
}

fn root(name: &str, children: &str) -> String {
    format!(
        "<Node><NodeName>{name}</NodeName><Path>./Device/Vendor/Contoso</Path><DFProperties><DFFormat><node/></DFFormat></DFProperties>{children}</Node>"
    )
}

/// Files that have another name and the same root, beside one with as many nodes as would make the work of all files grow with the square.
fn renamed_files(count: usize) -> Work {
    let folder = tempfile::tempdir().unwrap();
    for side in ["old", "new"] {
        let side_folder = folder.path().join(side);
        fs::create_dir(&side_folder).unwrap();
        let write = |file: &str, text: &str| fs::write(side_folder.join(file), text).unwrap();
        let nodes = siblings(8 * count, |nth| format!("{side}{nth}"), "");
        write("Large.xml", &definition(&nodes));
        for nth in 0..count {
            let root = root(&format!("R{nth}"), "");
            write(
                &format!("{side}{nth}.xml"),
                &format!("<MgmtTree>{root}</MgmtTree>"),
            );
        }
    }
    run(folder)
}

/// A definition, and an overlay with an entry for each of its nodes: a fact that changes, one that is not as expected, a name, and a node that is not there.
fn overlaid(count: usize) -> Work {
    let nodes = siblings(count, |nth| format!("N{nth}"), "Before.");
    let entry = |nth: usize| {
        let path = "./Vendor/Contoso/Large";
        format!(
            "[[node]]\npath = '{path}/N{nth}'\ndescription = {{ from = 'Before.', to = 'After {nth}.' }}\ntitle = {{ from = 'N{nth}' }}\nscope = {{ from = 'Permanent', to = 'Dynamic' }}\nwhy = 'it is so'\n\
             [[name]]\npath = '{path}/N{nth}'\ntype = 'Node{nth}'\nwhy = 'it is so'\n\
             [[node]]\npath = '{path}/M{nth}'\ndefault = {{ to = '{nth}' }}\nwhy = 'it is so'\n"
        )
    };
    let folder = tempfile::tempdir().unwrap();
    let write = |file: &str, text: &str| fs::write(folder.path().join(file), text).unwrap();
    write("Large.xml", &definition(&nodes));
    write("overlay.toml", &(0..count).map(entry).collect::<String>());
    Box::new(move || {
        let mut csp = Command::new(env!("CARGO_BIN_EXE_csp"));
        let csp = csp
            .args(["check", "--format", "json", "Large.xml"])
            .args(["--overlay", "overlay.toml"])
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        assert!(csp.status().unwrap().success());
    })
}

/// A zip of definitions, of files that have one name, of such as cannot be read, and of such as are none.
fn zipped(count: usize) -> Work {
    let text = format!("<MgmtTree>{}</MgmtTree>", root("Lamp", ""));
    let names: Vec<[String; 3]> = (0..count)
        .map(|nth| ["xml", "txt", "e.xml"].map(|kind| format!("{nth}.{kind}")))
        .collect();
    let files = names.iter().flat_map(|[xml, txt, encrypted]| {
        [
            File::new(xml, &text),
            File::new("Twice.xml", &text),
            File::new(txt, &text),
            File {
                encrypted: true,
                ..File::new(encrypted, &text)
            },
        ]
    });
    let zip = csp_corpus::zip::of(&files.collect::<Vec<_>>());
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("DDF.zip"), zip).unwrap();
    Box::new(move || {
        let mut csp = Command::new(env!("CARGO_BIN_EXE_csp"));
        let csp = csp
            .args(["check", "--format", "json", "DDF.zip"])
            .current_dir(folder.path());
        let output = csp.stderr(Stdio::inherit()).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(said.matches("it is encrypted").count(), count);
        assert_eq!(said.matches("several files of this name").count(), 1);
    })
}

/// Intune's policies are often kept without line breaks.
fn findings_on_one_line(count: usize) -> Work {
    let setting = r##"{"@odata.type":"#microsoft.graph.omaSettingString","displayName":"Lamp","omaUri":"Vendor/Contoso/Lamp","value":"on"}"##;
    let settings = vec![setting; count].join(",");
    let folder = tempfile::tempdir().unwrap();
    let policy = format!("{{\"omaSettings\":[{settings}]}}");
    fs::write(folder.path().join("policy.json"), policy).unwrap();
    Box::new(move || {
        let mut csp = Command::new(env!("CARGO_BIN_EXE_csp"));
        let csp = csp.args(["lint", "--pedantic", "--exit-zero", "policy.json"]);
        let output = csp.current_dir(folder.path()).output().unwrap();
        assert!(output.status.success());
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.matches("[uri-no-dot]").count() == count, "{said}");
    })
}

/// Two versions of one file.
fn diff(old: &str, new: &str) -> Work {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("old"), old).unwrap();
    fs::write(folder.path().join("new"), new).unwrap();
    run(folder)
}

/// The command on `old` and `new` in a folder, which goes with the work.
fn run(folder: tempfile::TempDir) -> Work {
    Box::new(move || {
        let path: &Path = folder.path();
        let mut csp = Command::new(env!("CARGO_BIN_EXE_csp"));
        let csp = csp.args(["diff", "old", "new"]).current_dir(path);
        let output = csp.stderr(Stdio::inherit()).output().unwrap();
        assert!(output.status.success());
        // There is something to report, or nothing was measured.
        assert!(
            output.stdout.starts_with(b"breaking: ")
                || output.stdout.starts_with(b"documentation: ")
        );
    })
}
