//! English numbers: `22`, `1.25 million`, `twenty-one`, `two and a half`, `a hundred`.

use super::token::{Sort, Token};
use crate::fact::decimal::Decimal;

/// Words for whole numbers below twenty and for tens.
const WORDS: &[(&str, u32)] = &[
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

/// Words for ordinals.
const ORDINALS: &[(&str, u32)] = &[
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("thirtieth", 30),
    ("hundredth", 100),
];

/// Returns the words with which a number or an ordinal begins.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().chain(ORDINALS).map(|(name, _)| *name)
}

/// A number of a text: its value and the token after it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    pub value: Decimal,
    pub end: usize,
    /// Whether it is a bare `one` or `zero`, which English uses as a pronoun.
    pub is_weak: bool,
}

/// Reads the number at a token.
pub(super) fn read(tokens: &[Token<'_>], at: usize) -> Option<Number> {
    if let Some((value, end)) = part_of_large(tokens, at) {
        return Some(Number { value, end, is_weak: false });
    }
    let (value, end) = match tokens.get(at)?.sort {
        Sort::Number(value) => scaled(tokens, value, at + 1)?,
        Sort::Word => in_words(tokens, at)?,
        _ => return None,
    };
    let (value, end) = and_a_half(tokens, value, end);
    let (value, end) = scaled(tokens, value, end)?;
    let is_weak = end == at + 1 && matches!(tokens[at].lower.as_ref(), "one" | "zero");
    Some(Number { value, end, is_weak })
}

/// Reads a part of a large number: `half a million`, `a quarter of a billion`, `half-dozen`.
pub(super) fn part_of_large(tokens: &[Token<'_>], at: usize) -> Option<(Decimal, usize)> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.lower.as_ref());
    let is_article = |at: usize| matches!(word(at), "a" | "an");
    let joint = |at: usize| at + usize::from(is_hyphen(tokens.get(at)));
    let (hundredths, next) = match (word(at), word(at + 1)) {
        ("half", _) => (50, joint(at + 1)),
        ("a" | "one", "half" | "quarter") if !is_hyphen(tokens.get(at + 1)) => {
            (if word(at + 1) == "half" { 50 } else { 25 }, at + 2)
        }
        ("three", _) if word(joint(at + 1)) == "quarters" => (75, joint(at + 1) + 1),
        _ => return None,
    };
    let next = next + usize::from(word(next) == "of");
    let next = joint(next + usize::from(is_article(next)));
    let large = match word(next) {
        "dozen" => Decimal::from(12),
        large => Decimal::new(1, scale(large).filter(|_| large.len() > 2)?)?,
    };
    Some((large.times(Decimal::new(hundredths, -2)?)?, next + 1))
}

/// Reads the ordinal at a token: `88th`, `third`, `twenty-first`.
pub(super) fn ordinal(tokens: &[Token<'_>], at: usize) -> Option<(u32, usize)> {
    let token = tokens.get(at)?;
    match token.sort {
        Sort::Ordinal(value) => Some((value, at + 1)),
        Sort::Word => {
            if let Some(value) = named(ORDINALS, &token.lower) {
                return Some((value, at + 1));
            }
            let tens = named(WORDS, &token.lower).filter(|&value| value >= 20)?;
            let ones = named(ORDINALS, &word_after_hyphen(tokens, at + 1)?.lower)
                .filter(|&value| value < 10)?;
            Some((tens + ones, at + 3))
        }
        _ => None,
    }
}

/// Returns the power of ten of a word such as `million`.
pub(super) fn scale(word: &str) -> Option<i32> {
    Some(match word {
        "hundred" => 2,
        "thousand" => 3,
        "million" | "m" | "mn" => 6,
        "billion" | "bn" | "b" => 9,
        "trillion" | "tn" => 12,
        _ => return None,
    })
}

/// Returns the word after a hyphen, where one stands at a token.
pub(super) fn word_after_hyphen<'t, 'a>(
    tokens: &'t [Token<'a>],
    at: usize,
) -> Option<&'t Token<'a>> {
    is_hyphen(tokens.get(at)).then(|| tokens.get(at + 1)).flatten()
}

/// Tells whether a token is a hyphen or a dash.
pub(super) fn is_hyphen(token: Option<&Token<'_>>) -> bool {
    token.is_some_and(|token| matches!(token.sort, Sort::Mark('-' | '‑' | '–' | '—')))
}

/// Returns the value of a number that is one word below a hundred.
pub(super) fn in_a_word(word: &str) -> Option<u32> {
    named(WORDS, word)
}

fn named(table: &[(&str, u32)], word: &str) -> Option<u32> {
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// Multiplies by the words of scale that follow: `1.25 million`, `300 hundred thousand`.
fn scaled(tokens: &[Token<'_>], value: Decimal, at: usize) -> Option<(Decimal, usize)> {
    let (mut value, mut at) = (value, at);
    loop {
        let hyphen = usize::from(is_hyphen(tokens.get(at)));
        let Some(power) = tokens.get(at + hyphen).and_then(|token| scale(&token.lower)) else {
            return Some((value, at));
        };
        if tokens[at + hyphen].lower.len() == 1 && !is_of_sum(tokens, at) {
            return Some((value, at));
        }
        value = value.scaled(power)?;
        at += 1 + hyphen;
    }
}

/// Tells whether a letter close to its number is that of a sum: the m of `$5m` and `5m yuan`, not of `5m tall`.
fn is_of_sum(tokens: &[Token<'_>], at: usize) -> bool {
    const CURRENCIES: [&str; 8] =
        ["yuan", "dollars", "dollar", "euros", "euro", "pounds", "yen", "rmb"];
    let is_close = at > 0 && tokens[at - 1].end == tokens[at].start;
    let is_signed =
        at > 1 && matches!(tokens[at - 2].sort, Sort::Mark('$' | '£' | '€' | '¥' | '￥'));
    let names = |token: &Token<'_>| CURRENCIES.contains(&token.lower.as_ref());
    is_close && (is_signed || tokens.get(at + 1).is_some_and(names))
}

/// Reads a number in words: `two hundred and five`, `a hundred`, `ninety-nine`.
fn in_words(tokens: &[Token<'_>], at: usize) -> Option<(Decimal, usize)> {
    let is_article = matches!(tokens[at].lower.as_ref(), "a" | "an");
    let is_hundred = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| scale(&token.lower).is_some_and(|_| token.lower.len() > 2))
    };
    if is_article {
        return is_hundred(at + 1).then(|| scaled(tokens, Decimal::ONE, at + 1)).flatten();
    }
    let (mut value, mut end) = below_hundred(tokens, at)?;
    let is_dozens = tokens.get(end).is_some_and(|token| token.lower == "dozen");
    if is_dozens && value != Decimal::ONE {
        return Some((value.times(Decimal::from(12))?, end + 1));
    }
    let mut sum = Decimal::ZERO;
    while is_hundred(end) || (is_hyphen(tokens.get(end)) && is_hundred(end + 1)) {
        let (part, next) = scaled(tokens, value, end)?;
        let joint = usize::from(tokens.get(next).is_some_and(|token| token.lower == "and"));
        match below_hundred(tokens, next + joint) {
            Some((rest, after)) if rest < part && !is_new_number(tokens, after) => {
                sum = sum.plus(part)?;
                (value, end) = (rest, after);
            }
            _ => return Some((sum.plus(part)?, next)),
        }
    }
    Some((sum.plus(value)?, end))
}

/// Tells whether what follows shows that a word number is a figure of its own: `hundred and five percent`.
fn is_new_number(tokens: &[Token<'_>], at: usize) -> bool {
    tokens
        .get(at)
        .is_some_and(|token| matches!(token.lower.as_ref(), "million" | "billion" | "trillion"))
}

fn below_hundred(tokens: &[Token<'_>], at: usize) -> Option<(Decimal, usize)> {
    let first = named(WORDS, &tokens.get(at)?.lower)?;
    if first >= 20 {
        let ones = word_after_hyphen(tokens, at + 1).and_then(|token| named(WORDS, &token.lower));
        if let Some(ones) = ones.filter(|ones| (1..10).contains(ones)) {
            return Some((Decimal::from(first + ones), at + 3));
        }
    }
    Some((Decimal::from(first), at + 1))
}

/// Adds `and a half`, also with hyphens: `three-and-a-half-year-old`; after a word of scale, half of that: `a
/// million and a half`.
fn and_a_half(tokens: &[Token<'_>], value: Decimal, end: usize) -> (Decimal, usize) {
    let after = ["and", "a", "half"].iter().try_fold(end, |at, word| {
        let at = at + usize::from(is_hyphen(tokens.get(at)));
        tokens.get(at).is_some_and(|token| token.lower == *word).then_some(at + 1)
    });
    let power = tokens.get(end - 1).and_then(|last| scale(&last.lower)).unwrap_or(0);
    let sum = after.and_then(|_| value.plus(Decimal::new(5, power - 1)?));
    sum.zip(after).unwrap_or((value, end))
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    #[test]
    fn digits_words_and_scales_mix() {
        for (text, value) in [
            ("22", "22"),
            ("1.25 million", "1250000"),
            ("12,500", "12500"),
            ("twenty-one", "21"),
            ("two hundred and five", "205"),
            ("three thousand two hundred", "3200"),
            ("a hundred", "100"),
            ("two and a half", "2.5"),
            ("one trillion", "1000000000000"),
            ("half a million", "500000"),
            ("half-a-billion", "500000000"),
            ("a half million", "500000"),
            ("a quarter of a million", "250000"),
            ("three-quarters of a million", "750000"),
            ("a million and a half", "1500000"),
            ("one and a half million", "1500000"),
            ("two-and-a-half thousand", "2500"),
            ("two dozen", "24"),
            ("half a dozen", "6"),
        ] {
            let tokens = tokens(text);
            let number = read(&tokens, 0).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (number.value.to_string().as_str(), number.end),
                (value, tokens.len()),
                "{text}"
            );
        }
    }

    #[test]
    fn ordinals_are_read_in_digits_and_words() {
        for (text, value) in [("88th", 88), ("third", 3), ("twenty-first", 21)] {
            assert_eq!(ordinal(&tokens(text), 0).map(|(value, _)| value), Some(value), "{text}");
        }
        assert_eq!(ordinal(&tokens("zone"), 0), None);
    }
}
