use encoding_rs::{BIG5, GB18030};
use proptest::prelude::*;
use recto_core::text::span::Span;

use super::*;

const PAGE: &str = "白河县三年修渠六百里\n\n本报讯 今年六月,青岚市白河县新修水渠302公里,全县农田灌溉面积增长5.3%。\n";
const PAGE_TRADITIONAL: &str =
    "白河縣三年修渠六百里\n\n本報訊 今年六月,白河縣新修水渠302公里,全縣農田灌溉面積增長。\n";

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

fn marked(mark: &[u8], bytes: Vec<u8>) -> Vec<u8> {
    [mark.to_vec(), bytes].concat()
}

#[track_caller]
fn assert_read(bytes: &[u8], encoding: &str, text: &str) {
    let decoded = decode(bytes, None).unwrap();
    assert_eq!((decoded.encoding.as_str(), decoded.text.as_str()), (encoding, text));
}

#[test]
fn a_page_is_read_in_whatever_encoding_it_comes() {
    let gb = GB18030.encode(PAGE).0.into_owned();
    let big5 = BIG5.encode(PAGE_TRADITIONAL).0.into_owned();
    let (le, be) = (utf16(PAGE, u16::to_le_bytes), utf16(PAGE, u16::to_be_bytes));
    for (bytes, encoding, text) in [
        (PAGE.as_bytes().to_vec(), "UTF-8", PAGE),
        (marked(b"\xef\xbb\xbf", PAGE.as_bytes().to_vec()), "UTF-8", PAGE),
        (gb.clone(), "gb18030", PAGE),
        (marked(b"\x84\x31\x95\x33", gb), "gb18030", PAGE),
        (big5, "Big5", PAGE_TRADITIONAL),
        (le.clone(), "UTF-16LE", PAGE),
        (be.clone(), "UTF-16BE", PAGE),
        (marked(b"\xff\xfe", le), "UTF-16LE", PAGE),
        (marked(b"\xfe\xff", be), "UTF-16BE", PAGE),
        (utf16("白河县农民开渠引水", u16::to_le_bytes), "UTF-16LE", "白河县农民开渠引水"),
        (utf16("Canals of Baihe\n", u16::to_be_bytes), "UTF-16BE", "Canals of Baihe\n"),
        (GB18030.encode("白河开渠").0.into_owned(), "gb18030", "白河开渠"),
        (GB18030.encode("𠮷河县的人").0.into_owned(), "gb18030", "𠮷河县的人"),
        (b"Canals of Baihe\n".to_vec(), "UTF-8", "Canals of Baihe\n"),
    ] {
        assert_read(&bytes, encoding, text);
    }
}

#[test]
fn a_guess_is_said_and_a_certainty_is_not() {
    let guessed = decode(&GB18030.encode(PAGE).0, None).unwrap();
    assert_eq!(guessed.notes.len(), 1);
    assert_eq!(guessed.notes[0].rule, RULE_ENCODING);
    assert_eq!(decode(PAGE.as_bytes(), None).unwrap().notes, []);
    assert_eq!(decode(&GB18030.encode(PAGE).0, Some("gbk")).unwrap().notes, []);
}

#[test]
fn an_encoding_that_the_user_names_wins() {
    let big5 = BIG5.encode("白河縣").0.into_owned();
    assert_eq!(decode(&big5, Some("big5")).unwrap().text, "白河縣");
    let wrong = decode(&big5, Some("GBK")).unwrap();
    assert_eq!(wrong.encoding, "gb18030");
    assert_ne!(wrong.text, "白河縣");
    let unknown = decode(b"abc", Some("gb-18030")).unwrap_err();
    assert_eq!(unknown.to_string(), "`gb-18030` is not an encoding");
    assert!(unknown.hint().contains("`gb18030`"));
}

#[test]
fn empty_and_blank_are_told_apart() {
    assert_eq!(decode(b"", None), Err(ReadFault::Empty));
    assert_eq!(decode(b" \r\n\t\n", None), Err(ReadFault::Blank));
    assert_eq!(decode("\u{feff}".as_bytes(), None), Err(ReadFault::Blank));
    assert!(ReadFault::Blank.is_nothing_to_do() && ReadFault::Empty.is_nothing_to_do());
}

#[test]
fn one_bad_byte_in_a_large_file_is_replaced_and_its_place_is_said() {
    let mut bytes = PAGE.repeat(2_000).into_bytes();
    let before = PAGE.len() * 1_000;
    bytes.insert(before, 0xff);
    let decoded = decode(&bytes, None).unwrap();
    let place = PAGE.chars().count() * 1_000;
    assert_eq!(decoded.encoding, "UTF-8");
    assert_eq!(decoded.notes.len(), 1);
    assert_eq!(decoded.notes[0].spans, [Span::new(place, place + 1)]);
    assert_eq!(decoded.notes[0].spans[0].of(&decoded.text), "\u{fffd}");
    let said = &decoded.notes[0].message;
    assert!(said.starts_with(&format!("not UTF-8 at byte {before}: 1 place")), "{said}");
}

