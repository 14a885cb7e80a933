//! Why a run did not do all that was asked: what was declined, what ended it, and the exit code.

use recto_core::engine::{Note, Stop};
use recto_core::memory::MemoryFault;
use recto_core::port::Refusal;
use recto_core::unit::Asker;

use crate::error::{self, Exit};
use crate::remembered;
use crate::report::Report;

/// More kinds of refusals than this are not told one by one.
const MAX_NOTES: usize = 8;

/// What stood in the way of a run.
#[derive(Debug, Default)]
pub(crate) struct Grounds {
    notes: Vec<Note>,
    stop: Option<Stop>,
}

impl Grounds {
    /// Adds something that was declined or answered wrongly.
    pub(crate) fn note(&mut self, asker: &Asker, refusal: &Refusal, times: usize) {
        let known = |note: &&mut Note| note.asker == *asker && note.refusal == *refusal;
        match self.notes.iter_mut().find(known) {
            Some(note) => note.times += times,
            None => {
                self.notes.push(Note { asker: asker.clone(), refusal: refusal.clone(), times });
            }
        }
    }

    /// Adds a reason to stop; the gravest one counts.
    pub(crate) fn stop(&mut self, stop: &Stop) {
        if self.stop.as_ref().is_none_or(|known| weight(stop) > weight(known)) {
            self.stop = Some(stop.clone());
        }
    }

    /// Says what went wrong, once for the whole run; `is_partial` where anything is left undone by it.
    pub(crate) fn tell(&self, is_partial: bool, report: &Report) {
        let decisive = self.refusal().filter(|_| is_partial);
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
            report.failure(&refusal.to_string(), &[error::way_out(refusal).to_owned()]);
        }
        match &self.stop {
            Some(Stop::Memory(fault)) => report.error(&remembered::failed(fault)),
            Some(stop @ (Stop::Requests | Stop::Segments | Stop::Cost)) => {
                report.warn(&stop.to_string(), &[]);
            }
            None | Some(Stop::Watch | Stop::NobodyLeft(_)) => {}
        }
    }

    /// Tells whether the one who watches has ended the run: the deadline, or the user.
    pub(crate) fn is_called_off(&self) -> bool {
        self.stop == Some(Stop::Watch)
    }

    /// Returns how the run ends as far as asking goes; `is_partial` where anything is left undone.
    pub(crate) fn exit(&self, is_partial: bool) -> Exit {
        match &self.stop {
            Some(Stop::Memory(MemoryFault::Busy(_))) => return Exit::Busy,
            Some(Stop::Memory(_)) => return Exit::Unexpected,
            Some(Stop::Requests | Stop::Segments | Stop::Cost | Stop::Watch) => return Exit::Limit,
            Some(Stop::NobodyLeft(_)) | None => {}
        }
        match self.refusal().filter(|_| is_partial) {
            Some(refusal) if Exit::of(refusal) != Exit::Failed => Exit::of(refusal),
            _ if is_partial => Exit::Failed,
            _ => Exit::Done,
        }
    }

    /// Returns the gravest refusal: it decides how a run ends that left anything undone.
    fn refusal(&self) -> Option<&Refusal> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn grounds(stop: Option<Stop>, refusal: Option<Refusal>) -> Grounds {
        let mut grounds = Grounds { stop, ..Grounds::default() };
        let asker = Asker { provider: "desk".into(), model: String::new(), prompt: String::new() };
        if let Some(refusal) = refusal {
            grounds.note(&asker, &Refusal::Unusable("an empty text".into()), 1);
            grounds.note(&asker, &refusal, 1);
        }
        grounds
    }

    #[track_caller]
    fn assert_exit(stop: Option<Stop>, refusal: Option<Refusal>, is_partial: bool, exit: Exit) {
        assert_eq!(grounds(stop, refusal).exit(is_partial), exit);
    }

    #[test]
    fn the_reason_of_a_stop_is_the_exit_code() {
        assert_exit(None, None, false, Exit::Done);
        assert_exit(None, None, true, Exit::Failed);
        assert_exit(Some(Stop::Requests), None, true, Exit::Limit);
        assert_exit(Some(Stop::Watch), None, true, Exit::Limit);
        assert_exit(Some(Stop::Memory(MemoryFault::Busy(String::new()))), None, true, Exit::Busy);
        let nobody = Stop::NobodyLeft(Refusal::Key(String::new()));
        assert_exit(Some(nobody), None, true, Exit::Credentials);
    }

    #[test]
    fn the_gravest_refusal_is_the_exit_code_where_something_is_left_open() {
        for (refusal, exit) in [
            (Refusal::Key(String::new()), Exit::Credentials),
            (Refusal::Settings(String::new()), Exit::Usage),
            (Refusal::Quota(String::new()), Exit::Limit),
            (Refusal::Unreachable(String::new()), Exit::Failed),
        ] {
            assert_exit(None, Some(refusal.clone()), true, exit);
            assert_exit(None, Some(refusal), false, Exit::Done);
        }
    }
}
