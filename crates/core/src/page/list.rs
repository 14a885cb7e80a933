//! Lists: items that begin with the same mark, or lines that end with semicolons one after the other.
//!
//! Law: nothing is dropped or moved; two items at least make a list.

use super::piece::{Piece, Role};
use super::sheet::Sheet;
use crate::document::Kind;

/// Sorts the items of lists out.
pub(super) fn find(pieces: &mut [Piece<'_>], _sheet: &mut Sheet<'_>) {
    let marks: Vec<Option<Mark>> = pieces.iter().map(mark_of).collect();
    let mut i = 0;
    while i < pieces.len() {
        let Some(mark) = marks[i] else {
            i += 1;
            continue;
        };
        let same = marks[i..].iter().take_while(|other| **other == Some(mark)).count();
        let last = last_item(pieces, i + same, mark);
        if same >= 2 {
            pieces[i..last].iter_mut().for_each(|piece| piece.role = Role::Is(Kind::ListItem));
        }
        i = last.max(i + same);
    }
}

/// How an item of a list is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Dash,
    Bullet,
    Number,
    Semicolon,
}

fn mark_of(piece: &Piece<'_>) -> Option<Mark> {
    if piece.role != Role::Is(Kind::Paragraph) {
        return None;
    }
    let text = &piece.text;
    let begins = text.chars().next()?;
    if text.starts_with("——") && piece.gap < 3 && text.ends_with(['；', ';', '。', '，']) {
        Some(Mark::Dash)
    } else if matches!(begins, '●' | '■' | '◆' | '★' | '•' | '·' | '○' | '◎') {
        Some(Mark::Bullet)
    } else if is_numbered(text) {
        Some(Mark::Number)
    } else if text.ends_with(['；', ';']) {
        Some(Mark::Semicolon)
    } else {
        None
    }
}

/// Tells whether a text begins with a number and a mark: `1. `, `2、`, `（三）`, `④`.
fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(['(', '（']);
    let number =
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let digits = rest.len() - number.len();
    let circled = text.starts_with(|c: char| ('①'..='⑳').contains(&c));
    let after_dot = number.strip_prefix(['.', '．']);
    let dot = after_dot.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
    circled || (1..=6).contains(&digits) && (number.starts_with(['、', ')', '）']) || dot)
}

/// Returns the end of a list: after items with semicolons one more line is the last item, or the
/// dots that say how the list goes on.
fn last_item(pieces: &[Piece<'_>], end: usize, mark: Mark) -> usize {
    let dots =
        pieces.get(end).is_some_and(|piece| piece.text.chars().all(|c| c == '…' || c == '.'));
    if mark == Mark::Semicolon && dots { end + 1 } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::lines;
    use crate::page::rules::Rules;
    use crate::page::view::View;

    #[track_caller]
    fn assert_items(text: &str, expected: usize) {
        let view = View::visible(text);
        let rules = Rules::default();
        let mut pieces = lines::split(&view.text);
        find(&mut pieces, &mut Sheet::of(&view, &rules));
        let items = pieces.iter().filter(|piece| piece.is(Kind::ListItem)).count();
        assert_eq!(items, expected);
    }

    #[test]
    fn two_items_with_the_same_mark_are_a_list() {
        assert_items("——新建水渠3公里；\n——整修道路5公里。\n完。", 2);
        assert_items("1. 开镰\n2. 归仓\n3．入库", 3);
        assert_items("● 开镰\n秋收。", 0);
    }

    #[test]
    fn lines_with_semicolons_are_a_list_with_its_dots() {
        assert_items("3月1日，水渠开工；\n\n3月2日，道路开工；\n\n……\n\n全年完工。", 3);
        assert_items("1.5万亩，亩产增加；秋收。", 0);
    }
}
