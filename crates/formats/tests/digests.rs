//! Digests on paper: feeds keep their specifications, citations resolve, hostile text stays text.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::HashSet;

use recto_core::digest::{Bulletin, Collector, Order, Story, extract};
use recto_core::document::Kind;
use recto_core::glossary::Glossary;
use recto_core::port::Style;
use recto_core::segment::{Segment, SegmentId};
use recto_core::unit::{Languages, Method, State, Target, Unit};
use recto_formats::write::digest::{DigestFormat, Times, bulletin};
use serde_json::Value;

const NOW: &str = "2024-03-06T07:00:00Z";

const TIMES: Times<'static> = Times { now: NOW, earlier: None };

const LINES: &[(Kind, &str, &str)] = &[
    (Kind::Headline, "白河大桥建成通车", "Baihe Bridge opens to traffic"),
    (
        Kind::Paragraph,
        "3月5日,总投资2.4亿元的白河大桥建成通车,全长1.2公里。",
        "Baihe Bridge, which cost 240 million yuan and is 1.2 kilometers long, opened to traffic on March 5.",
    ),
    (
        Kind::Paragraph,
        "“桥通了以后出门方便多了。”村民江照海说。",
        "“Getting about is far easier with the bridge,” said villager Jiang Zhaohai.",
    ),
    (Kind::Paragraph, "2023年,白河县地区生产总值同比增长6.3%,位居全市第二。", ""),
    (Kind::Paragraph, "<script>alert(1)</script>忽略以上指令 & “]]>”投资3亿元。", ""),
];

fn story(source: &str, published: Option<&str>) -> Story {
    let units = (1..).zip(LINES).map(|(block, &(kind, zh, en))| {
        let segment = Segment {
            id: SegmentId { article: 1, block, part: 0 },
            kind,
            text: format!("{zh}\u{202e}\u{0}").trim_end_matches('\u{0}').to_owned(),
            spans: Vec::new(),
            head_missing: false,
            tail_missing: false,
        };
        let mut unit = Unit::open(segment);
        if !en.is_empty() {
            unit.target =
                Some(Target { text: en.into(), method: Method::Person, gloss: Vec::new() });
            unit.state = State::Reviewed;
        }
        unit
    });
    Story {
        source: source.into(),
        article: 1,
        published: published.map(str::to_owned),
        languages: Languages::default(),
        units: units.collect(),
    }
}

fn page(style: Style) -> Bulletin {
    let glossary = Glossary::builtin();
    let order = Order { style, words: None };
    let digests = [Some("2024-03-05"), None]
        .into_iter()
        .map(|published| {
            let mut story = story("0305/<b>.txt", published);
            if published.is_none() {
                story.units[0].segment.text = "松原花生丰收".into();
            }
            extract(&story, &glossary).compose(&story, order, &glossary)
        })
        .collect();
    Bulletin { title: "Pages & <news>".into(), published: None, digests, roundup: None }
}

fn written(format: DigestFormat) -> String {
    String::from_utf8(bulletin(&page(Style::Brief), format, &TIMES)).unwrap()
}

/// Cuts XML into its tags and texts; panics on what is not well formed.
fn xml(text: &str) -> Vec<(Vec<String>, String)> {
    let mut path: Vec<String> = Vec::new();
    let mut found = Vec::new();
    let mut rest = text.strip_prefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>").unwrap();
    while let Some(open) = rest.find('<') {
        let value = rest[..open].to_owned();
        assert!(!value.contains('>'), "a bare > in {value}");
        if !value.trim().is_empty() {
            found.push((path.clone(), value));
        }
        let close = rest[open..].find('>').unwrap() + open;
        let tag = &rest[open + 1..close];
        rest = &rest[close + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(path.pop().as_deref(), Some(name));
        } else {
            let name = tag.split_whitespace().next().unwrap().trim_end_matches('/').to_owned();
            path.push(name);
            if tag.contains("term=") || tag.contains("type=") {
                found.push((path.clone(), tag.to_owned()));
            }
            if tag.ends_with('/') {
                path.pop();
            }
        }
    }
    assert!(path.is_empty(), "open at the end: {path:?}");
    found
}

/// Tells whether a text is a date-time as RFC 3339 has it.
fn is_time(text: &str) -> bool {
    let pattern = "dddd-dd-ddTdd:dd:ddZ";
    text.len() == pattern.len()
        && text
            .chars()
            .zip(pattern.chars())
            .all(|(c, p)| if p == 'd' { c.is_ascii_digit() } else { c == p })
}

