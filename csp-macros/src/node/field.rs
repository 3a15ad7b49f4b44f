//! One field of a derived node: its name on the wire, its verbs and its facts.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned as _;
use syn::{GenericArgument, LitStr, PathArguments, Type};

use crate::attrs::{self, Faults};
use crate::rules::{self, Rules};

/// A field and what its attributes say.
pub(crate) struct Field<'i> {
    pub(crate) ident: &'i Ident,
    /// Its type, all at one place.
    pub(crate) kind: TokenStream,
    /// The name on the wire; the title of a node that is named at run time.
    pub(crate) name: String,
    pub(crate) access: Access,
    /// Whether the field is a `BTreeMap` by its looks; an alias is not seen through, so nothing but messages may hang on it.
    pub(crate) is_map: bool,
    /// Keys and texts of the schema table, in the order in which the generator writes them.
    pub(crate) facts: Vec<(&'static str, String)>,
    /// The format that the field says, if it says one.
    pub(crate) format: TokenStream,
    /// What the compiler compares with the field's type.
    pub(crate) checks: Option<TokenStream>,
}

impl<'i> Field<'i> {
    pub(crate) fn new(field: &'i syn::Field) -> syn::Result<Self> {
        let ident = field
            .ident
            .as_ref()
            .ok_or_else(|| syn::Error::new(field.span(), "the field has no name"))?;
        let mut said = Said::default();
        let names = ["name", "title", "access", "exec"];
        let known = [&names[..], &rules::WORDS, &["permanent"]].concat();
        attrs::each(&field.attrs, &known, |word, meta| said.take(word, meta))?;
        check_shape(&field.ty)?;
        let is_map = last_segment_is(&field.ty, "BTreeMap");
        if let (true, Some(name)) = (is_map, &said.name) {
            let message = "the instances of a map are named at run time; `title` says what they are called in documentation";
            return Err(syn::Error::new(name.span(), message));
        }
        if let (false, Some(title)) = (is_map, &said.title) {
            let message = "only a `BTreeMap`, whose nodes are named at run time, has a title; `name` is a name on the wire";
            return Err(syn::Error::new(title.span(), message));
        }
        let access = said.access.unwrap_or_else(Access::get);
        let mut facts = vec![("access", access.table())];
        // An `Option` that stands for what cannot be read does not say that the node may be missing.
        if !access.has("Get") && last_segment_is(&field.ty, "Option") {
            facts.push(("occurrence", "One".to_owned()));
        }
        if said.permanent {
            facts.push(("permanent", String::new()));
        }
        let kind = attrs::at(&field.ty, field.ty.span());
        let checks = said.rules.checks(&kind)?;
        let [default, format, allowed] = said.rules.facts();
        facts.extend(default);
        facts.extend(format);
        let docs = attrs::docs(&field.attrs);
        if !docs.is_empty() {
            facts.push(("description", docs));
        }
        facts.extend(allowed);
        Ok(Self {
            ident,
            kind,
            name: said
                .name
                .or(said.title)
                .map_or_else(|| pascal(ident), |name| name.value()),
            access,
            is_map,
            facts,
            format: said.rules.said_format(),
            checks,
        })
    }
}

/// What the attributes of a field say.
#[derive(Default)]
struct Said {
    name: Option<LitStr>,
    title: Option<LitStr>,
    access: Option<Access>,
    rules: Rules,
    permanent: bool,
}

impl Said {
    fn take(&mut self, word: &str, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        match word {
            "name" => self.name = Some(node_name(meta)?),
            "title" => self.title = Some(node_name(meta)?),
            "access" | "exec" if self.access.is_some() => {
                return Err(meta.error("`exec` means `access = \"Exec\"`: say one of them"));
            }
            "access" => self.access = Some(Access::parse(&attrs::text(meta)?)?),
            "exec" => self.access = Some(Access(vec!["Exec"])),
            "permanent" => self.permanent = true,
            _ => self.rules.take(word, meta)?,
        }
        Ok(())
    }
}

/// What two fields of one struct cannot both be.
pub(crate) fn check_together(fields: &[Field<'_>], faults: &mut Faults) {
    for (nth, field) in fields.iter().enumerate() {
        let before = &fields[..nth];
        // The title of nodes that are named at run time is no name on the wire.
        let same = |known: &&Field<'_>| {
            !known.is_map && !field.is_map && known.name.eq_ignore_ascii_case(&field.name)
        };
        if let Some(same) = before.iter().find(same) {
            let message = format!(
                "`{}` is the node `{}` already; names on the wire differ in more than case",
                same.ident, same.name
            );
            faults.say(field.ident.span(), &message);
        }
        if let (true, Some(map)) = (field.is_map, before.iter().find(|field| field.is_map)) {
            let message = format!(
                "the nodes of `{}` are named at run time and stand at the same place; put one of the maps into a struct of its own",
                map.ident
            );
            faults.say(field.ident.span(), &message);
        }
    }
}

