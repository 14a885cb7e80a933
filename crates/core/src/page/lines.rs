//! Lines: every line of the source that is not blank becomes a piece.
//!
//! Law: the pieces hold every character that is not white space, in the order of the source.

use super::piece::Piece;
use crate::text::span::Span;

/// Splits a text at every kind of line break.
pub(super) fn split(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut line = Line::default();
    let mut blank = 0;
    let mut chars = text.char_indices().enumerate().peekable();
    while let Some((at, (byte, c))) = chars.next() {
        if !is_break(c) {
            line.take(at, byte, c);
            continue;
        }
        if c == '\r' {
            chars.next_if(|(_, (_, next))| *next == '\n');
        }
        line.finish(text, &mut blank, &mut pieces);
    }
    line.finish(text, &mut blank, &mut pieces);
    pieces
}

/// Tells whether a character ends a line: LF, CR, VT, FF, NEL, and the separators of Unicode.
fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The line under way: from its first to its last character that is not white space.
#[derive(Default)]
struct Line {
    indent: usize,
    chars: Option<Span>,
    bytes: (usize, usize),
}

impl Line {
    fn take(&mut self, at: usize, byte: usize, c: char) {
        if c.is_whitespace() {
            self.indent += usize::from(self.chars.is_none());
            return;
        }
        let end = byte + c.len_utf8();
        match &mut self.chars {
            Some(span) => span.end = at + 1,
            None => {
                self.chars = Some(Span::new(at, at + 1));
                self.bytes.0 = byte;
            }
        }
        self.bytes.1 = end;
    }

    fn finish<'a>(&mut self, text: &'a str, blank: &mut usize, pieces: &mut Vec<Piece<'a>>) {
        let line = std::mem::take(self);
        let Some(span) = line.chars else {
            *blank += 1;
            return;
        };
        let (start, end) = line.bytes;
        pieces.push(Piece::new(&text[start..end], span, std::mem::take(blank), line.indent));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_break_ends_a_line() {
        let text = "一\n二\r\n三\r四\u{b}五\u{c}六\u{85}七\u{2028}八\u{2029}九";
        let pieces = split(text);
        let texts: Vec<_> = pieces.iter().map(|piece| piece.text.as_ref()).collect();
        assert_eq!(texts.concat(), "一二三四五六七八九");
        assert_eq!(texts.len(), 9);
        assert!(pieces.iter().all(|piece| piece.gap == 0));
    }

    #[test]
    fn blank_lines_and_indents_are_counted() {
        let pieces = split("\n\n　　白河 县\t\n \n开工");
        assert_eq!((pieces[0].gap, pieces[0].indent), (2, 2));
        assert_eq!(pieces[0].text, "白河 县");
        assert_eq!(pieces[0].spans, [Span::new(4, 8)]);
        assert_eq!((pieces[1].gap, pieces[1].indent), (1, 0));
    }
}
