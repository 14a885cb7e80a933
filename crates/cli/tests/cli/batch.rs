//! `recto batch`: an office on the loopback address takes orders as OpenAI, Anthropic and Gemini do, and
//! answers the same requests directly, too. An edition is the same either way.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::{Value, json};

use crate::server::english;
use crate::support::{Home, PLAIN_PAGE, Run};

/// What an office has seen, and how it behaves.
#[derive(Default)]
struct State {
    /// The requests of the order: name and body.
    order: Vec<(String, Value)>,
    /// Orders that were placed.
    orders: usize,
    /// Requests that were answered directly.
    direct: usize,
    /// Looks at the order so far, and how many find it unfinished.
    looks: usize,
    slow: usize,
    /// Whether the first request of the order expires.
    expires: bool,
    /// The answer to an order, where it is not taken.
    refuses: Option<(u16, String)>,
    /// Whether the connection is cut when an order comes.
    cuts: bool,
    keys: Vec<String>,
}

struct Office {
    address: String,
    state: Arc<Mutex<State>>,
}

impl Office {
    fn start(state: State) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it is bound").to_string();
        let state = Arc::new(Mutex::new(state));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&shared);
                thread::spawn(move || while serve(&stream, &shared).is_some() {});
            }
        });
        Self { address, state }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn count(&self) -> (usize, usize) {
        let state = self.state.lock().expect("no test panics here");
        (state.orders, state.direct)
    }
}

/// Answers one request of a connection.
fn serve(stream: &TcpStream, state: &Mutex<State>) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut first = String::new();
    reader.read_line(&mut first).ok().filter(|read| *read > 0)?;
    let (mut length, mut key) = (0, String::new());
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().ok()?,
            "authorization" | "x-api-key" | "x-goog-api-key" => {
                key = value.trim_start_matches("Bearer ").to_owned();
            }
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let mut words = first.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (status, answer) = {
        let mut state = state.lock().ok()?;
        state.keys.push(key);
        answer(&mut state, &method, &path, &String::from_utf8_lossy(&body))?
    };
    let head = format!("HTTP/1.1 {status} Said\r\ncontent-length: {}\r\n\r\n", answer.len());
    let mut writer = stream;
    writer.write_all(format!("{head}{answer}").as_bytes()).ok()
}

fn answer(state: &mut State, method: &str, path: &str, body: &str) -> Option<(u16, String)> {
    let json: Value = serde_json::from_str(body).unwrap_or_default();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let ok = |value: Value| Some((200, value.to_string()));
    if method == "POST" && is_order(path) {
        match path {
            "/v1/messages/batches" => {
                let requests = list(&json["requests"]);
                let pair = |r: &Value| (text(&r["custom_id"]), r["params"].clone());
                state.order = requests.iter().map(pair).collect();
            }
            "/v1/batches" => {}
            _ => {
                let requests = list(&json["batch"]["input_config"]["requests"]["requests"]);
                let pair = |r: &Value| (text(&r["metadata"]["key"]), r["request"].clone());
                state.order = requests.iter().map(pair).collect();
            }
        }
        if state.cuts {
            return None;
        }
        if let Some(refused) = &state.refuses {
            return Some(refused.clone());
        }
        state.orders += 1;
        return ok(json!({ "id": "order_1", "name": "batches/order_1", "status": "validating",
            "processing_status": "in_progress", "metadata": { "state": "BATCH_STATE_PENDING" } }));
    }
    match (method, path) {
        ("POST", "/v1/files") => {
            let lines = body.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
            state.order = lines.map(|l| (text(&l["custom_id"]), l["body"].clone())).collect();
            ok(json!({ "id": "file-1" }))
        }
        ("GET", "/v1/files/file-2/content" | "/v1/messages/batches/order_1/results") => {
            Some((200, results(state, path.contains("messages"))))
        }
        (
            "GET",
            "/v1/batches/order_1" | "/v1/messages/batches/order_1" | "/v1beta/batches/order_1",
        ) => {
            state.looks += 1;
            let ended = state.looks > state.slow;
            let (one, two, three) = match ended {
                true => ("completed", "ended", "BATCH_STATE_SUCCEEDED"),
                false => ("in_progress", "in_progress", "BATCH_STATE_RUNNING"),
            };
            let inlined: Vec<Value> = outcomes(state)
                .map(|(key, answer)| match answer {
                    Some(answer) => json!({ "metadata": { "key": key }, "response": answer }),
                    None => json!({ "metadata": { "key": key }, "error": { "code": 4, "message": "late" } }),
                })
                .collect();
            ok(json!({ "id": "order_1", "name": "batches/order_1", "status": one,
                "processing_status": two, "metadata": { "state": three },
                "output_file_id": if ended { json!("file-2") } else { Value::Null },
                "response": { "inlinedResponses": { "inlinedResponses": inlined } } }))
        }
        ("POST", _) => {
            state.direct += 1;
            ok(chat(&json))
        }
        _ => Some((404, "{}".into())),
    }
}

