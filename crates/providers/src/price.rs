//! What vendors ask: a dated table, `data/prices.tsv`. What is not in it is not known.

use std::sync::LazyLock;

use recto_core::engine::Price;

use crate::card::Card;

const TABLE: &str = include_str!("../data/prices.tsv");

/// Stands for every model of a provider.
const ANY: &str = "*";

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// The price, in US dollars.
    pub price: Price,
    /// The day on which it was seen: `2026-04-12`.
    pub seen: &'static str,
}

#[derive(Debug)]
struct Row {
    providers: Vec<&'static str>,
    model: &'static str,
    listed: Listed,
}

/// Returns what a model costs at the vendor's own address; none where that is not known.
///
/// `address` is where requests go; somebody else's prices are not the vendor's.
pub fn listed(card: &Card, model: &str, address: &str) -> Option<Listed> {
    let is_vendors = host(address) == host(&card.base_url);
    let rows = ROWS.iter().filter(|row| row.providers.contains(&card.id.as_ref()));
    rows.filter(|row| row.model == ANY || is_vendors && is_model(row.model, model))
        .max_by_key(|row| row.model.len())
        .map(|row| row.listed)
}

/// Tells whether a model is the one of a row, or a dated form of it: `m-2026-04-12`, `m-20260412`.
fn is_model(known: &str, model: &str) -> bool {
    let is_date =
        |rest: &str| rest.len() >= 8 && rest.chars().all(|c| c.is_ascii_digit() || c == '-');
    model == known
        || model.strip_prefix(known).and_then(|rest| rest.strip_prefix('-')).is_some_and(is_date)
}

fn host(address: &str) -> &str {
    address.split("://").last().and_then(|rest| rest.split('/').next()).unwrap_or_default()
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(row).collect()
});

fn row(line: &'static str) -> Option<Row> {
    let mut cells = line.split('\t');
    let providers = cells.next()?.split(',').collect();
    let model = cells.next()?;
    let (input, output, characters) = (cells.next()?, cells.next()?, cells.next()?);
    let price = Price {
        input: millionths(input)?,
        output: millionths(output)?,
        characters: millionths(characters)?,
    };
    Some(Row { providers, model, listed: Listed { price, seen: cells.next()? } })
}

/// Reads an amount: `0.25` is 250,000 millionths, nothing is none of it.
fn millionths(amount: &str) -> Option<u64> {
    let (whole, part) = amount.split_once('.').unwrap_or((amount, ""));
    let part = format!("{part:0<6}");
    let number = |digits: &str| if digits.is_empty() { Some(0) } else { digits.parse().ok() };
    Some(number(whole)? * 1_000_000 + number(part.get(..6)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;

    fn found(provider: &str, model: &str) -> Option<Price> {
        let card = catalogue::find(provider).unwrap().card;
        listed(card, model, &card.base_url).map(|listed| listed.price)
    }

    #[test]
    fn every_row_can_be_read_and_names_providers_of_the_catalogue() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        for line in lines {
            let row = row(line).unwrap_or_else(|| panic!("{line}"));
            assert!(row.providers.iter().all(|id| catalogue::find(id).is_ok()), "{line}");
            assert_eq!(line.split('\t').count(), 7, "{line}");
            assert_eq!(row.listed.seen.len(), "2026-04-12".len(), "{line}");
            let price = row.listed.price;
            assert!(row.model == ANY || price.of(&ALL) > 0, "{line}: a price of 0 is no price");
        }
    }

    const ALL: recto_core::port::Usage = recto_core::port::Usage {
        requests: 1,
        input_tokens: 1_000_000,
        output_tokens: 1_000_000,
        characters: 1_000_000,
    };

    #[test]
    fn a_dated_model_costs_what_the_model_costs_and_a_longer_name_is_another() {
        assert_eq!(found("openai", "gpt-5-mini-2025-08-07"), found("openai", "gpt-5-mini"));
        assert_ne!(found("openai", "gpt-5"), found("openai", "gpt-5-mini"));
        assert_eq!(found("openai", "gpt-5-maxi"), None);
        assert_eq!(found("openai", ""), None);
        assert_eq!(found("deepl", "").map(|price| price.characters), Some(25_000_000));
        assert_eq!(found("ollama", "anything"), Some(Price::default()));
    }

    #[test]
    fn at_another_address_the_price_is_not_known() {
        let card = catalogue::find("openai").unwrap().card;
        assert!(listed(card, "gpt-5-mini", "https://api.openai.com/v1/").is_some());
        assert_eq!(listed(card, "gpt-5-mini", "https://proxy.example/v1"), None);
    }

    #[test]
    fn an_amount_has_up_to_six_places() {
        assert_eq!(millionths("0.075"), Some(75_000));
        assert_eq!(millionths("25"), Some(25_000_000));
        assert_eq!(millionths(""), Some(0));
        assert_eq!(millionths("1.x"), None);
    }
}
