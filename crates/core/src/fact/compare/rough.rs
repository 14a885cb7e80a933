//! Round bounds that English gives for an exact figure of the Chinese.

use super::agree::{Agreement, Direction, direction, is_bare};
use super::size;
use crate::fact::decimal::Decimal;
use crate::fact::figure::{Figure, Hold, Kind, Value};

/// Tells whether the English gives a round bound for an exact figure: 32年 as "more than three decades", 298人 as
/// "nearly 300", 三成 as "nearly a third".
pub(super) fn round_bound(zh: &Figure, en: &Figure) -> Option<Agreement> {
    let share = |figure: &Figure| match (figure.kind, figure.value) {
        (Kind::Percent, Value::Number(percent)) => Some(percent.scaled(3)?.to_i64()?),
        (Kind::Fraction, Value::Fraction(part, whole)) => {
            i64::from(part).checked_mul(100_000)?.checked_div(i64::from(whole))
        }
        _ => None,
    };
    let bound = en.approx.filter(|_| zh.approx.is_none() && zh.hold == Hold::Stated)?;
    let (exact, round) = if en.kind == Kind::Fraction {
        let (exact, round) = share(zh).zip(share(en))?;
        (Decimal::new(i128::from(exact), 0)?, Decimal::new(i128::from(round), 0)?)
    } else {
        let (exact, round) = in_one_unit(zh, en)?;
        (en.number()?.digits() < zh.number()?.digits()).then_some((exact, round))?
    };
    let gap = exact.plus(round.negated())?;
    let gap = match direction(bound) {
        Direction::Above => gap,
        Direction::Below => gap.negated(),
        Direction::Near => gap.max(gap.negated()),
    };
    let is_near = gap > Decimal::ZERO
        && gap.times(Decimal::from(if en.kind == Kind::Fraction { 9 } else { 10 }))? <= exact;
    is_near.then_some(Agreement::Rounded)
}

/// Returns the two amounts in one unit, where they have one.
fn in_one_unit(zh: &Figure, en: &Figure) -> Option<(Decimal, Decimal)> {
    let (a, b) = zh.number().zip(en.number())?;
    match (zh.kind, en.kind) {
        (Kind::Count, Kind::Count) if is_bare(en) => Some((a, b)),
        (Kind::Money, Kind::Money) | (Kind::Measure, Kind::Measure)
            if zh.unit == en.unit && zh.per == en.per =>
        {
            Some((a, b))
        }
        (Kind::Duration, Kind::Duration) => {
            let (one, other) = size::time_base(a, zh.unit.as_deref())
                .zip(size::time_base(b, en.unit.as_deref()))?;
            (one.0 == other.0).then_some((one.1, other.1))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::fact::{compare, mentions_zh, read_en};

    #[test]
    fn a_round_bound_may_stand_for_an_exact_figure() {
        let codes = |zh: &str, en: &str| -> Vec<&'static str> {
            let comparison = compare(&mentions_zh(zh), &read_en(en));
            comparison.differences.iter().map(|difference| difference.sort.code()).collect()
        };
        for (zh, en) in [
            ("坚守32年", "more than three decades at the post"),
            ("全县298个村", "nearly 300 villages in the county"),
            ("增长三成", "up by nearly a third"),
            ("满意率48.7%", "nearly half are satisfied"),
        ] {
            assert_eq!(codes(zh, en), ["ROUNDED"], "{zh} / {en}");
        }
        for (zh, en) in [
            ("坚守32年", "more than four decades at the post"),
            ("全县298个村", "more than 300 villages in the county"),
            ("全县298个村", "300 villages in the county"),
            ("全县130余个村", "more than 120 villages in the county"),
            ("满意率48.7%", "more than half are satisfied"),
        ] {
            assert!(codes(zh, en).iter().any(|code| *code != "ROUNDED"), "{zh} / {en}");
        }
    }
}
