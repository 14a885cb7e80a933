//! An API that the user describes in `recto.toml`, without any code: address, headers, a template
//! for the body, and where in the answer the translations stand.
//!
//! The body is a template in which every value is inserted as JSON, so that no text of a page can
//! break out of its place. It knows `texts`, `text` (the first of them), `source`, `target`,
//! `context` and `model`; any other name is an error. Answers are matched by number, never by less.

use std::fmt;

use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};
use recto_core::port::{Answers, Batch, Item};
use secrecy::SecretString;
use serde::de;
use serde_json::Value;

use super::texts;
use crate::api::{Api, Vendor};
use crate::call::{Answer, Call, Moment};
use crate::card::{Card, KeyRule, Text};
use crate::language;
use crate::verdict::{Class, Fault, Verdict, one_line};

mod definition;
mod path;

pub use definition::{Definition, DefinitionFault, Kind, Signing};

use definition::is_header;
use path::collect;

/// The API with its settings.
pub struct Http {
    card: Card,
    definition: Definition,
    model: String,
    key: Option<SecretString>,
    template: Environment<'static>,
}

/// The name of the template; its ending makes every value JSON.
const BODY: &str = "body.json";

impl Http {
    /// Makes an API of a definition under the name the user gave it.
    pub fn new(
        id: &str,
        definition: Definition,
        model: &str,
        key: Option<SecretString>,
    ) -> Result<Self, DefinitionFault> {
        let card = card(id, &definition);
        let template = template(&definition.body)?;
        let http = Self { card, definition, model: model.to_owned(), key, template };
        http.check()?;
        Ok(http)
    }

    fn check(&self) -> Result<(), DefinitionFault> {
        let definition = &self.definition;
        let error = definition.error.as_deref().unwrap_or("/");
        let code = definition.code.as_deref().unwrap_or("/");
        let paths = [("result", definition.result.as_str()), ("error", error), ("code", code)];
        if let Some((name, _)) = paths.iter().find(|(_, path)| !path.starts_with('/')) {
            return Err(DefinitionFault::Path(name));
        }
        if let Some(name) = definition.headers.keys().find(|name| !is_header(name)) {
            return Err(DefinitionFault::Header(name.clone()));
        }
        // A text that breaks whatever does not insert it as JSON.
        let body = self.body(&sample()).map_err(DefinitionFault::Body)?;
        let is_json = serde_json::from_str::<de::IgnoredAny>(&body);
        is_json.map_err(|error| DefinitionFault::NotJson(one_line(&error.to_string())))?;
        Ok(())
    }

    fn body(&self, batch: &Batch) -> Result<String, String> {
        let definition = &self.definition;
        let or = |said: &Option<String>, tag: &str| match said {
            Some(said) => said.clone(),
            None => language::base(tag),
        };
        let values = context! {
            texts => owned(texts::all(batch)),
            text => texts::one(batch).to_owned(),
            source => or(&definition.source, &batch.languages.from),
            target => or(&definition.target, &batch.languages.to),
            context => texts::context(batch),
            model => self.model.clone(),
        };
        let rendered = self.template.get_template(BODY).and_then(|body| body.render(values));
        rendered.map_err(|error| one_line(error.detail().unwrap_or(&error.kind().to_string())))
    }
}

impl Vendor for Http {
    fn card(&self) -> &Card {
        &self.card
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        let body: Value = serde_json::from_slice(&answer.body).ok()?;
        let at = |path: &Option<String>| body.pointer(path.as_deref()?).map(shown);
        let known = at(&self.definition.code).and_then(|code| self.definition.codes.get(&code));
        if let Some(code) = known {
            return Some(Fault::of(code.class(), answer).into());
        }
        let said = at(&self.definition.error).filter(|said| !said.is_empty() && said != "null")?;
        // Above 299 the status says what kind of error it is, and the shared rule reads it.
        (answer.status < 300)
            .then(|| Fault::new(Class::BadRequest, format!("an error: {}", one_line(&said))).into())
    }
}

impl Api<Batch, Answers> for Http {
    fn encode(&self, batch: &Batch, _at: Moment) -> Call {
        let definition = &self.definition;
        // What can fail was tried with a sample when the provider was opened.
        let body = self.body(batch).unwrap_or_default();
        let url = definition.url.clone();
        let mut call = Call::post(url, "application/json", body.into_bytes());
        for (name, value) in &definition.headers {
            call = call.with(name.to_lowercase(), value.as_str());
        }
        match &definition.signing {
            Signing::None => call,
            Signing::Bearer => call.secret_with("authorization", "Bearer ", self.key.as_ref()),
            Signing::Header(name) => call.secret_with(name.to_lowercase(), "", self.key.as_ref()),
            Signing::Query(name) => call.secret_query(name, self.key.clone()),
        }
    }

    fn decode(&self, batch: &Batch, answer: &Answer) -> Result<Answers, Fault> {
        let body: Value = answer.json()?;
        let mut found = Vec::new();
        let path: Vec<_> = self.definition.result.split('/').skip(1).collect();
        collect(&body, &path, &mut found);
        if found.is_empty() {
            let said = format!("nothing at `{}`: check `result`", self.definition.result);
            return Err(Fault::new(Class::Unusable, said));
        }
        texts::answers(batch, found)
    }
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Http").field("id", &self.card.id).finish_non_exhaustive()
    }
}

