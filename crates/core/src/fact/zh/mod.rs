//! Figures of a Chinese text: one pass over its characters, each reader in turn at every place where
//! a figure can begin.
//!
//! [`text`] the characters and their quotes · [`number`] digits, numerals, 万 and 亿 · [`calendar`] and
//! [`clock`] · [`share`] percentages and fractions · [`rank`] ranks and ordinals · [`amount`] money,
//! sizes, times · [`count`] measure words · [`approx`] 近, 余, 以上. The readers know newspaper Chinese
//! and no place, person or programme; tables, not patterns, so that a page takes well under a
//! millisecond.

mod amount;
mod approx;
mod calendar;
mod clock;
mod count;
mod found;
mod noun;
mod number;
mod rank;
mod share;
mod text;
mod unit;

use found::{Found, Place};
use text::Text;

use super::decimal::Decimal;
use super::figure::{Figure, Hold, Kind, Value};
use crate::text::span::Span;

/// A reader of one kind of figure at one place.
type Reader = fn(&Place<'_>) -> Option<Found>;

/// The readers of a number, in the order in which they are asked.
const READERS: &[Reader] = &[
    calendar::plan,
    calendar::feast,
    calendar::pointed,
    calendar::quarter,
    calendar::date_or_year,
    clock::read,
    share::read,
    rank::read,
    amount::read,
    count::read,
];

/// Returns the figures that a Chinese text states, in order.
pub fn read(text: &str) -> Vec<Figure> {
    let mut figures = mentions(text);
    figures.retain(|figure| figure.hold == Hold::Stated);
    figures
}

/// Returns every number of a Chinese text, in order: also the loose ones of names, slogans and idioms,
/// which a translation may show and need not.
pub fn mentions(text: &str) -> Vec<Figure> {
    let chinese = Text::new(text);
    let mut found = Vec::new();
    let (mut at, mut floor) = (0, 0);
    while at < chinese.len() {
        match figure_at(&chinese, at, floor) {
            Some(figure) => {
                at = figure.end.max(at + 1);
                floor = at;
                found.push(figure);
            }
            None => at = after(&chinese, at),
        }
    }
    cut_out(text, found)
}

/// Reads the figure at a place.
fn figure_at(text: &Text, at: usize, floor: usize) -> Option<Found> {
    let first = text.at(at);
    if !begins(first) {
        return None;
    }
    let place = Place::new(text, at, floor);
    let found = match first {
        '第' | '前' => calendar::quarter(&place).or_else(|| rank::read(&place)),
        '翻' => amount::doubling(&place),
        '半' => amount::half_alone(&place),
        '$' | '¥' | '￥' | '€' | '£' | 'U' | 'H' => amount::read(&place),
        _ if is_in_name(text, at) => None,
        _ => READERS.iter().find_map(|read| read(&place)).or_else(|| loose(&place)),
    };
    found.map(|found| approx::bound(text, floor, found))
}

fn begins(c: char) -> bool {
    number::begins(c) || matches!(c, '第' | '前' | '翻' | '半' | '$' | '¥' | '￥' | '€' | '£' | 'U' | 'H')
}

/// Tells whether digits stand in a Latin name: G60, 5G, PM2.5.
fn is_in_name(text: &Text, at: usize) -> bool {
    if !text.at(at).is_ascii_digit() {
        return false;
    }
    let before = text.before(at);
    let is_currency = text.last_of(at, &["RMB", "CNY", "USD"]).is_some();
    if (before.is_ascii_alphanumeric() || before == '_') && !is_currency {
        return true;
    }
    let end = after(text, at);
    let digits_end = (at..end).find(|&i| text.at(i).is_ascii_alphabetic()).unwrap_or(end);
    digits_end < end && unit::unit_at(text, digits_end).is_none()
}

/// Reads a number that nobody else knows as a loose count.
fn loose(place: &Place<'_>) -> Option<Found> {
    let number = place.number?;
    let is_whole = number.value.is_whole() && number.value < Decimal::from(1_000_000);
    is_whole.then(|| Found::new(place.at, number.end, Kind::Count, Value::Number(number.value)).loose())
}

/// Returns the next place to look at after one where no figure begins: digits and letters are passed as a whole.
fn after(text: &Text, at: usize) -> usize {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if !text.at(at).is_ascii_digit() {
        return at + 1;
    }
    let mut end = at;
    while is_word(text.at(end)) || (text.at(end) == '.' && text.at(end + 1).is_ascii_digit()) {
        end += 1;
    }
    end.max(at + 1)
}

/// Cuts the texts of the figures out of the source.
fn cut_out(text: &str, found: Vec<Found>) -> Vec<Figure> {
    if found.is_empty() {
        return Vec::new();
    }
    let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
    found
        .into_iter()
        .map(|figure| Figure {
            text: text[bytes[figure.start]..bytes[figure.end]].to_owned(),
            span: Span::new(figure.start, figure.end),
            kind: figure.kind,
            value: figure.value,
            unit: figure.unit.filter(|unit| !unit.is_empty()),
            per: figure.per,
            approx: figure.approx,
            role: figure.role,
            hold: figure.hold,
        })
        .collect()
}
