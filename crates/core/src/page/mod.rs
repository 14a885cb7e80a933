//! From the text of a page, as extraction left it, to its articles.
//!
//! [`read_with`] is the order of the passes, one line each; a file for each pass says what it does,
//! by which law and on what evidence (`docs/repair.md` tells it with examples). No pass changes a
//! character: passes sort, part, join, order and leave out, and every place is kept.

mod article;
mod assign;
mod byline;
mod caption;
mod column;
mod compose;
mod copies;
mod credit;
mod doubt;
mod edge;
mod grams;
mod join;
mod lines;
mod list;
mod marks;
mod note;
mod number;
mod order;
mod person;
mod piece;
mod repeats;
mod rules;
mod seam;
mod shape;
mod sheet;
mod title;
mod topic;
mod unit;
mod view;
mod web;
mod wrap;

use serde::{Deserialize, Serialize};

use self::compose::{Layout, Losses};
use self::join::Links;
use self::piece::Piece;
pub use self::rules::{RULES, Rules};
use self::sheet::Sheet;
use self::view::View;
use crate::document::{Article, Block, Document, Kind};
use crate::finding::Finding;
use crate::text::span::Span;

/// A page that was read.
///
/// Every character of the source that is not white space is in the document or in `dropped`,
/// exactly once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The articles of the page.
    pub document: Document,
    /// What is not in the document, and why.
    pub dropped: Vec<Dropped>,
    /// What was changed to get from the source to the document, each change with its evidence.
    pub repairs: Vec<Repair>,
    /// What looks wrong in the source; reported, never changed.
    pub findings: Vec<Finding>,
}

/// Text of the source that is left out of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    /// Why it is left out.
    pub reason: Reason,
    /// Where it stands in the source.
    pub spans: Vec<Span>,
    /// The copy that was kept, character for character, for a repeat; empty otherwise.
    pub of: Vec<Span>,
}

/// Why text is left out of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A copy of text that was kept: an OCR loop, a paragraph printed twice.
    Repeat,
    /// Marks of the extraction, not of the page: `##` before a headline.
    Noise,
    /// Characters with no place in print: controls, bidirectional overrides, zero-width characters.
    Invisible,
}

/// One change between the source and the document, which the user can undo by its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// Names the repair on this page: the rule and the place, `joins-3326`; stable under other repairs.
    pub id: String,
    /// The rule that made it, by the name under which it can be switched off.
    pub rule: String,
    /// Where in the source.
    pub spans: Vec<Span>,
    /// What speaks for it, in words.
    pub evidence: String,
    /// How sure it is, from 0 to 1000.
    pub score: u16,
}

/// Reads a page by all rules. Reading never fails: what is not understood is a paragraph.
pub fn read(source: &str) -> Page {
    read_with(source, &Rules::default())
}

/// Reads a page by these rules; with every rule off the document is one block, the source itself.
pub fn read_with(source: &str, rules: &Rules) -> Page {
    let view = view(source, rules);
    let mut sheet = Sheet::of(&view, rules);
    sheet.leave_out_invisible();
    if !rules.runs("lines") {
        let articles = whole(&view);
        return sheet.finish(articles);
    }
    let mut pieces = lines::split(&view.text);
    if rules.runs("marks") {
        marks::take_off(&mut pieces, &mut sheet);
    }
    if rules.runs("wrap") {
        pieces = wrap::unwrap(pieces, &mut sheet);
    }
    if rules.runs("repeats") {
        pieces = repeats::take_out(pieces, &mut sheet);
    }
    pieces = sort(pieces, &mut sheet);
    let mut articles = Vec::new();
    for page in pages(pieces) {
        articles.append(&mut arrange(page, &mut sheet));
    }
    sheet.finish(articles)
}

fn view<'a>(source: &'a str, rules: &Rules) -> View<'a> {
    if rules.runs("invisible") { View::visible(source) } else { View::whole(source) }
}

/// Says of every piece what it is.
fn sort<'a>(mut pieces: Vec<Piece<'a>>, sheet: &mut Sheet<'_>) -> Vec<Piece<'a>> {
    if sheet.rules.runs("credits") {
        pieces = credit::find(pieces, sheet);
    }
    if sheet.rules.runs("bylines") {
        pieces = byline::find(pieces, sheet);
    }
    if sheet.rules.runs("notes") {
        note::find(&mut pieces, sheet);
    }
    if sheet.rules.runs("lists") {
        list::find(&mut pieces, sheet);
    }
    if sheet.rules.runs("captions") {
        caption::find(&mut pieces, sheet);
    }
    if sheet.rules.runs("titles") {
        pieces = title::find(pieces, sheet);
        if sheet.rules.runs("bylines") {
            byline::find_below_titles(&mut pieces);
        }
    }
    pieces
}

/// Joins and orders the pieces of one page and makes its articles.
fn arrange(mut pieces: Vec<Piece<'_>>, sheet: &mut Sheet<'_>) -> Vec<Article> {
    let mut links = if sheet.rules.runs("joins") {
        join::find(&pieces, sheet)
    } else {
        Links::none(pieces.len())
    };
    if sheet.rules.runs("titles") {
        title::find_overlooked(&mut pieces, &links);
    }
    let headlines = if sheet.rules.runs("articles") {
        article::headlines(&mut pieces, &links)
    } else {
        vec![0; pieces.len()]
    };
    let chains = order::read(&pieces, &headlines, &mut links, sheet);
    let losses = if sheet.rules.runs("lost") { Losses::Marked } else { Losses::Ignored };
    let layout = Layout { pieces: &pieces, links: &links, chains: &chains, headlines: &headlines };
    layout.articles(sheet.view, losses)
}

/// How many pieces are arranged together; a printed page has fewer.
const PAGE: usize = 400;

/// Parts a long text into pages, so that the work for each piece has a limit.
fn pages(pieces: Vec<Piece<'_>>) -> Vec<Vec<Piece<'_>>> {
    let mut pages = Vec::with_capacity(pieces.len().div_ceil(PAGE));
    let mut rest = pieces.into_iter();
    while rest.len() > 0 {
        pages.push(rest.by_ref().take(PAGE).collect());
    }
    pages
}

/// Returns the whole text as one block, white space and all.
fn whole(view: &View<'_>) -> Vec<Article> {
    let len = view.text.chars().count();
    if view.text.trim().is_empty() {
        return Vec::new();
    }
    let block = Block {
        kind: Kind::Paragraph,
        text: view.text.to_string(),
        spans: view.map_all(&[Span::new(0, len)]),
        head_missing: false,
        tail_missing: false,
    };
    vec![Article { blocks: vec![block] }]
}
