//! The wire against a server that misbehaves, through the same door that the engine uses.

#![expect(clippy::unwrap_used, reason = "a test may stop where its own helper fails")]

use std::time::{Duration, Instant};

use recto_core::document::Kind;
use recto_core::port::{Answers, Batch, Item, Refusal, Translator};
use recto_providers::apis::http::Definition;
use recto_providers::catalogue;
use recto_providers::settings::Settings;
use recto_providers::verdict::Class;
use recto_providers::wire::{Pace, Wire};
use secrecy::SecretString;
use support::{Act, Server, chat, say, say_with};

mod support;

/// A key that may occur nowhere.
const CANARY: &str = "sk-canary-8c1f5a";

fn batch(n_items: u32) -> Batch {
    let item = |id| Item {
        id,
        kind: Kind::Paragraph,
        text: format!("白河县第{id}小学开学。"),
        head_missing: false,
        tail_missing: false,
        values: vec![],
        example: None,
        again: None,
    };
    Batch { items: (1..=n_items).map(item).collect(), ..Batch::default() }
}

fn settings(provider: &str, base: &str) -> Settings {
    Settings {
        provider: provider.into(),
        base_url: Some(base.into()),
        timeout: Some(Duration::from_millis(400)),
        ..Settings::default()
    }
}

fn open(settings: &Settings) -> Box<dyn Translator> {
    catalogue::open(settings, Some(SecretString::from(CANARY))).unwrap()
}

async fn ask(server: &Server, provider: &str, n_items: u32) -> Result<Answers, Refusal> {
    open(&settings(provider, &server.base)).translate(&batch(n_items)).await
}

/// Asks a server that acts so for two segments, and checks the kind of refusal and its words.
async fn assert_refused(provider: &str, acts: Vec<Act>, kind: &str, words: &[&str]) {
    let server = Server::start(acts).await;
    let refusal = ask(&server, provider, 2).await.unwrap_err();
    let debug = format!("{refusal:?}");
    assert!(debug.starts_with(kind), "{debug}");
    for word in words {
        assert!(refusal.to_string().contains(word), "{refusal} does not say {word}");
    }
    assert!(!debug.contains("canary"), "{debug}");
}

