//! Types that borrow, as derives write them down.

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::Type;

/// A type with every lifetime in it replaced: the runtime describes nodes by types that borrow from nothing.
pub(crate) fn with_lifetime(inner: &Type, lifetime: &str) -> TokenStream {
    fn replace(tokens: TokenStream, lifetime: &str) -> TokenStream {
        use proc_macro2::{Group, TokenTree};
        let mut out = TokenStream::new();
        let mut tokens = tokens.into_iter();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Punct(quote) if quote.as_char() == '\'' => {
                    tokens.next();
                    let lifetime = syn::Lifetime::new(lifetime, quote.span());
                    lifetime.to_tokens(&mut out);
                }
                TokenTree::Group(group) => {
                    let stream = replace(group.stream(), lifetime);
                    out.extend([TokenTree::Group(Group::new(group.delimiter(), stream))]);
                }
                token => out.extend([token]),
            }
        }
        out
    }
    replace(inner.to_token_stream(), lifetime)
}
