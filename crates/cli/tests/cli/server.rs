//! A chat model on the loopback address, to be asked in place of a real one. What it answers, and when,
//! a test decides.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

/// A server that answers until the test ends.
pub(crate) struct Server {
    address: String,
    seen: Arc<Seen>,
}

/// What the server was asked.
#[derive(Default)]
struct Seen {
    requests: AtomicUsize,
    texts: Mutex<Vec<String>>,
    keys: Mutex<Vec<String>>,
    bodies: Mutex<Vec<String>>,
}

/// What is asked in one request.
pub(crate) struct Asked {
    /// The number of the request, from 1.
    pub(crate) number: usize,
    /// The segments: id and Chinese.
    pub(crate) segments: Vec<(String, String)>,
    /// The whole body.
    pub(crate) body: Value,
    /// The key.
    pub(crate) key: String,
}

/// What is answered.
pub(crate) struct Answer {
    status: u16,
    kind: &'static str,
    body: String,
    length: Option<usize>,
    delay: Duration,
}

impl Answer {
    /// The right answer: English for every segment.
    pub(crate) fn good(asked: &Asked) -> Self {
        Self::segments(asked.segments.iter().map(|(id, zh)| (id.as_str(), english(zh))))
    }

    /// An answer with these segments.
    pub(crate) fn segments<'a>(segments: impl Iterator<Item = (&'a str, String)>) -> Self {
        let segments: Vec<Value> = segments.map(|(id, en)| json!({ "id": id, "en": en })).collect();
        Self::content(&json!({ "segments": segments }).to_string())
    }

    /// An answer with this text.
    pub(crate) fn content(content: &str) -> Self {
        let body = json!({
            "model": "fake-1",
            "choices": [{
                "index": 0, "finish_reason": "stop",
                "message": { "role": "assistant", "content": content },
            }],
            "usage": { "prompt_tokens": 200, "completion_tokens": 60, "total_tokens": 260 },
        });
        Self::json(200, &body)
    }

    /// A JSON body with a status.
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self {
            status,
            kind: "application/json",
            body: body.to_string(),
            length: None,
            delay: Duration::ZERO,
        }
    }

    /// A web page, as a proxy or a captive portal answers.
    pub(crate) fn html() -> Self {
        let body = "<html><body><h1>Welcome to the network</h1></body></html>".to_owned();
        Self { status: 200, kind: "text/html", body, length: None, delay: Duration::ZERO }
    }

    /// The same, cut off in the middle of what was announced.
    pub(crate) fn cut(mut self) -> Self {
        self.length = Some(self.body.len());
        self.body.truncate(self.body.len() / 2);
        self
    }

    /// The same after a while.
    pub(crate) fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }
}

/// Returns the English that the server has for a Chinese text: its own for each, about as long as a
/// translation is, and without any figure.
pub(crate) fn english(zh: &str) -> String {
    const WORDS: [&str; 16] = [
        "river", "park", "county", "harvest", "market", "school", "garden", "village", "road",
        "farmer", "street", "library", "orchard", "bridge", "valley", "meadow",
    ];
    let mut sum = zh.chars().fold(7_u32, |sum, c| sum.wrapping_mul(31).wrapping_add(u32::from(c)));
    let mut text = String::from("The");
    for _ in 0..zh.chars().count().div_ceil(2) {
        sum = sum.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        text.push(' ');
        text.push_str(WORDS[(sum >> 20) as usize % WORDS.len()]);
    }
    if zh.ends_with('。') {
        text.push('.');
    }
    text
}

impl Server {
    /// Starts a server that answers everything rightly.
    pub(crate) fn good() -> Self {
        Self::start(Answer::good)
    }

    /// Starts a server.
    pub(crate) fn start(answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it is bound").to_string();
        let seen = Arc::new(Seen::default());
        let (shared, answer) = (Arc::clone(&seen), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (seen, answer) = (Arc::clone(&shared), Arc::clone(&answer));
                thread::spawn(move || serve(stream, &seen, &*answer));
            }
        });
        Self { address, seen }
    }

    /// Returns an address where nobody listens.
    pub(crate) fn down() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        format!("http://{}/v1", listener.local_addr().expect("it is bound"))
    }

    /// Returns the address of the API.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// Counts the requests so far.
    pub(crate) fn requests(&self) -> usize {
        self.seen.requests.load(Ordering::SeqCst)
    }

    /// Counts how often each text was asked for more than once.
    pub(crate) fn repeated(&self) -> usize {
        let texts = self.seen.texts.lock().expect("no test panics here");
        let different: std::collections::HashSet<&String> = texts.iter().collect();
        texts.len() - different.len()
    }

    /// Returns the bodies of the requests so far, as they came.
    pub(crate) fn bodies(&self) -> Vec<String> {
        self.seen.bodies.lock().expect("no test panics here").clone()
    }

    /// Returns the texts that were asked for so far.
    pub(crate) fn texts(&self) -> Vec<String> {
        self.seen.texts.lock().expect("no test panics here").clone()
    }

    /// Returns the keys that were sent, each once.
    pub(crate) fn keys(&self) -> Vec<String> {
        let mut keys = self.seen.keys.lock().expect("no test panics here").clone();
        keys.sort();
        keys.dedup();
        keys
    }
}

/// Answers the requests of one connection until it is closed.
fn serve(stream: TcpStream, seen: &Seen, answer: &dyn Fn(&Asked) -> Answer) {
    let Ok(mut writer) = stream.try_clone() else { return };
    let mut reader = BufReader::new(stream);
    while let Some((key, raw)) = request(&mut reader) {
        let body = serde_json::from_str(&raw).unwrap_or_default();
        let number = seen.requests.fetch_add(1, Ordering::SeqCst) + 1;
        let segments = segments(&body);
        let texts = segments.iter().map(|(_, zh)| zh.clone());
        seen.texts.lock().expect("no test panics here").extend(texts);
        seen.keys.lock().expect("no test panics here").push(key.clone());
        seen.bodies.lock().expect("no test panics here").push(raw);
        let answer = answer(&Asked { number, segments, body, key });
        thread::sleep(answer.delay);
        let length = answer.length.unwrap_or(answer.body.len());
        let head = format!(
            "HTTP/1.1 {} Status\r\ncontent-type: {}\r\ncontent-length: {length}\r\n\r\n",
            answer.status, answer.kind
        );
        let written = writer
            .write_all(head.as_bytes())
            .and_then(|()| writer.write_all(answer.body.as_bytes()));
        if written.is_err() || answer.length.is_some() {
            return;
        }
    }
}

/// Reads one request: the key that comes with it, and its body.
fn request(reader: &mut impl BufRead) -> Option<(String, String)> {
    let (mut length, mut key) = (0, String::new());
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let Some((name, value)) = line.trim_end().split_once(':') else {
            if line.trim_end().is_empty() {
                break;
            }
            continue;
        };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().ok()?,
            "authorization" => key = value.trim().trim_start_matches("Bearer ").to_owned(),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((key, String::from_utf8(body).ok()?))
}

/// Finds the segments in a request: the JSON object in the last message.
fn segments(body: &Value) -> Vec<(String, String)> {
    let messages = body["messages"].as_array().cloned().unwrap_or_default();
    let question = messages.last().and_then(|message| message["content"].as_str()).unwrap_or("");
    let question: Value = serde_json::from_str(question).unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let segments = question["segments"].as_array().cloned().unwrap_or_default();
    segments.iter().map(|segment| (text(&segment["id"]), text(&segment["zh"]))).collect()
}
