//! The commands, one file for each, and what all of them are given.

pub(crate) mod completions;
pub(crate) mod memory;
pub(crate) mod providers;
pub(crate) mod repair;
pub(crate) mod translate;

use std::sync::Arc;

use crate::args::{Cli, Command};
use crate::config;
use crate::error::{CommandError, Exit};
use crate::report::Report;
use crate::settings::{Layer, ProgressMode};

/// What every command is given.
pub(crate) struct Context {
    /// The settings of the files; a command lays its own flags over them.
    pub(crate) files: Layer,
    /// Where the user is told what happens.
    pub(crate) report: Arc<Report>,
    /// How progress is shown.
    pub(crate) progress: ProgressMode,
}

impl Context {
    /// Reads the settings files and learns how much the user wants to hear.
    pub(crate) fn of(cli: &Cli) -> Result<Self, CommandError> {
        let files = config::read(&cli.config_choice())?;
        let talking = cli.talking.or(files.talking);
        let report = Arc::new(Report::new(&talking));
        Ok(Self { report, files, progress: talking.progress.unwrap_or_default() })
    }
}

/// Runs a command.
pub(crate) fn run(command: Command, context: &Context) -> Result<Exit, CommandError> {
    match command {
        Command::Translate(args) => translate::run(*args, context),
        Command::Repair(args) => repair::run(args, context),
        Command::Providers(args) => providers::run(&args, context),
        Command::Memory(args) => memory::run(args, context),
        Command::Completions(args) => completions::run(&args, context),
    }
}
