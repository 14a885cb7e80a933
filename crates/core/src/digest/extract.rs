//! A digest without a model: sentences that stand so in the translation, sentences put together from
//! statistics, and lists of what stands in a sentence that nobody has translated.
//!
//! Law: every sentence it yields is proven, because what cannot be proven is not taken.

use crate::document::Kind;
use crate::glossary::Glossary;
use crate::port::{Claim, Part};
use crate::segment::SegmentId;

use super::frame;
use super::listing::listed;
use super::model::{Making, Point, Quotation, Row, count_words};
use super::prove::Prover;
use super::quote;
use super::rank::{self, Ranked};
use super::sentence;
use super::stock::Stock;
use super::story::{Sentence, Story, approved};

/// The most sentences that are looked at for points.
const MOST_POINTS: usize = 40;

/// The most words of a sentence that becomes a point.
const LONGEST: usize = 60;

/// The most words of a headline.
const LONGEST_HEADLINE: usize = 20;

/// Words of a sentence that says why something matters.
const MATTERS: &[&str] = &[
    "标志着",
    "意味着",
    "奠定",
    "有助于",
    "有利于",
    "将为",
    "填补",
    "开创",
    "提供了",
    "打下",
    "示范",
];

/// Gathers what a digest of a story can be made of.
pub fn extract(story: &Story, glossary: &Glossary) -> Stock {
    let ranked = rank::rank(story);
    let extractor = Extractor { story, glossary, prover: Prover::new(story, glossary) };
    let figures = extractor.figures();
    let mut points = extractor.points(&ranked);
    let headline = extractor.headline(&points, &figures);
    points.retain(|point| point.text.trim_end_matches('.') != headline.text);
    let context = extractor.context(&ranked, &mut points);
    let deck = extractor.deck(&headline, &mut points);
    let quotations = extractor.quotations(&ranked);
    Stock { headline, deck, points, figures, quotations, context }
}

struct Extractor<'a> {
    story: &'a Story,
    glossary: &'a Glossary,
    prover: Prover<'a>,
}

