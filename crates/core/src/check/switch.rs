//! Which findings are not told: rules that are switched off, and findings that a person has accepted.
//!
//! An acceptance names the rule and the fingerprint of the source text, so that it lapses when the
//! text changes.

use thiserror::Error;

use super::RULES;
use crate::finding::Finding;
use crate::fingerprint::Fingerprint;

/// The name of a rule that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("there is no rule `{name}`{}", likeliest(name))]
pub struct UnknownRule {
    /// The name.
    pub name: String,
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
    /// Makes switches; every name must be that of a rule.
    pub fn new(off: Vec<String>, waivers: Vec<Waiver>) -> Result<Self, UnknownRule> {
        let names = off.iter().chain(waivers.iter().map(|waiver| &waiver.rule));
        for name in names {
            if RULES.iter().all(|rule| rule.name != name) {
                return Err(UnknownRule { name: name.clone() });
            }
        }
        Ok(Self { off, waivers })
    }

    /// Leaves out the findings on a source text that are not told.
    pub fn apply(&self, source: &str, findings: &mut Vec<Finding>) {
        if self.off.is_empty() && self.waivers.is_empty() {
            return;
        }
        let source = Fingerprint::of([source]);
        let is_accepted = |finding: &Finding| {
            self.waivers.iter().any(|waiver| waiver.rule == finding.rule && waiver.source == source)
        };
        findings.retain(|finding| !self.off.contains(&finding.rule) && !is_accepted(finding));
    }
}

/// Returns the rule whose name differs least in its letters, in words.
fn likeliest(name: &str) -> String {
    let upper = name.to_uppercase();
    let near = RULES.iter().find(|rule| {
        rule.name == upper || rule.name.starts_with(&upper) || upper.starts_with(rule.name)
    });
    near.filter(|_| !upper.is_empty())
        .map_or_else(String::new, |rule| format!("; is `{}` meant?", rule.name))
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
    fn a_rule_that_does_not_exist_is_told_with_the_one_meant() {
        let error = Switches::new(vec!["length".to_owned()], Vec::new()).unwrap_err();
        assert_eq!(error.to_string(), "there is no rule `length`; is `LENGTH` meant?");
    }
}
