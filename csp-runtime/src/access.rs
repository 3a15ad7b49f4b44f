//! AccessType in the type system: one unit type for each set of verbs, and for each verb the trait of the sets that have it.
//!
//! A bound such as `N::Access: PermitsReplace<N::Kind>` is how a wrong verb does not compile. There is a trait for each verb, instead of
//! one trait with the verb as a parameter, because the compiler's message can then say the verb's name.

/// The sets of verbs that have Add. `N` is the node that the set belongs to; it is here for the compiler's message alone.
#[diagnostic::on_unimplemented(
    message = "node `{N}` does not permit Add (AccessType: `{Self}`)",
    label = "the DDF does not list Add for this node",
    note = "the node's page in the generated documentation lists the verbs that it permits"
)]
pub trait PermitsAdd<N: ?Sized> {}

/// The sets of verbs that have Delete. `N` is the node that the set belongs to; it is here for the compiler's message alone.
#[diagnostic::on_unimplemented(
    message = "node `{N}` does not permit Delete (AccessType: `{Self}`)",
    label = "the DDF does not list Delete for this node",
    note = "the node's page in the generated documentation lists the verbs that it permits"
)]
pub trait PermitsDelete<N: ?Sized> {}

/// The sets of verbs that have Exec. `N` is the node that the set belongs to; it is here for the compiler's message alone.
#[diagnostic::on_unimplemented(
    message = "node `{N}` does not permit Exec (AccessType: `{Self}`)",
    label = "the DDF does not list Exec for this node",
    note = "the node's page in the generated documentation lists the verbs that it permits"
)]
pub trait PermitsExec<N: ?Sized> {}

/// The sets of verbs that have Get. `N` is the node that the set belongs to; it is here for the compiler's message alone.
#[diagnostic::on_unimplemented(
    message = "node `{N}` does not permit Get (AccessType: `{Self}`)",
    label = "the DDF does not list Get for this node",
    note = "the node's page in the generated documentation lists the verbs that it permits"
)]
pub trait PermitsGet<N: ?Sized> {}

/// The sets of verbs that have Replace. `N` is the node that the set belongs to; it is here for the compiler's message alone.
#[diagnostic::on_unimplemented(
    message = "node `{N}` does not permit Replace (AccessType: `{Self}`)",
    label = "the DDF does not list Replace for this node",
    note = "the node's page in the generated documentation lists the verbs that it permits"
)]
pub trait PermitsReplace<N: ?Sized> {}

macro_rules! sets {
    ($($name:ident: $($permits:ident)*;)*) => {$(
        #[doc = concat!("A set of verbs: `", stringify!($name), "`.")]
        #[derive(Debug, Clone, Copy)]
        pub struct $name;
        $(
            #[diagnostic::do_not_recommend]
            impl<N: ?Sized> $permits<N> for $name {}
        )*
    )*};
}

sets! {
    NoAccess: ;
    Add: PermitsAdd;
    Delete: PermitsDelete;
    Exec: PermitsExec;
    Get: PermitsGet;
    Replace: PermitsReplace;
    AddDelete: PermitsAdd PermitsDelete;
    AddExec: PermitsAdd PermitsExec;
    AddGet: PermitsAdd PermitsGet;
    AddReplace: PermitsAdd PermitsReplace;
    DeleteExec: PermitsDelete PermitsExec;
    DeleteGet: PermitsDelete PermitsGet;
    DeleteReplace: PermitsDelete PermitsReplace;
    ExecGet: PermitsExec PermitsGet;
    ExecReplace: PermitsExec PermitsReplace;
    GetReplace: PermitsGet PermitsReplace;
    AddDeleteExec: PermitsAdd PermitsDelete PermitsExec;
    AddDeleteGet: PermitsAdd PermitsDelete PermitsGet;
    AddDeleteReplace: PermitsAdd PermitsDelete PermitsReplace;
    AddExecGet: PermitsAdd PermitsExec PermitsGet;
    AddExecReplace: PermitsAdd PermitsExec PermitsReplace;
    AddGetReplace: PermitsAdd PermitsGet PermitsReplace;
    DeleteExecGet: PermitsDelete PermitsExec PermitsGet;
    DeleteExecReplace: PermitsDelete PermitsExec PermitsReplace;
    DeleteGetReplace: PermitsDelete PermitsGet PermitsReplace;
    ExecGetReplace: PermitsExec PermitsGet PermitsReplace;
    AddDeleteExecGet: PermitsAdd PermitsDelete PermitsExec PermitsGet;
    AddDeleteExecReplace: PermitsAdd PermitsDelete PermitsExec PermitsReplace;
    AddDeleteGetReplace: PermitsAdd PermitsDelete PermitsGet PermitsReplace;
    AddExecGetReplace: PermitsAdd PermitsExec PermitsGet PermitsReplace;
    DeleteExecGetReplace: PermitsDelete PermitsExec PermitsGet PermitsReplace;
    AddDeleteExecGetReplace: PermitsAdd PermitsDelete PermitsExec PermitsGet PermitsReplace;
}
