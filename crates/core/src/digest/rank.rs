//! Which sentences of an article say most of it.
//!
//! A sentence that resembles many others is central (LexRank: a random walk over the cosines of word
//! vectors, words weighted by how rare they are). To that come what makes news: it stands early, it shares
//! words with the headline, it states figures. What depends on its neighbours or is cut off counts less.

use std::collections::HashMap;

use crate::fingerprint::Fingerprint;
use crate::text::class::Class;
use crate::text::lexicon;
use crate::text::script::{count_han, is_han};

use super::story::{Sentence, Story};

/// Above this many sentences the walk is replaced by its first step, which takes linear time.
const MOST_WALKED: usize = 240;

/// Two sentences of which so much is common say the same.
const SAME: f32 = 0.72;

/// A sentence with its worth.
#[derive(Debug, Clone)]
pub struct Ranked<'a> {
    /// The sentence.
    pub sentence: Sentence<'a>,
    /// Its place among the sentences of the story.
    pub place: usize,
    /// How much it says of the story, from 0 to about 1.
    pub score: f32,
}

/// Ranks the sentences of a story, the worthiest first; of sentences that say the same only the
/// worthiest is left, and each choice counts less the more it repeats of what was chosen before.
pub fn rank(story: &Story) -> Vec<Ranked<'_>> {
    let sentences = story.sentences();
    let headline = Words::of(story.title());
    let vectors: Vec<Words> = sentences.iter().map(|sentence| Words::of(sentence.text)).collect();
    let central = centrality(&vectors);
    let mut ranked: Vec<Ranked<'_>> = sentences
        .into_iter()
        .enumerate()
        .map(|(place, sentence)| {
            let score = 0.40 * central[place]
                + 0.22 * lead(&sentence)
                + 0.18 * vectors[place].cosine(&headline)
                + 0.20 * figures(sentence.text)
                + bearing(&sentence);
            Ranked { sentence, place, score: score.max(0.0) }
        })
        .collect();
    choose(&mut ranked, &vectors)
}

/// Puts the sentences in the order in which they are worth taking (maximal marginal relevance).
///
/// Compares each with the few dozen best only, so that a long article costs linear time.
fn choose<'a>(ranked: &mut Vec<Ranked<'a>>, vectors: &[Words]) -> Vec<Ranked<'a>> {
    const WEIGHED: usize = 60;
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.place.cmp(&b.place)));
    let rest = ranked.split_off(ranked.len().min(WEIGHED));
    let mut chosen: Vec<Ranked<'a>> = Vec::with_capacity(ranked.len());
    while !ranked.is_empty() {
        let worth = |candidate: &Ranked<'a>| {
            let repeats = nearest(candidate, &chosen, vectors);
            candidate.score - 0.3 * repeats
        };
        let best = (0..ranked.len())
            .max_by(|&a, &b| worth(&ranked[a]).total_cmp(&worth(&ranked[b])).then(b.cmp(&a)))
            .unwrap_or(0);
        let candidate = ranked.remove(best);
        if nearest(&candidate, &chosen, vectors) < SAME {
            chosen.push(candidate);
        }
    }
    chosen.extend(rest);
    chosen
}

fn nearest(candidate: &Ranked<'_>, chosen: &[Ranked<'_>], vectors: &[Words]) -> f32 {
    let own = &vectors[candidate.place];
    chosen.iter().map(|other| own.cosine(&vectors[other.place])).fold(0.0, f32::max)
}

/// The words of a sentence with their weights, as a vector of length one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Words {
    /// Sorted by word.
    weights: Vec<(u64, f32)>,
}

impl Words {
    /// Reads the words of a Chinese text that carry meaning, and its Latin words.
    pub fn of(text: &str) -> Self {
        let mut weights: HashMap<u64, f32> = HashMap::new();
        for word in lexicon::words(text) {
            if let Some(weight) = weight(word) {
                *weights.entry(code(word)).or_default() += weight;
            }
        }
        let length = weights.values().map(|weight| weight * weight).sum::<f32>().sqrt();
        let mut weights: Vec<(u64, f32)> =
            weights.into_iter().map(|(word, weight)| (word, weight / length)).collect();
        weights.sort_unstable_by_key(|&(word, _)| word);
        Self { weights }
    }

