//! What can be said of a command's target without looking at the tree: the address, the node, its AccessType, the format and the value.
//!
//! The same checks come before a single command and, for every command at once, before an Atomic (MS-MDM: all must be valid before any runs).

use crate::StatusCode;
use crate::dm_tree::{DmTree, Located};
use crate::query::Query;
use crate::router::RouterNodeId;
use crate::settings::Settings;
use crate::stated::Stated;
use crate::value;
use crate::walk::NoRoute;
use csp_runtime::HandlerError;
use csp_runtime::dispatch::Call;
use csp_schema::uri::UriError;
use csp_schema::{NodeDefinition, Verb};
use syncml::{DataForm, Item};

/// A command's target that passed every check which needs no state.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CheckedTarget<'t> {
    /// Where in the management tree.
    pub(crate) place: RouterNodeId,
    /// The node; `None` for a place that only leads to roots.
    pub(crate) located: Option<Located<'t>>,
    pub(crate) query: Option<Query>,
    /// The LocURI as it was written, without its query.
    pub(crate) path: &'t str,
    pub(crate) call: Call<'t>,
}

/// Why a target is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refusal<'t> {
    pub(crate) failure: HandlerError,
    /// The parent that no schema knows, for an Add below it (OMA DM RepPro 1.2: the Status names it).
    pub(crate) missing: Option<&'t str>,
}

impl<F: Into<HandlerError>> From<F> for Refusal<'_> {
    fn from(failure: F) -> Self {
        Self {
            failure: failure.into(),
            missing: None,
        }
    }
}

/// Checks the target of an item. `around` is what the Metas of its command and of what is around that say.
pub(crate) fn check<'t>(
    dm_tree: &DmTree,
    settings: &Settings,
    verb: Verb,
    item: &'t Item<'_>,
    around: Stated<'t>,
    scratch: &'t mut String,
) -> Result<CheckedTarget<'t>, Refusal<'t>> {
    let uri = item.target.as_deref().ok_or(StatusCode::BAD_REQUEST)?;
    if uri.len() > settings.limits.loc_uri_bytes {
        return Err(StatusCode::URI_TOO_LONG.into());
    }
    // A large object is put together by a session, which gives it to the device when it is complete; one in an Atomic has no meaning in OMA DM.
    if item.more_data {
        return Err(StatusCode::OPTIONAL_FEATURE_NOT_SUPPORTED.into());
    }
    let (path, query) = match uri.split_once('?') {
        None => (uri, None),
        Some((path, query)) => (path, Some(query)),
    };
    let route = dm_tree
        .router
        .route(path, scratch)
        .map_err(|no_route| refuse_route(dm_tree, verb, no_route))?;
    let place = dm_tree
        .router
        .place(route.place)
        .ok_or(StatusCode::NOT_FOUND)?;
    if place.user && dm_tree.users.signed_in().is_none() {
        return Err(StatusCode::COMMAND_NOT_ALLOWED.into());
    }
    if place.unavailable {
        return Err(StatusCode::OPTIONAL_FEATURE_NOT_SUPPORTED.into());
    }
    let data = item.data.as_ref().map(|data| &*data.text);
    let mut call = Stated::new(&item.meta, around).call(data);
    call.user = place.user;
    // Octets that came as they are have no other format, whatever is said of them.
    if item
        .data
        .as_ref()
        .is_some_and(|data| data.form == DataForm::Octets)
    {
        call.format = Some("bin");
    }
    let mut target = CheckedTarget {
        place: route.place,
        located: None,
        query: None,
        path,
        call,
    };
    let Some((mount, id)) = place.owner else {
        return refuse_container(target, verb, query);
    };
    let node = dm_tree.node(mount, id).ok_or(StatusCode::NOT_FOUND)?;
    target.located = Some(Located {
        mount,
        node: id,
        names: route.names,
    });
    let lacks_build = |build| !node.applies_to(build).is_yes();
    let lacks_edition = |edition| !node.applicability().allows_edition(edition);
    if settings.build.is_some_and(lacks_build) || settings.edition.is_some_and(lacks_edition) {
        return Err(StatusCode::COMMAND_NOT_ALLOWED.into());
    }
    if let Some(query) = query {
        target.query = Some(Query::check(query, verb, node)?);
    }
    // Renaming is a matter of the parent, not of the node's own AccessType.
    if !matches!((verb, target.query), (Verb::Replace, Some(_))) {
        let exists = || {
            target
                .located
                .is_some_and(|located| dm_tree.find(located).is_some())
        };
        match verb {
            _ if node.permits(verb) => {}
            // An interior node that is there already, permanent or created on the way, says so: servers rely on that being harmless.
            Verb::Add if !node.is_leaf() && exists() => {
                return Err(StatusCode::ALREADY_EXISTS.into());
            }
            _ => return Err(StatusCode::COMMAND_NOT_ALLOWED.into()),
        }
    }
    match verb {
        Verb::Add | Verb::Replace if target.query.is_none() => {
            value::check_meta(node, &target.call)?;
            value::check(node, target.call.data.unwrap_or_default(), settings)?;
        }
        Verb::Exec => value::check_argument(node, &target.call, settings)?,
        _ => {}
    }
    Ok(target)
}

/// The places above the roots have no values and no children of their own making: they can be read, and that is all.
fn refuse_container<'t>(
    target: CheckedTarget<'t>,
    verb: Verb,
    query: Option<&str>,
) -> Result<CheckedTarget<'t>, Refusal<'t>> {
    match (verb, query) {
        (Verb::Get, None) => Ok(target),
        (Verb::Get, Some(_)) => Err(StatusCode::OPTIONAL_FEATURE_NOT_SUPPORTED.into()),
        _ => Err(StatusCode::COMMAND_NOT_ALLOWED.into()),
    }
}

fn refuse_route<'t>(dm_tree: &DmTree, verb: Verb, no_route: NoRoute<'t>) -> Refusal<'t> {
    match no_route {
        NoRoute::Fault(UriError::TooLong) => StatusCode::URI_TOO_LONG.into(),
        NoRoute::Fault(_) => StatusCode::BAD_REQUEST.into(),
        NoRoute::Unknown {
            deepest,
            missing,
            is_last,
        } => {
            let place = dm_tree.router.place(deepest);
            let owner = place.and_then(|place| place.owner);
            let node = owner.and_then(|(mount, node)| dm_tree.node(mount, node));
            match (verb, is_last) {
                // What nobody is signed in for is not looked into.
                _ if place.is_some_and(|place| place.user)
                    && dm_tree.users.signed_in().is_none() =>
                {
                    StatusCode::COMMAND_NOT_ALLOWED.into()
                }
                // A leaf has no children to add to.
                (Verb::Add, _) if node.is_some_and(NodeDefinition::is_leaf) => {
                    StatusCode::COMMAND_NOT_ALLOWED.into()
                }
                (Verb::Add, false) => Refusal {
                    failure: StatusCode::NOT_FOUND.into(),
                    missing: Some(missing),
                },
                _ => StatusCode::NOT_FOUND.into(),
            }
        }
    }
}
