//! The process of the driver, which ends with the tests.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use ureq::Agent;

use crate::window::Window;

const DRIVER: &str = "chromedriver";

/// What Chromium is called on the systems that have it.
const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// A test that hangs ends.
const PATIENCE: Duration = Duration::from_secs(900);

/// A driver of browsers, on a port of its own.
pub struct Driver {
    process: Mutex<Child>,
    /// What it says, which has to have a reader as long as it runs.
    _output: BufReader<ChildStdout>,
    address: String,
    agent: Agent,
    /// What browsers leave behind goes with it.
    _folder: TempDir,
}

impl Driver {
    /// Starts it; why there is none where it or the browser is absent.
    pub(crate) fn start() -> Result<Self, String> {
        if !BROWSERS.into_iter().any(is_there) {
            return Err("chromium is absent".to_owned());
        }
        if !is_there(DRIVER) {
            return Err(format!("{DRIVER} is absent"));
        }
        let folder = TempDir::new().expect("a folder for what is temporary");
        let mut process = Command::new(DRIVER)
            .arg("--port=0")
            .env("TMPDIR", folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the driver starts");
        let mut output = BufReader::new(process.stdout.take().expect("a pipe"));
        let mut said = String::new();
        // "ChromeDriver was started successfully on port 34567."
        let port = loop {
            let from = said.len();
            let read = output.read_line(&mut said).expect("the driver speaks");
            assert!(read > 0, "the driver ended: {said}");
            if let Some((_, port)) = said[from..].split_once("successfully on port ") {
                break port.trim_end_matches(['.', '\n', '\r']).to_owned();
            }
        };
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE));
        Ok(Self {
            process: Mutex::new(process),
            _output: output,
            address: format!("http://127.0.0.1:{port}/session"),
            agent: config.build().new_agent(),
            _folder: folder,
        })
    }

    /// A window of a browser that nobody has used.
    ///
    /// # Panics
    ///
    /// The browser cannot be started.
    pub fn window(&self) -> Window<'_> {
        self.open(&json!({ "browser": "ALL" }))
    }

    /// A window that writes down what its pages ask for: [`Window::requests`].
    ///
    /// # Panics
    ///
    /// The browser cannot be started.
    pub fn watched_window(&self) -> Window<'_> {
        self.open(&json!({ "browser": "ALL", "performance": "ALL" }))
    }

    fn open(&self, logs: &Value) -> Window<'_> {
        // Root, which tests may be run as in a container, has no sandbox; nor has a container much shared memory.
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--window-size=1280,1000",
            // What a test reads of a page that stands in a frame of another.
            "--allow-file-access-from-files",
        ];
        let wish = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:loggingPrefs": logs,
            "goog:chromeOptions": { "args": arguments },
            "timeouts": { "script": PATIENCE.as_millis() as u64 },
        } } });
        let given = self.ask("POST", &self.address, Some(&wish));
        let id = given["sessionId"].as_str().expect("a session has an id");
        Window::new(self, format!("{}/{id}", self.address))
    }

    /// A command and what it gives.
    pub(crate) fn ask(&self, method: &str, address: &str, body: Option<&Value>) -> Value {
        let response = match (method, body) {
            ("POST", Some(body)) => self.agent.post(address).send(body.to_string()),
            ("DELETE", _) => self.agent.delete(address).call(),
            _ => self.agent.get(address).call(),
        };
        let mut response = response.unwrap_or_else(|error| panic!("{method} {address}: {error}"));
        let is_refused = !response.status().is_success();
        let text = response.body_mut().read_to_string();
        let text = text.unwrap_or_else(|error| panic!("{method} {address}: {error}"));
        let answer: Value = serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("{method} {address}: {error} in {text}"));
        let value = &answer["value"];
        assert!(!is_refused, "{}: {}", value["error"], value["message"]);
        value.clone()
    }

    /// Ends it, and the browsers that are left over.
    pub(crate) fn end(&self) {
        let address = self.address.replace("/session", "/shutdown");
        let _ = self.agent.get(address).call();
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = process.kill();
        let _ = process.wait();
    }
}

fn is_there(program: &str) -> bool {
    let run = Command::new(program)
        .arg("--version")
        .stderr(Stdio::null())
        .output();
    run.is_ok_and(|output| output.status.success())
}
