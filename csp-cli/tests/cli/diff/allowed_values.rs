//! Edits of the values that a node takes.

use super::Edit;

pub(super) const EDITS: &[Edit] = &[
    (
        "[0-100]",
        "[0-50],[51-200]",
        &["additive allowed_range: [0-100] -> [0-50],[51-200]"],
    ),
    (
        "[0-100]",
        "[0-50],[60-100]",
        &["breaking allowed_range: [0-100] -> [0-50],[60-100]"],
    ),
    (
        "[0-100]",
        "[0-50],[51-100]",
        &["documentation allowed_range: [0-100] -> [0-50],[51-100]"],
    ),
    (
        "[0-100]",
        "[(-1)-99]",
        &["breaking allowed_range: [0-100] -> [(-1)-99]"],
    ),
    (
        "Nothing to the most",
        "Percent",
        &["documentation allowed_description: Nothing to the most -> Percent"],
    ),
    (
        "<MSFT:Value> 2 </MSFT:Value>",
        "<MSFT:Value>3</MSFT:Value>",
        &[
            "breaking allowed_value: 2 -> -",
            "additive allowed_value: - -> 3",
        ],
    ),
    (
        "<MSFT:Value> 2 </MSFT:Value>",
        "<MSFT:Value>2</MSFT:Value>",
        &[],
    ),
    (
        ">Off<",
        ">Dark<",
        &["documentation allowed_value: 0 (Off) -> 0 (Dark)"],
    ),
    (
        "^[A-Z]{1,8}",
        "^[A-Z]{1,9}",
        &["breaking allowed_text: ^[A-Z]{1,8}(<[a-z]>)?$ -> ^[A-Z]{1,9}(<[a-z]>)?$"],
    ),
    (
        "Lamp.admx",
        "Home.admx",
        &[
            "breaking allowed_admx: Lamp.admx/Home~Lamp/Lamp_Policy -> Home.admx/Home~Lamp/Lamp_Policy",
        ],
    ),
    (
        "ValueType=\"ADMX\"",
        "ValueType=\"None\"",
        &[
            "additive allowed: ADMX Lamp.admx/Home~Lamp/Lamp_Policy -> None Lamp.admx/Home~Lamp/Lamp_Policy",
        ],
    ),
    (
        "ValueType=\"None\"",
        "ValueType=\"SDDL\"",
        &["breaking allowed: None -> SDDL"],
    ),
    (
        "<MSFT:List Delimiter=\"0xF000\" />",
        "<MSFT:List Delimiter=\"\\xF000\" />",
        &["documentation delimiter: 0xF000 -> \\xF000"],
    ),
    (
        "<MSFT:List Delimiter=\";\" />",
        "<MSFT:List Delimiter=\",\" />",
        &["breaking delimiter: ; -> ,"],
    ),
    (
        "<MSFT:List Delimiter=\"0xF000\" />",
        "",
        &["breaking delimiter: 0xF000 -> -"],
    ),
];
