//! Credits: who took the picture or supplied the text.
//!
//! A credit is found by the word that ends it (摄, 供图, 提供) and by the names before that word. On one
//! line with a caption it is parted from it. Law: nothing is dropped or moved.

use super::Repair;
use super::person::{are_people, is_between};
use super::piece::{Piece, Role};
use super::sheet::Sheet;
use crate::document::Kind;
use crate::text::script::is_han;

/// The words that end a credit, longest first.
const ENDINGS: [&str; 15] = [
    "摄影报道",
    "图片报道",
    "文并摄",
    "文／图",
    "图／文",
    "文/图",
    "图/文",
    "摄/文",
    "摄影",
    "供图",
    "制图",
    "绘图",
    "／摄",
    "/摄",
    "摄",
];

/// How long a credit is at most, in characters.
const LONGEST: usize = 36;

/// Sorts credits out, and parts them from what stands on the same line.
pub(super) fn find<'a>(pieces: Vec<Piece<'a>>, sheet: &mut Sheet<'_>) -> Vec<Piece<'a>> {
    let mut sorted = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if piece.role != Role::Is(Kind::Paragraph) || !may_hold_credit(&piece.text) {
            sorted.push(piece);
            continue;
        }
        sort(piece, sheet, &mut sorted);
    }
    sorted
}

/// Tells whether a text is a credit and nothing else.
pub(super) fn is_credit(text: &str) -> bool {
    let text = text.trim_matches(is_bracket).trim();
    if text.chars().nth(LONGEST).is_some() {
        return false;
    }
    is_source_line(text) || is_signed(text)
}

/// Tells whether a text is `names + ending` (罗岩 摄) or `ending + colon + names` (摄影：罗岩).
fn is_signed(text: &str) -> bool {
    if is_report(text) {
        return false;
    }
    let named = |names: &str| are_people(names.trim_matches(is_between));
    let set_off =
        |name: &str| name.ends_with(is_between) && is_short_name(name.trim_end_matches(is_between));
    let signed = |names: &str| named(names) || set_off(names);
    let before = ENDINGS.iter().any(|ending| text.strip_suffix(ending).is_some_and(signed));
    let supplied = text.strip_suffix("供图").is_some_and(|office| !office.contains(is_pause));
    let after = ["摄影：", "摄影:", "图片：", "图片:", "图/", "图／"].iter();
    before || supplied || after.clone().any(|start| text.strip_prefix(start).is_some_and(named))
}

/// Tells whether a text is the byline of a reporter who wrote and took pictures: `本报记者 罗岩 文/图`.
fn is_report(text: &str) -> bool {
    let both = ["文/图", "图/文", "文／图", "图／文", "文并摄", "摄影报道", "图片报道"];
    text.contains("记者") && both.iter().any(|ending| text.ends_with(ending))
}

/// Tells whether a text has the length of a name; enough where a blank and 摄 follow it.
fn is_short_name(text: &str) -> bool {
    (2..=3).contains(&text.chars().count()) && text.chars().all(is_han)
}

fn is_pause(c: char) -> bool {
    matches!(c, '，' | ',' | '。' | '；' | '、')
}

/// Tells whether a text says where the pictures of a page come from.
fn is_source_line(text: &str) -> bool {
    const STARTS: [&str; 9] = [
        "本版图片",
        "本版照片",
        "本版摄影",
        "图片来源",
        "照片来源",
        "图片由",
        "照片由",
        "本组图片",
        "本组照片",
    ];
    const ENDS: [&str; 4] = ["提供", "供图", "摄", "资料图片"];
    let names_source = text.contains(['：', ':']) || ENDS.iter().any(|end| text.ends_with(end));
    text == "资料图片"
        || text.ends_with("提供") && text.contains('图') && !text.contains(is_pause)
        || STARTS.iter().any(|start| text.starts_with(start)) && names_source
}

/// Tells whether a text may hold a credit: a cheap look before the careful one.
fn may_hold_credit(text: &str) -> bool {
    text.contains(['摄', '图']) && text.len() < 3 * 240
}

