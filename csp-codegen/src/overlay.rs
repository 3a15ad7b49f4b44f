//! The overlays of a run: what they are read from, and their way into the model.

use std::path::PathBuf;
use std::sync::Arc;

use ddf::{Diagnostic, Model, Overlay, Report, Source};

use crate::read;

/// Where an overlay comes from.
#[derive(Debug, Clone)]
pub(crate) enum Origin {
    File(PathBuf),
    Source(Arc<Source>),
    /// The one for Microsoft's definitions that `ddf` has.
    Microsoft,
}

impl Origin {
    fn overlay(&self, report: &mut Report) -> Result<Overlay, Diagnostic> {
        Ok(match self {
            Self::File(path) => Overlay::parse(&read::overlay(path)?, report),
            Self::Source(source) => Overlay::parse(source, report),
            Self::Microsoft => Overlay::microsoft(),
        })
    }
}

/// Applies the overlays in the order in which they were given.
pub(crate) fn apply(overlays: &[Origin], model: &mut Model, report: &mut Report) {
    for origin in overlays {
        match origin.overlay(report) {
            Ok(overlay) => overlay.apply(model, report),
            Err(diagnostic) => report.push(diagnostic),
        }
    }
}
