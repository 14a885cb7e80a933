//! `END_MARK` and `LIST_MARK`: what stands at the ends of a text: a headline has no full stop, a
//! sentence has its mark, a numbered item keeps its number.

use super::{Sides, on_target};
use crate::document::Kind;
use crate::finding::{Finding, Severity};
use crate::text::span::Span;

/// Finds a full stop after a headline, a sentence without a mark, and a question that is none.
pub(super) fn end(sides: &Sides<'_>) -> Vec<Finding> {
    if sides.pair.tail_missing {
        return Vec::new();
    }
    let (source, target) = (last(sides.source()), last(sides.target()));
    let (Some(zh), Some(en)) = (source, target) else { return Vec::new() };
    let message = match sides.pair.kind {
        Kind::Kicker | Kind::Headline | Kind::Subhead | Kind::Heading => {
            let stops = en == '.' && zh != '。' && !is_shortened(sides.target());
            stops.then_some("a headline has no full stop")
        }
        Kind::Paragraph | Kind::Deck => match (zh, en) {
            ('。' | '！' | '？', c) if c.is_alphanumeric() || c == ',' => {
                Some("the sentence has no mark at its end")
            }
            ('？', '.') => Some("the question has become a statement"),
            _ => None,
        },
        _ => None,
    };
    let Some(message) = message else { return Vec::new() };
    let mut finding = on_target("END_MARK", Severity::Info, message);
    let end = sides.target().len();
    finding.target_spans = vec![Span::new(end - 1, end)];
    vec![finding]
}

/// Returns the last character of a text, but for closing quotation marks; a bracket may hold a sentence.
fn last(text: &[char]) -> Option<char> {
    text.iter().rev().copied().find(|c| !c.is_whitespace() && !"”’」』\"'".contains(*c))
}

/// Tells whether a text ends with a shortened word: `Co.`, `Inc.`, `U.S.`
fn is_shortened(target: &[char]) -> bool {
    let word: String = target.iter().rev().skip(1).take_while(|c| !c.is_whitespace()).collect();
    word.contains('.')
        || word.chars().count() <= 4 && target.len() > word.chars().count() + 1 && {
            word.chars().last().is_some_and(char::is_uppercase)
        }
}

/// Finds a numbered item whose number is gone.
pub(super) fn list(sides: &Sides<'_>) -> Vec<Finding> {
    let Some((number, span)) = number(sides.source()) else { return Vec::new() };
    let start: String = sides.target().iter().take(24).collect();
    let is_kept = start.chars().any(|c| c.is_ascii_digit())
        || start.starts_with(['I', 'V', 'X', '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨', '⑩'])
        || ORDINALS.iter().any(|word| start.to_lowercase().contains(word))
        || has_letter(&start);
    if is_kept || sides.pair.head_missing {
        return Vec::new();
    }
    let message = format!("the item has lost its number {number}");
    let mut finding = on_target("LIST_MARK", Severity::Info, message);
    finding.spans = vec![span];
    vec![finding]
}

/// Words that number an item.
const ORDINALS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "first",
    "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "last",
    "finally",
];

/// Tells whether a text begins with a letter as its number: `a)`, `(b)`, `C.`
fn has_letter(start: &str) -> bool {
    let mut chars = start.trim_start_matches('(').chars();
    let is_letter = chars.next().is_some_and(|c| c.is_ascii_alphabetic());
    is_letter && chars.next().is_some_and(|c| matches!(c, ')' | '.'))
}

/// Returns the number with which a Chinese item begins: （一）, 二、, 3. or ④.
fn number(source: &[char]) -> Option<(String, Span)> {
    let is_numeral = |c: &char| "一二三四五六七八九十".contains(*c);
    let opens = usize::from(matches!(source.first(), Some('（' | '(')));
    let rest = source.get(opens..)?;
    let count = rest.iter().take_while(|c| is_numeral(c) || c.is_ascii_digit()).count();
    let closes = match (opens, rest.get(count)?) {
        _ if matches!(source[0], '①'..='⑳') => {
            return Some((source[0].to_string(), Span::new(0, 1)));
        }
        (1, '）' | ')') | (0, '、') => true,
        (0, '.' | '．') => {
            rest[0].is_ascii_digit() && !rest.get(count + 1).is_some_and(char::is_ascii_digit)
        }
        _ => false,
    };
    let is_number = closes && (1..=3).contains(&count);
    is_number.then(|| (rest[..count].iter().collect(), Span::new(0, opens + count + 1)))
}

#[cfg(test)]
mod tests {
    use super::super::{Pair, run};
    use super::*;

    #[track_caller]
    fn assert_marks(kind: Kind, source: &str, target: &str, expected: &[&str]) {
        let found = run(&Pair { kind, ..Pair::of(source, target) });
        let rules: Vec<&str> = found.iter().map(|finding| finding.rule.as_str()).collect();
        assert_eq!(rules, expected, "{source} / {target}");
    }

    #[test]
    fn a_headline_has_no_stop_and_a_sentence_has_one() {
        let headline = |target| assert_marks(Kind::Headline, "白河县修好水渠", target, &[]);
        headline("Baihe county builds canals");
        headline("Canals in Baihe built by Hongda Co.");
        assert_marks(
            Kind::Headline,
            "白河县修好水渠",
            "Baihe county builds canals.",
            &["END_MARK"],
        );
        let body = |target, expected: &[&str]| {
            assert_marks(Kind::Paragraph, "白河县修好水渠了吗？", target, expected);
        };
        body("Has Baihe county built its canals? (By our reporter)", &[]);
        body("Has Baihe county built its canals?", &[]);
        body("Baihe county has built its canals.", &["END_MARK"]);
        body("Has Baihe county built its canals", &["END_MARK"]);
    }

    #[test]
    fn a_numbered_item_keeps_its_number() {
        for (source, right) in [
            ("（三）修好水渠。", "(3) Build the canals."),
            ("三、修好水渠。", "III. Build the canals."),
            ("3.修好水渠。", "Third, build the canals."),
            ("③修好水渠。", "c) Build the canals."),
        ] {
            assert_marks(Kind::ListItem, source, right, &[]);
            assert_marks(Kind::ListItem, source, "Build the canals.", &["LIST_MARK"]);
        }
        assert_marks(Kind::ListItem, "三条水渠修好。", "Three canals were built.", &[]);
    }
}
