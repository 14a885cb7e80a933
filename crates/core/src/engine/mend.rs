//! Figures of an answer that are put right: what asking again has not mended.
//!
//! Law: the memory keeps what was answered; what is put right stands beside it, with the verdict of the
//! checks, and is made anew when a rule changes. So nothing is paid for twice and later rules may decide
//! otherwise. A person's word is never touched.

use crate::finding::Finding;
use crate::memory::Correction;
use crate::segment::Segment;
use crate::unit::{Method, State, Target, Unit};

use super::Engine;
use super::answer::grade;

impl Engine<'_> {
    /// Puts the figures of an answer right where that is sure and the checks find less then.
    pub(super) fn correction(
        &self,
        segment: &Segment,
        target: &Target,
        findings: &[Finding],
    ) -> Option<Correction> {
        let is_off = findings.iter().any(|finding| finding.rule == "MAGNITUDE");
        if !is_off || target.method != Method::Machine {
            return None;
        }
        let pair = self.pair(segment, &target.text);
        let (mended, mut after) = self.policy.checks.mended(&pair)?;
        if grade(&after) >= grade(findings) {
            return None;
        }
        after.extend(mended.findings);
        Some(Correction { text: mended.text, findings: after })
    }
}

/// Returns the unit with its figures put right, unless they are a person's.
pub(super) fn corrected(unit: Unit, correction: Option<Correction>) -> Unit {
    let (Some(correction), Some(target), State::Translated) =
        (correction, unit.target.as_ref(), unit.state)
    else {
        return unit;
    };
    let (answered, method, gloss) = (target.text.clone(), target.method, target.gloss.clone());
    Unit {
        target: Some(Target { text: correction.text, method, gloss }),
        findings: correction.findings,
        replaced: Some(answered),
        ..unit
    }
}
