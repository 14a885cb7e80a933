//! The settings of digests: what they should look like.

use std::str::FromStr;

use clap::Args;
use recto_core::digest::Order;
use recto_core::port::Style;
use serde::Deserialize;

use crate::settings::at_least_one;

/// What a digest should look like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Args, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(crate) struct Digesting {
    /// How digests are worded and laid out: `brief`, `bullets`, `newsletter` or `wire` [default: brief]
    #[arg(long, value_name = "STYLE", env = "RECTO_STYLE", hide_env = true)]
    pub(crate) style: Option<StyleName>,
    /// Words of each digest, or of the whole roundup, give or take a tenth [default: as many as the
    /// points need; 600 for a roundup]
    #[arg(long, value_name = "N", value_parser = at_least_one, env = "RECTO_WORDS", hide_env = true)]
    pub(crate) words: Option<usize>,
}

/// A style of digests, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct StyleName(pub(crate) Style);

impl FromStr for StyleName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Style::ALL.into_iter().find(|style| style.as_str() == text);
        found.map(Self).ok_or_else(|| {
            let known = Style::ALL.map(Style::as_str).join("`, `");
            format!("`{text}` is no style: write `{known}`")
        })
    }
}

impl TryFrom<String> for StyleName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl Digesting {
    /// Lays these settings over `below`.
    pub(crate) fn or(self, below: Self) -> Self {
        Self { style: self.style.or(below.style), words: self.words.or(below.words) }
    }

    /// Returns the order for digests of so many words.
    pub(crate) fn order(&self, words: Option<usize>) -> Order {
        Order { style: self.style.map(|name| name.0).unwrap_or_default(), words }
    }
}
