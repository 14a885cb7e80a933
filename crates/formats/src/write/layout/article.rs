//! One article of the page: its rows in groups, and the notes to them.

use std::collections::HashSet;

use recto_core::document::Kind;
use recto_core::edition::EditionArticle;
use recto_core::finding::Finding;
use recto_core::segment::SegmentId;
use serde::Serialize;

use super::row::{Row, WordView};
use crate::write::account;
use crate::write::shown::shown;

/// An article in both languages.
#[derive(Debug, Serialize)]
pub(super) struct ArticleView {
    /// The anchor.
    pub id: String,
    /// The number on the page, from 1.
    pub number: u32,
    /// The headline in Chinese.
    pub title_zh: String,
    /// The headline in English, where it is a sentence and not a gloss.
    pub title_en: Option<String>,
    /// The rows, in reading order.
    pub groups: Vec<Group>,
    /// What the checks say.
    pub notes: Vec<Note>,
    /// The words of all glosses, each once.
    pub words: Vec<Entry>,
}

/// Rows that stand in one element.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    /// `figure` for captions and credits, `list` for list items, otherwise `plain`.
    pub element: &'static str,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A finding, as a note at the end of the article.
#[derive(Debug, Serialize)]
pub(super) struct Note {
    /// Its number in the edition.
    pub number: usize,
    /// The anchor of the row it is about.
    pub row: String,
    /// How much it matters.
    pub severity: &'static str,
    /// The rule that made it.
    pub rule: String,
    /// What was seen.
    pub message: String,
    /// What should stand there instead.
    pub suggestion: Option<String>,
    /// What to do about it.
    pub hint: Option<String>,
}

/// A word in the list of words.
#[derive(Debug, Serialize)]
pub(super) struct Entry {
    /// The Chinese.
    pub text: String,
    /// How it is read.
    pub pinyin: String,
    /// What it can mean.
    pub senses: String,
}

impl ArticleView {
    /// Makes the view of article `number`; `on_page` lists for each block what was found in the source,
    /// `last_note` the number of the last note so far.
    pub(super) fn of(
        article: &EditionArticle,
        number: u32,
        on_page: &[Vec<&Finding>],
        last_note: &mut usize,
    ) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        let mut notes = Vec::new();
        for ((block, on_page), b) in article.blocks.iter().zip(on_page).zip(1..) {
            let mut rows = Row::of(block, SegmentId { article: number, block: b, part: 0 });
            for finding in on_page {
                if let Some(row) = rows.last_mut() {
                    *last_note += 1;
                    row.zh.mark(*last_note, finding);
                    notes.push(Note::of(finding, *last_note, &row.id));
                }
            }
            for (row, unit) in rows.iter_mut().zip(&block.units) {
                for finding in unit.findings.iter().chain(&account::example(unit)) {
                    *last_note += 1;
                    row.en.mark(*last_note, finding);
                    notes.push(Note::of(finding, *last_note, &row.id));
                }
            }
            add(&mut groups, element(block.block.kind), rows);
        }
        let headline = article.headline();
        Self {
            id: format!("a{number}"),
            number,
            title_zh: headline
                .map(|block| shown(&block.block.text).into_owned())
                .unwrap_or_default(),
            title_en: title_en(article),
            words: entries(groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.words)),
            groups,
            notes,
        }
    }
}

impl Note {
    /// Makes the note with this number on the row with this anchor.
    pub(super) fn of(finding: &Finding, number: usize, row: &str) -> Self {
        let owned = |text: &String| shown(text).into_owned();
        Self {
            number,
            row: row.to_owned(),
            severity: finding.severity.as_str(),
            rule: owned(&finding.rule),
            message: owned(&finding.message),
            suggestion: finding.suggestion.as_ref().map(owned),
            hint: finding.hint.as_ref().map(owned),
        }
    }
}

/// Returns the English of the headline, where every part of it is a sentence.
fn title_en(article: &EditionArticle) -> Option<String> {
    let block = article.headline()?;
    let is_gloss = |unit: &recto_core::unit::Unit| {
        unit.target.as_ref().is_some_and(|target| !target.gloss.is_empty())
    };
    if block.units.is_empty() || block.units.iter().any(is_gloss) {
        return None;
    }
    block.target().map(|text| shown(&text).into_owned())
}

fn element(kind: Kind) -> &'static str {
    match kind {
        Kind::Caption | Kind::Credit => "figure",
        Kind::ListItem => "list",
        _ => "plain",
    }
}

/// Adds rows to the last group where they belong to it; a caption begins a new figure.
fn add(groups: &mut Vec<Group>, element: &'static str, rows: Vec<Row>) {
    let starts = rows.first().is_some_and(|row| row.kind == Kind::Caption.as_str());
    match groups.last_mut() {
        Some(group) if group.element == element && !starts => group.rows.extend(rows),
        _ => groups.push(Group { element, rows }),
    }
}

/// Lists the words that have a sense, each once, in order of first appearance.
fn entries<'a>(words: impl Iterator<Item = &'a WordView>) -> Vec<Entry> {
    let mut seen = HashSet::new();
    words
        .filter(|word| !word.sense.is_empty() && seen.insert((&word.text, &word.pinyin)))
        .map(|word| Entry {
            text: word.text.clone(),
            pinyin: word.pinyin.clone(),
            senses: word.senses.clone().unwrap_or_else(|| word.sense.clone()),
        })
        .collect()
}
