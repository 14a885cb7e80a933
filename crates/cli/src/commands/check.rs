//! `recto check`: does the English say what the Chinese says? For translations of any origin.

use std::path::PathBuf;

use recto_core::check::{self, Switches};
use recto_core::finding::Finding;
use recto_core::fingerprint::Fingerprint;
use recto_core::glossary::Glossary;
use serde_json::json;

use super::{Context, Form};
use crate::error::{CommandError, Exit};
use crate::inputs::{self, Unreadable};
use crate::pairs::{self, Pair};
use crate::plain;
use crate::reader::NoPage;
use crate::settings::Asking;
use crate::tally::Tally;
use crate::terms;

/// Check translations of any origin against their source
///
/// Reads pairs from JSON lines (`{"id","zh","en"}`), an edition's JSON, CSV, TMX or XLIFF. Ends with 3
/// where a finding is critical or major.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Files with pairs, or `-` for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Format of the list; `json` is one object a line
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    format: Form,
    /// Glossary that wins over the built-in terms, later ones over earlier ones (repeatable)
    #[arg(
        long,
        value_name = "FILE",
        value_delimiter = ',',
        env = "RECTO_GLOSSARY",
        hide_env = true
    )]
    glossary: Vec<PathBuf>,
    /// Rule that is switched off, by its name (repeatable)
    #[arg(
        long,
        value_name = "RULE",
        value_delimiter = ',',
        env = "RECTO_WITHOUT",
        hide_env = true
    )]
    without: Vec<String>,
}

/// Checks the pairs.
pub(crate) fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let report = &context.report;
    let own = Asking {
        glossary: args.glossary.clone(),
        without: args.without.clone(),
        ..Asking::default()
    };
    let settings = own.or(context.files.asking.clone());
    let glossary = terms::read(&settings.glossary, report)?;
    let switches = settings.switches()?;
    let found = inputs::gather(&args.files, None);
    let mut tally = Tally::begin(&found, report)?;
    let (mut errors, mut count) = (0, 0);
    for input in &found.pages {
        let unreadable =
            |why| NoPage::Unreadable(Unreadable { name: input.name.clone(), why, hint: None });
        let read = inputs::read(input).map_err(NoPage::Unreadable);
        let pairs = match read.and_then(|bytes| pairs::read(&bytes).map_err(unreadable)) {
            Ok(pairs) => pairs,
            Err(no_page) => {
                tally.no_page(&no_page, report);
                continue;
            }
        };
        let mut text = String::new();
        for (pair, findings) in pairs.iter().zip(findings(&pairs, &glossary, &switches)) {
            for finding in findings {
                errors += usize::from(finding.severity.is_error());
                text += &row(args.format, &input.name, pair, &finding);
            }
        }
        report.result(text.as_bytes())?;
        tally.done += 1;
        count += pairs.len();
    }
    report.note(&format!("{count} pairs checked, {errors} findings at error level"));
    Ok(match tally.exit() {
        Exit::Done if errors > 0 => Exit::Failed,
        exit => exit,
    })
}

/// Returns what is found in each pair, and across all of them.
fn findings(pairs: &[Pair], glossary: &Glossary, switches: &Switches) -> Vec<Vec<Finding>> {
    let checked = pairs.iter().map(|pair| check::Pair {
        kind: pair.kind,
        glossary: Some(glossary),
        ..check::Pair::of(&pair.zh, pair.en.as_deref().unwrap_or_default())
    });
    let of_one = |(pair, checked): (&Pair, check::Pair<'_>)| match pair.en {
        Some(_) => switches.check(&checked),
        None => Vec::new(),
    };
    let mut findings: Vec<Vec<Finding>> = pairs.iter().zip(checked.clone()).map(of_one).collect();
    for (number, finding) in switches.across(checked).into_iter().chain(of_file(pairs)) {
        findings[number].push(finding);
    }
    for (pair, findings) in pairs.iter().zip(&mut findings) {
        switches.apply(&pair.zh, findings);
    }
    findings
}

/// Returns what is found in the file as a whole: segments without English, segments that are not there.
fn of_file(pairs: &[Pair]) -> impl Iterator<Item = (usize, Finding)> {
    let names = pairs.iter().map(|pair| pair.id.as_str());
    let open =
        check::without_english(pairs.iter().map(|pair| (pair.id.as_str(), pair.en.is_some())));
    open.into_iter().chain(check::sequence(names))
}

fn row(format: Form, file: &str, pair: &Pair, finding: &Finding) -> String {
    match format {
        Form::Json => {
            let object = json!({
                "id": pair.id,
                "rule": finding.rule,
                "severity": finding.severity.as_str(),
                "source_span": finding.spans.first(),
                "target_span": finding.target_spans.first(),
                "message": finding.message,
                "suggestion": finding.suggestion,
                "source": Fingerprint::of([pair.zh.as_str()]),
            });
            format!("{object}\n")
        }
        Form::Text => {
            let (severity, rule) = (finding.severity.as_str(), &finding.rule);
            let line = format!("{file}: {}: {severity}: {} ({rule})", pair.id, finding.message);
            plain::line(&line).into_owned() + "\n"
        }
    }
}
