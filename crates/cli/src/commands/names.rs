//! `recto names`: the people that pages name, and how their names are written in English.

use std::path::PathBuf;

use recto_core::fact::name::{self, Person};
use recto_core::page::Page;
use recto_core::text::span::Span;
use serde::Serialize;

use super::{Context, Form};
use crate::error::{CommandError, Exit};
use crate::facts;
use crate::settings::Reading;

/// List the people that pages name, with their names in pinyin
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

/// A person of a page, with every place where the name stands.
#[derive(Serialize)]
struct Listed {
    text: String,
    pinyin: String,
    mentions: Vec<Vec<Span>>,
}

/// The people of one page.
#[derive(Serialize)]
struct List<'a> {
    source: &'a str,
    names: Vec<Listed>,
}

/// Lists the names.
pub(crate) fn run(args: Args, context: &Context) -> Result<Exit, CommandError> {
    facts::each_page(&args.files, args.reading, context, |name, page| {
        let names = list(page);
        match args.format {
            Form::Json => facts::json(&List { source: name, names }),
            Form::Text => Ok(names.iter().map(row).collect()),
        }
    })
}

/// Finds the people of each article; a name once shown to be one is found again all over it.
fn list(page: &Page) -> Vec<Listed> {
    let mut listed: Vec<Listed> = Vec::new();
    for article in &page.document.articles {
        let text: Vec<&str> = article.blocks.iter().map(|block| block.text.as_str()).collect();
        let known = name::persons(&text.join("\n")).into_iter().map(|person| person.text);
        let known: Vec<String> = known.collect();
        for block in &article.blocks {
            for Person { text, span, pinyin } in name::mentions_of(&block.text, &known) {
                let spans = block.source_spans(span);
                match listed.iter_mut().find(|listed| listed.text == text) {
                    Some(listed) => listed.mentions.push(spans),
                    None => listed.push(Listed { text, pinyin, mentions: vec![spans] }),
                }
            }
        }
    }
    listed
}

fn row(listed: &Listed) -> String {
    format!("{}\t{}\t{}\n", listed.text, listed.pinyin, listed.mentions.len())
}
