//! Text of pages and providers is data: whatever stands in it, the written files keep their own shape.

mod invented;

use std::io::{Cursor, Read};

use html5gum::{Token, Tokenizer};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};
use quick_xml::Reader;
use quick_xml::events::Event as XmlEvent;
use recto_core::edition::Edition;
use recto_core::finding::Finding;
use recto_core::text::script::is_invisible;
use recto_core::unit::{Asker, Unit};
use recto_formats::read::edition_json;
use recto_formats::write::{self, Format};
use zip::ZipArchive;

/// What pages and providers have been seen to send, and worse.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title></style><iframe src=//example.com>",
    "<!-- --!><svg/onload=alert(1)>",
    "&lt;b&gt; &amp; &#60;",
    "[链接](javascript:alert(1)) ![图](x)",
    "# 标题\n- 项\n1. 一\n---\n```\n<b>\n```",
    "{{ 7 * 7 }} {% include 'x' %} {# x #}",
    "白\u{202e}河县\u{2066}开\u{200b}渠\0\u{1b}[31m",
    "[^1]: 注 ***粗*** ~~删~~ |a|b|",
    "https://example.com www.example.com a@example.com",
    "\u{feff}\u{fffe}\u{e0041}🚰",
    "",
];

/// Returns the invented edition with every text replaced.
fn filled(text: &str) -> Edition {
    let mut edition = invented::edition();
    edition.source = text.to_owned();
    edition.repairs.iter_mut().for_each(|repair| {
        repair.id = text.to_owned();
        repair.rule = text.to_owned();
        repair.evidence = text.to_owned();
    });
    edition.findings.iter_mut().for_each(|finding| fill_finding(finding, text));
    for block in edition.articles.iter_mut().flat_map(|article| &mut article.blocks) {
        block.block.text = text.to_owned();
        block.units.iter_mut().for_each(|unit| fill_unit(unit, text));
    }
    edition
}

fn fill_unit(unit: &mut Unit, text: &str) {
    unit.segment.text = text.to_owned();
    unit.findings.iter_mut().for_each(|finding| fill_finding(finding, text));
    let all = || text.to_owned();
    unit.asker = unit.asker.take().map(|_| Asker { provider: all(), model: all(), prompt: all() });
    if let Some(target) = &mut unit.target {
        target.text = all();
        for word in &mut target.gloss {
            word.text = all();
            word.pinyin = all();
            word.senses = vec![all(), all()];
        }
    }
}

fn fill_finding(finding: &mut Finding, text: &str) {
    finding.rule = text.to_owned();
    finding.message = text.to_owned();
    finding.hint = Some(text.to_owned());
    finding.suggestion = Some(text.to_owned());
}

fn text_of(edition: &Edition, format: Format) -> String {
    String::from_utf8(write::edition(edition, format)).expect("every text format is UTF-8")
}

const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "body",
    "code",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "head",
    "header",
    "html",
    "input",
    "label",
    "legend",
    "li",
    "main",
    "mark",
    "meta",
    "nav",
    "ol",
    "p",
    "q",
    "rt",
    "ruby",
    "span",
    "style",
    "summary",
    "title",
    "ul",
];

const ATTRIBUTES: &[&str] = &[
    "aria-label",
    "charset",
    "checked",
    "class",
    "content",
    "href",
    "http-equiv",
    "id",
    "lang",
    "name",
    "role",
    "tabindex",
    "title",
    "translate",
    "type",
    "value",
];

/// Checks that the page holds only elements of the template and points only to itself.
fn assert_own_shape(html: &str) {
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                assert!(ELEMENTS.contains(&name.as_str()), "<{name}>");
                for (attribute, value) in &tag.attributes {
                    let attribute = String::from_utf8_lossy(attribute);
                    assert!(ATTRIBUTES.contains(&attribute.as_ref()), "<{name} {attribute}>");
                    assert!(attribute != "href" || value.starts_with(b"#"), "<a {value:?}>");
                }
            }
            Token::Comment(comment) => panic!("a comment: {comment:?}"),
            Token::Error(error) => panic!("{error:?}"),
            _ => {}
        }
    }
    assert!(!html.chars().any(is_invisible), "an invisible character is written");
}

/// Checks that the Markdown holds no raw HTML and no link.
fn assert_own_marks(markdown: &str) {
    for event in Parser::new_ext(markdown, Options::all()) {
        match event {
            Event::Html(raw) | Event::InlineHtml(raw) => panic!("raw HTML: {raw}"),
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => panic!("a link in {markdown}"),
            Event::Start(Tag::CodeBlock(_) | Tag::Table(_)) => panic!("a block in {markdown}"),
            _ => {}
        }
    }
    assert!(!markdown.chars().any(is_invisible), "an invisible character is written");
}

#[test]
fn hostile_text_has_no_effect_in_any_format() {
    for text in HOSTILE {
        let edition = filled(text);
        assert_own_shape(&text_of(&edition, Format::Html));
        assert_own_marks(&text_of(&edition, Format::Markdown));
        assert!(!text_of(&edition, Format::Text).chars().any(is_invisible));
        let json = write::edition(&edition, Format::Json);
        assert_eq!(edition_json(&json).ok(), Some(edition), "{text}");
    }
}

/// Checks that every part of an archive is well-formed XML and holds no script and no address.
fn assert_own_parts(bytes: &[u8]) {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("it was just written");
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("it was just written");
        let name = part.name().expect("names are UTF-8").into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("parts are UTF-8");
        assert!(!text.chars().any(is_invisible), "an invisible character in {name}");
        if name.ends_with("ml") || name.ends_with(".opf") {
            assert_well_formed(&text, &name);
        }
    }
}

fn assert_well_formed(xml: &str, name: &str) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}\n{xml}")) {
            XmlEvent::Eof => break,
            XmlEvent::Start(tag) | XmlEvent::Empty(tag) => {
                let element = tag.local_name().as_ref().to_owned();
                assert!(!["script", "img", "iframe", "svg"].contains(&element.as_str()), "{name}");
            }
            XmlEvent::Comment(_) | XmlEvent::CData(_) => panic!("{name}: {xml}"),
            _ => {}
        }
    }
}

#[test]
fn hostile_text_stays_text_in_archives() {
    for text in HOSTILE {
        let edition = filled(text);
        for format in [Format::Epub, Format::Word] {
            assert_own_parts(&write::edition(&edition, format));
        }
    }
}

#[test]
fn the_page_asks_nobody_for_anything() {
    let html = text_of(&invented::edition(), Format::Html);
    assert!(html.contains("default-src 'none'"));
    for request in ["http://", "https://", "url(", "@import", "src=", "<script", "<link"] {
        assert!(!html.contains(request), "{request}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_no_effect(text in r#"(.|[<>&"'*_\[\]()#`{}%/!= \n]){0,24}"#) {
        let edition = filled(&text);
        assert_own_shape(&text_of(&edition, Format::Html));
        assert_own_marks(&text_of(&edition, Format::Markdown));
        let json = write::edition(&edition, Format::Json);
        prop_assert_eq!(edition_json(&json).unwrap(), edition);
    }
}
