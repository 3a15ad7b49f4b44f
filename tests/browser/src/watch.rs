//! What pages say and ask for.

use serde_json::{Value, json};

use crate::window::Window;

impl Window<'_> {
    /// What stands in the console since it was read last: errors of scripts, of policies, of files that cannot be loaded.
    pub fn console(&self) -> Vec<String> {
        let entries = self.log("browser");
        entries
            .iter()
            .map(|entry| entry["message"].to_string())
            .collect()
    }

    /// The addresses that were asked for since this was read last, of a window that is watched.
    pub fn requests(&self) -> Vec<String> {
        let entries = self.log("performance");
        let url = |entry: &Value| {
            let event: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
            let event = &event["message"];
            let is_request = event["method"] == "Network.requestWillBeSent";
            let url = event["params"]["request"]["url"].as_str()?;
            is_request.then(|| url.to_owned())
        };
        entries.iter().filter_map(url).collect()
    }

    fn log(&self, kind: &str) -> Vec<Value> {
        let entries = self.post("se/log", json!({ "type": kind }));
        entries.as_array().expect("a log has entries").clone()
    }
}
