//! Editions through translation APIs, each on the loopback address in its own form.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

use serde_json::{Value, json};

use crate::server::english;
use crate::support::{Home, PLAIN_PAGE};
use crate::translate::texts;

/// Starts a server that speaks as all of them do; returns its address.
fn start() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || while serve(&stream).is_some() {});
        }
    });
    format!("http://{address}")
}

fn serve(stream: &TcpStream) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut first = String::new();
    reader.read_line(&mut first).ok().filter(|read| *read > 0)?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let answer = answer(first.split_whitespace().nth(1)?, &body)?.to_string();
    let mut writer = stream;
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", answer.len());
    writer.write_all(format!("{head}{answer}").as_bytes()).ok()
}

/// Answers in the form of the API whose path it is.
fn answer(path: &str, body: &Value) -> Option<Value> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let said = |value: &Value| english(value.as_str().unwrap_or_default());
    let each = |texts: Vec<Value>, make: &dyn Fn(String) -> Value| -> Value {
        texts.iter().map(|text| make(said(text))).collect()
    };
    let texts_of = |field: &str| list(&body[field]);
    Some(match path.split('?').next()? {
        "/v2/translate" => {
            json!({ "translations": each(texts_of("text"), &|text| json!({ "text": text })) })
        }
        "/language/translate/v2" => {
            let texts = each(texts_of("q"), &|text| json!({ "translatedText": text }));
            json!({ "data": { "translations": texts } })
        }
        "/translate" if body.is_array() => {
            let texts = list(body).iter().map(|item| item["Text"].clone()).collect();
            each(texts, &|text| json!({ "translations": [{ "text": text, "to": "en" }] }))
        }
        "/translate" if path.contains("2026-06-06") => {
            let texts = texts_of("inputs").iter().map(|item| item["text"].clone()).collect();
            json!({ "value": each(texts, &|text| json!({ "translations": [{ "text": text }] })) })
        }
        "/translate" => json!({ "translatedText": each(texts_of("q"), &|text| json!(text)) }),
        "/own" => json!({ "rows": each(texts_of("texts"), &|text| json!({ "en": text })) }),
        _ => return None,
    })
}

#[test]
fn an_edition_through_each_translation_api_is_complete() {
    let address = start();
    let own = format!(
        "[provider.mycorp]\nkind = \"http\"\nurl = \"{address}/own\"\nbody = '{{\"texts\": {{{{ texts }}}}}}'\nresult = \"/rows/*/en\"\n"
    );
    let newer = "[provider.azure-translator]\napi_version = \"2026-06-06\"\n";
    let faces = [
        ("deepl", ""),
        ("google", ""),
        ("azure-translator", ""),
        ("azure-translator", newer),
        ("libretranslate", ""),
        ("mycorp", own.as_str()),
    ];
    let mut editions = Vec::new();
    for (provider, settings) in faces {
        let home = Home::new();
        home.write("page.txt", PLAIN_PAGE).write("recto.toml", settings);
        let to = if provider == "mycorp" { String::new() } else { format!("--base-url {address}") };
        let line = format!("translate page.txt -p {provider} {to} -f json -o out");
        home.run_with(&line, |command| {
            command
                .env("DEEPL_AUTH_KEY", "canary-key-0001")
                .env("GOOGLE_TRANSLATE_API_KEY", "canary-key-0001")
                .env("AZURE_TRANSLATOR_KEY", "canary-key-0001")
        })
        .ends(0);
        let edition = texts(&home.read("out/page.json"));
        assert!(edition.len() >= 5 && edition.iter().all(Option::is_some), "{provider}");
        editions.push(edition);
    }
    assert!(editions.iter().all(|edition| *edition == editions[0]));
}
