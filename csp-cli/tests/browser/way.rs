//! From what a person knows to a profile that is right: a search, a form, a file, `csp lint`, a device.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use csp_browser::{Driver, Window, file_url, key};
use csp_corpus::shared;
use tempfile::TempDir;

use crate::run::{csp_in, text};

/// A site of the published definitions, in a folder of a person who has them, and templates perhaps.
struct Desk(TempDir);

impl Desk {
    fn new(arguments: &[&str]) -> Self {
        let desk = Self(TempDir::new().unwrap());
        let ddf = Self::ddf();
        let all = [&["site", "--ddf", text(&ddf), "--out", "site"], arguments].concat();
        desk.csp(&all);
        desk
    }

    fn ddf() -> PathBuf {
        shared("ddf/2024-05").canonicalize().unwrap()
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs the command, which has nothing to say against it.
    fn csp(&self, arguments: &[&str]) -> String {
        let outcome = csp_in(self.path(), arguments, "");
        assert_eq!(outcome.code, Some(0), "{arguments:?}: {outcome}");
        outcome.out
    }

    /// Asks for a setting by its words, by keys alone, until its form is there.
    fn ask(&self, window: &Window<'_>, words: &str, name: &str) {
        window.open(&file_url(&self.path().join("site/index.html")));
        window.press("/");
        window.press(words);
        window.wait("document.querySelectorAll('#hits a').length > 0");
        // Among the first, which the keys reach.
        let hits = window.value(
            "[...document.querySelectorAll('#hits b')].slice(0, 4).map((b) => b.textContent)",
        );
        let place = hits.as_array().unwrap().iter().position(|hit| hit == name);
        let place = place.unwrap_or_else(|| panic!("{words}: {hits}"));
        window.press(key::DOWN.to_string().repeat(place + 1));
        window.press(key::ENTER);
        window.wait(&format!("document.querySelector('main > h1')?.textContent === '{name}' && document.getElementById('why')"));
    }
}

pub(crate) fn password(driver: &Driver) {
    let desk = Desk::new(&[]);
    let window = driver.window();
    desk.ask(
        &window,
        "minimum password length",
        "MinDevicePasswordLength",
    );
    let copied = || {
        window.click(".piece button");
        window.wait("document.querySelector('.piece button').textContent === 'Copied'");
        window.clipboard()
    };
    window.fill("#use input", "12");
    let length = copied();
    // What it depends on is a link away.
    window.click("main a[href$='devicepasswordenabled.html']");
    window.wait("document.querySelector('main > h1')?.textContent === 'DevicePasswordEnabled' && document.getElementById('why')");
    window.choose("#use form div:nth-child(2) select", "0");
    window.wait("document.querySelector('.piece').textContent.includes('<Data>0</Data>')");
    fs::write(desk.path().join("profile.xml"), length + &copied()).unwrap();
    let ddf = Desk::ddf();
    let said = desk.csp(&["lint", "--fix", "profile.xml", "--ddf", text(&ddf)]);
    assert!(said.contains("nothing found"), "{said}");
    let respond = ["respond", "profile.xml", "--ddf", text(&ddf)];
    let said = desk.csp(&[&respond[..], &["--os-build", "24H2", "--explain"]].concat());
    assert!(said.contains("All 2 commands were done."), "{said}");
}

pub(crate) fn firefox(driver: &Driver) {
    let desk = Desk(TempDir::new().unwrap());
    let templates = shared("admx/mozilla/windows").canonicalize().unwrap();
    let template = templates.join("firefox.admx");
    desk.csp(&[
        "admx",
        "ddf",
        text(&template),
        "--app",
        "Firefox",
        "--out",
        "firefox.xml",
    ]);
    let ddf = Desk::ddf();
    desk.csp(&[
        "site",
        "--ddf",
        text(&ddf),
        "--ddf",
        "firefox.xml",
        "--admx",
        text(&templates),
        "--out",
        "site",
    ]);
    let window = driver.window();
    desk.ask(&window, "firefox homepage", "HomepageURL");
    let field = window.text("'#' + [...document.querySelectorAll('#use form div')].find((field) => field.querySelector('input')).querySelector('input').id");
    window.fill(&field, "https://intranet.example");
    window.click(".tools button[value=\"command\"]");
    window.click(".piece button");
    window.wait("document.querySelector('.piece button').textContent === 'Copied'");
    let command = window.clipboard();
    assert!(command.contains("https://intranet.example"), "{command}");
    // As it stands there, with the way to the template.
    let command = command.replace("firefox.admx", text(&template));
    let own = Path::new(env!("CARGO_BIN_EXE_csp")).parent().unwrap();
    let path = format!("{}:{}", own.display(), std::env::var("PATH").unwrap());
    let run = Command::new("sh")
        .args(["-e", "-c", &command])
        .current_dir(desk.path())
        .env("PATH", path)
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{command}\n{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(
        said.contains("nothing found") && said.contains("done."),
        "{command}\n{said}"
    );
}
