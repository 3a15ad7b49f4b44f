//! The names that generated code has itself, wherever a definition's could stand beside them.

/// Beside the kinds in `node`.
pub(crate) const IN_NODE: [&str; 1] = ["At"];

/// Beside the types of values in a module.
pub(crate) const IN_MODULE: [&str; 5] = ["Csp", "TREE", "At", "Choice", "Flags"];

/// The functions of every module.
pub(crate) const FUNCTIONS: [&str; 3] = ["at", "csp", "in_memory"];
