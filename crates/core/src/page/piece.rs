//! A piece: what stands on one line of the source, or on several lines that were put together.
//!
//! Pieces are what the passes sort, part and join. A piece knows its text and its place; what its
//! two ends look like stands in [`super::shape`].

use std::borrow::Cow;
use std::cell::OnceCell;

use super::shape::Shape;
use crate::document::Kind;
use crate::text::span::Span;

/// What a pass thinks a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A block of this kind.
    Is(Kind),
    /// A line of a headline or a heading; which of them is decided with the articles.
    Title,
}

/// A stretch of the page that belongs together.
#[derive(Debug, Clone)]
pub(super) struct Piece<'a> {
    /// The text, without white space at its ends.
    pub(super) text: Cow<'a, str>,
    /// Where the text stands in the view, in reading order.
    pub(super) spans: Vec<Span>,
    /// How many blank lines stand above it.
    pub(super) gap: usize,
    /// How many blanks stand before its first character.
    pub(super) indent: usize,
    /// Whether a `##` stood before it.
    pub(super) marked: bool,
    /// Whether text was dropped directly before it, so that its beginning may be lost.
    pub(super) after_loss: bool,
    /// Whether text was dropped directly after it, so that its end may be lost.
    pub(super) before_loss: bool,
    /// What it is.
    pub(super) role: Role,
    /// What the text looks like, once somebody has asked.
    shape: OnceCell<Shape>,
}

impl<'a> Piece<'a> {
    /// Makes a paragraph out of a line.
    pub(super) fn new(text: &'a str, span: Span, gap: usize, indent: usize) -> Self {
        Self {
            text: Cow::Borrowed(text),
            spans: vec![span],
            gap,
            indent,
            marked: false,
            after_loss: false,
            before_loss: false,
            role: Role::Is(Kind::Paragraph),
            shape: OnceCell::new(),
        }
    }

    /// Returns what the text looks like.
    pub(super) fn shape(&self) -> Shape {
        *self.shape.get_or_init(|| Shape::of(&self.text))
    }

    /// Returns the place of the first character.
    pub(super) fn start(&self) -> usize {
        self.spans.first().map_or(0, |span| span.start)
    }

    /// Returns the place after the last character.
    pub(super) fn end(&self) -> usize {
        self.spans.last().map_or(0, |span| span.end)
    }

    /// Tells whether the piece is a block of this kind.
    pub(super) fn is(&self, kind: Kind) -> bool {
        self.role == Role::Is(kind)
    }

    /// Tells whether the piece stands beside the running text.
    pub(super) fn is_float(&self) -> bool {
        matches!(self.role, Role::Is(kind) if kind.is_float() && kind != Kind::Byline)
    }

    /// Parts the piece before the byte `at` of its text; what stands behind it is returned.
    ///
    /// White space at the cut belongs to neither part.
    pub(super) fn part(&mut self, at: usize) -> Self {
        let mut second = self.clone();
        second.keep(at, self.text.len());
        self.keep(0, at);
        second.gap = 0;
        second.indent = 0;
        second.marked = false;
        second.after_loss = false;
        self.before_loss = false;
        second
    }

    /// Keeps only the bytes from `start` to `end` of the text, less the white space at their ends.
    pub(super) fn keep(&mut self, start: usize, end: usize) {
        let skipped = self.text[..start].chars().count();
        self.keep_after(start, end, skipped);
    }

    /// Keeps what [`Self::keep`] keeps, where the number of characters before `start` is known.
    pub(super) fn keep_after(&mut self, start: usize, end: usize, skipped: usize) {
        let stretch = &self.text[start..end];
        let blank = &stretch[..stretch.len() - stretch.trim_start().len()];
        let skipped = skipped + blank.chars().count();
        let start = start + blank.len();
        let end = start + stretch.trim().len();
        let count = self.text[start..end].chars().count();
        self.shape = OnceCell::new();
        self.spans = self.places(skipped, count);
        self.text = match &self.text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[start..end]),
            Cow::Owned(text) => Cow::Owned(text[start..end].to_owned()),
        };
    }

    /// Returns where `count` characters of the text stand, after the first `skipped`.
    pub(super) fn places(&self, skipped: usize, count: usize) -> Vec<Span> {
        cut_spans(&self.spans, &self.text, skipped, count)
    }

    /// Appends another piece, as print lines of one paragraph are put together.
    pub(super) fn append(&mut self, other: &Self) {
        self.shape = OnceCell::new();
        let text = self.text.to_mut();
        text.push_str(glue(text, &other.text));
        text.push_str(&other.text);
        self.spans.extend_from_slice(&other.spans);
        self.before_loss = other.before_loss;
    }
}

