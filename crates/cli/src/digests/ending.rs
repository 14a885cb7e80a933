//! What came of a run: the figures of all digests together, what is said about them, and the exit code.

use recto_core::digest::{Digest, Making};
use recto_core::engine::Digested;
use recto_core::port::Usage;
use serde_json::json;

use crate::counted::counted;
use crate::error::Exit;
use crate::grounds::Grounds;
use crate::report::Report;

/// What all digests of a run came to.
#[derive(Debug, Default)]
pub(crate) struct Ending {
    stories: usize,
    /// Those that a summarizer wrote.
    written: usize,
    /// Those whose sentences were remembered.
    remembered: usize,
    /// Those that a summarizer should have written, and did not.
    missing: usize,
    /// Those that something is wrong with.
    faulty: usize,
    /// Sentences that could not be proven.
    replaced: usize,
    usage: Usage,
    grounds: Grounds,
}

impl Ending {
    /// Adds a digest, and says what is wrong with it.
    pub(crate) fn add(&mut self, digested: &Digested, report: &Report) {
        let digest = &digested.digest;
        self.stories += 1;
        self.written += usize::from(digest.asker.is_some());
        self.remembered += usize::from(digested.remembered);
        self.missing += usize::from(!digested.refusals.is_empty() || digested.stopped.is_some());
        self.faulty += usize::from(digest.is_faulty());
        self.replaced += digest.count_replaced();
        self.usage += digested.usage;
        for refusal in &digested.refusals {
            if let Some(asker) = &digested.asked {
                self.grounds.note(asker, refusal, 1);
            }
        }
        if let Some(stop) = &digested.stopped {
            self.grounds.stop(stop);
        }
        for message in faults(digest) {
            let place = format!("{}, article {}", digest.source, digest.article);
            report.detail(&format!("{place}: {message}"));
        }
    }

    /// Says what went wrong, once for the whole run.
    pub(crate) fn tell(&self, report: &Report) {
        self.grounds.tell(self.missing > 0, report);
        if self.grounds.is_called_off() {
            report.warn("the deadline is reached", &[]);
        }
        if self.replaced > 0 {
            let message = format!("{} replaced: not proven", counted(self.replaced, "sentence"));
            report.warn(
                &message,
                &["`-v` shows the reasons; the digest marks what replaces them".into()],
            );
        }
        if self.missing > 0 {
            let missing = counted(self.missing, "article");
            let message =
                format!("{missing} not written about: the digest is made of the text itself");
            report.warn(&message, &["the same command goes on with them".into()]);
        }
    }

    /// Says in one line what the whole run came to.
    pub(crate) fn sum_up(&self, pages: usize, report: &Report) {
        let parts = [
            Some(counted(pages, "page")),
            Some(counted(self.stories, "article")),
            (self.written > 0).then(|| format!("{} written", self.written)),
            (self.remembered > 0).then(|| format!("{} remembered", self.remembered)),
            (self.usage.requests > 0).then(|| counted(self.usage.requests, "request")),
            (self.usage.input_tokens > 0)
                .then(|| format!("{} tokens read", self.usage.input_tokens)),
            (self.usage.output_tokens > 0)
                .then(|| format!("{} tokens written", self.usage.output_tokens)),
            (self.usage.characters > 0)
                .then(|| format!("{} characters billed", self.usage.characters)),
        ];
        let line = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        report.note(&line);
        report.event(
            "summary",
            &[
                ("pages", json!(pages)),
                ("articles", json!(self.stories)),
                ("written", json!(self.written)),
                ("remembered", json!(self.remembered)),
                ("missing", json!(self.missing)),
                ("replaced", json!(self.replaced)),
                ("requests", json!(self.usage.requests)),
                ("input_tokens", json!(self.usage.input_tokens)),
                ("output_tokens", json!(self.usage.output_tokens)),
                ("characters", json!(self.usage.characters)),
            ],
        );
    }

    /// Returns how the run ends as far as the digests go.
    pub(crate) fn exit(&self) -> Exit {
        match self.grounds.exit(self.missing > 0) {
            Exit::Done if self.faulty > 0 => Exit::Failed,
            exit => exit,
        }
    }
}

/// Returns in a few words what became of the articles of a page.
pub(super) fn summary(digests: &[Digested]) -> String {
    let count = |is: &dyn Fn(&Digested) -> bool| digests.iter().filter(|one| is(one)).count();
    let mut parts = vec![counted(digests.len(), "article")];
    let mut part = |count: usize, what: &str| {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    };
    part(count(&|one| one.digest.asker.is_some() && !one.remembered), "written");
    part(count(&|one| one.remembered), "remembered");
    part(count(&|one| !is_translated(&one.digest)), "without a translation");
    let replaced: usize = digests.iter().map(|one| one.digest.count_replaced()).sum();
    if replaced > 0 {
        parts.push(format!("{} replaced", counted(replaced, "sentence")));
    }
    parts.join(", ")
}

fn is_translated(digest: &Digest) -> bool {
    digest.sentences().any(|point| matches!(point.making, Making::Written | Making::Extracted))
}

/// Returns what was found in sentences that were replaced, and on the digest as a whole.
fn faults(digest: &Digest) -> impl Iterator<Item = &str> {
    let sentences = digest.sentences().flat_map(|point| &point.instead_of);
    let said = digest.quotations.iter().flat_map(|quotation| &quotation.instead_of);
    sentences
        .chain(said)
        .chain(&digest.findings)
        .filter(|finding| finding.severity.is_error())
        .map(|finding| finding.message.as_str())
}
