//! `recto memory`.

use crate::support::Home;

#[test]
fn the_memory_lies_with_the_users_data_unless_another_place_is_set() {
    let home = Home::new();
    let path = home.run("memory path").ends(0).stdout();
    assert_eq!(path.trim(), home.path("home/data/recto/memory.db").display().to_string());
    let path = home.run("memory path --memory other.db").ends(0).stdout();
    assert_eq!(path.trim(), "other.db");
}

#[test]
fn an_empty_memory_has_nothing_in_it_and_is_not_made_by_looking() {
    let home = Home::new();
    let stats = home.run("memory stats").ends(0).stdout();
    assert!(stats.contains("0 answers"), "{stats}");
    let stats = home.run("memory stats --json").ends(0).stdout();
    assert!(stats.contains("\"records\": 0"), "{stats}");
    assert!(!home.path("home/data").exists());
}

#[test]
fn a_file_that_is_no_memory_is_left_alone() {
    let home = Home::new();
    home.write("notes.txt", "no memory ".repeat(500));
    let run = home.run("memory stats --memory notes.txt");
    assert_ne!(run.code(), Some(0));
    let run = run.says(&["error: the memory", "hint: "]);
    assert!(run.stdout().is_empty());
    assert_eq!(home.read("notes.txt"), "no memory ".repeat(500));
}
