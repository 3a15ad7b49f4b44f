//! `nodes = module`: a type for each field, which names its node where a handler is registered.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, format_ident, quote, quote_spanned};
use syn::Visibility;
use syn::spanned::Spanned as _;

use super::Node;
use super::field::pascal;

/// The types, which stand where the struct does.
pub(crate) fn module(node: &Node<'_>) -> Option<TokenStream> {
    let module = node.root.nodes.as_ref()?;
    let kinds = names(node);
    let docs = node
        .fields
        .iter()
        .map(|field| format!("The node `{}`.", field.name));
    let visibility = &node.input.vis;
    let inner = one_module_down(visibility);
    let module_doc = format!(
        "The nodes of `{}`, to name them where a handler is registered.",
        node.name
    );
    Some(quote! {
        #[doc = #module_doc]
        #[allow(dead_code)]
        #visibility mod #module {
            #(#[doc = #docs] #inner struct #kinds;)*
        }
    })
}

fn names(node: &Node<'_>) -> impl Iterator<Item = Ident> {
    node.fields
        .iter()
        .map(|field| format_ident!("{}", pascal(field.ident)))
}

/// What each type stands for.
pub(crate) fn expand(node: &Node<'_>) -> Option<TokenStream> {
    let Node { name, root, .. } = node;
    let module = root.nodes.as_ref()?;
    let csp = root
        .root
        .as_ref()
        .map_or_else(|| name.to_token_stream(), |root| root.to_token_stream());
    let missing = format!("`{name}` is no part of `{csp}`");
    let implementations = node
        .fields
        .iter()
        .zip(names(node))
        .enumerate()
        .map(|(nth, (field, kind))| {
            let (kind_of, access) = (&field.kind, field.access.kind());
            // A constant of its own is evaluated though nothing reads it: a struct that is no part of its CSP would go unseen.
            let class = quote_spanned! {csp.span()=>
                #[allow(dead_code)]
                const CLASS: u16 =
                    __csp::class_of(<#csp as __csp::CspNode>::LAYOUT, <#name as __csp::CspNode>::LAYOUT, #nth, #missing);
            };
            let is = quote_spanned! {kind_of.span()=>
                type Is = __csp::Is<#csp, <#kind_of as __csp::CspNode>::Value, #access, CLASS>;
            };
            quote! {
                const _: () = {
                    #class
                    #[automatically_derived]
                    impl __csp::KindIs for #module::#kind {
                        #is
                    }
                };
            }
        });
    Some(quote!(#(#implementations)*))
}

/// The visibility of an item as an item of a module below has to write it. (A kind that is seen further than its CSP would not compile.)
fn one_module_down(visibility: &Visibility) -> TokenStream {
    let Visibility::Restricted(restricted) = visibility else {
        return match visibility {
            Visibility::Inherited => quote!(pub(super)),
            public => quote!(#public),
        };
    };
    let path = &restricted.path;
    match path.segments.first() {
        Some(first) if first.ident == "crate" => quote!(#visibility),
        Some(first) if first.ident == "self" => quote!(pub(super)),
        _ => quote!(pub(in super::#path)),
    }
}
