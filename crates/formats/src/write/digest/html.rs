//! Digests as one self-contained page: no script, no request, everything escaped.
//!
//! Each sentence leads to its Chinese and the approved English in the same file, and shows both beside
//! itself when it is pointed at or tapped. `templates/digest.html` says how the page is marked up,
//! `templates/digest.css` how it looks.

use minijinja::value::Serde;
use recto_core::digest::{Bulletin, Digest, Point, Quotation, Row};
use recto_core::segment::SegmentId;
use recto_core::unit::{Method, Unit};
use serde::Serialize;

use super::layout;
use crate::write::shown::shown;
use crate::write::templates;

/// Writes digests.
pub(super) fn bulletin(bulletin: &Bulletin) -> Vec<u8> {
    let view = BulletinView::of(bulletin);
    templates::render("digest.html", Serde(view).into()).into_bytes()
}

#[derive(Serialize)]
struct BulletinView {
    title: String,
    published: Option<String>,
    notices: Vec<String>,
    minute: Vec<SentenceView>,
    sections: Vec<SectionView>,
    rest: Vec<LineView>,
}

#[derive(Serialize)]
struct SectionView {
    topic: Option<String>,
    digests: Vec<DigestView>,
}

#[derive(Serialize)]
struct LineView {
    headline: String,
    title: String,
    place: String,
}

#[derive(Serialize)]
struct DigestView {
    id: String,
    headline: SentenceView,
    title: String,
    places: String,
    deck: Option<SentenceView>,
    listed: bool,
    points: Vec<SentenceView>,
    figures_label: &'static str,
    figures: Vec<RowView>,
    quotations_label: &'static str,
    quotations: Vec<QuotationView>,
    context_label: &'static str,
    context: Vec<SentenceView>,
    sources: Vec<SourceView>,
}

#[derive(Serialize)]
struct SentenceView {
    text: String,
    making: &'static str,
    chinese: Option<String>,
    replaced: Option<String>,
    cites: Vec<CiteView>,
}

/// A citation with what it leads to.
#[derive(Serialize)]
struct CiteView {
    anchor: String,
    id: String,
    zh: String,
    en: String,
}

#[derive(Serialize)]
struct RowView {
    indicator: String,
    is_chinese: bool,
    change: String,
    value: String,
    rank: String,
    cite: Vec<CiteView>,
}

#[derive(Serialize)]
struct QuotationView {
    text: String,
    is_chinese: bool,
    speaker: String,
    cites: Vec<CiteView>,
    replaced: Option<String>,
}

#[derive(Serialize)]
struct SourceView {
    anchor: String,
    id: String,
    zh: String,
    en: String,
    method: &'static str,
    words: Vec<(String, String, String)>,
}

impl BulletinView {
    fn of(bulletin: &Bulletin) -> Self {
        let view = |number: usize| DigestView::of(&bulletin.digests[number], number);
        let sections = match &bulletin.roundup {
            None => vec![SectionView {
                topic: None,
                digests: (0..bulletin.digests.len()).map(view).collect(),
            }],
            Some(roundup) => roundup
                .sections
                .iter()
                .map(|section| SectionView {
                    topic: Some(section.topic.clone()),
                    digests: section.digests.iter().copied().map(view).collect(),
                })
                .collect(),
        };
        let minute = bulletin.roundup.iter().flat_map(|roundup| &roundup.minute);
        let rest = bulletin.roundup.iter().flat_map(|roundup| &roundup.rest);
        Self {
            title: shown(&bulletin.title).into_owned(),
            published: bulletin.published.clone(),
            notices: layout::notices(bulletin),
            minute: minute
                .map(|lead| {
                    Sources(&bulletin.digests[lead.digest], lead.digest).sentence(&lead.point)
                })
                .collect(),
            sections,
            rest: rest
                .map(|line| LineView {
                    headline: shown(&line.headline).into_owned(),
                    title: shown(&line.title).into_owned(),
                    place: format!("{}, article {}", line.source, line.article),
                })
                .collect(),
        }
    }
}

