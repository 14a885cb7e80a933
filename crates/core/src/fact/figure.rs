//! What a figure is: its text, what kind of thing it counts or measures, and its exact value.
//!
//! Kinds, values and units have the names and forms that lists of figures use in JSON. Both readers
//! make figures, `render` writes them in English, `compare` holds two lists against each other.

use serde::{Serialize, Serializer};

use super::date::{Clock, Date};
use super::decimal::Decimal;
use crate::text::span::Span;

/// One figure of a text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// The characters, as they are printed.
    pub text: String,
    /// Where they stand.
    pub span: Span,
    /// What kind of figure it is.
    pub kind: Kind,
    /// Its value in base units.
    pub value: Value,
    /// The unit of the value: `CNY`, `mu`, `day`, or an English noun for counted things.
    pub unit: Option<String>,
    /// What each: the `mu` of "400 kilograms per mu", also where only the sense says it (亩产).
    pub per: Option<&'static str>,
    /// Whether the value is a bound or an estimate.
    pub approx: Option<Approx>,
    /// What the figure does in its sentence.
    pub role: Role,
    /// How firmly it is meant as a figure.
    pub hold: Hold,
}

impl Figure {
    /// Tells whether a list of the figures of a text shows this one.
    ///
    /// Plan periods are names and stand in no list, though their translation is checked.
    pub fn is_listed(&self) -> bool {
        self.hold == Hold::Stated && self.kind != Kind::Plan
    }

    /// Returns the value where it is one number.
    pub fn number(&self) -> Option<Decimal> {
        match self.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Returns the value of a plain number, where it is whole and fits.
    pub fn whole<T: TryFrom<i64>>(&self) -> Option<T> {
        self.number()?.whole()
    }
}

/// What kind of thing a figure counts, measures or names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// So many of something.
    Count,
    /// So many hundredths.
    Percent,
    /// A difference of two percentages.
    Point,
    /// So many times.
    Multiple,
    /// A part of a whole: two-thirds.
    Fraction,
    /// A sum of money.
    Money,
    /// A length, an area, a weight or another measured size.
    Measure,
    /// A place in an order of merit.
    Rank,
    /// The first so many of an order of merit.
    RankTop,
    /// A place in a series: the third batch.
    Ordinal,
    /// So many years since.
    Anniversary,
    /// A year.
    Year,
    /// A month of a known year.
    YearMonth,
    /// A month.
    Month,
    /// A day.
    Date,
    /// A stretch of time.
    Duration,
    /// From one value to another.
    Range,
    /// A time of day.
    Time,
    /// A five-year plan.
    Plan,
    /// A day of the lunar calendar.
    Lunar,
}

impl Kind {
    /// Returns the word for this kind, as it stands in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Percent => "percent",
            Self::Point => "pp",
            Self::Multiple => "multiple",
            Self::Fraction => "fraction",
            Self::Money => "money",
            Self::Measure => "measure",
            Self::Rank => "rank",
            Self::RankTop => "rank_top",
            Self::Ordinal => "ordinal",
            Self::Anniversary => "anniversary",
            Self::Year => "year",
            Self::YearMonth => "year_month",
            Self::Month => "month",
            Self::Date => "date",
            Self::Duration => "duration",
            Self::Range => "range",
            Self::Time => "time",
            Self::Plan => "plan",
            Self::Lunar => "lunar",
        }
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// The value of a figure, exact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// One number, in base units: 3000万 is 30000000.
    Number(Decimal),
    /// From one number to another.
    Range(Decimal, Decimal),
    /// So many parts of so many.
    Fraction(u32, u32),
    /// A date, or a month of a year.
    Date(Date),
    /// From one date to another.
    Dates(Date, Date),
    /// From one quarter of a year to another.
    Quarters(u8, u8),
    /// A time of day.
    Clock(Clock),
    /// From one time of day to another.
    Clocks(Clock, Clock),
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => number.serialize(serializer),
            Self::Range(low, high) => (low, high).serialize(serializer),
            Self::Fraction(part, whole) => serializer.collect_str(&format_args!("{part}/{whole}")),
            Self::Date(date) => date.serialize(serializer),
            Self::Dates(from, to) => (from, to).serialize(serializer),
            Self::Quarters(from, to) => {
                (format!("Q{from}"), format!("Q{to}")).serialize(serializer)
            }
            Self::Clock(clock) => clock.serialize(serializer),
            Self::Clocks(from, to) => (from, to).serialize(serializer),
        }
    }
}

/// How a value that is not exact is bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Approx {
    /// 余, 多, 逾, 超过: above the value.
    MoreThan,
    /// 以上, 不下, 至少: the value or above.
    AtLeast,
    /// 近: just below the value.
    Nearly,
    /// 不足, 不到: below the value.
    LessThan,
    /// 以内, 最多: the value or below.
    AtMost,
    /// 约, 左右: near the value.
    About,
}

/// What a figure does in its sentence, where that changes how it is translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Nothing in particular.
    Plain,
    /// Something grew by so much: 增长2倍, 提高3个百分点.
    Growth,
    /// Something fell by so much: 下降2%.
    Fall,
    /// Something grew to so much, or is so much of another: 增至3倍, 是…的3倍.
    Level,
    /// Something moved by so many places of an order: 晋升10个位次.
    Move,
    /// The doublings of 翻一番, 翻两番.
    Doubling,
    /// The level or the move of an index, which English writes without a sign: 采购经理指数为50.3%.
    Index,
}

/// How firmly a number in a text is meant as a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Hold {
    /// A number that stands in a name, a slogan or an idiom, or a 一 that is an article: it may show
    /// in the translation and need not.
    Loose,
    /// A figure that the text states.
    Stated,
}
