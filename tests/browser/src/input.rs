//! What a person does with keys and a mouse.

use serde_json::json;

use crate::window::Window;

/// Keys that write no letter, as WebDriver calls them (W3C, "WebDriver", 17.4.2).
pub mod key {
    pub const BACKSPACE: char = '\u{E003}';
    pub const CONTROL: char = '\u{E009}';
    pub const ENTER: char = '\u{E007}';
    pub const ESCAPE: char = '\u{E00C}';
    pub const UP: char = '\u{E013}';
    pub const DOWN: char = '\u{E015}';
    pub const TAB: char = '\u{E004}';
}

impl Window<'_> {
    /// Presses keys, one after the other, wherever the focus is.
    pub fn press(&self, keys: impl Into<String>) {
        let keys: String = keys.into();
        let both = |key| [("keyDown", key), ("keyUp", key)];
        self.act(keys.chars().flat_map(both));
    }

    fn act(&self, keys: impl IntoIterator<Item = (&'static str, char)>) {
        let actions: Vec<_> = keys
            .into_iter()
            .map(|(kind, key)| json!({ "type": kind, "value": key }))
            .collect();
        self.post(
            "actions",
            json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] }),
        );
    }

    /// Clicks what a selector finds first. It has to be in sight, with nothing above it.
    pub fn click(&self, selector: &str) {
        let element = self.find(selector);
        self.post(&format!("element/{element}/click"), json!({}));
    }

    /// Writes into a field, in place of what stands there.
    pub fn fill(&self, selector: &str, text: &str) {
        let element = self.find(selector);
        // As a person does it: a field that the driver clears tells the page nothing.
        let select =
            "const field = document.querySelector(arguments[0]); field.focus(); field.select();";
        self.run(select, json!([selector]));
        let typed = match text {
            "" => key::BACKSPACE.to_string(),
            text => text.to_owned(),
        };
        self.post(
            &format!("element/{element}/value"),
            json!({ "text": typed }),
        );
    }

    /// Chooses an option by its value.
    pub fn choose(&self, selector: &str, value: &str) {
        let option = format!("{selector} option[value=\"{value}\"]");
        let element = self.find(&option);
        self.post(&format!("element/{element}/click"), json!({}));
    }

    /// What was copied.
    pub fn clipboard(&self) -> String {
        self.share_clipboard();
        self.text("navigator.clipboard.readText()")
    }

    /// Pastes a text where the focus is.
    pub fn paste(&self, text: &str) {
        self.share_clipboard();
        self.run(
            "return navigator.clipboard.writeText(arguments[0])",
            json!([text]),
        );
        self.act([
            ("keyDown", key::CONTROL),
            ("keyDown", 'v'),
            ("keyUp", 'v'),
            ("keyUp", key::CONTROL),
        ]);
    }

    /// Lets pages read and write what is copied.
    fn share_clipboard(&self) {
        let names = ["clipboardReadWrite", "clipboardSanitizedWrite"];
        self.devtools("Browser.grantPermissions", json!({ "permissions": names }));
    }

    /// Drops a file onto the page.
    pub fn drop_file(&self, name: &str, bytes: &[u8]) {
        self.run(
            "const dropped = new DataTransfer();
             dropped.items.add(new File([new Uint8Array(arguments[1])], arguments[0]));
             for (const type of ['dragenter', 'dragover', 'drop']) {
               document.body.dispatchEvent(new DragEvent(type, { dataTransfer: dropped, bubbles: true, cancelable: true }));
             }",
            json!([name, bytes]),
        );
    }

    fn find(&self, selector: &str) -> String {
        let found = self.post(
            "element",
            json!({ "using": "css selector", "value": selector }),
        );
        let reference = found.as_object().and_then(|object| object.values().next());
        let reference = reference.and_then(|reference| reference.as_str());
        reference.expect("an element has a name").to_owned()
    }
}
