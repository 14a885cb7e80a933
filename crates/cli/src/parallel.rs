//! Work on many things on all cores, with the results in order and never far ahead of their reader, so
//! that ten thousand pages need no more memory than ten.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

/// How many results, for each worker, may wait for an earlier one.
const AHEAD: usize = 4;

/// What the workers and the reader share.
struct Shared<R> {
    next: usize,
    read: usize,
    done: BTreeMap<usize, R>,
    stopped: bool,
}

/// Returns how many things can be worked on at the same time.
pub(crate) fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Does `work` on each item on all cores; `each` sees the results in order and can stop early.
pub(crate) fn in_order<'t, T: Sync, R: Send>(
    items: &'t [T],
    work: impl Fn(&'t T) -> R + Sync,
    each: impl FnMut(R) -> ControlFlow<()>,
) {
    in_order_by(cores(), items, work, each);
}

/// Does the same with so many workers: more than there are cores, where work is mostly waiting.
pub(crate) fn in_order_by<'t, T: Sync, R: Send>(
    workers: usize,
    items: &'t [T],
    work: impl Fn(&'t T) -> R + Sync,
    mut each: impl FnMut(R) -> ControlFlow<()>,
) {
    let workers = workers.min(items.len());
    let shared = Shared { next: 0, read: 0, done: BTreeMap::new(), stopped: false };
    let (shared, changed) = (Mutex::new(shared), Condvar::new());
    let lock = || shared.lock().unwrap_or_else(PoisonError::into_inner);
    let wait = |guard| changed.wait(guard).unwrap_or_else(PoisonError::into_inner);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let mut state = lock();
                    while !state.stopped && state.next >= state.read + workers * AHEAD {
                        state = wait(state);
                    }
                    let index = state.next;
                    if state.stopped || index >= items.len() {
                        return;
                    }
                    state.next += 1;
                    drop(state);
                    let result = work(&items[index]);
                    lock().done.insert(index, result);
                    changed.notify_all();
                }
            });
        }
        for index in 0..items.len() {
            let mut state = lock();
            let result = loop {
                match state.done.remove(&index) {
                    Some(result) => break result,
                    None => state = wait(state),
                }
            };
            drop(state);
            let flow = each(result);
            let mut state = lock();
            state.read = index + 1;
            state.stopped = flow.is_break();
            let stopped = state.stopped;
            drop(state);
            changed.notify_all();
            if stopped {
                return;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn results_come_in_order() {
        let items: Vec<u32> = (0..500).collect();
        let mut seen = Vec::new();
        in_order(
            &items,
            |item| item * 2,
            |result| {
                seen.push(result);
                ControlFlow::Continue(())
            },
        );
        assert_eq!(seen, items.iter().map(|item| item * 2).collect::<Vec<_>>());
    }

    #[test]
    fn nobody_works_far_ahead_of_a_reader_that_stops() {
        let items = vec![(); 10_000];
        let count = AtomicUsize::new(0);
        in_order(&items, |()| count.fetch_add(1, Ordering::Relaxed), |_| ControlFlow::Break(()));
        assert!(count.into_inner() <= (cores() + 1) * AHEAD + cores());
    }

    #[test]
    fn nothing_to_do_is_done() {
        in_order(&[], |(): &()| (), |()| ControlFlow::Break(()));
    }
}
