//! The names for a lock file are exactly the public names of the generated source, as a parser of Rust finds them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::path::Path;

use csp_codegen::Generator;
use ddf::Source;
use syn::{ImplItem, Item, UseTree, Visibility};

const SOURCE: &str = r#"<MgmtTree xmlns:MSFT="http://schemas.microsoft.com/MobileDevice/DM">
  <Node>
    <NodeName>Lamp</NodeName><Path>./Device/Vendor/Contoso</Path>
    <DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>
    <Node>
      <NodeName>type</NodeName>
      <DFProperties><AccessType><Get/></AccessType><DFFormat><int/></DFFormat>
        <MSFT:AllowedValues ValueType="ENUM">
          <MSFT:Enum><MSFT:Value>0</MSFT:Value><MSFT:ValueDescription>Off</MSFT:ValueDescription></MSFT:Enum>
          <MSFT:Enum><MSFT:Value>1</MSFT:Value></MSFT:Enum>
        </MSFT:AllowedValues>
      </DFProperties>
    </Node>
    <Node>
      <NodeName></NodeName>
      <DFProperties><AccessType><Add/><Get/></AccessType><DFFormat><node/></DFFormat><DFTitle>Bulb</DFTitle></DFProperties>
      <Node>
        <NodeName>Kinds</NodeName>
        <DFProperties><AccessType><Get/></AccessType><DFFormat><int/></DFFormat>
          <MSFT:AllowedValues ValueType="Flag">
            <MSFT:Enum><MSFT:Value>1</MSFT:Value><MSFT:ValueDescription>Warm</MSFT:ValueDescription></MSFT:Enum>
            <MSFT:Enum><MSFT:Value>2</MSFT:Value><MSFT:ValueDescription>Cold</MSFT:ValueDescription></MSFT:Enum>
          </MSFT:AllowedValues>
        </DFProperties>
      </Node>
      <Node>
        <NodeName>Colour</NodeName>
        <DFProperties><AccessType><Get/><Replace/></AccessType><DFFormat><chr/></DFFormat>
          <MSFT:AllowedValues ValueType="ENUM">
            <MSFT:Enum><MSFT:Value>red</MSFT:Value></MSFT:Enum>
          </MSFT:AllowedValues>
        </DFProperties>
      </Node>
    </Node>
    <Node>
      <NodeName>Spare</NodeName>
      <DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>
      <Node>
        <NodeName>Type</NodeName>
        <DFProperties><AccessType><Get/></AccessType><DFFormat><chr/></DFFormat></DFProperties>
      </Node>
    </Node>
    <Node>
      <NodeName>Twin</NodeName>
      <DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>
      <Node>
        <NodeName>Type</NodeName>
        <DFProperties><AccessType><Get/></AccessType><DFFormat><chr/></DFFormat></DFProperties>
      </Node>
    </Node>
  </Node>
  <Node>
    <NodeName>Lamp</NodeName><Path>./User/Vendor/Contoso</Path>
    <DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>
    <Node>
      <NodeName>Spare</NodeName>
      <DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>
      <Node>
        <NodeName>Type</NodeName>
        <DFProperties><AccessType><Get/></AccessType><DFFormat><chr/></DFFormat></DFProperties>
      </Node>
    </Node>
    <Node>
      <NodeName>Kept</NodeName>
      <DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>
      <Node>
        <NodeName>Type</NodeName>
        <DFProperties><AccessType><Get/></AccessType><DFFormat><int/></DFFormat>
          <MSFT:AllowedValues ValueType="ENUM">
            <MSFT:Enum><MSFT:Value>0</MSFT:Value><MSFT:ValueDescription>Off</MSFT:ValueDescription></MSFT:Enum>
            <MSFT:Enum><MSFT:Value>1</MSFT:Value></MSFT:Enum>
          </MSFT:AllowedValues>
        </DFProperties>
      </Node>
    </Node>
  </Node>
</MgmtTree>"#;

/// The public names of what is generated.
fn found(output: &csp_codegen::Output) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in output.files() {
        let stem = file.name().trim_end_matches(".rs");
        found.insert(stem.to_owned());
        let syntax = syn::parse_file(file.text()).unwrap();
        collect(stem, &syntax.items, &mut found);
    }
    found
}

