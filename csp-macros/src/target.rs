//! The type that a value is derived for.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::DeriveInput;

/// The type that is derived for: its name, its name in trait impls, and the runtime.
pub(crate) struct Target<'i> {
    pub(crate) input: &'i DeriveInput,
    pub(crate) name: &'i Ident,
    /// Whether the type borrows: it has a lifetime then, and nothing else.
    pub(crate) borrows: bool,
    pub(crate) rt: TokenStream,
}

impl Target<'_> {
    /// What makes the type one that a newtype can be around.
    pub(crate) fn as_inner(&self) -> TokenStream {
        let Self { name, rt, .. } = self;
        quote! {
            #[automatically_derived]
            impl #rt::Inner for #name {
                type Itself = Self;
                #[inline]
                fn read_inner(text: &str) -> ::core::result::Result<Self, #rt::Unreadable> {
                    <Self as #rt::Value>::read(text)
                }
                #[inline]
                fn write_inner(&self, out: &mut #rt::String) {
                    #rt::Payload::<Self>::write(self, out);
                }
            }
        }
    }

    /// The type with this lifetime, where it has one.
    pub(crate) fn with(&self, lifetime: TokenStream) -> TokenStream {
        let name = self.name;
        match self.borrows {
            true => quote!(#name<#lifetime>),
            false => quote!(#name),
        }
    }
}
