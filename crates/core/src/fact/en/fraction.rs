//! English fractions and halves: `two-thirds`, `by one fifth`, `half a year`, `a quarter of an hour`.

use super::calendar::follows;
use super::number::{self, is_hyphen};
use super::reading::Reading;
use super::token::{Sort, Token};
use super::unit::{self, Unit};
use crate::fact::decimal::Decimal;
use crate::fact::figure::{Kind, Role, Value};

/// Words for parts.
const PARTS: &[(&str, u32)] = &[
    ("half", 2),
    ("halves", 2),
    ("third", 3),
    ("thirds", 3),
    ("quarter", 4),
    ("quarters", 4),
    ("fourth", 4),
    ("fourths", 4),
    ("fifth", 5),
    ("fifths", 5),
    ("sixth", 6),
    ("sixths", 6),
    ("seventh", 7),
    ("sevenths", 7),
    ("eighth", 8),
    ("eighths", 8),
    ("ninth", 9),
    ("ninths", 9),
    ("tenth", 10),
    ("tenths", 10),
    ("eleventh", 11),
    ("elevenths", 11),
    ("twelfth", 12),
    ("twelfths", 12),
    ("hundredth", 100),
    ("hundredths", 100),
    ("thousandth", 1000),
    ("thousandths", 1000),
];

/// Reads a fraction: `two-thirds`, `one quarter`, `half`, `half a year`; what is left of a thing is told from what
/// it lost: `only a third of the time`, `to one quarter`.
pub(super) fn read(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    const LEFT: &[&str] = &[
        "to", "only", "just", "is", "are", "was", "were", "takes", "took", "take", "needs", "need",
        "uses", "use", "costs", "cost", "mere", "at", "about", "with", "now",
    ];
    let reading = part(tokens, at)?;
    let before = at.checked_sub(1).map_or("", |before| tokens[before].lower.as_ref());
    let is_left = matches!(reading.value, Value::Fraction(..)) && LEFT.contains(&before);
    Some(if is_left { reading.role(Role::Level) } else { reading })
}

fn part(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    if number::part_of_large(tokens, at).is_some() {
        return None;
    }
    if tokens[at].lower == "quarter" {
        let hyphen = usize::from(is_hyphen(tokens.get(at + 1)));
        let is_hour = tokens.get(at + 1 + hyphen).is_some_and(|token| token.lower == "hour");
        let reading = Reading::whole(at, at + 2 + hyphen, Kind::Duration, 15).unit("minute");
        return is_hour.then(|| reading.loose());
    }
    let found = simple(tokens, at)?;
    part_of_percent(tokens, &found).or(Some(found))
}

