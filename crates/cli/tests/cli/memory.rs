//! `recto memory`.

use crate::server::Server;
use crate::support::{Home, PLAIN_PAGE};
use crate::translate;

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

/// Makes a home with a memory in it: a page translated by a machine.
fn remembering() -> Home {
    translated(&Server::good())
}

fn translated(server: &Server) -> Home {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE);
    translate::run(&home, &translate::ask(server, "page.txt")).ends(0);
    home
}

/// Returns the id of the record whose Chinese begins so.
fn id_of(home: &Home, text: &str) -> String {
    let list = home.run(&format!("memory list {text}")).ends(0).stdout();
    list.split_whitespace().next().expect("a record").to_owned()
}

#[test]
fn a_persons_words_answer_from_then_on() {
    let server = Server::good();
    let home = translated(&server);
    let id = id_of(&home, "青岚市新建滨河公园");
    home.recto().args(["memory", "edit", &id, "Qinglan opens a riverside park"]).assert().success();
    assert!(home.run(&format!("memory show {id}")).ends(0).stdout().contains("Qinglan opens"));
    home.run(&translate::ask(&server, "page.txt --frozen")).ends(0);
    assert!(home.read("out/page.json").contains("Qinglan opens a riverside park"));
    assert_eq!(home.run("memory list --reviewed").ends(0).stdout().lines().count(), 1);
    home.run(&format!("memory edit {id} ")).ends(2);
    home.run("memory show ffffffffffff").ends(2).says(&["no record", "memory list"]);
}

#[test]
fn a_memory_goes_out_and_comes_back() {
    let home = remembering();
    let exported = home.run("memory export").ends(0).stdout();
    assert_eq!(exported.lines().count(), 5);
    home.write("export.jsonl", format!("{exported}no record\n"));
    home.run("memory import export.jsonl --memory new.db")
        .ends(3)
        .says(&["5 records taken in", "line 6"]);
    assert!(home.run("memory stats --memory new.db").ends(0).stdout().contains("5 answers"));
    assert!(
        home.run("memory verify --memory new.db").ends(0).stdout().contains("5 records are sound")
    );
    home.run("memory rescue saved.db").ends(0);
    assert!(home.run("memory stats --memory saved.db").ends(0).stdout().contains("5 answers"));
}

#[test]
fn a_deleted_record_is_missing_and_a_pinned_one_is_kept() {
    let home = remembering();
    let id = id_of(&home, "青岚市新建滨河公园");
    home.run(&format!("memory pin {id}")).ends(0);
    home.run(&format!("memory delete {}", id_of(&home, "白河县农民"))).ends(0);
    home.run("translate page.txt --frozen -p openai -m fake -o out").ends(3);
    assert!(home.run("memory stats").ends(0).stdout().contains("4 answers"));
    home.run("memory gc --older-than 30").ends(0).says(&["0 records are deleted"]);
}

#[test]
fn what_was_used_is_summed_up() {
    let home = remembering();
    let spent = home.run("memory spend").ends(0).stdout();
    assert!(spent.contains("openai fake"), "{spent}");
    assert!(home.run("memory spend --json").ends(0).stdout().contains("\"requests\""));
}

#[test]
fn a_segment_is_explained_with_its_request_and_without_the_key() {
    let home = remembering();
    let line = "explain page.txt --segment a1b1 -p openai";
    let other = translate::run(&home, &format!("{line} -m other")).ends(0).stdout();
    assert!(other.contains("with other model"), "{other}");
    let same = translate::run(&home, &format!("{line} -m fake")).ends(0).stdout();
    for part in ["remembered: ", "POST https://", "authorization: [key]", "青岚市新建滨河公园"]
    {
        assert!(same.contains(part), "`{part}` is not in: {same}");
    }
    assert!(!same.contains("test-key-0001"));
    home.run("explain page.txt --segment a9b9 -p openai").ends(2).says(&["no segment"]);
    home.run("explain gone.txt --segment a1b1").ends(7);
}
