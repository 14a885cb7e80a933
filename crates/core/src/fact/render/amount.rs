//! Numbers, money, sizes, multiples and fractions as news English writes them.

use super::order::ordinals;
use crate::fact::decimal::Decimal;
use crate::fact::english::{MONEY, ORDINALS, SIZES, TIMES, WORDS};
use crate::fact::figure::Role;

/// Returns the number as it is said: 30 million, 12,500, 2.4.
pub(super) fn spoken(number: Decimal) -> String {
    const LARGE: [(i32, &str); 3] = [(12, "trillion"), (9, "billion"), (6, "million")];
    for (power, name) in LARGE {
        let is_long = number.exponent() < 0 && number.digits() > 9;
        if Decimal::new(1, power).is_some_and(|unit| number >= unit) && !is_long {
            return number
                .scaled(-power)
                .map_or_else(|| grouped(number), |scaled| format!("{} {name}", grouped(scaled)));
        }
    }
    grouped(number)
}

/// Returns the number in digits with commas.
pub(super) fn grouped(number: Decimal) -> String {
    let digits = number.to_string();
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// Returns the accepted forms of a bare number: in words to nine, said, and in digits.
pub(super) fn numbers(number: Decimal) -> Vec<String> {
    let word = small(number).map(|value| WORDS[value].to_owned());
    let mut forms = Vec::new();
    if small(number).is_some_and(|value| value < 10) {
        forms.extend(word.clone());
        forms.push(grouped(number));
    } else {
        forms.push(spoken(number));
        forms.push(grouped(number));
        forms.extend(word);
    }
    forms
}

pub(super) fn small(number: Decimal) -> Option<usize> {
    usize::try_from(number.to_i64()?).ok().filter(|&value| value < WORDS.len())
}

pub(super) fn counted(number: Decimal, unit: &str) -> Vec<String> {
    let forms = numbers(number);
    if unit.is_empty() {
        return forms;
    }
    let singular = if number == Decimal::ONE { singular(unit) } else { unit.to_owned() };
    let named = forms.iter().map(|form| format!("{form} {singular}"));
    named.collect::<Vec<_>>().into_iter().chain(forms).collect()
}

/// Returns the singular of an English plural noun.
fn singular(plural: &str) -> String {
    const ODD: &[(&str, &str)] = &[
        ("people", "person"),
        ("head", "head"),
        ("aircraft", "aircraft"),
        ("sets of equipment", "set of equipment"),
        ("years old", "year old"),
        ("classes", "class"),
        ("branches", "branch"),
        ("batches", "batch"),
        ("matches", "match"),
    ];
    if let Some((_, one)) = ODD.iter().find(|(many, _)| *many == plural) {
        return (*one).to_owned();
    }
    match plural.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => plural.strip_suffix('s').unwrap_or(plural).to_owned(),
    }
}

pub(super) fn money(number: Decimal, unit: &str) -> Vec<String> {
    let (currency, per) = unit.split_once('/').unwrap_or((unit, ""));
    let tail = if per.is_empty() { String::new() } else { format!(" per {}", one_of(per)) };
    let value = spoken(number);
    let Some((_, word, sign)) = MONEY.iter().find(|(name, _, _)| *name == currency) else {
        return vec![format!("{value} {currency}{tail}")];
    };
    match currency {
        "CNY" => vec![
            format!("{value} yuan{tail}"),
            format!("RMB {value}{tail}"),
            format!("CNY {value}{tail}"),
            format!("{value} RMB{tail}"),
        ],
        "USD" => vec![
            format!("${value}{tail}"),
            format!("US${value}{tail}"),
            format!("{value} {word}{tail}"),
            format!("{value} US dollars{tail}"),
        ],
        _ => vec![format!("{sign}{value}{tail}"), format!("{value} {word}{tail}")],
    }
}

/// Returns the singular of a unit by its name in lists.
fn one_of(name: &str) -> &str {
    SIZES.iter().chain(TIMES).find(|(unit, _, _)| *unit == name).map_or(name, |(_, one, _)| one)
}

