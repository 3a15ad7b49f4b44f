//! `uri-unknown-node`: a LocURI that names nothing.

use csp_check::Nearest;
use csp_schema::{Naming, NodeDefinition};

use crate::lint::variable::has_variable;
use crate::lint::{
    Address, Check, Edit, Example, File, Findings, Level, Meant, Rule, Subject, Target,
    UnknownNodes,
};

pub(in crate::lint) static RULE: Rule = Rule {
    id: "uri-unknown-node",
    level: Level::Error,
    summary: "The LocURI names a node that its CSP does not have",
    docs: "A device answers 404, some CSPs 500. The name that is marked is the first one that the definition does not have; names that are near by \
           letters or words are offered. It is an error where a definition of the CSP was read with `--ddf`, and a warning where that came with \
           `csp`, which may be older than the devices. Of a CSP without a definition nothing is said, but where its own name is a slip of one \
           that there is. `--unknown-nodes error|warn|ignore` sets it for all.",
    bad: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/⟦Brigthness⟧</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>
    <Data>7</Data>
  </Item>
</Replace>
",
    ),
    good: Example::of_lamp(
        "<Replace>
  <Item>
    <Target><LocURI>./Device/Vendor/Contoso/Lamp/Brightness</LocURI></Target>
    <Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>
    <Data>7</Data>
  </Item>
</Replace>
",
    ),
    check: Check::File(check),
};

/// For how many findings of a file names are compared, which takes longer than all else.
const COMPARED: usize = 200;

fn check(file: &File<'_>, findings: &mut Findings<'_>) {
    let mut compared = 0;
    for subject in file
        .subjects
        .iter()
        .filter(|subject| subject.verb().is_some())
    {
        let Some(address) = &subject.address else {
            continue;
        };
        let (segment, above, place) = match &address.target {
            Target::Unknown {
                segment,
                above,
                place,
            } => (*segment, *above, *place),
            Target::Node(meant) => {
                misspelt(file, subject, address, meant, &mut compared, findings);
                continue;
            }
            Target::Folder => continue,
        };
        if has_variable(address.segment(segment)) {
            continue;
        }
        compared += 1;
        let name = address.segment(segment);
        let names = file.linter.definitions.names_below(place);
        let nearest = Nearest::of(
            name,
            names.take(if compared > COMPARED { 0 } else { usize::MAX }),
        );
        if let Some(level) = level(file, above.is_some(), nearest.has_slip()) {
            unknown(subject, address, segment, above, &nearest, findings, level);
        }
    }
}

/// Where any name goes and others are defined beside it (`{AreaName}` of Policy): a name that is a slip of one of those, of a node whose instances
/// the device itself names, so that nobody can have made it up. What ADMX files bring has a `~`.
fn misspelt(
    file: &File<'_>,
    subject: &Subject<'_>,
    address: &Address<'_>,
    meant: &Meant<'_>,
    compared: &mut usize,
    findings: &mut Findings<'_>,
) {
    let nodes: Vec<NodeDefinition<'_>> = meant.node.ancestors().collect();
    for (nth, node) in (0..address.segments.len()).rev().zip(nodes) {
        let name = address.segment(nth);
        let is_given = node.naming() == Some(&Naming::ClientInventory) && node.dynamic;
        if !is_given || name.contains('~') || has_variable(name) || *compared >= COMPARED {
            continue;
        }
        let names: Vec<&str> = (0..nth).map(|nth| address.segment(nth)).collect();
        let place = file.linter.definitions.walk(&names).place;
        let mut known = file.linter.definitions.names_below(place).peekable();
        if known.peek().is_none() {
            continue;
        }
        *compared += 1;
        let nearest = Nearest::of(name, known);
        let is_ignored = file.linter.options.unknown_nodes == Some(UnknownNodes::Ignore);
        if nearest.only().is_some() && !is_ignored {
            let above = node.parent();
            unknown(
                subject,
                address,
                nth,
                above,
                &nearest,
                findings,
                Level::Warning,
            );
        }
    }
}

/// How bad it is: nothing is said where a definition may be missing.
fn level(file: &File<'_>, is_below_known: bool, is_slip: bool) -> Option<Level> {
    let is_shipped = file.linter.definitions.are_shipped();
    match (file.linter.options.unknown_nodes, is_below_known) {
        (Some(UnknownNodes::Ignore), _) => None,
        (Some(UnknownNodes::Error), _) => Some(Level::Error),
        (Some(UnknownNodes::Warn), _) => Some(Level::Warning),
        (None, true) if is_shipped => Some(Level::Warning),
        (None, true) => Some(Level::Error),
        (None, false) if is_slip && !is_shipped => Some(Level::Warning),
        (None, false) => None,
    }
}

fn unknown(
    subject: &Subject<'_>,
    address: &Address<'_>,
    segment: usize,
    above: Option<NodeDefinition<'_>>,
    nearest: &Nearest<'_>,
    findings: &mut Findings<'_>,
    level: Level,
) {
    let (name, place) = (address.segment(segment), address.segment_place(segment));
    let is_named = above.is_some_and(|above| above.children().any(|child| !child.dynamic));
    let message = match above {
        Some(above) if is_named => format!("{} has no node `{name}`", above.uri()),
        Some(above) => format!("`{name}` is not known below {}", above.uri()),
        None => format!("no CSP that is defined has `{name}` here"),
    };
    let finding = findings.of(subject, place.clone(), message);
    finding.level(level);
    finding.label(nearest.question().unwrap_or_default());
    if let Some(above) = above.filter(|_| is_named) {
        finding.note(children(above));
    }
    finding.note("Windows answers 404, or 500 where the CSP itself looks for the name");
    if let Some(meant) = nearest.only() {
        finding.unsafe_fix([Edit::new(place, meant)]);
    }
}

/// What there is below a node, in one line.
fn children(above: NodeDefinition<'_>) -> String {
    const SHOWN: usize = 12;
    let mut names: Vec<String> = above
        .children()
        .map(|child| {
            if child.dynamic {
                format!("{{{}}}", child.name)
            } else {
                child.name.to_string()
            }
        })
        .collect();
    let all = names.len();
    names.truncate(SHOWN);
    match all {
        0 => format!("the definition has nothing below {}", above.uri()),
        1..=SHOWN => format!("the definition has there: {}", names.join(", ")),
        _ => format!(
            "the definition has {all} nodes there: {}, …",
            names.join(", ")
        ),
    }
}
