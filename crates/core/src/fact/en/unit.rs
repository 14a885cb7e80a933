//! What an English number counts or measures: the words after it.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::token::{Sort, Token};
use crate::fact::english::{SIZES, TIMES};
use crate::fact::figure::Kind;

/// What stands after a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Unit {
    pub kind: Kind,
    pub name: &'static str,
    /// A power of ten that belongs to the unit: a decade is ten years.
    pub power: i32,
    pub end: usize,
}

/// Other words for units: the words, the name in lists, the kind.
const OTHERS: &[(&[&str], &str, Kind, i32)] = &[
    (&["percentage", "points"], "percentage_point", Kind::Point, 0),
    (&["percentage", "point"], "percentage_point", Kind::Point, 0),
    (&["points"], "points", Kind::Count, 0),
    (&["point"], "points", Kind::Count, 0),
    (&["basis", "points"], "percentage_point", Kind::Point, -2),
    (&["basis", "point"], "percentage_point", Kind::Point, -2),
    (&["pp"], "percentage_point", Kind::Point, 0),
    (&["bps"], "percentage_point", Kind::Point, -2),
    (&["bp"], "percentage_point", Kind::Point, -2),
    (&["percent"], "%", Kind::Percent, 0),
    (&["per", "cent"], "%", Kind::Percent, 0),
    (&["per", "mille"], "%", Kind::Percent, -1),
    (&["per", "thousand"], "%", Kind::Percent, -1),
    (&["square", "kilometres"], "km2", Kind::Measure, 0),
    (&["square", "metres"], "m2", Kind::Measure, 0),
    (&["square", "metre"], "m2", Kind::Measure, 0),
    (&["cubic", "metres"], "m3", Kind::Measure, 0),
    (&["sq", "km"], "km2", Kind::Measure, 0),
    (&["sq", "m"], "m2", Kind::Measure, 0),
    (&["kilometres"], "km", Kind::Measure, 0),
    (&["kilometre"], "km", Kind::Measure, 0),
    (&["metres"], "m", Kind::Measure, 0),
    (&["metre"], "m", Kind::Measure, 0),
    (&["centimetres"], "cm", Kind::Measure, 0),
    (&["millimetres"], "mm", Kind::Measure, 0),
    (&["tons"], "tonne", Kind::Measure, 0),
    (&["ton"], "tonne", Kind::Measure, 0),
    (&["tonnes"], "tonne", Kind::Measure, 0),
    (&["tonne"], "tonne", Kind::Measure, 0),
    (&["metric", "tonnes"], "tonne", Kind::Measure, 0),
    (&["litres"], "L", Kind::Measure, 0),
    (&["litre"], "L", Kind::Measure, 0),
    (&["acres"], "acre", Kind::Measure, 0),
    (&["acre"], "acre", Kind::Measure, 0),
    (&["feet"], "foot", Kind::Measure, 0),
    (&["pounds", "of"], "pound", Kind::Measure, 0),
    (&["km"], "km", Kind::Measure, 0),
    (&["kg"], "kg", Kind::Measure, 0),
    (&["kilo"], "kg", Kind::Measure, 0),
    (&["kilos"], "kg", Kind::Measure, 0),
    (&["kph"], "km", Kind::Measure, 0),
    (&["kmh"], "km", Kind::Measure, 0),
    (&["kmph"], "km", Kind::Measure, 0),
    (&["cu", "m"], "m3", Kind::Measure, 0),
    (&["s"], "second", Kind::Duration, 0),
    (&["cm"], "cm", Kind::Measure, 0),
    (&["g"], "g", Kind::Measure, 0),
    (&["mg"], "mg", Kind::Measure, 0),
    (&["ml"], "mL", Kind::Measure, 0),
    (&["l"], "L", Kind::Measure, 0),
    (&["v"], "V", Kind::Measure, 0),
    (&["w"], "W", Kind::Measure, 0),
    (&["db"], "dB", Kind::Measure, 0),
    (&["kva"], "kVA", Kind::Measure, 0),
    (&["nm"], "nm", Kind::Measure, 0),
    (&["mmhg"], "mmHg", Kind::Measure, 0),
    (&["millimeters", "of", "mercury"], "mmHg", Kind::Measure, 0),
    (&["megapixel"], "pixels", Kind::Count, 6),
    (&["megapixels"], "pixels", Kind::Count, 6),
    (&["mm"], "mm", Kind::Measure, 0),
    (&["mw"], "MW", Kind::Measure, 0),
    (&["gw"], "GW", Kind::Measure, 0),
    (&["kw"], "kW", Kind::Measure, 0),
    (&["kwh"], "kWh", Kind::Measure, 0),
    (&["mwh"], "MWh", Kind::Measure, 0),
    (&["gwh"], "GWh", Kind::Measure, 0),
    (&["c"], "C", Kind::Measure, 0),
    (&["°", "c"], "C", Kind::Measure, 0),
    (&["degrees"], "C", Kind::Measure, 0),
    (&["degrees", "c"], "C", Kind::Measure, 0),
    (&["degrees", "centigrade"], "C", Kind::Measure, 0),
    (&["degrees", "celsius"], "C", Kind::Measure, 0),
    (&["℃"], "C", Kind::Measure, 0),
    (&["kv"], "kV", Kind::Measure, 0),
    (&["m"], "m", Kind::Measure, 0),
    (&["ha"], "ha", Kind::Measure, 0),
    (&["kilowatt", "-", "hour"], "kWh", Kind::Measure, 0),
    (&["yuan"], "CNY", Kind::Money, 0),
    (&["rmb"], "CNY", Kind::Money, 0),
    (&["jiao"], "CNY", Kind::Money, -1),
    (&["fen"], "CNY", Kind::Money, -2),
    (&["cents"], "USD", Kind::Money, -2),
    (&["renminbi"], "CNY", Kind::Money, 0),
    (&["us", "dollars"], "USD", Kind::Money, 0),
    (&["u.s.", "dollars"], "USD", Kind::Money, 0),
    (&["hong", "kong", "dollars"], "HKD", Kind::Money, 0),
    (&["australian", "dollars"], "AUD", Kind::Money, 0),
    (&["canadian", "dollars"], "CAD", Kind::Money, 0),
    (&["swiss", "francs"], "CHF", Kind::Money, 0),
    (&["dollars"], "USD", Kind::Money, 0),
    (&["dollar"], "USD", Kind::Money, 0),
    (&["euros"], "EUR", Kind::Money, 0),
    (&["euro"], "EUR", Kind::Money, 0),
    (&["pounds"], "GBP", Kind::Money, 0),
    (&["yen"], "JPY", Kind::Money, 0),
    (&["won"], "KRW", Kind::Money, 0),
    (&["rubles"], "RUB", Kind::Money, 0),
    (&["roubles"], "RUB", Kind::Money, 0),
    (&["rouble"], "RUB", Kind::Money, 0),
    (&["ruble"], "RUB", Kind::Money, 0),
    (&["decades"], "year", Kind::Duration, 1),
    (&["decade"], "year", Kind::Duration, 1),
    (&["days"], "day", Kind::Duration, 0),
    (&["times"], "times", Kind::Multiple, 0),
    (&["fold"], "times", Kind::Multiple, 0),
    (&["folds"], "times", Kind::Multiple, 0),
    (&["years", "old"], "years old", Kind::Count, 0),
    (&["year", "-", "old"], "years old", Kind::Count, 0),
    (&["-", "year", "-", "old"], "years old", Kind::Count, 0),
];

