//! When to ask again and how long to wait: separate budgets for "too many requests", for servers
//! that fail and for answers that are no good, full-jitter back-off, and what the server asks for.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::call::Answer;
use crate::verdict::{Class, Fault};

/// How often one question is asked again "too many requests", and for how long at most.
const THROTTLES: u32 = 12;
const THROTTLED_FOR: Duration = Duration::from_secs(900);

/// The longest wait a server can ask for; beyond it the question is given up.
const LONGEST_WAIT: Duration = Duration::from_secs(600);

/// How often one question is asked again when the server fails.
const FAILURES: u32 = 4;

/// How often one question is asked again when the answer is no good.
const BAD_ANSWERS: u32 = 1;

/// How often one question is asked again in another form.
const FORMS: u32 = 5;

/// The longest wait of the back-off.
const LONGEST_BACK_OFF: Duration = Duration::from_secs(60);

/// What is left of the patience with one question.
#[derive(Debug, Default)]
pub(super) struct Budget {
    throttles: u32,
    throttled_for: Duration,
    failures: u32,
    bad_answers: u32,
    forms: u32,
}

/// What a server says about its request limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Limits {
    /// Requests in a second.
    pub(super) rate: f64,
    /// How many it takes at once.
    pub(super) size: f64,
    /// How many are left.
    pub(super) left: f64,
}

impl Budget {
    /// Returns how long to wait before asking again; none when there is no use in it.
    pub(super) fn wait(&mut self, fault: &Fault) -> Option<Duration> {
        match fault.class {
            Class::RateLimited => self.throttled(fault.wait),
            Class::Overloaded | Class::Unreachable => {
                spend(&mut self.failures, FAILURES)?;
                let wait = back_off(Duration::from_millis(500), self.failures - 1);
                Some(fault.wait.filter(|wait| *wait <= LONGEST_WAIT).unwrap_or(wait))
            }
            Class::Unusable => spend(&mut self.bad_answers, BAD_ANSWERS).map(|()| Duration::ZERO),
            Class::Unsupported(_) => spend(&mut self.forms, FORMS).map(|()| Duration::ZERO),
            _ => None,
        }
    }

    /// Returns how many requests failed so far.
    pub(super) fn spent(&self) -> u64 {
        u64::from(self.throttles + self.failures + self.bad_answers + self.forms)
    }

    fn throttled(&mut self, asked: Option<Duration>) -> Option<Duration> {
        spend(&mut self.throttles, THROTTLES)?;
        let wait = asked.unwrap_or_else(|| back_off(Duration::from_secs(1), self.throttles - 1));
        self.throttled_for += wait;
        (wait <= LONGEST_WAIT && self.throttled_for <= THROTTLED_FOR).then_some(wait)
    }
}

/// Returns how long a server asks to wait: `retry-after-ms`, `retry-after` in seconds or as a date.
pub(super) fn asked_wait(answer: &Answer, now: SystemTime) -> Option<Duration> {
    let milliseconds = |text: &str| Some(text.trim().parse::<f64>().ok()? / 1000.0);
    if let Some(wait) = answer.header("retry-after-ms").and_then(milliseconds) {
        return sane(wait);
    }
    let text = answer.header("retry-after")?.trim();
    match text.parse::<f64>() {
        Ok(seconds) => sane(seconds),
        Err(_) => {
            let until = httpdate::parse_http_date(text).ok()?;
            Some(until.duration_since(now).unwrap_or_default())
        }
    }
}

/// Returns what a server says about its request limit in `x-ratelimit-…` or
/// `anthropic-ratelimit-…` headers; none where it says nothing or nothing that can be true.
pub(super) fn asked_limits(answer: &Answer) -> Option<Limits> {
    let get = |middle: &str| {
        ["x-ratelimit-", "anthropic-ratelimit-"].iter().find_map(|vendor| {
            let name = match *vendor {
                "x-ratelimit-" => format!("x-ratelimit-{middle}-requests"),
                _ => format!("anthropic-ratelimit-requests-{middle}"),
            };
            answer.header(&name)
        })
    };
    let size: f64 = get("limit")?.trim().parse().ok()?;
    let left: f64 = get("remaining")?.trim().parse().ok()?;
    let reset = reset_after(get("reset")?)?;
    let used = size - left;
    // The limit is full again after `reset`: so much comes back in that time.
    let sane = size >= 1.0 && left >= 0.0 && used >= 1.0 && reset > 0.0;
    sane.then(|| Limits { rate: used / reset, size, left })
}

/// Returns a number nobody can foresee.
pub(super) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// Returns a share between 0 and 1 that nobody can foresee.
pub(super) fn random_share() -> f64 {
    (random() >> 11) as f64 / (1_u64 << 53) as f64
}

fn spend(spent: &mut u32, most: u32) -> Option<()> {
    if *spent >= most {
        return None;
    }
    *spent += 1;
    Some(())
}

