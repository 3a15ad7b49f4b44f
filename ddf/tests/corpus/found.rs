//! The facts of a node as plain XML functions find them, which share no code with the crate.

use ddf::MICROSOFT;
use roxmltree::Node as Element;

use super::Facts;

pub(super) fn part<'x>(parent: Element<'x, 'x>, name: &str) -> Option<Element<'x, 'x>> {
    parent
        .children()
        .find(|child| child.tag_name().name() == name)
}

pub(super) fn parts<'x>(
    parent: Element<'x, 'x>,
    name: &'static str,
) -> impl Iterator<Item = Element<'x, 'x>> {
    parent
        .children()
        .filter(move |child| child.tag_name().name() == name)
}

/// The names of the child elements.
fn words<'x>(parent: Element<'x, 'x>) -> Vec<&'x str> {
    parent
        .children()
        .filter(|child| child.is_element())
        .map(|child| child.tag_name().name())
        .collect()
}

pub(super) fn content(element: Element<'_, '_>) -> String {
    element.text().unwrap_or("").to_owned()
}

/// The facts of a node as plain XML functions find them, and those of the nodes below it.
pub(super) fn found(node: Element<'_, '_>, above: &str, facts: &mut Vec<Facts>) {
    let properties = part(node, "DFProperties").unwrap();
    let one = |name: &str| part(properties, name);
    let word = |name| one(name).map(|element| words(element).join(" "));
    let text = |name| one(name).map(content);
    let microsoft =
        |name: &str| one(name).filter(|element| element.tag_name().namespace() == Some(MICROSOFT));
    let mut own = Facts::new();
    let mut state = |name, value: Option<String>| {
        if let Some(value) = value {
            own.insert(name, value);
        }
    };
    let name = content(part(node, "NodeName").unwrap());
    let segment = if name.is_empty() {
        format!("{{{}}}", text("DFTitle").unwrap())
    } else {
        name.clone()
    };
    let path = part(node, "Path").map(content);
    let base = path
        .as_deref()
        .map_or(above, |path| path.trim_end_matches('/'));
    let uri = format!("{base}/{segment}");
    state("uri", Some(uri.clone()));
    state(
        "line",
        Some(
            node.document()
                .text_pos_at(node.range().start)
                .row
                .to_string(),
        ),
    );
    state("name", (!name.is_empty()).then_some(name));
    state("path", path.clone());
    let mut access = words(one("AccessType").unwrap());
    access.sort_unstable();
    state("access", Some(access.join(", ")));
    state("format", word("DFFormat"));
    state("occurrence", word("Occurrence"));
    state("scope", word("Scope"));
    state("case", word("CaseSense"));
    state("title", text("DFTitle"));
    state("description", text("Description"));
    state("default", text("DefaultValue"));
    let types = |name| {
        let types: Vec<String> = parts(one("DFType").unwrap(), name)
            .map(content)
            .filter(|t| !t.is_empty())
            .collect();
        (!types.is_empty()).then(|| types.join(","))
    };
    state("mimes", types("MIME"));
    state("ddf_name", types("DDFName"));
    state("allowed", microsoft("AllowedValues").map(found_allowed));
    let applicability = |name| {
        microsoft("Applicability")
            .and_then(|element| part(element, name))
            .map(content)
    };
    state("builds", applicability("OsBuildVersion"));
    state("version", applicability("CspVersion"));
    state("editions", applicability("EditionAllowList"));
    state(
        "naming",
        microsoft("DynamicNodeNaming").map(|element| {
            let kind = element.children().find(Element::is_element).unwrap();
            format!("{} {}", kind.tag_name().name(), content(kind))
        }),
    );
    state(
        "deprecated",
        microsoft("Deprecated")
            .map(|element| format!("{:?}", element.attribute("OsBuildDeprecated"))),
    );
    state(
        "policy",
        microsoft("GpMapping").map(|element| {
            let attribute = |name| element.attribute(name);
            format!(
                "{:?} {:?} {:?}",
                attribute("GpEnglishName"),
                attribute("GpAreaPath"),
                attribute("GpElement")
            )
        }),
    );
    state("conflict", microsoft("ConflictResolution").map(content));
    state("reboot", microsoft("RebootBehavior").map(content));
    state("atomic", microsoft("AtomicRequired").map(|_| String::new()));
    state(
        "dependencies",
        microsoft("DependencyBehavior")
            .map(|element| parts(element, "DependencyGroup").map(found_group).collect()),
    );
    facts.push(own);
    for child in parts(node, "Node") {
        found(child, &uri, facts);
    }
}

fn found_group(group: Element<'_, '_>) -> String {
    let dependencies = parts(group, "Dependency").map(|dependency| {
        let value = part(dependency, "DependencyAllowedValue").map(found_allowed);
        let uri = content(part(dependency, "DependencyUri").unwrap());
        format!("{} {uri} {value:?}", dependency.attribute("Type").unwrap())
    });
    let changed = part(group, "DependencyChangedAllowedValues").map(found_allowed);
    format!(
        "{:?} {changed:?} {:?}",
        group.attribute("FriendlyId"),
        dependencies.collect::<Vec<_>>()
    )
}

fn found_allowed(element: Element<'_, '_>) -> String {
    let text = |parent, name| part(parent, name).map(content);
    let values: Vec<_> = parts(element, "Enum")
        .map(|value| {
            (
                text(value, "Value").unwrap(),
                text(value, "ValueDescription"),
            )
        })
        .collect();
    let admx: Vec<_> = parts(element, "AdmxBacked")
        .map(|admx| ["Area", "Name", "File"].map(|name| admx.attribute(name).unwrap()))
        .map(|[area, name, file]| (area, name, file))
        .collect();
    let delimiter = part(element, "List").map(|list| list.attribute("Delimiter").unwrap());
    let value_type = element.attribute("ValueType").unwrap();
    format!(
        "{value_type} {values:?} {:?} {:?} {admx:?} {delimiter:?}",
        text(element, "Value"),
        text(element, "ValueDescription")
    )
}
