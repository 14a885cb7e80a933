//! ZIP archives that are documents: EPUB, Word.
//!
//! Written without a clock: every entry has the oldest date a ZIP can hold. Read one named entry at a time and
//! never further than a limit, so that no archive is larger than it looks; names in it are never paths.

use std::io::{Cursor, Read, Write};

use zip::read::ZipArchive;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

/// The most bytes an entry is read to.
const LARGEST: u64 = 64 * 1024 * 1024;

/// An archive that is being written.
pub(crate) struct Package {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Package {
    /// Begins an archive with an entry that stands first and is not compressed.
    pub(crate) fn new(name: &str, content: &str) -> Self {
        let mut package = Self { zip: ZipWriter::new(Cursor::new(Vec::new())) };
        package.add_as(name, content, CompressionMethod::Stored);
        package
    }

    /// Adds an entry.
    pub(crate) fn add(&mut self, name: &str, content: &str) {
        self.add_as(name, content, CompressionMethod::Deflated);
    }

    fn add_as(&mut self, name: &str, content: &str, method: CompressionMethod) {
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::DEFAULT)
            .unix_permissions(0o644);
        self.zip.start_file(name, options).expect("the names are ours and each stands once");
        self.zip.write_all(content.as_bytes()).expect("writing into memory does not fail");
    }

    /// Returns the archive.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.zip.finish().expect("writing into memory does not fail").into_inner()
    }
}

/// Reads one entry of an archive as text; nothing where there is no such entry, or it is too large or
/// damaged, or the bytes are no archive.
pub(crate) fn entry(bytes: &[u8], name: &str) -> Option<String> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = String::new();
    let read = zip.by_name(name).ok()?.take(LARGEST + 1).read_to_string(&mut text).ok()?;
    (read as u64 <= LARGEST).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back_and_is_the_same_each_time() {
        let pack = || {
            let mut package = Package::new("mimetype", "text/plain");
            package.add("a/b.txt", "白河县");
            package.into_bytes()
        };
        assert_eq!(pack(), pack());
        assert_eq!(entry(&pack(), "a/b.txt").as_deref(), Some("白河县"));
        assert_eq!(entry(&pack(), "../b.txt"), None);
        assert_eq!(entry(b"PK\x03\x04 and no more", "a/b.txt"), None);
    }

    #[test]
    fn an_entry_larger_than_the_limit_is_not_read() {
        let mut package = Package::new("mimetype", "text/plain");
        package.add("bomb", &"0".repeat(65 * 1024 * 1024));
        let bytes = package.into_bytes();
        assert!(bytes.len() < 1024 * 1024);
        assert_eq!(entry(&bytes, "bomb"), None);
    }
}
