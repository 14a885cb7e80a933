//! Pages with a hand-made structure beside the repository, where they are present: nothing of them is
//! lost and nothing is used twice.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test looks whether its pages are there, and says so when they are not"
)]

use std::fs;
use std::path::Path;

use recto_core::page::{self, Page};

#[test]
fn the_pages_beside_the_repository_are_conserved() {
    for source in pages() {
        assert_conserves(&source, &page::read(&source));
    }
}

#[test]
fn pages_with_lines_shuffled_deleted_doubled_and_cut_are_conserved() {
    for source in pages() {
        let lines: Vec<&str> = source.lines().collect();
        let mut shuffled: Vec<(u64, &str)> = (1..).zip(lines.iter().copied()).collect();
        shuffled.sort_by_key(|(n, _)| n.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let shuffled: Vec<&str> = shuffled.into_iter().map(|(_, line)| line).collect();
        let deleted: Vec<&str> = lines.iter().step_by(2).copied().collect();
        let doubled: Vec<&str> = lines.iter().flat_map(|line| [*line, *line]).collect();
        let half: String = source.chars().take(source.chars().count() / 2).collect();
        let each = [shuffled.join("\n"), deleted.join("\n\n"), doubled.join("\n"), half];
        for text in each.iter().chain([&source.repeat(3), &source.replace('\n', "")]) {
            assert_conserves(text, &page::read(text));
        }
    }
}

/// Returns the texts of the pages beside the repository; none where there are none.
fn pages() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/pages");
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("skipped: no pages beside the repository");
        return Vec::new();
    };
    let paths = entries.flatten().map(|entry| entry.path());
    let texts = paths.filter(|path| path.extension().is_some_and(|ext| ext == "txt"));
    let texts: Vec<String> =
        texts.map(|path| fs::read_to_string(path).expect("a page can be read")).collect();
    assert!(!texts.is_empty(), "{} holds no pages", folder.display());
    texts
}

/// Asserts that every character is in a block or dropped, once.
#[track_caller]
fn assert_conserves(source: &str, page: &Page) {
    let mut used = vec![0; source.chars().count()];
    let blocks = page.document.articles.iter().flat_map(|article| &article.blocks);
    let spans = blocks.flat_map(|block| &block.spans);
    for span in spans.chain(page.dropped.iter().flat_map(|dropped| &dropped.spans)) {
        used[span.start..span.end].iter_mut().for_each(|times| *times += 1);
    }
    for (c, times) in source.chars().zip(used) {
        assert!(times == 1 || c.is_whitespace(), "{c:?} {times} times");
    }
}