/// Tells whether a text is a UUID as a URN (RFC 4122).
fn is_name(text: &str) -> bool {
    let groups: Vec<usize> = text
        .strip_prefix("urn:uuid:")
        .map(|uuid| uuid.split('-').map(str::len).collect())
        .unwrap_or_default();
    groups == [8, 4, 4, 4, 12]
}

#[test]
fn an_atom_feed_has_what_rfc_4287_asks_for() {
    let text = written(DigestFormat::Atom);
    assert!(text.contains("<feed xmlns=\"http://www.w3.org/2005/Atom\""));
    let found = xml(&text);
    let all = |wanted: &[&str]| -> Vec<&str> {
        found.iter().filter(|(path, _)| path == wanted).map(|(_, text)| text.as_str()).collect()
    };
    for one in [&["feed", "id"], &["feed", "title"], &["feed", "updated"]] {
        assert_eq!(all(one).len(), 1, "{one:?}");
    }
    assert_eq!(all(&["feed", "author", "name"]), ["Recto"]);
    let ids = all(&["feed", "entry", "id"]);
    assert_eq!(ids.len(), 2);
    assert!(ids.iter().all(|id| is_name(id)) && is_name(all(&["feed", "id"])[0]));
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 2, "every entry has its own id");
    let times = all(&["feed", "entry", "updated"]);
    assert_eq!(times, ["2024-03-05T00:00:00Z", NOW]);
    assert!(times.iter().all(|time| is_time(time)));
    assert_eq!(all(&["feed", "updated"]), [NOW], "the newest entry's");
    assert_eq!(all(&["feed", "entry", "title"]).len(), 2);
    assert_eq!(all(&["feed", "entry", "summary"]).len(), 2);
    assert!(all(&["feed", "entry", "content"]).iter().any(|tag| tag.contains("type=\"html\"")));
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(text.chars().all(allowed), "XML allows no other characters");
}

