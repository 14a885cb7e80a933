//! Lists: items that begin with the same mark, or lines that end with semicolons one after the other.
//!
//! Law: nothing is dropped or moved; two items at least make a list.

use super::number::{Number, Style};
use super::piece::{Piece, Role};
use super::sheet::Sheet;
use crate::document::Kind;

/// How long a numbered line of several sentences is at most to be an item, in characters.
const ITEM: usize = 60;

/// How far apart two items may stand that begin with dashes, when columns cut them.
const NEAR: usize = 5;

/// So many lines of as many columns are the rows of a table.
const ROWS: usize = 3;

/// Sorts the items of lists out.
pub(super) fn find(pieces: &mut [Piece<'_>], _sheet: &mut Sheet<'_>) {
    find_rows(pieces);
    let marks: Vec<Option<Mark>> = pieces.iter().map(mark_of).collect();
    let mut i = 0;
    while i < pieces.len() {
        let Some(mark) = marks[i] else {
            i += 1;
            continue;
        };
        let same = marks[i..].iter().take_while(|other| **other == Some(mark)).count();
        let near = i.saturating_sub(NEAR)..(i + NEAR).min(pieces.len());
        if mark == Mark::Dash && near.filter(|&j| marks[j] == Some(mark)).count() >= 2 {
            pieces[i..i + same].iter_mut().for_each(|piece| piece.role = Role::Is(Kind::ListItem));
        }
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
    Number(Style),
    Semicolon,
}

fn mark_of(piece: &Piece<'_>) -> Option<Mark> {
    if piece.role != Role::Is(Kind::Paragraph) {
        return None;
    }
    let text = &piece.text;
    let begins = text.chars().next()?;
    let dashed = text.starts_with("——") && piece.gap < 3;
    if dashed && (text.ends_with(['；', ';', '。', '，']) || text.contains(['，', ','])) {
        Some(Mark::Dash)
    } else if matches!(begins, '●' | '■' | '◆' | '★' | '•' | '·' | '○' | '◎') {
        Some(Mark::Bullet)
    } else if let Some(number) = Number::of(text) {
        (!is_long(piece) && !is_heading(text)).then_some(Mark::Number(number.style))
    } else if text.ends_with(['；', ';']) {
        Some(Mark::Semicolon)
    } else {
        None
    }
}

/// Tells whether a numbered text is a paragraph rather than an item: it says more than one sentence.
fn is_long(piece: &Piece<'_>) -> bool {
    let shape = piece.shape();
    shape.stops >= 2 && shape.len > ITEM
}

/// Tells whether a numbered text is the heading of a section: `一、` and no end of a sentence.
fn is_heading(text: &str) -> bool {
    let han = Number::of(text)
        .is_some_and(|number| matches!(number.style, Style::Han | Style::HanBracket));
    han && !text.ends_with(['；', ';', '。'])
}

/// Marks the rows of a table: lines of as many columns each, not one of them a sentence.
fn find_rows(pieces: &mut [Piece<'_>]) {
    let columns: Vec<usize> = pieces.iter().map(columns_of).collect();
    let mut i = 0;
    while i < pieces.len() {
        let count = columns[i];
        let same = columns[i..].iter().take_while(|other| **other == count).count();
        let announced = i > 0 && pieces[i - 1].text.ends_with(['：', ':']);
        if same >= ROWS && (count >= 3 || count == 2 && announced) {
            pieces[i..i + same].iter_mut().for_each(|row| row.role = Role::Is(Kind::ListItem));
        }
        i += same.max(1);
    }
}

/// Tells whether an item of a list is the row of a table, which nothing goes on with.
pub(super) fn is_row(piece: &Piece<'_>) -> bool {
    piece.is(Kind::ListItem) && columns_of(piece) >= 2
}

/// Counts the columns of a line that can be a row of a table; none for running text.
fn columns_of(piece: &Piece<'_>) -> usize {
    let text = &piece.text;
    let runs = !matches!(piece.role, Role::Is(Kind::Paragraph | Kind::ListItem))
        || piece.marked
        || !text.contains(char::is_whitespace)
        || text.contains(['。', '，', ',', '！', '？', '；', '“', '—'])
        || piece.shape().len > ITEM
        || piece.shape().han == 0;
    if runs { 0 } else { text.split_whitespace().count() }
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

    #[test]
    fn numbered_sections_are_no_list() {
        assert_items("一、认清形势，增强责任\n二、突出重点，抓好落实\n正文。", 0);
        let long = "要分类指导，对弱苗及时追肥浇水。".repeat(5);
        assert_items(&format!("（一）管好田间。{long}\n（二）管好渠道。{long}"), 0);
    }

    #[test]
    fn rows_of_as_many_columns_are_items() {
        assert_items(
            "名单如下：\n罗岩 白河钢厂 焊工\n林小荷 白河医院 护师\n康永年 白河农场 农艺师\n完。",
            3,
        );
        assert_items("罗岩 白河钢厂 焊工\n一帮到底 多跑腿\n正文。", 0);
    }
}
