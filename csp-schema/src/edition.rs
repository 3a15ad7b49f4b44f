//! The editions of Windows: which number stands for which.

use std::fmt;

/// An edition of Windows by its number, which `GetProductInfo` and `EditionAllowList` give.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edition(u32);

/// One row of the table of editions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EditionName {
    /// The number.
    pub number: u32,
    /// The constant of `winnt.h`: `PRODUCT_PROFESSIONAL`.
    pub constant: &'static str,
    /// What people call it: `Pro`.
    pub name: &'static str,
    /// The edition that this one goes with: `Pro` of `Pro N`.
    pub family: &'static str,
    /// The public document that says so.
    pub source: &'static str,
}

const LEARN: &str = "Microsoft Learn, GetProductInfo";
const WINNT: &str = "Windows SDK, winnt.h";

const fn row(
    number: u32,
    constant: &'static str,
    name: &'static str,
    family: &'static str,
    source: &'static str,
) -> EditionName {
    EditionName {
        number,
        constant,
        name,
        family,
        source,
    }
}

/// The editions that definitions name, and those that are managed beside them; each before what goes with it.
#[rustfmt::skip]
pub const EDITIONS: &[EditionName] = &[
    row(0x65, "PRODUCT_CORE", "Home", "Home", LEARN),
    row(0x62, "PRODUCT_CORE_N", "Home N", "Home", LEARN),
    row(0x64, "PRODUCT_CORE_SINGLELANGUAGE", "Home Single Language", "Home", LEARN),
    row(0x63, "PRODUCT_CORE_COUNTRYSPECIFIC", "Home China", "Home", LEARN),
    row(0x30, "PRODUCT_PROFESSIONAL", "Pro", "Pro", LEARN),
    row(0x31, "PRODUCT_PROFESSIONAL_N", "Pro N", "Pro", LEARN),
    row(0x8A, "PRODUCT_PRO_SINGLE_LANGUAGE", "Pro Single Language", "Pro", WINNT),
    row(0x8B, "PRODUCT_PRO_CHINA", "Pro China", "Pro", WINNT),
    row(0xA1, "PRODUCT_PRO_WORKSTATION", "Pro for Workstations", "Pro", LEARN),
    row(0xA2, "PRODUCT_PRO_WORKSTATION_N", "Pro for Workstations N", "Pro", LEARN),
    row(0xA4, "PRODUCT_PRO_FOR_EDUCATION", "Pro Education", "Pro", LEARN),
    row(0xA5, "PRODUCT_PRO_FOR_EDUCATION_N", "Pro Education N", "Pro", WINNT),
    row(0x04, "PRODUCT_ENTERPRISE", "Enterprise", "Enterprise", LEARN),
    row(0x1B, "PRODUCT_ENTERPRISE_N", "Enterprise N", "Enterprise", LEARN),
    row(0x48, "PRODUCT_ENTERPRISE_EVALUATION", "Enterprise Evaluation", "Enterprise", LEARN),
    row(0x54, "PRODUCT_ENTERPRISE_N_EVALUATION", "Enterprise N Evaluation", "Enterprise", LEARN),
    row(0x7D, "PRODUCT_ENTERPRISE_S", "Enterprise LTSC", "Enterprise", LEARN),
    row(0x7E, "PRODUCT_ENTERPRISE_S_N", "Enterprise LTSC N", "Enterprise", LEARN),
    row(0x81, "PRODUCT_ENTERPRISE_S_EVALUATION", "Enterprise LTSC Evaluation", "Enterprise", LEARN),
    row(0x82, "PRODUCT_ENTERPRISE_S_N_EVALUATION", "Enterprise LTSC N Evaluation", "Enterprise", LEARN),
    row(0x8C, "PRODUCT_ENTERPRISE_SUBSCRIPTION", "Enterprise Subscription", "Enterprise", WINNT),
    row(0x8D, "PRODUCT_ENTERPRISE_SUBSCRIPTION_N", "Enterprise Subscription N", "Enterprise", WINNT),
    row(0xAB, "PRODUCT_ENTERPRISEG", "Enterprise G", "Enterprise", WINNT),
    row(0xAC, "PRODUCT_ENTERPRISEGN", "Enterprise G N", "Enterprise", WINNT),
    row(0xAF, "PRODUCT_SERVERRDSH", "Enterprise multi-session", "Enterprise", WINNT),
    row(0x79, "PRODUCT_EDUCATION", "Education", "Education", LEARN),
    row(0x7A, "PRODUCT_EDUCATION_N", "Education N", "Education", LEARN),
    row(0xCB, "PRODUCT_CLOUDEDITION", "Windows SE", "Windows SE", WINNT),
    row(0xCA, "PRODUCT_CLOUDEDITIONN", "Windows SE N", "Windows SE", WINNT),
    row(0xB2, "PRODUCT_CLOUD", "S", "S", WINNT),
    row(0xB3, "PRODUCT_CLOUDN", "S N", "S", WINNT),
    row(0xBC, "PRODUCT_IOTENTERPRISE", "IoT Enterprise", "IoT Enterprise", LEARN),
    row(0xBF, "PRODUCT_IOTENTERPRISES", "IoT Enterprise LTSC", "IoT Enterprise", LEARN),
    row(0xCE, "PRODUCT_IOTENTERPRISEK", "IoT Enterprise Subscription", "IoT Enterprise", WINNT),
    row(0xCD, "PRODUCT_IOTENTERPRISESK", "IoT Enterprise LTSC Subscription", "IoT Enterprise", WINNT),
    row(0xCF, "PRODUCT_IOTENTERPRISESEVAL", "IoT Enterprise LTSC Evaluation", "IoT Enterprise", WINNT),
    row(0x7B, "PRODUCT_IOTUAP", "IoT Core", "IoT Core", LEARN),
    row(0x83, "PRODUCT_IOTUAPCOMMERCIAL", "IoT Core Commercial", "IoT Core", LEARN),
    row(0x87, "PRODUCT_HOLOGRAPHIC", "Holographic", "Holographic", WINNT),
    row(0x88, "PRODUCT_HOLOGRAPHIC_BUSINESS", "Holographic for Business", "Holographic", WINNT),
    row(0x77, "PRODUCT_PPI_PRO", "Team", "Team", LEARN),
    row(0xB4, "PRODUCT_HUBOS", "Hub OS", "Hub OS", WINNT),
    row(0xBD, "PRODUCT_LITE", "Lite", "Lite", WINNT),
    row(0xD2, "PRODUCT_WNC", "WNC", "WNC", WINNT),
    row(0x68, "PRODUCT_MOBILE_CORE", "Mobile", "Mobile", LEARN),
    row(0x85, "PRODUCT_MOBILE_ENTERPRISE", "Mobile Enterprise", "Mobile", LEARN),
    row(0x07, "PRODUCT_STANDARD_SERVER", "Server Standard", "Server Standard", LEARN),
    row(0x0D, "PRODUCT_STANDARD_SERVER_CORE", "Server Standard (Core)", "Server Standard", LEARN),
    row(0x4F, "PRODUCT_STANDARD_EVALUATION_SERVER", "Server Standard Evaluation", "Server Standard", LEARN),
    row(0x08, "PRODUCT_DATACENTER_SERVER", "Server Datacenter", "Server Datacenter", LEARN),
    row(0x0C, "PRODUCT_DATACENTER_SERVER_CORE", "Server Datacenter (Core)", "Server Datacenter", LEARN),
    row(0x50, "PRODUCT_DATACENTER_EVALUATION_SERVER", "Server Datacenter Evaluation", "Server Datacenter", LEARN),
    row(0x197, "PRODUCT_DATACENTER_SERVER_AZURE_EDITION", "Server Datacenter: Azure Edition", "Server Datacenter", WINNT),
    row(0x198, "PRODUCT_DATACENTER_SERVER_CORE_AZURE_EDITION", "Server Datacenter: Azure Edition (Core)", "Server Datacenter", WINNT),
];

