//! Assign: which ends and which beginnings belong together, when every pair has a score.
//!
//! Law: an end gets one beginning at most and a beginning one end; no pair below the bar is chosen,
//! but where both sides have no other choice the bar is lower.

/// The score from which on a pair is joined.
pub(super) const BAR: f32 = 2.5;

/// The score from which on a pair is joined when both halves have no other choice.
const LAST_BAR: f32 = 1.2;

/// How much better than its rivals a pair must be that is joined below the bar.
const CLEAR: f32 = 1.0;

/// How often all pairs are gone through for exchanges.
const ROUNDS: usize = 8;

/// How many beginnings an end may choose from.
const CHOICE: usize = 12;

/// A possible join.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pair {
    /// The piece that breaks off.
    pub(super) tail: usize,
    /// The piece that may go on with it.
    pub(super) head: usize,
    /// How well the two fit.
    pub(super) score: f32,
}

/// Chooses pairs so that the sum of their scores is as high as simple exchanges make it; returns
/// them with their margin over the next best choice of either side.
pub(super) fn best(pairs: &[Pair], pieces: usize) -> Vec<(Pair, f32)> {
    let mut choice = Choice::of(pairs, pieces);
    choice.choose();
    for _ in 0..ROUNDS {
        if !choice.exchange() {
            break;
        }
    }
    choice.choose_left_over();
    let chosen = choice.of_tail.iter().flatten();
    chosen.map(|pair| (*pair, choice.margin(*pair))).collect()
}

/// The choice under way.
struct Choice {
    /// All pairs, the best first.
    sorted: Vec<Pair>,
    /// The pairs of each tail, the best first.
    by_tail: Vec<Vec<Pair>>,
    /// The pairs of each head, the best first.
    by_head: Vec<Vec<Pair>>,
    of_tail: Vec<Option<Pair>>,
    of_head: Vec<Option<Pair>>,
}

impl Choice {
    fn of(pairs: &[Pair], pieces: usize) -> Self {
        let mut sorted = pairs.to_vec();
        sorted.sort_by(|a, b| {
            b.score.total_cmp(&a.score).then(a.tail.cmp(&b.tail)).then(a.head.cmp(&b.head))
        });
        let mut by_tail: Vec<Vec<Pair>> = vec![Vec::new(); pieces];
        let mut by_head: Vec<Vec<Pair>> = vec![Vec::new(); pieces];
        for pair in &sorted {
            if by_tail[pair.tail].len() < CHOICE {
                by_tail[pair.tail].push(*pair);
                by_head[pair.head].push(*pair);
            }
        }
        Self { sorted, by_tail, by_head, of_tail: vec![None; pieces], of_head: vec![None; pieces] }
    }

    fn take(&mut self, pair: Pair) {
        self.of_tail[pair.tail] = Some(pair);
        self.of_head[pair.head] = Some(pair);
    }

    fn is_free(&self, pair: &Pair) -> bool {
        self.of_tail[pair.tail].is_none() && self.of_head[pair.head].is_none()
    }

    /// Chooses the best pair, then the best of what is left, and so on.
    fn choose(&mut self) {
        for i in 0..self.sorted.len() {
            let pair = self.sorted[i];
            if pair.score >= BAR && self.is_free(&pair) {
                self.take(pair);
            }
        }
    }

    /// Gives tails the heads of other tails wherever that makes the sum of the scores higher: the
    /// other tail takes the head that became free, or the best one that nobody has. Tells whether it
    /// did.
    fn exchange(&mut self) -> bool {
        let mut changed = false;
        for i in 0..self.sorted.len() {
            let wish = self.sorted[i];
            if wish.score < BAR {
                break;
            }
            let held = self.of_head[wish.head].filter(|held| held.tail != wish.tail);
            if let Some(held) = held {
                changed |= self.exchange_for(wish, held);
            }
        }
        changed
    }

    fn exchange_for(&mut self, wish: Pair, held: Pair) -> bool {
        let own = self.of_tail[wish.tail];
        let freed = own.map(|own| own.head);
        let open = |pair: &&Pair| {
            let free = self.of_head[pair.head].is_none() || Some(pair.head) == freed;
            pair.score >= BAR && free
        };
        let other = self.by_tail[held.tail].iter().find(open).copied();
        let worth = |pair: Option<Pair>| pair.map_or(0.0, |pair| pair.score - BAR / 2.0);
        if worth(Some(wish)) + worth(other) - worth(Some(held)) - worth(own) <= 0.01 {
            return false;
        }
        if let Some(own) = own {
            self.of_head[own.head] = None;
        }
        self.of_tail[held.tail] = None;
        self.take(wish);
        if let Some(other) = other {
            self.take(other);
        }
        true
    }

    /// Joins what is left over where nothing else comes near: an end and a beginning that both need
    /// another half and have no second choice.
    fn choose_left_over(&mut self) {
        let left: Vec<Pair> =
            self.sorted.iter().filter(|pair| self.is_free(pair)).copied().collect();
        for pair in left {
            let rivals = self.by_tail[pair.tail].iter().chain(&self.by_head[pair.head]);
            let rivalled = rivals
                .filter(|other| **other != pair && self.is_free(other))
                .any(|other| other.score + CLEAR > pair.score);
            if pair.score >= LAST_BAR && !rivalled && self.is_free(&pair) {
                self.take(pair);
            }
        }
    }

    /// Returns by how much a pair is better than the next best pair of its tail or its head that is
    /// still to be had.
    fn margin(&self, chosen: Pair) -> f32 {
        let heads =
            self.by_tail[chosen.tail].iter().filter(|pair| self.of_head[pair.head].is_none());
        let tails =
            self.by_head[chosen.head].iter().filter(|pair| self.of_tail[pair.tail].is_none());
        chosen.score - heads.chain(tails).map(|pair| pair.score).fold(0.0, f32::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(tail: usize, head: usize, score: f32) -> Pair {
        Pair { tail, head, score }
    }

    #[track_caller]
    fn assert_best(pairs: &[Pair], expected: &[(usize, usize)]) {
        let chosen: Vec<_> =
            best(pairs, 8).iter().map(|(pair, _)| (pair.tail, pair.head)).collect();
        assert_eq!(chosen, expected);
    }

    #[test]
    fn the_sum_counts_and_not_the_single_best() {
        let pairs = [pair(0, 4, 6.0), pair(1, 4, 5.8), pair(0, 5, 5.5)];
        assert_best(&pairs, &[(0, 5), (1, 4)]);
    }

    #[test]
    fn two_tails_may_swap_their_heads() {
        let pairs = [pair(0, 4, 6.0), pair(1, 5, 3.0), pair(0, 5, 5.0), pair(1, 4, 5.0)];
        assert_best(&pairs, &[(0, 5), (1, 4)]);
    }

    #[test]
    fn what_is_left_over_is_joined_below_the_bar_only_without_a_rival() {
        assert_best(&[pair(0, 4, 1.5)], &[(0, 4)]);
        assert_best(&[pair(0, 4, 1.5), pair(0, 5, 1.2)], &[]);
        assert_best(&[pair(0, 4, 1.0)], &[]);
    }
}
