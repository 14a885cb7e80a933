//! What stands around a Chinese figure and makes it a bound or an estimate: 近, 逾, 不下, 以上, 左右.

use std::sync::LazyLock;

use super::found::Found;
use super::text::Text;
use crate::fact::figure::{Approx, Kind};
use crate::text::run::holds_any;
use crate::text::set::Set;

/// Words before a figure, longest first; the flag tells whether they belong to its text.
const BEFORE: &[(&str, Approx, bool)] = &[
    ("不低于", Approx::AtLeast, true),
    ("不少于", Approx::AtLeast, true),
    ("不超过", Approx::AtMost, true),
    ("不高于", Approx::AtMost, true),
    ("不多于", Approx::AtMost, true),
    ("少则", Approx::AtLeast, false),
    ("不下于", Approx::AtLeast, true),
    ("不过", Approx::AtMost, false),
    ("跌破", Approx::LessThan, false),
    ("低于", Approx::LessThan, false),
    ("少于", Approx::LessThan, false),
    ("高于", Approx::MoreThan, false),
    ("多于", Approx::MoreThan, false),
    ("超过了", Approx::MoreThan, true),
    ("突破了", Approx::MoreThan, true),
    ("不下", Approx::AtLeast, true),
    ("至少", Approx::AtLeast, true),
    ("最少", Approx::AtLeast, true),
    ("至多", Approx::AtMost, true),
    ("最多", Approx::AtMost, true),
    ("超过", Approx::MoreThan, true),
    ("突破", Approx::MoreThan, true),
    ("超出", Approx::MoreThan, false),
    ("不足", Approx::LessThan, true),
    ("不到", Approx::LessThan, true),
    ("未满", Approx::LessThan, true),
    ("将近", Approx::Nearly, true),
    ("接近", Approx::Nearly, true),
    ("大约", Approx::About, true),
    ("约为", Approx::About, true),
    ("逾", Approx::MoreThan, true),
    ("超", Approx::MoreThan, true),
    ("破", Approx::MoreThan, false),
    ("过", Approx::MoreThan, false),
    ("近", Approx::Nearly, true),
    ("约", Approx::About, true),
    ("上", Approx::MoreThan, true),
];

/// Words after a figure.
const AFTER: &[(&str, Approx)] = &[
    ("(含)以上", Approx::AtLeast),
    ("及以上", Approx::AtLeast),
    ("以上", Approx::AtLeast),
    ("(含)以下", Approx::AtMost),
    ("及以下", Approx::AtMost),
    ("以下", Approx::AtMost),
    ("以内", Approx::AtMost),
    ("之内", Approx::AtMost),
    ("左右", Approx::About),
    ("上下", Approx::About),
    ("有余", Approx::MoreThan),
    ("多", Approx::MoreThan),
];

/// Kinds that 近, 约, 以上 and their like do not bound.
fn is_bare(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Year
            | Kind::YearMonth
            | Kind::Month
            | Kind::Date
            | Kind::Plan
            | Kind::Lunar
            | Kind::Ordinal
            | Kind::Rank
            | Kind::RankTop
            | Kind::Time
    )
}

/// Widens a figure by the words before and after it that bound its value.
pub(super) fn bound(text: &Text, floor: usize, mut found: Found) -> Found {
    if is_bare(found.kind) {
        return found;
    }
    if matches!(found.kind, Kind::Duration | Kind::Count)
        && let Some((_, start)) =
            text.last_of(found.start, &["连续"]).filter(|&(_, start)| start >= floor)
    {
        found.start = start;
    }
    if let Some((approx, start)) = before(text, floor, &found) {
        // 不过两百来斤 is at most so much, whatever the 来 says.
        let is_limit = matches!(approx, Approx::AtMost | Approx::LessThan);
        let rest = text.slice(found.start, found.end);
        found.approx = match is_limit {
            // 不过百余里 is a little above, and no more than that.
            true if rest.iter().any(|c| matches!(c, '余' | '多')) => Some(Approx::About),
            true => Some(approx),
            false => found.approx.or(Some(approx)),
        };
        found.start = start;
    }
    if let Some((approx, end)) = after(text, &found) {
        found.approx = found.approx.or(Some(approx));
        found.end = end;
    }
    found
}

