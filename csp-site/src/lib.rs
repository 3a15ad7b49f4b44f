//! Pages that show every node of CSP definitions: a search over all of them, the tree of each CSP, and for each node its facts in words, its values,
//! the policies behind it, its Rust address, and pieces that set it in each tool.
//!
//! This is the room of whoever makes a reference for people. Definitions come in as `csp-codegen` lowers them, pages come out as text, each with its
//! path; what is done with them is the caller's. The `csp` command writes them into a folder (`csp site`), where they work without a server and
//! without a network.
//!
//! ```
//! use csp_codegen::Generator;
//! use csp_site::Site;
//!
//! let lamp = ddf::Source::new("Lamp.xml", "<MgmtTree><Node><NodeName>Lamp</NodeName><Path>./Vendor/Contoso</Path>
//!   <DFProperties><AccessType><Get/><Replace/></AccessType><DFFormat><int/></DFFormat></DFProperties></Node></MgmtTree>");
//! let (model, mut report) = Generator::new().source(lamp).model();
//! let ir = csp_codegen::lower(&model, &mut report);
//! let site = Site::new(&ir);
//! let page = site.pages().find(|page| page.path == "device/vendor/contoso/lamp.html").ok_or("no such page")?;
//! assert!(page.text.contains("<h1>Lamp</h1>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Two files are ours, the style sheet and the script in `assets/`; nothing else runs in a page. Every text of a definition is escaped, and a content
//! security policy in each page keeps to these files.
//!
//! # Addresses of pages
//!
//! A page's path is made of the node's LocURI alone, so that links hold from one drop of definitions to the next: lower-case names as folders, `-` for a
//! name that is given at run time, any other octet as `=` and two hexadecimal digits, and a hash where a path would be longer than [`MAX_PATH`] or is
//! that of another LocURI.

#![forbid(unsafe_code)]

mod catalog;
mod changes;
mod csp;
mod data;
mod example;
mod index;
mod layout;
mod node;
mod outline;
mod page;
mod paste;
mod pattern;
mod pieces;
mod place;
mod policies;
mod room;
mod row;
mod rust;
mod script;
mod search;
mod served;
mod site;
mod template;
mod words;

pub use page::Page;
pub use place::MAX_PATH;
pub use row::Row;
pub use served::policy;
pub use site::Site;
