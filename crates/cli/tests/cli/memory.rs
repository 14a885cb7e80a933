//! `recto memory`.

use std::collections::BTreeSet;

use crate::server::{Server, english};
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
        .says(&["5 from another memory", "line 6"]);
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
    assert!(spent.contains("unknown      openai fake, work\n"), "{spent}");
    assert!(home.run("memory spend --json").ends(0).stdout().contains("\"requests\""));
    let server = Server::good();
    home.write("recto.toml", "[provider.openai]\nprice = { input = 1000, output = 1000 }\n");
    let line = translate::ask(&server, "page.txt -m priced --account desk");
    translate::run(&home, &line.replacen("-m fake ", "", 1)).ends(0);
    let spent = home.run("memory spend --by model").ends(0).stdout();
    let rows: Vec<&str> = spent.lines().skip(1).collect();
    assert_eq!(rows.len(), 3, "{spent}");
    assert!(rows[1].contains("0.52") && rows[1].ends_with("openai priced"), "{spent}");
    assert!(rows[2].starts_with("in all") && rows[2].contains("0.52+unknown"), "{spent}");
    let spent = home.run("memory spend --by account").ends(0).stdout();
    assert!(spent.contains(" work\n") && spent.contains(" desk\n"), "{spent}");
}

#[test]
fn a_segment_is_explained_with_its_request_and_without_the_key() {
    let home = remembering();
    let line = "explain page.txt --segment a1b1 -p openai";
    let other = translate::run(&home, &format!("{line} -m other")).ends(0).stdout();
    assert!(other.contains("other model"), "{other}");
    let same = translate::run(&home, &format!("{line} -m fake")).ends(0).stdout();
    for part in ["other prompt", "POST https://", "authorization: [key]", "青岚市新建滨河公园"]
    {
        assert!(same.contains(part), "`{part}` is not in: {same}");
    }
    assert!(!same.contains("test-key-0001"));
    home.run("explain page.txt --segment a9b9 -p openai").ends(2).says(&["no segment"]);
    home.run("explain gone.txt --segment a1b1").ends(7);
}

#[test]
fn an_edition_that_was_worked_on_comes_back_as_a_persons_words() {
    for (form, file) in [
        ("csv", "page.csv"),
        ("tmx", "page.tmx"),
        ("xliff", "page.xlf"),
        ("xliff2", "page.xliff2.xlf"),
        ("json", "page.json"),
    ] {
        let server = Server::good();
        let home = translated(&server);
        home.run(&translate::ask(&server, &format!("page.txt --frozen -f {form}"))).ends(0);
        let edition = home.read(&format!("out/{file}"));
        let headline = english("青岚市新建滨河公园");
        let edited = edition.replace(&headline, "Qinglan opens a riverside park");
        assert_ne!(edited, edition, "{form}");
        home.write(file, edited);
        home.run(&format!("memory import {file}"))
            .ends(0)
            .says(&["taken in: 1 edited, 4 unchanged"]);
        home.run(&format!("memory import {file}")).ends(0).says(&["taken in: 5 unchanged"]);
        home.run(&translate::ask(&server, "page.txt --frozen")).ends(0);
        let texts = translate::texts(&home.read("out/page.json"));
        assert_eq!(texts[0].as_deref(), Some("Qinglan opens a riverside park"), "{form}");
        // What went out before does not come back over it, unless somebody says so.
        home.write(file, edition);
        home.run(&format!("memory import {file}")).ends(0).says(&["1 left out because a person's"]);
        home.run(&format!("memory import --reviewed {file}"))
            .ends(0)
            .says(&["1 edited, 4 approved"]);
        assert_eq!(home.run("memory list --reviewed").ends(0).stdout().lines().count(), 5);
    }
}

#[test]
fn a_word_document_comes_back_by_its_bytes() {
    let server = Server::good();
    let home = translated(&server);
    home.run(&translate::ask(&server, "page.txt --frozen -f docx")).ends(0);
    home.run("memory import --reviewed out/page.docx").ends(0).says(&["taken in: 5 approved"]);
    home.run("memory import --reviewed out/page.docx --to en-GB").ends(0).says(&["5 edited"]);
}

