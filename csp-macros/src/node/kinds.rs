//! `nodes = module`: a type for each field, which names its node where a handler is registered.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, format_ident, quote, quote_spanned};
use syn::Visibility;
use syn::spanned::Spanned as _;

use super::Node;
use super::field::pascal;
use crate::attrs;

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
    let missing = format!("`{name}` is no part of `{csp}`");
    let implementations = node
        .fields
        .iter()
        .zip(&kinds)
        .enumerate()
        .map(|(nth, (field, kind))| {
            let (kind_of, access) = (&field.kind, field.access.kind(rt));
            // A constant of its own is evaluated though nothing reads it: a struct that is no part of its CSP would go unseen.
            let class = quote_spanned! {csp.span()=>
                #[allow(dead_code)]
                const CLASS: u16 =
                    #rt::class_of(<#csp as #rt::CspNode>::LAYOUT, <#name as #rt::CspNode>::LAYOUT, #nth, #missing);
            };
            let is = quote!(type Is = #rt::Is<#csp, <#kind_of as #rt::CspNode>::Value, #access, CLASS>;);
            let is = attrs::at(is, kind_of.span());
            quote! {
                const _: () = {
                    #class
                    #[automatically_derived]
                    impl #rt::KindIs for #module::#kind {
                        #is
                    }
                };
            }
        });
    let inner = one_module_down(visibility);
    let module_doc = format!("The nodes of `{name}`, to name them where a handler is registered.");
    Some(quote! {
        #[doc = #module_doc]
        #[allow(dead_code)]
        #visibility mod #module {
            #(#[doc = #docs] #inner struct #kinds;)*
        }
        #(#implementations)*
    })
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
