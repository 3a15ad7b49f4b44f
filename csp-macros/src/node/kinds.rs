//! `nodes = module`: a type for each field, which names its node where a handler is registered.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, format_ident, quote};

use super::Node;
use super::field::pascal;

pub(crate) fn expand(node: &Node<'_>) -> Option<TokenStream> {
    let Node {
        name,
        rt,
        root,
        input,
        ..
    } = node;
    let module = root.nodes.as_ref()?;
    let visibility = &input.vis;
    let csp = root
        .root
        .as_ref()
        .map_or_else(|| name.to_token_stream(), |root| root.to_token_stream());
    let kinds: Vec<_> = node
        .fields
        .iter()
        .map(|field| format_ident!("{}", pascal(field.ident)))
        .collect();
    let docs = node
        .fields
        .iter()
        .map(|field| format!("The node `{}`.", field.name));
    let implementations = node
        .fields
        .iter()
        .zip(&kinds)
        .enumerate()
        .map(|(nth, (field, kind))| {
            let (value, access) = (field.kind, field.access.kind(rt));
            let missing = format!("`{name}` is no part of `{csp}`");
            quote! {
                #[automatically_derived]
                impl #rt::Kind for #module::#kind {
                    type Csp = #csp;
                    type Value = <#value as #rt::CspNode>::Value;
                    type Access = #access;
                    type At<'csp> = #rt::Leaf<'csp, Self>;
                    const CLASS: u16 = #rt::class_of(
                        <#csp as #rt::CspNode>::LAYOUT,
                        <#name as #rt::CspNode>::LAYOUT,
                        #nth,
                        #missing,
                    );
                }
            }
        });
    let module_doc = format!("The nodes of `{name}`, to name them where a handler is registered.");
    Some(quote! {
        #[doc = #module_doc]
        #[allow(dead_code)]
        #visibility mod #module {
            #(#[doc = #docs] #[derive(Debug, Clone, Copy)] pub struct #kinds;)*
        }
        #(#implementations)*
    })
}
