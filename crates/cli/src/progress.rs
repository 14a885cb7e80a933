//! Shows how far a run is: bars on a terminal, a line for each page otherwise, or JSON. Nobody else
//! knows `indicatif`.

use std::env;
use std::io::{self, IsTerminal as _};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use serde_json::json;

use crate::plain;
use crate::report::{Report, Screen};
use crate::settings::ProgressMode;

/// More bars for single pages than this are not drawn.
const MAX_BARS: usize = 8;
/// So many lines are shown at once, and so many a second from then on: ten thousand pages do not fill a log.
const LINES: f64 = 10.0;

/// How far the pages of a run are.
pub(crate) struct Progress {
    report: Arc<Report>,
    shape: Shape,
    pages: usize,
    ended: AtomicUsize,
}

enum Shape {
    Silent,
    Lines(Option<Mutex<Bucket>>),
    Bars(Arc<Bars>),
}

/// How many lines may be shown now.
struct Bucket {
    lines: f64,
    filled: Instant,
}

struct Bars {
    all: MultiProgress,
    overall: ProgressBar,
    shown: AtomicUsize,
}

/// How far one page is.
pub(crate) struct PageProgress {
    name: String,
    bar: Option<(ProgressBar, Arc<Bars>)>,
}

impl Progress {
    /// Begins to show the progress of a run over so many pages.
    pub(crate) fn begin(mode: ProgressMode, pages: usize, report: &Arc<Report>) -> Self {
        let shape = Shape::of(mode, pages, report);
        if let Shape::Bars(bars) = &shape {
            report.share(Some(Arc::clone(bars) as Arc<dyn Screen>));
        }
        Self { report: Arc::clone(report), shape, pages, ended: AtomicUsize::new(0) }
    }

    /// Begins a page with so many segments, of which some need nobody.
    pub(crate) fn page(&self, name: &str, segments: usize, done: usize) -> PageProgress {
        let bar = match &self.shape {
            Shape::Bars(bars) if done < segments => bars.add(name, segments, done),
            _ => None,
        };
        self.report.event(
            "page",
            &[("source", json!(name)), ("segments", json!(segments)), ("done", json!(done))],
        );
        PageProgress { name: name.to_owned(), bar }
    }

    /// Ends a page; `summary` says what became of it.
    pub(crate) fn end_page(&self, page: &PageProgress, summary: &str) {
        let ended = self.ended.fetch_add(1, Ordering::Relaxed) + 1;
        match &self.shape {
            Shape::Lines(_) if self.may_say(ended) => {
                self.report.note(&format!("[{ended}/{}] {}: {summary}", self.pages, page.name));
            }
            Shape::Bars(bars) => bars.overall.inc(1),
            _ => {}
        }
        let fields = [("source", json!(page.name)), ("summary", json!(summary))];
        self.report.event("page-end", &fields);
    }

    /// Counts an input that has no page.
    pub(crate) fn skip_page(&self) {
        self.ended.fetch_add(1, Ordering::Relaxed);
        if let Shape::Bars(bars) = &self.shape {
            bars.overall.inc(1);
        }
    }

    /// Tells whether one more line may be shown; the last page is always told.
    fn may_say(&self, ended: usize) -> bool {
        match &self.shape {
            Shape::Lines(None) => true,
            Shape::Lines(Some(bucket)) => {
                let mut bucket = bucket.lock().unwrap_or_else(PoisonError::into_inner);
                bucket.take() || ended == self.pages
            }
            _ => false,
        }
    }
}

impl Bucket {
    fn full() -> Mutex<Self> {
        Mutex::new(Self { lines: LINES, filled: Instant::now() })
    }

    fn take(&mut self) -> bool {
        let now = Instant::now();
        let gained = now.duration_since(self.filled).as_secs_f64() * LINES;
        *self = Self { lines: (self.lines + gained).min(LINES), filled: now };
        let has_one = self.lines >= 1.0;
        if has_one {
            self.lines -= 1.0;
        }
        has_one
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Shape::Bars(bars) = &self.shape {
            self.report.share(None);
            bars.overall.finish_and_clear();
            // A terminal that cannot be cleared is left as it is.
            let _ = bars.all.clear();
        }
    }
}

impl PageProgress {
    /// Notes that so many segments more have their translation, or stay without.
    pub(crate) fn advance(&self, segments: usize) {
        if let Some((bar, _)) = &self.bar {
            bar.inc(segments as u64);
        }
    }
}

impl Drop for PageProgress {
    fn drop(&mut self) {
        if let Some((bar, bars)) = &self.bar {
            bar.finish_and_clear();
            bars.all.remove(bar);
            bars.shown.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

impl Shape {
    fn of(mode: ProgressMode, pages: usize, report: &Report) -> Self {
        if !report.is_talking() || matches!(mode, ProgressMode::Never | ProgressMode::Json) {
            return Self::Silent;
        }
        let is_always = mode == ProgressMode::Always;
        if io::stderr().is_terminal() && (is_always || !is_plain_place()) {
            return Self::Bars(Arc::new(Bars::new(pages)));
        }
        Self::Lines((!is_always).then(Bucket::full))
    }
}

/// Tells whether bars would only spoil a log or a simple terminal.
fn is_plain_place() -> bool {
    env::var_os("CI").is_some() || env::var_os("TERM").is_some_and(|term| term == "dumb")
}

impl Bars {
    fn new(pages: usize) -> Self {
        let all = MultiProgress::new();
        let overall = all.add(ProgressBar::new(pages as u64));
        overall.set_style(style("{bar:30} {pos}/{len} pages, {elapsed}"));
        overall.enable_steady_tick(Duration::from_millis(500));
        Self { all, overall, shown: AtomicUsize::new(0) }
    }

    fn add(
        self: &Arc<Self>,
        name: &str,
        segments: usize,
        done: usize,
    ) -> Option<(ProgressBar, Arc<Self>)> {
        if self.shown.fetch_add(1, Ordering::Relaxed) >= MAX_BARS {
            self.shown.fetch_sub(1, Ordering::Relaxed);
            return None;
        }
        let bar = self.all.insert_before(&self.overall, ProgressBar::new(segments as u64));
        bar.set_style(style("{bar:30} {pos}/{len} {msg}"));
        bar.set_position(done as u64);
        bar.set_message(plain::line(name).into_owned());
        Some((bar, Arc::clone(self)))
    }
}

impl Screen for Bars {
    fn aside(&self, write: &mut dyn FnMut()) {
        self.all.suspend(write);
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_of_lines_is_shown_and_then_no_more() {
        let bucket = Bucket::full();
        let mut bucket = bucket.into_inner().expect("nobody panics");
        let shown = (0..1000).filter(|_| bucket.take()).count();
        assert!((10..20).contains(&shown), "{shown} lines");
    }
}
