//! Edits of the Windows that has a node, of how it treats the value, and of what people read.

use super::Edit;

pub(super) const EDITS: &[Edit] = &[
    // On which Windows.
    (
        "10.0.22000, 10.0.19041.1202<",
        "10.0.22000, 10.0.19041.1202, 10.0.18363<",
        &[
            "additive os_build_version: 10.0.22000, 10.0.19041.1202 -> 10.0.22000, 10.0.19041.1202, 10.0.18363",
        ],
    ),
    (
        "10.0.22000, 10.0.19041.1202<",
        "10.0.22000, 10.0.19041.1300<",
        &["breaking os_build_version: 10.0.22000, 10.0.19041.1202 -> 10.0.22000, 10.0.19041.1300"],
    ),
    // Builds between 22000 and 26100 were newer than every entry.
    (
        "10.0.22000, 10.0.19041.1202<",
        "10.0.26100, 10.0.22000, 10.0.19041.1202<",
        &[
            "breaking os_build_version: 10.0.22000, 10.0.19041.1202 -> 10.0.26100, 10.0.22000, 10.0.19041.1202",
        ],
    ),
    (
        "10.0.22000, 10.0.19041.1202<",
        "10.0.22000.100, 10.0.19041.1202<",
        &[
            "breaking os_build_version: 10.0.22000, 10.0.19041.1202 -> 10.0.22000.100, 10.0.19041.1202",
        ],
    ),
    (
        "10.0.22000, 10.0.19041.1202<",
        "10.0.19041.1202, 10.0.22000<",
        &[
            "documentation os_build_version: 10.0.22000, 10.0.19041.1202 -> 10.0.19041.1202, 10.0.22000",
        ],
    ),
    (
        "99.9.99999",
        "10.0.26100",
        &["additive os_build_version: 99.9.99999 -> 10.0.26100"],
    ),
    (
        "99.9.99999",
        "10.0.22000, 10.0.19041.1202",
        &["additive os_build_version: 99.9.99999 -> 10.0.22000, 10.0.19041.1202"],
    ),
    (
        "<MSFT:CspVersion>1.0<",
        "<MSFT:CspVersion>1.1<",
        &["documentation csp_version: 1.0 -> 1.1"],
    ),
    (
        "0x4;0x1B;",
        "0x1b;0x4",
        &["documentation edition_allow_list: 0x4;0x1B; -> 0x1b;0x4"],
    ),
    (
        "0x4;0x1B;",
        "0x4;",
        &["breaking edition_allow_list: 0x4;0x1B; -> 0x4;"],
    ),
    (
        "0x4;0x1B;",
        "0x4;0x1B;0x30;",
        &["additive edition_allow_list: 0x4;0x1B; -> 0x4;0x1B;0x30;"],
    ),
    (
        "<MSFT:EditionAllowList>0x4;0x1B;</MSFT:EditionAllowList>",
        "",
        &["additive edition_allow_list: 0x4;0x1B; -> -"],
    ),
    (
        "<MSFT:RequiresAzureAd>true<",
        "<MSFT:RequiresAzureAd>false<",
        &["additive requires_azure_ad: true -> false"],
    ),
    // How Windows treats the value.
    (
        "LowestValueMostSecure",
        "HighestValueMostSecure",
        &["breaking conflict_resolution: LowestValueMostSecure -> HighestValueMostSecure"],
    ),
    (
        ">Append<",
        ">Replace<",
        &["breaking replace_behavior: Append -> Replace"],
    ),
    (
        "<MSFT:RebootBehavior>ServerInitiated</MSFT:RebootBehavior>",
        "",
        &["breaking reboot_behavior: ServerInitiated -> -"],
    ),
    (
        "<DFTitle>Bulb</DFTitle>",
        "<DFTitle>Bulb</DFTitle><MSFT:RebootBehavior>None</MSFT:RebootBehavior>",
        &["documentation reboot_behavior: - -> None"],
    ),
    (
        "<MSFT:AtomicRequired />",
        "",
        &["additive atomic_required: true -> -"],
    ),
    (
        "<DFTitle>Bulb</DFTitle>",
        "<DFTitle>Bulb</DFTitle><MSFT:AtomicRequired />",
        &["breaking atomic_required: - -> true"],
    ),
    (
        "<MSFT:UniqueName>The socket's number.</MSFT:UniqueName>",
        "<MSFT:ClientInventory />",
        &["breaking dynamic_naming: UniqueName: The socket's number. -> ClientInventory"],
    ),
    (
        "The socket's number.",
        "Any.",
        &["documentation dynamic_naming: UniqueName: The socket's number. -> UniqueName: Any."],
    ),
    (
        "FriendlyId=\"Lit\"",
        "FriendlyId=\"On\"",
        &[
            "documentation dependency: Lit: DependsOn Vendor/Contoso/Lamp/Bulbs/[Bulb]/Mode = ENUM 1, Not Vendor/Contoso/Lamp/Switch, then Range [10-90] -> On: DependsOn Vendor/Contoso/Lamp/Bulbs/[Bulb]/Mode = ENUM 1, Not Vendor/Contoso/Lamp/Switch, then Range [10-90]",
        ],
    ),
    (
        "Lamp/Switch</MSFT:DependencyUri>",
        "Lamp/Toggle</MSFT:DependencyUri>",
        &[
            "breaking dependency: - -> Lit: DependsOn Vendor/Contoso/Lamp/Bulbs/[Bulb]/Mode = ENUM 1, Not Vendor/Contoso/Lamp/Toggle, then Range [10-90]",
            "breaking dependency: Lit: DependsOn Vendor/Contoso/Lamp/Bulbs/[Bulb]/Mode = ENUM 1, Not Vendor/Contoso/Lamp/Switch, then Range [10-90] -> -",
        ],
    ),
    // What people read.
    (
        "Home~Lamp\" GpElement",
        "Home\" GpElement",
        &[
            "documentation gp_mapping: Home~Lamp | Dim the lamp | Lamp_Dim -> Home | Dim the lamp | Lamp_Dim",
        ],
    ),
    (
        "<MSFT:Deprecated OsBuildDeprecated=\"10.0.26100\" />",
        "",
        &["documentation deprecated: since 10.0.26100 -> -"],
    ),
    (
        "The bulb is broken.",
        "No bulb.",
        &[
            "documentation common_error_results: The bulb is broken. | The lamp is gone. -> No bulb. | The lamp is gone.",
        ],
    ),
];
