//! What came of a run: the figures of all pages together, what is said about them, and the exit code.

use recto_core::engine::{Note, Outcome, Stop, Tally};
use recto_core::memory::MemoryFault;
use recto_core::port::Refusal;
use recto_core::unit::Asker;

use serde_json::json;

use crate::counted::counted;
use crate::error::Exit;
use crate::remembered;
use crate::report::Report;
use crate::settings::Amount;

/// More kinds of refusals than this are not told one by one.
const MAX_NOTES: usize = 8;

/// What all pages of a run came to.
#[derive(Debug, Default)]
pub(crate) struct Ending {
    /// The figures.
    pub(crate) tally: Tally,
    /// Pages with segments that have no translation.
    pub(crate) partial: usize,
    /// Segments whose translation has a finding at error level.
    pub(crate) faulty: usize,
    notes: Vec<Note>,
    stop: Option<Stop>,
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
            self.note(&note.asker, &note.refusal, note.times);
        }
        if let Some(stop) = &outcome.stopped
            && self.stop.as_ref().is_none_or(|known| weight(stop) > weight(known))
        {
            self.stop = Some(stop.clone());
        }
    }

    fn note(&mut self, asker: &Asker, refusal: &Refusal, times: usize) {
        let known = |note: &&mut Note| note.asker == *asker && note.refusal == *refusal;
        match self.notes.iter_mut().find(known) {
            Some(note) => note.times += times,
            None => {
                self.notes.push(Note { asker: asker.clone(), refusal: refusal.clone(), times });
            }
        }
    }

    /// Says what went wrong, once for the whole run.
    pub(crate) fn tell(&self, report: &Report) {
        let decisive = self.refusal();
        for note in self.notes.iter().filter(|note| Some(&note.refusal) != decisive).take(MAX_NOTES)
        {
            let times =
                if note.times > 1 { format!(" ({} times)", note.times) } else { String::new() };
            report.warn(&format!("{}{times}", note.refusal), &[]);
        }
        if self.notes.len() > MAX_NOTES {
            report.warn(&format!("and {} other refusals", self.notes.len() - MAX_NOTES), &[]);
        }
        if let Some(refusal) = decisive {
            report.failure(&refusal.to_string(), &[hint(refusal).to_owned()]);
        }
        match &self.stop {
            Some(Stop::Memory(fault)) => report.error(&remembered::failed(fault)),
            Some(stop @ (Stop::Requests | Stop::Segments | Stop::Cost)) => {
                report.warn(&stop.to_string(), &[]);
            }
            None | Some(Stop::Watch | Stop::NobodyLeft(_)) => {}
        }
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
        self.stop == Some(Stop::Watch)
    }

    /// Returns the refusal that decides how the run ends: the gravest, where anything is left open.
    fn refusal(&self) -> Option<&Refusal> {
        if self.partial == 0 {
            return None;
        }
        let last = match &self.stop {
            Some(Stop::NobodyLeft(refusal)) => Some(refusal),
            _ => None,
        };
        self.notes
            .iter()
            .map(|note| &note.refusal)
            .chain(last)
            .max_by_key(|refusal| gravity(refusal))
    }

    /// Returns how the run ends as far as asking goes.
    pub(crate) fn exit(&self) -> Exit {
        match &self.stop {
            Some(Stop::Memory(MemoryFault::Busy(_))) => return Exit::Busy,
            Some(Stop::Memory(_)) => return Exit::Unexpected,
            Some(Stop::Requests | Stop::Segments | Stop::Cost | Stop::Watch) => return Exit::Limit,
            Some(Stop::NobodyLeft(_)) | None => {}
        }
        match self.refusal() {
            Some(Refusal::Key(_)) => Exit::Credentials,
            Some(Refusal::Settings(_)) => Exit::Usage,
            Some(Refusal::Quota(_)) => Exit::Limit,
            _ if self.partial > 0 || self.faulty > 0 => Exit::Failed,
            _ => Exit::Done,
        }
    }
}

/// Tells which of two reasons to stop is the one to tell.
fn weight(stop: &Stop) -> u8 {
    match stop {
        Stop::Memory(_) => 3,
        Stop::Requests | Stop::Segments | Stop::Cost => 2,
        Stop::Watch => 1,
        Stop::NobodyLeft(_) => 0,
    }
}

/// Tells how much a refusal says about why something is left open.
fn gravity(refusal: &Refusal) -> u8 {
    match refusal {
        Refusal::Key(_) => 5,
        Refusal::Settings(_) => 4,
        Refusal::Quota(_) => 3,
        Refusal::Unreachable(_) => 2,
        Refusal::Content(_) => 1,
        Refusal::TooLarge(_) | Refusal::Unusable(_) => 0,
    }
}

fn hint(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Key(_) => "`recto providers` shows which variable holds the key",
        Refusal::Quota(_) => "the same command goes on when the account has something left",
        Refusal::Settings(_) => {
            "see `--model` and `--base-url`, or the provider's table in `recto.toml`"
        }
        Refusal::Unreachable(_) => {
            "is the address right, and the server up? the same command goes on"
        }
        Refusal::TooLarge(_) | Refusal::Content(_) | Refusal::Unusable(_) => {
            "somebody else can be asked for the rest: `--fallback NAME`"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ending(stop: Option<Stop>, refusal: Option<Refusal>, partial: usize) -> Ending {
        let mut ending = Ending { stop, partial, ..Ending::default() };
        let asker = Asker { provider: "desk".into(), model: String::new(), prompt: String::new() };
        if let Some(refusal) = refusal {
            ending.note(&asker, &Refusal::Unusable("an empty text".into()), 1);
            ending.note(&asker, &refusal, 1);
        }
        ending
    }

    #[track_caller]
    fn assert_exit(stop: Option<Stop>, refusal: Option<Refusal>, partial: usize, exit: Exit) {
        assert_eq!(ending(stop, refusal, partial).exit(), exit);
    }

    #[test]
    fn the_reason_of_a_stop_is_the_exit_code() {
        assert_exit(None, None, 0, Exit::Done);
        assert_exit(None, None, 1, Exit::Failed);
        assert_exit(Some(Stop::Requests), None, 1, Exit::Limit);
        assert_exit(Some(Stop::Watch), None, 1, Exit::Limit);
        assert_exit(Some(Stop::Memory(MemoryFault::Busy(String::new()))), None, 1, Exit::Busy);
        let nobody = Stop::NobodyLeft(Refusal::Key(String::new()));
        assert_exit(Some(nobody), None, 1, Exit::Credentials);
    }

    #[test]
    fn the_gravest_refusal_is_the_exit_code_where_something_is_left_open() {
        for (refusal, exit) in [
            (Refusal::Key(String::new()), Exit::Credentials),
            (Refusal::Settings(String::new()), Exit::Usage),
            (Refusal::Quota(String::new()), Exit::Limit),
            (Refusal::Unreachable(String::new()), Exit::Failed),
        ] {
            assert_exit(None, Some(refusal.clone()), 1, exit);
            assert_exit(None, Some(refusal), 0, Exit::Done);
        }
    }
}
