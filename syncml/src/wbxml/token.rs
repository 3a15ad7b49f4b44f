//! The global tokens of WBXML, and the parts of a tag's byte.

pub(crate) const SWITCH_PAGE: u8 = 0x00;
pub(crate) const END: u8 = 0x01;
pub(super) const ENTITY: u8 = 0x02;
pub(crate) const STR_I: u8 = 0x03;
pub(super) const LITERAL: u8 = 0x04;
pub(super) const EXT_I_0: u8 = 0x40;
pub(super) const EXT_I_2: u8 = 0x42;
pub(super) const PI: u8 = 0x43;
pub(super) const EXT_T_0: u8 = 0x80;
pub(super) const EXT_T_2: u8 = 0x82;
pub(super) const STR_T: u8 = 0x83;
pub(super) const EXT_0: u8 = 0xC0;
pub(super) const EXT_2: u8 = 0xC2;
pub(crate) const OPAQUE: u8 = 0xC3;

/// In a tag's byte: content follows, until END.
pub(crate) const WITH_CONTENT: u8 = 0x40;
/// In a tag's byte: attributes follow, until END.
pub(super) const WITH_ATTRIBUTES: u8 = 0x80;
