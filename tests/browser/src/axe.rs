//! The accessibility rules of axe-core, which is a script that a test brings.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::window::Window;

/// Where `.ci/run` puts it: `npm install --no-save --ignore-scripts --prefix target/axe axe-core`.
pub(crate) fn path() -> PathBuf {
    let own = std::env::current_exe().expect("a test knows where it is");
    // Of `target/debug/deps/browser-0123`.
    let target = own
        .ancestors()
        .nth(3)
        .expect("a test is in a target folder");
    target.join("axe/node_modules/axe-core/axe.min.js")
}

impl Window<'_> {
    /// What is wrong with the page by these rules, one line for each rule, with the first places.
    pub fn barriers(&self) -> Vec<String> {
        let axe = std::fs::read_to_string(path()).expect("the rules can be read");
        self.run(&axe, json!([]));
        let found = self.run(
            "return axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, help, nodes }) =>
               `${id}: ${help}: ${nodes.slice(0, 3).map(({ html, any }) => html.slice(0, 200) + ' ' + any.map(({ message }) => message).join('; ')).join(' | ')}`));",
            json!([]),
        );
        let found = found.as_array().expect("a list").iter();
        found.filter_map(Value::as_str).map(str::to_owned).collect()
    }
}