/// Returns the unit at a token, over a hyphen or `consecutive` where one stands between.
pub(super) fn after(tokens: &[Token<'_>], at: usize) -> Option<Unit> {
    if tokens.get(at).is_some_and(|token| matches!(token.sort, Sort::Mark('%'))) {
        return Some(unit(Kind::Percent, "%", 0, at + 1));
    }
    if tokens.get(at).is_some_and(|token| matches!(token.sort, Sort::Mark('‰'))) {
        return Some(unit(Kind::Percent, "%", -1, at + 1));
    }
    let plus = plus(tokens, at);
    let at = at + plus;
    let skip = usize::from(is_glue(tokens.get(at)));
    let is_ordinal = skip == 0 && tokens.get(at).is_some_and(|token| token.lower == "second");
    if skip == 0 && is_of_adjective(tokens, at) {
        return None;
    }
    let unit = named(tokens, at + skip).or_else(|| named(tokens, at));
    unit.filter(|_| !is_ordinal)
}

/// Returns the unit after `per`, a stroke or `a`: the hectare of `per hectare`, and the token after it.
pub(super) fn rate(tokens: &[Token<'_>], at: usize) -> Option<(&'static str, usize)> {
    let token = tokens.get(at)?;
    let is_rate = matches!(token.lower.as_ref(), "per" | "each" | "every")
        || matches!(token.sort, Sort::Mark('/'));
    if !is_rate {
        return None;
    }
    let word = tokens.get(at + 1)?.lower.as_ref();
    // "every second year"
    let is_alternate = token.lower == "every"
        && word == "second"
        && named(tokens, at + 2).is_some_and(|unit| unit.kind == Kind::Duration);
    if is_alternate {
        return None;
    }
    let capita = (word == "capita" || word == "person").then_some(("person", at + 2));
    let household = (word == "household").then_some(("household", at + 2));
    capita.or(household).or_else(|| {
        named(tokens, at + 1)
            .filter(|unit| unit.kind != Kind::Percent)
            .map(|unit| (unit.name, unit.end))
    })
}

/// Returns the unit of weight or size of a price: `3 yuan a kilo`, and the token after it.
pub(super) fn weighed(tokens: &[Token<'_>], at: usize) -> Option<(&'static str, usize)> {
    tokens.get(at).filter(|token| matches!(token.lower.as_ref(), "a" | "an"))?;
    let unit = named(tokens, at + 1).filter(|unit| unit.kind == Kind::Measure)?;
    Some((unit.name, unit.end))
}

/// Tells whether a unit of time begins an adjective that a number before it does not count: the century of
/// `three century-old elms`.
fn is_of_adjective(tokens: &[Token<'_>], at: usize) -> bool {
    let is_one =
        tokens.get(at).is_some_and(|token| TIMES.iter().any(|(_, one, _)| *one == token.lower));
    let joins =
        |at: usize| tokens.get(at).is_some_and(|token| matches!(token.sort, Sort::Mark('-' | '‑')));
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let is_many =
        before.is_some_and(|token| !matches!(token.lower.as_ref(), "one" | "1" | "a" | "an"));
    is_one && is_many && joins(at + 1) && !(at > 0 && joins(at - 1))
}

/// Returns how many tokens the `plus` of `20,000-plus yuan` takes.
pub(super) fn plus(tokens: &[Token<'_>], at: usize) -> usize {
    let hyphen = usize::from(
        tokens.get(at).is_some_and(|token| matches!(token.sort, Sort::Mark('-' | '‑'))),
    );
    let is_plus = tokens.get(at + hyphen).is_some_and(|token| {
        token.lower == "plus" && hyphen > 0 || token.sort == Sort::Mark('+') && hyphen == 0
    });
    if is_plus { hyphen + 1 } else { 0 }
}

fn unit(kind: Kind, name: &'static str, power: i32, end: usize) -> Unit {
    Unit { kind, name, power, end }
}

fn is_glue(token: Option<&Token<'_>>) -> bool {
    token.is_some_and(|token| {
        matches!(token.sort, Sort::Mark('-' | '‑'))
            || matches!(
                token.lower.as_ref(),
                "consecutive"
                    | "straight"
                    | "full"
                    | "whole"
                    | "successive"
                    | "more"
                    | "short"
                    | "long"
                    | "calendar"
            )
    })
}

/// A unit by its words, a hyphen being one.
struct Phrase {
    words: Vec<&'static str>,
    kind: Kind,
    name: &'static str,
    power: i32,
}

/// Returns the units by their first word, the longer ones first.
fn phrases() -> &'static HashMap<&'static str, Vec<Phrase>> {
    static PHRASES: OnceLock<HashMap<&'static str, Vec<Phrase>>> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let others = OTHERS.iter().map(|(words, name, kind, power)| Phrase {
            words: words.to_vec(),
            kind: *kind,
            name,
            power: *power,
        });
        let tables = [(SIZES, Kind::Measure), (TIMES, Kind::Duration)];
        let listed = tables.into_iter().flat_map(|(table, kind)| {
            let forms = table.iter().flat_map(|(name, one, many)| [(*name, *many), (*name, *one)]);
            forms.map(move |(name, form)| Phrase { words: parts(form), kind, name, power: 0 })
        });
        let mut by_first: HashMap<&'static str, Vec<Phrase>> = HashMap::new();
        for phrase in others.chain(listed) {
            by_first.entry(phrase.words[0]).or_default().push(phrase);
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        by_first
    })
}

/// Cuts the words of a unit: `kilowatt-hours` is three.
fn parts(form: &'static str) -> Vec<&'static str> {
    let mut parts = Vec::new();
    for word in form.split(' ') {
        for (i, part) in word.split('-').enumerate() {
            if i > 0 {
                parts.push("-");
            }
            parts.push(part);
        }
    }
    parts
}

fn named(tokens: &[Token<'_>], at: usize) -> Option<Unit> {
    let first = tokens.get(at)?;
    let mut mark = [0; 4];
    let first = match first.sort {
        Sort::Mark(c) => &*c.encode_utf8(&mut mark),
        Sort::Number(_) | Sort::Ordinal(_) => return None,
        Sort::Word => first.lower.as_ref(),
    };
    phrases().get(first)?.iter().find_map(|phrase| {
        let end = matched(tokens, at, &phrase.words)?;
        // "220 V" is so many volts, "3 v 2" none.
        if matches!(phrase.words.as_slice(), ["v" | "w" | "l"]) && !tokens[at].is_capital {
            return None;
        }
        Some(unit(phrase.kind, phrase.name, phrase.power, end))
    })
}

/// Returns the token after the words of a unit, where they stand at a token; hyphens may join them.
fn matched(tokens: &[Token<'_>], at: usize, words: &[&str]) -> Option<usize> {
    let is_hyphen =
        |at: usize| tokens.get(at).is_some_and(|token| matches!(token.sort, Sort::Mark('-' | '‑')));
    let mut at = at;
    for (place, word) in words.iter().enumerate() {
        at += usize::from(place > 0 && *word != "-" && is_hyphen(at));
        let token = tokens.get(at)?;
        let is_word = match token.sort {
            Sort::Mark(mark) => {
                word.chars().eq([mark]) || *word == "-" && matches!(mark, '‑' | '–')
            }
            _ => token.lower.eq_ignore_ascii_case(word),
        };
        at = is_word.then_some(at + 1)?;
    }
    Some(at)
}
