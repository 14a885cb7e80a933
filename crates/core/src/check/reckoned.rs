//! Figures that one side reckons from those of the other: "Wu and five others" for 吴某等6人, "half of which" for 150万
//! of 300万, "over the nine months" for 1至9月.

use super::Sides;
use crate::fact::decimal::Decimal;
use crate::fact::{Figure, Kind, Value};
use crate::text::span::Span;

/// Words behind a number of those who are not named.
const OTHERS: &[&str] = &["others", "other", "more"];

/// Tells whether an English figure is reckoned from one of the Chinese.
pub(super) fn is_reckoned(sides: &Sides<'_>, en: &Figure) -> bool {
    is_number_of_others(sides, en) || is_length_of_months(sides, en)
}

/// Tells whether the English says a Chinese figure by another one.
pub(super) fn is_told(sides: &Sides<'_>, zh: &Figure) -> bool {
    let less = zh.number().and_then(|number| number.plus(Decimal::ONE.negated()));
    let is_rest = |en: &&Figure| en.number() == less && is_others(sides, en.span);
    is_company(sides, zh) && sides.figures().en.iter().any(|en| is_rest(&en)) || is_half(sides, zh)
}

/// Tells whether a number of others is that of a company without the one who is named.
fn is_number_of_others(sides: &Sides<'_>, en: &Figure) -> bool {
    let more = en.number().and_then(|number| number.plus(Decimal::ONE));
    let is_whole = |zh: &Figure| zh.number() == more && is_company(sides, zh);
    is_others(sides, en.span) && sides.figures().zh.iter().any(is_whole)
}

/// Tells whether a number counts a company of which one is named: 吴某等6人.
fn is_company(sides: &Sides<'_>, zh: &Figure) -> bool {
    let before = &sides.source()[..zh.span.start];
    zh.kind == Kind::Count && before.ends_with(&['等'])
}

fn is_others(sides: &Sides<'_>, span: Span) -> bool {
    let words = sides.words();
    let next = words.partition_point(|word| word.span.start < span.end);
    words.get(next).is_some_and(|word| OTHERS.contains(&word.lower.as_ref()))
}

/// Tells whether so many months are those from one to another that the Chinese names.
fn is_length_of_months(sides: &Sides<'_>, en: &Figure) -> bool {
    let is_months = en.kind == Kind::Duration && en.unit.as_deref() == Some("month");
    let length = |zh: &Figure| match zh.value {
        Value::Range(from, to) if zh.unit.as_deref() == Some("month") => {
            to.plus(from.negated())?.plus(Decimal::ONE)
        }
        _ => None,
    };
    is_months
        && en
            .number()
            .is_some_and(|number| sides.figures().zh.iter().any(|zh| length(zh) == Some(number)))
}

/// Tells whether a sum is half of the one before it, and the English says so.
fn is_half(sides: &Sides<'_>, zh: &Figure) -> bool {
    let figures = &sides.figures().zh;
    let double = zh.number().and_then(|number| number.times(Decimal::from(2)));
    let is_whole = |other: &Figure| {
        other.span.end <= zh.span.start
            && double.is_some()
            && other.number() == double
            && other.unit == zh.unit
    };
    zh.number() != Some(Decimal::ONE) && sides.words().has("half") && figures.iter().any(is_whole)
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_rules;

    #[test]
    fn what_is_reckoned_from_the_other_side_is_no_error() {
        for (source, target) in [
            (
                "去年12月，吴某某等6人被抓获。",
                "Wu and five others were arrested in December last year.",
            ),
            (
                "青岚同乡会捐款300万港元，其中150万港元上周到账。",
                "The Qinglan association has donated HK$3 million, half of which arrived last week.",
            ),
            (
                "1至9月，青岚县办理退税61.3亿元。",
                "From January to September, tax refunds in Qinglan county came to 6.13 billion yuan over the nine months.",
            ),
        ] {
            assert_rules(source, target, &[]);
        }
    }

    #[test]
    fn another_reckoning_is_an_error() {
        assert_rules(
            "去年12月，吴某某等6人被抓获。",
            "Wu and four others were arrested in December last year.",
            &["MISSING", "ADDED"],
        );
    }
}
