//! What a derived type promises holds at both ends: the commands that it writes are checked, and its own device takes what it takes.

use std::collections::BTreeMap;

use csp_device::Device;
use csp_macros::{CspNode, CspValue};
use csp_runtime::value::{Bytes, List};
use csp_runtime::{At, Context, Csp, CspNode, StatusCode};
use csp_schema::{Allowed, Checked, Format};
use csp_server::ensure::Known;
use csp_server::request::Raw;
use csp_server::{ChangeCommands, Ensure, GetCommands, Reply, Request};

#[derive(Debug, Clone, PartialEq, CspNode)]
#[csp(device = "./Device/Vendor/Contoso", name = "Lamp")]
struct Lamp {
    #[csp(access = "Get, Replace", range = 0..=100)]
    brightness: i64,
    #[csp(access = "Get, Replace", regex = "[a-z]+")]
    owner: String,
    #[csp(access = "Get, Replace")]
    mood: Mood,
    #[csp(access = "Get, Replace")]
    level: Level,
    #[csp(title = "Room", access = "Add, Delete, Get", regex = "[A-Z].*")]
    rooms: BTreeMap<String, Room>,
}

#[derive(Debug, Clone, PartialEq, CspNode)]
struct Room {
    #[csp(access = "Add, Get, Replace", range = -5..=200)]
    floor: i64,
}

#[derive(Debug, Clone, PartialEq, CspValue)]
enum Mood {
    #[csp(value = "work")]
    Work,
    #[csp(other)]
    Other(String),
}

#[derive(Debug, Clone, PartialEq, CspValue)]
enum Level {
    #[csp(value = 1)]
    Low,
    #[csp(other)]
    Other(i64),
}

fn lamp() -> Lamp {
    Lamp {
        brightness: 80,
        owner: "megan".to_owned(),
        mood: Mood::Work,
        level: Level::Low,
        rooms: BTreeMap::from([("Hall".to_owned(), Room { floor: 1 })]),
    }
}

fn faults(write: impl FnOnce(&mut Request)) -> Vec<String> {
    let mut request = Request::fragment();
    write(&mut request);
    let error = request.finish().expect_err("something is wrong");
    error.faults().iter().map(ToString::to_string).collect()
}

#[test]
fn commands_are_checked_as_a_device_would() {
    let mut wrong = lamp();
    wrong.brightness = 101;
    wrong.owner = "Megan".to_owned();
    wrong.rooms.insert("attic".to_owned(), Room { floor: 201 });
    let lines = faults(|request| drop(request.write_all(Lamp::device(), &wrong)));
    let root = "./Device/Vendor/Contoso/Lamp";
    assert_eq!(
        lines,
        [
            format!("Replace {root}/Brightness (CmdID 1): `101` is not within 0 to 100"),
            format!(
                "Replace {root}/Owner (CmdID 2): `Megan` does not match the regular expression `[a-z]+`"
            ),
            format!(
                "Add {root}/attic (CmdID 7): the name {{Room}}: `attic` does not match the regular expression `[A-Z].*`"
            ),
            format!(
                "Replace {root}/attic/Floor (CmdID 8): the name {{Room}}: `attic` does not match the regular expression `[A-Z].*`"
            ),
            format!("Replace {root}/attic/Floor (CmdID 8): `201` is not within -5 to 200"),
        ]
    );
    // A struct that is no root is checked by what it says itself.
    let room = "./Device/Vendor/Other/Room";
    let lines = faults(|request| drop(request.write_all(room, &Room { floor: -6 })));
    assert_eq!(
        lines,
        [format!(
            "Replace {room}/Floor (CmdID 1): `-6` is not within -5 to 200"
        )]
    );
    let mut request = Request::fragment();
    request.write_all(Lamp::device(), &lamp());
    request.write_all(room, &Room { floor: -5 });
    request.finish().expect("all of it is allowed");
}

#[test]
fn values_without_a_name_are_taken_by_the_types_own_device() {
    let wanted = Lamp {
        mood: Mood::Other("party".to_owned()),
        level: Level::Other(7),
        ..lamp()
    };
    let mut device = Device::new()
        .mount(Lamp::in_memory())
        .expect("nothing else is mounted");
    let mut request = Request::fragment();
    request.write_all(Lamp::device(), &wanted);
    let tickets = request.tickets();
    let list = request.list(Lamp::device());
    let answer = device
        .handle(&request.finish().expect("all of it is allowed"))
        .expect("SyncML");
    let reply = Reply::parse(&answer).expect("SyncML");
    assert!(
        reply.failures(&tickets).is_empty(),
        "{}",
        reply.failures(&tickets)
    );
    let listing = reply.list(&list).expect("a listing");
    assert_eq!(listing.read_all::<Lamp>(Lamp::device()), Ok(wanted));
    let ddf = Lamp::TREE.to_ddf();
    assert!(!ddf.contains("ENUM"), "{ddf}");
}

