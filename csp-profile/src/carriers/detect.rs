//! Which carrier a text is, by what stands in it.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::csv;
use super::verb::VERBS;
use crate::carrier::Carrier;

impl Carrier {
    /// What a text is written in, by what stands in it; `None` for what is none of them.
    ///
    /// ```
    /// # use csp_profile::Carrier;
    /// assert_eq!(Carrier::detect("<Replace/>"), Some(Carrier::Fleet));
    /// assert_eq!(Carrier::detect("{\"omaSettings\": []}"), Some(Carrier::Intune));
    /// assert_eq!(Carrier::detect("OMA-URI,Value\n"), Some(Carrier::Csv));
    /// assert_eq!(Carrier::detect("<html/>"), None);
    /// ```
    pub fn detect(text: &str) -> Option<Self> {
        detect(text)
    }

    /// The same for a file that nobody named as a profile: folders hold other JSON, too.
    pub fn detect_among_others(text: &str) -> Option<Self> {
        let is_policy = || text.contains("omaSetting") || text.contains("omaUri");
        detect(text).filter(|carrier| *carrier != Self::Intune || is_policy())
    }
}

fn detect(text: &str) -> Option<Carrier> {
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    if text.starts_with(['{', '[']) {
        return Some(Carrier::Intune);
    }
    // XML has `;` and `,` anywhere.
    if !text.starts_with('<') && csv::is_table(text) {
        return Some(Carrier::Csv);
    }
    let Some(name) = first_element(text) else {
        // Commands whose tags are escaped.
        return text.contains("LocURI").then_some(Carrier::Fleet);
    };
    let is = |other: &str| name.eq_ignore_ascii_case(other);
    if is("SyncML") || is("SyncBody") {
        Some(Carrier::SyncMl)
    } else if is("wap-provisioningdoc") {
        Some(Carrier::Wap)
    } else if is("DeclaredConfiguration") {
        Some(Carrier::WinDc)
    } else if VERBS.iter().any(|verb| is(verb)) || text.contains("LocURI") && !is("MgmtTree") {
        // A misspelt command is one too.
        Some(Carrier::Fleet)
    } else {
        None
    }
}

/// The local name of the first element, whatever stands before it.
fn first_element(text: &str) -> Option<String> {
    let mut reader = Reader::from_str(text.get(text.find('<')?..)?);
    reader.config_mut().allow_unmatched_ends = true;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.local_name();
                return std::str::from_utf8(name.into_inner())
                    .ok()
                    .map(str::to_owned);
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}
