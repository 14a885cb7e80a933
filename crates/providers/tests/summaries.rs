//! The APIs that sum up: each makes the request that is on file, reads the answers that are on file, and
//! refuses what is no answer. `SNAPSHOTS=overwrite` writes `request.json` anew.

#![expect(clippy::unwrap_used, reason = "a test may stop where its own helper fails")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use recto_core::document::Kind;
use recto_core::port::{Brief, Draft, Passage, Refusal};
use recto_providers::api::{Summarizing, read};
use recto_providers::call::{Answer, Moment, Value as HeaderValue};
use recto_providers::catalogue::{self, Entry};
use recto_providers::settings::{Settings, SettingsFault};
use recto_providers::summarizer;
use recto_providers::verdict::{Class, Fault};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Value, json};

/// A key that may occur in its header alone.
const KEY: &str = "canary-secret-0815";

const AT: Moment = Moment { seconds: 1_767_323_045, nonce: 7 };

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(default = "ok")]
    status: u16,
    body: Value,
    /// The sentences that are to be read, with what they cite.
    #[serde(default)]
    claims: Option<Vec<(String, Vec<String>)>>,
    #[serde(default)]
    class: Option<String>,
    #[serde(default)]
    wait: Option<f64>,
}

fn ok() -> u16 {
    200
}

fn folder(entry: &Entry) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(&*entry.card.id)
}

fn settings(entry: &Entry) -> Settings {
    Settings { provider: entry.card.id.to_string(), ..Settings::default() }
}

fn open(entry: &Entry) -> Summarizing {
    summarizer::codec(&settings(entry), Some(SecretString::from(KEY)))
        .map_err(|f| f.to_string())
        .unwrap()
        .api
}

fn brief(english: bool) -> Brief {
    let passage = |id, kind, zh: &str, en: &str| Passage {
        id,
        kind,
        zh: zh.to_owned(),
        en: if english { en.to_owned() } else { String::new() },
        values: Vec::new(),
    };
    Brief {
        words: 100,
        passages: vec![
            passage(1, Kind::Headline, "白河大桥通车", "Baihe Bridge opened to traffic"),
            passage(2, Kind::Paragraph, "大桥总投资2.4亿元。", "The bridge cost 240 million yuan."),
            passage(3, Kind::Paragraph, "村民说好。", ""),
        ],
        ..Brief::default()
    }
}

fn answer(status: u16, body: &Value) -> Answer {
    Answer { status, headers: Vec::new(), body: body.to_string().into_bytes() }
}

fn taken(entry: &Entry, answer: &Answer) -> Result<Draft, Fault> {
    read(open(entry).as_ref(), &brief(true), answer)
}

#[test]
fn each_request_is_the_one_on_file_and_keeps_its_key_in_a_header() {
    for entry in catalogue::summaries() {
        let call = open(&entry).encode(&brief(true), AT);
        let value = |value: &HeaderValue| match value {
            HeaderValue::Open(text) => text.clone(),
            HeaderValue::Secret(text) => text.expose_secret().to_owned(),
        };
        let headers: BTreeMap<_, _> = call
            .headers
            .iter()
            .map(|header| (header.name.to_string(), value(&header.value)))
            .collect();
        let body: Value = serde_json::from_slice(&call.body).unwrap();
        assert!(!call.url.contains("canary") && !body.to_string().contains("canary"));
        assert!(!format!("{call:?}").contains("canary"));
        let shown = json!({ "method": call.method.as_str(), "url": call.url, "headers": headers, "body": body });
        let file = folder(&entry).join("request.json");
        if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
            std::fs::write(&file, serde_json::to_string_pretty(&shown).unwrap() + "\n").unwrap();
        }
        let text = std::fs::read_to_string(&file).unwrap();
        assert_eq!(shown, serde_json::from_str::<Value>(&text).unwrap(), "{}", file.display());
    }
}

#[test]
fn each_answer_on_file_becomes_what_is_on_file() {
    for entry in catalogue::summaries() {
        let mut count = 0;
        for file in std::fs::read_dir(folder(&entry)).unwrap().map(|file| file.unwrap().path()) {
            if file.ends_with("request.json") {
                continue;
            }
            let name = file.display().to_string();
            let case: Case =
                serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
            let found = taken(&entry, &answer(case.status, &case.body));
            match (case.claims, case.class) {
                (Some(claims), None) => {
                    let draft = found.unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
                    let read: Vec<(String, Vec<String>)> =
                        draft.claims.into_iter().map(|claim| (claim.text, claim.cites)).collect();
                    assert_eq!(read, claims, "{name}");
                }
                (None, Some(class)) => {
                    let fault = found.expect_err(&name);
                    assert_eq!(format!("{:?}", fault.class), class, "{name}: {fault:?}");
                    assert_eq!(fault.wait.map(|wait| wait.as_secs_f64()), case.wait, "{name}");
                }
                _ => panic!("{name}: either `claims` or `class`"),
            }
            count += 1;
        }
        assert!(count >= 6, "{}: {count} answers", entry.card.id);
    }
}

#[test]
fn what_is_no_answer_is_unusable() {
    for entry in catalogue::summaries() {
        for body in ["", "null", "{}", "[]", "[{}]", "5", "{\"data\":", "<html>"] {
            let answer = Answer { status: 200, headers: Vec::new(), body: body.into() };
            let fault = taken(&entry, &answer).expect_err(body);
            assert_eq!(fault.class, Class::Unusable, "{}: {body}", entry.card.id);
        }
        for (status, class) in
            [(429, Class::RateLimited), (500, Class::Overloaded), (413, Class::TooLarge)]
        {
            assert_eq!(taken(&entry, &answer(status, &json!({}))).unwrap_err().class, class);
        }
    }
}

#[tokio::test]
async fn what_nobody_has_translated_is_not_sent() {
    for entry in catalogue::summaries() {
        let asked = Settings { base_url: Some("http://127.0.0.1:9".into()), ..settings(&entry) };
        let desk = summarizer::open(&asked, Some(SecretString::from(KEY)))
            .map_err(|f| f.to_string())
            .unwrap();
        let refused = desk.summarize(&brief(false)).await.unwrap_err();
        assert!(
            matches!(&refused, Refusal::Content(said) if said.contains("sums up English")),
            "{refused}"
        );
    }
}

#[test]
fn nobody_translates_by_a_summary_and_nobody_sums_up_by_a_translation() {
    for entry in catalogue::summaries() {
        let fault =
            catalogue::codec(&settings(&entry), Some(SecretString::from(KEY))).err().unwrap();
        assert!(matches!(fault, SettingsFault::NoTranslations { .. }), "{fault}");
    }
    let deepl = Settings { provider: "deepl".into(), ..Settings::default() };
    let fault = summarizer::codec(&deepl, Some(SecretString::from(KEY))).err().unwrap();
    assert!(matches!(fault, SettingsFault::NoChat { .. }), "{fault}");
}
