//! Reads Windows' administrative templates: ADMX files with the policies that they define, and ADML files with the texts for people.
//!
//! This is the room of whoever fills ADMX-backed policies, or tells people about them. It knows neither DDFs nor messages, and reads no disk: sources
//! in, a model out.
//!
//! ```text
//! bytes -> decode -> Source \
//! bytes -> decode -> Source  > PolicySet::read -> File -> Policy -> Element -> Choice
//! bytes -> decode -> Source /        |
//!                                 resolve: the policy behind a node of a DDF
//! ```
//!
//! Nothing stops at the first fault: every diagnostic goes into one [`Report`], with a code, a place and what to do.
//!
//! ```
//! use admx::{ElementKind, PolicySet, Report, decode};
//!
//! let admx = decode("contoso.admx", br#"<policyDefinitions revision="1.0" schemaVersion="1.0">
//!   <policyNamespaces><target prefix="contoso" namespace="Contoso.Policies"/></policyNamespaces>
//!   <resources minRequiredRevision="1.0"/>
//!   <categories><category name="Lamps" displayName="$(string.Lamps)"/></categories>
//!   <policies>
//!     <policy name="Dim" class="Both" displayName="$(string.Dim)" presentation="$(presentation.Dim)" key="Software\Policies\Contoso\Lamp">
//!       <parentCategory ref="Lamps"/>
//!       <elements><decimal id="Percent" valueName="Percent" maxValue="100" required="true"/></elements>
//!     </policy>
//!   </policies>
//! </policyDefinitions>"#.to_vec())?;
//! let adml = decode("en-US/contoso.adml", br#"<policyDefinitionResources revision="1.0" schemaVersion="1.0">
//!   <resources>
//!     <stringTable><string id="Lamps">Lamps</string><string id="Dim">Dim the lamps</string></stringTable>
//!     <presentationTable>
//!       <presentation id="Dim"><decimalTextBox refId="Percent">Percent:</decimalTextBox></presentation>
//!     </presentationTable>
//!   </resources>
//! </policyDefinitionResources>"#.to_vec())?;
//!
//! let mut report = Report::new();
//! let set = PolicySet::read([admx, adml], admx::DEFAULT_LANGUAGE, &mut report);
//! assert!(report.is_empty(), "{report}");
//!
//! let dim = set.file("contoso.admx").unwrap().policy("Dim").unwrap();
//! assert_eq!(dim.display_name(), Some("Dim the lamps"));
//! let percent = dim.element("Percent").unwrap();
//! assert_eq!(percent.label(), Some("Percent:"));
//! assert!(matches!(percent.kind(), ElementKind::Decimal(limits) if limits.max() == 100));
//! assert_eq!(dim.ingested_uris("Contoso"), [
//!     "./Device/Vendor/MSFT/Policy/Config/Contoso~Policy~Lamps/Dim",
//!     "./User/Vendor/MSFT/Policy/Config/Contoso~Policy~Lamps/Dim",
//! ]);
//! # Ok::<(), csp_source::Diagnostic>(())
//! ```
//!
//! # What is accepted
//!
//! What occurs in published files: UTF-8 and UTF-16, whatever the XML declaration says; any namespace of XML, or none; attributes in another letter case,
//! with a warning; parts in any order, or absent, as in the files that are made for devices. Names of policies, categories and files are compared
//! without letter case, ids of elements and of texts with it.
//!
//! # Bounds
//!
//! No input can make this crate panic, or take memory or time out of proportion to its size. Beside those of [`csp_source`], its bounds are
//! 64 categories around each other with names of [`MAX_URI`] bytes, 1024 bytes of a name or an id, 256 controls in a presentation, and [`MAX_URI`]. A DOCTYPE is refused.

#![forbid(unsafe_code)]

mod bounds;
mod check;
mod codes;
mod definition;
mod fold;
mod ingest;
mod keys;
mod kind;
mod link;
mod model;
mod name;
mod pair;
mod parse;
mod payload;
mod resolve;
mod set;

pub use bounds::MAX_URI;
pub use codes::{code, codes};
pub use csp_source::{Code, Diagnostic, Report, Severity, Source};
pub use definition::LongDefinition;
pub use ingest::check_ingestion;
pub use keys::{ALLOWED_KEYS, REFUSED_KEYS, is_blocked};
pub use kind::decode;
pub use model::{
    BooleanElement, Category, Choice, Class, Control, ControlKind, DecimalElement, Element,
    ElementKind, EnumElement, File, ListElement, MultiTextElement, Namespace, Policy, Presentation,
    Reference, TextElement, Value, ValueItem, ValueList,
};
pub use name::DEFAULT_LANGUAGE;
pub use pair::wanted;
pub use payload::{DISABLED, PayloadError};
pub use resolve::{AdmxBacking, Resolution};
pub use set::PolicySet;
