//! How the time of `csp admx` grows with the templates.

use std::fs;
use std::process::{Command, Stdio};

use csp_tests::growth::{Shape, Work};

pub(crate) const SHAPES: &[Shape] = &[
    Shape {
        name: "admx list: policies, searched",
        size: 500,
        prepare: |n| {
            let long = long_text(n);
            run(
                &[&files("a", n, &long)],
                &[
                    "list",
                    "--admx",
                    "a",
                    "--search",
                    "nowhere",
                    "--category",
                    "c",
                ],
            )
        },
    },
    Shape {
        name: "admx list: policies with one long name",
        size: 500,
        prepare: |n| run(&[&files("a", n, &long_text(n))], &["list", "--admx", "a"]),
    },
    Shape {
        name: "admx check: policies",
        size: 500,
        prepare: |n| run(&[&files("a", n, "x")], &["check", "a"]),
    },
    Shape {
        name: "admx diff: policies that changed, and their one long text",
        size: 100,
        prepare: |n| {
            let (old, new) = (long_text(n), long_text(n).to_uppercase());
            let mut after = files("b", n, &new);
            after[0].1 = after[0]
                .1
                .replace("valueName=\"V\"", "valueName=\"W\" required=\"true\"");
            run(
                &[&files("a", n, &old), &after],
                &["diff", "a", "b", "--format", "json"],
            )
        },
    },
    Shape {
        name: "admx show: a policy behind many nodes, in many files",
        size: 100,
        prepare: |n| {
            let one: Vec<(String, String)> = (0..n)
                .map(|nth| (format!("a/f{nth}.admx"), template("P", 1)))
                .collect();
            let leaf = |nth: usize| {
                format!(
                    "<Node><NodeName>N{nth}</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><chr/></DFFormat><MSFT:AllowedValues ValueType=\"ADMX\">\
                     <MSFT:AdmxBacked Area=\"f~AT~C\" Name=\"P0\" File=\"f{}.admx\"/></MSFT:AllowedValues></DFProperties></Node>",
                    nth / 10
                )
            };
            let leaves: String = (0..10 * n).map(leaf).collect();
            let ddf = format!(
                "<MgmtTree xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\"><Node><NodeName>Lamp</NodeName><Path>./Vendor/Contoso</Path>\
                 <DFProperties><DFFormat><node/></DFFormat></DFProperties>{leaves}</Node></MgmtTree>"
            );
            run(
                &[&one, &[("ddf.xml".to_owned(), ddf)]],
                &["show", "P0", "--admx", "a", "--ddf", "ddf.xml"],
            )
        },
    },
];

fn long_text(n: usize) -> String {
    "Lamps are on. ".repeat(10 * n)
}

fn template(name: &str, n: usize) -> String {
    let policy = |nth: usize| {
        format!(
            "<policy name=\"{name}{nth}\" class=\"Both\" displayName=\"$(string.S)\" explainText=\"$(string.S)\" key=\"Software\\Policies\\T\">\
             <parentCategory ref=\"C\"/><elements><text id=\"E\" valueName=\"V\"/></elements></policy>\n"
        )
    };
    let policies: String = (0..n).map(policy).collect();
    format!(
        "<policyDefinitions><categories><category name=\"C\" displayName=\"$(string.S)\"/></categories><policies>{policies}</policies></policyDefinitions>"
    )
}

/// A template with policies that have one text, in a folder.
fn files(folder: &str, n: usize, text: &str) -> Vec<(String, String)> {
    let adml = format!(
        "<policyDefinitionResources><resources><stringTable><string id=\"S\">{text}</string></stringTable></resources></policyDefinitionResources>"
    );
    vec![
        (format!("{folder}/t.admx"), template("P", n)),
        (format!("{folder}/t.adml"), adml),
    ]
}

/// The command on files in a folder, which goes with the work.
fn run(files: &[&[(String, String)]], arguments: &'static [&'static str]) -> Work {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files.iter().copied().flatten() {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    Box::new(move || {
        let mut csp = Command::new(env!("CARGO_BIN_EXE_csp"));
        let csp = csp.arg("admx").args(arguments).current_dir(folder.path());
        let status = csp.stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert_eq!(status.unwrap().code(), Some(0));
    })
}
