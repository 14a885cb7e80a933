//! Order: the running text of a page in the order in which it is read.
//!
//! The printed order holds wherever nothing speaks against it. A join to a piece elsewhere takes the
//! reading there, and the text goes on behind it; so swapped columns fall into place. What is left
//! without a predecessor (an *orphan* run) goes where reading broke off, or to the section whose words
//! it shares; a heading that was printed into a paragraph goes before the text that speaks of it.
//! Law: every running piece is read once; no run of text is cut but at a join, a title or a loss.

use super::Repair;
use super::edge::begins_cut;
use super::join::Links;
use super::piece::{Piece, Role};
use super::shape::End;
use super::sheet::Sheet;
use super::topic::Topic;
pub(super) use super::web::Chains;
use super::web::Web;

/// How much more a run must share with another section than with its own before it is moved.
const DECISIVE: f32 = 1.3;

/// What it weighs that reading breaks off behind a section.
const BROKEN: f32 = 0.3;

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
    let begins = |chain: &Vec<usize>| chain[0] == flow[0] || headlines[chain[0]] > 0;
    let (chains, orphans) = web.chains(&flow).into_iter().partition(begins);
    let mut reading = Reading { pieces, links, chains };
    if !orphans.is_empty() {
        let sections = reading.all_sections(&web);
        for orphan in orphans {
            let place = reading.place_of(&orphan, &sections);
            reading.settle(orphan, place, sheet);
        }
    }
    if sheet.rules.runs("order") {
        reading.move_strays(sheet);
    }
    reading.chains
}

/// A place between two pieces of a chain, with what speaks for it.
struct Place {
    chain: usize,
    at: usize,
    evidence: String,
}

/// A section of a chain: a heading and its text.
struct Section {
    chain: usize,
    last: usize,
    /// Whether reading breaks off behind it.
    broken: bool,
    topic: Topic,
}

/// The reading under way.
struct Reading<'p, 'a> {
    pieces: &'p [Piece<'a>],
    links: &'p Links,
    chains: Chains,
}

impl Reading<'_, '_> {
    fn topic(&self, run: &[usize]) -> Topic {
        Topic::of(run.iter().map(|&i| self.pieces[i].text.as_ref()))
    }

    fn is_title(&self, i: usize) -> bool {
        self.pieces[i].role == Role::Title
    }

    /// Puts an orphan run into its place, or makes it a chain of its own.
    fn settle(&mut self, orphan: Vec<usize>, place: Option<Place>, sheet: &mut Sheet<'_>) {
        let Some(place) = place else {
            self.chains.push(orphan);
            return;
        };
        if sheet.rules.runs("order") && enter(self.pieces, orphan[0], place.evidence, sheet) {
            self.chains[place.chain].splice(place.at..place.at, orphan);
        } else {
            self.chains.push(orphan);
        }
    }

    /// Returns where an orphan run is read best.
    fn place_of(&self, orphan: &[usize], sections: &[Section]) -> Option<Place> {
        if orphan.iter().all(|&i| self.is_title(i))
            && let Some(place) = self.place_of_heading(orphan)
        {
            return Some(place);
        }
        let words = self.topic(orphan);
        let scored = sections.iter().map(|section| {
            let likeness = words.likeness(&section.topic);
            (likeness + if section.broken { BROKEN } else { 0.0 }, likeness, section)
        });
        let (_, likeness, section) = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
        let evidence = if section.broken {
            "reading broke off there: these columns were swapped".to_owned()
        } else {
            format!("shares its words with the section before it ({likeness:.2})")
        };
        Some(Place { chain: section.chain, at: self.end_of(section), evidence })
    }

    /// Returns the place behind a section, and behind what was put there already.
    fn end_of(&self, section: &Section) -> usize {
        let chain = &self.chains[section.chain];
        let last = chain.iter().position(|&i| i == section.last).unwrap_or(chain.len() - 1);
        let next = chain[last + 1..].iter().position(|&i| self.is_title(i));
        next.map_or(chain.len(), |next| last + 1 + next)
    }

    /// Returns the sections of all chains, in order.
    fn all_sections(&self, web: &Web) -> Vec<Section> {
        let mut all = Vec::new();
        for (c, chain) in self.chains.iter().enumerate() {
            for (from, to) in self.sections(chain) {
                all.push(Section {
                    chain: c,
                    last: chain[to - 1],
                    broken: to == chain.len() && web.broken[chain[to - 1]],
                    topic: self.topic(&chain[from..to]),
                });
            }
        }
        all
    }

