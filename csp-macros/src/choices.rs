//! `derive(CspValue)` on an enum: each variant is a value, and one variant may keep those that have no name.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned as _;
use syn::{DataEnum, Fields, LitInt, LitStr, Token, Type, Variant};

use crate::attrs::{self, Faults};
use crate::lifetime::with_lifetime;
use crate::target::Target;

/// A variant with its value on the wire.
struct Choice<'i> {
    name: &'i Ident,
    value: Wire,
    span: Span,
    meaning: String,
}

#[derive(Clone, PartialEq)]
enum Wire {
    Int(i64),
    Text(String),
}

impl Wire {
    fn text(&self) -> String {
        match self {
            Self::Int(value) => value.to_string(),
            Self::Text(value) => value.clone(),
        }
    }
}

pub(crate) fn expand(target: &Target<'_>, data: &DataEnum) -> syn::Result<TokenStream> {
    let mut faults = Faults::default();
    let mut choices: Vec<Choice<'_>> = Vec::new();
    let mut other: Option<Other<'_>> = None;
    for variant in &data.variants {
        match faults.take(said(variant)) {
            Some(Said::Value(choice)) => {
                check_against(&choices, &choice, &mut faults);
                choices.push(choice);
            }
            Some(Said::Other(_)) if other.is_some() => {
                let message = "another variant keeps the values without a name already";
                faults.say(variant.ident.span(), message);
            }
            Some(Said::Other(kept)) => {
                let name = &variant.ident;
                other = Some(Other { name, kept });
            }
            None => {}
        }
    }
    let is_int = matches!(choices.first(), Some(choice) if matches!(choice.value, Wire::Int(_)));
    if choices.is_empty() && faults.is_empty() {
        let message = "an enum of values needs a variant with a value: `#[csp(value = 1)]` or `#[csp(value = \"Retail\")]`";
        faults.say(target.name.span(), message);
    }
    if let (true, Some(Other { kept, .. })) = (is_int, &other) {
        if !matches!(kept, Type::Path(path) if path.path.is_ident("i64")) {
            faults.say(kept.span(), "a value of an integer node is kept as `i64`");
        }
    }
    faults.finish()?;
    Ok(emit(target, &choices, other.as_ref(), is_int))
}

/// The variant that keeps what has no name, and in what.
struct Other<'i> {
    name: &'i Ident,
    kept: &'i Type,
}

/// What a variant says of itself.
enum Said<'i> {
    Value(Choice<'i>),
    Other(&'i Type),
}

fn said(variant: &Variant) -> syn::Result<Said<'_>> {
    let name = &variant.ident;
    let mut value = None;
    let mut is_other = false;
    attrs::each(&variant.attrs, &["value", "other"], |word, meta| {
        if word == "other" {
            is_other = true;
            return Ok(());
        }
        let input = meta.value()?;
        let span = input.span();
        let wire = if input.peek(LitStr) {
            Wire::Text(input.parse::<LitStr>()?.value())
        } else if input.peek(LitInt) || input.peek(Token![-]) {
            Wire::Int(attrs::int(input)?)
        } else {
            return Err(input.error("a value is a whole number or a text"));
        };
        value = Some((wire, span));
        Ok(())
    })?;
    let fault = |message: String| Err(syn::Error::new(name.span(), message));
    match (value, is_other, &variant.fields) {
        (Some(_), true, _) => fault(format!("`{name}` is one value or all others, not both")),
        (Some((value, span)), false, Fields::Unit) => Ok(Said::Value(Choice {
            name,
            value,
            span,
            meaning: attrs::docs(&variant.attrs),
        })),
        (Some(_), false, _) => fault(format!(
            "`{name}` stands for one value, so it holds nothing; a variant that keeps unknown values says `#[csp(other)]`"
        )),
        (None, true, Fields::Unnamed(fields)) if fields.unnamed.len() == 1 => {
            Ok(Said::Other(&fields.unnamed[0].ty))
        }
        (None, true, _) => fault(format!(
            "`{name}` keeps the value that has no name: `{name}(i64)`, or `{name}(String)` for text"
        )),
        (None, false, _) => fault(format!(
            "the value of `{name}` is missing: `#[csp(value = 1)]` or `#[csp(value = \"Retail\")]`; for all unknown values say `#[csp(other)]`"
        )),
    }
}

