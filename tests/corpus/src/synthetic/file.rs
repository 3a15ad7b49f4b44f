//! One made-up definition: its trees, from the roots to the leaves.

use super::dice::Dice;
use super::leaf::Leaf;
use super::xml::Xml;
use super::{FILES, NODES, words};

/// A file of the set.
pub struct File {
    /// Its name, with `.xml`.
    pub name: String,
    pub text: String,
}

/// What the tree of a file is like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// An area of policies: all leaves stand below the root, and are settings of administrative templates.
    Templates,
    /// An area of policies with values of its own.
    Policies,
    /// A CSP of a vendor, with nodes below nodes.
    Vendor,
}

impl File {
    pub(super) fn new(number: usize) -> Self {
        let kind = match number % 20 {
            0..9 => Kind::Templates,
            9..13 => Kind::Policies,
            _ => Kind::Vendor,
        };
        let root = words::root(number);
        let above = match kind {
            Kind::Vendor => "Vendor/Contoso",
            _ => "Vendor/MSFT/Policy/Config",
        };
        // Three files of ten describe the device and the user.
        let scopes: &[&str] = match (number % 10, kind) {
            (0 | 3 | 8, _) => &["./Device", "./User"],
            (5, _) => &["./User"],
            (_, Kind::Vendor) if number % 3 == 0 => &["."],
            _ => &["./Device"],
        };
        let mut xml = Xml::default();
        // Published files begin with a byte order mark or not, and with a DOCTYPE or not.
        let mark = if number % 3 == 0 { "\u{FEFF}" } else { "" };
        xml.line(&format!("{mark}<?xml version=\"1.0\" encoding=\"UTF-8\"?>"));
        if number % 4 != 0 {
            xml.line("<!DOCTYPE MgmtTree PUBLIC \" -//OMA//DTD-DM-DDF 1.2//EN\" \"http://www.openmobilealliance.org/tech/DTD/DM_DDF-V1_2.dtd\"");
            xml.line("  [<?oma-dm-ddf-ver supported-versions=\"1.2\"?>]>");
        }
        xml.element(
            "MgmtTree xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\"",
            |xml| {
                xml.text("VerDTD", "1.2");
                if number % 6 == 0 {
                    xml.empty("MSFT:Diagnostics");
                }
                for (nth, scope) in scopes.iter().enumerate() {
                    let budget = nodes(number) / scopes.len()
                        + usize::from(nth < nodes(number) % scopes.len());
                    Tree {
                        // Both scopes of most files are alike, as far as they go.
                        dice: Dice::new(if number % 4 == 0 {
                            number + 1000 * nth
                        } else {
                            number
                        }),
                        kind,
                        uri: format!(
                            "{}/{above}",
                            scope.trim_start_matches("./").trim_start_matches('.')
                        ),
                    }
                    .root(xml, &root, &format!("{scope}/{above}"), budget);
                }
            },
        );
        Self {
            name: format!("{root}.xml"),
            text: xml.text,
        }
    }
}

/// How many nodes the file with this number has: most have few, some have many, and one has hundreds. Together they have [`NODES`].
fn nodes(number: usize) -> usize {
    let wanted = |number: usize| match number {
        77 => 520,
        _ if number % 50 == 9 => 200,
        _ if number % 15 == 4 => 60,
        _ => 4 + number % 12,
    };
    if number + 1 < FILES {
        return wanted(number);
    }
    NODES - (0..number).map(wanted).sum::<usize>()
}

/// What is decided as a tree is written.
struct Tree {
    dice: Dice,
    kind: Kind,
    uri: String,
}

impl Tree {
    fn root(mut self, xml: &mut Xml, name: &str, path: &str, budget: usize) {
        self.uri = format!("{}/{name}", self.uri);
        xml.element("Node", |xml| {
            xml.text("NodeName", name);
            xml.text("Path", path);
            xml.element("DFProperties", |xml| {
                xml.choice("AccessType", "Get");
                let is_described = self.dice.permille(600);
                self.describe(xml, is_described);
                xml.choice("DFFormat", "node");
                xml.choice("Occurrence", "One");
                xml.choice("Scope", "Permanent");
                xml.element("DFType", |xml| match self.kind {
                    Kind::Vendor => xml.text("MIME", &format!("com.contoso/1.0/MDM/{name}")),
                    _ => xml.empty("DDFName"),
                });
                self.applicability(xml, true);
            });
            let names = (name, false);
            self.below(xml, names, budget - 1, 0);
        });
    }

