//! A device that counts what it carries out, and sends its messages to either server until one answers.

use std::collections::BTreeMap;
use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

use csp_device::Device as Tree;
use csp_runtime::value::Xml;
use csp_runtime::{Context, Exec, StatusCode};
use csp_session::{Credentials, DevInfo, DeviceSession, End, Step};
use csp_windows::application_control as control;
use csp_windows::enterprise_desktop_app_management as edam;

use crate::random::Random;
use crate::servers::{PASSWORD, USER};

/// How long a device tries to get an answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where the devices are: what they have in common.
pub(crate) struct World {
    servers: [String; 2],
    /// How many messages had no answer, and how many had one from each server.
    lost: AtomicUsize,
    repeated: AtomicUsize,
}

impl World {
    pub(crate) fn new(servers: [String; 2]) -> Self {
        Self {
            servers,
            lost: AtomicUsize::new(0),
            repeated: AtomicUsize::new(0),
        }
    }

    pub(crate) fn lost_and_repeated(&self) -> (usize, usize) {
        let count = |count: &AtomicUsize| count.load(Ordering::Relaxed);
        (count(&self.lost), count(&self.repeated))
    }
}

/// How often each product was installed.
type Installed = Arc<Mutex<BTreeMap<String, u32>>>;

struct Installer(Installed);

impl Installer {
    fn install(
        &mut self,
        _: &mut Context<'_>,
        node: edam::At<'_, edam::node::MsiDownloadInstall>,
        _: Xml<'_>,
    ) -> Result<Exec, StatusCode> {
        *self
            .0
            .lock()
            .unwrap()
            .entry(node.product_id().to_owned())
            .or_default() += 1;
        Ok(Exec::Done)
    }

    fn status(
        &mut self,
        _: &mut Context<'_>,
        node: edam::At<'_, edam::node::MsiStatus>,
    ) -> Result<edam::MsiStatus, StatusCode> {
        Ok(match self.0.lock().unwrap().get(node.product_id()) {
            Some(1) => edam::MsiStatus::ENFORCEMENT_COMPLETED,
            _ => edam::MsiStatus::ENFORCEMENT_FAILED,
        })
    }
}

pub(crate) struct Device<'a> {
    world: &'a World,
    name: &'a str,
    tree: Tree,
    installed: Installed,
    nonce: Vec<u8>,
    sessions: u32,
    random: Random,
}

impl<'a> Device<'a> {
    pub(crate) fn new(world: &'a World, name: &'a str, seed: u64) -> Self {
        let installed = Installed::default();
        let installer = edam::csp(Installer(Arc::clone(&installed)))
            .exec(edam::node::MsiDownloadInstall, Installer::install)
            .get(edam::node::MsiStatus, Installer::status);
        let tree = Tree::new().mount(installer).unwrap();
        Self {
            world,
            name,
            tree: tree.mount(control::in_memory()).unwrap(),
            installed,
            nonce: Vec::new(),
            sessions: 0,
            random: Random::new(seed),
        }
    }

    pub(crate) fn name(&self) -> &str {
        self.name
    }

    /// The products that were installed, and how often.
    pub(crate) fn installed(&self) -> BTreeMap<String, u32> {
        self.installed.lock().unwrap().clone()
    }

    /// Has a session, from its beginning to its good end.
    pub(crate) fn keep_session(&mut self) {
        self.sessions += 1;
        let info = DevInfo::new(self.name);
        let mut session = DeviceSession::new(self.sessions.to_string(), "http://servers/", info)
            .with_large_objects()
            .with_max_message(4000)
            .with_credentials(Credentials::md5(USER, PASSWORD, self.nonce.clone()));
        let mut next = Step::Send(session.start(&mut self.tree).unwrap());
        let end = loop {
            let message = match next {
                Step::Send(message) => message,
                Step::End(end) => break end,
            };
            let answer = self.post(&message);
            next = session.receive(&mut self.tree, &answer).unwrap();
        };
        assert_eq!(
            end,
            End::Complete,
            "session {} of {}",
            self.sessions,
            self.name
        );
        self.nonce = session.nonce().to_vec();
    }

    /// Sends a message to one server, the other one, or both at once, until there is an answer. Now and then it does not wait for one.
    fn post(&mut self, message: &[u8]) -> Vec<u8> {
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            let which = self.random.below(3) as usize;
            let servers = self.world.servers.get(which..=which);
            let servers = servers.unwrap_or(&self.world.servers).iter();
            let sent: Vec<_> = servers
                .filter_map(|server| send(server, message).ok())
                .collect();
            if self.random.below(8) > 0 {
                let answers = sent.into_iter().filter_map(|stream| self.answer(stream));
                let mut answers: Vec<_> = answers.collect();
                if let [one, other] = &answers[..] {
                    assert!(one == other, "{}: not the same answer", self.name);
                    self.world.repeated.fetch_add(1, Ordering::Relaxed);
                }
                if let Some(answer) = answers.pop() {
                    return answer;
                }
            }
            self.world.lost.fetch_add(1, Ordering::Relaxed);
            sleep(Duration::from_millis(10 + self.random.below(40)));
        }
        panic!("{} has no answer", self.name);
    }

    /// What a server answers, where there is all of it.
    fn answer(&self, mut stream: TcpStream) -> Option<Vec<u8>> {
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        match whole(&answer)? {
            (200, answer) => Some(answer),
            (503, _) => None,
            (code, reason) => {
                let reason = String::from_utf8_lossy(&reason);
                panic!("{}: {code} {reason}", self.name)
            }
        }
    }
}

/// Posts a message to a server.
fn send(server: &str, message: &[u8]) -> io::Result<TcpStream> {
    let head = format!(
        "POST / HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        message.len()
    );
    let mut stream = TcpStream::connect(server)?;
    stream.set_read_timeout(Some(Duration::from_secs(15)))?;
    stream.write_all(&[head.as_bytes(), message].concat())?;
    Ok(stream)
}

/// The code and the body of a response that is not cut off.
fn whole(response: &[u8]) -> Option<(u16, Vec<u8>)> {
    let end = response.windows(4).position(|bytes| bytes == b"\r\n\r\n")?;
    let (head, body) = response.split_at(end + 4);
    let head = std::str::from_utf8(head).ok()?.to_lowercase();
    let code = head.split(' ').nth(1)?.parse().ok()?;
    let mut lines = head.lines();
    let length: usize =
        lines.find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())?;
    (length == body.len()).then(|| (code, body.to_vec()))
}
