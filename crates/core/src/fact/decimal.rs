//! Exact decimal numbers of up to thirty significant digits.
//!
//! A value is `mantissa × 10^exponent` with no trailing zero in the mantissa, so that equal values
//! are equal bit for bit and a value that is only a power of ten off shows the same mantissa.
//! Nothing here overflows or panics: what does not fit is `None`.

use std::cmp::Ordering;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

/// The most significant digits a value may have.
pub const MOST_DIGITS: u32 = 30;

/// The largest and smallest power of ten a value may have.
const MOST_EXPONENT: i32 = 60;

/// An exact decimal number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i128,
    exponent: i32,
}

impl Decimal {
    /// Nought.
    pub const ZERO: Self = Self { mantissa: 0, exponent: 0 };

    /// One.
    pub const ONE: Self = Self { mantissa: 1, exponent: 0 };

    /// Makes `mantissa × 10^exponent`, or nothing where it has too many digits.
    pub fn new(mantissa: i128, exponent: i32) -> Option<Self> {
        let (mut mantissa, mut exponent) = (mantissa, exponent);
        if mantissa == 0 {
            return Some(Self::ZERO);
        }
        while mantissa % 10 == 0 {
            mantissa /= 10;
            exponent = exponent.checked_add(1)?;
        }
        let fits = digits_of(mantissa) <= MOST_DIGITS && exponent.abs() <= MOST_EXPONENT;
        fits.then_some(Self { mantissa, exponent })
    }

    /// Reads ASCII digits with at most one decimal point: `12`, `0.5`, `3326.50`.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let fraction = fraction.trim_end_matches('0');
        let whole = whole.trim_start_matches('0');
        if whole.len() + fraction.len() > MOST_DIGITS as usize {
            return None;
        }
        let mut mantissa: i128 = 0;
        for digit in whole.chars().chain(fraction.chars()) {
            mantissa = mantissa * 10 + i128::from(digit.to_digit(10)?);
        }
        Self::new(mantissa, -i32::try_from(fraction.len()).ok()?)
    }

    /// Returns the significant digits as a whole number, without trailing zeros.
    pub fn mantissa(self) -> i128 {
        self.mantissa
    }

    /// Returns the power of ten of the last significant digit.
    pub fn exponent(self) -> i32 {
        self.exponent
    }

    /// Returns the number of significant digits; nought has one.
    pub fn digits(self) -> u32 {
        digits_of(self.mantissa)
    }

    /// Returns the value times a power of ten.
    pub fn scaled(self, power: i32) -> Option<Self> {
        Self::new(self.mantissa, self.exponent.checked_add(power)?)
    }

    /// Returns the sum of two values.
    pub fn plus(self, other: Self) -> Option<Self> {
        if self == Self::ZERO || other == Self::ZERO {
            return Some(if self == Self::ZERO { other } else { self });
        }
        let (a, b, exponent) = aligned(self, other)?;
        Self::new(a.checked_add(b)?, exponent)
    }

    /// Returns the product of two values.
    pub fn times(self, other: Self) -> Option<Self> {
        Self::new(self.mantissa.checked_mul(other.mantissa)?, self.exponent + other.exponent)
    }

    /// Returns the value with the opposite sign.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { mantissa: -self.mantissa, ..self }
    }

    /// Returns the value as a whole number, where it is one and fits.
    pub fn to_i64(self) -> Option<i64> {
        let power = u32::try_from(self.exponent).ok()?;
        let whole = self.mantissa.checked_mul(10i128.checked_pow(power)?)?;
        i64::try_from(whole).ok()
    }

    /// Returns the value as a whole number of another type, where it is one and fits.
    pub fn whole<T: TryFrom<i64>>(self) -> Option<T> {
        T::try_from(self.to_i64()?).ok()
    }

    /// Returns the value rounded to so many significant digits, halves away from nought.
    #[must_use]
    pub fn rounded(self, digits: u32) -> Self {
        let surplus = self.digits().saturating_sub(digits.max(1));
        if surplus == 0 {
            return self;
        }
        let unit = 10i128.pow(surplus);
        let half = unit / 2 * self.mantissa.signum();
        let exponent = self.exponent + i32::try_from(surplus).unwrap_or(0);
        Self::new((self.mantissa + half) / unit, exponent).unwrap_or(self)
    }

    /// Tells whether the value is whole.
    pub fn is_whole(self) -> bool {
        self.exponent >= 0
    }

    /// Returns the nearest floating-point number, for outputs that know no exact ones.
    pub fn to_f64(self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }
}

