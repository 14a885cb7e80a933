//! Editions through the chat APIs of six vendors, as aimock speaks them.

use crate::{Desk, KEY, chat_apis, installed};

#[test]
fn an_edition_through_each_chat_api_is_complete() {
    let Some(folder) = installed("aimock") else { return };
    let server = chat_apis(&folder);
    let faces = [
        ("openai", "/v1", "OPENAI_API_KEY", ""),
        ("openai-responses", "/v1", "OPENAI_API_KEY", ""),
        ("anthropic", "", "ANTHROPIC_API_KEY", ""),
        ("gemini", "", "GEMINI_API_KEY", ""),
        ("azure-openai", "", "AZURE_OPENAI_API_KEY", "2024-10-21"),
        ("ollama", "", "OLLAMA_API_KEY", ""),
        ("cohere", "", "CO_API_KEY", ""),
        ("openrouter", "/v1", "OPENROUTER_API_KEY", ""),
    ];
    for (provider, path, variable, version) in faces {
        let desk = Desk::new();
        let line = format!(
            "translate page.txt -p {provider} -m any --base-url {}{path} -f json -o out -vv",
            server.url
        );
        let mut command = desk.command(&line);
        command.env(variable, KEY);
        if !version.is_empty() {
            command.env("OPENAI_API_VERSION", version);
        }
        desk.ends(&mut command, 0);
        desk.assert_complete("out/page.json");
    }
}