impl Extractor<'_> {
    fn points(&self, ranked: &[Ranked<'_>]) -> Vec<Point> {
        let mut points: Vec<Point> = Vec::new();
        for ranked in ranked.iter().take(MOST_POINTS) {
            let point = self.point(&ranked.sentence, Part::Point);
            let new = |point: &Point| points.iter().all(|other| other.text != point.text);
            if let Some(point) = point.filter(new) {
                points.push(point);
            }
        }
        let statements = |point: &Point| point.text.matches("; ").count().min(3);
        points.sort_by_key(|point| match point.making {
            Making::Listed => 4,
            Making::Rendered => 3 - statements(point),
            Making::Extracted | Making::Written => 0,
        });
        points
    }

    /// Makes a point of a sentence: its translation, its statistics, or the list of what stands in it.
    fn point(&self, sentence: &Sentence<'_>, part: Part) -> Option<Point> {
        let extracted = || (sentence.english.join(" "), Making::Extracted);
        let rendered = || {
            let rows = frame::rows(sentence.text, sentence.unit.segment.id, self.glossary);
            (frame::told(&rows).unwrap_or_default(), Making::Rendered)
        };
        let list = || (listed(sentence.text, self.glossary).unwrap_or_default(), Making::Listed);
        let makers: [&dyn Fn() -> (String, Making); 3] = [&extracted, &rendered, &list];
        makers.iter().find_map(|make| {
            let (text, making) = make();
            let fits = (2..=LONGEST).contains(&count_words(&text));
            let from = sentence.unit.segment.id;
            let proven = fits && self.is_proven(part, &text, from);
            proven.then(|| Point {
                text,
                from: vec![from],
                making,
                chinese: sentence.text.to_owned(),
                instead_of: Vec::new(),
            })
        })
    }

    fn is_proven(&self, part: Part, text: &str, from: SegmentId) -> bool {
        let claim = Claim { part, text: text.to_owned(), ..Claim::default() };
        let findings = self.prover.prove_from(&claim, &[from]);
        !findings.iter().any(|finding| finding.severity.is_error())
    }

    /// Makes the headline: its translation, else the first statistic, else the first point, else a list
    /// of what stands in it.
    fn headline(&self, points: &[Point], figures: &[Row]) -> Point {
        let unit = self.story.headline();
        let translated = unit.and_then(|unit| {
            let text = approved(unit)?.trim().trim_end_matches('.').to_owned();
            let proven = self.is_proven(Part::Headline, &text, unit.segment.id);
            proven.then(|| point(text, Making::Extracted, unit.segment.id, &unit.segment.text))
        });
        let statistic = || {
            let row = figures.iter().find(|row| row.english.is_some())?;
            let text = frame::told(&[Row { period: None, ..row.clone() }])?;
            let text = text.trim_end_matches('.').to_owned();
            let proven = self.is_proven(Part::Headline, &text, row.from);
            proven.then(|| point(text, Making::Rendered, row.from, &row.chinese))
        };
        let short = |point: &&Point| {
            point.making != Making::Listed
                && point.words() <= LONGEST_HEADLINE
                && self.is_proven(Part::Headline, &point.text, point.from[0])
        };
        translated
            .or_else(statistic)
            .or_else(|| {
                points.iter().find(short).map(|point| Point {
                    text: point.text.trim_end_matches('.').to_owned(),
                    ..point.clone()
                })
            })
            .or_else(|| self.listed_headline(points))
            .unwrap_or_else(|| self.nameless())
    }

    fn listed_headline(&self, points: &[Point]) -> Option<Point> {
        let unit = self.story.headline()?;
        let listed = listed(&unit.segment.text, self.glossary)?;
        let text = format!("In the headline: {}", listed.trim_start_matches("Names and terms: "));
        let text = text.trim_end_matches('.').to_owned();
        let proven = self.is_proven(Part::Headline, &text, unit.segment.id);
        let own = proven.then(|| point(text, Making::Listed, unit.segment.id, &unit.segment.text));
        own.or_else(|| {
            let fits = |point: &&Point| self.is_proven(Part::Headline, &point.text, point.from[0]);
            points.iter().find(fits).cloned()
        })
    }

    /// The headline of a story of which nothing can be said in English.
    fn nameless(&self) -> Point {
        let (id, text) = self.story.headline().map_or_else(
            || (SegmentId { article: self.story.article, block: 1, part: 0 }, ""),
            |unit| (unit.segment.id, unit.segment.text.as_str()),
        );
        point("Not yet translated".to_owned(), Making::Listed, id, text)
    }

    /// Takes the deck: the first sentence of the printed one, else the best point that is no list.
    fn deck(&self, headline: &Point, points: &mut Vec<Point>) -> Option<Point> {
        let printed = |kind| self.story.units.iter().find(move |unit| unit.segment.kind == kind);
        let unit = printed(Kind::Deck).or_else(|| printed(Kind::Subhead));
        let own = unit.and_then(|unit| {
            let text = *sentence::english(approved(unit)?).first()?;
            let proven = self.is_proven(Part::Deck, text, unit.segment.id);
            proven.then(|| {
                point(text.to_owned(), Making::Extracted, unit.segment.id, &unit.segment.text)
            })
        });
        if own.is_some() {
            return own;
        }
        let adds = |point: &Point| {
            point.making != Making::Listed && !says_again(&point.text, &headline.text)
        };
        let best = points.iter().position(adds)?;
        (points.len() > 1).then(|| points.remove(best))
    }

    /// Returns the statistics of the running text, those with an English name first.
    fn figures(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for sentence in self.story.sentences() {
            let id = sentence.unit.segment.id;
            for row in frame::rows(sentence.text, id, self.glossary) {
                let same =
                    |other: &Row| other.indicator == row.indicator && other.period == row.period;
                if !rows.iter().any(same) && rows.len() < 4 * MOST_POINTS {
                    rows.push(row);
                }
            }
        }
        rows.sort_by_key(|row| (row.english.is_none(), row.rank.is_none() && row.change.is_none()));
        rows
    }

    fn quotations(&self, ranked: &[Ranked<'_>]) -> Vec<Quotation> {
        let mut spoken: Vec<Quotation> = Vec::new();
        let sentences = self.story.sentences();
        let found =
            sentences.iter().filter_map(|sentence| quote::quotation(sentence, self.glossary));
        for mut quotation in found.take(MOST_POINTS) {
            if !self.is_said(&quotation) {
                quotation.text = None;
                quotation.making = Making::Listed;
            }
            if self.is_said(&quotation) {
                spoken.push(quotation);
            }
        }
        let rank_of = |quotation: &Quotation| {
            ranked.iter().position(|ranked| ranked.sentence.text.contains(&quotation.chinese))
        };
        spoken.sort_by_key(|quotation| {
            (quotation.text.is_none(), rank_of(quotation).unwrap_or(usize::MAX))
        });
        spoken
    }

    /// Tells whether a quotation is proven; one without English is its Chinese and nothing to prove.
    fn is_said(&self, quotation: &Quotation) -> bool {
        let Some(text) = &quotation.text else {
            return true;
        };
        let claim = Claim {
            part: Part::Quotation,
            text: text.clone(),
            cites: Vec::new(),
            speaker: quotation.speaker.clone(),
            chinese: quotation.chinese.clone(),
        };
        let findings = self.prover.prove_from(&claim, &quotation.from);
        !findings.iter().any(|finding| finding.severity.is_error())
    }

    /// Takes the sentences that say why it matters out of the points.
    fn context(&self, ranked: &[Ranked<'_>], points: &mut Vec<Point>) -> Vec<Point> {
        let mut context: Vec<Point> = Vec::new();
        for ranked in ranked.iter().take(MOST_POINTS) {
            let says = MATTERS.iter().any(|word| ranked.sentence.text.contains(word));
            let Some(at) = points.iter().position(|point| {
                says && point.making == Making::Extracted && point.chinese == ranked.sentence.text
            }) else {
                continue;
            };
            if points.len() > 2 && context.len() < 2 {
                context.push(points.remove(at));
            }
        }
        context
    }
}

/// Tells whether a sentence begins with what the headline says.
fn says_again(text: &str, headline: &str) -> bool {
    let text = text.to_lowercase();
    text.contains(headline.to_lowercase().trim_end_matches('.'))
}

fn point(text: String, making: Making, from: SegmentId, chinese: &str) -> Point {
    Point { text, from: vec![from], making, chinese: chinese.to_owned(), instead_of: Vec::new() }
}
