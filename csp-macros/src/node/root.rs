//! The attributes of a derived struct, and what makes it a CSP: its roots and its tree.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{DeriveInput, LitStr, Path};

use super::Node;
use super::field::{Access, node_name};
use crate::attrs;

/// What the attributes of the struct say.
#[derive(Default)]
pub(crate) struct Root {
    pub(crate) runtime: Option<Path>,
    /// The module for the kinds of the fields.
    pub(crate) nodes: Option<Ident>,
    /// The CSP that the struct belongs to, if it is none itself.
    pub(crate) root: Option<Path>,
    /// The generated node that the struct shall match.
    pub(crate) tree: Option<Path>,
    device: Option<LitStr>,
    user: Option<LitStr>,
    name: Option<LitStr>,
    access: Option<Access>,
    permanent: bool,
}

impl Root {
    pub(crate) fn new(input: &DeriveInput) -> syn::Result<Self> {
        let mut root = Self::default();
        let known = [
            "device",
            "user",
            "name",
            "access",
            "permanent",
            "nodes",
            "root",
            "tree",
            "crate",
        ];
        attrs::each(&input.attrs, &known, |word, meta| {
            match word {
                "device" => root.device = Some(scoped(attrs::text(meta)?, false)?),
                "user" => root.user = Some(scoped(attrs::text(meta)?, true)?),
                "name" => root.name = Some(node_name(meta)?),
                "access" => root.access = Some(Access::parse(&attrs::text(meta)?)?),
                "permanent" => root.permanent = true,
                "nodes" => root.nodes = Some(meta.value()?.parse()?),
                "root" => root.root = Some(attrs::path(meta)?),
                "tree" => root.tree = Some(attrs::path(meta)?),
                _ => root.runtime = Some(attrs::path(meta)?),
            }
            Ok(())
        })?;
        root.check(input)?;
        Ok(root)
    }

    fn check(&self, input: &DeriveInput) -> syn::Result<()> {
        let is_root = self.is_csp();
        let fault = |message: &str| Err(syn::Error::new(input.ident.span(), message));
        if !is_root && (self.name.is_some() || self.access.is_some() || self.permanent) {
            return fault(
                "the name, the verbs and the scope of this node are said on the field that it stands in; here they need `device` or `user`, which makes it a root",
            );
        }
        if let (true, Some(path)) = (is_root, &self.root) {
            let message = "this is a root itself; `root` is for a struct below one";
            return Err(syn::Error::new_spanned(path, message));
        }
        if let (true, Some(tree)) = (is_root, &self.tree) {
            let message = "a root describes a CSP of its own; `tree` is for a struct that stands for a node of another";
            return Err(syn::Error::new_spanned(tree, message));
        }
        match &self.nodes {
            Some(nodes) if !is_root && self.root.is_none() => Err(syn::Error::new(
                nodes.span(),
                "which CSP do these nodes belong to? Say `root = Lamp`, or make this a root with `device = \"./Device/Vendor/..\"`",
            )),
            _ => Ok(()),
        }
    }

    pub(crate) fn is_csp(&self) -> bool {
        self.device.is_some() || self.user.is_some()
    }
}

/// A path of the right scope, as a root's parent is written.
fn scoped(path: LitStr, user: bool) -> syn::Result<LitStr> {
    let text = path.value();
    let fault = |message: &str| Err(syn::Error::new(path.span(), message));
    let is_user = text == "./User" || text.starts_with("./User/");
    let is_name = |name: &str| {
        !matches!(name, "" | "." | ".." | "*")
            && !name.contains(|c: char| c == '?' || c.is_control())
    };
    let path_names = text.strip_prefix("./").map(|path| path.split('/'));
    let is_whole = path_names.is_some_and(|mut names| names.all(is_name));
    if !is_whole {
        return fault("expected the LocURI of the parent: `./Device/Vendor/Contoso`");
    }
    match (user, is_user) {
        (true, false) => fault("the path of a user's root begins with `./User`"),
        (false, true) => fault("this is a user's path: say `user` instead of `device`"),
        _ => Ok(path),
    }
}

/// What makes a struct with a path a CSP.
pub(crate) fn expand(node: &Node<'_>) -> Option<TokenStream> {
    let Node {
        name, root, input, ..
    } = node;
    if !root.is_csp() {
        return None;
    }
    let wire = root
        .name
        .as_ref()
        .map_or_else(|| name.to_string(), LitStr::value);
    let get = Access::get();
    let verbs = root.access.as_ref().unwrap_or(&get);
    let (access, verbs) = (verbs.kind(), verbs.table());
    let mut facts = vec![quote!(("access", #verbs))];
    if root.permanent {
        facts.push(quote!(("permanent", "")));
    }
    let docs = attrs::docs(&input.attrs);
    if !docs.is_empty() {
        facts.push(quote!(("description", #docs)));
    }
    let paths = [("device", &root.device), ("user", &root.user)];
    let paths = paths
        .into_iter()
        .filter_map(|(scope, path)| Some((scope, path.as_ref()?.value())));
    let paths: Vec<(&str, String)> = paths.collect();
    let parents = paths.iter().map(|(_, path)| path);
    let addresses = paths.iter().enumerate().map(|(nth, (scope, path))| {
        let doc = format!("The root `{path}/{wire}`.");
        let scope = Ident::new(scope, name.span());
        let visibility = &input.vis;
        quote! {
            #[doc = #doc]
            #[allow(dead_code)]
            #visibility const fn #scope() -> __csp::At<'static, Self> {
                let rows = <Self as __csp::CspNode>::LAYOUT.rows();
                __csp::At::new(__csp::Addr::new(<Self as __csp::Csp>::TREE, #nth as u16 * rows))
            }
        }
    });
    Some(quote! {
        impl #name {
            #(#addresses)*
        }
        #[automatically_derived]
        impl __csp::KindIs for #name {
            type Is = __csp::Is<Self, __csp::Children<'static>, #access, 0>;
        }
        #[automatically_derived]
        impl __csp::StandsFor for #name {
            type Node = Self;
        }
        #[automatically_derived]
        impl __csp::Csp for #name {
            type At<'csp, K: __csp::NodeKind<Csp = Self>> = __csp::At<'csp, K>;
            const TREE: &'static __csp::Tree = {
                static TREE: __csp::Tree = __csp::Tree::described(|| {
                    __csp::Describe::csp::<#name>(#wire, &[#(#parents),*], &[#(#facts),*])
                });
                &TREE
            };
        }
    })
}
