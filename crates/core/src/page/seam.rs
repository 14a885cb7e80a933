//! The seam: how well the end of one piece and the beginning of another fit together.
//!
//! Everything here is knowledge of the language and statistics of the page; nothing is known about
//! where the two pieces stand (that is the business of [`super::join`]). Scores are in nats, roughly:
//! 3 is likely, 6 is safe, below 0 speaks against it.

use super::grams::{Grams, Words};
use super::shape::{End, PAIRS, Shape, is_inner_mark};
use super::unit::{self, Unit};
use crate::text::class::Class;
use crate::text::lexicon::{self, Beginning};
use crate::text::script::is_han;
use crate::text::width::half;

/// How many characters on each side of a seam are cut into words.
const REACH: usize = 8;

/// The most a word that spans the seam can say.
const WORD_LIMIT: f32 = 9.0;

/// The end of a piece that may go on elsewhere.
#[derive(Debug, Clone)]
pub(super) struct Tail {
    /// How it ends.
    pub(super) end: End,
    chars: Vec<char>,
    /// The cost of cutting the first so many of `chars` into words.
    costs: Vec<f32>,
    last: Option<Class>,
    /// The words that begin with the last one, two, three and four characters, as far as any do.
    beginnings: [Option<Beginning>; 4],
    opened: [u8; 7],
    in_list: bool,
    words: Words,
}

/// The beginning of a piece that may belong to another one.
#[derive(Debug, Clone)]
pub(super) struct Head {
    chars: Vec<char>,
    /// The same characters.
    text: String,
    /// The cost of cutting `chars` from here on into words.
    costs: Vec<f32>,
    first: Option<Class>,
    start: Start,
    closed: [u8; 7],
    words: Words,
}

/// How a text begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    /// With a mark that cannot begin a text.
    Mark,
    /// With a particle.
    Particle,
    /// With a unit whose number is missing.
    Unit(Unit),
    /// With a digit.
    Digit,
    /// With a date, as paragraphs like to begin.
    Date,
    /// As any text may.
    Free,
}

impl Tail {
    /// Looks at the end of a text.
    pub(super) fn of(text: &str, shape: &Shape) -> Self {
        let mut chars: Vec<char> = text.chars().rev().take(REACH).map(half).collect();
        chars.reverse();
        let (costs, last) = cut_forward(&chars);
        let last_pause = text.chars().rev().find(|&c| matches!(half(c), ',' | '、' | '。' | ';'));
        Self {
            end: shape.end,
            beginnings: beginnings(&chars),
            chars,
            costs,
            last,
            opened: shape.opened,
            in_list: last_pause == Some('、'),
            words: Words::of_end(text),
        }
    }

    /// Tells whether the text ends in the middle of a number.
    fn ends_with_digit(&self) -> bool {
        let mut last = self.chars.iter().rev();
        match last.next() {
            Some('.') => last.next().is_some_and(char::is_ascii_digit),
            last => last.is_some_and(char::is_ascii_digit),
        }
    }

    fn last_char(&self) -> char {
        self.chars.last().copied().unwrap_or(' ')
    }
}

impl Head {
    /// Looks at the beginning of a text.
    pub(super) fn of(text: &str, shape: &Shape) -> Self {
        let chars: Vec<char> = text.chars().take(REACH).map(half).collect();
        let (costs, first_len) = cut_backward(&chars);
        let first: String = chars[..first_len].iter().collect();
        Self {
            start: start_of(text, &chars, &first),
            first: lexicon::class(&first),
            text: chars.iter().collect(),
            chars,
            costs,
            closed: shape.closed,
            words: Words::of_start(text),
        }
    }

    fn first_char(&self) -> char {
        self.chars.first().copied().unwrap_or(' ')
    }
}

/// Returns how well a beginning goes on with an end.
pub(super) fn fit(tail: &Tail, head: &Head, grams: &Grams) -> f32 {
    let mut score = 0.0;
    weigh(tail, head, grams, |weight, _| score += weight);
    score
}

/// Says in words what speaks for a seam.
pub(super) fn evidence(tail: &Tail, head: &Head, grams: &Grams) -> String {
    let mut reasons: Vec<&str> = Vec::new();
    weigh(tail, head, grams, |weight, reason| {
        if weight >= 0.5 && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    });
    if reasons.is_empty() {
        reasons.push("the sentence is not finished");
    }
    reasons.join("; ")
}

