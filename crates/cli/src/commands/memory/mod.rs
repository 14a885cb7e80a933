//! `recto memory`: where the memory lies and what stands in it; a person's hand on it; looking after it.
//!
//! `look` shows, `hand` changes records, `export` and `import` carry them elsewhere and back, `care` mends
//! the whole.

mod care;
mod export;
mod hand;
mod import;
mod look;
mod spend;
mod why;

use std::path::PathBuf;

use clap::Subcommand;
use recto_memory::Sqlite;

use super::Context;
use crate::error::{CommandError, Exit};
use crate::plain;
use crate::remembered;
use crate::settings::Asking;

/// Look into the memory of answers, change it, carry it elsewhere
///
/// The memory is cache, translation memory and resume in one: what was answered once is never asked
/// for again, and what a person has written is never replaced by a machine.
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
    /// Print where the memory lies
    Path,
    /// Count what is remembered, by who answered
    Stats {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// List records, newest first
    List(look::List),
    /// Show a record whole
    Show {
        /// The beginning of its id, as `list` shows it
        id: String,
    },
    /// Say why a text is remembered or not, and which part of the key missed
    ///
    /// The other flags say whom a run would ask and what it would send, as `recto translate` has them.
    Why(Box<why::Args>),
    /// Sum up what was used and what it cost, by day, model and account
    Spend(spend::Args),
    /// Put a person's words in the place of a translation, for every asker
    Edit(hand::Edit),
    /// Keep a record when old ones are cleared out
    Pin {
        /// The beginning of its id
        id: String,
    },
    /// No longer keep a record when old ones are cleared out
    Unpin {
        /// The beginning of its id
        id: String,
    },
    /// Delete a record, a person's too
    Delete {
        /// The beginning of its id
        id: String,
    },
    /// Write records to standard output: JSON lines, TMX or CSV
    Export(export::Args),
    /// Take in an edition that people have worked on, or records that `export` has written
    ///
    /// English that differs from what is remembered, or is marked as read, becomes a person's word: it
    /// answers every asker and no machine replaces it.
    Import(import::Args),
    /// Look at every record: is it as it was written?
    Verify,
    /// Copy every sound record into a new memory
    Rescue {
        /// File of the new memory
        #[arg(value_name = "FILE")]
        to: PathBuf,
    },
    /// Delete machines' records that are old and not pinned
    Gc {
        /// Older than so many days
        #[arg(long, value_name = "DAYS")]
        older_than: u32,
    },
}

/// Looks into the memory.
pub(crate) fn run(args: Args, context: &Context) -> Result<Exit, CommandError> {
    if let What::Why(why) = args.what {
        return why::run(*why, args.memory, context);
    }
    let asking = Asking { memory: args.memory, ..Asking::default() };
    let asking = asking.or(context.files.asking.clone());
    if let What::Path = args.what {
        let path = plain::name(remembered::path(&asking)?.as_os_str());
        context.report.result(format!("{path}\n").as_bytes())?;
        return Ok(Exit::Done);
    }
    let memory = remembered::open(&asking)?;
    let exit = match args.what {
        What::Path | What::Why(_) => Ok(Exit::Done),
        What::Stats { json } => look::stats(&memory, json, context),
        What::List(list) => look::list(&memory, &list, context),
        What::Show { id } => look::show(&memory, &id, context),
        What::Spend(args) => spend::run(&memory, &args, context),
        What::Edit(edit) => hand::edit(&memory, &edit, context),
        What::Pin { id } => hand::pin(&memory, &id, hand::Pinning::Kept, context),
        What::Unpin { id } => hand::pin(&memory, &id, hand::Pinning::Free, context),
        What::Delete { id } => hand::delete(&memory, &id, context),
        What::Export(args) => export::run(&memory, &args, context),
        What::Import(args) => import::run(&memory, &args, context),
        What::Verify => care::verify(&memory, context),
        What::Rescue { to } => care::rescue(&memory, &to, context),
        What::Gc { older_than } => care::gc(&memory, older_than, context),
    };
    for warning in memory.take_warnings() {
        context.report.warn(&warning, &[]);
    }
    exit
}

/// Finds the one record whose id begins so.
fn one(memory: &Sqlite, id: &str) -> Result<recto_memory::Entry, CommandError> {
    let found = memory.show(id).map_err(|fault| remembered::failed(&fault))?;
    let mut found = found.into_iter();
    match (found.next(), found.next()) {
        (Some(entry), None) => Ok(entry),
        (None, _) => Err(CommandError::usage(format!("there is no record `{id}`"))
            .hint("`recto memory list` shows the ids")),
        (Some(_), Some(_)) => {
            Err(CommandError::usage(format!("several ids begin with `{id}`"))
                .hint("write more of it"))
        }
    }
}
