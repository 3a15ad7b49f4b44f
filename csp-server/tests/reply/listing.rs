//! Subtrees: values by typed address, names decoded.

use csp_device::Device;
use csp_server::{ChangeCommands, GetCommands, Reply, Request};

use crate::{agent, header, item, reply, results, status};

#[test]
fn a_listing_is_read_by_typed_address() {
    let root = agent::device();
    let jobs = ["{A}", "b/c d"];
    let mut device = Device::new().mount(agent::in_memory()).unwrap();
    let mut request = Request::new(header());
    for name in jobs {
        request.add(root.jobs().job_id(name).name(), name);
    }
    request.add(root.jobs().job_id("{A}").key(), "secret");
    let list = request.list(root);
    let absent = request.list(root.pair());
    let bytes = device
        .handle(&request.finish().expect("legal"))
        .expect("SyncML");
    let reply = Reply::parse(&bytes).expect("SyncML");
    let listing = reply.list(&list).expect("a listing");
    let mut names = listing.children(root.jobs());
    names.sort();
    assert_eq!(names, ["b/c d", "{A}"]);
    for name in &names {
        let job = root.jobs().job_id(name);
        assert_eq!(listing.value(job.name()), Ok(Some(&**name)));
        assert_eq!(listing.value(job.run()), Ok(None));
        assert!(listing.entry(job).expect("an entry").is_interior());
    }
    assert_eq!(listing.value(root.level()), Ok(Some(5)));
    assert!(listing.entry(root.pair()).is_none());
    assert!(reply.list(&absent).expect_err("404").is_not_found());
}

#[test]
fn a_listing_may_come_in_any_shape() {
    let root = agent::device();
    let mut request = Request::new(header());
    let list = request.list(root.jobs());
    // Any order, two Results, a repeated node, another spelling; and names that differ in case alone stay apart.
    let job = |name: &str, leaf: &str| format!("./Vendor/Contoso/Agent/jobs/{name}{leaf}");
    let body = [
        status(2, 1, "", 200),
        results(
            2,
            1,
            &(item(&job("b", "/Name"), "B") + &item(&job("B", "/Name"), "big")),
        ),
        results(
            2,
            1,
            &(item(&job("b", "/Name"), "again") + &item(&job("%7Ba%7D", ""), "")),
        ),
    ]
    .concat();
    let bytes = reply(&body);
    let parsed = Reply::parse(bytes.as_bytes()).expect("SyncML");
    let listing = parsed.list(&list).expect("a listing");
    assert_eq!(listing.children(root.jobs()), ["b", "B", "{a}"]);
    let name = |id: &str| listing.value(root.jobs().job_id(id).name());
    assert_eq!((name("b"), name("B")), (Ok(Some("B")), Ok(Some("big"))));
    assert_eq!(listing.entries().len(), 3);
}
