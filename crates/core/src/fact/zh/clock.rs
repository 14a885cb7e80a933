//! Chinese times of day: 上午9时30分, 早6点至晚12点, 9:30.

use super::found::{Found, Place};
use super::number::{self, Form};
use super::text::Text;
use crate::fact::date::Clock;
use crate::fact::figure::{Kind, Value};

/// Words that say which half of the day is meant; longest first.
const HALVES: &[(&str, Half)] = &[
    ("上午", Half::Morning),
    ("早上", Half::Morning),
    ("早晨", Half::Morning),
    ("早间", Half::Morning),
    ("清晨", Half::Morning),
    ("凌晨", Half::Night),
    ("中午", Half::Noon),
    ("正午", Half::Noon),
    ("午间", Half::Noon),
    ("下午", Half::Afternoon),
    ("午后", Half::Afternoon),
    ("傍晚", Half::Afternoon),
    ("晚上", Half::Evening),
    ("晚间", Half::Evening),
    ("夜间", Half::Evening),
    ("夜里", Half::Evening),
    ("半夜", Half::Evening),
    ("午夜", Half::Evening),
    ("深夜", Half::Evening),
    ("当晚", Half::Evening),
    ("早", Half::Morning),
    ("晚", Half::Evening),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Night,
    Noon,
    Afternoon,
    Evening,
}

/// Reads a time of day, or the time from one to another.
pub(super) fn read(place: &Place<'_>) -> Option<Found> {
    let text = place.text;
    let is_hour = |end: usize| matches!(text.at(end), ':' | '时' | '点');
    if !place.number.is_some_and(|number| is_hour(number.end)) && !is_hour(place.at + 1) {
        return None;
    }
    let (half, start) = half_before(text, place.at, place.floor);
    let (from, end) = time(text, place.at, half)?;
    if let Some((_, next)) = text.first_of(end, &["至", "到", "—", "-", "~"]) {
        let (later, at) = half_at(text, next);
        if let Some((mut to, end)) = time(text, at, later.or(half)) {
            // 上午9点至5点 ends in the other half of the day.
            to.has_half &= later.is_some() || to.hour > from.hour;
            let value = Value::Clocks(from, to);
            return Some(Found::new(start, end, Kind::Time, value).unit("clock"));
        }
    }
    let found = Found::new(start, end, Kind::Time, Value::Clock(from)).unit("clock");
    // 零点 may be told as the turn of the day.
    Some(if text.at(place.at) == '零' { found.loose() } else { found })
}

fn half_before(text: &Text, at: usize, floor: usize) -> (Option<Half>, usize) {
    HALVES
        .iter()
        .find_map(|&(word, half)| {
            let start = text.begin_of(at, word).filter(|start| *start >= floor)?;
            Some((Some(half), start))
        })
        .unwrap_or((None, at))
}

fn half_at(text: &Text, at: usize) -> (Option<Half>, usize) {
    HALVES
        .iter()
        .find(|(word, _)| text.starts(at, word))
        .map_or((None, at), |&(word, half)| (Some(half), at + word.chars().count()))
}

fn time(text: &Text, at: usize, half: Option<Half>) -> Option<(Clock, usize)> {
    if text.at(at) == '零' && matches!(text.at(at + 1), '点' | '时') {
        let (minute, end) = after_hour(text, at + 2);
        let is_decimal =
            end == at + 2 && (number::begins(text.at(end)) || matches!(text.at(end), '几' | '差'));
        let clock = Clock { hour: 0, minute, has_half: true };
        return (!is_decimal && minute < 60).then_some((clock, end));
    }
    let (hour, end) = hour_or_minute(text, at)?;
    let (minute, end) = match text.at(end) {
        ':' if !is_score(text, at) => {
            let (minute, end) = two_digits(text, end + 1)?;
            (minute, end)
        }
        // 同一时间, 一时期.
        '时' if matches!(text.at(end + 1), '间' | '期' | '代' | '候') => return None,
        '时' => after_hour(text, end + 1),
        '点' => {
            let after = after_hour(text, end + 1);
            let is_time = half.is_some() || after.1 > end + 1 || follows_time(text, end + 1);
            is_time.then_some(after)?
        }
        _ => return None,
    };
    let hour = whole_day(hour, half);
    let clock = Clock { hour, minute, has_half: half.is_some() || hour > 12 };
    (clock.hour <= 24 && minute < 60).then_some((clock, end))
}

/// Reads the minutes after 时 or 点.
fn after_hour(text: &Text, at: usize) -> (u8, usize) {
    match text.at(at) {
        '半' => (30, at + 1),
        '一' if text.at(at + 1) == '刻' => (15, at + 2),
        '三' if text.at(at + 1) == '刻' => (45, at + 2),
        '整' | '许' | '钟' => (0, at + 1),
        _ => match hour_or_minute(text, at) {
            Some((minute, end)) if text.at(end) == '分' => (minute, end + 1),
            _ => (0, at),
        },
    }
}

fn follows_time(text: &Text, at: usize) -> bool {
    text.first_of(at, &["至", "到", "左右", "开始", "准时", "多", ",", "-", "~", "—"]).is_some()
}

fn whole_day(hour: u8, half: Option<Half>) -> u8 {
    match half {
        Some(Half::Afternoon) if hour < 12 => hour + 12,
        // The small hours are also called night: 深夜两点.
        Some(Half::Evening) if (5..=12).contains(&hour) => hour + 12,
        Some(Half::Noon) if hour < 3 => hour + 12,
        Some(Half::Night) if hour == 12 => 0,
        _ => hour,
    }
}

/// Tells whether the two numbers around a colon are a score: 以21:18战胜.
fn is_score(text: &Text, at: usize) -> bool {
    const SCORES: &[&str] = &["以", "比分", "比分为", "局", "战成", "、"];
    text.last_of(at, SCORES).is_some()
}

fn two_digits(text: &Text, at: usize) -> Option<(u8, usize)> {
    let tens = text.at(at).to_digit(10)?;
    let ones = text.at(at + 1).to_digit(10)?;
    let goes_on = text.at(at + 2).is_ascii_digit() || text.at(at + 2) == ':';
    u8::try_from(tens * 10 + ones).ok().filter(|_| !goes_on).map(|value| (value, at + 2))
}

fn hour_or_minute(text: &Text, at: usize) -> Option<(u8, usize)> {
    let before = text.before(at);
    if before.is_ascii_digit() || matches!(before, '.' | ':') {
        return None;
    }
    let number = number::read(text, at).filter(|number| {
        number.form != Form::Bare && number.upper.is_none() && !number.more && number.end - at <= 3
    })?;
    let value = u8::try_from(number.whole()?).ok()?;
    (value <= 60).then_some((value, number.end))
}
