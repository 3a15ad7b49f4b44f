//! Published templates, which lie beside the checkout: all are read, and what is read is what plain XML functions find that share no code with the library.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use admx::{AdmxBacking, ElementKind, PolicySet, Report, Resolution, Value};
use csp_corpus::{shared, xml_files};
use roxmltree::{Document, Node};

csp_corpus::tests! {
    &["admx"] => every_template_is_read, every_fact_is_what_the_xml_says, the_uris_of_firefox_follow_its_categories,
        texts_of_another_language_are_found_elsewhere, each_publisher_is_an_example_of_something;
    &["admx/winget", "ddf/2024-05"] => the_nodes_of_the_app_installer_have_their_policies;
}

/// The files below a folder, by their paths.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut folders = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(path) = folders.pop() {
        if path.is_dir() {
            folders.extend(
                fs::read_dir(&path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            )
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn read(folder: &str, language: &str) -> (PolicySet, Report) {
    let paths = files(&shared(folder));
    let names: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let wanted = admx::wanted(&names, language).into_iter();
    let sources = wanted.map(|at| admx::decode(names[at], fs::read(&paths[at]).unwrap()).unwrap());
    let mut report = Report::new();
    let set = PolicySet::read(sources, language, &mut report);
    report.sort();
    (set, report)
}

/// What is wrong with those that have a fault.
fn every_template_is_read() {
    let (set, mut report) = read("admx", "en-US");
    assert_eq!((set.files().count(), set.policies().count()), (16, 464));
    assert!(set.files().all(|file| file.text_source().is_some()));
    admx::check_ingestion(&set, &mut report);
    let mut faults: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for fault in &report {
        let name = fault
            .source()
            .name()
            .rsplit(['/', '\\'])
            .next()
            .unwrap()
            .to_owned();
        *faults.entry((name, fault.code().id())).or_default() += 1;
    }
    let faults: Vec<String> = faults
        .iter()
        .map(|((file, code), count)| format!("{file} {code} {count}"))
        .collect();
    assert_eq!(
        faults,
        [
            "DesktopAppInstaller.admx ADMX0060 22",
            "Dummy.admx ADMX0055 1",
            "DummyVariety.admx ADMX0055 1",
            "DummyVariety.admx ADMX0064 7",
            "PowerShellCoreExecutionPolicy.admx ADMX0060 6",
            "WindowsTerminal.admx ADMX0060 1",
        ]
    );
}

fn every_fact_is_what_the_xml_says() {
    let (set, _) = read("admx", "en-US");
    for file in set.files() {
        let document = Document::parse(file.source().text()).unwrap();
        let named = |name: &'static str| {
            document
                .descendants()
                .filter(move |node| node.has_tag_name(local(node, name)))
        };
        let policies: Vec<Node<'_, '_>> = named("policy").collect();
        assert_eq!(file.policies().len(), policies.len(), "{file:?}");
        assert_eq!(
            file.categories().len(),
            named("category").count(),
            "{file:?}"
        );
        for (policy, xml) in file.policies().zip(policies) {
            assert_eq!(Some(policy.name()), xml.attribute("name"));
            assert_eq!(Some(policy.class().as_str()), xml.attribute("class"));
            assert_eq!(Some(policy.key()), xml.attribute("key"));
            assert_eq!(policy.value_name(), xml.attribute("valueName"));
            let elements = xml
                .children()
                .find(|child| child.tag_name().name() == "elements");
            let elements: Vec<_> = elements
                .into_iter()
                .flat_map(|elements| elements.children())
                .filter(Node::is_element)
                .collect();
            assert_eq!(policy.elements().len(), elements.len());
            for (element, xml) in policy.elements().zip(elements) {
                assert_eq!(Some(element.id()), xml.attribute("id"));
                assert_eq!(element.kind().as_str(), xml.tag_name().name());
                assert_eq!(
                    element.required(),
                    xml.attribute("required") == Some("true")
                );
                assert_eq!(
                    element.choices().count(),
                    xml.children()
                        .filter(|item| item.tag_name().name() == "item")
                        .count()
                );
                if let ElementKind::Decimal(limits) = element.kind() {
                    let number =
                        |name| xml.attribute(name).map(|text| text.parse::<u64>().unwrap());
                    assert_eq!(
                        (limits.min, limits.max),
                        (number("minValue"), number("maxValue"))
                    );
                }
            }
            assert!(policy.display_name().is_some(), "{}", policy.name());
        }
    }
}

fn local<'a>(node: &Node<'a, '_>, name: &'static str) -> roxmltree::ExpandedName<'a, 'static> {
    match node.tag_name().namespace() {
        Some(namespace) => (namespace, name).into(),
        None => name.into(),
    }
}

