//! The example device and the example server, as programs of their own on loopback: whole sessions, and programs that are killed in the middle.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod program;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::thread::spawn;

use program::{Running, database, example, free_address};
use syncml::{Message, Verb};

const POLICY: &str =
    "./Vendor/MSFT/ApplicationControl/Policies/%7B0283AC0F-FFF1-49AE-ADA1-8A933130CAD6%7D/Policy";
const PROVIDER: &str =
    "./Device/Vendor/MSFT/EnrollmentStatusTracking/DevicePreparation/PolicyProviders/Contoso";

/// A folder with the commands for the device and what both ends keep.
struct World {
    folder: tempfile::TempDir,
    policy: String,
}

impl World {
    fn new() -> Self {
        let world = Self {
            folder: tempfile::tempdir().unwrap(),
            policy: "QUJD".repeat(4000),
        };
        let item = |verb: &str, uri: &str, rest: &str| {
            format!(
                "<{verb}><CmdID>1</CmdID><Item><Target><LocURI>{uri}</LocURI></Target>{rest}</Item></{verb}>"
            )
        };
        let format = |format: &str, data: &str| {
            format!(
                "<Meta><Format xmlns=\"syncml:metinf\">{format}</Format></Meta><Data>{data}</Data>"
            )
        };
        let commands = [
            item("Add", PROVIDER, &format("node", "")),
            item("Add", POLICY, &format("b64", &world.policy)),
            item("Get", POLICY, ""),
            item(
                "Replace",
                &format!("{PROVIDER}/InstallationState"),
                &format("int", "3"),
            ),
            item("Get", PROVIDER, ""),
        ];
        for (number, command) in commands.iter().enumerate() {
            fs::write(world.path(&format!("{number}.xml")), command).unwrap();
        }
        world
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Starts the server and waits until it listens.
    fn server(&self, listen: &str) -> Running {
        let mut command = example("server");
        command.args([
            "--listen",
            listen,
            "--user",
            "Bruce2",
            "--password",
            "OhBehave",
        ]);
        command
            .args(["--max-message", "6000"])
            .arg("--database")
            .arg(self.path("server.sqlite"));
        for number in 0..5 {
            command
                .arg("--commands")
                .arg(self.path(&format!("{number}.xml")));
        }
        let (server, mut lines) = Running::start(&mut command);
        let first = lines.next().unwrap().unwrap();
        assert!(first.starts_with("listening on http://"), "{first}");
        // What it says later goes nowhere, but somebody has to take it.
        spawn(move || lines.for_each(drop));
        server
    }

    fn device(&self, address: &str, password: &str) -> Command {
        let mut command = example("device");
        command.args(["--server", &format!("http://{address}/"), "--id", "d1"]);
        command.args([
            "--user",
            "Bruce2",
            "--password",
            password,
            "--max-message",
            "5000",
        ]);
        command.arg("--state").arg(self.path("device.json"));
        command
    }

    /// Runs the device to its end: its exit code, and what it said.
    fn run_device(&self, address: &str, password: &str) -> (Option<i32>, String) {
        let (device, lines) = Running::start(&mut self.device(address, password));
        let said: Vec<_> = lines.map(|line| line.unwrap()).collect();
        (device.code(), said.join("\n"))
    }

    fn tree(&self) -> BTreeMap<String, Option<String>> {
        match fs::read(self.path("device.json")) {
            Ok(bytes) => serde_json::from_slice(&bytes).unwrap(),
            Err(_) => BTreeMap::new(),
        }
    }

    /// The nonce for which the device proves itself in the next session, which both ends have kept.
    fn nonce(&self) -> Vec<u8> {
        let kept: Vec<u8> =
            serde_json::from_slice(&fs::read(self.path("device.nonce")).unwrap()).unwrap();
        let session = database::rows(&self.path("server.sqlite"), "SELECT session FROM device");
        let session: serde_json::Value = serde_json::from_str(&session[0][0]).unwrap();
        let expected: Vec<u8> = serde_json::from_value(session["given"].clone()).unwrap();
        assert_eq!(kept, expected);
        assert!(!kept.is_empty());
        kept
    }

    /// The commands that the server had an answer to, each by its verb and LocURI, with the code.
    fn acknowledged(&self) -> Vec<(String, u16)> {
        let answered = "SELECT commands, message FROM answer JOIN batch ON batch.id = answer.batch WHERE answer.device = 'd1' ORDER BY batch.id";
        let done = database::rows(&self.path("server.sqlite"), answered);
        done.iter()
            .map(|pair| {
                let commands = Message::parse(pair[0].as_bytes()).unwrap();
                let answer = Message::parse(pair[1].as_bytes()).unwrap();
                let status = answer.top_level().filter(|c| c.verb == Verb::Status).nth(1);
                let code = status.and_then(|status| status.status_code()).unwrap();
                let command = commands.command(0).unwrap();
                let uri = command.items()[0].target.as_deref().unwrap();
                (format!("{} {uri}", command.verb), code.code())
            })
            .collect()
    }

    /// What the server was told is in the device's file.
    fn check(&self, when: &str) {
        let tree = self.tree();
        for (command, code) in self.acknowledged() {
            assert!(code < 300 || code == 418, "{when}: {command} {code}");
            let stored = |uri: &str| tree.get(uri).cloned();
            match command.split_once(' ').unwrap() {
                ("Add", POLICY) => {
                    assert_eq!(stored(POLICY), Some(Some(self.policy.clone())), "{when}");
                }
                ("Add", PROVIDER) => assert_eq!(stored(PROVIDER), Some(None), "{when}"),
                ("Replace", uri) => assert_eq!(stored(uri), Some(Some("3".to_owned())), "{when}"),
                _ => {}
            }
        }
    }

    /// Everything was done in the end, and once.
    fn check_complete(&self, when: &str) {
        self.check(when);
        assert_eq!(self.acknowledged().len(), 5, "{when}");
        // The provider with its state, and the policy with its content.
        assert_eq!(self.tree().len(), 4, "{when}: {:?}", self.tree().keys());
    }
}

#[test]
fn a_session_with_authentication_and_large_objects() {
    let world = World::new();
    let address = free_address();
    let _server = world.server(&address);
    let (code, said) = world.run_device(&address, "OhBehave");
    assert_eq!(code, Some(0), "{said}");
    for line in [
        "-> 1 Alert 1201",
        "<- 1 SyncHdr 0: 407 Credentials missing",
        "-> 2 Alert 1224 com.microsoft/MDM/LoginStatus = user",
        "<- 2 SyncHdr 0: 212 Authenticated",
        ": 213 Chunk accepted",
        "Replace 3: 200 OK",
        "bytes and more",
        "Results 4 ./Device/Vendor/MSFT/EnrollmentStatusTracking/DevicePreparation/PolicyProviders/Contoso = InstallationState/",
        "the session is over: all was said",
    ] {
        assert!(said.contains(line), "`{line}` is not in\n{said}");
    }
    world.check_complete("after the session");
    let nonce = world.nonce();
    // Nothing is left to do: the next session is short.
    let (_, again) = world.run_device(&address, "OhBehave");
    assert!(!again.contains("Policies"), "{again}");
    assert_ne!(world.nonce(), nonce);
    world.check_complete("after the next session");
}

#[test]
fn a_device_with_a_wrong_password() {
    let world = World::new();
    let address = free_address();
    let _server = world.server(&address);
    let (code, said) = world.run_device(&address, "wrong");
    assert!(
        said.ends_with("--user and --password have to be the server's"),
        "{said}"
    );
    assert_eq!(code, Some(1));
    assert_eq!(world.acknowledged().len(), 0);
    assert_eq!(world.tree().len(), 0);
}

/// Runs the device until it has said so many lines, then does something to it or to the world. Its exit code, if it said so many.
fn interrupt(
    world: &World,
    address: &str,
    count: usize,
    act: impl FnOnce(&Running),
) -> Option<Option<i32>> {
    let (device, mut lines) = Running::start(&mut world.device(address, "OhBehave"));
    let was_reached = lines.by_ref().take(count).count() == count;
    if was_reached {
        act(&device);
    }
    lines.for_each(drop);
    let code = device.code();
    was_reached.then_some(code)
}

#[test]
fn a_device_that_is_killed() {
    let (mut kills, mut went_on) = (0, 0);
    for lines in (2..).step_by(7) {
        let world = World::new();
        let address = free_address();
        let _server = world.server(&address);
        let was_killed = interrupt(&world, &address, lines, Running::kill);
        world.check(&format!("killed after {lines} lines"));
        let (code, said) = world.run_device(&address, "OhBehave");
        assert_eq!(code, Some(0), "killed after {lines} lines: {said}");
        world.check_complete(&format!("killed after {lines} lines, and run again"));
        if was_killed.is_none() {
            break;
        }
        kills += 1;
        went_on += usize::from(said.starts_with("the last session"));
    }
    // The same session goes on from the first message that was answered.
    assert!(kills > 3 && went_on >= kills - 2, "{went_on} of {kills}");
}

#[test]
fn a_server_that_is_killed() {
    let (mut kills, mut went_on) = (0, 0);
    for lines in (2..).step_by(9) {
        let world = World::new();
        let address = free_address();
        let mut server = Some(world.server(&address));
        let was_killed = interrupt(&world, &address, lines, |_| {
            drop(server.take());
            world.check(&format!("killed after {lines} lines"));
            server = Some(world.server(&address));
        });
        assert!(server.is_some());
        world.check(&format!("killed after {lines} lines, and back"));
        assert_eq!(world.run_device(&address, "OhBehave").0, Some(0));
        world.check_complete(&format!("killed after {lines} lines, and called again"));
        let Some(code) = was_killed else { break };
        kills += 1;
        went_on += usize::from(code == Some(0));
    }
    // The same session goes on in the server's next process, also where the device had not yet proved who it is.
    assert!(kills > 3 && went_on == kills, "{went_on} of {kills}");
}
