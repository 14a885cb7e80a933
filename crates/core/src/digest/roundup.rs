//! Many digests as one: the weightiest first, by topic, the same story from two pages once.
//!
//! Takes the digests one by one and keeps at full length only those that the word budget can hold, so
//! that a thousand pages need no more room than a dozen; of the others the line for the index is kept.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::fact;

use super::fit;
use super::model::{Also, Digest, Making, Point};
use super::rank::Words;
use super::topic;

/// Digests that are published together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bulletin {
    /// What stands above them.
    pub title: String,
    /// When they are published, as the user said it: `2024-03-05`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// The digests, in the order in which they are read.
    pub digests: Vec<Digest>,
    /// What makes a roundup of them; none for the digests of one page in its order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roundup: Option<Roundup>,
}

/// What a roundup has besides its digests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Roundup {
    /// What everybody should know, weightiest first.
    pub minute: Vec<Lead>,
    /// The digests by topic.
    pub sections: Vec<Section>,
    /// The stories for which there was no room.
    pub rest: Vec<Line>,
}

/// A sentence at the head of a roundup.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lead {
    /// The sentence; its citations are those of the digest.
    pub point: Point,
    /// The place of its digest among the digests, from 0.
    pub digest: usize,
}

/// The digests of one topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The topic.
    pub topic: String,
    /// The places of its digests, from 0, weightiest first.
    pub digests: Vec<usize>,
}

/// A story that is only named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What the news is about.
    pub topic: String,
    /// The headline in English.
    pub headline: String,
    /// The Chinese headline.
    pub title: String,
    /// The name of the page; for display only, never a path.
    pub source: String,
    /// The number of the article on its page, from 1.
    pub article: u32,
}

/// How many sentences stand at the head of a roundup.
const MINUTE: usize = 5;

/// The words of the shortest item of a roundup.
const SHORTEST_ITEM: usize = 12;

/// How alike two stories are that are one.
const SAME: f32 = 0.62;

/// The words by which the same story is looked for.
const KEYS: usize = 10;

/// A word that so many stories share tells none of them.
const MOST_SHARING: usize = 40;

/// What a story is recognised by.
#[derive(Debug)]
struct Trace {
    words: Words,
    /// The figures it states, sorted.
    figures: Vec<String>,
}

impl Trace {
    fn of(text: &str) -> Self {
        let mut figures: Vec<String> =
            fact::read_zh(text).into_iter().map(|figure| figure.text).collect();
        figures.sort_unstable();
        figures.dedup();
        Self { words: Words::of(text), figures }
    }

    /// Tells whether two stories share their words and, where both state figures, half of these.
    fn tells_same(&self, other: &Self) -> bool {
        let shared =
            self.figures.iter().filter(|figure| other.figures.binary_search(figure).is_ok());
        let fewer = self.figures.len().min(other.figures.len());
        2 * shared.count() >= fewer && self.words.cosine(&other.words) >= SAME
    }
}

/// Collects digests for a roundup.
#[derive(Debug, Default)]
pub struct Collector {
    words: usize,
    kept: Vec<Digest>,
    traces: Vec<Trace>,
    /// The kept digests by the words that weigh most in them.
    keys: HashMap<u64, Vec<usize>>,
    rest: Vec<Line>,
}

impl Collector {
    /// Begins a roundup of so many words.
    pub fn new(words: usize) -> Self {
        Self { words, ..Self::default() }
    }

    /// Takes a digest; one that tells the story of another is merged with it.
    pub fn add(&mut self, digest: Digest) {
        let trace = Trace::of(&telling(&digest));
        if let Some(twin) = self.twin(&trace) {
            self.merge(twin, digest);
            return;
        }
        let place = self.kept.len();
        for key in trace.words.heaviest(KEYS) {
            self.keys.entry(key).or_default().push(place);
        }
        self.kept.push(digest);
        self.traces.push(trace);
        if self.kept.len() > 2 * self.most() {
            self.demote();
        }
    }

    /// Returns the roundup.
    pub fn finish(mut self, title: String, published: Option<String>) -> Bulletin {
        self.demote();
        self.share_words();
        let minute = minute(&self.kept);
        let digests = self.kept;
        let sections = sections(&digests);
        self.rest.sort_by(|a, b| (&a.source, a.article).cmp(&(&b.source, b.article)));
        let roundup = Roundup { minute, sections, rest: self.rest };
        Bulletin { title, published, digests, roundup: Some(roundup) }
    }

