//! The instructions: a template of `prompts/`, rendered once for each set of things it has to explain.
//!
//! Nothing of a page ever goes into them. What a question does not hold is not explained, since every
//! word of every request is paid for. The caller may bring another text for the template; this crate
//! opens no file.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::{Environment, UndefinedBehavior, Value, context};
use recto_core::fingerprint::Fingerprint;
use recto_core::port::Style;
use recto_core::unit::Languages;
use thiserror::Error;

use super::{digest, reply, request};

/// The template of the translator that comes with Recto.
pub const TRANSLATE: &str = include_str!("../../prompts/translate.j2");

/// The template of the summarizer that comes with Recto.
pub const DIGEST: &str = include_str!("../../prompts/digest.j2");

/// Instructions that are ready to be sent.
#[derive(Debug)]
pub struct Prompt {
    /// The instructions with everything explained.
    system: Arc<str>,
    fingerprint: String,
    /// What the instructions are rendered from; nothing where they are the same for every question.
    varying: Option<Varying>,
    /// The instructions for the sets of needs that were met so far.
    rendered: Mutex<HashMap<Needs, Arc<str>>>,
}

/// A template with what does not change from question to question.
#[derive(Debug)]
struct Varying {
    template: String,
    english: &'static str,
    style: String,
}

/// What a question holds beside plain segments, and the instructions have to explain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a variable of the template")]
pub struct Needs {
    /// Figures with their English.
    pub values: bool,
    /// Terms with their English.
    pub terms: bool,
    /// Terms that are used where they fit.
    pub optional: bool,
    /// 同比 or 环比.
    pub periods: bool,
    /// 倍 or 亩.
    pub multiples: bool,
    /// Segments that are no paragraphs.
    pub titles: bool,
    /// Segments that begin before the page does or end after it.
    pub cuts: bool,
    /// A headline or text around the segments.
    pub context: bool,
    /// Answers that have to be mended.
    pub drafts: bool,
}

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the prompt does not work: {0}")]
pub struct PromptFault(String);

impl Prompt {
    /// Renders a template for an edition in a language and a house style.
    ///
    /// It knows `english` (the kind of English, as people call it), `style` (the house style in
    /// a sentence, or nothing) and the names of [`Needs`], which say what a question holds.
    pub fn render(template: &str, languages: &Languages, style: &str) -> Result<Self, PromptFault> {
        let english = english(&languages.to);
        let varying = Varying { template: template.to_owned(), english, style: style.to_owned() };
        let system = varying.system(Needs::ALL)?;
        let least = varying.system(Needs::default())?;
        let schema = reply::schema().to_string();
        let whole = Fingerprint::of([&system, &least, request::FORMAT, schema.as_str()]);
        Ok(Self {
            system: system.into(),
            fingerprint: short(whole),
            varying: Some(varying),
            rendered: Mutex::default(),
        })
    }

    /// Renders a template for digests of a form, in a language and a house style.
    ///
    /// It knows `english` and `style` as above, and `form`: `brief`, `bullets`, `newsletter` or `wire`.
    pub fn digest(
        template: &str,
        languages: &Languages,
        style: &str,
        form: Style,
    ) -> Result<Self, PromptFault> {
        let english = english(&languages.to);
        let system = filled(template, context! { english, style, form => form.as_str() })?;
        let schema = digest::schema().to_string();
        let whole = Fingerprint::of([system.as_str(), digest::FORMAT, schema.as_str()]);
        Ok(Self {
            system: system.into(),
            fingerprint: short(whole),
            varying: None,
            rendered: Mutex::default(),
        })
    }

    /// Returns the instructions with everything explained.
    pub fn system(&self) -> &str {
        &self.system
    }

    /// Returns the instructions for a question that holds these things.
    pub fn system_for(&self, needs: Needs) -> Arc<str> {
        let Some(varying) = &self.varying else { return Arc::clone(&self.system) };
        let mut rendered = self.rendered.lock().unwrap_or_else(PoisonError::into_inner);
        let system = rendered.entry(needs).or_insert_with(|| {
            let system = varying.system(needs);
            // What cannot be rendered for these is explained whole.
            system.map_or_else(|_| Arc::clone(&self.system), Into::into)
        });
        Arc::clone(system)
    }

