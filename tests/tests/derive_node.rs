//! Structs with `derive(CspNode)`: what they describe, and how they go to a device and come back.

use std::collections::BTreeMap;

use csp_device::Device;
use csp_macros::{CspNode, CspValue};
use csp_runtime::value::Bytes;
use csp_runtime::{
    At, Context, Csp, CspNode, Exec, HandlerError, NodeAddress, NodeKind, StatusCode, Tree, loc_uri,
};
use csp_schema::{AccessSet, Allowed, Format, Row, Scope, Verb};
use csp_server::{ChangeCommands, GetCommands, Reply, Request};

/// The lamps of a building.
///
/// Each room has its own.
#[derive(Debug, Clone, PartialEq, CspNode)]
#[csp(
    device = "./Device/Vendor/Contoso",
    user = "./User/Vendor/Contoso",
    name = "Lamps",
    access = "Get",
    permanent,
    nodes = lamps
)]
struct Building {
    /// Who is in charge.
    #[csp(access = "Get, Replace", regex = r"[a-z]+\d?", default = "nobody")]
    owner: String,
    #[csp(exec)]
    reset: (),
    #[csp(access = "Exec", format = "xml")]
    program: Option<String>,
    main: Zone,
    #[csp(name = "Cellar Zone")]
    cellar: Option<Zone>,
    /// A room.
    #[csp(title = "RoomName", access = "Add, Delete, Get", regex = "[A-Z].*")]
    rooms: BTreeMap<String, Room>,
}

#[derive(Debug, Clone, PartialEq, CspNode)]
#[csp(nodes = zone, root = Building)]
struct Zone {
    #[csp(access = "Add, Get, Replace")]
    lit: bool,
    #[csp(name = "kWh", permanent)]
    power: f64,
}

#[derive(Debug, Clone, PartialEq, CspNode)]
#[csp(nodes = room, root = Building)]
struct Room {
    #[csp(access = "Get, Replace", default = 50)]
    brightness: Percent,
    #[csp(access = "Add, Delete, Get, Replace")]
    mood: Option<Mood>,
    #[csp(access = "Get, Replace")]
    rights: Rights,
    #[csp(access = "Get, Replace")]
    key: Bytes,
    #[csp(access = "Add, Get, Replace")]
    labels: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Copy, PartialEq, CspValue)]
#[csp(range = 0..=100)]
struct Percent(i64);

#[derive(Debug, Clone, PartialEq, CspValue)]
enum Mood {
    /// Bright and white.
    #[csp(value = "work")]
    Work,
    #[csp(value = "party")]
    Party,
    #[csp(other)]
    Other(String),
}

#[derive(Debug, Clone, Copy, PartialEq, CspValue)]
#[csp(flags(DIM = 1, /** On and off. */ SWITCH = 2))]
struct Rights(i64);

fn building() -> Building {
    let room = |brightness, mood| Room {
        brightness: Percent(brightness),
        mood,
        rights: Rights::DIM | Rights::SWITCH,
        key: Bytes(vec![1, 2, 3]),
        labels: BTreeMap::from([("a/b".to_owned(), "<&>".to_owned())]),
    };
    Building {
        owner: "megan".to_owned(),
        reset: (),
        program: None,
        main: Zone {
            lit: true,
            power: 0.5,
        },
        cellar: None,
        rooms: BTreeMap::from([
            ("Attic {1}".to_owned(), room(80, Some(Mood::Party))),
            ("Hall".to_owned(), room(5, None)),
        ]),
    }
}

