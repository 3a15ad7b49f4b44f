//! What must be true of a profile, whatever it is.

use std::sync::LazyLock;

use csp_profile::lint::{Definitions, Finding, LAMP, Linter, Options};
use csp_profile::{Carrier, Entry, Place, Profile, ReadError};
use csp_schema::Tree;
use csp_windows::{enrollment_status_tracking, enterprise_modern_app_management};

/// Reads a profile, writes it in every carrier and lints it: places are in the file, what was written is read, and fixes come to an end.
pub(super) fn profile(bytes: &[u8]) -> String {
    let read = Profile::read("fuzz", bytes, None);
    let mut happened = match &read {
        Ok(profile) => carried(profile),
        Err(error) => refused(error),
    };
    for rule in linted(bytes) {
        happened.push(' ');
        happened.push_str(rule);
    }
    happened
}

fn refused(error: &ReadError) -> String {
    assert!(!error.message().is_empty());
    "refused".to_owned()
}

fn carried(profile: &Profile) -> String {
    let text = profile.source.as_str();
    let is_there = |place: &Place| text.get(place.start..place.end).is_some();
    assert!(profile.faults.iter().all(|fault| is_there(&fault.place)));
    assert!(profile.entries.iter().all(|entry| places(entry, &is_there)));
    let settings = plain(profile);
    for carrier in Carrier::ALL {
        let output = profile.write(carrier);
        assert!(output.losses.iter().all(|loss| is_there(&loss.place)));
        let again = Profile::read("again", output.text.as_bytes(), Some(carrier));
        match again {
            Ok(again) if output.is_whole() => {
                assert!(plain(&again) >= settings, "{carrier}: {}", output.text)
            }
            Ok(_) => {}
            Err(error) => panic!("{carrier}: {error}\n{}", output.text),
        }
    }
    format!("{} {} faults", profile.carrier.name(), profile.faults.len())
}

/// How many settings there are, without those that are no more than the document that they hold.
fn plain(profile: &Profile) -> usize {
    let settings = profile.settings();
    settings
        .filter(|(_, setting)| setting.document.is_none())
        .count()
}

/// Whether everything in an entry has its place in the file.
fn places(entry: &Entry, is_there: &impl Fn(&Place) -> bool) -> bool {
    match entry {
        Entry::Group(group) => {
            is_there(&group.place) && group.entries.iter().all(|entry| places(entry, is_there))
        }
        Entry::Command(command) => {
            is_there(&command.place)
                && (command.settings.iter()).all(|setting| is_there(&setting.place))
        }
        other => panic!("a new kind of entry: {other:?}"),
    }
}

/// The rules that find something.
fn linted(bytes: &[u8]) -> Vec<&'static str> {
    let linted = LINTER.lint("fuzz", bytes);
    let mut rules: Vec<&str> = linted.findings.iter().map(|found| found.rule).collect();
    if let Some(source) = &linted.source {
        for finding in &linted.findings {
            hold_places(finding, source.as_str());
        }
    }
    if let Some(fixed) = LINTER.fix("fuzz", bytes, false) {
        let has_safe_fix = |finding: &&Finding| finding.fix.as_ref().is_some_and(|fix| fix.is_safe);
        let left = fixed.linted.findings.iter().find(has_safe_fix);
        assert!(left.is_none(), "{left:#?}\n{}", fixed.text);
    }
    let _ = LINTER.fix("fuzz", bytes, true);
    rules.sort_unstable();
    rules.dedup();
    rules
}

/// A finding and its edits stand in the file, and no two edits overlap.
fn hold_places(finding: &Finding, text: &str) {
    let is_there = |place: &Place| text.get(place.start..place.end).is_some();
    assert!(is_there(&finding.place), "{finding:#?}");
    assert!(finding.start <= finding.end, "{finding:#?}");
    let edits = finding.fix.as_ref().map_or(&[][..], |fix| &fix.edits);
    assert!(
        edits.iter().all(|edit| is_there(&edit.place)),
        "{finding:#?}"
    );
    let is_apart = |pair: &[csp_profile::lint::Edit]| match pair {
        [first, second] => first.place.end <= second.place.start,
        _ => true,
    };
    assert!(edits.windows(2).all(is_apart), "{finding:#?}");
}

static LINTER: LazyLock<Linter> = LazyLock::new(|| {
    let trees = [
        enrollment_status_tracking::TREE.to_table(),
        enterprise_modern_app_management::TREE.to_table(),
        LAMP.to_owned(),
    ];
    let load = |table: String| Tree::load(&table).expect("it was written so");
    let options = Options {
        is_pedantic: true,
        ..Options::default()
    };
    Linter::new(Definitions::new(trees.map(load), false), options)
});
