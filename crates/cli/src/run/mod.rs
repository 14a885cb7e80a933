//! A run of `translate`: pages go through reader, engine and writer, several at a time on all cores,
//! and never more of them in memory than keep the translators busy.
//!
//! `page` takes one page through, `plan` counts without asking, `ending` says what came of it all.

mod ending;
mod page;
mod plan;

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use futures_util::future::FutureExt as _;
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use recto_core::engine::{Engine, Event};
use recto_core::unit::Languages;
use recto_formats::write::Format;
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;

use crate::error::{CommandError, Exit};
use crate::interrupt::Interrupt;
use crate::output::{PagePlace, Places};
use crate::parallel::cores;
use crate::progress::Progress;
use crate::reader::Reader;
use crate::report::Report;
use crate::tally::Tally;

pub(crate) use ending::Ending;
pub(crate) use plan::{Priced, plan};

/// Pages under way hold no more source text than this, in units of [`UNIT`].
const TEXT_UNITS: u32 = 512;
/// The unit in which the text of pages is counted.
const UNIT: u64 = 64 << 10;

/// Everything the pages of a run share.
pub(crate) struct Run<'a> {
    /// Translates.
    pub(crate) engine: &'a Engine<'a>,
    /// Reads.
    pub(crate) reader: &'a Reader,
    /// Knows where results go.
    pub(crate) places: &'a Places<'a>,
    /// The formats of the results.
    pub(crate) formats: &'a [Format],
    /// From which language into which.
    pub(crate) languages: &'a Languages,
    /// Where the user is told what happens.
    pub(crate) report: &'a Arc<Report>,
    /// How far it is.
    pub(crate) progress: &'a Progress,
    /// How many pages are under way at the same time, for each core.
    pub(crate) width: usize,
    /// Whether each segment without a translation is named.
    pub(crate) names_open: bool,
    /// When nothing more is asked for.
    pub(crate) deadline: Option<Instant>,
}

/// What the pages of a run have come to so far.
#[derive(Debug)]
struct Books {
    tally: Tally,
    ending: Ending,
    /// What ended the run early: a result that could not be written.
    failed: Option<CommandError>,
}

/// What is shared by the threads of a run.
struct Floor<'a> {
    run: &'a Run<'a>,
    interrupt: Interrupt,
    next: AtomicUsize,
    text: Semaphore,
    books: Mutex<Books>,
}

/// Makes the runtime that drives requests and timers.
pub(crate) fn runtime() -> Result<Runtime, CommandError> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(cores().min(4))
        .enable_all()
        .build()
        .map_err(|error| CommandError::new(Exit::Unexpected, format!("no runtime: {error}")))
}

/// Takes all pages through; says what came of it.
pub(crate) fn translate(
    run: &Run<'_>,
    runtime: &Runtime,
    tally: Tally,
) -> Result<Exit, CommandError> {
    let _entered = runtime.enter();
    let books = Books { tally, ending: Ending::default(), failed: None };
    let floor = Floor {
        run,
        interrupt: Interrupt::listen(Arc::clone(run.report)),
        next: AtomicUsize::new(0),
        text: Semaphore::new(TEXT_UNITS as usize),
        books: Mutex::new(books),
    };
    thread::scope(|scope| {
        for _ in 0..cores().min(run.places.pages.len()) {
            scope.spawn(|| runtime.block_on(floor.lane()));
        }
    });
    let is_interrupted = floor.interrupt.is_asked();
    let books = floor.books.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(error) = books.failed {
        return Err(error);
    }
    if books.ending.is_called_off() && !is_interrupted {
        run.report.warn("the deadline is reached", &[]);
    }
    books.ending.tell(run.report);
    books.ending.sum_up(books.tally.done, run.report);
    let is_cut = books.ending.partial > 0 || books.tally.count() < run.places.pages.len();
    Ok(match books.ending.exit() {
        _ if is_interrupted && is_cut => Exit::Interrupted,
        Exit::Done => books.tally.exit(),
        exit => exit,
    })
}

impl Floor<'_> {
    /// Takes pages from the pile until there is none, so many at a time.
    async fn lane(&self) {
        let mut going = FuturesUnordered::new();
        loop {
            while going.len() < self.run.width
                && let Some(place) = self.next_page()
            {
                going.push(self.page(place));
                // The first pages are asked for while the others are still being read.
                let _ = going.next().now_or_never();
            }
            if going.next().await.is_none() {
                return;
            }
        }
    }

    /// Returns the next page; none where the run has to end.
    fn next_page(&self) -> Option<&PagePlace<'_>> {
        if self.interrupt.is_asked() || self.books().failed.is_some() {
            return None;
        }
        self.run.places.pages.get(self.next.fetch_add(1, Ordering::Relaxed))
    }

    /// Tells the engine whether it may go on.
    fn flow(&self) -> ControlFlow<()> {
        let is_late = self.run.deadline.is_some_and(|deadline| Instant::now() >= deadline);
        if is_late || self.interrupt.is_asked() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    fn books(&self) -> std::sync::MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says what only the curious want to know of an event.
    fn detail(&self, name: &str, event: &Event) {
        match event {
            Event::Refused { asker, refusal } => {
                self.run.report.detail(&format!("{name}: {asker}: {refusal}"));
            }
            Event::Waiting { segments } => {
                let message =
                    format!("{name}: {segments} segments are being asked for by another process");
                self.run.report.detail(&message);
            }
            _ => {}
        }
    }
}
