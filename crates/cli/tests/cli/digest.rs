//! `recto digest`: articles in a few sentences, each with the Chinese that vouches for it.

use serde_json::{Value, json};

use crate::server::{Answer, Asked, Server};
use crate::support::{Home, PAGE, Run};

/// The sentences of good digests: part, English, and words of the passage that is cited.
const SENTENCES: &[(&str, &str, &str)] = &[
    ("headline", "Qinglan adds 12 parks this year", "新增公园12处"),
    ("point", "The parks cover a total of 36.5 hectares.", "36.5公顷"),
    ("point", "Another 48 kilometers of greenways are to be built next year.", "绿道48公里"),
    ("headline", "Baihe county reports a rich autumn harvest", "秋粮丰收"),
    ("point", "The county's autumn grain output reached 214,000 metric tons.", "21.4万吨"),
    ("point", "Autumn grain output rose 3.2 percent from a year earlier.", "增长3.2%"),
    ("headline", "Songyuan district news", "松原区快讯"),
];

/// Returns the question of a request.
fn question(asked: &Asked) -> Value {
    let messages = asked.body["messages"].as_array().cloned().unwrap_or_default();
    let question = messages.last().and_then(|message| message["content"].as_str()).unwrap_or("");
    serde_json::from_str(question).unwrap_or_default()
}

/// Tells whether sentences are asked for once more.
pub(crate) fn is_again(asked: &Asked) -> bool {
    question(asked)["again"].is_array()
}

/// Returns the passages of a question: id and Chinese.
fn passages(asked: &Asked) -> Vec<(String, String)> {
    let question = question(asked);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let passages = question["passages"].as_array().cloned().unwrap_or_default();
    passages.iter().map(|passage| (text(&passage["id"]), text(&passage["zh"]))).collect()
}

/// Returns the honest sentences about the passages of a question.
pub(crate) fn honest(asked: &Asked) -> Vec<Value> {
    let passages = passages(asked);
    let sentence = |&(part, text, zh): &(&str, &str, &str)| {
        // The paragraph says more than the headline, and stands behind it.
        let (id, _) = passages.iter().rev().find(|(_, passage)| passage.contains(zh))?;
        Some(json!({ "part": part, "text": text, "cites": [id], "speaker": "", "chinese": "" }))
    };
    SENTENCES.iter().filter_map(sentence).collect()
}

/// Returns an answer with these sentences.
pub(crate) fn sentences(sentences: &[Value]) -> Answer {
    Answer::content(&json!({ "sentences": sentences }).to_string())
}

/// A server that writes good digests of [`PAGE`].
pub(crate) fn desk() -> Server {
    Server::start(|asked| sentences(&honest(asked)))
}

/// Runs a digest that asks a server.
pub(crate) fn ask(home: &Home, server: &Server, rest: &str) -> Run {
    let line = format!("digest -p openai -m fake --base-url {} {rest}", server.url());
    home.run_with(&line, |command| command.env("OPENAI_API_KEY", "test-key-0001"))
}

/// Reads digests in JSON, and makes sure that every sentence has a citation that resolves.
#[track_caller]
pub(crate) fn read(text: &str) -> Value {
    let sheet: Value = serde_json::from_str(text).expect("digests are JSON");
    for digest in sheet["digests"].as_array().expect("a list") {
        let list = |name: &str| digest[name].as_array().cloned().unwrap_or_default();
        let ids: Vec<Value> =
            list("sources").iter().map(|unit| unit["segment"]["id"].clone()).collect();
        let mut sentences = vec![digest["headline"].clone()];
        sentences.extend(Some(digest["deck"].clone()).filter(Value::is_object));
        ["points", "context", "quotations"].iter().for_each(|name| sentences.extend(list(name)));
        for sentence in sentences {
            let from = sentence["from"].as_array().expect("citations");
            assert!(!from.is_empty() && from.iter().all(|id| ids.contains(id)), "{sentence}");
        }
    }
    sheet
}

fn making(sheet: &Value) -> Vec<&str> {
    let digests = sheet["digests"].as_array().expect("a list");
    digests.iter().filter_map(|digest| digest["headline"]["making"].as_str()).collect()
}