    /// Writes as many nodes as are left below a node: leaves, and in a vendor's tree groups of them.
    fn below(
        &mut self,
        xml: &mut Xml,
        (root, is_dynamic): (&str, bool),
        budget: usize,
        depth: usize,
    ) {
        let (mut left, mut leaves, mut groups) = (budget, 0, 0);
        let mut has_unnamed = false;
        let mut wanted: Option<(String, String)> = None;
        while left > 0 {
            let is_group = self.kind == Kind::Vendor
                && depth < 4
                && left > 3
                && groups < 44
                && self.dice.permille(300);
            if is_group {
                let size = 2 + self.dice.below((left - 2).min(24));
                let is_unnamed = !has_unnamed && self.dice.permille(450);
                has_unnamed |= is_unnamed;
                self.group(xml, root, groups, is_unnamed, (size, depth));
                groups += 1;
                left -= size;
                continue;
            }
            let name = words::leaf(leaves);
            let leaf = match self.kind {
                Kind::Templates => Leaf::of_template(root, &name),
                _ => Leaf::any(&mut self.dice),
            };
            self.leaf(xml, &name, &leaf, is_dynamic, wanted.as_ref());
            if let (Some(value), false) = (leaf.wanted(), self.uri.contains('{')) {
                wanted = Some((
                    format!("{}/{name}", self.uri.trim_start_matches('/')),
                    value.to_owned(),
                ));
            }
            leaves += 1;
            left -= 1;
        }
    }

    fn group(
        &mut self,
        xml: &mut Xml,
        root: &str,
        nth: usize,
        is_unnamed: bool,
        (size, depth): (usize, usize),
    ) {
        let name = words::group(nth);
        xml.element("Node", |xml| {
            if is_unnamed {
                xml.line("<NodeName></NodeName>");
            } else {
                xml.text("NodeName", &name);
            }
            xml.element("DFProperties", |xml| {
                let verbs: &[&str] = if is_unnamed {
                    self.dice.one_of(&[
                        &["Add", "Delete", "Get"] as &[&str],
                        &["Add", "Delete", "Get", "Replace"],
                        &["Get"],
                    ])
                } else {
                    &["Get"]
                };
                access(xml, verbs);
                self.describe(xml, true);
                xml.choice("DFFormat", "node");
                let occurrences: &[&str] = if is_unnamed {
                    &["ZeroOrMore", "ZeroOrMore", "OneOrMore"]
                } else {
                    &["One", "ZeroOrOne"]
                };
                let occurrence = self.dice.one_of(occurrences);
                xml.choice("Occurrence", occurrence);
                xml.choice("Scope", if is_unnamed { "Dynamic" } else { "Permanent" });
                if is_unnamed {
                    xml.text("DFTitle", &format!("{name} ID"));
                }
                xml.choice("DFType", "DDFName");
                if is_unnamed {
                    self.naming(xml);
                }
                if self.dice.permille(50) {
                    xml.empty("MSFT:AtomicRequired");
                }
                self.applicability(xml, false);
            });
            let outer = self.uri.clone();
            self.uri = format!(
                "{outer}/{}",
                if is_unnamed {
                    format!("{{{name} ID}}")
                } else {
                    name.clone()
                }
            );
            self.below(xml, (root, is_unnamed), size - 1, depth + 1);
            self.uri = outer;
        });
    }

    fn leaf(
        &mut self,
        xml: &mut Xml,
        name: &str,
        leaf: &Leaf,
        is_dynamic: bool,
        wanted: Option<&(String, String)>,
    ) {
        let is_exec = self.kind == Kind::Vendor && self.dice.permille(20);
        let verbs: &[&str] = match self.dice.below(100) {
            _ if is_exec => &["Exec"],
            _ if self.kind != Kind::Vendor => &["Add", "Delete", "Get", "Replace"],
            0..40 => &["Add", "Delete", "Get", "Replace"],
            40..75 => &["Get"],
            75..87 => &["Get", "Replace"],
            87..93 => &["Add", "Get", "Replace"],
            93..96 => &["Add", "Get"],
            96..98 => &["Delete", "Get"],
            _ => &["Exec", "Get"],
        };
        xml.element("Node", |xml| {
            xml.text("NodeName", name);
            xml.element("DFProperties", |xml| {
                access(xml, verbs);
                if let Some(default) = leaf.default.as_ref().filter(|_| !is_exec) {
                    xml.text("DefaultValue", default);
                }
                let is_described = self.dice.permille(950);
                self.describe(xml, is_described);
                xml.choice("DFFormat", if is_exec { "null" } else { leaf.format });
                let is_there = verbs == ["Get"] && !is_dynamic;
                xml.choice("Occurrence", if is_there { "One" } else { "ZeroOrOne" });
                xml.choice("Scope", if is_there { "Permanent" } else { "Dynamic" });
                if self.dice.permille(60) {
                    xml.text("DFTitle", &format!("The {name}"));
                }
                xml.element("DFType", |xml| match leaf.mime {
                    Some(mime) => xml.text("MIME", mime),
                    None => xml.empty("MIME"),
                });
                if self.dice.permille(40) {
                    let case = self.dice.one_of(&["CIS", "CS"]);
                    xml.choice("CaseSense", case);
                }
                self.applicability(xml, false);
                if !is_exec {
                    leaf.write_allowed(xml, &mut self.dice);
                    self.policy(xml, name);
                    if let Some(wanted) = wanted.filter(|_| self.dice.permille(50)) {
                        depends(xml, wanted);
                    }
                }
            });
        });
    }

