//! `recto glossary`: looks into glossaries before a run depends on them, and turns one form into another.

use std::path::PathBuf;

use clap::Subcommand;
use recto_core::finding::Severity;
use recto_core::glossary::{Glossary, Origin};
use recto_formats::glossary::{self, Form};
use recto_providers::shelf::Volume;

use super::Context;
use crate::askers;
use crate::counted::counted;
use crate::error::{CommandError, Exit};
use crate::plain;
use crate::run::runtime;
use crate::settings::{Asking, Layer};
use crate::terms;

/// Look into glossaries, and turn one form into another
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Read glossaries and list what is wrong with their rows; ends with 3 where a row is left out
    Check {
        /// Glossaries: CSV or TSV, with or without a head, XLSX, TBX
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
    /// Put glossaries on the account of a provider that keeps them: `deepl`, `amazon`
    Push {
        /// Whose account
        #[arg(value_name = "PROVIDER")]
        provider: String,
        /// Glossaries: CSV or TSV, later ones over earlier ones [default: those of the settings]
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
        /// What it is called there
        #[arg(long, value_name = "NAME", default_value = "recto")]
        name: String,
        /// Address of the provider's API
        #[arg(long, value_name = "URL")]
        base_url: Option<String>,
    },
    /// Read glossaries of any form and write them as one table of Recto's own; later ones win
    Import {
        /// Glossaries: CSV or TSV, with or without a head, XLSX, TBX
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
    /// Write your glossaries for other tools, as one
    Export {
        /// Form: `csv` or `tsv` with every column, `deepl` (two columns), `xlsx`, `tbx`
        #[arg(short, long, value_name = "FORM", default_value = "csv")]
        format: Form,
        /// Write the built-in terms too
        #[arg(long)]
        builtin: bool,
        /// Glossary that wins over the built-in terms, later ones over earlier ones (repeatable)
        #[arg(long, value_name = "FILE", value_delimiter = ',')]
        glossary: Vec<PathBuf>,
    },
    /// List the terms of a Chinese text with their English
    Find {
        /// The text, or a term alone
        text: String,
        /// Glossary that wins over the built-in terms (repeatable)
        #[arg(long, value_name = "FILE")]
        glossary: Vec<PathBuf>,
    },
}

/// Looks into glossaries.
pub(crate) fn run(args: Args, context: &Context) -> Result<Exit, CommandError> {
    match args.what {
        What::Check { files } => check(&files, context),
        What::Push { provider, files, name, base_url } => {
            let files = or_settings(files, context);
            push(&provider, &files, &name, base_url, context)
        }
        What::Import { files } => {
            write(&terms::read(&files, &context.report)?, Form::Csv, false, context)
        }
        What::Export { format, builtin, glossary } => {
            let glossary = or_settings(glossary, context);
            write(&terms::read(&glossary, &context.report)?, format, builtin, context)
        }
        What::Find { text, glossary } => {
            let glossary = or_settings(glossary, context);
            find(&text, &terms::read(&glossary, &context.report)?, context)
        }
    }
}

/// Writes the terms of the user, and those that are built in where they are asked for.
fn write(
    glossary: &Glossary,
    form: Form,
    with_builtin: bool,
    context: &Context,
) -> Result<Exit, CommandError> {
    let is_meant = |origin| with_builtin || origin == Origin::User;
    let terms: Vec<_> = glossary.terms().filter(|term| is_meant(term.origin)).collect();
    if terms.is_empty() {
        return Err(CommandError::usage("there is no term to write")
            .hint("name a glossary with `--glossary FILE`, or add `--builtin`"));
    }
    context.report.result(&glossary::write(terms.iter().copied(), form))?;
    context.report.note(&format!("{} terms written as {form}", terms.len()));
    Ok(Exit::Done)
}

fn check(files: &[PathBuf], context: &Context) -> Result<Exit, CommandError> {
    let mut exit = Exit::Done;
    for file in files {
        let name = plain::name(file.as_os_str());
        let (terms, problems) = match terms::of_file(file) {
            Ok(read) => read,
            Err(unreadable) => {
                let message = format!("cannot read `{name}`: {}", unreadable.why);
                context.report.failure(&message, unreadable.hint.as_slice());
                exit = Exit::Failed;
                continue;
            }
        };
        for problem in &problems {
            let line = format!("{}: {problem}\n", problem.severity.as_str());
            context.report.result(plain_lines(&line).as_bytes())?;
        }
        if terms.is_empty() || problems.iter().any(|problem| problem.severity >= Severity::Major) {
            exit = Exit::Failed;
        }
        context.report.note(&format!("{name}: {} terms, {} problems", terms.len(), problems.len()));
    }
    Ok(exit)
}

/// Returns the glossaries that were named, else those of the settings.
fn or_settings(files: Vec<PathBuf>, context: &Context) -> Vec<PathBuf> {
    if files.is_empty() { context.files.asking.glossary.clone() } else { files }
}

/// Puts the user's terms, and none of the built-in ones, on an account.
fn push(
    provider: &str,
    files: &[PathBuf],
    name: &str,
    base_url: Option<String>,
    context: &Context,
) -> Result<Exit, CommandError> {
    if files.is_empty() {
        return Err(CommandError::usage("there is no glossary to push")
            .hint("name one: `recto glossary push deepl terms.csv`"));
    }
    let is_name = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if name.is_empty() || !is_name {
        return Err(CommandError::usage("a glossary is called by letters, digits and `-`"));
    }
    let glossary = terms::read(files, &context.report)?;
    let own = glossary.terms().filter(|term| term.origin == Origin::User);
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let terms: Vec<_> = own.map(|term| (line(&term.zh), line(&term.first))).collect();
    let flags = Asking { provider: Some(provider.to_owned()), base_url, ..Asking::default() };
    let files = context.files.clone();
    let settings = Layer { asking: askers::layered(flags, files.asking), ..files };
    let shelf = askers::shelf(&settings)?;
    let languages = askers::languages(&settings.asking);
    let volume = Volume { name: name.to_owned(), languages, terms };
    let id = runtime()?.block_on(shelf.put(&volume));
    let id = id.map_err(|refusal| CommandError::refused(&refusal))?;
    let count = counted(volume.terms.len(), "term");
    context.report.note(&format!("{count} are on the account of `{provider}`; in `recto.toml`:"));
    let (option, id) = (shelf.option(), plain::line(&id));
    let table = format!("[provider.{provider}]\n{option} = \"{id}\"\n");
    context.report.result(table.as_bytes())?;
    Ok(Exit::Done)
}

fn find(text: &str, glossary: &Glossary, context: &Context) -> Result<Exit, CommandError> {
    for occurrence in glossary.find(text) {
        let term = occurrence.term;
        let line = format!("{}\t{}\n", term.zh, term.first);
        context.report.result(plain_lines(&line).as_bytes())?;
    }
    Ok(Exit::Done)
}

/// Makes the text of one line fit to be shown, its own tabs and line break kept.
fn plain_lines(line: &str) -> String {
    let cells: Vec<_> = line.trim_end_matches('\n').split('\t').map(plain::line).collect();
    cells.join("\t") + "\n"
}
