//! What an attribute says of the values of a field or a newtype: `range`, `regex`, `format` and `default`. A regex is evaluated here; what depends
//! on the type, which another derive may describe, the compiler is asked.

use csp_check::Pattern;
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Lit;
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned as _;

use crate::attrs;

/// The words that are read here.
pub(crate) const WORDS: [&str; 4] = ["default", "range", "regex", "format"];

/// What an attribute says of values.
#[derive(Default)]
pub(crate) struct Rules {
    allowed: Option<Allowed>,
    format: Option<&'static str>,
    default: Option<(String, Span)>,
}

enum Allowed {
    Range(i64, i64),
    Regex(String, Pattern, Span),
}

impl Rules {
    /// Reads what comes after one of the [`WORDS`].
    pub(crate) fn take(&mut self, word: &str, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        match word {
            "default" => self.default = Some((default(meta)?, meta.path.span())),
            "format" => self.format = Some(attrs::text_format(meta)?),
            _ if self.allowed.is_some() => {
                return Err(meta.error("say a range or a regex, not both"));
            }
            "range" => {
                let (low, high) = attrs::range(meta)?;
                self.allowed = Some(Allowed::Range(low, high));
            }
            _ => {
                let (text, pattern) = attrs::regex(meta)?;
                self.allowed = Some(Allowed::Regex(text, pattern, meta.path.span()));
            }
        }
        Ok(())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.allowed.is_none() && self.format.is_none() && self.default.is_none()
    }

    /// The default and its place.
    pub(crate) fn default(&self) -> Option<(&str, Span)> {
        let (text, place) = self.default.as_ref()?;
        Some((text, *place))
    }

    /// The facts, as the schema table writes them: default and format, then the allowed values.
    pub(crate) fn facts(&self) -> [Option<(&'static str, String)>; 3] {
        let allowed = self.allowed.as_ref().map(|allowed| match allowed {
            Allowed::Range(low, high) => format!("range {low}..{high}"),
            Allowed::Regex(pattern, ..) => format!("regex {pattern}"),
        });
        [
            self.default().map(|(text, _)| ("default", text.to_owned())),
            self.format.map(|format| ("format", format.to_owned())),
            allowed.map(|allowed| ("allowed", allowed)),
        ]
    }

    /// The format of a newtype with these rules, what it takes, and its default; `None` for what it has from the type that it holds.
    pub(crate) fn of_newtype(&self) -> [Option<TokenStream>; 3] {
        let takes = self.allowed.as_ref().map(|allowed| match allowed {
            Allowed::Range(low, high) => quote!(__csp::Takes::Range(#low, #high)),
            Allowed::Regex(..) => quote!(__csp::Takes::Regex),
        });
        let default = self
            .default()
            .map(|(text, _)| quote!(::core::option::Option::Some(#text)));
        [self.format(), takes, default]
    }

    /// The `Format` that is said, if one is.
    pub(crate) fn said_format(&self) -> TokenStream {
        option(self.format())
    }

    fn format(&self) -> Option<TokenStream> {
        let name = match self.format? {
            "date" => "Date",
            "time" => "Time",
            _ => "Xml",
        };
        let name = format_ident!("{name}");
        Some(quote!(__csp::Format::#name))
    }

    /// Asks the compiler whether the rules fit the type at a place, and the default fits both. A regex is evaluated here; that the runtime does so
    /// too, the compiler knows.
    ///
    /// # Errors
    ///
    /// A default that the regex does not match, whatever the type is.
    pub(crate) fn checks(&self, kind: &TokenStream) -> syn::Result<Option<TokenStream>> {
        if self.is_empty() {
            return Ok(None);
        }
        let range = match &self.allowed {
            Some(Allowed::Range(low, high)) => option(Some(quote!((#low, #high)))),
            _ => option(None),
        };
        let regex = match (&self.allowed, self.default()) {
            (Some(Allowed::Regex(_, pattern, _)), Some((text, place))) => {
                Some(matches(pattern, text, place)?)
            }
            _ => None,
        };
        let (format, regex) = (self.said_format(), option(regex));
        let default = option(self.default().map(|(text, _)| quote!(#text)));
        let says = quote! {
            &__csp::Says { format: #format, range: #range, regex: #regex, default: #default }
        };
        let place = kind.span();
        let of = quote!(<#kind as __csp::CspNode>);
        let rules = quote!(__csp::rules_fault(#of::FORMAT, &#of::TAKES, #of::DEFAULT, #says));
        let default = quote!(__csp::default_fault(#of::FORMAT, &#of::TAKES, #of::DELIMITER, #says));
        let rules = no_fault(&attrs::at(rules, place), place);
        let default = self
            .default()
            .map(|(_, at)| no_fault(&attrs::at(default, place), at));
        let evaluates = match &self.allowed {
            Some(Allowed::Regex(.., place)) => {
                Some(quote_spanned!(*place=> const _: () = __csp::REGEX;))
            }
            _ => None,
        };
        Ok(Some(quote!(#rules #default #evaluates)))
    }
}

fn option(tokens: Option<TokenStream>) -> TokenStream {
    match tokens {
        Some(tokens) => quote!(::core::option::Option::Some(#tokens)),
        None => quote!(::core::option::Option::None),
    }
}

/// What must be `None`, or else its text is the compiler's error at a place.
fn no_fault(asked: &TokenStream, place: Span) -> TokenStream {
    quote_spanned! {place=>
        const _: () = if let ::core::option::Option::Some(fault) = #asked {
            ::core::panic!("{}", fault)
        };
    }
}

/// What a regex says of a default. Whether the default is a list and what parts it is the type's to say, so each character of it may be the delimiter.
fn matches(pattern: &Pattern, text: &str, place: Span) -> syn::Result<TokenStream> {
    let whole = pattern.matches(text);
    let mut delimiters: Vec<char> = text.chars().collect();
    delimiters.sort_unstable();
    delimiters.dedup();
    delimiters.retain(|delimiter| {
        let elements = text.strip_suffix(*delimiter).unwrap_or(text);
        elements
            .split(*delimiter)
            .all(|element| pattern.matches(element))
    });
    // No element at all is a list, too.
    if !whole && delimiters.is_empty() && !text.is_empty() {
        let message = format!("`{text}` does not match the `regex`");
        return Err(syn::Error::new(place, message));
    }
    Ok(quote!(__csp::Matches { whole: #whole, parted_by: &[#(#delimiters),*] }))
}

fn default(meta: &ParseNestedMeta<'_>) -> syn::Result<String> {
    let input = meta.value()?;
    match input.fork().parse()? {
        Lit::Str(text) => input.parse::<Lit>().map(|_| text.value()),
        Lit::Bool(value) => input.parse::<Lit>().map(|_| value.value.to_string()),
        Lit::Int(_) => attrs::int(input).map(|value| value.to_string()),
        other => Err(syn::Error::new(
            other.span(),
            "a default is a text, a whole number, `true` or `false`",
        )),
    }
}
