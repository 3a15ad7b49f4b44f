//! What the files say: the data, and views that know where they stand in it.
//!
//! Each view is in a file of its own, with the ways that lead to it from those around it: `File`, `Category`, `Policy`, `Element`.

mod category;
mod class;
mod data;
mod element;
mod file;
mod kind;
mod policy;
mod presentation;
mod reference;
mod value;

pub use category::Category;
pub use class::Class;
pub use data::Namespace;
pub(crate) use data::{
    CategoryData, ElementData, FileData, Link, Place, PolicyData, Support, Texts,
};
pub use element::{Choice, Element};
pub use file::File;
pub(crate) use kind::ChoiceData;
pub use kind::{
    BooleanElement, DecimalElement, ElementKind, EnumElement, ListElement, MultiTextElement,
    TextElement,
};
pub use policy::Policy;
pub use presentation::{Control, ControlKind, Presentation};
pub use reference::Reference;
pub use value::{Value, ValueItem, ValueList};
