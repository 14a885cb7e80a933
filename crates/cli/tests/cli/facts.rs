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
fn a_finding_that_is_accepted_or_whose_rule_is_off_is_not_told_and_is_no_failure() {
    let home = Home::new();
    home.write("a.jsonl", "{\"zh\":\"工期历时3天。\",\"en\":\"The works are complete.\"}\n");
    let line = home.run("check -f json a.jsonl").ends(3).stdout();
    let found: Value = serde_json::from_str(&line).expect("one finding");
    assert_eq!(found["rule"], "MISSING");
    let source = found["source"].as_str().expect("a fingerprint");
    let waiver = |source: &str| {
        format!("[[waiver]]\nrule = \"MISSING\"\nsource = \"{source}\"\nreason = \"told above\"\n")
    };
    home.write("recto.toml", waiver(source));
    assert_eq!(home.run("check a.jsonl").ends(0).stdout(), "");
    home.write("recto.toml", waiver(&"0".repeat(32)));
    home.run("check a.jsonl").ends(3);
    home.write("recto.toml", "without = [\"MISSING\"]\n");
    assert_eq!(home.run("check a.jsonl").ends(0).stdout(), "");
    home.run("check --without NOTHING a.jsonl").ends(2).says(&["there is no rule `NOTHING`"]);
    home.write("recto.toml", "without = [\"EMPTY\"]\n");
    home.run("check a.jsonl").ends(2).says(&["`EMPTY` cannot be switched off"]);
}

#[test]
fn names_and_slogans_are_compared_across_the_pairs() {
    let home = Home::new();
    home.write(
        "a.csv",
        "id,zh,en\n1,村民吕青禾说。,Villager Lyu Qinghe spoke.\n2,村民吕青禾走了。,Villager Lu Qinghe left.\n",
    );
    let found = home.run("check a.csv").ends(0).stdout();
    assert!(found.starts_with("a.csv: 2: minor: "), "{found}");
    assert!(found.contains("(NAME_VARIANT)"), "{found}");
}

#[test]
fn a_glossary_goes_out_in_every_form_and_comes_back() {
    let home = Home::new();
    home.write("terms.tsv", "青岚市\tQinglan\n党工委\tParty working committee\n");
    for form in ["csv", "tsv", "deepl", "xlsx", "tbx"] {
        let run = home.run(&format!("glossary export --glossary terms.tsv -f {form}"));
        home.write("out", run.ends(0).bytes());
        let table = home.run("glossary import out").ends(0).stdout();
        assert_eq!(table.lines().count(), 3, "{form}: {table}");
        assert!(table.contains("青岚市,Qinglan,"), "{form}: {table}");
    }
    home.run("glossary export").ends(2).says(&["there is no term to write"]);
    home.run("glossary export -f xls").ends(2);
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
