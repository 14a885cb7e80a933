//! One suite for all providers: each makes the request that is on file, reads the answers that are
//! on file, and refuses what is no answer.
//!
//! `tests/fixtures/<provider>/settings.json` says how it is opened, `request.json` is the request
//! (`SNAPSHOTS=overwrite cargo test` writes it anew), every other file is an answer with what is to
//! become of it. `good.json` must be there.

#![expect(clippy::unwrap_used, reason = "a test may stop where its own helper fails")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use recto_core::document::Kind;
use recto_core::port::{Answers, Batch, Item, TermUse, ValueUse};
use recto_providers::api::{Api, read};
use recto_providers::call::{Answer, Call, Moment, Value as HeaderValue};
use recto_providers::catalogue::{self, Entry};
use recto_providers::settings::Settings;
use recto_providers::verdict::{Class, Fault};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Value, json};

/// A key that may occur in its header alone.
const KEY: &str = "canary-id-4711:canary-secret-0815";

const AT: Moment = Moment { seconds: 1_767_323_045, nonce: 7 };

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Setting {
    model: Option<String>,
    base_url: Option<String>,
    options: BTreeMap<String, String>,
    /// How many segments it is asked for; two unless it takes only one.
    items: Option<usize>,
    /// Why the key stands in the body, where the API wants it so.
    key_in_body: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(default = "ok")]
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    /// The body as JSON.
    #[serde(default)]
    body: Option<Value>,
    /// The body as text, where it is no JSON.
    #[serde(default)]
    text: Option<String>,
    /// The translations that are to be read; missing ones as null.
    #[serde(default)]
    answers: Option<Vec<Option<String>>>,
    /// The model that is to be read.
    #[serde(default)]
    model: Option<String>,
    /// Input tokens, output tokens, characters.
    #[serde(default)]
    usage: Option<[u64; 3]>,
    /// The class of the fault.
    #[serde(default)]
    class: Option<String>,
    /// The seconds it asks to wait.
    #[serde(default)]
    wait: Option<f64>,
}

struct Provider {
    entry: Entry,
    folder: PathBuf,
    setting: Setting,
}

fn ok() -> u16 {
    200
}

fn providers() -> Vec<Provider> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let provider = |entry: Entry| {
        let own = fixtures.join(&*entry.card.id);
        // A copy of OpenAI's API answers as OpenAI does.
        let is_copy = matches!(entry.kind, catalogue::Kind::Compatible(_)) && !own.exists();
        let folder = if is_copy { fixtures.join("openai") } else { own };
        let file = folder.join("settings.json");
        let setting = if file.exists() && !is_copy { parse(&file) } else { Setting::default() };
        Provider { entry, folder, setting }
    };
    catalogue::entries().map(provider).collect()
}

fn parse<T: for<'a> Deserialize<'a>>(file: &Path) -> T {
    let text = std::fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
}

impl Provider {
    fn id(&self) -> &str {
        &self.entry.card.id
    }

    fn is_copy(&self) -> bool {
        !self.folder.ends_with(self.id())
    }

    fn open(&self) -> Box<dyn Api<Batch, Answers>> {
        let needs_model = self.entry.card.model.is_empty() && self.entry.sort() == "chat";
        let settings = Settings {
            provider: self.id().to_owned(),
            model: self.setting.model.clone().or_else(|| needs_model.then(|| "model-1".into())),
            base_url: self.setting.base_url.clone().or_else(|| {
                self.entry.card.base_url.is_empty().then(|| "https://llm.example/v1".into())
            }),
            options: self.setting.options.clone(),
            prompt: Some("Translate into {{ english }} as JSON.".into()),
            ..Settings::default()
        };
        match catalogue::codec(&settings, Some(SecretString::from(KEY))) {
            Ok(opened) => opened.api,
            Err(fault) => panic!("{}: {fault}", self.id()),
        }
    }

    fn batch(&self) -> Batch {
        let most = self.setting.items.unwrap_or(2).min(self.entry.card.limits.items);
        let item = |id: u32, text: &str| Item {
            id,
            kind: Kind::Paragraph,
            text: text.to_owned(),
            head_missing: false,
            tail_missing: false,
            values: vec![],
            example: None,
            again: None,
        };
        let mut items =
            vec![item(3, "白河县投资1.2亿元修路。"), item(4, "“开门办学” & 书香<校园>")];
        items[0].values = vec![ValueUse { zh: "1.2亿元".into(), en: "120 million yuan".into() }];
        items.truncate(most);
        let term = TermUse {
            zh: "白河县".into(),
            first: "Baihe County".into(),
            next: String::new(),
            must: true,
        };
        Batch {
            headline: "白河县修路".into(),
            before: "前文。".into(),
            after: "后文。".into(),
            terms: vec![term],
            items,
            ..Batch::default()
        }
    }

