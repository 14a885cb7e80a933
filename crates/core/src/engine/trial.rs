//! Whether it helps to ask a translator again for answers that were not good enough.
//!
//! Some answers get better when the findings are named, and some translators never do better: then
//! asking again would double the price of every run for nothing. A few are tried first; the others
//! wait for what comes of it, and follow in twice as many each time until enough are known to have got
//! better: one that got better by chance is no reason to ask for all. What was tried in an earlier run and is
//! remembered counts, so that a run that is taken up again does not try once more.

use std::sync::{Mutex, MutexGuard, PoisonError};

use futures_channel::oneshot;

/// Segments that are asked for again before anything is concluded.
pub(super) const SAMPLE: usize = 8;

/// Segments from which on what came of them is believed.
const SURE: usize = 64;

/// One in so many must get better, or it is not worth it.
const WORTH: usize = 8;

/// What is known about asking one translator again.
#[derive(Debug, Default)]
pub(super) struct Trial(Mutex<Results>);

#[derive(Debug, Default)]
struct Results {
    under_way: usize,
    tried: usize,
    better: usize,
    is_over: bool,
    waiting: Vec<oneshot::Sender<()>>,
}

/// Segments that are being asked for again; what comes of it is told by [`Attempt::done`].
#[derive(Debug)]
pub(super) struct Attempt<'a> {
    trial: &'a Trial,
    segments: usize,
}

impl Trial {
    /// Tells whether asking again has turned out to be in vain.
    pub(super) fn is_in_vain(&self) -> bool {
        self.results().is_over
    }

    /// Tells whether it is not yet known whether asking again helps.
    pub(super) fn is_undecided(&self) -> bool {
        let results = self.results();
        !results.is_over && results.tried < SAMPLE
    }

    /// Waits until it is known whether asking again for so many segments is worth it; none where it is
    /// not.
    pub(super) async fn enter(&self, segments: usize) -> Option<Attempt<'_>> {
        loop {
            let changed = {
                let mut results = self.results();
                if results.is_over {
                    return None;
                }
                if results.tried + results.under_way < results.allowed() {
                    results.under_way += segments;
                    return Some(Attempt { trial: self, segments });
                }
                let (sender, changed) = oneshot::channel();
                results.waiting.push(sender);
                changed
            };
            // A sender that was dropped was dropped for news, too.
            let _ = changed.await;
        }
    }

    /// Counts answers of earlier runs that were asked for again as often as is allowed, and those of them that
    /// are good now.
    pub(super) fn recall(&self, tried: usize, better: usize) {
        let mut results = self.results();
        results.add(tried, better);
        results.waiting.clear();
    }

    /// Ends an attempt; tells whether it has shown that asking again helps.
    fn end(&self, segments: usize, tried: usize, better: usize) -> bool {
        let mut results = self.results();
        let was_known = results.tried >= SAMPLE;
        results.under_way -= segments;
        results.add(tried, better);
        results.waiting.clear();
        !was_known && results.tried >= SAMPLE && !results.is_over
    }

    fn results(&self) -> MutexGuard<'_, Results> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Results {
    fn add(&mut self, tried: usize, better: usize) {
        self.tried += tried;
        self.better += better;
        self.is_over |= self.tried >= SAMPLE && self.better * WORTH < self.tried;
    }

    /// Returns how many segments may have been asked for again by now.
    fn allowed(&self) -> usize {
        match self.tried {
            tried if tried < SAMPLE => SAMPLE,
            tried if tried < SURE => 2 * tried,
            _ => usize::MAX,
        }
    }
}

impl Attempt<'_> {
    /// Tells how many of the segments got better; returns whether that has shown that asking again
    /// helps.
    pub(super) fn done(mut self, better: usize) -> bool {
        let segments = std::mem::take(&mut self.segments);
        self.trial.end(segments, segments, better)
    }
}

impl Drop for Attempt<'_> {
    /// An attempt that came to nothing says nothing about the answers.
    fn drop(&mut self) {
        if self.segments > 0 {
            self.trial.end(self.segments, 0, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::future::FutureExt;

    use super::*;

    #[test]
    fn when_nothing_gets_better_the_others_are_not_asked_again() {
        let trial = Trial::default();
        let first = trial.enter(5).now_or_never().flatten().unwrap();
        let second = trial.enter(4).now_or_never().flatten().unwrap();
        let mut third = Box::pin(trial.enter(3));
        assert!(third.as_mut().now_or_never().is_none());
        assert!(trial.is_undecided());
        assert!(!first.done(0));
        assert!(!second.done(0));
        assert!(third.now_or_never().unwrap().is_none());
        assert!(trial.is_in_vain());
    }

    #[test]
    fn when_some_get_better_the_others_are_asked_again() {
        let trial = Trial::default();
        let first = trial.enter(8).now_or_never().flatten().unwrap();
        let second = trial.enter(3);
        assert!(first.done(2));
        assert!(!second.now_or_never().flatten().unwrap().done(0), "it was known before");
        assert!(trial.enter(100).now_or_never().flatten().is_some());
        assert!(!trial.is_in_vain());
    }

    #[test]
    fn one_that_got_better_by_chance_does_not_let_all_the_others_in() {
        let trial = Trial::default();
        let first = trial.enter(8).now_or_never().flatten().unwrap();
        let mut others: Vec<_> = (0..50).map(|_| Box::pin(trial.enter(10))).collect();
        assert!(others.iter_mut().all(|other| other.as_mut().now_or_never().is_none()));
        assert!(first.done(1));
        let mut inside: Vec<_> = others.iter_mut().filter_map(|one| one.now_or_never()).collect();
        assert_eq!(inside.len(), 1, "twice as many as were tried");
        inside.pop().flatten().unwrap().done(0);
        assert!(trial.is_in_vain());
    }

    #[test]
    fn many_that_get_better_let_all_the_others_in() {
        let trial = Trial::default();
        for segments in [8, 8, 16, 32] {
            trial.enter(segments).now_or_never().flatten().unwrap().done(segments / 4);
        }
        let all: Vec<_> = (0..50).map(|_| trial.enter(10).now_or_never().flatten()).collect();
        assert!(all.iter().all(Option::is_some));
    }

    #[test]
    fn what_was_tried_in_an_earlier_run_is_not_tried_once_more() {
        let trial = Trial::default();
        let first = trial.enter(2).now_or_never().flatten().unwrap();
        trial.recall(SAMPLE, 0);
        assert!(trial.is_in_vain());
        assert!(trial.enter(1).now_or_never().unwrap().is_none());
        assert!(!first.done(2), "those under way change nothing any more");
        let other = Trial::default();
        other.recall(SURE, SURE / 2);
        assert!(other.enter(100).now_or_never().flatten().is_some());
    }

    #[test]
    fn an_attempt_that_came_to_nothing_makes_room_for_another() {
        let trial = Trial::default();
        let first = trial.enter(8).now_or_never().flatten().unwrap();
        let mut second = Box::pin(trial.enter(3));
        assert!(second.as_mut().now_or_never().is_none());
        drop(first);
        assert!(second.now_or_never().flatten().is_some());
    }
}
