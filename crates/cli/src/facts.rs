//! What the commands that list facts of pages share: each page is read, and its list is written to
//! standard output, one page after the other.

use std::ops::ControlFlow;
use std::path::PathBuf;

use recto_core::page::Page;
use serde::Serialize;

use crate::commands::Context;
use crate::error::{CommandError, Exit};
use crate::inputs;
use crate::parallel;
use crate::reader::Reader;
use crate::settings::Reading;
use crate::tally::Tally;

/// Reads the pages on all cores and writes what `list` makes of each, in order.
pub(crate) fn each_page(
    files: &[PathBuf],
    reading: Reading,
    context: &Context,
    list: impl Fn(&str, &Page) -> Result<String, CommandError> + Sync,
) -> Result<Exit, CommandError> {
    let reader = Reader::of(&reading.or(context.files.reading.clone()))?;
    let found = inputs::gather(files, None);
    let mut tally = Tally::begin(&found, &context.report)?;
    reader.check_undo(&found.pages)?;
    let mut end = Ok(());
    parallel::in_order(
        &found.pages,
        |input| reader.read(input).map(|page| list(&input.name, &page)),
        |listed| {
            let written = match listed {
                Ok(text) => text.and_then(|text| context.report.result(text.as_bytes())),
                Err(no_page) => {
                    tally.no_page(&no_page, &context.report);
                    return ControlFlow::Continue(());
                }
            };
            tally.done += 1;
            match written {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    end = Err(error);
                    ControlFlow::Break(())
                }
            }
        },
    );
    end.map(|()| tally.exit())
}

/// Writes a value as JSON, with a line break at the end.
pub(crate) fn json(value: &impl Serialize) -> Result<String, CommandError> {
    serde_json::to_string_pretty(value)
        .map(|text| text + "\n")
        .map_err(|error| CommandError::new(Exit::Unexpected, error.to_string()))
}
