//! What is said of a node, as the editor can show it: Markdown, or plain text.

use admx::Policy;
use csp_schema::{AdmxElement, AdmxElementKind, NodeDefinition, Verb};
use lsp_types::{MarkupContent, MarkupKind};

/// How many allowed values are listed.
const MOST_VALUES: usize = 40;

/// A text that grows.
pub(crate) struct Words {
    text: String,
    is_markdown: bool,
}

impl Words {
    pub(crate) fn new(is_markdown: bool) -> Self {
        Self {
            text: String::new(),
            is_markdown,
        }
    }

    pub(crate) fn finish(self) -> MarkupContent {
        MarkupContent {
            kind: if self.is_markdown {
                MarkupKind::Markdown
            } else {
                MarkupKind::PlainText
            },
            value: self.text.trim_end().to_owned(),
        }
    }

    /// Everything that a definition says of a node.
    pub(crate) fn node(&mut self, node: NodeDefinition<'_>) -> &mut Self {
        self.heading(&node.uri());
        self.paragraph(&node.description);
        for line in csp_explain::node::lines(node) {
            let choices = node.allowed.choices();
            let (first, rest) = line.text.split_once('\n').unwrap_or((&line.text, ""));
            if line.label == "Values" && !choices.is_empty() {
                self.item(line.label, first);
                let values = choices.iter();
                self.values(values.map(|choice| (&*choice.value, choice.description.to_string())));
            } else if node.is_leaf() || line.label != "Children" {
                self.item(line.label, first);
                self.lines(rest);
            } else {
                self.item(line.label, "");
                self.lines(&line.text);
            }
        }
        self
    }

    /// What a template says to people of the policy behind a node.
    pub(crate) fn policy(&mut self, policy: Option<Policy<'_>>) -> &mut Self {
        for line in policy.map_or_else(Vec::new, csp_explain::policy::lines) {
            match line.label {
                "Elements" => {
                    self.item(line.label, "");
                    self.lines(&line.text);
                }
                label => {
                    let words = line.text.split_whitespace().collect::<Vec<_>>();
                    self.item(label, &words.join(" "));
                }
            }
        }
        self
    }

    /// What an element of a policy takes, with what stands beside it and what is given for it.
    pub(crate) fn element(
        &mut self,
        element: &AdmxElement,
        given: String,
        policy: Option<Policy<'_>>,
    ) -> &mut Self {
        self.heading(&element.id);
        let own = policy.and_then(|policy| policy.element(&element.id));
        self.paragraph(own.and_then(|own| own.label()).unwrap_or_default());
        self.item("Kind", element.kind.as_str());
        let required = if element.required { ", not empty" } else { "" };
        match &element.kind {
            AdmxElementKind::Enum(items) => {
                self.item("Values", "one of");
                self.values(items.iter().map(|item| {
                    let is_given = *item.value == *given;
                    let mark = if is_given { " (given)" } else { "" };
                    (&*item.value, format!("{}{mark}", item.description))
                }));
            }
            _ => self.item("Values", &format!("{}{required}", element.takes())),
        }
        if let Some(name) = policy.and_then(|policy| policy.display_name()) {
            self.item("Policy", name);
        }
        self
    }

    /// What a node says of a verb.
    pub(crate) fn verb(&mut self, verb: &str, node: Option<NodeDefinition<'_>>) -> &mut Self {
        self.heading(verb);
        self.paragraph(Verb::parse(verb).map_or("", meaning));
        if let Some(node) = node {
            let permitted = csp_explain::node::verbs(node).join(", ");
            self.item("Permitted", &format!("{permitted} ({})", node.uri()));
        }
        self
    }

    /// What a value means, where the definition says it.
    pub(crate) fn meaning(&mut self, node: NodeDefinition<'_>, value: &str) -> &mut Self {
        let choices = node.allowed.choices();
        let parts: Vec<&str> = match node.delimiter {
            Some(delimiter) => value.split(delimiter).map(str::trim).collect(),
            None => vec![value.trim()],
        };
        let is_flag = matches!(node.allowed, csp_schema::Allowed::Flag(_));
        let bits = value.trim().parse::<u64>().ok().filter(|_| is_flag);
        for choice in choices {
            let bit = choice.value.parse::<u64>().ok();
            let is_bit = bits
                .zip(bit)
                .is_some_and(|(bits, bit)| bit != 0 && bits & bit == bit);
            if is_bit || parts.contains(&&*choice.value) {
                self.value("- ", &choice.value, &choice.description);
            }
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self
    }

    fn heading(&mut self, text: &str) {
        let text = if self.is_markdown {
            format!("**{}**\n\n", escaped(text))
        } else {
            format!("{text}\n\n")
        };
        self.text.push_str(&text);
    }

    fn paragraph(&mut self, text: &str) {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            let words = self.said(&words) + "\n\n";
            self.text.push_str(&words);
        }
    }

    fn item(&mut self, label: &str, text: &str) {
        let text = if self.is_markdown {
            format!("- **{label}** {}", escaped(text))
        } else {
            format!("{label}: {text}")
        };
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    fn lines(&mut self, text: &str) {
        for line in text.lines() {
            let line = format!("  - {}\n", self.said(line.trim_end()));
            self.text.push_str(&line);
        }
    }

    /// Values with what each means, as many as people read.
    fn values<'v>(&mut self, values: impl ExactSizeIterator<Item = (&'v str, String)>) {
        let more = values.len().saturating_sub(MOST_VALUES);
        for (value, meaning) in values.take(MOST_VALUES) {
            self.value("  - ", value, &meaning);
        }
        if more > 0 {
            self.text.push_str(&format!("  - and {more} more\n"));
        }
    }

    fn value(&mut self, lead: &str, value: &str, description: &str) {
        let words = description.split_whitespace().collect::<Vec<_>>().join(" ");
        let value = if self.is_markdown {
            format!("`{}`", value.replace('`', "'"))
        } else {
            value.to_owned()
        };
        let line = format!("{lead}{value} {}", self.said(&words));
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn said(&self, text: &str) -> String {
        if self.is_markdown {
            escaped(text)
        } else {
            text.to_owned()
        }
    }
}

/// What a verb does (OMA DM Representation Protocol 1.2).
fn meaning(verb: Verb) -> &'static str {
    match verb {
        Verb::Add => "Creates the node; where it is there already, a device answers 418.",
        Verb::Delete => "Removes the node with everything below it.",
        Verb::Exec => "Runs the node's action.",
        Verb::Get => "Reads the value, or the names of what is below the node.",
        Verb::Replace => "Sets the value of a node.",
    }
}

/// A text that says the same in Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
