//! AccessType in the type system: one unit type for each set of verbs, and the trait that says which verb a set permits.

/// Verbs as types, for the bounds of requests and routes.
pub mod op {
    /// Creates a node.
    #[derive(Debug, Clone, Copy)]
    pub struct Add;
    /// Removes a node with everything below it.
    #[derive(Debug, Clone, Copy)]
    pub struct Delete;
    /// Runs the node's action.
    #[derive(Debug, Clone, Copy)]
    pub struct Exec;
    /// Reads a value, or the names of the children.
    #[derive(Debug, Clone, Copy)]
    pub struct Get;
    /// Overwrites a value.
    #[derive(Debug, Clone, Copy)]
    pub struct Replace;
}

/// The set of verbs `Self` has the verb `Op`; implemented for the types of [`access`](self).
///
/// `N` is the node that the set belongs to. It is here for the compiler's message alone.
#[diagnostic::on_unimplemented(
    message = "node `{N}` does not permit {Op} (AccessType: `{Self}`)",
    label = "the DDF does not list this verb for the node",
    note = "the node's page in the generated documentation lists the verbs that it permits"
)]
pub trait Permits<Op, N: ?Sized> {}

macro_rules! sets {
    ($($name:ident: $($verb:ident)*;)*) => {$(
        #[doc = concat!("AccessType: ", stringify!($($verb),*), ".")]
        #[derive(Debug, Clone, Copy)]
        pub struct $name;
        $(impl<N: ?Sized> Permits<op::$verb, N> for $name {})*
    )*};
}

sets! {
    NoAccess: ;
    Add: Add;
    Delete: Delete;
    Exec: Exec;
    Get: Get;
    Replace: Replace;
    AddDelete: Add Delete;
    AddExec: Add Exec;
    AddGet: Add Get;
    AddReplace: Add Replace;
    DeleteExec: Delete Exec;
    DeleteGet: Delete Get;
    DeleteReplace: Delete Replace;
    ExecGet: Exec Get;
    ExecReplace: Exec Replace;
    GetReplace: Get Replace;
    AddDeleteExec: Add Delete Exec;
    AddDeleteGet: Add Delete Get;
    AddDeleteReplace: Add Delete Replace;
    AddExecGet: Add Exec Get;
    AddExecReplace: Add Exec Replace;
    AddGetReplace: Add Get Replace;
    DeleteExecGet: Delete Exec Get;
    DeleteExecReplace: Delete Exec Replace;
    DeleteGetReplace: Delete Get Replace;
    ExecGetReplace: Exec Get Replace;
    AddDeleteExecGet: Add Delete Exec Get;
    AddDeleteExecReplace: Add Delete Exec Replace;
    AddDeleteGetReplace: Add Delete Get Replace;
    AddExecGetReplace: Add Exec Get Replace;
    DeleteExecGetReplace: Delete Exec Get Replace;
    AddDeleteExecGetReplace: Add Delete Exec Get Replace;
}
