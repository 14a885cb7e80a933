//! The binary `recto`: arguments, settings, keys, files in, files out, progress and messages.
//!
//! What a page says is core's business, how an edition looks formats', what was answered before
//! memory's, who answers providers'. Only here anything is printed, and only here the process ends.

mod args;
mod askers;
mod beside;
mod clock;
mod commands;
mod config;
mod counted;
mod digests;
mod error;
mod facts;
mod grounds;
mod inputs;
mod interrupt;
mod job;
mod keys;
mod lessons;
mod output;
mod pairs;
mod parallel;
mod plain;
mod progress;
mod reader;
mod reason;
mod receipts;
mod remembered;
mod report;
mod run;
mod settings;
mod tally;
mod terms;
mod waivers;

use std::process::ExitCode;
use std::sync::Arc;

use args::Cli;
use commands::Context;
use error::Exit;
use report::Report;

/// Pages, segments and answers are many small strings on several threads, and the system's allocator is
/// slow at that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match Cli::read() {
        Ok(cli) => cli,
        Err(error) => {
            // A closed standard output is no reason to complain: the reader has seen enough.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(Exit::Usage.code()));
        }
    };
    ExitCode::from(run(cli).code())
}

/// Runs the command; an error is said once, here.
fn run(cli: Cli) -> Exit {
    let (report, ended) = match Context::of(&cli) {
        Ok(context) => {
            let ended = commands::run(cli.command, &context);
            (context.report, ended)
        }
        Err(error) => (Arc::new(Report::new(&cli.talking)), Err(error)),
    };
    let exit = ended.unwrap_or_else(|error| {
        report.error(&error);
        error.exit
    });
    report.end(exit);
    exit
}
