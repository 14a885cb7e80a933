//! Who makes the digests of a run: a summarizer where one is named, the memory, and the offline engine
//! for the English that nobody has paid for.

use std::sync::Arc;

use recto_core::digest::Order;
use recto_core::engine::Digester;

use crate::askers::{self, Purpose, Writer};
use crate::error::CommandError;
use crate::job::Job;
use crate::parallel;
use crate::remembered;
use crate::report::Report;
use crate::settings::{Accepted, Asking, Layer};

/// Pages that wait for a summarizer at the same time are never more.
const MOST_PAGES: usize = 64;

/// What the digests of a run are made with.
pub(crate) struct Desk {
    /// The memory, the glossary, and who reads what is remembered.
    pub(crate) job: Job,
    writer: Option<Writer>,
}

impl Desk {
    /// Makes everything ready; nothing is sent and nothing written.
    ///
    /// The English of a page is what is remembered, whoever made it, and else what the offline engine
    /// makes of it: no translation is asked for.
    pub(crate) fn open(
        settings: &Layer,
        purpose: Purpose,
        report: &Report,
    ) -> Result<Self, CommandError> {
        let writer = askers::writer(settings, purpose)?;
        let asking = &settings.asking;
        // What a summarizer writes is paid for: the memory must not be passed over then.
        let memory = match &writer {
            Some(_) if asking.no_memory != Some(true) => Some(remembered::path(asking)?),
            _ => asking.memory.clone(),
        };
        let reading = Layer {
            asking: Asking {
                provider: None,
                model: None,
                fallback: Vec::new(),
                accept: Some(asking.accept.unwrap_or(Accepted::Anyone)),
                memory,
                ..asking.clone()
            },
            ..settings.clone()
        };
        Ok(Self { job: Job::open(&reading, purpose, report)?, writer })
    }

    /// Makes whoever writes the digests.
    pub(crate) fn digester(&self, order: Order) -> Digester<'_> {
        let writer = self.writer.as_ref();
        let price = writer.and_then(|writer| writer.cost.price);
        self.job.digester(writer.map(|writer| writer.summarizer.as_ref()), price, order)
    }

    /// Returns how many pages have to be under way to keep the summarizer or all cores busy.
    pub(crate) fn width(&self) -> usize {
        let cores = parallel::cores();
        match &self.writer {
            Some(writer) => writer.summarizer.limits().parallel.clamp(cores, MOST_PAGES.max(cores)),
            None => cores,
        }
    }

    /// Says at the end which keys were refused, and what the memory noticed about its file.
    pub(crate) fn close(&self, report: &Report) {
        if let Some(writer) = &self.writer {
            writer.refused.tell(report);
        }
        self.job.close(report);
    }

    /// Says who is asked, and where text goes.
    pub(crate) fn tell(&self, report: &Arc<Report>) {
        match &self.writer {
            Some(writer) => report.note(&format!("asking {}", writer.shown)),
            None => report.note("asking nobody: digests are made of the articles themselves"),
        }
    }
}
