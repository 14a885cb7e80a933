//! Bylines: who wrote it, on a line of its own, run into the first paragraph, or closing the last.
//!
//! Law: nothing is dropped or moved; a run-in byline is parted from its paragraph.

use super::Repair;
use super::person::{after_title, are_people, is_between, is_lone_name};
use super::piece::{Piece, Role};
use super::sheet::Sheet;
use crate::document::Kind;

/// The marks that may stand before a byline.
const MARKS: [char; 14] = ['►', '▶', '□', '■', '●', '◎', '◆', '◇', '▲', '△', '☆', '★', '○', '*'];

/// How long a byline is at most, in characters.
const LONGEST: usize = 60;

/// Sorts bylines out, and parts them from the paragraphs they run into.
pub(super) fn find<'a>(pieces: Vec<Piece<'a>>, sheet: &mut Sheet<'_>) -> Vec<Piece<'a>> {
    let mut sorted = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if piece.role == Role::Is(Kind::Paragraph) {
            sort(piece, sheet, &mut sorted);
        } else {
            sorted.push(piece);
        }
    }
    sorted
}

/// Tells whether a text begins as a news report does: 本报讯, 新华社北京…电.
pub(super) fn has_dateline(text: &str) -> bool {
    dateline(text).is_some()
}

/// Makes bylines of the lines that hold nothing but names and stand directly below a title.
pub(super) fn find_below_titles(pieces: &mut [Piece<'_>]) {
    for i in 1..pieces.len() {
        let titled = pieces[i - 1].role == Role::Title;
        let text = &pieces[i].text;
        let named = are_bare_names(text) || is_lone_name(text);
        if titled && pieces[i].is(Kind::Paragraph) && named {
            pieces[i].role = Role::Is(Kind::Byline);
        }
    }
}

fn sort<'a>(mut piece: Piece<'a>, sheet: &mut Sheet<'_>, sorted: &mut Vec<Piece<'a>>) {
    if is_byline(&piece.text) {
        piece.role = Role::Is(Kind::Byline);
    } else if let Some(at) = run_in(&piece.text)
        && may_part(&piece, 0, at, sheet)
    {
        let text = piece.part(at);
        piece.role = Role::Is(Kind::Byline);
        sorted.push(piece);
        sorted.push(text);
        return;
    } else if let Some(at) = closing(&piece.text)
        && may_part(&piece, at, piece.text.len(), sheet)
    {
        let mut byline = piece.part(at);
        byline.role = Role::Is(Kind::Byline);
        sorted.push(piece);
        sorted.push(byline);
        return;
    }
    sorted.push(piece);
}

/// Tells whether a whole line is a byline.
pub(super) fn is_byline(text: &str) -> bool {
    if text.chars().nth(LONGEST).is_some() || text.contains(['。', '？', '！', '“']) {
        return false;
    }
    let bare = text.trim_start_matches(MARKS).trim();
    let marked = bare.len() < text.len();
    let inner = strip_brackets(bare);
    if is_bare_dateline(text) {
        return true;
    }
    let titled = after_title(inner).is_some_and(|rest| !rest.is_empty());
    (titled || marked || inner.len() < bare.len()) && are_people(without_report(inner))
        || signed_text(inner)
}

/// Tells whether a line of names stands where a byline stands, with nothing else to show for it.
pub(super) fn are_bare_names(text: &str) -> bool {
    text.chars().count() <= 24 && text.contains(char::is_whitespace) && are_people(text)
}

/// Tells whether a text is `文/罗岩 图/林小荷`, `罗岩/文`.
fn signed_text(text: &str) -> bool {
    let parts: Vec<&str> = text.split([' ', '\u{3000}']).filter(|part| !part.is_empty()).collect();
    let is_signed = |part: &str| {
        let start = ["文/", "文／", "图/", "图／", "文：", "文:"]
            .iter()
            .find_map(|mark| part.strip_prefix(mark));
        let end = ["/文", "／文", "/图"].iter().find_map(|mark| part.strip_suffix(mark));
        start.or(end).is_some_and(are_people)
    };
    !parts.is_empty()
        && parts.iter().any(|part| is_signed(part))
        && parts.iter().all(|part| is_signed(part) || are_people(part))
}

fn without_report(text: &str) -> &str {
    ["摄影报道", "图片报道", "报道", "文/图", "图/文", "文／图", "文并摄", "文", "整理", "采写"]
        .iter()
        .find_map(|word| text.strip_suffix(word))
        .unwrap_or(text)
        .trim_end_matches(is_between)
}

