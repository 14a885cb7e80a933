//! What was left out and repaired, at the end of the page.

use recto_core::document::Block;
use recto_core::page::{Dropped, Reason, Repair};
use serde::Serialize;

use crate::write::account;
use crate::write::places::Places;
use crate::write::shown::shown;

/// How much of a text that was left out is quoted.
const QUOTED: usize = 42;

/// A text that was left out.
#[derive(Debug, Serialize)]
pub(super) struct DroppedView {
    /// Why, in words.
    pub reason: &'static str,
    /// Where it stood in the source.
    pub places: String,
    /// The beginning of the copy that was kept.
    pub quote: Option<String>,
    /// The anchor of the block that holds the copy.
    pub row: Option<String>,
}

/// A repair.
#[derive(Debug, Serialize)]
pub(super) struct RepairView {
    /// What was done and why, in words.
    pub text: String,
    /// The name by which it can be undone.
    pub id: String,
    /// The anchor of the block it touches.
    pub row: Option<String>,
}

/// The blocks of an edition with their places and anchors.
pub(super) struct Blocks<'a> {
    pub places: &'a Places,
    pub blocks: &'a [&'a Block],
    pub ids: &'a [String],
}

impl Blocks<'_> {
    /// Says what was left out.
    pub(super) fn dropped(&self, dropped: &Dropped) -> DroppedView {
        let kept = match dropped.reason {
            Reason::Repeat => self.places.block_at(&dropped.of),
            _ => None,
        };
        DroppedView {
            reason: account::reason(dropped.reason),
            places: account::places(&dropped.spans),
            quote: kept.map(|at| quote(&self.blocks[at].text)),
            row: kept.map(|at| self.ids[at].clone()),
        }
    }

    /// Says what was repaired.
    pub(super) fn repair(&self, repair: &Repair) -> RepairView {
        RepairView {
            text: shown(&account::repair(repair)).into_owned(),
            id: shown(&repair.id).into_owned(),
            row: self.places.block_at(&repair.spans).map(|at| self.ids[at].clone()),
        }
    }
}

fn quote(text: &str) -> String {
    let text = shown(text);
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}
