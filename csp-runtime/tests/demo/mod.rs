//! A small definition, made by hand, that has every kind of node: what the case files are about.

use csp_runtime::schema::{
    AccessSet, Allowed, Applicability, Choice, Fact, Format, Occurrence, Root, Row, Scope, Table,
    Tree, Verb,
};

const ADGR: &[Verb] = &[Verb::Add, Verb::Delete, Verb::Get, Verb::Replace];
const GET: &[Verb] = &[Verb::Get];
const GR: &[Verb] = &[Verb::Get, Verb::Replace];

/// The trees of the demo device: `./Device/Vendor/MSFT/Demo` with `./User/Vendor/MSFT/Demo`, `./DevInfo`, and a catch-all next to an area's own
/// tree.
pub(crate) fn trees() -> Vec<Tree> {
    vec![demo(), dev_info(), policy(), area()]
}

fn demo() -> Tree {
    let mut tree = Builder::new("Demo");
    for scope in ["./Device/Vendor/MSFT", "./User/Vendor/MSFT"] {
        tree.root(scope, "Demo")
            .fact(Fact::Mime("com.example/1.0/MDM/Demo".into()));

        // Leaves of every format, all of which servers may add.
        tree.interior(1, "Leaves", GET);
        for (name, format) in [
            ("Text", Format::Chr),
            ("Number", Format::Int),
            ("Flag", Format::Bool),
            ("Octets", Format::B64),
            ("Raw", Format::Bin),
            ("Document", Format::Xml),
            ("Nothing", Format::Null),
            ("Moment", Format::Time),
            ("Day", Format::Date),
            ("Ratio", Format::Float),
        ] {
            tree.leaf(2, name, format, ADGR);
        }
        tree.leaf(2, "Either", Format::Chr, ADGR)
            .fact(Fact::Mime("text/plain".into()))
            .fact(Fact::Mime("application/json".into()));

        // Permanent and required nodes, with and without values of their own.
        tree.interior(1, "Fixed", GET);
        tree.leaf(2, "Plain", Format::Chr, GR).permanent();
        tree.leaf(2, "Defaulted", Format::Int, GR)
            .permanent()
            .row
            .default = Some("7".into());
        tree.leaf(2, "Required", Format::Chr, ADGR).one();
        tree.leaf(2, "Secret", Format::Chr, &[Verb::Add, Verb::Replace])
            .one();
        tree.leaf(2, "ReadOnly", Format::Chr, GET).permanent();
        tree.leaf(2, "Stubborn", Format::Chr, ADGR).permanent();
        tree.leaf(2, "Optional", Format::Chr, GR);
        tree.interior(2, "Group", &[Verb::Add, Verb::Delete, Verb::Get])
            .dynamic_scope()
            .one();
        tree.leaf(3, "Member", Format::Chr, ADGR);
        tree.interior(
            2,
            "Folder",
            &[Verb::Add, Verb::Delete, Verb::Get, Verb::Replace],
        )
        .dynamic_scope()
        .row
        .occurrence = Occurrence::ZeroOrOne;
        tree.leaf(3, "Paper", Format::Chr, ADGR);
        tree.interior(2, "Blank", &[]);

        // What values are allowed.
        tree.interior(1, "Values", GET);
        tree.leaf(2, "Choice", Format::Int, ADGR).row.allowed =
            Allowed::Enum(choices(&["0", "1", "0x10"]));
        tree.leaf(2, "Word", Format::Chr, ADGR).row.allowed =
            Allowed::Enum(choices(&["Red", "Green"]));
        tree.leaf(2, "Truth", Format::Bool, ADGR).row.allowed =
            Allowed::Enum(choices(&["True", "False"]));
        tree.leaf(2, "Bits", Format::Int, ADGR).row.allowed =
            Allowed::Flag(choices(&["0x1", "0x2", "0x8"]));
        tree.leaf(2, "Span", Format::Int, ADGR).row.allowed =
            Allowed::Range(vec![(-1, 10), (20, 20)]);
        tree.leaf(2, "Pattern", Format::Chr, ADGR).row.allowed =
            Allowed::RegEx("[a-z]{2,4}".into());
        tree.leaf(2, "Policy", Format::Chr, ADGR).row.allowed = Allowed::Admx(Vec::new());
        let list = tree.leaf(2, "List", Format::Chr, ADGR);
        list.row.delimiter = Some(';');
        list.row.allowed = Allowed::Enum(choices(&["a", "b"]));
        let journal = tree
            .leaf(2, "Journal", Format::Chr, GR)
            .fact(Fact::ReplaceAppends);
        journal.row.delimiter = Some('\u{F000}');

        // Instances.
        tree.interior(1, "Items", GET);
        tree.dynamic(
            2,
            "Item",
            &[Verb::Add, Verb::Delete, Verb::Get],
            Occurrence::ZeroOrMore,
        );
        tree.leaf(3, "Name", Format::Chr, ADGR);
        tree.leaf(3, "State", Format::Int, GET).one();
        tree.leaf(
            3,
            "Run",
            Format::Xml,
            &[
                Verb::Add,
                Verb::Delete,
                Verb::Exec,
                Verb::Get,
                Verb::Replace,
            ],
        )
        .one();
        tree.interior(3, "Parts", GET).dynamic_scope().one();
        tree.dynamic(4, "Part", GET, Occurrence::ZeroOrMore);
        tree.leaf(5, "Size", Format::Int, ADGR);
        tree.leaf(2, "Latest", Format::Chr, GR).permanent();
        tree.interior(1, "Few", GET);
        tree.dynamic(
            2,
            "OneOfTwo",
            &[Verb::Add, Verb::Delete, Verb::Get],
            Occurrence::ZeroOrN(2),
        );
        tree.interior(1, "Cased", GET);
        tree.dynamic(
            2,
            "Key",
            &[Verb::Add, Verb::Delete, Verb::Get, Verb::Replace],
            Occurrence::ZeroOrMore,
        )
        .fact(Fact::CaseSensitive)
        .row
        .format = Format::Chr;
        tree.interior(1, "Named", GET);
        tree.dynamic(
            2,
            "Code",
            &[Verb::Add, Verb::Delete, Verb::Get],
            Occurrence::ZeroOrMore,
        )
        .row
        .allowed = Allowed::RegEx("[A-Z]{3}".into());
        tree.interior(1, "Single", GET);
        tree.dynamic(
            2,
            "Only",
            &[Verb::Add, Verb::Delete, Verb::Get],
            Occurrence::One,
        );

        // Odd ones.
        tree.leaf(1, "Health", Format::Chr, GET).permanent();
        tree.leaf(2, "Inner", Format::Int, GET).permanent();
        tree.leaf(1, "Start", Format::Chr, &[Verb::Exec])
            .permanent();
        tree.leaf(1, "Level", Format::Int, &[Verb::Exec])
            .permanent()
            .row
            .allowed = Allowed::Enum(choices(&["1", "2"]));
        tree.leaf(1, "Newer", Format::Chr, ADGR)
            .fact(Fact::Applicability(Applicability {
                os_build: Some("10.0.22621".into()),
                ..Applicability::default()
            }));
        tree.leaf(1, "Trailing ", Format::Chr, GR).permanent();
        tree.interior(1, "Unavailable", GET);
        tree.leaf(2, "Setting", Format::Chr, ADGR);
    }
    tree.finish()
}