#[test]
fn a_readers_aid_that_nobody_has_read_is_not_taken_for_a_translation() {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE);
    home.run("translate page.txt --offline -f json -o out").ends(0);
    let import = home.run("memory import out/page.json").ends(0);
    assert!(!import.stderr().contains("edited"), "{}", import.stderr());
    assert!(home.run("memory stats").ends(0).stdout().contains("0 answers"));
    home.write("bad.tmx", "<tmx").write("ours.csv", "zh,en\n白河县,Baihe County\n");
    home.run("memory import bad.tmx ours.csv").ends(3).says(&["bad.tmx", "1 edited"]);
}

#[test]
fn a_memory_goes_to_other_tools_and_comes_back() {
    let home = remembering();
    let tmx = home.run("memory export --format tmx").ends(0).stdout();
    assert_eq!(tmx.matches("<tu ").count(), 5);
    home.write("all.tmx", &tmx);
    home.run("memory import all.tmx --memory new.db").ends(0).says(&["5 from another memory"]);
    home.run("translate page.txt -p openai -m fake --memory new.db --frozen -o out").ends(3);
    home.run(
        "translate page.txt -p openai -m fake --memory new.db --frozen --accept anyone -o out",
    )
    .ends(0);
    assert!(home.run("memory export --format csv 青岚").ends(0).stdout().contains("青岚市新建"));
}

#[test]
fn the_part_of_the_key_that_missed_is_named() {
    let server = Server::good();
    let home = translated(&server);
    let why = |line: &str| translate::run(&home, &format!("memory why {line}")).ends(0).stdout();
    let line = format!("a1b1 page.txt -p openai -m fake --base-url {}", server.url());
    assert!(why(&line).contains("remembered yes"), "{}", why(&line));
    home.write("terms.csv", "zh,en_first,class\n滨河公园,Riverside Park,hint\n");
    let terms = why(&format!("{line} --glossary terms.csv"));
    assert!(
        terms.contains("滨河公园 = Riverside Park") && terms.contains(": other terms"),
        "{terms}"
    );
    let id = id_of(&home, "青岚市新建滨河公园");
    let model = why(&format!("{id} -p openai -m other --base-url {}", server.url()));
    assert!(model.contains(": other model\n"), "{model}");
    home.run("memory why a9b9").ends(2).says(&["recto memory why a9b9 FILE"]);
    home.recto().args(["memory", "edit", &id, "A park"]).assert().success();
    assert!(why("a1b1 page.txt").contains("a person's words"));
}

#[test]
fn an_older_prompts_answers_are_good_enough_where_the_user_says_so() {
    let server = Server::good();
    let home = translated(&server);
    home.write("prompts/translate.j2", "Translate into {{ english }}. Answer as JSON. {{ style }}");
    let line = translate::ask(&server, "page.txt --frozen --prompts prompts");
    home.run(&line).ends(3);
    home.run(&format!("{line} --accept older")).ends(0);
    home.run(&format!("{line} --accept older -m other").replacen("-m fake ", "", 1)).ends(3);
    home.run(&format!("{line} --accept anyone -m other").replacen("-m fake ", "", 1)).ends(0);
}

#[test]
fn a_frozen_run_gives_the_same_bytes_in_every_format_and_names_what_is_missing() {
    let server = Server::good();
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE);
    let formats = "-f md -f html -f txt -f epub -f docx -f xliff -f xliff2 -f tmx -f csv";
    let files = |home: &Home| {
        let read = |name: &String| std::fs::read(home.work("out").join(name)).expect("written");
        home.list("out").iter().map(|name| (name.clone(), read(name))).collect::<Vec<_>>()
    };
    translate::run(&home, &translate::ask(&server, &format!("page.txt {formats}"))).ends(0);
    let (asked, first) = (server.requests(), files(&home));
    assert_eq!(first.len(), 10);
    home.run(&translate::ask(&server, &format!("page.txt {formats} --frozen"))).ends(0);
    assert!(files(&home) == first, "a frozen run has written something else");
    home.run(&format!("memory delete {}", id_of(&home, "白河县农民"))).ends(0);
    home.run(&translate::ask(&server, "page.txt --frozen"))
        .ends(3)
        .says(&["page.txt: a2b1 is not remembered", "recto memory why a2b1 page.txt"]);
    assert_eq!(server.requests(), asked);
}

