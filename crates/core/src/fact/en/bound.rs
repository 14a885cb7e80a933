//! English words that make a figure a bound or an estimate: `more than`, `nearly`, `or above`.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::token::{Sort, Token};
use crate::fact::figure::Approx;

/// Words before a figure.
const BEFORE: &[(&[&str], Approx)] = &[
    (&["no", "fewer", "than"], Approx::AtLeast),
    (&["no", "less", "than"], Approx::AtLeast),
    (&["not", "less", "than"], Approx::AtLeast),
    (&["not", "fewer", "than"], Approx::AtLeast),
    (&["no", "more", "than"], Approx::AtMost),
    (&["not", "more", "than"], Approx::AtMost),
    (&["a", "minimum", "of"], Approx::AtLeast),
    (&["a", "maximum", "of"], Approx::AtMost),
    (&["in", "excess", "of"], Approx::MoreThan),
    (&["not", "exceeding"], Approx::AtMost),
    (&["not", "to", "exceed"], Approx::AtMost),
    (&["ceiling", "of"], Approx::AtMost),
    (&["cap", "of"], Approx::AtMost),
    (&["limit", "of"], Approx::AtMost),
    (&["maximum", "of"], Approx::AtMost),
    (&["minimum", "of"], Approx::AtLeast),
    (&["floor", "of"], Approx::AtLeast),
    (&["capped", "at"], Approx::AtMost),
    (&["more", "than"], Approx::MoreThan),
    (&["greater", "than"], Approx::MoreThan),
    (&["higher", "than"], Approx::MoreThan),
    (&["upwards", "of"], Approx::MoreThan),
    (&["upward", "of"], Approx::MoreThan),
    (&["less", "than"], Approx::LessThan),
    (&["fewer", "than"], Approx::LessThan),
    (&["lower", "than"], Approx::LessThan),
    (&["at", "least"], Approx::AtLeast),
    (&["at", "most"], Approx::AtMost),
    (&["up", "to"], Approx::AtMost),
    (&["close", "to"], Approx::Nearly),
    (&["just", "under"], Approx::Nearly),
    (&["just", "over"], Approx::MoreThan),
    (&["or", "so"], Approx::About),
    (&["over"], Approx::MoreThan),
    (&["above"], Approx::MoreThan),
    (&["exceeding"], Approx::MoreThan),
    (&["exceeded"], Approx::MoreThan),
    (&["exceeds"], Approx::MoreThan),
    (&["exceed"], Approx::MoreThan),
    (&["topped"], Approx::MoreThan),
    (&["topping"], Approx::MoreThan),
    (&["tops"], Approx::MoreThan),
    (&["top"], Approx::MoreThan),
    (&["surpassed"], Approx::MoreThan),
    (&["surpassing"], Approx::MoreThan),
    (&["surpass"], Approx::MoreThan),
    (&["passed"], Approx::MoreThan),
    (&["passing"], Approx::MoreThan),
    (&["beyond"], Approx::MoreThan),
    (&["nearly"], Approx::Nearly),
    (&["almost"], Approx::Nearly),
    (&["approaching"], Approx::Nearly),
    (&["under"], Approx::LessThan),
    (&["below"], Approx::LessThan),
    (&["within"], Approx::AtMost),
    (&["about"], Approx::About),
    (&["around"], Approx::About),
    (&["some"], Approx::About),
    (&["roughly"], Approx::About),
    (&["approximately"], Approx::About),
    (&["estimated"], Approx::About),
];

/// Words after a figure.
const AFTER: &[(&[&str], Approx)] = &[
    (&["or", "more"], Approx::AtLeast),
    (&["or", "above"], Approx::AtLeast),
    (&["and", "above"], Approx::AtLeast),
    (&["or", "over"], Approx::AtLeast),
    (&["and", "over"], Approx::AtLeast),
    (&["or", "higher"], Approx::AtLeast),
    (&["or", "older"], Approx::AtLeast),
    (&["and", "older"], Approx::AtLeast),
    (&["or", "less"], Approx::AtMost),
    (&["or", "fewer"], Approx::AtMost),
    (&["or", "below"], Approx::AtMost),
    (&["and", "below"], Approx::AtMost),
    (&["or", "so"], Approx::About),
];

/// How many words before a bound a word may stand that turns it: `must not take in more than 45`.
const TURNS: usize = 6;

/// How many words before it a `no` may stand that does so: `No primary school class in the city has more than 45`.
const NO_TURNS: usize = 14;

