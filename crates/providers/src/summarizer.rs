//! How a provider is opened as one that writes digests.

use std::sync::Arc;

use recto_core::port::Summarizer;
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
    let card = catalogue::find(&settings.provider)?.card;
    let wire = Wire::new(opened.address, catalogue::pace(card, settings), opened.redactor);
    let (items, characters) = ARTICLE;
    let parallel = settings.parallel.unwrap_or(card.limits.parallel);
    let reach = Reach { items, characters, parallel };
    Ok(Box::new(Remote::new(opened.api, Arc::new(wire), opened.asker, reach)))
}

/// Makes only the codec of a provider: what `open` puts on a wire.
pub fn codec(
    settings: &Settings,
    key: Option<SecretString>,
) -> Result<Opened<Summarizing>, SettingsFault> {
    catalogue::opened(settings, key, api)
}

fn api(kind: Kind, opening: &Opening<'_>) -> Result<(Summarizing, String), SettingsFault> {
    let (chat, first) = kind.chat(opening)?;
    let settings = opening.settings;
    let template = settings.prompt.as_deref().unwrap_or(DIGEST);
    let prompts = Arc::new(Prompts::render(template, &settings.languages, &settings.style)?);
    let fingerprint = catalogue::with_temperature(&prompts.fingerprint(), settings);
    Ok((Box::new(Editor::new(chat, prompts, settings.temperature, first)), fingerprint))
}
