//! The front page of a module: what it is, the tree of its nodes with links, an example.

use crate::ident::file_stem;
use crate::ir::Module;

use super::Style;
use super::source::SourceText;

/// Writes the page as the documentation of what follows: the module's declaration.
pub(super) fn write(out: &mut SourceText, module: &Module<'_>, style: &Style) {
    out.docs(&module.docs);
    if module.has_regex() {
        out.docs([
            "",
            "Values are checked against regular expressions with the feature `regex` of `csp-runtime`; without it, any text is taken.",
        ]);
    }
    out.docs(["", "# Nodes", ""]);
    for node in &module.front.tree {
        let indent = "  ".repeat(node.depth);
        let path = [file_stem(&module.name), "::node::", &node.node_type].concat();
        // A space is where a line may be broken (CommonMark allows one there); a link that fits has none.
        let space = if indent.len() + node.label.len() + path.len() > 110 {
            " "
        } else {
            ""
        };
        let (label, verbs) = (&*node.label, &*node.verbs);
        out.doc(&[&indent, "- [", label, "](", space, &path, "): ", verbs].concat());
    }
    if let Some(krate) = &style.examples {
        example(out, module, style, krate);
    }
}

fn example(out: &mut SourceText, module: &Module<'_>, style: &Style, krate: &str) {
    let Some(example) = &module.front.example else {
        return;
    };
    let runtime = style.runtime.trim_start_matches("::");
    let kind = &example.node_type;
    out.docs([
        "",
        "# Example",
        "",
        "A server asks for a node, and an agent answers:",
        "",
    ]);
    out.verbatim_docs(&format!(
        "```
use {runtime}::{{Context, StatusCode}};
use csp_server::{{GetCommands, Request}};
use {krate}::{} as csp;

let mut request = Request::fragment();
request.get(csp::{});
let message = request.finish()?;

fn get(
    _: &mut (),
    _: &mut Context<'_>,
    _: csp::At<'_, csp::node::{kind}>,
) -> Result<{}, StatusCode> {{
    Ok({})
}}
let agent = csp::csp(()).get(csp::node::{kind}, get);
# Ok::<(), csp_server::RequestError>(())
```",
        module.name, example.usage, example.value_type, example.value
    ));
}
