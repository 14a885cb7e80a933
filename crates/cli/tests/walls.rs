//! Holds the walls of docs/architecture.md: which crate may know which, which module of core may use
//! which, and who touches the world. It reads the manifests and the source.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Which crates of the workspace a crate may know.
const CRATES: &[(&str, &[&str])] = &[
    ("core", &[]),
    ("formats", &["recto-core"]),
    ("memory", &["recto-core"]),
    ("providers", &["recto-core"]),
    ("cli", &["recto-core", "recto-formats", "recto-memory", "recto-providers"]),
];

/// The level of each module of core: a module may use those of lower levels.
const LEVELS: &[(u8, &[&str])] = &[
    (0, &["text", "fingerprint"]),
    (1, &["finding", "document"]),
    (2, &["page", "segment", "fact", "glossary"]),
    (3, &["unit", "check"]),
    (4, &["memory", "port"]),
    (5, &["edition", "digest"]),
    (6, &["engine"]),
];

/// Who touches the world: a word of the source, and the only places where it may stand.
const WORLD: &[(&str, &[&str])] = &[
    ("reqwest", &["providers/src/wire/"]),
    ("rusqlite", &["memory/src/"]),
    ("indicatif", &["cli/src/progress.rs"]),
    ("keyring::", &["cli/src/keys/"]),
    ("etcetera", &["cli/src/config/"]),
    ("process::exit", &["cli/src/interrupt.rs"]),
    (
        "std::fs",
        &[
            "cli/src/inputs.rs",
            "cli/src/output.rs",
            "cli/src/config/",
            "cli/src/keys/",
            "cli/src/beside.rs",
            "cli/src/receipts.rs",
            "memory/src/",
        ],
    ),
    ("std::env", &["cli/src/"]),
    ("std::net", &["providers/src/wire/"]),
    ("println!", &[]),
    ("print!", &[]),
    ("stdout()", &["cli/src/report.rs"]),
    ("stderr()", &["cli/src/report.rs", "cli/src/progress.rs"]),
];

/// No file has more lines of code than this, tests aside.
const MAX_LINES: usize = 400;

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns every source file below `crates/*/src`, by its path below `crates`, with its code alone.
fn sources() -> BTreeMap<String, String> {
    let mut sources = BTreeMap::new();
    for (name, _) in CRATES {
        collect(&crates().join(name).join("src"), &format!("{name}/src"), &mut sources);
    }
    assert!(sources.len() > 20, "the source was not found");
    sources
}

fn collect(folder: &Path, name: &str, sources: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a source folder can be listed") {
        let path = entry.expect("an entry can be read").path();
        let name = format!("{name}/{}", path.file_name().expect("named").to_string_lossy());
        if path.is_dir() {
            collect(&path, &name, sources);
        } else if name.ends_with(".rs") && !name.ends_with("/tests.rs") {
            let text = fs::read_to_string(&path).expect("a source file can be read");
            sources.insert(name, code_of(&text));
        }
    }
}

/// Returns the lines of code: no comments, no blank lines, no tests.
fn code_of(text: &str) -> String {
    let tests = text.find("#[cfg(test)]\nmod ").unwrap_or(text.len());
    let lines = text[..tests].lines().filter(|line| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with("//")
    });
    lines.map(|line| format!("{line}\n")).collect()
}

/// Returns the words after `crate::` in a text.
fn crate_paths(code: &str) -> impl Iterator<Item = &str> {
    code.split("crate::").skip(1).map(|rest| {
        let end =
            rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
        &rest[..end]
    })
}

fn level(module: &str) -> Option<u8> {
    LEVELS.iter().find(|(_, modules)| modules.contains(&module)).map(|(level, _)| *level)
}

#[test]
fn a_crate_knows_only_the_crates_below_it() {
    for (name, allowed) in CRATES {
        let manifest = crates().join(name).join("Cargo.toml");
        let manifest = fs::read_to_string(manifest).expect("a manifest can be read");
        let manifest: toml::Table = manifest.parse().expect("a manifest is TOML");
        let dependencies = manifest["dependencies"].as_table().expect("a table");
        for dependency in dependencies.keys().filter(|key| key.starts_with("recto")) {
            assert!(allowed.contains(&dependency.as_str()), "{name} knows {dependency}");
        }
    }
}

