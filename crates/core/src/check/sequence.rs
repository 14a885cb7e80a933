//! `SEG_MISSING` and `SEG_EXTRA` over a file of segments: what has no English, what is not there, and what is
//! there twice. The names of the segments of an edition (`a1b2`, `a1b3s1`) are numbers in order, so that a gap
//! shows; other names tell nothing.

use std::collections::BTreeMap;

use super::on_target;
use crate::finding::{Finding, Severity};
use crate::segment::SegmentId;

/// A gap is told by so many names at most.
const SHOWN: usize = 5;

/// Finds segments without English, by their places; `entries` are the names with whether there is English.
pub fn without_english<'a>(
    entries: impl IntoIterator<Item = (&'a str, bool)>,
) -> Vec<(usize, Finding)> {
    let entries = entries.into_iter().enumerate();
    let open = entries.filter(|(_, (_, has_english))| !has_english);
    open.map(|(number, (id, _))| {
        let message = format!("{id} has no English");
        (number, on_target("SEG_MISSING", Severity::Critical, message))
    })
    .collect()
}

/// Finds gaps among the names of segments, told at the segment that follows, and names that come twice.
///
/// Where the first name comes again, another edition begins.
pub fn sequence<'a>(ids: impl IntoIterator<Item = &'a str>) -> Vec<(usize, Finding)> {
    let mut findings = Vec::new();
    let mut known: BTreeMap<(u32, u32, u32), usize> = BTreeMap::new();
    let mut first = None;
    for (number, id) in ids.into_iter().enumerate() {
        let Ok(id) = id.parse::<SegmentId>() else { continue };
        let place = (id.article, id.block, id.part);
        if first == Some(place) {
            gaps(&known, &mut findings);
            known.clear();
        }
        first = first.or(Some(place));
        if known.insert(place, number).is_some() {
            let finding =
                on_target("SEG_EXTRA", Severity::Critical, format!("{id} is there twice"));
            findings.push((number, finding));
        }
    }
    gaps(&known, &mut findings);
    findings.sort_by_key(|(number, _)| *number);
    findings
}

/// Finds what is not there between one segment and the next.
fn gaps(known: &BTreeMap<(u32, u32, u32), usize>, findings: &mut Vec<(usize, Finding)>) {
    let mut last = (0, 0, 0);
    for (&place, &number) in known {
        let lost = between(last, place);
        if !lost.is_empty() {
            let more = if lost.len() > SHOWN { ", …" } else { "" };
            let names = lost.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
            let verb = if lost.len() == 1 { "is" } else { "are" };
            let message = format!("{names}{more} {verb} not there");
            findings.push((number, on_target("SEG_MISSING", Severity::Critical, message)));
        }
        last = place;
    }
}

/// Returns the names that must stand between two: blocks and parts count from one, and a block of one part
/// has none.
fn between(last: (u32, u32, u32), next: (u32, u32, u32)) -> Vec<String> {
    let block = if last.0 == next.0 { last.1 } else { 0 };
    let part = if (last.0, last.1) == (next.0, next.1) { last.2 } else { 0 };
    let blocks = (block + 1..next.1).map(|block| format!("a{}b{block}", next.0));
    let parts = (part + 1..next.2).map(|part| format!("a{}b{}s{part}", next.0, next.1));
    blocks.chain(parts).take(SHOWN + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_told(ids: &[&str], expected: &[(usize, &str)]) {
        let found = sequence(ids.iter().copied());
        let found: Vec<(usize, &str)> =
            found.iter().map(|(number, finding)| (*number, finding.message.as_str())).collect();
        assert_eq!(found, expected, "{ids:?}");
    }

    #[test]
    fn a_gap_is_told_at_the_next_segment() {
        assert_told(&["a1b1", "a1b2s1", "a1b2s2", "a1b3", "a2b1"], &[]);
        assert_told(&["a1b1", "a1b4"], &[(1, "a1b2, a1b3 are not there")]);
        assert_told(&["a1b1", "a1b2s2"], &[(1, "a1b2s1 is not there")]);
        assert_told(&["a1b1", "a2b2"], &[(1, "a2b1 is not there")]);
        assert_told(&["a1b1", "a1b900"], &[(1, "a1b2, a1b3, a1b4, a1b5, a1b6, … are not there")]);
    }

    #[test]
    fn order_and_other_names_do_not_matter() {
        assert_told(&["a1b3", "a1b1", "a1b2"], &[]);
        assert_told(&["7", "9", "x"], &[]);
    }

    #[test]
    fn a_name_that_comes_twice_is_told_unless_another_edition_begins() {
        assert_told(&["a1b1", "a1b2", "a1b2"], &[(2, "a1b2 is there twice")]);
        assert_told(&["a1b1", "a1b2", "a1b1", "a1b2"], &[]);
    }

    #[test]
    fn a_segment_without_english_is_told() {
        let found = without_english([("a1b1", true), ("a1b2", false)]);
        assert_eq!((found.len(), found[0].0), (1, 1));
        assert_eq!(found[0].1.rule, "SEG_MISSING");
    }
}
