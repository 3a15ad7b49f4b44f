//! The title of nodes that are named at run time is for people: it is no name on the wire.

use std::collections::BTreeMap;

use csp_macros::CspNode;
use csp_runtime::CspNode as _;

/// A house whose leaf is called as its rooms are.
#[derive(Debug, PartialEq, CspNode)]
#[csp(device = "./Device/Vendor/Contoso")]
struct House {
    /// The room to begin with.
    room: String,
    /// The rooms by name.
    #[csp(title = "Room")]
    rooms: BTreeMap<String, i64>,
}

#[test]
fn a_leaf_may_be_called_as_its_siblings_are_titled() {
    let house = House {
        room: "Hall".to_owned(),
        rooms: BTreeMap::from([("Attic".to_owned(), 3)]),
    };
    let nodes = house.to_nodes(House::device());
    let nodes: Vec<_> = nodes
        .iter()
        .map(|node| (node.uri.as_str(), node.data.as_deref().unwrap_or_default()))
        .collect();
    let root = "./Device/Vendor/Contoso/House";
    let expected = [("", ""), ("/Room", "Hall"), ("/Attic", "3")];
    let expected = expected.map(|(below, text)| (format!("{root}{below}"), text));
    let expected: Vec<_> = (expected.iter())
        .map(|(uri, text)| (uri.as_str(), *text))
        .collect();
    assert_eq!(nodes, expected);
    assert_eq!(House::from_nodes(House::device(), nodes), Ok(house));
}