#[derive(Debug, Clone, PartialEq, CspNode)]
#[csp(device = "./Device/Vendor/Contoso", nodes = sizes)]
struct Sizes {
    #[csp(access = "Get, Replace")]
    a: i8,
    #[csp(access = "Get, Replace")]
    b: i16,
    #[csp(access = "Get, Replace")]
    c: i32,
    #[csp(access = "Get, Replace")]
    d: i64,
    #[csp(access = "Get, Replace")]
    e: isize,
    #[csp(access = "Get, Replace")]
    f: u8,
    #[csp(access = "Get, Replace")]
    g: u16,
    #[csp(access = "Get, Replace")]
    h: u32,
    #[csp(access = "Get, Replace")]
    i: u64,
    #[csp(access = "Get, Replace")]
    j: usize,
    #[csp(access = "Add, Get, Replace", range = 1..=12)]
    month: Option<u8>,
}

#[test]
fn every_integer_is_a_field_and_its_range_is_the_nodes() {
    let wanted = Sizes {
        a: i8::MIN,
        b: i16::MIN,
        c: i32::MIN,
        d: i64::MIN,
        e: isize::MIN,
        f: u8::MAX,
        g: u16::MAX,
        h: u32::MAX,
        i: 1 << 62,
        j: 1 << 62,
        month: Some(12),
    };
    let mut device = Device::new()
        .mount(Sizes::in_memory())
        .expect("nothing else is mounted");
    let mut request = Request::fragment();
    request.add_uri(
        "./Device/Vendor/Contoso/Sizes/Month",
        Raw::text("1").format("int"),
    );
    request.write_all(Sizes::device(), &wanted);
    let tickets = request.tickets();
    let list = request.list(Sizes::device());
    let bytes = request.finish().expect("all of it is allowed");
    let answer = device.handle(&bytes).expect("SyncML");
    let reply = Reply::parse(&answer).expect("SyncML");
    assert!(
        reply.failures(&tickets).is_empty(),
        "{}",
        reply.failures(&tickets)
    );
    let listing = reply.list(&list).expect("a listing");
    assert_eq!(
        listing.read_all::<Sizes>(Sizes::device()),
        Ok(wanted.clone())
    );

    // What the type cannot hold, the device refuses and a reader does not take for something else.
    let allowed = |name: &str| {
        let mut nodes = Sizes::TREE.nodes();
        let node = nodes
            .find(|node| node.name == name)
            .expect("the node is there");
        (node.format, node.allowed.clone())
    };
    assert_eq!(allowed("F"), (Format::Int, Allowed::Range(vec![(0, 255)])));
    assert_eq!(
        allowed("I"),
        (Format::Int, Allowed::Range(vec![(0, i64::MAX)]))
    );
    assert_eq!(
        allowed("Month"),
        (Format::Int, Allowed::Range(vec![(1, 12)]))
    );
    let root = "./Device/Vendor/Contoso/Sizes";
    let error = Sizes::from_nodes(root, [(&*format!("{root}/A"), "128")]).expect_err("no i8");
    assert_eq!(
        error.to_string(),
        format!("`{root}/A`: expected an integer from -128 to 127, found `128`")
    );
    let huge = Sizes {
        i: u64::MAX,
        ..wanted
    };
    assert_eq!(
        faults(|request| drop(request.write_all(root, &huge))),
        [format!(
            "Replace {root}/I (CmdID 9): expected a decimal integer, found `{}`",
            u64::MAX
        )]
    );
}

#[derive(Debug, Clone, PartialEq, CspNode)]
#[csp(device = "./Device/Vendor/Contoso", nodes = lists)]
struct Lists {
    #[csp(access = "Get, Replace")]
    names: Vec<String>,
    #[csp(access = "Get, Replace")]
    ports: List<u16, ','>,
    #[csp(access = "Get, Replace")]
    switches: Vec<Switch>,
    #[csp(access = "Add, Get, Replace", regex = "[a-z]+")]
    words: Option<Vec<String>>,
    #[csp(title = "Group", access = "Add, Get, Replace")]
    groups: BTreeMap<String, Vec<bool>>,
}

