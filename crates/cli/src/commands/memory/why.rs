//! Says why a text is remembered or not: each part of the key as it would be looked up now, and the part
//! that missed.

use std::path::PathBuf;

use recto_core::document::Document;
use recto_core::segment::SegmentId;

use super::super::{Context, explain};
use crate::askers::{self, Purpose};
use crate::error::{CommandError, Exit};
use crate::job::Job;
use crate::reader::Reader;
use crate::reason;
use crate::settings::{Asking, Layer, Reading};

/// What `why` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A segment as an edition names it (`a1b12`, with its page), or the beginning of a record's id
    id: String,
    /// The page of the segment
    #[arg(value_name = "FILE")]
    page: Option<PathBuf>,
    #[command(flatten)]
    asking: Asking,
    #[command(flatten)]
    reading: Reading,
}

/// Explains a segment of a page, or a record.
pub(super) fn run(
    args: Args,
    memory: Option<PathBuf>,
    context: &Context,
) -> Result<Exit, CommandError> {
    let files = context.files.clone();
    let mut settings = Layer {
        reading: args.reading.or(files.reading),
        asking: askers::layered(args.asking, files.asking),
        ..files
    };
    settings.asking.memory = memory.or(settings.asking.memory);
    let job = Job::open(&settings, Purpose::Looking, &context.report)?;
    let Some(memory) = job.memory() else {
        return Err(CommandError::usage("nothing is remembered where `--no-memory` is set"));
    };
    let (document, segment): (Document, SegmentId) = match &args.page {
        Some(file) => {
            let id = args.id.parse::<SegmentId>().map_err(|_| {
                CommandError::usage(format!("`{}` names no segment", args.id))
                    .hint("an edition names its segments: `a1b12`")
            })?;
            let reader = Reader::of(&settings.reading)?;
            match explain::page(file, &reader, context)? {
                Some(page) => (page.document, id),
                None => return Ok(Exit::Nothing),
            }
        }
        None => {
            let entry = super::one(memory, &args.id).map_err(|error| {
                match args.id.parse::<SegmentId>() {
                    Ok(_) => error.hint(format!(
                        "a segment is named with its page: `recto memory why {} FILE`",
                        args.id
                    )),
                    Err(_) => error,
                }
            })?;
            reason::alone(&entry.record.key.source)
        }
    };
    let engine = job.engine(1);
    let key = explain::key(&engine, &document, segment)?;
    let mut text = reason::parts(&engine, &key);
    text += &reason::remembered(memory, &key)?;
    context.report.result(text.as_bytes())?;
    job.close(&context.report);
    Ok(Exit::Done)
}
