//! English amounts: a number with what it counts or measures, shares, multiples and fractions.

use super::calendar::follows;
use super::number::{self, Number, is_hyphen};
use super::reading::Reading;
use super::token::{Sort, Token};
use super::unit::{self, Unit};
use crate::fact::decimal::Decimal;
use crate::fact::figure::{Kind, Role, Value};

/// Words that are a multiple by themselves.
const MULTIPLES: &[(&str, u32)] = &[
    ("doubled", 2),
    ("doubling", 2),
    ("doubles", 2),
    ("tripled", 3),
    ("tripling", 3),
    ("triples", 3),
    ("triple", 3),
    ("trebled", 3),
    ("treble", 3),
    ("quadrupled", 4),
    ("quadrupling", 4),
    ("quadruple", 4),
    ("quadruples", 4),
    ("quintupled", 5),
    ("hundredfold", 100),
];

/// Returns the words that are a multiple by themselves.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    MULTIPLES.iter().map(|(name, _)| *name)
}

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

/// Reads an amount of anything.
pub(super) fn read(tokens: &[Token], at: usize) -> Option<Reading> {
    let (currency, from) = currency(tokens, at).unzip();
    let from = from.unwrap_or(at);
    let first = number::read(tokens, from)?;
    let reading = match range(tokens, from, &first, currency) {
        Some(reading) => reading,
        None => single(tokens, from, first, currency),
    };
    Some(Reading { start: at, ..reading })
}

/// Reads a word that is a multiple: `doubled`, `tenfold`; `double` alone is loose.
pub(super) fn multiple(tokens: &[Token], at: usize) -> Option<Reading> {
    let word = tokens[at].lower.as_str();
    if matches!(word, "double" | "dual") {
        return Some(
            Reading::whole(at, at + 1, Kind::Multiple, 2)
                .unit("times")
                .role(Role::Doubling)
                .loose(),
        );
    }
    if matches!(word, "halved" | "halving" | "halve") {
        return Some(Reading::new(at, at + 1, Kind::Fraction, Value::Fraction(1, 2)).loose());
    }
    let listed = MULTIPLES.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
    let value = listed.or_else(|| number::in_a_word(word.strip_suffix("fold")?))?;
    Some(Reading::whole(at, at + 1, Kind::Multiple, value).unit("times").role(Role::Doubling))
}

