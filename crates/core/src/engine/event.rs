//! What the engine tells while it works, and how it is told to stop.

use std::ops::ControlFlow;

use crate::port::Refusal;
use crate::unit::Asker;

/// Listens to the engine. Core has no clock and no signals: whoever watches says when it is time to
/// stop.
///
/// After a `Break` nothing new is asked for; answers under way are awaited and recorded.
pub type Watch<'a> = &'a (dyn Fn(Event) -> ControlFlow<()> + Sync);

/// Something that happened while a document is translated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The memory was looked through: so many segments there are, so many of them need nobody.
    Planned {
        /// All segments of the document.
        segments: usize,
        /// Those that are remembered or hold nothing to translate.
        done: usize,
    },
    /// A batch is about to be sent.
    Asking {
        /// Segments in the batch.
        segments: usize,
    },
    /// Another process is asking for these; its answers are awaited.
    Waiting {
        /// Segments that are awaited.
        segments: usize,
    },
    /// Segments have their translation, recorded.
    Done {
        /// Segments of the document, equal ones counted each.
        segments: usize,
    },
    /// Segments stay without a translation in this run.
    Open {
        /// Segments of the document, equal ones counted each.
        segments: usize,
    },
    /// A translator has declined a batch.
    Refused {
        /// Who declined.
        asker: Asker,
        /// Why.
        refusal: Refusal,
    },
}