    /// Returns how much two sentences have in common, from 0 to 1.
    pub fn cosine(&self, other: &Self) -> f32 {
        let (mut a, mut b) = (self.weights.iter().peekable(), other.weights.iter().peekable());
        let mut sum = 0.0;
        while let (Some(&&(left, x)), Some(&&(right, y))) = (a.peek(), b.peek()) {
            if left <= right {
                a.next();
            }
            if right <= left {
                b.next();
            }
            if left == right {
                sum += x * y;
            }
        }
        sum
    }

    /// Returns the words that weigh most, by their codes.
    pub fn heaviest(&self, count: usize) -> Vec<u64> {
        let mut weights = self.weights.clone();
        weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        weights.into_iter().take(count).map(|(word, _)| word).collect()
    }
}

fn code(word: &str) -> u64 {
    let fingerprint = Fingerprint::of([word]);
    let (head, _) = fingerprint.as_bytes().split_at(8);
    head.iter().fold(0, |code, &byte| code << 8 | u64::from(byte))
}

/// Returns the weight of a word: how rare it is; nothing for words that carry no meaning of their own.
fn weight(word: &str) -> Option<f32> {
    let first = word.chars().next()?;
    if !is_han(first) {
        let is_word = word.chars().filter(char::is_ascii_alphabetic).count() > 1;
        return is_word.then_some(8.0);
    }
    if word.len() <= first.len_utf8() {
        return None;
    }
    let carries = !matches!(
        lexicon::class(word),
        Some(
            Class::Pronoun
                | Class::Preposition
                | Class::Conjunction
                | Class::Particle
                | Class::Adverb
        )
    );
    let frequency = lexicon::frequency(word).unwrap_or(1);
    carries.then(|| lexicon::cost(frequency))
}

/// Returns the centrality of each sentence, from 0 to 1.
fn centrality(vectors: &[Words]) -> Vec<f32> {
    let mut walk = if vectors.len() <= MOST_WALKED { walked(vectors) } else { first_step(vectors) };
    let most = walk.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    walk.iter_mut().for_each(|share| *share /= most);
    walk
}

/// Returns where a random walk from sentence to similar sentence spends its time.
fn walked(vectors: &[Words]) -> Vec<f32> {
    const DAMPING: f32 = 0.85;
    let n = vectors.len();
    let mut edges = vec![0.0_f32; n * n];
    for a in 0..n {
        for b in a + 1..n {
            let common = vectors[a].cosine(&vectors[b]);
            (edges[a * n + b], edges[b * n + a]) = (common, common);
        }
    }
    let sums: Vec<f32> =
        edges.chunks(n.max(1)).map(|row| row.iter().sum::<f32>().max(1e-6)).collect();
    let mut walk = vec![1.0 / n.max(1) as f32; n];
    for _ in 0..25 {
        let pull: Vec<f32> = walk.iter().zip(&sums).map(|(share, sum)| share / sum).collect();
        walk = (0..n)
            .map(|a| {
                let row = &edges[a * n..(a + 1) * n];
                let reached: f32 = row.iter().zip(&pull).map(|(edge, pull)| edge * pull).sum();
                (1.0 - DAMPING) / n as f32 + DAMPING * reached
            })
            .collect();
    }
    walk
}

/// Returns how much each sentence has in common with all of them together.
fn first_step(vectors: &[Words]) -> Vec<f32> {
    let mut all: HashMap<u64, f32> = HashMap::new();
    for &(word, weight) in vectors.iter().flat_map(|words| &words.weights) {
        *all.entry(word).or_default() += weight;
    }
    let common =
        |words: &Words| words.weights.iter().map(|(word, weight)| weight * all[word]).sum();
    vectors.iter().map(common).collect()
}

/// Returns how early a sentence stands, from 0 to 1.
fn lead(sentence: &Sentence<'_>) -> f32 {
    let early = 1.0 / (1.0 + 0.35 * sentence.paragraph as f32);
    if sentence.first { early } else { 0.7 * early }
}

