//! `recto digest` with a provider that is wrong, slow to agree, or not there: the digest appears, what is
//! wrong is marked, and the exit code tells.

use serde_json::{Value, json};

use crate::digest::{ask, desk, honest, is_again, read, sentences};
use crate::server::{Answer, Server};
use crate::support::{Home, PAGE};

/// Makes a home with a page of two articles.
fn home() -> Home {
    let home = Home::new();
    home.write("page.txt", PAGE);
    home
}

/// A server that spoils the second sentence of every answer, also when it is asked again.
fn spoilt(spoil: impl Fn(&mut Value) + Send + Sync + 'static) -> Server {
    Server::start(move |asked| {
        let mut answer = honest(asked);
        spoil(&mut answer[1]);
        sentences(if is_again(asked) { &answer[1..2] } else { &answer })
    })
}

#[track_caller]
fn assert_caught(what: &str, spoil: impl Fn(&mut Value) + Send + Sync + 'static) {
    let home = home();
    let server = spoilt(spoil);
    let run = ask(&home, &server, "page.txt -f json -v")
        .ends(3)
        .says(&["2 sentences replaced: not proven"]);
    let sheet = read(&run.stdout());
    let replaced: u64 = sheet["digests"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|d| d["replaced"].as_u64())
        .sum();
    assert_eq!(replaced, 2, "{what}: one of each article");
    assert_eq!(server.requests(), 4, "{what}: each is asked for once more");
    ask(&home, &server, "page.txt -f json").ends(3);
    assert_eq!(server.requests(), 4, "{what}: and not in every run");
}

#[test]
fn sentences_that_are_not_proven_are_asked_again_once_then_replaced_and_marked() {
    assert_caught("an invented figure", |sentence| {
        sentence["text"] = json!("The project costs 977 million yuan.");
    });
    assert_caught("a citation that does not exist", |sentence| sentence["cites"] = json!(["p99"]));
    assert_caught("no citation", |sentence| sentence["cites"] = json!([]));
    assert_caught("Chinese", |sentence| sentence["text"] = json!("今年全市新增公园。"));
    assert_caught("an invented name", |sentence| {
        sentence["text"] = json!("Zhou Wenbin said so.");
    });
    assert_caught("an invented quotation", |sentence| {
        sentence["text"] = json!("“We are very proud of it,” said the head of the bureau.");
    });
}

#[test]
fn a_sentence_that_is_mended_is_taken() {
    let home = home();
    let server = Server::start(|asked| {
        let mut answer = honest(asked);
        if is_again(asked) {
            return sentences(&answer[1..2]);
        }
        answer[1]["cites"] = json!(["p77"]);
        sentences(&answer)
    });
    let run = ask(&home, &server, "page.txt -f json").ends(0);
    let sheet = read(&run.stdout());
    assert_eq!(server.requests(), 4);
    assert_eq!(
        sheet["digests"][0]["points"][0]["text"],
        "The parks cover a total of 36.5 hectares."
    );
}

#[test]
fn a_provider_that_declines_one_article_leaves_the_others_written() {
    let home = home();
    let server = Server::start(|asked| {
        if asked.body.to_string().contains("白河县秋粮丰收") {
            return Answer::content("I'm sorry, but I can't help with that.");
        }
        sentences(&honest(asked))
    });
    let run = ask(&home, &server, "page.txt -f json").ends(3).says(&["declines in words"]);
    let sheet = read(&run.stdout());
    assert_eq!(sheet["digests"][0]["headline"]["making"], "written");
    assert_ne!(sheet["digests"][1]["headline"]["making"], "written");
    assert_eq!(sheet["digests"][1]["findings"][0]["rule"], "NOT_WRITTEN");
    let markdown = ask(&home, &server, "page.txt").ends(3).stdout();
    assert!(markdown.contains("the summarizer gave nothing for this story"), "{markdown}");
}

#[test]
fn three_times_too_many_words_are_cut_to_what_was_asked_for() {
    let home = home();
    let server = Server::start(|asked| {
        let mut answer = honest(asked);
        let points: Vec<Value> = answer[1..].iter().cycle().take(30).cloned().collect();
        answer.truncate(1);
        answer.extend(points);
        sentences(&answer)
    });
    let run = ask(&home, &server, "page.txt -f json --words 60").ends(0);
    for digest in read(&run.stdout())["digests"].as_array().expect("a list") {
        let words = digest["words"].as_u64().expect("a number");
        assert!((54..=66).contains(&words), "{words} words");
    }
}

#[test]
fn rubbish_and_a_wrong_key_leave_digests_of_the_articles_themselves() {
    let home = home();
    let server = Server::start(|_| Answer::content("{\"sentences\": 5}"));
    let run = ask(&home, &server, "page.txt -f json").ends(3);
    assert_eq!(read(&run.stdout())["digests"].as_array().map(Vec::len), Some(2));
    let server = Server::start(|_| Answer::json(401, &json!({ "error": { "message": "no" } })));
    let run = ask(&home, &server, "page.txt -f json").ends(6).says(&["does not accept the key"]);
    assert_eq!(read(&run.stdout())["digests"].as_array().map(Vec::len), Some(2));
    assert!(!run.stdout().contains("test-key-0001") && !run.stderr().contains("test-key-0001"));
    home.run("digest page.txt -p openai -m fake").ends(6).says(&["`openai` wants a key"]);
}

#[test]
fn limits_are_kept_and_the_same_command_goes_on() {
    let home = home();
    let server = desk();
    ask(&home, &server, "page.txt -f json --max-requests 1 -j 1")
        .ends(4)
        .says(&["limit of requests"]);
    assert_eq!(server.requests(), 1);
    ask(&home, &server, "page.txt -f json --frozen").ends(3);
    assert_eq!(server.requests(), 1);
    ask(&home, &server, "page.txt -f json").ends(0);
    assert_eq!(server.requests(), 2);
    ask(&home, &server, "page.txt -f json --style wire --max-cost 1")
        .ends(4)
        .says(&["limit of the cost"]);
    assert_eq!(server.requests(), 2, "without a price nothing is sent");
}

#[test]
fn ten_articles_are_asked_for_at_the_same_time() {
    let home = Home::new();
    let names: Vec<String> = (0..10).map(|number| format!("p{number}.txt")).collect();
    for (number, name) in names.iter().enumerate() {
        home.write(name, format!("## 白河县快讯\n\n白河县新建学校{}所。\n", number + 2));
    }
    let under_way = std::sync::Arc::new((
        std::sync::atomic::AtomicUsize::new(0),
        std::sync::atomic::AtomicUsize::new(0),
    ));
    let seen = std::sync::Arc::clone(&under_way);
    let server = Server::start(move |_| {
        use std::sync::atomic::Ordering::SeqCst;
        let now = under_way.0.fetch_add(1, SeqCst) + 1;
        under_way.1.fetch_max(now, SeqCst);
        std::thread::sleep(std::time::Duration::from_millis(200));
        under_way.0.fetch_sub(1, SeqCst);
        sentences(&[json!({ "part": "headline", "text": "Baihe county news", "cites": ["p1"] })])
    });
    ask(&home, &server, &format!("{} -f json", names.join(" "))).ends(0);
    assert_eq!(server.requests(), 10);
    let most = seen.1.load(std::sync::atomic::Ordering::SeqCst);
    assert!(most >= 4, "{most} at the same time");
}
