//! Figures of an answer that are put right: what asking again has not mended.
//!
//! Law: the memory keeps what was answered; what is put right stands beside it, with the verdict of the
//! checks, and is made anew when a rule changes. So nothing is paid for twice and later rules may decide
//! otherwise. A person's word is never touched.

use crate::check::{Pair, Source};
use crate::memory::{Correction, Verdict};
use crate::segment::Segment;
use crate::unit::{Method, State, Target, Unit};

use super::Engine;
use super::answer::{grade, is_translation};

impl Engine<'_> {
    /// Returns what the checks say about a target, and the target with its figures put right where it is a
    /// machine's, that is sure and the checks find less then.
    ///
    /// A gloss is no translation and is not measured as one.
    pub(super) fn verdict(
        &self,
        segment: &Segment,
        source: Option<&Source<'_>>,
        target: &Target,
    ) -> Verdict {
        let pair = Pair { read: source, ..self.pair(segment, &target.text) };
        let checks = &self.policy.checks;
        match target.method {
            _ if !is_translation(target) => Verdict::default(),
            Method::Machine => {
                let (findings, mended) = checks.check_and_mend(&pair);
                let better = mended.filter(|(_, after)| grade(after) < grade(&findings));
                let correction = better.map(|(mended, mut after)| {
                    after.extend(mended.findings);
                    Correction { text: mended.text, findings: after }
                });
                Verdict { findings, correction }
            }
            _ => Verdict { findings: checks.check(&pair), correction: None },
        }
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
