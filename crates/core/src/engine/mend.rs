//! Figures of an answer that are put right: what asking again has not mended.
//!
//! Law: the memory keeps what was answered. An edition is mended anew each time it is put together, so
//! that nothing is paid for twice and later rules may decide otherwise. A person's word is never touched.

use crate::unit::{Method, State, Target, Unit};

use super::Engine;
use super::answer::grade;

impl Engine<'_> {
    /// Returns the unit with its figures put right where that is sure and the checks find less then.
    pub(super) fn mended(&self, unit: Unit) -> Unit {
        let is_off = unit.findings.iter().any(|finding| finding.rule == "MAGNITUDE");
        let Some(target) = unit.target.as_ref().filter(|target| {
            is_off && target.method == Method::Machine && unit.state == State::Translated
        }) else {
            return unit;
        };
        let Some(mended) = self.policy.checks.mended(&unit.segment.text, &target.text) else {
            return unit;
        };
        let answered = target.text.clone();
        let target = Target { text: mended.text, ..target.clone() };
        let mut findings = self.findings(&unit.segment, &target);
        if grade(&findings) >= grade(&unit.findings) {
            return unit;
        }
        findings.extend(mended.findings);
        Unit { target: Some(target), findings, replaced: Some(answered), ..unit }
    }
}
