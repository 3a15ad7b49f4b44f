//! Baselines: what was found already when somebody began to look.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use csp_profile::lint::Finding;
use serde::{Deserialize, Serialize};

use crate::error::CommandError;

/// How often each mistake is known. It does not matter where it stands: files move, and lines do.
#[derive(Clone, Default)]
pub(crate) struct Baseline(BTreeMap<(String, String), usize>);

/// The file.
#[derive(Serialize, Deserialize)]
struct Written {
    findings: Vec<Known>,
}

#[derive(Serialize, Deserialize)]
struct Known {
    rule: String,
    fingerprint: String,
    count: usize,
}

impl Baseline {
    pub(super) fn of<'f>(findings: impl Iterator<Item = &'f Finding>) -> Self {
        let mut baseline = Self::default();
        for finding in findings {
            *baseline.0.entry(key(finding)).or_default() += 1;
        }
        baseline
    }

    pub(crate) fn read(path: &Path) -> Result<Self, CommandError> {
        let text = fs::read_to_string(path).map_err(|error| CommandError::io(path, &error))?;
        let written: Written = serde_json::from_str(&text).map_err(|error| {
            let advice = "this is no baseline; --write-baseline writes one";
            CommandError::at(path, format_args!("{error}: {advice}"))
        })?;
        let known = written.findings.into_iter();
        Ok(Self(
            known
                .map(|known| ((known.rule, known.fingerprint), known.count))
                .collect(),
        ))
    }

    /// Whether a finding is one of these, which it then is no more.
    pub(super) fn takes(&mut self, finding: &Finding) -> bool {
        match self.0.get_mut(&key(finding)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }

    /// The file, sorted, so that a change of it shows what changed.
    pub(super) fn to_text(&self) -> String {
        let known = self.0.iter().map(|((rule, fingerprint), count)| Known {
            rule: rule.clone(),
            fingerprint: fingerprint.clone(),
            count: *count,
        });
        let written = Written {
            findings: known.collect(),
        };
        let text = serde_json::to_string_pretty(&written).unwrap_or_default();
        text + "\n"
    }
}

fn key(finding: &Finding) -> (String, String) {
    (finding.rule.to_owned(), finding.fingerprint.clone())
}
