//! Figures of an answer that are put right: what asking again has not mended.
//!
//! Law: the memory keeps what was answered; what is put right stands beside it, with the verdict of the
//! checks, and is made anew when a rule changes. So nothing is paid for twice and later rules may decide
//! otherwise. A person's word is never touched.

use crate::check::Mended;
use crate::finding::Finding;
use crate::memory::Correction;
use crate::unit::{State, Target, Unit};

use super::answer::grade;

/// Returns the target with its figures put right, where the checks find less in it than in the target itself.
pub(super) fn correction(
    mended: Option<(Mended, Vec<Finding>)>,
    findings: &[Finding],
) -> Option<Correction> {
    let (mended, mut after) = mended.filter(|(_, after)| grade(after) < grade(findings))?;
    after.extend(mended.findings);
    Some(Correction { text: mended.text, findings: after })
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
