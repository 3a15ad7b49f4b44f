//! Status codes of SyncML: the outcome of one command, as a number with a name.

use std::fmt;

/// The outcome of one SyncML command, as its `Status` carries it.
///
/// The list of codes is the one of the OMA "SyncML Representation Protocol" 1.2 with the
/// additions of OMA DM; the name says what a code means in device management. Codes outside the
/// list are kept as they are, because a device may send any three digits.
///
/// ```
/// use syncml::StatusCode;
///
/// assert_eq!(StatusCode::NOT_FOUND.to_string(), "404 Not found");
/// assert_eq!(StatusCode::parse(" 202 "), Some(StatusCode::ACCEPTED));
/// assert!(StatusCode::ACCEPTED.is_success());
/// assert_eq!(StatusCode::new(599).name(), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct StatusCode(u16);

macro_rules! status_codes {
    ($($name:ident = $code:literal, $title:literal, $meaning:literal;)*) => {
        impl StatusCode {
            $(
                #[doc = concat!("`", $code, "` ", $title, ": ", $meaning)]
                pub const $name: StatusCode = StatusCode($code);
            )*

            /// Every code that the specification lists, in ascending order.
            pub const ALL: &'static [StatusCode] = &[$(StatusCode::$name),*];

            /// The code's short name, for example `Not found`, or `None` when the specification
            /// does not list the code.
            pub const fn name(self) -> Option<&'static str> {
                match self.0 {
                    $($code => Some($title),)*
                    _ => None,
                }
            }

            /// One sentence on what the code means for the command it answers, or `None` when
            /// the specification does not list the code.
            pub const fn description(self) -> Option<&'static str> {
                match self.0 {
                    $($code => Some($meaning),)*
                    _ => None,
                }
            }
        }
    };
}

