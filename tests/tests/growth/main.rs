//! How time and memory grow with hostile input, shape by shape: `cargo test -p csp-tests --test growth -- --nocapture` shows the plots.
#![allow(clippy::unwrap_used, clippy::panic)]

mod definitions;
mod derived;
mod device;
mod messages;
mod output;
mod policies;
mod sessions;

use std::process::ExitCode;

fn main() -> ExitCode {
    let shapes = [
        definitions::SHAPES,
        derived::SHAPES,
        device::SHAPES,
        messages::SHAPES,
        output::SHAPES,
        policies::SHAPES,
        sessions::SHAPES,
    ];
    csp_tests::growth::run(&shapes, output::FULL)
}

/// A node of a definition: `name` is empty for a dynamic one, `facts` are elements of its properties, and `children` its nodes.
fn node(name: &str, format: &str, verbs: &str, facts: &str, children: &str) -> String {
    format!(
        "<Node><NodeName>{name}</NodeName><DFProperties><AccessType>{verbs}</AccessType><DFFormat><{format}/></DFFormat>{facts}</DFProperties>\
         {children}</Node>"
    )
}

/// A definition with these nodes below its only root.
fn definition(children: &str) -> String {
    format!(
        "<MgmtTree>{}</MgmtTree>",
        node("Large", "node", "<Get/>", "", children).replacen(
            "</NodeName>",
            "</NodeName><Path>./Device/Vendor/Contoso</Path>",
            1
        )
    )
}

/// A command of each of these items, with or without Data.
fn command(verb: &str, items: impl IntoIterator<Item = (String, Option<String>)>) -> String {
    let items: String = items
        .into_iter()
        .map(|(uri, data)| {
            let data = data
                .map(|data| format!("<Data>{data}</Data>"))
                .unwrap_or_default();
            format!("<Item><Target><LocURI>{uri}</LocURI></Target>{data}</Item>")
        })
        .collect();
    format!("<{verb}><CmdID>1</CmdID>{items}</{verb}>")
}
