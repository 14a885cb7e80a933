//! English times of day: `9:30 am`, `half past two`, `a quarter to eight`, `from nine to five`.

use super::calendar::{follows, to};
use super::number;
use super::reading::Reading;
use super::token::{Sort, Token};
use crate::fact::date::Clock;
use crate::fact::decimal::Decimal;
use crate::fact::figure::{Kind, Value};

/// Reads a time of day: `9:30 am`, `6 a.m.`, `midnight`, `21:30`, `eight in the evening`, `half past two`.
pub(super) fn read(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    let named = match tokens[at].lower.as_ref() {
        "midnight" => Some(24),
        "noon" | "midday" => Some(12),
        _ => None,
    };
    if let Some(hour) = named {
        let clock = Clock { hour, minute: 0, has_half: true };
        return Some(reading_of(at, at + 1, clock).loose());
    }
    let first = time(tokens, at);
    let both = first.and_then(|first| clocks(tokens, at, first));
    if let Some(reading) = both.or_else(|| stopped(tokens, at)) {
        return Some(reading);
    }
    let (clock, is_told, end) = first?;
    is_told.then(|| reading_of(at, end, clock))
}

/// Reads `2 to 5 pm`: the half of the day stands once.
fn clocks(tokens: &[Token<'_>], at: usize, (from, is_told, end): Time) -> Option<Reading> {
    let (to, is_later_told, end) = to(tokens, end).and_then(|next| time(tokens, next))?;
    let shares = !from.has_half && to.has_half && is_later_told;
    let hour = if to.hour >= 12 && from.hour % 12 <= to.hour % 12 {
        from.hour % 12 + 12
    } else {
        from.hour
    };
    let from = Clock { hour, has_half: hour != from.hour || from.hour <= to.hour, ..from };
    let value = Value::Clocks(from, to);
    (shares && !is_told).then(|| Reading::new(at, end, Kind::Time, value).unit("clock"))
}

/// Reads the time of a race: `2:09:14`, `1:52.34`.
fn stopped(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    let number = |at: usize| match tokens.get(at)?.sort {
        Sort::Number(value) => Some(value),
        _ => None,
    };
    let colon = |at: usize| tokens.get(at).is_some_and(|token| token.sort == Sort::Mark(':'));
    let sixty = Decimal::from(60);
    let (first, second) = number(at).zip(number(at + 2)).filter(|_| colon(at + 1))?;
    // 8.2:41.5:50.3 is a ratio.
    let is_time = first.is_whole() && second < sixty && (second.is_whole() || !colon(at + 3));
    if !is_time {
        return None;
    }
    let sum = first.times(sixty)?.plus(second)?;
    let third = number(at + 4).filter(|_| colon(at + 3));
    let (seconds, end) = match third {
        Some(third) => (sum.times(sixty)?.plus(third)?, at + 5),
        None if !second.is_whole() => (sum, at + 3),
        None => return None,
    };
    Some(Reading::new(at, end, Kind::Duration, Value::Number(seconds)).unit("second"))
}

/// A time of day, whether its words show it to be one, and the token after it.
type Time = (Clock, bool, usize);

/// Reads a time of day.
fn time(tokens: &[Token<'_>], at: usize) -> Option<Time> {
    let (from_hour, start) = before_hour(tokens, at).unzip();
    let (hour, next) = hour(tokens, start.unwrap_or(at))?;
    let colon = tokens.get(next).is_some_and(|token| matches!(token.sort, Sort::Mark(':')));
    let (minute, next) = match from_hour {
        None if colon => (Some(minutes(tokens, next + 1).filter(|&minute| minute < 60)?), next + 2),
        None => (None, next),
        Some(minutes) => (u8::try_from(minutes.rem_euclid(60)).ok(), next),
    };
    if from_hour.is_some() && super::unit::after(tokens, next).is_some() {
        return None;
    }
    let is_clock = follows(tokens, next, &["o"])
        && tokens.get(next + 2).is_some_and(|token| token.lower == "clock");
    let next = if is_clock { next + 3 } else { next };
    let half = half_of_day(tokens, next, hour);
    let is_told = half.is_some() || is_clock || minute.is_some();
    let (hour, end) = half.unwrap_or((hour, next));
    let has_half = half.is_some() || hour > 12;
    let hour = if from_hour.is_some_and(|minutes| minutes < 0) { (hour + 23) % 24 } else { hour };
    Some((Clock { hour, minute: minute.unwrap_or(0), has_half }, is_told, end))
}

/// Reads the minutes before or after the hour that follows, and the token of the hour: `half past`, `a quarter to`,
/// `ten past`, `20 minutes to`.
fn before_hour(tokens: &[Token<'_>], at: usize) -> Option<(i8, usize)> {
    const NAMED: &[(&[&str], i8)] =
        &[(&["half", "past"], 30), (&["a", "quarter", "past"], 15), (&["a", "quarter", "to"], -15)];
    let named = NAMED.iter().find(|(words, _)| follows(tokens, at, words));
    if let Some((words, minutes)) = named {
        return Some((*minutes, at + words.len()));
    }
    let number = number::read(tokens, at).filter(|number| number.end == at + 1)?;
    let minutes = i8::try_from(number.value.to_i64()?).ok().filter(|minutes| *minutes < 60)?;
    let is =
        |words: &[&str]| follows(tokens, number.end, words).then_some(number.end + words.len());
    let past = is(&["past"]).or_else(|| is(&["minutes", "past"]));
    // "from 42 minutes to 11" is no time of day.
    let before = at.checked_sub(1).map_or("at", |before| tokens[before].lower.as_ref());
    let may_be_told = matches!(
        before,
        "at" | "is"
            | "was"
            | "about"
            | "around"
            | "until"
            | "till"
            | "before"
            | "by"
            | "just"
            | "exactly"
            | "since"
    ) && minutes <= 30;
    let to =
        || is(&["minutes", "to"]).or_else(|| is(&["minutes", "before"])).filter(|_| may_be_told);
    past.map(|next| (minutes, next)).or_else(|| Some((-minutes, to()?)))
}

/// Reads the hour of a time of day, in digits or in a word.
fn hour(tokens: &[Token<'_>], at: usize) -> Option<(u8, usize)> {
    let number = number::read(tokens, at).filter(|number| number.end == at + 1)?;
    let hour = u8::try_from(number.value.to_i64()?).ok()?;
    (number.value.is_whole() && hour <= 24).then_some((hour, number.end))
}

/// Returns the hour of the day where its half is told, as in `5 pm` and `eight at night`, and the token after it.
fn half_of_day(tokens: &[Token<'_>], at: usize, hour: u8) -> Option<(u8, usize)> {
    const AFTERNOON: &[&[&str]] =
        &[&["in", "the", "afternoon"], &["in", "the", "evening"], &["that", "evening"]];
    let (early, late) = (hour % 12, hour % 12 + 12);
    let noon_or_midnight = |word| follows(tokens, at, &[word]).then_some(at + 1);
    match tokens.get(at)?.lower.as_ref() {
        _ if hour > 12 => None,
        "am" | "a.m." => Some((early, at + 1)),
        "pm" | "p.m." => Some((late, at + 1)),
        "at" if follows(tokens, at, &["at", "night"]) && hour >= 5 => Some((late, at + 2)),
        "in" if follows(tokens, at, &["in", "the", "morning"]) => Some((early, at + 3)),
        _ => AFTERNOON
            .iter()
            .find(|words| follows(tokens, at, words))
            .map(|words| (late, at + words.len()))
            .or_else(|| noon_or_midnight("noon").map(|end| (12, end)))
            .or_else(|| noon_or_midnight("midnight").map(|end| (24, end))),
    }
}

fn reading_of(at: usize, end: usize, clock: Clock) -> Reading {
    Reading::new(at, end, Kind::Time, Value::Clock(clock)).unit("clock")
}

/// Reads the two digits of minutes.
fn minutes(tokens: &[Token<'_>], at: usize) -> Option<u8> {
    let token = tokens.get(at).filter(|token| token.lower.len() == 2)?;
    match token.sort {
        Sort::Number(value) => u8::try_from(value.to_i64()?).ok(),
        _ => None,
    }
}