    /// Returns the sections of a chain, each from its heading to the next one.
    fn sections(&self, chain: &[usize]) -> Vec<(usize, usize)> {
        let begins = |at: usize| self.is_title(chain[at]) && !self.is_title(chain[at - 1]);
        let borders = (1..chain.len()).filter(|&at| begins(at)).chain([chain.len()]);
        let mut from = 0;
        borders.map(|at| (std::mem::replace(&mut from, at), at)).collect()
    }

    /// Returns where a heading belongs that was printed into a paragraph: before the paragraphs that
    /// speak of what the text behind it speaks of rather than of what stands before them.
    fn place_of_heading(&self, heading: &[usize]) -> Option<Place> {
        const LOOK_BACK: usize = 4;
        const LOOK_AHEAD: usize = 6;
        let tail = (0..heading[0]).rev().find(|&i| !self.pieces[i].is_float())?;
        let (c, chain, tail_at) = self.chains.iter().enumerate().find_map(|(c, chain)| {
            let at = chain.iter().position(|&i| i == tail)?;
            Some((c, chain, at))
        })?;
        let joined = self.links.joined_heads();
        let first_of = |at: usize| (0..=at).rev().find(|&at| !joined[chain[at]]).unwrap_or(at);
        let after =
            (tail_at + 1..chain.len()).find(|&at| !joined[chain[at]]).unwrap_or(chain.len());
        let rest = chain[after..].iter().take(LOOK_AHEAD).take_while(|&&i| !self.is_title(i));
        let below: Vec<usize> = heading.iter().chain(rest).copied().collect();
        let ahead = self.topic(&below);
        let mut at = after;
        for _ in 0..LOOK_BACK {
            let Some(last) = at.checked_sub(1).filter(|&last| !self.is_title(chain[last])) else {
                break;
            };
            let first = first_of(last);
            let from = (0..first).rev().find(|&i| self.is_title(chain[i])).unwrap_or(0);
            let words = self.topic(&chain[first..at]);
            let behind = words.likeness(&self.topic(&chain[from..first]));
            let needed = if at == after { 0.5 } else { DECISIVE };
            if words.likeness(&ahead) <= behind * needed {
                break;
            }
            at = first;
        }
        Some(Place {
            chain: c,
            at,
            evidence: "the heading was printed into a paragraph; the text behind it speaks of it"
                .into(),
        })
    }

    /// Moves runs that follow a loss to a section that breaks off and whose words they share.
    fn move_strays(&mut self, sheet: &mut Sheet<'_>) {
        for c in 0..self.chains.len() {
            let mut at = 1;
            while at < self.chains[c].len() {
                if let Some((end, to)) = self.stray(c, at)
                    && enter(
                        self.pieces,
                        self.chains[c][at],
                        "stands behind lost text; a section that breaks off shares its words"
                            .into(),
                        sheet,
                    )
                {
                    let run: Vec<usize> = self.chains[c].splice(at..end, []).collect();
                    let to = if to > at { to - run.len() } else { to };
                    self.chains[c].splice(to..to, run);
                }
                at += 1;
            }
        }
    }

    /// Tells whether the piece before a place of a chain ends in the middle of a sentence.
    fn breaks_off(&self, chain: &[usize], at: usize) -> bool {
        self.pieces[chain[at - 1]].shape().end == End::Open && !self.is_title(chain[at - 1])
    }

    /// Returns the end of the stray run that begins here and the place it belongs to.
    fn stray(&self, c: usize, at: usize) -> Option<(usize, usize)> {
        let chain = &self.chains[c];
        let piece = &self.pieces[chain[at]];
        let follows = self.links.next(chain[at - 1]) == Some(chain[at]);
        if !piece.after_loss
            || self.is_title(chain[at])
            || follows
            || begins_cut(&piece.text, &piece.shape())
        {
            return None;
        }
        let end = (at..chain.len()).find(|&i| self.is_title(chain[i])).unwrap_or(chain.len());
        let words = self.topic(&chain[at..end]);
        let sections = self.sections(chain);
        let own = sections.iter().find(|(from, to)| (*from..*to).contains(&at))?;
        let own_likeness = words.likeness(&self.topic(&chain[own.0..at]));
        let others =
            sections.iter().filter(|section| *section != own && self.breaks_off(chain, section.1));
        let scored = others.map(|&(from, to)| (words.likeness(&self.topic(&chain[from..to])), to));
        let (likeness, to) = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
        (likeness > own_likeness * DECISIVE).then_some((end, to))
    }
}

fn enter(pieces: &[Piece<'_>], first: usize, evidence: String, sheet: &mut Sheet<'_>) -> bool {
    sheet.may(Repair {
        id: String::new(),
        rule: "order".into(),
        spans: pieces[first].spans[..1].to_vec(),
        evidence,
        score: 700,
    })
}