fn before(text: &Text, floor: usize, found: &Found) -> Option<(Approx, usize)> {
    static ENDINGS: LazyLock<Set> =
        LazyLock::new(|| BEFORE.iter().filter_map(|(word, ..)| word.chars().next_back()).collect());
    if !ENDINGS.has(text.before(found.start)) {
        return None;
    }
    let (word, approx, belongs, start) = BEFORE.iter().find_map(|(word, approx, belongs)| {
        let start = text.begin_of(found.start, word).filter(|start| *start >= floor)?;
        Some((word, approx, belongs, start))
    })?;
    let previous = text.before(start);
    let is_word = match *word {
        "近" => {
            !matches!(previous, '最' | '附' | '邻' | '临' | '靠' | '远')
                && !is_past(text, found, start)
        }
        "过" => {
            matches!(previous, '已' | '超' | '均' | '突' | '将' | '占')
                || text.at(found.start) == '半' && found.kind != Kind::Duration
        }
        "上" => matches!(text.at(found.start), '百' | '千' | '万' | '亿') && previous != '以',
        "破" => previous != '打' && previous != '突',
        "超" => previous != '赶',
        "约" => !matches!(previous, '节' | '签' | '违' | '履' | '合' | '集' | '公' | '预' | '邀'),
        _ => true,
    };
    let approx = if is_denied(text, start) { denied(*approx) } else { *approx };
    is_word.then_some((approx, if *belongs { start } else { found.start }))
}

/// Tells whether what stands before a bound denies it: 不得超过, 从未低于.
fn is_denied(text: &Text, at: usize) -> bool {
    const DENIALS: &[&str] = &[
        "不得", "不能", "不可", "不应", "不会", "不准", "不宜", "不再", "未", "没有", "勿", "没",
        "不",
    ];
    text.last_of(at, DENIALS).is_some()
}

/// Returns a bound turned round.
fn denied(approx: Approx) -> Approx {
    match approx {
        Approx::MoreThan => Approx::AtMost,
        Approx::LessThan => Approx::AtLeast,
        approx => approx,
    }
}

/// Tells whether 近 before a stretch of time means the time just past: 近三年来.
fn is_past(text: &Text, found: &Found, start: usize) -> bool {
    const TAKEN: &[&str] =
        &["历时", "长达", "耗时", "用时", "经过", "已有", "距今", "历经", "工作", "坚守", "持续"];
    found.kind == Kind::Duration && !holds_any(text.clause_before(start, 6), TAKEN)
}

fn after(text: &Text, found: &Found) -> Option<(Approx, usize)> {
    static BEGINNINGS: LazyLock<Set> =
        LazyLock::new(|| AFTER.iter().filter_map(|(word, _)| word.chars().next()).collect());
    if !BEGINNINGS.has(text.at(found.end)) {
        return None;
    }
    let (word, approx) = AFTER.iter().find(|(word, _)| text.starts(found.end, word))?;
    let end = found.end + word.chars().count();
    let is_word = match *word {
        "多" => {
            let takes =
                matches!(found.kind, Kind::Duration | Kind::Measure | Kind::Money | Kind::Multiple);
            takes
                && !matches!(
                    text.at(end),
                    '元' | '样' | '种' | '项' | '家' | '个' | '次' | '方' | '名'
                )
        }
        "上下" => !matches!(text.at(end), '级' | '游' | '联'),
        _ => true,
    };
    is_word.then_some((*approx, end))
}

/// Tells whether a word before a number bounds it: 近百, 上千.
pub(super) fn is_bounded_before(text: &Text, at: usize) -> bool {
    matches!(text.before(at), '近' | '上' | '超' | '逾')
        || text.last_of(at, &["超过", "不下", "至少", "已过"]).is_some()
}
