//! `SOURCE_DOUBT`: a figure of the Chinese itself is hardly right: a decimal point that the scan has lost, a
//! day that no calendar has, a rate that does not follow from its numbers.
//!
//! Such a figure is translated as it is printed; the editor is told.

use super::{Sides, on_target};
use crate::fact::decimal::Decimal;
use crate::fact::{Figure, Kind, Value, render_en};
use crate::finding::{Finding, Severity};

/// Points by which a rate may stand above or below another before it is doubted.
const FARTHEST: i64 = 30;

/// How far below nought the other rate may lie by what is said.
const LOWEST: i64 = -20;

/// Words that compare a rate with another by points.
const AGAINST: [&str; 4] = ["高于", "快于", "低于", "高出"];

/// Words before a rate of what was done of so many.
const DONE: [&str; 5] = ["办结率", "解决率", "完成率", "整改率", "化解率"];

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let figures = &sides.figures().zh;
    let alone = figures.iter().filter_map(|figure| impossible(sides, figure));
    let pairs = figures.windows(2).filter_map(|pair| lost_point(sides, &pair[0], &pair[1]));
    let rates = figures.windows(3).filter_map(|three| wrong_rate(sides, three));
    alone.chain(pairs).chain(rates).collect()
}

/// Finds days that no calendar has, and shares of more than a whole.
fn impossible(sides: &Sides<'_>, figure: &Figure) -> Option<Finding> {
    let is_no_day = matches!(figure.value, Value::Date(date) if !date.is_possible());
    let is_above = figure.kind == Kind::Percent
        && figure.number().is_some_and(|share| share > Decimal::from(100))
        && before(sides, figure, 8).contains('占');
    match (is_no_day, is_above) {
        (true, _) => Some(doubt(figure, "no calendar has this day")),
        (_, true) => Some(doubt(figure, "a share of more than a whole")),
        _ => None,
    }
}

/// Finds 增长16.4%,高于全市39个百分点: the point of 3.9 is lost.
fn lost_point(sides: &Sides<'_>, rate: &Figure, points: &Figure) -> Option<Finding> {
    let (percent, gap) = rate.number().zip(points.number())?;
    let is_pair = rate.kind == Kind::Percent && points.kind == Kind::Point;
    if !is_pair {
        return None;
    }
    let said = between(sides, rate, points);
    if said.contains('。') || !AGAINST.iter().any(|word| said.contains(word)) {
        return None;
    }
    let below = percent.plus(gap.negated())?;
    let is_low = !said.contains("低于") && below < Decimal::new(i128::from(LOWEST), 0)?;
    if gap <= Decimal::new(i128::from(FARTHEST), 0)? && !is_low {
        return None;
    }
    let mended = Figure { value: Value::Number(gap.scaled(-1)?), ..points.clone() };
    let finding = doubt(points, "hardly so many points; is a decimal point lost?");
    Some(Finding { suggestion: render_en(&mended).into_iter().next(), ..finding })
}

/// Finds 收到问题198个,解决165个,办结率99%: 165 of 198 is 83 percent.
fn wrong_rate(sides: &Sides<'_>, three: &[Figure]) -> Option<Finding> {
    let [all, done, rate] = three else { return None };
    let kinds = [all.kind, done.kind, rate.kind] == [Kind::Count, Kind::Count, Kind::Percent];
    if !kinds {
        return None;
    }
    let named = before(sides, rate, 6);
    let said = [between(sides, all, done), between(sides, done, rate)].concat();
    if said.contains('。') || !DONE.iter().any(|word| named.contains(word)) {
        return None;
    }
    let of_all = rate.number()?.times(all.number()?)?;
    let gap = done.number()?.scaled(2)?.plus(of_all.negated())?;
    let allowed = all.number()?;
    let differs = gap > allowed || gap.negated() > allowed;
    differs.then(|| doubt(rate, "this rate does not follow from the numbers before it"))
}

fn doubt(figure: &Figure, why: &str) -> Finding {
    let mut finding = on_target("SOURCE_DOUBT", Severity::Info, format!("{}: {why}", figure.text));
    finding.spans = vec![figure.span];
    finding
}

/// Returns what stands before a figure, so many characters of it at most.
fn before(sides: &Sides<'_>, figure: &Figure, most: usize) -> String {
    let end = figure.span.start;
    sides.source()[end.saturating_sub(most)..end].iter().collect()
}

/// Returns what stands between two figures.
fn between(sides: &Sides<'_>, first: &Figure, second: &Figure) -> String {
    sides.source()[first.span.end..second.span.start].iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::run_on;

    #[track_caller]
    fn assert_doubted(source: &str, suggestion: Option<&str>) {
        let findings = run_on(source, "Something is said here.");
        let found = findings.iter().find(|finding| finding.rule == "SOURCE_DOUBT");
        let found = found.unwrap_or_else(|| panic!("{source} is not doubted"));
        assert_eq!(found.suggestion.as_deref(), suggestion);
    }

    #[test]
    fn a_figure_that_cannot_be_is_told_to_the_editor() {
        assert_doubted("产值增长12.6%，高于全市41个百分点。", Some("4.1 percentage points"));
        assert_doubted("会议于2月30日召开。", None);
        assert_doubted("出口额占全省的380%。", None);
        assert_doubted("收到问题200个，解决150个，办结率99%。", None);
    }

    #[test]
    fn a_figure_that_can_be_is_not() {
        for source in [
            "产值增长12.6%，高于全市4.1个百分点。",
            "完成任务的120.6%。",
            "会议于2月28日召开。",
            "收到问题168个，解决166个，办结率99%。",
        ] {
            let findings = run_on(source, "Something is said here.");
            assert!(findings.iter().all(|finding| finding.rule != "SOURCE_DOUBT"), "{source}");
        }
    }
}
