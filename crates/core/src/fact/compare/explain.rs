//! What is left over when the figures that agree are paired: what became of each.

use super::agree::{currency, plan_years};
use super::{Difference, Pairing, Sort, size, suggestion};
use crate::fact::decimal::Decimal;
use crate::fact::figure::{Figure, Hold, Kind, Value};
use crate::fact::mentions_zh;

/// Explains the figures that nothing answers for.
pub(super) fn explain(pairing: &mut Pairing<'_>) -> Vec<Difference> {
    let mut differences = Vec::new();
    settle(pairing);
    for sort in [Sort::Magnitude, Sort::Currency, Sort::Unit, Sort::Multiple, Sort::Kind] {
        related(pairing, sort, &mut differences);
    }
    for zh in 0..pairing.zh.len() {
        if pairing.free_zh[zh] && is_required(pairing, zh) {
            differences.push(Difference {
                sort: Sort::Missing,
                zh: Some(zh),
                en: None,
                suggestion: suggestion(&pairing.zh[zh]),
            });
        }
    }
    for en in 0..pairing.en.len() {
        if pairing.free_en[en] && pairing.en[en].hold == Hold::Stated {
            differences.push(Difference {
                sort: Sort::Added,
                zh: None,
                en: Some(en),
                suggestion: None,
            });
        }
    }
    differences
}

/// Frees nobody and clears what other figures answer for: years of dates, repeats, conversions.
fn settle(pairing: &mut Pairing<'_>) {
    for zh in 0..pairing.zh.len() {
        let is_told = pairing.free_zh[zh] && is_told_elsewhere(pairing, zh);
        pairing.free_zh[zh] &= !is_told;
    }
    release(pairing);
    for en in 0..pairing.en.len() {
        let figure = &pairing.en[en];
        let about = &pairing.zh[pairing.zh_about(en)];
        let is_known = pairing.free_en[en] && about.iter().any(|zh| knows(zh, figure));
        pairing.free_en[en] &= !is_known;
    }
}

/// Turns loose Chinese numbers from loose English ones, which need no answer, to numbers of things that have none: the
/// 二 of 二班 from "she finished second" to "Class 2".
fn release(pairing: &mut Pairing<'_>) {
    for en in 0..pairing.en.len() {
        let is_number = pairing.en[en].kind == Kind::Ordinal;
        if !pairing.free_en[en] || pairing.en[en].hold == Hold::Loose || !is_number {
            continue;
        }
        let (zh, figures) = (pairing.zh, pairing.en);
        let mut pairs = pairing.pairs.iter_mut();
        let answers = pairs.find(|pair| {
            zh[pair.zh].hold == Hold::Loose
                && figures[pair.en].hold == Hold::Loose
                && super::agree(&zh[pair.zh], &figures[en]).is_some()
        });
        if let Some(pair) = answers {
            pair.en = en;
            pairing.free_en[en] = false;
        }
    }
}

/// Tells whether a Chinese date, year or phase is in the English with another figure.
fn is_told_elsewhere(pairing: &Pairing<'_>, zh: usize) -> bool {
    let figure = &pairing.zh[zh];
    match figure.kind {
        Kind::Year => {
            let year = figure.number();
            let about = &pairing.en[pairing.en_about(zh)];
            about.iter().any(|en| years(en).contains(&year)) || is_repeated(pairing, zh)
        }
        Kind::Month | Kind::Date | Kind::YearMonth | Kind::Plan => is_repeated(pairing, zh),
        Kind::Ordinal => is_counted_phase(pairing, zh) || is_repeated(pairing, zh),
        _ => false,
    }
}

/// Tells whether the text says the same elsewhere, and the English says that: "in all that time" for a later 29年.
fn is_repeated(pairing: &Pairing<'_>, zh: usize) -> bool {
    let figure = &pairing.zh[zh];
    let mut about = super::about(zh, pairing.zh.len(), pairing.zh.len());
    about.any(|other| {
        let told = &pairing.zh[other];
        pairing.paired[other]
            && (told.value, told.kind, &told.unit) == (figure.value, figure.kind, &figure.unit)
    })
}

