//! The seam: how well the end of one piece and the beginning of another fit together.
//!
//! Everything here is knowledge of the language and statistics of the page; nothing is known about
//! where the two pieces stand (that is the business of [`super::join`]). Scores are in nats, roughly:
//! 3 is likely, 6 is safe, below 0 speaks against it.

use super::edge::{Head, Start, Tail};
use super::grams::Grams;
use super::shape::{End, PAIRS, is_inner_mark};
use super::unit::{self, Unit};
use crate::text::class::Class;
use crate::text::lexicon;
use crate::text::script::is_han;
use crate::text::width::half;

/// The most a word that spans the seam can say.
const WORD_LIMIT: f32 = 9.0;

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
    weigh_number(tail, head, word, &mut say);
    weigh_marks(tail, head, &mut say);
    weigh_list(tail, head, &mut say);
    say(
        weigh_classes(tail.last, head.first),
        "the words follow each other as they do in sentences",
    );
    if let Some(likeness) = tail.words.likeness(&head.words) {
        say((likeness * 40.0 - 0.4).clamp(-0.4, 1.4), "both sides speak of the same things");
    }
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
fn weigh_number(tail: &Tail, head: &Head, word: f32, say: &mut impl FnMut(f32, &'static str)) {
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
        Start::Digit if digit && head.ends_figure => say(4.0, "the digits of one figure"),
        Start::Digit if digit && head.digits() <= 2 => say(1.5, "the digits of one figure"),
        Start::Digit if digit => say(0.0, "the digits of one figure"),
        _ if digit => say(-3.5, "a figure without its unit"),
        Start::Unit(_) if unit::is_spelled_number(tail.last_char()) => {
            say(2.0, "a number and its unit");
        }
        Start::Unit(_) if word > 2.0 || unit::takes_unit(tail.last_char()) => {}
        Start::Unit(Unit::Bound) => say(-5.0, "a unit without its figure"),
        Start::Digit if head.ends_figure => say(-2.0, "the end of a figure without its beginning"),
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
        Start::Number => say(-3.0, "a number begins a section"),
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

/// Tells at little cost whether two ends may have a word or a run of the page in common.
pub(super) fn may_touch(tail: &Tail, head: &str, grams: &Grams) -> bool {
    let first = head.chars().next().map_or(' ', half);
    grams.has_pair(tail.last_char(), first)
        || tail.beginnings.iter().flatten().any(|beginning| beginning.goes_on_with(first))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::shape::Shape;

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
}
