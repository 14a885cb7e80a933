//! English figures for which the Chinese accounts though it has no such figure: digits that are no figure
//! there, the period with which it compares, how many things it lists.

use super::{Sides, said};
use crate::fact::decimal::Decimal;
use crate::fact::{Figure, Hold, Kind, Value};
use crate::text::span::Span;
use crate::text::width::half;

/// Words that compare with the period before, and with the one after.
const BEFORE: &[&str] = &[
    "环比",
    "上月",
    "上个月",
    "上季",
    "上一季",
    "同比",
    "上年",
    "去年",
    "前一年",
    "上一年",
    "较上",
    "比上",
    "前一日",
    "前一天",
    "昨",
];
const AFTER: &[&str] = &["下月", "下个月", "次月", "下季", "明年", "次年", "来年", "下一年"];

/// Tells whether the Chinese accounts for an English figure.
pub(super) fn is_known(sides: &Sides<'_>, en: &Figure) -> bool {
    is_full_marks(sides, en)
        || is_circled(sides, en)
        || is_copied(sides, en)
        || is_neighbour(sides, en)
        || said::is_said(sides, en)
        || is_number_of_items(sides, en)
}

/// Tells whether an English word says what a Chinese figure says: all of it, none of it, one of each.
pub(super) fn is_told(sides: &Sides<'_>, zh: &Figure) -> bool {
    const ALL: &[&str] = &[
        "all",
        "every",
        "each",
        "full",
        "fully",
        "entire",
        "entirely",
        "universal",
        "complete",
        "completely",
        "whole",
    ];
    const NONE: &[&str] = &["no", "none", "zero", "nil", "without", "not", "never", "free"];
    let is = |number: u32| zh.number() == Some(Decimal::from(number));
    let is_share = zh.kind == Kind::Percent;
    sums_up(sides, zh)
        || said::names_feast(sides, zh)
        || is_share && is(100) && sides.words().has_any(ALL)
        || is(0) && sides.words().has_any(NONE)
}

/// Tells whether a small number sums up what is named before it, so that English need not say it: 他和妻子两个人,
/// 最佳影片、最佳导演、最佳摄影三项大奖, 今明两年.
fn sums_up(sides: &Sides<'_>, zh: &Figure) -> bool {
    const MOST: usize = 5;
    let is_numeral = zh.text.starts_with(['两', '二', '三', '四', '五']);
    let number = zh.number().and_then(|number| usize::try_from(number.to_i64()?).ok());
    let Some(many) = number.filter(|many| is_numeral && (2..=MOST).contains(many)) else {
        return false;
    };
    let is_end = |c: &char| matches!(c, '。' | '！' | '？' | ';' | '；' | '，' | ',' | '\n');
    let before = sides.source()[..zh.span.start].rsplit(is_end).next().unwrap_or_default();
    let joints = before.iter().filter(|c| matches!(c, '、' | '和' | '与' | '及')).count();
    let years = before.ends_with(&['今', '明']) || before.ends_with(&['去', '今']);
    matches!(zh.kind, Kind::Count | Kind::Duration) && (joints + 1 == many || years && many == 2)
}

/// Tells whether a figure is a number that the Chinese prints in the same digits and that is no figure there:
/// a telephone number, the name of a road, the points of an index.
fn is_copied(sides: &Sides<'_>, en: &Figure) -> bool {
    let figures = sides.figures();
    let wanted = digits(en.text.chars());
    let source: Vec<char> = sides.source().iter().map(|&c| half(c)).collect();
    let is_digit = |at: usize| source.get(at).is_some_and(char::is_ascii_digit);
    let stands = |at: usize| {
        let begins = is_digit(at) && !at.checked_sub(1).is_some_and(is_digit);
        let end = (at..source.len()).find(|&i| !joins(source[i])).unwrap_or(source.len());
        let is_free = |end| {
            figures.within(Span::new(at, end)).iter().all(|figure| figure.hold == Hold::Loose)
        };
        begins && is_free(end) && {
            let written = digits(source[at..end].iter().copied());
            written
                .strip_prefix(wanted.as_slice())
                .is_some_and(|rest| rest.first().is_none_or(|c| !c.is_ascii_digit()))
        }
    };
    wanted.len() > 1 && (0..source.len()).any(stands)
}

/// Tells whether a figure is the most that a mark can be: the 100 of `90 out of 100` for 90分.
fn is_full_marks(sides: &Sides<'_>, en: &Figure) -> bool {
    const MOST: [u32; 4] = [5, 10, 100, 150];
    let before: String = sides.target()[..en.span.start].iter().rev().take(7).collect();
    sides.pair.source.contains('分')
        && before.trim_start().starts_with("fo tuo")
        && MOST.iter().any(|most| en.number() == Some(Decimal::from(*most)))
}

