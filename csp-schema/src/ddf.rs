//! Writing a tree as a DDF file: XML in the form of OMA's DTD for device descriptions 1.2, with Microsoft's extensions of DDF v2.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::{
    AccessSet, Allowed, Applicability, Choice, DependencyGroup, DependencyKind, Fact, Naming,
    NodeDefinition, Occurrence, Scope, Text, Tree,
};

impl Tree {
    /// The tree as a DDF file.
    ///
    /// Reading the file again gives the same tree: every fact of a row is written, in the one place that DDF has for it.
    pub fn to_ddf(&self) -> String {
        let mut out = Xml::default();
        out.text
            .push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.text
            .push_str("<MgmtTree xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\">\n");
        out.depth = 1;
        out.leaf("VerDTD", "1.2");
        for root in self.roots() {
            node(&mut out, root);
        }
        out.text.push_str("</MgmtTree>\n");
        out.text
    }
}

/// The file as it grows, one element a line.
#[derive(Default)]
struct Xml {
    text: String,
    depth: usize,
}

impl Xml {
    fn indent(&mut self) {
        self.text.extend(std::iter::repeat_n("  ", self.depth));
    }

    /// An element around others. `tag` may hold attributes.
    fn around(&mut self, tag: &str, inner: impl FnOnce(&mut Self)) {
        self.indent();
        let _ = writeln!(self.text, "<{tag}>");
        self.depth += 1;
        inner(self);
        self.depth -= 1;
        self.indent();
        let name = tag.split(' ').next().unwrap_or(tag);
        let _ = writeln!(self.text, "</{name}>");
    }

    /// An element that holds a text.
    fn leaf(&mut self, name: &str, text: &str) {
        self.indent();
        let _ = writeln!(self.text, "<{name}>{}</{name}>", content(text));
    }

    /// An element that holds words, each an empty element: `<DFFormat><int/></DFFormat>`.
    fn words<'w>(&mut self, name: &str, words: impl IntoIterator<Item = &'w str>) {
        self.indent();
        let _ = write!(self.text, "<{name}>");
        for word in words {
            let _ = write!(self.text, "<{word}/>");
        }
        let _ = writeln!(self.text, "</{name}>");
    }

    /// An empty element. `tag` may hold attributes.
    fn empty(&mut self, tag: &str) {
        self.indent();
        let _ = writeln!(self.text, "<{tag}/>");
    }
}

/// Text of an element; a bare carriage return would be read as a line feed (XML 1.0, 2.11).
fn content(text: &str) -> String {
    escape(text).replace('\r', "&#13;")
}

/// ` name="value"`; bare line breaks and tabs would be read as spaces (XML 1.0, 3.3.3).
fn attribute(name: &str, value: &str) -> String {
    let value = content(value).replace('\n', "&#10;").replace('\t', "&#9;");
    format!(" {name}=\"{value}\"")
}

fn node(out: &mut Xml, node: NodeDefinition<'_>) {
    out.around("Node", |out| {
        out.leaf("NodeName", if node.dynamic { "" } else { &node.name });
        if node.parent().is_none() {
            out.leaf("Path", node.root_path());
        }
        out.around("DFProperties", |out| properties(out, node));
        for child in node.children() {
            self::node(out, child);
        }
    });
}

/// The properties in the order of the DTD, Microsoft's behind them.
fn properties(out: &mut Xml, node: NodeDefinition<'_>) {
    // A schema leaves Copy out, and no definition permits nothing: what has no verb permits Copy alone.
    let verbs: Vec<&str> = if node.access == AccessSet::NONE {
        vec!["Copy"]
    } else {
        node.access.iter().map(super::Verb::as_str).collect()
    };
    out.words("AccessType", verbs);
    if let Some(default) = &node.default {
        out.leaf("DefaultValue", default);
    }
    if !node.description.is_empty() {
        out.leaf("Description", &node.description);
    }
    out.words("DFFormat", [node.format.as_str()]);
    occurrence(out, node.occurrence);
    out.words(
        "Scope",
        [match node.scope {
            Scope::Permanent => "Permanent",
            Scope::Dynamic => "Dynamic",
        }],
    );
    if node.dynamic {
        out.leaf("DFTitle", &node.name);
    }
    for fact in &node.facts {
        if let Fact::Title(title) = fact {
            out.leaf("DFTitle", title);
        }
    }
    df_type(out, &node.facts);
    for fact in &node.facts {
        match fact {
            Fact::CaseSensitive => out.words("CaseSense", ["CS"]),
            Fact::CaseInsensitive => out.words("CaseSense", ["CIS"]),
            _ => {}
        }
    }
    if node.allowed != Allowed::Any || node.delimiter.is_some() {
        allowed(out, "MSFT:AllowedValues", &node.allowed, node.delimiter);
    }
    microsoft(out, &node.facts);
}

