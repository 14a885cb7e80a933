//! The figures of a Chinese text held against those of its translation, by value.
//!
//! [`compare`] pairs each Chinese figure with the English figure that says the same and classifies
//! what is left. How grave a difference is and how it is told to a person is not decided here.

mod agree;
mod explain;
mod size;

use agree::{Agreement, Direction, agree, direction};

use super::decimal::Decimal;
use super::figure::{Figure, Hold, Kind, Value};
use super::render::render_en;

/// What came of a comparison; figures are named by their place in the lists that were compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The pairs that say the same: a Chinese figure, an English figure.
    pub matched: Vec<(usize, usize)>,
    /// What differs, in the order of the Chinese text; what only the English has stands last.
    pub differences: Vec<Difference>,
}

/// One difference between the figures of two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What is wrong.
    pub sort: Sort,
    /// The Chinese figure.
    pub zh: Option<usize>,
    /// The English figure.
    pub en: Option<usize>,
    /// What should stand in the English, where that is known.
    pub suggestion: Option<String>,
}

/// What can be wrong with a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// The digits are right and a power of ten is wrong.
    Magnitude,
    /// The number is right and what it counts is of another kind.
    Kind,
    /// The figure is not in the translation.
    Missing,
    /// The figure is not in the source.
    Added,
    /// A multiple says another factor.
    Multiple,
    /// The sum is in another currency.
    Currency,
    /// The size or time is in another unit.
    Unit,
    /// Above has become below, or below above.
    ApproxFlip,
    /// An estimate or a bound has become exact.
    ApproxLost,
    /// Figures of an enumeration have changed places.
    Order,
    /// Figures of one kind stand in another order, which may be right.
    Reordered,
    /// The figure is rounded, rightly.
    Rounded,
}

impl Sort {
    /// Returns the code under which a finding of this sort is reported.
    pub fn code(self) -> &'static str {
        match self {
            Self::Magnitude => "MAGNITUDE",
            Self::Kind => "KIND",
            Self::Missing => "MISSING",
            Self::Added => "ADDED",
            Self::Multiple => "MULTIPLE",
            Self::Currency => "CURRENCY",
            Self::Unit => "UNIT",
            Self::ApproxFlip => "APPROX_FLIP",
            Self::ApproxLost => "APPROX_LOST",
            Self::Order | Self::Reordered => "ORDER",
            Self::Rounded => "ROUNDED",
        }
    }
}

/// Compares the figures of a Chinese text with those of its translation.
///
/// Loose figures ([`crate::fact::mentions_zh`]) may be handed in: they answer for English figures and
/// are never missed.
pub fn compare(zh: &[Figure], en: &[Figure]) -> Comparison {
    let mut pairing = Pairing::new(zh, en);
    for hold in [Hold::Stated, Hold::Loose] {
        pairing.pair(hold, Agreement::Exact);
        pairing.pair(hold, Agreement::Sense);
        pairing.split_ranges(hold);
    }
    pairing.pair(Hold::Loose, Agreement::Number);
    pairing.pair(Hold::Stated, Agreement::Rounded);
    let mut differences = pairing.rounded();
    differences.extend(pairing.bounds());
    differences.extend(pairing.rates());
    differences.extend(pairing.order());
    differences.extend(explain::explain(&mut pairing));
    differences.sort_by_key(|difference| difference.zh.unwrap_or(usize::MAX));
    let mut matched: Vec<(usize, usize)> =
        pairing.pairs.iter().map(|pair| (pair.zh, pair.en)).collect();
    matched.sort_unstable();
    Comparison { matched, differences }
}

#[derive(Debug, Clone, Copy)]
struct Pair {
    zh: usize,
    en: usize,
    agreement: Agreement,
}

/// A comparison under way.
struct Pairing<'a> {
    zh: &'a [Figure],
    en: &'a [Figure],
    free_zh: Vec<bool>,
    free_en: Vec<bool>,
    pairs: Vec<Pair>,
}

