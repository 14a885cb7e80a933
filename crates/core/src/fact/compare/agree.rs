//! Whether an English figure says what a Chinese figure says.

use super::{rough, size};
use crate::fact::date::Date;
use crate::fact::decimal::Decimal;
use crate::fact::figure::{Approx, Figure, Hold, Kind, Role, Value};

/// How well two figures agree; the better the earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    /// The same kind, value and unit.
    Exact,
    /// The same thing said in another way: 三成 as 30 percent, 24小时 as a day.
    Sense,
    /// The same number of a loose figure.
    Number,
    /// Rounded, with at least three digits kept.
    Rounded,
}

/// Returns how well an English figure agrees with a Chinese one, or nothing where it does not.
pub(super) fn agree(zh: &Figure, en: &Figure) -> Option<Agreement> {
    as_told(zh, en).or_else(|| rough::round_bound(zh, en))
}

fn as_told(zh: &Figure, en: &Figure) -> Option<Agreement> {
    let stated = match (zh.value, en.value) {
        (Value::Number(a), Value::Number(b)) => numbers(zh, a, en, b),
        (Value::Range(low, high), Value::Range(from, to)) => {
            ranges(zh, (low, high), en, (from, to))
        }
        // "a third" may be a part or a place in a series.
        (Value::Number(number), Value::Fraction(1, whole))
            if en.hold == Hold::Loose
                && matches!(zh.kind, Kind::Ordinal | Kind::Rank | Kind::Duration | Kind::Count) =>
        {
            sense(is(number, Some(whole)))
        }
        // "the first half" of a year is its months to June.
        (Value::Range(from, to), Value::Fraction(1, 2)) if zh.unit.as_deref() == Some("month") => {
            sense(to == Decimal::from(6) || from == Decimal::from(7))
        }
        (Value::Fraction(..), _) | (_, Value::Fraction(..)) => shares(zh, en),
        (Value::Quarters(a, b), Value::Quarters(c, d)) => exact((a, b) == (c, d)),
        (Value::Clock(a), Value::Clock(b)) if a.may_be(b) => {
            // 零时 and 24时 are the same hour of two days.
            exact(a.hour == b.hour).or(Some(Agreement::Sense))
        }
        (Value::Clocks(a, b), Value::Clocks(c, d)) => exact(a.may_be(c) && b.may_be(d)),
        (Value::Clock(clock), Value::Number(hour)) => sense(
            en.kind == Kind::Count
                && en.unit.is_none()
                && clock.minute == 0
                && [clock.hour, clock.hour % 12, (clock.hour + 11) % 12 + 1]
                    .iter()
                    .any(|h| is(hour, Some(u32::from(*h)))),
        ),
        (Value::Dates(a, b), Value::Dates(c, d)) => exact(same_date(a, c) && same_date(b, d)),
        (Value::Date(a), Value::Date(b)) => exact(same_date(a, b)),
        (Value::Date(date), Value::Number(number)) => sense(
            en.kind == Kind::Month && date.day.is_none() && is(number, date.month.map(u32::from))
                || (en.kind == Kind::Ordinal
                    // A day without its month may also be so many days.
                    || zh.hold == Hold::Loose && en.unit.as_deref() == Some("day"))
                    && date.month.is_none()
                    && is(number, date.day.map(u32::from)),
        ),
        (Value::Number(number), Value::Date(date)) => sense(
            matches!(zh.kind, Kind::Month | Kind::Lunar) && is(number, date.month.map(u32::from))
                || zh.kind == Kind::Year && is(number, date.year.map(u32::from)),
        ),
        // 第二节 of a match is its second quarter.
        (Value::Number(part), Value::Quarters(from, to)) if zh.kind == Kind::Ordinal => {
            sense(from == to && is(part, Some(u32::from(from))))
        }
        (Value::Number(plan), Value::Range(from, to)) if zh.kind == Kind::Plan => {
            sense(plan_years(plan) == Some((from, to)))
        }
        // 入学前三个月 may be the first three or the three before.
        (Value::Range(from, to), Value::Number(many)) if zh.text.starts_with('前') => {
            sense(from == Decimal::ONE && to == many && en.unit.as_deref() == Some("month"))
        }
        (Value::Quarters(from, to), Value::Range(a, b)) => sense(is_months(en, (a, b), from, to)),
        (Value::Range(a, b), Value::Quarters(from, to)) => sense(is_months(zh, (a, b), from, to)),
        (Value::Quarters(from, to), Value::Dates(a, b)) => sense(
            a.month.map(u32::from) == Some(3 * u32::from(from) - 2)
                && b.month.map(u32::from) == Some(3 * u32::from(to)),
        ),
        // "the second" after another quarter is one.
        (Value::Quarters(from, to), Value::Number(ordinal)) if en.kind == Kind::Ordinal => {
            sense(from == to && is(ordinal, Some(u32::from(from))))
        }
        // The end of a quarter is that of its last month.
        (Value::Quarters(_, last), Value::Number(month)) => sense(
            en.kind == Kind::Month
                && zh.text.ends_with(['末', '底'])
                && is(month, Some(3 * u32::from(last))),
        ),
        // 2025年1至9月 as "the first nine months of 2025" or "the first three quarters".
        (Value::Dates(a, b), Value::Range(from, to)) => sense(
            en.unit.as_deref() == Some("month")
                && a.day.is_none()
                && is(from, a.month.map(u32::from))
                && is(to, b.month.map(u32::from)),
        ),
        (Value::Dates(a, b), Value::Quarters(from, to)) => sense(
            a.day.is_none()
                && a.month.map(u32::from) == Some(3 * u32::from(from) - 2)
                && b.month.map(u32::from) == Some(3 * u32::from(to)),
        ),
        (Value::Range(a, b), Value::Dates(c, d)) => sense(
            zh.unit.as_deref() == Some("month")
                && is(a, c.month.map(u32::from))
                && is(b, d.month.map(u32::from)),
        ),
        _ => None,
    };
    stated.or_else(|| loosely(zh, en))
}

