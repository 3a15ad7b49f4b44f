//! References from category to category and from policy to category, within a file and across files.

use std::collections::BTreeMap;
use std::sync::Arc;

use csp_source::{Code, Diagnostic, Faults, Report, Source};

use crate::bounds::{MAX_CATEGORIES, MAX_PATH};
use crate::codes;
use crate::fold::fold;
use crate::kind::ADMX;
use crate::model::{FileData, Link, Place, Reference};

/// Where the categories and the requirements of all files are.
#[derive(Default)]
struct Directory {
    namespaces: BTreeMap<String, usize>,
    categories: BTreeMap<(usize, String), Place>,
    support: BTreeMap<(usize, String), Place>,
}

impl Directory {
    fn of(files: &[FileData]) -> Self {
        let mut directory = Self::default();
        for (file, data) in files.iter().enumerate() {
            let Some(target) = &data.target else { continue };
            let next = directory.namespaces.len();
            let namespaces = &mut directory.namespaces;
            let namespace = *namespaces.entry(fold(&target.uri)).or_insert(next);
            // Of several files with one namespace the first that has a name is taken.
            for (name, &index) in &data.category_names {
                let place = Place { file, index };
                let key = (namespace, name.clone());
                directory.categories.entry(key).or_insert(place);
            }
            for (name, &index) in &data.support_names {
                let place = Place { file, index };
                let key = (namespace, name.clone());
                directory.support.entry(key).or_insert(place);
            }
        }
        directory
    }
}

/// What became of a reference.
enum Found {
    Here(usize),
    There(Place),
    /// No file of its namespace is read.
    Unread,
    /// The namespace is read, and has nothing of the name.
    Missing,
    /// The prefix is not declared.
    UnknownPrefix,
}

/// The references of one file.
struct Names<'a> {
    directory: &'a Directory,
    own_prefix: Option<&'a str>,
    own: Option<usize>,
    /// The namespaces by folded prefixes; `None` for one of which no file is read.
    using: BTreeMap<String, Option<usize>>,
}

impl<'a> Names<'a> {
    fn of(file: &'a FileData, directory: &'a Directory) -> Self {
        let number = |uri: &str| directory.namespaces.get(&fold(uri)).copied();
        let using = file.using.iter();
        Self {
            directory,
            own_prefix: file.target.as_ref().map(|target| target.prefix.as_str()),
            own: file.target.as_ref().and_then(|target| number(&target.uri)),
            using: using
                .map(|namespace| (fold(&namespace.prefix), number(&namespace.uri)))
                .collect(),
        }
    }

    fn is_own_prefix(&self, reference: &Reference) -> bool {
        let (Some(prefix), Some(own)) = (reference.split().0, self.own_prefix) else {
            return false;
        };
        prefix.eq_ignore_ascii_case(own)
    }

    fn find(
        &self,
        reference: &Reference,
        here: &BTreeMap<String, usize>,
        all: &BTreeMap<(usize, String), Place>,
    ) -> Found {
        let (prefix, name) = reference.split();
        let name = fold(name);
        let namespace = match prefix {
            Some(prefix) if !self.is_own_prefix(reference) => match self.using.get(&fold(prefix)) {
                None => return Found::UnknownPrefix,
                Some(None) => return Found::Unread,
                Some(Some(namespace)) => Some(*namespace),
            },
            _ => match here.get(&name) {
                Some(&index) => return Found::Here(index),
                None => self.own,
            },
        };
        let place = namespace.and_then(|namespace| all.get(&(namespace, name)));
        place.map_or(Found::Missing, |place| Found::There(*place))
    }
}

/// Finds what every reference names, and reports those that name nothing.
pub(crate) fn link(files: &mut [FileData], report: &mut Report) {
    let directory = Directory::of(files);
    for (index, file) in files.iter_mut().enumerate() {
        let names = Names::of(file, &directory);
        let mut linker = Linker {
            source: Arc::clone(&file.source),
            names: &names,
            file: index,
            categories: &file.category_names,
            faults: Faults::new(report, &ADMX),
        };
        let mut links = Vec::new();
        for category in &file.categories {
            links.push(linker.category(category.parent.as_ref()));
        }
        let mut policies = Vec::new();
        for policy in &file.policies {
            if policy.category.is_none() {
                let message = format!("the policy `{}` is in no category", policy.name);
                linker.fault(&codes::NO_CATEGORY, policy.span.clone(), message);
            }
            let category = linker.category(policy.category.as_ref());
            let support = linker.support(policy.supported_on.as_ref(), &file.support_names);
            policies.push((category, support));
        }
        drop(linker);
        drop(names);
        for (category, link) in file.categories.iter_mut().zip(links) {
            category.link = link;
        }
        for (policy, (category, support)) in file.policies.iter_mut().zip(policies) {
            policy.link = category;
            policy.support = support;
        }
    }
    cut_cycles(files, report);
}

struct Linker<'a, 'r> {
    source: Arc<Source>,
    names: &'a Names<'a>,
    file: usize,
    categories: &'a BTreeMap<String, usize>,
    faults: Faults<'r>,
}

impl Linker<'_, '_> {
    fn fault(&mut self, code: &'static Code, span: std::ops::Range<usize>, message: String) {
        let diagnostic = Diagnostic::new(code, &self.source, span, message);
        self.faults.push(diagnostic);
    }

    fn category(&mut self, reference: Option<&Reference>) -> Link {
        let (here, all) = (self.categories, &self.names.directory.categories);
        self.find(reference, here, all, &codes::UNKNOWN_CATEGORY, "category")
    }

