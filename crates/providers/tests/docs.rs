//! The tables in `docs/providers.md` are those of the catalogue. `SNAPSHOTS=overwrite` writes them.

use std::path::Path;

use recto_providers::card::Card;
use recto_providers::catalogue;

#[test]
fn the_tables_in_the_documentation_are_those_of_the_catalogue() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/providers.md");
    if !file.exists() {
        return; // a packaged crate comes without the documentation of the workspace
    }
    let text = std::fs::read_to_string(&file).unwrap();
    let fresh = with(&with(&text, "catalogue", &providers()), "options", &options());
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        std::fs::write(&file, &fresh).unwrap();
        return;
    }
    assert!(
        text == fresh,
        "stale: run `SNAPSHOTS=overwrite cargo test -p recto-providers --test docs`"
    );
}

fn providers() -> String {
    let mut rows = vec![
        "| id | provider | sort | key | model | at a time |".to_owned(),
        "|---|---|---|---|---|---|".to_owned(),
        "| `offline` | the reading aid inside Recto | reading aid | none | | |".to_owned(),
    ];
    for entry in catalogue::entries().chain(catalogue::summaries()) {
        let card = entry.card;
        let model = match (card.model.is_empty(), entry.sort()) {
            (false, _) => format!("`{}`", card.model),
            (true, "chat") => "–".to_owned(),
            (true, _) => String::new(),
        };
        let limits = card.limits;
        rows.push(format!(
            "| `{}` | [{}]({}) | {} | {} | {model} | {} · {} · {} |",
            card.id,
            card.name,
            card.docs,
            entry.sort(),
            key(card),
            limits.items,
            limits.characters,
            limits.parallel,
        ));
    }
    rows.join("\n")
}

fn key(card: &Card) -> String {
    let variables = card.key.to_set().replace(" and ", "` and `");
    match (variables.is_empty(), card.key.is_needed()) {
        (true, _) => "none".into(),
        (false, true) => format!("`{variables}`"),
        (false, false) => format!("[`{variables}`]"),
    }
}

fn options() -> String {
    let mut rows = vec![
        "| provider | option | variable | unless set |".to_owned(),
        "|---|---|---|---|".to_owned(),
    ];
    for entry in catalogue::entries() {
        for option in entry.card.options.iter() {
            let code =
                |text: &str| if text.is_empty() { String::new() } else { format!("`{text}`") };
            let default = match (option.default.is_empty(), option.needed) {
                (true, true) => "has to be set".to_owned(),
                _ => code(&option.default),
            };
            let (id, name) = (code(&entry.card.id), code(&option.name));
            rows.push(format!("| {id} | {name} | {} | {default} |", code(&option.variable)));
        }
    }
    rows.join("\n")
}

/// Puts a table between its two marks.
fn with(text: &str, name: &str, table: &str) -> String {
    let start = text.find(&format!("<!-- {name}: ")).expect("the mark before the table");
    let start = start + text[start..].find("-->").expect("the end of the mark") + "-->".len();
    let end = text.find(&format!("<!-- end of {name} -->")).expect("the mark after the table");
    format!("{}\n{table}\n{}", &text[..start], &text[end..])
}
