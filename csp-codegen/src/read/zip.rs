//! The files in a zip, as those of the folder that it unpacks to. Nothing is unpacked to the disk.
//!
//! A zip may be anybody's: what is made of it is bounded before anything is inflated.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use ddf::{Diagnostic, MAX_BYTES, Report, Source};
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use rawzip::path::ZipFilePath;
use rawzip::{
    CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipFileHeaderRecord, ZipSliceArchive,
    ZipVerification,
};

use super::file::{Decode, has_extension, has_one_of};
use crate::codes;

/// The most bytes that the definitions of one zip may have together: 64 MiB, eight published drops of Windows.
const MAX_TOTAL: u64 = 4 * MAX_BYTES as u64;

/// The most bytes that a name may have: every diagnostic repeats it.
const MAX_NAME: usize = 1 << 10;

/// What a zip begins with (APPNOTE 4.3.7, 4.3.16 and 8.5.3): a file, the end of an empty one, and the mark of one that was to be split.
const SIGNATURES: [&[u8]; 3] = [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"];

/// Whether a file is to be read as a zip. Its bytes decide; one that is called so must be one.
pub(super) fn is_zip(file: &Path, bytes: &[u8]) -> bool {
    has_signature(bytes) || has_extension(file, "zip")
}

fn has_signature(bytes: &[u8]) -> bool {
    SIGNATURES.iter().any(|mark| bytes.starts_with(mark))
}

type Archive = ZipSliceArchive<Vec<u8>>;

/// A definition in a zip.
pub(crate) struct Entry {
    /// The path of the zip and the name in it.
    name: String,
    archive: Arc<Archive>,
    place: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
}

impl Entry {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Inflates the file and decodes its text.
    pub(super) fn source(&self, decode: Decode) -> Result<Arc<Source>, Diagnostic> {
        let bytes = self
            .bytes()
            .map_err(|reason| codes::damaged_entry(&self.name, &reason))?;
        decode(self.name.clone(), bytes)
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        let entry = self.archive.get_entry(self.place);
        let entry = entry.map_err(|error| error.to_string())?;
        let stated = entry.claim_verifier();
        let bytes = if self.method == CompressionMethod::STORE {
            entry.data().to_vec()
        } else {
            // Its size was checked when it was listed; an inflated byte more is an error.
            let most = stated.uncompressed_size as usize;
            let inflated = decompress_to_vec_with_limit(entry.data(), most.max(1));
            inflated.map_err(|error| error.to_string())?
        };
        let found = ZipVerification {
            crc: rawzip::crc32(&bytes),
            uncompressed_size: bytes.len() as u64,
        };
        stated.valid(found).map_err(|error| error.to_string())?;
        Ok(bytes)
    }
}

/// The files of a zip that end with one of the extensions, in the order of their names. Of those that cannot be read, the report says why.
pub(super) fn entries(
    file: &Path,
    bytes: Vec<u8>,
    extensions: &[&str],
    report: &mut Report,
) -> Result<Vec<Entry>, Diagnostic> {
    let archive = Arc::new(open(file, bytes)?);
    let (mut listed, mut total, mut inner) = (0, 0_u64, false);
    let mut entries = Vec::new();
    for record in archive.entries() {
        let record = record.map_err(|error| codes::damaged_zip(file, &error.to_string()))?;
        listed += 1;
        let name = name_of(record.file_path().as_bytes());
        let path = Path::new(&name);
        inner |= has_extension(path, "zip");
        // Beside each file, macOS packs what its file system alone has, under the same name.
        if record.is_dir() || !has_one_of(path, extensions) || path.starts_with("__MACOSX") {
            continue;
        }
        let name = file.join(path).to_string_lossy().into_owned();
        if let Some(reason) = refused(&record) {
            report.push(codes::unread_entry(&name, &reason));
            continue;
        }
        total = total.saturating_add(record.uncompressed_size_hint());
        entries.push(Entry {
            name,
            archive: Arc::clone(&archive),
            place: record.wayfinder(),
            method: record.compression_method(),
        });
    }
    if listed < archive.entries_hint() {
        let reason = format!("it lists {listed} of {} files", archive.entries_hint());
        return Err(codes::damaged_zip(file, &reason));
    }
    if total > MAX_TOTAL {
        return Err(codes::zip_bomb(file, extensions, total, MAX_TOTAL));
    }
    if entries.is_empty() && report.is_empty() {
        return Err(codes::empty_zip(file, extensions, inner));
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(without_namesakes(entries, report))
}

fn open(file: &Path, bytes: Vec<u8>) -> Result<Archive, Diagnostic> {
    if bytes.len() > MAX_BYTES {
        return Err(codes::large_zip(file));
    }
    let is_marked = has_signature(&bytes);
    ZipArchive::from_slice(bytes).map_err(|error| {
        if is_marked {
            codes::damaged_zip(file, &error.to_string())
        } else {
            codes::no_zip(file)
        }
    })
}

/// Why a file of a zip cannot be read.
fn refused(record: &ZipFileHeaderRecord<'_>) -> Option<String> {
    let method = record.compression_method();
    let is_known = method == CompressionMethod::STORE || method == CompressionMethod::DEFLATE;
    if record.flags().is_encrypted() {
        Some("it is encrypted".to_owned())
    } else if !is_known {
        Some(format!(
            "it is packed by method {method}; files that are stored or deflated are read"
        ))
    } else if record.uncompressed_size_hint() > MAX_BYTES as u64 {
        Some(format!(
            "it has more than {MAX_BYTES} bytes, which is the most that is read"
        ))
    } else if record.file_path().as_bytes().len() > MAX_NAME {
        Some(format!("its name has more than {MAX_NAME} bytes"))
    } else {
        None
    }
}

/// Leaves out files of one name, of which nobody knows which is meant.
fn without_namesakes(mut entries: Vec<Entry>, report: &mut Report) -> Vec<Entry> {
    let pairs = entries
        .windows(2)
        .filter(|pair| pair[0].name == pair[1].name);
    let repeated: BTreeSet<String> = pairs.map(|pair| pair[0].name.clone()).collect();
    for name in &repeated {
        report.push(codes::unread_entry(
            name,
            "the zip has several files of this name",
        ));
    }
    entries.retain(|entry| !repeated.contains(&entry.name));
    entries
}

/// A name as a path with slashes that leads nowhere out of the zip. What is no text in it, and what would not be seen, is percent-encoded.
fn name_of(bytes: &[u8]) -> String {
    let mut name = String::with_capacity(bytes.len());
    let encode = |name: &mut String, bytes: &[u8]| {
        for byte in bytes {
            let _ = write!(name, "%{byte:02X}");
        }
    };
    for chunk in bytes.utf8_chunks() {
        for char in chunk.valid().chars() {
            if char.is_control() {
                encode(&mut name, char.encode_utf8(&mut [0; 4]).as_bytes());
            } else {
                name.push(char);
            }
        }
        encode(&mut name, chunk.invalid());
    }
    ZipFilePath::from_str(&name).as_ref().to_owned()
}
