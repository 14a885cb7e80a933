//! Lets so many through at a time, the others in the order in which they came, and some ahead of them.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use futures_channel::oneshot;

/// A gate for the batches of all pages.
#[derive(Debug, Clone)]
pub(super) struct Turnstile(Arc<Mutex<Gate>>);

#[derive(Debug)]
struct Gate {
    places: usize,
    free: usize,
    queue: Queue,
}

type Sender = oneshot::Sender<Pass>;
type Queue = VecDeque<Sender>;

/// The right to be inside; dropping it lets the next one in.
#[derive(Debug)]
pub(super) struct Pass(Option<Turnstile>);

impl Turnstile {
    pub(super) fn new(places: usize) -> Self {
        Self(Arc::new(Mutex::new(Gate { places, free: places, queue: VecDeque::new() })))
    }

    /// Counts those who are inside and those who wait to be.
    pub(super) fn count(&self) -> usize {
        let gate = self.gate();
        gate.places - gate.free + gate.queue.len()
    }

    /// Waits for a place inside.
    pub(super) async fn enter(&self) -> Pass {
        self.enter_by(VecDeque::push_back).await
    }

    /// Waits for the next place inside, ahead of all who wait.
    pub(super) async fn enter_ahead(&self) -> Pass {
        self.enter_by(VecDeque::push_front).await
    }

    async fn enter_by(&self, queue_up: fn(&mut Queue, Sender)) -> Pass {
        let turn = {
            let mut gate = self.gate();
            if gate.take() {
                return Pass(Some(self.clone()));
            }
            let (sender, turn) = oneshot::channel();
            queue_up(&mut gate.queue, sender);
            turn
        };
        turn.await.expect("a sender stays in the queue until it has sent")
    }

    fn gate(&self) -> std::sync::MutexGuard<'_, Gate> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives a place to the next in the queue who still waits.
    fn leave(self) {
        let mut pass = Pass(None);
        loop {
            let next = {
                let mut gate = self.gate();
                let next = gate.queue.pop_front();
                if next.is_none() {
                    gate.free += 1;
                }
                next
            };
            let Some(next) = next else { return };
            pass.0 = Some(self.clone());
            match next.send(pass) {
                Ok(()) => return,
                // That one has gone away; the pass comes back and is not dropped armed.
                Err(back) => pass = back,
            }
            pass.0 = None;
        }
    }
}

impl Gate {
    /// Takes a place where one is free.
    fn take(&mut self) -> bool {
        let is_free = self.free > 0;
        self.free -= usize::from(is_free);
        is_free
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        if let Some(turnstile) = self.0.take() {
            turnstile.leave();
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_executor::block_on;
    use futures_util::future::{FutureExt, join_all};
    use futures_util::pin_mut;

    use super::*;

    #[test]
    fn no_more_than_the_places_are_inside() {
        let turnstile = Turnstile::new(2);
        let (one, _two) = (block_on(turnstile.enter()), block_on(turnstile.enter()));
        let third = turnstile.enter();
        pin_mut!(third);
        assert!(third.as_mut().now_or_never().is_none());
        drop(one);
        assert!(third.now_or_never().is_some());
    }

    #[test]
    fn who_comes_ahead_is_let_in_before_those_who_wait() {
        let turnstile = Turnstile::new(1);
        let inside = block_on(turnstile.enter());
        let (first, ahead) = (turnstile.enter(), turnstile.enter_ahead());
        pin_mut!(first, ahead);
        assert!(first.as_mut().now_or_never().is_none());
        assert!(ahead.as_mut().now_or_never().is_none());
        drop(inside);
        assert!(first.as_mut().now_or_never().is_none());
        let pass = ahead.now_or_never();
        assert!(pass.is_some());
        drop(pass);
        assert!(first.now_or_never().is_some());
    }

    #[test]
    fn who_goes_away_while_waiting_loses_no_place() {
        let turnstile = Turnstile::new(1);
        let inside = block_on(turnstile.enter());
        {
            let gone = turnstile.enter();
            pin_mut!(gone);
            assert!(gone.as_mut().now_or_never().is_none());
        }
        let mut last = Box::pin(turnstile.enter());
        assert!(last.as_mut().now_or_never().is_none());
        drop(inside);
        // The place was given and not yet taken up.
        drop(last);
        assert!(turnstile.enter().now_or_never().is_some());
    }

    #[test]
    fn everybody_comes_in_at_last() {
        let turnstile = Turnstile::new(3);
        let all = join_all((0..50).map(|_| async { drop(turnstile.enter().await) }));
        assert_eq!(block_on(all).len(), 50);
    }
}
