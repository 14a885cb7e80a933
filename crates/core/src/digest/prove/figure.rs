//! Whether every figure and date of a sentence stands in the cited Chinese, by value.
//!
//! A digest may leave figures out and may round them; it may not have one that nobody printed. A year
//! that the Chinese only points at (今年, 去年) is reckoned from the day of publication, where that is known.

use crate::fact::compare::Sort;
use crate::fact::{self, Figure, Hold, Kind};
use crate::finding::{Finding, Severity};
use crate::port::Claim;

use super::evidence::Evidence;
use super::whole;

/// Words for a year, with the years that have gone by since.
const YEARS_AGO: &[(&str, u32)] =
    &[("今年", 0), ("本年", 0), ("年内", 0), ("去年", 1), ("上年", 1), ("前年", 2)];

pub(super) fn check(claim: &Claim, evidence: &Evidence<'_>) -> Vec<Finding> {
    let text = whole(claim);
    let english = english_figures(&text);
    let comparison = fact::compare(&evidence.figures, &english);
    let mut findings = Vec::new();
    for difference in comparison.differences {
        let Some(severity) = severity(difference.sort) else { continue };
        let Some(figure) = difference.en.map(|en| &english[en]) else { continue };
        if is_pointed_at(figure, evidence) {
            continue;
        }
        let finding = finding(difference.sort, severity, figure);
        findings.push(Finding { suggestion: difference.suggestion, ..finding });
    }
    findings
}

/// Returns the figures that an English text states.
pub(super) fn english_figures(text: &str) -> Vec<Figure> {
    let figures = fact::read_en(text).into_iter();
    figures.filter(|figure| figure.hold == Hold::Stated).collect()
}

/// Returns how grave it is that a figure differs, or nothing where a digest may do so.
fn severity(sort: Sort) -> Option<Severity> {
    match sort {
        Sort::Missing | Sort::Reordered | Sort::Rounded => None,
        Sort::ApproxLost | Sort::Order => Some(Severity::Minor),
        Sort::ApproxFlip => Some(Severity::Major),
        Sort::Magnitude
        | Sort::Kind
        | Sort::Added
        | Sort::Multiple
        | Sort::Currency
        | Sort::Unit => Some(Severity::Critical),
    }
}

fn finding(sort: Sort, severity: Severity, figure: &Figure) -> Finding {
    let is_date = matches!(figure.kind, Kind::Year | Kind::YearMonth | Kind::Month | Kind::Date);
    let (rule, message) = match sort {
        Sort::Added if is_date => ("DATE_UNSUPPORTED", "is no date of the cited paragraphs"),
        Sort::Added => ("FIG_UNSUPPORTED", "is not in the cited paragraphs"),
        Sort::ApproxLost => ("APPROX_LOST", "is an estimate or a bound in the Chinese"),
        Sort::ApproxFlip => ("APPROX_FLIP", "is bounded the other way in the Chinese"),
        other => (other.code(), "is another value in the cited paragraphs"),
    };
    Finding::on_source(rule, severity, Vec::new(), format!("`{}` {message}", figure.text))
}

/// Tells whether a year is the one that a word of the Chinese means, given the day of publication.
fn is_pointed_at(figure: &Figure, evidence: &Evidence<'_>) -> bool {
    let year = evidence.published.and_then(|day| day.get(..4)?.parse::<u32>().ok());
    let said: Option<u32> = figure.whole();
    let (Some(year), Some(said), Kind::Year) = (year, said, figure.kind) else {
        return false;
    };
    YEARS_AGO.iter().any(|(word, ago)| evidence.says(&[word]) && said + ago == year)
        || (evidence.says(&["明年"]) && said == year + 1)
}
