//! The administrative template behind a node: the policy, what it writes into the registry, its elements and its help.

use admx::{Element, Policy, ValueList};
use csp_schema::{AdmxElement, AdmxElementKind, NodeDefinition};
use maud::{Markup, html};

use crate::policies::{Policies, category};
use crate::words;

pub(super) fn section(policies: Policies<'_>, node: NodeDefinition<'_>) -> Markup {
    let all: Vec<_> = policies.of(node).collect();
    if all.is_empty() {
        return html! {};
    }
    html! {
        h2 { "Administrative template" }
        @for (backing, policy) in all {
            dl {
                dt { "Policy" }
                dd { code { (backing.name) } " of " code { (backing.file) } }
                @match policy {
                    Some(policy) => (of_policy(policy)),
                    None => { dt { "Category" } dd { (words::category(&backing.area)) } }
                }
            }
            @if let Some(elements) = &backing.elements { (self::elements(elements, policy)) }
            @if let Some(help) = help(policy, node) {
                details { summary { "Help" } p.text { (help) } }
            }
        }
    }
}

/// The help of the policy, where that is not the description of the node already.
fn help<'p>(policy: Option<Policy<'p>>, node: NodeDefinition<'_>) -> Option<&'p str> {
    let help = policy?.explain_text()?.trim();
    (help != node.description.trim()).then_some(help)
}

fn of_policy(policy: Policy<'_>) -> Markup {
    let category = category(policy);
    html! {
        @if let Some(name) = policy.display_name() { dt { "Name" } dd { (name.trim()) } }
        @if !category.is_empty() { dt { "Category" } dd { (category) } }
        dt { "Class" } dd { (policy.class().as_str()) }
        @if let Some(needs) = policy.supported_on() { dt { "Needs" } dd { (needs.trim()) } }
        dt { "Registry" }
        dd {
            code { (policy.key()) @if let Some(name) = policy.value_name() { "\\" (name) } }
            @for list in [policy.enabled_list(), policy.disabled_list()].into_iter().flatten() { (items(policy, list)) }
        }
    }
}

/// Further values that a policy writes.
fn items(policy: Policy<'_>, list: &ValueList) -> Markup {
    html! {
        @for item in &list.items {
            @let key = item.key.as_deref().or(list.default_key.as_deref()).unwrap_or(policy.key());
            br; code { (key) "\\" (item.value_name) }
        }
    }
}

fn elements(elements: &[AdmxElement], policy: Option<Policy<'_>>) -> Markup {
    if elements.is_empty() {
        return html! { p { "It has no elements: the value is " code { "<enabled/>" } " or " code { "<disabled/>" } "." } };
    }
    html! {
        table #elements {
            thead { tr { th scope="col" { "Element" } th scope="col" { "Takes" } th scope="col" { "Registry value" } } }
            @for element in elements {
                @let known = policy.and_then(|policy| policy.element(&element.id));
                tr data-i=[known.and_then(|known| initial(known, element))] {
                    td {
                        code { (element.id) }
                        @if let Some(label) = known.and_then(|known| known.label()) { br; span { (label.trim()) } }
                    }
                    td {
                        @match &element.kind {
                            AdmxElementKind::Enum(choices) => @for choice in choices { code { (choice.value) } " " (choice.description) br; },
                            _ => (with_code(&element.takes())),
                        }
                        @if element.required { " (required)" }
                    }
                    td {
                        @if let Some(known) = known {
                            code { @if Some(known.key()) != policy.map(|policy| policy.key()) { (known.key()) "\\" } (known.value_name().unwrap_or("*")) }
                        }
                    }
                }
            }
        }
    }
}

/// What the control of an element holds at first, as a payload has it. Of an enum a template gives the place of the choice.
fn initial<'e>(known: Element<'e>, element: &'e AdmxElement) -> Option<&'e str> {
    let first = known.control()?.default.as_deref()?;
    match &element.kind {
        AdmxElementKind::Enum(choices) => {
            let choice = choices.get(first.parse::<usize>().ok()?)?;
            Some(&choice.value)
        }
        _ => Some(first),
    }
}

/// Words with values between backticks.
fn with_code(text: &str) -> Markup {
    html! {
        @for (at, part) in text.split('`').enumerate() {
            @if at % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}