#[test]
fn a_last_character_that_is_cut_off_is_replaced() {
    for text in ["白河县开渠", "白河"] {
        let bytes = &text.as_bytes()[..text.len() - 1];
        let decoded = decode(bytes, None).unwrap();
        assert!(decoded.text.ends_with('\u{fffd}'), "{}", decoded.text);
        assert_eq!(decoded.notes[0].rule, RULE_DAMAGE);
    }
    let gb = GB18030.encode(PAGE.trim()).0.into_owned();
    let cut = [&gb[..], b"\xb0"].concat();
    let decoded = decode(&cut, None).unwrap();
    let end = PAGE.trim().chars().count();
    assert_eq!(decoded.notes[1].spans, [Span::new(end, end + 1)]);
}

#[test]
fn many_bad_bytes_are_counted_and_the_first_places_listed() {
    let bytes = "河".repeat(10).into_bytes();
    let broken = [bytes, b"\xff".to_vec()].concat().repeat(500);
    let note = decode(&broken, None).unwrap().notes.remove(0);
    assert!(note.message.contains("500 places"), "{}", note.message);
    assert_eq!(note.spans.len(), 100);
    assert_eq!(note.spans[99], Span::new(99 * 11 + 10, 99 * 11 + 11));
}

#[test]
fn a_paragraph_in_another_encoding_does_not_spoil_the_page() {
    let mixed = [PAGE.repeat(20).into_bytes(), GB18030.encode(PAGE).0.into_owned()].concat();
    let decoded = decode(&mixed, None).unwrap();
    assert_eq!(decoded.encoding, "UTF-8");
    assert!(decoded.text.starts_with(PAGE));
    assert_eq!(decoded.notes[0].rule, RULE_DAMAGE);
}

#[test]
fn what_is_not_text_is_refused_by_its_name() {
    let noise: Vec<u8> =
        (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let ebcdic: Vec<u8> = b"\xc2\x81\x89\x88\x85\x40\x83\x96\xa4\x95\xa3\xa8\x25".repeat(40);
    for (bytes, said) in [
        (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "not text (PNG)"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "not text (PDF)"),
        (b"\x7fELF\x02\x01\x01\0", "not text (ELF program)"),
        (b"PK\x03\x04\x14\0\0\0word/document.xml", "not text (Word document)"),
        (&noise, "not text (binary data)"),
        (&b"\0\x01\x02\x03\x04\x05\x06\x07".repeat(64), "not text (binary data)"),
        (&ebcdic, "the encoding is not known"),
    ] {
        let fault = decode(bytes, None).unwrap_err();
        assert_eq!(fault.to_string(), said);
        assert!(!fault.hint().is_empty());
        assert!(!fault.is_nothing_to_do());
    }
    assert!(decode(b"%PDF-1.7", Some("utf-8")).unwrap_err().hint().contains("pdftotext"));
}

#[test]
fn controls_and_overrides_inside_a_page_are_left_for_the_page_to_report() {
    let page = "白河县\u{202e}开渠\0引水\u{1b}[31m。";
    assert_read(page.as_bytes(), "UTF-8", page);
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..2048)) {
        if let Ok(decoded) = decode(&bytes, None) {
            let length = decoded.text.chars().count();
            prop_assert!(decoded.notes.iter().flat_map(|note| &note.spans).all(|s| s.end <= length));
        }
    }

    #[test]
    fn any_bytes_are_read_in_any_named_encoding(
        bytes in prop::collection::vec(any::<u8>(), 1..256),
        label in prop::sample::select(vec!["utf-8", "gbk", "gb18030", "big5", "utf-16le", "utf-16be", "shift_jis"]),
    ) {
        if let Ok(decoded) = decode(&bytes, Some(label)) {
            for span in decoded.notes.iter().flat_map(|note| &note.spans) {
                let replaced = span.of(&decoded.text);
                prop_assert!(replaced.chars().all(|c| c == char::REPLACEMENT_CHARACTER));
            }
        }
    }

    #[test]
    fn valid_utf8_is_read_as_it_is(text in "[\u{4e00}-\u{9fa5}，。、\n0-9a-zA-Z]{1,200}") {
        prop_assume!(!text.trim().is_empty());
        prop_assert_eq!(decode(text.as_bytes(), None).unwrap().text, text);
    }

    #[test]
    fn any_bytes_are_an_edition_or_not(bytes in prop::collection::vec(any::<u8>(), 0..256)) {
        prop_assert!(edition_json(&bytes).is_err());
    }
}
