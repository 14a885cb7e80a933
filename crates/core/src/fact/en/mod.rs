//! Figures of an English text: one pass over its tokens, each reader in turn at every token.
//!
//! [`token`] words, numbers and marks · `starts` where a figure can begin · [`number`] digits and words · [`unit`]
//! what a number counts · [`amount`] · [`fraction`] · [`stretch`] of time · [`calendar`] · [`clock`] · [`order`]
//! ranks · [`bound`] `more than`, `nearly` · [`numeral`] every number, read or not. Where English uses a number word for something else (`one of`, `first`,
//! `half`), the figure is loose.

mod amount;
mod bound;
mod calendar;
mod clock;
mod fraction;
mod number;
mod numeral;
mod order;
mod reading;
mod starts;
mod stretch;
mod token;
mod unit;

use reading::Reading;
use token::{Sort, Token};

use super::decimal::Decimal;
use super::figure::{Approx, Figure, Hold, Kind, Value};
use super::numeral::Numeral;
use crate::text::span::Span;

type Reader = fn(&[Token<'_>], usize) -> Option<Reading>;

/// The readers, in the order in which they are asked.
const READERS: &[Reader] = &[
    calendar::plan,
    calendar::quarter,
    calendar::months_to,
    calendar::by_month,
    calendar::by_day,
    clock::read,
    calendar::year,
    stretch::around_the_clock,
    stretch::decade,
    stretch::read,
    fraction::read,
    amount::multiple,
    amount::read,
    order::read,
];

/// An English text, cut for reading.
#[derive(Debug)]
pub struct English<'a> {
    text: &'a str,
    tokens: Vec<Token<'a>>,
}

impl<'a> English<'a> {
    /// Cuts a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, tokens: token::tokens(text) }
    }

    /// Returns the figures of the text, in order; figures that need not be meant as such are loose.
    pub fn figures(&self) -> Vec<Figure> {
        let tokens = &self.tokens;
        let mut readings = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match reading_at(tokens, at) {
                Some(reading) => {
                    at = reading.end.max(at + 1);
                    readings.push(reading);
                }
                None => at += 1,
            }
        }
        share_units(tokens, &mut readings);
        cut_out(self.text, tokens, &readings)
    }

    /// Returns every number of the text, whatever it says.
    pub fn numerals(&self) -> Vec<Numeral> {
        numeral::numerals(&self.tokens)
    }
}

/// Returns the figures of an English text, in order; figures that need not be meant as such are loose.
pub fn read(text: &str) -> Vec<Figure> {
    English::new(text).figures()
}

/// Words that may stand between `to` or `from` and a number that has its unit from before: `to no more than five`.
const BOUNDS: &[&str] = &[
    "a", "about", "almost", "an", "around", "at", "current", "earlier", "fewer", "just", "least",
    "less", "more", "most", "nearly", "no", "only", "original", "over", "previous", "some", "than",
    "the", "under", "within",
];

