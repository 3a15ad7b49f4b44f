//! What a definition says of a node, in words.

mod allowed;

use std::fmt::Write as _;

use csp_schema::{
    ConflictResolution, DependencyKind, Fact, Format, Naming, NodeDefinition, RebootBehavior, Verb,
};

pub use allowed::values;

/// One thing that a definition says of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is about: `Format`, `Values`.
    pub label: &'static str,
    /// What is said, in one line or more.
    pub text: String,
}

/// The verbs that a node permits.
pub fn verbs(node: NodeDefinition<'_>) -> Vec<&'static str> {
    let permitted = Verb::ALL.into_iter().filter(|verb| node.permits(*verb));
    permitted.map(Verb::as_str).collect()
}

/// Everything that a definition says of a node but its description, what is asked for most first: format, verbs, values, builds and editions by name.
///
/// ```
/// use csp_schema::Tree;
///
/// let tree = Tree::load("csp Lamp\nroot ./Vendor/Contoso\n0 0 Lamp\n1 1 Lit\n  format bool\n  access Get Replace\n")?;
/// let lit = tree.nodes().nth(1).expect("there are two");
/// let lines = csp_explain::node::lines(lit);
/// assert_eq!((lines[1].label, lines[1].text.as_str()), ("Verbs", "Get, Replace"));
/// # Ok::<(), csp_schema::TableError>(())
/// ```
pub fn lines(node: NodeDefinition<'_>) -> Vec<Line> {
    let row = node.row();
    let mut lines = Lines(Vec::new());
    lines.say("Format", row.format.as_str());
    lines.say("Verbs", verbs(node).join(", "));
    if node.is_leaf() {
        lines.say("Values", values(&row.allowed));
    }
    if let Some(delimiter) = row.delimiter {
        let separator = allowed::separator(delimiter);
        lines.say("List", format!("values are separated by {separator}"));
    }
    if let Some(default) = &row.default {
        lines.say("Default", &**default);
    }
    let applicability = node.applicability();
    let builds = applicability.builds_in_words();
    let builds = builds.as_deref().unwrap_or("the definition names no build");
    // An update of an older Windows has a line of its own.
    lines.say("Windows", builds.replace("; ", "\n").replace("), ", ")\n"));
    let editions = applicability.editions_in_words();
    let editions = editions.as_deref();
    lines.say(
        "Editions",
        editions.unwrap_or("the definition names none, so all"),
    );
    for fact in &row.facts {
        lines.say_fact(fact);
    }
    for above in node.ancestors().skip(1) {
        if above.is_atomic_required() {
            let uri = above.uri();
            lines.say(
                "Atomic",
                format!("commands below {uri} travel in one Atomic"),
            );
        }
    }
    lines.say_children(node);
    lines.0
}

/// Which value holds where several sources set a node.
fn winner(rule: ConflictResolution) -> &'static str {
    match rule {
        ConflictResolution::NoMerge => "values of several sources are not merged",
        ConflictResolution::LastWrite => "the value that is written last holds",
        ConflictResolution::LowestValueMostSecure => {
            "of several values the lowest holds, as the most secure"
        }
        ConflictResolution::HighestValueMostSecure => {
            "of several values the highest holds, as the most secure"
        }
        ConflictResolution::LowestValueMostSecureZeroHasNoLimits => {
            "of several values the lowest holds, as the most secure; 0 stands for no limit"
        }
        ConflictResolution::HighestValueMostSecureZeroHasNoLimits => {
            "of several values the highest holds, as the most secure; 0 stands for no limit"
        }
    }
}

struct Lines(Vec<Line>);

impl Lines {
    fn say(&mut self, label: &'static str, text: impl Into<String>) {
        let text = text.into();
        self.0.push(Line { label, text });
    }

    fn say_fact(&mut self, fact: &Fact) {
        match fact {
            Fact::Deprecated(since) if since.is_empty() => self.say("Deprecated", "yes"),
            Fact::Deprecated(since) => {
                let since = since
                    .parse::<csp_schema::OsBuild>()
                    .map_or_else(|_| since.to_string(), |build| build.in_words());
                self.say("Deprecated", format!("since {since}"));
            }
            Fact::Naming(Naming::ServerGeneratedUniqueIdentifier) => {
                self.say("Name", "an identifier that the server makes up");
            }
            Fact::Naming(Naming::ClientInventory) => {
                self.say("Name", "given by the device: it lists what it has");
            }
            Fact::Naming(Naming::UniqueName(prose)) => self.say("Name", prose.trim()),
            Fact::ReplaceAppends => self.say("Replace", "adds to the value"),
            Fact::Reboot(RebootBehavior::Automatic) => {
                self.say("Reboot", "the device reboots by itself");
            }
            Fact::Reboot(RebootBehavior::ServerInitiated) => {
                self.say("Reboot", "the server has to ask for it");
            }
            Fact::AtomicRequired => {
                self.say("Atomic", "commands below this node travel in one Atomic");
            }
            Fact::GroupPolicy { name, area, .. } => {
                self.say("Group policy", format!("{name} ({area})"));
            }
            Fact::Conflict(rule) => self.say("Conflicts", winner(*rule)),
            Fact::Dependency(group) => {
                for dependency in &group.dependencies {
                    let needs = match dependency.kind {
                        DependencyKind::DependsOn => "needs",
                        DependencyKind::Not => "excludes",
                    };
                    let (uri, allowed) = (&dependency.uri, values(&dependency.allowed));
                    self.say("Depends", format!("{needs} {uri}: {allowed}"));
                }
            }
            _ => {}
        }
    }

    fn say_children(&mut self, node: NodeDefinition<'_>) {
        /// How many children are listed.
        const MOST: usize = 60;
        if node.format != Format::Node {
            return;
        }
        let all = node.children().count();
        let mut text = String::new();
        for child in node.children().take(MOST) {
            let name = if child.dynamic {
                format!("{{{}}}", child.row().name)
            } else {
                child.row().name.to_string()
            };
            let _ = writeln!(
                text,
                "{name}  {} ({})",
                child.format.as_str(),
                child.access()
            );
        }
        if all > MOST {
            let _ = writeln!(text, "and {} more", all - MOST);
        }
        self.say("Children", text);
    }
}
