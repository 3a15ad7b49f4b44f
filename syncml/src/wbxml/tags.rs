//! The code pages: which byte is which element.

/// The first byte that is a tag.
const FIRST: u8 = 0x05;

/// An element whose byte stands for none, as other decoders print it.
pub(super) const UNKNOWN: &str = "unknown";

/// The code page of Meta's elements.
pub(crate) const METINF: u8 = 1;

/// The pages 0 (SyncML), 1 (MetInf) and 2 (DMDDF); 30 of the first is reserved.
const PAGES: [&[&str]; 3] = [&SYNCML, &META, &TREES];

const SYNCML: [&str; 56] = [
    "Add",
    "Alert",
    "Archive",
    "Atomic",
    "Chal",
    "Cmd",
    "CmdID",
    "CmdRef",
    "Copy",
    "Cred",
    "Data",
    "Delete",
    "Exec",
    "Final",
    "Get",
    "Item",
    "Lang",
    "LocName",
    "LocURI",
    "Map",
    "MapItem",
    "Meta",
    "MsgID",
    "MsgRef",
    "NoResp",
    "NoResults",
    "Put",
    "Replace",
    "RespURI",
    "Results",
    "Search",
    "Sequence",
    "SessionID",
    "SftDel",
    "Source",
    "SourceRef",
    "Status",
    "Sync",
    "SyncBody",
    "SyncHdr",
    "SyncML",
    "Target",
    "TargetRef",
    "",
    "VerDTD",
    "VerProto",
    "NumberOfChanges",
    "MoreData",
    "Field",
    "Filter",
    "Record",
    "FilterType",
    "SourceParent",
    "TargetParent",
    "Move",
    "Correlator",
];

const META: [&str; 18] = [
    "Anchor",
    "EMI",
    "Format",
    "FreeID",
    "FreeMem",
    "Last",
    "Mark",
    "MaxMsgSize",
    "Mem",
    "MetInf",
    "Next",
    "NextNonce",
    "SharedMem",
    "Size",
    "Type",
    "Version",
    "MaxObjSize",
    "FieldLevel",
];

const TREES: [&str; 56] = [
    "AccessType",
    "ACL",
    "Add",
    "b64",
    "bin",
    "bool",
    "chr",
    "CaseSense",
    "CIS",
    "Copy",
    "CS",
    "date",
    "DDFName",
    "DefaultValue",
    "Delete",
    "Description",
    "DFFormat",
    "DFProperties",
    "DFTitle",
    "DFType",
    "Dynamic",
    "Exec",
    "float",
    "Format",
    "Get",
    "int",
    "Man",
    "MgmtTree",
    "MIME",
    "Mod",
    "Name",
    "Node",
    "node",
    "NodeName",
    "null",
    "Occurrence",
    "One",
    "OneOrMore",
    "OneOrN",
    "Path",
    "Permanent",
    "Replace",
    "RTProperties",
    "Scope",
    "Size",
    "time",
    "Title",
    "TStamp",
    "Type",
    "Value",
    "VerDTD",
    "VerNo",
    "xml",
    "ZeroOrMore",
    "ZeroOrN",
    "ZeroOrOne",
];

/// The element of a page; `None` where there is no such page.
pub(super) fn name(page: u8, token: u8) -> Option<&'static str> {
    let names = PAGES.get(usize::from(page))?;
    let name = names.get(usize::from(token).wrapping_sub(usize::from(FIRST)));
    Some(
        name.copied()
            .filter(|name| !name.is_empty())
            .unwrap_or(UNKNOWN),
    )
}

/// The byte of an element in a page.
pub(crate) fn find(page: u8, name: &str) -> Option<u8> {
    let names = PAGES.get(usize::from(page))?;
    let at = names
        .iter()
        .position(|known| *known == name && !name.is_empty())?;
    Some(FIRST + at as u8)
}

/// The same while compiling, for an element that is there.
pub(crate) const fn token(page: u8, name: &str) -> u8 {
    let names = PAGES[page as usize];
    let mut at = 0;
    while !is_same(names[at].as_bytes(), name.as_bytes()) {
        at += 1;
    }
    FIRST + at as u8
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len()
}

/// The namespace of a page's elements, but for the first, which has several.
pub(super) const fn namespace(page: u8) -> &'static str {
    match page {
        METINF => "syncml:metinf",
        _ => "syncml:dmddf1.2",
    }
}

/// The media type of a tree in XML, where this is the one of the same in WBXML: it is XML once it was read.
pub(super) fn media_type_in_xml(media_type: &str) -> Option<&'static str> {
    let is_tree = media_type.eq_ignore_ascii_case("application/vnd.syncml.dmtnds+wbxml");
    is_tree.then_some("application/vnd.syncml.dmtnds+xml")
}
