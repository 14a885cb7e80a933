//! How quick a server is: learnt from its answers, so that one that died is noticed long before the
//! time that the slowest server might need.

use std::time::Duration;

/// So many answers before anything is concluded from them.
const ENOUGH: u32 = 16;

/// An answer may take so many times as long as the slowest of the latest ones.
const MARGIN: f64 = 8.0;

/// Nobody is given up sooner than this.
const LEAST: Duration = Duration::from_secs(10);

/// How fast the slowest answer is forgotten, for each answer after it.
const FADE: f64 = 0.995;

/// What is known about how quick a server is.
#[derive(Debug, Default)]
pub(super) struct Pulse {
    answers: u32,
    /// The longest share of its allowed time that one of the latest answers took.
    slowest: f64,
}

impl Pulse {
    /// Notes an answer that took `took` of at most `most`.
    pub(super) fn note(&mut self, took: Duration, most: Duration) {
        let share = took.as_secs_f64() / most.as_secs_f64().max(0.001);
        self.slowest = share.max(self.slowest * FADE);
        self.answers = self.answers.saturating_add(1);
    }

    /// Returns how long to wait for an answer that may take as long as `most`.
    pub(super) fn patience(&self, most: Duration) -> Duration {
        if self.answers < ENOUGH {
            return most;
        }
        most.mul_f64((self.slowest * MARGIN).min(1.0)).max(LEAST.min(most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: Duration = Duration::from_secs(200);

    fn after(answers: u32, took: Duration) -> Duration {
        let mut pulse = Pulse::default();
        (0..answers).for_each(|_| pulse.note(took, MOST));
        pulse.patience(MOST)
    }

    #[test]
    fn a_quick_server_that_falls_silent_is_given_up_soon() {
        assert_eq!(after(15, Duration::from_millis(200)), MOST);
        assert_eq!(after(16, Duration::from_millis(200)), LEAST);
    }

    #[test]
    fn a_slow_server_gets_all_the_time_there_is() {
        assert_eq!(after(50, Duration::from_secs(60)), MOST);
        assert_eq!(after(50, Duration::from_secs(10)).as_secs(), 80);
    }
}
