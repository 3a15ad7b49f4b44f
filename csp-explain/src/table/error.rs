//! What the errors of Windows mean in device management: HRESULTs, and the numbers that Intune and the event log show like them.

use crate::Cause::{self, *};

/// What is known of an error.
#[derive(Debug, Clone, Copy)]
pub struct ErrorRow {
    /// The number.
    pub number: u32,
    /// The constant of the header, or the service's own words; empty where nobody has given it a name.
    pub name: &'static str,
    /// A few words.
    pub meaning: &'static str,
    /// The causes, likeliest first.
    pub causes: &'static [Cause],
    /// The public document that lists the number, or where it was reported.
    pub source: &'static str,
    /// Whether a public document lists it; else it rests on reports alone.
    pub is_documented: bool,
}

const CFGMGR: &str = "Windows SDK, cfgmgr2err.h";
const WINERROR: &str = "Windows SDK, winerror.h";
const FVE: &str = "Windows SDK, winerror.h (BitLocker)";
const MDMREG: &str = "Microsoft Learn, MDM registration error values";
const INTUNE: &str = "Microsoft Learn, common error codes in Microsoft Intune";

const fn listed(
    number: u32,
    name: &'static str,
    meaning: &'static str,
    causes: &'static [Cause],
    source: &'static str,
) -> ErrorRow {
    ErrorRow {
        number,
        name,
        meaning,
        causes,
        source,
        is_documented: true,
    }
}

const fn seen(
    number: u32,
    meaning: &'static str,
    causes: &'static [Cause],
    source: &'static str,
) -> ErrorRow {
    ErrorRow {
        number,
        name: "",
        meaning,
        causes,
        source,
        is_documented: false,
    }
}

