//! The source without its invisible characters, and the way back from places in it to the source.
//!
//! All passes work on the view; only its spans are mapped back, at the very end.

use std::borrow::Cow;

use crate::text::script::is_invisible;
use crate::text::span::Span;

/// A source text as it would be seen in print.
pub(super) struct View<'a> {
    /// The visible text.
    pub(super) text: Cow<'a, str>,
    /// The invisible characters, as runs of the source.
    pub(super) invisible: Vec<Span>,
    /// From this place in the view on, so many characters are missing before it.
    missing: Vec<(usize, usize)>,
}

impl<'a> View<'a> {
    /// Views a source whole.
    pub(super) fn whole(source: &'a str) -> Self {
        Self { text: Cow::Borrowed(source), invisible: Vec::new(), missing: Vec::new() }
    }

    /// Views a source without its invisible characters.
    pub(super) fn visible(source: &'a str) -> Self {
        if !source.chars().any(is_invisible) {
            return Self::whole(source);
        }
        let mut view = Self::whole("");
        let mut text = String::with_capacity(source.len());
        let mut seen = 0;
        for (at, c) in source.chars().enumerate() {
            if is_invisible(c) {
                view.leave_out(at, seen);
            } else {
                text.push(c);
                seen += 1;
            }
        }
        view.text = Cow::Owned(text);
        view
    }

    /// Returns the place in the source of a character of the view.
    pub(super) fn source_of(&self, at: usize) -> usize {
        let i = self.missing.partition_point(|&(from, _)| from <= at);
        at + i.checked_sub(1).map_or(0, |i| self.missing[i].1)
    }

    /// Appends the spans of the source that a span of the view stands for.
    pub(super) fn map(&self, span: Span, spans: &mut Vec<Span>) {
        let mut start = span.start;
        let first = self.missing.partition_point(|&(from, _)| from <= start);
        for &(from, _) in &self.missing[first..] {
            if from >= span.end {
                break;
            }
            self.push(start, from, spans);
            start = from;
        }
        self.push(start, span.end, spans);
    }

    /// Returns the spans of the source for spans of the view, in their order.
    pub(super) fn map_all(&self, from: &[Span]) -> Vec<Span> {
        let mut spans = Vec::with_capacity(from.len());
        for &span in from {
            self.map(span, &mut spans);
        }
        spans
    }

    fn push(&self, start: usize, end: usize, spans: &mut Vec<Span>) {
        if start < end {
            spans.push(Span::new(self.source_of(start), self.source_of(end - 1) + 1));
        }
    }

    fn leave_out(&mut self, at: usize, seen: usize) {
        match self.invisible.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => self.invisible.push(Span::new(at, at + 1)),
        }
        let missing = at + 1 - seen;
        match self.missing.last_mut() {
            Some((from, count)) if *from == seen => *count = missing,
            _ => self.missing.push((seen, missing)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back_to_the_source() {
        let view = View::visible("\u{feff}白河\u{200b}\u{200b}县\u{202e}");
        assert_eq!(view.text, "白河县");
        assert_eq!(view.map_all(&[Span::new(0, 3)]), [Span::new(1, 3), Span::new(5, 6)]);
        assert_eq!(view.map_all(&[Span::new(2, 3)]), [Span::new(5, 6)]);
        assert_eq!(view.invisible, [Span::new(0, 1), Span::new(3, 5), Span::new(6, 7)]);
    }

    #[test]
    fn a_visible_source_is_not_copied() {
        assert!(matches!(View::visible("白河县。\r\n").text, Cow::Borrowed(_)));
    }
}
