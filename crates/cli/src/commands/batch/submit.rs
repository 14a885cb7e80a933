//! `recto batch submit`: sends what the pages still want.

use std::path::{Path, PathBuf};

use recto_core::engine::Parcel;
use recto_core::port::Batch;
use recto_providers::deferred::{Deferral, MOST};

use super::super::Context;
use super::deferral;
use crate::askers::{self, Purpose};
use crate::counted::counted;
use crate::error::{CommandError, Exit};
use crate::inputs;
use crate::job::Job;
use crate::reader::Reader;
use crate::receipts::{Receipt, Receipts};
use crate::remembered;
use crate::run::runtime;
use crate::settings::{Asking, Layer, Reading};
use crate::tally::Tally;

/// What is sent.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Pages: files, folders, globs, or `-` for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    asking: Asking,
    #[command(flatten)]
    reading: Reading,
}

/// Sends what the pages want and nobody has answered or is about to.
pub(super) fn run(
    args: Args,
    memory: Option<&Path>,
    context: &Context,
) -> Result<Exit, CommandError> {
    let files = context.files.clone();
    let memory = args.asking.memory.clone().or_else(|| memory.map(Path::to_owned));
    let asking = Asking { memory, ..askers::layered(args.asking, files.asking) };
    let settings = Layer { reading: args.reading.or(files.reading), asking, ..files };
    if settings.asking.no_memory == Some(true) {
        return Err(CommandError::usage("a batch without a memory would be paid for in vain")
            .hint("leave `--no-memory` out"));
    }
    let reader = Reader::of(&settings.reading)?;
    let found = inputs::gather(&args.files, None);
    let mut tally = Tally::begin(&found, &context.report)?;
    let deferral = deferral(&settings)?;
    let receipts = Receipts::of(&settings.asking)?;
    let job = Job::open(&settings, Purpose::Looking, &context.report)?;
    let engine = job.engine(found.pages.len());
    let runtime = runtime()?;
    let mut parcels = Vec::new();
    for input in &found.pages {
        let page = match reader.read(input) {
            Ok(page) => page,
            Err(no_page) => {
                tally.no_page(&no_page, &context.report);
                continue;
            }
        };
        let made = runtime.block_on(engine.parcels(&page.document));
        let (more, stop) = made.map_err(|fault| remembered::failed(&fault))?;
        parcels.extend(more);
        tally.done += 1;
        if stop.is_some() {
            context.report.warn("a limit is reached: the rest is not sent", &[]);
            break;
        }
    }
    if parcels.is_empty() {
        context.report.note("nothing to send: everything is remembered, or away already");
        return Ok(tally.exit());
    }
    for parcels in parcels.chunks(MOST) {
        let made = Receipt::new(
            settings.asking.provider.as_deref().unwrap_or_default(),
            &settings.asking,
            deferral.asker().clone(),
            parcels.to_vec(),
        );
        runtime.block_on(order(made, &deferral, &receipts, context))?;
    }
    Ok(tally.exit())
}

/// Places one order. The receipt is written before, so that a process that dies in between leaves a
/// trace of what may have been paid for.
async fn order(
    mut receipt: Receipt,
    deferral: &Deferral,
    receipts: &Receipts,
    context: &Context,
) -> Result<(), CommandError> {
    let id = receipts.add(&receipt)?;
    let batches: Vec<Batch> = receipt.parcels.iter().map(|p: &Parcel| p.batch.clone()).collect();
    let batches: Vec<&Batch> = batches.iter().collect();
    match deferral.order(&batches).await {
        Ok(ticket) => {
            receipt.ticket = Some(ticket);
            receipts.replace(&id, &receipt)?;
            let (requests, segments) = (receipt.parcels.len(), receipt.segments());
            let (requests, segments) = (counted(requests, "request"), counted(segments, "segment"));
            context.report.note(&format!("{id}: {segments} in {requests} sent away"));
            context.report.note("`recto batch collect` fetches the answers when they are there");
            Ok(())
        }
        Err(fault) if fault.is_doubtful => Err(CommandError::refused(&fault.refusal)
            .hint(format!("nobody knows whether `{id}` was taken: look at your account's batches"))
            .hint(format!("if it is not there, `recto batch forget {id}`, and submit again"))),
        Err(fault) => {
            receipts.remove(&id)?;
            Err(CommandError::refused(&fault.refusal))
        }
    }
}
