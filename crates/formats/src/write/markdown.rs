//! Markdown: an edition with each block in both languages, or the clean Chinese of a page with its
//! repairs as footnotes. No raw HTML stands in it, and no text of a page or a provider has an effect.

use recto_core::document::{Block, Kind};
use recto_core::edition::{Edition, EditionBlock};
use recto_core::finding::Finding;
use recto_core::page::{Dropped, Page, Repair};
use recto_core::unit::{Method, Unit, Word};

use super::account;
use super::markdown_escape::{at_line_start, inline};
use super::notice::{makers, notices};
use super::places::Places;
use super::shown::{Gap, OPEN, shown};

/// Writes an edition.
pub(super) fn edition(edition: &Edition) -> Vec<u8> {
    let mut out = Sheet::default();
    out.front_matter(edition);
    for notice in notices(edition) {
        out.part(&format!("> **{}.**", inline(&notice)));
    }
    let blocks = edition.articles.iter().flat_map(|article| &article.blocks);
    let places = Places::of(blocks.clone().map(|block| &block.block));
    let count = blocks.count();
    let mut findings = places.group(count, &edition.findings, |finding| &finding.spans).into_iter();
    for article in &edition.articles {
        out.part("---");
        for (block, own) in article.blocks.iter().zip(&mut findings) {
            out.pair(block, &own);
        }
    }
    let rest: Vec<&Finding> = findings.flatten().collect();
    out.notes();
    out.appendix(&edition.dropped, &edition.repairs, &rest);
    out.bytes()
}

/// Writes a repaired page.
pub(super) fn page(page: &Page, source: &str) -> Vec<u8> {
    let mut out = Sheet::default();
    let blocks = page.document.articles.iter().flat_map(|article| &article.blocks);
    let places = Places::of(blocks.clone());
    let count = blocks.count();
    let mut repairs = places.group(count, &page.repairs, |repair| &repair.spans).into_iter();
    let mut findings = places.group(count, &page.findings, |finding| &finding.spans).into_iter();
    for (number, article) in page.document.articles.iter().enumerate() {
        if number > 0 {
            out.part("---");
        }
        for (block, (repairs, findings)) in
            article.blocks.iter().zip((&mut repairs).zip(&mut findings))
        {
            let mut marks = String::new();
            repairs.iter().for_each(|repair| marks += &out.mark(repair_note(repair)));
            findings.iter().for_each(|finding| marks += &out.mark(finding_note(finding)));
            out.part(&styled(block.kind, &chinese(block), &marks));
        }
    }
    out.notes();
    let repairs: Vec<Repair> = repairs.flatten().cloned().collect();
    out.appendix(&page.dropped, &repairs, &findings.flatten().collect::<Vec<_>>());
    out.part(&format!("*Source: {}*", inline(source)));
    out.bytes()
}

/// The Markdown written so far.
#[derive(Default)]
struct Sheet {
    text: String,
    notes: Vec<String>,
    written: usize,
}

impl Sheet {
    /// Adds a part, with an empty line before it.
    fn part(&mut self, part: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(part);
        self.text.push('\n');
    }

    /// Keeps a footnote for later and returns its mark.
    fn mark(&mut self, note: String) -> String {
        self.notes.push(note);
        format!("[^{}]", self.notes.len())
    }

    /// Writes the footnotes.
    fn notes(&mut self) {
        for number in self.written..self.notes.len() {
            let note = format!("[^{}]: {}", number + 1, self.notes[number]);
            self.part(&note);
        }
        self.written = self.notes.len();
    }

    fn front_matter(&mut self, edition: &Edition) {
        let headline = edition.articles.first().and_then(|article| article.headline());
        let title_zh = headline.map(|block| block.block.text.as_str()).unwrap_or_default();
        let title = headline.and_then(EditionBlock::target).unwrap_or_default();
        let makers: Vec<String> = makers(edition).iter().map(|maker| yaml(maker)).collect();
        let lines = [
            "---".to_owned(),
            format!("title: {}", yaml(&title)),
            format!("title_zh: {}", yaml(title_zh)),
            format!("source: {}", yaml(&edition.source)),
            format!("from: {}", yaml(&edition.languages.from)),
            format!("to: {}", yaml(&edition.languages.to)),
            format!("made_by: [{}]", makers.join(", ")),
            "---".to_owned(),
        ];
        self.part(&lines.join("\n"));
    }

