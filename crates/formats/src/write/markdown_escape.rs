//! Writes text into Markdown so that it reads as itself.

use super::shown::shown;

/// Escapes a text that stands inside a line.
pub(super) fn inline(text: &str) -> String {
    let text = shown(text);
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text.trim();
    while let Some(c) = rest.chars().next() {
        if is_mark(c) || is_link(c, rest, &out) {
            out.push('\\');
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// Guards an escaped text that begins a line: nothing in it makes a heading, a list or a rule.
pub(super) fn at_line_start(escaped: &str) -> String {
    let digits = escaped.bytes().take_while(u8::is_ascii_digit).count();
    let at = match escaped.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => digits,
        Some(b'#' | b'+' | b'-' | b'=' | b':' | b'%') if digits == 0 => 0,
        _ => return escaped.to_owned(),
    };
    format!("{}\\{}", &escaped[..at], &escaped[at..])
}

/// Tells whether a character means something to Markdown wherever it stands.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\\' | '`'
            | '*'
            | '_'
            | '['
            | ']'
            | '<'
            | '>'
            | '~'
            | '|'
            | '&'
            | '$'
            | '^'
            | '@'
            | '{'
            | '}'
    )
}

/// Tells whether `rest` begins at the character that would make an address a link.
fn is_link(c: char, rest: &str, before: &str) -> bool {
    let ends = |word: &str| {
        let at = before.len().checked_sub(word.len());
        at.and_then(|at| before.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(word))
    };
    match c {
        ':' => rest.starts_with("://") || ends("mailto") || ends("xmpp"),
        '.' => ends("www"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;

    #[test]
    fn text_with_marks_reads_as_itself() {
        for (text, expected) in [
            ("产值2024.5亿元(增长3.2%)", "产值2024.5亿元(增长3.2%)"),
            ("*重点* [链接](x)", r"\*重点\* \[链接\](x)"),
            ("<script>", r"\<script\>"),
            ("www.example.com", r"www\.example.com"),
            ("https://x", r"https\://x"),
            ("`a` & b|c", r"\`a\` \& b\|c"),
        ] {
            assert_eq!(inline(text), expected);
        }
    }

    #[test]
    fn the_beginning_of_a_line_makes_no_list_and_no_heading() {
        for (text, expected) in [
            ("# 标题", r"\# 标题"),
            ("1. 修渠", r"1\. 修渠"),
            ("12) 修渠", r"12\) 修渠"),
            ("- 修渠", r"\- 修渠"),
            ("1984年", "1984年"),
            ("5.3%", r"5\.3%"),
        ] {
            assert_eq!(at_line_start(text), expected);
        }
    }

    /// Reads Markdown back: the text of its one paragraph, or nothing if it is anything else.
    fn read_back(markdown: &str) -> Option<String> {
        let mut text = String::new();
        let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                Event::Text(part) => text.push_str(&part),
                _ => return None,
            }
        }
        Some(text)
    }

    proptest! {
        #[test]
        fn any_text_reads_as_itself(text in r"(\PC|[*_\[\]()#<>`~|&$^:.!+=\-\\ 0-9{}]){0,40}") {
            let written = at_line_start(&inline(&text));
            prop_assert_eq!(read_back(&written), Some(shown(&text).trim().to_owned()), "{}", written);
        }
    }
}