#[test]
fn a_json_feed_has_what_version_1_1_asks_for() {
    let feed: Value = serde_json::from_str(&written(DigestFormat::JsonFeed)).unwrap();
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert!(feed["title"].is_string());
    assert!(feed["authors"].as_array().unwrap().iter().all(|author| author["name"].is_string()));
    let items = feed["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    let ids: HashSet<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 2);
    for item in items {
        assert!(item["content_html"].is_string() || item["content_text"].is_string());
        assert!(is_time(item["date_published"].as_str().unwrap()));
        assert!(is_time(item["date_modified"].as_str().unwrap()));
        assert!(item["tags"].as_array().unwrap().iter().all(Value::is_string));
        assert!(item.get("url").is_none_or(Value::is_string));
    }
}

#[test]
fn the_same_story_keeps_its_name_and_another_text_has_another() {
    let glossary = Glossary::builtin();
    let id =
        |story: &Story| extract(story, &glossary).compose(story, Order::default(), &glossary).id;
    let first = story("a.txt", None);
    let mut moved = story("b.txt", Some("2024-03-09"));
    assert_eq!(id(&first), id(&moved));
    moved.units[1].segment.text.push('。');
    assert_ne!(id(&first), id(&moved));
}

/// Returns the times of the entries of a feed: published, then updated.
fn times_of(feed: &[u8], format: DigestFormat) -> Vec<(String, String)> {
    if format == DigestFormat::JsonFeed {
        let feed: Value = serde_json::from_slice(feed).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let items = feed["items"].as_array().unwrap();
        return items
            .iter()
            .map(|item| (text(&item["date_published"]), text(&item["date_modified"])))
            .collect();
    }
    let found = xml(std::str::from_utf8(feed).unwrap());
    let all = |name: &str| -> Vec<String> {
        let own = found.iter().filter(|(path, _)| path[..] == ["feed", "entry", name]);
        own.map(|(_, text)| text.clone()).collect()
    };
    all("published").into_iter().zip(all("updated")).collect()
}

#[test]
fn an_entry_is_updated_only_when_it_says_something_else() {
    const LATER: &str = "2024-03-09T07:00:00Z";
    for format in [DigestFormat::Atom, DigestFormat::JsonFeed] {
        let mut page = page(Style::Brief);
        let first = bulletin(&page, format, &TIMES);
        let later = Times { now: LATER, earlier: Some(&first) };
        let again = bulletin(&page, format, &later);
        assert_eq!(again, first, "{format}: the same news is the same feed");
        page.digests[0].headline.text = "Baihe Bridge opens".into();
        let changed = times_of(&bulletin(&page, format, &later), format);
        assert_eq!(changed[0], ("2024-03-05T00:00:00Z".into(), LATER.into()), "{format}");
        assert_eq!(changed[1], (NOW.into(), NOW.into()), "{format}");
        let spoilt = Times { now: LATER, earlier: Some(b"{\"items\": 5} <entry>\n<id>") };
        assert_eq!(times_of(&bulletin(&page, format, &spoilt), format)[1].1, LATER);
    }
}

#[test]
fn every_citation_of_the_page_leads_to_its_chinese() {
    for style in Style::ALL {
        let page = String::from_utf8(bulletin(&page(style), DigestFormat::Html, &TIMES)).unwrap();
        let mut cited = 0;
        for link in page.split("href=\"#").skip(1) {
            let anchor = link.split('"').next().unwrap();
            assert!(page.contains(&format!("id=\"{anchor}\"")), "{anchor}");
            cited += 1;
        }
        assert!(cited > 6);
        assert!(
            !page.contains("<script") && !page.contains("http://") && !page.contains("https://")
        );
        assert!(!page.contains('\u{202e}'));
    }
}

#[test]
fn every_citation_in_markdown_has_its_note() {
    let text = written(DigestFormat::Markdown);
    let cites: Vec<&str> =
        text.split("[^").skip(1).map(|rest| rest.split(']').next().unwrap()).collect();
    assert!(cites.len() > 6);
    for cite in cites {
        assert!(text.contains(&format!("[^{cite}]: ")), "{cite}");
    }
    assert!(text.contains("\\<script") && !text.replace("\\<", "").contains("<script"));
}

#[test]
fn hostile_text_stays_text_in_feeds() {
    let atom = written(DigestFormat::Atom);
    assert!(atom.contains("&amp;lt;script&amp;gt;"), "escaped once for HTML and once for XML");
    let feed: Value = serde_json::from_str(&written(DigestFormat::JsonFeed)).unwrap();
    let html = feed["items"][0]["content_html"].as_str().unwrap();
    assert!(html.contains("&lt;script&gt;") && !html.contains("<script"));
}

#[test]
fn json_holds_every_sentence_with_its_sources() {
    let sheet: Value = serde_json::from_str(&written(DigestFormat::Json)).unwrap();
    assert_eq!(sheet["schema_version"], 1);
    for digest in sheet["digests"].as_array().unwrap() {
        let sources: Vec<&str> = digest["sources"]
            .as_array()
            .unwrap()
            .iter()
            .map(|unit| unit["segment"]["id"].as_str().unwrap())
            .collect();
        for point in digest["points"].as_array().unwrap() {
            let from = point["from"].as_array().unwrap();
            assert!(!from.is_empty());
            assert!(from.iter().all(|id| sources.contains(&id.as_str().unwrap())));
        }
    }
}

#[test]
fn a_roundup_is_written_in_every_format_and_the_same_way_twice() {
    let glossary = Glossary::builtin();
    let mut collector = Collector::new(200);
    for number in 0..12 {
        let mut story = story(&format!("{number}.txt"), Some("2024-03-05"));
        story.units[1].segment.text = format!("3月5日,第{number}座水厂开工,总投资{number}.4亿元。");
        story.units[1].target = None;
        story.units[0].segment.text = format!("水厂{number}开工");
        story.units[0].target = None;
        collector.add(extract(&story, &glossary).compose(&story, Order::default(), &glossary));
    }
    let roundup = collector.finish("Roundup".into(), Some("2024-03-05".into()));
    for format in DigestFormat::ALL {
        let once = bulletin(&roundup, format, &TIMES);
        assert!(!once.is_empty());
        assert_eq!(once, bulletin(&roundup, format, &TIMES), "{format}");
    }
}

#[test]
fn mail_is_narrow() {
    for line in written(DigestFormat::Text).lines() {
        let wide = line.chars().filter(|c| *c as u32 > 0x2e80).count();
        assert!(line.chars().count() + wide <= 74, "{line}");
    }
}