#[test]
fn an_explained_request_is_what_is_sent_byte_for_byte() {
    let server = Server::good();
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE)
        .write("terms.csv", "zh,en_first,class\n滨河公园,Riverside Park,hint\n");
    let asking =
        format!("page.txt -p openai -m fake -j 1 --glossary terms.csv --base-url {}", server.url());
    let explain = |home: &Home| {
        translate::run(home, &format!("explain {asking} --segment a1b2")).ends(0).stdout()
    };
    let first = explain(&home);
    translate::run(&home, &format!("translate {asking} -f json -o out")).ends(0);
    let (_, body) = first.trim_end().rsplit_once("\n\n").expect("head and body");
    let sent = server.bodies();
    assert!(sent.iter().any(|sent| sent == body), "{body}\nis none of\n{sent:#?}");
    // What is remembered of a page is not asked for again.
    home.run(&format!("memory delete {}", id_of(&home, "青岚市园林局公布"))).ends(0);
    let second = explain(&home);
    translate::run(&home, &format!("translate {asking} -f json -o out")).ends(0);
    let (_, body) = second.trim_end().rsplit_once("\n\n").expect("head and body");
    assert_eq!(server.bodies().last().map(String::as_str), Some(body));
}

/// Returns the Chinese of every unit of an edition.
fn sources(edition: &str) -> BTreeSet<String> {
    let units = edition.lines().filter_map(|line| line.trim().strip_prefix("\"zh\": \""));
    units.map(|rest| rest.trim_end_matches("\",").to_owned()).collect()
}

#[test]
fn a_repair_rule_asks_again_only_for_the_text_that_it_changed() {
    let home = Home::new();
    home.write("page.txt", format!("{PLAIN_PAGE}\n图为市民在滨河公园散步。 陈晓云 摄\n"));
    let server = Server::good();
    translate::run(&home, &translate::ask(&server, "page.txt"));
    let (first, before) = (sources(&home.read("out/page.json")), server.texts().len());
    translate::run(&home, &translate::ask(&server, "page.txt --no-rule credits"));
    let second = sources(&home.read("out/page.json"));
    let asked: BTreeSet<String> = server.texts()[before..].iter().cloned().collect();
    assert_eq!(asked, second.difference(&first).cloned().collect());
    assert!(
        !asked.is_empty() && first.intersection(&second).count() >= 3,
        "{first:#?} {second:#?}"
    );
}

#[test]
fn a_persons_translation_of_a_similar_text_is_told_and_shown() {
    let server = Server::good();
    let home = translated(&server);
    let id = id_of(&home, "白河县的农民");
    home.recto()
        .args(["memory", "edit", &id, "Baihe farmers bring in a harvest"])
        .assert()
        .success();
    home.write(
        "next.txt",
        "松原县的农民今年喜获丰收，粮食产量比往年有所增长，县里组织农机帮助抢收。\n",
    );
    let explained = translate::run(
        &home,
        &format!("explain next.txt --segment a1b1 -p openai -m fake --base-url {}", server.url()),
    );
    assert!(explained.ends(0).stdout().contains("similar_translated"));
    translate::run(&home, &translate::ask(&server, "next.txt -f csv")).ends(0);
    let body = server.bodies().pop().expect("a request");
    assert!(body.contains("similar_translated") && body.contains("Baihe farmers"), "{body}");
    let edition = home.read("out/next.json");
    assert!(edition.contains("\"example\": {") && edition.contains("\"score\":9"), "{edition}");
    assert!(home.read("out/next.csv").contains("= Baihe farmers bring in a harvest"));
    home.run(&translate::ask(&server, "next.txt --frozen")).ends(0);
    assert_eq!(home.read("out/next.json"), edition);
    // A person's unit knows what the machine had said.
    home.run(&translate::ask(&server, "page.txt --frozen"));
    let machines = format!(
        "\"replaced\": \"{}\"",
        english("白河县的农民今年喜获丰收，粮食产量比往年有所增长，县里组织农机帮助抢收。")
    );
    assert!(home.read("out/page.json").contains(&machines));
}
