use proptest::prelude::*;
use recto_core::document::Kind;
use recto_core::unit::{Asker, Languages, Method, State};

use super::*;

fn entry(id: &str, zh: &str, en: Option<&str>, state: State) -> Entry {
    Entry {
        id: id.to_owned(),
        kind: Some(Kind::Paragraph),
        zh: zh.to_owned(),
        en: en.map(str::to_owned),
        state,
        method: en.map(|_| Method::Machine),
        asker: en.map(|_| Asker {
            provider: "deepl".into(),
            model: String::new(),
            prompt: "5f1c".into(),
        }),
        notes: vec!["minor (length): a sentence of 44 words".into()],
    }
}

fn exchange(entries: Vec<Entry>) -> Exchange {
    Exchange { source: "0617/page-3.txt".into(), languages: Languages::default(), entries }
}

/// What a form has no place for comes back as if it had never been there.
fn reduced(mut exchange: Exchange, form: Form) -> Exchange {
    match form {
        Form::Xliff12 | Form::Xliff21 => {}
        Form::Tmx => exchange.entries.retain(|entry| entry.en.is_some()),
        Form::Csv => exchange.source.clear(),
        Form::Word => exchange.entries.iter_mut().for_each(|entry| {
            (entry.kind, entry.method, entry.asker) = (None, None, None);
        }),
    }
    exchange
}

#[track_caller]
fn assert_comes_back(sent: &Exchange) {
    for form in Form::ALL {
        let written = write(sent, form);
        let back = read(&written).unwrap_or_else(|fault| panic!("{form:?}: {fault}"));
        let written = String::from_utf8_lossy(&written);
        assert_eq!(back, reduced(sent.clone(), form), "{form:?}:\n{written}");
    }
}

#[test]
fn what_goes_out_comes_back_in_every_form() {
    assert_comes_back(&exchange(vec![
        entry("a1b1", "白河县三年修渠六百里", Some("Baihe digs 300 km"), State::Translated),
        entry("a1b2", "水声哗哗。", None, State::Initial),
        entry("a1b3s2", "增长5.3%", Some("up 5.3 percent"), State::Reviewed),
        entry("a2b1", "老街早市", Some("Morning market"), State::Final),
    ]));
}

#[test]
fn text_that_looks_like_marks_comes_back_as_it_was() {
    for text in [
        "</source><target>x</target>",
        "a < b & c > d \"quoted\" 'single'",
        "&lt; &#60; &amp;lt; ]]>",
        "=HYPERLINK(\"http://x\")",
        "'=1+1",
        "'quoted'",
        "-5, +3, @x",
        "a,b;c\td",
        "two\nlines",
        "  spaces at both ends  ",
        "<ph>x</ph>",
    ] {
        assert_comes_back(&exchange(vec![entry("a1b1", text, Some(text), State::Translated)]));
    }
}

