//! A server on this machine that answers as it is told, one instruction for each request.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the server does with a request.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    /// Answers with a status, headers and a body.
    Say(u16, Vec<(String, String)>, Vec<u8>),
    /// Answers nothing and keeps the connection.
    Hang,
    /// Closes the connection at once.
    Reset,
    /// Promises more than it sends.
    Truncate(Vec<u8>),
    /// Sends one byte at a time, so many milliseconds apart, and never ends.
    Drip(u64),
    /// Sends one header after another, so many milliseconds apart, and never ends them.
    Headers(u64),
    /// Promises a gigabyte and sends as much of it as is taken.
    Flood,
    /// Waits so many milliseconds and then does the other thing.
    After(u64, Box<Act>),
}

/// A request as it came in.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// The first line and the headers, in small letters.
    pub(crate) head: String,
    /// The body.
    pub(crate) body: String,
}

/// The server.
pub(crate) struct Server {
    /// Its address, without a stroke at the end.
    pub(crate) base: String,
    acts: Arc<Mutex<VecDeque<Act>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
    most: Arc<Mutex<(usize, usize)>>,
}

/// Makes an answer with a JSON body.
pub(crate) fn say(status: u16, body: &str) -> Act {
    Act::Say(status, vec![("content-type".into(), "application/json".into())], body.into())
}

/// Makes an answer with a JSON body and one more header.
pub(crate) fn say_with(status: u16, name: &str, value: &str, body: &str) -> Act {
    Act::Say(status, vec![(name.into(), value.into())], body.into())
}

/// Makes the answer of a chat model to segments, `s1` first.
pub(crate) fn chat(texts: &[&str]) -> Act {
    let segments: Vec<_> = (1..)
        .zip(texts)
        .map(|(id, en): (usize, _)| serde_json::json!({"id": format!("s{id}"), "en": en}))
        .collect();
    let content = serde_json::json!({ "segments": segments }).to_string();
    let choice = serde_json::json!({"message": {"content": content}, "finish_reason": "stop"});
    say(200, &serde_json::json!({"model": "m-1", "choices": [choice]}).to_string())
}

impl Server {
    /// Starts a server; after the last instruction it repeats it.
    pub(crate) async fn start(acts: Vec<Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            base: format!("http://{}", listener.local_addr().unwrap()),
            acts: Arc::new(Mutex::new(acts.into())),
            seen: Arc::default(),
            most: Arc::default(),
        };
        let (acts, seen, most) = (server.acts.clone(), server.seen.clone(), server.most.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, acts.clone(), seen.clone(), most.clone()));
            }
        });
        server
    }

    /// Returns the requests that came in.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// Returns the most requests that were under way at the same time.
    pub(crate) fn most_at_once(&self) -> usize {
        self.most.lock().unwrap().1
    }
}

async fn serve(
    mut stream: TcpStream,
    acts: Arc<Mutex<VecDeque<Act>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
    most: Arc<Mutex<(usize, usize)>>,
) {
    while let Some(request) = receive(&mut stream).await {
        seen.lock().unwrap().push(request);
        let act = {
            let mut acts = acts.lock().unwrap();
            if acts.len() > 1 { acts.pop_front() } else { acts.front().cloned() }
        };
        {
            let mut most = most.lock().unwrap();
            most.0 += 1;
            most.1 = most.1.max(most.0);
        }
        let goes_on = perform(&mut stream, act.unwrap_or(Act::Reset)).await;
        most.lock().unwrap().0 -= 1;
        if !goes_on {
            return;
        }
    }
}

async fn perform(stream: &mut TcpStream, mut act: Act) -> bool {
    while let Act::After(wait, then) = act {
        tokio::time::sleep(Duration::from_millis(wait)).await;
        act = *then;
    }
    match act {
        Act::Say(status, headers, body) => {
            let mut head = format!("HTTP/1.1 {status} Said\r\ncontent-length: {}\r\n", body.len());
            for (name, value) in headers {
                head.push_str(&format!("{name}: {value}\r\n"));
            }
            head.push_str("\r\n");
            stream.write_all(&[head.as_bytes(), &body].concat()).await.is_ok()
        }
        Act::Hang => {
            tokio::time::sleep(Duration::from_secs(600)).await;
            false
        }
        Act::Reset | Act::After(..) => false,
        Act::Truncate(body) => {
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len() + 99);
            let _ = stream.write_all(&[head.as_bytes(), &body].concat()).await;
            false
        }
        Act::Headers(wait) => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n").await;
            while stream.write_all(b"x-more: to come\r\n").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(wait)).await;
            }
            false
        }
        Act::Flood => {
            let _ =
                stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n").await;
            let piece = vec![b' '; 1 << 16];
            while stream.write_all(&piece).await.is_ok() {}
            false
        }
        Act::Drip(wait) => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 999999\r\n\r\n").await;
            while stream.write_all(b" ").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(wait)).await;
            }
            false
        }
    }
}

async fn receive(stream: &mut TcpStream) -> Option<Seen> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 16384];
    loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            let length: usize = length.and_then(|length| length.trim().parse().ok()).unwrap_or(0);
            if bytes.len() >= end + 4 + length {
                let body = String::from_utf8_lossy(&bytes[end + 4..end + 4 + length]).into_owned();
                return Some(Seen { head, body });
            }
        }
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return None,
            Ok(n) => bytes.extend_from_slice(&buffer[..n]),
        }
    }
}
