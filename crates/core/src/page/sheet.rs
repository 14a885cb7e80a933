//! The sheet a page is repaired on: the rules in force, and the ledger of what was done.
//!
//! Passes ask the sheet before they change anything; what they are not allowed they leave as it is.

use super::doubt;
use super::rules::Rules;
use super::view::View;
use super::{Dropped, Page, Reason, Repair};
use crate::document::{Article, Document};
use crate::finding::Finding;
use crate::text::span::Span;

/// The ledger of one page; its places are those of the view until the page is finished.
pub(super) struct Sheet<'a> {
    /// The rules in force.
    pub(super) rules: &'a Rules,
    /// The visible source.
    pub(super) view: &'a View<'a>,
    /// What was left out.
    pub(super) dropped: Vec<Dropped>,
    /// What was changed.
    pub(super) repairs: Vec<Repair>,
    /// What looks wrong.
    pub(super) findings: Vec<Finding>,
    /// How many of the dropped are invisible; their places are those of the source already.
    invisible: usize,
}

impl<'a> Sheet<'a> {
    /// Opens the sheet for a source.
    pub(super) fn of(view: &'a View<'a>, rules: &'a Rules) -> Self {
        Self {
            rules,
            view,
            dropped: Vec::new(),
            repairs: Vec::new(),
            findings: Vec::new(),
            invisible: 0,
        }
    }

    /// Names a repair, and enters it into the ledger unless the user has undone it.
    ///
    /// Returns whether the repair may be made.
    pub(super) fn may(&mut self, mut repair: Repair) -> bool {
        repair.id = self.id(&repair.rule, repair.spans.first().map_or(0, |span| span.start));
        let allowed = self.rules.undoes_nothing() || self.rules.allows(&repair.id);
        if allowed {
            self.repairs.push(repair);
        }
        allowed
    }

    /// Leaves out a span.
    pub(super) fn drop(&mut self, reason: Reason, span: Span) {
        self.dropped.push(Dropped { reason, spans: vec![span], of: Vec::new() });
    }

    /// Returns the id of the repair of a rule at a place of the view.
    fn id(&self, rule: &str, at: usize) -> String {
        format!("{rule}-{}", self.view.source_of(at))
    }

    /// Enters the invisible characters of the source as dropped.
    pub(super) fn leave_out_invisible(&mut self) {
        for &run in &self.view.invisible {
            self.dropped.push(Dropped {
                reason: Reason::Invisible,
                spans: vec![run],
                of: Vec::new(),
            });
        }
        self.invisible = self.dropped.len();
    }

    /// Closes the sheet: every place becomes a place of the source.
    pub(super) fn finish(mut self, articles: Vec<Article>) -> Page {
        let view = self.view;
        for dropped in &mut self.dropped[self.invisible..] {
            dropped.spans = view.map_all(&dropped.spans);
            dropped.of = view.map_all(&dropped.of);
        }
        for repair in &mut self.repairs {
            repair.spans = view.map_all(&repair.spans);
        }
        for finding in &mut self.findings {
            finding.spans = view.map_all(&finding.spans);
        }
        self.dropped.sort_by_key(|dropped| dropped.spans.first().copied());
        self.repairs.sort_by_key(|repair| repair.spans.first().copied());
        self.findings.append(&mut doubt::report(&articles, self.rules));
        self.findings.sort_by_key(|finding| finding.spans.first().copied());
        Page {
            document: Document { articles },
            dropped: self.dropped,
            repairs: self.repairs,
            findings: self.findings,
        }
    }
}
