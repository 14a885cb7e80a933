//! What all pages of one run share: who may still be asked, and what has been used.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::fingerprint::Fingerprint;
use crate::port::{Limits, Refusal, Usage};

use super::budget::{Budget, Grant};
use super::entrance::Entrance;
use super::flight::Flights;
use super::outcome::Stop;
use super::policy::Policy;
use super::trial::Trial;

/// The state of a run.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) flights: Flights,
    pub(super) entrances: Vec<Entrance>,
    /// Whether it helps to ask a translator again.
    pub(super) trials: Vec<Trial>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    budget: Budget,
    translators: Vec<Standing>,
    /// Documents that will be translated in this run; none while nobody has said it.
    expected: Option<usize>,
    /// Documents whose batches stand in the queues, or are done.
    seated: usize,
    /// The texts that were planned, so that one on two pages is counted once.
    planned: HashSet<Fingerprint>,
    /// The sources, up to [`COPIES`], that were given the same long answer.
    given: HashMap<Fingerprint, Vec<Fingerprint>>,
}

/// So many different texts with one long answer, and it is an answer to none of them.
const COPIES: usize = 3;

/// How a translator has fared.
#[derive(Debug, Clone, Default)]
struct Standing {
    /// Useless answers since the last useful one.
    in_vain: u32,
    /// Why it is not asked any more.
    out: Option<Refusal>,
}

impl Run {
    pub(super) fn new(limits: impl Iterator<Item = Limits>) -> Self {
        let entrances: Vec<Entrance> =
            limits.map(|limits| Entrance::new(limits.parallel)).collect();
        let translators = vec![Standing::default(); entrances.len()];
        let trials = entrances.iter().map(|_| Trial::default()).collect();
        let state = State {
            budget: Budget::default(),
            translators,
            expected: None,
            seated: 0,
            planned: HashSet::new(),
            given: HashMap::new(),
        };
        Self { flights: Flights::default(), entrances, trials, state: Mutex::new(state) }
    }

    /// Returns the first translator from `who` on that may be asked, or why there is none.
    pub(super) fn who(&self, who: usize) -> Result<usize, Option<Refusal>> {
        let state = self.state();
        let rest = state.translators.iter().enumerate().skip(who);
        rest.clone()
            .find(|(_, standing)| standing.out.is_none())
            .map(|(who, _)| who)
            .ok_or_else(|| rest.filter_map(|(_, standing)| standing.out.clone()).next_back())
    }

    /// Tells whether a text was not planned before.
    pub(super) fn is_new(&self, key: Fingerprint) -> bool {
        self.state().planned.insert(key)
    }

    /// Notes that an answer was given to a text.
    pub(super) fn gave(&self, answer: &str, source: &str) {
        let source = Fingerprint::of([source]);
        let mut state = self.state();
        let sources = state.given.entry(Fingerprint::of([answer])).or_default();
        if sources.len() < COPIES && !sources.contains(&source) {
            sources.push(source);
        }
    }

    /// Tells whether an answer was given to too many different texts to be meant for any.
    pub(super) fn is_copied(&self, answer: &str) -> bool {
        let given = &self.state().given;
        given.get(&Fingerprint::of([answer])).is_some_and(|sources| sources.len() >= COPIES)
    }

    /// Notes how many documents there will be.
    pub(super) fn expect(&self, documents: usize) {
        self.state().expected = Some(documents);
    }

    /// Notes that the batches of one more document stand in the queues, or that it has none.
    pub(super) fn seated(&self) {
        self.state().seated += 1;
    }

    /// Tells whether no more batches will come but those that stand in the queues.
    pub(super) fn is_last(&self) -> bool {
        let state = self.state();
        state.expected.is_some_and(|expected| state.seated >= expected)
    }

    /// Sets aside what a batch of a translator may use.
    pub(super) fn grant(
        &self,
        policy: &Policy,
        who: usize,
        estimates: &[Usage],
    ) -> Result<Grant, Stop> {
        let price = policy.prices.get(who).copied().flatten();
        self.state().budget.grant(policy, price, estimates)
    }

    /// Enters what a batch has used; returns its cost.
    pub(super) fn settle(&self, grant: Grant, usage: Option<Usage>) -> u64 {
        self.state().budget.settle(grant, usage)
    }

    /// Notes that a translator has answered something useful.
    pub(super) fn useful(&self, who: usize) {
        self.state().translators[who].in_vain = 0;
    }

    /// Notes that a translator was asked in vain; after too many times it is left alone.
    pub(super) fn in_vain(&self, who: usize, patience: u32, refusal: &Refusal) {
        let mut state = self.state();
        let standing = &mut state.translators[who];
        standing.in_vain += 1;
        if standing.in_vain >= patience.max(1) && standing.out.is_none() {
            standing.out = Some(refusal.clone());
        }
    }

    /// Leaves a translator alone for the rest of the run.
    pub(super) fn out(&self, who: usize, refusal: &Refusal) {
        self.state().translators[who].out.get_or_insert_with(|| refusal.clone());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
