//! How far the engine may go.

use std::collections::HashSet;

use crate::check::{Prompt, Switches};
use crate::fingerprint::Fingerprint;
use crate::memory::Accept;
use crate::unit::Languages;

use super::price::Price;

/// What the user allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// From which language into which.
    pub languages: Languages,
    /// Whose remembered answers are good enough.
    pub accept: Accept,
    /// Which findings are not told, and no reason to ask again.
    pub checks: Switches,
    /// What the translators are told in the place of the built-in prompt: no answer may repeat it.
    pub prompt: Option<Prompt>,
    /// How often one segment may be asked for because of what the checks find, the first time included.
    pub asks: u32,
    /// How many useless answers of one translator, one after the other, are borne before it is left alone.
    pub patience: u32,
    /// Requests that may be sent in all.
    pub max_requests: Option<u64>,
    /// Segments that may be asked for in all.
    pub max_segments: Option<u64>,
    /// What may be spent in all, in millionths of the currency; a translator whose price is not known
    /// is not asked then.
    pub max_cost: Option<u64>,
    /// The price of each translator, in their order, where it is known.
    pub prices: Vec<Option<Price>>,
    /// Whether nobody is asked at all: what is remembered is all there is.
    pub is_frozen: bool,
    /// The fingerprints of the keys that were sent away to be answered later: they are left open, since
    /// asking now would pay for them twice.
    pub away: HashSet<Fingerprint>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            languages: Languages::default(),
            accept: Accept::Exact,
            checks: Switches::default(),
            prompt: None,
            asks: 2,
            patience: 10,
            max_requests: None,
            max_segments: None,
            max_cost: None,
            prices: Vec::new(),
            is_frozen: false,
            away: HashSet::new(),
        }
    }
}
