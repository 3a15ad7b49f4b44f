//! How messages are encoded, and what that is called outside of them.

/// How a message is encoded.
///
/// ```
/// use syncml::Encoding;
///
/// let encoding = Encoding::from_media_type("application/vnd.syncml.dm+wbxml; charset=utf-8");
/// assert_eq!(encoding, Some(Encoding::WBXML));
/// assert_eq!(Encoding::of(b"<SyncML/>"), Encoding::Xml);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Encoding {
    /// XML 1.0.
    #[default]
    Xml,
    /// WAP binary XML, of a version.
    Wbxml(WbxmlVersion),
}

/// A version of WBXML. They differ in nothing that a message of device management needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum WbxmlVersion {
    /// 1.0, which is read and answered in 1.1: OMA's "SyncML Representation Protocol" 1.2 has senders use 1.1 to 1.3.
    V1_0,
    /// 1.1
    V1_1,
    /// 1.2
    V1_2,
    /// 1.3
    #[default]
    V1_3,
}

impl WbxmlVersion {
    /// The version with this number, which a document begins with.
    pub(crate) const fn from_byte(byte: u8) -> Option<WbxmlVersion> {
        match byte {
            0 => Some(WbxmlVersion::V1_0),
            1 => Some(WbxmlVersion::V1_1),
            2 => Some(WbxmlVersion::V1_2),
            3 => Some(WbxmlVersion::V1_3),
            _ => None,
        }
    }

    /// The number that a document of ours begins with.
    pub(crate) const fn written(self) -> u8 {
        match self {
            WbxmlVersion::V1_0 | WbxmlVersion::V1_1 => 1,
            WbxmlVersion::V1_2 => 2,
            WbxmlVersion::V1_3 => 3,
        }
    }
}

impl Encoding {
    /// WBXML in the version that is written where nobody asks for another one, 1.3.
    pub const WBXML: Encoding = Encoding::Wbxml(WbxmlVersion::V1_3);

    /// What bytes are in, by how they begin: a version of WBXML is no character that XML allows.
    pub fn of(bytes: &[u8]) -> Encoding {
        match bytes {
            // In UTF-16, XML has a `<` or a space after a zero; WBXML 1.0 has a public identifier.
            [0, 0 | 1 | 0x80.., ..] => Encoding::Wbxml(WbxmlVersion::V1_0),
            // What is above 3 is no version that anybody knows, and its reader says so.
            [version @ 1..=8, ..] => {
                Encoding::Wbxml(WbxmlVersion::from_byte(*version).unwrap_or_default())
            }
            _ => Encoding::Xml,
        }
    }

    /// What a media type stands for: those of device management and of SyncML, with any parameters (RFC 6838; the registrations allow `charset`,
    /// `verproto` and `verdtd`). WBXML is then 1.3, which is for whoever begins.
    pub fn from_media_type(media_type: &str) -> Option<Encoding> {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        let is = |name: &str| essence.eq_ignore_ascii_case(name);
        if is("application/vnd.syncml.dm+xml") || is("application/vnd.syncml+xml") {
            Some(Encoding::Xml)
        } else if is("application/vnd.syncml.dm+wbxml") || is("application/vnd.syncml+wbxml") {
            Some(Encoding::WBXML)
        } else {
            None
        }
    }

    /// The media type of device management, for a `Content-Type`.
    pub const fn media_type(self) -> &'static str {
        match self {
            Encoding::Xml => "application/vnd.syncml.dm+xml",
            Encoding::Wbxml(_) => "application/vnd.syncml.dm+wbxml",
        }
    }
}
