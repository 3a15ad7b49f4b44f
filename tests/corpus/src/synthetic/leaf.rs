//! What the leaves hold: format, default, and the constraint on their values.

use super::dice::Dice;
use super::words;
use super::xml::Xml;

/// What is decided about a leaf before it is written.
pub(super) struct Leaf {
    pub(super) format: &'static str,
    pub(super) mime: Option<&'static str>,
    pub(super) default: Option<String>,
    constraint: Constraint,
}

enum Constraint {
    Absent,
    None {
        list: Option<&'static str>,
    },
    Enum {
        values: Vec<String>,
        list: Option<&'static str>,
    },
    Flag {
        values: Vec<u32>,
    },
    Range {
        text: String,
    },
    RegEx {
        pattern: &'static str,
    },
    Admx {
        area: String,
        name: String,
    },
    Verbatim {
        value_type: &'static str,
        text: &'static str,
    },
}

const XSD: &str = "<![CDATA[<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:element name=\"Plan\"><xs:complexType><xs:sequence>\
    <xs:element name=\"Step\" type=\"xs:string\" maxOccurs=\"unbounded\"/></xs:sequence></xs:complexType></xs:element></xs:schema>]]>";
const PATTERNS: [&str; 3] = [
    "[0-9A-F]{4}(-[0-9A-F]{4}){3}",
    "[a-z]+(/[a-z]+)*",
    "\\d{1,3}%",
];
const DELIMITERS: [&str; 3] = [";", ",", "0xF000"];

impl Leaf {
    /// A leaf as areas of policies have them: a setting of an administrative template.
    pub(super) fn of_template(root: &str, name: &str) -> Self {
        Self {
            format: "chr",
            mime: Some("text/plain"),
            default: None,
            constraint: Constraint::Admx {
                area: format!("{root}~AT~Buildings~{root}"),
                name: format!("{name}_Name"),
            },
        }
    }

    /// A leaf of any other kind.
    pub(super) fn any(dice: &mut Dice) -> Self {
        let plain = |format| Self {
            format,
            mime: Some("text/plain"),
            default: None,
            constraint: Constraint::Absent,
        };
        let list = |dice: &mut Dice| dice.permille(250).then(|| dice.one_of(&DELIMITERS));
        match dice.below(100) {
            0..33 => Self::choices("int", dice),
            33..42 => Self::range(dice),
            42..56 => Self {
                constraint: Constraint::None { list: list(dice) },
                ..plain("chr")
            },
            56..62 => Self {
                default: dice
                    .permille(500)
                    .then(|| dice.one_of(&["true", "false"]).to_owned()),
                ..plain("bool")
            },
            62..65 => Self::choices("chr", dice),
            65..68 => Self {
                constraint: Constraint::RegEx {
                    pattern: dice.one_of(&PATTERNS),
                },
                ..plain("chr")
            },
            68..70 => Self {
                constraint: Constraint::Flag {
                    values: vec![1, 2, 4, 16],
                },
                default: Some("3".to_owned()),
                ..plain("int")
            },
            70..72 => Self {
                constraint: Constraint::Verbatim {
                    value_type: "XSD",
                    text: XSD,
                },
                ..plain("xml")
            },
            72 => Self {
                constraint: Constraint::Verbatim {
                    value_type: "JSON",
                    text: "{\"steps\": [1, 2], \"again\": true}",
                },
                ..plain("chr")
            },
            73 => Self {
                constraint: Constraint::Verbatim {
                    value_type: "SDDL",
                    text: "",
                },
                ..plain("chr")
            },
            74..76 => Self {
                mime: None,
                ..plain("b64")
            },
            76 => Self {
                mime: Some("application/octet-stream"),
                ..plain("bin")
            },
            77 => plain("time"),
            78 => plain("date"),
            79..81 => plain("float"),
            81..88 => plain("int"),
            _ => Self {
                default: dice
                    .permille(200)
                    .then(|| words::state(dice.below(16)).to_owned()),
                ..plain("chr")
            },
        }
    }

    fn choices(format: &'static str, dice: &mut Dice) -> Self {
        let count = 2 + dice.below(4);
        let values: Vec<String> = match format {
            "int" => (0..count).map(|value| value.to_string()).collect(),
            _ => (0..count)
                .map(|value| words::state(value + 3).to_lowercase())
                .collect(),
        };
        let list = (format == "chr" && dice.permille(300)).then(|| dice.one_of(&DELIMITERS));
        Self {
            format,
            mime: Some("text/plain"),
            default: dice
                .permille(700)
                .then(|| values[dice.below(count)].clone()),
            constraint: Constraint::Enum { values, list },
        }
    }

    fn range(dice: &mut Dice) -> Self {
        let (low, high) = (dice.below(10), 20 + dice.below(1000));
        let (text, default) = match dice.below(4) {
            0 => (format!("[{low},{high},{}]", high + 7), low),
            1 => (format!("[(-1)-{high}]"), high),
            _ => (format!("[{low}-{high}]"), high),
        };
        Self {
            format: "int",
            mime: Some("text/plain"),
            default: dice.permille(600).then(|| default.to_string()),
            constraint: Constraint::Range { text },
        }
    }

    /// The value of a leaf that depends on this one, as a range; for leaves of which one can be named so.
    pub(super) fn wanted(&self) -> Option<&str> {
        match &self.constraint {
            Constraint::Enum { values, .. } if self.format == "int" => {
                values.last().map(String::as_str)
            }
            _ => None,
        }
    }

    /// Writes `AllowedValues`, if there are any.
    pub(super) fn write_allowed(&self, xml: &mut Xml, dice: &mut Dice) {
        let open = |value_type: &str| format!("MSFT:AllowedValues ValueType=\"{value_type}\"");
        let list = |xml: &mut Xml, list: Option<&str>| {
            if let Some(delimiter) = list {
                xml.empty(&format!("MSFT:List Delimiter=\"{delimiter}\""));
            }
        };
        let mut named = |xml: &mut Xml, nth: usize, value: &str| {
            xml.element("MSFT:Enum", |xml| {
                xml.text("MSFT:Value", value);
                xml.text(
                    "MSFT:ValueDescription",
                    &words::meaning(words::state(nth), dice),
                );
            });
        };
        match &self.constraint {
            Constraint::Absent => {}
            Constraint::None { list: delimiter } => {
                xml.element(&open("None"), |xml| list(xml, *delimiter))
            }
            Constraint::Enum {
                values,
                list: delimiter,
            } => xml.element(&open("ENUM"), |xml| {
                for (nth, value) in values.iter().enumerate() {
                    named(xml, nth, value);
                }
                list(xml, *delimiter);
            }),
            Constraint::Flag { values } => xml.element(&open("Flag"), |xml| {
                for (nth, value) in values.iter().enumerate() {
                    named(xml, nth, &value.to_string());
                }
            }),
            Constraint::Range { text } => {
                xml.element(&open("Range"), |xml| xml.text("MSFT:Value", text))
            }
            Constraint::RegEx { pattern } => {
                xml.element(&open("RegEx"), |xml| xml.text("MSFT:Value", pattern))
            }
            Constraint::Admx { area, name } => xml.element(&open("ADMX"), |xml| {
                xml.empty(&format!(
                    "MSFT:AdmxBacked Area=\"{area}\" Name=\"{name}\" File=\"Buildings.admx\""
                ));
            }),
            Constraint::Verbatim { value_type, text } => {
                xml.element(&open(value_type), |xml| {
                    xml.line(&format!("<MSFT:Value>{text}</MSFT:Value>"))
                });
            }
        }
    }
}
