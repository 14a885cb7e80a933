//! `recto providers`: looking at one, trying one, and the table to start with.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;

use recto_providers::catalogue;

use crate::server::{Answer, Server};
use crate::support::{Home, PLAIN_PAGE};

/// Starts a server that says the same to everybody; returns its address.
fn says(status: &'static str, body: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = [0; 65536];
            let _ = stream.read(&mut request);
            let head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n", body.len());
            let _ = stream.write_all(format!("{head}{body}").as_bytes());
        }
    });
    format!("http://{address}")
}

#[test]
fn a_server_on_this_machine_is_found_with_its_models() {
    let home = Home::new();
    let ollama = says("200 OK", r#"{"models":[{"name":"qwen3:8b"},{"name":"glm4:9b"}]}"#);
    let other = says("200 OK", "<html>something else</html>");
    home.write(
        "recto.toml",
        format!(
            "[provider.ollama]\nbase_url = \"{ollama}\"\n[provider.lm-studio]\nbase_url = \"{other}/v1\"\n"
        ),
    );
    let list = home.run("providers").ends(0).stdout();
    let line =
        |id: &str| list.lines().find(|line| line.starts_with(id)).expect("listed").to_owned();
    assert!(line("ollama").contains("found on this machine: qwen3:8b, glm4:9b"), "{list}");
    assert!(line("lm-studio").contains("not running"), "{list}");
    let shown = home.run("providers show ollama").ends(0).stdout();
    assert!(shown.contains("qwen3:8b") && shown.contains("num_ctx = 8192"), "{shown}");
}

#[test]
fn every_provider_can_be_shown_and_its_table_is_one_that_recto_reads() {
    let home = Home::new();
    let all: Vec<String> = catalogue::entries().map(|entry| entry.card.id.to_string()).collect();
    let list = home.run("providers").ends(0).stdout();
    for id in &all {
        assert!(list.lines().any(|line| line.starts_with(&format!("{id} "))), "{id} is not listed");
    }
    // Each command is a process: a few stand for all, one of each kind and those with options to fill in.
    for id in ["openai", "azure-openai", "google-v3", "amazon", "ollama", "compatible", "tencent"] {
        let table = home.run(&format!("providers init {id}")).ends(0).stdout();
        home.write("recto.toml", &table);
        let shown = home.run(&format!("providers show {id}")).ends(0).stdout();
        assert!(shown.starts_with(&format!("{id}: ")), "{table}\n{shown}");
    }
}

#[test]
fn a_new_name_gets_the_table_of_an_api_of_ones_own_and_a_slip_of_the_hand_does_not() {
    let home = Home::new();
    let table = home.run("providers init mycorp").ends(0).stdout();
    let server = says("200 OK", r#"{"data":[{"text":"The weather is fine today."}]}"#);
    home.write("recto.toml", table.replace("https://mt.example.com", &server));
    let tried = home.run_with("providers test mycorp --yes", |command| {
        command.env("MYCORP_API_KEY", "canary-key-0001")
    });
    let said = tried.ends(0).says(&["one tiny request, which is paid for"]).stdout();
    assert!(
        said.contains("mycorp answers") && said.contains("The weather is fine today."),
        "{said}"
    );
    assert!(home.run("providers list").ends(0).stdout().contains("mycorp"));
    assert!(home.run("providers show mycorp").ends(0).stdout().contains("/data/*/text"));
    home.run("providers init deppl").ends(2).says(&["did you mean `deepl`"]);
    home.run("providers show nobody").ends(2).says(&["no provider `nobody`"]);
}

#[test]
fn nothing_is_sent_that_costs_money_before_somebody_agrees() {
    let home = Home::new();
    let server = Server::start(Answer::good);
    let line = format!("providers test openai -m fake --base-url {}", server.url());
    let with_key = |line: &str| {
        home.run_with(line, |command| command.env("OPENAI_API_KEY", "canary-key-0001"))
    };
    with_key(&line).ends(2).says(&["which is paid for", "hint: add `--yes`"]);
    assert_eq!(server.requests(), 0);
    let said = with_key(&format!("{line} --yes")).ends(0).stdout();
    assert!(said.contains("200 tokens in, 60 out") && said.contains("model fake-1"), "{said}");
    assert_eq!(server.requests(), 1);
}

/// Asks a provider with settings that are wrong, and looks for what has to be changed.
#[track_caller]
fn assert_said(toml: &str, line: &str, code: i32, parts: &[&str]) {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE).write("recto.toml", toml);
    let run = home.run_with(&format!("translate page.txt -o out {line}"), |command| {
        command.env("OPENAI_API_KEY", "canary-key-0001").env("MYCORP_KEY", "canary-key-0001")
    });
    run.ends(code).says(parts);
}

#[test]
fn an_address_that_cannot_be_asked_is_refused_by_what_is_wrong_with_it() {
    let to = |address: &str| format!("-p openai --base-url {address}");
    assert_said("", &to("api.example.com/v1"), 2, &["`api.example.com/v1`", "https://"]);
    assert_said("", &to("https://u:secret@api.example.com"), 2, &["user name or a password"]);
    assert_said("", &to("http://api.example.com/v1"), 2, &["without encryption", "https://"]);
    assert_said("", &to("https://api.example.com/?k=v"), 2, &["query", "leave it out"]);
    assert_said("", &to("ftp://api.example.com"), 2, &["`ftp`"]);
}

#[test]
fn what_a_server_says_about_key_model_and_address_names_the_setting() {
    let wrong = |status, body| format!("-p openai --base-url {}/v1", says(status, body));
    let key = r#"{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}"#;
    assert_said("", &wrong("401 No", key), 6, &["does not accept the key", "OPENAI_API_KEY"]);
    let expired = r#"{"error":{"message":"this key has expired"}}"#;
    assert_said("", &wrong("401 No", expired), 6, &["expired", "OPENAI_API_KEY"]);
    let region = r#"{"error":{"message":"key not valid for this region"}}"#;
    assert_said("", &wrong("403 No", region), 6, &["region", "OPENAI_API_KEY"]);
    let model = r#"{"error":{"message":"no such model","code":"model_not_found"}}"#;
    assert_said("", &wrong("404 No", model), 2, &["`gpt-5-mini`", "`--model`", "`base_url`"]);
    let retired = r#"{"error":{"message":"the model was retired","code":"model_not_found"}}"#;
    assert_said("", &wrong("410 Gone", retired), 2, &["retired", "`--model`"]);
    assert_said("", &wrong("404 No", "nothing here"), 2, &["the address", "`base_url`"]);
    assert_said("", &wrong("301 Moved\r\nlocation: https://x.example/", ""), 2, &["`x.example`"]);
    // A server that speaks another protocol.
    assert_said("", &wrong("200 OK", r#"{"jsonrpc":"2.0"}"#), 3, &["`openai` answered", "choice"]);
    assert_said("", &wrong("200 OK", "<html>hello</html>"), 3, &["a web page"]);
}

#[test]
fn a_description_that_cannot_work_is_refused_by_its_key() {
    let table = |lines: &str| format!("[provider.mycorp]\nkind = \"http\"\n{lines}\n");
    let whole = "url = \"https://mt.example/v1\"\nbody = '{\"q\": {{ texts }}}'\nresult = \"/d/*\"";
    let assert_wrong = |lines: &str, parts: &[&str]| {
        assert_said(&table(lines), "-p mycorp", 2, parts);
    };
    let without = |key: &str| {
        whole.lines().filter(|line| !line.starts_with(key)).collect::<Vec<_>>().join("\n")
    };
    assert_wrong(&without("url"), &["url"]);
    assert_wrong(&without("body"), &["body"]);
    assert_wrong(&without("result"), &["result"]);
    assert_wrong(&whole.replace("texts", "text_list"), &["`body`", "text_list"]);
    assert_wrong(&whole.replace("/d/*", "d"), &["`result`", "`/`"]);
    assert_wrong(&whole.replace("https", "http"), &["without encryption"]);
    assert_wrong(&format!("{whole}\nresutl = 1"), &["resutl"]);
    let server = says("200 OK", r#"{"data":["x"]}"#);
    let lines = whole.replace("https://mt.example/v1", &server);
    assert_said(&table(&lines), "-p mycorp", 3, &["nothing at `/d/*`", "`result`"]);
}

#[test]
fn a_glossary_is_put_on_the_account_of_a_provider_that_keeps_them() {
    let home = Home::new();
    home.write("terms.csv", "zh,en\n白河县,Baihe County\n青岚市,Qinglan\n");
    let run = |line: &str| {
        home.run_with(line, |command| {
            command
                .env("DEEPL_AUTH_KEY", "canary-key-0001")
                .env("AWS_ACCESS_KEY_ID", "AKIACANARY0000000001")
                .env("AWS_SECRET_ACCESS_KEY", "canary-key-0001")
                .env("OPENAI_API_KEY", "canary-key-0001")
        })
    };
    let deepl = says("201 Created", r#"{"glossary_id":"g-77"}"#);
    let pushed = run(&format!("glossary push deepl terms.csv --base-url {deepl}")).ends(0);
    assert_eq!(pushed.stdout(), "[provider.deepl]\nglossary_id = \"g-77\"\n");
    assert!(pushed.says(&["2 terms are on the account"]).stderr().len() < 400);
    let amazon = says("200 OK", r#"{"TerminologyProperties":{"Name":"desk","TermCount":2}}"#);
    let pushed = run(&format!("glossary push amazon terms.csv --name desk --base-url {amazon}"));
    assert_eq!(pushed.ends(0).stdout(), "[provider.amazon]\nterminology = \"desk\"\n");
    let full = says("456 Used", r#"{"message":"Quota exceeded"}"#);
    run(&format!("glossary push deepl terms.csv --base-url {full}"))
        .ends(4)
        .says(&["nothing left"]);
    run("glossary push openai terms.csv").ends(2).says(&["`openai` keeps no glossary", "`deepl`"]);
    run("glossary push deepl").ends(2).says(&["no glossary to push"]);
}
