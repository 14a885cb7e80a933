//! `recto translate` without a provider: a reading aid, and nothing leaves the machine.

use serde_json::Value;

use crate::support::{Home, PAGE};

#[test]
fn a_page_becomes_a_reading_aid_that_says_so() {
    let home = Home::new();
    home.write("page.txt", PAGE);
    home.run("translate page.txt -f html -f md -f json -o out")
        .ends(0)
        .says(&["page.txt", "out/page.html"]);
    assert_eq!(home.list("out"), ["page.html", "page.json", "page.md"]);
    assert!(home.read("out/page.html").contains("not a translation"));
    let edition: Value = serde_json::from_str(&home.read("out/page.json")).expect("JSON");
    assert!(edition["schema_version"].is_number());
    assert_eq!(edition["open"], 0);
    let unit = &edition["articles"][0]["blocks"][0]["units"][0];
    assert!(["gloss", "draft"].contains(&unit["method"].as_str().expect("a method")));
    assert_eq!(unit["provider"], "offline");
}

#[test]
fn without_a_place_editions_go_into_a_folder_of_their_own() {
    let home = Home::new();
    home.write("page.txt", PAGE);
    home.run("translate page.txt").ends(0);
    assert_eq!(home.list("editions"), ["page.html"]);
    home.run("page.txt -f md -o here.md").ends(0);
    assert!(home.read("here.md").contains("青岚市今年新增公园12处"));
}

#[test]
fn what_comes_through_a_pipe_goes_on_through_it() {
    let home = Home::new();
    let run = home.run_with("translate -f md", |command| command.write_stdin(PAGE)).ends(0);
    assert!(run.stdout().contains("青岚市今年新增公园12处"));
    assert!(home.list("editions").is_empty());
    home.write("a.txt", PAGE).write("b.txt", PAGE);
    home.run("translate a.txt b.txt -o -").ends(2).says(&["standard output takes one page"]);
    home.run("translate a.txt -f md -f json -o -").ends(2);
}

#[test]
fn the_same_run_twice_writes_the_same_bytes() {
    let home = Home::new();
    home.write("page.txt", PAGE);
    for out in ["one", "two"] {
        home.run(&format!("translate page.txt -f html -f md -f json -f txt -o {out}")).ends(0);
    }
    for ending in ["html", "md", "json", "txt"] {
        let read = |out: &str| home.read(&format!("{out}/page.{ending}"));
        assert_eq!(read("one"), read("two"), "{ending}");
    }
}

#[test]
fn a_glossary_wins_and_a_wrong_row_is_named() {
    let home = Home::new();
    home.write("page.txt", "青岚市园林局\n")
        .write("terms.csv", "青岚市园林局,Qinglan Greening Office\n,broken\n");
    home.run("translate page.txt --glossary terms.csv -f md -o out").ends(0).says(&["terms.csv:2"]);
    assert!(home.read("out/page.md").contains("Qinglan Greening Office"));
    home.run("translate page.txt --glossary gone.csv").ends(2).says(&["`gone.csv`: no such file"]);
    home.write("empty.csv", "");
    home.run("translate page.txt --glossary empty.csv").ends(2).says(&["no term in the glossary"]);
}

#[test]
fn a_format_that_is_none_is_refused_with_those_there_are() {
    let home = Home::new();
    home.write("page.txt", PAGE);
    home.run("translate page.txt -f pdf").ends(2).says(&["`pdf` is not a format", "html"]);
    home.run("translate page.txt -f html -f md -o x.html").ends(2).says(&["several formats"]);
}

#[test]
fn bad_pages_are_listed_and_good_ones_finished() {
    let home = Home::new();
    home.write("a.txt", PAGE).write("blank.txt", " \n").write("z.txt", PAGE);
    home.write("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    home.run("translate a.txt blank.txt picture.txt gone.txt z.txt -o out").ends(3).says(&[
        "`blank.txt` is passed over",
        "`picture.txt`: not text (PNG)",
        "`gone.txt`: no such file",
    ]);
    assert_eq!(home.list("out"), ["a.html", "z.html"]);
    home.run("translate blank.txt").ends(7);
    home.run("translate picture.txt gone.txt").ends(7);
}

#[test]
fn a_run_that_pays_for_nothing_needs_no_memory() {
    let home = Home::new();
    home.write("page.txt", PAGE).write("../home/data/recto/memory.db", "no memory ".repeat(500));
    home.run("translate page.txt -o out").ends(0).says(&["warning: the memory"]);
    assert_eq!(home.list("out"), ["page.html"]);
}

#[test]
fn json_progress_is_one_object_a_line_and_ends_with_the_code() {
    let home = Home::new();
    home.write("page.txt", PAGE);
    let stderr = home.run("translate page.txt gone.txt --progress json -o out").ends(3).stderr();
    let events: Vec<Value> =
        stderr.lines().map(|line| serde_json::from_str(line).expect("a JSON object")).collect();
    let names: Vec<&str> = events.iter().filter_map(|event| event["event"].as_str()).collect();
    assert!(names.contains(&"error") && names.contains(&"page") && names.contains(&"page-end"));
    assert_eq!(
        (names.last(), events.last().map(|event| &event["code"])),
        (Some(&"end"), Some(&Value::from(3)))
    );
}

#[test]
fn quiet_is_quiet() {
    let home = Home::new();
    home.write("page.txt", PAGE);
    let run = home.run("translate page.txt -q -o out").ends(0);
    assert_eq!((run.stdout(), run.stderr()), (String::new(), String::new()));
}
