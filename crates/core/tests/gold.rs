//! Pages with a hand-made structure beside the repository, where they are present: nothing of them is
//! lost and nothing is used twice.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test looks whether its pages are there, and says so when they are not"
)]

use std::fs;
use std::path::Path;

use recto_core::page;

#[test]
fn the_pages_beside_the_repository_are_conserved() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/pages");
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("skipped: no pages beside the repository");
        return;
    };
    let mut seen = 0;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.extension().is_none_or(|ext| ext != "txt") {
            continue;
        }
        let source = fs::read_to_string(&path).expect("a page can be read");
        let page = page::read(&source);
        let mut used = vec![0; source.chars().count()];
        let blocks = page.document.articles.iter().flat_map(|article| &article.blocks);
        let spans = blocks.flat_map(|block| &block.spans);
        for span in spans.chain(page.dropped.iter().flat_map(|dropped| &dropped.spans)) {
            used[span.start..span.end].iter_mut().for_each(|times| *times += 1);
        }
        for (c, times) in source.chars().zip(used) {
            assert!(times == 1 || c.is_whitespace(), "{c:?} {times} times");
        }
        seen += 1;
    }
    assert!(seen > 0, "{} holds no pages", folder.display());
}
