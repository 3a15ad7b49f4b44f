//! What an editor has to know of a carrier: which elements stand in which, and how formats and values are written.

use csp_schema::Format;

use super::{intune, syncml, wap};
use crate::carrier::Carrier;
use crate::model::ValueForm;
use crate::xml;

/// The commands that people write, and the container of them.
const COMMANDS: &[&str] = &["Replace", "Add", "Delete", "Get", "Exec", "Atomic"];

impl Carrier {
    /// The elements that can stand in one, what is most usual first; nothing for a carrier that is no XML.
    pub(crate) fn inside(self, parent: Option<&str>) -> Vec<&'static str> {
        let Some(parent) = parent else {
            return match self {
                Self::SyncMl => vec!["SyncML"],
                Self::Fleet => COMMANDS.to_vec(),
                Self::WinDc => vec!["DeclaredConfiguration"],
                Self::Wap => vec!["wap-provisioningdoc"],
                Self::Intune | Self::Csv => Vec::new(),
            };
        };
        match (self, parent) {
            (Self::SyncMl, "SyncML") => vec!["SyncHdr", "SyncBody"],
            (Self::SyncMl, "SyncBody") => [COMMANDS, &["Final"]].concat(),
            (Self::SyncMl | Self::Fleet, "Atomic" | "Sequence") => [&["CmdID"], COMMANDS].concat(),
            (Self::SyncMl | Self::Fleet, parent) if COMMANDS.contains(&parent) => {
                vec!["Item", "CmdID", "Meta"]
            }
            (Self::SyncMl | Self::Fleet, parent) => syncml::parts_of(parent),
            (Self::WinDc, "DeclaredConfiguration") => vec!["CSP"],
            (Self::WinDc, "CSP") => vec!["URI"],
            (Self::Wap, "wap-provisioningdoc") => vec!["characteristic"],
            (Self::Wap, "characteristic") => vec!["parm", "characteristic"],
            _ => Vec::new(),
        }
    }

    /// What a format is called; `None` where the carrier has no word for it.
    pub fn format_name(self, format: Format) -> Option<String> {
        let name = format.as_str();
        match self {
            Self::Intune => intune::kind(name),
            Self::Wap => wap::datatype(name).map(str::to_owned),
            _ => Some(name.to_owned()),
        }
    }

    /// A text as it stands in a value of this form; `None` where a part of a value cannot be written.
    pub fn written(self, form: ValueForm, text: &str) -> Option<String> {
        match (self, form) {
            (_, ValueForm::Base64) => None,
            (Self::Intune, _) => {
                let string = serde_json::to_string(text).ok()?;
                let inner = string.strip_prefix('"')?.strip_suffix('"')?;
                Some(inner.to_owned())
            }
            (Self::Csv, _) => Some(text.replace('"', "\"\"")),
            (_, ValueForm::Text) => Some(xml::escaped(text)),
            (_, ValueForm::CData | ValueForm::Markup) => Some(text.to_owned()),
        }
    }
}
