//! `recto figures`: the figures that pages state, by exact value, and their English.

use recto_core::fact::{self, Figure};
use recto_core::page::Page;
use recto_core::text::span::Span;
use serde::Serialize;

use crate::facts::Fact;

/// A figure, as it stands in the list.
#[derive(Serialize)]
pub(crate) struct Listed {
    text: String,
    spans: Vec<Span>,
    kind: fact::Kind,
    value: fact::Value,
    unit: Option<String>,
    approx: Option<fact::Approx>,
    en: Vec<String>,
}

impl Fact for Listed {
    const LIST: &'static str = "figures";

    fn of(page: &Page) -> Vec<Self> {
        let blocks = page.document.articles.iter().flat_map(|article| &article.blocks);
        blocks
            .flat_map(|block| {
                let figures = fact::read_zh(&block.text).into_iter().filter(Figure::is_listed);
                figures.map(|figure| {
                    let spans = block.source_spans(figure.span);
                    let en = fact::render_en(&figure);
                    let Figure { text, kind, value, unit, approx, .. } = figure;
                    Self { text, spans, kind, value, unit, approx, en }
                })
            })
            .collect()
    }

    fn row(&self) -> [String; 3] {
        let english = self.en.first().cloned().unwrap_or_default();
        [self.kind.as_str().to_owned(), self.text.clone(), english]
    }
}
