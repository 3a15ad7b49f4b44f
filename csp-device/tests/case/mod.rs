//! Case files: a device's state, a request, and what is expected of the reply and of the state after it.

mod agent;
pub(crate) mod encoding;
pub(crate) mod request;
pub(crate) mod transcript;

use std::borrow::Cow;

use csp_device::Device;
use csp_device::{Limits, MountError, Profile, State};
use csp_schema::{OsBuild, UnknownEdition};
use syncml::Encoding;

use crate::demo;

/// A case file, its sections still text.
#[derive(Default)]
pub(crate) struct Case<'t> {
    pub(crate) settings: Vec<&'t str>,
    state: Option<Vec<&'t str>>,
    pub(crate) exchanges: Vec<Exchange<'t>>,
    after: Option<Vec<&'t str>>,
}

/// A request and its reply.
#[derive(Default)]
pub(crate) struct Exchange<'t> {
    pub(crate) request: Vec<&'t str>,
    pub(crate) reply: Vec<&'t str>,
    /// Where another one is due in WBXML.
    wbxml: Option<Vec<&'t str>>,
}

impl<'t> Exchange<'t> {
    /// The lines that are expected in an encoding.
    pub(crate) fn reply(&self, encoding: Encoding) -> Vec<Cow<'t, str>> {
        let reply = match (encoding, &self.wbxml) {
            (Encoding::Wbxml(_), Some(reply)) => reply,
            _ => &self.reply,
        };
        reply
            .iter()
            .map(|line| encoding::kept(line, encoding))
            .collect()
    }
}

impl<'t> Case<'t> {
    pub(crate) fn parse(text: &'t str) -> Result<Self, String> {
        let mut case = Self::default();
        let mut section = None;
        for (number, line) in text.lines().enumerate() {
            let number = number + 1;
            if let Some(name) = line.strip_prefix("--- ") {
                match name.trim() {
                    "request" => case.exchanges.push(Exchange::default()),
                    "reply" | "reply in WBXML" if case.exchanges.is_empty() => {
                        return Err(format!("line {number}: a reply before any request"));
                    }
                    "state" => case.state = Some(Vec::new()),
                    "state after" => case.after = Some(Vec::new()),
                    "settings" | "reply" | "reply in WBXML" => {}
                    other => return Err(format!("line {number}: no section is called `{other}`")),
                }
                section = Some(name.trim());
                continue;
            }
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let lines = match (section, case.exchanges.last_mut()) {
                (Some("settings"), _) => &mut case.settings,
                (Some("state"), _) => case.state.get_or_insert_default(),
                (Some("state after"), _) => case.after.get_or_insert_default(),
                (Some("request"), Some(exchange)) => &mut exchange.request,
                (Some("reply"), Some(exchange)) => &mut exchange.reply,
                (Some("reply in WBXML"), Some(exchange)) => exchange.wbxml.get_or_insert_default(),
                _ => return Err(format!("line {number}: text before the first section")),
            };
            lines.push(line);
        }
        if case.exchanges.is_empty() {
            Err("the case has no request".to_owned())
        } else {
            Ok(case)
        }
    }

    /// Has a device answer the requests, in an encoding.
    pub(crate) fn run(&self, encoding: Encoding) -> Result<(), String> {
        let mut device = self.device()?;
        for exchange in &self.exchanges {
            let request = request::build(&exchange.request)?;
            let bytes = encoding::encode(&request, encoding)?;
            let reply = device
                .handle(&bytes)
                .map_err(|error| format!("the request is no message: {error}\n{request}"))?;
            if !reply.is_empty() && Encoding::of(&reply) != encoding {
                return Err("the reply is in another encoding than the request".to_owned());
            }
            let found = transcript::of(&reply)?;
            compare("reply", &exchange.reply(encoding), &found)?;
        }
        self.check_state(device.save_state())
    }

    /// Whether what is stored afterwards is what the case expects, where it says so.
    pub(crate) fn check_state(&self, found: State) -> Result<(), String> {
        let Some(expected) = &self.after else {
            return Ok(());
        };
        let found = found.into_iter().map(|(uri, value)| match value {
            None => uri,
            Some(value) if value.is_empty() => format!("{uri} ="),
            Some(value) => format!("{uri} = {}", transcript::escape(&value)),
        });
        compare("state after", expected, &found.collect::<Vec<_>>())
    }

    /// What the device holds before the first request.
    pub(crate) fn state(&self) -> State {
        let mut state = State::new();
        for line in self.state.iter().flatten() {
            let (uri, value) = match line.split_once(" = ") {
                Some((uri, value)) => (uri, Some(transcript::unescape(value))),
                None => match line.trim_end().strip_suffix(" =") {
                    Some(uri) => (uri, Some(String::new())),
                    None => (*line, None),
                },
            };
            state.insert(uri.trim().to_owned(), value);
        }
        state
    }

    fn device(&self) -> Result<Device, String> {
        let mut device = demo::device();
        let mut limits = Limits::default();
        let refused = |error: MountError| error.to_string();
        for setting in &self.settings {
            let (key, value) = setting.split_once('=').unwrap_or((setting, ""));
            let number = || {
                value
                    .trim()
                    .parse()
                    .map_err(|_| format!("`{setting}`: not a number"))
            };
            device = match (key.trim(), value.trim()) {
                ("handlers", "yes") => device.mount(agent::mounted()).map_err(refused)?,
                ("user", "none") => device.with_user(None),
                ("profile", "strict") => device.with_profile(Profile::Strict),
                ("sequences", "stop") => device.with_stopping_sequences(true),
                ("any value", "yes") => device.with_any_value(true),
                ("unavailable", uri) => device.with_unavailable(uri).map_err(refused)?,
                ("build", build) => device.with_build(OsBuild::parse(build)),
                ("edition", edition) => {
                    let edition = edition
                        .parse()
                        .map_err(|error: UnknownEdition| error.to_string())?;
                    device.with_edition(Some(edition))
                }
                ("uri bytes", _) => {
                    limits.loc_uri_bytes = number()?;
                    device
                }
                ("value bytes", _) => {
                    limits.value_bytes = number()?;
                    device
                }
                ("reply bytes", _) => {
                    limits.reply_bytes = number()?;
                    device
                }
                ("tree nodes", _) => {
                    limits.tree_nodes = number()?;
                    device
                }
                _ => return Err(format!("there is no setting `{setting}`")),
            };
        }
        device = device.with_limits(limits);
        device
            .load_state(&self.state())
            .map_err(|error| error.to_string())?;
        Ok(device)
    }
}

pub(crate) fn compare<L: AsRef<str>>(
    what: &str,
    expected: &[L],
    found: &[String],
) -> Result<(), String> {
    let expected: Vec<_> = expected.iter().map(AsRef::as_ref).collect();
    if expected
        .iter()
        .map(|line| line.trim_end())
        .eq(found.iter().map(String::as_str))
    {
        return Ok(());
    }
    Err(format!(
        "the {what} differs\n--- expected\n{}\n--- found\n{}\n",
        expected.join("\n"),
        found.join("\n")
    ))
}
