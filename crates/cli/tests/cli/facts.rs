//! `recto figures`, `names`, `check` and `glossary`: what the texts say, listed.

use serde_json::Value;

use crate::support::{Home, PAGE};

#[test]
fn figures_are_listed_with_place_exact_value_and_english() {
    let home = Home::new();
    home.write("page.txt", PAGE);
    let list = home.run("figures -f json page.txt").ends(0).stdout();
    let list: Value = serde_json::from_str(&list).expect("JSON");
    let figures = list["figures"].as_array().expect("a list");
    let tons = figures.iter().find(|figure| figure["text"] == "21.4万吨").expect("it is there");
    assert_eq!(tons["value"], 214_000);
    assert!(tons["en"].to_string().contains("214,000"));
    let source: Vec<char> = PAGE.chars().collect();
    for figure in figures {
        let spans = figure["spans"].as_array().expect("spans");
        let at = |span: &Value, end: usize| span[end].as_u64().expect("a number") as usize;
        let text: String =
            spans.iter().flat_map(|span| &source[at(span, 0)..at(span, 1)]).collect();
        assert_eq!(figure["text"], text.as_str());
    }
    let text = home.run("figures page.txt").ends(0).stdout();
    assert!(text.lines().any(|line| line.starts_with("percent\t3.2%")), "{text}");
}

#[test]
fn names_are_listed_with_pinyin_and_every_place() {
    let home = Home::new();
    home.write(
        "page.txt",
        "本报讯（记者 林知远）青岚市今日新建公园。林知远在现场看到，市民很高兴。\n",
    );
    let list = home.run("names -f json page.txt").ends(0).stdout();
    let list: Value = serde_json::from_str(&list).expect("JSON");
    assert_eq!(list["names"][0]["text"], "林知远");
    assert_eq!(list["names"][0]["pinyin"], "Lin Zhiyuan");
    assert_eq!(list["names"][0]["mentions"].as_array().map(Vec::len), Some(2));
}

#[test]
fn pairs_are_checked_and_the_code_tells() {
    let home = Home::new();
    home.write(
        "good.jsonl",
        "{\"id\":\"g\",\"zh\":\"青岚市新建公园。\",\"en\":\"Qinglan has built a new park.\"}\n",
    );
    home.write("bad.jsonl", "{\"id\":\"b\",\"zh\":\"青岚市新建公园。\",\"en\":\"\"}\n");
    assert_eq!(home.run("check good.jsonl").ends(0).stdout(), "");
    let line = home.run("check -f json good.jsonl bad.jsonl").ends(3).stdout();
    let finding: Value = serde_json::from_str(&line).expect("one object a line");
    assert_eq!((finding["id"].as_str(), finding["rule"].as_str()), (Some("b"), Some("EMPTY")));
    for key in ["severity", "source_span", "target_span", "message", "suggestion"] {
        assert!(finding.get(key).is_some(), "{key} is missing");
    }
}

#[test]
fn an_edition_and_a_table_are_pairs_too() {
    let home = Home::new();
    home.write("page.txt", PAGE).write("table.csv", "id,zh,en\n1,青岚市新建公园,青岚市新建公园\n");
    home.run("translate page.txt -f json -o out").ends(0);
    home.run("check out/page.json").ends(0).says(&["pairs checked"]);
    assert!(home.run("check table.csv").ends(3).stdout().contains("SAME_AS_SOURCE"));
}

#[test]
fn pairs_that_cannot_be_read_are_named_with_the_place() {
    let home = Home::new();
    home.write("good.jsonl", "{\"zh\":\"公园\",\"en\":\"park\"}\n")
        .write("bad.jsonl", "{\"zh\":1}\n");
    home.run("check bad.jsonl good.jsonl").ends(3).says(&["`bad.jsonl`: line 1: "]);
    home.run("check bad.jsonl").ends(7);
}

#[test]
fn a_glossary_is_checked_row_by_row() {
    let home = Home::new();
    home.write("good.csv", "青岚市,Qinglan\n").write("bad.csv", "青岚市,Qinglan\n,nothing\n");
    home.run("glossary check good.csv").ends(0).says(&["good.csv: 1 terms"]);
    assert!(home.run("glossary check bad.csv").ends(3).stdout().contains("bad.csv:2: "));
    home.run("glossary check gone.csv").ends(3).says(&["`gone.csv`: no such file"]);
    let found = home.run("glossary find --glossary good.csv 青岚市").ends(0).stdout();
    assert_eq!(found, "青岚市\tQinglan\n");
}
