//! A window: pages are opened in it, scripts run in them, and what they say is read.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::driver::Driver;

/// How long a page may take for what it does at once.
const PATIENCE: Duration = Duration::from_secs(30);

/// A window of a browser; the browser ends with it.
pub struct Window<'d> {
    driver: &'d Driver,
    /// What its commands begin with.
    address: String,
}

impl<'d> Window<'d> {
    pub(crate) fn new(driver: &'d Driver, address: String) -> Self {
        Self { driver, address }
    }

    /// Opens an address, and waits until the page is there with its scripts.
    pub fn open(&self, url: &str) {
        self.post("url", json!({ "url": url }));
    }

    /// Opens a file.
    pub fn open_file(&self, path: &Path) {
        self.open(&file_url(path));
    }

    /// The way back, as the button of the browser goes it.
    pub fn back(&self) {
        self.post("back", json!({}));
    }

    /// The address that stands above the page.
    pub fn url(&self) -> String {
        let url = self.get("url");
        url.as_str().expect("an address is a text").to_owned()
    }

    /// Runs the body of a function in the page, `arguments` in `arguments`; a promise is waited for.
    pub fn run(&self, body: &str, arguments: Value) -> Value {
        self.post("execute/sync", json!({ "script": body, "args": arguments }))
    }

    /// What an expression is in the page.
    pub fn value(&self, expression: &str) -> Value {
        self.run(&format!("return ({expression});"), json!([]))
    }

    /// What an expression that is a text is in the page.
    pub fn text(&self, expression: &str) -> String {
        match self.value(expression) {
            Value::String(text) => text,
            other => panic!("{expression} is {other} at {}", self.url()),
        }
    }

    /// What an expression that is a number is in the page.
    pub fn number(&self, expression: &str) -> f64 {
        let value = self.value(expression);
        value
            .as_f64()
            .unwrap_or_else(|| panic!("{expression} is {value} at {}", self.url()))
    }

    /// Whether an expression is true in the page.
    pub fn is(&self, expression: &str) -> bool {
        self.value(&format!("Boolean({expression})")) == Value::Bool(true)
    }

    /// Waits until an expression is true in the page.
    ///
    /// # Panics
    ///
    /// It is not after a while.
    pub fn wait(&self, expression: &str) {
        let start = Instant::now();
        while !self.is(expression) {
            assert!(
                start.elapsed() < PATIENCE,
                "{} never is: {expression}\n{}",
                self.url(),
                self.text("document.body.innerText.slice(0, 2000)")
            );
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// A command that gives something.
    pub(crate) fn get(&self, command: &str) -> Value {
        let address = format!("{}/{command}", self.address);
        self.driver.ask("GET", &address, None)
    }

    /// A command with what it takes.
    pub(crate) fn post(&self, command: &str, body: Value) -> Value {
        let address = format!("{}/{command}", self.address);
        self.driver.ask("POST", &address, Some(&body))
    }

    /// A command of Chromium's own (Chrome DevTools Protocol).
    pub(crate) fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.post(
            "goog/cdp/execute",
            json!({ "cmd": command, "params": parameters }),
        )
    }
}

impl Drop for Window<'_> {
    fn drop(&mut self) {
        // A test that failed panics already, perhaps since the driver is gone.
        if !thread::panicking() {
            self.driver.ask("DELETE", &self.address, None);
        }
    }
}

/// The address of a file. What has a meaning in an address is escaped.
///
/// # Panics
///
/// The file is not there.
pub fn file_url(path: &Path) -> String {
    let path = path.canonicalize().expect("the file is there");
    let mut url = "file://".to_owned();
    for byte in path.to_str().expect("a path of letters").bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => url.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => url.push(char::from(byte)),
            byte => url += &format!("%{byte:02X}"),
        }
    }
    url
}
