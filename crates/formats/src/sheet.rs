//! The JSON form of editions and pages, the same for writing and for reading back.
//!
//! Field names and their order are a promise to other programs: docs/formats.md lists them. A new field
//! may come at any time; a changed or removed one raises [`SCHEMA_VERSION`].

use std::borrow::Cow;

use recto_core::document::{Block, Kind};
use recto_core::edition::{Edition, EditionArticle, EditionBlock};
use recto_core::finding::Finding;
use recto_core::page::{Dropped, Page, Repair};
use recto_core::segment::{Segment, SegmentId};
use recto_core::text::span::Span;
use recto_core::unit::{Asker, Example, Languages, Method, State, Target, Unit, Word};
use serde::{Deserialize, Serialize};

/// The version of the form; a reader refuses a higher one.
pub(crate) const SCHEMA_VERSION: u32 = 1;

/// A repaired page.
#[derive(Debug, Serialize)]
pub(crate) struct PageSheet<'a> {
    schema_version: u32,
    source: &'a str,
    articles: Vec<PageArticle<'a>>,
    dropped: &'a [Dropped],
    repairs: &'a [Repair],
    findings: &'a [Finding],
}

#[derive(Debug, Serialize)]
struct PageArticle<'a> {
    blocks: &'a [Block],
}

/// An edition.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct EditionSheet<'a> {
    schema_version: u32,
    source: Cow<'a, str>,
    languages: Cow<'a, Languages>,
    #[serde(default)]
    notice: Option<Cow<'a, str>>,
    #[serde(default)]
    segments: usize,
    #[serde(default)]
    open: usize,
    articles: Vec<ArticleSheet<'a>>,
    dropped: Cow<'a, [Dropped]>,
    repairs: Cow<'a, [Repair]>,
    findings: Cow<'a, [Finding]>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ArticleSheet<'a> {
    blocks: Vec<BlockSheet<'a>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct BlockSheet<'a> {
    kind: Kind,
    text: Cow<'a, str>,
    spans: Cow<'a, [Span]>,
    head_missing: bool,
    tail_missing: bool,
    units: Vec<UnitSheet<'a>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct UnitSheet<'a> {
    id: SegmentId,
    spans: Cow<'a, [Span]>,
    zh: Cow<'a, str>,
    en: Option<Cow<'a, str>>,
    method: Option<Method>,
    state: State,
    provider: Option<Cow<'a, str>>,
    model: Option<Cow<'a, str>>,
    prompt: Option<Cow<'a, str>>,
    findings: Cow<'a, [Finding]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    replaced: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    example: Option<Cow<'a, Example>>,
    #[serde(default, skip_serializing_if = "<[Word]>::is_empty")]
    gloss: Cow<'a, [Word]>,
}

impl<'a> PageSheet<'a> {
    /// Lays out a page that was read from `source`.
    pub(crate) fn of(page: &'a Page, source: &'a str) -> Self {
        let articles = page.document.articles.iter();
        Self {
            schema_version: SCHEMA_VERSION,
            source,
            articles: articles.map(|article| PageArticle { blocks: &article.blocks }).collect(),
            dropped: &page.dropped,
            repairs: &page.repairs,
            findings: &page.findings,
        }
    }
}

impl<'a> EditionSheet<'a> {
    /// Lays out an edition; `notice` is what its head has to say.
    pub(crate) fn of(edition: &'a Edition, notice: Option<String>) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            source: Cow::Borrowed(&edition.source),
            languages: Cow::Borrowed(&edition.languages),
            notice: notice.map(Cow::Owned),
            segments: edition.units().count(),
            open: edition.count_open(),
            articles: edition.articles.iter().map(ArticleSheet::of).collect(),
            dropped: Cow::Borrowed(&edition.dropped),
            repairs: Cow::Borrowed(&edition.repairs),
            findings: Cow::Borrowed(&edition.findings),
        }
    }

    /// Returns the edition that the sheet lays out.
    pub(crate) fn into_edition(self) -> Edition {
        Edition {
            source: self.source.into_owned(),
            languages: self.languages.into_owned(),
            articles: self.articles.into_iter().map(ArticleSheet::into_article).collect(),
            dropped: self.dropped.into_owned(),
            repairs: self.repairs.into_owned(),
            findings: self.findings.into_owned(),
        }
    }
}

impl<'a> ArticleSheet<'a> {
    fn of(article: &'a EditionArticle) -> Self {
        Self { blocks: article.blocks.iter().map(BlockSheet::of).collect() }
    }

    fn into_article(self) -> EditionArticle {
        EditionArticle { blocks: self.blocks.into_iter().map(BlockSheet::into_block).collect() }
    }
}

impl<'a> BlockSheet<'a> {
    fn of(block: &'a EditionBlock) -> Self {
        let EditionBlock { block, units } = block;
        Self {
            kind: block.kind,
            text: Cow::Borrowed(&block.text),
            spans: Cow::Borrowed(&block.spans),
            head_missing: block.head_missing,
            tail_missing: block.tail_missing,
            units: units.iter().map(UnitSheet::of).collect(),
        }
    }

    fn into_block(self) -> EditionBlock {
        let block = Block {
            kind: self.kind,
            text: self.text.into_owned(),
            spans: self.spans.into_owned(),
            head_missing: self.head_missing,
            tail_missing: self.tail_missing,
        };
        let last = self.units.len();
        let units = (1..)
            .zip(self.units)
            .map(|(number, unit)| unit.into_unit(&block, number == 1, number == last))
            .collect();
        EditionBlock { block, units }
    }
}

impl<'a> UnitSheet<'a> {
    fn of(unit: &'a Unit) -> Self {
        let asker = unit.asker.as_ref();
        let target = unit.target.as_ref();
        Self {
            id: unit.segment.id,
            spans: Cow::Borrowed(&unit.segment.spans),
            zh: Cow::Borrowed(&unit.segment.text),
            en: target.map(|target| Cow::Borrowed(target.text.as_str())),
            method: target.map(|target| target.method),
            state: unit.state,
            provider: asker.map(|asker| Cow::Borrowed(asker.provider.as_str())),
            model: asker.map(|asker| Cow::Borrowed(asker.model.as_str())),
            prompt: asker.map(|asker| Cow::Borrowed(asker.prompt.as_str())),
            findings: Cow::Borrowed(&unit.findings),
            replaced: unit.replaced.as_deref().map(Cow::Borrowed),
            example: unit.example.as_ref().map(Cow::Borrowed),
            gloss: Cow::Borrowed(target.map_or(&[], |target| &target.gloss)),
        }
    }

    fn into_unit(self, block: &Block, is_first: bool, is_last: bool) -> Unit {
        let target = self.en.zip(self.method).map(|(text, method)| Target {
            text: text.into_owned(),
            method,
            gloss: self.gloss.into_owned(),
        });
        let asker = self.provider.map(|provider| Asker {
            provider: provider.into_owned(),
            model: self.model.unwrap_or_default().into_owned(),
            prompt: self.prompt.unwrap_or_default().into_owned(),
        });
        let segment = Segment {
            id: self.id,
            kind: block.kind,
            text: self.zh.into_owned(),
            spans: self.spans.into_owned(),
            head_missing: block.head_missing && is_first,
            tail_missing: block.tail_missing && is_last,
        };
        Unit {
            segment,
            target,
            state: self.state,
            asker,
            findings: self.findings.into_owned(),
            example: self.example.map(Cow::into_owned),
            replaced: self.replaced.map(Cow::into_owned),
        }
    }
}
