//! Names, paths, wrappers, roots and positions as real DDF files have them: one row, or one test, for each quirk.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use common::{clean, codes, first, kiosk, node, read, tree};
use ddf::Model;

fn uris(model: &Model) -> Vec<String> {
    model.nodes().map(|node| node.uri()).collect()
}

#[test]
fn paths() {
    let cases = [
        ("./Device/Vendor/MSFT", "./Device/Vendor/MSFT/Kiosk"),
        ("./Vendor/MSFT/", "./Vendor/MSFT/Kiosk"),
        ("\n  ./User/Vendor/MSFT\n", "./User/Vendor/MSFT/Kiosk"),
        ("Vendor/MSFT", "./Vendor/MSFT/Kiosk"),
        (".", "./Kiosk"),
        ("./", "./Kiosk"),
        ("./SyncML", "./SyncML/Kiosk"),
    ];
    for (path, uri) in cases {
        let (model, _) = read(&[(
            "kiosk.xml",
            &kiosk("").replace("./Device/Vendor/Contoso", path),
        )]);
        let root = model.nodes().next().unwrap();
        assert_eq!((root.uri().as_str(), root.root_path()), (uri, Some(path)));
    }
}

#[test]
fn names_and_segments() {
    let cases = [
        ("Screen", "", Some("Screen"), "Screen"),
        ("Screen ", "", Some("Screen "), "Screen "),
        ("\n    Screen\r\n  ", "", Some("Screen"), "Screen"),
        ("<![CDATA[A & B]]>", "", Some("A & B"), "A & B"),
        ("A &amp; B", "", Some("A & B"), "A & B"),
        (
            "S&#99;reen<!-- a comment -->s",
            "",
            Some("Screens"),
            "Screens",
        ),
        ("", "<DFTitle>Zone</DFTitle>", None, "{Zone}"),
        (
            "  ",
            "<DFTitle>\n   Zone\n   Id </DFTitle>",
            None,
            "{Zone Id}",
        ),
        ("", "<DFTitle>{Zone}</DFTitle>", None, "{Zone}"),
        (
            "Screen",
            "<DFTitle>The screen</DFTitle>",
            Some("Screen"),
            "Screen",
        ),
    ];
    for (written, title, name, segment) in cases {
        let model = clean(&kiosk(&node(written, "int", title, "")));
        let node = first(&model);
        assert_eq!(
            (node.name(), &*node.segment()),
            (name, segment),
            "{written:?} {title:?}"
        );
        assert_eq!(node.is_dynamic(), name.is_none());
        assert_eq!(
            node.uri(),
            format!("./Device/Vendor/Contoso/Kiosk/{segment}")
        );
    }
}

#[test]
fn a_named_sibling_stands_beside_an_unnamed_one() {
    let zones = node("Main", "int", "", "") + &node("", "int", "<DFTitle>Zone</DFTitle>", "");
    assert_eq!(
        uris(&clean(&kiosk(&zones)))[1..],
        [
            "./Device/Vendor/Contoso/Kiosk/Main",
            "./Device/Vendor/Contoso/Kiosk/{Zone}",
        ]
    );
}

#[test]
fn wrapped_prefixed_and_bare_trees() {
    let plain = kiosk(&node("Screen", "int", "<MSFT:AtomicRequired/>", ""));
    let inner = plain
        .strip_prefix("<MgmtTree xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\">")
        .unwrap();
    let inner = inner.strip_suffix("</MgmtTree>").unwrap();
    let unprefixed = inner.replace("MSFT:", "");
    let nodes = unprefixed.strip_prefix("<VerDTD>1.2</VerDTD>").unwrap();
    let prefixed = unprefixed
        .replace("</", "\0")
        .replace('<', "<SyncML:")
        .replace('\0', "</SyncML:");
    let manifest = "xmlns=\"urn:Microsoft.CompPlat/ManifestSchema.v1.00\"";
    let cases = [
        format!(
            "<identity {manifest} name=\"Kiosk\"><cspDefinition><MgmtTree>{unprefixed}</MgmtTree></cspDefinition></identity>"
        ),
        format!("<identity {manifest}><cspDefinition>{nodes}</cspDefinition></identity>"),
        format!("<SyncML:MgmtTree xmlns:SyncML=\"SYNCML:SYNCML1.2\">{prefixed}</SyncML:MgmtTree>"),
        format!("<MgmtTree xmlns=\"syncml:dmddf1.2\">{unprefixed}</MgmtTree>"),
        format!("<MgmtTree xmlns=\"http://tempuri.org/DM_DDF-V1_2\">{unprefixed}</MgmtTree>"),
        nodes.to_owned(),
    ];
    for text in cases {
        let model = clean(&text);
        assert_eq!(
            uris(&model),
            [
                "./Device/Vendor/Contoso/Kiosk",
                "./Device/Vendor/Contoso/Kiosk/Screen"
            ],
            "{text}"
        );
        assert!(first(&model).atomic_required(), "{text}");
    }
}

