//! What must be true of a lock, whatever it is.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use csp_codegen::{Error, Generator, Output};
use ddf::Source;
use syn::{ImplItem, Item};

use super::choices::Choices;

const DEFINITION: &str = include_str!("../../../ddf/definitions/EnrollmentStatusTracking.xml");

/// Fields of lines that mean something else elsewhere, or nothing.
const FIELDS: [&str; 24] = [
    "module",
    "root",
    "node",
    "value",
    "alias",
    "child",
    "name",
    "constant",
    "described",
    "Get",
    "Int",
    "{}",
    "0",
    "1",
    "%00",
    "%",
    "../x",
    "con",
    "lock::node::At",
    "lock::fn",
    "\u{0}",
    "\r",
    "\u{FEFF}",
    "",
];

/// Generates with a lock that the bytes make out of a true one: the lock is refused, or what is generated is Rust, has each name once, and the lock
/// that is accepted is stable.
pub(super) fn lock(bytes: &[u8]) -> String {
    let source = Source::new("lock.xml", DEFINITION);
    let whole = generate(&source, "");
    let Ok(whole) = whole else {
        panic!("the definition generates");
    };
    let text = edited(&whole.lock().text(), &mut Choices::new(bytes));
    let output = match generate(&source, &text) {
        Ok(output) => output,
        Err(Error::Io(_, error)) => {
            let reason = error.to_string();
            assert!(reason.starts_with("line "), "{reason}");
            return "no lock".to_owned();
        }
        Err(error) => panic!("{error}"),
    };
    for file in output.files() {
        assert!(!file.name().contains(['/', '\\']), "{}", file.name());
        let items = syn::parse_file(file.text()).map(|file| file.items);
        once(&items.unwrap_or_else(|error| panic!("{}: {error}", file.name())));
    }
    let followed = output.follow(&BTreeSet::new());
    let after = followed.lock.text();
    let again = generate(&source, &after).unwrap_or_else(|error| panic!("{error}"));
    let stable = again.follow(&BTreeSet::new());
    assert!(stable.refusals.is_empty(), "{:?}", stable.refusals);
    assert_eq!(stable.lock.text(), after);
    format!("{} refusals", followed.refusals.len().min(4))
}

fn generate(source: &Arc<Source>, lock: &str) -> Result<Output, Error> {
    let thread = format!("{:?}", std::thread::current().id());
    let number: String = thread.chars().filter(char::is_ascii_digit).collect();
    let name = format!("csp-fuzz-{}-{number}.lock", std::process::id());
    let path = std::env::temp_dir().join(name);
    fs::write(&path, lock).unwrap_or_else(|error| panic!("{error}"));
    let generator = Generator::new().source(Arc::clone(source)).lock(&path);
    let output = generator.generate();
    let _ = fs::remove_file(&path);
    output
}

/// Lines are taken out, said twice, and given the fields of others.
fn edited(text: &str, choices: &mut Choices<'_>) -> String {
    let mut lines: Vec<Vec<String>> = text
        .lines()
        .skip(1)
        .map(|line| line.split(' ').map(str::to_owned).collect())
        .collect();
    for _ in 0..=choices.below(4) {
        let at = choices.below(lines.len());
        let other = choices.below(lines.len());
        match choices.below(6) {
            0 => drop(lines.remove(at)),
            1 => lines.push(lines[at].clone()),
            // The name of another line.
            2 => lines[at][0] = lines[other][0].clone(),
            3 => {
                let last = lines[other].last().cloned().unwrap_or_default();
                if let Some(place) = lines[at].last_mut() {
                    *place = last;
                }
            }
            4 => {
                let (nth, field) = (choices.below(lines[at].len()), choices.pick(&FIELDS));
                lines[at][nth] = field.to_owned();
            }
            // A name that nothing has, or that one of its kind has.
            _ => {
                let end = lines[other][0].rsplit("::").next().unwrap_or_default();
                let scope = lines[at][0]
                    .rsplit_once("::")
                    .map_or("", |(scope, _)| scope);
                lines[at][0] = if choices.once_in(2) {
                    format!("{scope}::{end}")
                } else {
                    format!("{}2", lines[at][0])
                };
            }
        }
    }
    let lines: Vec<String> = lines.iter().map(|fields| fields.join(" ")).collect();
    lines.join("\n")
}

/// Items and methods have each name once.
fn once(items: &[Item]) {
    let mut known = BTreeSet::new();
    for item in items {
        match item {
            Item::Struct(it) => assert!(known.insert(("type", it.ident.to_string()))),
            Item::Type(it) => assert!(known.insert(("type", it.ident.to_string()))),
            Item::Fn(it) => assert!(known.insert(("fn", it.sig.ident.to_string()))),
            Item::Impl(it) => {
                let mut members = BTreeSet::new();
                for member in &it.items {
                    let name = match member {
                        ImplItem::Const(it) => it.ident.to_string(),
                        ImplItem::Fn(it) => it.sig.ident.to_string(),
                        _ => continue,
                    };
                    assert!(members.insert(name.clone()), "{name} is there twice");
                }
            }
            Item::Mod(it) => {
                if let Some((_, items)) = &it.content {
                    once(items);
                }
            }
            _ => {}
        }
    }
}
