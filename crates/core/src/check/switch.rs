//! Which findings are not told: rules that are switched off, and findings that a person has accepted.
//!
//! An acceptance names the rule and the fingerprint of the source text, so that it lapses when the
//! text changes.

use thiserror::Error;

use super::{Pair, across, names, run};
use crate::finding::Finding;
use crate::fingerprint::Fingerprint;

/// Why a rule cannot be switched off, or its findings accepted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WrongRule {
    /// No rule has this name.
    #[error("there is no rule `{name}`{}", likeliest(name))]
    Unknown {
        /// The name.
        name: String,
    },
    /// What the rule finds is no translation at all, and never kept.
    #[error("`{0}` cannot be switched off: what it finds is no translation")]
    Needed(&'static str),
}

/// A finding that a person has accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// The rule that makes it.
    pub rule: String,
    /// The fingerprint of the source text it is about.
    pub source: Fingerprint,
    /// Why it is right as it is.
    pub reason: String,
}

/// The rules that are switched off, and the findings that are accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Switches {
    off: Vec<String>,
    waivers: Vec<Waiver>,
}

impl Switches {
    /// Makes switches; every name must be that of a rule that can be switched off.
    pub fn new(off: Vec<String>, waivers: Vec<Waiver>) -> Result<Self, WrongRule> {
        for name in off.iter().chain(waivers.iter().map(|waiver| &waiver.rule)) {
            match names().find(|(known, _)| known == name) {
                Some((_, false)) => {}
                Some((name, true)) => return Err(WrongRule::Needed(name)),
                None => return Err(WrongRule::Unknown { name: name.clone() }),
            }
        }
        Ok(Self { off, waivers })
    }

    /// Returns what the rules find in a pair, without what is not told.
    pub fn check(&self, pair: &Pair<'_>) -> Vec<Finding> {
        let mut findings = run(pair);
        self.apply(pair.source, &mut findings);
        findings
    }

    /// Returns what differs across pairs, with the number of the pair, without what is not told.
    pub fn across<'a>(
        &self,
        pairs: impl IntoIterator<Item = Pair<'a>, IntoIter: Clone>,
    ) -> Vec<(usize, Finding)> {
        let pairs = pairs.into_iter();
        let sources: Vec<&str> = pairs.clone().map(|pair| pair.source).collect();
        let mut told = Vec::new();
        for (number, finding) in across(pairs) {
            let mut one = vec![finding];
            self.apply(sources[number], &mut one);
            told.extend(one.into_iter().map(|finding| (number, finding)));
        }
        told
    }

    /// Leaves out the findings on a source text that are not told.
    pub fn apply(&self, source: &str, findings: &mut Vec<Finding>) {
        findings.retain(|finding| !self.off.contains(&finding.rule));
        if findings.is_empty() || self.waivers.is_empty() {
            return;
        }
        let source = Fingerprint::of([source]);
        let accepted: Vec<&str> = self
            .waivers
            .iter()
            .filter(|waiver| waiver.source == source)
            .map(|waiver| waiver.rule.as_str())
            .collect();
        findings.retain(|finding| !accepted.contains(&finding.rule.as_str()));
    }
}

/// Returns the rule whose name differs least in its letters, in words.
fn likeliest(name: &str) -> String {
    let upper = name.to_uppercase();
    let is_near =
        |known: &&str| *known == upper || known.starts_with(&upper) || upper.starts_with(known);
    let near = names().map(|(known, _)| known).find(is_near);
    near.filter(|_| !upper.is_empty())
        .map_or_else(String::new, |known| format!("; is `{known}` meant?"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;

    fn found(rule: &str) -> Finding {
        Finding::on_source(rule, Severity::Major, Vec::new(), "something")
    }

    #[test]
    fn a_rule_that_is_off_and_an_accepted_finding_are_not_told() {
        let accepted = Waiver {
            rule: "MISSING".to_owned(),
            source: Fingerprint::of(["开渠三条"]),
            reason: "the caption leaves it out".to_owned(),
        };
        let switches = Switches::new(vec!["LENGTH".to_owned()], vec![accepted]).unwrap();
        let told = |source: &str| {
            let mut findings = vec![found("LENGTH"), found("MISSING"), found("KIND")];
            switches.apply(source, &mut findings);
            findings.into_iter().map(|finding| finding.rule).collect::<Vec<_>>()
        };
        assert_eq!(told("开渠三条"), ["KIND"]);
        assert_eq!(told("开渠四条"), ["MISSING", "KIND"]);
    }

    #[test]
    fn a_rule_that_does_not_exist_or_is_needed_is_told() {
        for (name, message) in [
            ("length", "there is no rule `length`; is `LENGTH` meant?"),
            ("", "there is no rule ``"),
            ("EMPTY", "`EMPTY` cannot be switched off: what it finds is no translation"),
        ] {
            let error = Switches::new(vec![name.to_owned()], Vec::new()).unwrap_err();
            assert_eq!(error.to_string(), message);
        }
    }
}
