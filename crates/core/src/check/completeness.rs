//! `OMISSION`, `ADDITION` and `TRUNCATED`: nothing is left out, nothing is put in, the end is there.
//!
//! No single sign is sure: English joins and splits sentences and varies in length. Two signs that
//! agree are a finding.

use super::{Sides, figure, name, on_target, quote, repeat};
use crate::finding::{Finding, Severity};
use crate::text::script::{count_han, is_han};

/// English characters for each Chinese one below which something is likely to be gone.
const SHORT: f64 = 2.6;

/// The same where the English also has fewer sentences, and where that alone is no more than a doubt.
const SHORT_AND_FEWER: f64 = 3.0;
const DOUBTFUL: f64 = 3.6;

/// Chinese characters of the longest headline.
const HEADLINE: usize = 30;

/// English characters for each Chinese one above which something is likely to be put in.
const LONG: f64 = 6.0;

/// The same where the English has more sentences than the Chinese.
const LONG_AND_MORE: f64 = 7.2;

/// The same for a text of a few characters, and from how many on it is looked at.
const FAR: f64 = 9.0;
const FEW: f64 = 8.0;

/// Words from which on a text says enough to be judged by its end.
const TELLING: usize = 12;

/// Marks that end a sentence, in English and in Chinese.
const ENDS: &[char] = &['.', '!', '?'];
const ENDS_ZH: &[char] = &['。', '！', '？'];

/// Words with which no sentence ends.
const GOES_ON: &[&str] = &[
    "a",
    "an",
    "the",
    "of",
    "to",
    "and",
    "or",
    "with",
    "for",
    "from",
    "at",
    "as",
    "into",
    "than",
    "that",
    "which",
    "whose",
    "by",
    "its",
    "their",
    "is",
    "are",
    "was",
    "were",
    "be",
    "has",
    "have",
    "will",
    "would",
    "should",
    "including",
    "such",
];

/// Finds translations in which a statement is likely to be missing.
pub(super) fn omission(sides: &Sides<'_>) -> Vec<Finding> {
    let fewer = sentences(sides.source(), ENDS_ZH) > sentences(sides.target(), ENDS);
    let is_below = |most: f64| sides.ratio().is_some_and(|ratio| ratio < most);
    let found = |findings: Vec<Finding>| {
        usize::from(findings.iter().any(|finding| finding.severity >= Severity::Major))
    };
    let shortest = if fewer { SHORT_AND_FEWER } else { SHORT };
    // A headline is short in English, too, and a mark inside it ends no sentence.
    let is_headline = !sides.pair.source.trim_end().ends_with(['。', '！', '？', '”', '；'])
        && count_han(sides.pair.source) <= HEADLINE;
    let facts = [
        (found(figure::check(sides, "MISSING")), "a figure is missing"),
        (found(name::check(sides, "NAME_MISSING")), "a name is missing"),
        (found(quote::lost(sides)), "a quotation is missing"),
        (usize::from(!is_headline && is_below(shortest)), "it is short"),
    ];
    let signs: Vec<&str> =
        facts.iter().filter(|(count, _)| *count > 0).map(|(_, sign)| *sign).collect();
    if fewer && signs.is_empty() && is_below(DOUBTFUL) {
        let message = "something may be left out: it has fewer sentences and is not long";
        return vec![on_target("OMISSION", Severity::Minor, message)];
    }
    if signs.is_empty() || signs.len() + usize::from(fewer) < 2 {
        return Vec::new();
    }
    let more = if fewer { " and it has fewer sentences" } else { "" };
    // A sentence with a figure that the English tells, too, is not left out.
    let is_doubtful = facts[3].0 == signs.len() && is_each_told(sides);
    vec![on_target(
        "OMISSION",
        if is_doubtful { Severity::Minor } else { Severity::Major },
        format!("something is likely left out: {}{more}", signs.join(", ")),
    )]
}

/// Tells whether every sentence of the Chinese holds a figure that the English tells.
fn is_each_told(sides: &Sides<'_>) -> bool {
    let figures = sides.figures();
    let mut told: Vec<usize> =
        figures.comparison.matched.iter().map(|(zh, _)| figures.zh[*zh].span.start).collect();
    told.sort_unstable();
    let mut start = 0;
    sides.source().split_inclusive(|c| ENDS_ZH.contains(c)).all(|sentence| {
        let end = start + sentence.len();
        let from = told.partition_point(|at| *at < start);
        let is_told = told.get(from).is_some_and(|at| *at < end);
        start = end;
        is_told || !sentence.iter().any(|c| is_han(*c))
    })
}

