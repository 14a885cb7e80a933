//! Ranks, ordinals and anniversaries as news English writes them.

use super::amount::{grouped, small};
use crate::fact::decimal::Decimal;
use crate::fact::english::ORDINALS;

/// What a measure word after 第 makes an ordinal of.
const SERIES: &[(&str, &str)] = &[
    ("次", "time"),
    ("批", "group"),
    ("届", "session"),
    ("期", "phase"),
    ("轮", "round"),
    ("年", "year"),
    ("天", "day"),
    ("步", "step"),
    ("阶段", "stage"),
    ("周", "week"),
    ("章", "chapter"),
];

/// Returns the forms of an ordinal, with the noun of its measure word where it has one.
pub(super) fn ordinal(number: Decimal, text: &str) -> Vec<String> {
    let noun = SERIES.iter().find(|(measure, _)| text.ends_with(measure));
    let plain = ordinals(number);
    let mut forms = Vec::new();
    if let Some((_, noun)) = noun {
        forms.extend(plain.iter().map(|form| format!("the {form} {noun}")));
    }
    for form in plain {
        forms.extend([format!("the {form}"), form]);
    }
    forms
}

pub(super) fn ranked(number: Decimal) -> Vec<String> {
    let mut forms = ordinals(number);
    forms.push(format!("No. {}", grouped(number)));
    if number == Decimal::ONE {
        forms.push("the top spot".to_owned());
    }
    let places = ordinals(number).into_iter().map(|form| format!("ranked {form}"));
    forms.extend(places.collect::<Vec<_>>());
    forms
}

pub(super) fn ordinals(number: Decimal) -> Vec<String> {
    let word = small(number).map(|value| ORDINALS[value].to_owned());
    let digits = ordinal_digits(number);
    match small(number) {
        Some(value) if value < 10 => word.into_iter().chain([digits]).collect(),
        _ => [digits].into_iter().chain(word).collect(),
    }
}

pub(super) fn ordinal_digits(number: Decimal) -> String {
    let value = number.to_i64().unwrap_or(0);
    let ending = match (value % 10, value % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{}{ending}", grouped(number))
}

pub(super) fn anniversary(number: Decimal) -> Vec<String> {
    let mut forms: Vec<String> =
        ordinals(number).iter().map(|form| format!("the {form} anniversary")).collect();
    if number == Decimal::from(100) {
        forms.extend(["centenary".to_owned(), "the centennial".to_owned()]);
    }
    forms
}