fn card(id: &str, definition: &Definition) -> Card {
    let is_signed = definition.signing != Signing::None;
    Card {
        id: id.to_owned().into(),
        name: id.to_owned().into(),
        base_url: definition.url.split('?').next().unwrap_or_default().to_owned().into(),
        docs: Text::default(),
        key: KeyRule { variables: definition.key_env.clone(), optional: !is_signed },
        model: Text::default(),
        limits: definition.limits,
        options: Vec::new().into(),
    }
}

fn template(body: &str) -> Result<Environment<'static>, DefinitionFault> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Json);
    let added = environment.add_template_owned(BODY, body.to_owned());
    added.map_err(|error| {
        DefinitionFault::Body(one_line(error.detail().unwrap_or(&error.kind().to_string())))
    })?;
    Ok(environment)
}

fn owned(texts: Vec<&str>) -> Vec<String> {
    texts.into_iter().map(str::to_owned).collect()
}

fn sample() -> Batch {
    let item = Item {
        id: 1,
        kind: recto_core::document::Kind::Paragraph,
        text: "\"}],{\\白河县\n".into(),
        head_missing: false,
        tail_missing: false,
        values: vec![],
        example: None,
        again: None,
    };
    Batch { items: vec![item], ..Batch::default() }
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::batch;

    const MYCORP: &str = r#"
        kind = "http"
        url = "https://mt.mycorp.example/v1/translate?tier=news"
        headers = { X-Team = "news" }
        body = '{"q": {{ texts }}, "from": {{ source }}, "to": {{ target }}, "around": {{ context }}}'
        result = "/data/*/text"
        signing = "header:X-Api-Key"
        key_env = "MYCORP_KEY"
        error = "/error/message"
        code = "/error/code"
        codes = { E17 = "quota", 42 = "busy" }
        limits = { items = 4, characters = 900, parallel = 2 }
    "#;

    fn open(text: &str) -> Result<Http, DefinitionFault> {
        let definition = toml::from_str(text).unwrap();
        Http::new("mycorp", definition, "", Some(SecretString::from("canary")))
    }

    fn read(status: u16, body: &str) -> Result<Answers, Fault> {
        let answer = Answer { status, headers: vec![], body: body.as_bytes().to_vec() };
        crate::api::read(&open(MYCORP).unwrap(), &batch(&["一", "二"]), &answer)
    }

    #[track_caller]
    fn assert_wrong(change: (&str, &str), words: &str) {
        let fault = open(&MYCORP.replace(change.0, change.1)).unwrap_err().to_string();
        assert!(fault.contains(words), "{fault}");
    }

    #[test]
    fn a_request_is_made_of_the_definition() {
        let http = open(MYCORP).unwrap();
        let call = http.encode(&batch(&["“一”\"}]", "二\n"]), Moment { seconds: 0, nonce: 0 });
        let body: Value = serde_json::from_slice(&call.body).unwrap();
        assert_eq!(body["q"], serde_json::json!(["“一”\"}]", "二\n"]));
        assert_eq!((body["from"].as_str(), body["to"].as_str()), (Some("zh"), Some("en")));
        assert_eq!(call.header("x-team"), Some("news"));
        assert!(call.headers.iter().any(|header| header.name == "x-api-key"));
        assert!(!call.url.contains("canary"));
        assert_eq!(http.card().key.to_set(), "MYCORP_KEY");
        assert_eq!(http.card().limits.items, 4);
    }

    #[test]
    fn an_answer_is_read_at_its_path_and_counted() {
        let good = read(200, r#"{"data":[{"text":"one"},{"text":"two"}]}"#).unwrap();
        assert_eq!(good.items[1].text, "two");
        let class = |status, body| read(status, body).unwrap_err().class;
        assert_eq!(class(200, r#"{"data":[{"text":"one"}]}"#), Class::Unusable);
        assert_eq!(class(200, r#"{"rows":[]}"#), Class::Unusable);
        assert_eq!(class(200, "<html>"), Class::Unusable);
        assert_eq!(class(200, r#"{"error":{"code":"E17"}}"#), Class::QuotaExhausted);
        assert_eq!(class(200, r#"{"error":{"code":42}}"#), Class::Overloaded);
        assert_eq!(class(200, r#"{"error":{"message":"no"}}"#), Class::BadRequest);
        assert_eq!(class(429, r#"{"error":{"message":"slow"}}"#), Class::RateLimited);
        assert_eq!(class(401, ""), Class::Auth);
    }

    #[test]
    fn what_is_wrong_with_a_definition_is_said_by_name() {
        assert_wrong(("{{ texts }}", "{{ text_list }}"), "`body`");
        assert_wrong(("{{ source }}", "\"{{ source }}\""), "JSON");
        assert_wrong(("{{ texts }}", "{{ texts"), "`body`");
        assert_wrong(("\"/data/*/text\"", "\"data.text\""), "`result`");
        assert_wrong(("X-Team", "\"X Team\""), "`X Team`");
        let unknown: Result<Definition, _> = toml::from_str("url = 'x'");
        assert!(unknown.unwrap_err().to_string().contains("body"));
        let signing: Result<Definition, _> =
            toml::from_str(&MYCORP.replace("header:X-Api-Key", "cookie"));
        assert!(signing.unwrap_err().to_string().contains("bearer"));
    }
}
