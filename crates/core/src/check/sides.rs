//! A pair with what several rules read from it. Each side is read once, at the first question.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::sync::Arc;

use super::quotes::{self, Quoted};
use super::unread::Digits;
use super::words::Words;
use super::{Pair, Source, figure, name};
use crate::fact::decimal::Decimal;
use crate::fact::name::Person;
use crate::fact::{Comparison, English, Figure, compare};
use crate::finding::Finding;
use crate::glossary::{Occurrence, Term};
use crate::text::script::count_han;
use crate::text::span::Span;

/// A pair under examination.
pub(super) struct Sides<'a> {
    pub pair: Pair<'a>,
    /// What is read of the Chinese, where nobody has brought it along.
    source: OnceCell<Source<'a>>,
    target: OnceCell<Vec<char>>,
    english: OnceCell<English<'a>>,
    words: OnceCell<Words<'a>>,
    lower: OnceCell<String>,
    figures: OnceCell<Figures>,
    numbers: OnceCell<HashSet<Decimal>>,
    name_findings: OnceCell<Vec<Finding>>,
    figure_findings: OnceCell<Vec<Finding>>,
    digits: [OnceCell<Digits>; 2],
    terms: OnceCell<Vec<Occurrence<'a>>>,
    quoted: OnceCell<[Vec<Quoted<'a>>; 2]>,
    ratio: OnceCell<Option<f64>>,
}

/// The figures of both sides, held against each other.
pub(super) struct Figures {
    pub zh: Arc<[Figure]>,
    pub en: Vec<Figure>,
    pub comparison: Comparison,
}

impl Figures {
    /// Holds the figures of both sides against each other.
    fn of(zh: &Arc<[Figure]>, en: Vec<Figure>) -> Self {
        let zh = Arc::clone(zh);
        let comparison = compare(&zh, &en);
        Self { zh, en, comparison }
    }

    /// Returns the Chinese figures that lie in a span or reach into it.
    pub(super) fn within(&self, span: Span) -> &[Figure] {
        let from = self.zh.partition_point(|figure| figure.span.end <= span.start);
        let to = self.zh.partition_point(|figure| figure.span.start < span.end);
        &self.zh[from..to.max(from)]
    }
}

/// Chinese characters from which on the length of a text says something.
pub(super) const TELLING: usize = 15;

impl<'a> Sides<'a> {
    pub(super) fn new(pair: Pair<'a>) -> Self {
        Self {
            pair,
            source: OnceCell::new(),
            target: OnceCell::new(),
            english: OnceCell::new(),
            words: OnceCell::new(),
            lower: OnceCell::new(),
            figures: OnceCell::new(),
            numbers: OnceCell::new(),
            name_findings: OnceCell::new(),
            figure_findings: OnceCell::new(),
            digits: [OnceCell::new(), OnceCell::new()],
            terms: OnceCell::new(),
            quoted: OnceCell::new(),
            ratio: OnceCell::new(),
        }
    }

    /// Makes a pair of which the figures are known.
    pub(super) fn with_figures(pair: Pair<'a>, figures: Figures) -> Self {
        Self { figures: OnceCell::from(figures), ..Self::new(pair) }
    }

    /// Returns what is read of the Chinese.
    fn read(&self) -> &Source<'a> {
        let brought = self.pair.read.filter(|read| read.text() == self.pair.source);
        brought.unwrap_or_else(|| {
            self.source.get_or_init(|| Source::new(self.pair.source, self.pair.glossary))
        })
    }

    /// Returns the characters of the Chinese.
    pub(super) fn source(&self) -> &[char] {
        self.read().chars()
    }

    /// Returns the characters of the English.
    pub(super) fn target(&self) -> &[char] {
        self.target.get_or_init(|| self.pair.target.chars().collect())
    }

    /// Returns the English as its figures are read from it.
    fn english(&self) -> &English<'a> {
        self.english.get_or_init(|| English::new(self.pair.target))
    }

    /// Returns the words of the English.
    pub(super) fn words(&self) -> &Words<'a> {
        self.words.get_or_init(|| Words::of(self.pair.target))
    }

    /// Returns the English in lower case, with straight apostrophes.
    pub(super) fn lower(&self) -> &str {
        self.lower.get_or_init(|| match self.pair.target {
            target if target.is_ascii() => target.to_ascii_lowercase(),
            target => target.to_lowercase().replace('’', "'"),
        })
    }

    /// Returns the figures.
    pub(super) fn figures(&self) -> &Figures {
        self.figures.get_or_init(|| Figures::of(self.read().figures(), self.english().figures()))
    }

    /// Tells whether the English has a figure of this number, of whatever kind.
    pub(super) fn has_number(&self, number: Decimal) -> bool {
        let numbers = self
            .numbers
            .get_or_init(|| self.figures().en.iter().filter_map(Figure::number).collect());
        numbers.contains(&number)
    }

    /// Returns the persons of the Chinese.
    pub(super) fn persons(&self) -> &[Person] {
        self.read().persons()
    }

    /// Returns what the rules on names find, together.
    pub(super) fn name_findings(&self) -> &[Finding] {
        self.name_findings.get_or_init(|| name::findings(self))
    }

    /// Returns what the rules on figures find, together.
    pub(super) fn figure_findings(&self) -> &[Finding] {
        self.figure_findings.get_or_init(|| figure::findings(self))
    }

    /// Returns every number of the Chinese, whatever it says.
    pub(super) fn digits_zh(&self) -> &Digits {
        let numerals = || self.read().numerals().to_vec();
        self.digits[0].get_or_init(|| Digits::of_chinese(numerals(), self.figures()))
    }

    /// Returns every number of the English, whatever it says.
    pub(super) fn digits_en(&self) -> &Digits {
        let numerals = || self.english().numerals();
        self.digits[1].get_or_init(|| Digits::of_english(numerals(), self.figures()))
    }

    /// Returns the terms of the Chinese; none where there is no glossary.
    pub(super) fn terms(&self) -> &[Occurrence<'a>] {
        self.read().terms()
    }

    /// Returns each term of the Chinese once, where it stands first.
    pub(super) fn different_terms(&self) -> &[Occurrence<'a>] {
        self.terms.get_or_init(|| {
            let mut seen: HashSet<*const Term> = HashSet::new();
            let is_first = |here: &&Occurrence<'a>| seen.insert(std::ptr::from_ref(here.term));
            self.terms().iter().filter(is_first).copied().collect()
        })
    }

    /// Returns what stands between quotation marks in the Chinese.
    pub(super) fn quoted_source(&self) -> &[Quoted<'a>] {
        &self.quoted()[0]
    }

    /// Returns what stands between quotation marks in the English.
    pub(super) fn quoted_target(&self) -> &[Quoted<'a>] {
        &self.quoted()[1]
    }

    fn quoted(&self) -> &[Vec<Quoted<'a>>; 2] {
        self.quoted.get_or_init(|| [self.pair.source, self.pair.target].map(quotes::quoted))
    }

    /// Returns English characters for each Chinese one, where the Chinese is long enough to say something.
    pub(super) fn ratio(&self) -> Option<f64> {
        *self.ratio.get_or_init(|| {
            if count_han(self.pair.source) < TELLING {
                return None;
            }
            #[expect(clippy::cast_precision_loss, reason = "lengths of texts are small")]
            let [source, target] =
                [self.pair.source, self.pair.target].map(|text| text.chars().count() as f64);
            Some(target / source)
        })
    }
}
