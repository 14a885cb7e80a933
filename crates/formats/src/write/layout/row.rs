//! One row of the page: a segment in both languages.

use recto_core::document::{Block, Kind};
use recto_core::edition::EditionBlock;
use recto_core::finding::Finding;
use recto_core::segment::SegmentId;
use recto_core::unit::{Method, Unit, Word};
use serde::Serialize;

use super::legend::Made;
use super::run::{Run, runs};
use crate::write::shown::shown;

/// A segment in both languages, side by side or one below the other.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// The anchor: the id of the block for its first segment, of the segment for the others.
    pub id: String,
    /// What the block is on the page.
    pub kind: &'static str,
    /// The number of the block in its article, where it is shown.
    pub number: Option<u32>,
    /// Whether the row goes on with the block of the row above.
    pub is_continued: bool,
    /// The Chinese.
    pub zh: Side,
    /// The English.
    pub en: Side,
    /// Whether there is no English yet.
    pub is_open: bool,
    /// Whether the English is the facts of the segment and no sentence.
    pub is_gloss: bool,
    /// The words one by one, for a gloss.
    pub words: Vec<WordView>,
    /// How the English was made: a short mark and what it means.
    pub made: Option<Made>,
    /// Whether a finding at error level waits for a person.
    pub needs_review: bool,
}

/// One language of a row.
#[derive(Debug, Serialize)]
pub(super) struct Side {
    /// The text.
    pub runs: Vec<Run>,
    /// Whether the beginning is not on the page.
    pub head_missing: bool,
    /// Whether the end is not on the page.
    pub tail_missing: bool,
    /// The numbers of the notes, with their severity.
    pub marks: Vec<(usize, &'static str)>,
}

/// One word of a gloss.
#[derive(Debug, Serialize)]
pub(super) struct WordView {
    /// The Chinese.
    pub text: String,
    /// The Chinese with the marks that stand at it, so that no line begins with a comma.
    pub printed: String,
    /// How it is read.
    pub pinyin: String,
    /// Its likeliest sense.
    pub sense: String,
    /// All its senses, where there are several.
    pub senses: Option<String>,
}

impl Row {
    /// Makes the rows of a block, without marks; a block without segments is one row all the same.
    pub(super) fn of(block: &EditionBlock, id: SegmentId) -> Vec<Self> {
        if block.units.is_empty() {
            return vec![Self::without_unit(&block.block, id)];
        }
        let rows = block.units.iter().zip(0..);
        rows.map(|(unit, part)| Self::of_unit(unit, id, part)).collect()
    }

    fn of_unit(unit: &Unit, block: SegmentId, part: u32) -> Self {
        let segment = &unit.segment;
        let target = unit.target.as_ref();
        let text = target.map_or("", |target| &target.text);
        let zh_marked = unit.findings.iter().flat_map(|finding| &finding.spans);
        let en_marked = unit.findings.iter().flat_map(|finding| &finding.target_spans);
        let id = if part == 0 { block } else { SegmentId { part: part + 1, ..block } };
        Self {
            id: id.to_string(),
            kind: segment.kind.as_str(),
            number: (part == 0 && is_numbered(segment.kind)).then_some(block.block),
            is_continued: part > 0,
            zh: Side::of(
                runs(&segment.text, zh_marked),
                segment.head_missing,
                segment.tail_missing,
            ),
            en: Side::of(runs(text, en_marked), segment.head_missing, segment.tail_missing),
            is_open: unit.is_open(),
            is_gloss: target.is_some_and(|target| target.method == Method::Gloss),
            words: words(target.map_or(&[], |target| &target.gloss)),
            made: Made::of(unit),
            needs_review: unit.findings.iter().any(|finding| finding.severity.is_error()),
        }
    }

    fn without_unit(block: &Block, id: SegmentId) -> Self {
        let (head, tail) = (block.head_missing, block.tail_missing);
        Self {
            id: id.to_string(),
            kind: block.kind.as_str(),
            number: is_numbered(block.kind).then_some(id.block),
            is_continued: false,
            zh: Side::of(runs(&block.text, [].iter()), head, tail),
            en: Side::of(Vec::new(), head, tail),
            is_open: true,
            is_gloss: false,
            words: Vec::new(),
            made: None,
            needs_review: false,
        }
    }
}

impl Side {
    fn of(runs: Vec<Run>, head_missing: bool, tail_missing: bool) -> Self {
        Self { runs, head_missing, tail_missing, marks: Vec::new() }
    }

    /// Adds the mark of a note.
    pub(super) fn mark(&mut self, number: usize, finding: &Finding) {
        self.marks.push((number, finding.severity.as_str()));
    }
}

impl WordView {
    /// Tells whether the word has no reading and no sense, and only characters of one sort.
    fn is_only(&self, sort: fn(char) -> bool) -> bool {
        self.pinyin.is_empty() && self.sense.is_empty() && self.text.chars().all(sort)
    }

    fn of(word: &Word) -> Self {
        let senses: Vec<_> = word.senses.iter().map(|sense| shown(sense)).collect();
        Self {
            text: shown(&word.text).into_owned(),
            printed: shown(&word.text).into_owned(),
            pinyin: shown(&word.pinyin).into_owned(),
            sense: senses.first().map(|sense| sense.clone().into_owned()).unwrap_or_default(),
            senses: (senses.len() > 1).then(|| senses.join("; ")),
        }
    }
}

/// Returns the words of a gloss; marks go to the word they stand at: a comma to the one before it, an
/// opening quotation mark to the one after it.
fn words(gloss: &[Word]) -> Vec<WordView> {
    let mut words: Vec<WordView> = Vec::new();
    let mut opening = String::new();
    let shown = gloss.iter().map(WordView::of).filter(|word| !word.text.trim().is_empty());
    for mut word in shown {
        if word.is_only(is_opening) {
            opening.push_str(&word.text);
        } else if let Some(last) = words.last_mut().filter(|_| word.is_only(is_closing)) {
            last.printed.push_str(&word.text);
        } else {
            word.printed.insert_str(0, &std::mem::take(&mut opening));
            words.push(word);
        }
    }
    if let Some(last) = words.last_mut() {
        last.printed.push_str(&opening);
    }
    words
}

fn is_opening(c: char) -> bool {
    matches!(c, '“' | '‘' | '（' | '(' | '《' | '〈' | '「' | '『' | '【' | '〔' | '[' | '—')
}

fn is_closing(c: char) -> bool {
    !c.is_alphanumeric() && !is_opening(c)
}

/// Tells whether blocks of this kind show their number.
fn is_numbered(kind: Kind) -> bool {
    matches!(kind, Kind::Paragraph | Kind::ListItem | Kind::Caption | Kind::Note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_printed(gloss: &[&str], expected: &[&str]) {
        let word = |text: &&str| Word {
            text: (*text).to_owned(),
            pinyin: String::new(),
            senses: Vec::new(),
        };
        let words = words(&gloss.iter().map(word).collect::<Vec<_>>());
        let printed: Vec<&str> = words.iter().map(|word| word.printed.as_str()).collect();
        assert_eq!(printed, expected);
    }

    #[test]
    fn marks_stand_at_their_words() {
        assert_printed(&["水", ",", "渠", "。"], &["水,", "渠。"]);
        assert_printed(&["说", ":", "“", "开", "。", "”"], &["说:", "“开。”"]);
        assert_printed(&["——", "水"], &["——水"]);
        assert_printed(&["水", "“"], &["水“"]);
        assert_printed(&["。", "水"], &["。", "水"]);
        assert_printed(&["68", "场"], &["68", "场"]);
    }
}
