//! How many requests may be under way: all that the user allows at first, half after the server
//! says "too many", one more after each round of good answers.

use std::sync::Mutex;
use std::time::Instant;

use tokio::sync::{Semaphore, SemaphorePermit};

/// A semaphore that shrinks and grows.
#[derive(Debug)]
pub(super) struct Gate {
    permits: Semaphore,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    most: usize,
    width: usize,
    /// Permits to be taken away when those who hold them come back.
    owed: usize,
    /// Good answers since the gate last changed.
    good: usize,
    narrowed: Option<Instant>,
}

/// Leave to have one request under way.
#[derive(Debug)]
pub(super) struct Pass<'a> {
    gate: &'a Gate,
    permit: Option<SemaphorePermit<'a>>,
    since: Instant,
}

impl Gate {
    /// Makes a gate that is open as wide as it may.
    pub(super) fn new(most: usize) -> Self {
        let most = most.clamp(1, 1024);
        let state = State { most, width: most, owed: 0, good: 0, narrowed: None };
        Self { permits: Semaphore::new(most), state: Mutex::new(state) }
    }

    /// Waits for leave.
    pub(super) async fn pass(&self) -> Pass<'_> {
        let permit = self.permits.acquire().await.ok();
        Pass { gate: self, permit, since: Instant::now() }
    }

    /// Returns how many are under way.
    pub(super) fn under_way(&self) -> usize {
        let state = self.lock();
        (state.width + state.owed).saturating_sub(self.permits.available_permits())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Halves the gate, once for all requests that were under way when it was too wide.
    fn narrow(&self, since: Instant) {
        let mut state = self.lock();
        if state.narrowed.is_some_and(|narrowed| since < narrowed) {
            return;
        }
        let width = (state.width / 2).max(1);
        state.owed += state.width - width;
        state.width = width;
        state.good = 0;
        state.narrowed = Some(Instant::now());
    }

    fn widen(&self) {
        let mut state = self.lock();
        state.good += 1;
        if state.width == state.most || state.good < state.width {
            return;
        }
        state.good = 0;
        state.width += 1;
        if state.owed > 0 {
            state.owed -= 1;
        } else {
            self.permits.add_permits(1);
        }
    }

    fn owes(&self) -> bool {
        let mut state = self.lock();
        let owes = state.owed > 0;
        state.owed = state.owed.saturating_sub(1);
        owes
    }
}

impl Pass<'_> {
    /// Tells the gate that all went well.
    pub(super) fn went_well(&self) {
        self.gate.widen();
    }

    /// Tells the gate that it was too wide.
    pub(super) fn was_too_much(&self) {
        self.gate.narrow(self.since);
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        let Some(permit) = self.permit.take() else { return };
        if self.gate.owes() {
            permit.forget();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_gate_halves_once_for_a_burst_and_grows_with_success() {
        let gate = Gate::new(4);
        let mut passes = Vec::new();
        for _ in 0..4 {
            passes.push(gate.pass().await);
        }
        assert_eq!(gate.under_way(), 4);
        passes.iter().for_each(Pass::was_too_much);
        passes.clear();
        assert_eq!(gate.permits.available_permits(), 2);
        assert_eq!(gate.under_way(), 0);
        let pass = gate.pass().await;
        pass.went_well();
        pass.went_well();
        drop(pass);
        assert_eq!(gate.permits.available_permits(), 3);
    }

    #[tokio::test]
    async fn one_request_is_always_allowed() {
        let gate = Gate::new(1);
        for _ in 0..3 {
            gate.pass().await.was_too_much();
        }
        assert_eq!(gate.permits.available_permits(), 1);
    }
}
