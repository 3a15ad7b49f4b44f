//! What Microsoft's definitions say of the policies behind their nodes, counted: the shape of the set for which policies are resolved.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::OnceLock;

use csp_corpus::{shared, xml_files};
use ddf::{Model, Node, Overlay, Report};

csp_corpus::tests! {
    &["ddf/2024-05"] => every_backed_node_is_of_one_kind, policies_serve_one_node_or_two,
        files_are_named_without_regard_to_case, areas_begin_with_a_label_and_no_file,
        two_backings_are_in_dependencies, a_node_of_bitlocker_names_another_policy_than_it_describes;
}

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(read)
}

fn read() -> Model {
    let mut documents = Vec::new();
    for path in xml_files(&shared("ddf/2024-05")) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let source = ddf::decode(name, fs::read(&path).unwrap()).unwrap();
        documents.extend(ddf::parse(&source, &mut Report::new()));
    }
    ddf::validate(documents, &mut Report::new())
}

/// A node, and what it says of its policy.
struct Backed<'m> {
    node: Node<'m>,
    area: &'m str,
    name: &'m str,
    file: &'m str,
}

impl Backed<'_> {
    /// The policy, by what tells it from others.
    fn policy(&self) -> (String, &str) {
        (self.file.to_lowercase(), self.name)
    }

    fn is_user(&self) -> bool {
        self.node.uri().starts_with("./User")
    }
}

fn backed(model: &Model) -> Vec<Backed<'_>> {
    let of = |node: Node<'_>| {
        node.allowed_values()
            .is_some_and(|allowed| !allowed.admx().is_empty())
    };
    let nodes = model.nodes().filter(|node| of(*node));
    nodes
        .map(|node| {
            let [backing] = node.allowed_values().unwrap().admx() else {
                unreachable!("{} has more than one", node.uri());
            };
            Backed {
                node,
                area: backing.area(),
                name: backing.name(),
                file: backing.file(),
            }
        })
        .collect()
}

fn count(found: impl IntoIterator<Item = bool>) -> usize {
    found.into_iter().filter(|is_one| *is_one).count()
}

fn every_backed_node_is_of_one_kind() {
    let model = model();
    let backed = backed(model);
    assert_eq!(backed.len(), 2490);
    let files: BTreeSet<&str> = backed
        .iter()
        .map(|it| it.node.document().source().name())
        .collect();
    assert_eq!(files.len(), 187);
    let below =
        |place: &'static str| count(backed.iter().map(|it| it.node.uri().starts_with(place)));
    assert_eq!(
        [
            below("./Device/Vendor/MSFT/Policy/Config/"),
            below("./User/Vendor/MSFT/Policy/Config/"),
            below("./Device/Vendor/MSFT/BitLocker/")
        ],
        [1489, 984, 17]
    );
    assert!(backed.iter().all(|it| it.node.format() == ddf::Format::Chr));
    assert!(
        backed
            .iter()
            .all(|it| it.node.access().to_string() == "Add, Delete, Get, Replace")
    );
    assert_eq!(
        count(
            backed
                .iter()
                .map(|it| it.node.description().is_none_or(str::is_empty))
        ),
        2471
    );
}

fn policies_serve_one_node_or_two() {
    let model = model();
    let mut scopes: BTreeMap<(String, &str), Vec<bool>> = BTreeMap::new();
    let backed = backed(model);
    for it in &backed {
        scopes.entry(it.policy()).or_default().push(it.is_user());
    }
    assert_eq!(scopes.len(), 2056);
    assert!(scopes.values().all(|nodes| nodes.len() <= 2));
    assert_eq!(count(scopes.values().map(|nodes| nodes.len() == 2)), 434);
    let both = |nodes: &Vec<bool>| nodes.contains(&true) && nodes.contains(&false);
    assert_eq!(count(scopes.values().map(both)), 427);
    let is_own = |it: &Backed<'_>| it.node.name() == Some(it.name);
    assert_eq!(count(backed.iter().map(is_own)), 1819);
    let in_area = |it: &&Backed<'_>| it.node.uri().contains("/Policy/Config/ADMX_");
    let in_area: Vec<bool> = backed.iter().filter(in_area).map(is_own).collect();
    assert_eq!((in_area.len(), count(in_area)), (1750, 1750));
}

fn files_are_named_without_regard_to_case() {
    let model = model();
    let backed = backed(model);
    let spelled: BTreeSet<&str> = backed.iter().map(|it| it.file).collect();
    let files: BTreeSet<String> = backed.iter().map(|it| it.file.to_lowercase()).collect();
    assert_eq!((spelled.len(), files.len()), (175, 161));
    // An area of nodes does not tell the file.
    let mut by_area: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for it in &backed {
        let area = it.node.parent().unwrap().uri();
        by_area
            .entry(area.replacen("./User", "./Device", 1))
            .or_default()
            .insert(it.file.to_lowercase());
    }
    assert_eq!(count(by_area.values().map(|files| files.len() > 1)), 7);
}

/// The label is the name of the file for all but sixteen, so that it tells nothing.
fn areas_begin_with_a_label_and_no_file() {
    let model = model();
    let backed = backed(model);
    let mut others: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for it in &backed {
        let (label, path) = it.area.split_once("~AT~").unwrap();
        assert!(!path.is_empty(), "{}", it.area);
        let (stem, _) = it.file.rsplit_once('.').unwrap();
        if !label.eq_ignore_ascii_case(stem) {
            *others.entry((label, stem)).or_default() += 1;
        }
    }
    let expected = [
        (("AppInstaller", "DesktopAppInstaller"), 15),
        (("DeviceInstallation", "DeviceSetup"), 1),
    ];
    assert_eq!(others, BTreeMap::from(expected));
}

fn two_backings_are_in_dependencies() {
    let model = model();
    let groups = model
        .nodes()
        .flat_map(|node| node.dependencies().iter().map(move |group| (node, group)));
    let mut found = Vec::new();
    for (node, group) in groups {
        let changed = group.changed_allowed_values().into_iter();
        let on = group
            .dependencies()
            .iter()
            .filter_map(|on| on.allowed_value());
        let backings = changed
            .chain(on)
            .map(|allowed| allowed.admx().len())
            .sum::<usize>();
        found.extend(vec![node.uri(); backings]);
    }
    assert_eq!(found.len(), 2);
    assert!(
        found.iter().all(|uri| uri.contains("/BitLocker/")),
        "{found:?}"
    );
}

/// The overlay for Microsoft's files mends it, by the ids that the node's description has.
fn a_node_of_bitlocker_names_another_policy_than_it_describes() {
    let mut model = read();
    let uri = "./Device/Vendor/MSFT/BitLocker/EncryptionMethodByDriveType";
    let named = |model: &Model| {
        let backed = backed(model);
        let node = backed.iter().find(|it| it.node.uri() == uri).unwrap();
        (
            node.name.to_owned(),
            node.area.to_owned(),
            node.node.description().unwrap().to_owned(),
        )
    };
    let (name, _, description) = named(&model);
    assert_eq!(name, "RDVDenyWriteAccess_Name");
    for drives in ["Os", "Fdv", "Rdv"] {
        let id = format!("EncryptionMethodWithXts{drives}DropDown_Name");
        assert!(description.contains(&id), "{description}");
    }
    Overlay::microsoft().apply(&mut model, &mut Report::new());
    let (name, area, _) = named(&model);
    assert_eq!(name, "EncryptionMethodWithXts_Name");
    assert_eq!(area, "VolumeEncryption~AT~WindowsComponents~FVECategory");
}
