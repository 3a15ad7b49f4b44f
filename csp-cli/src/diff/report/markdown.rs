//! The differences as a page of GitHub Flavored Markdown.

use std::io::{self, Write};

use csp_diff::{Body, Class, Heading, Line, Part, Section, Summary, Word, count};

/// How many places of an edit a page lists: a comment on GitHub has 65,536 characters at most.
const LISTED: usize = 50;

pub(super) fn write(
    out: &mut dyn Write,
    parts: &[Part<'_>],
    summary: &Summary,
    names: Option<&[Word]>,
    all: bool,
) -> io::Result<()> {
    writeln!(out, "# Changes of the definitions\n\n{summary}")?;
    if let Some(names) = names {
        writeln!(out, "\n{}", marked_up(names))?;
    }
    for part in parts {
        let class = match part.class {
            Class::Breaking => "Breaking",
            Class::Additive => "Additive",
            Class::Documentation => "Documentation",
        };
        writeln!(out, "\n## {class}: {}", count(part.changes, "change"))?;
        match &part.body {
            Body::Sections(sections) => {
                for section in sections {
                    write_section(out, section, all)?;
                }
            }
            Body::Counts(counts) => {
                writeln!(out, "\nWhat changed, which `--all` lists:\n")?;
                writeln!(out, "| fact | changes |\n| --- | ---: |")?;
                for (fact, number) in counts {
                    writeln!(out, "| {} | {number} |", code(fact))?;
                }
            }
        }
    }
    Ok(())
}

fn write_section(out: &mut dyn Write, section: &Section<'_>, all: bool) -> io::Result<()> {
    match section.heading {
        Heading::Several => writeln!(out, "\n### Several CSPs\n")?,
        Heading::Csp(csp) => writeln!(out, "\n### {}\n", marked_up(&[Word::place(csp)]))?,
        Heading::Files => writeln!(out, "\n### Files\n")?,
    }
    for line in &section.lines {
        writeln!(out, "- {}", marked_up(&line.words))?;
        if !line.places.is_empty() {
            write_places(out, line, all)?;
        }
    }
    Ok(())
}

/// The places of an edit, folded in. Without blank lines they would be read as HTML.
fn write_places(out: &mut dyn Write, line: &Line<'_>, all: bool) -> io::Result<()> {
    let number = line.places.len();
    let listed = if all { number } else { number.min(LISTED) };
    let which = if listed < number {
        format!("{listed} of {number}")
    } else {
        format!("all {number}")
    };
    writeln!(out, "\n  <details><summary>{which}</summary>\n")?;
    for place in line.places.iter().take(listed) {
        writeln!(out, "  - {}", marked_up(&[Word::place(place)]))?;
    }
    if listed < number {
        writeln!(out, "  - and {} more, which `--all` lists", number - listed)?;
    }
    writeln!(out, "\n  </details>")
}

fn marked_up(words: &[Word]) -> String {
    let words = words.iter().map(|word| match word {
        // A fact is all that has a character with a meaning: an underscore within a word has none.
        Word::Text(text) => text.replace("->", "→"),
        Word::Place(text) | Word::Value(text) => code(text),
    });
    words.collect()
}

/// A code span, in which nothing has a meaning but as many backticks as are around it (GitHub Flavored Markdown, 6.3).
fn code(text: &str) -> String {
    if text.trim().is_empty() {
        return "nothing".to_owned();
    }
    let runs = text.split(|c| c != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or_default() + 1);
    // One space at both ends is taken away again.
    let is_edge = |c: Option<char>| matches!(c, Some('`' | ' '));
    if is_edge(text.chars().next()) || is_edge(text.chars().next_back()) {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}
