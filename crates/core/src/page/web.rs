//! Web: which running piece is read after which, and where reading breaks off.

use super::join::Links;
use super::piece::{Piece, Role};

/// Runs of running pieces, each in reading order.
pub(super) type Chains = Vec<Vec<usize>>;

/// Which piece is read after which.
pub(super) struct Web {
    next: Vec<Option<usize>>,
    before: Vec<Option<usize>>,
    /// Pieces behind which reading broke off, because what stands below was read elsewhere.
    pub(super) broken: Vec<bool>,
}

impl Web {
    /// Ties every piece to the one it is joined with, or else to the one below it.
    pub(super) fn of(flow: &[usize], headlines: &[usize], links: &Links, pieces: usize) -> Self {
        let mut web = Self {
            next: vec![None; pieces],
            before: vec![None; pieces],
            broken: vec![false; pieces],
        };
        let joined = links.joined_heads();
        for &i in flow {
            if let Some(to) = links.next(i) {
                web.tie(i, to);
            }
        }
        for pair in flow.windows(2) {
            let (i, below) = (pair[0], pair[1]);
            if web.next[i].is_some() || headlines[below] > 0 {
                continue;
            }
            if joined[below] {
                web.broken[i] = true;
            } else {
                web.tie(i, below);
            }
        }
        web
    }

    fn tie(&mut self, from: usize, to: usize) {
        self.next[from] = Some(to);
        self.before[to] = Some(from);
    }

    fn untie(&mut self, from: usize) {
        if let Some(to) = self.next[from].take() {
            self.before[to] = None;
        }
    }

    /// Opens circles of reading: at a title on the way round, or else at the join that closed them.
    pub(super) fn break_circles(
        &mut self,
        pieces: &[Piece<'_>],
        flow: &[usize],
        links: &mut Links,
    ) {
        let mut seen = vec![false; pieces.len()];
        for &start in flow.iter().filter(|&&i| self.before[i].is_none()) {
            self.walk(start).for_each(|i| seen[i] = true);
        }
        for &start in flow {
            if seen[start] {
                continue;
            }
            let circle: Vec<usize> = self.walk(start).collect();
            circle.iter().for_each(|&i| seen[i] = true);
            let title = circle.iter().find(|&&i| pieces[i].role == Role::Title);
            let last = title.and_then(|&i| self.before[i]).unwrap_or_else(|| {
                let closes = |i: &usize| links.next(*i).is_some_and(|to| to < *i);
                circle.iter().copied().find(closes).unwrap_or(start)
            });
            links.part(last);
            self.untie(last);
        }
    }

    /// Follows the reading from a piece on, once round at most.
    fn walk(&self, start: usize) -> impl Iterator<Item = usize> + '_ {
        let mut at = Some(start);
        std::iter::from_fn(move || {
            let here = at?;
            at = self.next[here].filter(|&next| next != start);
            Some(here)
        })
    }

    /// Follows the reading from every piece that has none before it.
    pub(super) fn chains(&self, flow: &[usize]) -> Chains {
        let firsts = flow.iter().filter(|&&i| self.before[i].is_none());
        firsts.map(|&first| self.walk(first).collect()).collect()
    }
}
