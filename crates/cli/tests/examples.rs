//! Runs every example as a user would, in its own folder, and compares what it writes with what it
//! should write.
//!
//! `SNAPSHOTS=overwrite cargo test -p recto --test examples` rewrites the expected files.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

#[test]
fn the_feature_with_cut_columns_becomes_the_expected_edition() {
    assert_example("feature");
}

#[test]
fn the_page_with_several_articles_becomes_the_expected_edition() {
    assert_example("city-page");
}

#[test]
fn the_page_with_an_ocr_loop_becomes_the_expected_edition() {
    assert_example("loop");
}

/// Copies an example without what it should write, runs `recto translate` in the copy, and compares.
#[track_caller]
fn assert_example(name: &str) {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
    let home = tempfile::tempdir().unwrap();
    let copy = home.path().join(name);
    fs::create_dir(&copy).unwrap();
    for file in files_of(&example) {
        fs::copy(&file, copy.join(file.file_name().unwrap())).unwrap();
    }

    Command::cargo_bin("recto")
        .unwrap()
        .args(["translate", "page.txt"])
        .current_dir(&copy)
        .env_clear()
        .env("HOME", home.path())
        .assert()
        .success();

    let expected = example.join("expected");
    let written = files_of(&copy.join("edition"));
    assert_eq!(written.len(), 3, "an edition in three formats: {written:?}");
    for file in written {
        let wanted = expected.join(file.file_name().unwrap());
        if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
            fs::create_dir_all(&expected).unwrap();
            fs::copy(&file, &wanted).unwrap();
        }
        assert_same(&file, &wanted);
    }
}

#[track_caller]
fn assert_same(written: &Path, wanted: &Path) {
    let (got, want) = (fs::read_to_string(written).unwrap(), fs::read_to_string(wanted).unwrap());
    let difference = got.lines().zip(want.lines()).enumerate().find(|(_, (a, b))| a != b);
    if let Some((line, (got, want))) = difference {
        panic!("{}:{}\n  got  {got}\n  want {want}", wanted.display(), line + 1);
    }
    assert_eq!(got.len(), want.len(), "{} has another length", wanted.display());
}

fn files_of(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files
}
