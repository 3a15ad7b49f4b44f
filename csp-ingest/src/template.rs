//! Reading a template that a server sent: the policies that it offers, or why it is refused.

use std::fmt;

use admx::{File, Policy, PolicySet, Report, Severity};
use csp_runtime::{HandlerError, StatusCode};
use csp_schema::AdmxBacking;
use csp_schema::app_policy::is_settings_type;

use crate::BlockedKeys;

/// What event logs show of a template that cannot be read, `ERROR_INVALID_DATA`.
const INVALID_DATA: u32 = 0x8007_000D;
/// What event logs show of a template whose keys are refused.
const BLOCKED: u32 = 0x0002_0101;
/// A prefix that is not declared. Importers refuse it, of Windows nobody says so, and what matters of it is the category.
const UNKNOWN_PREFIX: &str = "ADMX0040";

/// What a template offers.
#[derive(Debug, Default)]
pub(crate) struct Template {
    pub(crate) offers: Vec<Offer>,
}

/// A policy, and where it is.
#[derive(Debug)]
pub(crate) struct Offer {
    pub(crate) in_device: bool,
    pub(crate) in_user: bool,
    pub(crate) area: String,
    pub(crate) name: String,
    pub(crate) backing: AdmxBacking,
}

/// Why a template is refused: what its sender gets to know, and what there is to know.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) error: HandlerError,
    why: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl Refused {
    fn new(hresult: u32, why: impl fmt::Display) -> Self {
        let error = HandlerError::new(StatusCode::COMMAND_FAILED).with_hresult(hresult);
        let why = why.to_string();
        Self { error, why }
    }
}

/// Reads the text of a template.
pub(crate) fn read(
    (app, kind): (&str, &str),
    text: &str,
    blocked: BlockedKeys,
) -> Result<Template, Refused> {
    if !is_settings_type(kind) {
        let why = format!("`{kind}` is neither Policy nor Preference");
        return Err(Refused {
            error: HandlerError::INVALID_VALUE,
            why,
        });
    }
    let source = admx::decode("template.admx", text.as_bytes().to_vec())
        .map_err(|fault| Refused::new(INVALID_DATA, fault))?;
    let mut report = Report::new();
    let set = PolicySet::read([source], admx::DEFAULT_LANGUAGE, &mut report);
    admx::check_ingestion(&set, &mut report);
    let is_fault = |fault: &&admx::Diagnostic| {
        fault.severity() == Severity::Error && fault.code().id() != UNKNOWN_PREFIX
    };
    if let Some(fault) = report.iter().find(is_fault) {
        return Err(Refused::new(INVALID_DATA, fault));
    }
    let Some(file) = set.files().next() else {
        return Err(Refused::new(INVALID_DATA, "there is no template in it"));
    };
    defined(file)?;
    let mut template = Template::default();
    for policy in file.policies() {
        if let Some(key) = policy.blocked_keys().first() {
            match blocked {
                BlockedKeys::Take => {}
                BlockedKeys::RefusePolicy => continue,
                BlockedKeys::RefuseFile => {
                    let why = format!("the policy `{}` writes `{key}`", policy.name());
                    return Err(Refused::new(BLOCKED, why));
                }
            }
        }
        template.offers.extend(offer(policy, app, kind));
    }
    Ok(template)
}

/// Refuses a file that names a category of its own which it does not have ("category not defined").
fn defined(file: File<'_>) -> Result<(), Refused> {
    let of_categories = file.categories().map(|category| {
        let is_there = category.parent().is_some();
        (category.parent_reference(), is_there)
    });
    let of_policies = file.policies().map(|policy| {
        let is_there = policy.category().is_some();
        (policy.category_reference(), is_there)
    });
    for (reference, is_there) in of_categories.chain(of_policies) {
        if let (Some(reference), false) = (reference, is_there) {
            if reference.split().0.is_none() {
                let why = format!("there is no category `{}`", reference.text);
                return Err(Refused::new(INVALID_DATA, why));
            }
        }
    }
    Ok(())
}

/// Where a policy is offered; nowhere, if the file has no category for it.
fn offer(policy: Policy<'_>, app: &str, kind: &str) -> Option<Offer> {
    if policy.ingested_uris(app).is_empty() {
        return None;
    }
    // The path is the same for both types of settings.
    let area = policy.ingested_area("")?;
    let path = area.strip_prefix("~Policy")?;
    let area = format!("{app}~{kind}{path}");
    Some(Offer {
        in_device: policy.class().has_machine(),
        in_user: policy.class().has_user(),
        backing: csp_elements::backing(policy, &area),
        area,
        name: policy.name().to_owned(),
    })
}
