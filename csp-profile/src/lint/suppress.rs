//! Suppressions: `<!-- csp-lint: ignore[rule] reason -->` before a command, `ignore-file[rule]` anywhere between commands.

use super::finding::{Edit, Finding};
use super::findings::Findings;
use super::rules::rule;
use crate::model::{Entry, Profile};
use crate::text::{Place, Text};

const WORD: &str = "csp-lint:";

/// How many suppressions of a file hold: each is held against each finding.
const MAX_SUPPRESSIONS: usize = 1000;

/// A comment to this program.
struct Suppression {
    /// The comment.
    place: Place,
    /// What it holds for; `None` for all of the file.
    covers: Option<Place>,
    rules: Vec<String>,
    is_used: bool,
    /// Why it does not hold.
    fault: Option<String>,
}

/// Takes out what the comments of a file silence, and finds comments that silence nothing.
pub(super) fn apply(profile: &Profile, findings: &mut Vec<Finding>, unused: &mut Findings<'_>) {
    let mut suppressions = read(profile);
    if suppressions.is_empty() {
        return;
    }
    findings.retain(|finding| {
        let mut is_shown = true;
        for suppression in suppressions.iter_mut().filter(|one| one.fault.is_none()) {
            let covers = suppression.covers.as_ref();
            let is_there = covers.is_none_or(|covers| {
                covers.start <= finding.place.start && finding.place.start < covers.end
            });
            if is_there && suppression.rules.iter().any(|rule| rule == finding.rule) {
                suppression.is_used = true;
                is_shown = false;
            }
        }
        is_shown
    });
    for suppression in suppressions {
        let place = suppression.place;
        let edit = Edit::new(place.clone(), "");
        match suppression.fault {
            Some(fault) => {
                unused.at(place, fault);
            }
            None if !suppression.is_used => {
                let names = suppression.rules.join(", ");
                unused
                    .at(
                        place,
                        format!("nothing is found here that this silences: {names}"),
                    )
                    .label("remove it")
                    .fix([edit]);
            }
            None => {}
        }
    }
}

fn read(profile: &Profile) -> Vec<Suppression> {
    let mut comments = profile
        .comments
        .iter()
        .filter(|comment| comment.as_str().trim_start().starts_with(WORD))
        .peekable();
    if comments.peek().is_none() {
        return Vec::new();
    }
    let places = Commands::of(profile);
    comments
        .filter_map(|comment| suppression(comment, &places))
        .take(MAX_SUPPRESSIONS)
        .collect()
}

fn suppression(comment: &Text, places: &Commands) -> Option<Suppression> {
    let said = comment.as_str().trim().strip_prefix(WORD)?.trim();
    let inner = comment.place();
    let place = inner.start.saturating_sub("<!--".len())..inner.end + "-->".len();
    let (verb, rest) = said.split_once('[').unwrap_or((said, ""));
    let (list, reason) = rest.split_once(']').unwrap_or_default();
    let rules: Vec<String> = list
        .split(',')
        .map(|rule| rule.trim().to_owned())
        .filter(|rule| !rule.is_empty())
        .collect();
    let covers = match verb.trim() {
        "ignore-file" => None,
        _ => Some(places.after(&place)),
    };
    let unknown = rules.iter().find(|id| rule(id).is_none());
    let fault = if places.is_inside(place.start) {
        Some("inside of a command this silences nothing, and inside of a value it is a part of the value: put it before the command".to_owned())
    } else if !matches!(verb.trim(), "ignore" | "ignore-file") || rules.is_empty() {
        Some("this silences nothing: write `csp-lint: ignore[rule] reason`, or `ignore-file[rule] reason`".to_owned())
    } else if let Some(unknown) = unknown {
        Some(format!("no rule is called `{unknown}`"))
    } else if reason.trim().is_empty() {
        Some("a suppression has a reason: write it behind the bracket".to_owned())
    } else {
        None
    };
    Some(Suppression {
        place,
        covers,
        rules,
        is_used: false,
        fault,
    })
}

/// Where commands and containers stand, in the order of the file.
#[derive(Default)]
struct Commands {
    all: Vec<Place>,
    /// Those that hold no others.
    commands: Vec<Place>,
}

impl Commands {
    fn of(profile: &Profile) -> Self {
        let mut places = Self::default();
        places.collect(&profile.entries);
        places.all.sort_by_key(|place| place.start);
        places.commands.sort_by_key(|place| place.start);
        places
    }

    fn collect(&mut self, entries: &[Entry]) {
        for entry in entries {
            match entry {
                Entry::Command(command) => {
                    self.all.push(command.place.clone());
                    self.commands.push(command.place.clone());
                }
                Entry::Group(group) => {
                    self.all.push(group.place.clone());
                    self.collect(&group.entries);
                }
            }
        }
    }

    fn is_inside(&self, at: usize) -> bool {
        let nth = self.commands.partition_point(|place| place.start <= at);
        let last = nth.checked_sub(1).and_then(|nth| self.commands.get(nth));
        last.is_some_and(|place| at < place.end)
    }

    /// The next command or container, or an empty place.
    fn after(&self, comment: &Place) -> Place {
        let nth = self.all.partition_point(|place| place.start < comment.end);
        self.all.get(nth).cloned().unwrap_or_default()
    }
}
