//! `tree = path`: compares the fields with the node of a generated module, in the type checker.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned as _;

use super::Node;

/// The struct stands for the node. And a function that is never called: for each field it walks to the generated node of the same name, and asks for its value and its verbs.
pub(crate) fn expand(node: &Node<'_>) -> Option<TokenStream> {
    let Node { name, root, .. } = node;
    let tree = root.tree.as_ref()?;
    let checks = node.fields.iter().map(|field| {
        let (ident, kind) = (field.ident, &field.kind);
        let name = field.is_map.then_some("");
        let verbs = field.access.iter().map(|verb| {
            let check = format_ident!("permits_{}", verb.to_lowercase());
            quote_spanned!(ident.span()=> __csp::matching::#check(child);)
        });
        let child = quote_spanned!(ident.span()=> let child = node.#ident(#name););
        let value = quote_spanned!(kind.span()=> __csp::matching::value::<<#kind as __csp::CspNode>::Wire, _>(child););
        quote! {
            #child
            #value
            #(#verbs)*
        }
    });
    Some(quote! {
        #[automatically_derived]
        impl __csp::StandsFor for #name {
            type Node = #tree;
        }
        const _: fn(<<#tree as __csp::NodeKind>::Csp as __csp::Csp>::At<'static, #tree>) = |node| {
            #(#checks)*
        };
    })
}
