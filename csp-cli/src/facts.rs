//! Every fact of a node under its own key, in the words of the file.

use admx::{AdmxBacking, PolicySet};
use ddf::{
    AllowedValues, Applicability, Dependency, DependencyGroup, Document, Extension, Node, Operation,
};
use serde::Serialize;

use crate::admx::ElementFacts;

/// A node as JSON shows it. `None` is what the file does not state.
#[derive(Serialize)]
pub(crate) struct Facts<'a> {
    /// From the root, names given at run time as `{Title}`; not percent-encoded.
    uri: String,
    file: &'a str,
    line: usize,
    name: Option<&'a str>,
    title: Option<&'a str>,
    /// On roots: where the tree hangs.
    path: Option<&'a str>,
    format: &'static str,
    /// Sorted.
    access: Vec<&'static str>,
    occurrence: String,
    scope: &'static str,
    dynamic: bool,
    description: Option<&'a str>,
    default: Option<&'a str>,
    /// The first of `mimes`.
    mime: Option<&'a str>,
    mimes: &'a [String],
    ddf_name: Option<&'a str>,
    case_sensitive: bool,
    /// As stated; `case_sensitive` says what holds.
    case_sense: Option<&'static str>,
    value: Option<&'a str>,
    rt_properties: Option<&'a str>,
    allowed: Option<Allowed<'a>>,
    /// What holds: stated on the node, or on the nearest ancestor that states it.
    applicability: Option<Applies<'a>>,
    /// What the node itself states.
    own_applicability: Option<Applies<'a>>,
    dynamic_naming: Option<Naming<'a>>,
    deprecated: Option<Deprecated<'a>>,
    gp_mapping: Option<GpMapping<'a>>,
    conflict_resolution: Option<&'static str>,
    replace_behavior: Option<&'static str>,
    reboot_behavior: Option<&'static str>,
    atomic_required: bool,
    dependencies: Vec<Group<'a>>,
    common_error_results: Vec<CommonError<'a>>,
    /// Elements that are not known, as they are written.
    extensions: Vec<&'a str>,
    /// On roots: what the file says beside its nodes.
    document: Option<Head<'a>>,
}

#[derive(Serialize)]
struct Allowed<'a> {
    #[serde(rename = "type")]
    value_type: &'static str,
    /// The listed values; the text of a Range, RegEx, XSD and the like is one of them.
    values: Vec<Value<'a>>,
    delimiter: Option<&'a str>,
    admx: Vec<Admx<'a>>,
}

#[derive(Serialize)]
struct Value<'a> {
    value: &'a str,
    description: Option<&'a str>,
}

#[derive(Serialize)]
struct Admx<'a> {
    area: &'a str,
    name: &'a str,
    file: &'a str,
    /// What the templates say; `None` where they do not have the policy.
    elements: Option<Vec<ElementFacts<'a>>>,
}

#[derive(Serialize)]
struct Applies<'a> {
    os_build_version: Option<&'a str>,
    csp_version: Option<&'a str>,
    edition_allow_list: Option<&'a str>,
    requires_azure_ad: Option<bool>,
}

#[derive(Serialize)]
struct Naming<'a> {
    kind: &'static str,
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct Deprecated<'a> {
    os_build: Option<&'a str>,
}

#[derive(Serialize)]
struct GpMapping<'a> {
    english_name: Option<&'a str>,
    area_path: Option<&'a str>,
    element: Option<&'a str>,
}

#[derive(Serialize)]
struct Group<'a> {
    friendly_id: Option<&'a str>,
    changed_allowed_values: Option<Allowed<'a>>,
    dependencies: Vec<On<'a>>,
}

#[derive(Serialize)]
struct On<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    uri: &'a str,
    allowed_value: Option<Allowed<'a>>,
}

#[derive(Serialize)]
struct CommonError<'a> {
    name: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct Head<'a> {
    ver_dtd: Option<&'a str>,
    manufacturer: Option<&'a str>,
    model: Option<&'a str>,
    diagnostics: bool,
    extensions: Vec<&'a str>,
}