impl From<u32> for Decimal {
    fn from(whole: u32) -> Self {
        Self::new(i128::from(whole), 0).unwrap_or(Self::ZERO)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        if let Some((a, b, _)) = aligned(*self, *other) {
            return a.cmp(&b);
        }
        let (sign, rank) = (self.mantissa.signum(), other.mantissa.signum());
        let size = magnitude(*self).cmp(&magnitude(*other));
        sign.cmp(&rank).then(if sign < 0 { size.reverse() } else { size })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.mantissa.unsigned_abs().to_string();
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let Ok(places) = usize::try_from(-self.exponent) else {
            let zeros = usize::try_from(self.exponent).unwrap_or(0);
            return write!(f, "{sign}{digits}{:0<zeros$}", "");
        };
        if places == 0 {
            return write!(f, "{sign}{digits}");
        }
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, fraction) = padded.split_at(padded.len() - places);
        write!(f, "{sign}{whole}.{fraction}")
    }
}

/// Whole numbers are written as such, others as the shortest floating-point number, and what would
/// lose digits as text.
impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.to_i64() {
            Some(whole) => serializer.serialize_i64(whole),
            None if self.digits() <= 15 && !self.is_whole() => {
                serializer.serialize_f64(self.to_f64())
            }
            None => serializer.collect_str(self),
        }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum Form {
            Whole(i64),
            Float(f64),
            Text(String),
        }
        let text = match Form::deserialize(deserializer)? {
            Form::Whole(whole) => whole.to_string(),
            Form::Float(float) => float.to_string(),
            Form::Text(text) => text,
        };
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.as_str()),
        };
        let value = Self::parse(digits).ok_or_else(|| D::Error::custom("not a decimal number"))?;
        Ok(if negative { value.negated() } else { value })
    }
}

/// Brings two values to one power of ten.
fn aligned(a: Decimal, b: Decimal) -> Option<(i128, i128, i32)> {
    let exponent = a.exponent.min(b.exponent);
    let lift = |value: Decimal| {
        let power = u32::try_from(value.exponent - exponent).ok()?;
        value.mantissa.checked_mul(10i128.checked_pow(power)?)
    };
    Some((lift(a)?, lift(b)?, exponent))
}

/// Returns the power of ten just above a value.
fn magnitude(value: Decimal) -> i32 {
    value.exponent + i32::try_from(value.digits()).unwrap_or(0)
}

fn digits_of(mantissa: i128) -> u32 {
    mantissa.unsigned_abs().checked_ilog10().unwrap_or(0) + 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn equal_values_are_equal_however_they_are_written() {
        assert_eq!(decimal("3326.50"), decimal("03326.5"));
        assert_eq!(decimal("0.00"), Decimal::ZERO);
        assert_eq!(decimal("1.25").scaled(6), Some(decimal("1250000")));
    }

    #[test]
    fn a_value_prints_without_exponent() {
        for text in ["0", "7", "0.05", "3326.5", "30000000", "1000000000000"] {
            assert_eq!(decimal(text).to_string(), text);
        }
        assert_eq!(decimal("2.5").negated().to_string(), "-2.5");
    }

    #[test]
    fn what_has_too_many_digits_is_refused() {
        assert_eq!(Decimal::parse(&"9".repeat(400)), None);
        assert_eq!(Decimal::new(1, 400), None);
        let long = decimal(&"9".repeat(30));
        assert_eq!(long.times(long), None);
        assert_eq!(long.plus(decimal("0.1")), None);
    }

    #[test]
    fn order_is_by_value_even_far_apart() {
        let (small, large) = (Decimal::new(9, -60).unwrap(), Decimal::new(1, 60).unwrap());
        assert!(small < large);
        assert!(large.negated() < small);
        assert!(decimal("2.5") < decimal("10"));
    }

    #[test]
    fn rounding_keeps_so_many_digits() {
        assert_eq!(decimal("3326.5").rounded(4), decimal("3327"));
        assert_eq!(decimal("109.84").rounded(3), decimal("110"));
        assert_eq!(decimal("5").rounded(3), decimal("5"));
    }

    proptest! {
        #[test]
        fn digits_come_back_as_they_went_in(whole in 0u64..u64::MAX, fraction in 0u32..1_000_000) {
            let text = format!("{whole}.{fraction:06}");
            let trimmed = text.trim_end_matches('0').trim_end_matches('.');
            prop_assert_eq!(decimal(&text).to_string(), trimmed);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC*") {
            let _ = Decimal::parse(&text);
        }
    }
}
