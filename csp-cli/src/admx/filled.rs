//! A policy that is filled in: the node that it is set at, and the payload.

use std::path::PathBuf;

use admx::{DISABLED, ElementKind, Policy, PolicySet, Value};
use clap::Args;
use csp_check::Nearest;
use csp_schema::same_node::same_node;

use super::resolve::backings;
use super::templates::{Templates, app_name};
use crate::error::CommandError;
use crate::overlay::Overlays;
use crate::{input, notes};

/// Which policy, and what it is set to.
#[derive(Args)]
pub(super) struct Filled {
    /// The URI of the policy's node: of an ingested policy as `csp admx list --app NAME` shows it, of one of Windows with --ddf.
    #[arg(value_name = "URI")]
    uri: String,
    #[command(flatten)]
    templates: Templates,
    /// DDF files, folders or zips with the node, where it is one of Windows. May be given several times.
    #[arg(long, value_name = "PATH")]
    ddf: Vec<PathBuf>,
    #[command(flatten)]
    overlays: Overlays,
    /// The value of an element. An id that is given several times gives the texts of a multiText, or the values of a list, which are `name=value` where people name them.
    #[arg(long = "set", value_name = "ID=VALUE", value_parser = setting)]
    settings: Vec<(String, String)>,
    /// Disables the policy.
    #[arg(long, conflicts_with = "settings")]
    disabled: bool,
}

fn setting(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=');
    let (id, value) = pair.ok_or("write `id=value`")?;
    Ok((id.to_owned(), value.to_owned()))
}

impl Filled {
    pub(super) fn uri(&self) -> &str {
        &self.uri
    }

    /// The templates.
    pub(super) fn read(&self) -> Result<PolicySet, CommandError> {
        self.templates.read_whole()
    }

    /// The policy of the node.
    pub(super) fn policy<'s>(&self, set: &'s PolicySet) -> Result<Policy<'s>, CommandError> {
        if !self.ddf.is_empty() {
            return self.backed(set);
        }
        if let Some(app) = app(&self.uri) {
            let wrong =
                |why| CommandError::new(format_args!("the app `{app}` of {}: {why}", self.uri));
            app_name(app).map_err(wrong)?;
        }
        ingested(set, &self.uri).ok_or_else(|| match self.meant(set) {
            Some(meant) => self.no_policy(&format!("did you mean {meant}?")),
            None => self.no_policy("`csp admx list --app NAME` shows those of ingested policies, and --ddf names the definitions of others"),
        })
    }

    fn no_policy(&self, advice: &str) -> CommandError {
        let uri = &self.uri;
        CommandError::new(format_args!(
            "no policy of the templates has the node {uri}: {advice}"
        ))
    }

    /// The node of the policy that the end of the URI names, or all but names.
    fn meant(&self, set: &PolicySet) -> Option<String> {
        let name = self.uri.rsplit(['/', '\\']).next()?;
        let near = Nearest::of(name.trim(), set.policies().map(|policy| policy.name()));
        let name = near.only()?;
        let policy = set.files().find_map(|file| file.policy(name))?;
        let app = self
            .uri
            .rsplit(['/', '\\'])
            .find_map(|part| part.split_once('~'));
        let app = app.map(|(app, _)| app).filter(|app| app_name(app).is_ok());
        let uris = policy.ingested_uris(app.unwrap_or("NAME"));
        let is_user = self.uri.starts_with("./User");
        let same = uris
            .iter()
            .position(|uri| uri.starts_with("./User") == is_user);
        uris.into_iter().nth(same.unwrap_or(0))
    }

    /// The policy behind a node of the definitions.
    fn backed<'s>(&self, set: &'s PolicySet) -> Result<Policy<'s>, CommandError> {
        let (model, report) = input::model(&self.ddf, &self.overlays);
        if report.has_errors() {
            notes::report(&report);
        }
        let same = |uri: &str| same_node(uri, &self.uri);
        if let Some(node) = model.nodes().find(|node| same(&node.uri())) {
            let backings = backings(node);
            let mut policies = backings.into_iter();
            let policy = policies.find_map(|backing| set.resolve(backing).policy());
            let advice = "`csp admx resolve` shows which nodes of the definitions have theirs";
            return policy.ok_or_else(|| self.no_policy(advice));
        }
        let backed = model.nodes().filter(|node| !backings(*node).is_empty());
        let uris: Vec<String> = backed.map(|node| node.uri()).collect();
        let near = Nearest::of(&self.uri, uris.iter().map(String::as_str));
        let advice = match near.only() {
            Some(meant) => format!("did you mean {meant}?"),
            None => "the definitions have no such node".to_owned(),
        };
        Err(self.no_policy(&advice))
    }

    /// The payload; every value that is wrong is told.
    pub(super) fn payload(&self, policy: Policy<'_>) -> Result<String, CommandError> {
        if self.disabled {
            return Ok(DISABLED.to_owned());
        }
        let settings = self.settings.iter();
        let values: Vec<(&str, &str)> = settings.map(|(id, value)| (&**id, &**value)).collect();
        let payload = policy.payload(&values).map_err(|errors| {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            CommandError::new(lines.join("\nerror: "))
        })?;
        for (id, what) in beyond_defaults(policy, &values) {
            notes::note(format_args!(
                "note: `{id}` has more than {what}, the default of templates: no source says whether devices hold a value to it"
            ));
        }
        for id in deleting(policy, &values) {
            notes::note(format_args!(
                "note: `{id}` is empty, for the choice that deletes the registry value: no source says what Windows takes for it"
            ));
        }
        Ok(payload)
    }
}

