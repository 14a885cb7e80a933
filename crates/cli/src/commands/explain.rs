//! `recto explain`: what would be asked for one segment, and whether and why it is not remembered.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use recto_core::memory::{Key, KeyPart};
use recto_core::page::Page;
use recto_core::port::Batch;
use recto_core::segment::SegmentId;
use recto_memory::Sqlite;
use recto_providers::call::{Call, Method, Moment, Value};
use recto_providers::catalogue::Opened;

use super::Context;
use crate::askers::{self, Purpose};
use crate::error::{CommandError, Exit};
use crate::inputs;
use crate::job::Job;
use crate::plain;
use crate::reader::{NoPage, Reader};
use crate::remembered;
use crate::settings::{Asking, Layer, Reading};
use crate::tally::Tally;

/// Show what would be asked for one segment, and why it is not remembered
///
/// Nothing is sent, and the key is not shown.
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
    let keys = engine.keys(&page.document);
    let key = keys.into_iter().find(|(id, _)| *id == args.segment).map(|(_, key)| key);
    let batch = engine.batch_of(&page.document, args.segment);
    let (Some(key), Some(batch)) = (key, batch) else {
        let message = format!("`{}` names no segment with anything to translate", args.segment);
        return Err(CommandError::usage(message)
            .hint("an edition in JSON names its segments: `recto translate -f json FILE`"));
    };
    let mut text = format!(
        "segment {}: {}\nkey {}\n",
        args.segment,
        plain::line(&key.source),
        key.fingerprint()
    );
    if let Some(memory) = job.memory() {
        text += &memory_of(memory, &key)?;
    }
    match askers::codec(&settings)? {
        Some(opened) => text += &request(&opened, &batch),
        None => text += "nothing is sent in the form of a request that could be shown\n",
    }
    context.report.result(text.as_bytes())?;
    Ok(Exit::Done)
}

fn page(file: &PathBuf, reader: &Reader, context: &Context) -> Result<Option<Page>, CommandError> {
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

/// Says whether an answer is remembered, and in what the nearest ones differ.
fn memory_of(memory: &Sqlite, key: &Key) -> Result<String, CommandError> {
    let near = memory.why(key).map_err(|fault| remembered::failed(&fault))?;
    if near.is_empty() {
        return Ok("remembered: no, nor any answer to this text\n".into());
    }
    let mut text = String::new();
    for (entry, parts) in near {
        let id = &entry.id.to_string()[..8];
        let by = entry.record.made_by();
        if parts.is_empty() {
            let _ = writeln!(text, "remembered: yes, as {id}, by {by}");
            continue;
        }
        let parts: Vec<&str> = parts.into_iter().map(word).collect();
        let _ = writeln!(text, "remembered: as {id}, by {by}, with other {}", parts.join(", "));
    }
    Ok(text)
}

fn word(part: KeyPart) -> &'static str {
    match part {
        KeyPart::Source => "text",
        KeyPart::Languages => "languages",
        KeyPart::Provider => "provider",
        KeyPart::Model => "model",
        KeyPart::Prompt => "prompt",
        KeyPart::Terms => "terms",
        KeyPart::Figures => "figures",
    }
}

/// Writes the request as it would be sent, without the key.
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
    let body = match serde_json::from_slice::<serde_json::Value>(&call.body) {
        Ok(value) => format!("{value:#}"),
        Err(_) => String::from_utf8_lossy(&call.body).into_owned(),
    };
    let request = opened.redactor.text(&format!("{text}\n{body}\n"));
    request.lines().map(|line| plain::line(line).into_owned() + "\n").collect()
}
