//! Keys in GNOME Keyring, on a bus of its own that dies with the test.

use std::fs;
use std::process::Command;

use crate::{Desk, KEY, chat_apis, installed, said};

/// Runs a shell script on a private bus: `unlocked` with an open keyring, `locked` with one that has a
/// password nobody types; `absent` without any bus, as on a server.
fn on_a_bus(desk: &Desk, state: &str, script: &str) -> String {
    let daemon = match state {
        "unlocked" => "printf pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null",
        "locked" => "gnome-keyring-daemon --start --components=secrets </dev/null >/dev/null",
        _ => "true",
    };
    let run = desk.path("run");
    fs::create_dir_all(&run).expect("a folder can be made");
    let mut command = match state {
        "absent" => Command::new("sh"),
        _ => Command::new("dbus-run-session"),
    };
    desk.settle(&mut command);
    command.env("XDG_RUNTIME_DIR", run).env("RECTO", env!("CARGO_BIN_EXE_recto")).env("KEY", KEY);
    if state != "absent" {
        command.args(["--", "sh"]);
    }
    let output = command
        .arg("-c")
        .arg(format!("{daemon} 2>/dev/null; {script}"))
        .output()
        .expect("a bus can be started");
    said(&output)
}

#[test]
fn a_key_is_stored_found_shown_by_its_end_and_taken_away() {
    let Some(_) = installed("keyring") else { return };
    let desk = Desk::new();
    let script = r#"
        printf '%s\n' "$KEY" | $RECTO auth login openai
        $RECTO auth status openai
        $RECTO providers | grep '^openai '
        $RECTO auth logout openai
        $RECTO auth status openai"#;
    let said = on_a_bus(&desk, "unlocked", script);
    for part in [
        "the key of `openai` is in the keyring",
        "a key is stored (…e3r4)",
        "ready, key from the keyring",
        "the key is gone",
        "no key is stored",
    ] {
        assert!(said.contains(part), "`{part}` is not in: {said}");
    }
    assert!(!said.contains("canary-0815"), "{said}");
}

#[test]
fn a_key_of_the_keyring_goes_to_the_server() {
    let (Some(_), Some(folder)) = (installed("keyring"), installed("aimock")) else { return };
    let (desk, server) = (Desk::new(), chat_apis(&folder));
    let script = format!(
        "printf '%s' \"$KEY\" | $RECTO auth login openai; \
         $RECTO translate page.txt -p openai --base-url {}/v1 -f json -o out -vv",
        server.url
    );
    let said = on_a_bus(&desk, "unlocked", &script);
    assert!(said.contains("key from the keyring"), "{said}");
    desk.assert_complete("out/page.json");
}

#[test]
fn a_locked_keyring_and_a_missing_one_are_told_apart_and_hold_nobody_up() {
    let Some(_) = installed("keyring") else { return };
    let desk = Desk::new();
    // The keyring is made with a password first; the second bus does not know it.
    on_a_bus(&desk, "unlocked", "printf '%s' \"$KEY\" | $RECTO auth login openai");
    let script = "$RECTO auth status openai; $RECTO translate page.txt -p openai; echo ends $?";
    let locked = on_a_bus(&desk, "locked", script);
    assert!(locked.contains("the keyring is locked"), "{locked}");
    assert!(
        locked.contains("error: the keyring is locked") && locked.contains("ends 6"),
        "{locked}"
    );
    let other = "mkdir -p .config/recto; printf '[provider.openai]\nkey_cmd = \"echo %s\"\n' $KEY \
        > .config/recto/config.toml; $RECTO translate page.txt -p openai --base-url http://localhost:9 \
        --deadline 1s";
    let other = on_a_bus(&desk, "locked", other);
    assert!(other.contains("key from key_cmd"), "{other}");
    fs::remove_dir_all(desk.path(".config")).expect("it was made above");
    let absent = on_a_bus(&desk, "absent", script);
    assert!(absent.contains("there is no keyring here"), "{absent}");
    assert!(absent.contains("`openai` wants a key") && absent.contains("ends 6"), "{absent}");
}
