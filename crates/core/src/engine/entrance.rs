//! The way to one translator: a waiting room, and a turnstile behind it.
//!
//! Who is in the waiting room makes ready what takes time, so that no place inside stands empty
//! meanwhile: the texts are claimed there, which waits for a disk. It is smaller than what is behind
//! it, as what one process has claimed no other can ask for.

use super::turnstile::{Pass, Turnstile};

/// The entrance to one translator.
#[derive(Debug)]
pub(super) struct Entrance {
    waiting_room: Turnstile,
    inside: Turnstile,
    /// Those who have an answer that is not recorded yet, and have let the next one in.
    unrecorded: Turnstile,
    places: usize,
}

/// One in so many lets the next one in as soon as it has its answer, the others when it is recorded.
///
/// What is answered and not recorded is paid for twice if the process is killed in this moment: that
/// may be a few more than the requests under way, not as many again.
const EARLY: usize = 8;

/// A seat in the waiting room.
#[derive(Debug)]
pub(super) struct Waiting(Pass);

impl Entrance {
    /// Makes the entrance to a translator that takes so many requests at a time.
    pub(super) fn new(places: usize) -> Self {
        let places = places.max(1);
        let waiting_room = Turnstile::new(places.div_ceil(2));
        let (inside, unrecorded) = (Turnstile::new(places), Turnstile::new(places / EARLY));
        Self { waiting_room, inside, unrecorded, places }
    }

    /// Waits for a seat in the waiting room.
    pub(super) async fn wait(&self) -> Waiting {
        Waiting(self.waiting_room.enter().await)
    }

    /// Waits for a place inside, and gives the seat up then.
    pub(super) async fn enter(&self, Waiting(seat): Waiting) -> Pass {
        let pass = self.inside.enter().await;
        drop(seat);
        pass
    }

    /// Lets the next one in before the answer is recorded, unless too many have done so; what is returned
    /// is kept until it is.
    pub(super) fn pass_on(&self, pass: Pass) -> Pass {
        self.unrecorded.try_enter().unwrap_or(pass)
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
    fn not_more_than_an_eighth_of_the_answers_wait_to_be_recorded_beside_the_requests_under_way() {
        let entrance = Entrance::new(8);
        let mut inside: Vec<Pass> = (0..8)
            .map(|_| block_on(async { entrance.enter(entrance.wait().await).await }))
            .collect();
        let mut next = || {
            let kept = entrance.pass_on(inside.pop().expect("somebody is inside"));
            (kept, entrance.inside.try_enter())
        };
        let (first, second) = (next(), next());
        assert!(first.1.is_some());
        assert!(second.1.is_none());
        drop(first.0);
        assert!(next().1.is_some());
        drop(second.0);
        assert!(entrance.inside.try_enter().is_some());
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