fn is_order(path: &str) -> bool {
    matches!(path, "/v1/batches" | "/v1/messages/batches")
        || path.ends_with(":batchGenerateContent")
}

/// What came of each request, the last one first: results come in any order.
fn outcomes(state: &State) -> impl Iterator<Item = (String, Option<Value>)> {
    let expires = state.expires;
    state.order.iter().enumerate().rev().map(move |(number, (name, body))| {
        (name.clone(), (number > 0 || !expires).then(|| chat(body)))
    })
}

/// The results as a file, in the form of Anthropic or of OpenAI.
fn results(state: &State, is_anthropic: bool) -> String {
    let line = |(name, answer): (String, Option<Value>)| match (answer, is_anthropic) {
        (Some(message), true) => {
            json!({ "custom_id": name, "result": { "type": "succeeded", "message": message } })
        }
        (None, true) => json!({ "custom_id": name, "result": { "type": "expired" } }),
        (Some(body), false) => json!({ "custom_id": name, "error": null,
            "response": { "status_code": 200, "body": body } }),
        (None, false) => json!({ "custom_id": name, "response": null,
            "error": { "code": "batch_expired", "message": "not done in time" } }),
    };
    outcomes(state).map(|outcome| line(outcome).to_string() + "\n").collect()
}

/// Answers the body of a request, as the vendor does whose form it has.
fn chat(body: &Value) -> Value {
    let last =
        |list: &Value| list.as_array().and_then(|list| list.last()).cloned().unwrap_or_default();
    let message = last(&body["messages"]);
    let content = last(&body["contents"]);
    let question = message["content"].as_str().or(content["parts"][0]["text"].as_str());
    let question: Value = serde_json::from_str(question.unwrap_or_default()).unwrap_or_default();
    let segments = question["segments"].as_array().cloned().unwrap_or_default();
    let english =
        |s: &Value| json!({ "id": s["id"], "en": english(s["zh"].as_str().unwrap_or("")) });
    let segments: Vec<Value> = segments.iter().map(english).collect();
    let text = json!({ "segments": segments }).to_string();
    // One object that each vendor's codec can read.
    json!({
        "model": "fake-1", "stop_reason": "end_turn",
        "content": [{ "type": "text", "text": text }],
        "choices": [{ "finish_reason": "stop", "message": { "content": text } }],
        "candidates": [{ "finishReason": "STOP", "content": { "parts": [{ "text": text }] } }],
        "usage": { "prompt_tokens": 9, "completion_tokens": 5, "input_tokens": 9, "output_tokens": 5 },
    })
}

fn run(home: &Home, line: &str) -> Run {
    home.run_with(line, |command| {
        command
            .env("OPENAI_API_KEY", "canary-key-0001")
            .env("ANTHROPIC_API_KEY", "canary-key-0001")
            .env("GEMINI_API_KEY", "canary-key-0001")
    })
}