/// Tells whether a figure is a number that the Chinese prints in a circle: 图①.
fn is_circled(sides: &Sides<'_>, en: &Figure) -> bool {
    let circles = '①'..='⑳';
    let number = en.number().and_then(|number| usize::try_from(number.to_i64()?).ok());
    let circled = number.and_then(|number| circles.clone().nth(number.checked_sub(1)?));
    circled.is_some_and(|circled| sides.pair.source.contains(circled))
}

/// Tells whether a character belongs to a run of digits: `0375-6688123`, `3,284.62`.
fn joins(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '-' | ':' | '.' | ',')
}

/// Returns the first run of digits of a text with what joins them, but for commas.
fn digits(text: impl Iterator<Item = char>) -> Vec<char> {
    let run = text.skip_while(|c| !c.is_ascii_digit()).take_while(|c| joins(*c));
    let mut run: Vec<char> = run.filter(|c| *c != ',').collect();
    while run.last().is_some_and(|c| !c.is_ascii_digit()) {
        run.pop();
    }
    run
}

/// Tells whether a month, a quarter or a year is the one before or after that of the Chinese, which compares
/// with it by a word: 8月…环比 as "from July".
pub(super) fn is_neighbour(sides: &Sides<'_>, en: &Figure) -> bool {
    let says = |words: &[&str]| words.iter().any(|word| sides.pair.source.contains(word));
    let Some(place) = period(en) else {
        return false;
    };
    let periods = || sides.figures().zh.iter().filter_map(period).filter(|zh| zh.0 == place.0);
    says(BEFORE) && periods().any(|zh| follows(place, zh))
        || says(AFTER) && periods().any(|zh| follows(zh, place))
}

/// The number of a period of a cycle: a month of twelve, a quarter of four, a year of none.
type Period = (u32, u32);

fn period(figure: &Figure) -> Option<Period> {
    let whole = |number: Decimal| u32::try_from(number.to_i64()?).ok();
    match figure.value {
        Value::Number(month) if figure.kind == Kind::Month => Some((12, whole(month)?)),
        Value::Number(year) if figure.kind == Kind::Year => Some((0, whole(year)?)),
        Value::Date(date) if date.day.is_none() => Some((12, date.month?.into())),
        Value::Quarters(from, to) if from == to => Some((4, from.into())),
        _ => None,
    }
}

/// Tells whether a period follows another of the same cycle.
fn follows((cycle, earlier): Period, (_, later): Period) -> bool {
    earlier + 1 == later || cycle > 0 && earlier == cycle && later == 1
}

/// Tells whether a count is how many things a list of the Chinese has: 甲、乙和丙 as "three places".
fn is_number_of_items(sides: &Sides<'_>, en: &Figure) -> bool {
    const MOST: usize = 12;
    let Some(count) = en.number().and_then(|number| usize::try_from(number.to_i64()?).ok()) else {
        return false;
    };
    let is_count = en.kind == Kind::Count && en.unit.is_none() && (2..=MOST).contains(&count);
    let is_end = |c: &char| matches!(c, '。' | ',' | '，' | ';' | '；' | '：' | ':' | '\n');
    let mut clauses = sides.source().split(is_end);
    is_count
        && clauses.any(|clause| {
            let marks = clause.iter().filter(|c| **c == '、').count();
            let joints = clause.iter().filter(|c| matches!(c, '和' | '与' | '及')).count();
            marks > 0 && (marks + 1..=marks + 1 + joints.min(1)).contains(&count)
        })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_known, assert_rules};

    #[test]
    fn the_period_with_which_the_chinese_compares_may_be_named() {
        let source = "8月份，白河县用电量环比增长0.4%。";
        assert_rules(
            source,
            "Power use in Baihe county rose 0.4 percent in August from July.",
            &[],
        );
        assert_known(source, "Power use in Baihe rose 0.4 percent in August from June.", false);
        let source = "2023年，白河县粮食产量比上年增长2%。";
        assert_known(source, "Baihe’s grain output in 2023 rose 2 percent from 2022.", true);
        assert_known("8月份开渠。", "The canal was dug in August, not July.", false);
    }

    #[test]
    fn a_number_that_sums_up_need_not_be_said() {
        let source = "甲、乙、丙三项工程完工。";
        assert_rules(source, "The projects A, B and C have been completed.", &[]);
        assert_rules("三项工程完工。", "The projects have been completed.", &["MISSING"]);
    }

    #[test]
    fn a_mark_may_be_told_with_the_full_mark() {
        assert_rules("他给渠打了90分。", "He gave the canal 90 out of 100.", &[]);
    }

    #[test]
    fn all_and_none_say_a_share() {
        assert_rules("白河县通水率100%。", "Every village in Baihe county has running water.", &[]);
        assert_rules("白河县通水率100%。", "Villages have running water.", &["MISSING"]);
    }

    #[test]
    fn a_list_may_be_counted() {
        let source = "安岭、白河和柳湾受灾。";
        assert_known(source, "Three places, Anling, Baihe and Liuwan, were hit.", true);
        assert_known(source, "Five places, among them Anling, were hit.", false);
    }
}
