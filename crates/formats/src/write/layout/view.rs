//! Everything that stands on the page, as the template reads it.

use recto_core::document::Block;
use recto_core::edition::Edition;
use recto_core::finding::Finding;
use recto_core::segment::SegmentId;
use serde::Serialize;

use super::appendix::{Blocks, DroppedView, RepairView};
use super::article::{ArticleView, Note};
use super::legend::Legend;
use crate::write::notice::{makers, notices};
use crate::write::places::Places;
use crate::write::shown::{Gap, OPEN, shown};

/// An edition as the template reads it.
#[derive(Debug, Serialize)]
pub(in crate::write) struct EditionView {
    title: String,
    source: String,
    from: String,
    to: String,
    notices: Vec<String>,
    makers: Vec<String>,
    legend: Legend,
    has_gloss: bool,
    articles: Vec<ArticleView>,
    dropped: Vec<DroppedView>,
    repairs: Vec<RepairView>,
    page_notes: Vec<Note>,
    words: Words,
}

/// The fixed words of the page that stand in running text.
#[derive(Debug, Serialize)]
struct Words {
    head_zh: &'static str,
    tail_zh: &'static str,
    head_en: &'static str,
    tail_en: &'static str,
    open: &'static str,
}

const WORDS: Words = Words {
    head_zh: Gap::HEAD_ZH,
    tail_zh: Gap::TAIL_ZH,
    head_en: Gap::HEAD_EN,
    tail_en: Gap::TAIL_EN,
    open: OPEN,
};

impl EditionView {
    /// Lays out an edition.
    pub(in crate::write) fn of(edition: &Edition) -> Self {
        let blocks: Vec<&Block> =
            edition.articles.iter().flat_map(|article| &article.blocks).map(|b| &b.block).collect();
        let places = Places::of(blocks.iter().copied());
        let ids = ids(edition);
        let found = places.group(blocks.len(), &edition.findings, |finding| &finding.spans);
        let mut last_note = 0;
        let legend = Legend::of(edition);
        let mut articles = articles(edition, &found, &mut last_note);
        let rows = articles.iter_mut().flat_map(|article| &mut article.groups);
        for row in rows.flat_map(|group| &mut group.rows) {
            row.made = legend.shown(row.made);
        }
        let page_notes = notes_on_page(&found[blocks.len()], last_note);
        let all = Blocks { places: &places, blocks: &blocks, ids: &ids };
        Self {
            title: title(edition, &articles),
            source: shown(&edition.source).into_owned(),
            from: shown(&edition.languages.from).into_owned(),
            to: shown(&edition.languages.to).into_owned(),
            notices: notices(edition),
            makers: makers(edition).iter().map(|maker| shown(maker).into_owned()).collect(),
            legend,
            has_gloss: articles.iter().any(|article| !article.words.is_empty()),
            articles,
            dropped: edition.dropped.iter().map(|dropped| all.dropped(dropped)).collect(),
            repairs: edition.repairs.iter().map(|repair| all.repair(repair)).collect(),
            page_notes,
            words: WORDS,
        }
    }
}

/// Returns the anchors of all blocks.
fn ids(edition: &Edition) -> Vec<String> {
    let articles = edition.articles.iter().zip(1..);
    articles
        .flat_map(|(article, a)| {
            let blocks = (1..).take(article.blocks.len());
            blocks.map(move |b| SegmentId { article: a, block: b, part: 0 }.to_string())
        })
        .collect()
}

fn articles(edition: &Edition, found: &[Vec<&Finding>], last_note: &mut usize) -> Vec<ArticleView> {
    let mut from = 0;
    let mut articles = Vec::with_capacity(edition.articles.len());
    for (article, number) in edition.articles.iter().zip(1..) {
        let until = from + article.blocks.len();
        articles.push(ArticleView::of(article, number, &found[from..until], last_note));
        from = until;
    }
    articles
}

/// Makes notes of the findings that belong to no block.
fn notes_on_page(found: &[&Finding], last: usize) -> Vec<Note> {
    found.iter().zip(last + 1..).map(|(finding, number)| Note::of(finding, number, "")).collect()
}

/// Returns what a browser shows above the page.
fn title(edition: &Edition, articles: &[ArticleView]) -> String {
    let source = shown(&edition.source);
    match articles.first() {
        Some(first) => {
            let headline = first.title_en.as_ref().unwrap_or(&first.title_zh);
            format!("{headline} – {source}")
        }
        None => source.into_owned(),
    }
}
