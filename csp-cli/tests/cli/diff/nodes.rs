//! Edits of a file and of the facts that every node of it has.

use super::Edit;

pub(super) const EDITS: &[Edit] = &[
    // What the file says beside its nodes.
    (
        "<VerDTD>1.2<",
        "<VerDTD>1.1<",
        &["documentation ver_dtd: 1.2 -> 1.1"],
    ),
    (
        "<Man>Contoso</Man>",
        "",
        &["documentation manufacturer: Contoso -> -"],
    ),
    (
        "Lamp &amp; Shade",
        "Lamp",
        &["documentation model: Lamp & Shade -> Lamp"],
    ),
    (
        "<MSFT:Diagnostics></MSFT:Diagnostics>",
        "",
        &["documentation diagnostics: true -> -"],
    ),
    // The node itself.
    (
        "<NodeName>Switch<",
        "<NodeName>Toggle<",
        &["breaking removed", "additive added"],
    ),
    (
        "<NodeName>Switch<",
        "<NodeName>switch<",
        &["documentation name: Switch -> switch"],
    ),
    (
        "<DFTitle>Bulb<",
        "<DFTitle>Lamp bulb<",
        &["documentation title: Bulb -> Lamp bulb"],
    ),
    (
        "<DFTitle>How bright<",
        "<DFTitle>Level<",
        &["documentation title: How bright -> Level"],
    ),
    (
        "<Path>./Device/Vendor/Contoso<",
        "<Path>./Vendor/Contoso<",
        &["documentation path: ./Device/Vendor/Contoso -> ./Vendor/Contoso"],
    ),
    (
        "<Path>./Device/Vendor/Contoso<",
        "<Path>./device/vendor/Contoso<",
        &["documentation path: ./Device/Vendor/Contoso -> ./device/vendor/Contoso"],
    ),
    (
        "<Description>In percent.<",
        "<Description>In per mille.<",
        &["documentation description: In percent. -> In per mille."],
    ),
    (
        "<DFFormat><null /></DFFormat>",
        "<DFFormat><chr /></DFFormat>",
        &["breaking format: null -> chr"],
    ),
    (
        "<AccessType><Replace /><Get /></AccessType>",
        "<AccessType><Get /></AccessType>",
        &["breaking access: Get, Replace -> Get"],
    ),
    (
        "<AccessType><Replace /><Get /></AccessType>",
        "<AccessType><Replace /><Exec /></AccessType>",
        &["breaking access: Get, Replace -> Exec, Replace"],
    ),
    (
        "<AccessType><Exec /><Get /></AccessType>",
        "<AccessType><Exec /><Get /><Replace /></AccessType>",
        &["additive access: Exec, Get -> Exec, Get, Replace"],
    ),
    (
        "<ZeroOrN>5</ZeroOrN>",
        "<ZeroOrMore />",
        &["additive occurrence: ZeroOrN:5 -> ZeroOrMore"],
    ),
    (
        "<ZeroOrN>5</ZeroOrN>",
        "<ZeroOrN>4</ZeroOrN>",
        &["breaking occurrence: ZeroOrN:5 -> ZeroOrN:4"],
    ),
    (
        "<ZeroOrN>5</ZeroOrN>",
        "<OneOrMore />",
        &["breaking occurrence: ZeroOrN:5 -> OneOrMore"],
    ),
    (
        "<Occurrence><One /></Occurrence>\n            <Scope><Dynamic />",
        "<Occurrence><ZeroOrOne /></Occurrence>\n            <Scope><Dynamic />",
        &["breaking occurrence: One -> ZeroOrOne"],
    ),
    (
        "<Scope><Permanent /></Scope>\n      </DFProperties>\n      <Node>",
        "<Scope><Dynamic /></Scope>\n      </DFProperties>\n      <Node>",
        &["breaking scope: Permanent -> Dynamic"],
    ),
    (
        "<DefaultValue>50<",
        "<DefaultValue>60<",
        &["breaking default: 50 -> 60"],
    ),
    (
        "<DefaultValue>50</DefaultValue>",
        "",
        &["breaking default: 50 -> -"],
    ),
    (
        "<DFTitle>How bright</DFTitle>",
        "<DFTitle>How bright</DFTitle><CaseSense><CIS/></CaseSense>",
        &["documentation case_sense: - -> CIS"],
    ),
    (
        "<CaseSense><CS /></CaseSense>",
        "<CaseSense><CIS /></CaseSense>",
        &["additive case_sense: CS -> CIS"],
    ),
    (
        "<CaseSense><CIS /></CaseSense>",
        "<CaseSense><CS /></CaseSense>",
        &["breaking case_sense: CIS -> CS"],
    ),
    (
        "<MIME>text/x-mode</MIME>",
        "",
        &["additive mime: text/plain, text/x-mode -> text/plain"],
    ),
    (
        "<MIME>text/plain</MIME><MIME>text/x-mode</MIME>",
        "<MIME>text/x-mode</MIME><MIME>text/plain</MIME>",
        &["breaking mime: text/plain, text/x-mode -> text/x-mode, text/plain"],
    ),
    (
        "<DFType><MIME /></DFType>",
        "<DFType><MIME>text/plain</MIME></DFType>",
        &["documentation mime: - -> text/plain"],
    ),
    (
        "<DFType><MIME /></DFType>",
        "<DFType><MIME>text/xml</MIME></DFType>",
        &["breaking mime: - -> text/xml"],
    ),
    (
        "<DFType><MIME /></DFType>",
        "<DFType><MIME>text/plain</MIME><MIME>text/xml</MIME></DFType>",
        &["breaking mime: - -> text/plain, text/xml"],
    ),
    (
        "<MIME>text/x-mode</MIME>",
        "<MIME>text/x-mode</MIME><MIME>text/xml</MIME>",
        &["additive mime: text/plain, text/x-mode -> text/plain, text/x-mode, text/xml"],
    ),
    (
        "com.contoso/1.0/MDM/Lamp",
        "com.contoso/1.1/MDM/Lamp",
        &["documentation ddf_name: com.contoso/1.0/MDM/Lamp -> com.contoso/1.1/MDM/Lamp"],
    ),
    (
        "<Value>green</Value>",
        "<Value>red</Value>",
        &["breaking value: green -> red"],
    ),
    (
        "<RTProperties><Format>chr</Format></RTProperties>",
        "",
        &["documentation rt_properties: <RTProperties><Format>chr</Format></RTProperties> -> -"],
    ),
    (
        "<MSFT:Colour hue=\"warm\">amber</MSFT:Colour>",
        "",
        &["documentation extensions: <MSFT:Colour hue=\"warm\">amber</MSFT:Colour> -> -"],
    ),
];
