//! What reaches a handler, what it can answer, and how an Atomic treats it.

use std::sync::{Arc, Mutex};

use csp_device::Device;
use csp_runtime::dispatch::{Alert, Context, Exec, HandlerError, Mark, Scope};
use csp_runtime::value::Xml;
use csp_runtime::{Dispatcher, NoData, StatusCode};

use crate::installer::{self, At, Installer, node};
use crate::wire::{ask, item, statuses};

const ITEM: &str = "./Device/Vendor/MSFT/Installer/%7B1%7D";

/// What the handlers did, in order.
#[derive(Clone, Default)]
struct Agent {
    calls: Arc<Mutex<Vec<String>>>,
    fails: Option<&'static str>,
}

impl Agent {
    fn note(&self, call: impl Into<String>) -> Result<(), HandlerError> {
        let call = call.into();
        let fails = self.fails.is_some_and(|fails| call.starts_with(fails));
        self.calls.lock().unwrap().push(call);
        if fails {
            Err(HandlerError::from_hresult(0x8007_0005))
        } else {
            Ok(())
        }
    }

    fn calls(&self) -> Vec<String> {
        std::mem::take(&mut *self.calls.lock().unwrap())
    }

    fn run(
        &mut self,
        cx: &mut Context<'_>,
        node: At<'_, node::Run>,
        job: Xml<'_>,
    ) -> Result<Exec, HandlerError> {
        self.note(format!("exec {} {}", node.product(), job.as_str()))?;
        cx.set(installer::device().product(node.product()).state(), 20)?;
        cx.alert(
            Alert::client_event("Reversed-Domain-Name:com.example.install")
                .source(node)
                .format("int")
                .mark(Mark::Informational)
                .data("0"),
        )?;
        Ok(Exec::Accepted)
    }

    fn version(
        &mut self,
        cx: &mut Context<'_>,
        node: At<'_, node::Version>,
    ) -> Result<String, StatusCode> {
        match cx.scope() {
            Scope::Device if node.product() == "{1}" => Ok("1.0".to_owned()),
            _ => Err(StatusCode::NOT_FOUND),
        }
    }

    fn add_product(
        &mut self,
        _: &mut Context<'_>,
        node: At<'_, node::Product>,
        _: csp_runtime::value::Children<'_>,
    ) -> Result<(), HandlerError> {
        self.note(format!("add {}", node.product()))
    }

    fn delete_product(
        &mut self,
        _: &mut Context<'_>,
        node: At<'_, node::Product>,
    ) -> Result<(), HandlerError> {
        self.note(format!("delete {}", node.product()))
    }

    fn set_limit(
        &mut self,
        cx: &mut Context<'_>,
        _: At<'_, node::Limit>,
        value: i64,
    ) -> Result<(), HandlerError> {
        let stored = cx.get(installer::device().limit()).unwrap();
        self.note(format!("replace {value} (stored {stored:?})"))
    }
}

fn routed(agent: Agent) -> Dispatcher<Installer, Agent> {
    installer::csp(agent)
        .exec(node::Run, Agent::run)
        .get(node::Version, Agent::version)
        .add(node::Product, Agent::add_product)
        .delete(node::Product, Agent::delete_product)
        .replace(node::Limit, Agent::set_limit)
}

#[test]
fn an_exec_reaches_its_handler_typed_and_its_alert_goes_out_last() {
    let agent = Agent::default();
    let mut device = Device::new().mount(routed(agent.clone())).unwrap();
    let request = [
        item("Add", 1, &format!("{ITEM}/Run"), ""),
        item("Exec", 2, &format!("{ITEM}/Run"), "&lt;job/&gt;"),
        item("Get", 3, &format!("{ITEM}/State"), ""),
    ];
    let reply = ask(&mut device, &request.concat());
    assert_eq!(statuses(&reply), [200, 202, 200]);
    assert_eq!(agent.calls(), ["add {1}", "exec {1} <job/>"]);
    assert!(
        reply.contains("<Format xmlns=\"syncml:metinf\">int</Format></Meta><Data>20</Data>"),
        "{reply}"
    );
    assert!(
        reply.ends_with(
            "<Alert><CmdID>6</CmdID><Data>1224</Data><Item><Source>\
             <LocURI>./Device/Vendor/MSFT/Installer/%7B1%7D/Run</LocURI></Source><Meta>\
             <Type xmlns=\"syncml:metinf\">Reversed-Domain-Name:com.example.install</Type>\
             <Format xmlns=\"syncml:metinf\">int</Format>\
             <Mark xmlns=\"syncml:metinf\">informational</Mark></Meta><Data>0</Data></Item></Alert>\
             <Final/></SyncBody></SyncML>"
        ),
        "{reply}"
    );
}

