//! What a handler cannot do to the tree: make a node that nobody can name, or half of what it asked for.

use csp_device::{Device, Limits};
use csp_runtime::StatusCode;

use crate::installer;

#[test]
fn a_handler_makes_no_node_that_no_loc_uri_can_name() {
    for name in ["", ".", "..", "*"] {
        let mut device = Device::new().mount(installer::csp(())).unwrap();
        let product = installer::device().product(name);
        let set = device.update(|cx| cx.set(product.state(), 1));
        assert_eq!(set.unwrap_err().status(), StatusCode::COMMAND_FAILED);
        assert!(!device.update(|cx| cx.exists(product)), "{name:?}");
        let state = device.save_state();
        assert!(state.is_empty(), "{state:?}");
        device.load_state(&state).unwrap();
    }
}

#[test]
fn what_does_not_fit_leaves_nothing_behind() {
    let limits = Limits {
        tree_bytes: 8,
        ..Limits::default()
    };
    let mut device = Device::new().with_limits(limits);
    device = device.mount(installer::csp(())).unwrap();
    let state = installer::device().product("name").state();
    let set = device.update(|cx| cx.set(state, 12345));
    assert_eq!(set.unwrap_err().status(), StatusCode::DEVICE_FULL);
    assert!(device.save_state().is_empty(), "{:?}", device.save_state());
}
