//! What the checks say of a pair, and what they said of it before: reading figures, names and terms of both
//! sides takes longer than everything else in a run that asks nobody.
//!
//! Law: a verdict that is kept counts only for what the checks looked at then: source, target, kind, what is cut
//! off, the terms of the user, the policy and the rules themselves. Whatever changes, they look again.

use std::collections::HashSet;

use crate::check::{self, Source};
use crate::fingerprint::Fingerprint;
use crate::glossary::Glossary;
use crate::memory::{Accept, Record, Verdict};
use crate::segment::Segment;
use crate::unit::{Method, Target};

use super::Engine;
use super::answer::is_translation;
use super::mend::correction;
use super::policy::Policy;
use super::sheet::Sheet;
use super::work::Work;

/// Returns the fingerprint of what decides about findings beside the pair itself.
pub(super) fn rules(glossary: &Glossary, policy: &Policy) -> Fingerprint {
    // How far a run may go decides about no finding.
    let deciding = Policy {
        accept: Accept::default(),
        asks: 0,
        patience: 0,
        max_requests: None,
        max_segments: None,
        max_cost: None,
        prices: Vec::new(),
        is_frozen: false,
        away: HashSet::new(),
        ..policy.clone()
    };
    let mut parts = vec![check::EDITION.to_owned(), format!("{deciding:?}")];
    parts.extend(glossary.added().map(|term| format!("{term:?}")));
    Fingerprint::of(parts.iter().map(String::as_str))
}

impl Engine<'_> {
    /// Returns what the checks say about a target, and a machine's with its figures put right where that is
    /// sure. A gloss is no translation and is not measured as one.
    pub(super) fn verdict(
        &self,
        segment: &Segment,
        source: Option<&Source<'_>>,
        target: &Target,
    ) -> Verdict {
        let pair = self.pair(segment, source, &target.text);
        let checks = &self.policy.checks;
        match target.method {
            _ if !is_translation(target) => Verdict::default(),
            Method::Machine => {
                let (findings, mended) = checks.check_and_mend(&pair);
                Verdict { correction: correction(mended, &findings), findings }
            }
            _ => Verdict { findings: checks.check(&pair), correction: None },
        }
    }

    /// Returns what the checks said before of what was remembered; one entry for each want.
    pub(super) async fn verdicts(
        &self,
        work: &Work<'_>,
        found: &[Option<Record>],
    ) -> Vec<Option<Verdict>> {
        let known: Vec<usize> = (0..found.len()).filter(|want| found[*want].is_some()).collect();
        let mut verdicts = vec![None; found.len()];
        if known.is_empty() {
            return verdicts;
        }
        let name = |want: &usize| {
            let record = found[*want].as_ref()?;
            Some(self.examined(work.segment(*want), &record.target))
        };
        let names: Vec<Fingerprint> = known.iter().filter_map(name).collect();
        for (want, verdict) in known.into_iter().zip(self.memory.verdicts(&names).await) {
            verdicts[want] = verdict;
        }
        verdicts
    }

    /// Has the memory keep what the checks have found now, where it keeps the answers, too.
    pub(super) async fn keep_verdicts(&self, work: &Work<'_>, sheet: &Sheet) {
        if !self.keeps() || self.policy.is_frozen {
            return;
        }
        let name = |(want, target, verdict): (usize, &Target, Verdict)| {
            (self.examined(work.segment(want), target), verdict)
        };
        let verdicts: Vec<_> = sheet.looked_at().map(name).collect();
        if !verdicts.is_empty() {
            self.memory.judged(&verdicts).await;
        }
    }

    /// Returns the fingerprint of everything the checks look at.
    fn examined(&self, segment: &Segment, target: &Target) -> Fingerprint {
        let rules = self.rules.to_string();
        let flag = |is: bool| if is { "1" } else { "0" };
        Fingerprint::of([
            rules.as_str(),
            &segment.text,
            segment.kind.as_str(),
            flag(segment.head_missing),
            flag(segment.tail_missing),
            target.method.as_str(),
            &target.text,
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::Term;

    #[test]
    fn a_term_of_the_user_changes_the_rules_and_a_budget_does_not() {
        let plain = rules(&Glossary::builtin(), &Policy::default());
        let budget = Policy { max_requests: Some(1), is_frozen: true, ..Policy::default() };
        assert_eq!(rules(&Glossary::builtin(), &budget), plain);
        let mut term = Term::new("开渠", "dig canals");
        let with = |term: &Term| {
            rules(&Glossary::of(vec![term.clone()]).over(Glossary::builtin()), &Policy::default())
        };
        let first = with(&term);
        assert_ne!(first, plain);
        term.forbidden.push("open channels".into());
        assert_ne!(with(&term), first);
    }
}