/// Returns what bounds the figure between two tokens.
pub(super) fn bound(tokens: &[Token<'_>], start: usize, end: usize) -> Option<Approx> {
    let is_plus = |at: usize| super::unit::plus(tokens, at) > 0;
    let plus = (start + 1..=end).any(is_plus).then_some(Approx::MoreThan);
    plus.or_else(|| after(tokens, end)).or_else(|| before(tokens, start))
}

/// Turns a bound round where its clause denies it: `must not exceed 45`, `no room for more than 45`.
fn denied(tokens: &[Token<'_>], at: usize, approx: Approx) -> Approx {
    let is_end =
        |token: &&Token<'_>| matches!(token.sort, Sort::Mark(',' | '.' | ';' | ':' | '(' | ')'));
    // "has not risen in more than 20 years" says how long, and denies something else.
    let is_since = at.checked_sub(1).is_some_and(|before| {
        matches!(tokens[before].lower.as_ref(), "in" | "for" | "after" | "since" | "over")
    });
    // "should not be charged for more than eight hours" does deny it.
    let is_rule = |token: &Token<'_>| {
        matches!(
            token.lower.as_ref(),
            "should"
                | "must"
                | "may"
                | "can"
                | "could"
                | "shall"
                | "cannot"
                | "never"
                | "don"
                | "do"
        )
    };
    let is_since = is_since && !tokens[at.saturating_sub(TURNS)..at].iter().any(is_rule);
    // "No one under 18" and "no fee below 500 yuan" say to whom it is denied.
    let is_place = tokens.get(at).is_some_and(|token| {
        matches!(token.lower.as_ref(), "under" | "below" | "over" | "above" | "within" | "beyond")
    });
    let before = tokens[..at].iter().rev().take_while(|token| !is_end(token)).enumerate();
    let denies = |(place, token): (usize, &Token<'_>)| {
        let next = tokens.get(at - place).map_or("", |next| next.lower.as_ref());
        let is_no = matches!(token.lower.as_ref(), "no" | "none" | "nobody" | "neither");
        let is_not =
            matches!(token.lower.as_ref(), "not" | "never" | "cannot" | "without" | "nor" | "t");
        let is_other = matches!(next, "only" | "longer" | "just" | "merely" | "doubt");
        !is_other && (is_no && !is_place || is_not && place < TURNS)
    };
    let mut before = before.take(if is_since { 0 } else { NO_TURNS });
    match approx {
        Approx::MoreThan if before.any(denies) => Approx::AtMost,
        Approx::LessThan if before.any(denies) => Approx::AtLeast,
        approx => approx,
    }
}

fn before(tokens: &[Token<'_>], start: usize) -> Option<Approx> {
    let is_money = |token: &Token<'_>| {
        is_mark(token, &['$', '€', '£', '¥'])
            || matches!(token.lower.as_ref(), "us" | "rmb" | "cny" | "usd" | "hk")
    };
    let mut start = start;
    while start > 0 && is_money(&tokens[start - 1]) {
        start -= 1;
    }
    let is_article =
        |token: &Token<'_>| matches!(token.lower.as_ref(), "a" | "an" | "another" | "the");
    matching(tokens, start).or_else(|| {
        let article = start.checked_sub(1).filter(|&before| is_article(&tokens[before]))?;
        matching(tokens, article)
    })
}

fn matching(tokens: &[Token<'_>], start: usize) -> Option<Approx> {
    static LAST: LazyLock<HashSet<&str>> =
        LazyLock::new(|| BEFORE.iter().filter_map(|(words, _)| words.last().copied()).collect());
    let before = start.checked_sub(1)?;
    if !LAST.contains(tokens[before].lower.as_ref()) {
        return None;
    }
    BEFORE
        .iter()
        .find(|(words, _)| {
            start >= words.len()
                && words
                    .iter()
                    .zip(&tokens[start - words.len()..start])
                    .all(|(word, token)| token.lower == *word)
        })
        .map(|(words, approx)| denied(tokens, start - words.len(), *approx))
}

fn after(tokens: &[Token<'_>], end: usize) -> Option<Approx> {
    let rest = tokens.get(end..)?;
    if rest.first().is_some_and(|token| is_mark(token, &['+'])) {
        return Some(Approx::AtLeast);
    }
    let matches = |rest: &[Token<'_>], words: &[&str]| {
        rest.len() >= words.len()
            && words.iter().zip(rest).all(|(word, token)| token.lower == *word)
    };
    let find = |rest: &[Token<'_>]| {
        AFTER.iter().find(|(words, _)| matches(rest, words)).map(|(_, approx)| *approx)
    };
    find(rest).or_else(|| rest.get(1..).and_then(find))
}

fn is_mark(token: &Token<'_>, marks: &[char]) -> bool {
    matches!(token.sort, Sort::Mark(mark) if marks.contains(&mark))
}
