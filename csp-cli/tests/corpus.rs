//! A large set of definitions, made up or published: what the command says of it agrees with a reading that shares no code with the library.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "the other tests of the command use the rest")]
#[path = "cli/run.rs"]
mod run;
#[path = "corpus/schemas.rs"]
mod schemas;
#[path = "corpus/site.rs"]
mod site;
#[path = "corpus/templates.rs"]
mod templates;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use csp_corpus::{baseline, shared, synthetic, xml_files};
use roxmltree::Node as Element;
use run::{csp, csp_in, csp_with, text};
use schemas::the_published_schemas_take_right_values_and_no_others;
use serde_json::{Value, json};
use site::the_commands_of_the_page_on_sites_run;
use templates::{
    firefox_becomes_a_definition_that_generates, four_commands_set_a_policy_of_firefox,
    lint_finds_what_a_device_refuses_of_firefox, the_nodes_of_winget_are_checked_by_their_elements,
    the_nodes_of_winget_have_their_policies,
};

csp_corpus::tests! {
    &[] => a_large_set_is_checked_drawn_and_generated, a_large_set_is_compared, a_large_set_is_served, a_large_set_is_the_same_in_a_zip;
    &["ddf/2024-05"] => the_published_set_is_checked_drawn_and_generated, the_published_set_is_compared, the_published_set_is_served, the_published_set_is_the_same_in_a_zip, the_published_schemas_take_right_values_and_no_others;
    &["admx/winget", "ddf/2024-05"] => the_nodes_of_winget_have_their_policies, the_nodes_of_winget_are_checked_by_their_elements;
    &["admx/mozilla", "ddf/2024-05"] => the_commands_of_the_page_on_sites_run;
    &["admx/mozilla"] => firefox_becomes_a_definition_that_generates, four_commands_set_a_policy_of_firefox, lint_finds_what_a_device_refuses_of_firefox;
}

fn a_large_set_is_checked_drawn_and_generated() {
    let folder = tempfile::tempdir().unwrap();
    synthetic::write(folder.path()).unwrap();
    is_good(
        folder.path(),
        "308 files without errors, 5800 nodes\nnot evaluated: 38 JSON\n",
    );
    is_drawn_as_read(folder.path());
    becomes_modules(folder.path());
}

fn the_published_set_is_checked_drawn_and_generated() {
    let folder = shared("ddf/2024-05");
    is_good(
        &folder,
        "308 files without errors, 5766 nodes\nnot evaluated: 1 JSON\n",
    );
    is_drawn_as_read(&folder);
    becomes_modules(&folder);
}

fn a_large_set_is_compared() {
    let folder = tempfile::tempdir().unwrap();
    synthetic::write(folder.path()).unwrap();
    is_compared(folder.path(), "0xF");
}

fn the_published_set_is_compared() {
    is_compared(&shared("ddf/2024-05"), "0xCF");
}

fn a_large_set_is_served() {
    let folder = tempfile::tempdir().unwrap();
    synthetic::write(folder.path()).unwrap();
    is_served(
        folder.path(),
        "Policy/Config/AtticAwning/AllowAccess",
        "chr",
        "&lt;enabled/&gt;",
    );
}

fn the_published_set_is_served() {
    is_served(
        &shared("ddf/2024-05"),
        "Policy/Config/Camera/AllowCamera",
        "int",
        "0",
    );
}

fn a_large_set_is_the_same_in_a_zip() {
    let folder = tempfile::tempdir().unwrap();
    synthetic::write(folder.path()).unwrap();
    is_the_same_in_a_zip(folder.path());
}

fn the_published_set_is_the_same_in_a_zip() {
    is_the_same_in_a_zip(&shared("ddf/2024-05"));
}

