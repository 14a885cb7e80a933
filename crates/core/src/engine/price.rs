//! What asking costs.

use serde::{Deserialize, Serialize};

use crate::port::Usage;

/// The price of a translator; amounts are millionths of the currency the user reckons in.
///
/// Prices are data and come from outside: a price that is not known is no price, never 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Price {
    /// For a million tokens that are read.
    pub input: u64,
    /// For a million tokens that are written.
    pub output: u64,
    /// For a million characters that are billed.
    pub characters: u64,
}

impl Price {
    /// Returns what was used costs, in millionths of the currency, rounded up.
    pub fn of(&self, usage: &Usage) -> u64 {
        let parts = [
            (usage.input_tokens, self.input),
            (usage.output_tokens, self.output),
            (usage.characters, self.characters),
        ];
        let whole: u128 =
            parts.iter().map(|(used, price)| u128::from(*used) * u128::from(*price)).sum();
        u64::try_from(whole.div_ceil(1_000_000)).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_and_characters_are_added_up_and_rounded_up() {
        let price = Price { input: 3_000_000, output: 15_000_000, characters: 20_000_000 };
        let usage = Usage { requests: 9, input_tokens: 1000, output_tokens: 200, characters: 0 };
        assert_eq!(price.of(&usage), 3000 + 3000);
        assert_eq!(price.of(&Usage { characters: 1, ..Usage::default() }), 20);
        assert_eq!(Price { input: 1, ..price }.of(&Usage { input_tokens: 1, ..usage }), 3001);
        let all = Usage { input_tokens: u64::MAX, ..usage };
        assert_eq!(Price { input: u64::MAX, ..price }.of(&all), u64::MAX);
    }
}
