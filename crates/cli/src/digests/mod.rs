//! A run of `digest`: pages and editions become stories, stories become digests, in order, and all of
//! them one bulletin.
//!
//! `look` what the user wants them to look like · `paper` from an input to its edition · `desk` who makes
//! them · `ending` what came of it all. Pages are worked on several at a time and handed on in order, so
//! that a roundup of a thousand pages holds no more of them than a dozen.

mod desk;
mod ending;
mod look;
mod paper;

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Instant;

use futures_util::future::join_all;
use recto_core::digest::Digest;
use recto_core::engine::{Digested, Digester, Engine, Event, stories};
use recto_core::finding::Finding;
use recto_core::unit::Languages;
use tokio::runtime::Runtime;

use crate::error::Exit;
use crate::inputs::Input;
use crate::interrupt::Interrupt;
use crate::parallel;
use crate::progress::Progress;
use crate::reader::{NoPage, Reader};
use crate::report::Report;
use crate::tally::{self, Tally};

pub(crate) use desk::Desk;
pub(crate) use ending::Ending;
pub(crate) use look::Digesting;

/// Everything the pages of a run share.
pub(crate) struct Run<'a> {
    /// Reads.
    pub(crate) reader: &'a Reader,
    /// Finds the English that is remembered.
    pub(crate) engine: &'a Engine<'a>,
    /// Makes the digests.
    pub(crate) digester: &'a Digester<'a>,
    /// From which language into which.
    pub(crate) languages: &'a Languages,
    /// The day of the pages, where the user says so.
    pub(crate) published: Option<&'a str>,
    /// Where the user is told what happens.
    pub(crate) report: &'a Arc<Report>,
    /// How far it is.
    pub(crate) progress: &'a Progress,
    /// How many pages are under way at the same time.
    pub(crate) width: usize,
    /// When nothing more is asked for.
    pub(crate) deadline: Option<Instant>,
}

/// The digests of one page.
struct Made {
    digests: Vec<Digested>,
    /// What was noticed on the page.
    findings: Vec<Finding>,
}

/// Digests all pages and hands the digests on, in the order of the pages; says what came of it.
///
/// A run that the user interrupts ends with [`Exit::Interrupted`], and what was handed on is not all.
pub(crate) fn digest(
    run: &Run<'_>,
    pages: &[Input],
    runtime: &Runtime,
    mut tally: Tally,
    mut each: impl FnMut(Digest),
) -> Exit {
    let _entered = runtime.enter();
    let interrupt = Interrupt::listen(Arc::clone(run.report));
    let mut ending = Ending::default();
    parallel::in_order_by(
        run.width,
        pages,
        |input| (input, runtime.block_on(run.page(input, &interrupt))),
        |(input, made)| {
            match made {
                Ok(made) => {
                    tally.done += 1;
                    tally::tell(&input.name, &made.findings, run.report);
                    let shown = run.progress.page(&input.name, made.digests.len(), 0);
                    run.progress.end_page(&shown, &ending::summary(&made.digests));
                    for digested in made.digests {
                        ending.add(&digested, run.report);
                        each(digested.digest);
                    }
                }
                Err(no_page) => {
                    run.progress.skip_page();
                    tally.no_page(&no_page, run.report);
                }
            }
            if interrupt.is_asked() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        },
    );
    if interrupt.is_asked() {
        run.report.warn(
            "interrupted: no digest is written",
            &["what was answered is remembered; the same command goes on".into()],
        );
        return Exit::Interrupted;
    }
    ending.tell(run.report);
    ending.sum_up(tally.done, run.report);
    match ending.exit() {
        Exit::Done => tally.exit(),
        exit => exit,
    }
}

impl Run<'_> {
    /// Digests one page.
    async fn page(&self, input: &Input, interrupt: &Interrupt) -> Result<Made, NoPage> {
        let (edition, findings) = self.edition(input).await?;
        let watch = |event: Event| {
            if let Event::Refused { asker, refusal } = &event {
                self.report.detail(&format!("{}: {asker}: {refusal}", input.name));
            }
            let is_late = self.deadline.is_some_and(|deadline| Instant::now() >= deadline);
            if is_late || interrupt.is_asked() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let stories = stories(&edition, self.published);
        drop(edition);
        let digests = stories.iter().map(|story| self.digester.digest(story, &watch));
        Ok(Made { digests: join_all(digests).await, findings })
    }
}
