//! Shape: what the text of a piece looks like from outside, above all at its two ends.
//!
//! One pass over the characters; no dictionary. Whether two ends belong together is the business of
//! [`super::seam`].

use crate::text::script::is_han;
use crate::text::width::half;

/// Brackets and quotation marks that come in pairs, as far as they tell where text was cut.
pub(super) const PAIRS: [(char, char); 7] =
    [('“', '”'), ('《', '》'), ('(', ')'), ('「', '」'), ('『', '』'), ('【', '】'), ('[', ']')];

/// What a text looks like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// How many characters it has.
    pub(super) len: usize,
    /// How many of them are Han.
    pub(super) han: usize,
    /// How many sentences end in it.
    pub(super) stops: usize,
    /// How many commas, semicolons and colons it has.
    pub(super) pauses: usize,
    /// How often each of [`PAIRS`] is opened and not closed.
    pub(super) opened: [u8; 7],
    /// How often each of [`PAIRS`] is closed and was not opened.
    pub(super) closed: [u8; 7],
    /// How it ends.
    pub(super) end: End,
}

/// How a text ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum End {
    /// With the end of a sentence.
    #[default]
    Stop,
    /// With a mark that may end a paragraph or stand inside it: a colon, a dash, a semicolon, a
    /// closing bracket.
    Soft,
    /// In the middle of a sentence.
    Open,
}

impl Shape {
    /// Looks at a text.
    pub(super) fn of(text: &str) -> Self {
        let mut shape = Self::default();
        for c in text.chars().map(half) {
            shape.take(c);
        }
        shape.end = end_of(text);
        shape
    }

    /// Tells whether something was opened before the text, so that its beginning is missing.
    pub(super) fn lacks_opening(&self) -> bool {
        self.closed.iter().any(|&count| count > 0)
    }

    /// Tells whether something is still open at the end, so that its end is missing.
    pub(super) fn lacks_closing(&self) -> bool {
        self.opened.iter().any(|&count| count > 0)
    }

    fn take(&mut self, c: char) {
        self.len += 1;
        if is_han(c) {
            self.han += 1;
            return;
        }
        match c {
            '。' | '!' | '?' | '…' => self.stops += 1,
            ',' | '、' | ';' | ':' => self.pauses += 1,
            _ => self.take_pair(c),
        }
    }

    fn take_pair(&mut self, c: char) {
        for (i, (open, close)) in PAIRS.into_iter().enumerate() {
            if c == open {
                self.opened[i] = self.opened[i].saturating_add(1);
            } else if c == close {
                match self.opened[i] {
                    0 => self.closed[i] = self.closed[i].saturating_add(1),
                    _ => self.opened[i] -= 1,
                }
            }
        }
    }
}

/// Tells whether a character closes a bracket or a quotation.
pub(super) fn is_closer(c: char) -> bool {
    c == '’' || PAIRS.iter().any(|&(_, close)| half(c) == close)
}

/// Tells whether a character ends a sentence.
pub(super) fn is_stop(c: char) -> bool {
    matches!(half(c), '。' | '!' | '?' | '…' | '.' | '｡')
}

/// Tells whether a character is a mark that cannot stand at the beginning of a text.
pub(super) fn is_inner_mark(c: char) -> bool {
    is_closer(c) || is_stop(c) && c != '…' || matches!(half(c), ',' | '、' | ';' | ':' | '%' | '‰')
}

fn end_of(text: &str) -> End {
    let bare = text.trim_end_matches(is_closer);
    let mut last = bare.chars().rev().map(half);
    let (last, before) = (last.next(), last.next());
    match last {
        None => End::Stop,
        Some('.') if before.is_some_and(|c| c.is_ascii_digit()) => End::Open,
        Some(c) if is_stop(c) => End::Stop,
        Some(';' | ':' | '—' | '―' | '-') => End::Soft,
        Some(_) if bare.len() < text.len() => End::Soft,
        Some(_) => End::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_seen_through_closing_marks() {
        assert_eq!(Shape::of("他说：“来了。”").end, End::Stop);
        assert_eq!(Shape::of("他说：“来了").end, End::Open);
        assert_eq!(Shape::of("建成“一河两岸”").end, End::Soft);
        assert_eq!(Shape::of("成绩如下：").end, End::Soft);
        assert_eq!(Shape::of("总投资13.").end, End::Open);
        assert_eq!(Shape::of("").end, End::Stop);
    }

    #[test]
    fn what_is_opened_and_what_is_closed_is_counted() {
        let shape = Shape::of("到做到”的理念，见《白河");
        assert!(shape.lacks_opening() && shape.lacks_closing());
        let shape = Shape::of("（一）“三个一”《条例》");
        assert!(!shape.lacks_opening() && !shape.lacks_closing());
    }

    #[test]
    fn sentences_and_pauses_are_counted() {
        let shape = Shape::of("白河县，今年增产。好！");
        assert_eq!((shape.len, shape.han, shape.stops, shape.pauses), (11, 8, 2, 1));
    }
}
