//! `recto glossary`: looks into glossaries before a run depends on them.

use std::path::PathBuf;

use clap::Subcommand;
use recto_core::finding::Severity;
use recto_core::glossary::{self, Glossary};

use super::Context;
use crate::error::{CommandError, Exit};
use crate::inputs;
use crate::plain;
use crate::terms;

/// Look into glossaries
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Read glossaries and list what is wrong with their rows; ends with 3 where a row is left out
    Check {
        /// Glossaries: CSV or TSV, with or without a head
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
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
        What::Find { text, mut glossary } => {
            if glossary.is_empty() {
                glossary.clone_from(&context.files.asking.glossary);
            }
            find(&text, &terms::read(&glossary, &context.report)?, context)
        }
    }
}

fn check(files: &[PathBuf], context: &Context) -> Result<Exit, CommandError> {
    let mut exit = Exit::Done;
    for file in files {
        let name = plain::name(file.as_os_str());
        let text = match inputs::read_text(file) {
            Ok(text) => text,
            Err(unreadable) => {
                let message = format!("cannot read `{name}`: {}", unreadable.why);
                context.report.failure(&message, unreadable.hint.as_slice());
                exit = Exit::Failed;
                continue;
            }
        };
        let (terms, problems) = glossary::parse_csv(&text, &name);
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
