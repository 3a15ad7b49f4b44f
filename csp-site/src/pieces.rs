//! Pieces: what a command looks like in each tool. The writers of `csp-profile` write them once, with marks where a person's own values go; the page's
//! script fills these in, and so does the one piece that each page has by itself.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use csp_profile::{Carrier, Profile};
use csp_schema::{Format, Verb, encode_base64};
use serde::Serialize;

/// What stands in a template for an address. The writer of declared configuration takes it apart.
const CSP: &str = "Zq7Csp";
const PATH: &str = "Zq7Path/Zq7Name";
const NAME: &str = "Zq7Name";
const TEXT: &str = "Zq7Value";

/// Where Fleet takes an Exec.
const SCEP: &str = "ClientCertificateInstall/SCEP";

/// The tools, in the order in which pages show them.
pub(crate) const CARRIERS: [Carrier; 5] = [
    Carrier::Fleet,
    Carrier::Intune,
    Carrier::SyncMl,
    Carrier::WinDc,
    Carrier::Csv,
];

/// A part of a template: text, or a mark with how its value is written there.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub(crate) enum Part {
    Text(String),
    Mark(&'static str, &'static str),
}

/// A template, or why the tool has none.
type Template = Result<Vec<Part>, String>;

/// Every template.
pub(crate) struct Pieces {
    /// By the name of the tool, the verb and the format.
    all: BTreeMap<(&'static str, &'static str, &'static str), Template>,
}

/// The templates as the script has them: each text once.
#[derive(Serialize)]
pub(crate) struct Shared<'p> {
    /// By tool, verb and format: the place of a template, or as `-1 - place` that of a reason.
    pieces: BTreeMap<&'static str, BTreeMap<&'static str, BTreeMap<&'static str, isize>>>,
    templates: Vec<&'p Vec<Part>>,
    reasons: Vec<&'p str>,
}

impl Pieces {
    pub(crate) fn new() -> Self {
        let mut all = BTreeMap::new();
        for verb in Verb::ALL {
            for format in Format::ALL {
                for carrier in CARRIERS {
                    let key = (carrier.name(), verb.as_str(), format.as_str());
                    all.insert(key, template(carrier, CSP, verb, format));
                }
                let key = ("scep", verb.as_str(), format.as_str());
                all.insert(key, template(Carrier::Fleet, SCEP, verb, format));
            }
        }
        Self { all }
    }

    pub(crate) fn shared(&self) -> Shared<'_> {
        let mut shared = Shared {
            pieces: BTreeMap::new(),
            templates: Vec::new(),
            reasons: Vec::new(),
        };
        let mut known: BTreeMap<&Template, isize> = BTreeMap::new();
        for ((tool, verb, format), template) in &self.all {
            let place = *known.entry(template).or_insert_with(|| match template {
                Ok(parts) => {
                    shared.templates.push(parts);
                    shared.templates.len() as isize - 1
                }
                Err(reason) => {
                    shared.reasons.push(reason);
                    -(shared.reasons.len() as isize)
                }
            });
            let verbs = shared.pieces.entry(tool).or_default();
            verbs.entry(verb).or_default().insert(format, place);
        }
        shared
    }

    /// The piece as Fleet takes it, or as a message has it where Fleet has none.
    pub(crate) fn syncml(&self, verb: Verb, format: Format, uri: &str, value: &str) -> String {
        let template = |tool: Carrier| self.all.get(&(tool.name(), verb.as_str(), format.as_str()));
        let found = [Carrier::Fleet, Carrier::SyncMl].map(template);
        let parts = found
            .into_iter()
            .flatten()
            .find_map(|found| found.as_ref().ok());
        let mut text = String::new();
        for part in parts.into_iter().flatten() {
            match part {
                Part::Text(part) => text.push_str(part),
                Part::Mark("uri", _) => push_escaped(&mut text, uri),
                Part::Mark(..) => push_escaped(&mut text, value),
            }
        }
        text
    }
}

/// Text of an element, as our writer of SyncML writes it.
fn push_escaped(text: &mut String, value: &str) {
    for c in value.chars() {
        match c {
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '&' => text.push_str("&amp;"),
            '\r' => text.push_str("&#xD;"),
            c => text.push(c),
        }
    }
}

/// Whether a command of this verb carries a value.
pub(crate) fn has_value(verb: Verb, format: Format) -> bool {
    !matches!(verb, Verb::Get | Verb::Delete) && !matches!(format, Format::Node | Format::Null)
}

