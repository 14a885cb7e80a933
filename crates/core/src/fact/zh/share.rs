//! Chinese percentages, percentage points and fractions: 5.3%, 百分之八, 3.2个百分点, 三分之二, 近三成.

use std::sync::LazyLock;

use super::found::{Found, Place};
use super::number::{self, Number};
use super::text::Text;
use crate::fact::decimal::Decimal;
use crate::fact::figure::{Kind, Role, Value};
use crate::text::run::{self, holds_any};
use crate::text::set::Set;

/// What parts the two ends of a range.
pub(super) const TO: &[&str] = &["至", "到", "—", "-", "~", "–"];

/// Reads a percentage, percentage points, a fraction or 成.
pub(super) fn read(place: &Place<'_>) -> Option<Found> {
    let number = place.number?;
    named(place, &number)
        .or_else(|| marked(place, &number))
        .or_else(|| tenths(place, &number))
        .or_else(|| half(place))
        .map(|found| {
            let role = match is_of_index(place) {
                true => Role::Index,
                false => role(place.text, place.at),
            };
            found.role(role)
        })
}

/// Tells whether the sentence gives the level of an index: 采购经理指数为50.3%, 比上月上升0.6个百分点.
fn is_of_index(place: &Place<'_>) -> bool {
    const REACH: usize = 24;
    let before = place.text.slice(place.at.saturating_sub(REACH), place.at);
    let sentence = before.rsplit(|c| matches!(c, '。' | ';' | '\n')).next().unwrap_or_default();
    holds_any(sentence, &["经理指数", "PMI", "景气指数", "活动指数", "信心指数"])
}

/// Reads 百分之八, 千分之三, 三分之二.
fn named(place: &Place<'_>, number: &Number) -> Option<Found> {
    let text = place.text;
    if !text.starts(number.end, "分之") {
        return None;
    }
    let part = with_decimals(text, part_at(text, number.end + 2)?);
    let whole = number.whole()?;
    let power = match whole {
        100 => 0,
        1000 => -1,
        10_000 => -2,
        _ => {
            let value = Value::Fraction(part.whole()?, whole);
            let found = Found::new(place.at, part.end, Kind::Fraction, value);
            // 四分之一决赛 is a round of a contest.
            return Some(if text.starts(part.end, "决赛") { found.loose() } else { found });
        }
    };
    let low = part.value.scaled(power)?;
    let upper = text.first_of(part.end, TO).and_then(|(_, next)| {
        let next = text.first_of(next, &["百分之"]).map_or(next, |(_, next)| next);
        number::read(text, next)
    });
    let Some(upper) = upper else {
        return Some(percent(place.at, part.end, Value::Number(low)));
    };
    let value = Value::Range(low, upper.value.scaled(power)?);
    Some(Found::new(place.at, upper.end, Kind::Range, value).unit("%"))
}

/// Reads the part of a share, which may be below one: 零点五.
fn part_at(text: &Text, at: usize) -> Option<Number> {
    let is_below_one = text.starts(at, "零点") && number::numeral(text.at(at + 2)).is_some();
    let nought = || Number {
        value: Decimal::ZERO,
        upper: None,
        end: at + 1,
        more: false,
        form: number::Form::Numeral,
        is_large: false,
        is_vague: false,
    };
    if is_below_one { Some(nought()) } else { number::read(text, at) }
}

/// Adds the decimals of a number in numerals: 九十九点八.
fn with_decimals(text: &Text, number: Number) -> Number {
    if !number.is_han() || number.more || text.at(number.end) != '点' {
        return number;
    }
    let (mut read, mut power) = (number, 0);
    let mut end = number.end + 1;
    while let Some(digit) = number::numeral(text.at(end)) {
        power -= 1;
        end += 1;
        let decimal = Decimal::new(i128::from(digit), power);
        let Some(value) = decimal.and_then(|decimal| read.value.plus(decimal)) else {
            return number;
        };
        read = Number { value, end, ..read };
    }
    read
}