#[test]
fn core_has_no_runtime_and_no_way_out() {
    let manifest = fs::read_to_string(crates().join("core/Cargo.toml")).expect("readable");
    let manifest: toml::Table = manifest.parse().expect("TOML");
    let dependencies = manifest["dependencies"].as_table().expect("a table");
    for forbidden in ["tokio", "reqwest", "rusqlite", "tempfile", "walkdir"] {
        assert!(!dependencies.contains_key(forbidden), "core depends on {forbidden}");
    }
}

#[test]
fn a_module_of_core_uses_only_the_levels_above_it() {
    let mut wrong = Vec::new();
    for (file, code) in sources().iter().filter(|(file, _)| file.starts_with("core/src/")) {
        let module = file["core/src/".len()..].split(['/', '.']).next().expect("a name");
        for used in crate_paths(code).filter(|used| *used != module) {
            let allowed = match (level(module), level(used)) {
                _ if module == "lib" => true,
                (Some(own), Some(other)) => other < own || is_door(module, used),
                _ => false,
            };
            if !allowed {
                wrong.push(format!("{file} uses crate::{used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "not above it, or without a level: {wrong:#?}");
}

/// The two doors know each other: a memory speaks of promises, as translators do.
fn is_door(module: &str, used: &str) -> bool {
    level(module) == Some(4) && level(used) == Some(4)
}

#[test]
fn whoever_touches_the_world_stands_in_its_own_place() {
    for (file, code) in sources() {
        for (word, places) in WORLD {
            if places.iter().any(|place| file.starts_with(place)) {
                continue;
            }
            let line = code.lines().find(|line| names(line, word));
            assert!(line.is_none(), "{file} uses {word}: {}", line.unwrap_or_default().trim());
        }
    }
}

/// Tells whether a line of code names something of the world, also in the short form of a group:
/// `use std::{env, fs}`.
fn names(line: &str, word: &str) -> bool {
    let is_start =
        |at: usize| !line[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    if line.match_indices(word).any(|(at, _)| is_start(at)) {
        return true;
    }
    let (Some(module), Some(group)) = (word.strip_prefix("std::"), line.split("use std::{").nth(1))
    else {
        return false;
    };
    group.split([',', '}']).any(|part| {
        let part = part.trim();
        part == module || part.starts_with(&format!("{module}::"))
    })
}

#[test]
fn no_file_is_longer_than_a_reader_can_hold() {
    for (file, code) in sources() {
        let lines = code.lines().count();
        assert!(lines <= MAX_LINES, "{file} has {lines} lines of code");
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for (name, _) in CRATES {
        let mut files = Vec::new();
        heads(&crates().join(name).join("src"), &mut files);
        for (path, head) in files {
            assert!(head.starts_with("//!"), "{} has no head", path.display());
        }
    }
}

fn heads(folder: &Path, files: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).expect("a source folder can be listed") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            heads(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
            let text = fs::read_to_string(&path).expect("a source file can be read");
            files.push((path, text.lines().next().unwrap_or_default().to_owned()));
        }
    }
}

#[test]
fn the_walls_would_notice() {
    assert!(names("use std::{env, fs};", "std::fs"));
    assert!(names("let text = std::fs::read(path);", "std::fs"));
    assert!(names("use std::{fs::File, io};", "std::fs"));
    assert!(!names("use std::{fmt, io};", "std::fs"));
    assert!(!names("eprintln!();", "println!"));
    assert_eq!(
        crate_paths("use crate::page::Page; crate::engine").collect::<Vec<_>>(),
        ["page", "engine"]
    );
    assert_eq!(code_of("//! x\n\nfn a() {}\n#[cfg(test)]\nmod tests {}\n"), "fn a() {}\n");
}