/// Compares the names of the lock with those that were found. `own` is what a module has whatever it stands for.
fn compare(output: &csp_codegen::Output, module: &str, own: &[&str]) {
    let mut found = found(output);
    for own in own {
        assert!(found.remove(&format!("{module}::{own}")), "{own}");
    }
    let names: Vec<&str> = output.lock().names().collect();
    assert_eq!(names, found.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn the_names_of_the_lock_are_the_public_names_of_the_source() {
    let source = Source::new("Lamp.xml", SOURCE);
    let generator = Generator::new().source(source).lock("a new.lock");
    let output = generator.generate().unwrap();
    let own = ["At", "Csp", "TREE", "csp", "in_memory"];
    let types = ["Choice", "Choice::new", "Flags", "Flags::new"];
    compare(&output, "contoso_lamp", &[&own[..], &types].concat());
}

#[test]
fn so_are_those_of_policies() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let generator = Generator::new()
        .file(cases.join("policies.xml"))
        .admx(cases.join("policies"))
        .lock("a new.lock");
    let output = generator.generate().unwrap();
    let own = ["At", "Csp", "TREE", "csp", "in_memory", "LightColour::new"];
    compare(&output, "policy_lamps", &own);
}

fn collect(path: &str, items: &[Item], found: &mut BTreeSet<String>) {
    let mut add = |visibility: &Visibility, name: String| {
        if matches!(visibility, Visibility::Public(_)) {
            found.insert(format!("{path}::{name}"));
        }
    };
    for item in items {
        match item {
            Item::Const(item) => add(&item.vis, item.ident.to_string()),
            Item::Fn(item) => add(&item.vis, item.sig.ident.to_string()),
            Item::Static(item) => add(&item.vis, item.ident.to_string()),
            Item::Struct(item) => {
                add(&item.vis, item.ident.to_string());
                let fields = item.fields.iter();
                for (field, name) in fields.filter_map(|field| Some((field, field.ident.as_ref()?)))
                {
                    add(&field.vis, format!("{}::{name}", item.ident));
                }
            }
            Item::Enum(item) => add(&item.vis, item.ident.to_string()),
            Item::Type(item) => add(&item.vis, item.ident.to_string()),
            Item::Use(syn::ItemUse {
                vis: Visibility::Inherited,
                ..
            }) => {}
            Item::Use(item) => add(&item.vis, leaf(&item.tree).to_string()),
            Item::Impl(_) | Item::Mod(_) => {}
            _ => panic!("{path} has an item that the walk does not know"),
        }
    }
    for item in items {
        match item {
            Item::Mod(module) => {
                let (_, items) = module.content.as_ref().unwrap();
                collect(&format!("{path}::{}", module.ident), items, found);
            }
            Item::Impl(block) if block.trait_.is_none() => {
                let syn::Type::Path(target) = &*block.self_ty else {
                    panic!("an impl of no path");
                };
                let target = subject(target.path.segments.last().unwrap());
                for item in &block.items {
                    let (visibility, name) = match item {
                        ImplItem::Const(item) => (&item.vis, &item.ident),
                        ImplItem::Fn(item) => (&item.vis, &item.sig.ident),
                        _ => panic!("{path} has an item that the walk does not know"),
                    };
                    if matches!(visibility, Visibility::Public(_)) {
                        found.insert(format!("{path}::{target}::{name}"));
                    }
                }
            }
            _ => {}
        }
    }
}

/// What an impl is about: the kind of node whose address it is, or the type itself.
fn subject(target: &syn::PathSegment) -> &syn::Ident {
    let syn::PathArguments::AngleBracketed(arguments) = &target.arguments else {
        return &target.ident;
    };
    match arguments.args.last() {
        Some(syn::GenericArgument::Type(syn::Type::Path(kind))) if target.ident == "At" => {
            &kind.path.segments.last().unwrap().ident
        }
        _ => &target.ident,
    }
}

/// The name that a `use` gives.
fn leaf(tree: &UseTree) -> &syn::Ident {
    match tree {
        UseTree::Path(path) => leaf(&path.tree),
        UseTree::Name(name) => &name.ident,
        UseTree::Rename(rename) => &rename.rename,
        _ => panic!("a glob or a group"),
    }
}