    fn cases(&self) -> Vec<(String, Case)> {
        let mut cases: Vec<_> = std::fs::read_dir(&self.folder)
            .unwrap_or_else(|_| panic!("{} has no fixtures", self.id()))
            .map(|file| file.unwrap().path())
            .filter(|file| !file.ends_with("request.json") && !file.ends_with("settings.json"))
            .map(|file| (format!("{}: {}", self.id(), file.display()), parse(&file)))
            .collect();
        cases.sort_by(|(a, _), (b, _)| a.cmp(b));
        cases
    }

    fn good(&self) -> Case {
        parse(&self.folder.join("good.json"))
    }

    fn read(&self, answer: &Answer) -> Result<Answers, Fault> {
        read(self.open().as_ref(), &self.batch(), answer)
    }
}

impl Case {
    fn answer(&self) -> Answer {
        let json = || self.body.as_ref().map(|body| body.to_string().into_bytes());
        let text = || self.text.as_ref().map(|text| text.clone().into_bytes());
        Answer {
            status: self.status,
            headers: self.headers.clone().into_iter().collect(),
            body: json().or_else(text).unwrap_or_default(),
        }
    }
}

fn said(status: u16, body: &str) -> Answer {
    Answer { status, headers: vec![], body: body.as_bytes().to_vec() }
}

#[track_caller]
fn assert_class(provider: &Provider, answer: &Answer, classes: &[Class]) {
    match provider.read(answer) {
        Ok(answers) => panic!("{}: {answer:?} is read as {answers:?}", provider.id()),
        Err(fault) => {
            assert!(classes.contains(&fault.class), "{}: {fault:?} for {answer:?}", provider.id());
        }
    }
}

#[test]
fn each_request_is_the_one_on_file() {
    for provider in providers().iter().filter(|provider| !provider.is_copy()) {
        let shown = shown(&provider.open().encode(&provider.batch(), AT));
        let file = provider.folder.join("request.json");
        if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
            let text = serde_json::to_string_pretty(&shown).unwrap() + "\n";
            std::fs::write(&file, text).unwrap();
        }
        assert_eq!(shown, parse::<Value>(&file), "{}", file.display());
    }
}

#[test]
fn the_key_is_in_no_url_and_in_no_body_that_need_not_have_it() {
    for provider in providers() {
        let call = provider.open().encode(&provider.batch(), AT);
        let body = String::from_utf8_lossy(&call.body);
        assert!(!call.url.contains("canary"), "{}: {}", provider.id(), call.url);
        assert!(
            call.url.starts_with("https://") || call.url.starts_with("http://localhost"),
            "{}",
            call.url
        );
        if provider.setting.key_in_body.is_none() {
            assert!(!body.contains("canary-secret"), "{}: {body}", provider.id());
        }
        for header in &call.headers {
            if let HeaderValue::Open(value) = &header.value {
                assert!(!value.contains("canary-secret"), "{}: {}", provider.id(), header.name);
            }
        }
        assert!(!format!("{call:?}").contains("canary-secret"), "{}", provider.id());
    }
}

