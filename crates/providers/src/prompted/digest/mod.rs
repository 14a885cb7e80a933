//! A chat model that writes digests by a prompt: passages with ids go out, sentences that cite them come
//! back. Nothing that comes back is believed here; the engine proves it.
//!
//! `question` what is asked · `answer` what is read of the answer.

use std::sync::Arc;
use std::time::Duration;

use recto_core::port::{Brief, Draft, Style};
use recto_core::unit::Languages;

use super::learnt::{Learnt, Rung};
use super::prompt::{Prompt, PromptFault};
use crate::api::{Api, Ask, Chat, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::Card;
use crate::feature::Feature;
use crate::verdict::{Fault, Verdict};

mod answer;
mod question;

pub(super) use answer::schema;
pub(super) use question::FORMAT;

/// The instructions for every style of digest.
#[derive(Debug)]
pub struct Prompts(Vec<(Style, Prompt)>);

impl Prompts {
    /// Renders a template once for each style.
    pub fn render(template: &str, languages: &Languages, style: &str) -> Result<Self, PromptFault> {
        let one = |form| Ok((form, Prompt::digest(template, languages, style, form)?));
        Style::ALL.into_iter().map(one).collect::<Result<_, _>>().map(Self)
    }

    /// Returns the fingerprint of all of them.
    pub fn fingerprint(&self) -> String {
        let each = self.0.iter().map(|(_, prompt)| prompt.fingerprint());
        super::prompt::short(recto_core::fingerprint::Fingerprint::of(each))
    }

    fn system(&self, style: Style) -> &str {
        self.0.iter().find(|(form, _)| *form == style).map_or("", |(_, prompt)| prompt.system())
    }
}

/// A chat model that writes digests.
pub struct Editor<C> {
    chat: C,
    prompts: Arc<Prompts>,
    temperature: Option<f32>,
    learnt: Learnt,
}

impl<C: Chat> Editor<C> {
    /// Makes a summarizer of a chat model; `first` is the form of answer that is tried first.
    pub fn new(chat: C, prompts: Arc<Prompts>, temperature: Option<f32>, first: Rung) -> Self {
        Self { chat, prompts, temperature, learnt: Learnt::from(first) }
    }
}

impl<C: Chat> Vendor for Editor<C> {
    fn card(&self) -> &Card {
        self.chat.card()
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        self.chat.explain(answer)
    }
}

impl<C: Chat> Api<Brief, Draft> for Editor<C> {
    fn encode(&self, brief: &Brief, at: Moment) -> Call {
        let user = question::write(brief);
        let length = expected_tokens(brief);
        let refused = self.learnt.refused();
        let ask = Ask {
            system: self.prompts.system(brief.style),
            user: &user,
            form: self.learnt.form(answer::schema()),
            length: length * 2 + 400,
            temperature: self.temperature.filter(|_| !refused.holds(Feature::Temperature)),
            refused,
            // As for translations: slow machines write ten tokens in a second.
            patience: Duration::from_secs(60) + Duration::from_millis(100) * length,
        };
        self.chat.encode(&ask, at)
    }

    fn decode(&self, brief: &Brief, answer: &Answer) -> Result<Draft, Fault> {
        let reply = self.chat.decode(answer)?;
        let read = answer::read(&reply.text, brief);
        self.learnt.graded(read.is_ok());
        Ok(Draft { claims: read?, model: reply.model, usage: reply.usage })
    }

    fn learn(&self, fault: &Fault) {
        self.learnt.note(fault);
    }
}

/// A word has one token and a half; about as many go into citations, names of fields and quoted Chinese.
fn expected_tokens(brief: &Brief) -> u32 {
    let words = u32::try_from(brief.words).unwrap_or(u32::MAX / 16);
    words * 4 + 200
}

#[cfg(test)]
mod tests {
    use recto_core::document::Kind;
    use recto_core::port::{Passage, ValueUse};

    use super::*;

    /// A brief of a headline and a paragraph.
    pub(super) fn brief() -> Brief {
        let value = |zh: &str, en: &str| ValueUse { zh: zh.into(), en: en.into() };
        let passage = |id, kind, zh: &str, en: &str, values| Passage {
            id,
            kind,
            zh: zh.into(),
            en: en.into(),
            values,
        };
        Brief {
            words: 120,
            names: vec![value("江照海", "Jiang Zhaohai")],
            passages: vec![
                passage(1, Kind::Headline, "白河大桥通车", "", Vec::new()),
                passage(
                    2,
                    Kind::Paragraph,
                    "白河大桥总投资2.4亿元。",
                    "Baihe Bridge cost 240 million yuan.",
                    vec![value("2.4亿元", "240 million yuan")],
                ),
            ],
            ..Brief::default()
        }
    }

    #[test]
    fn every_style_has_its_instructions() {
        let prompts = Prompts::render(super::super::DIGEST, &Languages::default(), "").unwrap();
        for style in Style::ALL {
            assert!(prompts.system(style).contains("American English"));
        }
        assert!(prompts.system(Style::Wire).contains("agency"));
        let other = Prompts::render("Digest {{ form }}.", &Languages::default(), "").unwrap();
        assert_ne!(prompts.fingerprint(), other.fingerprint());
    }
}
