//! Whether a sentence says what its paragraphs say.
//!
//! What can be decided by code is decided: the citations exist; every figure, name, date and quotation
//! stands in the cited Chinese; directions and superlatives have their words there; nothing is left in
//! Chinese and nothing came along that is no text. `evidence` is what a rule may look at, and each rule
//! is a file. What cannot be decided (that the sentence means what the Chinese means) is not claimed:
//! `docs/digest.md` says where the border is.

mod assertion;
mod direction;
mod evidence;
mod figure;
mod form;
mod name;
mod quotation;
mod support;

use crate::fact::name::persons;
use crate::finding::{Finding, Severity};
use crate::glossary::Glossary;
use crate::port::{Claim, Part};
use crate::segment::SegmentId;

use super::story::Story;

pub use evidence::Evidence;

/// One rule: what is wrong with a sentence, given what it cites.
type Rule = fn(&Claim, &Evidence<'_>) -> Vec<Finding>;

/// Every rule, in the order in which findings are listed.
const RULES: &[Rule] = &[
    form::check,
    figure::check,
    name::check,
    quotation::check,
    direction::check,
    assertion::check,
    support::check,
];

/// What became of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The segments that vouch for it, in reading order; empty where a citation does not exist.
    pub from: Vec<SegmentId>,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl Verdict {
    /// Tells whether the sentence may stand.
    pub fn is_proven(&self) -> bool {
        !self.from.is_empty() && !self.findings.iter().any(|finding| finding.severity.is_error())
    }
}

/// Proves the sentences of one story.
#[derive(Debug)]
pub struct Prover<'a> {
    story: &'a Story,
    glossary: &'a Glossary,
    /// The people whom the story names anywhere, in Chinese.
    people: Vec<String>,
}

impl<'a> Prover<'a> {
    /// Reads what every proof of a story needs.
    pub fn new(story: &'a Story, glossary: &'a Glossary) -> Self {
        let texts: Vec<&str> = story.units.iter().map(|unit| unit.segment.text.as_str()).collect();
        let named = persons(&texts.join("\n"));
        let mut people: Vec<String> = named.into_iter().map(|person| person.text).collect();
        people.sort_unstable();
        people.dedup();
        Self { story, glossary, people }
    }

    /// Proves a sentence from the passages it cites; `passages` are the segments in the order of the
    /// brief, so that `p3` is the third.
    pub fn prove(&self, claim: &Claim, passages: &[SegmentId]) -> Verdict {
        match cited(claim, passages) {
            Ok(from) => {
                let findings = self.prove_from(claim, &from);
                Verdict { from, findings }
            }
            Err(finding) => Verdict { from: Vec::new(), findings: vec![*finding] },
        }
    }

    /// Proves a sentence from segments.
    pub fn prove_from(&self, claim: &Claim, from: &[SegmentId]) -> Vec<Finding> {
        let evidence = Evidence::of(from, self.story, self.glossary, &self.people);
        RULES.iter().flat_map(|rule| rule(claim, &evidence)).collect()
    }
}

/// Returns the segments a sentence cites.
fn cited(claim: &Claim, passages: &[SegmentId]) -> Result<Vec<SegmentId>, Box<Finding>> {
    if claim.cites.iter().all(|cite| cite.trim().is_empty()) {
        return Err(Box::new(critical("CITE_MISSING", "the sentence cites no passage")));
    }
    let mut from = Vec::new();
    for cite in &claim.cites {
        let number = cite.trim().trim_start_matches(['p', 'P']).parse::<usize>().ok();
        let segment = number.and_then(|n| passages.get(n.checked_sub(1)?));
        match segment {
            Some(&segment) if !from.contains(&segment) => from.push(segment),
            Some(_) => {}
            None => {
                let shown: String = cite.chars().take(20).collect();
                let message = format!("there is no passage `{shown}`");
                return Err(Box::new(critical("CITE_UNKNOWN", message)));
            }
        }
    }
    from.sort_unstable();
    Ok(from)
}

fn critical(rule: &str, message: impl Into<String>) -> Finding {
    Finding::on_source(rule, Severity::Critical, Vec::new(), message)
}

fn major(rule: &str, message: impl Into<String>) -> Finding {
    Finding::on_source(rule, Severity::Major, Vec::new(), message)
}

fn minor(rule: &str, message: impl Into<String>) -> Finding {
    Finding::on_source(rule, Severity::Minor, Vec::new(), message)
}

/// Returns the text of a sentence with its speaker, where it has one.
fn whole(claim: &Claim) -> String {
    if claim.part == Part::Quotation && !claim.speaker.is_empty() {
        return format!("{}. {}", claim.speaker, claim.text);
    }
    claim.text.clone()
}