/// Tells whether so many years are those between two that the English names: 2019年到2023年5年间.
fn is_between(pairing: &Pairing<'_>, zh: usize) -> bool {
    let figure = &pairing.zh[zh];
    let years = figure.number().filter(|_| figure.unit.as_deref() == Some("year"));
    if years.is_none() {
        return false;
    }
    let mut about = super::about(zh, pairing.zh.len(), pairing.zh.len());
    about.any(|other| {
        let Value::Range(from, to) = pairing.zh[other].value else {
            return false;
        };
        let gap = to.plus(from.negated());
        let is_years = pairing.paired[other] && pairing.zh[other].unit.as_deref() == Some("year");
        is_years && (gap == years || gap.and_then(|gap| gap.plus(Decimal::ONE)) == years)
    })
}

/// Tells whether the phases are counted, so that the English need not number them: 分两期, 一期…, 二期….
fn is_counted_phase(pairing: &Pairing<'_>, zh: usize) -> bool {
    let is_phase = |figure: &Figure| figure.text.ends_with('期');
    let figure = &pairing.zh[zh];
    let mut about = super::about(zh, pairing.zh.len(), pairing.zh.len());
    is_phase(figure)
        && about.any(|other| {
            let count = &pairing.zh[other];
            pairing.paired[other]
                && count.kind == Kind::Count
                && is_phase(count)
                && count.number() >= figure.number()
        })
}

/// Returns the years that a figure names.
fn years(figure: &Figure) -> Vec<Option<Decimal>> {
    let whole = |year: Option<u16>| year.map(|year| Decimal::from(u32::from(year)));
    match figure.value {
        Value::Date(date) => vec![whole(date.year)],
        Value::Dates(from, to) => vec![whole(from.year), whole(to.year)],
        Value::Range(low, high) if figure.unit.as_deref() == Some("year") => {
            vec![Some(low), Some(high)]
        }
        Value::Number(year) if figure.kind == Kind::Year => vec![Some(year)],
        _ => Vec::new(),
    }
}

/// Tells whether a Chinese figure answers for an English one that repeats or converts it.
fn knows(zh: &Figure, en: &Figure) -> bool {
    let repeats = super::agree(zh, en)
        .is_some_and(|agreement| agreement < super::Agreement::Number)
        && zh.hold == Hold::Stated;
    repeats
        || size::is_about(zh, en)
        || is_field_of(zh, en)
        || names_year(zh, en)
        || is_same_grade(zh, en)
        || is_plan(zh, en)
        || is_month_of(zh, en)
}

/// Tells whether an English count is the field of a Chinese rank: the six of 六区第一.
fn is_field_of(zh: &Figure, en: &Figure) -> bool {
    let field = zh.text.split_once('第').map_or("", |(field, _)| field);
    zh.kind == Kind::Rank
        && en.kind == Kind::Count
        && mentions_zh(field).iter().any(|number| number.value == en.value)
}

/// Tells whether a grade, a class or a number of a thing is that of the Chinese: 一级标准 as "Grade I".
fn is_same_grade(zh: &Figure, en: &Figure) -> bool {
    en.kind == Kind::Ordinal
        && zh.text.ends_with(['级', '等', '类', '期', '班', '号'])
        && zh.number().is_some()
        && zh.number() == en.number()
}

fn names_year(zh: &Figure, en: &Figure) -> bool {
    en.kind == Kind::Year && years(zh).contains(&en.number())
}

/// Tells whether an English stretch of years is that of a plan period.
fn is_plan(zh: &Figure, en: &Figure) -> bool {
    let (Value::Number(plan), Value::Range(from, to)) = (zh.value, en.value) else {
        return false;
    };
    zh.kind == Kind::Plan && plan_years(plan) == Some((from, to))
}

fn is_month_of(zh: &Figure, en: &Figure) -> bool {
    match (zh.value, en.number()) {
        (Value::Date(date), Some(number)) => {
            en.kind == Kind::Month && date.month.map(u32::from).map(Decimal::from) == Some(number)
        }
        _ => false,
    }
}