    /// Returns how many digests the word budget can hold.
    fn most(&self) -> usize {
        (self.words / SHORTEST_ITEM).max(1)
    }

    fn twin(&self, trace: &Trace) -> Option<usize> {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for key in trace.words.heaviest(KEYS) {
            let places = self.keys.get(&key).filter(|places| places.len() <= MOST_SHARING);
            for &place in places.into_iter().flatten() {
                *shared.entry(place).or_default() += 1;
            }
        }
        let alike = |&place: &usize| trace.tells_same(&self.traces[place]);
        shared
            .into_iter()
            .filter(|&(_, keys)| keys >= 2)
            .map(|(place, _)| place)
            .filter(alike)
            .min()
    }

    /// Keeps the weightier of two digests of one story, with the other's place in print.
    fn merge(&mut self, place: usize, digest: Digest) {
        let held = &mut self.kept[place];
        let mut other = digest;
        let better = |a: &Digest, b: &Digest| {
            let translated = |digest: &Digest| digest.headline.making != Making::Listed;
            (translated(a), a.weight) > (translated(b), b.weight)
        };
        if better(&other, held) {
            std::mem::swap(held, &mut other);
        }
        held.also.append(&mut other.also);
        held.also.push(Also { source: other.source, article: other.article, title: other.title });
    }

    /// Keeps the weightiest digests, in order of weight, and a line of each other.
    fn demote(&mut self) {
        let most = self.most();
        let mut both: Vec<(Digest, Trace)> =
            self.kept.drain(..).zip(self.traces.drain(..)).collect();
        both.sort_by(|(a, _), (b, _)| {
            b.weight
                .cmp(&a.weight)
                .then_with(|| (&a.source, a.article).cmp(&(&b.source, b.article)))
        });
        let light = both.split_off(both.len().min(most));
        self.rest.extend(light.into_iter().map(|(digest, _)| line(digest)));
        self.keys.clear();
        for (place, (digest, trace)) in both.into_iter().enumerate() {
            for key in trace.words.heaviest(KEYS) {
                self.keys.entry(key).or_default().push(place);
            }
            self.kept.push(digest);
            self.traces.push(trace);
        }
    }

    /// Shortens the digests so that together they keep the word budget: headlines first, then one
    /// sentence more of each in turn, the weightiest first.
    fn share_words(&mut self) {
        let (_, high) = fit::borders(self.words);
        let mut held = 0;
        let mut fits = Vec::new();
        for digest in self.kept.drain(..) {
            let words = digest.headline.words();
            if held + words <= high {
                held += words;
                fits.push(Shortened::of(digest));
            } else {
                self.rest.push(line(digest));
            }
        }
        let mut grew = true;
        while grew && held < self.words {
            grew = false;
            for item in &mut fits {
                if let Some(words) = item.grow(high - held.min(high)) {
                    held += words;
                    grew = true;
                }
            }
        }
        self.kept = fits.into_iter().map(Shortened::finish).collect();
    }
}

/// A digest that grows sentence by sentence.
struct Shortened {
    digest: Digest,
    deck: Option<Point>,
    /// The points that are not shown yet, the next one last.
    points: Vec<Point>,
    quotations: Vec<super::model::Quotation>,
}

impl Shortened {
    fn of(mut digest: Digest) -> Self {
        let deck = digest.deck.take();
        let mut points: Vec<Point> =
            digest.points.drain(..).chain(digest.context.drain(..)).collect();
        points.reverse();
        let quotations = std::mem::take(&mut digest.quotations);
        Self { digest, deck, points, quotations }
    }

    /// Shows one sentence more, if there is one with at most so many words, and returns its words.
    fn grow(&mut self, room: usize) -> Option<usize> {
        if let Some(deck) = self.deck.take().filter(|deck| deck.words() <= room) {
            return Some(self.digest.deck.insert(deck).words());
        }
        while let Some(point) = self.points.pop() {
            if point.words() <= room {
                let words = point.words();
                self.digest.points.push(point);
                return Some(words);
            }
        }
        let quotation = self.quotations.pop().filter(|quotation| quotation.words() <= room)?;
        let words = quotation.words();
        self.digest.quotations.push(quotation);
        Some(words)
    }

