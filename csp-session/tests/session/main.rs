//! Sessions, from the outside: a device's end against a server's end, and each of them against a script.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../../csp-device/tests/demo/mod.rs"]
mod demo;
#[path = "../../../csp-device/tests/case/request.rs"]
mod request;

mod alerts_kept;
mod authentication;
mod bounds;
mod dialogue;
mod moved;
mod moved_growth;
mod moved_wrong;
mod numbers;
mod objects;
mod objects_of_a_server;
mod random;
mod script;
mod secrets;
mod state;
mod transcript;

/// One test for each dialogue, named by its file.
macro_rules! dialogues {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                dialogue::check(include_str!(concat!(stringify!($name), ".txt")));
            }
        )*

        #[test]
        fn every_dialogue_is_tested() {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/session");
            let mut files: Vec<_> = std::fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .filter_map(|name| Some(name.strip_suffix(".txt")?.to_owned()))
                .collect();
            files.sort();
            assert_eq!(files, [$(stringify!($name)),*]);
        }
    };
}

dialogues! {
    alerts
    atomic_and_sequence
    basic_authentication
    credentials_in_each_message
    first_session
    large_listing
    large_object_from_the_device
    large_object_to_the_device
    md5_authentication
    nothing_to_do
    octets_in_pieces
    server_proves_itself
    small_messages
    too_large_for_the_device
    too_large_for_the_server
    wrong_password
}