fn occurrence(out: &mut Xml, occurrence: Occurrence) {
    let name = occurrence.as_str();
    match occurrence {
        Occurrence::ZeroOrN(n @ 1..) | Occurrence::OneOrN(n @ 1..) => {
            out.around("Occurrence", |out| out.leaf(name, &n.to_string()));
        }
        _ => out.words("Occurrence", [name]),
    }
}

/// `DFType` must be there; without a type it holds an empty name, as in Microsoft's files.
fn df_type(out: &mut Xml, facts: &[Fact]) {
    out.around("DFType", |out| {
        let mut is_empty = true;
        for fact in facts {
            match fact {
                Fact::Mime(mime) => out.leaf("MIME", mime),
                Fact::DdfName(name) => out.leaf("DDFName", name),
                _ => continue,
            }
            is_empty = false;
        }
        if is_empty {
            out.leaf("DDFName", "");
        }
    });
}

fn allowed(out: &mut Xml, element: &str, allowed: &Allowed, delimiter: Option<char>) {
    let kind = match allowed {
        Allowed::Any => "None",
        Allowed::Enum(_) => "ENUM",
        Allowed::Flag(_) => "Flag",
        Allowed::Range(_) => "Range",
        Allowed::RegEx(_) => "RegEx",
        Allowed::Admx(_) => "ADMX",
        Allowed::Schema(language, _) => language.as_str(),
    };
    out.around(&format!("{element} ValueType=\"{kind}\""), |out| {
        match allowed {
            Allowed::Any => {}
            Allowed::Enum(choices) | Allowed::Flag(choices) => {
                for choice in choices {
                    out.around("MSFT:Enum", |out| self::choice(out, choice));
                }
            }
            Allowed::Range(intervals) => out.leaf("MSFT:Value", &range(intervals)),
            Allowed::RegEx(text) | Allowed::Schema(_, text) => out.leaf("MSFT:Value", text),
            Allowed::Admx(policies) => {
                for policy in policies {
                    let area = attribute("Area", &policy.area);
                    let name = attribute("Name", &policy.name);
                    let file = attribute("File", &policy.file);
                    out.empty(&format!("MSFT:AdmxBacked{area}{name}{file}"));
                }
            }
        }
        if let Some(delimiter) = delimiter {
            let written = if delimiter.is_ascii_punctuation() {
                delimiter.to_string()
            } else {
                format!("0x{:X}", u32::from(delimiter))
            };
            out.empty(&format!("MSFT:List{}", attribute("Delimiter", &written)));
        }
    });
}

fn choice(out: &mut Xml, choice: &Choice) {
    out.leaf("MSFT:Value", &choice.value);
    if !choice.description.is_empty() {
        out.leaf("MSFT:ValueDescription", &choice.description);
    }
}

/// `[0-100],[(-1)]`, as Microsoft's files write intervals.
fn range(intervals: &[(i64, i64)]) -> String {
    let bound = |number: i64| {
        if number < 0 {
            format!("({number})")
        } else {
            number.to_string()
        }
    };
    let intervals: Vec<String> = intervals
        .iter()
        .map(|(low, high)| {
            if low == high {
                format!("[{}]", bound(*low))
            } else {
                format!("[{}-{}]", bound(*low), bound(*high))
            }
        })
        .collect();
    intervals.join(",")
}

