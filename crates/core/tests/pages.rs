//! Pages as data: `tests/pages/<case>.txt` is read and must give the structure in `<case>.md` beside it.
//!
//! `SNAPSHOTS=overwrite cargo test -p recto-core --test pages` writes the structures anew; look at the
//! difference before you keep it.

#![expect(clippy::disallowed_methods, reason = "a test reads its cases and may write them")]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use recto_core::document::Block;
use recto_core::page::{self, Page, RULES, Rules};

#[test]
fn every_page_has_its_structure() {
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    let mut wrong = Vec::new();
    for path in cases() {
        let source = fs::read_to_string(&path).expect("a case can be read");
        let structure = describe(&page::read(&source));
        let expected_path = path.with_extension("md");
        if overwrite {
            fs::write(&expected_path, &structure).expect("a structure can be written");
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default();
        if structure != expected {
            wrong.push(format!("--- {}\n{structure}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_can_be_switched_off_on_every_page() {
    for path in cases() {
        let source = fs::read_to_string(&path).expect("a case can be read");
        for (rule, _) in RULES {
            let page = page::read_with(&source, &Rules::default().without(rule));
            assert!(page.repairs.iter().all(|repair| repair.rule != *rule), "{rule}");
            assert!(page.findings.iter().all(|finding| finding.rule != *rule), "{rule}");
            assert_eq!(
                count_chars(&page),
                source.chars().filter(|c| !c.is_whitespace()).count(),
                "{rule}"
            );
        }
    }
}

#[test]
fn every_repair_can_be_undone_and_made_again() {
    for path in cases() {
        let source = fs::read_to_string(&path).expect("a case can be read");
        let page = page::read(&source);
        for repair in &page.repairs {
            let undone = page::read_with(&source, &Rules::default().undo(&repair.id));
            assert!(undone.repairs.iter().all(|other| other.id != repair.id), "{}", repair.id);
            assert_ne!(undone, page, "{} changed nothing", repair.id);
        }
        assert_eq!(page::read_with(&source, &Rules::default()), page);
    }
}

#[test]
fn a_page_that_is_clean_already_stays_as_it_is() {
    for path in cases() {
        let source = fs::read_to_string(&path).expect("a case can be read");
        let clean = clean_text(&page::read(&source));
        assert_eq!(clean_text(&page::read(&clean)), clean, "{}", path.display());
    }
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let entries = fs::read_dir(folder).expect("the folder of cases is there");
    let paths = entries.map(|entry| entry.expect("a case is there").path());
    let mut cases: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|ext| ext == "txt")).collect();
    cases.sort();
    assert!(!cases.is_empty());
    cases
}

fn blocks(page: &Page) -> impl Iterator<Item = &Block> {
    page.document.articles.iter().flat_map(|article| &article.blocks)
}

fn count_chars(page: &Page) -> usize {
    let blocks =
        blocks(page).flat_map(|block| block.text.chars()).filter(|c| !c.is_whitespace()).count();
    let dropped = page
        .dropped
        .iter()
        .flat_map(|dropped| &dropped.spans)
        .map(|span| span.len())
        .sum::<usize>();
    blocks + dropped
}

/// Returns the text of a page in reading order, a blank line between blocks.
fn clean_text(page: &Page) -> String {
    let texts: Vec<&str> = blocks(page).map(|block| block.text.as_str()).collect();
    texts.join("\n\n")
}

/// Describes a page: its articles and blocks, what was dropped, repaired and doubted.
fn describe(page: &Page) -> String {
    let mut text = String::new();
    for (n, article) in page.document.articles.iter().enumerate() {
        let _ = writeln!(text, "# article {}\n", n + 1);
        for block in &article.blocks {
            let head = if block.head_missing { "[head missing] " } else { "" };
            let tail = if block.tail_missing { " [tail missing]" } else { "" };
            let parts = if block.spans.len() > 1 {
                format!(" ({} parts)", block.spans.len())
            } else {
                String::new()
            };
            let _ =
                writeln!(text, "- **{}**{parts} {head}{}{tail}", block.kind.as_str(), block.text);
        }
        text.push('\n');
    }
    if !page.dropped.is_empty() {
        text.push_str("# dropped\n\n");
    }
    for dropped in &page.dropped {
        let _ = writeln!(
            text,
            "- {:?} {} of {}",
            dropped.reason,
            list(&dropped.spans),
            list(&dropped.of)
        );
    }
    for repair in &page.repairs {
        let _ = writeln!(text, "\n[^{}]: {}", repair.id, repair.evidence);
    }
    for finding in &page.findings {
        let _ = writeln!(
            text,
            "\n> {} {}: {} {}",
            finding.severity.as_str(),
            finding.rule,
            finding.message,
            list(&finding.spans)
        );
    }
    text
}

fn list(spans: &[recto_core::text::span::Span]) -> String {
    let places: Vec<String> =
        spans.iter().map(|span| format!("{}–{}", span.start, span.end)).collect();
    if places.is_empty() { "nothing".to_owned() } else { places.join(", ") }
}
