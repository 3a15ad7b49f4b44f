//! The differences as text.

use std::io::{self, Write};

use csp_diff::{Body, Heading, Part, Section, Summary, Word, count};

pub(super) fn write(
    out: &mut dyn Write,
    parts: &[Part<'_>],
    summary: &Summary,
    names: Option<&[Word]>,
    all: bool,
) -> io::Result<()> {
    for part in parts {
        let (class, changes) = (part.class.as_str(), count(part.changes, "change"));
        match &part.body {
            Body::Sections(sections) => {
                writeln!(out, "{class}: {changes}")?;
                for section in sections {
                    write_section(out, section, all)?;
                }
            }
            Body::Counts(counts) => {
                writeln!(out, "{class}: {changes}, which --all lists")?;
                for (fact, number) in counts {
                    writeln!(out, "  {fact}: {number}")?;
                }
            }
        }
        writeln!(out)?;
    }
    writeln!(out, "{summary}")?;
    match names {
        Some(names) => writeln!(out, "{}", plain(names)),
        None => Ok(()),
    }
}

fn write_section(out: &mut dyn Write, section: &Section<'_>, all: bool) -> io::Result<()> {
    match section.heading {
        Heading::Several => writeln!(out, "  several CSPs")?,
        Heading::Csp(csp) => writeln!(out, "  {}", plain(&[Word::place(csp)]))?,
        Heading::Files => writeln!(out, "  files")?,
    }
    for line in &section.lines {
        writeln!(out, "    {}", plain(&line.words))?;
        for place in line.places.iter().filter(|_| all) {
            writeln!(out, "      {}", plain(&[Word::place(place)]))?;
        }
    }
    Ok(())
}

fn plain(words: &[Word]) -> String {
    let words = words.iter().map(|word| match word {
        Word::Text(text) => text.to_string(),
        Word::Place(place) => place.clone(),
        Word::Value(value) => format!("`{value}`"),
    });
    words.collect()
}
