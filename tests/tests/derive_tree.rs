//! Structs that stand for generated nodes: `#[csp(tree = ..)]` compiles where they match, and they read what a device lists.

use std::collections::BTreeMap;

use csp_device::Device;
use csp_macros::{CspNode, CspValue};
use csp_runtime::{Context, CspNode, NoData, NodeAddress, Owned, StatusCode};
use csp_server::ensure::Known;
use csp_server::{ChangeCommands, Ensure, GetCommands, Reply, Request};
use csp_windows::enterprise_desktop_app_management as edam;

/// Everything about MSI packages, as a server wants it.
#[derive(Debug, PartialEq, CspNode)]
#[csp(tree = edam::node::Msi)]
struct Msi {
    #[csp(title = "ProductID", access = "Add, Delete, Get")]
    product_id: BTreeMap<String, Product>,
}

#[derive(Debug, PartialEq, CspNode)]
#[csp(tree = edam::node::MsiProductId)]
struct Product {
    version: Option<String>,
    #[csp(access = "Add, Delete, Exec, Get", format = "xml")]
    download_install: Option<String>,
    status: Option<Status>,
    last_error: Option<i64>,
}

#[derive(Debug, PartialEq, CspValue)]
enum Status {
    #[csp(value = 60)]
    Failed,
    #[csp(value = 70)]
    Completed,
    #[csp(other)]
    Other(i64),
}

struct Installer;

impl Installer {
    fn status(
        &mut self,
        _: &mut Context<'_>,
        node: edam::At<'_, edam::node::MsiStatus>,
    ) -> Result<edam::MsiStatus, StatusCode> {
        match node.product_id() {
            "{1}" => Ok(edam::MsiStatus::ENFORCEMENT_COMPLETED),
            _ => Ok(edam::MsiStatus::DOWNLOAD_IN_PROGRESS),
        }
    }

    fn last_error(
        &mut self,
        _: &mut Context<'_>,
        _: edam::At<'_, edam::node::MsiLastError>,
    ) -> Result<i64, StatusCode> {
        Ok(0)
    }
}

#[test]
fn a_listing_becomes_structs() {
    let mut device = Device::new()
        .mount(
            edam::csp(Installer)
                .get(edam::node::MsiStatus, Installer::status)
                .get(edam::node::MsiLastError, Installer::last_error),
        )
        .unwrap();
    let msi = edam::device().msi();
    let mut request = Request::fragment();
    for product in ["{1}", "{2}"] {
        request.add(msi.product_id(product).download_install(), NoData);
    }
    let listed = request.list(msi);
    let bytes = request.finish().expect("the request is sound");
    let answer = device.handle(&bytes).expect("it is answered");
    let reply = Reply::parse(&answer).expect("the answer is sound");
    let listing = reply.list(&listed).expect("the node is listed");
    let read = listing
        .read_all::<Msi>(msi.addr())
        .expect("the structs fit");
    let status = |product: &str| read.product_id[product].status.as_ref();
    assert_eq!(status("{1}"), Some(&Status::Completed));
    assert_eq!(status("{2}"), Some(&Status::Other(20)));
    assert_eq!(
        read.product_id.len(),
        2,
        "UpgradeCode is a sibling of the products, and no field"
    );
}

#[test]
fn a_struct_is_ensured_once() {
    let mut device = Device::new().mount(edam::in_memory()).unwrap();
    let msi = edam::device().msi();
    let wanted = Msi {
        product_id: BTreeMap::from([(
            "{1}/x".to_owned(),
            Product {
                version: Some("a server cannot write it".to_owned()),
                download_install: Some("<MsiInstallJob/>".to_owned()),
                status: None,
                last_error: None,
            },
        )]),
    };
    let mut ensure = Ensure::new();
    ensure.set_all(msi, &wanted);
    let mut send = |request: Request| {
        let bytes = request.finish().expect("the request is sound");
        device.handle(&bytes).expect("it is answered")
    };
    for run in ["first", "second"] {
        let mut request = Request::fragment();
        let survey = ensure.survey(&mut request);
        let answer = send(request);
        let known = survey.read(&Reply::parse(&answer).expect("the answer is sound"));
        let mut request = Request::fragment();
        let receipt = ensure
            .plan(&known)
            .expect("the state can be had")
            .write(&mut request);
        match run {
            "first" => {
                let answer = send(request);
                let reply = Reply::parse(&answer).expect("the answer is sound");
                assert!(receipt.failures(&reply).is_empty());
            }
            _ => assert_eq!(
                request.size(),
                Request::fragment().size(),
                "nothing is missing"
            ),
        }
    }
    let state = device.save_state();
    let values: Vec<&str> = state.values().flatten().map(String::as_str).collect();
    assert_eq!(values, ["<MsiInstallJob/>"]);
}