fn strip_brackets(text: &str) -> &str {
    let inner = text.strip_prefix(['(', '（']).and_then(|text| text.strip_suffix([')', '）']));
    inner.unwrap_or(text)
}

/// Tells whether a line holds nothing but the beginning of a news report.
fn is_bare_dateline(text: &str) -> bool {
    dateline(text).is_some_and(|end| text[end..].trim().is_empty())
}

/// Returns where the text after a run-in byline begins: `本报讯(记者罗岩)今秋……`.
fn run_in(text: &str) -> Option<usize> {
    let end = dateline(text)?;
    let named = text[..end].ends_with([')', '）']);
    (named && !text[end..].trim().is_empty()).then_some(end)
}

/// Returns where the words with which a news report begins end, with the brackets that follow them.
fn dateline(text: &str) -> Option<usize> {
    if !text.starts_with(['本', '晨', '晚', '新', '中']) {
        return None;
    }
    let word = ["本报讯", "本报快讯", "本刊讯", "晨报讯", "晚报讯", "本网讯"]
        .iter()
        .find(|word| text.starts_with(**word));
    let end = match word {
        Some(word) => word.len(),
        None => wire(text)?,
    };
    let rest = text[end..].trim_start();
    let open = text.len() - rest.len();
    let bracket = rest.starts_with(['(', '（']).then(|| rest.find([')', '）'])).flatten();
    match bracket {
        Some(close) if rest[..close].chars().count() <= LONGEST => {
            let mark = rest[close..].chars().next().map_or(0, char::len_utf8);
            Some(open + close + mark)
        }
        _ => Some(end),
    }
}

/// Returns the end of `新华社北京1月1日电`, `本报白河10月2日电`.
fn wire(text: &str) -> Option<usize> {
    let agency =
        ["新华社", "中新社", "中新网", "本报"].iter().find(|agency| text.starts_with(**agency))?;
    let near = text.char_indices().take(24).find(|&(at, c)| c == '电' && at > agency.len());
    let end = near.map(|(at, c)| at + c.len_utf8())?;
    text[..end].ends_with("日电").then_some(end)
}

/// Returns where a byline in brackets at the end of a paragraph begins: `……丰收。(记者 罗岩)`.
fn closing(text: &str) -> Option<usize> {
    if !text.ends_with([')', '）']) {
        return None;
    }
    let at = text.rfind(['(', '（'])?;
    let names = strip_brackets(&text[at..]);
    let after_stop = text[..at].trim_end().ends_with(['。', '！', '？', '”']);
    (at > 0 && after_stop && names.chars().count() <= 30 && are_people(names)).then_some(at)
}

fn may_part(piece: &Piece<'_>, start: usize, end: usize, sheet: &mut Sheet<'_>) -> bool {
    let mut byline = piece.clone();
    byline.keep(start, end);
    sheet.may(Repair {
        id: String::new(),
        rule: "bylines".into(),
        spans: byline.spans,
        evidence: "names of reporters on the line of a paragraph".into(),
        score: 950,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_recognised() {
        for line in [
            "本报记者 罗岩 通讯员 林小荷",
            "► 罗岩 林小荷",
            "□ 记者 罗岩",
            "记者罗岩 文/图",
            "（记者 罗岩）",
            "文/罗岩 图/林小荷",
            "本报记者 罗岩 报道",
            "本报讯(记者罗岩)",
        ] {
            assert!(is_byline(line), "{line}");
        }
        for line in ["记者从会上了解到", "作者在书中写道", "► 红旗渠畔", "罗岩 林小荷", "（之一）"]
        {
            assert!(!is_byline(line), "{line}");
        }
    }

    #[test]
    fn a_run_in_byline_ends_with_its_bracket() {
        let text = "本报讯(记者罗岩)今秋白河县增产。";
        assert_eq!(run_in(text).map(|at| &text[at..]), Some("今秋白河县增产。"));
        let text = "新华社北京10月1日电（记者 罗岩）秋粮入库。";
        assert_eq!(run_in(text).map(|at| &text[at..]), Some("秋粮入库。"));
        assert_eq!(run_in("本报讯 今秋白河县增产。"), None);
        assert!(has_dateline("本报讯 今秋白河县增产。"));
        assert!(!has_dateline("本报记者昨日获悉"));
    }

    #[test]
    fn a_closing_byline_follows_a_sentence() {
        let text = "颗粒归仓。（罗岩 林小荷）";
        assert_eq!(closing(text).map(|at| &text[at..]), Some("（罗岩 林小荷）"));
        assert_eq!(closing("占地300亩（罗岩）"), None);
        assert_eq!(closing("颗粒归仓。（待续）"), None);
    }
}
