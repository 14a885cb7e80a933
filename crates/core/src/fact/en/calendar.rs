//! English dates, years, quarters and plan periods.

use super::number;
use super::reading::Reading;
use super::token::{Sort, Token};
use crate::fact::date::Date;
use crate::fact::decimal::Decimal;
use crate::fact::english::{MONTHS, SHORT_MONTHS};
use crate::fact::figure::{Kind, Value};

/// Reads a date that begins with a month: `Feb 4, 2021`, `July 2020`, `Nov 1 to 3`, `January to October`.
pub(super) fn by_month(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    let (month, next) = month(tokens, at)?;
    if let Some((day, end)) = day(tokens, next) {
        if let Some(reading) = to_day(tokens, at, (month, day), end) {
            return Some(reading);
        }
        let (year, end) = year_after(tokens, end);
        return Some(on(at, end, year, month, Some(day)));
    }
    let later = to(tokens, next).or_else(|| and_after_between(tokens, at, next));
    if let Some((last, end)) = later.and_then(|next| self::month(tokens, next))
        && day(tokens, end).is_none()
    {
        return Some(months(tokens, at, end, month, last));
    }
    match year_after(tokens, next) {
        (Some(year), end) => {
            Some(Reading::new(at, end, Kind::YearMonth, Value::Date(date(Some(year), month, None))))
        }
        (None, _) => {
            let reading = Reading::whole(at, next, Kind::Month, u32::from(month));
            Some(if is_sure_month(tokens, at) { reading } else { reading.loose() })
        }
    }
}

/// Reads a date that begins with a day: `4 February 2021`, `the 7th of March`, `22 to 24 November`,
/// `28 October to 3 November`.
pub(super) fn by_day(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    let (first, next) = day(tokens, at)?;
    if let Some(reading) = days_of_month(tokens, at, first, next) {
        return Some(reading);
    }
    let of = usize::from(tokens.get(next).is_some_and(|token| token.lower == "of"));
    let (month, end) = month(tokens, next + of)?;
    if matches!(tokens[at].sort, Sort::Number(_)) && of > 0 {
        return None;
    }
    let later = to(tokens, end).and_then(|next| day(tokens, next));
    let later = later.and_then(|(day, next)| Some((day, self::month(tokens, next)?)));
    if let Some((last, (last_month, end))) = later.filter(|_| of == 0) {
        return Some(days(tokens, at, (month, first), (last_month, last), end));
    }
    let (year, end) = year_after(tokens, end);
    Some(on(at, end, year, month, Some(first)))
}