/// Returns how rich in figures a sentence is, from 0 to 1.
pub(super) fn figures(text: &str) -> f32 {
    let mut runs = 0;
    let mut inside = false;
    for c in text.chars() {
        let digit = c.is_ascii_digit() || ('０'..='９').contains(&c);
        runs += usize::from(digit && !inside);
        inside = digit || (inside && matches!(c, '.' | '．' | ',' | '，'));
    }
    let cues = ["%", "％", "亿", "第一", "首次", "首个", "首位", "突破"];
    let cued = cues.iter().filter(|cue| text.contains(*cue)).count();
    ((runs as f32) / 4.0).min(0.7) + (cued as f32 * 0.15).min(0.3)
}

/// Returns what speaks against a sentence that does not stand on its own.
fn bearing(sentence: &Sentence<'_>) -> f32 {
    const LEANING: &[&str] = &[
        "但",
        "而",
        "其",
        "这",
        "此",
        "他",
        "她",
        "它",
        "该",
        "同时",
        "因此",
        "所以",
        "于是",
        "然而",
        "据悉",
        "据了解",
        "据介绍",
        "对此",
        "为此",
        "——",
        "不仅",
        "并且",
        "与此同时",
        "随后",
        "接着",
        "如今",
    ];
    let text = sentence.text;
    let han = count_han(text);
    let mut against = 0.0;
    against += if sentence.cut { 0.5 } else { 0.0 };
    against += if LEANING.iter().any(|word| text.starts_with(word)) { 0.12 } else { 0.0 };
    against += if text.ends_with(['？', '?', '！', '!', ':', '：']) { 0.15 } else { 0.0 };
    against += 0.3 * quoted_share(text);
    against += match han {
        0..12 => 0.4,
        12..18 => 0.1,
        18..130 => 0.0,
        _ => 0.15,
    };
    -against
}

/// Returns the share of a sentence that stands between quotation marks.
fn quoted_share(text: &str) -> f32 {
    let (mut quoted, mut all, mut depth) = (0, 0, 0_usize);
    for c in text.chars() {
        match c {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        all += 1;
        quoted += usize::from(depth > 0);
    }
    quoted as f32 / all.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::super::story::tests::story;
    use super::*;

    #[test]
    fn the_lead_with_the_words_of_the_headline_comes_first() {
        let story = story(&[
            "headline|白河县新建三座水厂",
            "paragraph|3月5日,白河县三座水厂同时开工建设,总投资2.4亿元。",
            "paragraph|当地群众十分高兴。",
            "paragraph|春天来了,山花开遍了整个山坡,游人纷纷前来观赏。",
        ]);
        let ranked = rank(&story);
        assert_eq!(ranked[0].place, 0);
        assert_eq!(ranked.last().unwrap().place, 1);
    }

    #[test]
    fn of_two_sentences_that_say_the_same_one_is_left() {
        let story = story(&[
            "headline|水厂开工",
            "paragraph|白河县三座水厂同时开工建设,总投资2.4亿元。",
            "paragraph|白河县三座水厂同时开工建设,总投资达2.4亿元。",
        ]);
        assert_eq!(rank(&story).len(), 1);
    }

    #[test]
    fn a_sentence_that_is_cut_off_comes_last() {
        let mut story = story(&[
            "headline|水厂开工",
            "paragraph|白河县三座水厂同时开工建设,总投资2.4亿元,年内建成。",
            "paragraph|松原区新增就业岗位三千个,城镇登记失业率保持在低位。",
        ]);
        story.units[1].segment.tail_missing = true;
        assert_eq!(rank(&story)[0].place, 1);
    }

    #[test]
    fn cosines_are_between_nought_and_one() {
        let words = Words::of("青岚市新建水厂");
        assert!((words.cosine(&words) - 1.0).abs() < 1e-5);
        assert_eq!(words.cosine(&Words::of("的了在")), 0.0);
        assert!(Words::of("").heaviest(3).is_empty());
    }

    #[test]
    fn a_long_article_is_ranked_by_the_first_step() {
        let lines: Vec<String> = (0..400)
            .map(|i| format!("paragraph|第{i}座水厂在白河县开工建设,投资{i}万元,群众{i}人受益。"))
            .collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        assert!(!rank(&story(&lines)).is_empty());
    }
}
