//! The binary against real servers: aimock's chat APIs, llama.cpp's own server, GNOME Keyring on a private
//! bus, and mitmproxy in between.
//!
//! `tests/servers/install FOLDER` brings them, `RECTO_SERVERS=FOLDER` names them. What is not there is
//! passed over with a line; nothing here needs the network.

#![expect(clippy::print_stdout, reason = "a test that is passed over says so")]

mod chat_apis;
mod keyring;
mod model;
mod proxy;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A page of our own invention without any figure.
const PAGE: &str = "## 青岚市新建滨河公园\n\n青岚市园林局公布，新建的滨河公园对市民开放，周边居民出门步行即可到达，园内种植了本地树木和花草。\n\n市园林局负责人表示，明年还将在老城区建设绿道，把几处公园连成一片。\n\n## 白河县农民喜获丰收\n\n白河县的农民今年喜获丰收，粮食产量比往年有所增长，县里组织农机帮助抢收。\n";

/// The key that is used everywhere and may be shown nowhere.
const KEY: &str = "sk-canary-0815-aB9zQ1w2e3r4";

/// Returns the folder of something that was installed; says so where it was not.
fn installed(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("RECTO_SERVERS").map(PathBuf::from);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = folder.map(|folder| root.join(folder));
    let there = folder.filter(|folder| folder.join(format!("{name}.ok")).exists());
    if there.is_none() {
        println!("passed over: {name} is not installed (crates/cli/tests/servers/install)");
    }
    there.and_then(|folder| folder.canonicalize().ok())
}

/// Returns a script of this folder.
fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers").join(name)
}

/// A server that runs until it is dropped.
struct Server {
    child: Child,
    /// Held, so that a server that waits for the end of its input goes on.
    _stdin: Option<ChildStdin>,
    /// Where it listens.
    url: String,
}

impl Server {
    /// Starts a server that prints `LISTENING http://…` when it is ready.
    fn start(command: &mut Command) -> Self {
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the server starts");
        let lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
        let mut lines = lines.map_while(Result::ok);
        let url = lines.find_map(|line| line.strip_prefix("LISTENING ").map(str::to_owned));
        let stdin = child.stdin.take();
        let url = url.expect("it says where it listens").trim_end_matches('/').to_owned();
        Self { child, _stdin: stdin, url }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts the chat APIs of aimock.
fn chat_apis(folder: &Path) -> Server {
    let home = folder.join("aimock");
    // A script finds its packages beside itself.
    fs::copy(script("chat.mjs"), home.join("chat.mjs")).expect("the script can be copied");
    Server::start(Command::new("node").arg("chat.mjs").current_dir(home).env("PORT", "0"))
}

/// A folder to run the binary in, with a page.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder can be made"));
        fs::write(desk.path("page.txt"), PAGE).expect("a file can be written");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Returns the binary with the words of a line.
    fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_recto"));
        self.settle(&mut command);
        command.args(line.split_whitespace());
        command
    }

    /// Gives a command an environment of its own.
    fn settle(&self, command: &mut Command) {
        command.env_clear().current_dir(self.0.path()).env("HOME", self.0.path());
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
    }

    /// Runs the binary and makes sure of its exit code, and that the key is not shown.
    #[track_caller]
    fn ends(&self, command: &mut Command, code: i32) -> String {
        let output = command.output().expect("the binary runs");
        let said = said(&output);
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert!(!said.contains("canary-0815"), "the key is shown: {said}");
        said
    }

    /// Makes sure that the edition has English for every segment.
    #[track_caller]
    fn assert_complete(&self, file: &str) {
        let text = fs::read_to_string(self.path(file)).expect("there is an edition");
        let edition: Value = serde_json::from_str(&text).expect("it is JSON");
        let mut units = Vec::new();
        collect(&edition, &mut units);
        assert!(units.len() >= 5, "{text}");
        assert!(units.iter().all(|english| english.is_some()), "{text}");
    }
}

/// Collects the English of every unit.
fn collect<'a>(value: &'a Value, units: &mut Vec<Option<&'a str>>) {
    match value {
        Value::Array(list) => list.iter().for_each(|value| collect(value, units)),
        Value::Object(fields) => match fields.get("units").and_then(Value::as_array) {
            Some(list) => units.extend(list.iter().map(|unit| unit["en"].as_str())),
            None => fields.values().for_each(|value| collect(value, units)),
        },
        _ => {}
    }
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}
