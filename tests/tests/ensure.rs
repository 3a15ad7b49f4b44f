//! Whatever is wanted of whatever definition: an Ensure plans nothing that the in-memory device refuses.

use std::path::Path;
use std::sync::Arc;

use csp_codegen::{Generator, lower};
use csp_corpus::{shared, synthetic, xml_files};
use csp_device::Device;
use csp_runtime::__private::{Is, KindIs};
use csp_runtime::access::AddDeleteGetReplace;
use csp_runtime::{__private, Addr, At, Csp, NodeKind, Tree};
use csp_schema::{Allowed, Format, NodeDefinition, NodeId, Verb};
use csp_server::ensure::{Plan, Survey};
use csp_server::{Ensure, Reply, Request};
use csp_tests::files::root;
use proptest::prelude::*;

csp_corpus::tests! {
    &[] => what_no_command_can_bring_about_is_said,
        every_leaf_of_our_definitions_can_be_set_or_is_said_not_to,
        nothing_that_is_planned_is_refused;
    &["ddf/2024-05"] => every_leaf_of_a_published_drop_can_be_set_or_is_said_not_to,
        nothing_that_is_planned_for_a_published_drop_is_refused;
}

/// The kind of any node of any tree. It takes texts, and permits whatever a test asks for.
struct AnyKind;
struct AnyCsp;

type Anywhere<'a> = At<'a, AnyKind>;

static NO_TREE: Tree = Tree::from_static("");

impl Csp for AnyCsp {
    const TREE: &'static Tree = &NO_TREE;
    type At<'a, K: NodeKind<Csp = Self>> = __private::At<'a, K>;
}

impl KindIs for AnyKind {
    type Is = Is<AnyCsp, &'static str, AddDeleteGetReplace, 0>;
}

/// One CSP with a device that serves it.
struct Definition {
    tree: &'static Tree,
    served: Arc<Tree>,
}

/// What is wanted of a node.
#[derive(Debug, Clone)]
enum Want {
    /// One of its values, by number.
    Value(usize),
    Present,
    Absent,
}

impl Definition {
    /// Every CSP of a file or a folder.
    fn load(path: &Path) -> Vec<Self> {
        let (model, mut report) = Generator::new().file(path).model();
        let ir = lower(&model, &mut report);
        let tables = ir.modules.iter().map(|module| module.tree.to_table());
        tables.map(|table| Self::of(&table)).collect()
    }

    fn of(table: &str) -> Self {
        Self {
            tree: Box::leak(Box::new(Tree::load(table).unwrap())),
            served: Arc::new(Tree::load(table).unwrap()),
        }
    }

    fn device(&self) -> Device {
        Device::new().mount_tree(Arc::clone(&self.served)).unwrap()
    }

    /// The address of a node, each dynamic name the first that its node takes.
    fn address(&self, node: NodeId) -> Option<Anywhere<'static>> {
        const NAMES: [&str; 6] = [
            "n 1",
            "1",
            "a",
            "ABC",
            "{0E6B8B6A-6E21-4F4B-9D63-4C3C2E0B5C3F}",
            "a_b.com",
        ];
        let node = self.tree.node(node)?;
        let mut names: Vec<&str> = (node.ancestors().filter(|node| node.dynamic))
            .map(|row| NAMES.into_iter().find(|name| row.check_name(name).is_ok()))
            .collect::<Option<_>>()?;
        names.reverse();
        Addr::find(self.tree, node.id(), &names).map(Anywhere::new)
    }

    /// Wants something of a node, if that can be said of it.
    fn want(&self, ensure: &mut Ensure, node: NodeId, want: &Want) {
        let (Some(node), Some(address)) = (self.tree.node(node), self.address(node)) else {
            return;
        };
        let permits = |verb| node.access().contains(verb);
        let values = values(node);
        match want {
            Want::Absent if permits(Verb::Delete) => ensure.absent(address),
            // A leaf is added without a value, which a request refuses where it would be none of the allowed.
            Want::Present if permits(Verb::Add) && (!node.is_leaf() || node.check("").is_ok()) => {
                ensure.present(address);
            }
            Want::Value(number) if node.is_leaf() && !values.is_empty() => {
                ensure.set(address, &values[number % values.len()]);
            }
            _ => {}
        }
    }
}