impl<'a> Pairing<'a> {
    fn new(zh: &'a [Figure], en: &'a [Figure]) -> Self {
        Self {
            zh,
            en,
            free_zh: vec![true; zh.len()],
            free_en: vec![true; en.len()],
            pairs: Vec::new(),
        }
    }

    /// Pairs what agrees so well and is still free; of several, what is bounded alike and stated.
    fn pair(&mut self, hold: Hold, wanted: Agreement) {
        for zh in 0..self.zh.len() {
            if !self.free_zh[zh] || self.zh[zh].hold != hold {
                continue;
            }
            let best = (0..self.en.len())
                .filter(|&en| {
                    self.free_en[en]
                        && agree(&self.zh[zh], &self.en[en]).is_some_and(|found| found <= wanted)
                })
                .min_by_key(|&en| self.distance(zh, en));
            if let Some(en) = best {
                let agreement = agree(&self.zh[zh], &self.en[en]).unwrap_or(wanted);
                self.take(zh, en, agreement);
            }
        }
    }

    /// Orders the English figures that agree with a Chinese one.
    fn distance(&self, zh: usize, en: usize) -> (bool, bool, bool, usize) {
        let (a, b) = (&self.zh[zh], &self.en[en]);
        let bounded = a.approx.map(direction) != b.approx.map(direction);
        (b.hold == Hold::Loose, a.per.is_some() && a.per != b.per, bounded, en)
    }

    fn take(&mut self, zh: usize, en: usize, agreement: Agreement) {
        self.free_zh[zh] = false;
        self.free_en[en] = false;
        self.pairs.push(Pair { zh, en, agreement });
    }

    /// Pairs a range of one side with its two ends on the other.
    fn split_ranges(&mut self, hold: Hold) {
        for zh in 0..self.zh.len() {
            if !self.free_zh[zh] || self.zh[zh].hold != hold {
                continue;
            }
            if let Some((low, high)) = ends(&self.zh[zh]) {
                let first = self.find_en(&low, None);
                let second = first.and_then(|first| self.find_en(&high, Some(first)));
                if let (Some(first), Some(second)) = (first, second) {
                    self.take(zh, first, Agreement::Sense);
                    self.free_en[second] = false;
                }
            }
        }
        for en in 0..self.en.len() {
            if !self.free_en[en] {
                continue;
            }
            if let Some((low, high)) = ends(&self.en[en]) {
                let first = self.find_zh(&low, None);
                let second = first.and_then(|first| self.find_zh(&high, Some(first)));
                if let (Some(first), Some(second)) = (first, second) {
                    self.take(first, en, Agreement::Sense);
                    self.free_zh[second] = false;
                }
            }
        }
    }

    fn find_en(&self, end: &Figure, but: Option<usize>) -> Option<usize> {
        (0..self.en.len()).find(|&en| {
            let bare = self.en[en].kind == Kind::Count
                && self.en[en].unit.is_none()
                && self.en[en].number() == end.number();
            self.free_en[en] && Some(en) != but && (bare || agree(end, &self.en[en]).is_some())
        })
    }

    fn find_zh(&self, end: &Figure, but: Option<usize>) -> Option<usize> {
        (0..self.zh.len()).find(|&zh| {
            let bare = end.kind == Kind::Count
                && end.unit.is_none()
                && self.zh[zh].number() == end.number();
            self.free_zh[zh] && Some(zh) != but && (bare || agree(&self.zh[zh], end).is_some())
        })
    }

    fn rounded(&self) -> Vec<Difference> {
        let rounded = self.pairs.iter().filter(|pair| pair.agreement == Agreement::Rounded);
        rounded.map(|pair| self.difference(Sort::Rounded, pair)).collect()
    }