impl Edition {
    /// The edition with a number; any number is kept.
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number.
    pub const fn number(self) -> u32 {
        self.0
    }

    /// What is known of it.
    pub fn name(self) -> Option<&'static EditionName> {
        EDITIONS.iter().find(|row| row.number == self.0)
    }

    /// What the editions of a list are called together: by the family where the edition that gives it its name is among them.
    pub(crate) fn families(list: &[Self]) -> Vec<String> {
        let mut words = Vec::new();
        let has = |row: &EditionName| list.contains(&Self(row.number));
        for row in EDITIONS.iter().filter(|row| has(row)) {
            let is_named = |head: &EditionName| head.name == row.family && has(head);
            let word = if EDITIONS.iter().any(is_named) {
                row.family
            } else {
                row.name
            };
            if !words.iter().any(|known| known == word) {
                words.push(word.to_owned());
            }
        }
        let unknown = list.iter().filter(|edition| edition.name().is_none());
        words.extend(unknown.map(ToString::to_string));
        words
    }
}

/// The name, or the number where there is none.
impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(row) => f.write_str(row.name),
            None => write!(f, "0x{:X}", self.0),
        }
    }
}

impl fmt::Debug for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Edition(0x{:X})", self.0)
    }
}

/// Reads what people write: a name (`pro`, `iot-enterprise`, `Pro for Workstations`), a constant or a number (`48`, `0x30`).
///
/// ```
/// use csp_schema::Edition;
///
/// let pro: Edition = "pro".parse()?;
/// assert_eq!((pro, pro.to_string()), ("0x30".parse()?, "Pro".to_owned()));
/// # Ok::<(), csp_schema::UnknownEdition>(())
/// ```
impl std::str::FromStr for Edition {
    type Err = UnknownEdition;

