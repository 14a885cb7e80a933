//! Prints the structure of a page as JSON, for measuring it against a hand-made one.
//!
//! `cargo run -p recto-core --example page_json -- PAGE.TXT > PAGE.JSON`; with `--repairs` the ledger
//! goes to the standard error stream.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool for developers, not part of the library"
)]

use std::error::Error;

use recto_core::page;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let path = args
        .iter()
        .find(|arg| !arg.starts_with("--"))
        .ok_or("usage: page_json [--repairs] PAGE.TXT")?;
    let source = std::fs::read_to_string(path)?;
    let page = page::read(&source);
    if args.iter().any(|arg| arg == "--repairs") {
        for repair in &page.repairs {
            eprintln!("{} [{}] {}", repair.id, repair.score, repair.evidence);
        }
        for finding in &page.findings {
            eprintln!(
                "{:?} {} {:?} {}",
                finding.severity, finding.rule, finding.spans, finding.message
            );
        }
    }
    let chars: Vec<char> = source.chars().collect();
    let dropped: Vec<Value> = page
        .dropped
        .iter()
        .map(|dropped| {
            let spans = dropped.spans.iter();
            let text: String = spans.flat_map(|span| &chars[span.start..span.end]).collect();
            json!({"reason": dropped.reason, "spans": dropped.spans, "of": dropped.of, "text": text})
        })
        .collect();
    println!(
        "{}",
        json!({"articles": page.document.articles, "dropped": dropped, "findings": page.findings})
    );
    Ok(())
}
