//! `derive(CspNode)` and `derive(CspValue)` for definitions that are Rust, `ddf!` for definitions that are files.
//!
//! This is the room of authors of a CSP of their own. Who has no DDF file describes the nodes as Rust types: [`CspNode`](macro@CspNode) makes a struct an
//! interior node, [`CspValue`](macro@CspValue) a type the value of a leaf. Such a struct is filled from what a device lists and written as commands; a
//! device serves it; and its DDF can be written. Who has a file takes `ddf!`: its modules have a type for each node, for requests and for handlers. Both
//! can meet: a struct can stand for a node of a generated module.
//!
//! ```
//! use csp_macros::CspNode;
//! use csp_runtime::{Csp, CspNode};
//!
//! /// A lamp.
//! #[derive(CspNode)]
//! #[csp(device = "./Device/Vendor/Contoso")]
//! struct Lamp {
//!     /// How bright it is, in percent.
//!     #[csp(access = "Get, Replace", range = 0..=100)]
//!     brightness: i64,
//! }
//!
//! assert_eq!(csp_runtime::loc_uri(Lamp::device()), "./Device/Vendor/Contoso/Lamp");
//! assert!(Lamp::TREE.to_ddf().contains("<NodeName>Brightness</NodeName>"));
//! ```
//!
//! # Features
//!
//! `ddf` has the macro `ddf!`, and brings the generator into the build, which the derives do not need.

#![forbid(unsafe_code)]

mod attrs;
mod choices;
#[cfg(feature = "ddf")]
mod ddf;
mod flags;
mod lifetime;
mod node;
mod rules;
mod target;
mod value;

