//! The invented edition in every format, byte for byte; `SNAPSHOTS=overwrite cargo test` writes anew.

#![expect(clippy::disallowed_methods, reason = "snapshots are files")]

mod invented;

use std::fs;
use std::path::Path;

use recto_formats::read::edition_json;
use recto_formats::write::{self, Format, PageFormat};

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

#[test]
fn every_format_is_as_it_was() {
    let edition = invented::edition();
    for format in Format::ALL {
        let name = format!("edition.{}", format.extension());
        assert_snapshot(&name, &write::edition(&edition, format));
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
