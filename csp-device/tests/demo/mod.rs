//! A device to test: schema tables made by hand that have, between them, every kind of node. The case files are about these.

#![allow(clippy::expect_used, reason = "the tables stand beside this file")]

use csp_device::Device;
use csp_runtime::Tree;

/// A device with all of the trees.
pub(crate) fn device() -> Device {
    let mut trees = trees().into_iter();
    let device = trees.try_fold(Device::new(), Device::mount_tree);
    device.expect("each root is there once")
}

/// `./Device/Vendor/MSFT/Demo` and the same below `./User`; `./DevInfo`; a catch-all for policies, and the own tree of one area of them.
pub(crate) fn trees() -> Vec<Tree> {
    let nodes = include_str!("demo.table");
    let demo =
        format!("csp Demo\nroot ./Device/Vendor/MSFT\n{nodes}root ./User/Vendor/MSFT\n{nodes}");
    let tables = [
        demo.as_str(),
        include_str!("devinfo.table"),
        include_str!("policy.table"),
        include_str!("camera.table"),
    ];
    let load = |table| Tree::load(table).expect("the tables of the tests are tables");
    tables.into_iter().map(load).collect()
}
