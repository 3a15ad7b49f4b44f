//! Tables: `csv-core` finds the fields, whose places are needed.

use csv_core::{ReadFieldResult, ReaderBuilder};
use syncml::Verb;

use super::columns::{Column, columns, format};
use crate::carriers::verb::verb_of;
use crate::carriers::windc;
use crate::error::ReadError;
use crate::faults::Faults;
use crate::model::{Command, Entry, FaultKind, Field, Setting, Value, ValueForm};
use crate::source::Source;
use crate::text::Text;

/// Whether the first line of a text has a heading for addresses.
pub(in crate::carriers) fn is_table(text: &str) -> bool {
    delimiter(text).is_some()
}

/// What parts the fields: spreadsheets write what is usual in their language.
fn delimiter(text: &str) -> Option<u8> {
    let line = text.lines().next().unwrap_or_default();
    [b',', b';', b'\t'].into_iter().find(|delimiter| {
        let headings = line.split(char::from(*delimiter));
        columns(headings).contains(&Column::Address)
    })
}

pub(in crate::carriers) fn read(
    source: &Source,
    faults: &mut Faults,
) -> Result<Vec<Entry>, ReadError> {
    let text = source.as_str();
    let body = text.get(source.start()..).unwrap_or_default();
    let Some(delimiter) = delimiter(body.trim_start()) else {
        let message =
            "no column has addresses: the first line names the columns, one of them `OMA-URI`";
        return Err(source.error(source.start(), message));
    };
    let mut table = Table {
        text: source.text(),
        reader: ReaderBuilder::new().delimiter(delimiter).build(),
        delimiter,
        at: source.start(),
    };
    let headings = table.row(faults).unwrap_or_default();
    let columns = columns(headings.iter().map(|cell| cell.text.as_str()));
    let mut entries = Vec::new();
    while let Some(row) = table.row(faults) {
        entries.push(Entry::Command(command(&row, &headings, &columns, faults)));
    }
    Ok(entries)
}

struct Table<'t> {
    text: &'t Text,
    reader: csv_core::Reader,
    delimiter: u8,
    at: usize,
}

struct Cell {
    text: Text,
    is_quoted: bool,
}

impl Table<'_> {
    fn row(&mut self, faults: &mut Faults) -> Option<Vec<Cell>> {
        let text = self.text.as_str();
        let mut cells = Vec::new();
        let mut scratch = [0; 1024];
        let mut start = self.at;
        loop {
            let rest = text.as_bytes().get(self.at..).unwrap_or_default();
            let (result, read, _) = self.reader.read_field(rest, &mut scratch);
            self.at += read;
            match result {
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::End => return None,
                ReadFieldResult::Field { record_end } => {
                    cells.push(self.cell(start, cells.is_empty(), record_end, faults));
                    start = self.at;
                    if record_end {
                        return Some(cells);
                    }
                }
            }
        }
    }

    /// A field as it stands in the file, with what is between it and its neighbours.
    fn cell(&self, mut start: usize, is_first: bool, is_last: bool, faults: &mut Faults) -> Cell {
        let text = self.text.as_str();
        let is_line_end = |c: char| matches!(c, '\r' | '\n');
        let mut raw = text.get(start..self.at).unwrap_or_default();
        if is_first {
            let trimmed = raw.trim_start_matches(is_line_end);
            start += raw.len() - trimmed.len();
            raw = trimmed;
        }
        raw = if is_last {
            raw.strip_suffix(is_line_end).unwrap_or(raw)
        } else {
            raw.strip_suffix(char::from(self.delimiter)).unwrap_or(raw)
        };
        match raw.strip_prefix('"') {
            None => Cell {
                text: self.text.slice(start..start + raw.len()),
                is_quoted: false,
            },
            Some(rest) => Cell {
                text: self.quoted(start + 1, rest, faults),
                is_quoted: true,
            },
        }
    }

    /// What is behind an opening quote. Two quotes are one.
    fn quoted(&self, start: usize, raw: &str, faults: &mut Faults) -> Text {
        let mut text = Text::default();
        let mut end = None;
        let (mut done, mut quotes) = (0, raw.match_indices('"').map(|(at, _)| at).peekable());
        while let Some(at) = quotes.next() {
            text.push_slice(self.text, start + done..start + at);
            done = at + 1;
            if quotes.next_if_eq(&(at + 1)).is_some() {
                text.push_replaced("\"", self.text.place_of(start + at..start + at + 2));
                done = at + 2;
            } else {
                end = Some(at);
                // What follows is text.
                break;
            }
        }
        match end.map(|end| end + 1..raw.len()) {
            None => faults.push(
                FaultKind::Missing,
                self.text.place_of(start - 1..start),
                "the quote is not closed: the rest of the file is one field",
            ),
            Some(rest) if !rest.is_empty() => faults.push(
                FaultKind::StrayText,
                self.text.place_of(start + rest.start..start + rest.end),
                "text stands behind the closing quote: put it into the quotes, and write a quote in them twice",
            ),
            Some(_) => {}
        }
        if done < raw.len() || raw.is_empty() {
            text.push_slice(self.text, start + done..start + raw.len());
        }
        text
    }
}

fn command(row: &[Cell], headings: &[Cell], columns: &[Column], faults: &mut Faults) -> Command {
    let place = match (row.first(), row.last()) {
        (Some(first), Some(last)) => first.text.place().start..last.text.place().end,
        _ => 0..0,
    };
    let mut setting = Setting {
        place: place.clone(),
        ..Setting::default()
    };
    let (mut verb, mut verb_place) = (Verb::Replace, None);
    for (nth, Cell { text, is_quoted }) in row.iter().enumerate() {
        let trimmed = text.trimmed();
        let said = (!trimmed.as_str().is_empty()).then_some(trimmed);
        match (columns.get(nth), said) {
            (Some(Column::Value), said)
                if said.is_some() || *is_quoted || !text.as_str().is_empty() =>
            {
                let form = ValueForm::Text;
                let text = text.clone();
                setting.value = Some(Value { text, form });
            }
            (None, Some(said)) => {
                let message = "the row has more fields than there are columns: quote what has a delimiter in it";
                faults.push(FaultKind::Unknown, said.place(), message);
            }
            (_, None) => {}
            (Some(Column::Verb), Some(said)) => {
                verb = verb_of(said.as_str()).0;
                verb_place = Some(said.place());
                if let Verb::Unknown(name) = &verb {
                    faults.push(
                        FaultKind::Unknown,
                        said.place(),
                        format!("`{name}` is no command: write Add, Replace, Delete, Get or Exec"),
                    );
                }
            }
            (Some(Column::Address), said) => setting.address = said,
            (Some(Column::Format), Some(said)) => setting.format = Some(in_syncml(said)),
            (Some(Column::Mime), said) => setting.mime = said,
            (Some(Column::Name), said) => setting.name = said,
            (Some(Column::Description), said) => setting.description = said,
            (Some(_), Some(value)) => {
                let name = headings.get(nth).map(|cell| cell.text.trimmed());
                let name = name.unwrap_or_default();
                setting.fields.push(Field { name, value });
            }
        }
    }
    let value = setting.value.as_ref();
    let document = value.and_then(|value| windc::inside(&value.text, faults));
    setting.document = document.map(Box::new);
    if setting.address.is_none() {
        faults.push(FaultKind::Missing, place, "the row has no address");
    }
    setting.into_command(verb, verb_place)
}

fn in_syncml(word: Text) -> Text {
    let Some(format) = format(word.as_str()) else {
        return word;
    };
    let mut text = Text::default();
    text.push_replaced(format, word.place());
    text
}
