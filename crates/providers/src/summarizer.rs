//! How a provider is opened as one that writes digests.

use std::sync::Arc;

use recto_core::port::{Brief, Draft, Limits, Promise, Refusal, Summarizer};
use recto_core::unit::Asker;
use secrecy::SecretString;

use crate::api::Summarizing;
use crate::card::Reach;
use crate::catalogue::{self, Kind, Opened, Opening};
use crate::prompted::DIGEST;
use crate::prompted::digest::{Editor, Prompts};
use crate::remote::Remote;
use crate::settings::{Settings, SettingsFault};
use crate::wire::Wire;

/// The passages and characters of one request: an article in one, wherever its model takes it. What a
/// model does not take is asked for in halves.
const ARTICLE: (usize, usize) = (400, 24_000);

/// Opens a provider as one that writes digests: checks what the user says. Nothing is sent.
///
/// `settings.prompt` is the text of a template that replaces `digest.j2`.
pub fn open(
    settings: &Settings,
    key: Option<SecretString>,
) -> Result<Box<dyn Summarizer>, SettingsFault> {
    let opened = codec(settings, key)?;
    let entry = catalogue::find(&settings.provider)?;
    let card = entry.card;
    let wire = Wire::new(opened.address, catalogue::pace(card, settings), opened.redactor);
    let parallel = settings.parallel.unwrap_or(card.limits.parallel);
    let is_summary = matches!(entry.kind, Kind::Summary(_));
    let (items, characters) =
        if is_summary { (card.limits.items, card.limits.characters) } else { ARTICLE };
    let reach = Reach { items, characters, parallel };
    let remote = Remote::new(opened.api, Arc::new(wire), opened.asker, reach);
    Ok(if is_summary { Box::new(OfEnglish(remote)) } else { Box::new(remote) })
}

/// A summarizer that reads English alone and writes each sentence once.
struct OfEnglish(Remote<Brief, Draft>);

impl Summarizer for OfEnglish {
    fn asker(&self) -> &Asker {
        self.0.asker()
    }

    fn limits(&self) -> Limits {
        self.0.limits()
    }

    /// Asks for what is translated. A sentence that was refused is not asked for again: the same text
    /// would give the same summary, and be paid for twice.
    fn summarize<'a>(&'a self, brief: &'a Brief) -> Promise<'a, Result<Draft, Refusal>> {
        if !brief.again.is_empty() {
            return Box::pin(async { Ok(Draft::default()) });
        }
        if brief.passages.iter().all(|passage| passage.en.trim().is_empty()) {
            let id = &self.0.asker().provider;
            let said = format!("`{id}` sums up English, and nothing of this text is translated");
            return Box::pin(async { Err(Refusal::Content(said)) });
        }
        self.0.summarize(brief)
    }
}

/// Makes only the codec of a provider: what `open` puts on a wire.
pub fn codec(
    settings: &Settings,
    key: Option<SecretString>,
) -> Result<Opened<Summarizing>, SettingsFault> {
    catalogue::opened(settings, key, api)
}

fn api(kind: Kind, opening: &Opening<'_>) -> Result<(Summarizing, String), SettingsFault> {
    if let Kind::Summary(make) = kind {
        return Ok((make(opening), catalogue::shape(opening.settings)));
    }
    let (chat, first) = kind.chat(opening)?;
    let settings = opening.settings;
    let template = settings.prompt.as_deref().unwrap_or(DIGEST);
    let prompts = Arc::new(Prompts::render(template, &settings.languages, &settings.style)?);
    let fingerprint = catalogue::with_temperature(&prompts.fingerprint(), settings);
    Ok((Box::new(Editor::new(chat, prompts, settings.temperature, first)), fingerprint))
}
