//! What keeps two sides from being compared: the errors of both, each told once.

use std::collections::BTreeMap;
use std::path::Path;

use ddf::{Diagnostic, Report, Severity};

/// The errors of both sides in one report. One that both have stands in it for the new side; how many these are is the number.
pub(super) fn merge(old: (&Path, &Report), new: (&Path, &Report)) -> (Report, usize) {
    let mut repeated: BTreeMap<Fault<'_>, usize> = BTreeMap::new();
    for fault in errors(new.1) {
        *repeated.entry(identity(new.0, fault)).or_default() += 1;
    }
    let mut merged = Report::new();
    merged.extend(errors(new.1).cloned());
    let mut both = 0;
    for fault in errors(old.1) {
        match repeated.get_mut(&identity(old.0, fault)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                both += 1;
            }
            _ => merged.push(fault.clone()),
        }
    }
    merged.sort();
    (merged, both)
}

fn errors(report: &Report) -> impl Iterator<Item = &Diagnostic> {
    report
        .iter()
        .filter(|diagnostic| diagnostic.severity() == Severity::Error)
}

/// What makes two faults one: the file, the kind, what is said, and the node. Lines move from one side to the other.
type Fault<'d> = (&'d str, &'static str, &'d str, Option<&'d str>);

/// A file is known by its name, as where sides are compared; one that is the whole side needs none.
fn identity<'d>(side: &Path, fault: &'d Diagnostic) -> Fault<'d> {
    let file = fault.source().name();
    let name = if Path::new(file) == side {
        ""
    } else {
        file.rsplit(['/', '\\']).next().unwrap_or(file)
    };
    (name, fault.code().id(), fault.message(), fault.node())
}
