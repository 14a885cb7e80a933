//! A page with its translation: what the writers of formats put on paper.

use serde::{Deserialize, Serialize};

use crate::document::{Block, Kind};
use crate::finding::{Finding, Severity};
use crate::page::{Dropped, Page, Repair};
use crate::unit::{Asker, Languages, Method, Unit};

/// A page in two languages.
///
/// A function of the page and its units alone: the same page with the same answers is the same edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// The name of the page, as the user gave it (`0412/page-1.txt`); for display only, never a path.
    pub source: String,
    /// From which language into which.
    pub languages: Languages,
    /// The articles, in reading order.
    pub articles: Vec<EditionArticle>,
    /// What is not in the edition, and why.
    pub dropped: Vec<Dropped>,
    /// What was repaired on the way.
    pub repairs: Vec<Repair>,
    /// What looks wrong in the source.
    pub findings: Vec<Finding>,
}

/// One article in two languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionArticle {
    /// The blocks, in reading order.
    pub blocks: Vec<EditionBlock>,
}

/// One block in two languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionBlock {
    /// The Chinese.
    pub block: Block,
    /// Its segments with their targets, in order; joined, the segments are the block.
    pub units: Vec<Unit>,
}

impl Edition {
    /// Puts a page and its units together; `units` are those of [`crate::segment::segments`], in order.
    pub fn assemble(source: String, languages: Languages, page: Page, units: Vec<Unit>) -> Self {
        let mut units = units.into_iter().peekable();
        let articles = (1..)
            .zip(page.document.articles)
            .map(|(a, article)| EditionArticle {
                blocks: (1..)
                    .zip(article.blocks)
                    .map(|(b, block)| {
                        let mut own = Vec::new();
                        while let Some(unit) = units.next_if(|unit| {
                            unit.segment.id.article == a && unit.segment.id.block == b
                        }) {
                            own.push(unit);
                        }
                        EditionBlock { block, units: own }
                    })
                    .collect(),
            })
            .collect();
        Self {
            source,
            languages,
            articles,
            dropped: page.dropped,
            repairs: page.repairs,
            findings: page.findings,
        }
    }

    /// Returns all units, in reading order.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        self.articles.iter().flat_map(|article| &article.blocks).flat_map(|block| &block.units)
    }

    /// Returns who made the targets, each once, in order of first appearance.
    pub fn askers(&self) -> Vec<&Asker> {
        let mut askers: Vec<&Asker> = Vec::new();
        for asker in self.units().filter_map(|unit| unit.asker.as_ref()) {
            if !askers.contains(&asker) {
                askers.push(asker);
            }
        }
        askers
    }

    /// Counts the units that still wait for a target.
    pub fn count_open(&self) -> usize {
        self.units().filter(|unit| unit.is_open()).count()
    }

    /// Tells whether any part of the English is the offline engine's, which is a reading aid and not a
    /// translation.
    pub fn is_reading_aid(&self) -> bool {
        self.units()
            .filter_map(|unit| unit.target.as_ref())
            .any(|target| matches!(target.method, Method::Draft | Method::Gloss))
    }

    /// Returns the gravest finding on any translation; findings on the source are the page's own matter.
    pub fn worst_finding(&self) -> Option<Severity> {
        self.units().flat_map(|unit| &unit.findings).map(|finding| finding.severity).max()
    }
}

impl EditionBlock {
    /// Returns the English of the block, or nothing while any part of it is open.
    pub fn target(&self) -> Option<String> {
        let texts: Option<Vec<&str>> = self
            .units
            .iter()
            .map(|unit| unit.target.as_ref().map(|target| target.text.as_str()))
            .collect();
        texts.map(|texts| texts.join(" "))
    }
}

impl EditionArticle {
    /// Returns the block that names the article: the headline, or the first block.
    pub fn headline(&self) -> Option<&EditionBlock> {
        self.blocks.iter().find(|block| block.block.kind == Kind::Headline).or(self.blocks.first())
    }
}
