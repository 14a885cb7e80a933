//! An article as its digest sees it: its segments, with whatever English they have.

use crate::document::Kind;
use crate::segment::SegmentId;
use crate::unit::{Languages, Method, Unit};

use super::sentence;

/// One article of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// The name of the page, as the user gave it; for display only, never a path.
    pub source: String,
    /// The number of the article on its page, from 1.
    pub article: u32,
    /// When the page was published, if the user said so: `2024-03-05`.
    pub published: Option<String>,
    /// From which language into which.
    pub languages: Languages,
    /// The segments with their English, in reading order.
    pub units: Vec<Unit>,
}

/// One Chinese sentence of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence<'a> {
    /// The Chinese.
    pub text: &'a str,
    /// The segment it stands in.
    pub unit: &'a Unit,
    /// The English sentences that render it; empty where nobody has translated the segment.
    pub english: Vec<&'a str>,
    /// How many blocks of running text come before its own.
    pub paragraph: usize,
    /// Whether it is the first sentence of its block.
    pub first: bool,
    /// Whether its beginning or its end is not on the page.
    pub cut: bool,
}

impl Story {
    /// Returns the Chinese headline, or the text of the first segment where there is none.
    pub fn title(&self) -> &str {
        self.headline().map_or("", |unit| &unit.segment.text)
    }

    /// Returns the segment that names the story.
    pub fn headline(&self) -> Option<&Unit> {
        let named = |kind| self.units.iter().find(move |unit| unit.segment.kind == kind);
        named(Kind::Headline).or_else(|| self.units.first())
    }

    /// Returns the unit of this id.
    pub fn unit(&self, id: SegmentId) -> Option<&Unit> {
        let at = self.units.binary_search_by_key(&id, |unit| unit.segment.id).ok()?;
        self.units.get(at)
    }

    /// Returns the sentences of the running text, in reading order; of a story without running text
    /// those of its captions and notes, and of a story of headlines alone the headlines.
    pub fn sentences(&self) -> Vec<Sentence<'_>> {
        let body = self.sentences_of(is_body);
        if !body.is_empty() {
            return body;
        }
        let beside =
            self.sentences_of(|kind| matches!(kind, Kind::Caption | Kind::Note | Kind::Deck));
        if !beside.is_empty() {
            return beside;
        }
        self.sentences_of(|_| true)
    }

    fn sentences_of(&self, wanted: impl Fn(Kind) -> bool) -> Vec<Sentence<'_>> {
        let mut sentences = Vec::new();
        let (mut paragraph, mut block) = (0, None);
        for unit in self.units.iter().filter(|unit| wanted(unit.segment.kind)) {
            let id = unit.segment.id;
            let opens = block != Some(id.block);
            paragraph += usize::from(opens && block.is_some());
            block = Some(id.block);
            sentences.extend(sentences_of(unit, paragraph, opens));
        }
        sentences
    }

    /// Tells whether any segment is translated, so that English sentences can be taken from it.
    pub fn is_translated(&self) -> bool {
        self.units.iter().any(|unit| approved(unit).is_some())
    }
}

/// Returns the English of a segment that a digest may quote: a translation, not a gloss.
pub fn approved(unit: &Unit) -> Option<&str> {
    let target = unit.target.as_ref()?;
    let is_english = matches!(target.method, Method::Person | Method::Machine | Method::Draft);
    let is_copy = target.method == Method::Copy;
    (is_english || is_copy).then_some(target.text.as_str())
}

fn sentences_of(unit: &Unit, paragraph: usize, opens: bool) -> Vec<Sentence<'_>> {
    let segment = &unit.segment;
    let chinese = sentence::chinese(&segment.text);
    let english = sentence::english(approved(unit).unwrap_or(""));
    let pairs = sentence::pair(&chinese, &english);
    let last = chinese.len().saturating_sub(1);
    let numbered = chinese.into_iter().zip(pairs).enumerate();
    numbered
        .map(|(i, (text, english))| Sentence {
            text: text.trim(),
            unit,
            english,
            paragraph,
            first: opens && i == 0,
            cut: (i == 0 && segment.head_missing) || (i == last && segment.tail_missing),
        })
        .collect()
}

fn is_body(kind: Kind) -> bool {
    matches!(kind, Kind::Paragraph | Kind::ListItem | Kind::Deck)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::segment::Segment;
    use crate::text::span::Span;
    use crate::unit::{State, Target};

    /// Makes a story from lines `kind|Chinese|English`; a line without English is not translated.
    pub(crate) fn story(lines: &[&str]) -> Story {
        let units = (1..).zip(lines).map(|(block, line)| unit(block, line)).collect();
        Story {
            source: "page.txt".into(),
            article: 1,
            published: None,
            languages: Languages::default(),
            units,
        }
    }

    fn unit(block: u32, line: &str) -> Unit {
        let mut fields = line.split('|');
        let kind = fields.next().unwrap();
        let text = fields.next().unwrap().to_owned();
        let kind = Kind::ALL.into_iter().find(|known| known.as_str() == kind).unwrap();
        let segment = Segment {
            id: SegmentId { article: 1, block, part: 0 },
            kind,
            spans: vec![Span::new(0, text.chars().count())],
            text,
            head_missing: false,
            tail_missing: false,
        };
        let mut unit = Unit::open(segment);
        if let Some(english) = fields.next() {
            let target = Target { text: english.to_owned(), method: Method::Person, gloss: vec![] };
            unit.target = Some(target);
            unit.state = State::Reviewed;
        }
        unit
    }

    #[test]
    fn a_story_is_named_by_its_headline_and_told_by_its_paragraphs() {
        let story = story(&[
            "kicker|春风",
            "headline|白河通车",
            "paragraph|桥通了。灯亮了。|The bridge opened. Lights shone.",
        ]);
        assert_eq!(story.title(), "白河通车");
        let sentences = story.sentences();
        assert_eq!(sentences.len(), 2);
        assert_eq!(sentences[1].english, ["Lights shone."]);
        assert!(sentences[0].first && !sentences[1].first);
    }

    #[test]
    fn a_page_of_captions_is_told_by_its_captions() {
        let story = story(&["caption|工人在检修桥面。", "credit|林某 摄"]);
        assert_eq!(story.sentences().len(), 1);
        assert!(!story.is_translated());
    }
}