#[test]
fn a_handler_answers_a_get_and_the_tree_decides_which_instances_there_are() {
    let mut device = Device::new().mount(routed(Agent::default())).unwrap();
    let get = item("Get", 1, &format!("{ITEM}/Version"), "");
    assert_eq!(statuses(&ask(&mut device, &get)), [404]);
    ask(&mut device, &item("Add", 1, ITEM, ""));
    assert!(ask(&mut device, &get).contains("<Data>1.0</Data>"));
    ask(
        &mut device,
        &item("Add", 1, "./Vendor/MSFT/Installer/other", ""),
    );
    let other = item("Get", 1, "./Vendor/MSFT/Installer/other/Version", "");
    assert_eq!(statuses(&ask(&mut device, &other)), [404]);
    // Listings ask the handlers too, and leave out what they do not have.
    let children = ask(
        &mut device,
        &item("Get", 1, &format!("{ITEM}?list=StructData"), ""),
    );
    assert!(
        children.contains("/Version</LocURI></Source><Data>1.0</Data>"),
        "{children}"
    );
    let children = ask(
        &mut device,
        &item(
            "Get",
            1,
            "./Vendor/MSFT/Installer/other?list=StructData",
            "",
        ),
    );
    assert!(!children.contains("/Version"), "{children}");
}

#[test]
fn one_handler_serves_both_scopes() {
    let agent = Agent::default();
    let mut device = Device::new().mount(routed(agent.clone())).unwrap();
    ask(
        &mut device,
        &item("Add", 1, "./User/Vendor/MSFT/Installer/a", ""),
    );
    ask(
        &mut device,
        &item("Add", 1, "./Device/Vendor/MSFT/Installer/b", ""),
    );
    assert_eq!(agent.calls(), ["add a", "add b"]);
}

#[test]
fn a_failing_handler_takes_the_change_back_and_its_error_is_told() {
    let agent = Agent {
        fails: Some("add"),
        ..Agent::default()
    };
    let mut device = Device::new().mount(routed(agent)).unwrap();
    let reply = ask(&mut device, &item("Add", 1, ITEM, ""));
    assert!(
        reply.contains("<Data msft:originalerror=\"0x80070005\">425</Data>"),
        "{reply}"
    );
    assert!(device.save_state().is_empty());
}

#[test]
fn a_value_that_is_the_same_again_reaches_its_handler() {
    let agent = Agent::default();
    let mut device = Device::new().mount(routed(agent.clone())).unwrap();
    let replace = item("Replace", 1, "./Device/Vendor/MSFT/Installer/Limit", "5");
    assert_eq!(statuses(&ask(&mut device, &replace)), [200]);
    // The real setting may have drifted from what is stored; only its handler can know.
    assert_eq!(statuses(&ask(&mut device, &replace)), [200]);
    let call = "replace 5 (stored Some(5))";
    assert_eq!(agent.calls(), [call, call]);
}

fn atomic(commands: &[String]) -> String {
    format!("<Atomic><CmdID>1</CmdID>{}</Atomic>", commands.concat())
}

fn failing() -> Vec<String> {
    vec![
        item("Add", 2, ITEM, ""),
        item("Replace", 3, "./Vendor/MSFT/Installer/Limit", "9"),
        item("Delete", 4, "./Vendor/MSFT/Installer/missing", ""),
    ]
}

#[test]
fn without_a_hook_a_roll_back_calls_the_opposite_handlers_the_last_first() {
    let agent = Agent::default();
    let mut device = Device::new().mount(routed(agent.clone())).unwrap();
    ask(
        &mut device,
        &item("Replace", 1, "./Vendor/MSFT/Installer/Limit", "5"),
    );
    agent.calls();
    let reply = ask(&mut device, &atomic(&failing()));
    assert_eq!(statuses(&reply), [507, 216, 216, 404]);
    assert_eq!(
        agent.calls(),
        [
            "add {1}",
            "replace 9 (stored Some(9))",
            "replace 5 (stored Some(5))",
            "delete {1}"
        ]
    );
    assert_eq!(device.save_state().len(), 1);
}

#[test]
fn what_cannot_be_undone_answers_516() {
    let agent = Agent {
        fails: Some("delete"),
        ..Agent::default()
    };
    let mut device = Device::new().mount(routed(agent)).unwrap();
    let reply = ask(&mut device, &atomic(&failing()));
    // The Add's opposite fails. The Replace has none to call: there was no value before, and no handler for Delete.
    assert_eq!(statuses(&reply), [507, 516, 516, 404]);
    assert!(device.save_state().is_empty());
}

