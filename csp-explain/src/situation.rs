//! What is known where a command failed, and what that says of the causes of its code.

use crate::Cause;
use csp_schema::app_policy::is_app_policy;
use csp_schema::same_node::is_user_scope;
use csp_schema::{
    Allowed, Applicability, CheckError, Edition, Format, NodeDefinition, OsBuild, Verb,
    ViolationKind, check_admx,
};
use syncml::StatusCode;

/// What is known of a command that was answered. Nothing is, by default.
#[derive(Debug, Clone, Copy, Default)]
pub struct Situation<'a> {
    /// What the command was.
    pub verb: Option<Verb>,
    /// The LocURI; empty where it is not known.
    pub uri: &'a str,
    /// What the definitions say of the node.
    pub node: Option<NodeDefinition<'a>>,
    /// Whether definitions were looked into that should have the node and do not.
    pub is_undefined: bool,
    /// The Format that the command stated.
    pub format: Option<&'a str>,
    /// The value that the command carried.
    pub value: Option<&'a str>,
    /// The device's build.
    pub build: Option<OsBuild>,
    /// The device's edition.
    pub edition: Option<Edition>,
    /// The error behind the status.
    pub error: Option<u32>,
    /// Whether the command stands in an Atomic, where that is known.
    pub in_atomic: Option<bool>,
    /// The address in the other scope, where the definitions have the node there and not here.
    pub other_scope: Option<&'a str>,
    /// What is wrong with the command itself, as a clause: it has no CmdID, its element is no command.
    pub fault: Option<&'a str>,
}

/// How many faults of a payload are told.
const MOST_FAULTS: usize = 3;

/// What a situation says of a cause, in words where it says more than the cause itself.
pub(crate) enum Judgement {
    Shown(Option<String>),
    Possible(Option<String>),
    RuledOut,
}

use Judgement::{Possible, RuledOut, Shown};