impl DigestView {
    fn of(digest: &Digest, number: usize) -> Self {
        let labels = layout::labels(digest.style);
        let sources = Sources(digest, number);
        let all = |points: &[Point]| points.iter().map(|point| sources.sentence(point)).collect();
        Self {
            id: format!("d{}", number + 1),
            headline: sources.sentence(&digest.headline),
            title: shown(&digest.title).into_owned(),
            places: shown(&layout::places(digest)).into_owned(),
            deck: digest.deck.as_ref().map(|deck| sources.sentence(deck)),
            listed: labels.listed,
            points: all(&digest.points),
            figures_label: labels.figures,
            figures: digest.figures.iter().map(|row| sources.row(row)).collect(),
            quotations_label: labels.quotations,
            quotations: digest.quotations.iter().map(|said| sources.quotation(said)).collect(),
            context_label: labels.context,
            context: all(&digest.context),
            sources: digest.sources.iter().map(|unit| sources.source(unit)).collect(),
        }
    }
}

/// A digest with its number in the file, which makes the anchors of its sources unique.
struct Sources<'a>(&'a Digest, usize);

impl Sources<'_> {
    fn sentence(&self, point: &Point) -> SentenceView {
        let chinese = layout::shows_chinese(point).then(|| shown(&point.chinese).into_owned());
        SentenceView {
            text: shown(&point.text).into_owned(),
            making: point.making.as_str(),
            chinese,
            replaced: layout::replaced(&point.instead_of),
            cites: self.cites(&point.from),
        }
    }

    fn cites(&self, from: &[SegmentId]) -> Vec<CiteView> {
        from.iter().map(|&id| self.cite(id)).collect()
    }

    fn cite(&self, id: SegmentId) -> CiteView {
        let unit = self.0.source_of(id);
        CiteView {
            anchor: self.anchor(id),
            id: id.to_string(),
            zh: unit.map(|unit| shown(&unit.segment.text).into_owned()).unwrap_or_default(),
            en: unit.map(english).unwrap_or_default(),
        }
    }

    fn anchor(&self, id: SegmentId) -> String {
        format!("d{}-{id}", self.1 + 1)
    }

    fn row(&self, row: &Row) -> RowView {
        let cell = |text: &Option<String>| shown(text.as_deref().unwrap_or("")).into_owned();
        RowView {
            indicator: shown(&layout::indicator(row)).into_owned(),
            is_chinese: row.english.is_none(),
            change: cell(&row.change),
            value: cell(&row.value),
            rank: cell(&row.rank),
            cite: self.cites(&[row.from]),
        }
    }

    fn quotation(&self, said: &Quotation) -> QuotationView {
        QuotationView {
            text: shown(said.text.as_ref().unwrap_or(&said.chinese)).into_owned(),
            is_chinese: said.text.is_none(),
            speaker: shown(&said.speaker).into_owned(),
            cites: self.cites(&said.from),
            replaced: layout::replaced(&said.instead_of),
        }
    }

    fn source(&self, unit: &Unit) -> SourceView {
        let target = unit.target.as_ref();
        let words = target.map(|target| target.gloss.as_slice()).unwrap_or_default();
        let word = |text: &str| shown(text).into_owned();
        SourceView {
            anchor: self.anchor(unit.segment.id),
            id: unit.segment.id.to_string(),
            zh: shown(&unit.segment.text).into_owned(),
            en: english(unit),
            method: target.map_or("open", |target| target.method.as_str()),
            words: words
                .iter()
                .map(|gloss| {
                    let sense = gloss.senses.first().map_or("", String::as_str);
                    (word(&gloss.text), word(&gloss.pinyin), word(sense))
                })
                .collect(),
        }
    }
}

/// Returns the English of a segment; for a gloss its facts, said to be such.
fn english(unit: &Unit) -> String {
    let Some(target) = &unit.target else { return String::new() };
    let text = shown(&target.text);
    match target.method {
        Method::Gloss if text.trim().is_empty() => String::new(),
        Method::Gloss => format!("Facts: {text}"),
        _ => text.into_owned(),
    }
}
