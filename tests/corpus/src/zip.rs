//! Zips, made of what a test has.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use miniz_oxide::deflate::compress_to_vec;
use rawzip::path::EntryPath;
use rawzip::{CompressionMethod, Error, ZipArchiveWriter};

use crate::xml_files;

/// The number of the method (APPNOTE 4.4.5).
const DEFLATE: u16 = 8;

/// A file for a zip.
#[derive(Clone, Copy)]
pub struct File<'a> {
    /// The name, written as it is.
    pub name: &'a [u8],
    pub bytes: &'a [u8],
    /// How the zip says that it is packed, by number. What is not to be deflated is stored.
    pub method: u16,
    /// Whether the zip says that it is encrypted.
    pub encrypted: bool,
}

impl<'a> File<'a> {
    /// A deflated file.
    pub fn new(
        name: &'a (impl AsRef<[u8]> + ?Sized),
        bytes: &'a (impl AsRef<[u8]> + ?Sized),
    ) -> Self {
        Self {
            name: name.as_ref(),
            bytes: bytes.as_ref(),
            method: DEFLATE,
            encrypted: false,
        }
    }
}

/// A zip of these files, in their order.
///
/// # Panics
///
/// A name of a file is longer than a zip can have.
pub fn of(files: &[File<'_>]) -> Vec<u8> {
    write(files).unwrap_or_else(|error| panic!("no zip can be made: {error}"))
}

fn write(files: &[File<'_>]) -> Result<Vec<u8>, Error> {
    let mut zip = ZipArchiveWriter::new(Vec::new());
    for file in files {
        let method = CompressionMethod::new(file.method);
        let packed = match method {
            CompressionMethod::DEFLATE => compress_to_vec(file.bytes, 6),
            _ => file.bytes.to_vec(),
        };
        let (mut entry, config) = zip
            .new_file(EntryPath::verbatim(file.name))
            .compression_method(method)
            .encrypted(file.encrypted)
            .start()?;
        let mut plain = config.wrap(std::io::sink());
        plain.write_all(file.bytes)?;
        let (_, descriptor) = plain.finish()?;
        entry.write_all(&packed)?;
        entry.finish(descriptor)?;
    }
    zip.finish()
}

/// A zip of a folder's XML files, as the one is in which Microsoft publishes them.
///
/// # Panics
///
/// A file of the folder cannot be read.
pub fn of_folder(folder: &Path) -> Vec<u8> {
    let read = |path: &Path| fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let files: Vec<(String, Vec<u8>)> = xml_files(folder)
        .iter()
        .map(|path| {
            (
                path.file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned(),
                read(path),
            )
        })
        .collect();
    let files: Vec<File<'_>> = files
        .iter()
        .map(|(name, bytes)| File::new(name, bytes))
        .collect();
    of(&files)
}
