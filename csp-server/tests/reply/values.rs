//! Values of every type, read back.

use csp_device::Device;
use csp_runtime::value::{Admx, Xml};
use csp_runtime::{NoData, StatusCode};
use csp_server::{ChangeCommands, GetCommands, Reply, Request};

use crate::{agent, header, reply, results, status};

#[test]
fn typed_values_through_a_device() {
    let root = agent::device();
    let job = root.jobs().job_id("{A b/c}");
    let mut device = Device::new().mount(agent::in_memory()).unwrap();
    let mut request = Request::new(header());
    let added = request.add(job, NoData);
    request.add(job.name(), "Ärger & <co>");
    request.add(job.run(), Xml("<Job/>"));
    request.add(root.blob(), [0_u8, 1, 255].as_slice());
    request.replace(root.level(), 9);
    request.add(root.tags(), ["a", "b"]);
    request.add(root.policy(), Admx::disabled());
    request.add(root.pair().second(), true);
    let name = request.get(job.name());
    let run = request.get(job.run());
    let blob = request.get(root.blob());
    let level = request.get(root.level());
    let tags = request.get(root.tags());
    let policy = request.get(root.policy());
    let second = request.get(root.pair().second());
    let jobs = request.get(root.jobs());
    let absent = request.get(root.pair().first());
    let kind = request.property(root.blob(), "Format");
    let again = request.add(job, NoData);
    let bytes = device
        .handle(&request.finish().expect("legal"))
        .expect("SyncML");

    let reply = Reply::parse(&bytes).expect("SyncML");
    assert_eq!(reply.status(&added).code(), Some(StatusCode::OK));
    assert_eq!(reply.value(&name).expect("a value"), "Ärger & <co>");
    assert_eq!(reply.value(&run).expect("a value"), Xml("<Job/>"));
    assert_eq!(*reply.value(&blob).expect("a value"), [0, 1, 255]);
    assert_eq!(reply.value(&level).expect("a value"), 9);
    let tags: Vec<_> = reply
        .value(&tags)
        .expect("a value")
        .iter()
        .flatten()
        .collect();
    assert_eq!(tags, ["a", "b"]);
    assert_eq!(
        reply.value(&policy).expect("a value").is_enabled(),
        Some(false)
    );
    assert!(reply.value(&second).expect("a value"));
    let jobs = reply.value(&jobs).expect("a value");
    assert_eq!(jobs.iter().collect::<Vec<_>>(), ["{A b/c}"]);
    let error = reply.value(&absent).expect_err("not there");
    assert!(error.is_not_found());
    assert_eq!(
        error.to_string(),
        "Get ./Device/Vendor/Contoso/Agent/Pair/First: 404 Not found: the node does not exist, it has no value, \
         or this device does not know the node or a parent of it"
    );
    assert_eq!(reply.value(&kind).expect("a value"), "bin");
    assert_eq!(
        reply.status(&again).to_string(),
        "Add ./Device/Vendor/Contoso/Agent/Jobs/%7BA%20b%2Fc%7D: 418 Already exists: \
         the node exists, which is harmless when it was added before; Replace sets its value"
    );
}

#[test]
fn values_that_no_definition_names_are_kept() {
    let job = agent::device().jobs().job_id("j");
    let mut request = Request::new(header());
    let status_ = request.get(job.status());
    let body = status(2, 1, "", 200) + &results(2, 1, "<Item><Data>71</Data></Item>");
    let bytes = reply(&body);
    let parsed = Reply::parse(bytes.as_bytes()).expect("SyncML");
    assert_eq!(parsed.value(&status_).expect("a value"), agent::Status(71));
}
