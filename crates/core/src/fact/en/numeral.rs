//! Every number of an English text, whatever it says: a second look at what no reader may have understood.

use std::ops::RangeInclusive;

use super::number;
use super::order::roman;
use super::starts::may_be_numeral;
use super::token::{Sort, Token};
use crate::fact::decimal::Decimal;
use crate::fact::english::{MONTHS, SHORT_MONTHS};
use crate::fact::numeral::Numeral;
use crate::text::span::Span;

/// Words that are a number beside what they say, by their digits: a dozen is 12, a quarter 25 hundredths.
const WORDS: &[(&str, u32)] = &[
    ("a", 1),
    ("an", 1),
    ("each", 1),
    ("every", 1),
    ("per", 1),
    ("once", 1),
    ("single", 1),
    ("decade", 1),
    ("decades", 1),
    ("century", 1),
    ("both", 2),
    ("couple", 2),
    ("double", 2),
    ("doubled", 2),
    ("either", 2),
    ("neither", 2),
    ("pair", 2),
    ("twice", 2),
    ("twin", 2),
    ("thirds", 3),
    ("thrice", 3),
    ("treble", 3),
    ("triple", 3),
    ("tripled", 3),
    ("half", 5),
    ("halves", 5),
    ("dozen", 12),
    ("fortnight", 14),
    ("quarter", 25),
    ("quarters", 25),
];

/// Roman numbers that are looked for; `I` is a word.
const ROMAN: RangeInclusive<u32> = 2..=15;

/// Returns the numbers of a text.
pub(super) fn numerals(tokens: &[Token<'_>]) -> Vec<Numeral> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        if !may_be_numeral(token) {
            at += 1;
            continue;
        }
        let is_word = token.sort == Sort::Word
            && !matches!(token.lower.as_ref(), "a" | "an")
            && token.lower.bytes().all(|byte| !byte.is_ascii_digit());
        let numeral = |end: usize, value: Decimal| Numeral {
            span: Span::new(token.start, tokens[end - 1].end),
            value,
            is_word,
        };
        let read = self::at(tokens, at);
        let end = read.map_or(at + 1, |(_, end)| end);
        found.extend(read.map(|(value, end)| numeral(end, value)));
        match token.sort {
            Sort::Number(value) if end > at + 1 => found.push(numeral(at + 1, value)),
            Sort::Word if read.is_none() => {
                let runs = token.lower.split(|c: char| !c.is_ascii_digit());
                let runs = runs.filter(|run| !run.is_empty());
                found.extend(runs.filter_map(Decimal::parse).map(|value| numeral(at + 1, value)));
            }
            _ => {}
        }
        at = end;
    }
    found
}

/// Iterates over words that are a number by themselves and begin no figure.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|(word, _)| *word)
}

/// Reads the number at a token, and returns the token after it.
pub(super) fn at(tokens: &[Token<'_>], at: usize) -> Option<(Decimal, usize)> {
    let number = number::read(tokens, at).map(|number| (number.value, number.end));
    let ordinal = || number::ordinal(tokens, at).map(|(value, end)| (value.into(), end));
    let word = || word(tokens, at).map(|value| (value.into(), at + 1));
    number.or_else(ordinal).or_else(word)
}

fn word(tokens: &[Token<'_>], at: usize) -> Option<u32> {
    let token = &tokens[at];
    let is_numbered = at > 0 && tokens[at - 1].is_capital;
    if token.is_capital && token.lower == "i" && is_numbered {
        return Some(1);
    }
    let months = || MONTHS.iter().zip(&SHORT_MONTHS).zip(1..);
    let is_month = |month: &((&&str, &&str), u32)| {
        [month.0.0, month.0.1].iter().any(|name| name.eq_ignore_ascii_case(&token.lower))
    };
    if let Some((_, month)) = months().find(is_month).filter(|_| token.is_capital) {
        return Some(month);
    }
    let roman = roman(&token.lower).filter(|value| token.lower.is_ascii() && ROMAN.contains(value));
    let roman = roman.filter(|_| token.is_capital && (token.lower.len() > 1 || is_numbered));
    let word = || WORDS.iter().find(|(word, _)| *word == token.lower).map(|(_, value)| *value);
    roman.or_else(word)
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    #[test]
    fn every_number_is_seen_whatever_it_says() {
        let cases: [(&str, &[&str]); 8] = [
            ("Terminal T2 and the K37+500 marker", &["2", "37", "500"]),
            ("from Level IV to Level III, Chapter I", &["4", "3", "1"]),
            ("half a million yuan; a quarter of a century", &["500000", "1", "25", "1", "1"]),
            ("Neither of the second homes", &["2", "2"]),
            ("2:09:34", &["2", "9", "34"]),
            ("1.25 million; two and a half hours", &["1250000", "1.25", "2.5"]),
            ("Nov 7 and may be March", &["11", "7", "3"]),
            ("The canal is full, I said.", &[]),
        ];
        for (text, expected) in cases {
            let read: Vec<String> =
                numerals(&tokens(text)).iter().map(|numeral| numeral.value.to_string()).collect();
            assert_eq!(read, expected, "{text}");
        }
    }
}
