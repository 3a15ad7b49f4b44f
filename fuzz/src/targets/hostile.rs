//! Definitions by the grammar of DDF, whose names, values and texts are chosen to break what is made of them.

use std::fmt::Write as _;

use super::choices::Choices;

/// Names that mean something in Rust, that fall together, or that no Rust name may be.
const NAMES: [&str; 46] = [
    "rustfmt",
    "rustfmt__2",
    "3DPrint",
    "policy",
    "Policy",
    "POLICY",
    "default",
    "default__2",
    "self",
    "Self",
    "self__2",
    "Self_2",
    "super",
    "crate",
    "gen",
    "async",
    "await",
    "dyn",
    "try",
    "type",
    "fn",
    "node",
    "value",
    "At",
    "Csp",
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Vec",
    "String",
    "str",
    "bool",
    "i64",
    "core",
    "std",
    "device",
    "user",
    "root",
    "in_memory",
    "日本",
    "a.b",
    "A-B",
    "_",
    "__",
];

const TEXTS: [&str; 16] = [
    "Plain.",
    "`code",
    "```rust\nfn main() {",
    "[link](x",
    "<b>",
    "*/",
    "\"#",
    "\\u{",
    "&#x202E;",
    "&#xD;",
    "{0}",
    "https://a.example/_b_",
    "a\n\n    b",
    "#",
    "1-NotInstalled",
    "'",
];

const FORMATS: [&str; 9] = [
    "chr", "int", "bool", "b64", "bin", "xml", "null", "time", "node",
];

const ALLOWED: [&str; 8] = [
    "ENUM", "Flag", "Range", "RegEx", "None", "XSD", "JSON", "ADMX",
];

const VALUES: [&str; 14] = [
    "0",
    "1",
    "-1",
    "[0-100]",
    "[(-1)-5],[7]",
    "^[a-z]+$",
    "^\\p{L}+$",
    "(",
    "0x10",
    "9223372036854775807",
    "1.5",
    "self",
    "",
    "A B",
];

const DELIMITERS: [&str; 5] = [";", "0xF000", ", ", "&#xA;", "\""];

/// One file, which the bytes decide.
pub(crate) fn definition(bytes: &[u8]) -> String {
    let choices = &mut Choices::new(bytes);
    let mut text = String::from(
        "<MgmtTree xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\"><VerDTD>1.2</VerDTD>",
    );
    for nth in 0..=choices.below(2) {
        let path = choices.pick(&[
            "./Device/Vendor/MSFT",
            "./User/Vendor/MSFT",
            "./Vendor/Contoso",
            "./Device/Vendor/MSFT/Policy/Config",
        ]);
        node(choices, &mut text, 0, Some((path, nth)));
    }
    text + "</MgmtTree>"
}

fn node(choices: &mut Choices<'_>, text: &mut String, depth: usize, root: Option<(&str, usize)>) {
    let name = choices.pick(&NAMES);
    let is_dynamic = root.is_none() && choices.once_in(4);
    let format = if depth < 4 && (root.is_some() || choices.once_in(3)) {
        "node"
    } else {
        choices.pick(&FORMATS)
    };
    match (is_dynamic, root) {
        (true, _) => text.push_str("<Node><NodeName/>"),
        // Two roots of one name would be one place.
        (_, Some((path, nth))) => {
            let _ = write!(
                text,
                "<Node><NodeName>{name}{nth}</NodeName><Path>{path}</Path>"
            );
        }
        _ => {
            let _ = write!(text, "<Node><NodeName>{name}</NodeName>");
        }
    }
    text.push_str("<DFProperties><AccessType><Get/>");
    for verb in ["Add", "Replace", "Delete", "Exec"] {
        if choices.once_in(2) {
            let _ = write!(text, "<{verb}/>");
        }
    }
    text.push_str("</AccessType>");
    if choices.once_in(4) {
        let _ = write!(
            text,
            "<DefaultValue>{}</DefaultValue>",
            choices.pick(&VALUES)
        );
    }
    let _ = write!(
        text,
        "<Description>{}</Description><DFFormat><{format}/></DFFormat>",
        choices.pick(&TEXTS)
    );
    if is_dynamic {
        let _ = write!(
            text,
            "<Occurrence><ZeroOrMore/></Occurrence><Scope><Dynamic/></Scope><DFTitle>{name}</DFTitle>"
        );
    }
    if format != "node" && choices.once_in(2) {
        allowed(choices, text);
    }
    text.push_str("</DFProperties>");
    if format == "node" {
        for _ in 0..choices.below(6) {
            node(choices, text, depth + 1, None);
        }
    }
    text.push_str("</Node>");
}

fn allowed(choices: &mut Choices<'_>, text: &mut String) {
    let kind = choices.pick(&ALLOWED);
    let _ = write!(text, "<MSFT:AllowedValues ValueType=\"{kind}\">");
    match kind {
        "ENUM" | "Flag" => {
            for nth in 0..choices.below(6) {
                let value = if choices.once_in(3) {
                    choices.pick(&NAMES).to_owned()
                } else {
                    nth.to_string()
                };
                let text_of = TEXTS.get(nth).copied().unwrap_or_default();
                let meaning = choices.pick(&[text_of, "rustfmt", "Self", "default", "3D"]);
                let _ = write!(
                    text,
                    "<MSFT:Enum><MSFT:Value>{value}</MSFT:Value><MSFT:ValueDescription>{meaning}</MSFT:ValueDescription></MSFT:Enum>"
                );
            }
        }
        "ADMX" => text.push_str("<MSFT:AdmxBacked Area=\"A\" Name=\"N\" File=\"f.admx\"/>"),
        "None" => {}
        _ => {
            let _ = write!(text, "<MSFT:Value>{}</MSFT:Value>", choices.pick(&VALUES));
        }
    }
    if choices.once_in(4) {
        let _ = write!(
            text,
            "<MSFT:List Delimiter='{}'/>",
            choices.pick(&DELIMITERS)
        );
    }
    text.push_str("</MSFT:AllowedValues>");
}
