//! What the README shows can be pasted: its programs are built with its manifest, outside of this workspace, and run.

use csp_codegen::Generator;
use csp_tests::files::root;
use csp_tests::workshop::Workshop;

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).unwrap()
}

/// The code blocks of a language.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let opening = format!("```{language}\n");
    let blocks = text.split(&opening).skip(1);
    blocks.filter_map(|rest| rest.split("```").next()).collect()
}

/// The dependencies that the README names, in this checkout.
fn dependencies(readme: &str) -> String {
    let manifest = blocks(readme, "toml").concat();
    assert!(manifest.starts_with("[dependencies]\n"), "{manifest}");
    manifest.replace("\"csp/", &format!("\"{}/", root().display()))
}

#[test]
fn its_programs_compile_and_run_as_they_stand_there() {
    let readme = readme();
    let programs = blocks(&readme, "rust");
    assert_eq!(programs.len(), 3);
    let mut workshop = Workshop::new(env!("CARGO_TARGET_TMPDIR"), "readme");
    let manifest = format!("edition = \"2024\"\n{}", dependencies(&readme));
    workshop.package("pasted", &manifest);
    workshop.file("pasted/build.rs", "fn main() {}\n");
    for (nth, program) in programs.iter().enumerate() {
        let hidden = program.lines().find(|line| line.starts_with("# "));
        assert_eq!(hidden, None, "a line that only rustdoc understands");
        workshop.file(format!("pasted/src/bin/program{nth}.rs"), *program);
    }
    let printed = ["installed\n", ""];
    for (nth, printed) in printed.iter().enumerate() {
        let ran = workshop.cargo(&["run", "--bin", &format!("program{nth}")], &[]);
        assert_eq!(ran.as_deref(), Ok(*printed));
    }
    let ddf = workshop.cargo(&["run", "--bin", "program2"], &[]);
    assert!(
        ddf.as_deref()
            .is_ok_and(|ddf| ddf.contains("<NodeName>Lamp</NodeName>")),
        "{ddf:?}"
    );
}

#[test]
fn a_folder_of_definitions_is_taken_in_as_it_says() {
    let readme = readme();
    let line = "pub mod csp { include!(concat!(env!(\"OUT_DIR\"), \"/mod.rs\")); }";
    assert!(readme.contains(&format!("`{line}`")));
    let mut workshop = Workshop::new(env!("CARGO_TARGET_TMPDIR"), "readme_folder");
    let manifest = format!("edition = \"2024\"\n{}", dependencies(&readme));
    workshop.package("folder", &manifest);
    let definitions = root().join("ddf/definitions");
    workshop.file(
        "folder/build.rs",
        format!(
            "fn main() {{ csp_codegen::Generator::new().file({definitions:?}).build_script(); }}\n"
        ),
    );
    let output = Generator::new().file(&definitions).generate().unwrap();
    let uses: String = output
        .files()
        .iter()
        .map(|file| {
            format!(
                "    assert!(csp::{}::TREE.nodes().count() > 0);\n",
                file.name().trim_end_matches(".rs")
            )
        })
        .collect();
    workshop.file(
        "folder/src/main.rs",
        format!("{line}\n\nfn main() {{\n{uses}}}\n"),
    );
    let ran = workshop.cargo(&["run"], &[]);
    assert_eq!(ran.as_deref(), Ok(""));
}
