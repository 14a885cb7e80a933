//! `recto figures`: the figures that pages state, by exact value, and their English.

use std::path::PathBuf;

use recto_core::fact::{self, Figure};
use recto_core::page::Page;
use recto_core::text::span::Span;
use serde::Serialize;

use super::{Context, Form};
use crate::error::{CommandError, Exit};
use crate::facts;
use crate::settings::Reading;

/// List the figures of pages, by exact value, with their English
///
/// A figure is read by value: 3000万 is 30000000. Numbers in names, slogans and idioms are not listed.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Pages: files, folders, globs, or `-` for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Format of the list
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    format: Form,
    #[command(flatten)]
    reading: Reading,
}

/// A figure, as it stands in the list.
#[derive(Serialize)]
struct Listed {
    text: String,
    spans: Vec<Span>,
    #[serde(flatten)]
    figure: Shown,
    en: Vec<String>,
}

/// What the list tells about a figure beside its text and place.
#[derive(Serialize)]
struct Shown {
    kind: fact::Kind,
    value: fact::Value,
    unit: Option<String>,
    approx: Option<fact::Approx>,
}

/// The figures of one page.
#[derive(Serialize)]
struct List<'a> {
    source: &'a str,
    figures: Vec<Listed>,
}

/// Lists the figures.
pub(crate) fn run(args: Args, context: &Context) -> Result<Exit, CommandError> {
    facts::each_page(&args.files, args.reading, context, |name, page| {
        let figures = list(page);
        match args.format {
            Form::Json => facts::json(&List { source: name, figures }),
            Form::Text => Ok(figures.iter().map(row).collect()),
        }
    })
}

fn list(page: &Page) -> Vec<Listed> {
    let blocks = page.document.articles.iter().flat_map(|article| &article.blocks);
    blocks
        .flat_map(|block| {
            let figures = fact::read_zh(&block.text).into_iter().filter(Figure::is_listed);
            figures.map(|figure| {
                let spans = block.source_spans(figure.span);
                let en = fact::render_en(&figure);
                let Figure { text, kind, value, unit, approx, .. } = figure;
                Listed { text, spans, figure: Shown { kind, value, unit, approx }, en }
            })
        })
        .collect()
}

fn row(listed: &Listed) -> String {
    let english = listed.en.first().map_or("", String::as_str);
    format!("{}\t{}\t{english}\n", listed.figure.kind.as_str(), listed.text)
}