#[test]
fn a_page_is_digested_offline_in_every_format() {
    let home = Home::new();
    home.write("page.txt", PAGE);
    home.run("digest page.txt -o out -f md,html,txt,json,atom,jsonfeed --date 2024-03-05")
        .ends(0)
        .says(&["asking nobody", "1 page, 2 articles"]);
    let files = ["page.atom", "page.feed.json", "page.html", "page.json", "page.md", "page.txt"];
    assert_eq!(home.list("out"), files);
    let sheet = read(&home.read("out/page.json"));
    assert_eq!(sheet["digests"].as_array().map(Vec::len), Some(2));
    assert_eq!(sheet["published"], "2024-03-05");
    for file in files {
        assert!(home.read(&format!("out/{file}")).contains("48 kilometers"), "{file}");
    }
}

#[test]
fn without_a_place_a_digest_goes_to_standard_output() {
    let home = Home::new();
    home.write("page.txt", PAGE);
    let printed = home.run("digest page.txt").ends(0).stdout();
    assert!(printed.contains("# Digest of page.txt") && printed.contains("[^"), "{printed}");
    let piped = home.run_with("digest - -f txt", |command| command.write_stdin(PAGE)).ends(0);
    assert!(piped.stdout().contains("21.4"));
    home.run("digest page.txt -o mail.txt --title Morning").ends(0);
    assert!(home.read("mail.txt").contains("Morning"));
    home.run("digest page.txt -o news.feed.json").ends(0);
    assert!(home.read("news.feed.json").contains("jsonfeed.org/version/1.1"));
    home.run("digest page.txt -o page.txt").ends(2).says(&["is a page, and would be overwritten"]);
}

#[test]
fn what_is_wrong_on_the_command_line_is_named() {
    let home = Home::new();
    home.write("page.txt", PAGE);
    home.run("digest page.txt -f pdf").ends(2).says(&["`pdf` is not a format", "jsonfeed"]);
    home.run("digest page.txt --date 2024-02-30").ends(2).says(&["`2024-02-30` is no day"]);
    home.run("digest page.txt --style poem").ends(2).says(&["`poem` is no style", "newsletter"]);
    home.run("digest page.txt -f md -f txt").ends(2).says(&["name a folder"]);
    home.run("digest gone.txt").ends(7).says(&["no such file"]);
    home.run_with("digest page.txt -p deepl", |command| command.env("DEEPL_AUTH_KEY", "k:fx"))
        .ends(2)
        .says(&["`deepl` translates, and writes no digests"]);
    home.write("x.json", "{\"a\": 1}");
    home.run("digest x.json").ends(7).says(&["not an edition of Recto", "translate -f json"]);
}

#[test]
fn bad_pages_are_digested_as_far_as_they_go() {
    let home = Home::new();
    let long = "白河县今年秋粮总产量达到21.4万吨，比去年增长3.2%。".repeat(4000);
    home.write("one.txt", "白河大桥通车。\n")
        .write("captions.txt", "工人在检修桥面。 林某 摄\n")
        .write("english.txt", "The bridge opened to traffic on Tuesday.\n")
        .write("long.txt", long)
        .write("blank.txt", " \n");
    let printed = home
        .run("digest one.txt captions.txt english.txt long.txt blank.txt -f json")
        .ends(0)
        .says(&["`blank.txt` is passed over"])
        .stdout();
    assert_eq!(read(&printed)["digests"].as_array().map(Vec::len), Some(4));
    home.run("digest one.txt gone.txt").ends(3);
}

#[test]
fn an_article_is_asked_for_once_and_remembered() {
    let home = Home::new();
    home.write("page.txt", PAGE);
    let server = desk();
    let first = ask(&home, &server, "page.txt -f json").ends(0).says(&["asking `openai` (fake)"]);
    let sheet = read(&first.stdout());
    assert_eq!(server.requests(), 2, "one for each article");
    assert_eq!(making(&sheet), ["written", "written"]);
    assert_eq!(sheet["digests"][0]["headline"]["text"], SENTENCES[0].1);
    assert_eq!(sheet["digests"][1]["points"][0]["text"], SENTENCES[4].1);
    let again = ask(&home, &server, "page.txt -f json").ends(0).says(&["2 remembered"]);
    assert_eq!((server.requests(), again.stdout()), (2, first.stdout()));
    home.write("moved.txt", format!("{PAGE}\n## 松原区快讯\n\n松原区新建学校3所。\n"));
    ask(&home, &server, "moved.txt -f json").ends(0);
    assert_eq!(server.requests(), 3, "only the new article is asked for");
    ask(&home, &server, "page.txt -f json --style wire").ends(0);
    assert_eq!(server.requests(), 5, "another style is another question");
    ask(&home, &server, "page.txt -f json --frozen").ends(0);
    assert_eq!(server.requests(), 5);
}

