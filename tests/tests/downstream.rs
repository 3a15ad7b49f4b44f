//! Packages outside of this workspace, as users have them: each is built with what is in its manifest, run, and says what it must.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use csp_tests::dialogue;
use csp_tests::files::root;

/// Runs a package of `downstream` with this input and gives what it prints.
fn run(package: &str, input: &str) -> String {
    run_at(&root().join("tests/downstream").join(package), input)
}

fn run_at(folder: &Path, input: &str) -> String {
    // The versions are the workspace's, which are on this machine already.
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))
        .expect("the lock file is copied");
    let mut child = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["run", "--quiet", "--offline"])
        .current_dir(folder)
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("target"),
        )
        .env_remove("RUSTFLAGS")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("cargo runs");
    let mut stdin = child.stdin.take().expect("the input is piped");
    stdin
        .write_all(input.as_bytes())
        .expect("the input is written");
    drop(stdin);
    let output = child.wait_with_output().expect("cargo ends");
    let errors = String::from_utf8_lossy(&output.stderr);
    let is_clean = !errors.lines().any(|line| line.starts_with("warning"));
    assert!(
        output.status.success() && is_clean,
        "{}:\n{errors}",
        folder.display()
    );
    String::from_utf8(output.stdout).expect("the package prints text")
}

#[track_caller]
fn assert_prints(package: &str, lines: &[&str]) {
    let printed = run(package, "");
    assert_eq!(printed.lines().collect::<Vec<_>>(), lines);
}

#[test]
fn build_script() {
    assert_prints(
        "build-script",
        &[
            "device: the agent restarts",
            "server: it reports every 15 minutes",
            "server: Exec ./Device/Vendor/Contoso/ContosoAgent/Restart: 200 OK",
        ],
    );
}

#[test]
fn ddf_macro() {
    assert_prints(
        "ddf-macro",
        &[
            "device: Contoso/Paint updates from BETA",
            "server: Add ./User/Vendor/Contoso/ContosoStore/Contoso%2FPaint: 200 OK",
            "server: the user has [\"Contoso/Paint\"]",
            "server: updates are early",
        ],
    );
}

#[test]
fn derive_only() {
    assert_prints(
        "derive-only",
        &[
            "device: Attic is lit with 80 %",
            "server: Lamps { rooms: {\"Attic\": Room { brightness: 80, mood: Some(Party) }} }",
        ],
    );
}

#[test]
fn server() {
    let uri = "./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/%7B1803A630-3C38-4D2B-9B9A-0CB37243539C%7D/DownloadInstall";
    assert_prints(
        "server",
        &[
            "server: 1204 bytes go out",
            &format!("server: Exec {uri}: 200 OK"),
            "server: the device has UpgradeCode",
            "server: the device has {1803A630-3C38-4D2B-9B9A-0CB37243539C}",
            "server: it is installed",
        ],
    );
}

#[test]
fn agent() {
    let uri = "./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/%7B1%7D";
    let command = |verb: &str, node: &str, data: &str| {
        format!(
            "<{verb}><CmdID>1</CmdID><Item><Target><LocURI>{uri}/{node}</LocURI></Target>{data}</Item></{verb}>\n"
        )
    };
    let printed = run(
        "agent",
        &[
            command("Add", "DownloadInstall", ""),
            command("Exec", "DownloadInstall", "<Data>&lt;Other/&gt;</Data>"),
            command(
                "Exec",
                "DownloadInstall",
                "<Data>&lt;MsiInstallJob/&gt;</Data>",
            ),
            command("Get", "Status", ""),
        ]
        .concat(),
    );
    let replies: Vec<Vec<String>> = printed
        .lines()
        .map(|reply| dialogue::lines(reply.as_bytes()).split_off(1))
        .collect();
    assert_eq!(
        replies,
        [
            vec!["1 Add 200".to_owned()],
            vec!["1 Exec 400".to_owned()],
            vec![
                "1 Exec 202".to_owned(),
                format!("Alert 1224 {uri}/DownloadInstall: 0"),
            ],
            vec![
                "1 Get 200".to_owned(),
                format!("1 Results {uri}/Status (int): 70"),
            ],
        ]
    );
}

/// A copy of a package whose definition a test may change.
fn copy(package: &str, files: &[&str]) -> PathBuf {
    let (from, to) = (
        root().join("tests/downstream").join(package),
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(package),
    );
    for file in files {
        let folder = to.join(file).parent().map(Path::to_owned);
        fs::create_dir_all(folder.expect("a file is in a folder")).expect("the folder is made");
        let text = fs::read_to_string(from.join(file)).expect("the file is read");
        let text = text.replace("../../..", &root().to_string_lossy());
        // A program of its own name: both packages put theirs into one target directory.
        let text = text.replace("name = \"contoso-", "name = \"edited-");
        fs::write(to.join(file), text).expect("the file is written");
    }
    to
}

/// Changes a definition by hand, as an author does, and gives what the package prints before and after.
fn edit(folder: &Path, ddf: &str, from: &str, to: &str) -> [String; 2] {
    let before = run_at(folder, "");
    let file = folder.join(ddf);
    let text = fs::read_to_string(&file).expect("the definition is read");
    assert!(text.contains(from), "{text}");
    // Cargo sees a change by its time, which some file systems keep in seconds.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    fs::write(&file, text.replace(from, to)).expect("the definition is written");
    [before, run_at(folder, "")]
}

#[test]
fn a_build_script_runs_again_when_its_definition_changes() {
    let folder = copy(
        "build-script",
        &[
            "Cargo.toml",
            "build.rs",
            "src/main.rs",
            "ddf/ContosoAgent.xml",
        ],
    );
    let printed = edit(
        &folder,
        "ddf/ContosoAgent.xml",
        "<Path>./Device/Vendor/Contoso</Path>",
        "<Path>./Vendor/Contoso</Path>",
    );
    let uri = printed.map(|text| text.contains("./Vendor/Contoso/ContosoAgent/Restart"));
    assert_eq!(uri, [false, true]);
}

#[test]
fn the_macro_runs_again_when_its_definition_changes() {
    let folder = copy(
        "ddf-macro",
        &["Cargo.toml", "src/main.rs", "ddf/ContosoStore.xml"],
    );
    let printed = edit(
        &folder,
        "ddf/ContosoStore.xml",
        "<Path>./User/Vendor/Contoso</Path>",
        "<Path>./User/Vendor/Fabrikam</Path>",
    );
    let uri = printed.map(|text| text.contains("./User/Vendor/Fabrikam/ContosoStore/"));
    assert_eq!(uri, [false, true]);
}
