//! Figures that one side seems to lack while their digits stand there in words that no reader understood: they
//! are doubted and not called an error.
//!
//! The readers know many ways to say a figure and not all. A figure that is really left out or wrong leaves
//! no such digits behind; one that is told in a way of its own does.

use super::Sides;
use super::sides::Figures;
use crate::fact::date::{Clock, Date};
use crate::fact::decimal::Decimal;
use crate::fact::numeral::Numeral;
use crate::fact::{Figure, Hold, Kind, Value, numerals_en, numerals_zh};

/// Tells whether the digits of a Chinese figure stand in the English where no figure was read, or in one that is
/// of no figure of the Chinese.
pub(super) fn stands_in_english(sides: &Sides<'_>, zh: &Figure) -> bool {
    let Figures { en, comparison, .. } = sides.figures();
    let is_accounted = |at: usize| {
        comparison.matched.iter().any(|(_, en)| *en == at)
            || comparison.differences.iter().any(|one| one.en == Some(at) && one.zh.is_some())
    };
    Digits::of(numerals_en(sides.pair.target), en, zh.kind, is_accounted).tell(zh)
}

/// Tells whether the digits of an English figure stand in the Chinese where no figure was read, or in one that is
/// of no figure of the English.
pub(super) fn stands_in_chinese(sides: &Sides<'_>, en: &Figure) -> bool {
    let Figures { zh, comparison, .. } = sides.figures();
    let is_accounted = |at: usize| {
        comparison.matched.iter().any(|(zh, _)| *zh == at)
            || comparison.differences.iter().any(|one| one.zh == Some(at) && one.en.is_some())
    };
    Digits::of(numerals_zh(sides.pair.source), zh, en.kind, is_accounted).tell(en)
}

/// The numbers of a text that may say a figure.
struct Digits {
    free: Vec<Numeral>,
    all: Vec<Numeral>,
}

impl Digits {
    fn of(
        numerals: Vec<Numeral>,
        figures: &[Figure],
        kind: Kind,
        is_accounted: impl Fn(usize) -> bool,
    ) -> Self {
        let free = |numeral: &Numeral| {
            let mut free = *numeral;
            let over =
                figures.iter().enumerate().filter(|(_, one)| one.span.overlaps(numeral.span));
            for (at, figure) in over {
                // 8 pm and 8 am were both understood, and differ.
                let is_understood = !is_plain(figure) || figure.kind == kind;
                if is_accounted(at) || figure.hold == Hold::Stated && is_understood {
                    return None;
                }
                free.is_word &= figure.hold == Hold::Loose;
            }
            Some(free)
        };
        Self { free: numerals.iter().filter_map(free).collect(), all: numerals }
    }

    /// Tells whether these digits say a figure.
    fn tell(&self, figure: &Figure) -> bool {
        match figure.value {
            Value::Number(number) => self.has(number),
            Value::Range(low, high) => self.has(low) && self.has(high),
            Value::Fraction(part, whole) => {
                let in_words = self.has(whole.into()) && (part == 1 || self.has(part.into()));
                // 半幅 is half of it.
                in_words
                    || (part, whole) == (1, 2)
                        && Decimal::new(5, -1).is_some_and(|half| self.has(half))
            }
            Value::Date(date) => self.has_date(date),
            Value::Dates(from, to) => self.has_date(from) && self.has_date(to),
            Value::Quarters(from, to) => {
                self.has(u32::from(from).into()) && self.has(u32::from(to).into())
            }
            Value::Clock(clock) => self.has_clock(clock),
            Value::Clocks(from, to) => self.has_clock(from) && self.has_clock(to),
        }
    }

    /// Tells whether a number is among them, or its whole and its fraction: 五分半 for 5.5.
    fn has(&self, number: Decimal) -> bool {
        let has = |number: Decimal| self.free.iter().any(|numeral| says(numeral, number));
        let in_parts = |(whole, fraction)| has(whole) && has(fraction);
        has(number) || parts(number).is_some_and(in_parts)
    }

    /// Tells whether the least part of a date is among them, and the greater ones are anywhere.
    fn has_date(&self, date: Date) -> bool {
        let small = date.day.or(date.month).map(u32::from);
        let month = date.month.map(u32::from);
        let is_any = |number: u32| self.all.iter().any(|numeral| says(numeral, number.into()));
        small.is_some_and(|small| self.has(small.into())) && month.is_none_or(is_any)
    }

    fn has_clock(&self, clock: Clock) -> bool {
        let hour = u32::from(clock.hour);
        let is_hour = self.has(hour.into()) || self.has((hour % 12).into());
        is_hour && (clock.minute == 0 || self.has(u32::from(clock.minute).into()))
    }
}

/// Tells whether a numeral says a number: the same, or in a word the same digits; `one` says too little for that.
fn says(numeral: &Numeral, number: Decimal) -> bool {
    let is_open = numeral.is_word && numeral.value != Decimal::ONE;
    numeral.value == number || is_open && numeral.value.mantissa() == number.mantissa()
}

/// Tells whether a figure counts or measures: of sums and shares, the kind is half of what they say.
fn is_plain(figure: &Figure) -> bool {
    let is_sum = |unit: &str| unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_share = |unit: &str| matches!(unit, "%" | "percentage_point");
    !matches!(figure.kind, Kind::Money | Kind::Percent | Kind::Point | Kind::Multiple)
        && !figure.unit.as_deref().is_some_and(|unit| is_sum(unit) || is_share(unit))
}

/// Returns the whole and the fraction of a number that has both.
fn parts(number: Decimal) -> Option<(Decimal, Decimal)> {
    let places = u32::try_from(-number.exponent()).ok().filter(|places| *places > 0)?;
    let unit = 10_i128.checked_pow(places)?;
    let (whole, fraction) = (number.mantissa() / unit, number.mantissa() % unit);
    Some((Decimal::new(whole, 0)?, Decimal::new(fraction, 0)?)).filter(|_| whole != 0)
}

#[cfg(test)]
mod tests {
    use crate::check::{Pair, run};
    use crate::finding::Severity;

    /// Returns what is said of figures that one side lacks, and how grave it is.
    #[track_caller]
    fn severities(source: &str, target: &str) -> Vec<Severity> {
        let found = run(&Pair::of(source, target)).into_iter();
        let lacks = found.filter(|finding| matches!(finding.rule.as_str(), "MISSING" | "ADDED"));
        lacks.map(|finding| finding.severity).collect()
    }

    #[test]
    fn digits_that_no_reader_understood_are_a_doubt() {
        for (source, target) in [
            ("青岚县X3区的渠修好了。", "The canal of Zone Three in Qinglan is ready."),
            ("渠长计12个鳞丈。", "The canal is 12 linzhang long."),
            ("渠口的闸,叫作Ⅳ号。", "The gate at the head of the canal is called 4 by all."),
        ] {
            let told = severities(source, target);
            assert!(told.iter().all(|severity| *severity <= Severity::Minor), "{source}: {told:?}");
        }
    }

    #[test]
    fn a_figure_that_leaves_no_digits_behind_is_an_error() {
        for (source, target) in [
            ("青岚县修渠12条。", "Qinglan county built canals."),
            ("青岚县修渠。", "Qinglan county built 12 canals."),
            ("青岚县修渠12条。", "Qinglan county built 15 canals."),
            ("青岚县投资12万元修渠。", "Qinglan county put 15,000 yuan into canals."),
        ] {
            let told = severities(source, target);
            assert!(told.iter().any(|severity| severity.is_error()), "{source}: {told:?}");
        }
    }
}
