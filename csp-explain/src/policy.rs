//! What a template says to people of the policy behind a node: its name, its help text, what stands beside its elements.

use admx::{Policy, PolicySet};
use csp_schema::{Allowed, NodeDefinition};

use crate::node::Line;

/// The policy behind a node, in templates that have it.
pub fn of<'s>(node: NodeDefinition<'_>, templates: &'s PolicySet) -> Option<Policy<'s>> {
    let Allowed::Admx(backings) = &node.row().allowed else {
        return None;
    };
    backings.iter().find_map(|backing| {
        let found = templates.resolve(admx::AdmxBacking {
            area: &backing.area,
            name: &backing.name,
            file: &backing.file,
        });
        found.policy()
    })
}

/// What a template says to people of a policy; nothing where it has no texts.
///
/// ```
/// let template = r#"<policyDefinitions><policies>
///   <policy name="Dim" class="Machine" displayName="Dim the lamps" explainText="How bright they are at most." key="Software\Policies\Contoso"/>
/// </policies></policyDefinitions>"#;
/// let source = admx::decode("lamps.admx", template.into())?;
/// let set = admx::PolicySet::read([source], admx::DEFAULT_LANGUAGE, &mut admx::Report::new());
/// let lines = csp_explain::policy::lines(set.any_policy("Dim").unwrap());
/// assert_eq!((lines[1].label, lines[1].text.as_str()), ("Help", "How bright they are at most."));
/// # Ok::<(), admx::Diagnostic>(())
/// ```
pub fn lines(policy: Policy<'_>) -> Vec<Line> {
    let labels = policy.elements().filter_map(|element| {
        let label = element.label()?;
        Some(format!("{}  {}", element.id(), one_line(label)))
    });
    let labels: Vec<String> = labels.collect();
    let line = |label, text: Option<&str>| {
        let text = text.unwrap_or_default().trim().to_owned();
        Line { label, text }
    };
    let mut lines = vec![
        line("Policy", policy.display_name()),
        line("Help", policy.explain_text()),
        line("Supported", policy.supported_on()),
        line("Elements", Some(&labels.join("\n"))),
    ];
    lines.retain(|line| !line.text.is_empty());
    lines
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