#[test]
fn a_translation_that_is_paid_for_is_used_and_none_is_asked_for() {
    const ENGLISH: &[(&str, &str)] = &[
        ("青岚市今年新增公园", "Qinglan adds 12 parks this year"),
        (
            "园林局昨日公布",
            "Qinglan added 12 parks with a total of 36.5 hectares this year, the city's gardens bureau said yesterday.",
        ),
        (
            "绿道48公里",
            "The city is to build 48 kilometers of greenways next year, the head of the bureau said.",
        ),
        ("白河县秋粮丰收", "Baihe county reaps a rich autumn harvest"),
        (
            "21.4万吨",
            "Baihe county's autumn grain output reached 214,000 metric tons this year, up 3.2 percent from last year.",
        ),
    ];
    let home = Home::new();
    home.write("page.txt", PAGE);
    let server = Server::start(|asked| {
        let english = |zh: &str| {
            let found = ENGLISH.iter().find(|(part, _)| zh.contains(part));
            found.map_or("By Lin Zhiyuan", |(_, english)| english).to_owned()
        };
        Answer::segments(asked.segments.iter().map(|(id, zh)| (id.as_str(), english(zh))))
    });
    crate::translate::run(&home, &crate::translate::ask(&server, "page.txt"));
    let asked = server.requests();
    let printed = home.run("digest page.txt -f json").ends(0).stdout();
    let sheet = read(&printed);
    assert_eq!(making(&sheet), ["extracted", "extracted"]);
    assert_eq!(sheet["digests"][0]["headline"]["text"], ENGLISH[0].1);
    let edition = home.run("digest out/page.json -f json --no-memory").ends(0).stdout();
    assert_eq!(read(&edition)["digests"][1]["headline"]["text"], ENGLISH[3].1);
    let piped = home.read("out/page.json");
    home.run_with("digest - --no-memory", |command| command.write_stdin(piped))
        .ends(0)
        .says(&["2 articles"]);
    assert_eq!(server.requests(), asked);
}

#[test]
fn a_roundup_ranks_groups_and_tells_a_story_once() {
    let home = Home::new();
    home.write("a.txt", PAGE)
        .write("b.txt", PAGE)
        .write("recto.toml", "words = 80\nstyle = \"bullets\"\n");
    let printed = home.run("digest a.txt b.txt --roundup -f json").ends(0).stdout();
    let sheet = read(&printed);
    let digests = sheet["digests"].as_array().expect("a list");
    assert_eq!(digests.len(), 2, "each story once");
    assert!(digests.iter().all(|digest| digest["also"][0]["source"] == "b.txt"));
    assert!(digests.iter().all(|digest| digest["style"] == "bullets"));
    assert!(sheet["roundup"]["sections"].is_array() && sheet["title"] == "Roundup");
    assert!(sheet["words"].as_u64().expect("a number") <= 88);
    home.run("digest a.txt b.txt --roundup -o out -f html -f atom").ends(0);
    assert_eq!(home.list("out"), ["roundup.atom", "roundup.html"]);
}

#[test]
fn a_feed_changes_when_the_news_does() {
    let home = Home::new();
    home.write("page.txt", PAGE);
    let run = |now: &str| {
        home.run_with("digest page.txt -o news.atom", |command| {
            command.env("SOURCE_DATE_EPOCH", now)
        })
        .ends(0);
        home.read("news.atom")
    };
    let first = run("1709624096");
    assert!(first.contains("<updated>2024-03-05T07:34:56Z</updated>"));
    assert_eq!(run("1709999999"), first);
    home.write("page.txt", PAGE.replace("48公里", "50公里"));
    let changed = run("1709999999");
    assert!(changed.contains("2024-03-09T15:59:59Z") && changed.contains("2024-03-05T07:34:56Z"));
}

#[test]
fn a_prompt_of_your_own_is_used_and_asked_with_anew() {
    let home = Home::new();
    home.write("page.txt", PAGE).write("own/digest.j2", "Digest for {{ english }}, {{ form }}.");
    let server = Server::start(|asked| {
        let system = asked.body["messages"][0]["content"].as_str().unwrap_or_default();
        match system {
            "Digest for American English, brief." => sentences(&honest(asked)),
            other => Answer::content(other),
        }
    });
    ask(&home, &server, "page.txt --prompts own").ends(0);
    assert_eq!(server.requests(), 2);
    home.write("own/digest.j2", "{{ nobody }}");
    ask(&home, &server, "page.txt --prompts own").ends(2).says(&["the prompt does not work"]);
    ask(&home, &server, "page.txt --prompts none").ends(2).says(&["cannot read the prompt"]);
}
