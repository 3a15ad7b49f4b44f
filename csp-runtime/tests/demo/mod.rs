//! A device to test: schema tables made by hand that have, between them, every kind of node. The case files are about these.

use csp_runtime::{Device, Tree};

/// `./Device/Vendor/MSFT/Demo` and the same below `./User`; `./DevInfo`; a catch-all for policies, and the own tree of one area of them.
pub(crate) fn device() -> Device {
    let nodes = include_str!("demo.table");
    let demo =
        format!("csp Demo\nroot ./Device/Vendor/MSFT\n{nodes}root ./User/Vendor/MSFT\n{nodes}");
    [
        demo.as_str(),
        include_str!("devinfo.table"),
        include_str!("policy.table"),
        include_str!("camera.table"),
    ]
    .into_iter()
    .fold(Device::new(), |device, table| match Tree::load(table) {
        Ok(tree) => device.mount_tree(tree),
        Err(error) => panic!("{error}"),
    })
}
