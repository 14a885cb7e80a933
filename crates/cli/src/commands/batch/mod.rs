//! `recto batch`: answers within a day, at about half the price.
//!
//! What is wanted is sent away in one order and answered later; the answers go through the same
//! checks into the same memory, and `recto translate` makes the editions of it as ever.

mod collect;
mod submit;

use std::path::{Path, PathBuf};

use clap::Subcommand;
use recto_providers::deferred::{Deferral, Stage};
use serde_json::json;

use super::{Context, Form};
use crate::askers;
use crate::counted::counted;
use crate::error::{CommandError, Exit};
use crate::plain;
use crate::receipts::{Receipt, Receipts};
use crate::run::runtime;
use crate::settings::{Asking, Layer};

/// Have pages translated within a day, at about half the price
///
/// For `openai`, `openai-responses`, `anthropic` and `gemini`. First `submit`, then, after a while,
/// `collect`; then `recto translate` with the same settings writes the editions and asks for nothing
/// that was collected.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
    /// File of the memory, beside which the receipts lie [default: in your data folder]
    #[arg(long, value_name = "FILE", global = true, env = "RECTO_MEMORY", hide_env = true)]
    memory: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Send what the pages still want
    Submit(Box<submit::Args>),
    /// Ask how far everything is that was sent
    Status {
        /// Format of the list
        #[arg(short, long, value_name = "FORMAT", default_value = "text")]
        format: Form,
    },
    /// Fetch the answers that are there, check them and remember them
    Collect(collect::Args),
    /// Drop a receipt: its answers are not fetched, and its texts may be asked for again
    Forget {
        /// The batch, as `status` names it: `b1`
        id: String,
    },
}

/// Sends, asks, fetches.
pub(crate) fn run(args: Args, context: &Context) -> Result<Exit, CommandError> {
    let memory = args.memory.or_else(|| context.files.asking.memory.clone());
    let memory = memory.as_deref();
    match args.what {
        What::Submit(submit) => submit::run(*submit, memory, context),
        What::Status { format } => status(format, memory, context),
        What::Collect(collect) => collect::run(&collect, memory, context),
        What::Forget { id } => forget(&id, memory, context),
    }
}

fn receipts(memory: Option<&Path>) -> Result<Receipts, CommandError> {
    Receipts::of(&Asking { memory: memory.map(Path::to_owned), ..Asking::default() })
}

/// Lays what a receipt says over the settings files: it is the same asker that is asked again.
fn settings(receipt: &Receipt, memory: Option<&Path>, context: &Context) -> Layer {
    let files = context.files.clone();
    let asking = Asking {
        provider: Some(receipt.provider.clone()),
        model: Some(receipt.asker.model.clone()).filter(|model| !model.is_empty()),
        base_url: receipt.base_url.clone(),
        key_env: receipt.key_env.clone(),
        fallback: Vec::new(),
        memory: memory.map(Path::to_owned),
        ..files.asking
    };
    Layer { asking, ..files }
}

fn deferral(settings: &Layer) -> Result<Deferral, CommandError> {
    askers::deferred(settings)
}

fn status(format: Form, memory: Option<&Path>, context: &Context) -> Result<Exit, CommandError> {
    let all = receipts(memory)?.all()?;
    let runtime = runtime()?;
    let mut exit = Exit::Done;
    for (id, receipt) in &all {
        let state = match &receipt.ticket {
            None => "doubtful".into(),
            Some(ticket) => {
                let deferral = deferral(&settings(receipt, memory, context))?;
                match runtime.block_on(deferral.progress(ticket)) {
                    Ok(progress) => words(&progress.stage, progress.done, receipt),
                    Err(refusal) => {
                        exit = Exit::Failed;
                        format!("unknown: {refusal}")
                    }
                }
            }
        };
        context.report.result(row(format, id, receipt, &state).as_bytes())?;
    }
    if all.is_empty() {
        context.report.note("nothing is away");
    }
    Ok(exit)
}

fn words(stage: &Stage, done: Option<u64>, receipt: &Receipt) -> String {
    match (stage, done) {
        (Stage::Ended, _) => "ended".into(),
        (Stage::Lost(why), _) => format!("lost: {why}"),
        (Stage::Working(word), Some(done)) => {
            format!("{word}, {done} of {}", receipt.parcels.len())
        }
        (Stage::Working(word), None) => word.clone(),
    }
}

fn row(format: Form, id: &str, receipt: &Receipt, state: &str) -> String {
    let (requests, segments) = (receipt.parcels.len(), receipt.segments());
    match format {
        Form::Text => {
            let asker =
                plain::line(&format!("{}/{}", receipt.provider, receipt.asker.model)).into_owned();
            let state = plain::line(state);
            let (requests, segments) = (counted(requests, "request"), counted(segments, "segment"));
            format!("{id:<5} {asker:<32} {requests:<13} {segments:<14} {state}\n")
        }
        Form::Json => {
            let object = json!({
                "id": id,
                "provider": receipt.provider,
                "model": receipt.asker.model,
                "sent": receipt.sent,
                "order": receipt.ticket,
                "requests": requests,
                "segments": segments,
                "state": state,
            });
            format!("{object}\n")
        }
    }
}

fn forget(id: &str, memory: Option<&Path>, context: &Context) -> Result<Exit, CommandError> {
    let receipts = receipts(memory)?;
    if !receipts.all()?.iter().any(|(known, _)| known == id) {
        return Err(unknown(id));
    }
    receipts.remove(id)?;
    context.report.note(&format!("`{id}` is forgotten: what it would have brought is not fetched"));
    Ok(Exit::Done)
}

fn unknown(id: &str) -> CommandError {
    CommandError::usage(format!("there is no batch `{}`", plain::line(id)))
        .hint("`recto batch status` lists them")
}