fn each_publisher_is_an_example_of_something() {
    let policies = |folder: &str| read(folder, "en-US").0.policies().count();
    let folders = [
        "mozilla",
        "winget",
        "terminal",
        "powershell",
        "admxgen",
        "lithnet",
        "policyplusplus",
    ];
    let counts = folders.map(|folder| policies(&format!("admx/{folder}")));
    assert_eq!(counts, [412, 22, 2, 6, 12, 2, 8]);

    // Texts beside the file, and no folder of a language.
    let (set, _) = read("admx/powershell", "en-US");
    assert_eq!(set.files().next().unwrap().language(), None);

    // The category around those of the file is one of Windows, and no part of the path.
    let (set, _) = read("admx/terminal", "en-US");
    let categories: Vec<_> = set.categories().collect();
    let parents = categories
        .iter()
        .filter_map(|category| category.parent_reference());
    assert!(
        parents
            .map(|parent| parent.text.as_str())
            .eq(["windows:WindowsComponents"])
    );
    let areas: Vec<_> = set
        .policies()
        .filter_map(|policy| policy.ingested_area("Terminal"))
        .collect();
    assert!(
        areas.iter().all(|area| area.matches('~').count() == 2),
        "{areas:?}"
    );

    // Names of categories that are GUIDs, and a file above another.
    let (set, _) = read("admx/lithnet", "en-US");
    let policy = set.policies().next().unwrap();
    assert_eq!(
        (
            policy.category_path().len(),
            policy.category().unwrap().path_in_file().len()
        ),
        (2, 1)
    );

    // Every kind of element but longDecimal, a `false` that deletes, and an enum of several types.
    let (set, _) = read("admx/policyplusplus", "en-US");
    let elements = || set.policies().flat_map(|policy| policy.elements());
    let kinds: BTreeSet<&str> = elements().map(|element| element.kind().as_str()).collect();
    assert_eq!(
        Vec::from_iter(kinds),
        ["boolean", "decimal", "enum", "list", "multiText", "text"]
    );
    let deletes = |kind: &ElementKind| matches!(kind, ElementKind::Boolean(boolean) if boolean.false_value == Some(Value::Delete));
    assert_eq!(
        elements().filter(|element| deletes(element.kind())).count(),
        1
    );
    let values: Vec<&Value> = elements()
        .flat_map(|element| element.choices())
        .map(|choice| choice.value())
        .collect();
    let custom = Value::Text("Custom".to_owned());
    assert_eq!(values, [&Value::Decimal(1), &Value::Decimal(2), &custom]);
}

/// By the rule of the URIs that Mozilla publishes (`oma-uris.md` of its templates): the categories of the file from its root, which stands in one of another file.
fn the_uris_of_firefox_follow_its_categories() {
    let (set, report) = read("admx/mozilla", "en-US");
    assert!(report.is_empty(), "{report}");
    let firefox = set.file("firefox.admx").unwrap();
    let document = Document::parse(firefox.source().text()).unwrap();
    let parent = |node: Node<'_, '_>| {
        let parent = node
            .children()
            .find(|child| child.tag_name().name() == "parentCategory");
        parent.and_then(|parent| parent.attribute("ref").map(str::to_owned))
    };
    let categories = document
        .descendants()
        .filter(|node| node.tag_name().name() == "category");
    let parents: BTreeMap<String, Option<String>> = categories
        .map(|node| (node.attribute("name").unwrap().to_owned(), parent(node)))
        .collect();
    let mut count = 0;
    for node in document
        .descendants()
        .filter(|node| node.tag_name().name() == "policy")
    {
        let mut path = Vec::new();
        let mut at = parent(node);
        while let Some(name) = at.filter(|name| !name.contains(':')) {
            at = parents[&name].clone();
            path.insert(0, name);
        }
        let name = node.attribute("name").unwrap();
        let uri = format!(
            "./Device/Vendor/MSFT/Policy/Config/Firefox~Policy~{}/{name}",
            path.join("~")
        );
        let uris = firefox.policy(name).unwrap().ingested_uris("Firefox");
        assert_eq!(uris, [uri.clone(), uri.replacen("./Device", "./User", 1)]);
        count += 1;
    }
    assert_eq!(count, 412);
}

fn texts_of_another_language_are_found_elsewhere() {
    let (set, report) = read("admx/winget", "ja-JP");
    let file = set.files().next().unwrap();
    assert_eq!(file.language(), Some("ja-JP"));
    assert!(
        file.policies()
            .all(|policy| policy.display_name().is_some())
    );
    assert!(!report.has_errors(), "{report}");
}

fn the_nodes_of_the_app_installer_have_their_policies() {
    let (set, _) = read("admx/winget", "en-US");
    let paths = xml_files(&shared("ddf/2024-05"));
    let path = paths
        .iter()
        .find(|path| path.to_string_lossy().contains("DesktopAppInstaller"))
        .unwrap();
    let source = ddf::decode("d.xml", fs::read(path).unwrap()).unwrap();
    let mut report = ddf::Report::new();
    let document = ddf::parse(&source, &mut report).unwrap();
    let backed = document.nodes().filter_map(|node| node.allowed_values());
    let backings: Vec<_> = backed.flat_map(|allowed| allowed.admx()).collect();
    assert_eq!(backings.len(), 15);
    for backing in backings {
        let (area, name, file) = (backing.area(), backing.name(), backing.file());
        let resolution = set.resolve(AdmxBacking { area, name, file });
        assert!(
            matches!(resolution, Resolution::Found(_)),
            "{name}: {resolution}"
        );
    }
}
