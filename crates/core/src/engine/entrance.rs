//! The way to one translator: a waiting room, and a turnstile behind it.
//!
//! Who is in the waiting room makes ready what takes time, so that no place inside stands empty
//! meanwhile: the texts are claimed there, which waits for a disk. It is smaller than what is behind
//! it, as what one process has claimed no other can ask for.
//!
//! Law: who is inside stays there until the answer is recorded. So a process that is killed has never paid for
//! more than there are places without keeping it.

use super::turnstile::{Pass, Turnstile};

/// The entrance to one translator.
#[derive(Debug)]
pub(super) struct Entrance {
    waiting_room: Turnstile,
    inside: Turnstile,
    places: usize,
}

/// A seat in the waiting room.
#[derive(Debug)]
pub(super) struct Waiting {
    seat: Pass,
    is_ahead: bool,
}

impl Entrance {
    /// Makes the entrance to a translator that takes so many requests at a time.
    pub(super) fn new(places: usize) -> Self {
        let places = places.max(1);
        let waiting_room = Turnstile::new(places.div_ceil(2));
        Self { waiting_room, inside: Turnstile::new(places), places }
    }

    /// Waits for a seat in the waiting room.
    pub(super) async fn wait(&self) -> Waiting {
        Waiting { seat: self.waiting_room.enter().await, is_ahead: false }
    }

    /// Waits for the next seat, ahead of all who wait, here and at the turnstile: what is asked for again is the
    /// last that its document waits for, and what comes of it may be the first that others learn from.
    pub(super) async fn wait_ahead(&self) -> Waiting {
        Waiting { seat: self.waiting_room.enter_ahead().await, is_ahead: true }
    }

    /// Waits for a place inside, and gives the seat up then.
    pub(super) async fn enter(&self, Waiting { seat, is_ahead }: Waiting) -> Pass {
        let pass = match is_ahead {
            true => self.inside.enter_ahead().await,
            false => self.inside.enter().await,
        };
        drop(seat);
        pass
    }

    /// Returns how many places there are for each batch that has still to begin, the one that has just
    /// come in included; 0 while there are more batches than places.
    pub(super) fn share(&self) -> usize {
        self.places / (self.waiting_room.count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use futures_executor::block_on;
    use futures_util::future::FutureExt;

    use super::*;

    #[test]
    fn some_make_ready_while_others_are_inside() {
        let entrance = Entrance::new(2);
        let enter = || block_on(async { entrance.enter(entrance.wait().await).await });
        let (_one, two) = (enter(), enter());
        let third = block_on(entrance.wait());
        assert!(entrance.wait().now_or_never().is_none(), "the waiting room has one seat");
        let mut third = Box::pin(entrance.enter(third));
        assert!(third.as_mut().now_or_never().is_none());
        drop(two);
        assert!(third.now_or_never().is_some());
        assert!(entrance.wait().now_or_never().is_some());
    }

    #[test]
    fn who_comes_again_takes_the_next_seat() {
        let entrance = Entrance::new(2);
        let enter = || block_on(async { entrance.enter(entrance.wait().await).await });
        let (one, _two) = (enter(), enter());
        let mut third = Box::pin(async { entrance.enter(entrance.wait().await).await });
        let mut fourth = Box::pin(async { entrance.enter(entrance.wait().await).await });
        let mut again = Box::pin(async { entrance.enter(entrance.wait_ahead().await).await });
        assert!(third.as_mut().now_or_never().is_none(), "it has the seat");
        assert!(fourth.as_mut().now_or_never().is_none());
        assert!(again.as_mut().now_or_never().is_none());
        drop(one);
        let third = third.now_or_never().expect("who has a seat comes in first");
        assert!(again.as_mut().now_or_never().is_none(), "it has the seat now");
        drop(third);
        assert!(fourth.as_mut().now_or_never().is_none());
        assert!(again.now_or_never().is_some());
    }

    #[test]
    fn the_last_ones_share_the_places() {
        let entrance = Entrance::new(6);
        let first = block_on(async { entrance.enter(entrance.wait().await).await });
        assert_eq!(entrance.share(), 6);
        let _next = block_on(entrance.wait());
        assert_eq!(entrance.share(), 3);
        drop(first);
    }
}
