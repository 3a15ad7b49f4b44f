//! The outline of a file: its containers and settings, by LocURI.

use csp_profile::{Command, Entry, Group, GroupKind, Setting};
use lsp_types::{DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, SymbolKind};

use crate::document::Document;
use crate::server::Server;

/// The outline of a file.
pub(crate) fn list(
    server: &mut Server,
    params: &DocumentSymbolParams,
) -> Option<DocumentSymbolResponse> {
    let document = server.documents.get(params.text_document.uri.as_str())?;
    let profile = document.profile()?;
    Some(DocumentSymbolResponse::Nested(entries(
        document,
        &profile.entries,
    )))
}

fn entries(document: &Document, entries: &[Entry]) -> Vec<DocumentSymbol> {
    let symbols = entries.iter().flat_map(|entry| match entry {
        Entry::Group(group) => vec![container(document, group)],
        Entry::Command(command) => commands(document, command),
        _ => Vec::new(),
    });
    symbols.collect()
}

fn container(document: &Document, group: &Group) -> DocumentSymbol {
    let name = match group.kind {
        GroupKind::Message => "SyncML",
        GroupKind::Atomic => "Atomic",
        GroupKind::Sequence => "Sequence",
        GroupKind::Policy => "Policy",
        GroupKind::Document => "DeclaredConfiguration",
        _ => "Container",
    };
    let said = ["displayName", "id", "MsgID"]
        .iter()
        .find_map(|name| group.field(name));
    let children = entries(document, &group.entries);
    DocumentSymbol {
        detail: said.map(|said| said.as_str().to_owned()),
        children: Some(children),
        ..symbol(
            document,
            name,
            SymbolKind::NAMESPACE,
            &group.place,
            &group.place,
        )
    }
}

fn commands(document: &Document, command: &Command) -> Vec<DocumentSymbol> {
    let verb = command.verb.as_str();
    // A command whose items are many shows each of them.
    let is_alone = command.settings.len() == 1;
    let of_setting = |setting: &Setting| {
        let address = setting.address.as_ref();
        let name = address.map_or(verb, |address| address.as_str());
        let all = if is_alone {
            &command.place
        } else {
            &setting.place
        };
        let place = address.map_or_else(|| setting.place.clone(), |address| address.place());
        let format = setting.format.as_ref().map_or("", |format| format.as_str());
        let inner = setting.document.as_deref();
        DocumentSymbol {
            detail: Some(format!("{verb} {format}").trim_end().to_owned()),
            children: inner.map(|inner| vec![container(document, inner)]),
            ..symbol(document, name, SymbolKind::PROPERTY, all, &place)
        }
    };
    command.settings.iter().map(of_setting).collect()
}

#[allow(
    deprecated,
    reason = "a field that the protocol gave up cannot be left out"
)]
fn symbol(
    document: &Document,
    name: &str,
    kind: SymbolKind,
    all: &std::ops::Range<usize>,
    selected: &std::ops::Range<usize>,
) -> DocumentSymbol {
    // What is selected has to be within the whole; the address of a document's setting begins before it.
    let start = selected.start.clamp(all.start, all.end);
    let selected = start..selected.end.clamp(start, all.end);
    // A name of nothing is refused.
    let name = if name.trim().is_empty() {
        "(no LocURI)"
    } else {
        name
    };
    DocumentSymbol {
        name: name.to_owned(),
        detail: None,
        kind,
        tags: None,
        deprecated: None,
        range: document.span(all),
        selection_range: document.span(&selected),
        children: None,
    }
}
