//! Puts into words what was left out, repaired and found.

use recto_core::finding::{Finding, Severity};
use recto_core::page::{Dropped, Reason, Repair};
use recto_core::text::span::Span;
use recto_core::unit::{Example, Unit};

/// Returns why a text was left out, in words.
pub(super) fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Repeat => "a copy of text that is kept",
        Reason::Noise => "marks of the extraction",
        Reason::Invisible => "characters without a place in print",
    }
}

/// Returns what was left out, in words.
pub(super) fn dropped(dropped: &Dropped) -> String {
    let mut out = format!("{}, characters {}", reason(dropped.reason), places(&dropped.spans));
    if !dropped.of.is_empty() {
        out += &format!("; kept at {}", places(&dropped.of));
    }
    out
}

/// Returns what was repaired, in words.
pub(super) fn repair(repair: &Repair) -> String {
    let (whole, tenths) = (repair.score / 10, repair.score % 10);
    format!("{}: {} ({whole}.{tenths} % sure)", repair.rule, repair.evidence)
}

/// Returns the person's translation of a similar text, as a note to a unit.
pub(super) fn example(unit: &Unit) -> Option<Finding> {
    unit.example.as_ref().map(|Example { zh, en, score }| {
        let message = format!("a person has translated a similar text ({score} %): {zh} = {en}");
        Finding::on_source("similar", Severity::Info, Vec::new(), message)
    })
}

/// Writes places of the source: `12–40, 55–60`.
pub(super) fn places(spans: &[Span]) -> String {
    let written: Vec<String> =
        spans.iter().map(|span| format!("{}–{}", span.start, span.end)).collect();
    written.join(", ")
}
