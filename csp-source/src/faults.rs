//! The diagnostics of one file on their way into the report: counted, and bounded.

use crate::diagnostic::{Diagnostic, Report};
use crate::kind::Kind;
use crate::severity::Severity;

/// How many errors, and how many warnings, one file may add in one stage. A file can have a fault
/// in each of a hundred thousand elements, and nobody reads that many.
pub const MAX_FAULTS: usize = 1000;

/// Passes diagnostics on, up to [`MAX_FAULTS`] of each severity: many warnings must not hide an
/// error.
pub struct Faults<'r> {
    report: &'r mut Report,
    kind: &'static Kind,
    errors: usize,
    warnings: usize,
}

impl<'r> Faults<'r> {
    /// Passes them on to `report`.
    pub fn new(report: &'r mut Report, kind: &'static Kind) -> Self {
        Self {
            report,
            kind,
            errors: 0,
            warnings: 0,
        }
    }

    /// Adds a diagnostic, unless there were too many before.
    pub fn push(&mut self, diagnostic: Diagnostic) {
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
                self.kind.codes.too_many_faults,
                source,
                span,
                message,
            ));
        }
    }

    /// Whether any of them was an error.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }
}