/// Reads `half of one percent`, `a quarter of 1 percent`.
fn part_of_percent(tokens: &[Token<'_>], found: &Reading) -> Option<Reading> {
    let Value::Fraction(part, whole) = found.value else {
        return None;
    };
    let word = |at: usize| tokens.get(at).map_or("", |token| token.lower.as_ref());
    let is_of_one = word(found.end) == "of" && matches!(word(found.end + 1), "one" | "1" | "a");
    let unit = unit::after(tokens, found.end + 2)
        .filter(|unit| is_of_one && matches!(unit.kind, Kind::Percent | Kind::Point))?;
    let value = Value::Number(share_of(part, whole)?);
    Some(Reading::new(found.start, unit.end, unit.kind, value).unit(unit.name))
}

fn simple(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    if let Some(unit) = half_a(tokens, at) {
        let value = Value::Number(Decimal::new(5, unit.power - 1)?);
        return Some(Reading::new(at, unit.end, unit.kind, value).unit(unit.name));
    }
    if let Some(part) = part_of(tokens, at) {
        return part_of_time(tokens, part).or(Some(part));
    }
    let with_article = and_a_half(tokens, at).or_else(|| one_unit(tokens, at));
    if with_article.is_some() {
        return with_article;
    }
    if tokens[at].lower == "half" {
        let reading = Reading::new(at, at + 1, Kind::Fraction, Value::Fraction(1, 2));
        return Some(reading.loose());
    }
    let part = number::read(tokens, at)?;
    let hyphen = usize::from(is_hyphen(tokens.get(part.end)));
    let word = &tokens.get(part.end + hyphen)?.lower;
    let (_, whole) = PARTS.iter().find(|(name, _)| name == word)?;
    let value = u32::try_from(part.value.to_i64()?).ok().filter(|value| value < whole)?;
    let is_plural = word.ends_with('s');
    let fits =
        (value == 1) != is_plural && (value > 1 || hyphen > 0 || is_one_part(tokens, at, part.end));
    let reading = fits.then(|| {
        Reading::new(at, part.end + hyphen + 1, Kind::Fraction, Value::Fraction(value, *whole))
    })?;
    part_of_time(tokens, reading).or(Some(reading))
}

/// Reads `a third of`; without `of` it may be the third of a series, and is loose.
fn part_of(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    let is_article = matches!(tokens[at].lower.as_ref(), "a" | "an");
    let part = tokens.get(at + 1).filter(|part| is_article && part.lower != "half")?;
    let (_, whole) = PARTS.iter().find(|(name, _)| *name == part.lower && !name.ends_with('s'))?;
    if let Some(reading) = part_of_point(tokens, at, *whole) {
        return Some(reading);
    }
    let reading = Reading::new(at, at + 2, Kind::Fraction, Value::Fraction(1, *whole));
    let is_of = tokens.get(at + 2).is_some_and(|token| token.lower == "of");
    Some(if is_of { reading } else { reading.loose() })
}

/// Reads `a quarter of a percentage point`.
fn part_of_point(tokens: &[Token<'_>], at: usize, whole: u32) -> Option<Reading> {
    let words = ["of", "a"];
    let is_of = (0..2).all(|i| tokens.get(at + 2 + i).is_some_and(|token| token.lower == words[i]));
    let unit = unit::after(tokens, at + 4).filter(|unit| is_of && unit.kind == Kind::Point)?;
    let hundredths = 100_u32.checked_div(whole).filter(|part| part * whole == 100)?;
    let value = Value::Number(Decimal::new(i128::from(hundredths), -2)?);
    Some(Reading::new(at, unit.end, Kind::Point, value).unit(unit.name))
}

/// Reads `an hour and a half`, `two years and a half`.
fn and_a_half(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    let (value, next) = match tokens[at].lower.as_ref() {
        "a" | "an" | "another" => (Decimal::ONE, at + 1),
        _ => number::read(tokens, at).map(|number| (number.value, number.end))?,
    };
    let unit = unit::after(tokens, next).filter(|unit| unit.kind == Kind::Duration)?;
    let words = ["and", "a", "half"];
    let follows = words
        .iter()
        .enumerate()
        .all(|(i, word)| tokens.get(unit.end + i).is_some_and(|token| token.lower == *word));
    let sum = value.plus(Decimal::new(5, -1)?).filter(|_| follows)?;
    let value = Value::Number(sum.scaled(unit.power)?);
    Some(Reading::new(at, unit.end + words.len(), Kind::Duration, value).unit(unit.name))
}

/// Reads `a day`, `a second`: one of it, where the Chinese says so.
fn one_unit(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    if !matches!(tokens[at].lower.as_ref(), "a" | "an") {
        return None;
    }
    let is_second = tokens.get(at + 1).is_some_and(|token| token.lower == "second");
    let closes = tokens.get(at + 2).is_none_or(|token| matches!(token.sort, Sort::Mark(_)));
    let (kind, name, power, end) = match unit::after(tokens, at + 1) {
        Some(unit) if matches!(unit.kind, Kind::Duration | Kind::Measure) => {
            (unit.kind, unit.name, unit.power, unit.end)
        }
        None if is_second && closes => (Kind::Duration, "second", 0, at + 2),
        _ => return None,
    };
    let value = Value::Number(Decimal::new(1, power)?);
    Some(Reading::new(at, end, kind, value).unit(name).loose())
}

/// Tells whether `one` and a word for a part are a fraction: `one third of`, `by one fifth`; one quarter may be
/// a quarter of the year.
fn is_one_part(tokens: &[Token<'_>], at: usize, part: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| tokens[before].lower.as_ref());
    let ends = tokens.get(part + 1).is_none_or(|token| {
        matches!(token.sort, Sort::Mark(_))
            || matches!(
                token.lower.as_ref(),
                "in" | "from" | "on" | "this" | "last" | "since" | "and"
            )
    });
    let is_season = matches!(tokens[part].lower.as_ref(), "quarter" | "half");
    is_share(tokens, part + 1) || ends && (!is_season || matches!(before, "by" | "to"))
}

fn is_share(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| matches!(token.lower.as_ref(), "of" | "the"))
}

/// Reads a part of a stretch of time in the next smaller unit: `a quarter of an hour` is 15 minutes, `three
/// quarters of a century` 75 years.
fn part_of_time(tokens: &[Token<'_>], fraction: Reading) -> Option<Reading> {
    const PARTS: &[(&str, &str, u32)] = &[
        ("century", "year", 100),
        ("year", "month", 12),
        ("day", "hour", 24),
        ("hour", "minute", 60),
        ("minute", "second", 60),
    ];
    let Value::Fraction(part, whole) = fraction.value else {
        return None;
    };
    let words = [&["of", "an"][..], &["of", "a"]];
    let of =
        words.iter().find(|words| follows(tokens, fraction.end, words)).map(|words| words.len());
    let after = fraction.end + of.unwrap_or(0);
    if of.is_some() && follows(tokens, after, &["second"]) && [10, 100, 1000].contains(&whole) {
        let power = -i32::try_from(whole.ilog10()).ok()?;
        let value = Value::Number(Decimal::new(i128::from(part), power)?);
        return Some(Reading::new(fraction.start, after + 1, Kind::Duration, value).unit("second"));
    }
    // "a quarter century"
    let is_joined = of.is_none() && is_hyphen(tokens.get(after));
    let unit = unit::after(tokens, after + usize::from(is_joined))?;
    if let Some(share) =
        share_of(part, whole).filter(|_| of.is_some() && unit.kind == Kind::Measure)
    {
        let value = Value::Number(share.scaled(unit.power)?);
        return Some(Reading::new(fraction.start, unit.end, unit.kind, value).unit(unit.name));
    }
    let (_, name, many) = PARTS.iter().find(|(name, ..)| *name == unit.name)?;
    let value = (part * many).checked_div(whole).filter(|value| value * whole == part * many)?;
    let reading = Reading::whole(fraction.start, unit.end, Kind::Duration, value).unit(name);
    let is_word = *many == 100 || *name == "minute" && is_joined;
    (of.is_some() || is_word && unit.power == 0).then_some(reading)
}

/// Returns a fraction as a decimal, where it is one with at most three places.
fn share_of(part: u32, whole: u32) -> Option<Decimal> {
    let thousandths =
        (part * 1000).checked_div(whole).filter(|share| share * whole == part * 1000)?;
    Decimal::new(i128::from(thousandths), -3)
}

/// Returns the unit of `half a year`, `half an hour`, `half-century`.
fn half_a(tokens: &[Token<'_>], at: usize) -> Option<Unit> {
    let is_half = tokens[at].lower == "half"
        && tokens.get(at + 1).is_some_and(|token| {
            matches!(token.lower.as_ref(), "a" | "an") || is_hyphen(Some(token))
        });
    if tokens[at].lower == "half" && !is_half {
        // "the past half century"
        return unit::after(tokens, at + 1).filter(|unit| unit.kind == Kind::Duration);
    }
    if !is_half {
        return None;
    }
    unit::after(tokens, at + 2).filter(|unit| {
        matches!(
            unit.kind,
            Kind::Duration | Kind::Measure | Kind::Money | Kind::Point | Kind::Percent
        )
    })
}