/// Returns what stands between two halves of a text that are put together: a blank between words of
/// alphabetic scripts, nothing between Chinese characters.
pub(super) fn glue(head: &str, tail: &str) -> &'static str {
    let before = head.chars().next_back();
    let after = tail.chars().next();
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && (c as u32) < 0x2e80);
    let is_mark =
        |c: Option<char>| c.is_some_and(|c| matches!(c, ',' | '.' | ';' | ':' | '!' | '?'));
    if (is_letter(before) || is_mark(before)) && is_letter(after) { " " } else { "" }
}

/// Cuts the spans of a text to `count` characters after the first `skipped`.
///
/// A text that was put together has a blank between its parts that no span covers; such a blank is
/// counted in the text and not in the spans.
pub(super) fn cut_spans(spans: &[Span], text: &str, skipped: usize, count: usize) -> Vec<Span> {
    if let [span] = spans {
        return vec![Span::new(span.start + skipped, span.start + skipped + count)];
    }
    let places = places(spans, text);
    let mut cut: Vec<Span> = Vec::new();
    for place in places.into_iter().skip(skipped).take(count).flatten() {
        match cut.last_mut() {
            Some(last) if last.end == place => last.end += 1,
            _ => cut.push(Span::new(place, place + 1)),
        }
    }
    cut
}

/// Returns the place of each character of a text with these spans; a blank that was put in has none.
fn places(spans: &[Span], text: &str) -> Vec<Option<usize>> {
    let mut all = spans.iter().flat_map(|span| span.start..span.end);
    let mut blanks = text.chars().count() - spans.iter().map(|span| span.len()).sum::<usize>();
    let mut ends = spans.iter().map(|span| span.len());
    let mut left = ends.next().unwrap_or(0);
    let mut places = Vec::new();
    for c in text.chars() {
        if left == 0 {
            if c == ' ' && blanks > 0 {
                blanks -= 1;
                places.push(None);
                continue;
            }
            left = ends.next().unwrap_or(0);
        }
        left = left.saturating_sub(1);
        places.push(all.next());
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &'static str, start: usize) -> Piece<'static> {
        let len = text.chars().count();
        Piece::new(text, Span::new(start, start + len), 1, 0)
    }

    #[test]
    fn a_piece_is_parted_at_a_blank() {
        let mut first = piece("罗田/摄 白河新城", 7);
        let second = first.part("罗田/摄".len());
        assert_eq!((first.text.as_ref(), first.spans[0]), ("罗田/摄", Span::new(7, 11)));
        assert_eq!((second.text.as_ref(), second.spans[0]), ("白河新城", Span::new(12, 16)));
    }

    #[test]
    fn pieces_are_put_together_and_parted_again() {
        let mut first = piece("白河县的", 0);
        first.append(&piece("粮食产量", 10));
        assert_eq!(first.text, "白河县的粮食产量");
        let second = first.part("白河县的粮食".len());
        assert_eq!(first.spans, [Span::new(0, 4), Span::new(10, 12)]);
        assert_eq!(second.spans, [Span::new(12, 14)]);
    }

    #[test]
    fn english_words_are_put_together_with_a_blank() {
        let mut first = piece("harvest", 0);
        first.append(&piece("season", 8));
        assert_eq!(first.text, "harvest season");
        let second = first.part("harvest s".len());
        assert_eq!(first.spans, [Span::new(0, 7), Span::new(8, 9)]);
        assert_eq!(second.spans, [Span::new(9, 14)]);
    }
}
