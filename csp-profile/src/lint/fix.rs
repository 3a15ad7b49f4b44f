//! Fixes: the bytes concerned and nothing else, again and again until nothing is left to mend.

use super::file_set::FileSet;
use super::finding::{Edit, Finding};
use super::linter::{Linted, Linter};

/// How often a file is linted again at most: a fix that calls for another one ends long before.
const MAX_ROUNDS: usize = 16;

/// A file after its fixes.
#[derive(Debug)]
pub struct Fixed {
    /// The text.
    pub text: String,
    /// How many fixes were made.
    pub count: usize,
    /// What is found in the text now.
    pub linted: Linted,
}

impl Linter {
    /// Makes every fix of a file that is safe, or every fix. `None` where the file is no text in UTF-8.
    pub fn fix(&self, name: &str, bytes: &[u8], with_unsafe: bool) -> Option<Fixed> {
        self.fix_in(&FileSet::default(), name, bytes, with_unsafe)
    }

    /// The same of a file that goes to the devices that other files go to.
    pub fn fix_in(
        &self,
        others: &FileSet,
        name: &str,
        bytes: &[u8],
        with_unsafe: bool,
    ) -> Option<Fixed> {
        let mut text = std::str::from_utf8(bytes).ok()?.to_owned();
        let mut count = 0;
        let mut linted = self.lint_in(others, name, bytes);
        for _ in 0..MAX_ROUNDS {
            let edits = chosen(&linted.findings, with_unsafe, &mut count);
            if edits.is_empty() {
                break;
            }
            text = applied(&text, &edits);
            linted = self.lint_in(others, name, text.as_bytes());
        }
        Some(Fixed {
            text,
            count,
            linted,
        })
    }

    /// Makes the fix of one finding of a file, safe or not: of the one that is chosen from those that [`Self::lint`] finds. `None` where there is none.
    pub fn fix_one(
        &self,
        name: &str,
        bytes: &[u8],
        choose: impl FnOnce(&[Finding]) -> Option<&Finding>,
    ) -> Option<Fixed> {
        let text = std::str::from_utf8(bytes).ok()?;
        let linted = self.lint(name, bytes);
        let fix = choose(&linted.findings)?.fix.as_ref()?;
        let text = applied(text, &fix.edits.iter().collect::<Vec<_>>());
        Some(Fixed {
            linted: self.lint(name, text.as_bytes()),
            text,
            count: 1,
        })
    }
}

/// The edits of as many fixes as do not overlap, in the order of the file: those of the safe ones, or of all.
pub fn edits(findings: &[Finding], with_unsafe: bool) -> Vec<&Edit> {
    chosen(findings, with_unsafe, &mut 0)
}

/// The same, counting the fixes. A fix is made as a whole or not at all.
fn chosen<'f>(findings: &'f [Finding], with_unsafe: bool, count: &mut usize) -> Vec<&'f Edit> {
    let mut chosen: Vec<&Edit> = Vec::new();
    for finding in findings {
        let Some(fix) = finding
            .fix
            .as_ref()
            .filter(|fix| fix.is_safe || with_unsafe)
        else {
            continue;
        };
        // By their beginnings, which are sorted, the neighbours of an edit are found without looking at all of them.
        let is_free = |edit: &Edit| {
            let nth = chosen.partition_point(|other| other.place.start < edit.place.start);
            let after = chosen.get(nth);
            let before = nth.checked_sub(1).and_then(|nth| chosen.get(nth));
            after.is_none_or(|after| {
                edit.place.end <= after.place.start && edit.place.start != after.place.start
            }) && before.is_none_or(|before| before.place.end <= edit.place.start)
        };
        if fix.edits.iter().all(is_free) {
            for edit in &fix.edits {
                let nth = chosen.partition_point(|other| other.place.start < edit.place.start);
                chosen.insert(nth, edit);
            }
            *count += 1;
        }
    }
    chosen
}

fn applied(text: &str, edits: &[&Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        out.push_str(text.get(done..edit.place.start).unwrap_or_default());
        out.push_str(&edit.text);
        done = edit.place.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}