status_codes! {
    IN_PROGRESS = 101, "In progress", "The command is still running.";
    OK = 200, "OK", "The command was done.";
    ITEM_ADDED = 201, "Item added", "The command was done and created the item.";
    ACCEPTED = 202, "Accepted", "The command was started; its outcome follows in an alert.";
    NON_AUTHORITATIVE = 203, "Non-authoritative response", "The command was done by another party than its recipient.";
    NO_CONTENT = 204, "No content", "The command was done and there is nothing to return.";
    RESET_CONTENT = 205, "Reset content", "The source should reset its copy of the content.";
    PARTIAL_CONTENT = 206, "Partial content", "The command was done for a part of the content.";
    CONFLICT_MERGED = 207, "Conflict resolved by merge", "The command conflicted and both versions were merged.";
    CONFLICT_CLIENT_WON = 208, "Conflict resolved, client won", "The command conflicted and the client's version was taken.";
    CONFLICT_DUPLICATED = 209, "Conflict resolved by duplicate", "The command conflicted and the item was duplicated.";
    DELETED_WITHOUT_ARCHIVE = 210, "Deleted without archive", "The item was deleted and no copy was kept.";
    ITEM_NOT_DELETED = 211, "Item not deleted", "The item was not there.";
    AUTHENTICATED = 212, "Authenticated", "The credentials are accepted for the whole session.";
    CHUNK_ACCEPTED = 213, "Chunk accepted", "A part of a large object was received and buffered.";
    CANCELLED = 214, "Cancelled", "The operation was cancelled and the rest of the session is skipped.";
    NOT_EXECUTED = 215, "Not executed", "The command was not run, because the user or an earlier command prevented it.";
    ROLLED_BACK = 216, "Rolled back", "The command was done and then undone with its Atomic.";
    MULTIPLE_CHOICES = 300, "Multiple choices", "The target has several alternatives.";
    MOVED_PERMANENTLY = 301, "Moved permanently", "The target has a new URI.";
    FOUND = 302, "Found", "The target is at another URI for now.";
    SEE_OTHER = 303, "See other", "The answer is at another URI.";
    NOT_MODIFIED = 304, "Not modified", "The target did not change.";
    USE_PROXY = 305, "Use proxy", "The target has to be reached through a proxy.";
    BAD_REQUEST = 400, "Bad request", "The command is malformed.";
    INVALID_CREDENTIALS = 401, "Invalid credentials", "The credentials are wrong.";
    PAYMENT_REQUIRED = 402, "Payment required", "The command needs a payment.";
    FORBIDDEN = 403, "Forbidden", "The command is understood and refused.";
    NOT_FOUND = 404, "Not found", "The target does not exist.";
    COMMAND_NOT_ALLOWED = 405, "Command not allowed", "The target does not permit this command.";
    OPTIONAL_FEATURE_NOT_SUPPORTED = 406, "Optional feature not supported", "The device does not have the feature that the command asks for.";
    CREDENTIALS_MISSING = 407, "Credentials missing", "The command needs credentials and the message has none.";
    REQUEST_TIMEOUT = 408, "Request timeout", "An answer did not come in time.";
    CONFLICT = 409, "Conflict", "The command conflicts with the state of the target.";
    GONE = 410, "Gone", "The target existed and does not exist any more.";
    SIZE_REQUIRED = 411, "Size required", "The command must say the size of its data.";
    INCOMPLETE_COMMAND = 412, "Incomplete command", "The command lacks something that it needs.";
    ENTITY_TOO_LARGE = 413, "Entity too large", "The data is larger than the recipient can take.";
    URI_TOO_LONG = 414, "URI too long", "The LocURI is longer or deeper than the recipient can take.";
    UNSUPPORTED_TYPE_OR_FORMAT = 415, "Unsupported type or format", "The data does not have the format that the target needs.";
    REQUESTED_SIZE_TOO_BIG = 416, "Requested size too big", "The declared size is larger than the recipient can take.";
    RETRY_LATER = 417, "Retry later", "The recipient is busy; send the command again later.";
    ALREADY_EXISTS = 418, "Already exists", "The target of an Add exists.";
    CONFLICT_SERVER_WON = 419, "Conflict resolved, server won", "The command conflicted and the server's version was kept.";
    DEVICE_FULL = 420, "Device full", "The recipient has no room for the data.";
    UNKNOWN_SEARCH_GRAMMAR = 421, "Unknown search grammar", "The grammar of a search is not known.";
    MALFORMED_QUERY = 422, "Malformed query", "The query of the LocURI cannot be read.";
    SOFT_DELETE_CONFLICT = 423, "Soft-delete conflict", "The item that was soft-deleted is still there.";
    SIZE_MISMATCH = 424, "Size mismatch", "A large object does not have the size that it declared.";
    PERMISSION_DENIED = 425, "Permission denied", "The sender has no right to do this to the target.";
    PARTIAL_ITEM_NOT_ACCEPTED = 426, "Partial item not accepted", "The recipient does not take a part of an item.";
    ITEM_NOT_EMPTY = 427, "Item not empty", "The item has children and cannot be deleted.";
    MOVE_FAILED = 428, "Move failed", "The item could not be moved.";
    COMMAND_FAILED = 500, "Command failed", "Something unexpected prevented the command.";
    NOT_IMPLEMENTED = 501, "Not implemented", "The recipient does not have the command.";
    BAD_GATEWAY = 502, "Bad gateway", "A party behind the recipient answered with an error.";
    SERVICE_UNAVAILABLE = 503, "Service unavailable", "The recipient cannot work at the moment.";
    GATEWAY_TIMEOUT = 504, "Gateway timeout", "A party behind the recipient did not answer in time.";
    DTD_VERSION_NOT_SUPPORTED = 505, "DTD version not supported", "The VerDTD of the message is not known.";
    PROCESSING_ERROR = 506, "Processing error", "The application failed while it ran the command.";
    ATOMIC_FAILED = 507, "Atomic failed", "A command of the Atomic failed, so none of them takes effect.";
    REFRESH_REQUIRED = 508, "Refresh required", "The data must be synchronized from the beginning.";
    RESERVED = 509, "Reserved", "The code is reserved.";
    DATA_STORE_FAILURE = 510, "Data store failure", "The recipient could not store or read its data.";
    SERVER_FAILURE = 511, "Server failure", "The server failed severely.";
    SYNCHRONIZATION_FAILED = 512, "Synchronization failed", "The application failed while it synchronized.";
    PROTOCOL_VERSION_NOT_SUPPORTED = 513, "Protocol version not supported", "The VerProto of the message is not known.";
    OPERATION_CANCELLED = 514, "Operation cancelled", "The command was cancelled before it was processed.";
    ATOMIC_ROLL_BACK_FAILED = 516, "Atomic roll back failed", "The command was done and could not be undone with its Atomic.";
    ATOMIC_RESPONSE_TOO_LARGE = 517, "Atomic response too large", "The answer to the Atomic does not fit into one message.";
}

impl StatusCode {
    /// A status code from its number; any number is kept.
    pub const fn new(code: u16) -> StatusCode {
        StatusCode(code)
    }

    /// Reads the text of a Status's `Data`: decimal digits, with whitespace around them allowed.
    pub fn parse(text: &str) -> Option<StatusCode> {
        let digits = text.trim();
        // `str::parse` would take a sign, which no status code has.
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        digits.parse().ok().map(StatusCode)
    }

    /// The number.
    pub const fn code(self) -> u16 {
        self.0
    }

    /// Whether the command was done or accepted: every code below 300, which is the test that
    /// Microsoft's own device agent makes.
    pub const fn is_success(self) -> bool {
        self.0 < 300
    }
}

impl From<u16> for StatusCode {
    fn from(code: u16) -> StatusCode {
        StatusCode(code)
    }
}

impl From<StatusCode> for u16 {
    fn from(status: StatusCode) -> u16 {
        status.0
    }
}

impl fmt::Display for StatusCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => write!(f, "{} {name}", self.0),
            None => write!(f, "{}", self.0),
        }
    }
}

impl fmt::Debug for StatusCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