#[test]
fn several_roots_and_several_trees() {
    let root =
        |path: &str| kiosk(&node("Screen", "int", "", "")).replace("./Device/Vendor/Contoso", path);
    let body = |text: String| text[text.find("<Node>").unwrap()..].replace("</MgmtTree>", "");
    let (user, device) = (
        body(root("./User/Vendor/Contoso")),
        body(root("./Device/Vendor/Contoso")),
    );
    let expected = [
        "./User/Vendor/Contoso/Kiosk",
        "./User/Vendor/Contoso/Kiosk/Screen",
        "./Device/Vendor/Contoso/Kiosk",
        "./Device/Vendor/Contoso/Kiosk/Screen",
    ];
    let together = clean(&tree(&format!("{user}{device}")));
    let apart = clean(&format!("<trees>{}{}</trees>", tree(&user), tree(&device)));
    for model in [together, apart] {
        assert_eq!(uris(&model), expected);
        let roots: Vec<usize> = model.documents()[0]
            .roots()
            .map(|root| root.index())
            .collect();
        assert_eq!(roots, [0, 2]);
    }
}

#[test]
fn relations() {
    let inner = node("B", "node", "", &node("C", "int", "", "")) + &node("D", "int", "", "");
    let model = clean(&kiosk(
        &(node("A", "node", "", &inner) + &node("E", "node", "", "")),
    ));
    let nodes: Vec<_> = model.nodes().collect();
    let names = |nodes: &mut dyn Iterator<Item = ddf::Node<'_>>| -> String {
        nodes
            .map(|node| node.segment())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let a = nodes[1];
    assert_eq!(names(&mut a.children()), "B D");
    assert_eq!(names(&mut a.descendants()), "B C D");
    assert_eq!(names(&mut nodes[0].children()), "A E");
    assert_eq!(names(&mut nodes[3].ancestors()), "B A Kiosk");
    assert_eq!((nodes[3].depth(), nodes[0].depth()), (3, 0));
    assert_eq!(
        nodes[5].children().count() + nodes[3].descendants().count(),
        0
    );
    assert_eq!((a.parent(), nodes[0].parent()), (Some(nodes[0]), None));
    assert_eq!(model.documents()[0].node(4), Some(nodes[4]));
}

#[test]
fn positions() {
    let text = "<MgmtTree>\r\n  <VerDTD>1.2</VerDTD>\r\n  <Node><NodeName>Größe</NodeName><Path>.</Path><DFProperties>\
                <AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties> <Node>\r\n<NodeName>B</NodeName>\
                <DFProperties><AccessType><Get/></AccessType><DFFormat><int/></DFFormat></DFProperties></Node></Node></MgmtTree>";
    let model = clean(text);
    let [root, child] = model.nodes().collect::<Vec<_>>()[..] else {
        panic!("{model:?}")
    };
    assert_eq!((root.line(), root.column()), (3, 3));
    assert_eq!(&text[root.span()], "<Node>");
    assert_eq!(&text[root.name_span()], "Größe");
    let column = text.lines().nth(2).unwrap().chars().count() - "<Node>".len() + 1;
    assert_eq!((child.line(), child.column()), (3, column));
    assert_eq!(
        child
            .document()
            .source()
            .line_column(child.name_span().start),
        (4, 11)
    );
}

#[test]
fn lines_of_a_file_end_alike() {
    let lines = ["<MgmtTree>", "  <Node>", "  </Node>", "</MgmtTree>", ""];
    let plain = lines.join("\n");
    for end in ["\n", "\r\n", "\r"] {
        let text = lines.join(end);
        let wide = text.encode_utf16().flat_map(u16::to_le_bytes);
        let wide = [0xFF, 0xFE].into_iter().chain(wide).collect();
        for bytes in [text.clone().into_bytes(), wide] {
            let source = ddf::decode("lines.xml", bytes).unwrap();
            assert_eq!(source.text(), plain, "{end:?}");
            assert_eq!(source.line_column(plain.find("<Node>").unwrap()), (2, 3));
        }
    }
}

#[test]
fn odd_trees() {
    let empty_interior = clean(&kiosk(&node("Zones", "node", "", "")));
    assert!(!first(&empty_interior).is_leaf());
    let case = node("Screen", "int", "", "") + &node("SCREEN", "int", "", "");
    assert_eq!(clean(&kiosk(&case)).nodes().count(), 3);
    let (model, report) = read(&[(
        "kiosk.xml",
        &kiosk(&node("Health", "chr", "", &node("State", "int", "", ""))),
    )]);
    assert_eq!(
        (
            codes(&report),
            first(&model).is_leaf(),
            first(&model).children().count()
        ),
        (vec!["DDF0063"], true, 1)
    );
}
