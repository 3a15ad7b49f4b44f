//! The way of `docs/site.md`: its commands are run as they stand there, and what it shows of their output is compared.

use std::fs;
use std::path::Path;
use std::process::Command;

use csp_corpus::shared;

/// What a command prints to, and what the page shows of it; `...` stands for what it leaves out.
struct Step<'d> {
    command: String,
    shown: Vec<&'d str>,
}

/// The commands of a page, but for those that name what is not here, and the one that serves until it is stopped.
fn steps(page: &str) -> Vec<Step<'_>> {
    let mut steps: Vec<Step<'_>> = Vec::new();
    let mut is_console = false;
    for line in page.lines() {
        if line.starts_with("```") {
            is_console = line == "```console";
        } else if !is_console {
            continue;
        } else if let Some(command) = line.strip_prefix("$ ") {
            steps.push(Step {
                command: command.to_owned(),
                shown: Vec::new(),
            });
        } else if let Some(step) = steps.last_mut() {
            match step.command.strip_suffix('\\') {
                Some(begun) => step.command = format!("{begun} {}", line.trim()),
                None => step.shown.push(line),
            }
        }
    }
    steps.retain(|step| {
        !["PolicyDefinitions", "DDF-20", "--serve"]
            .iter()
            .any(|name| step.command.contains(name))
    });
    steps
}

/// What a page of the site has as its piece, with another value than it begins with.
fn piece(page: &Path, (begun, value): (&str, &str)) -> String {
    let page = fs::read_to_string(page).unwrap();
    let (_, form) = page.split_once(" data-row=").unwrap();
    let (_, piece) = form.split_once("<code>").unwrap();
    let (piece, _) = piece.split_once("</code>").unwrap();
    let piece = piece.replace("&lt;", "<").replace("&gt;", ">");
    let piece = piece.replace("&quot;", "\"").replace("&amp;", "&");
    let begun = format!("<Data>{begun}</Data>");
    assert!(piece.contains(&begun), "{piece}");
    piece.replace(&begun, &format!("<Data>{value}</Data>")) + "\n"
}

pub(crate) fn the_commands_of_the_page_on_sites_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let zip = csp_corpus::zip::of_folder(&shared("ddf/2024-05"));
    fs::write(path("DDF.zip"), zip).unwrap();
    fs::create_dir_all(path("firefox/windows/en-US")).unwrap();
    for name in ["firefox.admx", "mozilla.admx", "en-US/firefox.adml"] {
        let template = shared("admx/mozilla/windows").join(name);
        fs::copy(template, path("firefox/windows").join(name)).unwrap();
    }
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/site.md");
    let document = fs::read_to_string(document).unwrap();
    let steps = steps(&document);
    assert!(steps.len() >= 8, "{} commands", steps.len());
    let bin = Path::new(env!("CARGO_BIN_EXE_csp")).parent().unwrap();
    let search = std::env::join_paths(
        std::iter::once(bin.to_owned())
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    let lock = path("site/device/vendor/msft/policy/config/devicelock");
    for step in &steps {
        if step.command.starts_with("csp lint --fix Min") {
            let length = piece(&lock.join("mindevicepasswordlength.html"), ("4", "12"));
            let enabled = piece(&lock.join("devicepasswordenabled.html"), ("1", "0"));
            fs::write(path("MinDevicePasswordLength.xml"), length + &enabled).unwrap();
        }
        let mut shell = Command::new("sh");
        shell.args(["-c", &step.command]).current_dir(folder.path());
        let output = shell
            .env("PATH", search.as_ref().unwrap())
            .output()
            .unwrap();
        let (out, err) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        assert!(output.status.success(), "{}: {out}{err}", step.command);
        for line in step.shown.iter().filter(|line| **line != "...") {
            let is_there = out.lines().any(|printed| printed == *line);
            assert!(is_there, "{}: {line}\n{out}{err}", step.command);
        }
    }
    // The page is there that the search leads to.
    let home =
        "site/device/vendor/msft/policy/config/firefox~policy~firefox~homepage/homepageurl.html";
    assert!(path(home).exists());
}
