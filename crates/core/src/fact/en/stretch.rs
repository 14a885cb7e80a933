//! English words for a stretch of time or of a life: `decade`, `every other year`, `around the clock`, `in his 70s`.

use super::calendar::follows;
use super::reading::Reading;
use super::token::{Sort, Token};
use super::unit;
use crate::fact::figure::Kind;

/// Words that are a stretch of time: `the past decade`, `quadrennial`.
const STRETCHES: &[(&str, u32, &str)] = &[
    ("decade", 10, "year"),
    ("fortnight", 2, "week"),
    ("biennial", 2, "year"),
    ("triennial", 3, "year"),
    ("quadrennial", 4, "year"),
    ("biennially", 2, "year"),
    ("triennially", 3, "year"),
    ("annual", 1, "year"),
    ("yearly", 1, "year"),
];

/// Decades of a life.
const DECADES: &[(&str, u32)] = &[
    ("twenties", 20),
    ("thirties", 30),
    ("forties", 40),
    ("fifties", 50),
    ("sixties", 60),
    ("seventies", 70),
    ("eighties", 80),
    ("nineties", 90),
];

/// Returns the words that are a stretch of time or of a life.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    STRETCHES
        .iter()
        .map(|(word, ..)| *word)
        .chain(DECADES.iter().map(|(word, _)| *word))
        .chain(["every"])
}

/// Reads `the past decade`, `a fortnight`, `every other year`: so many years or weeks, where the Chinese says so.
pub(super) fn read(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    if tokens[at].lower == "every" {
        let is_second = ["other", "second"].iter().any(|word| follows(tokens, at + 1, &[word]));
        let unit =
            unit::after(tokens, at + 2).filter(|unit| is_second && unit.kind == Kind::Duration)?;
        return Some(Reading::whole(at, unit.end, Kind::Duration, 2).unit(unit.name).loose());
    }
    let (_, value, unit) = STRETCHES.iter().find(|(word, ..)| *word == tokens[at].lower)?;
    Some(Reading::whole(at, at + 1, Kind::Duration, *value).unit(unit).loose())
}

/// Reads `around the clock`, `day and night`, `24/7`: twenty-four hours, where the Chinese says so.
pub(super) fn around_the_clock(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    const WAYS: &[&[&str]] = &[
        &["around", "the", "clock"],
        &["round", "the", "clock"],
        &["round", "-", "the", "-", "clock"],
        &["around", "-", "the", "-", "clock"],
        &["day", "and", "night"],
        &["night", "and", "day"],
    ];
    let is_slash = |at: usize| tokens.get(at).is_some_and(|token| token.sort == Sort::Mark('/'));
    let is_seven = tokens[at].lower == "24" && is_slash(at + 1) && follows(tokens, at + 2, &["7"]);
    let words = WAYS.iter().find(|words| follows(tokens, at, words)).map(|words| words.len());
    let length = words.or(is_seven.then_some(3))?;
    Some(Reading::whole(at, at + length, Kind::Duration, 24).unit("hour").loose())
}

/// Reads the decade of a life: `in his 70s`, `in their early thirties`.
pub(super) fn decade(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    let before = tokens.get(at.checked_sub(1)?)?;
    let is_age = matches!(
        before.lower.as_ref(),
        "his" | "her" | "their" | "early" | "mid" | "late" | "-" | "and" | "or" | "to"
    );
    let word = tokens[at].lower.as_ref();
    let digits = || {
        let tens = word.strip_suffix("0s")?.parse::<u32>().ok()?;
        (1..=9).contains(&tens).then_some(tens * 10)
    };
    let named = DECADES.iter().find(|(name, _)| *name == word).map(|(_, years)| *years);
    let years = named.or_else(digits).filter(|_| is_age)?;
    Some(Reading::whole(at, at + 1, Kind::Count, years).unit("years old").loose())
}
