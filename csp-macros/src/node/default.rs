//! Whether the default of a field is a value of its node, as far as the attributes and a type's name tell. The
//! compiler compares it with what the type takes.

use csp_check::{Pattern, is_date, is_time, parse_bool, parse_float, parse_int};
use syn::{GenericArgument, PathArguments, Type};

/// Why a field of this type, format and allowed values (as the schema table writes both) has no such default.
pub(super) fn fault(
    kind: &Type,
    format: Option<&str>,
    allowed: Option<&str>,
    default: &str,
) -> Option<String> {
    let is_of_format = match (type_name(kind).as_deref().unwrap_or_default(), format) {
        ("bool", _) => parse_bool(default).is_some(),
        ("f32" | "f64", _) => parse_float(default).is_some(),
        (name, _) if is_integer(name) => parse_int(default).is_some(),
        (_, Some("date")) => is_date(default),
        (_, Some("time")) => is_time(default),
        _ => true,
    };
    let is_allowed = match allowed.and_then(|allowed| allowed.split_once(' ')) {
        Some(("range", interval)) => match (interval.split_once(".."), parse_int(default)) {
            (Some((low, high)), Some(value)) => {
                parse_int(low).is_none_or(|low| low <= value)
                    && parse_int(high).is_none_or(|high| value <= high)
            }
            _ => false,
        },
        Some(("regex", pattern)) => {
            Pattern::new(pattern).is_ok_and(|pattern| pattern.matches(default))
        }
        _ => true,
    };
    match (is_of_format, is_allowed) {
        (true, true) => None,
        (false, _) => Some(format!("`{default}` is no value of this field's type")),
        (true, false) => Some(format!(
            "`{default}` is outside of the values that the field takes"
        )),
    }
}

fn is_integer(name: &str) -> bool {
    name.strip_prefix(['i', 'u'])
        .is_some_and(|width| !width.is_empty() && width.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The last name of a type; of what an `Option` holds.
fn type_name(kind: &Type) -> Option<String> {
    let Type::Path(path) = kind else {
        return None;
    };
    let last = path.path.segments.last()?;
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) if last.ident == "Option" => {
            arguments.args.iter().find_map(|argument| match argument {
                GenericArgument::Type(inner) => type_name(inner),
                _ => None,
            })
        }
        PathArguments::None => Some(last.ident.to_string()),
        _ => None,
    }
}