/// Every error that is known to come back from device management, in ascending order.
#[rustfmt::skip]
pub const ERRORS: &[ErrorRow] = &[
    seen(65000, "Intune's general error", &[ProviderFailed, ReadsBackOtherwise], "public reports of Intune"),
    seen(0x0002_0100, "an ingested ADMX policy could not be set", &[AdmxPayload, AdmxOrder, WrongValue], "public reports of ADMX ingestion"),
    seen(0x0002_0101, "an ADMX file could not be ingested", &[AdmxFile, BadPayload], "microsoft/PowerToys#21702"),
    listed(0x0600_0007, "CFGMGR_S_COMMANDFAILEDDUETOTRANSACTIONROLLBACK", "undone with its transaction", &[Undone], CFGMGR),
    listed(0x8000_4001, "E_NOTIMPL", "not implemented", &[NotForDevice, VerbNotPermitted, NotForBuild], WINERROR),
    listed(0x8000_4005, "E_FAIL", "unspecified error", &[ProviderFailed], WINERROR),
    listed(0x8000_FFFF, "E_UNEXPECTED", "unexpected failure", &[DocumentId, ProviderFailed], WINERROR),
    listed(0x8004_1002, "WBEM_E_NOT_FOUND", "WMI does not find the class or the instance", &[PartMissing, NotForBuild, NotForEdition], "Windows SDK, wbemcli.h"),
    listed(0x8007_0002, "ERROR_FILE_NOT_FOUND", "file not found", &[UnknownNode, WrongScope, BadName, PartMissing], WINERROR),
    listed(0x8007_0003, "ERROR_PATH_NOT_FOUND", "path not found", &[UnknownNode, PartMissing], WINERROR),
    listed(0x8007_0005, "ERROR_ACCESS_DENIED", "access denied", &[AccessDenied, WrongSender, OwnedByOther], WINERROR),
    listed(0x8007_000D, "ERROR_INVALID_DATA", "invalid data", &[BadPayload, NotParsed], WINERROR),
    listed(0x8007_0032, "ERROR_NOT_SUPPORTED", "not supported", &[NotForEdition, NotForDevice], WINERROR),
    listed(0x8007_0057, "ERROR_INVALID_PARAMETER", "invalid parameter", &[WrongValue, BadPayload], WINERROR),
    listed(0x8007_007B, "ERROR_INVALID_NAME", "invalid name", &[BadName], WINERROR),
    listed(0x8007_00B7, "ERROR_ALREADY_EXISTS", "it exists already", &[AlreadyThere], WINERROR),
    listed(0x8007_0490, "ERROR_NOT_FOUND", "element not found", &[PartMissing, ProviderFailed], WINERROR),
    listed(0x8007_052D, "ERROR_PASSWORD_RESTRICTION", "the password breaks the rules", &[PasswordRules], WINERROR),
    listed(0x8007_0534, "ERROR_NONE_MAPPED", "a name is no account", &[AccountName], WINERROR),
    listed(0x8007_056B, "ERROR_NO_SUCH_MEMBER", "a member is no account", &[AccountName], WINERROR),
    listed(0x8007_0643, "ERROR_INSTALL_FAILURE", "the installation failed", &[InstallerFailed], WINERROR),
    listed(0x8007_2EE7, "ERROR_INTERNET_NAME_NOT_RESOLVED", "the server's name could not be resolved", &[NoNetwork], WINERROR),
    listed(0x8007_3CF3, "ERROR_INSTALL_RESOLVE_DEPENDENCY_FAILED", "a package that the app needs, or a newer one, is in the way", &[PartMissing], WINERROR),
    listed(0x800B_0109, "CERT_E_UNTRUSTEDROOT", "the root certificate is not trusted", &[Untrusted], WINERROR),
    listed(0x8018_0001, "MENROLL_E_DEVICE_MESSAGE_FORMAT_ERROR", "the message of the enrolment server cannot be read", &[BadPayload, ServiceSide], MDMREG),
    listed(0x8018_0013, "MENROLL_E_DEVICECAPREACHED", "the user has too many devices", &[DeviceCap], MDMREG),
    listed(0x8018_0014, "MENROLL_E_DEVICENOTSUPPORTED", "this kind of device may not enrol", &[Restricted], MDMREG),
    listed(0x8018_0018, "MENROLL_E_USERLICENSE", "the user's licence does not allow enrolment", &[NoLicence], MDMREG),
    listed(0x8018_0023, "MENROLL_E_PROV_UNKNOWN", "the provisioning document of the enrolment failed", &[BadPayload], MDMREG),
    listed(0x8018_0026, "MENROLL_E_DEVICE_MANAGEMENT_BLOCKED", "management is blocked on this device", &[MdmBlocked], MDMREG),
    listed(0x8031_0059, "FVE_E_VOLUME_HANDLE_OPEN", "the volume is in use", &[Busy], FVE),
    listed(0x8031_005E, "FVE_E_POLICY_RECOVERY_KEY_NOT_ALLOWED", "a policy forbids the recovery key", &[Contradiction], FVE),
    seen(0x82AA_0002, "reports disagree: the node is absent, or it exists already", &[NodeAbsent, AlreadyThere, ProviderFailed], "public reports, which disagree"),
    seen(0x82AC_0204, "a push is queued", &[Expected], "public reports"),
    seen(0x82B0_0001, "the payload does not fit the ADMX", &[AdmxPayload], "SkipToTheEndpoint/OpenIntuneBaseline#217"),
    seen(0x82B0_0006, "the edition or the licence does not have the policy", &[NotForEdition], "MicrosoftDocs/windows-itpro-docs#11854"),
    listed(0x8600_0000, "CFGMGR_E_INVALIDNODEOPTIONS", "invalid options of the node", &[ProviderDefect], CFGMGR),
    listed(0x8600_0001, "CFGMGR_E_INVALIDDATATYPE", "invalid data type", &[NotParsed, WrongFormat], CFGMGR),
    listed(0x8600_0002, "CFGMGR_E_NODENOTFOUND", "node not found", &[UnknownNode, NodeAbsent, WrongScope, NotForBuild, NotForEdition], CFGMGR),
    listed(0x8600_0003, "CFGMGR_E_ILLEGALOPERATIONINATRANSACTION", "not possible in a transaction", &[NotInAtomic], CFGMGR),
    listed(0x8600_0004, "CFGMGR_E_ILLEGALOPERATIONOUTSIDEATRANSACTION", "not possible outside of a transaction", &[AtomicNeeded], CFGMGR),
    listed(0x8600_0005, "CFGMGR_E_ONEORMOREEXECUTIONFAILURES", "one or more commands failed", &[ChildFailed, NotRun], CFGMGR),
    listed(0x8600_0006, "CFGMGR_E_ONEORMORECANCELFAILURES", "one or more commands could not be taken back", &[NotUndone], CFGMGR),
    listed(0x8600_0008, "CFGMGR_E_COMMITFAILURE", "committing the transaction failed", &[ProviderFailed, HalfDone], CFGMGR),
    listed(0x8600_0009, "CFGMGR_E_ROLLBACKFAILURE", "rolling the transaction back failed", &[NotUndone, ProviderFailed], CFGMGR),
    listed(0x8600_000A, "CFGMGR_E_ONEORMORECLEANUPFAILURES", "cleaning up after the transaction failed", &[ProviderFailed], CFGMGR),
    listed(0x8600_000B, "CFGMGR_E_CONFIGNODESTATEOBJECTNOLONGERVALID", "the provider used a state that is no longer valid", &[ProviderDefect], CFGMGR),
    listed(0x8600_000C, "CFGMGR_E_CSPREGISTRATIONCORRUPT", "the registration of the provider is damaged", &[BrokenWindows], CFGMGR),
    listed(0x8600_000D, "CFGMGR_E_NODEFAILEDTOCANCEL", "the node could not cancel", &[ProviderFailed], CFGMGR),
    listed(0x8600_000E, "CFGMGR_E_DEPENDENTOPERATIONFAILURE", "an earlier operation failed", &[NotRun], CFGMGR),
    listed(0x8600_000F, "CFGMGR_E_CSPNODEILLEGALSTATE", "the node is in a state that forbids the command", &[NotNow], CFGMGR),
    listed(0x8600_0010, "CFGMGR_E_REQUIRESINTERNALTRANSACTIONING", "the provider must keep transactions itself", &[NotInAtomic], CFGMGR),
    listed(0x8600_0011, "CFGMGR_E_COMMANDNOTALLOWED", "command not allowed", &[VerbNotPermitted, NotNow], CFGMGR),
    listed(0x8600_0012, "CFGMGR_E_INTERCSPOPERATION", "not possible between providers", &[VerbNotPermitted], CFGMGR),
    listed(0x8600_0013, "CFGMGR_E_PROPERTYNOTSUPPORTED", "property not supported", &[NoFeature], CFGMGR),
    listed(0x8600_0014, "CFGMGR_E_INVALIDSEMANTICTYPE", "invalid semantic type", &[WrongFormat], CFGMGR),
    listed(0x8600_0015, "CFGMGR_E_FORBIDDENURISEGMENT", "forbidden name in the LocURI", &[BadName], CFGMGR),
    listed(0x8600_0016, "CFGMGR_E_READWRITEACCESSDENIED", "access denied", &[AccessDenied, OwnedByOther, WrongSender], CFGMGR),
    listed(0x8600_0017, "CFGMGR_E_SECRETDATAACCESSDENIED", "access to secret data denied", &[ReadsBackOtherwise], CFGMGR),
    listed(0x8600_0018, "CFGMGR_E_XMLPARSEERROR", "the XML cannot be read", &[BadPayload], CFGMGR),
    listed(0x8600_0019, "CFGMGR_E_COMMANDTIMEOUT", "the command took too long", &[Busy], CFGMGR),
    listed(0x8600_0020, "CFGMGR_E_IMPERSONATIONERROR", "impersonation failed", &[WrongSender, NobodySignedIn], CFGMGR),
    listed(0x8600_0021, "CFGMGR_E_WMIOPERATIONERROR", "WMI failed: an argument, a type, or something twice", &[WrongValue, NotParsed], CFGMGR),
    listed(0x8600_0022, "CFGMGR_E_NOIMPERSONATIONTARGET", "there is no user to act for", &[NobodySignedIn], CFGMGR),
    listed(0x8600_0023, "RESOURCEMGR_E_RESOURCEALREADYOWNED", "another source has configured the resource", &[OwnedByOther], CFGMGR),
    seen(0x8600_0031, "the resource belongs to declared configuration", &[OwnedByOther], "Microsoft Learn, declared configuration, shows it in a line of the log; no header names it"),
    listed(0x87D1_FDE8, "remediation failed", "Intune sent the setting and could not confirm it", &[ReadsBackOtherwise, WrongValue, WrongFormat, AdmxPayload, ProviderFailed], INTUNE),
    listed(0x87D1_FDE9, "not applicable", "the setting is not for this device", &[NotForEdition, NotForBuild, NotForDevice], INTUNE),
    listed(0x87D1_FDEA, "invalid CIM parameter", "a parameter of the setting is invalid", &[WrongValue], INTUNE),
    listed(0x87D1_FDEB, "type conversion failed", "the value could not be converted", &[WrongFormat, NotParsed, BadName], INTUNE),
    listed(0x87D1_FDEC, "setting absent from the configuration item", "the service does not find the setting", &[ServiceSide], INTUNE),
    listed(0x87D1_FDEE, "conflict lost", "another policy won", &[AnotherPolicy], INTUNE),
    listed(0x87D1_FDF0, "certificate information of the configuration item", "the certificate profile lacks its information", &[CertificateProfile], INTUNE),
    listed(0x87D1_FDF1, "certificate information of the request not found", "the certificate request lacks its information", &[CertificateProfile], INTUNE),
    listed(0x87D1_FDF2, "NDES URL absent", "the URL of the NDES server is not found", &[CertificateProfile], INTUNE),
    listed(0x87D1_FDF3, "certificate request not found", "the certificate request is not found", &[CertificateProfile], INTUNE),
];