/// Reads `22 to 24 November` after the first day.
fn days_of_month(tokens: &[Token<'_>], at: usize, first: u8, end: usize) -> Option<Reading> {
    let next = to(tokens, end).or_else(|| and(tokens, end))?;
    let (last, next) = day(tokens, next).filter(|(last, _)| *last > first)?;
    let (month, end) = month(tokens, next)?;
    Some(days(tokens, at, (month, first), (month, last), end))
}

/// Reads a year or years: `2020`, `2021-25`, `2019 to 2021`, `the 1990s`.
pub(super) fn year(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    let from = year_at(tokens, at)?;
    let stroke = || mark_at(tokens, at + 1, &['/']).then_some(at + 2);
    let next = to(tokens, at + 1).or_else(|| and_after_between(tokens, at, at + 1)).or_else(stroke);
    if let Some(next) = next {
        let last = year_at(tokens, next).or_else(|| short_year(tokens, next, from));
        if let Some(last) = last.filter(|&last| last > from) {
            let value =
                Value::Range(Decimal::from(u32::from(from)), Decimal::from(u32::from(last)));
            return Some(Reading::new(at, next + 1, Kind::Range, value).unit("year"));
        }
    }
    Some(Reading::whole(at, at + 1, Kind::Year, u32::from(from)).unit("year"))
}

/// Reads a plan period: `14th Five-Year Plan period (2021-25)`.
pub(super) fn plan(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    let (value, next) = number::ordinal(tokens, at)?;
    let words = ["five", "-", "year", "plan"];
    let spaced = ["five", "year", "plan"];
    let length = if follows(tokens, next, &words) { 4 } else { 3 };
    if length == 3 && !follows(tokens, next, &spaced) {
        return None;
    }
    let mut end = next + length;
    if tokens.get(end).is_some_and(|token| matches!(token.lower.as_ref(), "period" | "periods")) {
        end += 1;
    }
    let opens = tokens.get(end).is_some_and(|token| token.sort == Sort::Mark('('));
    if let Some(years) =
        opens.then(|| year(tokens, end + 1)).flatten().filter(|years| years.kind == Kind::Range)
    {
        end = years.end + 1;
    }
    Some(Reading::whole(at, end.min(tokens.len()), Kind::Plan, value))
}

/// Reads quarters: `the first quarter`, `first three quarters`, `Q1`, and the first months of a year.
pub(super) fn quarter(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    if let Some(quarter) = short_quarter(&tokens[at].lower) {
        let last = to(tokens, at + 1)
            .or_else(|| and(tokens, at + 1))
            .and_then(|next| Some((short_quarter(&tokens.get(next)?.lower)?, next + 1)))
            .filter(|(last, _)| *last > quarter);
        let (last, end) = last.unwrap_or((quarter, at + 1));
        return Some(quarters(at, end, quarter, last));
    }
    let (ordinal, next) = number::ordinal(tokens, at)?;
    let unit = tokens.get(next)?.lower.as_ref();
    if unit == "quarter" && ordinal <= 4 {
        let quarter = u8::try_from(ordinal).ok()?;
        return Some(quarters(at, next + 1, quarter, quarter));
    }
    if let Some(reading) = second_quarter(tokens, at, (ordinal, next)) {
        return Some(reading);
    }
    if ordinal != 1 {
        return None;
    }
    let number = number::read(tokens, next)?;
    let last = u8::try_from(number.value.to_i64()?).ok()?;
    match tokens.get(number.end)?.lower.as_ref() {
        "quarters" => Some(quarters(at, number.end + 1, 1, last)),
        "months" if last <= 12 => {
            let value = Value::Range(Decimal::ONE, number.value);
            Some(Reading::new(at, number.end + 1, Kind::Range, value).unit("month"))
        }
        _ => None,
    }
}

/// Reads `second and third quarters`, `first to the third quarter`.
fn second_quarter(tokens: &[Token<'_>], at: usize, (first, next): (u32, usize)) -> Option<Reading> {
    let next = to(tokens, next).or_else(|| and(tokens, next))?;
    let next = next + usize::from(follows(tokens, next, &["the"]));
    let (last, end) =
        number::ordinal(tokens, next).filter(|(last, _)| *last > first && *last <= 4)?;
    let is_quarter =
        ["quarter", "quarters"].iter().any(|word| follows(tokens, end, std::slice::from_ref(word)));
    let (first, last) = (u8::try_from(first).ok()?, u8::try_from(last).ok()?);
    is_quarter.then(|| quarters(at, end + 1, first, last))
}

/// Reads so many months up to one: `the three months to September`, `in the nine months ended Sept 30`.
pub(super) fn months_to(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    const UP_TO: &[&[&str]] = &[
        &["to", "the", "end", "of"],
        &["through", "the", "end", "of"],
        &["to"],
        &["through"],
        &["ended"],
        &["ending"],
    ];
    let number = number::read(tokens, at)?;
    let many = u8::try_from(number.value.to_i64()?).ok()?;
    let months = number.end;
    if !follows(tokens, months, &["months"]) {
        return None;
    }
    let words = UP_TO.iter().find(|words| follows(tokens, months + 1, words))?;
    let (last, end) = month(tokens, months + 1 + words.len())?;
    let end = day(tokens, end).filter(|(day, _)| *day >= 28).map_or(end, |(_, end)| end);
    let first = last.checked_sub(many).filter(|_| many > 1)? + 1;
    Some(self::months(tokens, at, end, first, last))
}

fn quarters(at: usize, end: usize, from: u8, to: u8) -> Reading {
    Reading::new(at, end, Kind::Range, Value::Quarters(from, to)).unit("quarter")
}

fn short_quarter(word: &str) -> Option<u8> {
    let digit = word.strip_prefix('q')?;
    digit.parse().ok().filter(|quarter| (1..=4).contains(quarter))
}

fn months(tokens: &[Token<'_>], at: usize, end: usize, from: u8, to: u8) -> Reading {
    let (year, end) = year_after(tokens, end);
    let value = match year {
        None => Value::Range(Decimal::from(u32::from(from)), Decimal::from(u32::from(to))),
        Some(_) => Value::Dates(date(year, from, None), date(year, to, None)),
    };
    Reading::new(at, end, Kind::Range, value).unit("month")
}

/// Reads `to 3` or `to Dec 3` after a day.
fn to_day(
    tokens: &[Token<'_>],
    at: usize,
    (month, first): (u8, u8),
    end: usize,
) -> Option<Reading> {
    let next = to(tokens, end).or_else(|| and(tokens, end))?;
    let (last_month, next) = self::month(tokens, next).unwrap_or((month, next));
    let (last, end) = day(tokens, next)?;
    if last_month == month && last <= first {
        return None;
    }
    Some(days(tokens, at, (month, first), (last_month, last), end))
}

/// The days from one to another, each a month and a day; the year may follow.
fn days(tokens: &[Token<'_>], at: usize, from: (u8, u8), last: (u8, u8), end: usize) -> Reading {
    let (year, end) = year_after(tokens, end);
    let value = Value::Dates(date(year, from.0, Some(from.1)), date(year, last.0, Some(last.1)));
    Reading::new(at, end, Kind::Range, value).unit("date")
}

fn and(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    tokens.get(at).is_some_and(|token| token.lower == "and").then_some(at + 1)
}

fn on(at: usize, end: usize, year: Option<u16>, month: u8, day: Option<u8>) -> Reading {
    Reading::new(at, end, Kind::Date, Value::Date(date(year, month, day))).unit("date")
}

fn date(year: Option<u16>, month: u8, day: Option<u8>) -> Date {
    Date { year, month: Some(month), day }
}

/// Returns the month at a token, with the point of an abbreviation.
fn month(tokens: &[Token<'_>], at: usize) -> Option<(u8, usize)> {
    let token = tokens.get(at).filter(|token| token.is_capital)?;
    let is = |names: &[&str]| names.iter().position(|name| name.eq_ignore_ascii_case(&token.lower));
    let index = is(&MONTHS).or_else(|| is(&SHORT_MONTHS)).or(match token.lower.as_ref() {
        "sep" => Some(8),
        "mar" => Some(2),
        "apr" => Some(3),
        "jun" => Some(5),
        "jul" => Some(6),
        _ => None,
    })?;
    let is_short = token.lower.len() <= 4;
    let stop = is_short
        && tokens
            .get(at + 1)
            .is_some_and(|next| next.sort == Sort::Mark('.') && next.start == token.end)
        && tokens.get(at + 2).is_some_and(|next| !next.is_capital);
    Some((u8::try_from(index + 1).ok()?, at + 1 + usize::from(stop)))
}

/// Tells whether a word that is also a verb or a name is meant as a month.
fn is_sure_month(tokens: &[Token<'_>], at: usize) -> bool {
    // A given name is spelt as a month is cut short: Ma Jun.
    if !matches!(tokens[at].lower.as_ref(), "may" | "march" | "mar" | "jun" | "jul") {
        return true;
    }
    at > 0
        && matches!(
            tokens[at - 1].lower.as_ref(),
            "in" | "of"
                | "by"
                | "since"
                | "until"
                | "to"
                | "from"
                | "early"
                | "late"
                | "this"
                | "last"
                | "mid"
                | "through"
                | "between"
                | "and"
                | "during"
                | "before"
                | "after"
                | "next"
        )
}

/// Returns the day of a month at a token.
fn day(tokens: &[Token<'_>], at: usize) -> Option<(u8, usize)> {
    let value = match tokens.get(at)?.sort {
        Sort::Number(value) => u32::try_from(value.to_i64()?).ok()?,
        _ => number::ordinal(tokens, at)?.0,
    };
    let is_larger = tokens.get(at + 1).is_some_and(|token| {
        number::scale(&token.lower).is_some()
            || token.sort == Sort::Mark('%')
            || token.lower == "percent"
    });
    let end = if matches!(tokens[at].sort, Sort::Number(_)) {
        at + 1
    } else {
        number::ordinal(tokens, at)?.1
    };
    u8::try_from(value)
        .ok()
        .filter(|day| (1..=31).contains(day) && !is_larger)
        .map(|day| (day, end))
}

/// Returns the year after a date, over a comma, and the token after it.
fn year_after(tokens: &[Token<'_>], at: usize) -> (Option<u16>, usize) {
    let comma = usize::from(tokens.get(at).is_some_and(|token| token.sort == Sort::Mark(',')));
    match year_at(tokens, at + comma) {
        Some(year) => (Some(year), at + comma + 1),
        None => (None, at),
    }
}

fn year_at(tokens: &[Token<'_>], at: usize) -> Option<u16> {
    let token = tokens.get(at)?;
    let Sort::Number(value) = token.sort else {
        return None;
    };
    let year = u16::try_from(value.to_i64()?).ok()?;
    let is_plain = !token.has_comma && token.lower.len() == 4;
    (is_plain && (1800..2200).contains(&year)).then_some(year)
}

/// Reads the last two digits of a year after a dash: the 25 of 2021-25.
fn short_year(tokens: &[Token<'_>], at: usize, from: u16) -> Option<u16> {
    let token = tokens.get(at)?;
    let Sort::Number(value) = token.sort else {
        return None;
    };
    let last = u16::try_from(value.to_i64()?).ok()?;
    let is_joined = mark_at(tokens, at - 1, &['-', '‑', '–', '—', '/']);
    (is_joined && token.lower.len() == 2 && last < 100).then_some(from - from % 100 + last)
}

/// Returns the token after the `and` of `between 2019 and 2023`.
fn and_after_between(tokens: &[Token<'_>], at: usize, next: usize) -> Option<usize> {
    let is = |at: usize, word: &str| tokens.get(at).is_some_and(|token| token.lower == word);
    (at > 0 && is(at - 1, "between") && is(next, "and")).then_some(next + 1)
}

fn mark_at(tokens: &[Token<'_>], at: usize, marks: &[char]) -> bool {
    tokens
        .get(at)
        .is_some_and(|token| matches!(token.sort, Sort::Mark(mark) if marks.contains(&mark)))
}

/// Returns the token after `to`, `through` or a dash.
pub(super) fn to(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    let is_to = matches!(token.lower.as_ref(), "to" | "through" | "until" | "till")
        || number::is_hyphen(Some(token));
    is_to.then_some(at + 1)
}

pub(super) fn follows(tokens: &[Token<'_>], at: usize, words: &[&str]) -> bool {
    words.iter().enumerate().all(|(offset, word)| {
        tokens.get(at + offset).is_some_and(|token| match token.sort {
            Sort::Mark(mark) => *word == "-" && matches!(mark, '-' | '‑' | '–'),
            _ => token.lower == *word,
        })
    })
}