/// Some values that a leaf takes.
fn values(node: NodeDefinition<'_>) -> Vec<String> {
    let samples: &[&str] = match node.format {
        Format::B64 | Format::Bin => &["Q1NQ", "AAAA"],
        Format::Bool => &["true", "false"],
        Format::Date => &["2024-05-31", "2024-06-01"],
        Format::Float => &["1.5", "2"],
        Format::Int => &["1", "2", "4", "60"],
        Format::Time => &["2024-05-31T12:30:00Z", "2024-06-01T12:30:00Z"],
        Format::Xml => &["<a/>", "<b/>"],
        Format::Null | Format::Node => &[],
        Format::Chr => &[
            "a",
            "b",
            "1",
            "12:00",
            "https://a.b/c",
            "<enabled/>",
            "<disabled/>",
        ],
    };
    let named: Vec<&str> = match &node.row().allowed {
        Allowed::Enum(choices) | Allowed::Flag(choices) => {
            choices.iter().map(|choice| &*choice.value).collect()
        }
        _ => Vec::new(),
    };
    let bounds: Vec<String> = match &node.row().allowed {
        Allowed::Range(intervals) => (intervals.iter())
            .flat_map(|(low, high)| [low.to_string(), high.to_string()])
            .collect(),
        _ => Vec::new(),
    };
    let all = samples.iter().copied().chain(named);
    let all = all.chain(bounds.iter().map(String::as_str));
    all.filter(|value| node.check(value).is_ok())
        .map(str::to_owned)
        .collect()
}

/// Sends a request; gives the answer.
fn exchange(device: &mut Device, request: Request) -> Vec<u8> {
    if request.is_empty() {
        b"<SyncBody/>".to_vec()
    } else {
        device.handle(&request.finish().unwrap()).unwrap()
    }
}

/// Asks a device what it has, and plans what is missing.
fn plan(device: &mut Device, ensure: &Ensure) -> Result<Plan, String> {
    let mut request = Request::fragment();
    let survey: Survey = ensure.survey(&mut request);
    let answer = exchange(device, request);
    let known = survey.read(&Reply::parse(&answer).unwrap());
    ensure.plan(&known).map_err(|error| error.to_string())
}

/// Carries out what an Ensure plans, twice; gives what the device refused. `Ok(false)` when the Ensure itself says that it cannot be done.
fn carry_out(device: &mut Device, ensure: &Ensure) -> Result<bool, String> {
    for _ in 0..2 {
        let Ok(plan) = plan(device, ensure) else {
            return Ok(false);
        };
        let mut request = Request::fragment();
        let receipt = plan.write(&mut request);
        let answer = exchange(device, request);
        let refused = receipt.failures(&Reply::parse(&answer).unwrap());
        if !refused.is_empty() {
            let refused: Vec<String> = refused.iter().map(ToString::to_string).collect();
            return Err(format!("{}\nof {plan:?}", refused.join("\n")));
        }
    }
    Ok(true)
}

