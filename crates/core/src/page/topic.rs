//! What a passage is about: the pairs of characters it uses, and how alike two passages are.

use crate::text::script::is_han;

/// How many bins the pairs are counted in; two pairs share a bin rarely.
const BINS: usize = 4096;

/// The pairs of Han characters of a passage, each with a weight that grows slowly with its count.
#[derive(Debug, Clone)]
pub(super) struct Topic {
    weights: Vec<f32>,
    norm: f32,
}

impl Topic {
    /// Collects the pairs of some texts.
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut weights = vec![0.0_f32; BINS];
        for text in texts {
            let mut last = None;
            for c in text.chars() {
                let han = is_han(c).then_some(c);
                if let (Some(last), Some(c)) = (last, han) {
                    weights[bin(last, c)] += 1.0;
                }
                last = han;
            }
        }
        for weight in weights.iter_mut().filter(|weight| **weight > 1.0) {
            *weight = weight.sqrt();
        }
        let norm = weights.iter().map(|weight| weight * weight).sum::<f32>().sqrt();
        Self { weights, norm }
    }

    /// Returns how alike two passages are, from 0 to 1: the cosine of what both say, where what is
    /// said often counts little more than what is said once.
    pub(super) fn likeness(&self, other: &Self) -> f32 {
        let both: f32 = self.weights.iter().zip(&other.weights).map(|(a, b)| a * b).sum();
        let norms = self.norm * other.norm;
        if norms > 0.0 { both / norms } else { 0.0 }
    }
}

fn bin(one: char, other: char) -> usize {
    let pair = u64::from(one) << 21 | u64::from(other);
    (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 52) as usize
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
