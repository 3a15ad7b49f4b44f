//! What is generated, and written into a folder: text and memory stay in proportion to the definition.

use csp_codegen::Generator;
use csp_tests::growth::{Shape, Work};
use ddf::Source;

/// How many bytes of text a byte of a definition may become: the shortest root becomes a module of its own.
const MOST_TEXT: usize = 50;

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        name: "write: roots, each a module",
        size: 200,
        prepare: written_roots,
    },
    Shape {
        name: "text: roots, each a module",
        size: 16 << 10,
        prepare: |bytes| text(roots(bytes)),
    },
    Shape {
        name: "text: names as long as they may be",
        size: 16 << 10,
        prepare: |bytes| text(below(&["n".repeat(200)], bytes)),
    },
    Shape {
        name: "text: names given at run time",
        size: 16 << 10,
        prepare: |bytes| text(below(&[const { String::new() }; 6], bytes)),
    },
];

/// The same as large as they come: 40,000 modules, and definitions of 8 MB.
pub(super) const FULL: &[Shape] = &[
    Shape {
        name: "full size: write: roots, each a module",
        size: 10_000,
        prepare: written_roots,
    },
    Shape {
        name: "full size: text: roots, each a module",
        size: 2 << 20,
        prepare: |bytes| text(roots(bytes)),
    },
    Shape {
        name: "full size: text: names as long as they may be",
        size: 2 << 20,
        prepare: |bytes| text(below(&["n".repeat(200)], bytes)),
    },
    Shape {
        name: "full size: text: names given at run time",
        size: 2 << 20,
        prepare: |bytes| text(below(&[const { String::new() }; 6], bytes)),
    },
];

/// As many modules, generated and written: the first run writes the files, the others find them to be right.
fn written_roots(count: usize) -> Work {
    let generator = generator((0..count).map(root).collect());
    let folder = tempfile::tempdir().unwrap();
    Box::new(move || {
        let output = generator.generate().unwrap();
        output.write(folder.path()).unwrap();
        assert_eq!(output.files().len(), count);
    })
}

fn text(definition: String) -> Work {
    let most = MOST_TEXT * definition.len();
    let generator = generator(definition);
    Box::new(move || {
        let output = generator.generate().unwrap();
        let files = output.files().iter().map(|file| file.text().len());
        let text = files.sum::<usize>() + output.index().len();
        assert!(text < most, "{text} bytes of text, and {most} are the most");
    })
}

fn generator(nodes: String) -> Generator {
    let definition = format!("<MgmtTree>{nodes}</MgmtTree>");
    Generator::new().source(Source::new("Large.xml", definition))
}

/// Roots that say as little as a root may, up to so many bytes.
fn roots(bytes: usize) -> String {
    until(bytes, root)
}

fn root(nth: usize) -> String {
    format!("<Node><NodeName>R{nth}</NodeName><Path>.</Path>{INTERIOR}</Node>")
}

/// Leaves up to so many bytes, below interior nodes of these names, each in the one before.
fn below(names: &[String], bytes: usize) -> String {
    let (mut before, mut after) = (root(0), String::from("</Node>"));
    before.truncate(before.len() - after.len());
    for name in names {
        before += &format!("<Node><NodeName>{name}</NodeName>{INTERIOR}");
        after += "</Node>";
    }
    before + &until(bytes, leaf) + &after
}

/// With a name of such a length, 8 MB have no more elements than a file may.
fn leaf(nth: usize) -> String {
    format!("<Node><NodeName>N{nth:08}</NodeName>{LEAF}</Node>")
}

const INTERIOR: &str = "<DFProperties><DFFormat><node/></DFFormat></DFProperties>";
const LEAF: &str =
    "<DFProperties><AccessType><Get/></AccessType><DFFormat><chr/></DFFormat></DFProperties>";

fn until(bytes: usize, node: fn(usize) -> String) -> String {
    let mut nodes = String::new();
    for nth in 0.. {
        if nodes.len() >= bytes {
            break;
        }
        nodes += &node(nth);
    }
    nodes
}
