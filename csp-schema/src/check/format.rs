//! The formats of the DDF: which texts are values of each.

use csp_check::{is_date, is_time};

use super::CheckError;
use crate::Format;
use crate::{decode_base64, parse_bool, parse_float, parse_int};

/// Whether `text` is a value of `format`. Text, XML and null take anything: what is carried in them is the node's own matter.
pub(super) fn check(format: Format, text: &str) -> Result<(), CheckError> {
    let (fits, expected) = match format {
        Format::Int => (parse_int(text).is_some(), "a decimal integer"),
        Format::Bool => (parse_bool(text).is_some(), "`true` or `false`"),
        Format::Float => (parse_float(text).is_some(), "a number"),
        Format::B64 | Format::Bin => (decode_base64(text).is_some(), "base64"),
        Format::Date => (is_date(text.trim()), "an ISO 8601 date, such as 20010711"),
        Format::Time => (
            is_time(text.trim()),
            "an ISO 8601 time, such as 20010711T163817Z",
        ),
        Format::Chr | Format::Xml | Format::Null | Format::Node => return Ok(()),
    };
    if fits {
        Ok(())
    } else {
        Err(CheckError::format(expected, text))
    }
}