/// What a carrier writes for a command.
fn template(carrier: Carrier, csp: &str, verb: Verb, format: Format) -> Template {
    let uri = format!("./Device/Vendor/MSFT/{csp}/{PATH}");
    let mut source = format!(
        "<{verb}><Item><Target><LocURI>{uri}</LocURI></Target>",
        verb = verb.as_str()
    );
    if !matches!(verb, Verb::Get | Verb::Delete) {
        let _ = write!(
            source,
            "<Meta><Format xmlns=\"syncml:metinf\">{}</Format></Meta>",
            format.as_str()
        );
    }
    let value = value(format);
    if has_value(verb, format) {
        let _ = write!(source, "<Data>{value}</Data>");
    }
    let _ = write!(source, "</Item></{}>", verb.as_str());
    let profile = Profile::read(NAME, source.as_bytes(), Some(Carrier::Fleet));
    let output = profile.map_err(|error| error.to_string())?.write(carrier);
    if !output.is_whole() {
        let losses = output.losses.iter().map(|loss| loss.message.as_str());
        let reason = losses.collect::<Vec<_>>().join("; ");
        // The address that it begins with is none of a person's.
        let reason = reason
            .split_once(": ")
            .map_or(&*reason, |(_, reason)| reason);
        return Err(reason.to_owned());
    }
    Ok(parts(&output.text, carrier, csp, format, &value))
}

/// A value that is found again in what is written.
fn value(format: Format) -> String {
    match format {
        Format::Int => "97531".to_owned(),
        Format::Float => "97531.5".to_owned(),
        Format::Bool => "true".to_owned(),
        Format::Date => "2097-05-31".to_owned(),
        Format::Time => "2097-05-31T09:07:05Z".to_owned(),
        Format::B64 | Format::Bin => base64(TEXT),
        _ => TEXT.to_owned(),
    }
}

fn base64(text: &str) -> String {
    let mut encoded = String::new();
    encode_base64(text.as_bytes(), &mut encoded);
    encoded
}

/// Takes what was written apart at what stands in it for something else.
fn parts(text: &str, carrier: Carrier, csp: &str, format: Format, value: &str) -> Vec<Part> {
    let escape = match carrier {
        Carrier::Intune => "json",
        Carrier::Csv => "csv",
        Carrier::WinDc => "attribute",
        _ => "xml",
    };
    let uri = format!("./Device/Vendor/MSFT/{csp}/{PATH}");
    let written = match (carrier, format) {
        (Carrier::Intune, Format::Xml) => base64(value),
        // Intune has dates with a time alone.
        (Carrier::Intune, Format::Date) => format!("{value}T00:00:00Z"),
        _ => value.to_owned(),
    };
    let of_value = match (carrier, format) {
        (Carrier::Intune, Format::Int) => "int",
        (Carrier::Intune, Format::Float) => "float",
        (Carrier::Intune, Format::Bool) => "bool",
        (Carrier::Intune, Format::Xml) => "base64",
        (Carrier::Intune, Format::Date | Format::Time) => "time",
        (Carrier::Intune, Format::B64 | Format::Bin) => "octets",
        (Carrier::Csv, _) => "cell",
        _ => escape,
    };
    let mut marks = vec![
        (uri, Part::Mark("uri", escape)),
        (format!("MSFT/{csp}"), Part::Mark("csp", escape)),
        (PATH.to_owned(), Part::Mark("path", escape)),
        (NAME.to_owned(), Part::Mark("name", escape)),
    ];
    if carrier == Carrier::WinDc {
        for (attribute, mark) in [
            ("context", "context"),
            (" id", "id"),
            ("checksum", "checksum"),
            ("osdefinedscenario", "scenario"),
        ] {
            let found = between(text, &format!("{attribute}=\""), "\"");
            marks.extend(found.map(|found| (found.to_owned(), Part::Mark(mark, escape))));
        }
    }
    marks.push((written, Part::Mark("value", of_value)));
    let mut parts = Vec::new();
    let mut rest = text;
    // What comes first; of what begins at one place, what is listed first.
    while let Some((at, mark, part)) = marks
        .iter()
        .filter_map(|(mark, part)| Some((rest.find(mark.as_str())?, mark, part)))
        .min_by_key(|(at, _, _)| *at)
    {
        parts.push(Part::Text(rest.get(..at).unwrap_or_default().to_owned()));
        parts.push(part.clone());
        rest = rest.get(at + mark.len()..).unwrap_or_default();
    }
    parts.push(Part::Text(rest.to_owned()));
    parts.retain(|part| !matches!(part, Part::Text(text) if text.is_empty()));
    parts
}

/// The documents of declared configuration name a scenario for each CSP.
pub(crate) fn scenario(csp: &str) -> Option<String> {
    let source = format!(
        "<Replace><Item><Target><LocURI>./Device/Vendor/MSFT/{csp}/{NAME}</LocURI></Target><Data>1</Data></Item></Replace>"
    );
    let profile = Profile::read("piece", source.as_bytes(), Some(Carrier::Fleet)).ok()?;
    let document = profile.write(Carrier::WinDc).text;
    between(&document, "osdefinedscenario=\"", "\"").map(str::to_owned)
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(before)?;
    Some(rest.split_once(after)?.0)
}