#[test]
fn the_hooks_of_everything_that_took_part_are_called() {
    let agent = Agent::default();
    let (prepared, committed, undone) = (agent.clone(), agent.clone(), agent.clone());
    let csp = routed(agent.clone())
        .on_prepare(move |_, cx| {
            assert!(cx.in_atomic());
            prepared.note("prepare")
        })
        .on_commit(move |_, _| committed.note("commit").unwrap())
        .on_undo(move |_, _| undone.note("undo"));
    let mut device = Device::new()
        .mount(csp)
        .unwrap()
        .mount(installer::other())
        .unwrap();
    let add = item("Add", 2, ITEM, "");
    assert_eq!(statuses(&ask(&mut device, &atomic(&[add]))), [200, 200]);
    assert_eq!(agent.calls(), ["add {1}", "prepare", "commit"]);
    let commands = [
        item("Delete", 2, ITEM, ""),
        item("Delete", 3, "./Vendor/MSFT/Installer/missing", ""),
    ];
    assert_eq!(
        statuses(&ask(&mut device, &atomic(&commands))),
        [507, 216, 404]
    );
    assert_eq!(agent.calls(), ["delete {1}", "undo"]);
    assert_eq!(device.save_state().len(), 1);
    // A mount whose handlers did not run has no part in it.
    let other = [item("Replace", 2, "./Vendor/MSFT/Other/Limit", "1")];
    assert_eq!(statuses(&ask(&mut device, &atomic(&other))), [200, 200]);
    assert!(agent.calls().is_empty());
}

#[test]
fn an_atomic_that_cannot_be_prepared_is_rolled_back() {
    let agent = Agent::default();
    let csp = routed(agent.clone())
        .on_prepare(|_, _| Err(StatusCode::CONFLICT))
        .on_undo(|_, _| Err(StatusCode::COMMAND_FAILED));
    let mut device = Device::new().mount(csp).unwrap();
    let commands = [item("Add", 2, ITEM, "")];
    assert_eq!(statuses(&ask(&mut device, &atomic(&commands))), [507, 516]);
    assert!(device.save_state().is_empty());
}

#[test]
fn an_atomic_that_fails_raises_no_alert() {
    let mut device = Device::new().mount(routed(Agent::default())).unwrap();
    let run = format!("{ITEM}/Run");
    let commands = [
        item("Add", 2, &run, ""),
        item("Exec", 3, &run, ""),
        item("Delete", 4, "./Vendor/MSFT/Installer/missing", ""),
    ];
    let reply = ask(&mut device, &atomic(&commands));
    assert_eq!(statuses(&reply), [507, 216, 516, 404]);
    assert!(!reply.contains("<Alert>"), "{reply}");
}

#[test]
fn a_handler_reads_and_writes_the_tree_by_type_and_by_text() {
    let csp = installer::csp(()).exec(
        node::Run,
        |_: &mut (), cx: &mut Context<'_>, node: At<'_, node::Run>, _: Xml<'_>| {
            let own = installer::device().product(node.product());
            assert!(cx.exists(own) && !cx.exists(installer::user().product("x")));
            cx.set(installer::user().product("x"), NoData)?;
            cx.set_text("./User/Vendor/MSFT/Installer/y%2Fz/State", "7")?;
            assert_eq!(cx.instances(installer::user()), ["x", "y/z"]);
            assert_eq!(
                cx.instances_of("./User/Vendor/MSFT/Installer"),
                ["x", "y/z"]
            );
            assert_eq!(
                cx.get(installer::user().product("y/z").state()),
                Ok(Some(7))
            );
            assert_eq!(
                cx.get_text("./User/Vendor/MSFT/Installer/y%2Fz/State"),
                Some("7")
            );
            assert!(cx.remove(installer::user().product("x")));
            assert!(cx.remove_uri("./User/Vendor/MSFT/Installer/Y%2FZ"));
            assert!(!cx.remove_uri("./User/Vendor/MSFT/Installer/Y%2FZ"));
            assert_eq!(
                cx.set_text("./Nowhere", "x"),
                Err(StatusCode::NOT_FOUND.into())
            );
            assert_eq!(
                (cx.data(), cx.format(), cx.user()),
                (Some("<j/>"), Some("xml"), Some("jo"))
            );
            Ok::<_, HandlerError>(Exec::Done)
        },
    );
    let mut device = Device::new().with_user(Some("jo")).mount(csp).unwrap();
    ask(&mut device, &item("Add", 1, ITEM, ""));
    let exec = format!(
        "<Exec><CmdID>1</CmdID><Item><Target><LocURI>{ITEM}/Run</LocURI></Target>\
         <Meta><Format xmlns=\"syncml:metinf\">xml</Format></Meta><Data><j/></Data></Item></Exec>"
    );
    assert_eq!(statuses(&ask(&mut device, &exec)), [200]);
    assert_eq!(device.save_state().len(), 1);
}