    fn pair(&mut self, block: &EditionBlock, findings: &[&Finding]) {
        let kind = block.block.kind;
        let mut marks = String::new();
        findings.iter().for_each(|finding| marks += &self.mark(finding_note(finding)));
        let zh = styled(kind, &chinese(&block.block), &marks);
        let is_heading = matches!(kind, Kind::Headline | Kind::Heading);
        self.part(&if is_heading { zh } else { format!("> {zh}") });
        let mut marks = String::new();
        for unit in &block.units {
            for finding in unit.findings.iter().chain(&account::example(unit)) {
                marks += &self.mark(finding_note(finding));
            }
        }
        let en = english(block);
        if !en.is_empty() || !marks.is_empty() {
            self.part(&english_styled(kind, &en, &marks));
        }
        for unit in &block.units {
            let words = unit.target.as_ref().map_or(&[][..], |target| &target.gloss);
            if !words.is_empty() {
                self.part(&gloss(words));
            }
        }
    }

    fn appendix(&mut self, dropped: &[Dropped], repairs: &[Repair], findings: &[&Finding]) {
        if dropped.is_empty() && repairs.is_empty() && findings.is_empty() {
            return;
        }
        self.part("---\n\n## Left out and repaired");
        let mut lines: Vec<String> = dropped.iter().map(dropped_line).collect();
        lines.extend(repairs.iter().map(|repair| format!("- {}", repair_note(repair))));
        lines.extend(findings.iter().map(|finding| format!("- {}", finding_note(finding))));
        self.part(&lines.join("\n"));
    }

    fn bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }
}

/// Writes a text as a YAML string: a JSON string is one.
fn yaml(text: &str) -> String {
    serde_json::Value::from(&*shown(text)).to_string()
}

fn chinese(block: &Block) -> String {
    with_gaps(&inline(&block.text), block, [Gap::HEAD_ZH, Gap::TAIL_ZH])
}

fn english(block: &EditionBlock) -> String {
    let units: Vec<String> = block.units.iter().map(unit_english).collect();
    let text = units.iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    with_gaps(&text, &block.block, [Gap::HEAD_EN, Gap::TAIL_EN])
}

fn unit_english(unit: &Unit) -> String {
    match &unit.target {
        None => format!("*{}*", inline(OPEN)),
        Some(target) if target.method == Method::Gloss && !target.text.trim().is_empty() => {
            format!("*Facts:* {}", inline(&target.text))
        }
        Some(target) => inline(&target.text),
    }
}

fn with_gaps(text: &str, block: &Block, [before, after]: [&str; 2]) -> String {
    let head = block.head_missing.then(|| inline(before));
    let tail = block.tail_missing.then(|| inline(after));
    let parts = [head.as_deref(), Some(text), tail.as_deref()];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Gives an escaped Chinese text the look of its kind.
fn styled(kind: Kind, text: &str, marks: &str) -> String {
    match kind {
        Kind::Headline => format!("## {text}{marks}"),
        Kind::Heading => format!("### {text}{marks}"),
        Kind::Kicker | Kind::Subhead | Kind::Deck => format!("**{text}**{marks}"),
        Kind::ListItem => format!("- {text}{marks}"),
        _ => format!("{}{marks}", at_line_start(text)),
    }
}

/// Gives an escaped English text the look of its kind.
fn english_styled(kind: Kind, text: &str, marks: &str) -> String {
    match kind {
        Kind::Headline | Kind::Heading | Kind::Kicker | Kind::Subhead | Kind::Deck
            if !text.contains('*') =>
        {
            format!("**{text}**{marks}")
        }
        Kind::ListItem => format!("- {text}{marks}"),
        Kind::Caption => format!("*Picture:* {text}{marks}"),
        _ => format!("{}{marks}", at_line_start(text)),
    }
}

fn gloss(words: &[Word]) -> String {
    let words: Vec<String> = words.iter().filter_map(gloss_word).collect();
    format!("*Word by word:* {}", words.join(" · "))
}

fn gloss_word(word: &Word) -> Option<String> {
    if word.pinyin.is_empty() && word.senses.is_empty() {
        let text = inline(&word.text);
        return text.chars().any(char::is_alphanumeric).then_some(text);
    }
    let mut out = inline(&word.text);
    if !word.pinyin.is_empty() {
        out += &format!(" *{}*", inline(&word.pinyin));
    }
    if !word.senses.is_empty() {
        out += &format!(" {}", inline(&word.senses.join("; ")));
    }
    Some(out)
}

fn finding_note(finding: &Finding) -> String {
    let mut note = format!(
        "{}, {}: {}",
        finding.severity.as_str(),
        inline(&finding.rule),
        inline(&finding.message)
    );
    if let Some(suggestion) = &finding.suggestion {
        note += &format!("; perhaps: {}", inline(suggestion));
    }
    if let Some(hint) = &finding.hint {
        note += &format!("; {}", inline(hint));
    }
    note
}

fn repair_note(repair: &Repair) -> String {
    format!("{} \\[{}\\]", inline(&account::repair(repair)), inline(&repair.id))
}

fn dropped_line(dropped: &Dropped) -> String {
    format!("- left out: {}", inline(&account::dropped(dropped)))
}