#[tokio::test]
async fn a_wrong_key_names_the_variable_to_set() {
    let body = format!(r#"{{"error":{{"message":"Incorrect API key provided: {CANARY}."}}}}"#);
    assert_refused("openai", vec![say(401, &body)], "Key", &["OPENAI_API_KEY", "[key]"]).await;
    assert_refused("deepl", vec![say(403, "")], "Key", &["DEEPL_AUTH_KEY"]).await;
}

#[tokio::test]
async fn an_unknown_model_is_a_wrong_setting() {
    let body = r#"{"error":{"message":"The model does not exist","code":"model_not_found"}}"#;
    assert_refused("openai", vec![say(404, body)], "Settings", &["gpt-5-mini", "--model"]).await;
}

#[tokio::test]
async fn an_empty_account_is_never_asked_again() {
    let body =
        r#"{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}"#;
    let server = Server::start(vec![say(429, body)]).await;
    assert!(matches!(ask(&server, "openai", 1).await, Err(Refusal::Quota(_))));
    assert_eq!(server.seen().len(), 1);
    assert_refused("deepl", vec![say(456, "{}")], "Quota", &["deepl"]).await;
}

#[tokio::test]
async fn what_is_no_answer_is_asked_for_once_more_and_then_refused() {
    let page = "<!doctype html><title>Sign in</title>";
    for body in [page, r#"{"choices":[{"mess"#, "", "[]", "null", r#"{"choices":[]}"#] {
        let server = Server::start(vec![say(200, body)]).await;
        let refusal = ask(&server, "openai", 2).await.unwrap_err();
        assert!(matches!(refusal, Refusal::Unusable(_)), "{body}: {refusal:?}");
        assert_eq!(server.seen().len(), 2, "{body}");
    }
}

#[tokio::test]
async fn a_list_of_another_length_is_refused() {
    let one = r#"{"translations":[{"text":"one"}]}"#;
    assert_refused("deepl", vec![say(200, one)], "Unusable", &["1 texts for 2"]).await;
}

#[tokio::test]
async fn a_chat_model_that_forgets_a_segment_keeps_the_others() {
    let server = Server::start(vec![chat(&["One.", "Two."])]).await;
    let answers = ask(&server, "openai", 3).await.unwrap();
    assert_eq!(answers.items.len(), 2);
    assert_eq!(answers.model, "m-1");
    assert_eq!(answers.usage.requests, 1);
}

#[tokio::test]
async fn a_server_that_fails_now_and_then_is_asked_again() {
    let acts = vec![
        say(500, "{}"),
        Act::Reset,
        Act::Truncate(b"{\"choi".to_vec()),
        say_with(503, "retry-after-ms", "5", "{}"),
        chat(&["One."]),
    ];
    let server = Server::start(acts).await;
    let answers = ask(&server, "openai", 1).await.unwrap();
    assert_eq!(answers.items[0].text, "One.");
    assert_eq!(answers.usage.requests, 5);
}

#[tokio::test]
async fn retry_after_is_waited_for() {
    let acts = vec![
        say_with(429, "retry-after-ms", "120", "{}"),
        say_with(429, "retry-after", "0.2", "{}"),
        chat(&["One."]),
    ];
    let server = Server::start(acts).await;
    let start = Instant::now();
    ask(&server, "openai", 1).await.unwrap();
    assert!(start.elapsed() >= Duration::from_millis(320), "{:?}", start.elapsed());
}

#[tokio::test]
async fn a_server_that_is_down_is_unreachable() {
    let refusal = open(&settings("openai", "http://127.0.0.1:9")).translate(&batch(1)).await;
    let refusal = refusal.unwrap_err();
    assert!(matches!(refusal, Refusal::Unreachable(_)), "{refusal:?}");
    assert!(refusal.to_string().contains("no connection"), "{refusal}");
}

#[tokio::test]
async fn a_silent_server_is_given_up_after_the_time_out() {
    let server = Server::start(vec![Act::Hang, chat(&["One."])]).await;
    assert_eq!(ask(&server, "openai", 1).await.unwrap().usage.requests, 2);
}

#[tokio::test]
async fn a_server_that_drips_is_given_up_too() {
    let server = Server::start(vec![Act::Drip(50), chat(&["One."])]).await;
    let start = Instant::now();
    assert_eq!(ask(&server, "openai", 1).await.unwrap().usage.requests, 2);
    assert!(start.elapsed() < Duration::from_secs(4), "{:?}", start.elapsed());
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_its_host_is_named() {
    let other = Server::start(vec![chat(&["One."])]).await;
    let target = format!("{}/v1/chat/completions", other.base);
    for status in [301, 302, 307, 308] {
        let server = Server::start(vec![say_with(status, "location", &target, "")]).await;
        let refusal = ask(&server, "openai", 1).await.unwrap_err();
        assert!(matches!(refusal, Refusal::Settings(_)), "{refusal:?}");
        assert!(
            refusal.to_string().contains(other.base.trim_start_matches("http://")),
            "{refusal}"
        );
    }
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn an_endless_answer_is_cut_at_its_limit() {
    let body = vec![b' '; 9 << 20];
    assert_refused("openai", vec![Act::Say(200, vec![], body)], "Unusable", &["8 MiB"]).await;
}

#[tokio::test]
async fn a_gigabyte_is_not_taken() {
    assert_refused("openai", vec![Act::Flood], "Unusable", &["8 MiB"]).await;
}

#[tokio::test]
async fn headers_that_never_end_are_given_up() {
    for wait in [0, 50] {
        let server = Server::start(vec![Act::Headers(wait), chat(&["One."])]).await;
        assert_eq!(ask(&server, "openai", 1).await.unwrap().usage.requests, 2, "{wait} ms apart");
    }
}

#[tokio::test]
async fn json_that_is_nested_without_end_is_no_answer() {
    for nested in ["[".repeat(100_000), r#"{"choices":"#.repeat(100_000)] {
        assert_refused("openai", vec![say(200, &nested)], "Unusable", &["openai"]).await;
    }
}

#[tokio::test]
async fn a_cut_answer_asks_for_less_and_a_filter_for_another_translator() {
    let choice = |reason: &str| {
        say(
            200,
            &format!(
                r#"{{"choices":[{{"message":{{"content":"{{"}},"finish_reason":"{reason}"}}]}}"#
            ),
        )
    };
    assert_refused("openai", vec![choice("length")], "TooLarge", &["cut off"]).await;
    assert_refused("openai", vec![choice("content_filter")], "Content", &["openai"]).await;
    let declines =
        r#"{"choices":[{"message":{"content":null,"refusal":"no"},"finish_reason":"stop"}]}"#;
    assert_refused("openai", vec![say(200, declines)], "Content", &["openai"]).await;
    let long = r#"{"error":{"message":"This model's maximum context length is 9 tokens."}}"#;
    assert_refused("openai", vec![say(400, long)], "TooLarge", &["openai"]).await;
}

#[tokio::test]
async fn a_refused_form_steps_down_once_for_the_whole_run() {
    let refused =
        r#"{"error":{"message":"'response_format' of type 'json_schema' is not supported"}}"#;
    let server = Server::start(vec![say(400, refused), chat(&["One."])]).await;
    let translator = open(&settings("openai", &server.base));
    assert_eq!(translator.translate(&batch(1)).await.unwrap().usage.requests, 2);
    assert_eq!(translator.translate(&batch(1)).await.unwrap().usage.requests, 1);
    let forms: Vec<_> = server
        .seen()
        .iter()
        .map(|seen| {
            let body: serde_json::Value = serde_json::from_str(&seen.body).unwrap();
            body["response_format"]["type"].as_str().unwrap_or("none").to_owned()
        })
        .collect();
    assert_eq!(forms, ["json_schema", "json_object", "json_object"]);
}

#[tokio::test]
async fn a_refused_temperature_is_left_out() {
    let refused = r#"{"error":{"message":"Unsupported value","param":"temperature"}}"#;
    let server = Server::start(vec![say(400, refused), chat(&["One."])]).await;
    let model = Some("a-model-nobody-knows".to_owned());
    let warm = Settings { temperature: Some(0.2), model, ..settings("openai", &server.base) };
    open(&warm).translate(&batch(1)).await.unwrap();
    let seen = server.seen();
    assert!(seen[0].body.contains("\"temperature\":0.2"), "{}", seen[0].body);
    assert!(!seen[1].body.contains("temperature"));
}

#[tokio::test]
async fn the_key_stands_in_its_header_and_nowhere_else() {
    let server = Server::start(vec![chat(&["One."])]).await;
    ask(&server, "openai", 1).await.unwrap();
    let seen = &server.seen()[0];
    assert!(seen.head.contains(&format!("authorization: bearer {CANARY}")));
    assert_eq!(seen.head.matches(CANARY).count(), 1);
    assert!(!seen.body.contains(CANARY));
    assert!(seen.head.contains("user-agent: recto/"));
}

#[tokio::test]
async fn as_many_requests_as_allowed_are_under_way_from_first_to_last() {
    let server = Server::start(vec![Act::After(40, Box::new(chat(&["One."])))]).await;
    let wide = Settings { parallel: Some(16), timeout: None, ..settings("openai", &server.base) };
    let translator: std::sync::Arc<dyn Translator> = open(&wide).into();
    let start = Instant::now();
    let asks: Vec<_> = (0..160)
        .map(|_| {
            let translator = translator.clone();
            tokio::spawn(async move { translator.translate(&batch(1)).await.is_ok() })
        })
        .collect();
    for ask in asks {
        assert!(ask.await.unwrap());
    }
    assert_eq!(server.most_at_once(), 16);
    // Ten rounds of 40 ms; a machine that is busy with other tests may take twice as long.
    assert!(start.elapsed() < Duration::from_millis(1600), "{:?}", start.elapsed());
}

#[tokio::test]
async fn a_wire_that_is_cut_sends_nothing() {
    let server = Server::start(vec![chat(&["One."])]).await;
    let key = Some(SecretString::from(CANARY));
    let opened = catalogue::codec(&settings("openai", &server.base), key).unwrap();
    let wire = Wire::cut(opened.address, opened.redactor);
    let fault = wire.ask(opened.api.as_ref(), &batch(1)).await.unwrap_err();
    assert_eq!(fault.class, Class::Settings);
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_request_for_another_host_is_stopped() {
    let (home, other) = (Server::start(vec![]).await, Server::start(vec![]).await);
    let open = |base: &str| catalogue::codec(&settings("deepl", base), Some(CANARY.into()));
    let (home, away) = (open(&home.base).unwrap(), open(&other.base).unwrap());
    let wire = Wire::new(home.address, Pace::default(), home.redactor);
    let fault = wire.ask(away.api.as_ref(), &batch(1)).await.unwrap_err();
    assert_eq!(fault.class, Class::Settings);
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn a_rate_that_the_user_sets_is_kept() {
    let server = Server::start(vec![chat(&["One."])]).await;
    let slow = Settings { rps: Some(20.0), ..settings("openai", &server.base) };
    let translator: std::sync::Arc<dyn Translator> = open(&slow).into();
    let start = Instant::now();
    let asks: Vec<_> = (0..30)
        .map(|_| {
            let translator = translator.clone();
            tokio::spawn(async move { translator.translate(&batch(1)).await.is_ok() })
        })
        .collect();
    for ask in asks {
        assert!(ask.await.unwrap());
    }
    // Twenty are in hand, the other ten come at twenty a second.
    assert!(start.elapsed() >= Duration::from_millis(480), "{:?}", start.elapsed());
}

fn described(base: &str, signing: &str) -> Definition {
    let text = format!(
        r#"
        url = "{base}/v1?tier=news"
        body = '{{"q": {{{{ texts }}}}, "to": {{{{ target }}}}}}'
        result = "/data/*/text"
        signing = "{signing}"
        key_env = "MYCORP_KEY"
        "#
    );
    toml::from_str(&text).unwrap()
}

#[tokio::test]
async fn a_provider_without_code_translates() {
    let good = r#"{"data":[{"text":"one"},{"text":"two"}]}"#;
    let server = Server::start(vec![say(503, ""), say(200, good)]).await;
    let mine = Settings { provider: "mycorp".into(), ..Settings::default() };
    let key = || Some(SecretString::from(CANARY));
    let definition = described(&server.base, "query:k");
    let translator = catalogue::open_described(&mine, &definition, key()).unwrap();
    let answers = translator.translate(&batch(2)).await.unwrap();
    assert_eq!(answers.items[1].text, "two");
    assert_eq!(answers.usage.requests, 2);
    let head = &server.seen()[1].head;
    assert!(head.starts_with(&format!("post /v1?tier=news&k={CANARY} ")), "{head}");
}

#[tokio::test]
async fn a_key_in_a_query_is_in_no_message() {
    let mine = Settings { provider: "mycorp".into(), ..Settings::default() };
    let key = || Some(SecretString::from(CANARY));
    let acts = [
        say(404, "{}"),
        say_with(302, "location", &format!("https://other.example/?k={CANARY}"), ""),
        say(401, &format!(r#"{{"message":"no key {CANARY} here"}}"#)),
        Act::Truncate(vec![]),
        Act::Reset,
    ];
    for act in acts {
        let server = Server::start(vec![act]).await;
        let definition = described(&server.base, "query:k");
        let translator = catalogue::open_described(&mine, &definition, key()).unwrap();
        let refusal = translator.translate(&batch(2)).await.unwrap_err();
        assert!(!format!("{refusal:?}").contains("canary"), "{refusal:?}");
    }
    let fault = catalogue::open_described(&mine, &described("https://a.example", "bearer"), None);
    assert_eq!(fault.err().and_then(|fault| fault.hint()).as_deref(), Some("set MYCORP_KEY"));
}
