//! What may stand behind the question mark of a LocURI: a property of a node, or a listing of its subtree (OMA DM Tree and Description 1.2).

use crate::StatusCode;
use csp_runtime::HandlerError;
use csp_schema::decode_base64;
use csp_schema::{Fact, Format, NodeDefinition, Scope, Verb};

/// A query that this device answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Query {
    Property(Property),
    /// `?list=Struct`, and with values `?list=StructData`.
    List {
        values: bool,
    },
}

/// A property of a node that this device keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Property {
    Name,
    Format,
    Type,
    Size,
    Title,
    TStamp,
    VerNo,
}

impl Query {
    /// Reads a query and decides what can be decided without the tree.
    pub(crate) fn check(
        query: &str,
        verb: Verb,
        node: NodeDefinition<'_>,
    ) -> Result<Self, HandlerError> {
        let unsupported = HandlerError::new(StatusCode::OPTIONAL_FEATURE_NOT_SUPPORTED);
        let not_allowed = HandlerError::new(StatusCode::COMMAND_NOT_ALLOWED);
        let (key, value) = query.split_once('=').unwrap_or((query, ""));
        if key.eq_ignore_ascii_case("list") {
            if verb != Verb::Get {
                return Err(not_allowed);
            }
            // Serialized subtrees (TNDS) are not here: no Windows is known to answer with one.
            return match value {
                _ if value.eq_ignore_ascii_case("Struct") => Ok(Self::List { values: false }),
                _ if value.eq_ignore_ascii_case("StructData") => Ok(Self::List { values: true }),
                _ => Err(unsupported),
            };
        }
        if !key.eq_ignore_ascii_case("prop") {
            return Err(unsupported);
        }
        let property = Property::parse(value).ok_or(unsupported)?;
        match (verb, property) {
            (Verb::Get, Property::Size) if !node.is_leaf() => Err(unsupported),
            // Devices may leave these out (OMA DM Tree and Description 1.2, "Properties"), and this one does.
            (Verb::Get, Property::TStamp | Property::VerNo) => Err(unsupported),
            (Verb::Get, Property::Title) if title(node).is_none() => Err(unsupported),
            (Verb::Get, _) => Ok(Self::Property(property)),
            // Only names and titles can be replaced, and a title here is the definition's.
            (Verb::Replace, Property::Title) => Err(unsupported),
            (Verb::Replace, Property::Name) if node.scope == Scope::Dynamic => {
                Ok(Self::Property(property))
            }
            _ => Err(not_allowed),
        }
    }
}

impl Property {
    /// The property of this name. ACL is not known here, because Windows does not have it.
    fn parse(name: &str) -> Option<Self> {
        let known = [
            ("Name", Self::Name),
            ("Format", Self::Format),
            ("Type", Self::Type),
            ("Size", Self::Size),
            ("Title", Self::Title),
            ("TStamp", Self::TStamp),
            ("VerNo", Self::VerNo),
        ];
        known
            .into_iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, property)| property)
    }

    /// Appends the property of a node: `name` is the last name of its address, decoded, and `value` its stored value.
    pub(crate) fn write(self, node: NodeDefinition<'_>, name: &str, value: &str, out: &mut String) {
        use std::fmt::Write as _;
        match self {
            Self::Name => out.push_str(name),
            Self::Format => out.push_str(node.format.as_str()),
            Self::Type => out.push_str(media_type(node)),
            Self::Title => out.push_str(title(node).unwrap_or_default()),
            // Never asked for: the check refuses them.
            Self::TStamp | Self::VerNo => {}
            Self::Size => {
                let octets = match node.format {
                    Format::B64 | Format::Bin => decode_base64(value).map(|bytes| bytes.len()),
                    _ => None,
                };
                let _ = write!(out, "{}", octets.unwrap_or(value.len()));
            }
        }
    }
}

/// The Type of a node: the MIME type of a leaf, and of an interior node the identifier and version of what it is, for example
/// `com.microsoft/1.0/MDM/EnterpriseDesktopAppManagement`.
fn media_type<'t>(node: NodeDefinition<'t>) -> &'t str {
    let named = node.row().facts.iter().find_map(|fact| match fact {
        Fact::Mime(kind) | Fact::DdfName(kind) if !kind.is_empty() => Some(&**kind),
        _ => None,
    });
    named.unwrap_or(if node.is_leaf() { "text/plain" } else { "" })
}

fn title<'t>(node: NodeDefinition<'t>) -> Option<&'t str> {
    let title = node.row().facts.iter().find_map(|fact| match fact {
        Fact::Title(title) => Some(&**title),
        _ => None,
    });
    title.or(node.dynamic.then_some(&*node.row().name))
}
