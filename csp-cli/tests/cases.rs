//! `csp respond` answers as the library does: the case files of the runtime, given to the command.

#![allow(clippy::panic, reason = "a test says what it expects")]

#[allow(dead_code, reason = "the runtime's own tests use the rest")]
#[path = "../../csp-device/tests/case/mod.rs"]
mod case;
#[allow(dead_code)]
#[path = "../../csp-device/tests/demo/mod.rs"]
mod demo;

use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use csp_device::Device;

/// The flags of the command for a case's settings; `None` for settings that only the library has.
fn flags(settings: &[&str]) -> Option<Vec<&'static str>> {
    settings
        .iter()
        .map(|setting| match *setting {
            "user = none" => Some("--no-user"),
            "profile = strict" => Some("--strict"),
            _ => None,
        })
        .collect()
}

fn respond(folder: &Path, flags: &[&str], request: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_csp"))
        .args(["respond", "--ddf"])
        .arg(folder)
        .arg("--state")
        .arg(folder.join("state.json"))
        .args(flags)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = command.stdin.take() {
        stdin.write_all(request.as_bytes())?;
    }
    let output = command.wait_with_output()?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(format!("csp respond ended with {}", output.status).into())
    }
}

#[test]
fn the_command_answers_every_case_as_the_library_does() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    for tree in demo::trees() {
        fs::write(
            folder.path().join(format!("{}.xml", tree.name())),
            tree.to_ddf(),
        )?;
    }
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../csp-device/tests/cases");
    let mut answered = 0;
    for topic in fs::read_dir(cases)? {
        let topic = topic?.path();
        if !topic.is_dir() {
            continue;
        }
        for file in fs::read_dir(topic)? {
            let file = file?.path();
            let text = fs::read_to_string(&file)?;
            let case = case::Case::parse(&text)?;
            let Some(flags) = flags(&case.settings) else {
                continue;
            };
            fs::write(
                folder.path().join("state.json"),
                serde_json::to_string(&case.state())?,
            )?;
            for exchange in &case.exchanges {
                let request = case::request::build(&exchange.request)?;
                let reply = respond(folder.path(), &flags, &request)?;
                let found = case::transcript::of(&reply)?;
                case::compare("reply", &exchange.reply, &found)
                    .map_err(|difference| format!("{}: {difference}", file.display()))?;
            }
            // As a device holds it: what no message changed is not written again, and says nothing of parents that a leaf implies.
            let state = fs::read(folder.path().join("state.json"))?;
            let mut device = Device::new();
            for tree in demo::trees() {
                device = device.mount_tree(tree)?;
            }
            device.load_state(&serde_json::from_slice(&state)?)?;
            case.check_state(device.save_state())
                .map_err(|difference| format!("{}: {difference}", file.display()))?;
            answered += 1;
        }
    }
    assert!(answered > 60, "{answered} cases were answered");
    Ok(())
}
