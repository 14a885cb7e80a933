//! An English text as words, numbers and marks, each with its place.

use std::borrow::Cow;

use crate::fact::decimal::Decimal;
use crate::text::width::half;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sort {
    /// Letters, or letters and digits: `zone`, `5G`, `a.m.`.
    Word,
    /// Digits with commas and a decimal point.
    Number(Decimal),
    /// Digits with an ordinal ending: `88th`.
    Ordinal(u32),
    /// Anything else that is not blank.
    Mark(char),
}

/// A piece of a text.
#[derive(Debug, Clone)]
pub(super) struct Token<'a> {
    pub sort: Sort,
    /// The characters in lower case; empty for marks.
    pub lower: Cow<'a, str>,
    /// Whether the word begins with a capital.
    pub is_capital: bool,
    /// Whether the digits hold a comma: 2,000 is never a year.
    pub has_comma: bool,
    /// The first character and the one after the last.
    pub start: usize,
    pub end: usize,
    /// Whether it stands between quotation marks.
    pub is_quoted: bool,
}

/// Cuts a text into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let chars: Vec<char> = text.chars().map(half).collect();
    let mut rest = text.chars();
    let mut tokens = Vec::with_capacity(chars.len() / LETTERS);
    let mut depth = 0usize;
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        if c == ' ' || c.is_whitespace() {
            rest.next();
            at += 1;
            continue;
        }
        let end = token_end(&chars, at);
        match c {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let ahead = rest.as_str();
        rest.by_ref().take(end - at).for_each(drop);
        let written = &ahead[..ahead.len() - rest.as_str().len()];
        tokens.push(token(&chars[at..end], written, at, depth > 0));
        at = end;
    }
    tokens
}

/// Letters and blanks that there are in most texts for each token.
const LETTERS: usize = 5;

/// Makes a token of characters in half width, as they are written in the text.
fn token<'a>(chars: &[char], written: &'a str, start: usize, is_quoted: bool) -> Token<'a> {
    let end = start + chars.len();
    let first = chars[0];
    let is_plain = || written.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    let lower = if !first.is_alphanumeric() {
        Cow::Borrowed("")
    } else if is_plain() {
        Cow::Borrowed(written)
    } else {
        Cow::Owned(chars.iter().flat_map(|c| c.to_lowercase()).collect())
    };
    let sort = match first {
        _ if !first.is_alphanumeric() => Sort::Mark(first),
        _ if first.is_ascii_digit() => number(&lower),
        _ => Sort::Word,
    };
    Token {
        sort,
        is_capital: first.is_uppercase(),
        has_comma: lower.contains(','),
        lower,
        start,
        end,
        is_quoted,
    }
}

/// Reads what begins with a digit: a number, an ordinal, or a name such as 5G.
fn number(written: &str) -> Sort {
    let digits = if written.contains(',') { &written.replace(',', "") } else { written };
    if let Some(value) = Decimal::parse(digits) {
        return Sort::Number(value);
    }
    let split = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let (digits, ending) = digits.split_at(split);
    match (digits.parse(), ending) {
        (Ok(value), "st" | "nd" | "rd" | "th") => Sort::Ordinal(value),
        _ => Sort::Word,
    }
}

fn token_end(chars: &[char], at: usize) -> usize {
    let first = chars[at];
    if first.is_ascii_digit() {
        return number_end(chars, at);
    }
    if !first.is_alphanumeric() {
        return at + 1;
    }
    if let Some(end) = plain_end(chars, at) {
        return end;
    }
    if is_times(chars, at) {
        return at + 1;
    }
    if is_initials(chars, at) {
        let mut end = at;
        while is_initials(chars, end) {
            end += 2;
        }
        return end;
    }
    run_end(chars, at)
}

/// Returns the end of a word of several small letters that no other letter, digit or point follows: most words.
fn plain_end(chars: &[char], at: usize) -> Option<usize> {
    let letters = chars[at..].iter().take_while(|c| c.is_ascii_lowercase()).count();
    let is_closed = |c: &char| c.is_ascii() && !c.is_ascii_alphanumeric() && *c != '.';
    let end = at + letters;
    (letters > 1 && chars.get(end).is_none_or(is_closed)).then_some(end)
}

/// Tells whether an x stands between two numbers: the 4x100 of a relay.
fn is_times(chars: &[char], at: usize) -> bool {
    let digit =
        |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    chars.get(at) == Some(&'x') && digit(at.checked_sub(1)) && digit(at.checked_add(1))
}

