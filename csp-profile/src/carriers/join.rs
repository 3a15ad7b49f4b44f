//! Addresses that a carrier has in parts.

use crate::text::Text;

/// What a device takes as an address, in bytes; and what keeps a long name from being written again for each of the nodes below it.
const MAX_ADDRESS: usize = 4096;

/// Why there is no address.
pub(super) const TOO_LONG: &str = "the address has more than 4096 bytes: no device takes it";

/// An address and a name below it.
pub(super) fn join(parent: &Text, separator: &str, name: &Text) -> Option<Text> {
    let length = parent.as_str().len() + separator.len() + name.as_str().len();
    if length > MAX_ADDRESS {
        return None;
    }
    let mut address = Text::default();
    address.push_slice(parent, 0..parent.as_str().len());
    if !separator.is_empty() {
        address.push_replaced(separator, name.place_of(0..0));
    }
    address.push_slice(name, 0..name.as_str().len());
    Some(address)
}
