//! A token bucket: so much in a second, with a little in hand. It has no clock; the time is told.

use std::time::{Duration, Instant};

/// A bucket that fills at a rate and is emptied by requests.
#[derive(Debug, Clone)]
pub(super) struct Bucket {
    rate: f64,
    size: f64,
    level: f64,
    at: Instant,
}

impl Bucket {
    /// Makes a full bucket: `rate` in a second, at most `size` at once.
    pub(super) fn new(rate: f64, size: f64, now: Instant) -> Self {
        Self { rate, size, level: size, at: now }
    }

    /// Takes `cost` and returns how long to wait before it is there; what is taken is taken, so
    /// that those who come later wait longer.
    pub(super) fn take(&mut self, cost: f64, now: Instant) -> Duration {
        self.fill(now);
        self.level -= cost.min(self.size);
        if self.level >= 0.0 {
            return Duration::ZERO;
        }
        Duration::from_secs_f64(-self.level / self.rate)
    }

    /// Takes over what the server says about its own bucket: what is left there before those of
    /// our requests arrive that are still on their way.
    pub(super) fn correct(&mut self, rate: f64, left: f64, under_way: f64, now: Instant) {
        self.fill(now);
        self.rate = rate;
        self.level = self.level.min(left - under_way);
    }

    fn fill(&mut self, now: Instant) {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.level = (self.level + passed * self.rate).min(self.size);
        self.at = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_bucket_gives_at_once_and_then_at_its_rate() {
        let now = Instant::now();
        let mut bucket = Bucket::new(10.0, 2.0, now);
        let waits: Vec<_> = (0..4).map(|_| bucket.take(1.0, now).as_millis()).collect();
        assert_eq!(waits, [0, 0, 100, 200]);
        assert_eq!(bucket.take(1.0, now + Duration::from_secs(9)).as_millis(), 0);
    }

    #[test]
    fn a_clock_that_jumps_back_fills_nothing_and_breaks_nothing() {
        let now = Instant::now() + Duration::from_secs(60);
        let mut bucket = Bucket::new(10.0, 1.0, now);
        assert_eq!(bucket.take(1.0, now).as_millis(), 0);
        assert_eq!(bucket.take(1.0, now - Duration::from_secs(30)).as_millis(), 100);
        assert!(bucket.take(1.0, now).as_millis() <= 200);
    }

    #[test]
    fn what_the_server_says_is_taken_over_when_it_is_less() {
        let now = Instant::now();
        let mut bucket = Bucket::new(1000.0, 1000.0, now);
        bucket.correct(50.0, 3.0, 2.0, now);
        assert_eq!(bucket.take(1.0, now), Duration::ZERO);
        assert_eq!(bucket.take(1.0, now).as_millis(), 20);
    }
}