pub(super) fn sized(number: Decimal, unit: &str, units: &[(&str, &str, &str)]) -> Vec<String> {
    let (unit, per) = unit.split_once('/').unwrap_or((unit, ""));
    let tail = if per.is_empty() { String::new() } else { format!(" per {}", one_of(per)) };
    let (one, many) = units
        .iter()
        .find(|(name, _, _)| *name == unit)
        .map_or((unit, unit), |(_, one, many)| (*one, *many));
    let noun = if number == Decimal::ONE { one } else { many };
    let mut forms: Vec<String> =
        numbers(number).iter().map(|form| format!("{form} {noun}{tail}")).collect();
    if Decimal::new(5, -1) == Some(number) && TIMES.iter().any(|(name, _, _)| *name == unit) {
        let article = if unit == "hour" { "an" } else { "a" };
        forms.insert(0, format!("half {article} {one}{tail}"));
    }
    match unit {
        "tonne" => forms.extend(
            numbers(number)
                .into_iter()
                .flat_map(|form| [format!("{form} tons{tail}"), format!("{form} tonnes{tail}")]),
        ),
        "kg" | "km" => forms.push(format!("{} {unit}{tail}", grouped(number))),
        "hour" if number == Decimal::from(24) => {
            forms.extend(["around the clock".to_owned(), "24/7".to_owned()]);
        }
        _ => {}
    }
    forms
}

pub(super) fn multiple(number: Decimal, role: Role) -> Vec<String> {
    let factor = match role {
        Role::Growth => number.plus(Decimal::ONE).unwrap_or(number),
        _ => number,
    };
    let mut forms = Vec::new();
    let verb = match factor.to_i64() {
        Some(2) => Some(("doubled", "doubling")),
        Some(3) => Some(("tripled", "tripling")),
        Some(4) => Some(("quadrupled", "quadrupling")),
        _ => None,
    };
    if let Some((past, going)) = verb.filter(|_| role != Role::Level) {
        forms.extend([past.to_owned(), going.to_owned()]);
    }
    let is_many = Decimal::from(10) <= number;
    if role == Role::Growth && is_many {
        // Nobody reads 10,000 percent.
        forms.extend((number == Decimal::from(10)).then(|| "tenfold".to_owned()));
        forms.push(format!("{}-fold", grouped(number)));
    }
    if role == Role::Growth && number.digits() <= 3 {
        forms.extend(number.scaled(2).map(|percent| format!("{} percent", grouped(percent))));
    }
    let plain = if role == Role::Growth { factor } else { number };
    forms.extend(numbers(plain).into_iter().map(|form| format!("{form} times")));
    if role != Role::Growth || number >= Decimal::from(5) {
        forms.extend([format!("{} times", grouped(number)), format!("{}-fold", grouped(number))]);
    }
    forms
}

/// Joins the ends of a range: two or three, two to three, 2-3.
pub(super) fn joined(low: Decimal, high: Decimal) -> Vec<String> {
    let (first, last) = (numbers(low), numbers(high));
    let mut forms = Vec::new();
    if low.plus(Decimal::ONE) == Some(high) {
        forms.push(format!("{} or {}", first[0], last[0]));
    }
    forms.push(format!("{} to {}", first[0], last[0]));
    forms.push(format!("{}-{}", grouped(low), grouped(high)));
    forms
}

pub(super) fn of_fraction(part: u32, whole: u32) -> Vec<String> {
    if (part, whole) == (1, 2) {
        return vec!["half".to_owned(), "one-half".to_owned(), "50 percent".to_owned()];
    }
    let name = match whole {
        2 => "half".to_owned(),
        4 => "quarter".to_owned(),
        100 => "hundredth".to_owned(),
        1000 => "thousandth".to_owned(),
        10_000 => "ten-thousandth".to_owned(),
        _ => ordinal_word(whole),
    };
    let parts = numbers(Decimal::from(part)).swap_remove(0);
    let plural = if part == 1 { "" } else { "s" };
    vec![
        format!("{parts}-{name}{plural}"),
        format!("{parts} {name}{plural}"),
        format!("{part}/{whole}"),
    ]
}

/// Returns the word for one of so many parts: tenth, and 25th where there is no word of one piece.
fn ordinal_word(whole: u32) -> String {
    let word = usize::try_from(whole).ok().and_then(|at| ORDINALS.get(at));
    word.map_or_else(|| ordinals(Decimal::from(whole)).swap_remove(0), |word| (*word).to_owned())
}

pub(super) fn plural<'a>(number: Decimal, one: &'a str, many: &'a str) -> &'a str {
    if number == Decimal::ONE { one } else { many }
}