#[test]
fn a_value_that_xml_cannot_carry_fails_its_get_alone() {
    let csp = installer::csp(()).get(
        node::Version,
        |_: &mut (), _: &mut Context<'_>, _: At<'_, node::Version>| Ok::<_, StatusCode>("\u{1}"),
    );
    let mut device = Device::new().mount(csp).unwrap();
    ask(&mut device, &item("Add", 1, ITEM, ""));
    let gets = [
        item("Get", 1, &format!("{ITEM}/Version"), ""),
        item("Get", 2, &format!("{ITEM}/State"), ""),
    ];
    assert_eq!(statuses(&ask(&mut device, &gets.concat())), [500, 200]);
}

#[test]
fn a_listing_leaves_out_what_is_not_there_and_fails_with_what_fails() {
    for (says, status) in [(404, 200), (405, 405), (500, 500)] {
        let csp = installer::csp(()).get(
            node::Version,
            move |_: &mut (), _: &mut Context<'_>, _: At<'_, node::Version>| {
                Err::<String, _>(StatusCode::new(says))
            },
        );
        let mut device = Device::new().mount(csp).unwrap();
        ask(&mut device, &item("Add", 1, ITEM, ""));
        for list in ["StructData", "Struct"] {
            let uri = format!("./Vendor/MSFT/Installer?list={list}");
            let reply = ask(&mut device, &item("Get", 1, &uri, ""));
            // The values alone are the handler's to give.
            let expected = if list == "Struct" { 200 } else { status };
            assert_eq!(statuses(&reply)[0], expected, "{says} {list}");
            assert_eq!(reply.contains("<Results>"), expected == 200, "{reply}");
            assert_eq!(reply.contains("/State</LocURI>"), expected == 200);
        }
    }
}

#[test]
fn an_alert_that_xml_cannot_carry_fails_its_command_alone() {
    let csp = installer::csp(()).exec(
        node::Run,
        |_: &mut (), cx: &mut Context<'_>, _: At<'_, node::Run>, log: Xml<'_>| {
            cx.alert(Alert::generic("Reversed-Domain-Name: com.example").data("begun"))?;
            let line = format!("{}\u{1b}[0m", log.as_str());
            cx.alert(Alert::generic("Reversed-Domain-Name: com.example").data(line))?;
            Ok::<_, StatusCode>(Exec::Done)
        },
    );
    let mut device = Device::new().mount(csp).unwrap();
    let run = format!("{ITEM}/Run");
    let commands = [
        item("Add", 1, &run, ""),
        item("Exec", 2, &run, "&lt;log/&gt;"),
    ];
    let reply = ask(&mut device, &commands.concat());
    assert_eq!(statuses(&reply), [200, 500]);
    // As everything that a handler does before it fails, the first is taken back.
    assert!(!reply.contains("<Alert>"), "{reply}");
}

#[test]
fn what_a_get_does_before_it_fails_is_taken_back() {
    let csp = installer::csp(()).get(
        node::Version,
        |_: &mut (), cx: &mut Context<'_>, node: At<'_, node::Version>| {
            cx.set(installer::device().product(node.product()).state(), 5)?;
            cx.alert(Alert::generic("Reversed-Domain-Name: com.example"))?;
            Err::<String, _>(HandlerError::from(StatusCode::COMMAND_FAILED))
        },
    );
    let mut device = Device::new().mount(csp).unwrap();
    ask(&mut device, &item("Add", 1, ITEM, ""));
    let state = device.save_state();
    let reply = ask(&mut device, &item("Get", 1, &format!("{ITEM}/Version"), ""));
    assert_eq!(statuses(&reply), [500]);
    assert!(!reply.contains("<Alert>"), "{reply}");
    assert_eq!(device.save_state(), state);
}

#[test]
fn a_device_can_be_sent_to_another_thread() {
    fn is_send<T: Send>(_: &T) {}
    is_send(&Device::new().mount(routed(Agent::default())).unwrap());
}
