//! A zip of definitions is read as the folder that it unpacks to; what cannot be read of it is said, whoever made it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use csp_codegen::Generator;
use csp_corpus::zip::{self, File};
use tempfile::TempDir;

/// The method of bzip2 (APPNOTE 4.4.5).
const BZIP2: u16 = 12;
const STORED: u16 = 0;

fn definition(name: &str) -> String {
    format!(
        "<MgmtTree>\n<Node><NodeName>{name}</NodeName><Path>./Vendor/Contoso</Path><DFProperties><AccessType><Get/></AccessType>\
         <DFFormat><node/></DFFormat></DFProperties></Node>\n</MgmtTree>"
    )
}

/// A file in a folder of its own.
fn file(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// What a path gives: the names of the definitions without faults, and the faults in a line each, all from the path on.
fn read(path: &Path) -> (Vec<String>, Vec<String>) {
    let (model, report) = Generator::new().file(path).model();
    let above = format!("{}/", path.parent().unwrap().display());
    let short = |text: String| text.replace(&above, "");
    let documents = model.documents().iter();
    (
        documents
            .map(|document| short(document.source().name().to_owned()))
            .collect(),
        report
            .iter()
            .map(|diagnostic| short(diagnostic.to_string()))
            .collect(),
    )
}

fn read_zip(files: &[File<'_>]) -> (Vec<String>, Vec<String>) {
    let (_folder, path) = file("DDF.zip", &zip::of(files));
    read(&path)
}

#[test]
fn what_is_in_folders_of_a_zip_is_read_and_what_is_no_xml_is_not() {
    let (lamp, door) = (definition("Lamp"), definition("Door"));
    let stored = File {
        method: STORED,
        ..File::new("Lamp.XML", &lamp)
    };
    let (documents, faults) = read_zip(&[
        stored,
        File::new("doors/front/Door.xml", &door),
        File::new("readme.txt", "Not a definition."),
        File::new(".xml", "Not one either."),
        File::new("doors.xml/", ""),
        File::new("__MACOSX/._Lamp.xml", "What macOS packs beside a file."),
    ]);
    assert_eq!(faults, [""; 0]);
    assert_eq!(
        documents,
        ["DDF.zip/Lamp.XML", "DDF.zip/doors/front/Door.xml"]
    );
}

#[test]
fn a_fault_is_told_with_its_place_in_the_file_in_the_zip() {
    let lamp = definition("Lamp").replace("<Get/>", "<Fetch/>");
    let (_, faults) = read_zip(&[File::new("Lamp.xml", &lamp)]);
    let [fault] = &faults[..] else {
        panic!("{faults:?}")
    };
    assert!(
        fault.starts_with("DDF.zip/Lamp.xml:2:87: error[DDF0034]"),
        "{fault}"
    );
}

/// The bytes of a file say what it is, not its name.
#[test]
fn a_zip_may_have_any_name_and_a_folder_may_be_called_as_one() {
    let bytes = zip::of(&[File::new("Lamp.xml", &definition("Lamp"))]);
    let (_folder, path) = file("DDF.nupkg", &bytes);
    assert_eq!(read(&path).0, ["DDF.nupkg/Lamp.xml"]);
    let (folder, _) = file("Zipped.xml", &bytes);
    let called = folder.path().join("DDF.zip");
    fs::create_dir(&called).unwrap();
    fs::rename(folder.path().join("Zipped.xml"), called.join("Zipped.xml")).unwrap();
    assert_eq!(read(&called).0, ["DDF.zip/Zipped.xml/Lamp.xml"]);
}

#[test]
fn a_zip_that_is_named_twice_is_read_once() {
    let bytes = zip::of(&[File::new("Lamp.xml", &definition("Lamp"))]);
    let (_folder, path) = file("DDF.zip", &bytes);
    let generator = Generator::new().file(&path).file(&path);
    assert_eq!(generator.inputs().unwrap(), [path]);
    assert_eq!(generator.generate().unwrap().files().len(), 1);
}

#[test]
fn what_is_no_whole_zip_is_refused() {
    let whole = zip::of(&[File::new("Lamp.xml", &definition("Lamp"))]);
    let cut = &whole[..whole.len() - 30];
    let mut broken = whole.clone();
    // The signature of the entry in the directory at the end.
    let at = broken.windows(4).position(|four| four == b"PK\x01\x02");
    broken[at.unwrap()] = b'X';
    let cases: [(&str, &[u8], &str); 5] = [
        (
            "DDF.zip",
            b"<html>Please log in.</html>",
            "`DDF.zip` is no zip",
        ),
        ("DDF.zip", b"", "`DDF.zip` is no zip"),
        (
            "DDF.zip",
            cut,
            "the zip `DDF.zip` is cut short or damaged: Missing end of central directory",
        ),
        (
            "DDF",
            cut,
            "the zip `DDF` is cut short or damaged: Missing end of central directory",
        ),
        (
            "DDF.zip",
            &broken,
            "the zip `DDF.zip` is cut short or damaged: Invalid signature: expected 0x02014b50, got 0x02014b58",
        ),
    ];
    for (name, bytes, message) in cases {
        let (_folder, path) = file(name, bytes);
        let told = format!("{name}:1:1: error[GEN0005]: {message}");
        assert_eq!(read(&path), (vec![], vec![told]));
    }
}

#[test]
fn a_zip_without_definitions_is_an_error() {
    let told = "DDF.zip:1:1: error[GEN0003]: the zip `DDF.zip` has no `.xml` file";
    assert_eq!(read_zip(&[]).1, [told]);
    let inner = zip::of(&[File::new("Lamp.xml", &definition("Lamp"))]);
    let (_folder, path) = file("DDF.zip", &zip::of(&[File::new("Inner.zip", &inner)]));
    let (_, report) = Generator::new().file(&path).model();
    let rendered = report.render();
    assert!(
        rendered.contains("unpack that and give its path"),
        "{rendered}"
    );
}

/// One file that cannot be read does not keep the others from it.
#[test]
fn files_of_a_zip_that_cannot_be_read_are_named() {
    let (lamp, door) = (definition("Lamp"), definition("Door"));
    let damaged = "a text that is only here";
    let long = format!("{}.xml", "n".repeat(2_000));
    let nested = zip::of(&[File::new("Lamp.xml", &lamp)]);
    let files = [
        File {
            encrypted: true,
            ..File::new("Encrypted.xml", &lamp)
        },
        File {
            method: BZIP2,
            ..File::new("Bzip2.xml", &lamp)
        },
        File {
            method: STORED,
            ..File::new("Damaged.xml", damaged)
        },
        File::new("Twice.xml", &lamp),
        File::new("Twice.xml", &lamp),
        File::new("./Twice.xml", &lamp),
        File::new("Nested.xml", &nested),
        File::new(&long, &lamp),
        File::new("Good.xml", &door),
    ];
    let mut bytes = zip::of(&files);
    let at = bytes
        .windows(damaged.len())
        .position(|found| found == damaged.as_bytes());
    bytes[at.unwrap()] = b'A';
    let (_folder, path) = file("DDF.zip", &bytes);
    let (documents, faults) = read(&path);
    assert_eq!(documents, ["DDF.zip/Good.xml"]);
    let told: Vec<String> = faults
        .iter()
        .map(|fault| fault.replace(&long, "LONG.xml"))
        .collect();
    assert_eq!(
        told,
        [
            "DDF.zip/Bzip2.xml:1:1: error[GEN0005]: the file cannot be read: it is packed by method 12 (BZIP2); files that are stored or deflated are read",
            "DDF.zip/Damaged.xml:1:1: error[GEN0005]: the file is damaged in the zip: Invalid checksum: expected 0x33913bfc, got 0xcd47c586",
            "DDF.zip/Encrypted.xml:1:1: error[GEN0005]: the file cannot be read: it is encrypted",
            "DDF.zip/Nested.xml:1:1: error[DDF0002]: the file is a zip",
            "DDF.zip/Twice.xml:1:1: error[GEN0005]: the file cannot be read: the zip has several files of this name",
            "DDF.zip/LONG.xml:1:1: error[GEN0005]: the file cannot be read: its name has more than 1024 bytes",
        ]
    );
}

/// Names are only shown, and lead nowhere.
#[test]
fn names_are_shown_as_paths_in_the_zip() {
    let texts: Vec<String> = ["A", "B", "C", "D", "E"].map(definition).into();
    let (documents, faults) = read_zip(&[
        File::new("../../A.xml", &texts[0]),
        File::new("/etc/B.xml", &texts[1]),
        File::new("C:\\drop\\C.xml", &texts[2]),
        File::new(b"Ger\x84te.xml", &texts[3]),
        File::new("\u{1b}[31mred\n.xml", &texts[4]),
    ]);
    assert_eq!(faults, [""; 0]);
    assert_eq!(
        documents,
        [
            "DDF.zip/%1B[31mred%0A.xml",
            "DDF.zip/A.xml",
            "DDF.zip/Ger%84te.xml",
            "DDF.zip/drop/C.xml",
            "DDF.zip/etc/B.xml",
        ]
    );
}

/// Of 64 KiB, 16 MiB and more can be inflated.
#[test]
fn what_would_take_memory_out_of_proportion_is_refused() {
    let most = vec![b' '; ddf::MAX_BYTES];
    let more = vec![b' '; ddf::MAX_BYTES + 1];
    let (_, faults) = read_zip(&[File::new("Large.xml", &more)]);
    assert_eq!(
        faults,
        [
            "DDF.zip/Large.xml:1:1: error[GEN0005]: the file cannot be read: it has more than 16777216 bytes, which is the most that is read"
        ]
    );
    let names = ["A.xml", "B.xml", "C.xml", "D.xml", "E.xml"];
    let (_, faults) = read_zip(&names.map(|name| File::new(name, &most)));
    assert_eq!(
        faults,
        [
            "DDF.zip:1:1: error[GEN0005]: the `.xml` files in the zip `DDF.zip` have 83886080 bytes; 67108864 is the most that is read of one zip"
        ]
    );
    let (_folder, path) = file("DDF.zip", &[b"PK\x03\x04".as_slice(), &more].concat());
    assert_eq!(
        read(&path).1,
        [
            "DDF.zip:1:1: error[GEN0005]: the zip `DDF.zip` has more than 16777216 bytes, which is the most that is read"
        ]
    );
}

/// What the directory says of a size binds: more than it is not inflated.
#[test]
fn a_file_that_is_larger_than_the_zip_says_is_damaged() {
    let spaces = vec![b' '; 1 << 20];
    let mut bytes = zip::of(&[File::new("Lamp.xml", &spaces)]);
    let size = (spaces.len() as u32).to_le_bytes();
    for at in 0..bytes.len() - 4 {
        if bytes[at..at + 4] == size {
            bytes[at..at + 4].copy_from_slice(&7_u32.to_le_bytes());
        }
    }
    let (_folder, path) = file("DDF.zip", &bytes);
    assert_eq!(
        read(&path).1,
        [
            "DDF.zip/Lamp.xml:1:1: error[GEN0005]: the file is damaged in the zip: Output size exceeded the specified limit"
        ]
    );
}

#[test]
fn a_zip_of_many_files_is_read_whole() {
    let names: Vec<String> = (0..100_000).map(|nth| format!("{nth}.txt")).collect();
    let lamp = definition("Lamp");
    let mut files: Vec<File<'_>> = names
        .iter()
        .map(|name| File {
            method: STORED,
            ..File::new(name, "")
        })
        .collect();
    files.push(File::new("Lamp.xml", &lamp));
    assert_eq!(
        read_zip(&files),
        (vec!["DDF.zip/Lamp.xml".to_owned()], vec![])
    );
}

/// Whatever is wrong with a zip, nothing of it is left out in silence.
#[test]
fn a_damaged_zip_is_read_or_refused() {
    let (lamp, door) = (definition("Lamp"), definition("Door"));
    let stored = File {
        method: STORED,
        ..File::new("Door.xml", &door)
    };
    let whole = zip::of(&[File::new("Lamp.xml", &lamp), stored]);
    let (_folder, path) = file("DDF.zip", &whole);
    let sound = read(&path);
    // The directory at the end says what the files are called: of another kind, they are none to read.
    let name = |name: &[u8]| whole.windows(8).rposition(|found| found == name).unwrap();
    let names = [name(b"Lamp.xml"), name(b"Door.xml")];
    let is_name = |at| names.iter().any(|name| (*name..*name + 8).contains(&at));
    let mut refused = 0;
    for at in 0..whole.len() {
        for change in [0x01, 0xFF] {
            let mut damaged = whole.clone();
            damaged[at] ^= change;
            fs::write(&path, &damaged).unwrap();
            let (documents, faults) = read(&path);
            let is_said = documents.len() == 2 || !faults.is_empty();
            assert!(is_said || is_name(at), "byte {at}: {documents:?}");
            refused += usize::from(!faults.is_empty());
        }
        fs::write(&path, &whole[..at]).unwrap();
        assert!(!read(&path).1.is_empty(), "cut at byte {at}");
    }
    assert!(refused > whole.len(), "{refused} of {}", whole.len());
    fs::write(&path, &whole).unwrap();
    assert_eq!(read(&path), sound);
}
