//! What the events of the device's own log mean.

/// What is known of an event of [`EVENT_LOG`].
#[derive(Debug, Clone, Copy)]
pub struct EventRow {
    /// The number of the event.
    pub number: u32,
    /// A clause.
    pub meaning: &'static str,
    /// What is easily taken for something else; empty where there is nothing.
    pub note: &'static str,
    /// The public document that says so, or where it was reported.
    pub source: &'static str,
    /// Whether a public document says so.
    pub is_documented: bool,
    /// The error that stands in its text, where that is always the same.
    pub error: Option<u32>,
}

/// The log in which device management tells what it does.
pub const EVENT_LOG: &str =
    "Microsoft-Windows-DeviceManagement-Enterprise-Diagnostics-Provider/Admin";

const fn row(
    number: u32,
    meaning: &'static str,
    note: &'static str,
    is_documented: bool,
) -> EventRow {
    let source = if is_documented {
        "Microsoft Learn, diagnose MDM failures and enrolment"
    } else {
        "public reports that quote the log"
    };
    EventRow {
        number,
        meaning,
        note,
        source,
        is_documented,
        error: None,
    }
}

/// What a thread tells of an event, with the error in it.
const fn reported(
    number: u32,
    meaning: &'static str,
    note: &'static str,
    source: &'static str,
    error: Option<u32>,
) -> EventRow {
    EventRow {
        number,
        meaning,
        note,
        source,
        is_documented: false,
        error,
    }
}

/// The events that help with a failure, in ascending order.
#[rustfmt::skip]
pub const EVENTS: &[EventRow] = &[
    row(75, "enrolment succeeded", "", true),
    row(76, "enrolment failed; the error stands in the text", "", true),
    row(208, "a session of device management has begun", "", false),
    row(400, "a command failed; its LocURI, the command and the result stand in parentheses", "", true),
    row(404, "a command failed; its LocURI, the command and the result stand in parentheses", "for `ADMXInstall/Receiver/Properties/Policy/FakePolicy/Version` it is a probe of Intune's, and harmless", true),
    row(809, "a policy could not be set; the area, the policy and the error stand in the text", "", false),
    reported(810, "a policy could not be set to a text; the policy, the area and the error stand in the text", "with 0x82B00001 its payload lacks an element of the policy, or the policy is of a template that is not there; event 856 beside it names the element", "SkipToTheEndpoint/OpenIntuneBaseline#217", Some(0x82B0_0001)),
    row(813, "a policy was set to an integer", "", false),
    row(814, "a policy was set to a text", "", false),
    row(815, "a policy was deleted", "", false),
    reported(851, "what is left of a template that was ingested before is in the way", "it was blamed for an enrolment that failed", "fleetdm/fleet#36955", None),
    reported(856, "a payload lacks an element of its policy; the id of the element stands in the text", "every element of the policy has a `<data>`, optional ones too; an update of Windows may have added one", "SkipToTheEndpoint/OpenIntuneBaseline#217", Some(0x82B0_0001)),
    row(1928, "an app raised an alert", "", false),
];

/// What Windows writes in place of a number, in English (the texts of `FormatMessage`), and the number.
#[rustfmt::skip]
pub const MESSAGES: &[(&str, u32)] = &[
    ("The system cannot find the file specified", 0x8007_0002),
    ("The system cannot find the path specified", 0x8007_0003),
    ("Access is denied", 0x8007_0005),
    ("The data is invalid", 0x8007_000D),
    ("The request is not supported", 0x8007_0032),
    ("The parameter is incorrect", 0x8007_0057),
    ("The filename, directory name, or volume label syntax is incorrect", 0x8007_007B),
    ("Cannot create a file when that file already exists", 0x8007_00B7),
    ("Element not found", 0x8007_0490),
    ("No mapping between account names and security IDs was done", 0x8007_0534),
    ("Not implemented", 0x8000_4001),
    ("Unspecified error", 0x8000_4005),
    ("Catastrophic failure", 0x8000_FFFF),
];
