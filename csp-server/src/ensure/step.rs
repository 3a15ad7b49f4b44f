//! Plans: the commands that bring a state about, and what becomes of them.

use std::fmt;

use super::node::WantedNode;
use crate::StatusCode;
use crate::reply::{Outcome, Reply};
use crate::request::{Commands, Request, Ticket};
use csp_schema::Verb;

/// The commands that bring a state about, in their order.
#[derive(Debug, Default)]
pub struct Plan {
    pub(super) tasks: Vec<Task>,
}

/// One thing to do. Where the device's state is unknown there are several ways to do it: all are sent, in order, and one has to work.
#[derive(Debug)]
pub(super) struct Task {
    pub(super) is_atomic: bool,
    pub(super) ways: Vec<Vec<PlanStep>>,
}

/// One command.
#[derive(Clone)]
pub(super) struct PlanStep {
    pub(super) verb: Verb,
    pub(super) place: WantedNode,
    pub(super) text: Option<String>,
    /// The failure that is as good as success.
    pub(super) tolerates: Option<StatusCode>,
}

impl fmt::Debug for PlanStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.verb.as_str(), self.place.uri())
    }
}

impl PlanStep {
    fn write(&self, commands: &mut Commands<'_, '_>) -> Ticket {
        let text = self.text.as_deref();
        let untyped = commands.send(self.verb, self.place.addr(), text, "");
        Ticket::new(untyped)
    }
}

impl Plan {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// How many commands there are, an Atomic not counted beside those in it.
    pub fn len(&self) -> usize {
        let ways = self.tasks.iter().flat_map(|task| &task.ways);
        ways.map(Vec::len).sum()
    }

    /// Writes the commands at the end of a request.
    pub fn write(&self, request: &mut Request) -> Receipt {
        let mut tasks = Vec::new();
        for task in &self.tasks {
            let ways = task.ways.iter().map(|way| {
                if task.is_atomic {
                    let (atomic, steps) = request.atomic(|atomic| {
                        let steps = way.iter();
                        steps
                            .map(|step| (step.write(&mut atomic.commands), step.tolerates))
                            .collect()
                    });
                    SentWay {
                        atomic: Some(atomic),
                        steps,
                    }
                } else {
                    SentWay {
                        atomic: None,
                        steps: way
                            .iter()
                            .map(|step| {
                                let ticket = request.commands(|commands| step.write(commands));
                                (ticket, step.tolerates)
                            })
                            .collect(),
                    }
                }
            });
            tasks.push(ways.collect());
        }
        Receipt { tasks }
    }
}

/// What became of a plan: keep it until the answer is there.
#[derive(Debug)]
pub struct Receipt {
    tasks: Vec<Vec<SentWay>>,
}

/// One way that was tried.
#[derive(Debug)]
struct SentWay {
    atomic: Option<Ticket>,
    steps: Vec<(Ticket, Option<StatusCode>)>,
}

impl Receipt {
    /// What went wrong; nothing when the wanted state is reached. Failures that a plan reckons with are not among it.
    pub fn failures(&self, reply: &Reply<'_>) -> Vec<Outcome> {
        let mut failures = Vec::new();
        for ways in &self.tasks {
            let mut failed = ways.iter().map(|sent| sent.failures(reply));
            // Of several ways the last is told of: it is the one for a device that has the nodes already.
            let mut last = failed.next().unwrap_or_default();
            for next in failed {
                if last.is_empty() {
                    break;
                }
                last = next;
            }
            failures.extend(last);
        }
        failures
    }
}

impl SentWay {
    fn failures(&self, reply: &Reply<'_>) -> Vec<Outcome> {
        let failed = |(ticket, tolerates): &(Ticket, Option<StatusCode>)| {
            let outcome = reply.status(ticket);
            let is_fine =
                outcome.is_success() || (tolerates.is_some() && outcome.code() == *tolerates);
            (!is_fine).then_some(outcome)
        };
        let atomic = self.atomic.as_ref().map(|ticket| reply.status(ticket));
        let atomic = atomic.filter(|outcome| !outcome.is_success());
        let steps = self.steps.iter().filter_map(failed);
        atomic.into_iter().chain(steps).collect()
    }
}