/// Reads 5.3%, 5%-6%, 7‰, 3.2个百分点.
fn marked(place: &Place<'_>, number: &Number) -> Option<Found> {
    let text = place.text;
    let start = minus_before(place);
    let sign = |value: Decimal| if start < place.at { value.negated() } else { value };
    if let Some((mark, end)) = mark_at(text, number.end).or_else(|| shared_mark(text, number.end)) {
        if let Some((upper, end)) = second(text, end, mark) {
            return Some(ranged(place.at, end, mark, number.value, upper));
        }
        let value = sign(number.value).scaled(mark.power())?;
        let is_points = matches!(mark, Mark::Points | Mark::Basis);
        let kind = if is_points { Kind::Point } else { Kind::Percent };
        return Some(Found::new(start, end, kind, Value::Number(value)).unit(mark.unit()));
    }
    let (_, next) = text.first_of(number.end, TO)?;
    let upper = number::read(text, next)?;
    let (mark, end) = mark_at(text, upper.end)?;
    Some(ranged(place.at, end, mark, number.value, upper.value))
}

/// Returns the mark that a later number shares with the one before a place: 低0.2个和2.9个百分点.
fn shared_mark(text: &Text, at: usize) -> Option<(Mark, usize)> {
    let end = at + usize::from(text.at(at) == '个');
    let (_, next) = text.first_of(end, &["和", "与", "、", "及"])?;
    let later = number::read(text, next)?;
    let shared = mark_at(text, later.end).map(|(mark, _)| mark);
    let shared = shared.or_else(|| shared_mark(text, later.end).map(|(mark, _)| mark));
    shared.filter(|mark| *mark == Mark::Points || end == at).map(|mark| (mark, end))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Percent,
    PerMille,
    Points,
    /// A hundredth of a percentage point: 25个基点.
    Basis,
}

impl Mark {
    fn power(self) -> i32 {
        match self {
            Self::PerMille => -1,
            Self::Basis => -2,
            Self::Percent | Self::Points => 0,
        }
    }

    fn unit(self) -> &'static str {
        if matches!(self, Self::Points | Self::Basis) { "percentage_point" } else { "%" }
    }
}

fn mark_at(text: &Text, at: usize) -> Option<(Mark, usize)> {
    let (word, end) =
        text.first_of(at, &["%", "‰", "个百分点", "个多百分点", "百分点", "个基点", "基点"])?;
    let mark = match word {
        "%" => Mark::Percent,
        "‰" => Mark::PerMille,
        "个基点" | "基点" => Mark::Basis,
        _ => Mark::Points,
    };
    Some((mark, end))
}

/// Reads the upper end of a range after its lower end has a mark of its own.
fn second(text: &Text, at: usize, mark: Mark) -> Option<(Decimal, usize)> {
    let (_, next) = text.first_of(at, TO)?;
    let upper = number::read(text, next)?;
    let (same, end) = mark_at(text, upper.end)?;
    let widened = text.last_of(at, &["%", "‰"]).is_some();
    let rises = holds_any(text.clause_before(at, 8), &["由", "从"]);
    (same == mark && widened && !rises).then_some((upper.value, end))
}

fn ranged(start: usize, end: usize, mark: Mark, low: Decimal, high: Decimal) -> Found {
    let scaled = |value: Decimal| value.scaled(mark.power()).unwrap_or(value);
    Found::new(start, end, Kind::Range, Value::Range(scaled(low), scaled(high))).unit(mark.unit())
}

/// Returns where the figure begins, with a minus sign that belongs to it.
fn minus_before(place: &Place<'_>) -> usize {
    let (text, at) = (place.text, place.at);
    let is_minus = matches!(text.before(at), '-' | '−' | '－')
        && at > place.floor
        && !text.before(at - 1).is_ascii_alphanumeric()
        && !matches!(text.before(at - 1), '%' | '-' | '月' | '年');
    if is_minus { at - 1 } else { at }
}

/// Reads 成, a tenth.
fn tenths(place: &Place<'_>, number: &Number) -> Option<Found> {
    const WORDS: &str = "立为功员果效本都长熟品就交分套型份才绩人年了语";
    let text = place.text;
    let next = text.at(number.end + 1);
    let is_other = WORDS.contains(next) && !is_share_before(place, number, next);
    let is_tenths = text.at(number.end) == '成' && number.value <= Decimal::from(10);
    if !is_tenths || is_other || number.more || text.before(place.at) == '第' {
        return None;
    }
    let low = number.value.scaled(1)?;
    let end = number.end + 1;
    if let Some(upper) = number.upper {
        let value = Value::Range(low, upper.scaled(1)?);
        return Some(Found::new(place.at, end, Kind::Range, value).unit("%"));
    }
    if number.is_han() && text.at(end) == '半' {
        return Some(percent(place.at, end + 1, Value::Number(low.plus(Decimal::from(5))?)));
    }
    let half = number::numeral(text.at(end)).filter(|_| number.is_han());
    match half {
        Some(ones) if !text.starts(end + 1, "个") => {
            Some(percent(place.at, end + 1, Value::Number(low.plus(Decimal::from(ones))?)))
        }
        _ => Some(percent(place.at, end, Value::Number(low))),
    }
}