impl Situation<'_> {
    /// Whether what is known shows a cause, leaves it possible or rules it out.
    pub(crate) fn judge(&self, code: Option<StatusCode>, cause: Cause) -> Judgement {
        let only_if = |holds: bool| if holds { Possible(None) } else { RuledOut };
        // Of what is not known, everything is possible.
        let for_verbs =
            |verbs: &[Verb]| only_if(self.verb.is_none_or(|verb| verbs.contains(&verb)));
        match cause {
            Cause::NothingToDelete => match self.verb {
                Some(Verb::Delete) => Shown(None),
                verb => only_if(verb.is_none()),
            },
            Cause::AlreadyThere => for_verbs(&[Verb::Add]),
            Cause::NoValue => for_verbs(&[Verb::Get]),
            Cause::NodeAbsent => self.node_absent(),
            // No definition has an app's policies: a template brings them.
            Cause::UnknownNode if self.is_undefined && !is_app_policy(self.uri) => {
                Shown(Some("the definitions have no such node".to_owned()))
            }
            Cause::WrongScope => match self.other_scope {
                Some(uri) => Shown(Some(format!(
                    "the definitions have the node as `{uri}` only"
                ))),
                None => only_if(self.uri.is_empty()),
            },
            Cause::ParentMissing => self.parent_missing(),
            Cause::VerbNotPermitted => self.verb_not_permitted(),
            Cause::WrongFormat => self.wrong_format(),
            Cause::NotParsed => self.not_parsed(),
            Cause::WrongValue => self.wrong_value(),
            Cause::BadPayload => only_if(self.may_carry_a_payload()),
            Cause::AdmxPayload => self.admx_payload(),
            Cause::AdmxOrder => self.admx_order(code),
            Cause::NotForBuild => self.not_for_build(),
            Cause::NotForEdition => self.not_for_edition(),
            Cause::NobodySignedIn => only_if(self.uri.is_empty() || is_user_scope(self.uri)),
            Cause::BadCommand => match self.fault {
                Some(fault) => Shown(Some(fault.to_owned())),
                None => Possible(None),
            },
            Cause::NotInAtomic => match (self.verb, self.in_atomic) {
                (Some(Verb::Get), Some(true)) => {
                    Shown(Some("a Get stands inside of an Atomic".to_owned()))
                }
                (Some(_), Some(_)) => RuledOut,
                _ => Possible(None),
            },
            Cause::BadName => match csp_schema::uri::LocUri::parse(self.uri) {
                _ if self.uri.is_empty() => Possible(None),
                Err(fault) => Shown(Some(fault.to_string())),
                Ok(_) => only_if(self.node.is_none()),
            },
            _ => Possible(None),
        }
    }

    fn may_carry_a_value(&self) -> bool {
        !matches!(self.verb, Some(Verb::Get | Verb::Delete))
    }

    /// A number or a truth value holds nothing that could be malformed.
    fn may_carry_a_payload(&self) -> bool {
        let holds_more = |node: NodeDefinition<'_>| {
            matches!(
                node.format,
                Format::Chr | Format::Xml | Format::B64 | Format::Bin
            )
        };
        self.may_carry_a_value() && self.node.is_none_or(holds_more)
    }

    fn may_be_admx(&self) -> bool {
        let is_admx = |node: NodeDefinition<'_>| matches!(node.allowed, Allowed::Admx(_));
        self.may_carry_a_value() && self.node.is_none_or(is_admx)
    }

    /// A device has the nodes of an app's policies once it has taken the template of the app.
    fn admx_order(&self, code: Option<StatusCode>) -> Judgement {
        if self.uri.is_empty() {
            return Possible(None);
        }
        if !is_app_policy(self.uri) {
            return RuledOut;
        }
        let is_absent = matches!(
            code,
            Some(StatusCode::NOT_FOUND | StatusCode::COMMAND_NOT_ALLOWED)
        );
        // A Get of what nobody set and a Delete of what is not there are answered so with the template, too.
        let may_be_unset = matches!(self.verb, Some(Verb::Get | Verb::Delete));
        let is_known = self.node.is_some_and(|node| !node.dynamic);
        if is_absent && !may_be_unset && !is_known {
            Shown(None)
        } else {
            Possible(None)
        }
    }

    /// What of a payload does not fit the elements of its policy, where they are known.
    fn admx_payload(&self) -> Judgement {
        if !self.may_be_admx() {
            return RuledOut;
        }
        let Some(Allowed::Admx(policies)) = self.node.map(|node| &node.row().allowed) else {
            return Possible(None);
        };
        let check = self.value.map(|value| check_admx(policies, value));
        let faults = check.iter().flat_map(|check| &check.faults);
        let refused = faults.filter(|fault| fault.kind.is_refused());
        let refused: Vec<String> = refused.take(MOST_FAULTS).map(ToString::to_string).collect();
        if !refused.is_empty() {
            return Shown(Some(refused.join("; ")));
        }
        let elements = policies
            .iter()
            .flat_map(|policy| policy.elements.iter().flatten());
        let ids: Vec<String> = elements
            .map(|element| format!("`{}`", element.id))
            .collect();
        match (check, ids.as_slice()) {
            (_, []) => Possible(None),
            (Some(_), _) => Possible(Some(
                "the device has a newer template of the policy, with an element that the payload lacks".to_owned(),
            )),
            (None, ids) => Possible(Some(format!(
                "the payload lacks an element of the policy, which has {}",
                ids.join(", ")
            ))),
        }
    }

    /// What an Add is for need not be there.
    fn node_absent(&self) -> Judgement {
        match self.verb {
            Some(Verb::Add | Verb::Delete) => RuledOut,
            Some(Verb::Replace | Verb::Exec) => {
                let text = "the node does not exist; Add it, or its parent, first";
                Possible(Some(text.to_owned()))
            }
            _ => Possible(None),
        }
    }

    /// An Add creates the parents that it needs; some parents are always there.
    fn parent_missing(&self) -> Judgement {
        if !matches!(self.verb, None | Some(Verb::Replace)) {
            return RuledOut;
        }
        let Some(node) = self.node else {
            return Possible(None);
        };
        let may_be_missing = |node: &NodeDefinition<'_>| {
            node.dynamic || (node.parent().is_some() && !node.occurrence.is_required())
        };
        match node.ancestors().skip(1).find(may_be_missing) {
            None => RuledOut,
            Some(parent) => Possible(Some(format!("the parent {} is missing", parent.uri()))),
        }
    }

    fn verb_not_permitted(&self) -> Judgement {
        match (self.node, self.verb) {
            (Some(node), Some(verb)) if node.permits(verb) => RuledOut,
            (Some(node), Some(_)) => {
                Shown(Some(format!("the node permits {} only", node.access())))
            }
            (None, Some(verb)) => Possible(Some(format!(
                "the definition of the node does not permit {}",
                verb.as_str()
            ))),
            (_, None) => Possible(None),
        }
    }

    fn wrong_format(&self) -> Judgement {
        // A policy of no area's own definition is `null` in that of all areas, and has whatever format the area gives it.
        let is_any = |node: NodeDefinition<'_>| node.dynamic && node.format == Format::Null;
        if !self.may_carry_a_value() || self.node.is_some_and(is_any) {
            return RuledOut;
        }
        match (self.node, self.format) {
            (Some(node), Some(stated)) if stated.trim() == node.format.as_str() => RuledOut,
            (Some(node), Some(stated)) => {
                let (right, stated) = (node.format.as_str(), short(stated.trim()));
                Shown(Some(format!(
                    "Meta states the Format `{stated}` and the node's is `{right}`"
                )))
            }
            (Some(node), None) => Possible(Some(format!(
                "the Format that Meta states is not the node's, `{}`",
                node.format.as_str()
            ))),
            _ => Possible(None),
        }
    }

    /// What the definition has against the value.
    fn fault(&self) -> Option<CheckError> {
        self.node?.check(self.value?).err()
    }

    fn not_parsed(&self) -> Judgement {
        if !self.may_carry_a_value() {
            return RuledOut;
        }
        match (self.node, self.fault()) {
            (None, _) => Possible(None),
            (Some(node), _) if node.format == Format::Node => {
                Possible(Some("the node has children and takes no value".to_owned()))
            }
            (Some(node), Some(fault)) if fault.kind() == ViolationKind::Format => {
                Shown(Some(format!(
                    "the node takes values of format {}: {fault}",
                    node.format.as_str()
                )))
            }
            (Some(_), _) if self.value.is_some() => RuledOut,
            (Some(node), _) => Possible(Some(format!(
                "the node takes values of format {}",
                node.format.as_str()
            ))),
        }
    }

    fn wrong_value(&self) -> Judgement {
        if !self.may_carry_a_value() {
            return RuledOut;
        }
        let (Some(node), Some(value)) = (self.node, self.value) else {
            return Possible(None);
        };
        match node.check(value) {
            Err(fault) => Shown(Some(format!(
                "the definition does not allow the value: {fault}"
            ))),
            // The provider may know more than the definition does.
            Ok(_) => Possible(Some(
                "the provider refused the value, although the definition allows it".to_owned(),
            )),
        }
    }

    fn applicability(&self) -> Option<Applicability> {
        self.node.map(NodeDefinition::applicability)
    }

    fn not_for_build(&self) -> Judgement {
        let Some(applicability) = self.applicability() else {
            return Possible(None);
        };
        let Some(builds) = applicability.builds_in_words() else {
            return RuledOut;
        };
        match self.build {
            None => Possible(Some(format!(
                "the device's Windows is older than the node, which is there {builds}"
            ))),
            Some(build) if applicability.applies_to(build).is_yes() => RuledOut,
            Some(build) => Shown(Some(format!(
                "{} does not have the node, which is there {builds}",
                build.in_words()
            ))),
        }
    }

    fn not_for_edition(&self) -> Judgement {
        let Some(applicability) = self.applicability() else {
            return Possible(None);
        };
        let Some(editions) = applicability.editions_in_words() else {
            return RuledOut;
        };
        match self.edition {
            None => Possible(Some(format!(
                "the device's edition or licence is none of {editions}"
            ))),
            // Documentation and devices have been seen to disagree, which an edition that is listed does not rule out.
            Some(edition) if applicability.allows_edition(edition) => Possible(Some(
                "the device's licence does not have the node, although the definition lists the edition".to_owned(),
            )),
            Some(edition) => Shown(Some(format!(
                "{edition} does not have the node, which is for {editions}"
            ))),
        }
    }
}

/// The beginning of a text that somebody else wrote.
fn short(text: &str) -> &str {
    match text.char_indices().nth(40) {
        Some((end, _)) => text.get(..end).unwrap_or_default(),
        None => text,
    }
}