#[derive(Debug, Clone, PartialEq, CspValue)]
enum Switch {
    #[csp(value = 0)]
    Off,
    #[csp(value = 1)]
    On,
}

fn sent(
    lists: &mut Lists,
    _: &mut Context<'_>,
    _: At<'_, lists::Ports>,
) -> Result<Vec<u16>, StatusCode> {
    Ok(lists.ports.0.clone())
}

#[test]
fn an_element_that_contains_the_delimiter_is_a_fault() {
    let wanted = Lists {
        names: vec!["alice".to_owned(), "bob;Administrators".to_owned()],
        ports: List(vec![80]),
        switches: vec![Switch::On],
        words: None,
        groups: BTreeMap::new(),
    };
    let reason = "element 2 of the list contains its delimiter `;`, and would be read as several";
    let found = faults(|request| drop(request.write_all(Lists::device(), &wanted)));
    let uri = "./Device/Vendor/Contoso/Lists/Names";
    assert_eq!(found, [format!("Replace {uri} (CmdID 1): {reason}")]);
    let mut ensure = Ensure::new();
    ensure.set_all(Lists::device(), &wanted);
    let error = ensure
        .plan(&Known::nothing())
        .expect_err("it cannot be written");
    assert_eq!(error.to_string(), format!("{uri}: {reason}"));
}

#[test]
fn lists_are_fields() {
    let wanted = Lists {
        names: vec!["alice".to_owned(), "bob".to_owned()],
        ports: List(vec![80, 443]),
        switches: vec![Switch::On, Switch::Off],
        words: Some(vec!["a".to_owned()]),
        groups: BTreeMap::from([("g".to_owned(), vec![true, false])]),
    };
    let texts: Vec<_> = wanted
        .to_nodes(Lists::device())
        .into_iter()
        .filter_map(|node| Some((node.format, node.data?)))
        .collect();
    let text = |text: &str| text.to_owned();
    assert_eq!(
        texts,
        [
            (Format::Chr, text("alice;bob")),
            (Format::Int, text("80,443")),
            (Format::Int, text("1;0")),
            (Format::Chr, text("a")),
            (Format::Bool, text("true;false")),
        ]
    );
    let mut device = Device::new()
        .mount(Lists::csp(wanted.clone()).get(lists::Ports, sent))
        .expect("nothing else is mounted");
    let mut request = Request::fragment();
    for uri in ["Words", "g"] {
        request.add_uri(
            &format!("./Device/Vendor/Contoso/Lists/{uri}"),
            Raw::text("true"),
        );
    }
    request.write_all(Lists::device(), &wanted);
    let tickets = request.tickets();
    let list = request.list(Lists::device());
    let bytes = request.finish().expect("all of it is allowed");
    let answer = device.handle(&bytes).expect("SyncML");
    let reply = Reply::parse(&answer).expect("SyncML");
    assert!(
        reply.failures(&tickets).is_empty(),
        "{}",
        reply.failures(&tickets)
    );
    let listing = reply.list(&list).expect("a listing");
    assert_eq!(
        listing.read_all::<Lists>(Lists::device()),
        Ok(wanted.clone())
    );

    // Each element is checked.
    let wrong = Lists {
        words: Some(vec!["a".to_owned(), "B".to_owned()]),
        ..wanted
    };
    let root = "./Device/Vendor/Contoso/Lists";
    assert_eq!(
        faults(|request| drop(request.write_all(root, &wrong))),
        [format!(
            "Replace {root}/Words (CmdID 4): `B` does not match the regular expression `[a-z]+`"
        )]
    );
    let none = Lists::from_nodes(
        root,
        [("Names", ""), ("Ports", ""), ("Switches", "")]
            .map(|(name, text)| (format!("{root}/{name}"), text))
            .iter()
            .map(|(uri, text)| (uri.as_str(), *text)),
    );
    assert_eq!(
        none.map(|lists| (lists.names.len(), lists.ports.0.len())),
        Ok((0, 0))
    );
}

