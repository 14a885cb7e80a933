//! What of a text is shown to people.

use std::borrow::Cow;

use recto_core::text::script::is_invisible;

/// Returns a text without the characters that have no place in print, in one line: a line break
/// inside a provider's answer becomes a space.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| is_invisible(c) || is_break(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|&c| !is_invisible(c)) {
        if !is_break(c) {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    Cow::Owned(out)
}

fn is_break(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What stands for text that is not on the page, in both languages.
pub(super) struct Gap;

impl Gap {
    /// The beginning, in Chinese.
    pub(super) const HEAD_ZH: &'static str = "〔上文缺失〕";
    /// The end, in Chinese.
    pub(super) const TAIL_ZH: &'static str = "〔下文缺失〕";
    /// The beginning, in English.
    pub(super) const HEAD_EN: &'static str = "[beginning lost]";
    /// The end, in English.
    pub(super) const TAIL_EN: &'static str = "[rest lost]";
}

/// What stands for English that is not there yet.
pub(super) const OPEN: &str = "[not translated]";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overrides_and_controls_are_not_shown() {
        assert_eq!(shown("白\u{202e}河\0县\u{1b}[31m"), "白河县[31m");
        assert_eq!(shown("one\r\ntwo"), "one two");
        assert!(matches!(shown("白河县"), Cow::Borrowed(_)));
    }
}