    fn finish(mut self) -> Digest {
        self.digest.figures.truncate(4);
        let cited: Vec<_> = self.digest.citations().collect();
        self.digest.sources.retain(|unit| cited.contains(&unit.segment.id));
        self.digest
    }
}

/// Returns the Chinese by which a story is recognised: its headline and what its digest cites.
fn telling(digest: &Digest) -> String {
    let sources = digest.sources.iter().take(6).map(|unit| unit.segment.text.as_str());
    std::iter::once(digest.title.as_str()).chain(sources).collect::<Vec<_>>().join("\n")
}

fn line(digest: Digest) -> Line {
    Line {
        topic: digest.topic,
        headline: digest.headline.text,
        title: digest.title,
        source: digest.source,
        article: digest.article,
    }
}

/// Takes the first sentence of the weightiest digests that have one in English.
fn minute(digests: &[Digest]) -> Vec<Lead> {
    let told = |point: &&Point| point.making != Making::Listed;
    let leads = digests.iter().enumerate().filter_map(|(digest, of)| {
        let point = of.sentences().find(told)?.clone();
        Some(Lead { point, digest })
    });
    if digests.len() <= MINUTE { Vec::new() } else { leads.take(MINUTE).collect() }
}

fn sections(digests: &[Digest]) -> Vec<Section> {
    let of = |topic: &str| {
        let own = digests.iter().enumerate().filter(|(_, digest)| digest.topic == topic);
        Section { topic: topic.to_owned(), digests: own.map(|(place, _)| place).collect() }
    };
    let mut sections: Vec<Section> = topic::NAMES.iter().map(|topic| of(topic)).collect();
    sections.retain(|section| !section.digests.is_empty());
    sections
}

#[cfg(test)]
mod tests {
    use super::super::story::tests::story;
    use super::super::{Order, extract};
    use super::*;
    use crate::glossary::Glossary;

    fn digest(source: &str, lines: &[&str]) -> Digest {
        let mut story = story(lines);
        story.source = source.to_owned();
        let glossary = Glossary::builtin();
        extract(&story, &glossary).compose(&story, Order::default(), &glossary)
    }

    fn page(number: usize) -> Vec<String> {
        let place = ["白河", "松原", "青岚", "柳溪", "石桥", "梅岭", "杏坪"][number % 7];
        vec![
            format!(
                "headline|{place}县第{number}座水厂开工|Work starts on water plant No. {number}"
            ),
            format!(
                "paragraph|{place}县第{number}座水厂开工建设,总投资{number}亿元。|Total investment is {number}00 million yuan."
            ),
        ]
    }

    #[test]
    fn the_same_story_from_two_pages_is_told_once_with_both_places() {
        let mut collector = Collector::new(500);
        let lines = [
            "headline|白河大桥建成通车|Baihe Bridge opens to traffic",
            "paragraph|3月5日,总投资2.4亿元的白河大桥建成通车,全长1.2公里。|The bridge, 1.2 kilometers long, opened on March 5.",
        ];
        collector.add(digest("a.txt", &lines));
        collector.add(digest("b.txt", &lines));
        collector.add(digest(
            "c.txt",
            &[
                "headline|花生丰收|Peanuts harvested",
                "paragraph|花生收获了。|Peanuts were harvested.",
            ],
        ));
        let bulletin = collector.finish("Roundup".into(), None);
        assert_eq!(bulletin.digests.len(), 2);
        let merged = bulletin.digests.iter().find(|digest| digest.title.contains('桥')).unwrap();
        assert_eq!((merged.also.len(), merged.also[0].source.as_str()), (1, "b.txt"));
    }

    #[test]
    fn a_roundup_keeps_its_word_budget_and_names_the_rest() {
        let mut collector = Collector::new(100);
        for number in 1..60 {
            let lines = page(number);
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            collector.add(digest(&format!("{number}.txt"), &lines));
        }
        let bulletin = collector.finish("Roundup".into(), Some("2024-03-05".into()));
        let words: usize = bulletin.digests.iter().map(Digest::words).sum();
        assert!((90..=110).contains(&words), "{words} words");
        let roundup = bulletin.roundup.unwrap();
        let merged: usize = bulletin.digests.iter().map(|digest| digest.also.len()).sum();
        assert!(bulletin.digests.len() + roundup.rest.len() + merged <= 59);
        let placed: usize = roundup.sections.iter().map(|section| section.digests.len()).sum();
        assert_eq!(placed, bulletin.digests.len());
    }
}
