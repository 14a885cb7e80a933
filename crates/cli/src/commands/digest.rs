//! `recto digest`: articles in a few English sentences, each proven by the Chinese it rests on.

use std::path::{Path, PathBuf};
use std::time::Instant;

use recto_core::digest::{Bulletin, Collector, Digest};
use recto_formats::write::digest::{self, DigestFormat, Times};

use super::Context;
use crate::askers::{self, Purpose};
use crate::clock::{self, Day};
use crate::digests::{self, Desk, Digesting, Run};
use crate::error::{CommandError, Exit};
use crate::inputs;
use crate::output::{JointPlace, Target};
use crate::plain;
use crate::progress::Progress;
use crate::reader::Reader;
use crate::run::runtime;
use crate::settings::{Asking, Layer, Reading};
use crate::tally::Tally;

/// The words of a roundup where the user does not say.
const ROUNDUP_WORDS: usize = 600;

/// Digest articles in a few English sentences, each with the Chinese that vouches for it
///
/// Takes pages, and editions in JSON. Translations that are remembered are used, and none is asked for.
/// Without a provider the sentences are taken from the translation or put together from figures, names
/// and terms; with one they are written by it, and each is checked against the Chinese it cites.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Pages or editions in JSON: files, folders, globs, or `-` for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// File for the digests, a folder for several formats, or `-` [default: standard output]
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Format (repeatable): `md`, `html`, `txt`, `json`, `atom`, `jsonfeed` [default: md, or what the
    /// name of the output file says]
    #[arg(short, long, value_name = "FORMAT", value_delimiter = ',')]
    format: Vec<DigestFormat>,
    /// One roundup of all articles: the weightiest first, by topic, the same story once
    #[arg(long)]
    roundup: bool,
    /// What stands above the digests
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Day on which the pages were published: `2024-03-05`
    #[arg(long, value_name = "DAY")]
    date: Option<Day>,
    #[command(flatten)]
    digesting: Digesting,
    #[command(flatten)]
    asking: Asking,
    #[command(flatten)]
    reading: Reading,
}

/// Collects the digests of a run, all of them or the weightiest.
enum Tray {
    All(Vec<Digest>),
    Roundup(Box<Collector>),
}

/// Digests the pages.
pub(crate) fn run(args: Args, context: &Context) -> Result<Exit, CommandError> {
    let begun = Instant::now();
    let files = context.files.clone();
    let settings = Layer {
        reading: args.reading.or(files.reading),
        digesting: args.digesting.or(files.digesting),
        asking: askers::layered(args.asking, files.asking),
        ..files
    };
    let reader = Reader::of(&settings.reading)?;
    let (target, formats) = target(args.output.as_deref(), &args.format)?;
    let found = inputs::gather(&args.files, target.folder());
    let tally = Tally::begin(&found, &context.report)?;
    reader.check_undo(&found.pages)?;
    if found.pages.is_empty() {
        return Ok(tally.exit());
    }
    let is_frozen = settings.asking.frozen == Some(true);
    let purpose = if is_frozen { Purpose::Looking } else { Purpose::Asking };
    let desk = Desk::open(&settings, purpose, &context.report)?;
    let place =
        JointPlace::of(target, &found.pages, if args.roundup { "roundup" } else { "digest" })?;
    desk.tell(&context.report);
    let words = settings.digesting.words;
    let digester = desk.digester(settings.digesting.order(words.filter(|_| !args.roundup)));
    let engine = desk.job.reading_engine();
    let progress = Progress::begin(context.progress, found.pages.len(), &context.report);
    let run = Run {
        reader: &reader,
        engine: &engine,
        digester: &digester,
        languages: &desk.job.languages,
        published: args.date.as_ref().map(|day| day.0.as_str()),
        report: &context.report,
        progress: &progress,
        width: desk.width(),
        deadline: settings.asking.deadline.map(|span| begun + span.0),
    };
    let mut tray = Tray::of(args.roundup, words);
    let runtime = runtime()?;
    let exit = digests::digest(&run, &found.pages, &runtime, tally, |digest| tray.add(digest));
    drop(progress);
    desk.close(&context.report);
    if matches!(exit, Exit::Interrupted | Exit::Nothing) {
        return Ok(exit);
    }
    let title = args.title.unwrap_or_else(|| tray.title(found.pages.as_slice()));
    let bulletin = tray.finish(title, args.date.map(|day| day.0));
    write(&bulletin, &place, &formats, context)?;
    Ok(exit)
}

/// Reads where digests go and in which formats.
fn target(
    output: Option<&Path>,
    named: &[DigestFormat],
) -> Result<(Target, Vec<DigestFormat>), CommandError> {
    let target = output.map_or(Target::Stdout, |path| Target::of(path, &DigestFormat::ENDINGS));
    let mut formats: Vec<DigestFormat> = Vec::new();
    for &format in named {
        if !formats.contains(&format) {
            formats.push(format);
        }
    }
    if formats.is_empty() {
        formats.push(ending(&target).unwrap_or(DigestFormat::Markdown));
    }
    if formats.len() > 1 && !matches!(target, Target::Folder(_)) {
        return Err(CommandError::usage("several formats do not fit into one file")
            .hint("name a folder with `-o DIR`"));
    }
    Ok((target, formats))
}

/// Returns the format that the name of the output file says.
fn ending(target: &Target) -> Option<DigestFormat> {
    let Target::File(path) = target else { return None };
    let name = path.file_name()?.to_str()?;
    let feed = DigestFormat::JsonFeed;
    if name.ends_with(&format!(".{}", feed.extension())) {
        return Some(feed);
    }
    target.ending()?.parse().ok()
}

/// Writes the digests in every format.
fn write(
    bulletin: &Bulletin,
    place: &JointPlace,
    formats: &[DigestFormat],
    context: &Context,
) -> Result<(), CommandError> {
    let now = clock::now();
    for format in formats {
        let earlier = format.is_feed().then(|| place.earlier(format.extension())).flatten();
        let times = Times { now: &now, earlier: earlier.as_deref() };
        let bytes = digest::bulletin(bulletin, *format, &times);
        if let Some(path) = place.write(format.extension(), &bytes, &context.report)? {
            context.report.note(&format!("→ {}", plain::name(path.as_os_str())));
        }
    }
    Ok(())
}

impl Tray {
    fn of(is_roundup: bool, words: Option<usize>) -> Self {
        if is_roundup {
            Self::Roundup(Box::new(Collector::new(words.unwrap_or(ROUNDUP_WORDS))))
        } else {
            Self::All(Vec::new())
        }
    }

    fn add(&mut self, digest: Digest) {
        match self {
            Self::All(digests) => digests.push(digest),
            Self::Roundup(collector) => collector.add(digest),
        }
    }

    /// Returns the title where the user gives none.
    fn title(&self, pages: &[inputs::Input]) -> String {
        match (self, pages) {
            (Self::Roundup(_), _) => "Roundup".to_owned(),
            (Self::All(_), [page]) => format!("Digest of {}", page.file_name()),
            (Self::All(_), _) => "Digest".to_owned(),
        }
    }

    fn finish(self, title: String, published: Option<String>) -> Bulletin {
        match self {
            Self::All(digests) => Bulletin { title, published, digests, roundup: None },
            Self::Roundup(collector) => collector.finish(title, published),
        }
    }
}
