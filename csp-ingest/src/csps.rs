//! The two CSPs: the one that takes templates, and the one that has their policies.

use std::slice;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use csp_runtime::dispatch::Scope;
use csp_runtime::{Context, Dispatcher, HandlerError, StatusCode};
use csp_schema::{AdmxFaultKind, check_admx};

use crate::definition::{policy_config as config, policy_config_operations as operations};
use crate::ingested::{FileKey, Ingested};
use crate::template;

/// Both CSPs work on it, one after the other.
pub(crate) type Shared = Arc<Mutex<Ingested>>;

/// What Windows says of a payload without one of its policy's elements (observed: SkipToTheEndpoint/OpenIntuneBaseline#217).
const MISSING_ELEMENT: u32 = 0x82B0_0001;

fn lock(ingested: &Shared) -> MutexGuard<'_, Ingested> {
    ingested.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `ADMXInstall`. What is deleted around templates takes them with it.
pub(crate) fn install(ingested: Shared) -> Dispatcher<operations::Csp, Shared> {
    use operations::node;
    operations::csp(ingested)
        .add(node::AdmxInstallAdmxFileId, ingest)
        .replace(node::AdmxInstallAdmxFileId, ingest)
        .delete(
            node::ConfigOperations,
            |state: &mut Shared,
             cx: &mut Context<'_>,
             _: operations::At<'_, node::ConfigOperations>| remove(state, cx, &[]),
        )
        .delete(
            node::AdmxInstall,
            |state: &mut Shared, cx: &mut Context<'_>, _: operations::At<'_, node::AdmxInstall>| {
                remove(state, cx, &[])
            },
        )
        .delete(
            node::AdmxInstallAppName,
            |state: &mut Shared,
             cx: &mut Context<'_>,
             at: operations::At<'_, node::AdmxInstallAppName>| {
                remove(state, cx, &[at.app_name()])
            },
        )
        .delete(
            node::AdmxInstallSettingsType,
            |state: &mut Shared,
             cx: &mut Context<'_>,
             at: operations::At<'_, node::AdmxInstallSettingsType>| {
                remove(state, cx, &[at.app_name(), at.settings_type()])
            },
        )
        .delete(
            node::AdmxInstallAdmxFileId,
            |state: &mut Shared,
             cx: &mut Context<'_>,
             at: operations::At<'_, node::AdmxInstallAdmxFileId>| {
                remove(
                    state,
                    cx,
                    &[at.app_name(), at.settings_type(), at.admx_file_id()],
                )
            },
        )
        .on_commit(|state, _| lock(state).commit())
        .on_undo(|state, _| {
            lock(state).undo();
            Ok::<(), HandlerError>(())
        })
        .on_load(load)
}

fn ingest(
    state: &mut Shared,
    cx: &mut Context<'_>,
    at: operations::At<'_, operations::node::AdmxInstallAdmxFileId>,
    text: &str,
) -> Result<(), HandlerError> {
    let mut ingested = lock(state);
    let template = template::read((at.app_name(), at.settings_type()), text, ingested.blocked);
    let template = template.map_err(|refused| {
        log::warn!("the template at {at} is refused: {refused}");
        refused.error
    })?;
    let key = FileKey::of(&[at.app_name(), at.settings_type(), at.admx_file_id()]);
    ingested.insert(key, template, cx);
    Ok(())
}

fn remove(state: &mut Shared, cx: &mut Context<'_>, names: &[&str]) -> Result<(), HandlerError> {
    lock(state).remove(names, cx);
    Ok(())
}

/// Reads the templates that the tree holds. One that is faulty, which only a state can bring, offers nothing.
fn load(state: &mut Shared, cx: &mut Context<'_>) {
    let mut ingested = lock(state);
    let mut templates = Vec::new();
    let install = operations::device().admx_install();
    for app in names(cx.instances(install)) {
        let app_node = install.app_name(&app);
        for kind in names(cx.instances(app_node)) {
            let kind_node = app_node.settings_type(&kind);
            for file in names(cx.instances(kind_node)) {
                let node = kind_node.admx_file_id(&file);
                let text = cx.get_text(&node.to_string()).unwrap_or_default();
                match template::read((&app, &kind), text, ingested.blocked) {
                    Ok(template) => {
                        templates.push((FileKey::of(&[&app, &kind, &file]), template));
                    }
                    Err(refused) => log::warn!("the template at {node} offers nothing: {refused}"),
                }
            }
        }
    }
    ingested.load(templates);
}

fn names(names: Vec<&str>) -> Vec<String> {
    names.into_iter().map(str::to_owned).collect()
}

/// The policies. The tree keeps their values.
pub(crate) fn policies(ingested: Shared) -> Dispatcher<config::Csp, Shared> {
    config::csp(ingested)
        .known(config::node::PolicyName, is_offered)
        .add(config::node::PolicyName, set)
        .replace(config::node::PolicyName, set)
        .on_undo(|_, _| Ok::<(), HandlerError>(()))
}

fn is_offered(state: &Shared, scope: Scope, at: config::At<'_, config::node::PolicyName>) -> bool {
    let ingested = lock(state);
    let policy = ingested.policy(scope, at.area_name(), at.policy_name());
    policy.is_some()
}

fn set(
    state: &mut Shared,
    cx: &mut Context<'_>,
    at: config::At<'_, config::node::PolicyName>,
    payload: &str,
) -> Result<(), HandlerError> {
    let ingested = lock(state);
    let policy = ingested.policy(cx.scope(), at.area_name(), at.policy_name());
    let policy = policy.ok_or(StatusCode::NOT_FOUND)?;
    let check = check_admx(slice::from_ref(policy), payload);
    let refused = |fault: &&csp_schema::AdmxFault| fault.kind.is_refused();
    match check.faults.iter().find(refused) {
        None => Ok(()),
        Some(fault) => {
            log::warn!("the payload of {at} is refused: {fault}");
            Err(match fault.kind {
                AdmxFaultKind::MissingElement => {
                    HandlerError::new(StatusCode::COMMAND_FAILED).with_hresult(MISSING_ELEMENT)
                }
                _ => HandlerError::INVALID_VALUE,
            })
        }
    }
}
