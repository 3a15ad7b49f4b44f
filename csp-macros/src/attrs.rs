//! `#[csp(...)]`: what an attribute may say, read with an error at the word that is wrong.

use csp_check::Pattern;
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::meta::ParseNestedMeta;
use syn::parse::ParseStream;
use syn::{Attribute, Expr, ExprLit, Lit, LitInt, LitStr, Meta, Path, Token};

/// Calls `take` with every word of the `csp` attributes; `known` are the words that may stand here.
pub(crate) fn each(
    attributes: &[Attribute],
    known: &[&str],
    mut take: impl FnMut(&str, &ParseNestedMeta<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    let mut seen: Vec<String> = Vec::new();
    for attribute in attributes.iter().filter(|it| it.path().is_ident("csp")) {
        attribute.parse_nested_meta(|meta| {
            let word = meta.path.get_ident().map(Ident::to_string);
            let word = word.unwrap_or_default();
            if !known.contains(&word.as_str()) {
                let known = known.join("`, `");
                return Err(meta.error(format!("unknown: expected one of `{known}`")));
            }
            if seen.contains(&word) {
                return Err(meta.error(format!("`{word}` is said twice")));
            }
            take(&word, &meta)?;
            seen.push(word);
            Ok(())
        })?;
    }
    Ok(())
}

/// The text in `word = "text"`.
pub(crate) fn text(meta: &ParseNestedMeta<'_>) -> syn::Result<LitStr> {
    meta.value()?.parse()
}

/// The path in `word = path`.
pub(crate) fn path(meta: &ParseNestedMeta<'_>) -> syn::Result<Path> {
    meta.value()?.call(Path::parse_mod_style)
}

/// The whole number at this point, which may have a sign.
pub(crate) fn int(input: ParseStream<'_>) -> syn::Result<i64> {
    let minus: Option<Token![-]> = input.parse()?;
    let digits: LitInt = input.parse()?;
    let sign = if minus.is_some() { "-" } else { "" };
    format!("{sign}{}", digits.base10_digits())
        .parse()
        .map_err(|_| syn::Error::new(digits.span(), "an integer node holds 64 bits with a sign"))
}

/// The ends of the interval in `word = 0..=100`.
pub(crate) fn range(meta: &ParseNestedMeta<'_>) -> syn::Result<(i64, i64)> {
    let input = meta.value()?;
    let low = int(input)?;
    let span = input.span();
    if input.parse::<Option<Token![..=]>>()?.is_none() {
        let message = "expected an interval with both its ends: `0..=100`";
        return Err(syn::Error::new(span, message));
    }
    let high = int(input)?;
    if low > high {
        let message = format!("no number is within {low}..={high}");
        return Err(syn::Error::new(span, message));
    }
    Ok((low, high))
}

/// Tokens that are all at one place: of what the compiler finds twice at one place, it speaks once.
pub(crate) fn at(tokens: impl ToTokens, place: Span) -> TokenStream {
    let tokens = tokens.into_token_stream().into_iter().map(|mut token| {
        let span = match &token {
            // Only its own span says which crate it is.
            TokenTree::Ident(ident) if ident == "$crate" => ident.span().located_at(place),
            _ => place,
        };
        if let TokenTree::Group(group) = &token {
            token = Group::new(group.delimiter(), at(group.stream(), place)).into();
        }
        token.set_span(span);
        token
    });
    tokens.collect()
}

/// The pattern in `word = "[a-z]+"`. A device cannot check values against one that no engine evaluates.
pub(crate) fn regex(meta: &ParseNestedMeta<'_>) -> syn::Result<(String, Pattern)> {
    let text = text(meta)?;
    let pattern = text.value();
    match Pattern::new(&pattern) {
        Ok(compiled) => Ok((pattern, compiled)),
        Err(refused) => {
            let message = format!("the pattern cannot be evaluated: {refused}");
            Err(syn::Error::new(text.span(), message))
        }
    }
}

/// The format in `word = "xml"`: one of those that hold text and are not `chr`.
pub(crate) fn text_format(meta: &ParseNestedMeta<'_>) -> syn::Result<&'static str> {
    let format = text(meta)?;
    match format.value().as_str() {
        "date" => Ok("date"),
        "time" => Ok("time"),
        "xml" => Ok("xml"),
        _ => {
            let message =
                "expected \"date\", \"time\" or \"xml\": every other format follows from the type";
            Err(syn::Error::new(format.span(), message))
        }
    }
}

/// The doc comment: the lines of a paragraph joined, a line for each paragraph.
pub(crate) fn docs(attributes: &[Attribute]) -> String {
    let mut docs = String::new();
    let mut ends = false;
    for line in attributes.iter().filter_map(doc_line) {
        let line = line.trim();
        if line.is_empty() {
            ends = true;
            continue;
        }
        if !docs.is_empty() {
            docs.push(if ends { '\n' } else { ' ' });
        }
        ends = false;
        docs.push_str(line);
    }
    docs
}

fn doc_line(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else {
        return None;
    };
    match &meta.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(line),
            ..
        }) if meta.path.is_ident("doc") => Some(line.value()),
        _ => None,
    }
}

/// Items that name what is in the runtime as `__csp::..`; `crate = path` says where that is. It is named once, so that one that is not there is one
/// mistake.
pub(crate) fn with_runtime(path: Option<&Path>, items: &TokenStream) -> TokenStream {
    let runtime = match path {
        Some(path) => quote!(#path),
        None => quote!(::csp_runtime),
    };
    quote! {
        const _: () = {
            use #runtime::__private as __csp;
            #items
        };
    }
}

/// The faults of several parts, so that one run reports all.
#[derive(Default)]
pub(crate) struct Faults(Option<syn::Error>);

impl Faults {
    pub(crate) fn add(&mut self, error: syn::Error) {
        match &mut self.0 {
            Some(first) => first.combine(error),
            None => self.0 = Some(error),
        }
    }

    pub(crate) fn say(&mut self, span: Span, message: &str) {
        self.add(syn::Error::new(span, message));
    }

    /// The result, or the fault that stands in its place.
    pub(crate) fn take<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.add(error)).ok()
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    pub(crate) fn finish(self) -> syn::Result<()> {
        self.0.map_or(Ok(()), Err)
    }
}