    fn support(
        &mut self,
        reference: Option<&Reference>,
        here: &BTreeMap<String, usize>,
    ) -> Option<Place> {
        let all = &self.names.directory.support;
        match self.find(reference, here, all, &codes::UNKNOWN_SUPPORT, "requirement") {
            Link::To(place) => Some(place),
            Link::Nowhere | Link::Unread => None,
        }
    }

    /// What a reference names, of the names of its file and of all; one that names nothing is reported with `missing`.
    fn find(
        &mut self,
        reference: Option<&Reference>,
        here: &BTreeMap<String, usize>,
        all: &BTreeMap<(usize, String), Place>,
        missing: &'static Code,
        what: &str,
    ) -> Link {
        let Some(reference) = reference else {
            return Link::Nowhere;
        };
        let (code, message) = match self.names.find(reference, here, all) {
            Found::Here(index) => {
                let file = self.file;
                return Link::To(Place { file, index });
            }
            Found::There(place) => return Link::To(place),
            Found::Unread => return Link::Unread,
            Found::Missing => (missing, format!("there is no {what} `{}`", reference.text)),
            Found::UnknownPrefix => {
                let prefix = reference.split().0.unwrap_or_default();
                let message = format!("the prefix `{prefix}` is not declared");
                (&codes::UNKNOWN_PREFIX, message)
            }
        };
        let span = reference.span.clone();
        self.fault(code, span, message);
        Link::Nowhere
    }
}

/// How far a category is known to be from the top.
#[derive(Clone, Copy, PartialEq)]
enum Depth {
    Unknown,
    /// It is on the way that is being gone.
    Open,
    Known(Path),
}

/// The way to a category from the top, itself included.
#[derive(Clone, Copy, Default, PartialEq)]
struct Path {
    categories: usize,
    /// Of their names.
    bytes: usize,
}

impl Path {
    fn then(self, name: usize) -> Self {
        Self {
            categories: self.categories + 1,
            bytes: self.bytes + name,
        }
    }

    fn is_too_long(self) -> bool {
        self.categories > MAX_CATEGORIES || self.bytes > MAX_PATH
    }
}

/// Takes the parent from a category of each circle, and from those that are too deep, so that every path ends.
fn cut_cycles(files: &mut [FileData], report: &mut Report) {
    let mut depths: Vec<Vec<Depth>> = files
        .iter()
        .map(|file| vec![Depth::Unknown; file.categories.len()])
        .collect();
    let mut cuts: Vec<(Place, &'static Code)> = Vec::new();
    for file in 0..files.len() {
        for index in 0..files.get(file).map_or(0, |file| file.categories.len()) {
            measure(files, &mut depths, Place { file, index }, &mut cuts);
        }
    }
    cuts.sort_by_key(|(place, _)| (place.file, place.index));
    let mut cuts = cuts.into_iter().peekable();
    while let Some((first, _)) = cuts.peek().copied() {
        let mut faults = Faults::new(report, &ADMX);
        while let Some((place, code)) = cuts.next_if(|(place, _)| place.file == first.file) {
            let file = files.get_mut(place.file);
            let Some(file) = file else { continue };
            let source = Arc::clone(&file.source);
            let Some(category) = file.categories.get_mut(place.index) else {
                continue;
            };
            category.link = Link::Nowhere;
            let span = category.parent.as_ref().map(|parent| parent.span.clone());
            let message = if *code == codes::CATEGORY_CYCLE {
                format!("`{}` is in itself, over other categories", category.name)
            } else {
                format!(
                    "`{}` is more than {MAX_CATEGORIES} categories deep, or their names have more than {MAX_PATH} bytes",
                    category.name
                )
            };
            faults.push(Diagnostic::new(
                code,
                &source,
                span.unwrap_or_default(),
                message,
            ));
        }
    }
}

/// Finds the depths of a category and of all around it, once for each of all.
fn measure(
    files: &[FileData],
    depths: &mut [Vec<Depth>],
    start: Place,
    cuts: &mut Vec<(Place, &'static Code)>,
) {
    let mut way = Vec::new();
    let mut at = start;
    let mut path = loop {
        match depth_of(depths, at) {
            Some(Depth::Known(path)) => break path,
            Some(Depth::Unknown) => {
                set(depths, at, Depth::Open);
                way.push(at);
                match parent(files, at) {
                    Some(parent) => at = parent,
                    None => break Path::default(),
                }
            }
            // The last of the way leads back to it.
            Some(Depth::Open) => {
                let last = way.pop();
                cuts.extend(last.map(|last| (last, &codes::CATEGORY_CYCLE)));
                let top = Path::default().then(last.map_or(0, |last| name_length(files, last)));
                last.into_iter()
                    .for_each(|last| set(depths, last, Depth::Known(top)));
                break top;
            }
            None => break Path::default(),
        }
    };
    while let Some(place) = way.pop() {
        let name = name_length(files, place);
        path = path.then(name);
        if path.is_too_long() {
            cuts.push((place, &codes::CATEGORY_DEPTH));
            path = Path::default().then(name);
        }
        set(depths, place, Depth::Known(path));
    }
}

fn name_length(files: &[FileData], place: Place) -> usize {
    let category = files
        .get(place.file)
        .and_then(|file| file.categories.get(place.index));
    category.map_or(0, |category| category.name.len())
}

fn parent(files: &[FileData], place: Place) -> Option<Place> {
    match files.get(place.file)?.categories.get(place.index)?.link {
        Link::To(parent) => Some(parent),
        _ => None,
    }
}

fn depth_of(depths: &[Vec<Depth>], place: Place) -> Option<Depth> {
    depths.get(place.file)?.get(place.index).copied()
}

fn set(depths: &mut [Vec<Depth>], place: Place, depth: Depth) {
    let known = depths.get_mut(place.file);
    if let Some(known) = known.and_then(|file| file.get_mut(place.index)) {
        *known = depth;
    }
}