/// The values that are beyond what holds by default, where a template states nothing.
fn beyond_defaults<'s>(policy: Policy<'s>, values: &[(&str, &str)]) -> Vec<(&'s str, String)> {
    let mut beyond = Vec::new();
    for element in policy.elements() {
        let of_element = values.iter().filter(|(id, _)| *id == element.id());
        let mut given = of_element.map(|(_, value)| *value);
        let what = match element.kind() {
            ElementKind::Decimal(limits) | ElementKind::LongDecimal(limits)
                if limits.max.is_none() =>
            {
                let is_more =
                    |value: &str| value.parse().is_ok_and(|number: u64| number > limits.max());
                given.any(is_more).then(|| limits.max().to_string())
            }
            ElementKind::Text(text) if text.max_length.is_none() => {
                let most = text.max_length();
                let is_more = |value: &str| value.encode_utf16().count() as u64 > most;
                given.any(is_more).then(|| format!("{most} characters"))
            }
            _ => None,
        };
        beyond.extend(what.map(|what| (element.id(), what)));
    }
    beyond
}

/// The enums that are set to a choice which deletes the registry value.
fn deleting<'s>(policy: Policy<'s>, values: &[(&str, &str)]) -> impl Iterator<Item = &'s str> {
    let elements = policy.elements().filter(|element| {
        element
            .choices()
            .any(|choice| *choice.value() == Value::Delete)
    });
    let is_empty = |id: &str| values.contains(&(id, ""));
    elements
        .map(|element| element.id())
        .filter(move |id| is_empty(id))
}

/// The app that a URI of an ingested policy names: what is before the first `~` of its area.
pub(super) fn app(uri: &str) -> Option<&str> {
    let (area, _) = uri.rsplit_once('/')?;
    let (_, area) = area.rsplit_once('/')?;
    area.split_once('~').map(|(app, _)| app)
}

/// The policy that a device offers at a URI once its file is ingested.
fn ingested<'s>(set: &'s PolicySet, uri: &str) -> Option<Policy<'s>> {
    let app = app(uri)?;
    let is_there = |policy: &Policy<'_>| {
        let uris = policy.ingested_uris(app);
        uris.iter().any(|own| same_node(own, uri))
    };
    set.policies().find(is_there)
}
