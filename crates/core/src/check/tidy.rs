//! Mends in an English text what has one right form: Chinese punctuation, stray spaces, characters
//! that have no place in print.
//!
//! Law: a tidy text stays as it is; letters and digits are never changed.

use crate::text::script::{is_han, is_invisible};

/// Returns the text with English punctuation, without invisible characters, with single spaces.
pub fn tidy(text: &str) -> String {
    if is_plainly_tidy(text) { text.to_owned() } else { mended(text) }
}

fn mended(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut chars = text.trim().chars().filter(|c| !is_invisible(*c)).peekable();
    let mut is_pending = false;
    while let Some(c) = chars.next() {
        if c.is_whitespace() {
            is_pending = true;
            continue;
        }
        // Inside Chinese that was left or glossed, Chinese marks are right.
        let mut is_in_han = || {
            tidied.chars().last().is_some_and(is_han) && chars.peek().copied().is_some_and(is_han)
        };
        let (mark, needs_space) = match english(c) {
            Some(mark) if !is_in_han() => (mark, true),
            _ => (c, false),
        };
        if is_pending && !(needs_space && is_closing(mark)) && !tidied.is_empty() {
            tidied.push(' ');
        }
        is_pending =
            needs_space && is_closing(mark) && chars.peek().is_some_and(|n| n.is_alphanumeric());
        if needs_space && mark == '(' && tidied.chars().last().is_some_and(char::is_alphanumeric) {
            tidied.push(' ');
        }
        tidied.push(mark);
    }
    tidied
}

/// Tells at a glance that there is nothing to mend: printable ASCII with single spaces between words.
fn is_plainly_tidy(text: &str) -> bool {
    let mut before = b' ';
    for &byte in text.as_bytes() {
        if !matches!(byte, b' '..=b'~') || byte == b' ' && before == b' ' {
            return false;
        }
        before = byte;
    }
    before != b' '
}

fn english(c: char) -> Option<char> {
    if c.is_ascii() {
        return None;
    }
    Some(match c {
        '，' | '、' => ',',
        '。' => '.',
        '；' => ';',
        '：' => ':',
        '？' => '?',
        '！' => '!',
        '（' => '(',
        '）' => ')',
        '「' => '“',
        '」' => '”',
        _ => return None,
    })
}

fn is_closing(mark: char) -> bool {
    matches!(mark, ',' | '.' | ';' | ':' | '?' | '!' | ')' | '”')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn chinese_marks_become_english_ones() {
        for (before, after) in [
            ("Baihe county，in the north。", "Baihe county, in the north."),
            ("three canals（2021）were dug", "three canals (2021) were dug"),
            (" two  spaces\nand a line ", "two spaces and a line"),
            ("a\u{200b}b", "ab"),
            ("a gloss (开渠，修桥) stays", "a gloss (开渠，修桥) stays"),
            ("“Yes,” he said.", "“Yes,” he said."),
        ] {
            assert_eq!(tidy(before), after);
        }
    }

    proptest! {
        #[test]
        fn a_tidy_text_stays_as_it_is(text in "[a-z0-9 ，。（）、渠\u{200b}\"“”.,\n]{0,40}") {
            let once = tidy(&text);
            prop_assert_eq!(tidy(&once), once);
        }

        #[test]
        fn what_is_plainly_tidy_has_nothing_to_mend(text in "[ -~]{0,40}") {
            if is_plainly_tidy(&text) {
                prop_assert_eq!(mended(&text), text);
            }
        }

        #[test]
        fn letters_and_digits_are_never_changed(text in "\\PC{0,60}") {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(letters(&tidy(&text)), letters(&text));
        }
    }
}
