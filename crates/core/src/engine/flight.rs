//! Equal segments of one run are asked for once: the first leads, the others follow.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use futures_channel::oneshot;

use crate::fingerprint::Fingerprint;
use crate::memory::Record;

/// What became of a flight: the record, or nothing where the segment stays open.
pub(super) type Landed = Option<Record>;

type Followers = HashMap<Fingerprint, Vec<oneshot::Sender<Landed>>>;

/// The keys that are being asked for in this process.
#[derive(Debug, Clone, Default)]
pub(super) struct Flights(Arc<Mutex<Followers>>);

/// Who asks for a key, and who waits for it.
#[derive(Debug)]
pub(super) enum Seat {
    /// Nobody else asks for it.
    Lead(Lead),
    /// Somebody does; what becomes of it is told here, or the channel closes when they go away.
    Follow(oneshot::Receiver<Landed>),
}

/// The duty to ask for a key; dropping it unlanded sets the followers free.
#[derive(Debug)]
pub(super) struct Lead {
    /// None once the flight has landed.
    key: Option<Fingerprint>,
    flights: Flights,
}

impl Flights {
    /// Takes a seat on the flight for a key.
    pub(super) fn join(&self, key: Fingerprint) -> Seat {
        let mut followers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(others) = followers.get_mut(&key) {
            let (sender, receiver) = oneshot::channel();
            others.push(sender);
            return Seat::Follow(receiver);
        }
        followers.insert(key, Vec::new());
        Seat::Lead(Lead { key: Some(key), flights: self.clone() })
    }

    fn end(&self, key: Option<Fingerprint>) -> Vec<oneshot::Sender<Landed>> {
        let Some(key) = key else { return Vec::new() };
        let mut followers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        followers.remove(&key).unwrap_or_default()
    }
}

impl Lead {
    /// Tells the followers what became of it.
    pub(super) fn land(mut self, landed: Option<&Record>) {
        for follower in self.flights.end(self.key.take()) {
            // A follower that has gone away needs nothing.
            let _ = follower.send(landed.cloned());
        }
    }
}

impl Drop for Lead {
    fn drop(&mut self) {
        self.flights.end(self.key.take());
    }
}

#[cfg(test)]
mod tests {
    use futures_util::future::FutureExt;

    use super::*;

    #[test]
    fn the_second_follows_the_first_and_the_third_leads_again() {
        let flights = Flights::default();
        let key = Fingerprint::of(["a"]);
        let Seat::Lead(lead) = flights.join(key) else { panic!("the first leads") };
        let Seat::Follow(follower) = flights.join(key) else { panic!("the second follows") };
        lead.land(None);
        assert_eq!(follower.now_or_never(), Some(Ok(None)));
        assert!(matches!(flights.join(key), Seat::Lead(_)));
    }

    #[test]
    fn followers_are_free_when_the_leader_goes_away() {
        let flights = Flights::default();
        let key = Fingerprint::of(["a"]);
        let Seat::Lead(lead) = flights.join(key) else { panic!("the first leads") };
        let Seat::Follow(follower) = flights.join(key) else { panic!("the second follows") };
        drop(lead);
        assert_eq!(follower.now_or_never(), Some(Err(oneshot::Canceled)));
        assert!(matches!(flights.join(key), Seat::Lead(_)));
    }
}