fn dev_info() -> Tree {
    let mut tree = Builder::new("DevInfo");
    tree.root(".", "DevInfo");
    tree.leaf(1, "DevId", Format::Chr, GET).permanent();
    tree.finish()
}

fn policy() -> Tree {
    let mut tree = Builder::new("Policy");
    tree.root("./Vendor/MSFT", "Policy");
    tree.interior(1, "Config", GET);
    tree.dynamic(2, "AreaName", GET, Occurrence::ZeroOrMore);
    tree.dynamic(3, "PolicyName", ADGR, Occurrence::ZeroOrMore)
        .row
        .format = Format::Null;
    tree.finish()
}

fn area() -> Tree {
    let mut tree = Builder::new("Camera");
    tree.root("./Device/Vendor/MSFT/Policy/Config", "Camera")
        .dynamic_scope();
    tree.leaf(1, "AllowCamera", Format::Int, ADGR).row.default = Some("1".into());
    tree.finish()
}

fn choices(values: &[&'static str]) -> Vec<Choice> {
    let choice = |value: &&'static str| Choice {
        value: (*value).into(),
        description: "".into(),
    };
    values.iter().map(choice).collect::<Vec<_>>().into()
}

/// Lays rows out in document order from their depths.
struct Builder {
    name: &'static str,
    roots: Vec<Root>,
    rows: Vec<Row>,
    /// The row at each depth above the next one.
    path: Vec<u16>,
}

/// The row that was added last.
struct Last<'b> {
    row: &'b mut Row,
}

impl Builder {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            roots: Vec::new(),
            rows: Vec::new(),
            path: Vec::new(),
        }
    }

    fn root(&mut self, path: &'static str, name: &'static str) -> Last<'_> {
        self.roots.push(Root {
            path: path.into(),
            node: self.rows.len() as u16,
        });
        self.interior(0, name, GET)
    }

    fn interior(&mut self, depth: usize, name: &'static str, access: &[Verb]) -> Last<'_> {
        self.push(
            depth,
            Row {
                name: name.into(),
                access: AccessSet::of(access),
                ..Row::BASE
            },
        )
    }

    fn leaf(
        &mut self,
        depth: usize,
        name: &'static str,
        format: Format,
        access: &[Verb],
    ) -> Last<'_> {
        self.push(
            depth,
            Row {
                name: name.into(),
                format,
                access: AccessSet::of(access),
                occurrence: Occurrence::ZeroOrOne,
                scope: Scope::Dynamic,
                ..Row::BASE
            },
        )
    }

    fn dynamic(
        &mut self,
        depth: usize,
        title: &'static str,
        access: &[Verb],
        occurrence: Occurrence,
    ) -> Last<'_> {
        self.push(
            depth,
            Row {
                name: title.into(),
                dynamic: true,
                access: AccessSet::of(access),
                occurrence,
                scope: Scope::Dynamic,
                ..Row::BASE
            },
        )
    }

    fn push(&mut self, depth: usize, mut row: Row) -> Last<'_> {
        let id = self.rows.len() as u16;
        self.path.truncate(depth);
        row.parent = self.path.last().copied().unwrap_or(Row::NO_PARENT);
        row.class = id;
        row.end = id + 1;
        for above in &self.path {
            self.rows[usize::from(*above)].end = id + 1;
        }
        self.path.push(id);
        self.rows.push(row);
        Last {
            row: &mut self.rows[usize::from(id)],
        }
    }

    fn finish(self) -> Tree {
        Tree::new(Table {
            name: self.name.into(),
            roots: self.roots,
            rows: self.rows,
        })
    }
}

impl Last<'_> {
    fn permanent(self) -> Self {
        self.row.scope = Scope::Permanent;
        self.one()
    }

    fn one(self) -> Self {
        self.row.occurrence = Occurrence::One;
        self
    }

    fn dynamic_scope(self) -> Self {
        self.row.scope = Scope::Dynamic;
        self
    }

    fn fact(self, fact: Fact) -> Self {
        self.row.facts.push(fact);
        self
    }
}