/// Makes a type the value of a node: an enum of named values, a newtype, or a set of bits.
///
/// An enum says the value of each variant, all numbers or all texts. A variant with `#[csp(other)]` keeps every value that has no name, so that
/// nothing a newer device sends is lost; without it, such a value is an error to a reader. The definition of a type that keeps other values is open
/// too: it names no allowed values. A doc comment says what a value means.
///
/// ```
/// # use csp_macros::CspValue;
/// #[derive(Debug, PartialEq, CspValue)]
/// enum Channel {
///     #[csp(value = 1)]
///     Stable,
///     /// Early builds for testers.
///     #[csp(value = 2)]
///     Beta,
///     #[csp(other)]
///     Other(i64),
/// }
/// # use csp_runtime::Value;
/// assert_eq!(Channel::read("2"), Ok(Channel::Beta));
/// assert_eq!(Channel::read("7"), Ok(Channel::Other(7)));
/// ```
///
/// A newtype has the values of what it holds, and may take fewer of them (`range`, `regex`) or another format of text (`format = "xml"`). Its
/// `default` is that of every field of the type that says none; the default of a list is the field's alone. With `flags` it is a set of bits:
///
/// ```
/// # use csp_macros::CspValue;
/// #[derive(CspValue)]
/// #[csp(range = 0..=100)]
/// struct Percent(i64);
///
/// #[derive(CspValue)]
/// #[csp(regex = "[a-z]+", default = "hall")]
/// struct Room(String);
///
/// #[derive(Debug, Clone, Copy, PartialEq, CspValue)]
/// #[csp(flags(READ = 1, /** Implies reading. */ WRITE = 2))]
/// struct Rights(i64);
/// # use csp_runtime::Value;
/// assert_eq!(Rights::read("3"), Ok(Rights::READ | Rights::WRITE));
/// ```
///
/// A type that borrows (`struct Name<'a>(&'a str)`) can be a value of a request or a handler, and no field of a struct that owns its nodes.
///
/// `#[csp(crate = ::path::to::csp_runtime)]` says where the runtime is, if it is renamed or re-exported.
#[proc_macro_derive(CspValue, attributes(csp))]
pub fn derive_value(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = syn::parse_macro_input!(input as syn::DeriveInput);
    let items = value::expand(&input);
    items.unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Makes a struct an interior node: its fields are the nodes below it.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use csp_macros::CspNode;
/// use csp_device::Device;
/// use csp_runtime::CspNode;
///
/// /// A lamp of the Contoso company.
/// #[derive(Debug, PartialEq, CspNode)]
/// #[csp(device = "./Device/Vendor/Contoso")]
/// struct Lamp {
///     /// How bright the lamp is, in percent.
///     #[csp(access = "Get, Replace", range = 0..=100, default = 50)]
///     brightness: i64,
///     #[csp(title = "Room", access = "Add, Delete, Get")]
///     rooms: BTreeMap<String, Room>,
/// }
///
/// #[derive(Debug, PartialEq, CspNode)]
/// struct Room {
///     #[csp(access = "Add, Get, Replace")]
///     floor: Option<i64>,
/// }
///
/// let device = Device::new().mount(Lamp::in_memory())?;
/// let lamp = Lamp::from_nodes(
///     Lamp::device(),
///     [
///         ("./Device/Vendor/Contoso/Lamp/Brightness", "80"),
///         ("./Device/Vendor/Contoso/Lamp/Attic/Floor", "3"),
///     ],
/// )?;
/// assert_eq!(lamp.rooms["Attic"], Room { floor: Some(3) });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// `Lamp::device()` is the address of the root. It has no methods for the nodes below it: a server writes and reads whole structs
/// (`Request::write_all`, `Listing::read_all`) or names a node by its LocURI (`Request::get_uri`).
///
/// A handler receives the address of its node, as in a generated module: `At<'_, room::Floor>`, `room` being the module of `nodes`. The dynamic names
/// on the way to it are `node.addr().names()`.
///
/// ```
/// # use std::collections::BTreeMap;
/// # use csp_macros::CspNode;
/// use csp_runtime::{At, Context, NodeAddress, StatusCode};
/// # use csp_runtime::CspNode;
/// # #[derive(CspNode)]
/// # #[csp(device = "./Device/Vendor/Contoso")]
/// # struct Lamp {
/// #     #[csp(title = "Room", access = "Add, Delete, Get")]
/// #     rooms: BTreeMap<String, Room>,
/// # }
///
/// #[derive(CspNode)]
/// #[csp(nodes = room, root = Lamp)]
/// struct Room {
///     floor: i64,
/// }
///
/// fn floor(floors: &mut BTreeMap<String, i64>, _: &mut Context<'_>, node: At<'_, room::Floor>) -> Result<i64, StatusCode> {
///     let floor = node.addr().names().first().and_then(|room| floors.get(*room));
///     floor.copied().ok_or(StatusCode::NOT_FOUND)
/// }
///
/// let floors = BTreeMap::from([("Attic".to_owned(), 3)]);
/// let dispatcher = Lamp::csp(floors).get(room::Floor, floor);
/// ```
///
/// The type of a field says its format: a `bool`, an integer, `f64`, `String`, `Bytes` or `()`, a type with `derive(CspValue)`, or another struct. An
/// int node holds what an `i64` does; of the other integers the range is the node's. A `Vec<_>` of such values is a list whose elements a semicolon
/// parts, `csp_runtime::value::List<_, ','>` one with another delimiter. An
/// `Option` is a node that may be missing (or has no text where its type needs one), a `BTreeMap<String, _>` one that is named at run time. The doc comment is its description.
///
/// | of a field | meaning | without it |
/// | --- | --- | --- |
/// | `name = "IP4"` | the name on the wire | the field's, `ip_address` being `IpAddress` |
/// | `title = "Room"` | what a node named at run time is called in documentation | the field's name |
/// | `access = "Add, Get"` | the verbs that a server may use | Get |
/// | `exec` | Exec and no other verb | |
/// | `default = 50` | what a device has until it is told otherwise; one that the field's type, `range`, `regex` or `format` does not take is an error. Where the type has a `regex` of its own, which is evaluated with the type alone, the default stands there, or the field says a `regex` too. A field with other rules than its type says its default itself | that of its type, or none |
/// | `range = 0..=100` | the integers that it takes, none that its type does not take | all of its type |
/// | `regex = "[a-z]+"` | the texts that it takes, or the elements of a list; on a map of structs, the names. Checked at run time with the feature `regex` of `csp-runtime`; without it, the compiler warns | all |
/// | `format = "xml"` | for text: `xml`, `date` or `time` | `chr` |
/// | `permanent` | always there, and not for servers to add or delete | |
///
/// A node that does not permit Get cannot be read, so its field is an `Option`, or `()` when it has no value; such an `Option` says nothing about
/// whether the node may be missing.
///
/// | of the struct | meaning |
/// | --- | --- |
/// | `device = "./Device/Vendor/Contoso"`, `user = "./User/.."` | it is a CSP, whose root stands here; `Lamp::device()` and `Lamp::user()` are the addresses |
/// | `name`, `access`, `permanent` | as for a field, of the root |
/// | `nodes = lamp` | makes a module `lamp` with a type for each field, which names the node where a handler is registered |
/// | `root = Lamp` | which CSP the `nodes` of a struct that is no root belong to |
/// | `tree = contoso::node::Lamp` | it stands for a generated node, with which its fields are compared: names, types of values and verbs |
/// | `crate = ::path::to::csp_runtime` | where the runtime is, if it is renamed or re-exported |
#[proc_macro_derive(CspNode, attributes(csp))]
pub fn derive_node(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = syn::parse_macro_input!(input as syn::DeriveInput);
    let items = node::expand(&input);
    items.unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Generates the typed modules of a DDF file where the macro stands: the same items that `csp codegen` and a build script give.
///
/// The path is a file, or a folder or a zip of `.xml` files, and is relative to the folder of the package's `Cargo.toml`. One CSP gives its items in place;
/// several give a module each. The crate is built again when a file changes. Faults of a file are compile errors at the path, each with the
/// line and column of the file; its warnings are shown by `csp check`.
///
/// ```ignore
/// pub mod contoso_agent {
///     csp_macros::ddf!("ddf/ContosoAgent.xml");
/// }
/// ```
///
/// A lock holds what the names stand for, so that they outlive a change of the definitions. `csp codegen ddf/ --lock names.lock` makes the file; what it
/// holds and the definition keeps no more is a compile error at the lock's path, each line saying what breaks, until the same command with `--accept`
/// takes it. One lock may serve several definitions. A name that it does not have yet is generated, and recorded by the command.
///
/// ```ignore
/// csp_macros::ddf!("ddf/ContosoAgent.xml", lock = "names.lock");
/// ```
///
/// With administrative templates (an ADMX file, or a folder or a zip of them, as `PolicyDefinitions` of Windows), ADMX-backed policies have types of their
/// own, a struct with a field for each element, and payloads are checked to the last of them:
///
/// ```ignore
/// csp_macros::ddf!("ddf/Policy.xml", admx = "PolicyDefinitions");
/// ```
///
/// Generated code names the runtime as `::csp_runtime`. For a runtime that is renamed or re-exported, say where it is:
///
/// ```ignore
/// csp_macros::ddf!("ddf/ContosoAgent.xml", runtime = ::contoso_prelude::csp_runtime);
/// ```
#[cfg(feature = "ddf")]
#[proc_macro]
pub fn ddf(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = syn::parse_macro_input!(input as ddf::Input);
    let items = ddf::expand(&input);
    items.unwrap_or_else(syn::Error::into_compile_error).into()
}
