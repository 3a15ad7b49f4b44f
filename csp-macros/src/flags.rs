//! `derive(CspValue)` on a newtype with `#[csp(flags(..))]`: a set of named bits.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned as _;
use syn::{Attribute, Token, Type};

use crate::attrs;
use crate::target::Target;

/// A named bit, or several.
pub(crate) struct Flag {
    name: Ident,
    value: i64,
    meaning: String,
}

/// Reads `flags(READ = 1, WRITE = 2)`; a doc comment before a name says what it means.
pub(crate) fn parse(meta: &ParseNestedMeta<'_>) -> syn::Result<Vec<Flag>> {
    let content;
    syn::parenthesized!(content in meta.input);
    let mut flags: Vec<Flag> = Vec::new();
    while !content.is_empty() {
        let docs = content.call(Attribute::parse_outer)?;
        let name: Ident = content.parse()?;
        content.parse::<Token![=]>()?;
        let span = content.span();
        let value = attrs::int(&content)?;
        if let Some(same) = flags.iter().find(|known| known.value == value) {
            let message = format!("`{}` has this value already", same.name);
            return Err(syn::Error::new(span, message));
        }
        if let Some(same) = flags.iter().find(|known| known.name == name) {
            let message = format!("`{}` is named already", same.name);
            return Err(syn::Error::new(name.span(), message));
        }
        flags.push(Flag {
            name,
            value,
            meaning: attrs::docs(&docs),
        });
        if !content.is_empty() {
            content.parse::<Token![,]>()?;
        }
    }
    if flags.is_empty() {
        Err(meta.error("name the flags: `flags(READ = 1, WRITE = 2)`"))
    } else {
        Ok(flags)
    }
}

pub(crate) fn expand(
    target: &Target<'_>,
    inner: &Type,
    flags: &[Flag],
) -> syn::Result<TokenStream> {
    if !matches!(inner, Type::Path(path) if path.path.is_ident("i64")) {
        let message = format!(
            "a set of flags is a struct around an `i64`: `struct {}(i64);`",
            target.name
        );
        return Err(syn::Error::new(inner.span(), message));
    }
    let Target { name, input, .. } = target;
    let visibility = &input.vis;
    let names: Vec<&Ident> = flags.iter().map(|flag| &flag.name).collect();
    let values: Vec<i64> = flags.iter().map(|flag| flag.value).collect();
    let docs = flags.iter().map(|flag| match flag.meaning.as_str() {
        "" => format!("`{}`", flag.value),
        meaning => format!("`{}`: {meaning}", flag.value),
    });
    let texts: Vec<String> = values.iter().map(i64::to_string).collect();
    let meanings = flags.iter().map(|flag| match flag.meaning.as_str() {
        "" => flag.name.to_string(),
        meaning => meaning.to_owned(),
    });
    let named = names.iter().map(|name| name.to_string());
    // Which asks for `Copy`: the compiler says so at the type.
    let flags = quote_spanned! {name.span()=> __csp::Flags for #name };
    let as_inner = target.as_inner();
    Ok(quote! {
        #as_inner
        impl #name {
            #(#[doc = #docs] #[allow(dead_code)] #visibility const #names: Self = Self(#values);)*
        }
        #[automatically_derived]
        impl __csp::IntChoice for #name {
            #[inline]
            fn from_int(value: i64) -> Self {
                Self(value)
            }
            #[inline]
            fn to_int(&self) -> i64 {
                self.0
            }
            fn name(&self) -> ::core::option::Option<&'static str> {
                match self.0 {
                    #(#values => ::core::option::Option::Some(#named),)*
                    _ => ::core::option::Option::None,
                }
            }
        }
        #[automatically_derived]
        impl #flags {}
        #[automatically_derived]
        impl ::core::ops::BitOr for #name {
            type Output = Self;
            #[inline]
            fn bitor(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }
        #[automatically_derived]
        impl __csp::CspNode for #name {
            type Value = Self;
            type Wire = i64;
            const FORMAT: __csp::Format = __csp::Format::Int;
            const TAKES: __csp::Takes = __csp::Takes::Bits(0 #(| #values)*);
            #[inline]
            fn describe(node: &mut __csp::Describe) {
                node.fact("format", "int");
                node.choices("flag", &[#((#texts, #meanings)),*]);
            }
            #[inline]
            fn write_to(&self, node: __csp::Destination<'_>) {
                node.value::<Self>(__csp::Format::Int, self);
            }
            #[inline]
            fn read_from(node: __csp::NodeReader<'_>) -> ::core::result::Result<Self, __csp::ReadError> {
                node.value()
            }
        }
    })
}