fn check_against(known: &[Choice<'_>], choice: &Choice<'_>, faults: &mut Faults) {
    if let Some(same) = known.iter().find(|known| known.value == choice.value) {
        let message = format!("`{}` has this value already", same.name);
        faults.say(choice.span, &message);
    }
    let is_int = |choice: &Choice<'_>| matches!(choice.value, Wire::Int(_));
    if known
        .first()
        .is_some_and(|first| is_int(first) != is_int(choice))
    {
        let message = "the values of one node are all numbers or all texts";
        faults.say(choice.span, message);
    }
}

fn emit(
    target: &Target<'_>,
    choices: &[Choice<'_>],
    other: Option<&Other<'_>>,
    is_int: bool,
) -> TokenStream {
    let name = target.name;
    let (at_static, at_any, at_read) = (
        target.with(quote!('static)),
        target.with(quote!('_)),
        target.with(quote!('csp)),
    );
    let texts: Vec<String> = choices.iter().map(|choice| choice.value.text()).collect();
    let variants: Vec<&Ident> = choices.iter().map(|choice| choice.name).collect();
    let read = if is_int {
        let values = choices.iter().filter_map(|choice| match choice.value {
            Wire::Int(value) => Some(value),
            Wire::Text(_) => None,
        });
        let rest = match other {
            Some(Other { name: other, .. }) => quote!(other => #name::#other(other)),
            None => refuse(&texts),
        };
        quote!(match <i64 as __csp::Value>::read(text)? { #(#values => #name::#variants,)* #rest })
    } else {
        let rest = match other {
            Some(Other { name: other, kept }) => {
                let (kept, place) = (kept_text(kept), kept.span());
                let keep = attrs::at(quote!(#kept::keep(text)), place);
                quote!(_ => #name::#other(#keep))
            }
            None => refuse(&texts),
        };
        quote! {
            match __csp::choose_text(text, &[#(#texts),*]) {
                #(::core::option::Option::Some(#texts) => #name::#variants,)*
                #rest
            }
        }
    };
    let write_other = other.map(|Other { name: other, kept }| {
        if is_int {
            quote!(#name::#other(other) => return __csp::Payload::<i64>::write(other, out),)
        } else {
            let (kept, place) = (kept_text(kept), kept.span());
            let text = attrs::at(quote!(#kept::kept(other)), place);
            quote!(#name::#other(other) => #text,)
        }
    });
    let is_open = other.is_some();
    let node = (!target.borrows).then(|| node(target, choices, &texts, is_int, is_open));
    quote! {
        #[automatically_derived]
        impl __csp::Value for #at_static {
            type Read<'csp> = #at_read;
            #[inline]
            fn read(text: &str) -> ::core::result::Result<#at_any, __csp::ReadValueError> {
                ::core::result::Result::Ok(#read)
            }
        }
        #[automatically_derived]
        impl __csp::Payload<#at_static> for #at_any {
            #[inline]
            fn write(&self, out: &mut __csp::String) {
                out.push_str(match self {
                    #(#name::#variants => #texts,)*
                    #write_other
                });
            }
        }
        #node
    }
}

/// What keeps a text, as it is named within a function.
fn kept_text(kept: &Type) -> TokenStream {
    let kept = with_lifetime(kept, "'_");
    quote!(<#kept as __csp::KeptText<'_>>)
}

/// Without a variant for other values there is nothing that could hold one.
fn refuse(texts: &[String]) -> TokenStream {
    let expected = format!("one of `{}`", texts.join("`, `"));
    quote!(_ => return ::core::result::Result::Err(__csp::ReadValueError::new(#expected, text)))
}

fn node(
    target: &Target<'_>,
    choices: &[Choice<'_>],
    texts: &[String],
    is_int: bool,
    is_open: bool,
) -> TokenStream {
    let name = target.name;
    let (format, text, wire) = if is_int {
        (quote!(Int), "int", quote!(i64))
    } else {
        (quote!(Chr), "chr", quote!(__csp::matching::Named))
    };
    let ints = choices.iter().filter_map(|choice| match choice.value {
        Wire::Int(value) => Some(value),
        Wire::Text(_) => None,
    });
    let takes = match (is_open, is_int) {
        (true, _) => quote!(All),
        (false, true) => quote!(Ints(&[#(#ints),*])),
        (false, false) => quote!(Texts(&[#(#texts),*])),
    };
    let meanings = choices.iter().map(|choice| match choice.meaning.as_str() {
        "" => choice.name.to_string(),
        meaning => meaning.to_owned(),
    });
    // An ENUM of a definition is closed: a type that keeps other values takes all that its format can hold.
    let allowed = (!is_open).then(|| quote!(node.choices("enum", &[#((#texts, #meanings)),*]);));
    let as_inner = target.as_inner();
    quote! {
        #as_inner
        #[automatically_derived]
        impl __csp::CspNode for #name {
            type Value = Self;
            type Wire = #wire;
            const FORMAT: __csp::Format = __csp::Format::#format;
            const TAKES: __csp::Takes = __csp::Takes::#takes;
            #[inline]
            fn describe(node: &mut __csp::Describe) {
                node.fact("format", #text);
                #allowed
            }
            #[inline]
            fn write_to(&self, node: __csp::Destination<'_>) {
                node.value::<Self>(__csp::Format::#format, self);
            }
            #[inline]
            fn read_from(node: __csp::NodeReader<'_>) -> ::core::result::Result<Self, __csp::ReadError> {
                node.value()
            }
        }
    }
}
