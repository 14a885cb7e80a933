//! One server as the wire sees it: its gate, its buckets, its pauses, and whether it is there at
//! all. What it says about its limits in headers is taken over.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::Pace;
use super::bucket::Bucket;
use super::gate::{Gate, Pass};
use super::pulse::Pulse;
use super::retry::{asked_limits, random_share};
use crate::call::Answer;
use crate::verdict::{Class, Fault};

/// So many questions in a row that got no answer after all retries, and no more are asked.
const STREAK: u32 = 8;

/// How long a server that does not answer is left alone.
const REST: Duration = Duration::from_secs(30);

/// The longest pause a server can ask of everybody.
const LONGEST_PAUSE: Duration = Duration::from_secs(120);

/// One server.
#[derive(Debug)]
pub(super) struct Host {
    gate: Gate,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    requests: Vec<Bucket>,
    tokens: Option<Bucket>,
    learnt: Option<Bucket>,
    pause: Option<Instant>,
    /// Refusals for being too many since the last good answer.
    throttled: u32,
    pulse: Pulse,
    streak: u32,
    closed: Option<(Instant, String)>,
}

/// Leave to send one request.
#[derive(Debug)]
pub(super) struct Turn<'a> {
    host: &'a Host,
    pass: Pass<'a>,
}

impl Host {
    /// Makes a host that may be asked at this pace.
    pub(super) fn new(pace: &Pace) -> Self {
        let now = Instant::now();
        let second = pace.rps.map(|rate| Bucket::new(rate, rate.max(1.0), now));
        // A minute's allowance is not spent in its first second: a tenth of it is in hand.
        let minute =
            |most: f64, least: f64| Bucket::new(most / 60.0, (most / 10.0).max(least), now);
        let state = State {
            requests: second.into_iter().chain(pace.rpm.map(|most| minute(most, 1.0))).collect(),
            tokens: pace.tpm.map(|most| minute(most, most.min(4000.0))),
            learnt: None,
            pause: None,
            throttled: 0,
            pulse: Pulse::default(),
            streak: 0,
            closed: None,
        };
        Self { gate: Gate::new(pace.parallel), state: Mutex::new(state) }
    }

    /// Tells whether the size of requests matters.
    pub(super) fn weighs(&self) -> bool {
        self.lock().tokens.is_some()
    }

    /// Refuses where the server has not answered for a while.
    pub(super) fn is_open(&self) -> Result<(), Fault> {
        match &self.lock().closed {
            Some((until, said)) if Instant::now() < *until => {
                Err(Fault::new(Class::Unreachable, said.clone()))
            }
            _ => Ok(()),
        }
    }

    /// Waits until a request of this weight may be sent.
    pub(super) async fn turn(&self, weight: f64) -> Turn<'_> {
        let pass = self.gate.pass().await;
        let wait = self.lock().take(weight, Instant::now());
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
        loop {
            let paused = self.lock().paused(Instant::now());
            let Some(wait) = paused else { break };
            tokio::time::sleep(wait).await;
        }
        Turn { host: self, pass }
    }

    /// Takes over what the server says about its limits.
    pub(super) fn learn(&self, answer: &Answer) {
        let Some(limits) = asked_limits(answer) else { return };
        let (now, under_way) = (Instant::now(), self.gate.under_way() as f64);
        let mut state = self.lock();
        let fresh = || Bucket::new(limits.rate, limits.size, now);
        let bucket = state.learnt.get_or_insert_with(fresh);
        bucket.correct(limits.rate, limits.left, under_way - 1.0, now);
    }

    /// Returns how long to wait for an answer that may take as long as `most`: less, where the
    /// server has shown itself much quicker.
    pub(super) fn patience(&self, most: Duration) -> Duration {
        self.lock().pulse.patience(most)
    }

    /// Notes how long the server took for an answer that might have taken as long as `most`.
    pub(super) fn took(&self, took: Duration, most: Duration) {
        self.lock().pulse.note(took, most);
    }

    /// Notes a good answer.
    pub(super) fn succeeded(&self) {
        let mut state = self.lock();
        state.streak = 0;
        state.closed = None;
    }

    /// Notes a question that got no answer; after a row of them the server is left alone.
    pub(super) fn failed(&self, fault: &Fault) {
        if !matches!(fault.class, Class::Unreachable | Class::Overloaded) {
            return;
        }
        let mut state = self.lock();
        state.streak += 1;
        if state.streak >= STREAK {
            state.closed = Some((Instant::now() + REST, fault.said.clone()));
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn take(&mut self, weight: f64, now: Instant) -> Duration {
        let requests = self.requests.iter_mut().chain(self.learnt.as_mut());
        let longest = requests.map(|bucket| bucket.take(1.0, now)).max().unwrap_or_default();
        let tokens = self.tokens.as_mut().map(|bucket| bucket.take(weight, now));
        longest.max(tokens.unwrap_or_default())
    }

    fn paused(&mut self, now: Instant) -> Option<Duration> {
        let left = self.pause?.saturating_duration_since(now);
        if left.is_zero() {
            self.pause = None;
            return None;
        }
        // Those who waited do not all come back in the same instant.
        Some(left + Duration::from_millis(100).mul_f64(random_share()))
    }
}

impl Turn<'_> {
    /// Notes that the request went well.
    pub(super) fn went_well(self) {
        self.host.lock().throttled = 0;
        self.pass.went_well();
    }

    /// Notes that it was one too many; the server may have said for how long.
    ///
    /// One such refusal among good answers concerns that request alone; the second in a row
    /// concerns everybody.
    pub(super) fn was_too_much(self, wait: Option<Duration>) {
        let mut state = self.host.lock();
        state.throttled += 1;
        if state.throttled < 2 {
            return;
        }
        self.pass.was_too_much();
        let Some(wait) = wait else { return };
        let until = Instant::now() + wait.min(LONGEST_PAUSE);
        state.pause = Some(state.pause.map_or(until, |pause| pause.max(until)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_never_answers_is_left_alone() {
        let host = Host::new(&Pace::default());
        let down = Fault::new(Class::Unreachable, "no connection");
        (1..STREAK).for_each(|_| host.failed(&down));
        assert_eq!(host.is_open(), Ok(()));
        host.failed(&down);
        assert_eq!(host.is_open(), Err(down));
        host.succeeded();
        assert_eq!(host.is_open(), Ok(()));
    }

    #[test]
    fn a_pause_holds_everybody_back() {
        let host = Host::new(&Pace::default());
        let now = Instant::now();
        host.lock().pause = Some(now + Duration::from_secs(2));
        assert!(host.lock().paused(now).unwrap() >= Duration::from_secs(2));
        assert_eq!(host.lock().paused(now + Duration::from_secs(3)), None);
    }
}
