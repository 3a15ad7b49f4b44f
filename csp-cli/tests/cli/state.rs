//! The state file of `csp respond` where several write it, where writers are killed, where nothing can be written, and where links stand.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Instant;

use serde_json::{Map, Value};

use crate::run::{Outcome, csp_in};

const PROVIDERS: &str =
    "./Device/Vendor/MSFT/EnrollmentStatusTracking/DevicePreparation/PolicyProviders";
const WRITERS: usize = 8;
const WRITES: usize = 25;

fn command(verb: &str, uri: &str) -> String {
    format!("<{verb}><CmdID>1</CmdID><Item><Target><LocURI>{uri}</LocURI></Target></Item></{verb}>")
}

fn add(name: &str) -> String {
    command("Add", &format!("{PROVIDERS}/{name}"))
}

fn respond(folder: &Path, message: &str) -> Outcome {
    csp_in(folder, &["respond", "--state", "s.json"], message)
}

/// The command, started and given its message.
fn start(program: &Path, folder: &Path, message: &str) -> Child {
    let mut child = Command::new(program)
        .args(["respond", "--state", "s.json"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(message.as_bytes());
    child
}

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_csp"))
}

/// The names that were added, as the file has them.
fn kept(folder: &Path) -> Vec<String> {
    let bytes = fs::read(folder.join("s.json")).unwrap();
    let state: Map<String, Value> = serde_json::from_slice(&bytes).unwrap();
    let names = state.keys().filter_map(|uri| uri.rsplit('/').next());
    names.map(str::to_owned).collect()
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name());
    names
        .map(|name| name.to_string_lossy().into_owned())
        .collect()
}

fn is_added(outcome: &Outcome) -> bool {
    outcome.out.contains("<Cmd>Add</Cmd><Data>200</Data>")
}

#[test]
fn what_several_write_at_once_is_all_kept() {
    let folder = tempfile::tempdir().unwrap();
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let folder = folder.path();
            scope.spawn(move || {
                for write in 0..WRITES {
                    let outcome = respond(folder, &add(&format!("P{writer}-{write}")));
                    assert!(is_added(&outcome), "{outcome}");
                }
            });
        }
    });
    assert_eq!(kept(folder.path()).len(), WRITERS * WRITES);
    assert_eq!(files(folder.path()), ["s.json"]);
}

/// What was acknowledged is kept, whoever is killed beside it, and the next run that ends leaves the state alone behind.
#[test]
fn writers_that_are_killed_leave_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    // How long a run takes here: kills fall everywhere within it.
    let begin = Instant::now();
    assert!(is_added(&respond(folder.path(), &add("First"))));
    let run = begin.elapsed();
    let (mut acknowledged, mut killed) = (vec!["First".to_owned()], 0);
    for round in 0..40 {
        let name = |of: &str| format!("{of}{round}");
        let mut doomed = start(program(), folder.path(), &add(&name("Doomed")));
        let survivor = start(program(), folder.path(), &add(&name("Survivor")));
        thread::sleep(run.mul_f64(f64::from(round) / 30.0));
        doomed.kill().unwrap();
        let output = doomed.wait_with_output().unwrap();
        if output.stdout.is_empty() {
            killed += 1;
        } else {
            acknowledged.push(name("Doomed"));
        }
        let output = survivor.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
        acknowledged.push(name("Survivor"));
    }
    assert!(killed > 3, "{killed} were killed in time");
    let last = respond(folder.path(), &command("Get", PROVIDERS));
    assert_eq!((last.code, last.err.as_str()), (Some(0), ""));
    let kept = kept(folder.path());
    for name in &acknowledged {
        assert!(kept.contains(name), "{name} was acknowledged");
    }
    assert_eq!(files(folder.path()), ["s.json"]);
}

