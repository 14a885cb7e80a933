//! What a repair or a check has to say: one type for all of them.

use serde::{Deserialize, Serialize};

use crate::text::span::Span;

/// How much a finding matters: one scale for the whole product.
///
/// The words and their order are those of MQM (themqm.org), so that an editor's own sheet can take
/// Recto's report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing has to be done.
    Info,
    /// A blemish that does not change what is said.
    Minor,
    /// A reader is told something else than the source says, or something is missing.
    Major,
    /// A figure, a name or a statement is wrong; the text must not be published so.
    Critical,
}

impl Severity {
    /// Returns the word for this severity, as it stands in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Minor => "minor",
            Self::Major => "major",
            Self::Critical => "critical",
        }
    }

    /// Tells whether a finding of this severity counts as an error (exit code 3).
    pub fn is_error(self) -> bool {
        self >= Self::Major
    }
}

/// One observation about a source text, or about a source and its translation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule that made it, by the name under which it can be switched off.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// Where in the source: of the page for page findings, of the segment for checks.
    pub spans: Vec<Span>,
    /// Where in the translation; empty for findings on the source alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub target_spans: Vec<Span>,
    /// What was seen, in a sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// What should stand there instead, where the rule knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
}

impl Finding {
    /// Makes a finding on the source at `spans`.
    pub fn on_source(
        rule: &str,
        severity: Severity,
        spans: Vec<Span>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule: rule.into(),
            severity,
            spans,
            target_spans: Vec::new(),
            message: message.into(),
            hint: None,
            suggestion: None,
        }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hinted(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
