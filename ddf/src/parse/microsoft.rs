//! Reads Microsoft's extensions in the `DFProperties` of a node.

use csp_source::plain_text;
use roxmltree::Node as Element;

use super::element::{attribute, tag_span, text_span};
use super::reader::Reader;
use crate::codes;
use crate::model::{
    AdmxBacking, AllowedValue, AllowedValues, ApplicabilityData, CommonErrorResult,
    ConflictResolution, Dependency, DependencyGroup, DependencyKind, Deprecated, DynamicNodeNaming,
    Editions, GpMapping, ListDelimiter, Microsoft, OsBuilds, RebootBehavior, ReplaceBehavior,
    ValueType,
};

impl Reader<'_> {
    pub(super) fn microsoft(&mut self, name: &str, element: Element<'_, '_>, node: &mut Microsoft) {
        match name {
            "AllowedValues" => node.allowed_values = self.allowed_values(element),
            "Applicability" => node.applicability = Some(self.applicability(element)),
            "AtomicRequired" => node.atomic_required = true,
            "CommonErrorResults" => node.common_error_results = self.common_errors(element),
            "ConflictResolution" => {
                let names = ConflictResolution::NAMES;
                node.conflict_resolution =
                    self.extension_word(element, names, ConflictResolution::from_name);
            }
            "DependencyBehavior" => node.dependencies = self.dependencies(element),
            "Deprecated" => {
                let os_build = attribute(element, "OsBuildDeprecated").map(str::to_owned);
                node.deprecated = Some(Deprecated { os_build });
            }
            "DynamicNodeNaming" => node.dynamic_naming = self.dynamic_naming(element),
            "GpMapping" => {
                let text = |name| attribute(element, name).map(str::to_owned);
                node.gp_mapping = Some(GpMapping {
                    english_name: text("GpEnglishName"),
                    area_path: text("GpAreaPath"),
                    element: text("GpElement"),
                });
            }
            "RebootBehavior" => {
                let names = RebootBehavior::NAMES;
                node.reboot_behavior =
                    self.extension_word(element, names, RebootBehavior::from_name);
            }
            _ => {
                let names = ReplaceBehavior::NAMES;
                node.replace_behavior =
                    self.extension_word(element, names, ReplaceBehavior::from_name);
            }
        }
    }

    /// Reads `AllowedValues`, `DependencyAllowedValue` or `DependencyChangedAllowedValues`: all
    /// three are built alike.
    fn allowed_values(&mut self, element: Element<'_, '_>) -> Option<AllowedValues> {
        let written = self.attribute(element, "ValueType")?;
        let Some(value_type) = ValueType::from_name(&written) else {
            let message = format!("{} `{written}`", codes::UNKNOWN_VALUE_TYPE.summary());
            let help = csp_source::help(
                &written,
                &ValueType::NAMES,
                &[],
                codes::UNKNOWN_VALUE_TYPE.help(),
            );
            let diagnostic = self
                .fault(&codes::UNKNOWN_VALUE_TYPE, element, message)
                .with_help(help);
            self.push(diagnostic);
            return None;
        };
        let mut allowed = AllowedValues::new(value_type, tag_span(self.source, element));
        // An ENUM or Flag may list bare values, each with its description behind it.
        let lists_values = matches!(value_type, ValueType::Enum | ValueType::Flag);
        let known = &["Enum", "Value", "ValueDescription", "AdmxBacked", "List"];
        let repeatable: &[&str] = if lists_values {
            &["Enum", "Value", "ValueDescription", "AdmxBacked"]
        } else {
            &["Enum", "AdmxBacked"]
        };
        for (name, child) in self.children(element, known, repeatable) {
            match name {
                "Enum" => allowed.values.extend(self.enum_value(child)),
                "Value" if lists_values => {
                    let (value, span) = (self.text(child), text_span(self.source, child));
                    allowed.values.push(AllowedValue {
                        value,
                        description: None,
                        span,
                    });
                }
                "Value" => {
                    allowed.text = Some(self.text(child));
                    allowed.text_span = text_span(self.source, child);
                }
                "ValueDescription" => {
                    let description = Some(self.text(child));
                    match allowed.values.last_mut() {
                        Some(value) if lists_values => value.description = description,
                        _ => allowed.text_description = description,
                    }
                }
                "AdmxBacked" => allowed.admx.extend(self.admx(child)),
                _ => allowed.list_delimiter = Some(self.delimiter(child)),
            }
        }
        self.constrain(element, &mut allowed);
        Some(allowed)
    }

    /// Reads the range of a Range, and reports a constraint that constrains nothing.
    fn constrain(&mut self, element: Element<'_, '_>, allowed: &mut AllowedValues) {
        allowed.read_ranges();
        if let Some(message) = allowed.range_fault() {
            let value = element
                .children()
                .find(|child| child.tag_name().name() == "Value");
            let span = text_span(self.source, value.unwrap_or(element));
            let diagnostic = self.fault_at(&codes::BAD_RANGE, span, message);
            self.push(diagnostic);
        }
        // An entry that was reported and left out is not a missing one.
        let listed = match allowed.value_type {
            ValueType::Enum | ValueType::Flag => "Enum",
            ValueType::Admx => "AdmxBacked",
            _ => "",
        };
        let is_listed = element
            .children()
            .any(|child| child.is_element() && child.tag_name().name() == listed);
        if allowed.lacks_value() && !is_listed {
            let diagnostic = self.fault(&codes::EMPTY_CONSTRAINT, element, allowed.lack());
            self.push(diagnostic);
        }
    }

    fn enum_value(&mut self, element: Element<'_, '_>) -> Option<AllowedValue> {
        let mut value = None;
        let mut description = None;
        for (name, child) in self.children(element, &["Value", "ValueDescription"], &[]) {
            match name {
                "Value" => value = Some((self.text(child), text_span(self.source, child))),
                _ => description = Some(self.text(child)),
            }
        }
        if value.is_none() {
            let diagnostic = self.fault(
                &codes::ENUM_WITHOUT_VALUE,
                element,
                "an `Enum` has no `Value`",
            );
            self.push(diagnostic);
        }
        value.map(|(value, span)| AllowedValue {
            value,
            description,
            span,
        })
    }

    fn admx(&mut self, element: Element<'_, '_>) -> Option<AdmxBacking> {
        let area = self.attribute(element, "Area");
        let name = self.attribute(element, "Name");
        let file = self.attribute(element, "File");
        Some(AdmxBacking {
            area: area?,
            name: name?,
            file: file?,
        })
    }

    fn delimiter(&mut self, element: Element<'_, '_>) -> ListDelimiter {
        let delimiter = ListDelimiter::new(attribute(element, "Delimiter").unwrap_or_default());
        if let Some(message) = delimiter.fault() {
            let diagnostic = self.fault(&codes::BAD_DELIMITER, element, message);
            self.push(diagnostic);
        }
        delimiter
    }

    fn applicability(&mut self, element: Element<'_, '_>) -> ApplicabilityData {
        let mut data = ApplicabilityData::default();
        let known = &[
            "OsBuildVersion",
            "CspVersion",
            "EditionAllowList",
            "RequiresAzureAd",
        ];
        for (name, child) in self.children(element, known, &[]) {
            let text = self.text(child);
            match name {
                "OsBuildVersion" => {
                    let builds = OsBuilds::new(text);
                    if let Some(message) = builds.fault() {
                        let diagnostic = self.fault_at(
                            &codes::BAD_BUILD,
                            text_span(self.source, child),
                            message,
                        );
                        self.push(diagnostic);
                    }
                    data.os_builds = Some(builds);
                }
                "CspVersion" => data.csp_version = Some(text),
                "EditionAllowList" => data.editions = Some(Editions::new(text)),
                _ => match text.trim().to_ascii_lowercase().as_str() {
                    "" | "true" | "1" => data.requires_azure_ad = Some(true),
                    "false" | "0" => data.requires_azure_ad = Some(false),
                    word => self.unknown_choice(
                        child,
                        text_span(self.source, child),
                        word,
                        &["true", "false"],
                    ),
                },
            }
        }
        data
    }

    fn dynamic_naming(&mut self, element: Element<'_, '_>) -> Option<DynamicNodeNaming> {
        let word = self.word(element)?;
        match word.text.as_str() {
            "ServerGeneratedUniqueIdentifier" => {
                Some(DynamicNodeNaming::ServerGeneratedUniqueIdentifier)
            }
            "ClientInventory" => Some(DynamicNodeNaming::ClientInventory),
            "UniqueName" => {
                let rule = element.children().find(Element::is_element);
                Some(DynamicNodeNaming::UniqueName(
                    rule.map(|rule| plain_text(rule).into_owned())
                        .unwrap_or_default(),
                ))
            }
            _ => {
                self.unknown_choice(element, word.span, &word.text, &DynamicNodeNaming::NAMES);
                None
            }
        }
    }

    fn dependencies(&mut self, element: Element<'_, '_>) -> Vec<DependencyGroup> {
        let groups = self.children(element, &["DependencyGroup"], &["DependencyGroup"]);
        groups
            .into_iter()
            .map(|(_, group)| self.dependency_group(group))
            .collect()
    }

    fn dependency_group(&mut self, element: Element<'_, '_>) -> DependencyGroup {
        let mut group = DependencyGroup {
            friendly_id: attribute(element, "FriendlyId").map(str::to_owned),
            changed_allowed_values: None,
            dependencies: Vec::new(),
        };
        let known = &["DependencyChangedAllowedValues", "Dependency"];
        for (name, child) in self.children(element, known, &["Dependency"]) {
            match name {
                "Dependency" => group.dependencies.extend(self.dependency(child)),
                _ => group.changed_allowed_values = self.allowed_values(child),
            }
        }
        group
    }

    fn dependency(&mut self, element: Element<'_, '_>) -> Option<Dependency> {
        let written = self.attribute(element, "Type")?;
        let Some(kind) = DependencyKind::from_name(&written) else {
            let span = tag_span(self.source, element);
            self.unknown_choice(element, span, &written, &DependencyKind::NAMES);
            return None;
        };
        let mut uri = None;
        let mut allowed_value = None;
        for (name, child) in
            self.children(element, &["DependencyUri", "DependencyAllowedValue"], &[])
        {
            match name {
                "DependencyUri" => uri = Some(self.text(child)),
                _ => allowed_value = self.allowed_values(child),
            }
        }
        if uri.is_none() {
            let diagnostic = self.fault(
                &codes::MISSING_ELEMENT,
                element,
                "a `Dependency` has no `DependencyUri`",
            );
            self.push(diagnostic);
        }
        Some(Dependency {
            kind,
            uri: uri?,
            allowed_value,
        })
    }

    fn common_errors(&mut self, element: Element<'_, '_>) -> Vec<CommonErrorResult> {
        let errors = element.children().filter(Element::is_element);
        errors
            .map(|error| CommonErrorResult {
                name: error.tag_name().name().to_owned(),
                text: plain_text(error).into_owned(),
            })
            .collect()
    }
}
