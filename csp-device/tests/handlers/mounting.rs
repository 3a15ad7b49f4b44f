//! What a device refuses to mount, and what it says then.

use csp_device::{Device, MountError};
use csp_runtime::{Dispatcher, Tree};

use crate::installer::{self, BROKEN, Broken};
use crate::wire::{ask, item, statuses};

fn load(table: &str) -> Tree {
    Tree::load(table).unwrap()
}

fn taken(uri: &str) -> MountError {
    MountError::Taken {
        uri: uri.to_owned(),
    }
}

#[test]
fn a_root_is_mounted_once() {
    let mounted = || Device::new().mount(installer::csp(())).unwrap();
    let again = mounted().mount(installer::csp(())).err().unwrap();
    assert_eq!(again, taken("./Device/Vendor/MSFT/Installer"));
    assert_eq!(
        again.to_string(),
        "`./Device/Vendor/MSFT/Installer` is mounted already, and the second would never be reached: mount it once, with all of its handlers"
    );
    // One that differs in the spelling alone, and one of several roots.
    let spelled = load("csp X\nroot ./vendor/MSFT\n0 0 installer\naccess Get\n");
    let spelled = mounted().mount_tree(spelled).err().unwrap();
    assert_eq!(spelled, taken("./vendor/MSFT/installer"));
    let second = "csp X\nroot ./Vendor/MSFT\n0 0 X\naccess Get\nroot ./User/Vendor/MSFT\n0 0 Installer\naccess Get\n";
    let second = mounted().mount_tree(load(second)).err().unwrap();
    assert_eq!(second, taken("./User/Vendor/MSFT/Installer"));
    let twice = "csp X\nroot ./Vendor/MSFT\n0 0 X\naccess Get\nroot ./Device/Vendor/MSFT\n0 0 x\naccess Get\n";
    let twice = mounted().mount_tree(load(twice)).err().unwrap();
    assert_eq!(twice, taken("./Device/Vendor/MSFT/x"));
    let unnamed = "csp X\nroot ./Vendor/MSFT\n0 0 Any\ndynamic\naccess Get\n";
    let device = mounted().mount_tree(load(unnamed)).unwrap();
    let unnamed = device.mount_tree(load(&unnamed.replace("Any", "Other")));
    assert_eq!(unnamed.err().unwrap(), taken("./Vendor/MSFT/{Other}"));
}

#[test]
fn a_tree_may_hang_inside_of_another_in_any_order() {
    let inner = "csp X\nroot ./Vendor/MSFT/Installer\n0 0 Limit\nformat int\naccess Delete Get\n";
    let outer = || installer::csp(());
    let (before, after) = (Device::new(), Device::new());
    let before = before.mount_tree(load(inner)).unwrap().mount(outer());
    let after = after.mount(outer()).unwrap().mount_tree(load(inner));
    for device in [before, after] {
        let mut device = device.unwrap();
        let replace = item("Replace", 1, "./Vendor/MSFT/Installer/Limit", "1");
        let other = item("Replace", 2, "./Vendor/MSFT/Installer/Quota", "1");
        let reply = ask(&mut device, &(replace + &other));
        assert_eq!(statuses(&reply), [405, 200]);
    }
}

#[test]
fn only_what_is_mounted_can_be_marked_as_unavailable() {
    let uri = "./Vendor/MSFT/Other/Limmit";
    let device = || Device::new().mount(installer::other()).unwrap();
    let error = device().with_unavailable(uri).err().unwrap();
    let uri = uri.to_owned();
    assert_eq!(error, MountError::NoSuchNode { uri });
    assert_eq!(
        error.to_string(),
        "no mounted definition has `./Vendor/MSFT/Other/Limmit`: correct the LocURI, or mount its definition first"
    );
    assert!(device().with_unavailable("./Vendor/MSFT/Other/").is_err());
    assert!(device().with_unavailable("./Vendor/MSFT/other").is_ok());
    assert!(device().with_unavailable("./Vendor").is_ok());
}

#[test]
fn a_table_that_cannot_be_read_is_refused_with_its_line() {
    let broken = Dispatcher::<Broken, ()>::new(());
    let error = Device::new().mount(broken).err().unwrap();
    assert_eq!(
        error.to_string(),
        "line 4 of the schema table: the fact is unknown: generate the module again, with the generator of this runtime's version"
    );
    assert!(std::error::Error::source(&error).is_some());
}

#[test]
#[cfg(debug_assertions)]
#[should_panic(expected = "line 4 of the schema table")]
fn a_table_that_cannot_be_read_is_no_empty_tree_while_one_develops() {
    BROKEN.table();
}
