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

/// The words of a passage, as bits of its pairs of characters.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Words([u64; 8]);

impl Words {
    /// How many characters of a piece count as the neighbourhood of its end.
    const NEAR: usize = 60;

    /// Collects the words at the beginning of a text.
    pub(super) fn of_start(text: &str) -> Self {
        let mut words = Self::default();
        words.add(text.chars().take(Self::NEAR));
        words
    }

    /// Collects the words at the end of a text.
    pub(super) fn of_end(text: &str) -> Self {
        let from = text.char_indices().rev().nth(Self::NEAR - 1).map_or(0, |(byte, _)| byte);
        Self::of_start(&text[from..])
    }

    /// Counts the words that two passages share.
    pub(super) fn common(&self, other: &Self) -> u32 {
        self.0.iter().zip(&other.0).map(|(a, b)| (a & b).count_ones()).sum()
    }

    fn add(&mut self, chars: impl Iterator<Item = char>) {
        let mut last = None;
        for c in chars {
            if !is_han(c) {
                last = None;
                continue;
            }
            if let Some(run) = last {
                let bit = mix(push(run, c)) % 512;
                self.0[(bit / 64) as usize] |= 1 << (bit % 64);
            }
            last = Some(start(c));
        }
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
    fn passages_share_words() {
        let one = Words::of_end("新建灌溉渠道三十公里");
        let other = Words::of_start("灌溉渠道的建设");
        assert_eq!(one.common(&other), 3);
    }
}