/// Tells whether a single letter with a point stands at a place: the pieces of a.m. and U.S.
fn is_initials(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map_or(' ', |before| chars[before]);
    chars.get(at).is_some_and(|c| c.is_ascii_alphabetic())
        && chars.get(at + 1) == Some(&'.')
        && !before.is_alphanumeric()
        && (before == '.'
            || chars.get(at + 2).is_some_and(|c| c.is_ascii_alphabetic())
                && chars.get(at + 3) == Some(&'.'))
}

/// Returns the end of a run of letters and digits; a point between digits belongs to it: PM2.5.
fn run_end(chars: &[char], at: usize) -> usize {
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    let joins = |i: usize| chars[i] == '.' && i > at && digit(i - 1) && digit(i + 1);
    (at..chars.len()).find(|&i| !chars[i].is_alphanumeric() && !joins(i)).unwrap_or(chars.len())
}

/// Returns the end of digits with commas, a point, and letters that belong to them.
fn number_end(chars: &[char], at: usize) -> usize {
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    let mut end = at;
    while digit(end) {
        end += 1;
    }
    while chars.get(end) == Some(&',')
        && digit(end + 1)
        && digit(end + 2)
        && digit(end + 3)
        && !digit(end + 4)
    {
        end += 4;
    }
    if chars.get(end) == Some(&'.') && digit(end + 1) {
        end += 1;
        while digit(end) {
            end += 1;
        }
    }
    if chars.get(end).is_some_and(|c| c.is_ascii_alphabetic()) && !is_times(chars, end) {
        let run = run_end(chars, end);
        let is_sum = at.checked_sub(1).is_some_and(|before| "$£€¥￥".contains(chars[before]));
        let is_seconds = chars[end..run] == ['s'] && chars[at..end].contains(&'.');
        let is_word = match is_sum || names_currency(chars, run) {
            true => is_scale(&chars[end..run]),
            false => is_unit(&chars[end..run]) || is_seconds,
        };
        return if is_word { end } else { run };
    }
    end
}

/// Tells whether letters are a power of ten that is written close to the number of a sum: `$500m`, `80b yuan`.
fn is_scale(letters: &[char]) -> bool {
    const SCALES: [&str; 5] = ["b", "bn", "m", "mn", "tn"];
    let lower = letters.iter().map(char::to_ascii_lowercase);
    SCALES.iter().any(|scale| scale.chars().eq(lower.clone()))
}

/// Tells whether the word for a currency follows.
fn names_currency(chars: &[char], at: usize) -> bool {
    const WORDS: [&str; 6] = ["yuan", "dollar", "euro", "pound", "yen", "RMB"];
    let ahead = chars.get(at..).unwrap_or_default();
    let ahead = ahead.strip_prefix(&[' ']).unwrap_or_default();
    WORDS
        .iter()
        .any(|word| word.chars().zip(ahead).filter(|(c, here)| c == *here).count() == word.len())
}

/// Tells whether letters are a unit or a half of the day that is written close to its number: `200m`,
/// `9am`. The m of a sum is a million.
fn is_unit(letters: &[char]) -> bool {
    const UNITS: [&str; 18] = [
        "m", "km", "cm", "mm", "kg", "g", "mg", "ml", "mL", "ha", "kW", "kWh", "MW", "MWh", "GW",
        "kV", "am", "pm",
    ];
    UNITS.iter().any(|unit| unit.chars().eq(letters.iter().copied()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<String> {
        tokens(text)
            .into_iter()
            .map(|token| match token.sort {
                Sort::Mark(mark) => mark.to_string(),
                _ => token.lower.into_owned(),
            })
            .collect()
    }

    #[test]
    fn a_unit_close_to_its_number_is_a_word_of_its_own() {
        assert_eq!(
            pieces("200m, 20km, 9am, 110kV"),
            ["200", "m", ",", "20", "km", ",", "9", "am", ",", "110", "kv"]
        );
        assert_eq!(
            pieces("5G, 4K, $5m, 3D, 5M, 80b yuan"),
            ["5g", ",", "4k", ",", "$", "5", "m", ",", "3d", ",", "5m", ",", "80", "b", "yuan"]
        );
    }

    #[test]
    fn numbers_keep_commas_and_points_and_names_their_digits() {
        assert_eq!(
            pieces("In 2,534.5 km (5G), 88th."),
            ["in", "2,534.5", "km", "(", "5g", ")", ",", "88th", "."]
        );
        assert_eq!(pieces("6 a.m. U.S. dollars"), ["6", "a.m.", "u.s.", "dollars"]);
        assert_eq!(pieces("4x100-meter"), ["4", "x", "100", "-", "meter"]);
        assert_eq!(pieces("2020, 13 firms"), ["2020", ",", "13", "firms"]);
        assert_eq!(tokens("88th")[0].sort, Sort::Ordinal(88));
    }
}
