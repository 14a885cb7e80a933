//! Every folder of `examples/` is run as its reader would run it, and gives what lies in its `expected/`.
//!
//! `SNAPSHOTS=overwrite cargo test -p recto` writes `expected/` anew; read the difference before you
//! commit it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::Home;

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

/// Returns the files of a folder that stand beside `expected/`.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("an example can be listed");
    let paths = entries.map(|entry| entry.expect("an entry can be read").path());
    paths.filter(|path| path.is_file()).collect()
}

/// Compares with what is expected, or writes it where the user asks for that.
#[track_caller]
fn assert_expected(found: &str, path: &Path) {
    if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
        fs::create_dir_all(path.parent().expect("it has a parent")).expect("a folder can be made");
        fs::write(path, found).expect("a file can be written");
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    let different = expected.lines().zip(found.lines()).find(|(a, b)| a != b);
    assert!(
        expected == found,
        "{} differs, first here: {different:?}; to accept it run SNAPSHOTS=overwrite cargo test -p recto",
        path.display()
    );
}

/// Makes a home with the files of an example.
fn home_of(folder: &Path) -> Home {
    let home = Home::new();
    for file in files(folder) {
        let name = file.file_name().expect("it has a name").to_string_lossy().into_owned();
        home.write(&name, fs::read(&file).expect("a file can be read"));
    }
    home
}

#[test]
fn the_example_of_digests_gives_what_is_expected() {
    let folder = examples().join("digest");
    let home = home_of(&folder);
    let pages = "bridge.json harvest.txt --no-memory --date 2024-03-06";
    for (name, more) in [
        ("digest.md", ""),
        ("roundup.txt", "--roundup --words 120"),
        ("news.atom", "--title Baihe"),
    ] {
        home.run(&format!("digest {pages} {more} -o {name}")).ends(0);
        assert_expected(&home.read(name), &folder.join("expected").join(name));
    }
}

#[test]
fn every_example_gives_what_is_expected() {
    let mut count = 0;
    for folder in fs::read_dir(examples()).expect("there are examples") {
        let folder = folder.expect("an entry can be read").path();
        if !folder.join("page.txt").exists() {
            continue; // the example of digests has a test of its own
        }
        let home = home_of(&folder);
        home.run("translate page.txt").ends(0);
        assert_eq!(home.list("edition"), ["page.html", "page.json", "page.md"]);
        // Who made it has a fingerprint of everything the offline engine knows.
        let edition = home.read("edition/page.md");
        let edition = edition.lines().filter(|line| !line.starts_with("made_by: "));
        let edition: String = edition.map(|line| format!("{line}\n")).collect();
        assert_expected(&edition, &folder.join("expected/edition.md"));
        let repaired = home.run("repair -f md page.txt").ends(0).stdout();
        assert_expected(&repaired, &folder.join("expected/repaired.md"));
        count += 1;
    }
    assert!(count >= 3, "{count} examples were run");
}
