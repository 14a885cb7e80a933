//! The commands, one file for each, and what all of them are given.

pub(crate) mod auth;
pub(crate) mod batch;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod digest;
pub(crate) mod explain;
pub(crate) mod figures;
pub(crate) mod glossary;
pub(crate) mod memory;
pub(crate) mod names;
pub(crate) mod providers;
pub(crate) mod repair;
pub(crate) mod translate;

use std::sync::Arc;

use crate::args::{Cli, Command};
use crate::config;
use crate::error::{CommandError, Exit};
use crate::facts;
use crate::report::Report;
use crate::settings::{Layer, ProgressMode};

/// How a list is written to standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Form {
    /// For people: a line for each entry
    Text,
    /// For programs
    Json,
}

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
        Command::Digest(args) => digest::run(*args, context),
        Command::Repair(args) => repair::run(args, context),
        Command::Batch(args) => batch::run(args, context),
        Command::Auth(args) => auth::run(&args, context),
        Command::Check(args) => check::run(&args, context),
        Command::Explain(args) => explain::run(*args, context),
        Command::Figures(args) => facts::run::<figures::Listed>(args, context),
        Command::Names(args) => facts::run::<names::Listed>(args, context),
        Command::Glossary(args) => glossary::run(args, context),
        Command::Providers(args) => providers::run(&args, context),
        Command::Memory(args) => memory::run(args, context),
        Command::Completions(args) => completions::run(&args, context),
    }
}
