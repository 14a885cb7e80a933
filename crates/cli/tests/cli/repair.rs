//! `recto repair`.

use serde_json::Value;

use crate::support::{Home, PAGE};

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("standard output is one JSON object")
}

/// Returns the text at a list of spans.
fn at(source: &[char], spans: &Value) -> String {
    let number = |value: &Value| usize::try_from(value.as_u64().expect("a number")).expect("small");
    let spans = spans.as_array().expect("a list of spans");
    spans.iter().flat_map(|span| &source[number(&span[0])..number(&span[1])]).collect()
}

#[test]
fn json_is_one_object_of_the_agreed_shape() {
    let home = Home::new();
    home.write("page.txt", PAGE);
    let page = json(&home.run("repair -f json page.txt").ends(0).stdout());
    assert!(page["schema_version"].is_number());
    assert_eq!(page["source"], "page.txt");
    for list in ["articles", "dropped", "findings"] {
        assert!(page[list].is_array(), "{list} is no list");
    }
    let block = &page["articles"][0]["blocks"][0];
    assert_eq!(block["kind"], "headline");
    assert_eq!(block["text"], "青岚市今年新增公园12处");
    assert_eq!(
        (block["head_missing"].clone(), block["tail_missing"].clone()),
        (false.into(), false.into())
    );
}

#[test]
fn every_character_is_in_a_block_or_left_out() {
    let home = Home::new();
    home.write("page.txt", PAGE);
    let page = json(&home.run("repair -f json page.txt").ends(0).stdout());
    let source: Vec<char> = PAGE.chars().collect();
    let blocks = page["articles"].as_array().expect("articles").iter().flat_map(|article| {
        article["blocks"].as_array().expect("blocks").iter().map(|block| &block["spans"])
    });
    let dropped = page["dropped"].as_array().expect("dropped").iter().map(|drop| &drop["spans"]);
    let mut found: Vec<char> = blocks
        .chain(dropped)
        .flat_map(|spans| at(&source, spans).chars().collect::<Vec<_>>())
        .collect();
    let mut expected: Vec<char> = source.iter().copied().filter(|c| !c.is_whitespace()).collect();
    found.retain(|c| !c.is_whitespace());
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn a_page_comes_from_standard_input_too() {
    let home = Home::new();
    let run = home.run_with("repair -f json -", |command| command.write_stdin(PAGE));
    assert_eq!(
        json(&run.ends(0).stdout())["articles"][0]["blocks"][0]["text"],
        "青岚市今年新增公园12处"
    );
}

#[test]
fn results_go_into_a_folder_or_a_file_of_the_users_choice() {
    let home = Home::new();
    home.write("a/page.txt", PAGE).write("b/page.txt", PAGE);
    home.run("repair -f md a b -o out").ends(0);
    assert_eq!(home.list("out"), ["page-2.md", "page.md"]);
    home.run("repair a -o one.json").ends(0);
    assert!(home.read("one.json").starts_with('{'));
    home.run("repair a b -o one.json").ends(2).says(&["`one.json` is one file"]);
}

#[test]
fn without_any_rule_a_page_is_written_as_it_was() {
    let home = Home::new();
    home.write("page.txt", PAGE);
    assert_eq!(home.run("repair --no-rule all -f txt page.txt").ends(0).stdout(), PAGE);
}

#[test]
fn many_pages_are_written_in_order() {
    let home = Home::new();
    for n in 0..60 {
        home.write(&format!("p{n:02}.txt"), format!("青岚市第{n}号公告\n"));
    }
    let text = home.run("repair -f txt .").ends(0).stdout();
    let order: Vec<usize> =
        (0..60).map(|n| text.find(&format!("第{n}号")).expect("there")).collect();
    assert!(order.is_sorted());
}

#[test]
fn a_rule_can_be_switched_off_and_must_exist() {
    let home = Home::new();
    home.write("page.txt", PAGE);
    let page = json(&home.run("repair -f json --no-rule marks page.txt").ends(0).stdout());
    assert_eq!(page["dropped"], Value::Array(Vec::new()));
    home.run("repair --no-rule mraks page.txt").ends(2).says(&["no repair rule `mraks`", "marks"]);
}

#[test]
fn undoing_needs_one_page() {
    let home = Home::new();
    home.write("a.txt", PAGE).write("b.txt", PAGE);
    home.run("repair --undo marks-0 a.txt b.txt")
        .ends(2)
        .says(&["`--undo` names a repair of one page"]);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    use std::process::Stdio;
    let home = Home::new();
    home.write("page.txt", PAGE.repeat(400));
    let mut command = std::process::Command::new(crate::support::binary());
    command.env_clear().args(["repair", "page.txt"]).current_dir(home.path("work"));
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
}
