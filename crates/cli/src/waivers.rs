//! Which findings of the checks are not told, as the settings say it: rules that are switched off, and
//! findings that somebody has accepted.

use recto_core::check::{Switches, Waiver};
use recto_core::fingerprint::Fingerprint;
use serde::Deserialize;

use crate::error::CommandError;
use crate::settings::Asking;

/// A finding that somebody has accepted: `[[waiver]]`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WaiverTable {
    /// The rule that makes it.
    pub(crate) rule: String,
    /// The fingerprint of the Chinese it is about.
    pub(crate) source: Fingerprint,
    /// Why it is right as it is.
    pub(crate) reason: String,
}

impl Asking {
    /// Returns which findings are not told.
    pub(crate) fn switches(&self) -> Result<Switches, CommandError> {
        let waivers = self.waiver.iter().map(|WaiverTable { rule, source, reason }| Waiver {
            rule: rule.clone(),
            source: *source,
            reason: reason.clone(),
        });
        Switches::new(self.without.clone(), waivers.collect()).map_err(|wrong| {
            CommandError::usage(wrong.to_string()).hint("docs/editorial.md lists the rules")
        })
    }
}
