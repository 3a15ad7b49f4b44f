//! What the HRESULTs behind a status mean, in words (Windows SDK, `cfgmgr2err.h` and `winerror.h`).

/// A few words, or `None` for an error that is not one of the device management's own or of the common ones.
pub(super) const fn meaning(hresult: u32) -> Option<&'static str> {
    Some(match hresult {
        0x0600_0007 => "undone with its transaction",
        0x8600_0000 => "invalid options of the node",
        0x8600_0001 => "invalid data type",
        0x8600_0002 => "node not found",
        0x8600_0003 => "not possible in a transaction",
        0x8600_0004 => "not possible outside of a transaction",
        0x8600_0005 => "execution failed",
        0x8600_0006 => "cancelling failed",
        0x8600_0008 => "committing the transaction failed",
        0x8600_0009 => "rolling the transaction back failed",
        0x8600_000A => "cleaning up failed",
        0x8600_000B..=0x8600_000F => {
            "the provider's state, registration or dependencies are at fault"
        }
        0x8600_0010 => "the provider must keep transactions itself",
        0x8600_0011 => "command not allowed",
        0x8600_0012 => "not possible between providers",
        0x8600_0013 => "property not supported",
        0x8600_0014 => "invalid semantic type",
        0x8600_0015 => "forbidden name in the LocURI",
        0x8600_0016 => "access denied",
        0x8600_0017 => "access to secret data denied",
        0x8600_0018 => "the XML cannot be read",
        0x8600_0019 => "the command took too long",
        0x8600_0020 => "impersonation failed",
        0x8600_0021 => "WMI failed",
        0x8600_0022 => "there is no target",
        0x8600_0023 => "the resource belongs to another",
        0x8000_4001 => "not implemented",
        0x8000_4005 => "unspecified error",
        0x8007_0002 => "file not found",
        0x8007_0003 => "path not found",
        0x8007_0005 => "access denied",
        0x8007_000D => "invalid data",
        0x8007_0032 => "not supported",
        0x8007_0057 => "invalid parameter",
        0x8007_00B7 => "it exists already",
        0x8007_0490 => "element not found",
        _ => return None,
    })
}