/// Full jitter: anywhere between nothing and the first wait, doubled with each try.
fn back_off(first: Duration, tries: u32) -> Duration {
    let longest = first.saturating_mul(1 << tries.min(10)).min(LONGEST_BACK_OFF);
    longest.mul_f64(random_share())
}

fn sane(seconds: f64) -> Option<Duration> {
    (seconds.is_finite() && seconds >= 0.0).then(|| Duration::from_secs_f64(seconds.min(1e6)))
}

/// Reads `6m0s`, `1.5s`, `20ms` or plain seconds.
fn reset_after(text: &str) -> Option<f64> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        return Some(seconds);
    }
    if text.contains('T') {
        return until_rfc3339(text);
    }
    let (mut total, mut number) = (0.0, String::new());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c.is_ascii_digit() || c == '.' {
            number.push(c);
            continue;
        }
        let unit = match c {
            'h' => 3600.0,
            'm' if rest.peek() == Some(&'s') => {
                rest.next();
                0.001
            }
            'm' => 60.0,
            's' => 1.0,
            _ => return None,
        };
        total += number.parse::<f64>().ok()? * unit;
        number.clear();
    }
    number.is_empty().then_some(total)
}

/// Reads `2026-01-02T03:04:05Z` and returns the seconds until then.
fn until_rfc3339(text: &str) -> Option<f64> {
    let numbers: Vec<i64> = text
        .split(['-', 'T', ':', 'Z', '.', '+'])
        .take(6)
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let [year, month, day, hour, minute, second] = numbers[..] else { return None };
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719_468;
    let then = days * 86_400 + hour * 3600 + minute * 60 + second;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs_f64();
    Some(then as f64 - now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(headers: &[(&str, &str)]) -> Answer {
        let headers = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        Answer { status: 429, headers, body: vec![] }
    }

    #[test]
    fn retry_after_is_read_in_all_its_forms() {
        let now = httpdate::parse_http_date("Fri, 20 Nov 2026 13:34:48 GMT").unwrap();
        let wait = |name, value| asked_wait(&answer(&[(name, value)]), now).map(|w| w.as_millis());
        assert_eq!(wait("retry-after-ms", "250"), Some(250));
        assert_eq!(wait("retry-after", "2"), Some(2000));
        assert_eq!(wait("retry-after", "0.5"), Some(500));
        assert_eq!(wait("retry-after", "Fri, 20 Nov 2026 13:34:58 GMT"), Some(10_000));
        assert_eq!(wait("retry-after", "Fri, 20 Nov 2020 13:34:58 GMT"), Some(0));
        assert_eq!(wait("retry-after", "-3"), None);
        assert_eq!(wait("retry-after", "soon"), None);
        assert_eq!(wait("retry-after", "NaN"), None);
    }

    #[test]
    fn a_wait_that_is_asked_for_is_kept_and_too_long_a_one_is_not() {
        let mut fault = Fault::new(Class::RateLimited, "");
        fault.wait = Some(Duration::from_secs(3));
        assert_eq!(Budget::default().wait(&fault), fault.wait);
        fault.wait = Some(Duration::from_secs(3600));
        assert_eq!(Budget::default().wait(&fault), None);
    }

    #[test]
    fn each_kind_of_fault_has_its_own_budget() {
        let mut budget = Budget::default();
        let bad = Fault::new(Class::Unusable, "");
        let down = Fault::new(Class::Unreachable, "");
        assert!(budget.wait(&bad).is_some());
        assert!(budget.wait(&bad).is_none());
        for _ in 0..FAILURES {
            assert!(budget.wait(&down).is_some());
        }
        assert!(budget.wait(&down).is_none());
        assert!(budget.wait(&Fault::new(Class::Auth, "")).is_none());
        assert_eq!(budget.spent(), u64::from(FAILURES + 1));
    }

    #[test]
    fn limits_in_headers_become_a_rate() {
        let headers = |limit, remaining, reset| {
            asked_limits(&answer(&[
                ("x-ratelimit-limit-requests", limit),
                ("x-ratelimit-remaining-requests", remaining),
                ("x-ratelimit-reset-requests", reset),
            ]))
        };
        assert_eq!(headers("60", "30", "30s"), Some(Limits { rate: 1.0, size: 60.0, left: 30.0 }));
        assert_eq!(headers("60", "0", "1m0s"), Some(Limits { rate: 1.0, size: 60.0, left: 0.0 }));
        assert_eq!(headers("50", "48", "40ms").map(|l| l.rate.round()), Some(50.0));
        assert_eq!(headers("-1", "0", "1s"), None);
        assert_eq!(headers("60", "60", "0s"), None);
        assert_eq!(headers("60", "x", "1s"), None);
    }

    #[test]
    fn a_date_in_the_past_is_no_rate() {
        assert!(reset_after("2020-01-02T03:04:05Z").unwrap() < 0.0);
        assert!(reset_after("2999-01-02T03:04:05Z").unwrap() > 0.0);
        assert_eq!(reset_after("soon"), None);
    }
}