    /// Finds bounds that are lost or turned round.
    fn bounds(&self) -> Vec<Difference> {
        let mut differences = Vec::new();
        for pair in &self.pairs {
            let Some(approx) =
                self.zh[pair.zh].approx.filter(|_| self.zh[pair.zh].hold == Hold::Stated)
            else {
                continue;
            };
            match (direction(approx), self.en[pair.en].approx.map(direction)) {
                (_, None) => differences.push(self.difference(Sort::ApproxLost, pair)),
                (Direction::Above, Some(Direction::Below))
                | (Direction::Below, Some(Direction::Above)) => {
                    differences.push(self.difference(Sort::ApproxFlip, pair));
                }
                _ => {}
            }
        }
        differences
    }

    /// Finds rates that are per something else: 亩产 as per hectare.
    fn rates(&self) -> Vec<Difference> {
        let differs = |pair: &&Pair| {
            let (a, b) = (self.zh[pair.zh].per, self.en[pair.en].per);
            a.is_some() && b.is_some() && a != b
        };
        self.pairs.iter().filter(differs).map(|pair| self.difference(Sort::Unit, pair)).collect()
    }

    /// Finds figures of one kind and unit that stand in another order.
    fn order(&self) -> Vec<Difference> {
        let mut sorted: Vec<&Pair> =
            self.pairs.iter().filter(|pair| self.zh[pair.zh].hold == Hold::Stated).collect();
        sorted.sort_by_key(|pair| pair.zh);
        let mut differences = Vec::new();
        for pair in &sorted {
            let figure = &self.zh[pair.zh];
            let next = sorted
                .iter()
                .find(|later| later.zh > pair.zh && is_alike(figure, &self.zh[later.zh]));
            let Some(next) = next.filter(|next| next.en < pair.en) else {
                continue;
            };
            let later = &self.zh[next.zh];
            let is_listed = later.span.start.saturating_sub(figure.span.end) <= 2;
            let sort = if is_listed { Sort::Order } else { Sort::Reordered };
            differences.push(self.difference(sort, pair));
        }
        differences
    }

    fn difference(&self, sort: Sort, pair: &Pair) -> Difference {
        Difference {
            sort,
            zh: Some(pair.zh),
            en: Some(pair.en),
            suggestion: suggestion(&self.zh[pair.zh]),
        }
    }
}

/// Returns what should stand in the English for a Chinese figure.
fn suggestion(zh: &Figure) -> Option<String> {
    render_en(zh).into_iter().next()
}

/// Tells whether two figures count or measure alike.
fn is_alike(a: &Figure, b: &Figure) -> bool {
    let counts = matches!(
        a.kind,
        Kind::Percent | Kind::Point | Kind::Money | Kind::Measure | Kind::Multiple | Kind::Count
    );
    counts && a.kind == b.kind && a.unit == b.unit && a.value != b.value
}

/// Returns the two ends of a range as figures of their own.
fn ends(figure: &Figure) -> Option<(Figure, Figure)> {
    let (kind, low, high) = match figure.value {
        Value::Range(low, high) => {
            (kind_of_unit(figure.unit.as_deref()), Value::Number(low), Value::Number(high))
        }
        Value::Dates(from, to) => (Kind::Date, Value::Date(from), Value::Date(to)),
        Value::Clocks(from, to) => (Kind::Time, Value::Clock(from), Value::Clock(to)),
        _ => return None,
    };
    let end = |value| Figure { kind, value, ..figure.clone() };
    Some((end(low), end(high)))
}

fn kind_of_unit(unit: Option<&str>) -> Kind {
    match unit {
        Some("%") => Kind::Percent,
        Some("percentage_point") => Kind::Point,
        Some("times") => Kind::Multiple,
        Some("month") => Kind::Month,
        Some(unit) if size::base(Decimal::ONE, unit).is_some() => Kind::Measure,
        Some(
            "year" | "day" | "hour" | "minute" | "second" | "week" | "quarter" | "century"
            | "working_day",
        ) => Kind::Duration,
        Some(unit) if unit.len() == 3 && unit.chars().all(|c| c.is_ascii_uppercase()) => {
            Kind::Money
        }
        _ => Kind::Count,
    }
}
