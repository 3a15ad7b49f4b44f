//! What pages call nodes and scopes.

use std::borrow::Cow;

use csp_schema::NodeDefinition;

/// How many characters of a name pages have.
const NAME: usize = 200;

/// The name of a node; of one that is named at run time its title in braces.
pub(crate) fn name<'t>(node: NodeDefinition<'t>) -> Cow<'t, str> {
    let row = node.row();
    if row.dynamic {
        format!("{{{}}}", short(&row.name)).into()
    } else {
        short(&row.name)
    }
}

/// A name as a page has it: the beginning of one that no page has room for.
pub(crate) fn short(name: &str) -> Cow<'_, str> {
    match name.char_indices().nth(NAME) {
        Some((end, _)) => format!("{}…", name.split_at(end).0).into(),
        None => Cow::Borrowed(name),
    }
}

/// Whose settings they are.
pub(crate) fn scope(node: NodeDefinition<'_>) -> &'static str {
    if node.is_user_scope() {
        "user"
    } else {
        "device"
    }
}

/// `1 node`, `2 nodes`.
pub(crate) fn count(number: usize, what: &str) -> String {
    count_of(number, what, &format!("{what}s"))
}

/// `1 policy`, `2 policies`.
pub(crate) fn count_of(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

/// The path of a category as people read it. Definitions put the name of a file and the mark of administrative templates before it.
pub(crate) fn category(area: &str) -> String {
    let (_, path) = area.split_once("~AT~").unwrap_or(("", area));
    path.replace('~', " > ")
}
