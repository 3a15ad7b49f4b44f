//! The site: which pages there are.

use admx::PolicySet;
use csp_codegen::ir::Ir;
use csp_diff::Comparison;

use crate::catalog::Catalog;
use crate::changes::{self, Changes};
use crate::node::{self, Known};
use crate::page::Page;
use crate::pieces::Pieces;
use crate::policies::Policies;
use crate::template::{self, Template};
use crate::{csp, data, index, layout, search, served};

/// Pages that show definitions.
pub struct Site<'a> {
    known: Known<'a>,
    /// Those that have policies which no node has.
    templates: Vec<Template<'a>>,
}

impl<'a> Site<'a> {
    /// The site of lowered definitions.
    pub fn new(ir: &'a Ir<'a>) -> Self {
        let known = Known {
            catalog: Catalog::new(ir),
            policies: Policies(None),
            pieces: Pieces::new(),
            changes: None,
        };
        Self {
            known,
            templates: Vec::new(),
        }
    }

    /// Shows what the administrative templates behind nodes say too. The rows have to have their elements: [`csp_codegen::elements`].
    #[must_use]
    pub fn policies(mut self, policies: &'a PolicySet) -> Self {
        self.known.policies = Policies(Some(policies));
        self.templates = template::templates(&self.known.catalog, self.known.policies);
        self
    }

    /// Says what changed since an older set, which is called `old`: on a page of its own, and at each node.
    #[must_use]
    pub fn since(mut self, comparison: &'a Comparison, old: &'a str) -> Self {
        self.known.changes = Some(Changes::new(comparison, old, &self.known.catalog));
        self
    }

    /// The LocURIs of nodes as definitions have them, with the paths of their pages.
    pub fn nodes(&self) -> impl Iterator<Item = (String, &str)> {
        self.known.catalog.nodes()
    }

    /// Every file of a site that a program serves: those of [`Self::pages`], and a page that asks what there is to say of a text.
    ///
    /// It sends `check` an object of `text`, `name` (that of a file, or nothing) and `request` (what the text answers), and `fix` one of `text`, `name` and `finding`: the place of the
    /// finding whose fix is made, without which all are made that are safe. `csp site --serve` answers with what `csp lint` and `csp explain` say.
    pub fn served(&self) -> impl Iterator<Item = Page> {
        self.pages().map(served::as_served).chain(served::own())
    }

    /// Every file, one by one: a site of many nodes is never in memory as a whole.
    pub fn pages(&self) -> impl Iterator<Item = Page> {
        let page = |path: &str, text: String| Page {
            path: path.to_owned(),
            text,
        };
        let Known {
            catalog,
            policies,
            pieces,
            changes,
        } = &self.known;
        let own = [
            page(layout::STYLE, include_str!("../assets/site.css").to_owned()),
            page(layout::SCRIPT, SCRIPT.to_owned()),
            page("a/data.js", data::script(catalog, pieces)),
            page(
                "a/search.js",
                search::script(catalog, *policies, &self.templates),
            ),
            page(
                index::PATH,
                index::page(catalog, &self.templates, changes.as_ref()),
            ),
        ];
        let csps = catalog.csps.iter();
        let csps = csps.map(move |csp| page(&csp.path, csp::page(csp, changes.as_ref())));
        let nodes = catalog.csps.iter().flat_map(move |csp| {
            csp.nodes()
                .map(move |node| page(csp.node_path(node), node::page(&self.known, csp, node)))
        });
        let news = changes.iter().map(move |it| page(changes::PATH, it.page()));
        let templates = self.templates.iter().flat_map(|template| template.pages());
        let templates = templates.map(move |(path, text)| page(path, text));
        let own = own.into_iter().chain(news).chain(templates);
        own.chain(csps).chain(nodes)
    }
}

/// The script of all pages, in parts of one job each.
const SCRIPT: &str = concat!(
    include_str!("../assets/site.js"),
    include_str!("../assets/text.js"),
    include_str!("../assets/pattern.js"),
    include_str!("../assets/check.js"),
    include_str!("../assets/piece.js"),
    include_str!("../assets/search.js"),
    include_str!("../assets/hits.js"),
    include_str!("../assets/filter.js"),
    include_str!("../assets/fields.js"),
    include_str!("../assets/form.js"),
);