/// Returns the agreement of a loose Chinese number with anything of the same number.
fn loosely(zh: &Figure, en: &Figure) -> Option<Agreement> {
    if zh.hold != Hold::Loose {
        return None;
    }
    let (a, upper) = match zh.value {
        Value::Number(number) => (number, None),
        Value::Range(number, upper) => (number, Some(upper)),
        _ => return None,
    };
    let same = match en.value {
        Value::Number(b) => a == b,
        Value::Range(b, high) => a == b && upper == Some(high),
        Value::Fraction(1, 2) => a == Decimal::from(2),
        Value::Fraction(1, whole) => en.hold == Hold::Loose && is(a, Some(whole)),
        Value::Date(date) => [date.day, date.month].iter().any(|part| is(a, part.map(u32::from))),
        Value::Clock(clock) => clock.minute == 0 && is(a, Some(u32::from(clock.hour % 12))),
        Value::Quarters(from, to) => from == to && is(a, Some(u32::from(from))),
        _ => false,
    };
    same.then_some(Agreement::Number)
}

fn numbers(zh: &Figure, a: Decimal, en: &Figure, b: Decimal) -> Option<Agreement> {
    use Kind::{
        Anniversary, Count, Duration, Measure, Money, Month, Multiple, Ordinal, Percent, Plan,
        Point, Rank, RankTop, Year,
    };
    let same = a == b;
    match (zh.kind, en.kind) {
        (Percent | Point, Count) if zh.role == Role::Index => sense(same && is_bare(en)),
        (Point, Count) => sense(same && en.unit.as_deref() == Some("points")),
        (Percent, Percent) => exact(same || a.negated() == b).or_else(|| rounded(a, b)),
        (Point, Point)
        | (Year, Year)
        | (Month, Month)
        | (Plan, Plan)
        | (Anniversary, Anniversary) => exact(same),
        // 十余份 is "a dozen", more or less.
        (Count, Count) if is_couple(en) && zh.approx == Some(Approx::MoreThan) => {
            sense(a == Decimal::from(10) || same)
        }
        (Count, Count) => exact(same).or_else(|| rounded(a, b)),
        // The sign stands for yen as well as for yuan.
        (Money, Money) if currency(zh) == "JPY" && en.text.starts_with(['¥', '￥']) => {
            exact(same)
        }
        (Money, Money) if currency(zh) == currency(en) => {
            exact(same).or_else(|| sense(is_same_rate(zh, a, en, b))).or_else(|| rounded(a, b))
        }
        (Measure, Measure) => measures(zh, a, en, b),
        (Duration, Duration) => size::same_time(a, zh.unit.as_deref(), b, en.unit.as_deref())
            .and_then(|is_same_unit| if is_same_unit { exact(true) } else { sense(true) }),
        (Multiple, Multiple) => sense(factors(zh, a).contains(&english_factor(en, b))),
        // 是原来的3倍 is no rise by 300 percent.
        (Multiple, Percent) if zh.role == Role::Level && en.role == Role::Growth => {
            sense(a.plus(Decimal::ONE.negated()).and_then(|rise| rise.scaled(2)) == Some(b))
        }
        (Multiple, Percent) => sense(percents(zh, a).contains(&b)),
        (Percent, Multiple) => sense(a.scaled(-2) == Some(b) && zh.role == Role::Level),
        (Multiple, Count) if is_word(en, &["twice", "thrice"]) => {
            sense(factors(zh, a).contains(&b))
        }
        (Multiple, Count) => sense(same && zh.role != Role::Growth),
        (Rank | Ordinal, Rank | Ordinal) => exact(same),
        // "at the end of 2020" for the end of the plan
        (Plan, Year) => sense(plan_years(a).is_some_and(|(from, to)| b == from || b == to)),
        // 第三年 may be "three years after".
        (Ordinal, Duration) => sense(same),
        (Measure, Money) => {
            sense(en.text.ends_with("fen") && zh.text.ends_with('分') && a.scaled(-1) == Some(b))
        }
        (Ordinal | Anniversary, Count)
        | (Anniversary, Ordinal | Duration)
        | (Ordinal, Anniversary) => sense(same),
        (RankTop, RankTop | Count) => exact(same),
        (Count, Multiple) => {
            sense(same && (is_times(zh) || en.hold == Hold::Loose || zh.unit.is_none()))
        }
        (Count, Year) => sense(same && a >= Decimal::from(1000)),
        (Count, Duration) => sense(same && zh.unit.as_deref() == Some("years old")),
        (Count, Money | Measure | Percent) => sense(same && zh.unit.is_none()),
        (Duration | Measure | Money, Count) if is_couple(en) => sense(same),
        // 块 may be pieces of something, too.
        (Money, Count) if zh.text.ends_with('块') => sense(same && is_bare(en)),
        // "150 over 95"
        (Measure, Count) if zh.unit.as_deref() == Some("mmHg") => sense(same),
        // A result in seconds needs no unit: "He ran 10.85."
        (Duration, Count) if zh.unit.as_deref() == Some("second") && !a.is_whole() => {
            sense(same && is_bare(en))
        }
        (Duration, Ordinal | Count) => {
            sense(same && (en.kind == Ordinal || en.unit.as_deref() == Some("years old")))
        }
        (Count, RankTop) => sense(same),
        // 三级响应 is "Level III", 12层 may be the 12th.
        (Count, Ordinal) => sense(same && zh.text.ends_with(['级', '层', '楼'])),
        // A year long ago may be read as a number.
        (Year, Count) => sense(same && (zh.hold == Hold::Loose || en.unit.is_none())),
        _ => None,
    }
}

