//! `recto memory`: where the memory lies and what stands in it.

use std::path::PathBuf;

use clap::Subcommand;
use recto_memory::Stats;

use super::Context;
use crate::error::{CommandError, Exit};
use crate::facts;
use crate::plain;
use crate::remembered;
use crate::settings::Asking;

/// Look into the memory of answers
///
/// The memory is cache, translation memory and resume in one: what was answered once is never asked
/// for again.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
    /// File of the memory [default: in your data folder]
    #[arg(long, value_name = "FILE", global = true, env = "RECTO_MEMORY", hide_env = true)]
    memory: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Count what is remembered, by who answered
    Stats {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Print where the memory lies
    Path,
}

/// Looks into the memory.
pub(crate) fn run(args: Args, context: &Context) -> Result<Exit, CommandError> {
    let asking = Asking { memory: args.memory, ..Asking::default() };
    let asking = asking.or(context.files.asking.clone());
    let text = match args.what {
        What::Path => plain::name(remembered::path(&asking)?.as_os_str()),
        What::Stats { json } => {
            let memory = remembered::open(&asking)?;
            let stats = memory.stats().map_err(|fault| remembered::failed(&fault))?;
            for warning in memory.take_warnings() {
                context.report.warn(&warning, &[]);
            }
            if json {
                facts::json(&stats)?.trim_end().to_owned()
            } else {
                as_text(&stats, &plain::name(memory.path().as_os_str()))
            }
        }
    };
    context.report.result(format!("{text}\n").as_bytes())?;
    Ok(Exit::Done)
}

fn as_text(stats: &Stats, name: &str) -> String {
    let mut lines = vec![format!(
        "{name}\n{} answers for {} texts, {} KB",
        stats.records,
        stats.texts,
        stats.bytes.div_ceil(1024)
    )];
    for count in &stats.counts {
        let asker = count.asker.to_string();
        lines.push(format!(
            "{:>8}  {:<10} {}",
            count.records,
            count.state.as_str(),
            plain::line(&asker)
        ));
    }
    lines.join("\n")
}
