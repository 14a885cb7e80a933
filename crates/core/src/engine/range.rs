//! What a plan may come to: the least and the most that is likely.
//!
//! An estimate counts a token for each Chinese character. Vendors count differently (from 0.7 to 1.3 for a
//! character of their own languages' news), English is longer or shorter than expected, and some segments
//! are asked for once more because of what the checks find.

use crate::port::Usage;

use super::plan::Plan;

/// Tokens of the instructions that go with each request.
const INSTRUCTIONS: Between = Between { least: 350, most: 700 };

/// Tokens for each that is estimated, in hundredths.
const TOKENS: Between = Between { least: 70, most: 150 };

/// The share of the texts that is asked for once more, in hundredths.
const AGAIN: Between = Between { least: 0, most: 13 };

#[derive(Debug, Clone, Copy)]
struct Between {
    least: u64,
    most: u64,
}

/// The least and the most of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Range<T> {
    /// The least that is likely.
    pub least: T,
    /// The most that is likely.
    pub most: T,
}

impl Plan {
    /// Returns what translating it may use: the least and the most that is likely.
    pub fn range(&self) -> Range<Usage> {
        let with = |part: fn(Between) -> u64| {
            let share = |count: usize, hundredths: u64| {
                (count as u64).saturating_mul(hundredths).div_ceil(100)
            };
            let again = |count: u64| count + count.saturating_mul(part(AGAIN)).div_ceil(100);
            let requests = again(self.requests as u64);
            Usage {
                requests,
                input_tokens: again(share(self.input_tokens, part(TOKENS)))
                    + requests.saturating_mul(part(INSTRUCTIONS)),
                output_tokens: again(share(self.output_tokens, part(TOKENS))),
                characters: again(self.characters as u64),
            }
        };
        Range { least: with(|between| between.least), most: with(|between| between.most) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_ask_for_costs_nothing_and_the_most_is_more_than_the_least() {
        assert_eq!(Plan::default().range(), Range::default());
        let plan = Plan {
            requests: 2,
            characters: 300,
            input_tokens: 400,
            output_tokens: 400,
            ..Plan::default()
        };
        let Range { least, most } = plan.range();
        assert_eq!((least.requests, least.input_tokens, least.characters), (2, 280 + 700, 300));
        assert!(most.input_tokens > least.input_tokens && most.characters > least.characters);
    }
}