/// Finds translations that say more than the source.
pub(super) fn addition(sides: &Sides<'_>) -> Vec<Finding> {
    let is_long = sides.ratio().is_some_and(|ratio| ratio > LONG);
    let adds = || !figure::check(sides, "ADDED").is_empty() || !quote::added(sides).is_empty();
    let more = || {
        sentences(sides.target(), ENDS) > sentences(sides.source(), &['。', '！', '？', '；']) + 1
    };
    let ends = |chars, marks| sentences(chars, marks);
    let is_more = || ends(sides.target(), ENDS) > ends(sides.source(), &['。', '！', '？', '；']);
    let is_very_long = || {
        let is_long = sides.ratio().is_some_and(|ratio| ratio > LONG_AND_MORE);
        is_long && is_more() && repeat::check(sides).is_empty()
    };
    // A sentence of a few characters does not become two or three.
    #[expect(clippy::cast_precision_loss, reason = "lengths of texts are small")]
    let is_far_longer = || {
        let (source, target) = (sides.source().len() as f64, sides.target().len() as f64);
        source >= FEW && target > FAR * source && is_more()
    };
    let is_invented = (is_long && (adds() || more() || is_very_long())) || is_far_longer();
    if !is_invented {
        return Vec::new();
    }
    vec![on_target(
        "ADDITION",
        Severity::Major,
        "something is likely put in: it is long and says more",
    )]
}

/// Finds translations that break off.
pub(super) fn truncated(sides: &Sides<'_>) -> Vec<Finding> {
    let (source, target) = (sides.pair.source.trim_end(), sides.pair.target.trim_end());
    let closes = |text: &str, marks: &str| text.chars().last().is_some_and(|c| marks.contains(c));
    // A headline that ends with a name in quotation marks ends with no full stop.
    let source = source.trim_end_matches(['”', '’', '"']);
    let should_close = closes(source, "。！？.!?") && !sides.pair.tail_missing;
    let is_short = sides.ratio().is_some_and(|ratio| ratio < SHORT);
    let goes_on = sides.words().last().is_some_and(|word| GOES_ON.contains(&word.lower.as_ref()));
    let breaks_off = !closes(target, ".!?”\"’)…:;—") && (is_short || goes_on);
    // A paragraph of so many words ends with a mark, in every newspaper.
    let words = sides.words().len();
    let is_open = closes(source, "。！？")
        && words >= TELLING
        && target.chars().last().is_some_and(|c| c.is_alphanumeric() || c == ',');
    if should_close && (breaks_off || is_open) {
        return vec![on_target("TRUNCATED", Severity::Critical, "the English breaks off")];
    }
    Vec::new()
}

/// Counts the sentences of a text by the marks that end them; speech within a sentence ends none.
fn sentences(chars: &[char], marks: &[char]) -> usize {
    let at = |place: usize| chars.get(place).copied().unwrap_or(' ');
    let ends = |place: &usize| {
        if !marks.contains(&at(*place)) {
            return false;
        }
        let (next, later) = (at(place + 1), at(place + 2));
        let goes_on = matches!(next, '”' | '"')
            && (is_han(later) || later == ' ' && at(place + 3).is_lowercase());
        !marks.contains(&next) && !next.is_ascii_alphanumeric() && !goes_on
    };
    (0..chars.len()).filter(ends).count()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_rules, run_on};

    #[test]
    fn a_headline_that_ends_with_quoted_words_needs_no_full_stop() {
        let target = "Two young people from Baihe county have been named on the provincial “Good People” list";
        assert_rules("白河县两名青年入选“省级好人榜”", target, &[]);
    }

    const SOURCE: &str =
        "白河县今年开挖水渠，灌溉条件明显改善。村民孟以南家里的玉米长势喜人，预计比往年多收不少。";

    #[test]
    fn a_dropped_sentence_is_reported_and_a_joined_one_is_not() {
        assert_rules(
            SOURCE,
            "Baihe county has dug canals this year, greatly improving irrigation, and the corn of villager Meng Yinan is growing well and should yield far more than in past years.",
            &[],
        );
        let rules: Vec<String> =
            run_on(SOURCE, "Baihe county has dug canals this year, greatly improving irrigation.")
                .into_iter()
                .map(|finding| finding.rule)
                .collect();
        assert!(rules.iter().any(|rule| rule == "OMISSION"), "{rules:?}");
    }

    #[test]
    fn a_text_that_breaks_off_is_reported() {
        let rules: Vec<String> = run_on(
            SOURCE,
            "Baihe county has dug canals this year, greatly improving the irrigation of",
        )
        .into_iter()
        .map(|finding| finding.rule)
        .collect();
        assert!(rules.iter().any(|rule| rule == "TRUNCATED"), "{rules:?}");
    }
}
