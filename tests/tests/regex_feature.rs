//! Patterns without the feature that evaluates them: the compiler warns where they are.

use csp_codegen::Generator;
use csp_tests::workshop::Workshop;
use ddf::Source;

const PATTERN: &str = r#"<MgmtTree xmlns:MSFT="http://schemas.microsoft.com/MobileDevice/DM"><VerDTD>1.2</VerDTD><Node><NodeName>Lamp</NodeName>
<Path>./Device/Vendor/Contoso</Path><DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties><Node><NodeName>Room</NodeName>
<DFProperties><AccessType><Get/><Replace/></AccessType><DFFormat><chr/></DFFormat>
<MSFT:AllowedValues ValueType="RegEx"><MSFT:Value>[a-z]+</MSFT:Value></MSFT:AllowedValues></DFProperties></Node></Node></MgmtTree>"#;

const DERIVED: &str = r#"
use csp_macros::{CspNode, CspValue};

#[derive(CspNode)]
#[csp(device = "./Device/Vendor/Contoso")]
pub struct Derived {
    #[csp(access = "Get, Replace", regex = "[a-z]+")]
    pub room: String,
    #[csp(access = "Get, Replace")]
    pub word: Word,
}

#[derive(CspValue)]
#[csp(regex = "[a-z]+")]
pub struct Word(pub String);
"#;

fn generate(definition: String) -> csp_codegen::Output {
    let generator = Generator::new().source(Source::new("Lamp.xml", definition));
    generator.generate().expect("the definition is good")
}

#[test]
fn every_pattern_that_nothing_evaluates_is_warned_of() {
    let mut workshop = Workshop::new(env!("CARGO_TARGET_TMPDIR"), "regex_feature");
    let output = generate(PATTERN.to_owned());
    for file in output.files() {
        workshop.file(format!("patterns/src/{}", file.name()), file.text());
    }
    workshop.file("patterns/src/mod.rs", output.index());
    workshop.file("patterns/src/derived.rs", DERIVED);
    workshop.file(
        "patterns/src/lib.rs",
        "#![deny(warnings)]\n#[path = \"mod.rs\"]\npub mod generated;\npub mod derived;\n",
    );
    let (runtime, macros) = (
        Workshop::dependency("csp-runtime"),
        Workshop::dependency("csp-macros"),
    );
    workshop.package(
        "patterns",
        &format!(
            "edition = \"2024\"\n[dependencies]\ncsp-runtime = {runtime}\ncsp-macros = {macros}\n[features]\nregex = [\"csp-runtime/regex\"]\n"
        ),
    );
    let checked = workshop.cargo(&["check", "--features", "regex"], &[]);
    checked.unwrap_or_else(|error| panic!("{error}"));
    let refused = workshop.cargo(&["check"], &[]).unwrap_err();
    let warned_at = |file: &str| refused.matches(&format!("--> patterns/src/{file}")).count();
    assert_eq!(
        (warned_at("contoso_lamp.rs"), warned_at("derived.rs")),
        (1, 2),
        "{refused}"
    );
    assert!(
        refused.contains("turn on the feature `regex` of `csp-runtime`"),
        "{refused}"
    );
}

#[test]
fn the_front_page_says_what_evaluates_patterns() {
    let said = |definition: String| {
        let output = generate(definition);
        (output.index()).contains("the feature `regex` of `csp-runtime`")
    };
    assert!(said(PATTERN.to_owned()));
    assert!(!said(PATTERN.replace("[a-z]+", "")));
    assert!(!said(PATTERN.replace("RegEx", "None")));
}
