//! Plain text: for mail, for search, for tools that count words.

use recto_core::edition::{Edition, EditionBlock};
use recto_core::page::Page;
use recto_core::text::script::is_invisible;
use recto_core::unit::Unit;

use super::notice::notices;
use super::shown::{Gap, OPEN, shown};

/// Writes an edition: each block in Chinese, then in English.
pub(super) fn edition(edition: &Edition) -> Vec<u8> {
    let mut parts: Vec<String> =
        notices(edition).iter().map(|notice| format!("[{notice}]")).collect();
    for article in &edition.articles {
        parts.push("* * *".to_owned());
        for block in &article.blocks {
            parts.push(format!("{}\n{}", chinese(block), english(block)));
        }
    }
    bytes(&parts)
}

/// Writes a repaired page: the clean Chinese; a page that no rule has read is written as it was.
pub(super) fn page(page: &Page) -> Vec<u8> {
    if let Some(text) = unread(page) {
        return text.chars().filter(|&c| !is_invisible(c)).collect::<String>().into_bytes();
    }
    let mut parts = Vec::new();
    for article in &page.document.articles {
        if !parts.is_empty() {
            parts.push("* * *".to_owned());
        }
        for block in &article.blocks {
            parts.push(with_gaps(&block.text, block.head_missing, block.tail_missing, CHINESE));
        }
    }
    bytes(&parts)
}

/// Returns the text of a page whose lines no rule has read: one block that holds them all.
fn unread(page: &Page) -> Option<&str> {
    let [article] = page.document.articles.as_slice() else { return None };
    let [block] = article.blocks.as_slice() else { return None };
    (page.repairs.is_empty() && block.text.contains('\n')).then_some(block.text.as_str())
}

const CHINESE: [&str; 2] = [Gap::HEAD_ZH, Gap::TAIL_ZH];
const ENGLISH: [&str; 2] = [Gap::HEAD_EN, Gap::TAIL_EN];

fn chinese(block: &EditionBlock) -> String {
    let block = &block.block;
    with_gaps(&block.text, block.head_missing, block.tail_missing, CHINESE)
}

fn english(block: &EditionBlock) -> String {
    let texts: Vec<&str> = block.units.iter().map(unit_english).collect();
    with_gaps(&texts.join(" "), block.block.head_missing, block.block.tail_missing, ENGLISH)
}

fn unit_english(unit: &Unit) -> &str {
    unit.target.as_ref().map_or(OPEN, |target| &target.text)
}

fn with_gaps(text: &str, head: bool, tail: bool, [before, after]: [&str; 2]) -> String {
    let mut out = String::new();
    if head {
        out.push_str(before);
        out.push(' ');
    }
    out.push_str(&shown(text));
    if tail {
        out.push(' ');
        out.push_str(after);
    }
    out
}

fn bytes(parts: &[String]) -> Vec<u8> {
    let mut text = parts.join("\n\n");
    text.push('\n');
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use recto_core::page::{self, Rules};

    #[test]
    fn a_page_that_no_rule_has_read_is_written_as_it_was() {
        let source = "\n\n## 白河县开镰\r\n　　今秋粮食种植面积稳\t\n\n\n定在30万亩以上。";
        assert_eq!(super::page(&page::read_with(source, &Rules::none())), source.as_bytes());
        assert_ne!(super::page(&page::read(source)), source.as_bytes());
    }
}
