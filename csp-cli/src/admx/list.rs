//! `csp admx list`: the policies of templates.

use std::io::{self, Write};
use std::process::ExitCode;

use admx::{Class, Policy};
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::format::Format;
use super::search::Search;
use super::templates::{Templates, app_name};
use crate::error::CommandError;
use crate::{notes, output};

/// Lists the policies of templates, with the nodes at which a device offers them once their file is ingested.
#[derive(Args)]
#[command(after_help = "\
JSON is one array with an object for each policy, one on each line: its name, its class, its URIs (none without --app), and its elements with their kinds and whether an \
empty value is refused. A payload has a `data` for each element, required or not.

Exit code: 0 without errors (warnings do not count), 1 with errors, 2 when called wrongly.")]
pub(super) struct List {
    #[command(flatten)]
    templates: Templates,
    /// The name of the app under which the templates are ingested: a part of each URI.
    #[arg(long, value_name = "NAME", value_parser = app_name)]
    app: Option<String>,
    /// Only policies in whose names, categories or help texts this stands, whatever its letter case.
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// Only policies that can be set for devices, for users, or for both.
    #[arg(long, value_enum)]
    class: Option<Scope>,
    /// Only policies in categories in whose names this stands, whatever its letter case.
    #[arg(long, value_name = "TEXT")]
    category: Option<String>,
    /// How the policies are written.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Scope {
    Machine,
    User,
    Both,
}

/// A policy for programs.
#[derive(Serialize)]
struct Listed<'s> {
    name: &'s str,
    class: &'static str,
    uris: Vec<String>,
    elements: Vec<ListedElement<'s>>,
}

#[derive(Serialize)]
struct ListedElement<'s> {
    id: &'s str,
    kind: &'static str,
    required: bool,
}

impl List {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        let (set, code) = self.templates.read();
        let wanted = Wanted::new(self);
        let policies: Vec<_> = set
            .policies()
            .filter(|policy| wanted.has(*policy))
            .collect();
        if policies.is_empty() && set.policies().next().is_some() {
            notes::note("note: no policy of the templates is like that");
        }
        output::print(|out| match self.format {
            Format::Json => {
                output::json_lines(out, policies.into_iter().map(|policy| self.listed(policy)))
            }
            Format::Text => policies
                .into_iter()
                .try_for_each(|policy| self.text(out, policy)),
        })?;
        Ok(code)
    }

    fn uris(&self, policy: Policy<'_>) -> Vec<String> {
        let app = self.app.as_deref();
        app.map_or_else(Vec::new, |app| policy.ingested_uris(app))
    }

    fn listed<'s>(&self, policy: Policy<'s>) -> Listed<'s> {
        let elements = policy.elements().map(|element| ListedElement {
            id: element.id(),
            kind: element.kind().as_str(),
            required: element.required(),
        });
        Listed {
            name: policy.name(),
            class: policy.class().as_str(),
            uris: self.uris(policy),
            elements: elements.collect(),
        }
    }

    fn text(&self, out: &mut dyn Write, policy: Policy<'_>) -> io::Result<()> {
        write!(out, "{} ({})", policy.name(), policy.class())?;
        match policy.display_name() {
            Some(name) => writeln!(out, ": {}", short(name.trim()))?,
            None => writeln!(out)?,
        }
        self.uris(policy)
            .iter()
            .try_for_each(|uri| writeln!(out, "    {uri}"))
    }
}

/// The beginning of a name: of one that is a whole text, many policies may have it.
fn short(name: &str) -> &str {
    const MOST: usize = 200;
    let end = name
        .char_indices()
        .nth(MOST)
        .map_or(name.len(), |(at, _)| at);
    name.get(..end).unwrap_or(name)
}

/// Which policies are listed.
struct Wanted {
    class: Option<Scope>,
    category: Option<Search>,
    words: Option<Search>,
}

impl Wanted {
    fn new(list: &List) -> Self {
        Self {
            class: list.class,
            category: list.category.as_deref().map(Search::new),
            words: list.search.as_deref().map(Search::new),
        }
    }

    fn has(&self, policy: Policy<'_>) -> bool {
        let is_of_class = match self.class {
            None => true,
            Some(Scope::Machine) => policy.class().has_machine(),
            Some(Scope::User) => policy.class().has_user(),
            Some(Scope::Both) => policy.class() == Class::Both,
        };
        let categories = || {
            let category = policy.category().into_iter();
            let all = category.flat_map(|category| category.ancestors());
            all.flat_map(|category| [Some(category.name()), category.display_name()])
        };
        let own = [
            Some(policy.name()),
            policy.display_name(),
            policy.explain_text(),
        ];
        let is_in = |search: &Option<Search>, own: &[Option<_>]| {
            let search = search.as_ref();
            search.is_none_or(|search| search.finds(own.iter().copied().chain(categories())))
        };
        is_of_class && is_in(&self.category, &[]) && is_in(&self.words, &own)
    }
}