fn sort<'a>(mut piece: Piece<'a>, sheet: &mut Sheet<'_>, sorted: &mut Vec<Piece<'a>>) {
    if is_credit(&piece.text) {
        piece.role = Role::Is(Kind::Credit);
        sorted.push(piece);
    } else if let Some(at) = credit_at_end(&piece.text)
        && may_part(&piece, at, sheet)
    {
        let mut credit = piece.part(at);
        credit.role = Role::Is(Kind::Credit);
        sorted.push(piece);
        sorted.push(credit);
    } else if let Some(at) = credit_at_start(&piece.text)
        && may_part(&piece, at, sheet)
    {
        let mut caption = piece.part(at);
        piece.role = Role::Is(Kind::Credit);
        caption.role = Role::Is(Kind::Caption);
        sorted.push(piece);
        sorted.push(caption);
    } else {
        sorted.push(piece);
    }
}

/// Returns where a credit at the end of a text begins.
fn credit_at_end(text: &str) -> Option<usize> {
    let bare = text.trim_end_matches(is_bracket);
    if !ENDINGS.iter().any(|ending| bare.ends_with(ending)) {
        return None;
    }
    let borders = text.char_indices().rev().take(LONGEST).filter(|&(_, c)| is_border(c));
    borders
        .map(|(at, c)| if is_bracket(c) { at } else { at + c.len_utf8() })
        .filter(|&at| at > 0 && is_credit(&text[at..]))
        .min()
}

/// Returns where the text after a credit at its start begins.
fn credit_at_start(text: &str) -> Option<usize> {
    let borders = text.char_indices().take(LONGEST).filter(|(_, c)| c.is_whitespace());
    borders.map(|(at, _)| at).find(|&at| is_credit(&text[..at]))
}

fn is_border(c: char) -> bool {
    c.is_whitespace() || matches!(c, '。' | '！' | '？' | '”') || is_bracket(c)
}

fn is_bracket(c: char) -> bool {
    matches!(c, '(' | ')' | '（' | '）' | '【' | '】' | '[' | ']')
}

fn may_part(piece: &Piece<'_>, at: usize, sheet: &mut Sheet<'_>) -> bool {
    let mut credit = piece.clone();
    credit.keep(at, piece.text.len());
    sheet.may(Repair {
        id: String::new(),
        rule: "credits".into(),
        spans: credit.spans,
        evidence: "a name and the word for taking pictures share a line with a caption".into(),
        score: 900,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::lines;
    use crate::page::rules::Rules;
    use crate::page::view::View;

    #[test]
    fn credits_are_recognised() {
        for credit in [
            "罗岩 摄",
            "林小荷/摄",
            "本报记者 罗岩 摄",
            "（罗岩 摄）",
            "摄影：罗岩",
            "本版图片由县委宣传部提供",
            "林小荷 文/图",
            "白河县委宣传部供图",
        ] {
            assert!(is_credit(credit), "{credit}");
        }
        for text in
            ["记者罗岩 文/图", "他喜欢拍摄", "村民正在收割水稻。", "图为丰收的田野", "拍 摄"]
        {
            assert!(!is_credit(text), "{text}");
        }
    }

    #[track_caller]
    fn assert_parts(line: &str, expected: &[(&str, Kind)]) {
        let view = View::visible(line);
        let rules = Rules::default();
        let pieces = find(lines::split(&view.text), &mut Sheet::of(&view, &rules));
        let found: Vec<_> = pieces.iter().map(|piece| (piece.text.as_ref(), piece.role)).collect();
        let expected: Vec<_> =
            expected.iter().map(|&(text, kind)| (text, Role::Is(kind))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_credit_is_parted_from_its_caption() {
        assert_parts(
            "村民在白河镇收割水稻。罗岩 摄",
            &[("村民在白河镇收割水稻。", Kind::Paragraph), ("罗岩 摄", Kind::Credit)],
        );
        assert_parts(
            "罗岩/摄 白河新城一角",
            &[("罗岩/摄", Kind::Credit), ("白河新城一角", Kind::Caption)],
        );
        assert_parts(
            "白河大桥通车。（本报记者 罗岩 摄）",
            &[("白河大桥通车。", Kind::Paragraph), ("（本报记者 罗岩 摄）", Kind::Credit)],
        );
    }
}
