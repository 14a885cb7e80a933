//! What came of a run: the figures of all pages together, what is said about them, and the exit code.

use recto_core::engine::{Outcome, Tally};
use serde_json::json;

use crate::counted::counted;
use crate::error::Exit;
use crate::grounds::Grounds;
use crate::report::Report;
use crate::settings::Amount;

/// What all pages of a run came to.
#[derive(Debug, Default)]
pub(crate) struct Ending {
    /// The figures.
    pub(crate) tally: Tally,
    /// Pages with segments that have no translation.
    pub(crate) partial: usize,
    /// Segments whose translation has a finding at error level.
    pub(crate) faulty: usize,
    grounds: Grounds,
}

impl Ending {
    /// Adds what a page came to.
    pub(crate) fn add(&mut self, outcome: &Outcome) {
        self.tally += outcome.tally;
        self.partial += usize::from(outcome.tally.open > 0);
        let is_faulty = |unit: &&recto_core::unit::Unit| {
            unit.findings.iter().any(|finding| finding.severity.is_error())
        };
        self.faulty += outcome.units.iter().filter(is_faulty).count();
        for note in &outcome.notes {
            self.grounds.note(&note.asker, &note.refusal, note.times);
        }
        if let Some(stop) = &outcome.stopped {
            self.grounds.stop(stop);
        }
    }

    /// Says what went wrong, once for the whole run.
    pub(crate) fn tell(&self, report: &Report) {
        self.grounds.tell(self.partial > 0, report);
        if self.faulty > 0 {
            let message =
                format!("findings at error level in {}", counted(self.faulty, "translation"));
            report.warn(&message, &["`-v` shows them; each edition lists its own".into()]);
        }
        if self.partial > 0 {
            let message = format!("no translation yet for {}", counted(self.tally.open, "segment"));
            report.warn(&message, &["the same command goes on with them".into()]);
        }
    }

    /// Says in one line what the whole run came to.
    pub(crate) fn sum_up(&self, pages: usize, report: &Report) {
        let Tally { segments, remembered, open, usage, .. } = self.tally;
        let parts = [
            Some(counted(pages, "page")),
            Some(counted(segments, "segment")),
            (remembered > 0).then(|| format!("{remembered} remembered")),
            (usage.requests > 0).then(|| counted(usage.requests, "request")),
            (usage.input_tokens > 0).then(|| format!("{} tokens read", usage.input_tokens)),
            (usage.output_tokens > 0).then(|| format!("{} tokens written", usage.output_tokens)),
            (usage.characters > 0).then(|| format!("{} characters billed", usage.characters)),
            (open > 0).then(|| format!("{open} without a translation")),
        ];
        let mut line = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let cost = Amount(self.tally.cost);
        match (self.tally.cost, self.tally.unpriced) {
            (0, _) => {}
            (_, 0) => line += &format!(", cost {cost}"),
            (_, unpriced) => {
                line +=
                    &format!(", cost {cost} and {} without a price", counted(unpriced, "request"));
            }
        }
        report.note(&line);
        report.event(
            "summary",
            &[
                ("pages", json!(pages)),
                ("segments", json!(segments)),
                ("remembered", json!(remembered)),
                ("answered", json!(self.tally.answered)),
                ("open", json!(open)),
                ("faulty", json!(self.faulty)),
                ("cost", json!((self.tally.unpriced == 0).then(|| cost.to_string()))),
                ("requests", json!(usage.requests)),
                ("input_tokens", json!(usage.input_tokens)),
                ("output_tokens", json!(usage.output_tokens)),
                ("characters", json!(usage.characters)),
            ],
        );
    }

    /// Tells whether the one who watches has ended the run: the deadline, or the user.
    pub(crate) fn is_called_off(&self) -> bool {
        self.grounds.is_called_off()
    }

    /// Returns how the run ends as far as asking goes.
    pub(crate) fn exit(&self) -> Exit {
        match self.grounds.exit(self.partial > 0) {
            Exit::Done if self.faulty > 0 => Exit::Failed,
            exit => exit,
        }
    }
}