impl<'a> Facts<'a> {
    /// What a definition says of a node, and templates of the policies behind it.
    pub(crate) fn new(node: Node<'a>, policies: &'a PolicySet) -> Self {
        let effective = node.applicability();
        let allowed = |allowed| Allowed::new(allowed, policies);
        Self {
            uri: node.uri(),
            file: node.document().source().name(),
            line: node.line(),
            name: node.name(),
            title: node.title(),
            path: node.root_path(),
            format: node.format().as_str(),
            access: node.access().iter().map(Operation::as_str).collect(),
            occurrence: node.occurrence().to_string(),
            scope: node.scope().as_str(),
            dynamic: node.is_dynamic(),
            description: node.description(),
            default: node.default_value(),
            mime: node.mimes().first().map(String::as_str),
            mimes: node.mimes(),
            ddf_name: node.ddf_name(),
            case_sensitive: node.is_case_sensitive(),
            case_sense: node.case_sense().map(|case| case.as_str()),
            value: node.value(),
            rt_properties: node.rt_properties(),
            allowed: node.allowed_values().map(allowed),
            applicability: (effective != Applicability::default()).then(|| Applies::new(effective)),
            own_applicability: node.own_applicability().map(Applies::new),
            dynamic_naming: node.dynamic_naming().map(|naming| Naming {
                kind: naming.as_str(),
                text: naming.text(),
            }),
            deprecated: node.deprecated().map(|deprecated| Deprecated {
                os_build: deprecated.os_build(),
            }),
            gp_mapping: node.gp_mapping().map(|mapping| GpMapping {
                english_name: mapping.english_name(),
                area_path: mapping.area_path(),
                element: mapping.element(),
            }),
            conflict_resolution: node.conflict_resolution().map(|rule| rule.as_str()),
            replace_behavior: node.replace_behavior().map(|behavior| behavior.as_str()),
            reboot_behavior: node.reboot_behavior().map(|behavior| behavior.as_str()),
            atomic_required: node.atomic_required(),
            dependencies: node
                .dependencies()
                .iter()
                .map(|group| Group::new(group, policies))
                .collect(),
            common_error_results: node
                .common_error_results()
                .iter()
                .map(|error| CommonError {
                    name: error.name(),
                    text: error.text(),
                })
                .collect(),
            extensions: node.extensions().iter().map(Extension::xml).collect(),
            document: node.is_root().then(|| Head::new(node.document())),
        }
    }
}

impl<'a> Allowed<'a> {
    fn new(allowed: &'a AllowedValues, policies: &'a PolicySet) -> Self {
        let text = allowed.text().map(|value| Value {
            value,
            description: allowed.text_description(),
        });
        let listed = allowed.values().iter().map(|listed| Value {
            value: listed.value(),
            description: listed.description(),
        });
        Self {
            value_type: allowed.value_type().as_str(),
            values: text.into_iter().chain(listed).collect(),
            delimiter: allowed
                .list_delimiter()
                .map(|delimiter| delimiter.as_written()),
            admx: allowed
                .admx()
                .iter()
                .map(|backing| {
                    let (area, name, file) = (backing.area(), backing.name(), backing.file());
                    let policy = policies.resolve(AdmxBacking { area, name, file }).policy();
                    Admx {
                        area,
                        name,
                        file,
                        elements: policy
                            .map(|policy| policy.elements().map(ElementFacts::new).collect()),
                    }
                })
                .collect(),
        }
    }
}

impl<'a> Applies<'a> {
    fn new(applicability: Applicability<'a>) -> Self {
        Self {
            os_build_version: applicability.os_builds().map(|builds| builds.text()),
            csp_version: applicability.csp_version(),
            edition_allow_list: applicability.editions().map(|editions| editions.text()),
            requires_azure_ad: applicability.requires_azure_ad(),
        }
    }
}

impl<'a> Group<'a> {
    fn new(group: &'a DependencyGroup, policies: &'a PolicySet) -> Self {
        let changed = group.changed_allowed_values();
        Self {
            friendly_id: group.friendly_id(),
            changed_allowed_values: changed.map(|changed| Allowed::new(changed, policies)),
            dependencies: group
                .dependencies()
                .iter()
                .map(|dependency| On::new(dependency, policies))
                .collect(),
        }
    }
}

impl<'a> On<'a> {
    fn new(dependency: &'a Dependency, policies: &'a PolicySet) -> Self {
        let allowed = dependency.allowed_value();
        Self {
            kind: dependency.kind().as_str(),
            uri: dependency.uri(),
            allowed_value: allowed.map(|allowed| Allowed::new(allowed, policies)),
        }
    }
}

impl<'a> Head<'a> {
    fn new(document: &'a Document) -> Self {
        Self {
            ver_dtd: document.ver_dtd(),
            manufacturer: document.manufacturer(),
            model: document.model(),
            diagnostics: document.has_diagnostics_marker(),
            extensions: document.extensions().iter().map(Extension::xml).collect(),
        }
    }
}
