//! `recto batch collect`: fetches the answers that are there, checks them and remembers them.

use std::path::Path;
use std::time::Duration;

use recto_core::engine::Unpacked;
use recto_core::port::{Batch, Refusal};
use recto_providers::deferred::{Deferral, Progress, Stage};

use super::super::Context;
use super::{deferral, receipts, settings, unknown};
use crate::askers::Purpose;
use crate::counted::counted;
use crate::error::{CommandError, Exit};
use crate::job::Job;
use crate::receipts::{Receipt, Receipts};
use crate::remembered;
use crate::run::runtime;

/// How long to wait between two looks.
const LOOK: Duration = Duration::from_secs(30);

/// What is fetched.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The batches, as `status` names them; all that have ended, without one
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// Wait until they have ended
    #[arg(long)]
    wait: bool,
}

/// Fetches what has ended; ends with 4 where something is still away.
pub(super) fn run(
    args: &Args,
    memory: Option<&Path>,
    context: &Context,
) -> Result<Exit, CommandError> {
    let receipts = receipts(memory)?;
    let all = receipts.all()?;
    if let Some(id) = args.ids.iter().find(|id| !all.iter().any(|(known, _)| known == *id)) {
        return Err(unknown(id));
    }
    let runtime = runtime()?;
    let (mut is_away, mut is_short) = (false, false);
    for (id, receipt) in all {
        if !args.ids.is_empty() && !args.ids.contains(&id) {
            continue;
        }
        let Some(ticket) = &receipt.ticket else {
            context.report.warn(
                &format!("nobody knows whether `{id}` was taken by the provider"),
                &[format!("if it is not among your account's batches, `recto batch forget {id}`")],
            );
            is_away = true;
            continue;
        };
        let settings = settings(&receipt, memory, context);
        let deferral = deferral(&settings)?;
        let progress = runtime.block_on(progress(&deferral, ticket, args.wait));
        let progress = progress.map_err(|refusal| CommandError::refused(&refusal))?;
        match &progress.stage {
            Stage::Working(word) => {
                context.report.note(&format!("{id} is still away: {word}"));
                is_away = true;
            }
            Stage::Lost(why) => {
                receipts.remove(&id)?;
                context.report.warn(
                    &format!("{id} has ended without an answer: {why}"),
                    &["submit the pages again, or translate them directly".into()],
                );
                is_short = true;
            }
            Stage::Ended => {
                let job = Job::open(&settings, Purpose::Looking, &context.report)?;
                let fetched = fetch(&deferral, &progress, &receipt, &job, context);
                let unpacked = runtime.block_on(fetched)?;
                job.close(&context.report);
                done(&id, &receipt, unpacked, &receipts, context)?;
                is_short |= unpacked.open > 0;
            }
        }
    }
    Ok(match (is_away, is_short) {
        (true, _) => Exit::Limit,
        (false, true) => Exit::Failed,
        (false, false) => Exit::Done,
    })
}

async fn progress(deferral: &Deferral, ticket: &str, waits: bool) -> Result<Progress, Refusal> {
    loop {
        let progress = deferral.progress(ticket).await?;
        if !waits || !matches!(progress.stage, Stage::Working(_)) {
            return Ok(progress);
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Fetches the answers and records them, each as soon as it is checked.
async fn fetch(
    deferral: &Deferral,
    progress: &Progress,
    receipt: &Receipt,
    job: &Job,
    context: &Context,
) -> Result<Unpacked, CommandError> {
    let batches: Vec<&Batch> = receipt.parcels.iter().map(|parcel| &parcel.batch).collect();
    let fetched = deferral
        .fetch(progress, &batches)
        .await
        .map_err(|refusal| CommandError::refused(&refusal))?;
    let engine = job.engine(1);
    let mut sum = Unpacked::default();
    for (number, answers) in fetched {
        match answers {
            Ok(answers) => {
                let unpacked = engine.unpack(&receipt.parcels[number], answers).await;
                let unpacked = unpacked.map_err(|fault| remembered::failed(&fault))?;
                sum.recorded += unpacked.recorded;
                sum.known += unpacked.known;
            }
            Err(refusal) => context.report.warn(&refusal.to_string(), &[]),
        }
    }
    sum.open = receipt.segments().saturating_sub(sum.recorded + sum.known);
    Ok(sum)
}

/// Takes the receipt away and says what came of it.
fn done(
    id: &str,
    receipt: &Receipt,
    unpacked: Unpacked,
    receipts: &Receipts,
    context: &Context,
) -> Result<(), CommandError> {
    receipts.remove(id)?;
    let Unpacked { recorded, known, open } = unpacked;
    let mut said =
        format!("{id}: {recorded} of {} remembered", counted(receipt.segments(), "segment"));
    if known > 0 {
        said += &format!(", {known} answered meanwhile");
    }
    if open > 0 {
        said +=
            &format!(", {open} without a usable answer: `recto translate` asks for them directly");
    }
    context.report.note(&said);
    Ok(())
}
