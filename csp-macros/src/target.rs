//! The type that a value is derived for.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::DeriveInput;

/// The type that is derived for: its name, and its name in trait impls.
pub(crate) struct Target<'i> {
    pub(crate) input: &'i DeriveInput,
    pub(crate) name: &'i Ident,
    /// Whether the type borrows: it has a lifetime then, and nothing else.
    pub(crate) borrows: bool,
}

impl Target<'_> {
    /// What makes the type one that a newtype can be around.
    pub(crate) fn as_inner(&self) -> TokenStream {
        let name = self.name;
        quote! {
            #[automatically_derived]
            impl __csp::Inner for #name {
                type Itself = Self;
                #[inline]
                fn read_inner(text: &str) -> ::core::result::Result<Self, __csp::ReadValueError> {
                    <Self as __csp::Value>::read(text)
                }
                #[inline]
                fn write_inner(&self, out: &mut __csp::String) {
                    __csp::Payload::<Self>::write(self, out);
                }
            }
        }
    }

    /// The type with this lifetime, where it has one.
    pub(crate) fn with(&self, lifetime: TokenStream) -> TokenStream {
        let name = self.name;
        if self.borrows {
            quote!(#name<#lifetime>)
        } else {
            quote!(#name)
        }
    }
}
