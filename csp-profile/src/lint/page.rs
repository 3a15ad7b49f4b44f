//! The page of all rules, `docs/rules.md`: made of what the rules say of themselves.

use std::fmt::Write as _;

use super::finding::Level;
use super::rule::{Example, LAMP};
use super::rules::RULES;

/// The page, in Markdown.
pub fn page() -> String {
    let mut page = String::from(
        "# Rules of `csp lint`\n\n<!-- Generated from csp-profile/src/lint/rules: `UPDATE=1 cargo test -p csp-profile --test rules` writes it. -->\n\n\
         `csp lint` checks profiles by these rules. Errors and warnings are shown; what is worth knowing alone with `--pedantic` or `--select`.\n\
         A *safe* fix changes no value that a device gets, or to the only form that the definition permits; an *unsafe* one has to be looked at.\n\n\
         | rule | level | what it finds |\n| --- | --- | --- |\n",
    );
    for rule in RULES {
        let _ = writeln!(
            page,
            "| [`{0}`](#{0}) | {1} | {2} |",
            rule.id, rule.level, rule.summary
        );
    }
    let _ = write!(
        page,
        "\nThe examples are about this definition (`csp lint` reads DDF files; this is the same in fewer words):\n\n```text\n{LAMP}```\n"
    );
    for rule in RULES {
        let shown = match rule.level {
            Level::Info => ", shown with `--pedantic`",
            _ => "",
        };
        let _ = write!(
            page,
            "\n## `{}`\n\n*{}{shown}* — {}.\n\n{}\n",
            rule.id,
            rule.level,
            rule.summary.trim_end_matches('.'),
            rule.docs
        );
        example(&mut page, "Wrong", &rule.bad);
        example(&mut page, "Right", &rule.good);
    }
    page
}

fn example(page: &mut String, title: &str, example: &Example) {
    let dialect = match example.dialect {
        Some(dialect) => format!(" (`--dialect {dialect}`)"),
        None => String::new(),
    };
    let text = example.unmarked();
    let language = match text.trim_start().chars().next() {
        Some('{' | '[') => "json",
        Some('<') => "xml",
        _ => "csv",
    };
    let _ = write!(
        page,
        "\n{title}{dialect}:\n\n```{language}\n{}\n```\n",
        text.trim_end()
    );
}
