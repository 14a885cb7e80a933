//! With which words an English figure or number can begin: most words of a text are passed with one look.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::token::{Sort, Token};
use super::{amount, number, numeral, order, stretch};
use crate::fact::english::{MONTHS, SHORT_MONTHS};

/// Words with which a figure begins that stand in no other table.
const OTHERS: &[&str] = &[
    "a", "an", "around", "round", "half", "double", "dual", "halved", "halving", "halve", "sep",
    "mar", "apr", "jun", "jul", "q1", "q2", "q3", "q4", "midnight", "noon", "rmb", "cny", "usd",
    "eur", "hkd", "gbp", "jpy", "us", "hk", "c", "midday", "another", "day", "night", "quarter",
];

/// Tells whether a figure can begin at a token.
pub(super) fn may_begin(token: &Token<'_>) -> bool {
    match token.sort {
        Sort::Mark(mark) => matches!(mark, '$' | '€' | '£' | '¥' | '￥'),
        Sort::Number(_) | Sort::Ordinal(_) => true,
        Sort::Word => {
            token.lower.starts_with(|c: char| c.is_ascii_digit()) || starts().may_hold(&token.lower)
        }
    }
}

/// Tells whether a number can begin at a token, whatever it says.
pub(super) fn may_be_numeral(token: &Token<'_>) -> bool {
    match token.sort {
        Sort::Mark(_) => false,
        Sort::Number(_) | Sort::Ordinal(_) => true,
        Sort::Word => {
            let mut bytes = token.lower.bytes();
            let is_roman = || token.lower.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
            bytes.any(|byte| byte.is_ascii_digit())
                || token.is_capital && is_roman()
                || numerals().may_hold(&token.lower)
        }
    }
}

/// Words, with the lengths that occur after each pair of first letters.
struct Starts {
    words: HashSet<String>,
    lengths: Vec<u32>,
}

impl Starts {
    fn of(words: HashSet<String>) -> Self {
        let mut lengths = vec![0; 1 << 10];
        for word in &words {
            lengths[place(word)] |= 1_u32.checked_shl(word.len() as u32).unwrap_or(0);
        }
        Self { words, lengths }
    }

    fn may_hold(&self, word: &str) -> bool {
        let length = 1_u32.checked_shl(u32::try_from(word.len()).unwrap_or(32)).unwrap_or(0);
        self.lengths[place(word)] & length != 0 && self.words.contains(word)
    }
}

fn starts() -> &'static Starts {
    static STARTS: OnceLock<Starts> = OnceLock::new();
    STARTS.get_or_init(|| {
        let tables =
            number::words().chain(amount::words()).chain(stretch::words()).chain(order::words());
        let months = MONTHS.into_iter().chain(SHORT_MONTHS);
        let folds = number::words().map(|word| format!("{word}fold"));
        let plain = tables.chain(months).chain(OTHERS.iter().copied()).map(str::to_lowercase);
        Starts::of(plain.chain(folds).collect())
    })
}

fn numerals() -> &'static Starts {
    static NUMERALS: OnceLock<Starts> = OnceLock::new();
    NUMERALS.get_or_init(|| {
        let own = numeral::words().map(str::to_owned);
        Starts::of(starts().words.iter().cloned().chain(own).collect())
    })
}

/// Returns the place of the first two letters in the table of lengths.
fn place(word: &str) -> usize {
    let letter = |i: usize| usize::from(word.as_bytes().get(i).copied().unwrap_or(0)) & 31;
    letter(0) << 5 | letter(1)
}

#[cfg(test)]
mod tests {
    use super::super::{READERS, token};
    use super::*;

    #[test]
    fn no_reader_takes_what_is_passed() {
        let pairs = include_str!("../../../tests/checks/pairs.tsv");
        let free = include_str!("../../../tests/checks/free.tsv");
        for text in pairs
            .lines()
            .chain(free.lines())
            .filter_map(|line| line.split_once('\t'))
            .map(|(_, en)| en)
        {
            let tokens = token::tokens(text);
            for at in 0..tokens.len() {
                let is_read = READERS.iter().any(|read| read(&tokens, at).is_some());
                assert!(!is_read || may_begin(&tokens[at]), "{} in {text}", tokens[at].lower);
                let is_numeral = numeral::at(&tokens, at).is_some();
                let may_be = may_be_numeral(&tokens[at]);
                assert!(!is_numeral || may_be, "{} in {text}", tokens[at].lower);
            }
        }
    }
}
