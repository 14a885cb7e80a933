//! Keeps count of the pages of a run, says what could not be read, and knows what the exit code is.

use recto_core::finding::{Finding, Severity};

use crate::error::{CommandError, Exit};
use crate::inputs::{Inputs, Unreadable};
use crate::reader::NoPage;
use crate::report::Report;

/// How the pages of a run fared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Pages that were read and whose results are written.
    pub(crate) done: usize,
    /// Pages with no text in them.
    pub(crate) blank: usize,
    /// Inputs that could not be read.
    pub(crate) unreadable: usize,
}

impl Tally {
    /// Begins the count: says what among the inputs cannot be read.
    pub(crate) fn begin(inputs: &Inputs, report: &Report) -> Result<Self, CommandError> {
        if inputs.pages.is_empty() && inputs.unreadable.is_empty() {
            return Err(CommandError::usage("no pages are given")
                .hint("name files, folders or globs, or pass `-` for standard input"));
        }
        let mut tally = Self::default();
        for unreadable in &inputs.unreadable {
            tally.unreadable(unreadable, report);
        }
        Ok(tally)
    }

    /// Counts an input without a page, and says why there is none.
    pub(crate) fn no_page(&mut self, no_page: &NoPage, report: &Report) {
        match no_page {
            NoPage::Blank(blank) => {
                self.blank += 1;
                report.warn(&format!("`{}` is passed over: {}", blank.name, blank.why), &[]);
            }
            NoPage::Unreadable(unreadable) => self.unreadable(unreadable, report),
        }
    }

    fn unreadable(&mut self, unreadable: &Unreadable, report: &Report) {
        self.unreadable += 1;
        let message = format!("cannot read `{}`: {}", unreadable.name, unreadable.why);
        report.failure(&message, unreadable.hint.as_slice());
    }

    /// Counts the pages that were gone through.
    pub(crate) fn count(&self) -> usize {
        self.done + self.blank + self.unreadable
    }

    /// Returns how the run ends as far as reading goes.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self { done: 0, .. } => Exit::Nothing,
            Self { unreadable: 0, .. } => Exit::Done,
            _ => Exit::Failed,
        }
    }
}

/// Says what was noticed on a page: what the user should look at always, the rest where details are wanted.
pub(crate) fn tell(name: &str, findings: &[Finding], report: &Report) {
    for finding in findings {
        let message = format!("{name}: {} ({})", finding.message, finding.rule);
        if finding.severity > Severity::Info && finding.rule == recto_formats::read::RULE_DAMAGE {
            report.warn(&message, finding.hint.as_slice());
        } else {
            report.detail(&message);
        }
    }
}