/// Gives a bare number the unit of the one before: the three of `from 20 days to three`.
fn share_units(tokens: &[Token<'_>], readings: &mut [Reading]) {
    for i in 1..readings.len() {
        let (before, here) = (readings[i - 1], readings[i]);
        let is_bare = here.kind == Kind::Count && here.unit.is_none();
        let is_measured = before.hold == Hold::Stated
            && matches!(
                before.kind,
                Kind::Duration | Kind::Measure | Kind::Money | Kind::Percent | Kind::Point
            );
        let is_to = match tokens.get(before.end..here.start) {
            Some([to, bound @ ..]) => {
                matches!(to.lower.as_ref(), "to" | "from")
                    && bound.iter().all(|word| BOUNDS.contains(&word.lower.as_ref()))
            }
            _ => false,
        };
        // "rose 8 percent to 12,000" is no percentage twice.
        let is_share = matches!(before.kind, Kind::Percent | Kind::Point);
        let is_from = (1..=3).filter_map(|back| before.start.checked_sub(back));
        let is_level = !is_share
            || is_from.into_iter().any(|at| tokens[at].lower == "from")
            || tokens[before.end].lower == "from";
        if is_bare && is_measured && is_to && is_level && is_of_a_size(&before, &here) {
            readings[i] =
                Reading { kind: before.kind, unit: before.unit, hold: Hold::Stated, ..here };
        }
    }
}

/// Tells whether two numbers may have one unit: in `those above 10 billion yuan from one to four` they have not.
fn is_of_a_size(a: &Reading, b: &Reading) -> bool {
    let (Value::Number(a), Value::Number(b)) = (a.value, b.value) else {
        return false;
    };
    let is_far = |small: Decimal, large: Decimal| small.scaled(3).is_some_and(|most| large > most);
    !is_far(a, b) && !is_far(b, a) || b == Decimal::ZERO
}

fn reading_at(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    if !starts::may_begin(&tokens[at]) || is_in_name(tokens, at) {
        return None;
    }
    let reading = READERS.iter().find_map(|read| read(tokens, at))?;
    Some(if is_the_two(tokens, at, &reading) { reading.loose() } else { reading })
}

/// Tells whether a two counts what was named before: `the two places`, `both the two sides`.
fn is_the_two(tokens: &[Token<'_>], at: usize, reading: &Reading) -> bool {
    let before = at.checked_sub(1).map_or("", |before| tokens[before].lower.as_ref());
    let is_count = reading.kind == Kind::Count && reading.unit.is_none();
    is_count
        && tokens[at].lower == "two"
        && reading.end == at + 1
        && matches!(before, "the" | "these" | "those")
}

/// Tells whether a number is a part of a formula or a name: `1+6+N`, `COVID-19`.
fn is_in_name(tokens: &[Token<'_>], at: usize) -> bool {
    if !matches!(tokens[at].sort, Sort::Number(_)) {
        return false;
    }
    let touches = |token: Option<&Token<'_>>, marks: &[char]| {
        token.is_some_and(|token| matches!(token.sort, Sort::Mark(mark) if marks.contains(&mark)))
    };
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let is_joined = before.is_some_and(|token| token.end == tokens[at].start);
    let named = at >= 2
        && is_joined
        && touches(before, &['-'])
        && tokens[at - 2].sort == Sort::Word
        && tokens[at - 2].end == tokens[at - 1].start
        && tokens[at - 2].is_capital;
    let summed = (is_joined && touches(before, &['+']))
        || (touches(tokens.get(at + 1), &['+'])
            && tokens.get(at + 2).is_some_and(|next| next.start == tokens[at + 1].end));
    // The 4 of a 4x100-meter relay counts its legs, which Chinese writes as a sign.
    let is_close = |at: usize| tokens.get(at + 1).is_some_and(|next| next.start == tokens[at].end);
    let is_cross = |token: &Token<'_>| token.lower == "x" || matches!(token.sort, Sort::Mark('×'));
    let crossed = is_close(at) && is_cross(&tokens[at + 1]) && is_close(at + 1);
    named || summed || crossed
}

/// Cuts the texts of the figures out of the source.
fn cut_out(text: &str, tokens: &[Token<'_>], readings: &[Reading]) -> Vec<Figure> {
    if readings.is_empty() {
        return Vec::new();
    }
    let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
    readings
        .iter()
        .map(|reading| {
            let (start, end) = (tokens[reading.start].start, tokens[reading.end - 1].end);
            let is_bounded = !matches!(
                reading.kind,
                Kind::Year
                    | Kind::YearMonth
                    | Kind::Month
                    | Kind::Date
                    | Kind::Plan
                    | Kind::Ordinal
                    | Kind::Rank
                    | Kind::RankTop
                    | Kind::Time
                    | Kind::Lunar
            );
            Figure {
                text: text[bytes[start]..bytes[end]].to_owned(),
                span: Span::new(start, end),
                kind: reading.kind,
                value: reading.value,
                unit: reading.unit.map(str::to_owned),
                per: reading.per,
                approx: if reading.unit == Some("years old") && reading.hold == Hold::Loose {
                    // A decade of a life is that age or above.
                    Some(Approx::MoreThan)
                } else if is_bounded {
                    bound::bound(tokens, reading.start, reading.end)
                } else {
                    None
                },
                role: reading.role,
                hold: if tokens[reading.start].is_quoted && reading.kind == Kind::Count {
                    Hold::Loose
                } else {
                    reading.hold
                },
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use proptest::prelude::*;

    use super::*;

    /// Writes the stated figures of a text as `kind value unit approx`.
    fn listed(text: &str) -> String {
        let mut out = String::new();
        for figure in read(text).iter().filter(|figure| figure.hold == Hold::Stated) {
            let value = serde_json::to_string(&figure.value).unwrap().replace('"', "");
            write!(out, "{} {value}", figure.kind.as_str()).unwrap();
            if let Some(unit) = &figure.unit {
                write!(out, " {unit}").unwrap();
            }
            if let Some(per) = figure.per {
                write!(out, "/{per}").unwrap();
            }
            if let Some(approx) = figure.approx {
                write!(out, " {}", serde_json::to_string(&approx).unwrap().replace('"', ""))
                    .unwrap();
            }
            out.push_str("; ");
        }
        out.trim_end_matches("; ").to_owned()
    }

    #[test]
    fn figures_are_read_by_value() {
        for (text, figures) in [
            ("a subsidy of 1.25 million yuan", "money 1250000 CNY"),
            (
                "It used $33.265 million and RMB 6.083 billion.",
                "money 33265000 USD; money 6083000000 CNY",
            ),
            ("more than 140 companies", "count 140 more_than"),
            (
                "Output rose 5.3 percent, or 3.2 percentage points faster",
                "percent 5.3 %; pp 3.2 percentage_point",
            ),
            ("67, 133 and 241 percent", "percent 67 %; percent 133 %; percent 241 %"),
            ("two or three companies", "range [2,3]"),
            ("5 to 6 percent", "range [5,6] %"),
            ("6.2 yuan per kilogram", "money 6.2 CNY/kg"),
            ("more than 58,000 metric tons", "measure 58000 tonne more_than"),
            ("400 kilograms per hectare", "measure 400 kg/ha"),
            ("nearly 10 times", "multiple 10 times nearly"),
            ("Output tripled, or rose tenfold", "multiple 3 times; multiple 10 times"),
            ("two-thirds of companies", "fraction 2/3"),
            ("It took two and a half hours", "duration 2.5 hour"),
            ("for four consecutive years", "duration 4 year"),
            ("a 10-minute grace period", "duration 10 minute"),
            ("ranked 88th, up 10 places", "ordinal 88 ordinal; count 10"),
            ("the 100th anniversary", "anniversary 100 anniversary"),
            ("top 20 and the Fortune Global 500", "rank_top 20 rank; rank_top 500 rank"),
            (
                "On Feb 4, 2021, in July 2020 and by May",
                "date 2021-02-04 date; year_month 2020-07; month 5",
            ),
            ("from Nov 1 to 3", "range [????-11-01,????-11-03] date"),
            ("From January to October", "range [1,10] month"),
            ("in the first three quarters", "range [Q1,Q3] quarter"),
            ("the 14th Five-Year Plan period (2021-25)", "plan 14"),
            ("from 2019 to 2021", "range [2019,2021] year"),
            ("between 2019 and 2021", "range [2019,2021] year"),
            ("from 6 am to midnight, at 9:30 a.m.", "time 06:00 clock; time 09:30 clock"),
            ("at least 70 percent, 60 or above", "percent 70 % at_least; count 60 at_least"),
            ("the 5G network, G60 and a 1+6+N plan", ""),
            ("the first of its kind, one of the highest", ""),
            ("“four visits” and “double attraction”", ""),
            ("from four flights a week to one a day", "count 4"),
            ("half of them, half a year", "duration 0.5 year"),
            ("may rise, march on", ""),
        ] {
            assert_eq!(listed(text), figures, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_spans_fit(text in "([0-9]{1,3}|[,.$%“”:+/x’-]|th|first|two|half|past|a|million|percent|May|to|year|quarter|per|of a|century|old|plus|basis|points?|o|clock|in the morning|at night|pm|couple|dozen|twice|as|runner|up|tonnage of|no|more than| ){0,30}") {
            let mut end = 0;
            for figure in read(&text) {
                prop_assert!(figure.span.start >= end, "{text}");
                end = figure.span.end;
                prop_assert_eq!(figure.span.of(&text), figure.text);
            }
        }

        #[test]
        fn any_unicode_is_read(text in "\\PC{0,80}") {
            let _ = read(&text);
        }
    }
}
