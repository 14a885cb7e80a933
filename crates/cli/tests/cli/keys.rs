//! Where keys are found, and that they are shown nowhere.

use serde_json::json;

use crate::server::{Answer, Server};
use crate::support::{Home, PLAIN_PAGE, Run, paragraph};
use crate::translate::ask;

/// Translates with these variables; returns the keys that the server saw.
#[track_caller]
fn assert_key(variables: &[(&str, &str)], flags: &str, key: &str) {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE).write("secret", format!("{key}\n"));
    let server = Server::good();
    let line = ask(&server, &format!("page.txt -vv {flags}"));
    let run = home.run_with(&line, |command| command.envs(variables.iter().copied())).ends(0);
    assert_eq!(server.keys(), [key]);
    assert_not_shown(&home, &run, key);
}

/// Looks for a key in everything that a run leaves behind.
#[track_caller]
fn assert_not_shown(home: &Home, run: &Run, key: &str) {
    let memory = std::fs::read(home.path("home/data/recto/memory.db")).unwrap_or_default();
    let memory = String::from_utf8_lossy(&memory).into_owned();
    for text in [run.stdout(), run.stderr(), home.read("out/page.json"), memory] {
        assert!(!text.contains(key), "the key is shown");
        assert!(!text.contains(&key[..8]), "the beginning of the key is shown");
    }
}

#[test]
fn the_vendors_variable_holds_the_key() {
    assert_key(&[("OPENAI_API_KEY", "canary-1-abcdef")], "", "canary-1-abcdef");
}

#[test]
fn a_file_that_a_variable_names_holds_the_key() {
    assert_key(&[("OPENAI_API_KEY_FILE", "secret")], "", "canary-2-abcdef");
}

#[test]
fn the_variable_that_the_user_names_wins() {
    let variables = [("OPENAI_API_KEY", "canary-3-abcdef"), ("DESK_KEY", "canary-4-abcdef")];
    assert_key(&variables, "--key-env DESK_KEY", "canary-4-abcdef");
}

#[test]
fn several_keys_take_turns() {
    let home = Home::new();
    for n in 0..6 {
        home.write(&format!("p{n}.txt"), paragraph(n));
    }
    home.write("secret", "canary-13-abcdef");
    let server = Server::good();
    let run = home.run_with(&ask(&server, ". -j 1 -vv"), |command| {
        command.envs([
            ("OPENAI_API_KEY", "canary-11-abcdef"),
            ("OPENAI_API_KEY_2", "canary-12-abcdef"),
            ("OPENAI_API_KEY_3_FILE", "secret"),
            ("OPENAI_API_KEY_5", "behind-a-gap"),
        ])
    });
    let run = run.ends(0).says(&["key from OPENAI_API_KEY, OPENAI_API_KEY_2, the file that"]);
    assert_eq!(server.keys(), ["canary-11-abcdef", "canary-12-abcdef", "canary-13-abcdef"]);
    assert!(!run.stderr().contains("canary"), "{}", run.stderr());
}

#[test]
fn a_key_that_is_refused_is_told_of_and_the_others_go_on() {
    let home = Home::new();
    for n in 0..6 {
        home.write(&format!("p{n}.txt"), paragraph(n));
    }
    let server = Server::start(|asked| match asked.key.contains("revoked") {
        true => Answer::json(401, &json!({ "error": { "message": "no such key" } })),
        false => Answer::good(asked),
    });
    let with = |second: &str| {
        let second = second.to_owned();
        home.run_with(&ask(&server, ". -j 1"), move |command| {
            command.envs([("OPENAI_API_KEY", "revoked-1-abcdef"), ("OPENAI_API_KEY_2", &second)])
        })
    };
    with("revoked-2-abcdef").ends(6).says(&["does not accept the key"]);
    let run = with("canary-14-abcdef").ends(0);
    run.says(&["the key from OPENAI_API_KEY was not used any more: `openai` does not accept"]);
    assert_eq!(home.list("out").len(), 6);
}

#[test]
fn a_command_of_the_users_settings_prints_the_key() {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE);
    home.write(
        "../home/config/recto/config.toml",
        "[provider.openai]\nkey_cmd = \"echo canary-5-abcdef\"\n",
    );
    let server = Server::good();
    let run = home.run(&ask(&server, "page.txt")).ends(0);
    assert_eq!(server.keys(), ["canary-5-abcdef"]);
    assert_not_shown(&home, &run, "canary-5-abcdef");
}

#[test]
fn a_key_that_is_missing_is_a_matter_of_credentials() {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE);
    home.run("translate page.txt -p openai")
        .ends(6)
        .says(&["`openai` wants a key", "OPENAI_API_KEY"]);
    home.run("translate page.txt -p openai --key-env NO_SUCH")
        .ends(6)
        .says(&["`NO_SUCH` is not set"]);
    let run = home.run_with("translate page.txt -p openai", |command| {
        command.env("OPENAI_API_KEY_FILE", "gone")
    });
    run.ends(6).says(&["cannot read the key in `gone`"]);
}

#[test]
fn a_provider_nobody_knows_is_wrong_usage_and_the_likely_one_is_named() {
    let home = Home::new();
    home.write("page.txt", PLAIN_PAGE);
    home.run("translate page.txt -p deppl").ends(2).says(&["no provider `deppl`", "`deepl`"]);
}

#[test]
fn the_list_of_providers_shows_variables_and_no_keys() {
    let home = Home::new();
    let run = home
        .run_with("providers", |command| command.env("DEEPL_AUTH_KEY", "canary-6-abcdef"))
        .ends(0);
    let list = run.stdout();
    for word in ["offline", "openai", "OPENAI_API_KEY", "deepl", "ready, key from DEEPL_AUTH_KEY"] {
        assert!(list.contains(word), "`{word}` is not in: {list}");
    }
    assert!(!list.contains("canary-6"));
    let json = home.run("providers --json").ends(0).stdout();
    assert!(serde_json::from_str::<serde_json::Value>(&json).expect("JSON").is_array());
}

#[test]
fn where_no_keyring_is_the_way_out_is_a_variable() {
    let home = Home::new();
    let run =
        home.run_with("auth login openai", |command| command.write_stdin("canary-7-abcdef\n"));
    let run = run.ends(6).says(&["keyring", "hint: set the key's environment variable"]);
    assert!(!run.stderr().contains("canary-7"));
    home.run("auth login nobody").ends(2).says(&["no provider `nobody`"]);
    let status = home
        .run_with("auth status openai", |command| command.env("OPENAI_API_KEY", "canary-8-abcdef"));
    let status = status.ends(0).stdout();
    assert!(
        status.contains("the key is in OPENAI_API_KEY") && !status.contains("canary"),
        "{status}"
    );
    home.run("auth status").ends(0);
}