#[derive(Debug, Clone, PartialEq, CspNode)]
#[csp(device = "./Device/Vendor/Contoso", name = "Account")]
struct Account {
    #[csp(access = "Get, Replace", regex = "[0-9]{4}")]
    password: String,
    #[csp(name = "WpaPSK", access = "Add, Replace", regex = "[0-9]{4}")]
    psk: Option<Pin>,
    #[csp(access = "Get, Replace", regex = "[0-9]{4}")]
    old_secret: Vec<String>,
    #[csp(access = "Get, Replace", range = 8..=14)]
    password_length: i64,
}

#[derive(Debug, Clone, PartialEq, CspValue)]
struct Pin(String);

#[test]
fn no_fault_shows_a_secret() {
    let wrong = Account {
        password: "Sesame".to_owned(),
        psk: Some(Pin("Sesame".to_owned())),
        old_secret: vec!["Sesame".to_owned()],
        password_length: 7,
    };
    let root = "./Device/Vendor/Contoso/Account";
    let reason = "the value, a secret, is not one that the node takes";
    let lines = [
        format!("Replace {root}/Password (CmdID 1): {reason}"),
        format!("Replace {root}/WpaPSK (CmdID 2): {reason}"),
        format!("Replace {root}/OldSecret (CmdID 3): {reason}"),
        format!("Replace {root}/PasswordLength (CmdID 4): `7` is not within 8 to 14"),
    ];
    let found = faults(|request| drop(request.write_all(Account::device(), &wrong)));
    assert_eq!(found, lines);
    // Planned commands are checked where they are written.
    let mut ensure = Ensure::new();
    ensure.set_all(Account::device(), &wrong);
    let plan = ensure.plan(&Known::nothing()).expect("a plan");
    let found = faults(|request| drop(plan.write(request))).join("\n");
    assert!(
        found.contains(reason) && !found.contains("Sesame"),
        "{found}"
    );
}

#[derive(Debug, Clone, PartialEq, CspNode)]
#[csp(device = "./Device/Vendor/Contoso", name = "Diary")]
struct Diary {
    word: Word,
    maybe: Option<Word>,
    #[csp(regex = "[A-Z]+", default = "HERE")]
    here: Word,
    words: Vec<Word>,
    #[csp(regex = "[a-z]+", default = "one;two")]
    two: Vec<Word>,
    #[csp(default = "2001-07-11", access = "Get, Replace")]
    day: Day,
    #[csp(default = "AQI=")]
    key: Key,
    #[csp(default = "-1.5e3")]
    number: Number,
}

#[derive(Debug, Clone, PartialEq, CspValue)]
#[csp(regex = "[a-z]+", default = "word")]
struct Word(String);

#[derive(Debug, Clone, PartialEq, CspValue)]
#[csp(format = "date")]
struct Day(String);

#[derive(Debug, Clone, PartialEq, CspValue)]
struct Key(Bytes);

#[derive(Debug, Clone, PartialEq, CspValue)]
struct Number(f64);

#[test]
fn every_default_is_a_value_of_its_node() {
    let mut defaults = Vec::new();
    for node in Diary::TREE.nodes().filter(|node| node.is_leaf()) {
        let default = node.default.as_deref().unwrap_or("none");
        defaults.push(format!("{} {default}", node.name));
        if let Some(default) = node.default.as_deref() {
            assert_eq!(node.check(default), Ok(Checked::Valid), "{}", node.name);
        }
    }
    assert_eq!(
        defaults,
        [
            "Word word",
            "Maybe word",
            "Here HERE",
            "Words none",
            "Two one;two",
            "Day 2001-07-11",
            "Key AQI=",
            "Number -1.5e3",
        ]
    );
}

#[derive(Debug, Clone, PartialEq, CspNode)]
#[csp(device = "./Device/Vendor/Contoso", name = "Formats")]
struct Formats {
    day: Day,
    #[csp(format = "time")]
    at: Option<String>,
    #[csp(title = "Page", format = "xml")]
    pages: BTreeMap<String, String>,
}

#[test]
fn commands_say_the_format_that_the_definition_says() {
    let text = |text: &str| text.to_owned();
    let formats = Formats {
        day: Day(text("2001-07-11")),
        at: Some(text("16:38")),
        pages: BTreeMap::from([(text("One"), text("<p/>"))]),
    };
    let nodes = formats.to_nodes(Formats::device());
    let said: Vec<Format> = nodes.iter().map(|node| node.format).collect();
    let defined: Vec<Format> = Formats::TREE.nodes().map(|node| node.format).collect();
    assert_eq!(said, defined);
}
