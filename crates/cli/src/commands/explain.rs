//! `recto explain`: what would be asked for one segment, and whether and why it is not remembered.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use recto_core::document::Document;
use recto_core::engine::Engine;
use recto_core::memory::Key;
use recto_core::page::Page;
use recto_core::port::Batch;
use recto_core::segment::SegmentId;
use recto_providers::call::{Call, Method, Moment, Value};
use recto_providers::catalogue::Opened;

use super::Context;
use crate::askers::{self, Purpose};
use crate::error::{CommandError, Exit};
use crate::inputs;
use crate::job::Job;
use crate::plain;
use crate::reader::{NoPage, Reader};
use crate::reason;
use crate::remembered;
use crate::run::runtime;
use crate::settings::{Asking, Layer, Reading};
use crate::tally::Tally;

/// Show what would be asked for one segment, and why it is not remembered
///
/// Nothing is sent, and the key is not shown. The request is the one that asks for what is missing; for a
/// segment that is remembered it is the one that would have been sent if nothing of its page were.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The page
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The segment, as an edition names it: `a1b12`
    #[arg(long, value_name = "ID")]
    segment: SegmentId,
    #[command(flatten)]
    asking: Asking,
    #[command(flatten)]
    reading: Reading,
}

/// Explains a segment.
pub(crate) fn run(args: Args, context: &Context) -> Result<Exit, CommandError> {
    let files = context.files.clone();
    let settings = Layer {
        reading: args.reading.or(files.reading),
        asking: askers::layered(args.asking, files.asking),
        ..files
    };
    let reader = Reader::of(&settings.reading)?;
    let Some(page) = page(&args.file, &reader, context)? else {
        return Ok(Exit::Nothing);
    };
    let job = Job::open(&settings, Purpose::Looking, &context.report)?;
    let engine = job.engine(1);
    let key = key(&engine, &page.document, args.segment)?;
    let mut text = format!("segment    {}\n{}", args.segment, reason::parts(&engine, &key));
    if let Some(memory) = job.memory() {
        text += &reason::remembered(memory, &key)?;
    }
    let asked = runtime()?.block_on(engine.would_ask(&page.document, args.segment));
    let asked = asked.map_err(|fault| remembered::failed(&fault))?;
    match (askers::codec(&settings)?, asked) {
        (Some(opened), Some(batch)) => text += &request(&opened, &batch),
        _ => text += "nothing is sent in the form of a request that could be shown\n",
    }
    context.report.result(text.as_bytes())?;
    Ok(Exit::Done)
}

/// Returns what is looked up for a segment.
pub(super) fn key(
    engine: &Engine<'_>,
    document: &Document,
    segment: SegmentId,
) -> Result<Key, CommandError> {
    let keys = engine.keys(document);
    keys.into_iter().find(|(id, _)| *id == segment).map(|(_, key)| key).ok_or_else(|| {
        CommandError::usage(format!("`{segment}` names no segment with anything to translate"))
            .hint("an edition in JSON names its segments: `recto translate -f json FILE`")
    })
}

/// Reads the one page that is meant; none where there is no text in it.
pub(super) fn page(
    file: &PathBuf,
    reader: &Reader,
    context: &Context,
) -> Result<Option<Page>, CommandError> {
    let found = inputs::gather(std::slice::from_ref(file), None);
    let mut tally = Tally::begin(&found, &context.report)?;
    let [input] = found.pages.as_slice() else {
        if found.pages.is_empty() {
            return Ok(None);
        }
        return Err(CommandError::usage("one page at a time is explained"));
    };
    match reader.read(input) {
        Ok(page) => Ok(Some(page)),
        Err(no_page @ (NoPage::Blank(_) | NoPage::Unreadable(_))) => {
            tally.no_page(&no_page, &context.report);
            Ok(None)
        }
    }
}

/// Writes the request as it would be sent, byte for byte, but for the key.
fn request(opened: &Opened, batch: &Batch) -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let call: Call = opened.api.encode(batch, Moment { seconds: since.as_secs(), nonce: 0 });
    let method = match call.method {
        Method::Get => "GET",
        Method::Post => "POST",
    };
    let mut text = format!("\n{method} {}\n", call.url);
    for header in &call.headers {
        let value = match &header.value {
            Value::Open(value) => value.as_str(),
            Value::Secret(_) => "[key]",
        };
        let _ = writeln!(text, "{}: {value}", header.name);
    }
    let body = String::from_utf8_lossy(&call.body);
    let request = opened.redactor.text(&format!("{text}\n{body}\n"));
    request.lines().map(|line| plain::line(line).into_owned() + "\n").collect()
}
