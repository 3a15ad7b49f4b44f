//! Why a command may have failed, and what to do about it: one list for every code.

macro_rules! causes {
    ($($name:ident: $text:literal, $advice:literal;)*) => {
        /// A cause of a status or of an error. [`rank`](crate::rank) puts those of a code into order.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Cause {
            $(#[doc = concat!("In words: ", $text, ".")] $name,)*
        }

        impl Cause {
            /// The cause as a clause.
            pub const fn text(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }

            /// What to do about it, as a clause.
            pub const fn advice(self) -> &'static str {
                match self {
                    $(Self::$name => $advice,)*
                }
            }
        }
    };
}

causes! {
    UnknownNode: "this device does not know the node or a parent of it",
        "check the LocURI letter by letter; `csp explain` of it says whether the definitions have it";
    WrongScope: "the node is in the other scope only",
        "address it below ./Device where the definition has it there, or below ./User";
    NodeAbsent: "the node does not exist",
        "Add the node first, or its parent";
    NoValue: "it has no value",
        "nothing was set; that may be as it should be";
    NothingToDelete: "there was nothing to delete, which is as good",
        "nothing is to be done";
    AlreadyThere: "the node exists, which is harmless when it was added before; Replace sets its value",
        "send a Replace, or leave the Add out when it is sent again";
    ParentMissing: "the parent is missing",
        "Add the parent first";
    VerbNotPermitted: "the definition of the node does not permit the verb",
        "use a verb that the node's AccessType lists";
    WrongFormat: "the Format that Meta states is not the node's",
        "write the node's own Format in Meta";
    NotParsed: "the value does not have the node's format",
        "write a value of the node's format";
    WrongValue: "the provider refused the value, as a rule because it is outside of those that the node allows",
        "write one of the values that the node allows";
    BadPayload: "the XML or the blob in the value cannot be read",
        "validate what stands in Data, and escape it exactly once";
    BadName: "the LocURI has a space, a backslash or another sign that no name may have",
        "write each name as the definition spells it, and percent-encode the names that you give";
    BadCommand: "the command lacks something that it needs: CmdID, Item, Target or LocURI",
        "complete the command; every command has a CmdID of its own";
    NotForBuild: "the device's Windows is older than the node",
        "compare the device's build with the node's";
    NotForEdition: "the device's edition or licence does not have the node",
        "compare the device's edition with the node's";
    NotForDevice: "the node is not for this device",
        "check the edition, the licence, the hardware and the kind of enrolment";
    NotNow: "it is in a state that forbids it",
        "read the nodes beside it, and send the command when they allow it";
    NobodySignedIn: "the user is not signed in",
        "send it again when the user is signed in";
    WrongSender: "the provider takes this from another sender, user or session only",
        "check the scope (./User or ./Device), the user and the kind of enrolment";
    AccessDenied: "the provider denied access",
        "check tamper protection, the permissions and who owns the setting";
    OwnedByOther: "another authority or another policy owns the setting",
        "find the other source, and leave the setting to one of the two";
    NotRun: "another command of its Atomic failed, so it was not run",
        "mend the command that failed by itself";
    Undone: "another command of its Atomic failed, so it was undone",
        "mend the command that failed by itself";
    NotUndone: "another command of its Atomic failed, and it could not be undone",
        "read what the device has now: it is left half-way";
    ChildFailed: "a command in it failed, so none took effect",
        "mend the command in it that failed by itself";
    NotInAtomic: "a Get or an Atomic stands inside of an Atomic",
        "take it out of the Atomic";
    AtomicNeeded: "the command must stand in an Atomic",
        "put it into an Atomic with the commands that belong to it";
    HalfDone: "the transaction could be neither kept nor undone",
        "read what the device has now: it may be left half-way";
    ProviderFailed: "the provider failed",
        "read the code behind the status (msft:originalerror), or the device's event log";
    ProviderDefect: "the provider itself is at fault",
        "update Windows, and report it to who makes the provider";
    Begun: "it has begun; an alert tells its end",
        "wait for the alert, or read the status node beside it";
    Busy: "the device or the provider is busy",
        "send it again later";
    Cancelled: "the user or the device stopped the operation before it ran",
        "send it again later";
    ReadsBackOtherwise: "the value was applied, and what is read back differs or cannot be read",
        "read the value on the device; a node that nobody can read, or that writes its value anew, is reported as failed";
    NoFeature: "this device does not have the node or the property",
        "leave out what the device does not have";
    TooLarge: "the message or the value is larger than the device takes",
        "send less in one message";
    BrokenChunks: "the pieces of a large object do not add up to the size that was stated",
        "state the size as it is carried, and send every piece";
    Credentials: "the message does not prove who sends it",
        "answer the challenge with the credentials of the account";
    FirstContact: "a session begins so: the challenge comes before the credentials",
        "nothing is to be done unless the session ends with it";
    WrongVersion: "the message states a version that the device does not speak",
        "write VerDTD 1.2 and VerProto DM/1.2";
    NoNetwork: "a server cannot be reached by its name",
        "check DNS, proxy and firewall";
    Untrusted: "a certificate leads to a root that the device does not trust",
        "install the root certificate first";
    CertificateProfile: "the certificate profile or its connector is incomplete",
        "check the certificate profile, its connector and the URL of the SCEP server";
    ServiceSide: "the management service, and not the device, is the reason",
        "wait for the next check-in";
    AnotherPolicy: "another policy with another value won",
        "find the two policies, and keep one";
    AccountName: "an account or a group of this name is not on this device",
        "write the SID: names of built-in groups are translated";
    PasswordRules: "the password does not fulfil the device's rules",
        "write a longer one, or change the rules first";
    InstallerFailed: "the installer failed",
        "read the installer's own log";
    PartMissing: "something that it needs is not on the device: a file, a package, a class",
        "install what is missing first";
    AdmxPayload: "the payload's elements are not those of the ADMX that this build has",
        "compare the data ids with the ADMX of the device's build: all that are required, spelt alike";
    AdmxOrder: "its template is not on the device: send it (ADMXInstall) before the policy",
        "`csp admx syncml URI --admx FILE --ingest` writes the command for both, the template first";
    AdmxFile: "the ADMX cannot be ingested: its schema, a namespace that is missing, or a registry key that is barred",
        "read the file against the rules of ADMX ingestion";
    Contradiction: "settings that belong together contradict each other",
        "compare the settings of the same area";
    DocumentId: "the id of the declared configuration document is not the one in its LocURI",
        "copy the id from the LocURI";
    DeviceCap: "the user has enrolled as many devices as he may",
        "remove a device, or raise the limit";
    Restricted: "an enrolment restriction leaves out this kind of device",
        "check the restrictions of enrolment";
    NoLicence: "the user has no licence for device management",
        "assign a licence";
    MdmBlocked: "a policy of the device keeps external management out",
        "remove the policy that blocks enrolment";
    BrokenWindows: "the registration of the provider in Windows is damaged",
        "repair Windows";
    Expected: "it is expected and harmless",
        "nothing is to be done";
}
