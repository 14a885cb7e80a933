//! The standing instructions: a template of `prompts/`, rendered once.
//!
//! Nothing of a page ever goes into them. The caller may bring another text for the template; this
//! crate opens no file.

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    system: String,
    fingerprint: String,
}

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the prompt does not work: {0}")]
pub struct PromptFault(String);

impl Prompt {
    /// Renders a template for an edition in a language and a house style.
    ///
    /// It knows `english` (the kind of English, as people call it) and `style` (the house style in
    /// a sentence, or nothing).
    pub fn render(template: &str, languages: &Languages, style: &str) -> Result<Self, PromptFault> {
        let values = context! { english => english(&languages.to), style => style };
        let system = filled(template, values)?;
        let schema = reply::schema().to_string();
        let whole = Fingerprint::of([system.as_str(), request::FORMAT, schema.as_str()]);
        Ok(Self { system, fingerprint: short(whole) })
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
        let values = context! { english => english, style => style, form => form.as_str() };
        let system = filled(template, values)?;
        let schema = digest::schema().to_string();
        let whole = Fingerprint::of([system.as_str(), digest::FORMAT, schema.as_str()]);
        Ok(Self { system, fingerprint: short(whole) })
    }

    /// Returns the instructions.
    pub fn system(&self) -> &str {
        &self.system
    }

    /// Returns the fingerprint of everything that shapes a request: the instructions and the forms
    /// of question and answer.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
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
    }

    #[test]
    fn a_reworded_prompt_has_another_fingerprint() {
        let (one, two) = (render("Translate.").unwrap(), render("Translate!").unwrap());
        assert_ne!(one.fingerprint(), two.fingerprint());
        assert_eq!(one.fingerprint().len(), 12);
        assert_eq!(one, render("Translate.").unwrap());
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
