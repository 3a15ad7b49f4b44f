//! `derive(CspNode)`: a struct is an interior node, its fields are the nodes below.

mod field;
mod kinds;
mod matching;
mod root;

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Data, DeriveInput, Fields};

use crate::attrs::{self, Faults};
use field::Field;
use root::Root;

/// A struct and what its attributes say.
pub(crate) struct Node<'i> {
    name: &'i Ident,
    input: &'i DeriveInput,
    root: Root,
    fields: Vec<Field<'i>>,
}

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let fields = named_fields(input)?;
    let mut faults = Faults::default();
    let root = faults.take(Root::new(input));
    let fields: Vec<Field<'_>> = fields
        .named
        .iter()
        .filter_map(|field| faults.take(Field::new(field)))
        .collect();
    field::check_together(&fields, &mut faults);
    faults.finish()?;
    let root = root.unwrap_or_default();
    let node = Node {
        name: &input.ident,
        input,
        root,
        fields,
    };
    let (this, csp) = (node.implementation(), root::expand(&node));
    let (kinds, matching) = (kinds::expand(&node), matching::expand(&node));
    let runtime = node.root.runtime.as_ref();
    let items = attrs::with_runtime(runtime, &quote! { #this #csp #kinds #matching });
    let module = kinds::module(&node);
    Ok(quote! { #module #items })
}

fn named_fields(input: &DeriveInput) -> syn::Result<&syn::FieldsNamed> {
    let name = &input.ident;
    if let Some(parameter) = input.generics.params.first() {
        let message =
            format!("`{name}` describes nodes, so it owns what they hold and has no parameters");
        return Err(syn::Error::new(parameter.span(), message));
    }
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) if !fields.named.is_empty() => Ok(fields),
            _ => Err(syn::Error::new(
                name.span(),
                format!(
                    "`{name}` has no named fields, so there are no nodes below it; for the value of one node derive `CspValue`"
                ),
            )),
        },
        _ => Err(syn::Error::new(
            name.span(),
            format!(
                "`{name}` is no struct: an interior node is a struct whose fields are the nodes below it; for the value of one node derive `CspValue`"
            ),
        )),
    }
}

impl Node<'_> {
    /// What tells the struct from every other of the program.
    fn id(&self) -> TokenStream {
        let name = self.name.to_string();
        quote!(
            ::core::concat!(::core::module_path!(), ":", ::core::line!(), ":", ::core::column!(), ":", #name)
        )
    }

    /// The definition that the struct stands for: its own tree, or the node of a generated one.
    fn definition(&self) -> Option<TokenStream> {
        let root = &self.root;
        let kind = match &root.tree {
            Some(tree) => quote!(#tree),
            None if root.is_csp() => quote!(Self),
            None => return None,
        };
        Some(quote! {
            fn definition() -> ::core::option::Option<__csp::NodeDefinition<'static>> {
                __csp::definition::<#kind>()
            }
        })
    }

    fn implementation(&self) -> TokenStream {
        let name = self.name;
        let id = self.id();
        let idents: Vec<_> = self.fields.iter().map(|field| field.ident).collect();
        let layouts = self.fields.iter().map(|field| {
            let kind = &field.kind;
            quote_spanned!(kind.span()=> <#kind as __csp::CspNode>::LAYOUT)
        });
        let describe = self.fields.iter().enumerate().map(|(nth, field)| {
            let Field { kind, name, .. } = field;
            let facts = field.facts.iter().map(|(key, text)| quote!((#key, #text)));
            quote_spanned! {kind.span()=>
                node.begin_field(<Self as __csp::CspNode>::LAYOUT.id, #nth, #name, &[#(#facts),*]);
                <#kind as __csp::CspNode>::describe(node);
                node.end_field();
            }
        });
        let write = self.fields.iter().map(|field| {
            let Field {
                ident, kind, name, format, ..
            } = field;
            let access = field.access.set();
            quote_spanned! {kind.span()=>
                <#kind as __csp::CspNode>::write_to(&self.#ident, fields.field(#name, #access, #format));
            }
        });
        let names_of = self.fields.iter().map(|field| {
            let Field { kind, name, .. } = field;
            quote_spanned!(kind.span()=> (#name, <#kind as __csp::CspNode>::DYNAMIC))
        });
        let read = self.fields.iter().map(|field| {
            let Field { kind, name, .. } = field;
            if field.access.has("Get") {
                quote_spanned!(kind.span()=> <#kind as __csp::CspNode>::read_from(fields.field(#name))?)
            } else {
                quote_spanned!(kind.span()=> <#kind as __csp::Unread>::unread())
            }
        });
        let interior = match &self.root.tree {
            Some(tree) => quote!(interior_like::<#tree>),
            None => quote!(interior),
        };
        let definition = self.definition();
        let checks = self.fields.iter().map(|field| &field.checks);
        quote! {
            #(#checks)*
            #[automatically_derived]
            impl __csp::CspNode for #name {
                type Value = __csp::Children<'static>;
                type Wire = __csp::Children<'static>;
                const LAYOUT: &'static __csp::Layout = &__csp::Layout {
                    id: #id,
                    fields: &[#(#layouts),*],
                };
                #definition
                #[inline]
                fn describe(node: &mut __csp::Describe) {
                    #(#describe)*
                }
                #[inline]
                fn write_to(&self, node: __csp::Destination<'_>) {
                    let mut fields = node.interior();
                    #(#write)*
                }
                #[inline]
                fn read_from(node: __csp::NodeReader<'_>) -> ::core::result::Result<Self, __csp::ReadError> {
                    let fields = node.#interior(&[#(#names_of),*])?;
                    ::core::result::Result::Ok(Self { #(#idents: #read),* })
                }
            }
        }
    }
}
