//! `recto completions`: the completions of a shell, on standard output.

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::Context;
use crate::args::Cli;
use crate::error::{CommandError, Exit};

/// Write the completions of a shell to standard output
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Shell to complete for
    shell: Shell,
}

/// Writes the completions.
pub(crate) fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let mut bytes = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "recto", &mut bytes);
    context.report.result(&bytes)?;
    Ok(Exit::Done)
}
