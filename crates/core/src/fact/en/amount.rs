//! English amounts: a number with what it counts or measures, shares, multiples and fractions.

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

/// Returns how many times something doubled, and the token after it: `doubling more than five times over`.
fn times_over(tokens: &[Token<'_>], at: usize) -> Option<(u32, usize)> {
    let is_bound = |token: &&Token<'_>| {
        matches!(token.lower.as_ref(), "more" | "than" | "nearly" | "almost" | "over" | "about")
    };
    let bounds = tokens.get(at + 1..)?.iter().take(2).take_while(is_bound).count();
    let number = number::read(tokens, at + 1 + bounds)?;
    let times =
        u32::try_from(number.value.to_i64()?).ok().filter(|times| (2..=10).contains(times))?;
    let is_times = tokens.get(number.end)?.lower == "times";
    is_times.then_some((times, number.end + 1))
}

/// Reads an amount of anything.
pub(super) fn read(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
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
pub(super) fn multiple(tokens: &[Token<'_>], at: usize) -> Option<Reading> {
    let word = tokens[at].lower.as_ref();
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
    if let Some((times, end)) = times_over(tokens, at).filter(|_| value == 2) {
        let factor = 2_u32.checked_pow(times)?;
        let reading = Reading::whole(at, end, Kind::Multiple, factor).unit("times");
        return Some(reading.role(Role::Doubling));
    }
    let reading = Reading::whole(at, at + 1, Kind::Multiple, value).unit("times");
    // "a triple-A rating", "the triple jump"
    let is_adjective = matches!(word, "triple" | "treble" | "quadruple");
    let reading = reading.role(Role::Doubling);
    Some(if is_adjective { reading.loose() } else { reading })
}

/// Returns the currency sign or code at a token and the token of the number after it.
fn currency(tokens: &[Token<'_>], at: usize) -> Option<(&'static str, usize)> {
    let token = &tokens[at];
    let name = match (token.sort, token.lower.as_ref()) {
        (Sort::Mark('$'), _) => return Some(("USD", at + 1)),
        (Sort::Mark('€'), _) => return Some(("EUR", at + 1)),
        (Sort::Mark('£'), _) => return Some(("GBP", at + 1)),
        (Sort::Mark('¥' | '￥'), _) => return Some(("CNY", at + 1)),
        (_, "rmb" | "cny") => "CNY",
        (_, "usd") => "USD",
        (_, "eur") => "EUR",
        (_, "hkd") => "HKD",
        (_, "gbp") => "GBP",
        (_, "jpy") => "JPY",
        (_, "us" | "hk" | "a" | "c") => {
            let sign = tokens
                .get(at + 1)
                .filter(|next| next.sort == Sort::Mark('$') && next.start == token.end)?;
            let name = match token.lower.as_ref() {
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
fn single(
    tokens: &[Token<'_>],
    at: usize,
    number: Number,
    currency: Option<&'static str>,
) -> Reading {
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
    // "two won gold"
    if unit.name == "KRW" && number.value < Decimal::from(100) {
        return Reading::new(at, number.end, Kind::Count, Value::Number(number.value));
    }
    let unit = if is_frequency(tokens, &unit) { Unit { kind: Kind::Count, ..unit } } else { unit };
    let value = number.value.scaled(unit.power).unwrap_or(number.value);
    let value = negated(tokens, at, value, unit.kind);
    let end = unit.end.max(number.end);
    let reading = Reading::new(at, end, unit.kind, Value::Number(value)).unit(unit.name);
    let reading = if number.is_weak && unit.kind != Kind::Percent && unit.kind != Kind::Point {
        reading.loose()
    } else {
        reading
    };
    let role = match unit.kind {
        Kind::Multiple => role(tokens, at, end),
        Kind::Percent if rises(tokens, at) => Role::Growth,
        _ => Role::Plain,
    };
    rated(tokens, reading.role(role))
}

/// Tells whether so many times are how often, and no multiple: `five times a week`, `four times daily`.
fn is_frequency(tokens: &[Token<'_>], unit: &Unit) -> bool {
    const OFTEN: &[&str] = &[
        "a", "an", "per", "each", "every", "daily", "weekly", "monthly", "yearly", "annually",
        "hourly",
    ];
    let word = |at: usize| tokens.get(at).map_or("", |token| token.lower.as_ref());
    unit.name == "times"
        && word(unit.end.saturating_sub(1)) == "times"
        && OFTEN.contains(&word(unit.end))
}

/// Returns the unit of `a gross tonnage of 135,500`.
fn tonnage(tokens: &[Token<'_>], at: usize) -> Option<Unit> {
    let words = at.checked_sub(2).and_then(|from| tokens.get(from..at))?;
    let is_so = words[0].lower == "tonnage" && words[1].lower == "of";
    is_so.then_some(Unit { kind: Kind::Measure, name: "tonne", power: 0, end: 0 })
}

/// Returns the unit that a later number shares with this one: `50 and 300 tons`, `67, 133 and 5 percent`.
fn shared_unit(tokens: &[Token<'_>], at: usize) -> Option<Unit> {
    let mut at = at;
    for _ in 0..6 {
        let token = tokens.get(at)?;
        let is_word = matches!(token.lower.as_ref(), "and" | "or" | "to");
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
fn negated(tokens: &[Token<'_>], at: usize, value: Decimal, kind: Kind) -> Decimal {
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let is_word = before.is_some_and(|token| matches!(token.lower.as_ref(), "minus" | "negative"));
    let is_sign = before.is_some_and(|token| {
        matches!(token.sort, Sort::Mark('-' | '−')) && token.end == tokens[at].start
    }) && (at < 2 || tokens[at - 2].end < tokens[at - 1].start);
    if kind == Kind::Percent && (is_word || is_sign) { value.negated() } else { value }
}

fn rated(tokens: &[Token<'_>], mut reading: Reading) -> Reading {
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

/// Tells whether something rose by the share that stands at a token: `increased by 300 percent`, `up 5 percent`.
fn rises(tokens: &[Token<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| tokens[before].lower.as_ref());
    matches!(before, "by" | "up" | "rose" | "grew" | "jumped" | "surged" | "soared" | "climbed")
}

/// Tells what a multiple does: `three times that of` is a level, `rose 3 times` a growth.
fn role(tokens: &[Token<'_>], at: usize, end: usize) -> Role {
    let after = |offset: usize| tokens.get(end + offset).map_or("", |token| token.lower.as_ref());
    if matches!(after(0), "that" | "the" | "as" | "its" | "those" | "what") {
        return Role::Level;
    }
    let before = at.checked_sub(1).map_or("", |before| tokens[before].lower.as_ref());
    if matches!(after(0), "more" | "higher" | "larger" | "greater" | "faster") {
        return Role::Growth;
    }
    if before == "to" { Role::Level } else { Role::Plain }
}

/// Reads a range: `two or three companies`, `5 to 6 percent`, `2-3 km`.
fn range(
    tokens: &[Token<'_>],
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
    let from = at.checked_sub(1).map_or("", |before| tokens[before].lower.as_ref());
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
fn shared_scale(tokens: &[Token<'_>], first: &Number, second: &Number) -> Decimal {
    let has_scale = |end: usize| {
        tokens[end - 1].sort == Sort::Word && number::scale(&tokens[end - 1].lower).is_some()
    };
    if !has_scale(second.end) || has_scale(first.end) {
        return first.value;
    }
    scale_of(tokens, second).and_then(|scale| first.value.times(scale)).unwrap_or(first.value)
}

/// Returns what the word of scale at the end of a number multiplies by.
fn scale_of(tokens: &[Token<'_>], number: &Number) -> Option<Decimal> {
    Decimal::new(1, number::scale(&tokens[number.end - 1].lower)?)
}
