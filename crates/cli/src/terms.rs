//! The glossary of a run: the user's files over the built-in terms, later ones over earlier ones.

use std::path::{Path, PathBuf};

use recto_core::finding::Severity;
use recto_core::glossary::{Glossary, Problem, Term};
use recto_formats::glossary;

use crate::error::CommandError;
use crate::inputs::{self, Input, Source, Unreadable};
use crate::plain;
use crate::report::Report;

/// Reads a glossary in whatever form it is kept: its terms, and what is wrong with its rows.
pub(crate) fn of_file(file: &Path) -> Result<(Vec<Term>, Vec<Problem>), Unreadable> {
    let name = plain::name(file.as_os_str());
    let bytes = inputs::read(&Input { source: Source::File(file.to_owned()), name: name.clone() })?;
    glossary::read(&bytes, &name).map_err(|fault| Unreadable {
        name: name.clone(),
        why: fault.to_string(),
        hint: None,
    })
}

/// Reads the user's glossaries and lays them over the built-in terms; says what is wrong with a row.
pub(crate) fn read(files: &[PathBuf], report: &Report) -> Result<Glossary, CommandError> {
    files.iter().try_fold(Glossary::builtin(), |below, file| {
        let name = plain::name(file.as_os_str());
        let (terms, problems) = of_file(file).map_err(|unreadable| {
            let message = format!("cannot read the glossary `{name}`: {}", unreadable.why);
            unreadable.hint.into_iter().fold(CommandError::usage(message), CommandError::hint)
        })?;
        for problem in &problems {
            match problem.severity {
                Severity::Info => report.detail(&problem.to_string()),
                _ => report.warn(&problem.to_string(), &[]),
            }
        }
        if terms.is_empty() {
            let message = format!("there is no term in the glossary `{name}`");
            return Err(CommandError::usage(message)
                .hint("a row is `中文,English`, parted by commas, tabs or semicolons"));
        }
        Ok(Glossary::of(terms).over(below))
    })
}