/// The verbs that a node permits, in alphabetical order.
pub(crate) struct Access(Vec<&'static str>);

const VERBS: [&str; 5] = ["Add", "Delete", "Exec", "Get", "Replace"];

impl Access {
    /// What a node permits that says nothing.
    pub(crate) fn get() -> Self {
        Self(vec!["Get"])
    }

    /// Reads `"Add, Get"`.
    pub(crate) fn parse(text: &LitStr) -> syn::Result<Self> {
        let mut verbs = Vec::new();
        for word in text.value().split(',').map(str::trim) {
            let Some(verb) = VERBS.into_iter().find(|verb| *verb == word) else {
                let message = format!(
                    "`{word}` is no verb: the verbs are Add, Delete, Exec, Get and Replace, with commas between"
                );
                return Err(syn::Error::new(text.span(), message));
            };
            verbs.push(verb);
        }
        verbs.sort_unstable();
        verbs.dedup();
        Ok(Self(verbs))
    }

    pub(crate) fn has(&self, verb: &str) -> bool {
        self.0.contains(&verb)
    }

    /// As the schema table writes it.
    pub(crate) fn table(&self) -> String {
        self.0.join(" ")
    }

    /// The value of the runtime's set.
    pub(crate) fn set(&self) -> TokenStream {
        let verbs = self
            .0
            .iter()
            .map(|verb| Ident::new(verb, Span::call_site()));
        quote!(__csp::AccessSet::of(&[#(__csp::Verb::#verbs),*]))
    }

    /// The type that stands for the set.
    pub(crate) fn kind(&self) -> TokenStream {
        let name = format_ident!("{}", self.0.concat());
        quote!(__csp::access::#name)
    }

    /// The verbs.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().copied()
    }
}

/// The name in `word = "name"`.
pub(crate) fn node_name(meta: &ParseNestedMeta<'_>) -> syn::Result<LitStr> {
    let name = attrs::text(meta)?;
    match name.value().as_str() {
        "" => Err(syn::Error::new(name.span(), "a node has a name")),
        text if text.contains('/') => {
            let message = "a slash parts the names of a path, so no name has one; a node below another is a struct in a field";
            Err(syn::Error::new(name.span(), message))
        }
        "." | ".." | "*" => {
            let message =
                "`.`, `..` and `*` stand for other things in a path, so no node has such a name";
            Err(syn::Error::new(name.span(), message))
        }
        text if text.contains(char::is_control) => {
            let message = "a name is text without line breaks and other control characters";
            Err(syn::Error::new(name.span(), message))
        }
        _ => Ok(name),
    }
}

/// The name on the wire that a field has by itself, and the name of its type: `ip_address` is `IpAddress`.
pub(crate) fn pascal(ident: &Ident) -> String {
    let name = ident.to_string();
    let words = name.trim_start_matches("r#").split('_');
    words
        .map(|word| {
            let mut chars = word.chars();
            let first = chars.next().map(|first| first.to_ascii_uppercase());
            first.into_iter().chain(chars).collect::<String>()
        })
        .collect()
}

/// A node is missing or there, and has one name: `Option` and `BTreeMap` say so once.
fn check_shape(kind: &Type) -> syn::Result<()> {
    let is_shape =
        |kind: &Type| last_segment_is(kind, "Option") || last_segment_is(kind, "BTreeMap");
    let Type::Path(path) = kind else {
        return Ok(());
    };
    let arguments = path.path.segments.last().map(|last| &last.arguments);
    let Some(PathArguments::AngleBracketed(arguments)) = arguments.filter(|_| is_shape(kind))
    else {
        return Ok(());
    };
    for argument in &arguments.args {
        if let GenericArgument::Type(inner) = argument {
            if is_shape(inner) {
                let message = "an empty map says that there are no nodes, and the nodes of a map below a map need a struct between: \
                               one `Option` or one `BTreeMap` stands around a type";
                return Err(syn::Error::new(inner.span(), message));
            }
        }
    }
    Ok(())
}

/// Whether a type is written as this one.
fn last_segment_is(kind: &Type, name: &str) -> bool {
    match kind {
        Type::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident == name),
        _ => false,
    }
}
