//! The checks on pairs that people have judged, where such pairs lie beside the workspace: nothing
//! critical or major on a clean pair, one of the expected codes on every other.

use std::path::Path;

use recto_core::check::{Pair, run};
use recto_core::glossary::Glossary;
use serde_json::Value;

#[test]
#[expect(clippy::disallowed_methods, reason = "a test may read what lies beside the workspace")]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn judged_pairs_are_judged_alike() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/editorial/qa_cases.jsonl");
    let Ok(lines) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: no judged pairs beside the workspace");
        return;
    };
    let wrong: Vec<String> = lines.lines().filter_map(misjudged).collect();
    assert!(wrong.is_empty(), "{} pairs:\n{}", wrong.len(), wrong.join("\n"));
}

/// Returns what is wrong with the judgement of one pair.
fn misjudged(line: &str) -> Option<String> {
    let case: Value = serde_json::from_str(line).expect("a pair is a JSON object");
    let text = |name: &str| case[name].as_str().unwrap_or_default();
    let glossary = Glossary::builtin();
    let pair = Pair { glossary: Some(&glossary), ..Pair::of(text("zh"), text("en")) };
    let findings = run(&pair);
    let expected: Vec<&str> = case["expect"].as_array()?.iter().filter_map(Value::as_str).collect();
    let is_right = match expected.is_empty() {
        true => findings.iter().all(|finding| !finding.severity.is_error()),
        false => findings.iter().any(|finding| expected.contains(&finding.rule.as_str())),
    };
    let said: Vec<String> =
        findings.iter().map(|finding| format!("{}: {}", finding.rule, finding.message)).collect();
    (!is_right).then(|| format!("{} {expected:?} {said:?}", text("id")))
}
