//! An Add creates what is missing on the way: the handlers of those nodes hear of it, and of its end when the Add fails.

use std::sync::{Arc, Mutex};

use csp_device::Device;
use csp_runtime::dispatch::Context;
use csp_runtime::value::{Children, Xml};
use csp_runtime::{Dispatcher, StatusCode};

use crate::installer::{self, At, Installer, node};
use crate::wire::{ask, item, statuses};

const RUN: &str = "./Device/Vendor/MSFT/Installer/%7B1%7D/Run";

/// What was called, and what fails.
#[derive(Clone, Default)]
struct Agent {
    calls: Arc<Mutex<Vec<String>>>,
    fails: &'static str,
}

impl Agent {
    fn note(&self, call: String) -> Result<(), StatusCode> {
        let fails = call == self.fails;
        self.calls.lock().unwrap().push(call);
        if fails {
            Err(StatusCode::FORBIDDEN)
        } else {
            Ok(())
        }
    }

    fn add(
        &mut self,
        cx: &mut Context<'_>,
        node: At<'_, node::Product>,
        _: Children<'_>,
    ) -> Result<(), StatusCode> {
        // What the command says is its own node's, and so is its place in the tree: that comes when this is done.
        assert_eq!(cx.data(), None);
        assert!(cx.exists(node) && cx.get_text(RUN).is_none());
        self.note(format!("add {}", node.product()))
    }

    fn delete(
        &mut self,
        _: &mut Context<'_>,
        node: At<'_, node::Product>,
    ) -> Result<(), StatusCode> {
        self.note(format!("delete {}", node.product()))
    }

    fn add_run(
        &mut self,
        _: &mut Context<'_>,
        _: At<'_, node::Run>,
        job: Xml<'_>,
    ) -> Result<(), StatusCode> {
        self.note(format!("run {}", job.as_str()))
    }

    fn csp(&self) -> Dispatcher<Installer, Self> {
        installer::csp(self.clone())
            .add(node::Product, Self::add)
            .delete(node::Product, Self::delete)
            .add(node::Run, Self::add_run)
    }

    fn calls(&self) -> Vec<String> {
        std::mem::take(&mut *self.calls.lock().unwrap())
    }
}

fn atomic(commands: &str) -> String {
    format!("<Atomic><CmdID>1</CmdID>{commands}</Atomic>")
}

#[test]
fn a_parent_that_comes_with_an_add_is_added_first_and_once() {
    let agent = Agent::default();
    let mut device = Device::new().mount(agent.csp()).unwrap();
    let add = item("Add", 2, RUN, "&lt;j/&gt;");
    assert_eq!(statuses(&ask(&mut device, &add)), [200]);
    assert_eq!(agent.calls(), ["add {1}", "run <j/>"]);
    assert_eq!(statuses(&ask(&mut device, &add)), [418]);
    assert!(agent.calls().is_empty());
}

#[test]
fn a_parent_goes_again_when_the_add_fails() {
    let agent = Agent {
        fails: "run <j/>",
        ..Agent::default()
    };
    let mut device = Device::new().mount(agent.csp()).unwrap();
    let add = item("Add", 2, RUN, "&lt;j/&gt;");
    let all = ["add {1}", "run <j/>", "delete {1}"];
    assert_eq!(statuses(&ask(&mut device, &add)), [403]);
    assert_eq!(agent.calls(), all);
    assert!(device.save_state().is_empty());
    assert_eq!(statuses(&ask(&mut device, &atomic(&add))), [507, 403]);
    assert_eq!(agent.calls(), all);
    assert!(device.save_state().is_empty());
}

#[test]
fn an_add_fails_with_its_parent() {
    let agent = Agent {
        fails: "add {1}",
        ..Agent::default()
    };
    let mut device = Device::new().mount(agent.csp()).unwrap();
    let add = item("Add", 2, RUN, "&lt;j/&gt;");
    assert_eq!(statuses(&ask(&mut device, &add)), [403]);
    assert_eq!(agent.calls(), ["add {1}"]);
    assert!(device.save_state().is_empty());
}

#[test]
fn an_atomic_takes_the_parents_back_with_the_rest() {
    let agent = Agent::default();
    let mut device = Device::new().mount(agent.csp()).unwrap();
    // Run has a handler for Add and none for Delete, so it is what makes the 516.
    let delete = item("Delete", 3, "./Vendor/MSFT/Installer/no", "");
    let missing = item("Add", 2, RUN, "&lt;j/&gt;") + &delete;
    assert_eq!(
        statuses(&ask(&mut device, &atomic(&missing))),
        [507, 516, 404]
    );
    assert_eq!(agent.calls(), ["add {1}", "run <j/>", "delete {1}"]);
    assert!(device.save_state().is_empty());

    let undone = agent.clone();
    let csp = agent
        .csp()
        .on_undo(move |_, _| undone.note("undo".to_owned()));
    let mut device = Device::new().mount(csp).unwrap();
    assert_eq!(
        statuses(&ask(&mut device, &atomic(&missing))),
        [507, 216, 404]
    );
    assert_eq!(agent.calls(), ["add {1}", "run <j/>", "undo"]);
}
