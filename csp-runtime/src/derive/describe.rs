//! Writes down what a derived type describes, as the text of a [schema table](csp_schema::table).

use super::CspNode;
use crate::address::Csp;
use csp_schema::Tree;
use csp_schema::table::TableText;

/// The table of a derived tree while its types are describing themselves.
#[derive(Debug, Default)]
pub struct Describe {
    table: TableText,
    depth: usize,
    /// The fields that have a class, in the order of their classes. The root has class 0.
    classes: Vec<(&'static str, usize)>,
    /// What is stated of the current node. A field knows better than its type, and speaks first.
    stated: Vec<&'static str>,
}

/// A fact of a node: its key in the table, and its text.
pub type FactLine = (&'static str, &'static str);

impl Describe {
    /// The table of a CSP: its root struct at each of the paths.
    pub fn csp<T: CspNode + Csp>(name: &str, paths: &[&str], facts: &[FactLine]) -> String {
        Self::table::<T>(name, paths, facts)
    }

    /// The tree of a type that is no CSP: its node, with what is below it.
    pub(super) fn tree<T: CspNode>(name: &str) -> Option<Tree> {
        Tree::load(&Self::table::<T>(name, &["."], &[])).ok()
    }

    fn table<T: CspNode>(name: &str, paths: &[&str], facts: &[FactLine]) -> String {
        let mut this = Self::default();
        this.table.csp(name);
        for path in paths {
            this.table.root(path);
            this.depth = 0;
            this.begin(0, name, facts);
            T::describe(&mut this);
        }
        this.table.into_text()
    }

    /// Begins a field of a struct: the node's name, and what the field says of it. What its type says comes next.
    pub fn begin_field(&mut self, owner: &'static str, nth: usize, name: &str, facts: &[FactLine]) {
        let field = (owner, nth);
        let known = self.classes.iter().position(|known| *known == field);
        let class = known.unwrap_or_else(|| {
            self.classes.push(field);
            self.classes.len() - 1
        });
        self.depth += 1;
        self.begin(class + 1, name, facts);
    }

    /// Ends the field.
    pub const fn end_field(&mut self) {
        self.depth -= 1;
    }

    /// States a fact of the current node, unless its field did.
    pub fn fact(&mut self, key: &'static str, text: &str) {
        if !self.stated.contains(&key) {
            self.stated.push(key);
            self.table.fact(key, text);
        }
    }

    /// Leaves out a fact that is not stated yet.
    pub(super) fn leave_out(&mut self, key: &'static str) {
        self.stated.push(key);
    }

    /// States the values of an ENUM or a Flag (`kind`), each with what it means, unless the field states others.
    pub fn choices(&mut self, kind: &str, choices: &[(&str, &str)]) {
        if self.stated.contains(&"allowed") {
            return;
        }
        self.fact("allowed", kind);
        for (value, meaning) in choices {
            self.table.fact("value", value);
            if !meaning.is_empty() {
                self.table.fact("means", meaning);
            }
        }
    }

    fn begin(&mut self, class: usize, name: &str, facts: &[FactLine]) {
        self.table.node(self.depth, class, name);
        self.stated.clear();
        for (key, text) in facts {
            self.stated.push(key);
            self.table.fact(key, text);
        }
    }
}
