//! `ddf!`: the path of a definition in, the generator's modules out.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use csp_codegen::{File, Generator, Output, Summary};
use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Ident, LitStr, Token};

/// `"path"`, or with `admx = "path"`, `lock = "path"` and `runtime = ::some::path` behind it.
pub(crate) struct Input {
    path: LitStr,
    admx: Option<LitStr>,
    lock: Option<LitStr>,
    runtime: Option<syn::Path>,
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let path = input.parse()?;
        let (mut admx, mut lock, mut runtime) = (None, None, None);
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let key: Ident = input.parse()?;
            input.parse::<Token![=]>()?;
            if key == "admx" && admx.is_none() {
                admx = Some(input.parse()?);
            } else if key == "lock" && lock.is_none() {
                lock = Some(input.parse()?);
            } else if key == "runtime" && runtime.is_none() {
                runtime = Some(absolute(input.call(syn::Path::parse_mod_style)?)?);
            } else {
                let message = "expected `admx = \"path\"`, `lock = \"path\"` or `runtime = ::path::to::csp_runtime`, each once";
                return Err(syn::Error::new(key.span(), message));
            }
        }
        Ok(Self {
            path,
            admx,
            lock,
            runtime,
        })
    }
}

/// The generated items lie in modules of their own, where a relative path would mean something else.
fn absolute(path: syn::Path) -> syn::Result<syn::Path> {
    let in_this_crate = path
        .segments
        .first()
        .is_some_and(|first| first.ident == "crate");
    if path.leading_colon.is_some() || in_this_crate {
        Ok(path)
    } else {
        Err(syn::Error::new_spanned(
            &path,
            format!(
                "the path of the runtime must hold in every module: write `::{0}` for a dependency, `crate::{0}` for an item of this crate",
                path.to_token_stream()
            ),
        ))
    }
}

pub(crate) fn expand(input: &Input) -> syn::Result<TokenStream> {
    let fault = |message: String| syn::Error::new(input.path.span(), message);
    let path = resolve(&input.path.value()).map_err(fault)?;
    let mut generator = Generator::new().file(&path);
    if let Some(runtime) = &input.runtime {
        let runtime = runtime.to_token_stream().to_string().replace(' ', "");
        generator = generator.runtime_path(&runtime);
    }
    if let Some(admx) = &input.admx {
        generator = generator.admx(resolve(&admx.value()).map_err(fault)?);
    }
    let mut watched = generator
        .inputs()
        .map_err(|error| fault(error.to_string()))?;
    if let Some(lock) = &input.lock {
        let path = resolve(&lock.value()).map_err(fault)?;
        if !path.exists() {
            let message = format!(
                "`{0}` is not there; `csp codegen <definitions> --lock {0}` makes it",
                lock.value()
            );
            return Err(syn::Error::new(lock.span(), message));
        }
        generator = generator.lock(&path);
        watched.push(path);
    }
    let output = generator.generate().map_err(|error| {
        fault(format!(
            "nothing is generated from `{}`\n\n{error}",
            input.path.value()
        ))
    })?;
    if let Some(lock) = &input.lock {
        keep(&output, lock)?;
    }
    let modules = output.files().iter().zip(output.summaries());
    let items = match output.files() {
        [] => return Err(fault(format!("{}: there is no definition", path.display()))),
        [only] => tokens(only).map_err(fault)?,
        _ => modules
            .map(|(file, summary)| module(file, summary))
            .collect::<Result<_, _>>()
            .map_err(fault)?,
    };
    let watch = watched.iter().filter_map(|file| file.to_str());
    Ok(quote! {
        #(const _: &[u8] = ::core::include_bytes!(#watch);)*
        #items
    })
}

/// Refuses what a lock does not allow. One lock may serve several definitions: of what this one does not define, nothing is gone.
fn keep(output: &Output, lock: &LitStr) -> syn::Result<()> {
    let own: BTreeSet<&str> = output
        .summaries()
        .iter()
        .map(|it| it.module.trim_start_matches("r#"))
        .collect();
    let recorded = output.lock_before().names();
    let modules = recorded.filter(|name| !name.contains("::") && !own.contains(name));
    let refusals = output
        .follow(&modules.map(str::to_owned).collect())
        .refusals;
    if refusals.is_empty() {
        return Ok(());
    }
    let lines: String = refusals
        .iter()
        .map(|refusal| format!("\n{refusal}"))
        .collect();
    let message = format!(
        "`{0}` has names that cannot be kept; `csp codegen <definitions> --lock {0} --accept` takes what they mean now\n{lines}",
        lock.value()
    );
    Err(syn::Error::new(lock.span(), message))
}

/// The file or folder that a path of the macro means.
fn resolve(path: &str) -> Result<PathBuf, String> {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").ok_or(
        "CARGO_MANIFEST_DIR is not set, so the path is relative to nothing: build with cargo",
    )?;
    Ok(Path::new(&package).join(path))
}

fn tokens(file: &File) -> Result<TokenStream, String> {
    let parsed = file.text().parse::<TokenStream>();
    parsed.map_err(|error| format!("{}: the generated code is no Rust: {error}", file.name()))
}

fn module(file: &File, summary: &Summary) -> Result<TokenStream, String> {
    let items = tokens(file)?;
    let name: Ident = syn::parse_str(&summary.module).map_err(|error| error.to_string())?;
    let doc = format!("The {} CSP.", summary.csp);
    Ok(quote! {
        #[doc = #doc]
        pub mod #name {
            #items
        }
    })
}
