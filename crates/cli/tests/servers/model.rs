//! An edition through llama.cpp's own server, with a model that is made on the spot.

use std::process::Command;

use crate::{Desk, KEY, Server, installed, script};

#[test]
fn an_edition_through_a_llama_cpp_server_is_complete() {
    let Some(folder) = installed("llama") else { return };
    let python = folder.join("llama/bin/python");
    let desk = Desk::new();
    let model = desk.path("one-answer.gguf");
    // One answer for each single segment; the server holds it to the schema by its grammar. It is so short
    // that it may be right for several texts: a long one would be no answer to any of them.
    let answer = r#"{"segments":[{"id":"s1","en":"The new park is open to all."}]}"#;
    let made = Command::new(&python).arg(script("model.py")).arg(&model).arg(answer).status();
    assert!(made.expect("Python runs").success(), "the model is not made");
    let mut command = Command::new(&python);
    let server = Server::start(command.arg(script("llama.py")).arg(&model).arg("k-4711-abcdef"));
    let to = format!("-p llama-cpp --base-url {}/v1 --batch 1 -f json -vv", server.url);
    let mut right = desk.command(&format!("translate page.txt {to} -o out"));
    // The answer is the same everywhere, and the checks may well find fault with it.
    let output = right.env("LLAMA_API_KEY", "k-4711-abcdef").output().expect("the binary runs");
    assert!(matches!(output.status.code(), Some(0 | 3)), "{}", crate::said(&output));
    desk.assert_complete("out/page.json");
    let mut wrong = desk.command(&format!("translate page.txt {to} -o no --memory other.db"));
    let said = desk.ends(wrong.env("LLAMA_API_KEY", KEY), 6);
    assert!(said.contains("does not accept the key"), "{said}");
    let mut long =
        desk.command(&format!("providers test llama-cpp --yes --base-url {}/v1", server.url));
    let said = desk.ends(long.env("LLAMA_API_KEY", "k-4711-abcdef"), 0);
    assert!(said.contains("llama-cpp answers"), "{said}");
}