/// Pairs leftovers that are related in one way.
fn related(pairing: &mut Pairing<'_>, sort: Sort, differences: &mut Vec<Difference>) {
    for zh in 0..pairing.zh.len() {
        if !pairing.free_zh[zh] || pairing.zh[zh].hold == Hold::Loose {
            continue;
        }
        let answer = pairing.en_about(zh).find(|&en| {
            pairing.free_en[en]
                && may_answer(&pairing.en[en])
                && relates(sort, &pairing.zh[zh], &pairing.en[en])
        });
        let Some(en) = answer else {
            continue;
        };
        pairing.free_zh[zh] = false;
        pairing.free_en[en] = false;
        let difference = |sort| Difference {
            sort,
            zh: Some(zh),
            en: Some(en),
            suggestion: suggestion(&pairing.zh[zh]),
        };
        differences.push(difference(sort));
        if sort == Sort::Currency {
            differences.push(difference(Sort::Kind));
        }
    }
}

/// Tells whether an English figure can be what became of a Chinese one.
fn may_answer(en: &Figure) -> bool {
    en.hold == Hold::Stated || matches!(en.kind, Kind::Multiple | Kind::Fraction)
}

fn relates(sort: Sort, zh: &Figure, en: &Figure) -> bool {
    match sort {
        Sort::Magnitude => is_shifted(zh, en),
        Sort::Currency => {
            zh.kind == Kind::Money
                && en.kind == Kind::Money
                && currency(zh) != currency(en)
                && same_number(zh, en)
        }
        Sort::Unit => {
            is_measured(zh) && is_measured(en) && zh.unit != en.unit && same_number(zh, en)
        }
        Sort::Multiple => {
            zh.kind == Kind::Multiple
                && (en.kind == Kind::Multiple
                    || en.kind == Kind::Fraction
                    || en.kind == Kind::Percent
                    || same_number(zh, en))
        }
        _ => {
            zh.kind != en.kind
                && is_amount(zh)
                && is_amount(en)
                && same_number(zh, en)
                && !(is_measured(zh) && is_measured(en))
        }
    }
}

/// Tells whether the digits are the same and the power of ten is not.
fn is_shifted(zh: &Figure, en: &Figure) -> bool {
    let fits = zh.kind == en.kind
        || [zh, en].iter().any(|figure| figure.kind == Kind::Count)
        || is_share(zh) && is_share(en);
    let shifted = |a: Decimal, b: Decimal| {
        a != Decimal::ZERO && a.mantissa() == b.mantissa() && a.exponent() != b.exponent()
    };
    let is_scaled = match (zh.value, en.value) {
        (Value::Number(a), Value::Number(b)) => shifted(a, b),
        (Value::Range(a, b), Value::Range(c, d)) => shifted(a, c) && shifted(b, d),
        _ => false,
    };
    fits && is_scaled && is_amount(zh) && is_amount(en)
}

fn is_share(figure: &Figure) -> bool {
    matches!(figure.kind, Kind::Percent | Kind::Point)
}

fn is_measured(figure: &Figure) -> bool {
    matches!(figure.kind, Kind::Measure | Kind::Duration)
}

/// Tells whether a figure is a quantity or a place in an order, and no date or name.
fn is_amount(figure: &Figure) -> bool {
    !matches!(
        figure.kind,
        Kind::Year
            | Kind::YearMonth
            | Kind::Month
            | Kind::Date
            | Kind::Time
            | Kind::Plan
            | Kind::Lunar
    )
}

fn same_number(zh: &Figure, en: &Figure) -> bool {
    match (zh.value, en.value) {
        (Value::Number(a), Value::Number(b)) => a == b,
        (Value::Range(..), Value::Range(..)) => zh.value == en.value,
        _ => false,
    }
}

/// Tells whether a figure that nothing answers for has to be in the translation.
///
/// One of something is an article in English (每减少1吨: "every ton"), and levels (市县两级) are often named,
/// not counted.
fn is_required(pairing: &Pairing<'_>, zh: usize) -> bool {
    let figure = &pairing.zh[zh];
    let is_article = matches!(figure.kind, Kind::Count | Kind::Measure | Kind::Duration)
        && figure.number() == Some(Decimal::ONE)
        && figure.per.is_none();
    let is_levels = figure.unit.as_deref() == Some("levels");
    let is_told = || is_repeated(pairing, zh) || is_between(pairing, zh);
    figure.hold == Hold::Stated && !is_article && !is_levels && !is_told()
}
