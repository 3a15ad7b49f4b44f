//! What holds a value on its way to a device does not print it: it may be a secret.

use csp_macros::CspNode;
use csp_runtime::CspNode as _;
use csp_server::request::Raw;

/// An account.
#[derive(CspNode)]
#[csp(device = "./Device/Vendor/Contoso")]
struct Account {
    /// What lets one in.
    password: String,
}

#[test]
fn no_debug_shows_a_value() {
    let secret = "OhBehave";
    let account = Account {
        password: secret.to_owned(),
    };
    let nodes = account.to_nodes(Account::device());
    assert!(
        nodes
            .iter()
            .any(|node| node.data.as_deref() == Some(secret))
    );
    for said in [format!("{nodes:?}"), format!("{:?}", Raw::text(secret))] {
        assert!(!said.contains(secret), "{said}");
        assert!(said.contains("bytes: Some(8)"), "{said}");
    }
}
