//! What there is to say of a text: what `csp lint` finds in a profile, what it mends, and what `csp explain` says of all else.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use admx::PolicySet;
use csp_device::Device;
use csp_profile::Carrier;
use csp_profile::lint::{Definitions, Linted, Linter};
use csp_schema::Tree;
use serde_json::{Map, Value};
use syncml::{Message, Verb};

use super::links::Pages;
use super::question::{Check, Fix};
use crate::definitions::mounted;
use crate::error::CommandError;
use crate::explain::{Context, Request, Subject};
use crate::lint::{Asked, Baseline, Config, LintedFile, Report, Settings, Shown};

/// What answers.
pub(crate) struct Answers {
    settings: Settings,
    /// What was found already when somebody began to look.
    baseline: Baseline,
    linter: Linter,
    /// The definitions again, as replies are explained by them.
    device: Mutex<Device>,
    pages: Pages,
}

impl Answers {
    /// Answers by definitions and templates as the commands do that are run in the current folder. `pages` has the path of each node's page.
    pub(crate) fn new(
        trees: Vec<Tree>,
        templates: PolicySet,
        pages: BTreeMap<String, String>,
    ) -> Result<Self, CommandError> {
        let trees: Vec<Arc<Tree>> = trees.into_iter().map(Arc::new).collect();
        let settings = Settings::new(&Asked::default(), Config::here()?)?;
        let definitions = Definitions::new(trees.iter().cloned(), false);
        let baseline = settings.baseline.as_deref().map(Baseline::read);
        Ok(Self {
            linter: settings.linter_of(definitions, templates)?,
            baseline: baseline.transpose()?.unwrap_or_default(),
            settings,
            device: mounted(trees)?.into(),
            pages: Pages(pages),
        })
    }

    pub(super) fn check(&self, asked: &Check) -> Result<Value, String> {
        let (text, name) = (&asked.text.0, &asked.name.0);
        match subject(text) {
            Some(subject) => self.explained(&subject, &asked.request.0),
            None => Ok(self.found(name, self.linter.lint(name, text.as_bytes()))),
        }
    }

    pub(super) fn fix(&self, asked: &Fix) -> Result<Value, String> {
        let (name, bytes) = (&asked.name.0, asked.text.0.as_bytes());
        let fixed = match asked.finding {
            Some(nth) => {
                let mut shown = self.shown(name);
                self.linter.fix_one(name, bytes, |all| {
                    all.iter().filter(|finding| shown.has(finding)).nth(nth)
                })
            }
            None => self.linter.fix(name, bytes, false),
        };
        let fixed = fixed.ok_or("there is no such fix: check the text again")?;
        let mut answer = self.found(name, fixed.linted);
        answer["text"] = fixed.text.into();
        answer["count"] = fixed.count.into();
        Ok(answer)
    }

    fn found(&self, name: &str, mut linted: Linted) -> Value {
        let dialect = linted.dialect.map(|dialect| dialect.name());
        let mut shown = self.shown(name);
        linted.findings.retain(|finding| shown.has(finding));
        let report = Report {
            known: shown.known,
            files: vec![LintedFile {
                name: name.to_owned(),
                linted,
            }],
        };
        let mut answer = self.answer("lint", report.json());
        answer["dialect"] = dialect.into();
        answer
    }

    /// What is shown of the findings of a file, by its name.
    fn shown(&self, name: &str) -> Shown<'_> {
        Shown::of(&self.settings, &self.baseline, Some(Path::new(name)))
    }

    fn explained(&self, subject: &Subject, request: &str) -> Result<Value, String> {
        let request = Some(request.trim()).filter(|request| !request.is_empty());
        let request = request.map(|request| Request {
            name: "the request".to_owned(),
            bytes: request.as_bytes().to_vec(),
        });
        let mut device = self.device.lock().unwrap_or_else(PoisonError::into_inner);
        let options = &self.linter.options;
        let mut context = Context {
            device: &mut device,
            policies: &self.linter.templates,
            is_shipped: false,
            build: options.os_build,
            edition: options.edition,
        };
        let answer = subject.explain(&mut context, request.as_ref());
        let answer = answer.map_err(|error| error.in_words())?;
        Ok(self.answer("explain", answer.json()))
    }

    /// What was said, under its kind, with the pages of the nodes that it speaks of.
    fn answer(&self, kind: &str, said: Value) -> Value {
        let links = self.pages.links(&self.linter.definitions, &said);
        let links = links.into_iter().map(|(uri, page)| (uri, page.into()));
        let links = Value::Object(links.collect());
        let members = [(kind.to_owned(), said), ("links".to_owned(), links)];
        Value::Object(Map::from_iter(members))
    }
}

/// What is to be explained, where a text is no profile.
fn subject(text: &str) -> Option<Subject> {
    let is_xml = text
        .trim_start_matches('\u{FEFF}')
        .trim_start()
        .starts_with('<');
    if is_xml {
        let message = Message::parse(text.as_bytes()).ok()?;
        return is_reply(&message).then(|| Subject::Reply(text.as_bytes().to_vec()));
    }
    match Carrier::detect(text) {
        Some(_) => None,
        None => Subject::of_text(text),
    }
}

/// Whether a message comes from a device: that of a server has Statuses too, beside what it asks for.
fn is_reply(message: &Message<'_>) -> bool {
    let has = |is: fn(&Verb<'_>) -> bool| message.commands.iter().any(|command| is(&command.verb));
    has(|verb| *verb == Verb::Status)
        && !has(|verb| !matches!(verb, Verb::Status | Verb::Results | Verb::Alert))
}
