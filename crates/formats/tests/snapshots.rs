//! The invented edition in every format, byte for byte; `SNAPSHOTS=overwrite cargo test` writes anew.

#![expect(clippy::disallowed_methods, reason = "snapshots are files")]

mod invented;

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use recto_formats::read::edition_json;
use recto_formats::write::{self, Format, PageFormat};
use zip::ZipArchive;

#[track_caller]
fn assert_snapshot(name: &str, bytes: &[u8]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(name);
    if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
        let folder = path.parent().expect("it was joined");
        fs::create_dir_all(folder).expect("the folder of the tests can be written");
        fs::write(&path, bytes).expect("the folder of the tests can be written");
    }
    let expected = fs::read(&path).expect("every snapshot is kept");
    assert!(
        expected == bytes,
        "{name} differs from its snapshot; look at it after `SNAPSHOTS=overwrite cargo test`"
    );
}

/// Compares what is written for this edition; the fixed parts of an archive stand in `templates`.
#[track_caller]
fn assert_archive(name: &str, bytes: &[u8]) {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("it was just written");
    for entry in ["EPUB/package.opf", "EPUB/a1.xhtml", "EPUB/a2.xhtml", "word/document.xml"] {
        let mut content = Vec::new();
        let Ok(mut file) = archive.by_name(entry) else { continue };
        file.read_to_end(&mut content).expect("it was just written");
        assert_snapshot(&format!("{name}/{entry}"), &content);
    }
}

#[test]
fn every_format_is_as_it_was() {
    let edition = invented::edition();
    for format in Format::ALL {
        let bytes = write::edition(&edition, format);
        let name = format!("edition.{}", format.extension());
        if bytes.starts_with(b"PK") {
            assert_archive(&name, &bytes);
        } else {
            assert_snapshot(&name, &bytes);
        }
        assert_eq!(write::edition(&edition, format), bytes, "{name} is not the same twice");
    }
}

#[test]
fn a_repaired_page_is_as_it_was() {
    let page = invented::page();
    for format in PageFormat::ALL {
        let name = format!("page.{}", format.extension());
        assert_snapshot(&name, &write::page(&page, "0617/page-3.txt", format));
    }
}

#[test]
fn an_edition_comes_back_from_its_json() {
    let edition = invented::edition();
    let json = write::edition(&edition, Format::Json);
    assert_eq!(edition_json(&json).unwrap(), edition);
}
