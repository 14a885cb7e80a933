//! Marks: a `##` before a headline is the extraction's, not the page's.
//!
//! Law: nothing but number signs at the beginning of a line is dropped, and only where a blank
//! follows them, so that `#1` and `#话题#` stay.

use super::piece::Piece;
use super::sheet::Sheet;
use super::{Reason, Repair};
use crate::text::span::Span;

/// Takes the number signs off the pieces that begin with them.
pub(super) fn take_off(pieces: &mut [Piece<'_>], sheet: &mut Sheet<'_>) {
    for piece in pieces {
        let count = piece.text.bytes().take_while(|&byte| byte == b'#').count();
        let rest = &piece.text[count..];
        if count == 0 || count > 6 || !rest.starts_with(char::is_whitespace) {
            continue;
        }
        let start = piece.start();
        let repair = Repair {
            id: String::new(),
            rule: "marks".into(),
            spans: vec![Span::new(start, start + count)],
            evidence: format!("`{}` before a line", "#".repeat(count)),
            score: 1000,
        };
        if sheet.may(repair) {
            piece.marked = true;
            piece.keep(count, piece.text.len());
            sheet.drop(Reason::Noise, Span::new(start, start + count));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::lines;
    use crate::page::rules::Rules;
    use crate::page::view::View;

    #[test]
    fn number_signs_before_a_blank_are_marks() {
        let view = View::visible("## 白河县开镰\n#1 楼\n#话题#\n###\n");
        let rules = Rules::default();
        let mut sheet = Sheet::of(&view, &rules);
        let mut pieces = lines::split(&view.text);
        take_off(&mut pieces, &mut sheet);
        let texts: Vec<_> = pieces.iter().map(|piece| piece.text.as_ref()).collect();
        assert_eq!(texts, ["白河县开镰", "#1 楼", "#话题#", "###"]);
        assert_eq!(sheet.dropped.len(), 1);
        assert_eq!(pieces[0].spans, [Span::new(3, 8)]);
    }
}
