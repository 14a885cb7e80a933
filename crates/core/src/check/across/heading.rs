//! `PARALLEL`: headings that the Chinese builds alike are built alike: all "Building …" or all "Build …".

use crate::check::{Pair, on_target};
use crate::document::Kind;
use crate::finding::{Finding, Severity};
use crate::text::script::is_han;

/// Paragraphs after which the next heading belongs to another text: headings of one text stand no farther
/// apart.
const FAR: usize = 40;

/// How an English heading begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Build {
    /// Building …
    Gerund,
    /// To build …
    Infinitive,
    /// The building of …
    Noun,
    /// Build … or any other word.
    Plain,
}

/// The last heading.
#[derive(Default)]
pub(super) struct Headings {
    last: Option<(Vec<char>, Build, String)>,
    passed: usize,
}

impl Headings {
    /// Looks at a pair where it is a heading.
    pub(super) fn look(&mut self, pair: &Pair<'_>) -> Option<Finding> {
        if pair.kind != Kind::Heading {
            self.passed += 1;
            if pair.kind == Kind::Headline || self.passed > FAR {
                self.last = None;
            }
            return None;
        }
        self.passed = 0;
        let source: Vec<char> = pair.source.chars().filter(|c| is_han(*c)).collect();
        let first = pair.target.split_whitespace().next()?;
        let build = build(first);
        let finding = self.last.as_ref().and_then(|(known, other, word)| {
            let differs = are_alike(known, &source) && *other != build;
            differs.then(|| {
                let message =
                    format!("the heading begins with `{first}`, the one before with `{word}`");
                on_target("PARALLEL", Severity::Minor, message)
            })
        });
        self.last = Some((source, build, first.to_owned()));
        finding
    }
}

/// Tells whether two Chinese headings are built alike: of the same length, and with the same first word
/// (聚力…, 聚力…) or the same second half of it (搭好…, 练好…).
fn are_alike(a: &[char], b: &[char]) -> bool {
    let near = a.len().abs_diff(b.len()) <= 1 && a.len() >= 4;
    let at = |text: &[char], place: usize| text.get(place).copied();
    let same = |place: usize| at(a, place) == at(b, place);
    let is_result = at(a, 1).is_some_and(|c| "好实强优稳紧牢深细严活".contains(c));
    near && (same(0) && same(1) || same(1) && is_result)
}

fn build(word: &str) -> Build {
    let word: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    match word.to_lowercase().as_str() {
        "to" => Build::Infinitive,
        "the" | "a" | "an" => Build::Noun,
        word if word.len() > 5 && word.ends_with("ing") => Build::Gerund,
        _ => Build::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_across;
    use super::*;

    fn heading<'a>(source: &'a str, target: &'a str) -> Pair<'a> {
        Pair { kind: Kind::Heading, ..Pair::of(source, target) }
    }

    #[test]
    fn headings_of_one_build_stay_so() {
        let text = Pair::of("渠修好了。", "The canal is ready.");
        let (first, second) = (
            heading("搭好修渠台子", "Building the stage for canals"),
            heading("练好修渠队伍", "Training the canal teams"),
        );
        assert_across(&[first, text, second], &[]);
        let odd = heading("管好修渠资金", "Manage canal funds well");
        assert_across(&[first, text, second, text, odd], &[(4, "PARALLEL")]);
        assert_across(
            &[heading("聚力修渠", "Pool efforts"), heading("聚力修桥", "To build bridges")],
            &[(1, "PARALLEL")],
        );
    }

    #[test]
    fn headings_that_are_built_in_another_way_may_differ() {
        let first = heading("搭好修渠台子", "Building the stage for canals");
        assert_across(&[first, heading("一条渠的故事", "Story of a canal")], &[]);
        let headline =
            Pair { kind: Kind::Headline, ..Pair::of("白河开渠", "Baihe digs canals") };
        assert_across(&[first, headline, heading("管好修渠资金", "Manage canal funds")], &[]);
    }
}