fn is_the_same_in_a_zip(folder: &Path) {
    let place = tempfile::tempdir().unwrap();
    let zip = place.path().join("DDF.zip");
    fs::write(&zip, csp_corpus::zip::of_folder(folder)).unwrap();
    let run = |definitions: &Path| {
        let out = tempfile::tempdir_in(place.path()).unwrap();
        let codegen = csp(&["codegen", text(definitions), "--out", text(out.path())]);
        assert_eq!(codegen.code, Some(0), "{}", codegen.err);
        let modules = fs::read_dir(out.path()).unwrap().map(|entry| {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            (path.file_name().unwrap().to_owned(), text)
        });
        // The list of own files says where they come from.
        let modules: BTreeMap<_, _> = modules.filter(|(name, _)| name != ".csp-codegen").collect();
        let above = format!("{}/", text(definitions));
        (codegen.err.replace(&above, ""), modules)
    };
    let (of_folder, of_zip) = (run(folder), run(&zip));
    assert_eq!(of_folder.1.len(), 309);
    assert!(of_zip == of_folder, "they differ");
}

fn is_good(folder: &Path, summary: &str) {
    let outcome = csp(&["check", text(folder)]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_eq!(outcome.out, summary);
}

fn is_drawn_as_read(folder: &Path) {
    let outcome = csp(&["tree", "--format", "json", text(folder)]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    let listed: Vec<Value> = serde_json::from_str(&outcome.out).unwrap();
    let read = read_folder(folder);
    assert_eq!(listed.len(), read.len());
    for (listed, read) in listed.iter().zip(&read) {
        for (key, value) in read.as_object().unwrap() {
            assert_eq!(&listed[key], value, "{key} of {}", read["uri"]);
        }
        assert_eq!(listed, read, "{}", read["uri"]);
    }
}

/// One for each file, and a second run changes nothing.
fn becomes_modules(definitions: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let arguments = [
        "codegen",
        text(definitions),
        "--out",
        "src",
        "--lock",
        "names.lock",
        "--manifest",
        "windows",
    ];
    let outcome = csp_in(folder.path(), &arguments, "");
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    assert!(
        outcome
            .out
            .contains("\n308 modules written, 0 unchanged, 0 removed: 308 CSPs, "),
        "{}",
        outcome.out
    );
    let check: Vec<&str> = arguments.into_iter().chain(["--check"]).collect();
    let outcome = csp_in(folder.path(), &check, "");
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
}

fn is_served(folder: &Path, leaf: &str, format: &str, value: &str) {
    let message = format!(
        "<Get><CmdID>1</CmdID><Item><Target><LocURI>./Device/Vendor/MSFT/Policy/Config</LocURI></Target></Item></Get>\
        <Replace><CmdID>2</CmdID><Item><Target><LocURI>./Vendor/MSFT/{leaf}</LocURI></Target>\
        <Meta><Format xmlns=\"syncml:metinf\">{format}</Format></Meta><Data>{value}</Data></Item></Replace>"
    );
    let outcome = csp_with(&["respond", "--ddf", text(folder)], &message);
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    assert!(
        outcome
            .out
            .contains("<CmdRef>2</CmdRef><Cmd>Replace</Cmd><Data>200</Data>"),
        "{}",
        outcome.out
    );
}

/// The nodes of all files as the command should list them.
fn read_folder(folder: &Path) -> Vec<Value> {
    let mut nodes = Vec::new();
    for file in xml_files(folder) {
        let bytes = fs::read_to_string(&file).unwrap();
        let xml = bytes.trim_start_matches('\u{FEFF}');
        let document = baseline::tree(xml);
        let tree = document.root_element();
        for root in all(tree, "Node") {
            let path = said(root, "Path").unwrap();
            let place = Place {
                file: text(&file),
                above: path.trim_end_matches('/').to_owned(),
                inherited: Value::Null,
                is_root: true,
            };
            read_node(root, &place, &mut nodes);
        }
    }
    nodes
}

/// What a node has from what is around it.
struct Place<'a> {
    file: &'a str,
    above: String,
    inherited: Value,
    is_root: bool,
}

fn read_node(node: Element<'_, '_>, place: &Place<'_>, nodes: &mut Vec<Value>) {
    let properties = one(node, "DFProperties").unwrap();
    let name = said(node, "NodeName").filter(|name| !name.is_empty());
    let title = said(properties, "DFTitle").map(|title| title.trim().to_owned());
    let title = title.filter(|title| !title.is_empty());
    let segment = name
        .clone()
        .unwrap_or_else(|| format!("{{{}}}", title.as_deref().unwrap_or("Name")));
    let uri = format!("{}/{segment}", place.above);
    let types = one(properties, "DFType");
    let mimes: Vec<String> = types
        .into_iter()
        .flat_map(|types| all(types, "MIME"))
        .map(content)
        .filter(|mime| !mime.is_empty())
        .collect();
    let mut access: Vec<&str> = elements(one(properties, "AccessType").unwrap())
        .map(|verb| verb.tag_name().name())
        .collect();
    access.sort_unstable();
    access.dedup();
    let own = one(properties, "Applicability").map(applicability);
    let effective = inherit(own.as_ref(), &place.inherited);
    let case = choice(properties, "CaseSense");
    let document = node.document();
    let tree = document.root_element();
    nodes.push(json!({
        "uri": uri,
        "file": place.file,
        "line": document.text_pos_at(node.range().start).row,
        "name": name,
        "title": title,
        "path": said(node, "Path"),
        "format": choice(properties, "DFFormat").unwrap(),
        "access": access,
        "occurrence": occurrence(properties),
        "scope": choice(properties, "Scope").unwrap_or_else(|| "Dynamic".to_owned()),
        "dynamic": name.is_none(),
        "description": said(properties, "Description"),
        "default": said(properties, "DefaultValue"),
        "mime": mimes.first(),
        "mimes": mimes,
        "ddf_name": types.and_then(|types| said(types, "DDFName")).filter(|name| !name.is_empty()),
        "case_sensitive": case.as_deref() == Some("CS"),
        "case_sense": case,
        "value": said(node, "Value"),
        "rt_properties": said(node, "RTProperties"),
        "allowed": one(properties, "AllowedValues").map(allowed),
        "applicability": effective,
        "own_applicability": own,
        "dynamic_naming": one(properties, "DynamicNodeNaming").map(|naming| {
            let kind = elements(naming).next().unwrap();
            let kind_name = kind.tag_name().name();
            json!({ "kind": kind_name, "text": (kind_name == "UniqueName").then(|| content(kind)) })
        }),
        "deprecated": one(properties, "Deprecated").map(|it| json!({ "os_build": it.attribute("OsBuildDeprecated") })),
        "gp_mapping": one(properties, "GpMapping").map(|it| json!({
            "english_name": it.attribute("GpEnglishName"),
            "area_path": it.attribute("GpAreaPath"),
            "element": it.attribute("GpElement"),
        })),
        "conflict_resolution": said(properties, "ConflictResolution").map(|word| word.trim().to_owned()),
        "replace_behavior": said(properties, "ReplaceBehavior").map(|word| word.trim().to_owned()),
        "reboot_behavior": said(properties, "RebootBehavior").map(|word| word.trim().to_owned()),
        "atomic_required": one(properties, "AtomicRequired").is_some(),
        "dependencies": one(properties, "DependencyBehavior")
            .map(|behavior| all(behavior, "DependencyGroup").map(group).collect::<Vec<_>>())
            .unwrap_or_default(),
        "common_error_results": [],
        "extensions": [],
        "document": place.is_root.then(|| json!({
            "ver_dtd": said(tree, "VerDTD"),
            "manufacturer": said(tree, "Man"),
            "model": said(tree, "Mod"),
            "diagnostics": one(tree, "Diagnostics").is_some(),
            "extensions": [],
        })),
    }));
    let below = Place {
        file: place.file,
        above: uri,
        inherited: effective,
        is_root: false,
    };
    for child in all(node, "Node") {
        read_node(child, &below, nodes);
    }
}

fn occurrence(properties: Element<'_, '_>) -> String {
    let Some(choice) = one(properties, "Occurrence").and_then(|element| elements(element).next())
    else {
        return "One".to_owned();
    };
    let name = choice.tag_name().name();
    match content(choice).trim() {
        "" => name.to_owned(),
        n => format!("{name}:{n}"),
    }
}

fn allowed(element: Element<'_, '_>) -> Value {
    let value = |of: Element<'_, '_>| json!({ "value": said(of, "Value"), "description": said(of, "ValueDescription") });
    let bare = one(element, "Value").map(|_| value(element));
    json!({
        "type": element.attribute("ValueType"),
        "values": bare.into_iter().chain(all(element, "Enum").map(value)).collect::<Vec<_>>(),
        "delimiter": one(element, "List").map(|list| list.attribute("Delimiter")),
        "admx": all(element, "AdmxBacked").map(|it| json!({
            "area": it.attribute("Area"),
            // In templates alone, and none are given.
            "elements": null,
            "name": it.attribute("Name"),
            "file": it.attribute("File"),
        })).collect::<Vec<_>>(),
    })
}

fn applicability(element: Element<'_, '_>) -> Value {
    json!({
        "os_build_version": said(element, "OsBuildVersion"),
        "csp_version": said(element, "CspVersion"),
        "edition_allow_list": said(element, "EditionAllowList"),
        "requires_azure_ad": one(element, "RequiresAzureAd").map(|it| content(it) != "false"),
    })
}

/// Each fact from the node, or else from above.
fn inherit(own: Option<&Value>, above: &Value) -> Value {
    let Some(Value::Object(own)) = own else {
        return above.clone();
    };
    let facts = own.iter().map(|(key, value)| match value {
        Value::Null => (key.clone(), above.get(key).cloned().unwrap_or_default()),
        value => (key.clone(), value.clone()),
    });
    Value::Object(facts.collect())
}

fn group(element: Element<'_, '_>) -> Value {
    json!({
        "friendly_id": element.attribute("FriendlyId"),
        "changed_allowed_values": one(element, "DependencyChangedAllowedValues").map(allowed),
        "dependencies": all(element, "Dependency").map(|it| json!({
            "type": it.attribute("Type"),
            "uri": said(it, "DependencyUri"),
            "allowed_value": one(it, "DependencyAllowedValue").map(allowed),
        })).collect::<Vec<_>>(),
    })
}

fn elements<'a, 'i>(element: Element<'a, 'i>) -> impl Iterator<Item = Element<'a, 'i>> {
    element.children().filter(Element::is_element)
}

fn all<'a, 'i>(element: Element<'a, 'i>, name: &str) -> impl Iterator<Item = Element<'a, 'i>> {
    elements(element).filter(move |child| child.tag_name().name() == name)
}

fn one<'a, 'i>(element: Element<'a, 'i>, name: &str) -> Option<Element<'a, 'i>> {
    all(element, name).next()
}

/// The text in an element.
fn content(element: Element<'_, '_>) -> String {
    let texts = element.descendants().filter(Element::is_text);
    texts.filter_map(|text| text.text()).collect()
}

fn said(element: Element<'_, '_>, name: &str) -> Option<String> {
    one(element, name).map(content)
}

/// The name of the element that an element holds.
fn choice(element: Element<'_, '_>, name: &str) -> Option<String> {
    let choice = elements(one(element, name)?).next()?;
    Some(choice.tag_name().name().to_owned())
}

/// An edition is taken out of all lists, which is one edit; what else changed is not lost in it.
fn is_compared(definitions: &Path, edition: &str) {
    let folder = tempfile::tempdir().unwrap();
    let entry = format!("{edition};");
    let mut lists = 0;
    for path in xml_files(definitions) {
        let text = fs::read_to_string(&path).unwrap();
        lists += text.matches(&entry).count();
        let name = path.file_name().unwrap();
        fs::write(folder.path().join(name), text.replace(&entry, "")).unwrap();
    }
    assert!(lists > 100, "{lists} lists have the edition");
    let outcome = csp(&["diff", text(definitions), text(folder.path())]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    let lines: Vec<&str> = outcome.out.lines().collect();
    assert_eq!(
        lines[..2],
        [&format!("breaking: {lists} changes"), "  several CSPs"]
    );
    assert!(
        lines[2].starts_with(&format!("    {lists} nodes of ")),
        "{}",
        lines[2]
    );
    assert!(
        lines[2].ends_with(&format!(": edition_allow_list: removed `{edition}`")),
        "{}",
        lines[2]
    );
    assert_eq!(lines.len(), 5, "{}", outcome.out);
}