/// Reads a fraction: `two-thirds`, `one quarter`, `half`, `half a year`.
pub(super) fn fraction(tokens: &[Token], at: usize) -> Option<Reading> {
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
fn part_of(tokens: &[Token], at: usize) -> Option<Reading> {
    let is_article = matches!(tokens[at].lower.as_str(), "a" | "an");
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
fn part_of_point(tokens: &[Token], at: usize, whole: u32) -> Option<Reading> {
    let words = ["of", "a"];
    let is_of = (0..2).all(|i| tokens.get(at + 2 + i).is_some_and(|token| token.lower == words[i]));
    let unit = unit::after(tokens, at + 4).filter(|unit| is_of && unit.kind == Kind::Point)?;
    let hundredths = 100_u32.checked_div(whole).filter(|part| part * whole == 100)?;
    let value = Value::Number(Decimal::new(i128::from(hundredths), -2)?);
    Some(Reading::new(at, unit.end, Kind::Point, value).unit(unit.name))
}

/// Reads `an hour and a half`, `two years and a half`.
fn and_a_half(tokens: &[Token], at: usize) -> Option<Reading> {
    let (value, next) = match tokens[at].lower.as_str() {
        "a" | "an" => (Decimal::ONE, at + 1),
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
fn one_unit(tokens: &[Token], at: usize) -> Option<Reading> {
    if !matches!(tokens[at].lower.as_str(), "a" | "an") {
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

/// Words that are a stretch of time: `the past decade`, `quadrennial`.
const STRETCHES: &[(&str, u32, &str)] = &[
    ("decade", 10, "year"),
    ("fortnight", 2, "week"),
    ("biennial", 2, "year"),
    ("triennial", 3, "year"),
    ("quadrennial", 4, "year"),
    ("annual", 1, "year"),
    ("yearly", 1, "year"),
];

/// Returns the words that are a stretch of time.
pub(super) fn stretches() -> impl Iterator<Item = &'static str> {
    STRETCHES.iter().map(|(word, ..)| *word)
}

/// Reads `the past decade`, `a fortnight`: so many years or weeks, where the Chinese says so.
pub(super) fn stretch(tokens: &[Token], at: usize) -> Option<Reading> {
    let (_, value, unit) = STRETCHES.iter().find(|(word, ..)| *word == tokens[at].lower)?;
    Some(Reading::whole(at, at + 1, Kind::Duration, *value).unit(unit).loose())
}

/// Reads `around the clock`, `day and night`, `24/7`: twenty-four hours, where the Chinese says so.
pub(super) fn around_the_clock(tokens: &[Token], at: usize) -> Option<Reading> {
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

/// Reads the decade of a life: `in his 70s`.
pub(super) fn decade(tokens: &[Token], at: usize) -> Option<Reading> {
    let before = tokens.get(at.checked_sub(1)?)?;
    let is_age = matches!(before.lower.as_str(), "his" | "her" | "their");
    let tens = tokens[at].lower.strip_suffix("0s").filter(|_| is_age)?;
    let tens = tens.parse::<u32>().ok().filter(|tens| (1..=9).contains(tens))?;
    Some(Reading::whole(at, at + 1, Kind::Count, tens * 10).unit("years old").loose())
}

/// Tells whether `one` and a word for a part are a fraction: `one third of`, `by one fifth`; one quarter may be
/// a quarter of the year.
fn is_one_part(tokens: &[Token], at: usize, part: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| tokens[before].lower.as_str());
    let ends = tokens.get(part + 1).is_none_or(|token| {
        matches!(token.sort, Sort::Mark(_))
            || matches!(
                token.lower.as_str(),
                "in" | "from" | "on" | "this" | "last" | "since" | "and"
            )
    });
    let is_season = matches!(tokens[part].lower.as_str(), "quarter" | "half");
    is_share(tokens, part + 1) || ends && (!is_season || matches!(before, "by" | "to"))
}

fn is_share(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| matches!(token.lower.as_str(), "of" | "the"))
}

/// Reads a part of a stretch of time in the next smaller unit: `a quarter of an hour` is 15 minutes, `three
/// quarters of a century` 75 years.
fn part_of_time(tokens: &[Token], fraction: Reading) -> Option<Reading> {
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
    // "a quarter century"
    let is_joined = is_hyphen(tokens.get(fraction.end));
    let unit = unit::after(tokens, fraction.end + of.unwrap_or(usize::from(is_joined)))?;
    let (_, name, many) = PARTS.iter().find(|(name, ..)| *name == unit.name)?;
    let value = (part * many).checked_div(whole).filter(|value| value * whole == part * many)?;
    let reading = Reading::whole(fraction.start, unit.end, Kind::Duration, value).unit(name);
    (of.is_some() || *many == 100 && unit.power == 0).then_some(reading)
}

/// Returns the unit of `half a year`, `half an hour`, `half-century`.
fn half_a(tokens: &[Token], at: usize) -> Option<Unit> {
    let is_half = tokens[at].lower == "half"
        && tokens.get(at + 1).is_some_and(|token| {
            matches!(token.lower.as_str(), "a" | "an") || is_hyphen(Some(token))
        });
    if tokens[at].lower == "half" && !is_half {
        // "the past half century"
        return unit::after(tokens, at + 1).filter(|unit| unit.kind == Kind::Duration);
    }
    if !is_half {
        return None;
    }
    unit::after(tokens, at + 2).filter(|unit| {
        matches!(unit.kind, Kind::Duration | Kind::Measure | Kind::Money | Kind::Point)
    })
}

/// Returns the currency sign or code at a token and the token of the number after it.
fn currency(tokens: &[Token], at: usize) -> Option<(&'static str, usize)> {
    let token = &tokens[at];
    let name = match (token.sort, token.lower.as_str()) {
        (Sort::Mark('$'), _) => return Some(("USD", at + 1)),
        (Sort::Mark('€'), _) => return Some(("EUR", at + 1)),
        (Sort::Mark('£'), _) => return Some(("GBP", at + 1)),
        (Sort::Mark('¥' | '￥'), _) => return Some(("CNY", at + 1)),
        (_, "rmb" | "cny") => "CNY",
        (_, "usd") => "USD",
        (_, "eur") => "EUR",
        (_, "us" | "hk" | "a" | "c") => {
            let sign = tokens
                .get(at + 1)
                .filter(|next| next.sort == Sort::Mark('$') && next.start == token.end)?;
            let name = match token.lower.as_str() {
                "us" => "USD",
                "hk" => "HKD",
                "a" => "AUD",
                _ => "CAD",
            };
            return Some((name, at + 1 + usize::from(sign.end > sign.start)));
        }
        _ => return None,
    };
    matches!(tokens.get(at + 1)?.sort, Sort::Number(_)).then_some((name, at + 1))
}

/// Reads a number and what follows it.
fn single(tokens: &[Token], at: usize, number: Number, currency: Option<&'static str>) -> Reading {
    if let Some(name) = currency {
        let reading =
            Reading::new(at, number.end, Kind::Money, Value::Number(number.value)).unit(name);
        return rated(tokens, reading);
    }
    let unit = unit::after(tokens, number.end)
        .or_else(|| shared_unit(tokens, number.end))
        .or_else(|| tonnage(tokens, at));
    let Some(unit) = unit else {
        let reading = Reading::new(at, number.end, Kind::Count, Value::Number(number.value));
        return if number.is_weak || tokens[at].is_quoted { reading.loose() } else { reading };
    };
    let value = number.value.scaled(unit.power).unwrap_or(number.value);
    let value = negated(tokens, at, value, unit.kind);
    let end = unit.end.max(number.end);
    let reading = Reading::new(at, end, unit.kind, Value::Number(value)).unit(unit.name);
    let reading = if number.is_weak && unit.kind != Kind::Percent && unit.kind != Kind::Point {
        reading.loose()
    } else {
        reading
    };
    let role = if unit.kind == Kind::Multiple { role(tokens, at, end) } else { Role::Plain };
    rated(tokens, reading.role(role))
}

/// Returns the unit of `a gross tonnage of 135,500`.
fn tonnage(tokens: &[Token], at: usize) -> Option<Unit> {
    let words = at.checked_sub(2).and_then(|from| tokens.get(from..at))?;
    let is_so = words[0].lower == "tonnage" && words[1].lower == "of";
    is_so.then_some(Unit { kind: Kind::Measure, name: "tonne", power: 0, end: 0 })
}

/// Returns the unit that a later number shares with this one: `50 and 300 tons`, `67, 133 and 5 percent`.
fn shared_unit(tokens: &[Token], at: usize) -> Option<Unit> {
    let mut at = at;
    for _ in 0..6 {
        let token = tokens.get(at)?;
        let is_word = matches!(token.lower.as_str(), "and" | "or" | "to");
        if !is_word && token.sort != Sort::Mark(',') {
            return None;
        }
        let is_last = is_word || tokens.get(at + 1)?.lower == "and";
        let next = if tokens.get(at + 1)?.lower == "and" { at + 2 } else { at + 1 };
        let number = number::read(tokens, next)?;
        if let Some(found) = unit::after(tokens, number.end) {
            let shares =
                matches!(found.kind, Kind::Percent | Kind::Point | Kind::Money | Kind::Measure);
            // "a population of 612, 70 percent of them"
            return (shares && is_last).then_some(Unit { end: 0, ..found });
        }
        at = number.end;
    }
    None
}

/// Applies a minus sign before a percentage.
fn negated(tokens: &[Token], at: usize, value: Decimal, kind: Kind) -> Decimal {
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let is_word = before.is_some_and(|token| matches!(token.lower.as_str(), "minus" | "negative"));
    let is_sign = before.is_some_and(|token| {
        matches!(token.sort, Sort::Mark('-' | '−')) && token.end == tokens[at].start
    }) && (at < 2 || tokens[at - 2].end < tokens[at - 1].start);
    if kind == Kind::Percent && (is_word || is_sign) { value.negated() } else { value }
}

fn rated(tokens: &[Token], mut reading: Reading) -> Reading {
    let rate = unit::rate(tokens, reading.end).or_else(|| {
        let is_price = reading.kind == Kind::Money;
        is_price.then(|| unit::weighed(tokens, reading.end)).flatten()
    });
    if let Some((per, end)) = rate {
        reading.per = Some(per);
        reading.end = end;
    }
    // Of two, as in `per person per month`, neither is what each alone.
    if let Some((_, end)) = unit::rate(tokens, reading.end).filter(|_| reading.per.is_some()) {
        reading.per = None;
        reading.end = end;
    }
    reading
}

/// Tells what a multiple does: `three times that of` is a level, `rose 3 times` a growth.
fn role(tokens: &[Token], at: usize, end: usize) -> Role {
    let after = |offset: usize| tokens.get(end + offset).map_or("", |token| token.lower.as_str());
    if matches!(after(0), "that" | "the" | "as" | "its" | "those" | "what") {
        return Role::Level;
    }
    let before = at.checked_sub(1).map_or("", |before| tokens[before].lower.as_str());
    if matches!(after(0), "more" | "higher" | "larger" | "greater" | "faster") {
        return Role::Growth;
    }
    if before == "to" { Role::Level } else { Role::Plain }
}

/// Reads a range: `two or three companies`, `5 to 6 percent`, `2-3 km`.
fn range(
    tokens: &[Token],
    at: usize,
    first: &Number,
    currency: Option<&'static str>,
) -> Option<Reading> {
    let joint = tokens.get(first.end)?;
    let is_or = joint.lower == "or";
    let is_to = joint.lower == "to"
        || (is_hyphen(Some(joint)) && joint.end == tokens.get(first.end + 1)?.start);
    if !is_or && !is_to {
        return None;
    }
    let second = number::read(tokens, first.end + 1)?;
    let unit = unit::after(tokens, second.end);
    let low = shared_scale(tokens, first, &second);
    let step = if low == first.value { Some(Decimal::ONE) } else { scale_of(tokens, &second) };
    let near = step.and_then(|step| low.plus(step)) == Some(second.value);
    let from = at.checked_sub(1).map_or("", |before| tokens[before].lower.as_str());
    if second.value <= first.value || (is_or && !near) || from == "from" {
        return None;
    }
    let value = Value::Range(low, second.value);
    let end = unit.map_or(second.end, |unit| unit.end);
    let reading = Reading::new(at, end, Kind::Range, value);
    let name = currency.or(unit.map(|unit| unit.name));
    Some(rated(tokens, Reading { unit: name, ..reading }))
}

/// Returns the lower end of a range with the scale of the upper: the 3 of `3 to 5 million`.
fn shared_scale(tokens: &[Token], first: &Number, second: &Number) -> Decimal {
    let has_scale = |end: usize| {
        tokens[end - 1].sort == Sort::Word && number::scale(&tokens[end - 1].lower).is_some()
    };
    if !has_scale(second.end) || has_scale(first.end) {
        return first.value;
    }
    scale_of(tokens, second).and_then(|scale| first.value.times(scale)).unwrap_or(first.value)
}

/// Returns what the word of scale at the end of a number multiplies by.
fn scale_of(tokens: &[Token], number: &Number) -> Option<Decimal> {
    Decimal::new(1, number::scale(&tokens[number.end - 1].lower)?)
}
