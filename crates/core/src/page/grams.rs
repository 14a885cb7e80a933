//! Which characters follow each other on a page, and which words a passage speaks of.
//!
//! Both are kept as bits, so that asking is cheap; a wrong yes is possible and rare.

use crate::text::script::is_han;

/// The runs of two, three and four characters of a page.
pub(super) struct Grams {
    bits: Vec<u64>,
    mask: u64,
}

impl Grams {
    /// Collects the runs of some texts.
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> Self {
        let bytes: usize = texts.clone().map(str::len).sum();
        let size = (bytes * 32).next_power_of_two().max(1024);
        let mut grams = Self { bits: vec![0; size / 64], mask: size as u64 - 1 };
        for text in texts {
            grams.add(text);
        }
        grams
    }

    /// Says how much it means that the page has these two ends in a row elsewhere.
    pub(super) fn across(&self, tail: &[char], head: &[char]) -> f32 {
        let runs = [(2, 2, 4.5), (3, 1, 4.0), (1, 3, 4.0), (2, 1, 2.8), (1, 2, 2.8), (1, 1, 0.8)];
        let known =
            runs.iter().find(|&&(before, after, _)| self.has_across(tail, head, before, after));
        known.map_or(0.0, |&(_, _, weight)| weight)
    }

    /// Tells whether the page has these two characters in a row.
    pub(super) fn has_pair(&self, one: char, other: char) -> bool {
        is_han(one) && is_han(other) && self.has(push(start(one), other))
    }

    fn has_across(&self, tail: &[char], head: &[char], before: usize, after: usize) -> bool {
        if tail.len() < before || head.len() < after {
            return false;
        }
        let mut run = tail[tail.len() - before..].iter().chain(&head[..after]).copied();
        if !run.clone().all(is_han) {
            return false;
        }
        let first = run.next().map_or(0, start);
        self.has(run.fold(first, push))
    }

    fn add(&mut self, text: &str) {
        let mut last: [Option<u64>; 3] = [None; 3];
        for c in text.chars() {
            if !is_han(c) {
                last = [None; 3];
                continue;
            }
            let runs = last.map(|run| run.map(|run| push(run, c)));
            runs.iter().flatten().for_each(|&run| self.set(run));
            last = [Some(start(c)), runs[0], runs[1]];
        }
    }

    fn set(&mut self, run: u64) {
        for bit in self.bits_of(run) {
            self.bits[(bit / 64) as usize] |= 1 << (bit % 64);
        }
    }

    fn has(&self, run: u64) -> bool {
        let is_set = |bit: u64| self.bits[(bit / 64) as usize] & (1 << (bit % 64)) != 0;
        self.bits_of(run).into_iter().all(is_set)
    }

    /// Returns the two bits that stand for a run.
    fn bits_of(&self, run: u64) -> [u64; 2] {
        let mixed = mix(run);
        [mixed & self.mask, mixed >> 32 & self.mask]
    }
}

/// The words of a passage: its pairs of characters, in order and each once.
#[derive(Debug, Clone, Default)]
pub(super) struct Words(Vec<u64>);

impl Words {
    /// How many characters of a piece count as the neighbourhood of its end.
    const NEAR: usize = 120;

    /// With fewer words than this a passage says nothing about its subject.
    const FEW: usize = 12;

    /// Collects the words at the beginning of a text.
    pub(super) fn of_start(text: &str) -> Self {
        let mut words = Vec::with_capacity(Self::NEAR);
        let mut last = None;
        for c in text.chars().take(Self::NEAR) {
            let han = is_han(c).then_some(c);
            words.extend(last.zip(han).map(|(last, c)| push(start(last), c)));
            last = han;
        }
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    /// Collects the words at the end of a text.
    pub(super) fn of_end(text: &str) -> Self {
        let from = text.char_indices().rev().nth(Self::NEAR - 1).map_or(0, |(byte, _)| byte);
        Self::of_start(&text[from..])
    }

    /// Returns which share of their words two passages have in common, from 0 to 1; nothing where one of
    /// them is too short to tell.
    pub(super) fn likeness(&self, other: &Self) -> Option<f32> {
        let (one, other) = (&self.0, &other.0);
        if one.len().min(other.len()) < Self::FEW {
            return None;
        }
        let (mut i, mut j, mut common) = (0, 0, 0_u16);
        while i < one.len() && j < other.len() {
            common += u16::from(one[i] == other[j]);
            let (a, b) = (one[i], other[j]);
            i += usize::from(a <= b);
            j += usize::from(b <= a);
        }
        let size = (one.len() as f32 * other.len() as f32).sqrt();
        Some(f32::from(common) / size)
    }
}

fn start(c: char) -> u64 {
    u64::from(c)
}

fn push(run: u64, c: char) -> u64 {
    run << 16 ^ u64::from(c) ^ run >> 48
}

fn mix(run: u64) -> u64 {
    let run = (run ^ run >> 31).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    run ^ run >> 29
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn a_run_of_the_page_is_known_across_a_seam() {
        let grams = Grams::of(["白河县产业园区开工", "渠水流过"].into_iter());
        assert!(grams.across(&chars("在产业"), &chars("园区内")) > 4.0);
        assert!(grams.across(&chars("白河"), &chars("县内")) > 2.0);
        assert!(grams.across(&chars("开工"), &chars("渠水")) < 0.1);
    }

    #[test]
    fn passages_on_one_subject_share_words() {
        let one = Words::of_end("新建灌溉渠道三十公里，让渠道里的水流进农田");
        let other = Words::of_start("灌溉渠道的建设，渠道的水和农田的收成");
        let foreign = Words::of_start("锣鼓声声戏台上，孩子们学会了三段唱腔");
        assert!(one.likeness(&other) > Some(0.2));
        assert_eq!(one.likeness(&foreign), Some(0.0));
        assert_eq!(one.likeness(&Words::of_start("渠道")), None);
    }
}
