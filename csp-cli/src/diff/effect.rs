//! What the changes do to generated code: the names of a lock that cannot be kept in NEW.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::slice;

use csp_codegen::Followed;
use csp_diff::{Class, Effect, Effects};
use ddf::{Model, Node};

use crate::error::CommandError;
use crate::input;
use crate::overlay::Overlays;

/// Generates from `path`, of which `new` is the model, as the lock has it.
pub(super) fn effects(
    lock: &Path,
    path: &PathBuf,
    overlays: &Overlays,
    (old, new): (&Model, &Model),
) -> Result<Effects, CommandError> {
    // One that is not there would record nothing.
    fs::metadata(lock).map_err(|error| CommandError::io(lock, &error))?;
    let generator = input::generator(slice::from_ref(path), overlays);
    let output = generator.lock(lock).generate()?;
    let Followed {
        refusals,
        contradictions,
        lock: after,
        ..
    } = output.follow(&BTreeSet::new());
    let mut nodes = places(old);
    nodes.extend(places(new));
    let of_name = |effect: csp_codegen::Effect| effect_of(effect, &nodes);
    // One lock may serve several definitions: what neither side has did not go from one to the other.
    let refusals = refusals.into_iter().map(of_name);
    let mut list: Vec<Effect> = refusals.filter(|it| !is_of_others(it, &nodes)).collect();
    let refused = list.len();
    list.extend(contradictions.into_iter().map(of_name));
    Ok(Effects {
        lock: lock.to_owned(),
        list,
        refused,
        new: after.count_beyond(output.lock_before()),
    })
}

fn effect_of(effect: csp_codegen::Effect, nodes: &Nodes<'_>) -> Effect {
    let csp_codegen::Effect {
        name,
        place,
        reason,
        ..
    } = effect;
    let (csp, below) = match node_at(&place, nodes) {
        Some(node) => called(node, nodes),
        None => (place.clone(), None),
    };
    Effect {
        // A constant that keeps its value reads as another one to people.
        class: Class::Breaking,
        name,
        place,
        reason,
        csp,
        below,
    }
}

/// Whether it is a module of which neither side has the root.
fn is_of_others(effect: &Effect, nodes: &Nodes<'_>) -> bool {
    !effect.name.contains("::") && node_at(&effect.place, nodes).is_none()
}

/// The nodes of both sides by [`Node::place`], as the new side has them where it does.
type Nodes<'m> = BTreeMap<String, Node<'m>>;

fn places(model: &Model) -> Nodes<'_> {
    model.nodes().map(|node| (node.place(), node)).collect()
}

/// The node at a place of a lock. That of a module has no scope.
fn node_at<'m>(place: &str, nodes: &Nodes<'m>) -> Option<Node<'m>> {
    let key = place.strip_prefix("./").unwrap_or(place).to_lowercase();
    let key = key.strip_prefix("device/").unwrap_or(&key);
    let user = || nodes.get(&format!("user/{key}"));
    nodes.get(key).or_else(user).copied()
}

/// What a node and the root above it are called. One that is gone may stand in a tree that is still there.
fn called(node: Node<'_>, nodes: &Nodes<'_>) -> (String, Option<String>) {
    let root = node.ancestors().last().unwrap_or(node);
    let (uri, root_uri) = (node.uri(), root.uri());
    let below = uri.strip_prefix(&root_uri).unwrap_or(&uri);
    let csp = nodes
        .get(&root.place())
        .map_or(root_uri.clone(), |it| it.uri());
    (csp, below.strip_prefix('/').map(str::to_owned))
}
