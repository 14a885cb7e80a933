//! Makes any text fit to be shown on a terminal: what comes from a page, a file name or a provider
//! can hold escape sequences, and none of them may have effect.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fmt::Write as _;

/// Returns the text with every control and invisible formatting character made visible.
///
/// Line breaks are made visible too: one message is one line.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unfit) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\0'..='\x1f' => shown.push(picture(c)),
            '\x7f' => shown.push('␡'),
            c if is_unfit(c) => {
                let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// Returns a file name as text: bytes that are no UTF-8 are written `\xNN`.
pub(crate) fn name(name: &OsStr) -> String {
    let mut shown = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        shown.push_str(&line(chunk.valid()));
        for byte in chunk.invalid() {
            let _ = write!(shown, "\\x{byte:02x}");
        }
    }
    shown
}

/// Tells whether a character must not reach a terminal or a name as it is.
pub(crate) fn is_unfit(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// Returns the picture of a C0 control character: `␛` for escape.
fn picture(c: char) -> char {
    char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')
}

/// Returns the beginning of a text, fit for a line beside others.
pub(crate) fn cut(text: &str) -> String {
    const LONGEST: usize = 24;
    let shown = line(text);
    match shown.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &shown[..at]),
        None => shown.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::ffi::OsStrExt;

    use super::*;

    #[track_caller]
    fn assert_shown(text: &str, shown: &str) {
        assert_eq!(line(text), shown);
    }

    #[test]
    fn escape_sequences_are_shown_and_have_no_effect() {
        assert_shown("青岚市\x1b[31m红", "青岚市␛[31m红");
        assert_shown("a\nb\tc\x7f", "a␊b␉c␡");
        assert_shown("\u{9b}31m", "\\u{9b}31m");
    }

    #[test]
    fn letters_that_turn_the_line_around_are_shown() {
        assert_shown("txt\u{202e}fdp.", "txt\\u{202e}fdp.");
        assert_shown("a\u{2066}b\u{200b}c\u{2028}", "a\\u{2066}b\\u{200b}c\\u{2028}");
    }

    #[test]
    fn ordinary_text_is_not_copied() {
        assert!(matches!(line("青岚市今年新增公园12处"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_name_that_is_no_text_shows_its_bytes() {
        assert_eq!(name(OsStr::from_bytes(b"p\xff\xfe.txt")), "p\\xff\\xfe.txt");
        assert_eq!(name(OsStr::new("版面一.txt")), "版面一.txt");
    }
}
