//! One page on its way: read, translated, put together, written.

use std::sync::{Mutex, PoisonError};

use recto_core::edition::Edition;
use recto_core::engine::{Event, Outcome, Tally};
use recto_core::page::Page;
use recto_core::segment::Segment;
use recto_core::unit::{Method, Unit};
use recto_formats::write;

use super::{Floor, TEXT_UNITS, UNIT};
use crate::counted::counted;
use crate::error::CommandError;
use crate::inputs;
use crate::output::PagePlace;
use crate::plain;
use crate::progress::PageProgress;
use crate::tally;

impl Floor<'_> {
    /// Takes one page through. What is wrong with it is said and counted, and stops no other page.
    pub(super) async fn page(&self, place: &PagePlace<'_>) {
        let units = inputs::size(place.input).div_ceil(UNIT).clamp(1, u64::from(TEXT_UNITS));
        let room = self.text.acquire_many(u32::try_from(units).unwrap_or(TEXT_UNITS)).await;
        match self.run.reader.read(place.input) {
            Ok(page) => self.read_page(place, page).await,
            Err(no_page) => {
                self.run.engine.pass_over();
                self.run.engine.pass_over();
                self.run.progress.skip_page();
                self.books().tally.no_page(&no_page, self.run.report);
            }
        }
        drop(room);
    }

    async fn read_page(&self, place: &PagePlace<'_>, page: Page) {
        let name = &place.input.name;
        let shown: Mutex<Option<PageProgress>> = Mutex::new(None);
        let watch = |event: Event| {
            let mut shown = shown.lock().unwrap_or_else(PoisonError::into_inner);
            match (&event, shown.as_ref()) {
                (Event::Planned { segments, done }, _) => {
                    *shown = Some(self.run.progress.page(name, *segments, *done));
                }
                (Event::Done { segments } | Event::Open { segments }, Some(page)) => {
                    page.advance(*segments);
                }
                _ => self.detail(name, &event),
            }
            self.flow()
        };
        let outcome = self.run.engine.translate(&page.document, &watch).await;
        let written = self.put_down(place, page, outcome);
        let shown = shown.into_inner().unwrap_or_else(PoisonError::into_inner);
        match (written, shown) {
            (Ok(summary), Some(page)) => self.run.progress.end_page(&page, &summary),
            (Ok(_), None) => self.run.progress.skip_page(),
            (Err(error), _) => {
                self.books().failed.get_or_insert(error);
            }
        }
    }

    /// Writes the edition in every format; returns what there is to say about it.
    fn put_down(
        &self,
        place: &PagePlace<'_>,
        page: Page,
        outcome: Outcome,
    ) -> Result<String, CommandError> {
        let run = self.run;
        let name = &place.input.name;
        self.books().ending.add(&outcome);
        tally::tell(name, &page.findings, run.report);
        let tally = outcome.tally;
        self.tell_open(name, &outcome.units);
        if tally.open > 0 && tally.open + tally.copied == tally.segments {
            // An edition without any English helps nobody, and may replace one that has some.
            return Ok(format!(
                "{}, none translated: nothing is written",
                counted(tally.segments, "segment")
            ));
        }
        let edition = Edition::assemble(name.clone(), run.languages.clone(), page, outcome.units);
        self.tell_findings(&edition);
        let mut written = Vec::new();
        for format in run.formats {
            let bytes = write::edition(&edition, *format);
            let path = run.places.write(place, format.extension(), &bytes, run.report)?;
            written.extend(path.map(|path| plain::name(path.as_os_str())));
        }
        self.books().tally.done += 1;
        let mut summary = summary(&edition, &tally);
        if !written.is_empty() {
            summary += &format!(" → {}", written.join(", "));
        }
        Ok(summary)
    }

    /// Names the segments without a translation, where that is asked for.
    fn tell_open(&self, name: &str, units: &[Unit]) {
        let open = units.iter().filter(|unit| self.run.names_open && unit.is_open());
        for (number, unit) in open.enumerate() {
            let Segment { id, text, .. } = &unit.segment;
            let message = format!("{name}: {id} is not remembered: {}", plain::cut(text));
            let hint = format!("`recto memory why {id} {name}` says which part of the key missed");
            let hints = if number == 0 { vec![hint] } else { Vec::new() };
            self.run.report.warn(&message, &hints);
        }
    }

    fn tell_findings(&self, edition: &Edition) {
        if !self.run.report.is_detailed() {
            return;
        }
        for unit in edition.units() {
            for finding in &unit.findings {
                let (severity, message) = (finding.severity.as_str(), &finding.message);
                let place = format!("{}: {}", edition.source, unit.segment.id);
                self.run
                    .report
                    .detail(&format!("{place}: {severity}: {message} ({})", finding.rule));
            }
        }
    }
}

/// Returns in a few words what became of the segments of a page.
fn summary(edition: &Edition, tally: &Tally) -> String {
    let is_made =
        |unit: &&Unit, wanted| unit.target.as_ref().is_some_and(|target| target.method == wanted);
    let count = |wanted| edition.units().filter(|unit| is_made(unit, wanted)).count();
    let (remembered, requests, open) = (tally.remembered, tally.usage.requests, tally.open);
    let (drafts, glosses) = (count(Method::Draft), count(Method::Gloss));
    let parts = [
        Some(counted(tally.segments, "segment")),
        (remembered > 0).then(|| format!("{remembered} remembered")),
        (drafts > 0).then(|| format!("{drafts} drafted offline")),
        (glosses > 0).then(|| format!("{glosses} glossed offline")),
        (requests > 0).then(|| counted(requests, "request")),
        (open > 0).then(|| format!("{open} without a translation")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
