//! `cargo xtask site`: the pages of the definitions of this repository, the pictures of them that the README shows, or a check that these are up to date.
//!
//! The pages are not checked in, since a repository's file view shows no page. The pictures are. They are known to be up to date by what they show: the
//! elements of a page once its scripts have run, and the style sheet. Their pixels depend on the fonts of a machine.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::{fs, io};

use sha1::{Digest, Sha1};

use crate::repository::{in_repository, root};

/// The folder of the pages.
const PAGES: &str = "target/site";

/// The folder of the pictures.
const PICTURES: &str = "docs/site";

/// What the pictures show, as a hash.
const SHOWN: &str = "docs/site/shown.sha1";

/// Each picture: its name, the page, how wide and how high.
const SHOTS: [(&str, &str, &str); 2] = [
    ("search", "index.html#q=app+status", "1000,560"),
    (
        "node",
        "device/vendor/msft/enterpriseappmanagement/-/crlcheck.html",
        "1000,1020",
    ),
];

/// What the browser does for a light picture, and for a dark one.
const LOOKS: [(&str, &str); 2] = [
    ("", "preferredColorScheme=1"),
    ("-dark", "preferredColorScheme=0"),
];

#[derive(clap::Args)]
pub(crate) struct Site {
    /// Take the pictures in docs/site too, with Debian's chromium.
    #[arg(long, conflicts_with = "check")]
    picture: bool,
    /// Take no picture; exit with 1 when those in docs/site do not show the pages as they are.
    #[arg(long)]
    check: bool,
}

impl Site {
    pub(crate) fn run(&self) -> ExitCode {
        match self.done() {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("{error}");
                ExitCode::FAILURE
            }
        }
    }

    fn done(&self) -> Result<(), String> {
        write_pages()?;
        if !self.picture && !self.check {
            println!("open {}/index.html", in_repository(PAGES).display());
            return Ok(());
        }
        let shown = match shown() {
            Err(Fault::Absent) if self.check => {
                println!(
                    "chromium is absent: whether the pictures in {PICTURES} show the pages as they are was not looked at"
                );
                return Ok(());
            }
            shown => shown.map_err(Fault::told)?,
        };
        let path = in_repository(SHOWN);
        if self.picture {
            take_pictures().map_err(Fault::told)?;
            return fs::write(&path, shown).map_err(|error| format!("{}: {error}", path.display()));
        }
        match fs::read_to_string(&path) {
            Ok(known) if known == shown => Ok(()),
            _ => Err(format!(
                "the pictures in {PICTURES} do not show the pages as they are: run `cargo xtask site --picture`, look at them and check them in"
            )),
        }
    }
}

/// The command makes them, as it does for everybody.
fn write_pages() -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    let command = ["run", "--quiet", "--locked", "--package", "csp-cli", "--"];
    let mut run = Command::new(cargo);
    run.current_dir(root()).args(command);
    run.args(["site", "--ddf", "ddf/definitions", "--out", PAGES]);
    match run.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`csp site` ended with {status}")),
        Err(error) => Err(format!("cargo cannot be run: {error}")),
    }
}

/// What the pictures show, as a hash.
fn shown() -> Result<String, Fault> {
    let style = root().join(PAGES).join("a/site.css");
    let mut hash = Sha1::new();
    hash.update(fs::read(&style).map_err(|error| Fault::at(&style, &error))?);
    for (_, page, size) in SHOTS {
        hash.update(size);
        hash.update(browse(page, &["--dump-dom".to_owned()])?);
    }
    let mut text = String::new();
    for octet in hash.finalize() {
        let _ = write!(text, "{octet:02x}");
    }
    Ok(text + "\n")
}

fn take_pictures() -> Result<(), Fault> {
    for (name, page, size) in SHOTS {
        for (look, setting) in LOOKS {
            let picture = in_repository(PICTURES).join(format!("{name}{look}.png"));
            let path = root().join(PICTURES).join(format!("{name}{look}.png"));
            let arguments = [
                format!("--screenshot={}", path.display()),
                format!("--window-size={size}"),
                format!("--blink-settings={setting}"),
            ];
            browse(page, &arguments)?;
            println!("{}", picture.display());
        }
    }
    Ok(())
}

/// Why the browser gave nothing.
enum Fault {
    Absent,
    Told(String),
}

impl Fault {
    fn at(path: &Path, error: &io::Error) -> Self {
        Self::Told(format!("{}: {error}", path.display()))
    }

    fn told(self) -> String {
        match self {
            Self::Absent => "chromium is absent, which takes the pictures: on Debian, `apt-get install chromium`".to_owned(),
            Self::Told(message) => message,
        }
    }
}

/// Opens a page until its scripts have run; what the browser printed.
fn browse(page: &str, arguments: &[String]) -> Result<Vec<u8>, Fault> {
    // A profile of its own, which remembers nothing.
    let profile: PathBuf = root().join("target/chromium");
    let _ = fs::remove_dir_all(&profile);
    let mut browser = Command::new("chromium");
    // Root, as in a container, has no sandbox; the pages are ours.
    browser.args([
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
    ]);
    browser.args([
        "--force-device-scale-factor=1",
        "--virtual-time-budget=10000",
    ]);
    browser.arg(format!("--user-data-dir={}", profile.display()));
    browser.args(arguments);
    browser.arg(format!("file://{}/{page}", root().join(PAGES).display()));
    let output = browser.stderr(Stdio::null()).output();
    let _ = fs::remove_dir_all(&profile);
    match output {
        Ok(output) if output.status.success() => Ok(output.stdout),
        Ok(output) => Err(Fault::Told(format!(
            "chromium ended with {}",
            output.status
        ))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Fault::Absent),
        Err(error) => Err(Fault::Told(format!("chromium cannot be run: {error}"))),
    }
}
