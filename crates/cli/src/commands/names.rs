//! `recto names`: the people that pages name, and how their names are written in English.

use recto_core::fact::name::{self, Person};
use recto_core::page::Page;
use recto_core::text::span::Span;
use serde::Serialize;

use crate::facts::Fact;

/// A person of a page, with every place where the name stands.
#[derive(Serialize)]
pub(crate) struct Listed {
    text: String,
    pinyin: String,
    mentions: Vec<Vec<Span>>,
}

impl Fact for Listed {
    const LIST: &'static str = "names";

    /// Finds the people of each article; a name once shown to be one is found again all over it.
    fn of(page: &Page) -> Vec<Self> {
        let mut listed: Vec<Self> = Vec::new();
        for article in &page.document.articles {
            let text: Vec<&str> = article.blocks.iter().map(|block| block.text.as_str()).collect();
            let known = name::persons(&text.join("\n")).into_iter().map(|person| person.text);
            let known: Vec<String> = known.collect();
            for block in &article.blocks {
                for Person { text, span, pinyin } in name::mentions_of(&block.text, &known) {
                    let spans = block.source_spans(span);
                    match listed.iter_mut().find(|listed| listed.text == text) {
                        Some(listed) => listed.mentions.push(spans),
                        None => listed.push(Self { text, pinyin, mentions: vec![spans] }),
                    }
                }
            }
        }
        listed
    }

    fn row(&self) -> [String; 3] {
        [self.text.clone(), self.pinyin.clone(), self.mentions.len().to_string()]
    }
}