#[test]
fn each_answer_on_file_becomes_what_is_on_file() {
    let mut wrong = Vec::new();
    for provider in providers().iter().filter(|provider| !provider.is_copy()) {
        for (name, case) in provider.cases() {
            // Every case is tried, so that one run tells all that is wrong.
            if std::panic::catch_unwind(|| assert_case(&name, provider, &case)).is_err() {
                wrong.push(name);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The classes that a chat API has to have on file; a translation API cannot be cut or filter.
const CHAT: &[&str] = &[
    "RateLimited",
    "Overloaded",
    "QuotaExhausted",
    "Auth",
    "TooLarge",
    "Truncated",
    "BadRequest",
    "Settings",
];
const TRANSLATION: &[&str] = &["RateLimited", "Auth"];

#[test]
fn the_classes_that_matter_are_on_file_for_everybody() {
    let mut missing = Vec::new();
    for provider in providers().iter().filter(|provider| !provider.is_copy()) {
        let cases = provider.cases();
        let has = |class: &str| cases.iter().any(|(_, case)| case.class.as_deref() == Some(class));
        let needed = if provider.entry.sort() == "chat" { CHAT } else { TRANSLATION };
        let lacks = needed.iter().filter(|class| !has(class));
        missing.extend(lacks.map(|class| format!("{} {class}", provider.id())));
        if !["TooLarge", "BadRequest"].into_iter().any(has) {
            missing.push(format!("{} TooLarge or BadRequest", provider.id()));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[track_caller]
fn assert_case(name: &str, provider: &Provider, case: &Case) {
    let result = provider.read(&case.answer());
    match (&case.answers, &case.class) {
        (Some(expected), None) => assert_good(name, provider, case, expected, result),
        (None, Some(class)) => {
            let fault = result.expect_err(name);
            assert_eq!(format!("{:?}", fault.class), *class, "{name}: {fault:?}");
            assert_eq!(fault.wait.map(|wait| wait.as_secs_f64()), case.wait, "{name}");
            assert!(!fault.said.contains('\n') && fault.said.len() < 600, "{name}");
        }
        _ => panic!("{name}: either `answers` or `class`"),
    }
}

#[track_caller]
fn assert_good(
    name: &str,
    provider: &Provider,
    case: &Case,
    expected: &[Option<String>],
    result: Result<Answers, Fault>,
) {
    let answers = result.unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
    let batch = provider.batch();
    let found: Vec<_> = batch
        .items
        .iter()
        .map(|item| answers.items.iter().find(|a| a.id == item.id).map(|a| a.text.clone()))
        .collect();
    assert_eq!(found, expected, "{name}");
    assert_eq!(answers.items.len(), expected.iter().flatten().count(), "{name}");
    if let Some(model) = &case.model {
        assert_eq!(answers.model, *model, "{name}");
    }
    if let Some(usage) = case.usage {
        let used = &answers.usage;
        assert_eq!([used.input_tokens, used.output_tokens, used.characters], usage, "{name}");
    }
}

#[test]
fn copies_of_openai_read_what_openai_answers() {
    for provider in providers().iter().filter(|provider| provider.is_copy()) {
        let case = provider.good();
        let expected = case.answers.clone().unwrap();
        assert_good(provider.id(), provider, &case, &expected, provider.read(&case.answer()));
    }
}

#[test]
fn what_is_no_answer_is_unusable_for_everybody() {
    for provider in providers() {
        let page = "<!doctype html>\n<html><title>Sign in to the network</title></html>";
        for body in ["", " \n", "null", "{}", "[]", "[{}]", "5", "\"text\"", "{\"data\":", page] {
            assert_class(&provider, &said(200, body), &[Class::Unusable]);
        }
        assert_class(&provider, &said(200, &"[".repeat(50_000)), &[Class::Unusable]);
        let mut broken = provider.good().answer();
        broken.body.insert(broken.body.len() / 2, 0xff);
        broken.body.truncate(broken.body.len() - 1);
        assert_class(&provider, &broken, &[Class::Unusable]);
    }
}

#[test]
fn a_good_answer_that_is_cut_anywhere_is_never_read_as_a_whole() {
    for provider in providers().iter().filter(|provider| !provider.is_copy()) {
        let good = provider.good().answer();
        let end = good.body.trim_ascii_end().len();
        for length in (0..end).step_by(1 + end / 97) {
            let cut = Answer { body: good.body[..length].to_vec(), ..good.clone() };
            assert_class(provider, &cut, &[Class::Unusable]);
        }
    }
}

#[test]
fn what_servers_say_by_status_alone_is_understood_from_everybody() {
    let known: &[(u16, &[Class])] = &[
        (401, &[Class::Auth]),
        (413, &[Class::TooLarge]),
        (429, &[Class::RateLimited]),
        (500, &[Class::Overloaded]),
        (502, &[Class::Overloaded]),
        (503, &[Class::Overloaded]),
        (529, &[Class::Overloaded]),
    ];
    for provider in providers() {
        for (status, classes) in known {
            for body in ["", "<html>no</html>", "{}", "{\"error\":{}}"] {
                assert_class(&provider, &said(*status, body), classes);
            }
        }
    }
}

#[test]
fn a_redirect_is_a_wrong_setting_that_names_the_host() {
    for provider in providers() {
        let mut answer = said(307, "");
        answer.headers.push(("location".into(), "https://elsewhere.example/v1?key=x".into()));
        let fault = provider.read(&answer).unwrap_err();
        assert_eq!(fault.class, Class::Settings, "{}", provider.id());
        assert!(fault.said.contains("`elsewhere.example`"), "{}", fault.said);
    }
}

#[test]
fn a_shorter_or_longer_list_is_never_matched_by_place() {
    for provider in providers().iter().filter(|provider| provider.entry.sort() == "translation") {
        if provider.batch().items.len() < 2 {
            continue;
        }
        let file = provider.folder.join("wrong-count.json");
        let case: Case = parse(&file);
        assert_class(provider, &case.answer(), &[Class::Unusable]);
    }
}

/// Shows a request with its key, as it goes over the wire.
fn shown(call: &Call) -> Value {
    let value = |value: &HeaderValue| match value {
        HeaderValue::Open(text) => text.clone(),
        HeaderValue::Secret(text) => text.expose_secret().to_owned(),
    };
    let headers: BTreeMap<_, _> =
        call.headers.iter().map(|header| (header.name.to_string(), value(&header.value))).collect();
    let text = String::from_utf8(call.body.clone()).unwrap();
    let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    json!({"method": call.method.as_str(), "url": call.url, "headers": headers, "body": body})
}
