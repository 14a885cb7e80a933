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
use crate::fact::{Figure, Hold, Kind, Value};

/// Tells whether the digits of a Chinese figure stand in the English where no figure was read, or in one that is
/// of no figure of the Chinese.
pub(super) fn stands_in_english(sides: &Sides<'_>, zh: &Figure) -> bool {
    sides.digits_en().tell(zh)
}

/// Tells whether the digits of an English figure stand in the Chinese where no figure was read, or in one that is
/// of no figure of the English.
pub(super) fn stands_in_chinese(sides: &Sides<'_>, en: &Figure) -> bool {
    sides.digits_zh().tell(en)
}

/// The numbers of a text that may say a figure, in the order of their digits.
#[derive(Debug)]
pub(super) struct Digits(Vec<(Numeral, Fate)>);

/// What became of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// No reader understood it.
    Free,
    /// It is of a figure of this kind that nothing accounts for: 8 pm and 8 am were both understood, and differ.
    Understood(Kind),
    /// It is of a figure that the other side accounts for, or of a sum or share.
    Taken,
}

impl Digits {
    /// Returns the numbers of the Chinese.
    pub(super) fn of_chinese(numerals: Vec<Numeral>, figures: &Figures) -> Self {
        let both = figures.comparison.differences.iter().filter(|one| one.en.is_some());
        let matched = figures.comparison.matched.iter().map(|(zh, _)| *zh);
        let accounted = matched.chain(both.filter_map(|one| one.zh));
        Self::of(numerals, &figures.zh, accounted)
    }

    /// Returns the numbers of the English.
    pub(super) fn of_english(numerals: Vec<Numeral>, figures: &Figures) -> Self {
        let both = figures.comparison.differences.iter().filter(|one| one.zh.is_some());
        let matched = figures.comparison.matched.iter().map(|(_, en)| *en);
        let accounted = matched.chain(both.filter_map(|one| one.en));
        Self::of(numerals, &figures.en, accounted)
    }

    fn of(
        numerals: Vec<Numeral>,
        figures: &[Figure],
        accounted: impl Iterator<Item = usize>,
    ) -> Self {
        let mut is_accounted = vec![false; figures.len()];
        accounted.for_each(|at| is_accounted[at] = true);
        let known = |mut numeral: Numeral| {
            let first = figures.partition_point(|one| one.span.end <= numeral.span.start);
            let over = figures.iter().zip(&is_accounted).skip(first);
            let over = over.take_while(|(one, _)| one.span.start < numeral.span.end);
            let mut fate = Fate::Free;
            for (figure, is_accounted) in over {
                let is_stated = figure.hold == Hold::Stated;
                fate = match fate {
                    Fate::Taken => Fate::Taken,
                    _ if *is_accounted || is_stated && !is_plain(figure) => Fate::Taken,
                    _ if is_stated => Fate::Understood(figure.kind),
                    fate => fate,
                };
                numeral.is_word &= !is_stated;
            }
            (numeral, fate)
        };
        let mut known: Vec<(Numeral, Fate)> = numerals.into_iter().map(known).collect();
        known.sort_by_key(|(numeral, _)| numeral.value.mantissa());
        Self(known)
    }

    /// Iterates over the numbers that say one, with what became of each.
    fn that_say(&self, number: Decimal) -> impl Iterator<Item = Fate> + '_ {
        let digits = number.mantissa();
        let from = self.0.partition_point(|(numeral, _)| numeral.value.mantissa() < digits);
        let same = self.0[from..].iter().take_while(move |(one, _)| one.value.mantissa() == digits);
        same.filter(move |(numeral, _)| says(numeral, number)).map(|(_, fate)| *fate)
    }

    /// Tells whether these digits say a figure.
    fn tell(&self, figure: &Figure) -> bool {
        let has = |number: Decimal| self.has(number, figure.kind);
        let has_small = |number: u8| has(u32::from(number).into());
        let has_clock = |clock: Clock| {
            let is_hour = has_small(clock.hour) || has_small(clock.hour % 12);
            is_hour && (clock.minute == 0 || has_small(clock.minute))
        };
        // The least part of a date, while the greater ones are anywhere.
        let has_date = |date: Date| {
            let is_any = |month: u8| self.that_say(u32::from(month).into()).next().is_some();
            date.day.or(date.month).is_some_and(has_small) && date.month.is_none_or(is_any)
        };
        match figure.value {
            Value::Number(number) => has(number),
            Value::Range(low, high) => has(low) && has(high),
            Value::Fraction(part, whole) => {
                // 一分部署，九分落实
                let in_tenths = whole == 10 && has(part.into());
                let in_words = in_tenths || has(whole.into()) && (part == 1 || has(part.into()));
                // 半幅 is half of it.
                in_words || (part, whole) == (1, 2) && Decimal::new(5, -1).is_some_and(has)
            }
            Value::Date(date) => has_date(date),
            Value::Dates(from, to) => has_date(from) && has_date(to),
            Value::Quarters(from, to) => has_small(from) && has_small(to),
            Value::Clock(clock) => has_clock(clock),
            Value::Clocks(from, to) => has_clock(from) && has_clock(to),
        }
    }

    /// Tells whether a number is among them for a figure of a kind, or its whole and its fraction: 五分半 for 5.5.
    fn has(&self, number: Decimal, kind: Kind) -> bool {
        let is_open = |fate: Fate| match fate {
            Fate::Free => true,
            Fate::Understood(other) => other != kind,
            Fate::Taken => false,
        };
        let has = |number: Decimal| self.that_say(number).any(is_open);
        let in_parts = |(whole, fraction)| has(whole) && has(fraction);
        has(number) || parts(number).is_some_and(in_parts)
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
