//! What the columns of a table are called, and the words for formats in them.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Verb,
    Address,
    Format,
    Mime,
    Value,
    Name,
    Description,
    Other,
}

/// What the columns of headings hold. A `Type` is a format where nothing else is one.
pub(super) fn columns<'h>(headings: impl Iterator<Item = &'h str> + Clone) -> Vec<Column> {
    let has_format = headings
        .clone()
        .any(|heading| column(heading) == Column::Format);
    let columns = headings.map(|heading| match column(heading) {
        Column::Mime if !has_format && plain(heading) == "type" => Column::Format,
        column => column,
    });
    columns.collect()
}

fn column(heading: &str) -> Column {
    match plain(heading).as_str() {
        "verb" | "operation" | "command" | "action" => Column::Verb,
        "omauri" | "uri" | "locuri" | "address" | "path" | "node" => Column::Address,
        "format" | "datatype" => Column::Format,
        "type" | "mime" | "mimetype" => Column::Mime,
        "value" | "data" => Column::Value,
        "name" | "displayname" | "settingname" => Column::Name,
        "description" => Column::Description,
        _ => Column::Other,
    }
}

/// The format of SyncML for what Intune calls it.
pub(super) fn format(word: &str) -> Option<&'static str> {
    Some(match plain(word).as_str() {
        "string" => "chr",
        "stringxmlfile" | "stringxml" => "xml",
        "integer" => "int",
        "boolean" => "bool",
        "base64file" | "base64" => "b64",
        "floatingpoint" => "float",
        "dateandtime" | "datetime" => "time",
        _ => return None,
    })
}

/// Letters and digits alone, in lower case. No heading of ours is long.
fn plain(heading: &str) -> String {
    let letters = heading.chars().filter(char::is_ascii_alphanumeric).take(40);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}
