//! Units that can be turned into each other: kilometers and meters, hours and days, mu and hectares.

use crate::fact::decimal::Decimal;
use crate::fact::figure::{Figure, Kind};

/// Units of size: the name, what it measures and how many base units it is, in digits and a power of ten.
const UNITS: &[(&str, &str, i128, i32)] = &[
    ("km", "length", 1, 3),
    ("m", "length", 1, 0),
    ("cm", "length", 1, -2),
    ("mm", "length", 1, -3),
    ("um", "length", 1, -6),
    ("nm", "length", 1, -9),
    ("li", "length", 5, 2),
    ("tonne", "mass", 1, 3),
    ("kg", "mass", 1, 0),
    ("jin", "mass", 5, -1),
    ("liang", "mass", 5, -2),
    ("g", "mass", 1, -3),
    ("mg", "mass", 1, -6),
    ("ha", "area", 1, 4),
    ("km2", "area", 1, 6),
    ("m2", "area", 1, 0),
    ("cm2", "area", 1, -4),
    ("mm2", "area", 1, -6),
    ("L", "volume", 1, -3),
    ("mL", "volume", 1, -6),
    ("m3", "volume", 1, 0),
    ("kW", "power", 1, 3),
    ("MW", "power", 1, 6),
    ("GW", "power", 1, 9),
    ("W", "power", 1, 0),
    ("kWh", "energy", 1, 3),
    ("MWh", "energy", 1, 6),
    ("GWh", "energy", 1, 9),
    ("kV", "voltage", 1, 3),
    ("V", "voltage", 1, 0),
    ("mu", "mu", 1, 0),
];

/// Units of time, in months or in seconds.
const TIMES: &[(&str, &str, u32)] = &[
    ("century", "month", 1200),
    ("year", "month", 12),
    ("quarter", "month", 3),
    ("month", "month", 1),
    ("week", "second", 604_800),
    ("day", "second", 86_400),
    ("hour", "second", 3600),
    ("minute", "second", 60),
    ("second", "second", 1),
    ("working_day", "working_day", 1),
];

/// Tells whether a name is that of a unit of size or time.
pub(super) fn is_unit(name: &str) -> bool {
    UNITS.iter().any(|(unit, ..)| *unit == name) || TIMES.iter().any(|(unit, ..)| *unit == name)
}

/// Returns a size in base units, with what it measures.
pub(super) fn base(value: Decimal, unit: &str) -> Option<(&'static str, Decimal)> {
    let (_, dimension, digits, power) = UNITS.iter().find(|(name, ..)| *name == unit)?;
    Some((dimension, value.times(Decimal::new(*digits, *power)?)?))
}

/// Tells whether two stretches of time are the same, and if so whether they are in the same unit.
pub(super) fn same_time(
    a: Decimal,
    from: Option<&str>,
    b: Decimal,
    to: Option<&str>,
) -> Option<bool> {
    if from == to {
        return (a == b).then_some(true);
    }
    let (one, other) = (time_base(a, from)?, time_base(b, to)?);
    (one == other || is_half_months(one, other) || is_half_months(other, one)).then_some(false)
}

/// Tells whether one and a half months, half of one, or a few, are so many weeks or days, as they are spoken of.
fn is_half_months(months: (&str, Decimal), seconds: (&str, Decimal)) -> bool {
    const DAY: u32 = 86_400;
    let days = |days: u32| seconds == ("second", Decimal::from(days * DAY));
    let is = |tenths: i128| Some(months) == Decimal::new(tenths, -1).map(|month| ("month", month));
    let whole = [1, 2, 3, 6].into_iter().any(|many| is(i128::from(10 * many)) && days(30 * many));
    is(5) && (days(14) || days(15)) || is(15) && (days(42) || days(45)) || whole
}

/// Returns a stretch of time in months or in seconds, with which of the two it is.
pub(super) fn time_base(value: Decimal, unit: Option<&str>) -> Option<(&'static str, Decimal)> {
    let (_, dimension, factor) = TIMES.iter().find(|(name, ..)| Some(*name) == unit)?;
    Some((dimension, value.times(Decimal::from(*factor))?))
}

/// Units that readers elsewhere know, in base units of the same size, in digits and a power of ten.
const FOREIGN: &[(&str, &str, i128, i32)] = &[
    ("acre", "area", 40_469, -1),
    ("mile", "length", 1_609_344, -3),
    ("foot", "length", 3048, -4),
    ("inch", "length", 254, -4),
    ("pound", "mass", 45_359, -5),
    ("mu", "area", 6667, -1),
];

