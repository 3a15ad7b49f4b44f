//! What the statuses of SyncML mean on Windows. Their names and what the specification says of them are in `syncml`.

use syncml::StatusCode;

use crate::Cause::{self, *};

/// What is known of a status beyond what the specification says.
#[derive(Debug, Clone, Copy)]
pub struct StatusRow {
    /// The status.
    pub code: StatusCode,
    /// The causes, likeliest first.
    pub causes: &'static [Cause],
    /// What people met with on Windows.
    pub note: Option<Note>,
    /// The public document that lists the status.
    pub source: &'static str,
}

/// Something that no document says, or that is easily overlooked in one.
#[derive(Debug, Clone, Copy)]
pub struct Note {
    /// A clause.
    pub text: &'static str,
    /// Where it was reported or said; empty where it follows from the document that lists the status.
    pub source: &'static str,
    /// Whether a public document says so; else it is a report.
    pub is_documented: bool,
}

const OMA: &str = "OMA SyncML Representation Protocol 1.2";
const LEARN: &str =
    "OMA SyncML Representation Protocol 1.2; Microsoft Learn, OMA DM protocol support";

const fn row(code: StatusCode, causes: &'static [Cause], source: &'static str) -> StatusRow {
    StatusRow {
        code,
        causes,
        note: None,
        source,
    }
}

impl StatusRow {
    const fn says(mut self, text: &'static str) -> Self {
        let (source, is_documented) = ("", true);
        self.note = Some(Note {
            text,
            source,
            is_documented,
        });
        self
    }

    const fn seen(mut self, text: &'static str, source: &'static str) -> Self {
        let is_documented = false;
        self.note = Some(Note {
            text,
            source,
            is_documented,
        });
        self
    }
}

