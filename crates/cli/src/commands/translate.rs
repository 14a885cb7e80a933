//! `recto translate`: a bilingual edition of each page.

use std::path::PathBuf;
use std::time::Instant;

use recto_formats::write::Format;

use super::Context;
use crate::askers::{self, Purpose};
use crate::error::{CommandError, Exit};
use crate::inputs::{self, Inputs, Source};
use crate::job::Job;
use crate::output::{Places, Target};
use crate::progress::Progress;
use crate::reader::Reader;
use crate::run::{self, Run};
use crate::settings::{Asking, Layer, Reading, Writing};
use crate::tally::Tally;

/// Where editions go when nothing else is said.
const FOLDER: &str = "editions";

/// Translate pages and write bilingual editions
///
/// Without a provider, or with `--offline`, nothing leaves the machine: editions are a reading aid,
/// and say so. With one, every answer is remembered, and no text is paid for twice.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Pages: files, folders, globs, or `-` for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Ask nobody and write nothing: count segments, what is remembered, and what would be asked
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    writing: Writing,
    #[command(flatten)]
    asking: Asking,
    #[command(flatten)]
    reading: Reading,
}

/// Translates the pages.
pub(crate) fn run(args: Args, context: &Context) -> Result<Exit, CommandError> {
    let begun = Instant::now();
    let files = context.files.clone();
    let settings = Layer {
        reading: args.reading.or(files.reading),
        writing: args.writing.or(files.writing),
        asking: askers::layered(args.asking, files.asking),
        ..files
    };
    let reader = Reader::of(&settings.reading)?;
    let (target, formats) = target(&settings.writing)?;
    let found = inputs::gather(&args.files, target.folder());
    let tally = Tally::begin(&found, &context.report)?;
    reader.check_undo(&found.pages)?;
    let target = for_stdin(target, &settings.writing, &found);
    check_stdout(&target, &formats, &found)?;
    if found.pages.is_empty() {
        return Ok(tally.exit());
    }
    let is_looking = args.dry_run || settings.asking.frozen == Some(true);
    let purpose = if is_looking { Purpose::Looking } else { Purpose::Asking };
    let job = Job::open(&settings, purpose, &context.report)?;
    let engine = job.engine(found.pages.len()).expecting(found.pages.len());
    let runtime = run::runtime()?;
    if args.dry_run {
        let places = Places::of(Target::Stdout, &found.pages)?;
        job.tell_askers(&context.report);
        let (askers, report) = (job.priced(), &context.report);
        return runtime.block_on(run::plan(&engine, &reader, &places, &askers, tally, report));
    }
    let places = Places::of(target, &found.pages)?;
    job.tell_askers(&context.report);
    let progress = Progress::begin(context.progress, places.pages.len(), &context.report);
    let run = Run {
        engine: &engine,
        reader: &reader,
        places: &places,
        formats: &formats,
        languages: &job.languages,
        report: &context.report,
        progress: &progress,
        width: job.width(),
        names_open: settings.asking.frozen == Some(true),
        deadline: settings.asking.deadline.map(|span| begun + span.0),
    };
    let exit = run::translate(&run, &runtime, tally);
    drop(progress);
    job.close(&context.report);
    exit
}

/// Reads where editions go and in which formats.
fn target(writing: &Writing) -> Result<(Target, Vec<Format>), CommandError> {
    let endings = Format::ALL.map(Format::extension);
    let target = match &writing.output {
        Some(path) => Target::of(path, &endings),
        None => Target::Folder(FOLDER.into()),
    };
    let mut formats = Vec::new();
    for name in &writing.format {
        let format = name.parse::<Format>();
        let format = format.map_err(|unknown| CommandError::usage(unknown.to_string()))?;
        if !formats.contains(&format) {
            formats.push(format);
        }
    }
    if formats.is_empty() {
        let format = target.ending().and_then(|ending| ending.parse().ok());
        formats.push(format.unwrap_or(Format::Html));
    }
    match (&target, formats.as_slice()) {
        (Target::File(_), [_, _, ..]) => {
            Err(CommandError::usage("several formats do not fit into one file")
                .hint("name a folder with `-o DIR`"))
        }
        _ => Ok((target, formats)),
    }
}

/// A page that comes through a pipe goes on through it, unless the user names a place.
fn for_stdin(target: Target, writing: &Writing, found: &Inputs) -> Target {
    let is_stdin = matches!(found.pages.as_slice(), [page] if page.source == Source::Stdin);
    if is_stdin && writing.output.is_none() { Target::Stdout } else { target }
}

fn check_stdout(target: &Target, formats: &[Format], found: &Inputs) -> Result<(), CommandError> {
    let is_one = formats.len() == 1 && found.pages.len() <= 1;
    if is_one || *target != Target::Stdout {
        return Ok(());
    }
    Err(CommandError::usage("standard output takes one page in one format")
        .hint("name a folder with `-o DIR`"))
}
