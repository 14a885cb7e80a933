//! What a passage is about: the pairs of characters it uses, and how alike two passages are.

use std::collections::BTreeMap;

use crate::text::script::is_han;

/// The pairs of Han characters of a passage, with how often each occurs.
#[derive(Debug, Clone, Default)]
pub(super) struct Topic {
    pairs: BTreeMap<(char, char), f32>,
}

impl Topic {
    /// Collects the pairs of some texts.
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut topic = Self::default();
        for text in texts {
            let mut last = None;
            for c in text.chars() {
                let han = is_han(c).then_some(c);
                if let (Some(last), Some(c)) = (last, han) {
                    *topic.pairs.entry((last, c)).or_default() += 1.0;
                }
                last = han;
            }
        }
        topic
    }

    /// Returns how alike two passages are, from 0 to 1: the cosine of what both say, where what is
    /// said often counts little more than what is said once.
    pub(super) fn likeness(&self, other: &Self) -> f32 {
        let weight = |count: &f32| count.ln_1p();
        let both: f32 = self
            .pairs
            .iter()
            .filter_map(|(pair, count)| Some(weight(count) * weight(other.pairs.get(pair)?)))
            .sum();
        let norm = |topic: &Self| {
            topic.pairs.values().map(|count| weight(count).powi(2)).sum::<f32>().sqrt()
        };
        let norms = norm(self) * norm(other);
        if norms > 0.0 { both / norms } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_on_one_subject_are_alike() {
        let water = Topic::of(["灌溉渠道全部修好", "渠道里水流不断"].into_iter());
        let more_water = Topic::of(["水流进渠道，灌溉农田"].into_iter());
        let stage = Topic::of(["戏台上锣鼓声声"].into_iter());
        assert!(water.likeness(&more_water) > 0.2);
        assert!(water.likeness(&stage) < 0.05);
    }
}