proptest! {
    #[test]
    fn any_text_comes_back(zh in r#"[\PC&&[^\u{feff}]]{1,20}"#, en in r#"(\PC|[<>&"',;=\n ]){1,20}"#) {
        let sent = exchange(vec![entry("a1b1", &zh, Some(&en), State::Reviewed)]);
        for form in Form::ALL {
            let back = read(&write(&sent, form)).unwrap();
            prop_assert_eq!(back, reduced(sent.clone(), form));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        let _ = read(&bytes);
    }

    #[test]
    fn any_xml_is_read_or_refused(
        text in r#"<(xliff version="(1\.2|2\.1)"|tmx)>(</?(file|unit|segment|trans-unit|source|target|tu|tuv|seg|ph)>|&[a-z]{1,4};|白|<!DOCTYPE x \[|\]\]>){0,20}"#,
    ) {
        let _ = read(text.as_bytes());
    }
}

#[test]
fn a_tool_that_calls_a_target_translated_had_a_person_read_it() {
    let tool = r#"<?xml version="1.0"?>
<!DOCTYPE xliff PUBLIC "-//XLIFF//DTD XLIFF//EN" "http://www.oasis-open.org/committees/xliff/documents/xliff.dtd">
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="p" source-language="zh-CN"
target-language="en-GB" datatype="plaintext"><body><trans-unit id="a1b1"><source>白<g id="1">河</g>县</source>
<target state="translated">Bai<ph id="2">&lt;br/></ph>he</target><alt-trans><source>x</source><target>y</target></alt-trans></trans-unit>
<trans-unit id="a1b2"><source>县</source><target/></trans-unit></body></file></xliff>"#;
    let back = read(tool.as_bytes()).unwrap();
    assert_eq!(back.languages, Languages { from: "zh-Hans".into(), to: "en-GB".into() });
    assert_eq!(back.entries.len(), 2);
    assert_eq!(back.entries[0].zh, "白河县");
    assert_eq!(back.entries[0].en.as_deref(), Some("Baihe"));
    assert_eq!(back.entries[0].state, State::Reviewed);
    assert_eq!((back.entries[1].en.as_deref(), back.entries[1].state), (None, State::Initial));
}

#[test]
fn a_segment_that_a_tool_has_cut_in_two_comes_back_whole() {
    let tool = r#"<xliff version="2.1" srcLang="zh-CN" trgLang="en-US" xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f">
<unit id="a1b1"><segment state="final"><source>开渠。</source><target>Canals.</target></segment>
<ignorable><source> </source><target> </target></ignorable>
<segment state="reviewed"><source>引水。</source><target>Water.</target></segment></unit>
<unit id="a1b2"><segment state="final"><source>开渠。</source><target>Canals.</target></segment>
<segment><source>引水。</source></segment></unit></file></xliff>"#;
    let back = read(tool.as_bytes()).unwrap();
    assert_eq!(back.entries[0].en.as_deref(), Some("Canals. Water."));
    assert_eq!(back.entries[0].state, State::Reviewed);
    assert_eq!((back.entries[1].en.as_deref(), back.entries[1].state), (None, State::Initial));
}

#[test]
fn a_table_is_read_with_its_columns_in_any_order_and_any_separator() {
    for table in [
        "target,source\nBaihe,白河\n",
        "Target;Source\nBaihe;白河\n",
        "x\ttarget\tsource\n\tBaihe\t白河\n",
    ] {
        let back = read(table.as_bytes()).unwrap();
        assert_eq!(back.entries.len(), 1, "{table}");
        assert_eq!(
            (back.entries[0].zh.as_str(), back.entries[0].en.as_deref()),
            ("白河", Some("Baihe"))
        );
        assert_eq!((back.entries[0].id.as_str(), back.entries[0].state), ("1", State::Reviewed));
    }
}

#[test]
fn tracked_changes_in_word_are_read_as_they_would_be_accepted() {
    let cell = |content: &str| format!("<w:tc><w:p>{content}</w:p></w:tc>");
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let head = ["Chinese", "English"].map(|name| cell(&run(name))).concat();
    let english = "<w:r><w:t xml:space=\"preserve\">Baihe </w:t></w:r><w:del><w:r><w:delText>canton</w:delText>\
                   </w:r></w:del><w:ins><w:r><w:t>county</w:t></w:r></w:ins>";
    let row = cell(&run("白河县")) + &cell(english);
    let document = format!(
        "<w:document xmlns:w=\"x\"><w:body><w:tbl><w:tr>{head}</w:tr>\n<w:tr>{row}</w:tr></w:tbl></w:body></w:document>"
    );
    let mut package = crate::package::Package::new("[Content_Types].xml", "");
    package.add("word/document.xml", &document);
    let back = read(&package.into_bytes()).unwrap();
    assert_eq!(back.entries.len(), 1);
    assert_eq!(back.entries[0].zh, "白河县");
    assert_eq!(back.entries[0].en.as_deref(), Some("Baihe county"));
}

#[test]
fn a_memory_of_another_tool_is_read() {
    let tool = r#"<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header creationtool="x" srclang="*all*"/><body>
<tu><tuv xml:lang="EN-US"><seg>Baihe <bpt i="1">&lt;b></bpt>county<ept i="1">&lt;/b></ept></seg></tuv><tuv xml:lang="ZH-CN"><seg>白河县</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Kreis</seg></tuv><tuv xml:lang="fr"><seg>canton</seg></tuv></tu></body></tmx>"#;
    let back = read(tool.as_bytes()).unwrap();
    assert_eq!(back.entries.len(), 1);
    assert_eq!(
        (back.entries[0].zh.as_str(), back.entries[0].en.as_deref()),
        ("白河县", Some("Baihe county"))
    );
}

#[test]
fn what_is_no_list_of_segments_is_refused_with_its_reason() {
    let deep = "<a>".repeat(200);
    for (text, said) in [
        ("<html></html>", "`<html>` is neither XLIFF nor TMX"),
        ("<xliff version=\"3.0\"/>", "XLIFF version `3.0` is not read: known are 1.x and 2.x"),
        ("<xliff>\n<file>\n</xliff>", "not well-formed XML in line 3"),
        ("<tmx>\n<body>", "not well-formed XML in line 2"),
        (
            "<!DOCTYPE x [<!ENTITY a \"b\">]><tmx/>",
            "line 1 has a document type or an entity of its own",
        ),
        ("<tmx>&lol;</tmx>", "line 1 has a document type or an entity of its own"),
        (&deep, "elements stand more than 128 deep in line 1"),
        ("PK\u{3}\u{4} and no more", "the archive is no Word document, or a damaged one"),
        ("id,source\n1,白河\n", "the table has no column `target`"),
        ("", "the file is empty"),
    ] {
        let fault = read(text.as_bytes()).unwrap_err().to_string();
        assert!(fault.starts_with(said), "{fault}");
    }
}
