//! `BASE_PERIOD`: 同比 is a comparison with a year before, 环比 with the period before.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::{Sides, known, on_target};
use crate::fact::{Figure, Kind};
use crate::finding::{Finding, Severity};

/// What says that a year before is the base.
const YEAR: &[&str] = &[
    "year-on-year",
    "year on year",
    "year-over-year",
    "year over year",
    "yoy",
    "y-o-y",
    "a year earlier",
    "a year ago",
    "year before",
    "last year",
    "previous year",
    "same period",
    "corresponding period",
    "annual",
    "annually",
    "same quarter",
    "same month",
    "the year-earlier",
    "year-earlier",
    "prior year",
    "y/y",
    "on the year",
    "on an annual basis",
    "12 months earlier",
    "12 months before",
    "12 months ago",
    "twelve months earlier",
    "twelve months before",
    "year prior",
    "year-ago",
    "season before",
    "season earlier",
    "last season",
    "previous season",
];

/// What says that the period before is the base.
const PERIOD: &[&str] = &[
    "month-on-month",
    "month on month",
    "month-over-month",
    "quarter-on-quarter",
    "quarter on quarter",
    "quarter-over-quarter",
    "previous month",
    "previous quarter",
    "month earlier",
    "quarter earlier",
    "month before",
    "quarter before",
    "previous day",
    "day before",
    "day earlier",
    "week earlier",
    "week before",
    "last week",
    "last month",
    "last quarter",
    "previous period",
    "sequential",
    "sequentially",
    "preceding",
    "week-on-week",
    "previous week",
    "prior month",
    "prior quarter",
    "month over month",
    "quarter over quarter",
    "week on week",
    "week-over-week",
    "week over week",
    "day-on-day",
    "day on day",
    "on the month",
    "on the quarter",
    "on the week",
    "m/m",
    "q/q",
    "mom",
    "qoq",
    "week ago",
    "month ago",
    "day ago",
    "quarter ago",
    "month prior",
    "quarter prior",
    "week prior",
    "month-earlier",
    "previous one",
    "previous three months",
    "three months before",
    "three months earlier",
    "previous half",
    "previous six months",
    "previous seven days",
    "prior week",
    "from the second",
    "from yesterday",
    "yesterday's",
];

/// What finds any of the words, all in one pass.
static SAYS_YEAR: LazyLock<AhoCorasick> = LazyLock::new(|| any_of(YEAR));
static SAYS_PERIOD: LazyLock<AhoCorasick> = LazyLock::new(|| any_of(PERIOD));

fn any_of(words: &[&str]) -> AhoCorasick {
    AhoCorasick::new(words).expect("a search for a few words can be built")
}

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let source = sides.pair.source;
    let (year, period) = (source.contains("同比"), source.contains("环比"));
    if !year && !period || names_base(sides) {
        return Vec::new();
    }
    let (says_year, says_period) =
        (SAYS_YEAR.is_match(sides.lower()), SAYS_PERIOD.is_match(sides.lower()));
    // A headline leaves the base to the story, and a whole year is compared with the year before.
    let lost = if is_headline(source) || period_is_year(sides) {
        Severity::Minor
    } else {
        Severity::Major
    };
    let finding = |severity, message: &str| vec![on_target("BASE_PERIOD", severity, message)];
    match (year, period) {
        (true, false) if says_period && !says_year => finding(
            Severity::Critical,
            "同比 compares with a year earlier, not with the period before",
        ),
        (false, true) if says_year && !says_period => finding(
            Severity::Critical,
            "环比 compares with the period before, not with a year earlier",
        ),
        (true, _) if !says_year => {
            finding(lost, "同比 is lost: the English does not compare with a year earlier")
        }
        (_, true) if !says_period => {
            finding(lost, "环比 is lost: the English does not compare with the period before")
        }
        (true, true) if are_exchanged(sides) => {
            finding(Severity::Critical, "同比 and 环比 have changed places")
        }
        _ => Vec::new(),
    }
}

/// Tells whether the two bases stand with each other's figures: where each is named once, in the order in which
/// the figures are not.
fn are_exchanged(sides: &Sides<'_>) -> bool {
    let once = |words: &[&str]| {
        let mut places =
            words.iter().flat_map(|word| sides.lower().match_indices(word)).map(|(at, _)| at);
        let first = places.next()?;
        places.all(|at| at.abs_diff(first) < 12).then_some(first)
    };
    let figures = sides.figures();
    let after = |base: [char; 2]| {
        let mut places = sides.source().windows(2).enumerate().filter(|(_, two)| **two == base);
        let (at, _) = places.next().filter(|_| places.next().is_none())?;
        let pairs = figures.comparison.matched.iter();
        let behind = pairs.filter(|(zh, _)| figures.zh[*zh].span.start > at);
        let (zh, en) = behind.min_by_key(|(zh, _)| figures.zh[*zh].span.start)?;
        (figures.zh[*zh].span.start <= at + 12).then_some(figures.en[*en].span.start)
    };
    let (Some(year), Some(period)) = (once(YEAR), once(PERIOD)) else {
        return false;
    };
    let (Some(of_year), Some(of_period)) = (after(['同', '比']), after(['环', '比'])) else {
        return false;
    };
    of_year != of_period && (of_year < of_period) != (year < period)
}

/// Tells whether the English names the very period with which the Chinese compares: "from July".
fn names_base(sides: &Sides<'_>) -> bool {
    sides.figures().en.iter().any(|figure| known::is_neighbour(sides, figure))
}

/// Tells whether the Chinese speaks of whole years and of no month and no quarter.
fn period_is_year(sides: &Sides<'_>) -> bool {
    let zh = &sides.figures().zh;
    let is_part = |figure: &Figure| {
        matches!(figure.kind, Kind::Month | Kind::YearMonth)
            || matches!(figure.unit.as_deref(), Some("month" | "quarter"))
    };
    let names_year = ["全年", "去年", "上年"].iter().any(|word| sides.pair.source.contains(word))
        || zh.iter().any(|figure| figure.kind == Kind::Year);
    names_year && !zh.iter().any(is_part)
}

/// Tells whether a text is short and closed by no mark, as headlines and captions are.
fn is_headline(source: &str) -> bool {
    const LONGEST: usize = 40;
    !source.contains(['。', '！', '？', '；']) && source.chars().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_rules, run_on};
    use crate::finding::Severity;

    #[test]
    fn the_base_of_a_comparison_stays() {
        let source = "白河县粮食产量同比增长5%。";
        assert_rules(source, "Baihe county's grain output rose 5 percent year-on-year.", &[]);
        assert_rules(source, "Baihe county's grain output rose 5 percent.", &["BASE_PERIOD"]);
        let year =
            run_on("2023年，白河县产量同比增长5%。", "Baihe’s output rose 5 percent in 2023.");
        assert_eq!(year[0].severity, Severity::Minor);
        let headline = run_on("白河县产量同比增长5%", "Baihe’s output up 5%");
        assert_eq!(headline[0].severity, Severity::Minor);
        let both = "产量同比增长5%，环比下降2%。";
        let right = "Output rose 5 percent from a year earlier and fell 2 percent month on month.";
        assert_rules(both, right, &[]);
        let wrong = "Output rose 5 percent month on month and fell 2 percent from a year earlier.";
        assert_rules(both, wrong, &["BASE_PERIOD"]);
        assert_rules("产量环比增长5%。", "Output rose 5 percent year-on-year.", &["BASE_PERIOD"]);
    }
}
