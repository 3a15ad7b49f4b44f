//! `derive(CspValue)`: an enum of named values, a newtype, or a newtype that is a set of bits.

use proc_macro2::TokenStream;
use quote::quote;
use syn::spanned::Spanned as _;
use syn::{Data, DataStruct, DeriveInput, Fields, GenericParam, Path};

use crate::attrs;
use crate::choices;
use crate::flags::{self, Flag};
use crate::lifetime::with_lifetime;
use crate::rules::{self, Rules};
use crate::target::Target;

/// What the attributes of the type say.
#[derive(Default)]
pub(crate) struct Said {
    runtime: Option<Path>,
    flags: Option<Vec<Flag>>,
    rules: Rules,
}

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let mut said = said(input)?;
    let runtime = said.runtime.take();
    let target = Target {
        name: &input.ident,
        borrows: borrows(input)?,
        input,
    };
    let items = match &input.data {
        Data::Enum(data) => choices::expand(&target, data),
        Data::Struct(data) => newtype(&target, data, said),
        Data::Union(_) => Err(no_value(input)),
    };
    Ok(attrs::with_runtime(runtime.as_ref(), &items?))
}

fn no_value(input: &DeriveInput) -> syn::Error {
    let message = format!(
        "`{}` is not one value: a value is an enum, or a struct around one other value, `struct {0}(i64);`. For a node with others below it derive `CspNode`",
        input.ident
    );
    syn::Error::new(input.ident.span(), message)
}

fn said(input: &DeriveInput) -> syn::Result<Said> {
    let known = match &input.data {
        Data::Enum(_) => vec!["crate"],
        _ => [&["crate", "flags"][..], &rules::WORDS].concat(),
    };
    let mut said = Said::default();
    attrs::each(&input.attrs, &known, |word, meta| {
        match word {
            "crate" => said.runtime = Some(attrs::path(meta)?),
            "flags" => said.flags = Some(flags::parse(meta)?),
            _ => said.rules.take(word, meta)?,
        }
        Ok(())
    })?;
    Ok(said)
}

/// Whether the type has a lifetime. Nothing else may vary in a value.
fn borrows(input: &DeriveInput) -> syn::Result<bool> {
    for (nth, parameter) in input.generics.params.iter().enumerate() {
        if nth > 0 || !matches!(parameter, GenericParam::Lifetime(_)) {
            let message = "a value has one lifetime at most, and no other parameter";
            return Err(syn::Error::new(parameter.span(), message));
        }
    }
    Ok(!input.generics.params.is_empty())
}

fn newtype(target: &Target<'_>, data: &DataStruct, said: Said) -> syn::Result<TokenStream> {
    let inner = match &data.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => &fields.unnamed[0].ty,
        _ => return Err(no_value(target.input)),
    };
    if let Some(flags) = said.flags {
        if !said.rules.is_empty() {
            let message = "a set of flags takes every union of its bits: it has no `range`, `regex` or `format`, and its default is the field's to say";
            return Err(syn::Error::new(target.name.span(), message));
        }
        return flags::expand(target, inner, &flags);
    }
    let name = target.name;
    let described = with_lifetime(inner, "'static");
    let (at_static, at_any, at_read) = (
        target.with(quote!('static)),
        target.with(quote!('_)),
        target.with(quote!('csp)),
    );
    let span = inner.span();
    let inner = attrs::at(inner, span);
    let itself = attrs::at(quote!(<#inner as __csp::Inner>::Itself), span);
    let asked = |what: TokenStream| attrs::at(quote!(<#itself as __csp::CspNode>::#what), span);
    // What is borrowed is read as another type than is written.
    let (read, write) = if target.borrows {
        (
            quote!(<#described as __csp::Value>::read(text)),
            quote!(__csp::Payload::<#described>::write(&self.0, out)),
        )
    } else {
        (
            attrs::at(quote!(<#inner as __csp::Inner>::read_inner(text)), span),
            attrs::at(
                quote!(<#inner as __csp::Inner>::write_inner(&self.0, out)),
                span,
            ),
        )
    };
    if let (true, Some((_, place))) = (target.borrows, said.rules.default()) {
        let message = "what borrows is no field of a struct, and a default is a field's";
        return Err(syn::Error::new(place, message));
    }
    let checks = said.rules.checks(&itself)?;
    let facts = said.rules.facts().into_iter().flatten();
    let facts = facts.map(|(key, text)| quote!(node.fact(#key, #text);));
    let [format, takes, default] = said.rules.of_newtype();
    let format = format.unwrap_or_else(|| asked(quote!(FORMAT)));
    let takes = takes.unwrap_or_else(|| asked(quote!(TAKES)));
    let default = default.unwrap_or_else(|| asked(quote!(DEFAULT)));
    let node = (!target.borrows).then(|| {
        let as_inner = target.as_inner();
        let wire = asked(quote!(Wire));
        let describe = asked(quote!(describe(node)));
        quote! {
            #checks
            #as_inner
            #[automatically_derived]
            impl __csp::CspNode for #name {
                type Value = Self;
                type Wire = #wire;
                const FORMAT: __csp::Format = #format;
                const TAKES: __csp::Takes = #takes;
                const DEFAULT: ::core::option::Option<&'static str> = #default;
                #[inline]
                fn describe(node: &mut __csp::Describe) {
                    #(#facts)*
                    #describe;
                }
                #[inline]
                fn write_to(&self, node: __csp::Destination<'_>) {
                    node.value::<Self>(<Self as __csp::CspNode>::FORMAT, self);
                }
                #[inline]
                fn read_from(node: __csp::NodeReader<'_>) -> ::core::result::Result<Self, __csp::ReadError> {
                    node.value()
                }
            }
        }
    });
    Ok(quote! {
        #[automatically_derived]
        impl __csp::Value for #at_static {
            type Read<'csp> = #at_read;
            #[inline]
            fn read(text: &str) -> ::core::result::Result<#at_any, __csp::ReadValueError> {
                #read.map(#name)
            }
        }
        #[automatically_derived]
        impl __csp::Payload<#at_static> for #at_any {
            #[inline]
            fn write(&self, out: &mut __csp::String) {
                #write;
            }
        }
        #node
    })
}
