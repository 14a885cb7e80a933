//! Notes: page lines, editors' notes, addresses; printed on the page, and part of no article's text.
//!
//! Law: nothing is dropped or moved; a note is short and says of itself what it is.

use super::piece::{Piece, Role};
use super::sheet::Sheet;
use crate::document::Kind;
use crate::text::script::is_han;

/// Words of which a page line holds at least two.
const PAGE_WORDS: [&str; 24] = [
    "责任编辑",
    "责编",
    "编辑",
    "美编",
    "美术编辑",
    "校对",
    "组版",
    "版式",
    "星期",
    "农历",
    "电话",
    "邮箱",
    "投稿",
    "热线",
    "邮编",
    "地址",
    "总编",
    "值班",
    "审读",
    "主编",
    "E-mail",
    "刊号",
    "邮发代号",
    "微信公众号",
];

/// Beginnings that make a line a note by themselves.
const STARTS: [&str; 14] = [
    "（上接",
    "(上接",
    "（下转",
    "(下转",
    "上接第",
    "下转第",
    "编者按",
    "编后",
    "开栏的话",
    "开栏语",
    "【编者按",
    "责任编辑",
    "责编",
    "版面编辑",
];

/// What the name of a newspaper ends with, which is printed at the head of its pages.
const MASTHEADS: [&str; 9] =
    ["日报", "晚报", "晨报", "早报", "时报", "周报", "商报", "都市报", "快报"];

/// Sorts notes out.
pub(super) fn find(pieces: &mut [Piece<'_>], _sheet: &mut Sheet<'_>) {
    for piece in pieces {
        if piece.is(Kind::Paragraph) && is_note(&piece.text) {
            piece.role = Role::Is(Kind::Note);
        }
    }
}

/// Tells whether a line is a note.
pub(super) fn is_note(text: &str) -> bool {
    let may_say_so = text.starts_with(['（', '(', '上', '下', '编', '开', '【', '责', '版']);
    if may_say_so && STARTS.iter().any(|start| text.starts_with(start)) {
        return true;
    }
    let short = text.chars().nth(60).is_none();
    short && !text.contains('。') && (is_page_line(text) || is_folio(text) || is_address(text))
}

fn is_page_line(text: &str) -> bool {
    let words = PAGE_WORDS.iter().filter(|word| text.contains(**word)).count();
    let signed = [
        "编辑：",
        "编辑:",
        "校对：",
        "校对:",
        "美编：",
        "美编:",
        "热线：",
        "热线:",
        "邮箱：",
        "邮箱:",
        "电话：",
        "电话:",
    ];
    words >= 2 || signed.iter().any(|sign| text.contains(sign)) || dated(text) && words >= 1
}

/// Tells whether a text is a number of a page, with or without its name: `A03`, `第3版`, `03 综合`,
/// `2026年3月9日 星期一`.
fn is_folio(text: &str) -> bool {
    let len = text.chars().count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let numbered = text.ends_with('版') && (digits > 0 || text.starts_with('第')) && len <= 12;
    let sheet = len <= 4 && digits > 0 && text.chars().all(|c| c.is_ascii_alphanumeric());
    let named = len <= 10
        && text.split_whitespace().count() == 2
        && text.split_whitespace().any(|part| {
            part.len() <= 3 && part.ends_with(|c: char| c.is_ascii_digit()) && !part.contains('.')
        });
    let masthead = (3..=8).contains(&len) && MASTHEADS.iter().any(|end| text.ends_with(end));
    numbered || sheet || named || masthead || dated(text) && len <= 18
}

/// Tells whether a text begins with a year, a month and a day, and goes on with nothing a sentence
/// would.
fn dated(text: &str) -> bool {
    let date = text.split(['日', ' ']).next().unwrap_or_default();
    let bare = text.chars().all(|c| !matches!(c, ',' | '，'));
    bare && date.contains('年')
        && date.contains('月')
        && date.chars().filter(char::is_ascii_digit).count() >= 5
        && date.chars().count() <= 11
}

/// Tells whether a line is the name of an office that signs a notice: nothing is lost behind it.
pub(super) fn is_signature(text: &str) -> bool {
    const ENDS: [&str; 15] = [
        "公司",
        "集团",
        "局",
        "委员会",
        "办公室",
        "政府",
        "中心",
        "学校",
        "医院",
        "党委",
        "学院",
        "委",
        "协会",
        "厅",
        "总工会",
    ];
    let len = text.chars().count();
    (4..=24).contains(&len)
        && text.chars().all(is_han)
        && ENDS.iter().any(|end| text.ends_with(end))
}

fn is_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.starts_with("http") || lower.starts_with("www.") || text.contains('@') && text.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_signs_a_notice() {
        assert!(is_signature("白河县水务集团有限公司") && is_signature("白河县教育局"));
        assert!(!is_signature("全县共有") && !is_signature("来自12个村的中心"));
    }

    #[test]
    fn notes_say_what_they_are() {
        for line in [
            "2026年3月9日 星期一 责任编辑 罗岩 校对 林小荷",
            "责编:罗岩 美编:林小荷",
            "03 综合新闻",
            "第3版",
            "A02",
            "(下转第四版)",
            "编者按：今年以来，各地抢抓农时。本报今起推出系列报道。",
            "新闻热线：0371-12345678",
            "2026年3月9日 星期一",
            "白河日报",
        ] {
            assert!(is_note(line), "{line}");
        }
        for line in [
            "2024年1月8日，白河产业园开工；",
            "白河县粮食再获丰收",
            "县委编辑出版了三本书，电话打不通。",
            "管护落实到户",
            "清单分解到组 管护落实到户",
        ] {
            assert!(!is_note(line), "{line}");
        }
    }
}