/// Tells whether an English size explains a Chinese one in a unit of another system, to one part in forty.
pub(super) fn is_about(zh: &Figure, en: &Figure) -> bool {
    let in_base = |figure: &Figure| {
        let unit = figure.unit.as_deref()?;
        let number = figure.number().filter(|_| figure.kind == Kind::Measure)?;
        let foreign = FOREIGN.iter().find(|(name, ..)| *name == unit);
        match foreign {
            Some((_, dimension, digits, power)) => {
                Some((*dimension, number.times(Decimal::new(*digits, *power)?)?, true))
            }
            None => base(number, unit).map(|(dimension, size)| (dimension, size, false)),
        }
    };
    let Some(((a, zh_size, _), (b, en_size, is_foreign))) = in_base(zh).zip(in_base(en)) else {
        return false;
    };
    let gap = zh_size.plus(en_size.negated()).and_then(|gap| gap.times(Decimal::from(40)));
    let near = gap.is_some_and(|gap| gap <= zh_size && gap.negated() <= zh_size);
    a == b && is_foreign && en.unit.as_deref() != Some("mu") && near
}

/// Tells whether a number of hectares is a number of mu, rounded as it is written: a mu is a fifteenth.
pub(super) fn is_hectares_of(mu: Decimal, from: &str, hectares: Decimal, to: &str) -> bool {
    if from != "mu" || to != "ha" {
        return false;
    }
    let Some(back) = hectares.times(Decimal::from(15)) else {
        return false;
    };
    let half_unit =
        Decimal::new(5, hectares.exponent() - 1).and_then(|half| half.times(Decimal::from(15)));
    let gap = mu.plus(back.negated());
    half_unit.zip(gap).is_some_and(|(half, gap)| gap <= half && gap.negated() <= half)
}

/// Tells whether a weight in old units, as drinks are poured by, is a volume: 二两 of spirits is 100 milliliters.
pub(super) fn is_drink(weight: Decimal, from: &str, volume: Decimal, to: &str) -> bool {
    let kilograms = base(weight, from).filter(|(dimension, _)| *dimension == "mass");
    let cubic = base(volume, to).filter(|(dimension, _)| *dimension == "volume");
    let is_poured = matches!(from, "jin" | "liang");
    is_poured
        && kilograms
            .zip(cubic)
            .is_some_and(|((_, mass), (_, volume))| mass.scaled(-3) == Some(volume))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn a_kilometer_is_a_thousand_meters() {
        assert_eq!(base(decimal("1.2"), "km"), base(decimal("1200"), "m"));
        assert_ne!(base(decimal("1"), "km"), base(decimal("1000"), "kg"));
    }

    #[test]
    fn a_day_is_twenty_four_hours() {
        assert_eq!(same_time(decimal("24"), Some("hour"), decimal("1"), Some("day")), Some(false));
        assert_eq!(same_time(decimal("24"), Some("hour"), decimal("24"), Some("day")), None);
        assert_eq!(same_time(decimal("3"), Some("day"), decimal("3"), Some("day")), Some(true));
    }

    #[test]
    fn half_a_month_is_two_weeks() {
        assert_eq!(
            same_time(decimal("0.5"), Some("month"), decimal("2"), Some("week")),
            Some(false)
        );
        assert_eq!(
            same_time(decimal("15"), Some("day"), decimal("0.5"), Some("month")),
            Some(false)
        );
        assert_eq!(same_time(decimal("0.5"), Some("month"), decimal("3"), Some("week")), None);
    }

    #[test]
    fn a_size_may_be_explained_in_another_system() {
        let about = |zh: &str, en: &str| {
            is_about(&crate::fact::read_zh(zh)[0], &crate::fact::read_en(en)[0])
        };
        assert!(about("占地72亩", "12 acres") && about("全长10公里", "6.2 miles"));
        assert!(!about("占地72亩", "72 acres") && !about("全长10公里", "10 miles"));
    }

    #[test]
    fn hectares_are_mu_over_fifteen_as_they_are_rounded() {
        for (mu, hectares) in [("72", "4.8"), ("160", "10.7"), ("35", "2.3"), ("1000", "67")] {
            assert!(is_hectares_of(decimal(mu), "mu", decimal(hectares), "ha"), "{mu}");
        }
        assert!(!is_hectares_of(decimal("72"), "mu", decimal("72"), "ha"));
    }
}