/// Translates a page by order, and once more directly with another memory: the editions are the same.
#[track_caller]
fn assert_same_edition(provider: &str, path: &str) {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE);
    let office = Office::start(State { slow: 1, ..State::default() });
    let to = format!("-p {provider} -m fake --base-url {}", office.url(path));
    run(&home, &format!("batch submit page.txt {to}")).ends(0).says(&["b1:", "sent away"]);
    run(&home, &format!("batch submit page.txt {to}")).ends(0).says(&["nothing to send"]);
    let plan = run(&home, &format!("translate page.txt {to} --dry-run")).ends(0).stdout();
    assert!(plan.lines().any(|line| line.ends_with(": 0.00")), "{plan}");
    // Meanwhile a direct run pays for nothing twice.
    run(&home, &format!("page.txt {to} -f json -o early"))
        .ends(3)
        .says(&["away in a batch", "recto batch collect"]);
    run(&home, "batch collect").ends(4).says(&["b1 is still away"]);
    let list = run(&home, "batch status").ends(0).stdout();
    assert!(list.starts_with("b1") && list.contains("ended"), "{list}");
    let collected = run(&home, "batch collect").ends(0);
    assert!(collected.stderr().contains("segments remembered"), "{}", collected.stderr());
    assert!(!collected.stderr().contains("canary"));
    assert_eq!(office.count(), (1, 0));
    run(&home, &format!("page.txt {to} -f json -o out")).ends(0);
    assert_eq!(office.count(), (1, 0), "a direct request was sent");
    run(&home, &format!("page.txt {to} -f json -o direct --memory other.db")).ends(0);
    assert!(office.count().1 > 0);
    assert_eq!(home.read("out/page.json"), home.read("direct/page.json"));
    run(&home, "batch status").ends(0).says(&["nothing is away"]);
    assert!(office.state.lock().expect("whole").keys.iter().all(|key| key == "canary-key-0001"));
}

#[test]
fn an_edition_by_order_is_the_same_as_a_direct_one() {
    assert_same_edition("openai", "/v1");
    assert_same_edition("anthropic", "");
    assert_same_edition("gemini", "");
}

#[test]
fn what_expires_is_asked_for_directly_and_nothing_else() {
    for (provider, path) in [("openai", "/v1"), ("anthropic", ""), ("gemini", "")] {
        let home = Home::new();
        home.write("page.txt", PLAIN_PAGE);
        let office = Office::start(State { expires: true, ..State::default() });
        let to = format!("-p {provider} -m fake --base-url {}", office.url(path));
        run(&home, &format!("batch submit page.txt {to} --batch 2")).ends(0);
        run(&home, "batch collect").ends(3).says(&["without a usable answer"]);
        run(&home, &format!("page.txt {to} --batch 2 -f json -o out")).ends(0);
        assert_eq!(office.count(), (1, 1), "{provider}");
    }
}

#[test]
fn an_order_that_is_refused_leaves_nothing_and_one_in_doubt_leaves_its_receipt() {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE);
    let error = json!({ "error": { "code": "billing_hard_limit_reached",
        "message": "Billing hard limit has been reached (canary-key-0001)" } });
    let office =
        Office::start(State { refuses: Some((400, error.to_string())), ..State::default() });
    let to = format!("-p openai -m fake --base-url {}", office.url("/v1"));
    let refused = run(&home, &format!("batch submit page.txt {to}")).ends(4);
    assert!(!refused.stderr().contains("canary"), "{}", refused.stderr());
    run(&home, "batch status").ends(0).says(&["nothing is away"]);
    let cut = Office::start(State { cuts: true, ..State::default() });
    let to = format!("-p anthropic -m fake --base-url {}", cut.url(""));
    run(&home, &format!("batch submit page.txt {to}"))
        .ends(3)
        .says(&["nobody knows whether `b1` was taken", "recto batch forget b1"]);
    // What may have been paid for is not paid for again before the user says so.
    run(&home, &format!("batch submit page.txt {to}")).ends(0).says(&["nothing to send"]);
    run(&home, "batch collect").ends(4);
    run(&home, "batch forget b1").ends(0);
    run(&home, "batch forget b1").ends(2).says(&["no batch `b1`"]);
}

#[test]
fn a_provider_without_such_an_api_is_refused_by_name() {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE);
    home.run_with("batch submit page.txt -p deepl", |c| c.env("DEEPL_AUTH_KEY", "canary-2"))
        .ends(2)
        .says(&["`deepl` has no API that answers later", "`anthropic`"]);
    home.run("batch submit page.txt").ends(2).says(&["a batch wants a provider"]);
    home.run("batch submit page.txt -p openai --no-memory").ends(2).says(&["without a memory"]);
    home.run("batch submit page.txt -p openai").ends(6).says(&["OPENAI_API_KEY"]);
}
