//! The diagnostics of one file on their way into the report: counted, and bounded.

use crate::codes;
use crate::diagnostic::{Diagnostic, Report, Severity};

/// How many diagnostics one file may add in one stage. A file can have a fault in each of a hundred
/// thousand elements, and nobody reads that many.
pub const MAX_FAULTS: usize = 1000;

pub(crate) struct Faults<'r> {
    report: &'r mut Report,
    count: usize,
    errors: bool,
}

impl<'r> Faults<'r> {
    pub(crate) fn new(report: &'r mut Report) -> Self {
        Self {
            report,
            count: 0,
            errors: false,
        }
    }

    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.errors |= diagnostic.severity() == Severity::Error;
        self.count += 1;
        if self.count < MAX_FAULTS {
            self.report.push(diagnostic);
        } else if self.count == MAX_FAULTS {
            let message =
                format!("the file has {MAX_FAULTS} faults or more; the rest are not listed");
            let source = diagnostic.source();
            self.report.push(Diagnostic::new(
                &codes::TOO_MANY_FAULTS,
                source,
                diagnostic.span(),
                message,
            ));
        }
    }

    /// Whether any of them was an error.
    pub(crate) fn has_errors(&self) -> bool {
        self.errors
    }
}