fn what_no_command_can_bring_about_is_said() {
    let table = "csp Guard\nroot ./Vendor/Contoso\n0 0 Guard\npermanent\naccess Get\n1 1 Rule\ndynamic\naccess Get\noccurrence ZeroOrMore\n\
                 2 2 Direction\nformat chr\naccess Get Replace\noccurrence ZeroOrOne\n2 3 Action\nformat chr\naccess Add Get Replace\n\
                 occurrence ZeroOrOne\n1 4 Once\nformat chr\naccess Add Get\n1 5 Fixed\nformat chr\naccess Add Delete Get\npermanent";
    let definition = Definition::of(table);
    let mut device = definition.device();
    let [direction, action, once, fixed] =
        [2, 3, 4, 5].map(|node| definition.address(node).unwrap());
    let mut planned = |wants: &[(Anywhere<'static>, &str)]| {
        let mut ensure = Ensure::new();
        for (node, value) in wants {
            ensure.set(*node, *value);
        }
        let planned = plan(&mut device, &ensure).map(|plan| format!("{plan:?}"));
        carry_out(&mut device, &ensure).unwrap();
        planned
    };
    assert_eq!(
        planned(&[(direction, "IN")]).unwrap_err(),
        "./Vendor/Contoso/Guard/n%201/Direction: it cannot be created: ./Vendor/Contoso/Guard/n%201 is missing, and a server cannot add that"
    );
    // Another node brings the parent along, and it goes first.
    let both = planned(&[(direction, "IN"), (action, "Block")]).unwrap();
    let at = |command: &str| both.find(command).unwrap_or_else(|| panic!("{both}"));
    assert!(
        at("Add ./Vendor/Contoso/Guard/n%201/Action")
            < at("Replace ./Vendor/Contoso/Guard/n%201/Direction")
    );
    planned(&[(once, "a")]).unwrap();
    assert_eq!(
        planned(&[(once, "b")]).unwrap_err(),
        "./Vendor/Contoso/Guard/Once: it has another value, which cannot be exchanged: it permits neither Replace nor Delete"
    );
    assert_eq!(
        planned(&[(fixed, "a")]).unwrap_err(),
        "./Vendor/Contoso/Guard/Fixed: a server cannot set it: it permits neither Add nor Replace"
    );
    let mut ensure = Ensure::new();
    ensure.absent(fixed);
    assert_eq!(
        plan(&mut device, &ensure).unwrap_err(),
        "./Vendor/Contoso/Guard/Fixed: a server cannot delete it: it is permanent"
    );
}

/// The project's own definitions, the generator's cases, and a large set that is made up, which each test writes
/// for itself.
fn own(test: &str) -> Vec<Definition> {
    let mut files = xml_files(&root().join("csp-codegen/tests/cases"));
    let made_up = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("ensure")
        .join(test);
    synthetic::write(&made_up).unwrap();
    files.extend([root().join("ddf/definitions"), made_up]);
    files
        .iter()
        .flat_map(|path| Definition::load(path))
        .collect()
}

/// Every leaf that a server can set gets one value after the other; nothing is refused, whether or not the leaf was there.
fn set_every_leaf(definitions: &[Definition]) {
    let (mut set, mut unreachable, mut refused) = (0, Vec::new(), Vec::new());
    for definition in definitions {
        let mut device = definition.device();
        for node in definition.tree.nodes().filter(|node| node.is_leaf()) {
            let permits = |verb| node.access().contains(verb);
            if !permits(Verb::Add) && !permits(Verb::Replace) {
                continue;
            }
            device.load_state(&Default::default()).unwrap();
            for value in 0..values(node).len().min(3) {
                let mut ensure = Ensure::new();
                definition.want(&mut ensure, node.id(), &Want::Value(value));
                match carry_out(&mut device, &ensure) {
                    Ok(true) => set += 1,
                    Ok(false) => unreachable.push(format!(
                        "{} {:?}",
                        node.uri(),
                        plan(&mut device, &ensure).err()
                    )),
                    Err(error) => refused.push(error),
                }
            }
        }
    }
    println!(
        "{set} values set; what cannot be, first: {:?}",
        unreachable.first()
    );
    assert!(set > 0);
    assert!(
        refused.is_empty(),
        "{} refused:\n{}",
        refused.len(),
        refused.join("\n")
    );
}

fn every_leaf_of_our_definitions_can_be_set_or_is_said_not_to() {
    set_every_leaf(&own("every_leaf"));
}

fn every_leaf_of_a_published_drop_can_be_set_or_is_said_not_to() {
    set_every_leaf(&Definition::load(&shared("ddf/2024-05")));
}

/// Nodes and what is wanted of them, by numbers that are cut to size.
fn wants(most: usize) -> impl Strategy<Value = Vec<(usize, Want)>> {
    let want = prop_oneof![
        4 => (0..4_usize).prop_map(Want::Value),
        1 => Just(Want::Present),
        1 => Just(Want::Absent),
    ];
    proptest::collection::vec((any::<usize>(), want), 0..most)
}

/// Any wants on any state that a device can be in.
fn any_wants(definitions: &[Definition]) {
    let config = ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(nth in any::<usize>(), state in wants(8), wants in wants(8))| {
        let definition = &definitions[nth % definitions.len()];
        let nodes = definition.tree.nodes().count();
        let mut device = definition.device();
        for (node, want) in state {
            let node = definition.tree.node((node % nodes) as NodeId).unwrap();
            let (Want::Value(number), Some(address)) = (want, definition.address(node.id())) else {
                continue;
            };
            let values = values(node);
            let value = values.get(number).map_or("", String::as_str);
            // A leaf that was added with the value that it has anyway looks like one that was not.
            let is_told_apart = value != node.initial_value();
            if !node.is_leaf() || (number < values.len() && is_told_apart) {
                device.update(|cx| cx.set_text(&address.to_string(), value)).unwrap();
            }
        }
        let mut ensure = Ensure::new();
        for (node, want) in wants {
            definition.want(&mut ensure, (node % nodes) as NodeId, &want);
        }
        if let Err(refused) = carry_out(&mut device, &ensure) {
            prop_assert!(false, "{}", refused);
        }
    });
}

fn nothing_that_is_planned_is_refused() {
    any_wants(&own("any_wants"));
}

fn nothing_that_is_planned_for_a_published_drop_is_refused() {
    any_wants(&Definition::load(&shared("ddf/2024-05")));
}
