//! mitmproxy between the binary and a server: faults of the network, a proxy that wants a password, and a
//! certificate of one's own.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::{Desk, KEY, chat_apis, installed, script};

/// mitmproxy, until it is dropped.
struct Between {
    child: Child,
    port: u16,
}

impl Between {
    fn start(folder: &Path, desk: &Desk, words: &[&str]) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = free.local_addr().expect("it is bound").port();
        drop(free);
        let child = Command::new(folder.join("mitmproxy/bin/mitmdump"))
            .args(["--quiet", "--listen-host", "127.0.0.1", "--listen-port", &port.to_string()])
            .arg("--set")
            .arg(format!("confdir={}", desk.path("certificates").display()))
            .args(words)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("mitmproxy starts");
        for _ in 0..400 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                break;
            }
            thread::sleep(Duration::from_millis(50));
        }
        Self { child, port }
    }
}

impl Drop for Between {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn line(base: &str, out: &str) -> String {
    format!("translate page.txt -p openai --base-url {base}/v1 -f json -o {out} --batch 1 -j 1 -vv")
}

#[test]
fn faults_of_the_network_cost_time_and_no_segment() {
    let (Some(mitmproxy), Some(aimock)) = (installed("mitmproxy"), installed("aimock")) else {
        return;
    };
    let (desk, server) = (Desk::new(), chat_apis(&aimock));
    let faults = script("faults.py").display().to_string();
    let mode = format!("reverse:{}", server.url);
    let words = ["--mode", &mode, "-s", &faults, "--set", "faults=kill 503 ok half junk 429 ok"];
    let between = Between::start(&mitmproxy, &desk, &words);
    let mut command = desk.command(&line(&format!("http://127.0.0.1:{}", between.port), "out"));
    desk.ends(command.env("OPENAI_API_KEY", KEY), 0);
    desk.assert_complete("out/page.json");
}

#[test]
fn a_proxy_that_wants_a_password_is_named_and_passed_with_it() {
    let (Some(mitmproxy), Some(aimock)) = (installed("mitmproxy"), installed("aimock")) else {
        return;
    };
    let (desk, server) = (Desk::new(), chat_apis(&aimock));
    let words = ["--mode", "regular", "--set", "proxyauth=desk:pw-canary-0815"];
    let between = Between::start(&mitmproxy, &desk, &words);
    let with = |desk: &Desk, user: &str, out: &str| {
        let mut command = desk.command(&line(&server.url, out));
        command.env("OPENAI_API_KEY", KEY);
        command.env("HTTP_PROXY", format!("http://{user}127.0.0.1:{}", between.port));
        command
    };
    let said = desk.ends(&mut with(&desk, "", "no"), 2);
    assert!(said.contains("the proxy wants a user name and a password"), "{said}");
    desk.ends(&mut with(&desk, "desk:pw-canary-0815@", "out"), 0);
    desk.assert_complete("out/page.json");
}

#[test]
fn a_certificate_of_ones_own_is_believed_where_it_is_named_and_nowhere_else() {
    let (Some(mitmproxy), Some(aimock)) = (installed("mitmproxy"), installed("aimock")) else {
        return;
    };
    let (desk, server) = (Desk::new(), chat_apis(&aimock));
    let mode = format!("reverse:{}", server.url);
    let between = Between::start(&mitmproxy, &desk, &["--mode", &mode]);
    let base = format!("https://localhost:{}", between.port);
    let mut command = desk.command(&line(&base, "no"));
    let said = desk.ends(command.env("OPENAI_API_KEY", KEY), 2);
    assert!(
        said.contains("certificate is not believed") && said.contains("SSL_CERT_FILE"),
        "{said}"
    );
    let mut command = desk.command(&line(&base, "out"));
    let certificate = desk.path("certificates/mitmproxy-ca-cert.pem");
    desk.ends(command.env("OPENAI_API_KEY", KEY).env("SSL_CERT_FILE", certificate), 0);
    desk.assert_complete("out/page.json");
}
