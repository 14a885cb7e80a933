//! What a run may use, and what it has used.
//!
//! Law: what is under way counts as used, at its estimate, until it is known. So a budget is not
//! gone beyond by requests that were sent at the same time.

use crate::port::Usage;

use super::outcome::Stop;
use super::policy::Policy;
use super::price::Price;

/// What has been used.
#[derive(Debug, Default)]
pub(super) struct Budget {
    requests: u64,
    segments: u64,
    /// In millionths of the currency, estimates of what is under way included.
    cost: u64,
}

/// Leave to send a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grant {
    /// So many of the segments may be sent.
    pub(super) segments: usize,
    price: Option<Price>,
    /// What was set aside.
    cost: u64,
}

impl Budget {
    /// Sets aside what a batch may use; `estimates` has an entry for each segment.
    pub(super) fn grant(
        &mut self,
        policy: &Policy,
        price: Option<Price>,
        estimates: &[Usage],
    ) -> Result<Grant, Stop> {
        if policy.max_requests.is_some_and(|max| self.requests >= max) {
            return Err(Stop::Requests);
        }
        let left = policy.max_segments.map_or(u64::MAX, |max| max.saturating_sub(self.segments));
        let segments = estimates.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        if segments == 0 {
            return Err(Stop::Segments);
        }
        let mut estimate = Usage::default();
        estimates[..segments].iter().for_each(|one| estimate += *one);
        let cost = price.map_or(0, |price| price.of(&estimate));
        if policy
            .max_cost
            .is_some_and(|max| price.is_none() || self.cost.saturating_add(cost) > max)
        {
            return Err(Stop::Cost);
        }
        self.requests += 1;
        self.segments += segments as u64;
        self.cost += cost;
        Ok(Grant { segments, price, cost })
    }

    /// Enters what a batch has used in the place of what was set aside, which stands where nobody
    /// says what it was; returns its cost.
    pub(super) fn settle(&mut self, grant: Grant, usage: Option<Usage>) -> u64 {
        let Some(usage) = usage else { return grant.cost };
        let cost = grant.price.map_or(0, |price| price.of(&usage));
        self.requests += usage.requests.saturating_sub(1);
        self.cost = self.cost.saturating_sub(grant.cost).saturating_add(cost);
        cost
    }
}

impl Grant {
    /// Tells whether it is known what a request costs.
    pub(super) fn is_priced(self) -> bool {
        self.price.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRICE: Option<Price> = Some(Price { input: 1_000_000, output: 0, characters: 0 });

    fn usage(input_tokens: u64) -> Usage {
        Usage { requests: 1, input_tokens, ..Usage::default() }
    }

    #[test]
    fn what_is_under_way_counts_until_its_cost_is_known() {
        let mut budget = Budget::default();
        let policy = Policy { max_cost: Some(100), ..Policy::default() };
        let first = budget.grant(&policy, PRICE, &[usage(30), usage(30)]).unwrap();
        assert_eq!(budget.grant(&policy, PRICE, &[usage(50)]), Err(Stop::Cost));
        assert_eq!(budget.settle(first, Some(usage(20))), 20);
        let second = budget.grant(&policy, PRICE, &[usage(80)]).unwrap();
        budget.settle(second, Some(usage(90)));
        assert_eq!(budget.grant(&policy, PRICE, &[usage(1)]), Err(Stop::Cost));
    }

    #[test]
    fn where_the_price_is_not_known_a_limit_on_the_cost_sends_nothing() {
        let policy = Policy { max_cost: Some(100), ..Policy::default() };
        assert_eq!(Budget::default().grant(&policy, None, &[usage(1)]), Err(Stop::Cost));
        assert!(Budget::default().grant(&Policy::default(), None, &[usage(1)]).is_ok());
    }

    #[test]
    fn retries_below_the_door_count_as_requests() {
        let mut budget = Budget::default();
        let policy = Policy { max_requests: Some(3), ..Policy::default() };
        let grant = budget.grant(&policy, None, &[usage(1)]).unwrap();
        budget.settle(grant, Some(Usage { requests: 3, ..usage(1) }));
        assert_eq!(budget.grant(&policy, None, &[usage(1)]), Err(Stop::Requests));
    }
}
