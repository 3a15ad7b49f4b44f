//! A template that a setting sends to devices.

use admx::{PolicySet, Report, Source};

use super::address::InstallAddress;
use crate::lint::address::Address;
use crate::text::Text;

/// A setting that sends a template, and what is in it.
pub(in crate::lint) struct Install {
    /// Which of the file's settings it is.
    pub(in crate::lint) nth: usize,
    pub(in crate::lint) address: InstallAddress,
    /// The template. It has no texts: these are sent to nobody.
    pub(in crate::lint) set: PolicySet,
    /// What is wrong with it, also that a device refuses.
    pub(in crate::lint) report: Report,
    /// How many bytes of the value stand before its text.
    pub(in crate::lint) mark: usize,
}

impl Install {
    /// Reads the template that a setting writes, if it is one.
    pub(in crate::lint) fn of(nth: usize, address: &Address<'_>, value: &Text) -> Option<Self> {
        let address = InstallAddress::of(address)?;
        let text = value.as_str();
        // As it stands and not decoded as a file is, which would end its lines otherwise: places in it are places in the value.
        let source = Source::new("template.admx", text);
        let mark = text.len() - source.text().len();
        let mut report = Report::new();
        let set = PolicySet::read([source], admx::DEFAULT_LANGUAGE, &mut report);
        admx::check_ingestion(&set, &mut report);
        Some(Self {
            nth,
            address,
            set,
            report,
            mark,
        })
    }
}