/// A message that changes nothing needs no right to write.
#[test]
#[cfg(unix)]
fn what_only_reads_is_answered_where_nothing_can_be_written() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("s.json");
    // The parent, which this implies, cannot be written down either.
    let leaf = format!("{{\"{PROVIDERS}/A/InstallationState\": \"3\"}}");
    fs::write(&file, leaf).unwrap();
    // For the super-user everything can be written: then another user runs a copy that may be read by all.
    let csp = folder.path().join("csp");
    fs::copy(program(), &csp).unwrap();
    let run = |message: &str| {
        let mut command = Command::new(&csp);
        command.args(["respond", "--state", "s.json"]);
        if fs::metadata(folder.path()).unwrap().uid() == 0 {
            command.uid(65534);
        }
        command
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        // A process that another test starts just then holds the copy open for a moment.
        let mut child = loop {
            match command.spawn() {
                Err(error) if error.kind() == std::io::ErrorKind::ExecutableFileBusy => {
                    std::thread::yield_now();
                }
                child => break child.unwrap(),
            }
        };
        let _ = child.stdin.take().unwrap().write_all(message.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (
            output.status.code(),
            text(output.stdout),
            text(output.stderr),
        )
    };
    let protect = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode));
    protect(0o555).unwrap();
    let (code, out, err) = run(&command("Get", PROVIDERS));
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    assert!(out.contains("<Data>A</Data>"), "{out}");
    let (code, out, err) = run(&add("B"));
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(err.starts_with("error: s.json: "), "{err}");
    protect(0o755).unwrap();
    assert_eq!(kept(folder.path()), ["InstallationState"]);
}

#[test]
fn a_message_that_changes_nothing_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = respond(folder.path(), &command("Get", PROVIDERS));
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    assert_eq!(files(folder.path()), [""; 0]);
    for by_hand in [
        format!("{{ \"{PROVIDERS}/A\": null }}"),
        // The parent is implied.
        format!("{{ \"{PROVIDERS}/A/InstallationState\": \"3\" }}"),
    ] {
        fs::write(folder.path().join("s.json"), &by_hand).unwrap();
        respond(folder.path(), &command("Get", PROVIDERS));
        let after = fs::read_to_string(folder.path().join("s.json")).unwrap();
        assert_eq!(after, by_hand);
    }
}

/// The name of the file that is written first is known to everybody who may write into the folder.
#[test]
#[cfg(unix)]
fn a_link_in_the_place_of_the_new_state_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let victim = folder.path().join("victim");
    let new = folder.path().join(".s.json.csp-new");
    fs::write(&victim, "precious").unwrap();

    std::os::unix::fs::symlink(&victim, &new).unwrap();
    let outcome = respond(folder.path(), &add("A"));
    assert_eq!((outcome.code, outcome.out.as_str()), (Some(1), ""));
    assert!(outcome.err.contains(".s.json.csp-new"), "{}", outcome.err);
    assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
    assert!(new.is_symlink());

    fs::remove_file(&new).unwrap();
    fs::hard_link(&victim, &new).unwrap();
    assert!(is_added(&respond(folder.path(), &add("A"))));
    assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
}

/// What a link leads to is replaced only if it was read as a state: neither another's file, nor a file that is not there.
#[test]
#[cfg(unix)]
fn a_link_that_leads_to_no_state_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("s.json");
    std::os::unix::fs::symlink("elsewhere", &link).unwrap();
    let outcome = respond(folder.path(), &add("A"));
    assert_eq!((outcome.code, outcome.out.as_str()), (Some(1), ""));
    assert!(
        outcome.err.contains("a link to a file that is not there"),
        "{}",
        outcome.err
    );
    fs::write(folder.path().join("elsewhere"), "precious").unwrap();
    let outcome = respond(folder.path(), &add("A"));
    assert_eq!((outcome.code, outcome.out.as_str()), (Some(1), ""));
    let elsewhere = fs::read_to_string(folder.path().join("elsewhere")).unwrap();
    assert_eq!(elsewhere, "precious");
    assert!(link.is_symlink());
    assert!(!files(folder.path()).contains(&".elsewhere.csp-new".to_owned()));
}
