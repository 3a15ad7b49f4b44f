//! The administrative template behind a node: the policy, what it writes into the registry, its elements and its help.

use admx::{Element, Policy, ValueList};
use csp_schema::{AdmxBacking, AdmxElement, AdmxElementKind, NodeDefinition};
use maud::{Markup, html};

use crate::policies::{Policies, category};
use crate::room::{Room, more};
use crate::words;

/// How many policies behind one node a page has. Published nodes have one.
const MOST: usize = 10;

pub(super) fn section(policies: Policies<'_>, node: NodeDefinition<'_>, room: &mut Room) -> Markup {
    let all: Vec<_> = policies.of(node).collect();
    if all.is_empty() {
        return html! {};
    }
    let of = all.len();
    html! {
        h2 { "Administrative template" }
        @for (at, (backing, policy)) in all.into_iter().take(MOST).enumerate() {
            (room.share(of.min(MOST) - at, |room| one(backing, policy, node, room)))
        }
        (more(of.saturating_sub(MOST)))
    }
}

fn one(
    backing: &AdmxBacking,
    policy: Option<Policy<'_>>,
    node: NodeDefinition<'_>,
    room: &mut Room,
) -> Markup {
    html! {
        dl {
            dt { "Policy" }
            dd { code { (words::short(&backing.name)) } " of " code { (words::short(&backing.file)) } }
            @match policy {
                Some(policy) => (room.section(|room| of_policy(policy, room))),
                None => { dt { "Category" } dd { (room.section(|room| room.text(&words::category(&backing.area)))) } }
            }
        }
        @if let Some(elements) = &backing.elements { (room.section(|room| self::elements(elements, policy, room))) }
        @if let Some(help) = help(policy, node) {
            details { summary { "Help" } p.text { (room.text(help)) } }
        }
    }
}

/// The help of the policy, where that is not the description of the node already.
fn help<'p>(policy: Option<Policy<'p>>, node: NodeDefinition<'_>) -> Option<&'p str> {
    let help = policy?.explain_text()?.trim();
    (help != node.description.trim()).then_some(help)
}

fn of_policy(policy: Policy<'_>, room: &mut Room) -> Markup {
    let category = category(policy);
    html! {
        @if let Some(name) = policy.display_name() { dt { "Name" } dd { (room.section(|room| room.text(name.trim()))) } }
        @if !category.is_empty() { dt { "Category" } dd { (room.section(|room| room.text(&category))) } }
        dt { "Class" } dd { (policy.class().as_str()) }
        @if let Some(needs) = policy.supported_on() { dt { "Needs" } dd { (room.section(|room| room.text(needs.trim()))) } }
        dt { "Registry" }
        dd {
            code { (room.section(|room| room.text(policy.key()))) @if let Some(name) = policy.value_name() { "\\" (room.section(|room| room.text(name))) } }
            @for list in [policy.enabled_list(), policy.disabled_list()].into_iter().flatten() { (room.section(|room| items(policy, list, room))) }
        }
    }
}

/// Further values that a policy writes.
fn items(policy: Policy<'_>, list: &ValueList, room: &mut Room) -> Markup {
    let (items, left) = room.list(&list.items, |item| {
        let key = item.key.as_deref().or(list.default_key.as_deref());
        html! { br; code { (key.unwrap_or(policy.key())) "\\" (item.value_name) } }
    });
    html! { (items) @if left > 0 { br; "and " (left) " more" } }
}

fn elements(elements: &[AdmxElement], policy: Option<Policy<'_>>, room: &mut Room) -> Markup {
    if elements.is_empty() {
        return html! { p { "It has no elements: the value is " code { "<enabled/>" } " or " code { "<disabled/>" } "." } };
    }
    let (rows, left) = room.list(elements, |element| row(element, policy));
    html! {
        table #elements {
            thead { tr { th scope="col" { "Element" } th scope="col" { "Takes" } th scope="col" { "Registry value" } } }
            (rows)
        }
        (more(left))
    }
}

fn row(element: &AdmxElement, policy: Option<Policy<'_>>) -> Markup {
    let known = policy.and_then(|policy| policy.element(&element.id));
    html! {
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