/// Every status that Windows or a management server is known to give. The others mean what `StatusCode::description` says.
#[rustfmt::skip]
pub const STATUSES: &[StatusRow] = &[
    row(StatusCode::IN_PROGRESS, &[Begun], OMA),
    row(StatusCode::OK, &[], LEARN)
        .seen("Intune may still report a failure when what it reads back differs from what it sent", "MicrosoftDocs/windows-itpro-docs#1753"),
    row(StatusCode::ITEM_ADDED, &[], OMA),
    row(StatusCode::ACCEPTED, &[Begun], LEARN),
    row(StatusCode::PARTIAL_CONTENT, &[ProviderFailed], OMA),
    row(StatusCode::AUTHENTICATED, &[Expected], LEARN)
        .says("it is about the session and not about a setting"),
    row(StatusCode::CHUNK_ACCEPTED, &[Expected], OMA)
        .says("the large object goes on in the next message"),
    row(StatusCode::CANCELLED, &[Cancelled], LEARN),
    row(StatusCode::NOT_EXECUTED, &[NotRun, Cancelled], LEARN),
    row(StatusCode::ROLLED_BACK, &[Undone], LEARN),
    row(StatusCode::BAD_REQUEST, &[BadCommand, BadName, BadPayload], LEARN)
        .seen("a command without a CmdID is answered so, with an empty CmdRef", "fleetdm/fleet#15277"),
    row(StatusCode::INVALID_CREDENTIALS, &[Credentials], LEARN),
    row(StatusCode::PAYMENT_REQUIRED, &[ProviderFailed], OMA)
        .says("Windows is not known to answer so"),
    row(StatusCode::FORBIDDEN, &[WrongSender, NotNow], LEARN),
    row(StatusCode::NOT_FOUND, &[NodeAbsent, NoValue, NotForBuild, UnknownNode, WrongScope, BadName, NobodySignedIn, NothingToDelete, AdmxOrder], LEARN)
        .seen("a policy that an ADMX backs may answer a Get so although it is set", "fleetdm/fleet#28499"),
    row(StatusCode::COMMAND_NOT_ALLOWED, &[VerbNotPermitted, NobodySignedIn, ParentMissing, WrongFormat, NotForBuild, NotForEdition, WrongScope, NotForDevice, NotNow, AdmxOrder], LEARN)
        .seen("it is not only about the verb: a Format that is not the node's, an edition without the node and a missing parent are answered so too", "fleetdm/fleet#42748, MicrosoftDocs/windows-itpro-docs#11854, fleetdm/fleet#49250"),
    row(StatusCode::OPTIONAL_FEATURE_NOT_SUPPORTED, &[NoFeature, NotForBuild, NotForDevice], LEARN)
        .seen("nodes of declared configuration answer so where the enrolment is not for them", "go-microsoft-dm, capture of Windows 11 25H2"),
    row(StatusCode::CREDENTIALS_MISSING, &[FirstContact, Credentials], OMA),
    row(StatusCode::REQUEST_TIMEOUT, &[Busy], OMA),
    row(StatusCode::CONFLICT, &[OwnedByOther, NotNow], OMA),
    row(StatusCode::GONE, &[UnknownNode], OMA),
    row(StatusCode::SIZE_REQUIRED, &[BrokenChunks], OMA),
    row(StatusCode::INCOMPLETE_COMMAND, &[BadCommand], OMA),
    row(StatusCode::ENTITY_TOO_LARGE, &[TooLarge], OMA),
    row(StatusCode::URI_TOO_LONG, &[BadName, TooLarge], OMA),
    row(StatusCode::UNSUPPORTED_TYPE_OR_FORMAT, &[NotParsed, WrongFormat, BadPayload], LEARN),
    row(StatusCode::REQUESTED_SIZE_TOO_BIG, &[TooLarge], OMA),
    row(StatusCode::RETRY_LATER, &[Busy], OMA),
    row(StatusCode::ALREADY_EXISTS, &[AlreadyThere], LEARN)
        .seen("a profile that is sent again is answered so when it Adds", "fleetdm/fleet#24394"),
    row(StatusCode::DEVICE_FULL, &[TooLarge, Busy], OMA),
    row(StatusCode::SIZE_MISMATCH, &[BrokenChunks], OMA),
    row(StatusCode::PERMISSION_DENIED, &[AccessDenied, OwnedByOther, NotForEdition], LEARN)
        .says("most errors of the kind access denied become this status"),
    row(StatusCode::COMMAND_FAILED, &[WrongValue, NobodySignedIn, ProviderFailed, UnknownNode, WrongScope, AdmxPayload, AdmxOrder, BadPayload, NotInAtomic], LEARN)
        .seen("an invented name below Policy/Config is answered so as well as with 404", "fleetdm/fleet#42748"),
    row(StatusCode::NOT_IMPLEMENTED, &[VerbNotPermitted, NotForDevice], OMA),
    row(StatusCode::SERVICE_UNAVAILABLE, &[Busy], OMA),
    row(StatusCode::DTD_VERSION_NOT_SUPPORTED, &[WrongVersion], OMA),
    row(StatusCode::PROCESSING_ERROR, &[ProviderFailed], OMA),
    row(StatusCode::ATOMIC_FAILED, &[ChildFailed, NotInAtomic, NobodySignedIn], LEARN)
        .seen("a profile with commands for ./User in an Atomic is answered so before the user signs in", "fleetdm/fleet#50196"),
    row(StatusCode::REFRESH_REQUIRED, &[Busy], OMA),
    row(StatusCode::DATA_STORE_FAILURE, &[Busy, BrokenWindows], OMA),
    row(StatusCode::SERVER_FAILURE, &[ServiceSide], OMA),
    row(StatusCode::SYNCHRONIZATION_FAILED, &[ProviderFailed, Busy], OMA),
    row(StatusCode::PROTOCOL_VERSION_NOT_SUPPORTED, &[WrongVersion], OMA),
    row(StatusCode::OPERATION_CANCELLED, &[Cancelled], OMA),
    row(StatusCode::ATOMIC_ROLL_BACK_FAILED, &[NotUndone], LEARN),
    row(StatusCode::ATOMIC_RESPONSE_TOO_LARGE, &[TooLarge], OMA),
];