#[test]
fn fields_are_nodes() {
    let nodes: Vec<String> = Building::TREE
        .nodes()
        .filter(|node| !node.is_user_scope())
        .map(|node| {
            let [format, access] = [node.format.as_str().to_owned(), node.access.to_string()];
            format!("{} {format} {access} {:?}", node.uri(), node.occurrence)
        })
        .collect();
    let root = "./Device/Vendor/Contoso/Lamps";
    let wanted = [
        " node Get One",
        "/Owner chr Get, Replace One",
        "/Reset null Exec One",
        "/Program xml Exec One",
        "/Main node Get One",
        "/Main/Lit bool Add, Get, Replace One",
        "/Main/kWh float Get One",
        "/Cellar Zone node Get ZeroOrOne",
        "/Cellar Zone/Lit bool Add, Get, Replace One",
        "/Cellar Zone/kWh float Get One",
        "/{RoomName} node Add, Delete, Get ZeroOrMore",
        "/{RoomName}/Brightness int Get, Replace One",
        "/{RoomName}/Mood chr Add, Delete, Get, Replace ZeroOrOne",
        "/{RoomName}/Rights int Get, Replace One",
        "/{RoomName}/Key b64 Get, Replace One",
        "/{RoomName}/{Labels} chr Add, Get, Replace ZeroOrMore",
    ];
    assert_eq!(nodes, wanted.map(|line| format!("{root}{line}")));
}

