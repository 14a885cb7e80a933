//! `SLOGAN_VARIANT`: a quoted slogan has two renderings.

use std::collections::HashMap;

use crate::check::{Sides, on_target};
use crate::finding::{Finding, Severity};

/// The most Chinese characters of a slogan whose English is compared.
const LONGEST_SLOGAN: usize = 10;

/// The English of each slogan so far.
#[derive(Default)]
pub(super) struct Slogans(HashMap<String, String>);

impl Slogans {
    /// Compares the English of a pair that quotes one short slogan on both sides.
    pub(super) fn look(&mut self, sides: &Sides<'_>) -> Option<Finding> {
        let ([source], [target]) = (sides.quoted_source(), sides.quoted_target()) else {
            return None;
        };
        let is_short = source.span.len() <= LONGEST_SLOGAN && !source.is_speech();
        let english = target.text.trim_end_matches([',', '.']).to_lowercase();
        if !is_short || english.is_empty() {
            return None;
        }
        let known = self.0.entry(source.text.to_owned()).or_insert_with(|| english.clone());
        if *known == english {
            return None;
        }
        let message = format!("“{}” is “{english}” here and “{known}” before", source.text);
        let mut finding = on_target("SLOGAN_VARIANT", Severity::Minor, message);
        finding.spans = vec![source.span];
        finding.target_spans = vec![target.span];
        Some(finding)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_across;
    use crate::check::Pair;

    #[test]
    fn one_slogan_has_one_rendering() {
        assert_across(
            &[
                Pair::of("推行“四个走访”。", "It promotes the “four visits.”"),
                Pair::of("“四个走访”见成效。", "The “Four Visits” pay off."),
                Pair::of("“四个走访”继续。", "The “four calls” go on."),
            ],
            &[(2, "SLOGAN_VARIANT")],
        );
    }
}
