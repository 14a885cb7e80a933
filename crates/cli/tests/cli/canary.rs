//! Keys of four shapes, every command, every way in which a server can fail, and a server that repeats
//! the key in its errors: none of it is found again in anything that a run leaves behind.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;

use crate::support::{Home, PLAIN_PAGE};

/// Providers, with their variables and keys: one of each shape.
const SHAPES: &[(&str, &[(&str, &str)])] = &[
    ("openai", &[("OPENAI_API_KEY", "sk-proj-Canary01_aB9-zzQ1w2e3r4t5")]),
    ("deepl", &[("DEEPL_AUTH_KEY", "ca4a4900-canary02-4f00-9f00-0a1b2c3d4e5f:fx")]),
    (
        "amazon",
        &[
            ("AWS_ACCESS_KEY_ID", "AKIACANARY03EXAMPLE1"),
            ("AWS_SECRET_ACCESS_KEY", "Canary04/wJalrXUtnFEMI+bPxRfiCYKEY=="),
        ],
    ),
    ("zhipu", &[("ZHIPUAI_API_KEY", "canary05a1b2c3d4e5f6.Canary06QwErTy12")]),
];

/// What a server says, by status: the body may hold `KEY`, where it puts what it was sent.
const SAYINGS: &[(u16, &str)] = &[
    (200, "<html>KEY</html>"),
    (200, r#"{"choices":[],"note":"KEY"}"#),
    (200, r#"{"error":{"code":401,"message":"wrong KEY"}}"#),
    (302, "KEY"),
    (400, r#"{"error":{"message":"the request of KEY is bad"}}"#),
    (401, r#"{"error":{"message":"Incorrect API key provided: KEY."}}"#),
    (402, r#"{"error":{"message":"KEY has to pay"}}"#),
    (403, r#"{"message":"KEY may not"}"#),
    (404, r#"{"error":{"message":"no such model for KEY","code":"model_not_found"}}"#),
    (413, r#"{"message":"KEY sends too much"}"#),
    (429, r#"{"error":{"message":"KEY asks too often"}}"#),
    (456, r#"{"message":"KEY has used its quota"}"#),
    (503, r#"{"message":"KEY, come again"}"#),
];

/// A server that always says the same, with whatever keys it was sent.
struct Echo {
    address: String,
    saying: Arc<Mutex<(u16, &'static str)>>,
}

impl Echo {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it is bound").to_string();
        let saying = Arc::new(Mutex::new(SAYINGS[0]));
        let shared = Arc::clone(&saying);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let saying = *shared.lock().expect("no test panics here");
                thread::spawn(move || while echo(&stream, saying).is_some() {});
            }
        });
        Self { address, saying }
    }

    fn say(&self, saying: (u16, &'static str)) {
        *self.saying.lock().expect("no test panics here") = saying;
    }
}

fn echo(stream: &TcpStream, (status, body): (u16, &str)) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let (mut length, mut keys) = (0, String::new());
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            if line.trim_end().is_empty() {
                break;
            }
            continue;
        };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().ok()?,
            "authorization" => keys += value,
            _ => {}
        }
    }
    let mut sent = vec![0; length];
    reader.read_exact(&mut sent).ok()?;
    // The first words are the scheme: what follows is the key, or a signature with its id.
    let key = keys.rsplit("Credential=").next().unwrap_or_default();
    let key = key.rsplit(' ').find(|word| !word.is_empty()).unwrap_or_default();
    let body = body.replace("KEY", key);
    let head = format!(
        "HTTP/1.1 {status} Said\r\nretry-after: 0.01\r\nlocation: https://elsewhere.example/{key}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let mut writer = stream;
    writer.write_all(format!("{head}{body}").as_bytes()).ok()
}

/// Returns the pieces of the keys that must not be found: every run of twelve characters.
fn pieces(variables: &[(&str, &str)]) -> Vec<String> {
    let runs = |key: &str| -> Vec<String> {
        let bytes = key.as_bytes();
        bytes.windows(12).map(|run| String::from_utf8_lossy(run).into_owned()).collect()
    };
    variables.iter().flat_map(|(_, key)| runs(key)).collect()
}

#[track_caller]
fn assert_free(text: &str, place: &str, pieces: &[String]) {
    for piece in pieces {
        assert!(!text.contains(piece.as_str()), "a key is in {place}: {text}");
    }
}

/// Looks through every file below a folder.
#[track_caller]
fn assert_files_free(folder: &Path, pieces: &[String]) {
    for entry in fs::read_dir(folder).expect("a folder can be listed").flatten() {
        let path = entry.path();
        if path.is_dir() {
            assert_files_free(&path, pieces);
        } else if let Ok(bytes) = fs::read(&path) {
            assert_free(&String::from_utf8_lossy(&bytes), &path.display().to_string(), pieces);
        }
    }
}

/// Runs a line with the variables and looks at what it prints.
#[track_caller]
fn assert_silent(home: &Home, line: &str, variables: &[(&str, &str)], pieces: &[String]) {
    let run = home.run_with(line, |command| command.envs(variables.iter().copied()));
    assert_free(&run.stdout(), &format!("stdout of `{line}`"), pieces);
    assert_free(&run.stderr(), &format!("stderr of `{line}`"), pieces);
}

#[test]
fn no_key_is_shown_whatever_a_server_says() {
    thread::scope(|scope| {
        for (provider, variables) in SHAPES {
            scope.spawn(move || {
                let (home, echo, pieces) = (Home::new(), Echo::start(), pieces(variables));
                home.write("page.txt", PLAIN_PAGE);
                for (number, saying) in SAYINGS.iter().enumerate() {
                    echo.say(*saying);
                    let line = format!(
                        "translate page.txt -p {provider} --base-url http://{} -f json,html -o out{number} -vvv",
                        echo.address
                    );
                    assert_silent(&home, &line, variables, &pieces);
                }
                assert_files_free(&home.path(""), &pieces);
            });
        }
    });
}

#[test]
fn no_command_shows_a_key() {
    let (_, variables) = SHAPES[0];
    let (home, echo, pieces) = (Home::new(), Echo::start(), pieces(variables));
    echo.say((401, r#"{"error":{"message":"Incorrect API key provided: KEY."}}"#));
    home.write("page.txt", PLAIN_PAGE).write("terms.csv", "zh,en\n白河县,Baihe County\n");
    home.write("pairs.jsonl", "{\"source\":\"白河县丰收\",\"target\":\"Baihe has a harvest\"}\n");
    let to = format!("-p openai --base-url http://{}", echo.address);
    let lines = [
        format!("translate page.txt {to} --dry-run"),
        format!("page.txt {to} --fallback deepl,offline -o out"),
        format!("explain page.txt {to} --segment a1b1"),
        format!("batch submit page.txt {to}"),
        "batch status".into(),
        "batch collect".into(),
        "providers".into(),
        "providers list --json".into(),
        "providers show openai".into(),
        "providers show openai --json".into(),
        "providers init openai".into(),
        format!("providers test openai --yes --base-url http://{}", echo.address),
        "auth status".into(),
        "auth status openai".into(),
        "auth logout openai".into(),
        "memory stats".into(),
        "memory list".into(),
        "memory export".into(),
        "memory spend".into(),
        "memory verify".into(),
        "glossary check terms.csv".into(),
        "check pairs.jsonl".into(),
        "figures page.txt".into(),
        "names page.txt".into(),
        "repair page.txt".into(),
        "completions bash".into(),
        "--help".into(),
    ];
    for line in &lines {
        assert_silent(&home, &format!("{line} -vvv"), variables, &pieces);
    }
    let login =
        home.run_with("auth login openai -vvv", |command| command.write_stdin(variables[0].1));
    assert_free(&(login.stdout() + &login.stderr()), "auth login", &pieces);
    assert_files_free(&home.path(""), &pieces);
}

#[cfg(target_os = "linux")]
#[test]
fn no_key_is_in_the_list_of_processes() {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE).write("key", "sk-proj-Canary01_aB9-zzQ1w2e3r4t5\n");
    home.write("../home/config/recto/config.toml", "[provider.openai]\nkey_cmd = \"cat key\"\n");
    // A server that takes the request and says nothing: the run waits with the key in its hands.
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let mut child = home.spawn(&format!("page.txt -p openai --base-url http://{address} -o out"));
    let (stream, _) = listener.accept().expect("it is asked");
    let mut line = String::new();
    BufReader::new(&stream).read_line(&mut line).expect("a request comes");
    let listed = fs::read(format!("/proc/{}/cmdline", child.id())).expect("it runs");
    let listed = String::from_utf8_lossy(&listed).into_owned();
    assert!(listed.contains("--base-url"), "{listed}");
    assert_free(
        &listed,
        "the list of processes",
        &pieces(&[("", "test-key-0001"), SHAPES[0].1[0]]),
    );
    child.kill().expect("it can be ended");
    child.wait().expect("it ends");
}
