//! Order: the running text of a page in the order in which it is read.
//!
//! The printed order holds wherever nothing speaks against it. A join to a piece elsewhere takes the
//! reading there, and the text goes on behind it; so swapped columns fall into place. What is left
//! without a predecessor (an *orphan* run) goes where reading broke off, or to the section whose words
//! it shares. Law: every running piece is read once; no run of text is cut but at a join or a title.

use super::Repair;
use super::join::Links;
use super::piece::{Piece, Role};
use super::sheet::Sheet;
use super::topic::Topic;

/// Runs of running pieces, each in reading order.
pub(super) type Chains = Vec<Vec<usize>>;

/// Puts the running pieces in order; `headlines` says for each piece how many lines the headline
/// has that begins with it.
pub(super) fn read(
    pieces: &[Piece<'_>],
    headlines: &[usize],
    links: &mut Links,
    sheet: &mut Sheet<'_>,
) -> Chains {
    let flow: Vec<usize> = (0..pieces.len()).filter(|&i| !pieces[i].is_float()).collect();
    let mut web = Web::of(&flow, headlines, links, pieces.len());
    web.break_circles(pieces, &flow, links);
    let (mut chains, orphans): (Chains, Chains) = web
        .chains(&flow)
        .into_iter()
        .partition(|chain| chain[0] == flow[0] || headlines[chain[0]] > 0);
    for orphan in orphans {
        settle(pieces, orphan, &mut chains, &web, sheet);
    }
    chains
}

/// Which piece is read after which.
struct Web {
    next: Vec<Option<usize>>,
    before: Vec<Option<usize>>,
    /// Pieces behind which reading broke off, because what stands below was read elsewhere.
    broken: Vec<bool>,
}

impl Web {
    fn of(flow: &[usize], headlines: &[usize], links: &Links, pieces: usize) -> Self {
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
    fn break_circles(&mut self, pieces: &[Piece<'_>], flow: &[usize], links: &mut Links) {
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
                let join = circle.iter().copied().find(|&i| links.next(i).is_some_and(|to| to < i));
                join.unwrap_or(start)
            });
            if links.next(last).is_some() {
                links.part(last);
            }
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

    fn chains(&self, flow: &[usize]) -> Chains {
        let firsts = flow.iter().filter(|&&i| self.before[i].is_none());
        firsts.map(|&first| self.walk(first).collect()).collect()
    }
}

/// Puts an orphan run into the chain and the place that fit it best.
fn settle(
    pieces: &[Piece<'_>],
    orphan: Vec<usize>,
    chains: &mut Chains,
    web: &Web,
    sheet: &mut Sheet<'_>,
) {
    let place = best_place(pieces, &orphan, chains, web);
    let Some((chain, at, evidence)) = place else {
        chains.push(orphan);
        return;
    };
    let spans = pieces[orphan[0]].spans[..1].to_vec();
    let repair = Repair { id: String::new(), rule: "order".into(), spans, evidence, score: 700 };
    if sheet.may(repair) {
        chains[chain].splice(at..at, orphan);
    } else {
        chains.push(orphan);
    }
}

/// Returns the chain and the place in it after which an orphan run is read best.
fn best_place(
    pieces: &[Piece<'_>],
    orphan: &[usize],
    chains: &Chains,
    web: &Web,
) -> Option<(usize, usize, String)> {
    let words = Topic::of(orphan.iter().map(|&i| pieces[i].text.as_ref()));
    let mut best: Option<(f32, usize, usize, String)> = None;
    for (c, chain) in chains.iter().enumerate() {
        let mut from = 0;
        for at in 1..=chain.len() {
            let ends = at == chain.len() || is_heading(pieces, chain, at);
            if !ends {
                continue;
            }
            let section = Topic::of(chain[from..at].iter().map(|&i| pieces[i].text.as_ref()));
            let broken = at == chain.len() && web.broken[chain[at - 1]];
            let score = words.likeness(&section) + if broken { 0.3 } else { 0.0 };
            let evidence = if broken {
                "reading broke off there, and these columns were swapped".to_owned()
            } else {
                format!("shares its words with the section before it ({score:.2})")
            };
            if best.as_ref().is_none_or(|(most, ..)| score > *most) {
                best = Some((score, c, at, evidence));
            }
            from = at;
        }
    }
    best.map(|(_, chain, at, evidence)| (chain, at, evidence))
}

fn is_heading(pieces: &[Piece<'_>], chain: &[usize], at: usize) -> bool {
    pieces[chain[at]].role == Role::Title && at > 0 && pieces[chain[at - 1]].role != Role::Title
}