fn exact(agrees: bool) -> Option<Agreement> {
    agrees.then_some(Agreement::Exact)
}

fn sense(agrees: bool) -> Option<Agreement> {
    agrees.then_some(Agreement::Sense)
}

fn is(number: Decimal, part: Option<u32>) -> bool {
    part.is_some_and(|part| number == Decimal::from(part))
}

/// Returns the first and the last year of a five-year plan.
pub(super) fn plan_years(plan: Decimal) -> Option<(Decimal, Decimal)> {
    let before = plan.plus(Decimal::from(14).negated())?.times(Decimal::from(5))?;
    let first = before.plus(Decimal::from(2021))?;
    Some((first, first.plus(Decimal::from(4))?))
}

/// Tells whether an English count has no unit but the points of an index.
pub(super) fn is_bare(en: &Figure) -> bool {
    en.unit.as_deref().is_none_or(|unit| unit == "points")
}

/// Tells whether an English number is a word that may stand before a unit: `a couple of years`, `a dozen days`.
fn is_couple(en: &Figure) -> bool {
    is_word(en, &["couple", "dozen"])
}

fn is_word(en: &Figure, words: &[&str]) -> bool {
    words.iter().any(|word| en.text.eq_ignore_ascii_case(word))
}

/// Tells whether months are those of quarters.
fn is_months(figure: &Figure, (a, b): (Decimal, Decimal), from: u8, to: u8) -> bool {
    figure.unit.as_deref() == Some("month")
        && is(a, Some(3 * u32::from(from) - 2))
        && is(b, Some(3 * u32::from(to)))
}

/// Tells whether `b` is `a`, truly rounded to at least three digits.
fn rounded(a: Decimal, b: Decimal) -> Option<Agreement> {
    let rounds = (3..a.digits()).any(|digits| a.rounded(digits) == b);
    rounds.then_some(Agreement::Rounded)
}

/// Tells whether two prices are the same for another unit: 2.5 yuan a jin is 5 yuan a kilogram.
pub(super) fn is_same_rate(zh: &Figure, a: Decimal, en: &Figure, b: Decimal) -> bool {
    let times = |price: Decimal, per: Option<&str>| {
        let (dimension, size) = size::base(Decimal::ONE, per?)?;
        Some((dimension, price.times(size)?))
    };
    let crossed = times(a, en.per).zip(times(b, zh.per));
    zh.per != en.per && crossed.is_some_and(|(a, b)| a == b)
}