fn microsoft(out: &mut Xml, facts: &[Fact]) {
    for fact in facts {
        match fact {
            Fact::Applicability(stated) => applicability(out, stated),
            Fact::Deprecated(build) if build.is_empty() => out.empty("MSFT:Deprecated"),
            Fact::Deprecated(build) => {
                let build = attribute("OsBuildDeprecated", build);
                out.empty(&format!("MSFT:Deprecated{build}"));
            }
            Fact::Naming(naming) => out.around("MSFT:DynamicNodeNaming", |out| match naming {
                Naming::ServerGeneratedUniqueIdentifier => {
                    out.empty("MSFT:ServerGeneratedUniqueIdentifier");
                }
                Naming::ClientInventory => out.empty("MSFT:ClientInventory"),
                Naming::UniqueName(prose) => out.leaf("MSFT:UniqueName", prose),
            }),
            Fact::ReplaceAppends => out.leaf("MSFT:ReplaceBehavior", "Append"),
            Fact::Reboot(reboot) => out.leaf("MSFT:RebootBehavior", reboot.as_str()),
            Fact::Conflict(conflict) => out.leaf("MSFT:ConflictResolution", conflict.as_str()),
            Fact::GroupPolicy {
                name,
                area,
                element,
            } => {
                let name = attribute("GpEnglishName", name);
                let area = attribute("GpAreaPath", area);
                let element = if element.is_empty() {
                    String::new()
                } else {
                    attribute("GpElement", element)
                };
                out.empty(&format!("MSFT:GpMapping{name}{area}{element}"));
            }
            Fact::AtomicRequired => out.empty("MSFT:AtomicRequired"),
            Fact::Title(_)
            | Fact::Mime(_)
            | Fact::DdfName(_)
            | Fact::CaseSensitive
            | Fact::CaseInsensitive
            | Fact::Dependency(_)
            | Fact::CommonError(_) => {}
        }
    }
    let groups = facts.iter().filter_map(|fact| match fact {
        Fact::Dependency(group) => Some(group),
        _ => None,
    });
    gathered(out, "MSFT:DependencyBehavior", groups, |out, _, group| {
        dependency(out, group);
    });
    let errors = facts.iter().filter_map(|fact| match fact {
        Fact::CommonError(text) => Some(text),
        _ => None,
    });
    gathered(out, "MSFT:CommonErrorResults", errors, |out, nth, text| {
        let number = NUMBERS.get(nth).unwrap_or(&"Next");
        out.leaf(&format!("MSFT:CommonError{number}"), text);
    });
}

/// Facts that stand together in one element.
fn gathered<'f, T: 'f>(
    out: &mut Xml,
    element: &str,
    facts: impl Iterator<Item = &'f T>,
    write: impl Fn(&mut Xml, usize, &'f T),
) {
    let mut facts = facts.enumerate().peekable();
    if facts.peek().is_some() {
        out.around(element, |out| {
            facts.for_each(|(nth, fact)| write(out, nth, fact));
        });
    }
}

/// The elements of `CommonErrorResults` are numbered in words.
const NUMBERS: [&str; 5] = ["One", "Two", "Three", "Four", "Five"];

fn applicability(out: &mut Xml, stated: &Applicability) {
    let parts: [(&str, &Option<Text>); 4] = [
        ("MSFT:OsBuildVersion", &stated.os_build),
        ("MSFT:CspVersion", &stated.csp_version),
        ("MSFT:EditionAllowList", &stated.editions),
        ("MSFT:RequiresAzureAd", &stated.requires_azure_ad),
    ];
    out.around("MSFT:Applicability", |out| {
        for (element, text) in parts {
            if let Some(text) = text {
                out.leaf(element, text);
            }
        }
    });
}

fn dependency(out: &mut Xml, group: &DependencyGroup) {
    let id = if group.id.is_empty() {
        String::new()
    } else {
        attribute("FriendlyId", &group.id)
    };
    out.around(&format!("MSFT:DependencyGroup{id}"), |out| {
        if let Some(changed) = &group.changed {
            allowed(out, "MSFT:DependencyChangedAllowedValues", changed, None);
        }
        for dependency in &group.dependencies {
            let kind = match dependency.kind {
                DependencyKind::DependsOn => "DependsOn",
                DependencyKind::Not => "Not",
            };
            out.around(&format!("MSFT:Dependency Type=\"{kind}\""), |out| {
                out.leaf("MSFT:DependencyUri", &dependency.uri);
                if dependency.allowed != Allowed::Any {
                    allowed(
                        out,
                        "MSFT:DependencyAllowedValue",
                        &dependency.allowed,
                        None,
                    );
                }
            });
        }
    });
}