/// What MSI packages would be if their definition had two nodes more. `Guess` says which node it stands for and matches it, the struct below does not.
#[derive(CspNode)]
#[csp(tree = edam::node::Msi)]
struct Guess {
    #[csp(title = "ProductID", access = "Add, Delete, Get")]
    product_id: BTreeMap<String, GuessedProduct>,
}

#[derive(CspNode)]
struct GuessedProduct {
    #[csp(access = "Add, Get, Replace")]
    vendor: String,
    #[csp(access = "Add, Get, Replace")]
    price: i64,
}

#[test]
fn what_a_definition_lacks_is_a_fault_that_names_the_node() {
    let product = GuessedProduct {
        vendor: "Contoso".to_owned(),
        price: 7,
    };
    let guess = Guess {
        product_id: BTreeMap::from([("{1}".to_owned(), product)]),
    };
    let msi = edam::device().msi();
    let mut ensure = Ensure::new();
    ensure.set_all(msi, &guess);
    let error = ensure
        .plan(&Known::nothing())
        .expect_err("no device has these nodes");
    let root = csp_runtime::loc_uri(msi.product_id("{1}"));
    let reason = "the definition has no such node";
    let vendor = format!("{root}/Vendor");
    let price = format!("{root}/Price");
    assert_eq!(
        error.faults().collect::<Vec<_>>(),
        [(&*vendor, reason), (&*price, reason)]
    );
    let mut request = Request::fragment();
    request.write_all(msi, &guess);
    let error = request.finish().expect_err("no device has these nodes");
    let faults = error.faults().iter();
    assert_eq!(
        faults
            .map(|fault| (fault.uri(), fault.reason()))
            .collect::<Vec<_>>(),
        [(&*vendor, reason), (&*price, reason)]
    );
}

macro_rules! nested {
    ($outer:ident $($inner:ident)*) => {
        nested!(@below [#[csp(device = "./Device/Vendor/Contoso")]] $outer $($inner)*);
    };
    (@below [$($root:tt)*] $outer:ident $inner:ident $($more:ident)*) => {
        #[derive(CspNode)]
        $($root)*
        struct $outer {
            #[csp(access = "Add, Get")]
            named: BTreeMap<String, $inner>,
        }
        nested!(@below [] $inner $($more)*);
    };
    (@below [] $last:ident) => {
        #[derive(CspNode)]
        #[csp(nodes = deep, root = Outer)]
        struct $last {
            #[csp(access = "Get, Replace")]
            level: i64,
        }
    };
}

nested!(Outer A B C D E F G);

#[test]
fn a_node_below_more_names_than_an_address_holds_is_a_fault_that_names_it() {
    macro_rules! named {
        ($kind:ident $value:expr) => {
            $kind {
                named: BTreeMap::from([("n".to_owned(), $value)]),
            }
        };
    }
    let below = named!(D named!(E named!(F G { level: 1 })));
    let outer = named!(Outer named!(A named!(B named!(C below))));
    let mut ensure = Ensure::new();
    ensure.set_all(Outer::device(), &outer);
    let error = ensure
        .plan(&Known::nothing())
        .expect_err("an address has no room for the names");
    assert_eq!(
        error.to_string(),
        "./Device/Vendor/Contoso/Outer/n/n/n/n/n/n/n: there are 7 dynamic names on the way to it, and an address holds 6\n\
         ./Device/Vendor/Contoso/Outer/n/n/n/n/n/n/n/Level: there are 7 dynamic names on the way to it, and an address holds 6"
    );
    let uri = "./Device/Vendor/Contoso/Outer/n/n/n/n/n/n/n/Level";
    assert!(uri.parse::<Owned<deep::Level>>().is_err());
}

#[test]
fn a_node_without_text_is_an_empty_option_unless_the_type_has_empty_texts() {
    let at = "./Device/X/{1}";
    let product = Product::from_nodes(
        at,
        [
            ("./Device/X/%7B1%7D/Version", ""),
            ("./Device/X/%7B1%7D/Status", ""),
            ("./Device/X/%7B1%7D/LastError", " 0x10 "),
        ],
    );
    let wanted = Product {
        version: Some(String::new()),
        download_install: None,
        status: None,
        last_error: Some(16),
    };
    assert_eq!(product, Ok(wanted));
    let broken = Product::from_nodes(at, [("./Device/X/%7B1%7D/LastError", "none")]);
    let error = broken.expect_err("that is no number").to_string();
    assert_eq!(
        error,
        "`./Device/X/{1}/LastError`: expected a decimal integer, found `none`"
    );
}
