//! The commands that list facts of pages, figures or names: each page is read, and its list is written to
//! standard output, one page after the other.

use std::ops::ControlFlow;
use std::path::PathBuf;

use recto_core::page::Page;
use serde::Serialize;

use crate::commands::{Context, Form};
use crate::error::{CommandError, Exit};
use crate::inputs;
use crate::parallel;
use crate::reader::Reader;
use crate::settings::Reading;
use crate::tally::Tally;

/// Which pages, and how their facts are listed.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Pages: files, folders, globs, or `-` for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Format of the list
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    format: Form,
    #[command(flatten)]
    reading: Reading,
}

/// A fact of a page, as it stands in a list.
pub(crate) trait Fact: Serialize + Sized {
    /// What a list of them is called.
    const LIST: &'static str;

    /// Lists the facts of a page.
    fn of(page: &Page) -> Vec<Self>;

    /// Returns the cells of the line that tells of it.
    fn row(&self) -> [String; 3];
}

/// Reads the pages on all cores and lists the facts of each, in order.
pub(crate) fn run<F: Fact>(args: Args, context: &Context) -> Result<Exit, CommandError> {
    let reader = Reader::of(&args.reading.or(context.files.reading.clone()))?;
    let found = inputs::gather(&args.files, None);
    let mut tally = Tally::begin(&found, &context.report)?;
    reader.check_undo(&found.pages)?;
    let mut end = Ok(());
    parallel::in_order(
        &found.pages,
        |input| reader.read(input).map(|page| list(&input.name, F::of(&page), args.format)),
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

/// Writes the facts of one page.
fn list<F: Fact>(source: &str, facts: Vec<F>, format: Form) -> Result<String, CommandError> {
    if format == Form::Text {
        return Ok(facts.iter().map(|fact| fact.row().join("\t") + "\n").collect());
    }
    let unwritable =
        |error: serde_json::Error| CommandError::new(Exit::Unexpected, error.to_string());
    let facts = serde_json::to_value(facts).map_err(unwritable)?;
    json(&serde_json::json!({ "source": source, F::LIST: facts }))
}

/// Writes a value as JSON, with a line break at the end.
pub(crate) fn json(value: &impl Serialize) -> Result<String, CommandError> {
    serde_json::to_string_pretty(value)
        .map(|text| text + "\n")
        .map_err(|error| CommandError::new(Exit::Unexpected, error.to_string()))
}
