//! The diagnostics of one file on their way into the report: counted, and bounded.

use crate::codes;
use crate::diagnostic::{Diagnostic, Report};
use crate::severity::Severity;

/// How many errors, and how many warnings, one file may add in one stage. A file can have a fault
/// in each of a hundred thousand elements, and nobody reads that many.
pub const MAX_FAULTS: usize = 1000;

/// Passes diagnostics on, up to [`MAX_FAULTS`] of each severity: many warnings must not hide an
/// error.
pub(crate) struct Faults<'r> {
    report: &'r mut Report,
    errors: usize,
    warnings: usize,
}

impl<'r> Faults<'r> {
    pub(crate) fn new(report: &'r mut Report) -> Self {
        Self {
            report,
            errors: 0,
            warnings: 0,
        }
    }

    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        let severity = diagnostic.severity();
        let count = match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        *count += 1;
        if *count < MAX_FAULTS {
            self.report.push(diagnostic);
        } else if *count == MAX_FAULTS {
            let message =
                format!("the file has {MAX_FAULTS} {severity}s or more; the rest are not listed");
            let (source, span) = (diagnostic.source(), diagnostic.span());
            self.report.push(Diagnostic::new(
                &codes::TOO_MANY_FAULTS,
                source,
                span,
                message,
            ));
        }
    }

    /// Whether any of them was an error.
    pub(crate) fn has_errors(&self) -> bool {
        self.errors > 0
    }
}