/// Weighs every sign at a seam and says each with its weight.
fn weigh(tail: &Tail, head: &Head, grams: &Grams, mut say: impl FnMut(f32, &'static str)) {
    let word = spanning_word(tail, head);
    say(word * 0.7, "the two halves make one word");
    let seen = grams.across(&tail.chars, &head.chars);
    say(seen, "the page has the same characters in a row elsewhere");
    weigh_pairs(tail, head, &mut say);
    weigh_number(tail, head, &mut say);
    weigh_marks(tail, head, &mut say);
    weigh_list(tail, head, &mut say);
    say(
        weigh_classes(tail.last, head.first),
        "the words follow each other as they do in sentences",
    );
    let common = tail.words.common(&head.words).min(6) as f32;
    say(common * 0.2, "both sides speak of the same things");
    if word <= 0.0 && seen <= 0.0 && is_fragment(tail) {
        say(-1.5, "the last word is not finished");
    }
}

/// Weighs what one side leaves open and the other closes.
fn weigh_pairs(tail: &Tail, head: &Head, say: &mut impl FnMut(f32, &'static str)) {
    for i in 0..PAIRS.len() {
        match (tail.opened[i] > 0, head.closed[i] > 0) {
            (true, true) => say(5.0, "a quotation or bracket is opened before and closed after"),
            (true, false) => say(-1.5, "an opened quotation or bracket is not closed"),
            (false, true) => say(-6.0, "a quotation or bracket is closed that was not opened"),
            (false, false) => {}
        }
    }
}

/// Weighs a number on one side against a unit on the other.
fn weigh_number(tail: &Tail, head: &Head, say: &mut impl FnMut(f32, &'static str)) {
    let digit = tail.ends_with_digit();
    match head.start {
        Start::Unit(Unit::Bound) if digit => say(4.5, "a figure and its unit"),
        Start::Unit(Unit::Free) if digit => say(3.0, "a figure and its unit"),
        Start::Mark if digit && matches!(head.first_char(), '%' | '‰' | '.') => {
            say(4.5, "a figure and its sign");
        }
        Start::Digit | Start::Date if tail.last_char() == '.' => {
            say(4.0, "the digits of one figure");
        }
        Start::Digit if digit => say(0.5, "the digits of one figure"),
        _ if digit => say(-3.5, "a figure without its unit"),
        Start::Unit(_) if unit::is_spelled_number(tail.last_char()) => {
            say(2.0, "a number and its unit");
        }
        Start::Unit(Unit::Bound) => say(-5.0, "a unit without its figure"),
        Start::Unit(Unit::Free) => say(-0.5, "a unit without its figure"),
        Start::Mark if matches!(head.first_char(), '%' | '‰') => {
            say(-6.0, "a sign without its figure");
        }
        Start::Digit if tail.last == Some(Class::Verb) || unit::asks_for_number(&tail.chars) => {
            say(1.5, "a verb and its figure");
        }
        _ => {}
    }
}

/// Weighs marks of punctuation at the seam.
fn weigh_marks(tail: &Tail, head: &Head, say: &mut impl FnMut(f32, &'static str)) {
    let marked = is_inner_mark(tail.last_char()) && !tail.ends_with_digit();
    match head.start {
        Start::Mark | Start::Particle if marked => say(-6.0, "two marks in a row"),
        Start::Mark => say(1.5, "a mark that ends what stands before it"),
        Start::Particle => say(2.5, "a particle that belongs to what stands before it"),
        Start::Date if !marked => say(-1.0, "a date begins a paragraph"),
        _ => {}
    }
    if tail.end == End::Soft {
        say(-1.5, "the end may be the end of a paragraph");
    }
    if head.first_char() == '“' && !marked {
        say(-0.5, "a quotation begins a paragraph");
    }
}

/// Weighs an enumeration that goes on across the seam.
fn weigh_list(tail: &Tail, head: &Head, say: &mut impl FnMut(f32, &'static str)) {
    let pause = head.chars.iter().position(|c| matches!(c, '、' | ',' | '。' | ';'));
    let goes_on = pause.is_some_and(|at| head.chars[at] == '、');
    if tail.last_char() == '、' {
        say(if goes_on { 2.5 } else { 0.3 }, "an enumeration goes on");
        let before = tail.chars.len().checked_sub(2).map(|i| tail.chars[i]);
        let item_end = pause.and_then(|at| at.checked_sub(1)).map(|i| head.chars[i]);
        if goes_on && before.is_some() && before == item_end {
            say(2.0, "the items of the enumeration end alike");
        }
    } else if tail.in_list && goes_on {
        say(1.5, "an enumeration goes on");
    }
}

/// Weighs two words that stand next to each other by their classes.
fn weigh_classes(last: Option<Class>, first: Option<Class>) -> f32 {
    let (Some(last), Some(first)) = (last, first) else {
        return 0.0;
    };
    let opens =
        matches!(first, Class::Preposition | Class::Conjunction | Class::Pronoun | Class::Time);
    match last {
        Class::Particle | Class::Measure | Class::Attribute | Class::Pronoun
            if first.is_nominal() =>
        {
            0.7
        }
        Class::Particle | Class::Measure | Class::Attribute if opens => -0.8,
        Class::Adverb if matches!(first, Class::Verb | Class::Adjective | Class::Adverb) => 0.9,
        Class::Adverb if first.is_nominal() => -0.6,
        Class::Preposition if first.is_nominal() || first == Class::Time => 0.5,
        Class::Conjunction if first.is_nominal() || first == Class::Verb => 0.5,
        Class::Verb if first.is_nominal() || first == Class::Particle => 0.4,
        _ if opens => -0.5,
        Class::Noun if first == Class::Verb => 0.2,
        _ => 0.0,
    }
}

/// Returns how much cheaper both sides are when a word spans the seam.
pub(super) fn spanning_word(tail: &Tail, head: &Head) -> f32 {
    let first = head.first_char();
    if !tail.beginnings.iter().flatten().any(|beginning| beginning.goes_on_with(first)) {
        return 0.0;
    }
    let apart = tail.costs[tail.chars.len()] + head.costs[0];
    let mut gain: f32 = 0.0;
    for (before, beginning) in tail.beginnings.iter().enumerate() {
        let Some(beginning) = beginning else { continue };
        let from = tail.chars.len() - before - 1;
        for (len, frequency) in beginning.words(&head.text) {
            let after = head.text[..len].chars().count();
            let together = tail.costs[from] + lexicon::cost(frequency) + head.costs[after];
            gain = gain.max(apart - together);
        }
    }
    gain.min(WORD_LIMIT)
}

/// Returns the words that begin with the last characters of a text.
fn beginnings(chars: &[char]) -> [Option<Beginning>; 4] {
    let mut text = String::with_capacity(16);
    std::array::from_fn(|i| {
        let from = chars.len().checked_sub(i + 1)?;
        text.clear();
        text.extend(&chars[from..]);
        Beginning::of(&text)
    })
}

/// Tells at little cost whether two ends may have a word or a run of the page in common.
pub(super) fn may_touch(tail: &Tail, head: &str, grams: &Grams) -> bool {
    let first = head.chars().next().map_or(' ', half);
    grams.has_pair(tail.last_char(), first)
        || tail.beginnings.iter().flatten().any(|beginning| beginning.goes_on_with(first))
}

/// Tells whether a text cannot be the beginning of a paragraph.
pub(super) fn begins_cut(text: &str, shape: &Shape) -> bool {
    let first = text.chars().next().map_or(' ', half);
    if shape.lacks_opening() || is_inner_mark(first) || unit::begins_inside_number(text) {
        return true;
    }
    if !unit::may_begin(first) && !PARTICLES.contains(first) {
        return false;
    }
    let longest = lexicon::prefixes(text).last().map_or(first.len_utf8(), |(len, _)| len);
    let Some((word, rest)) = text.split_at_checked(longest) else {
        return false;
    };
    is_particle(word) || unit::of(word, rest.chars().next().map(half)) == Some(Unit::Bound)
}

/// Particles that belong to what stands before them.
const PARTICLES: &str = "的地得了着们之等";

fn is_particle(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(|c| PARTICLES.contains(c)) && chars.next().is_none()
}

/// Tells whether the last word of a text is a single character that does not stand alone.
fn is_fragment(tail: &Tail) -> bool {
    let n = tail.chars.len();
    let last = n.checked_sub(1).map_or(0.0, |i| tail.costs[n] - tail.costs[i]);
    is_han(tail.last_char())
        && last > 8.5
        && tail
            .last
            .is_none_or(|class| matches!(class, Class::Morpheme | Class::Noun | Class::Other))
}

/// Cuts characters into words from the left: the cost of each beginning, and the class of the last
/// word.
fn cut_forward(chars: &[char]) -> (Vec<f32>, Option<Class>) {
    let text: String = chars.iter().collect();
    let bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    let mut costs = vec![f32::MAX; chars.len() + 1];
    let mut from = vec![0; chars.len() + 1];
    costs[0] = 0.0;
    for (i, &byte) in bytes.iter().enumerate() {
        let mut offer = |to: usize, cost: f32| {
            if costs[i] + cost < costs[to] {
                costs[to] = costs[i] + cost;
                from[to] = i;
            }
        };
        offer(i + 1, unknown(chars[i]));
        for (len, frequency) in lexicon::prefixes(&text[byte..]) {
            let to = bytes.partition_point(|&b| b < byte + len);
            offer(to, lexicon::cost(frequency));
        }
    }
    let last: String = chars[from[chars.len()]..].iter().collect();
    (costs, lexicon::class(&last))
}

/// Cuts characters into words from the right: the cost from each place on, and the length of the
/// first word.
fn cut_backward(chars: &[char]) -> (Vec<f32>, usize) {
    let text: String = chars.iter().collect();
    let bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    let mut costs = vec![0.0; chars.len() + 1];
    let mut first = chars.len().min(1);
    for (i, &byte) in bytes.iter().enumerate().rev() {
        let mut best = (unknown(chars[i]) + costs[i + 1], i + 1);
        for (len, frequency) in lexicon::prefixes(&text[byte..]) {
            let to = bytes.partition_point(|&b| b < byte + len);
            let cost = lexicon::cost(frequency) + costs[to];
            if cost < best.0 {
                best = (cost, to);
            }
        }
        costs[i] = best.0;
        first = best.1 - i;
    }
    (costs, first)
}

/// Returns the cost of a character that no word of the list holds.
fn unknown(c: char) -> f32 {
    if is_han(c) { lexicon::cost(1) } else { 0.0 }
}

fn start_of(text: &str, chars: &[char], first: &str) -> Start {
    let Some(&c) = chars.first() else {
        return Start::Free;
    };
    if is_inner_mark(c) {
        return Start::Mark;
    }
    if c.is_ascii_digit() {
        return if unit::begins_with_date(text) { Start::Date } else { Start::Digit };
    }
    if is_particle(first) {
        return Start::Particle;
    }
    if unit::begins_inside_number(text) {
        return Start::Unit(Unit::Bound);
    }
    let next = chars.get(first.chars().count()).copied();
    unit::of(first, next).map_or(Start::Free, Start::Unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(tail: &str, head: &str) -> f32 {
        let grams = Grams::of([tail, head].into_iter());
        let tail = Tail::of(tail, &Shape::of(tail));
        let head = Head::of(head, &Shape::of(head));
        fit(&tail, &head, &grams)
    }

    #[test]
    fn halves_that_belong_together_fit_better_than_others() {
        let cuts = [
            ("今年以来，白河县新建和改造提", "升灌溉渠道120公里，整修道路30公里。"),
            ("全县共有合作社128", "家，带动农户五千户。"),
            ("坚持“随时随到、不", "推不拖、有求必应”的理念，服务企业。"),
            ("产品具有多样化、", "标准化、精品化的特点，深受欢迎。"),
            ("村里的老戏台始建于清代中期", "的一个秋天，至今保存完好。"),
        ];
        for (i, (tail, head)) in cuts.iter().enumerate() {
            let own = score(tail, head);
            assert!(own > 1.5, "{tail}|{head}: {own}");
            for (j, (_, other)) in cuts.iter().enumerate() {
                let foreign = score(tail, other);
                assert!(i == j || own > foreign, "{tail}|{other}: {foreign} > {own}");
            }
        }
    }

    #[test]
    fn the_rest_of_a_round_number_fits_a_figure_better_than_a_sentence() {
        assert!(score("为农户节省运费4500", "多万元。") > 3.0);
        assert!(score("为农户节省运费", "多万元。") < 0.0);
    }

    #[track_caller]
    fn assert_cut(head: &str, expected: bool) {
        assert_eq!(begins_cut(head, &Shape::of(head)), expected, "{head}");
    }

    #[test]
    fn a_beginning_that_cannot_begin_is_cut() {
        for head in [
            "，今年增产",
            "的粮食产量",
            "亩。如今",
            "万美元，增长",
            "个，办结率",
            "做到”的理念",
            "名传承人进校",
            "多万元。",
        ] {
            assert_cut(head, true);
        }
        for head in [
            "今年增产",
            "地方政府",
            "年初以来",
            "“三个一”工程",
            "2026年3月",
            "家住白河镇",
            "了解到",
        ] {
            assert_cut(head, false);
        }
    }
}