    /// Returns the fingerprint of everything that shapes a request: the instructions and the forms
    /// of question and answer.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

impl Needs {
    /// Everything there is to explain.
    pub const ALL: Self = Self {
        values: true,
        terms: true,
        optional: true,
        periods: true,
        multiples: true,
        titles: true,
        cuts: true,
        context: true,
        drafts: true,
    };
}

impl Varying {
    fn system(&self, needs: Needs) -> Result<String, PromptFault> {
        let Self { template, english, style } = self;
        let Needs { values, terms, optional, periods, multiples, titles, cuts, context, drafts } =
            needs;
        let variables = context! {
            english => *english, style => style.as_str(),
            values, terms, optional, periods, multiples, titles, cuts, context, drafts
        };
        filled(template, variables)
    }
}

fn filled(template: &str, values: Value) -> Result<String, PromptFault> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let rendered = environment.render_str(template, values);
    let system = rendered.map_err(|error| PromptFault(said(&error)))?.trim().to_owned();
    if system.is_empty() {
        return Err(PromptFault("it is empty".into()));
    }
    Ok(system)
}

pub(super) fn short(fingerprint: Fingerprint) -> String {
    fingerprint.to_string()[..12].to_owned()
}

fn english(tag: &str) -> &'static str {
    match tag {
        "en-GB" => "British English",
        "en-US" => "American English",
        _ => "English",
    }
}

fn said(error: &minijinja::Error) -> String {
    let line = error.line().map(|line| format!("line {line}: ")).unwrap_or_default();
    format!("{line}{}", error.detail().map_or_else(|| error.kind().to_string(), str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(template: &str) -> Result<Prompt, PromptFault> {
        Prompt::render(template, &Languages::default(), "")
    }

    #[test]
    fn the_prompt_that_comes_with_recto_is_short_and_ascii() {
        let prompt = render(TRANSLATE).unwrap();
        assert!(prompt.system().contains("American English"));
        assert!(prompt.system().len() < 1300, "{} bytes", prompt.system().len());
        let least = prompt.system_for(Needs::default());
        assert!(least.len() < 600, "{} bytes", least.len());
    }

    #[test]
    fn what_a_question_does_not_hold_is_not_explained() {
        let prompt = render(TRANSLATE).unwrap();
        let drafts = prompt.system_for(Needs { drafts: true, ..Needs::default() });
        assert!(drafts.contains("\"draft\"") && !drafts.contains("\"values\""), "{drafts}");
        assert_eq!(&*prompt.system_for(Needs::ALL), prompt.system());
        assert_ne!(prompt.system_for(Needs::default()), drafts);
    }

    #[test]
    fn what_does_not_work_for_some_questions_only_is_explained_whole() {
        let template = "{% if values and not terms %}{{ edition }}{% endif %}Translate.";
        let prompt = render(template).unwrap();
        let needs = Needs { values: true, ..Needs::default() };
        assert_eq!(&*prompt.system_for(needs), "Translate.");
    }

    #[test]
    fn a_reworded_prompt_has_another_fingerprint() {
        let (one, two) = (render("Translate.").unwrap(), render("Translate!").unwrap());
        assert_ne!(one.fingerprint(), two.fingerprint());
        assert_eq!(one.fingerprint().len(), 12);
        assert_eq!(one.fingerprint(), render("Translate.").unwrap().fingerprint());
        let conditional = render("Translate.{% if not drafts %}!{% endif %}").unwrap();
        assert_ne!(one.fingerprint(), conditional.fingerprint());
    }

    #[test]
    fn the_digest_prompt_is_short_and_each_style_has_its_own() {
        let made = Style::ALL.map(|form| Prompt::digest(DIGEST, &Languages::default(), "", form));
        let made: Vec<Prompt> = made.into_iter().map(Result::unwrap).collect();
        for (at, prompt) in made.iter().enumerate() {
            assert!(prompt.system().len() < 2000, "{} bytes", prompt.system().len());
            let is_other = |other: &Prompt| other.fingerprint() != prompt.fingerprint();
            assert!(made[at + 1..].iter().all(is_other));
        }
    }

    #[test]
    fn an_unknown_variable_is_an_error_with_its_line() {
        let fault = render("{{ english }}\n{{ edition }}").unwrap_err().to_string();
        assert!(fault.contains("line 2"), "{fault}");
        assert!(render("  \n").is_err());
        assert!(render("{% if %}").is_err());
    }
}