/// Returns the currency of a sum, without what each.
pub(super) fn currency(figure: &Figure) -> &str {
    let unit = figure.unit.as_deref().unwrap_or("");
    unit.split_once('/').map_or(unit, |(currency, _)| currency)
}

fn measures(zh: &Figure, a: Decimal, en: &Figure, b: Decimal) -> Option<Agreement> {
    let (from, to) = (currency(zh), currency(en));
    if from == to {
        return exact(a == b).or_else(|| rounded(a, b));
    }
    let same = size::base(a, from).zip(size::base(b, to)).is_some_and(|(a, b)| a == b);
    sense(same || size::is_hectares_of(a, from, b, to) || size::is_drink(a, from, b, to))
}

fn ranges(
    zh: &Figure,
    (low, high): (Decimal, Decimal),
    en: &Figure,
    (from, to): (Decimal, Decimal),
) -> Option<Agreement> {
    let unit = |figure: &Figure| figure.unit.clone().unwrap_or_default();
    let ends = low == from && high == to;
    let known = |unit: &str| {
        matches!(unit, "%" | "percentage_point" | "month" | "year" | "times")
            || size::is_unit(unit)
            || unit.len() == 3 && unit.chars().all(|c| c.is_ascii_uppercase())
    };
    let (a, b) = (unit(zh), unit(en));
    let in_base = |value, unit| size::base(value, unit);
    let is_converted = in_base(low, &a).is_some_and(|low| Some(low) == in_base(from, &b))
        && in_base(high, &a) == in_base(to, &b);
    if a != b && is_converted {
        return sense(true);
    }
    let is_often = b == "times" && !known(&a) && is_times(zh);
    let units = a == b || !known(&a) && !known(&b) || !known(&b) && b.is_empty() || is_often;
    exact(ends && units)
}

fn shares(zh: &Figure, en: &Figure) -> Option<Agreement> {
    let parts = |figure: &Figure| match (figure.value, figure.kind) {
        (Value::Fraction(part, whole), _) => Some((Decimal::from(part), Decimal::from(whole))),
        (Value::Number(number), Kind::Percent) => Some((number, Decimal::from(100))),
        (Value::Number(number), Kind::Multiple) => Some((number, Decimal::ONE)),
        _ => None,
    };
    let ((a, b), (c, d)) = parts(zh).zip(parts(en))?;
    let same = a.times(d)? == c.times(b)?;
    // 缩短三分之二: it takes "a third of the time".
    let is_left = zh.role == Role::Fall && en.role == Role::Level && zh.kind == Kind::Fraction;
    if is_left && b.plus(a.negated())?.times(d)? == c.times(b)? {
        return sense(true);
    }
    if zh.kind == en.kind { exact(same) } else { sense(same) }
}

/// Returns what a Chinese multiple may mean as a factor: 增长2倍 is three times as much.
fn factors(zh: &Figure, times: Decimal) -> Vec<Decimal> {
    let more = times.plus(Decimal::ONE);
    match zh.role {
        Role::Growth if zh.approx.is_some() || times >= Decimal::from(5) => {
            more.into_iter().chain([times]).collect()
        }
        Role::Growth => more.into_iter().collect(),
        _ => vec![times],
    }
}

/// Returns the factor of an English multiple: `three times higher` says four at the least.
fn english_factor(en: &Figure, times: Decimal) -> Decimal {
    match en.role {
        Role::Growth => times.plus(Decimal::ONE).unwrap_or(times),
        _ => times,
    }
}

/// Returns the percentages that say what a Chinese multiple says.
fn percents(zh: &Figure, times: Decimal) -> Vec<Decimal> {
    match zh.role {
        Role::Doubling => {
            times.plus(Decimal::ONE.negated()).and_then(|rise| rise.scaled(2)).into_iter().collect()
        }
        _ => times.scaled(2).into_iter().collect(),
    }
}

fn is_times(zh: &Figure) -> bool {
    zh.unit.as_deref() == Some("times")
        || zh.text.trim_end_matches('半').ends_with([
            '次', '场', '趟', '倍', '圈', '遍', '回', '届', '班', '列', '轮', '度', '顿',
        ])
}

/// Tells whether two dates name the same day; a year may be left out.
fn same_date(a: Date, b: Date) -> bool {
    let years = a.year.is_none() || b.year.is_none() || a.year == b.year;
    let months = a.month == b.month || a.month.is_none() && a.day.is_some();
    years && months && a.day == b.day
}

/// Tells which way a bound points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Above,
    Below,
    Near,
}

/// Returns which way a bound points.
pub(super) fn direction(approx: Approx) -> Direction {
    match approx {
        Approx::MoreThan | Approx::AtLeast => Direction::Above,
        Approx::Nearly | Approx::LessThan | Approx::AtMost => Direction::Below,
        Approx::About => Direction::Near,
    }
}
