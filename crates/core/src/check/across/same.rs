//! `INCONSISTENT`, the same Chinese has two translations; `SAME_TARGET`, two different texts have one.
//!
//! A heading or a caption that comes again comes again in the same words; an ordinary sentence may be
//! told in another way. One English for two texts is a slip of the hand where it is long enough.

use std::collections::HashMap;

use crate::check::{Pair, on_target};
use crate::document::Kind;
use crate::finding::{Finding, Severity};
use crate::text::script::{count_han, is_han};

/// Characters from which on one English for two texts is no chance.
const LONG: usize = 40;

/// Han characters below which a text is a label, which depends on what stands beside it.
const LABEL: usize = 2;

/// The texts so far.
#[derive(Default)]
pub(super) struct Texts<'a> {
    /// The English of each Chinese text.
    targets: HashMap<&'a str, &'a str>,
    /// The Chinese of each long English text.
    sources: HashMap<&'a str, &'a str>,
}

impl<'a> Texts<'a> {
    /// Looks at the texts of a pair.
    pub(super) fn look(&mut self, pair: Pair<'a>) -> Vec<Finding> {
        let (source, target) = (pair.source.trim(), pair.target.trim());
        if target.is_empty() || count_han(source) <= LABEL {
            return Vec::new();
        }
        self.other_target(pair.kind, source, target)
            .into_iter()
            .chain(self.other_source(source, target))
            .collect()
    }

    fn other_target(&mut self, kind: Kind, source: &'a str, target: &'a str) -> Option<Finding> {
        let known = *self.targets.entry(source).or_insert(target);
        if known == target || letters(known).eq(letters(target)) {
            return None;
        }
        let severity = match kind {
            Kind::Paragraph | Kind::Deck | Kind::ListItem | Kind::Note => Severity::Info,
            _ => Severity::Minor,
        };
        let message = format!("the same Chinese is `{}` before", shown(known));
        let mut finding = on_target("INCONSISTENT", severity, message);
        finding.suggestion = Some(known.to_owned());
        Some(finding)
    }

    fn other_source(&mut self, source: &'a str, target: &'a str) -> Option<Finding> {
        target.chars().nth(LONG - 1)?;
        let known = *self.sources.entry(target).or_insert(source);
        let han = |text: &'a str| text.chars().filter(|&c| is_han(c) || c.is_alphanumeric());
        if known == source || han(known).eq(han(source)) {
            return None;
        }
        let message = format!("this English is that of another text, too: {}", shown(known));
        Some(on_target("SAME_TARGET", Severity::Minor, message))
    }
}

/// Returns what is compared: a mark or a capital more is the same rendering.
fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

fn shown(text: &str) -> String {
    text.chars().take(LONG).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_across;
    use super::*;
    use crate::check::across;

    #[test]
    fn a_heading_that_comes_again_has_the_same_english() {
        let heading =
            |target| Pair { kind: Kind::Heading, ..Pair::of("修好每条水渠", target) };
        let pairs = [
            heading("Every canal built"),
            heading("Every Canal Built."),
            heading("Build all canals"),
        ];
        assert_across(&pairs, &[(2, "INCONSISTENT")]);
        assert_eq!(across(pairs)[0].1.severity, Severity::Minor);
        let body = ["Every canal built", "Build all canals"];
        let found = across(body.map(|target| Pair::of("修好每条水渠", target)));
        assert_eq!(found[0].1.severity, Severity::Info);
    }

    #[test]
    fn one_long_english_for_two_texts_is_reported() {
        let english = "The canals of the county have been built this year.";
        assert_across(
            &[
                Pair::of("今年县里修好了水渠。", english),
                Pair::of("今年县里修好了水渠", english),
                Pair::of("今年县里修好了桥梁。", english),
            ],
            &[(2, "SAME_TARGET")],
        );
        let short = [Pair::of("完成率百分之百", "100%"), Pair::of("代办成功率百分之百", "100%")];
        assert_across(&short, &[]);
    }
}
