//! Case files: a device's state, a request, and what is expected of the reply and of the state after it.

mod agent;
pub(crate) mod request;
pub(crate) mod transcript;

use csp_device::Device;
use csp_device::{Limits, MountError, Profile, State};
use csp_schema::{OsBuild, UnknownEdition};

use crate::demo;

/// A case file, its sections still text.
#[derive(Default)]
pub(crate) struct Case<'t> {
    pub(crate) settings: Vec<&'t str>,
    state: Option<Vec<&'t str>>,
    /// Requests and their replies, in turn.
    pub(crate) exchanges: Vec<(Vec<&'t str>, Vec<&'t str>)>,
    after: Option<Vec<&'t str>>,
}

impl<'t> Case<'t> {
    pub(crate) fn parse(text: &'t str) -> Result<Self, String> {
        let mut case = Self::default();
        let mut section = None;
        for (number, line) in text.lines().enumerate() {
            let number = number + 1;
            if let Some(name) = line.strip_prefix("--- ") {
                match name.trim() {
                    "request" => case.exchanges.push(Default::default()),
                    "reply" if case.exchanges.is_empty() => {
                        return Err(format!("line {number}: a reply before any request"));
                    }
                    "state" => case.state = Some(Vec::new()),
                    "state after" => case.after = Some(Vec::new()),
                    "settings" | "reply" => {}
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
                (Some("request"), Some((request, _))) => request,
                (Some("reply"), Some((_, reply))) => reply,
                _ => return Err(format!("line {number}: text before the first section")),
            };
            lines.push(line);
        }
        match case.exchanges.is_empty() {
            true => Err("the case has no request".to_owned()),
            false => Ok(case),
        }
    }

    pub(crate) fn run(&self) -> Result<(), String> {
        let mut device = self.device()?;
        for (request, expected) in &self.exchanges {
            let request = request::build(request)?;
            let reply = device
                .handle(request.as_bytes())
                .map_err(|error| format!("the request is no message: {error}\n{request}"))?;
            let found = transcript::of(&reply)?;
            compare("reply", expected, &found)?;
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

pub(crate) fn compare(what: &str, expected: &[&str], found: &[String]) -> Result<(), String> {
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
