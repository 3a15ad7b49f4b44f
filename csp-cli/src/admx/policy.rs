//! A policy with all that is known of it, for people and for programs.

use std::io::{self, Write};

use admx::{Policy, Value, ValueList};
use serde::Serialize;

use super::element::{self, ElementFacts};

/// A policy for programs.
#[derive(Serialize)]
pub(super) struct PolicyFacts<'s> {
    name: &'s str,
    file: &'s str,
    line: usize,
    class: &'static str,
    display_name: Option<&'s str>,
    explain_text: Option<&'s str>,
    supported_on: Option<&'s str>,
    categories: Vec<&'s str>,
    uris: Vec<String>,
    elements: Vec<ElementFacts<'s>>,
    key: &'s str,
    value_name: Option<&'s str>,
    enabled_value: Option<String>,
    disabled_value: Option<String>,
    blocked_keys: Vec<&'s str>,
}

impl<'s> PolicyFacts<'s> {
    pub(super) fn new(policy: Policy<'s>, uris: Vec<String>) -> Self {
        Self {
            name: policy.name(),
            file: policy.file().name(),
            line: policy.line(),
            class: policy.class().as_str(),
            display_name: policy.display_name(),
            explain_text: policy.explain_text(),
            supported_on: policy.supported_on(),
            categories: policy.category_path(),
            uris,
            elements: policy.elements().map(ElementFacts::new).collect(),
            key: policy.key(),
            value_name: policy.value_name(),
            enabled_value: policy.enabled_value().map(written),
            disabled_value: policy.disabled_value().map(written),
            blocked_keys: policy.blocked_keys(),
        }
    }
}

/// A value of the registry in words.
fn written(value: &Value) -> String {
    match value {
        Value::Delete => "(deleted)".to_owned(),
        value => value.to_string(),
    }
}

/// Writes a policy for people, with its nodes and the keys that a device refuses.
pub(super) fn text(
    out: &mut dyn Write,
    policy: Policy<'_>,
    uris: &[String],
    blocked: &[&str],
) -> io::Result<()> {
    let file = policy.file().source().name();
    let (name, line, class) = (policy.name(), policy.line(), policy.class());
    writeln!(out, "{name} ({class}, {file}:{line})")?;
    if let Some(name) = policy.display_name() {
        writeln!(out, "  {}", name.trim())?;
    }
    let categories: Vec<&str> = match policy.category() {
        None => Vec::new(),
        Some(category) => category
            .ancestors()
            .map(|category| category.display_name().unwrap_or(category.name()).trim())
            .collect(),
    };
    if !categories.is_empty() {
        let from_top: Vec<&str> = categories.into_iter().rev().collect();
        writeln!(out, "  in {}", from_top.join(" > "))?;
    }
    if let Some(needs) = policy.supported_on() {
        writeln!(out, "  for {}", needs.trim())?;
    }
    for uri in uris {
        writeln!(out, "  at {uri}")?;
    }
    for key in blocked {
        writeln!(out, "  a device refuses {key} to ingested files")?;
    }
    registry(out, policy)?;
    elements(out, policy)?;
    if let Some(help) = policy.explain_text() {
        writeln!(out)?;
        for line in help.trim().lines() {
            let line = line.trim_end();
            let indent = if line.is_empty() { "" } else { "  " };
            writeln!(out, "{indent}{line}")?;
        }
    }
    Ok(())
}

fn registry(out: &mut dyn Write, policy: Policy<'_>) -> io::Result<()> {
    let key = policy.key();
    writeln!(out, "\n  registry")?;
    match policy.value_name() {
        None => writeln!(out, "    {key}")?,
        Some(name) => {
            let enabled = policy.enabled_value().map_or("1".to_owned(), written);
            let disabled = policy.disabled_value();
            let disabled = disabled.map_or("(deleted)".to_owned(), written);
            writeln!(
                out,
                "    {key}\\{name}: enabled {enabled}, disabled {disabled}"
            )?;
        }
    }
    for (state, list) in [
        ("enabled", policy.enabled_list()),
        ("disabled", policy.disabled_list()),
    ] {
        list.map_or(Ok(()), |list| self::list(out, key, state, list))?;
    }
    for element in policy.elements() {
        let name = element.value_name().unwrap_or("*");
        writeln!(
            out,
            "    {}\\{name}: element {}",
            element.key(),
            element.id()
        )?;
    }
    Ok(())
}

fn list(out: &mut dyn Write, own: &str, state: &str, list: &ValueList) -> io::Result<()> {
    for item in &list.items {
        let key = item.key.as_deref().or(list.default_key.as_deref());
        let (key, name) = (key.unwrap_or(own), &item.value_name);
        writeln!(out, "    {key}\\{name}: {state} {}", written(&item.value))?;
    }
    Ok(())
}

fn elements(out: &mut dyn Write, policy: Policy<'_>) -> io::Result<()> {
    if policy.elements().len() == 0 {
        return writeln!(
            out,
            "\n  no elements: the payload is <enabled/> or <disabled/>"
        );
    }
    writeln!(out, "\n  elements, of which a payload has every one")?;
    for element in policy.elements() {
        let kind = element.kind().as_str();
        writeln!(
            out,
            "    {} ({kind}): {}",
            element.id(),
            element::words(element)
        )?;
        if let Some(label) = element.label() {
            writeln!(out, "      {label}")?;
        }
        for choice in element::choices(element) {
            writeln!(out, "      {choice}")?;
        }
    }
    Ok(())
}