    fn describe(&mut self, xml: &mut Xml, is_described: bool) {
        if is_described {
            let sentences = 1 + self.dice.below(4);
            xml.text(
                "Description",
                &words::description(sentences, &mut self.dice),
            );
        }
    }

    /// Most nodes say nothing, and have it from above.
    fn applicability(&mut self, xml: &mut Xml, always: bool) {
        let cases = if self.kind == Kind::Vendor { 300 } else { 850 };
        if !always && !self.dice.permille(cases) {
            return;
        }
        let builds: &[&str] = &[
            "10.0.10586",
            "10.0.17763",
            "10.0.22000, 10.0.19044.1202",
            "99.9.99999",
            "10.0.22621, 10.0.22000.2538, 10.0.19045.3391",
        ];
        let (builds, version) = (
            self.dice.one_of(builds),
            self.dice.one_of(&["1.0", "2.1", "10.0"]),
        );
        let editions: String = (0..4 + self.dice.below(12))
            .map(|nth| format!("0x{:X};", 4 + nth * 11))
            .collect();
        xml.element("MSFT:Applicability", |xml| {
            xml.text("MSFT:OsBuildVersion", builds);
            xml.text("MSFT:CspVersion", version);
            xml.text("MSFT:EditionAllowList", &editions);
        });
    }

    fn naming(&mut self, xml: &mut Xml) {
        xml.element("MSFT:DynamicNodeNaming", |xml| match self.dice.below(3) {
            0 => xml.empty("MSFT:ServerGeneratedUniqueIdentifier"),
            1 => xml.empty("MSFT:ClientInventory"),
            _ => xml.text("MSFT:UniqueName", "[0-9A-Za-z-]{1,36}"),
        });
    }

    /// What policies and a few other nodes say besides.
    fn policy(&mut self, xml: &mut Xml, name: &str) {
        if self.kind == Kind::Policies {
            xml.empty(&format!("MSFT:GpMapping GpEnglishName=\"{name}\" GpAreaPath=\"Buildings~AT~{name}\" GpElement=\"{name}_Element\""));
        }
        if self.kind != Kind::Vendor {
            let resolution = self
                .dice
                .one_of(&["LastWrite", "LastWrite", "LowestValueMostSecure"]);
            xml.text("MSFT:ConflictResolution", resolution);
        }
        if self.dice.permille(8) {
            xml.empty("MSFT:Deprecated OsBuildDeprecated=\"10.0.22000\"");
        }
        if self.dice.permille(8) {
            let when = self.dice.one_of(&["Automatic", "ServerInitiated"]);
            xml.text("MSFT:RebootBehavior", when);
        }
    }
}

fn access(xml: &mut Xml, verbs: &[&str]) {
    xml.element("AccessType", |xml| {
        verbs.iter().for_each(|verb| xml.empty(verb))
    });
}

/// The node counts only where another has a value.
fn depends(xml: &mut Xml, (uri, value): &(String, String)) {
    xml.element("MSFT:DependencyBehavior", |xml| {
        xml.element("MSFT:DependencyGroup FriendlyId=\"Together\"", |xml| {
            xml.element("MSFT:Dependency Type=\"DependsOn\"", |xml| {
                xml.text("MSFT:DependencyUri", uri);
                xml.element("MSFT:DependencyAllowedValue ValueType=\"Range\"", |xml| {
                    xml.text("MSFT:Value", &format!("[{value}]"));
                });
            });
        });
    });
}