/// Tells whether a number before 成 and a character that makes a word with it is a share all the same: 近四成为首次
/// 展出, 七成人口.
fn is_share_before(place: &Place<'_>, number: &Number, next: char) -> bool {
    const BOUNDS: &[&str] = &[
        "近", "约", "逾", "超", "仅", "占", "达", "超过", "不足", "不到", "将近", "接近", "至少",
        "其中",
    ];
    let text = place.text;
    let is_bounded = text.last_of(place.at, BOUNDS).is_some();
    let is_one = number.value == Decimal::ONE && number.is_han();
    let opens =
        matches!(text.before(place.at), '\0' | ',' | '。' | ';' | '、' | '\n' | '有' | '的');
    let is_people =
        next == '人' && matches!(text.at(number.end + 2), '口' | '认' | '都' | '选' | '员');
    is_bounded && number.value < Decimal::from(10)
        || !is_one && (next == '为' && opens || is_people)
}

/// Reads 一半.
fn half(place: &Place<'_>) -> Option<Found> {
    let text = place.text;
    let is_half = text.starts(place.at, "一半")
        && !matches!(text.at(place.at + 2), '天' | '年' | '路' | '月' | '个' | '会');
    let is_other = matches!(text.before(place.at), '另' | '余');
    is_half.then(|| {
        let found = Found::new(place.at, place.at + 2, Kind::Fraction, Value::Fraction(1, 2));
        if is_other { found.loose() } else { found }
    })
}

fn percent(start: usize, end: usize, value: Value) -> Found {
    Found::new(start, end, Kind::Percent, value).unit("%")
}

/// Tells whether the figure before which these words stand is a growth, a fall or neither.
pub(super) fn role(text: &Text, at: usize) -> Role {
    const FALLS: &[&str] =
        &["下降", "减少", "降低", "回落", "下跌", "跌", "降", "缩短", "压减", "压缩", "缩减", "减"];
    const RISES: &[&str] = &[
        "增长", "提高", "增加", "上升", "提升", "上涨", "增", "升", "涨", "高于", "扩大", "超标",
        "超出", "高出", "多出",
    ];
    const LEVELS: &[&str] = &[
        "降至",
        "增至",
        "升至",
        "提高到",
        "提升到",
        "提高至",
        "提升至",
        "增加到",
        "增长到",
        "增长至",
        "达到",
        "降到",
        "回落至",
        "上升到",
        "达",
        "是",
        "为",
        "占",
    ];
    static ENDINGS: LazyLock<Set> = LazyLock::new(|| {
        let words = [FALLS, RISES, LEVELS, &["多"]].into_iter().flatten();
        words.filter_map(|word| word.chars().next_back()).collect()
    });
    let before = text.clause_before(at, 8);
    // What of the clause ends with a character with which a word ends, the longest first.
    let ends: Vec<&[char]> = (1..=before.len())
        .rev()
        .map(|end| &before[..end])
        .filter(|run| ENDINGS.has(run[run.len() - 1]))
        .collect();
    if ends.is_empty() {
        return Role::Plain;
    }
    let last = |words: &[&str]| {
        let last = ends.iter().find(|run| words.iter().any(|word| run::ends(run, word)));
        last.map(|run| before.len() - run.len())
    };
    // 三年多来 says how long and not how much more.
    let more = last(&["多"]).filter(|_| !holds_any(before, &["多来"]));
    let rise = last(RISES).into_iter().chain(more).min();
    let (fall, level) = (last(FALLS), last(LEVELS));
    match (fall, rise, level) {
        (_, _, Some(level))
            if fall.is_none_or(|fall| level <= fall) && rise.is_none_or(|rise| level <= rise) =>
        {
            Role::Level
        }
        (Some(fall), rise, _) if rise.is_none_or(|rise| fall <= rise) => Role::Fall,
        (_, Some(_), _) => Role::Growth,
        _ => Role::Plain,
    }
}