#[test]
fn facts_are_said_once_and_in_their_place() {
    let tree = Building::TREE;
    let row = |name: &str| {
        let mut nodes = tree.nodes();
        nodes
            .find(|node| node.name == name)
            .expect("the node is there")
            .row()
    };
    let root = row("Lamps");
    assert_eq!(root.scope, Scope::Permanent);
    assert_eq!(
        root.description,
        "The lamps of a building.\nEach room has its own."
    );
    assert_eq!(row("Owner").default.as_deref(), Some("nobody"));
    assert_eq!(row("Owner").allowed, Allowed::RegEx(r"[a-z]+\d?".into()));
    assert_eq!(row("kWh").scope, Scope::Permanent);
    assert_eq!(row("RoomName").allowed, Allowed::RegEx("[A-Z].*".into()));
    assert_eq!(row("Brightness").allowed, Allowed::Range(vec![(0, 100)]));
    assert_eq!(row("Brightness").default.as_deref(), Some("50"));
    let choices = |name: &str| match &row(name).allowed {
        Allowed::Enum(choices) | Allowed::Flag(choices) => choices
            .iter()
            .map(|choice| format!("{} {}", choice.value, choice.description))
            .collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    // A type that keeps other values is no closed ENUM.
    assert_eq!(row("Mood").allowed, Allowed::Any);
    assert_eq!(choices("Rights"), ["1 DIM", "2 On and off."]);
    assert!(matches!(row("Rights").allowed, Allowed::Flag(_)));
}

/// The tree of a DDF, as the generator makes it.
fn generated(ddf: &str) -> Tree {
    let mut report = ddf::Report::new();
    let document = ddf::parse(&ddf::Source::new("Lamps.xml", ddf), &mut report);
    let model = ddf::validate(document.into_iter().collect(), &mut report);
    let ir = csp_codegen::lower(&model, &mut report);
    assert!(report.is_empty(), "{}", report.render());
    let mut modules = ir.modules.into_iter();
    modules.next().expect("a CSP").tree
}

#[test]
fn the_ddf_gives_the_same_tree() {
    assert_eq!(&generated(&Building::TREE.to_ddf()), Building::TREE);
}

#[test]
fn a_device_takes_it_and_gives_it_back() {
    let mut device = Device::new().mount(Building::in_memory()).unwrap();
    for root in [loc_uri(Building::device()), loc_uri(Building::user())] {
        let mut request = Request::fragment();
        let tickets = request.write_all(&root, &building());
        let listing = request.get_uri(&format!("{root}?list=StructData"));
        let answer = device
            .handle(&request.finish().expect("the request is sound"))
            .expect("it is answered");
        let reply = Reply::parse(&answer).expect("the answer is sound");
        for ticket in &tickets {
            assert!(
                reply.status(ticket).is_success(),
                "{}",
                reply.status(ticket)
            );
        }
        assert!(reply.status(&listing).is_success());
    }
    let mut request = Request::fragment();
    let user = request.list(Building::user());
    let answer = device
        .handle(&request.finish().expect("the request is sound"))
        .expect("it is answered");
    let reply = Reply::parse(&answer).expect("the answer is sound");
    let listing = reply.list(&user).expect("the root is listed");
    // What a server cannot write and nobody told the device is the least value.
    let unset = listing
        .read_all::<Building>(Building::user())
        .expect("every leaf has a value");
    assert_eq!(unset.main.power.to_string(), "0");
    let mut nodes: Vec<(&str, &str)> = listing
        .entries()
        .iter()
        .map(|entry| (entry.uri(), entry.text().unwrap_or_default()))
        .collect();
    nodes.push(("./User/Vendor/Contoso/Lamps/Main/kWh", "0.5"));
    let read = Building::from_nodes(Building::user(), nodes);
    assert_eq!(read, Ok(building()));
}

#[test]
fn what_goes_out_comes_in() {
    let nodes = building().to_nodes(Building::device());
    let pairs = nodes
        .iter()
        .map(|node| (node.uri.as_str(), node.data.as_deref().unwrap_or_default()));
    assert_eq!(
        Building::from_nodes("./Vendor/Contoso/LAMPS", pairs),
        Ok(building())
    );
    let room = nodes
        .iter()
        .find(|node| node.uri.ends_with("/Mood"))
        .expect("a room has a mood");
    assert_eq!(
        room.uri,
        "./Device/Vendor/Contoso/Lamps/Attic%20%7B1%7D/Mood"
    );
    assert_eq!(room.format, Format::Chr);
    assert_eq!(
        room.access,
        AccessSet::of(&[Verb::Add, Verb::Delete, Verb::Get, Verb::Replace])
    );
    assert_eq!(room.verb(), Some(Verb::Replace));
    let verbs: Vec<_> = nodes.iter().take(4).map(|node| node.verb()).collect();
    assert_eq!(
        verbs,
        [None, Some(Verb::Replace), None, None],
        "{:?}",
        nodes[0]
    );
}

#[test]
fn reading_says_which_node_is_missing_or_unreadable() {
    let at = "./Device/Vendor/Contoso/Lamps/Main";
    let error = |nodes: &[(&str, &str)]| {
        let read = Zone::from_nodes(at, nodes.iter().copied());
        read.expect_err("a node is at fault").to_string()
    };
    assert!(error(&[]).starts_with("`./Device/Vendor/Contoso/Lamps/Main` is missing"));
    let lit = format!("{at}/Lit");
    assert!(
        error(&[(&lit, "true")]).starts_with("`./Device/Vendor/Contoso/Lamps/Main/kWh` is missing")
    );
    assert_eq!(
        error(&[(&lit, "perhaps")]),
        "`./Device/Vendor/Contoso/Lamps/Main/Lit`: expected `true` or `false`, found `perhaps`"
    );
}

/// Counts what it is told.
#[derive(Default)]
struct Wiring {
    resets: u32,
}

impl Wiring {
    fn reset(
        &mut self,
        _: &mut Context<'_>,
        _: At<'_, lamps::Reset>,
        _: (),
    ) -> Result<Exec, StatusCode> {
        self.resets += 1;
        Ok(Exec::Done)
    }

    fn owner(
        &mut self,
        _: &mut Context<'_>,
        _: At<'_, lamps::Owner>,
    ) -> Result<String, StatusCode> {
        Ok(format!("reset {}", self.resets))
    }

    fn power(&mut self, _: &mut Context<'_>, node: At<'_, zone::Power>) -> Result<f64, StatusCode> {
        if node.addr().to_string().contains("Cellar") {
            Ok(1.5)
        } else {
            Ok(2.5)
        }
    }

    fn brightness(
        &mut self,
        _: &mut Context<'_>,
        node: At<'_, room::Brightness>,
        value: Percent,
    ) -> Result<(), HandlerError> {
        match (node.addr().names(), value) {
            (["Hall"], Percent(80)) => Ok(()),
            _ => Err(StatusCode::FORBIDDEN.into()),
        }
    }
}

#[test]
fn handlers_serve_fields_wherever_they_stand() {
    let mut device = Device::new()
        .mount(
            Building::csp(Wiring::default())
                .exec(lamps::Reset, Wiring::reset)
                .get(lamps::Owner, Wiring::owner)
                .get(zone::Power, Wiring::power)
                .replace(room::Brightness, Wiring::brightness),
        )
        .unwrap();
    let root = loc_uri(Building::device());
    let mut request = Request::fragment();
    let raw = csp_server::request::Raw::text;
    request.exec_uri(&format!("{root}/Reset"), csp_server::request::Raw::NONE);
    let owner = request.get_uri(&format!("{root}/Owner"));
    let cellar = request.add_uri(
        &format!("{root}/Cellar%20Zone/Lit"),
        raw("true").format("bool"),
    );
    let powers =
        ["Main", "Cellar%20Zone"].map(|zone| request.get_uri(&format!("{root}/{zone}/kWh")));
    request.add_uri(
        &format!("{root}/Hall"),
        csp_server::request::Raw::NONE.format("node"),
    );
    let dimmed = ["80", "81", "101"].map(|percent| {
        request.replace_uri(
            &format!("{root}/Hall/Brightness"),
            raw(percent).format("int"),
        )
    });
    let unnamed = request.add_uri(
        &format!("{root}/hall2"),
        csp_server::request::Raw::NONE.format("node"),
    );
    let answer = device
        .handle(&request.finish().expect("the request is sound"))
        .expect("it is answered");
    let reply = Reply::parse(&answer).expect("the answer is sound");
    assert!(reply.status(&cellar).is_success());
    assert_eq!(reply.value(&owner).expect("the owner is told"), "reset 1");
    assert_eq!(
        powers.map(|power| reply.value(&power).expect("the power is told")),
        ["2.5", "1.5"]
    );
    let codes = dimmed.map(|ticket| reply.status(&ticket).code().map(u16::from));
    assert_eq!(codes, [Some(200), Some(403), Some(500)]);
    assert_eq!(reply.status(&unnamed).code().map(u16::from), Some(405));
}

#[test]
fn a_kind_knows_its_rows() {
    for (class, name) in [
        (lamps::Owner::CLASS, "Owner"),
        (lamps::Cellar::CLASS, "Cellar Zone"),
        (lamps::Rooms::CLASS, "RoomName"),
        (zone::Lit::CLASS, "Lit"),
        (room::Labels::CLASS, "Labels"),
    ] {
        let rows: Vec<_> = Building::TREE
            .nodes()
            .filter(|node| node.class == class)
            .collect();
        assert!(
            rows.len() >= 2 && rows.iter().all(|row| row.name == name),
            "{name}"
        );
    }
}

/// Two structs with a field that looks the same: two fields to Rust, and one type to the generator.
#[derive(CspNode)]
#[csp(device = "./Vendor/Contoso", nodes = house)]
#[allow(dead_code)]
struct House {
    door: Door,
    window: Window,
}

#[derive(CspNode)]
#[csp(nodes = door, root = House)]
#[allow(dead_code)]
struct Door {
    open: bool,
}

#[derive(CspNode)]
#[csp(nodes = window, root = House)]
#[allow(dead_code)]
struct Window {
    open: bool,
}

#[test]
fn fields_that_look_the_same_have_handlers_of_their_own() {
    let classes = [
        house::Door::CLASS,
        door::Open::CLASS,
        house::Window::CLASS,
        window::Open::CLASS,
    ];
    assert_eq!(classes, [1, 2, 3, 4]);
    let facts = |tree: &Tree| {
        let rows = tree.table().rows.iter().cloned();
        rows.map(|row| Row { class: 0, ..row }).collect::<Vec<_>>()
    };
    let generated = generated(&House::TREE.to_ddf());
    assert_eq!(facts(&generated), facts(House::TREE));
    assert_eq!(generated.table().roots, House::TREE.table().roots);
    let mut device = Device::new()
        .mount(
            House::csp(())
                .get(door::Open, |_, _, _| Ok::<_, StatusCode>(true))
                .get(window::Open, |_, _, _| Ok::<_, StatusCode>(false)),
        )
        .unwrap();
    let mut request = Request::fragment();
    let open = ["Door", "Window"]
        .map(|name| request.get_uri(&format!("./Vendor/Contoso/House/{name}/Open")));
    let answer = device
        .handle(&request.finish().expect("the request is sound"))
        .expect("it is answered");
    let reply = Reply::parse(&answer).expect("the answer is sound");
    assert_eq!(
        open.map(|open| reply.value(&open).expect("it is told")),
        ["true", "false"]
    );
}