    fn from_str(text: &str) -> Result<Self, UnknownEdition> {
        let bare = |text: &str| {
            let signs = text.chars().filter(char::is_ascii_alphanumeric);
            signs.collect::<String>().to_ascii_lowercase()
        };
        let wanted = bare(text);
        let is_it = |row: &&EditionName| {
            bare(row.name) == wanted
                || bare(row.constant) == wanted
                || row.constant.strip_prefix("PRODUCT_").map(bare).as_deref() == Some(&*wanted)
        };
        if let Some(row) = EDITIONS.iter().find(is_it) {
            return Ok(Self(row.number));
        }
        let text = text.trim();
        let number = match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
            Some(digits) if digits.starts_with(|digit: char| digit.is_ascii_hexdigit()) => {
                u32::from_str_radix(digits, 16).ok()
            }
            Some(_) => None,
            None if text.starts_with(|digit: char| digit.is_ascii_digit()) => text.parse().ok(),
            None => None,
        };
        number.map(Self).ok_or_else(|| UnknownEdition {
            text: text.chars().take(60).collect(),
        })
    }
}

/// A text that is neither the name of an edition nor a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownEdition {
    text: String,
}

impl fmt::Display for UnknownEdition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no edition of Windows is called `{}`: write a name (`home`, `pro`, `enterprise`, `education`, `windows-se`, `iot-enterprise`) or its number (`48`, `0x30`)",
            self.text
        )
    }
}

impl std::error::Error for UnknownEdition {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_edition_is_found_by_its_names_and_numbers() {
        for (at, row) in EDITIONS.iter().enumerate() {
            let hex = format!("0x{:x}", row.number);
            let decimal = row.number.to_string();
            for text in [row.name, row.constant, &hex, &decimal] {
                assert_eq!(text.parse(), Ok(Edition(row.number)), "{text}");
            }
            assert!(!row.source.is_empty());
            let first = EDITIONS.iter().position(|it| it.family == row.family);
            assert!(first.is_some_and(|first| first <= at && EDITIONS[first].name == row.family));
        }
        assert_eq!("enterprise-ltsc".parse(), Ok(Edition(0x7D)));
        assert_eq!("0x12345".parse(), Ok(Edition(0x12345)));
    }

    #[test]
    fn what_is_no_edition_says_what_to_write() {
        for text in ["", "profi", "0x", "0x+1", "+48", "4294967296", "-1"] {
            let error = text.parse::<Edition>().unwrap_err();
            assert!(error.to_string().contains("`pro`"), "{error}");
        }
    }
}
