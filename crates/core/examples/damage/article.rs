//! Articles as files tell them: a block for each line.

use crate::plan::Plan;

/// A block of an article.
#[derive(Clone)]
pub(crate) struct Block {
    /// The number of its article on the page.
    pub(crate) article: usize,
    pub(crate) kind: &'static str,
    pub(crate) text: Vec<char>,
    /// Where a run-in byline ends; zero for other blocks.
    pub(crate) byline: usize,
    /// Where a byline at the end of a paragraph begins, if there is one.
    pub(crate) closing: Option<usize>,
    /// Other kinds that are right as well.
    pub(crate) accept: Vec<&'static str>,
}

pub(crate) fn parse(text: &str, first: usize, plan: &Plan) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut article = first;
    let kicker = text.starts_with('K') || text.lines().any(|line| line.starts_with('S'));
    for line in text.lines().filter(|line| line.len() > 2) {
        let (kind, accept): (_, &[&str]) = match &line[..1] {
            "K" => ("kicker", &["headline", "subhead"]),
            "T" if kicker => ("headline", &["kicker"]),
            "T" => ("headline", &[]),
            "S" => ("subhead", &["deck", "headline"]),
            "B" => ("byline", &[]),
            "D" => ("deck", &["paragraph"]),
            "H" => ("heading", &[]),
            "L" => ("list_item", &["paragraph"]),
            "C" => ("caption", &[]),
            "Z" => ("credit", &[]),
            "N" => ("note", &["paragraph"]),
            "A" => ("paragraph", &["list_item"]),
            _ => ("paragraph", &[]),
        };
        let body: String = line[2..].chars().map(|c| if plan.half { half(c) } else { c }).collect();
        let border = body.split_once('|').map(|(start, _)| start.chars().count());
        let body: String = body.chars().filter(|c| *c != '|').collect();
        let (byline, closing) =
            if line.starts_with('E') { (0, border) } else { (border.unwrap_or(0), None) };
        let titled = blocks.iter().any(|block| block.kind == "headline");
        article += usize::from(kind == "headline" && titled);
        blocks.push(Block {
            article,
            kind,
            text: body.chars().collect(),
            byline,
            closing,
            accept: accept.to_vec(),
        });
    }
    blocks
}

fn half(c: char) -> char {
    match c {
        '，' => ',',
        '：' => ':',
        '；' => ';',
        '（' => '(',
        '）' => ')',
        '！' => '!',
        '？' => '?',
        c => c,
    }
}

pub(crate) fn is_float(block: &Block) -> bool {
    matches!(block.kind, "caption" | "credit")
}

pub(crate) fn is_body(block: &Block) -> bool {
    matches!(block.kind, "paragraph" | "deck" | "list_item")
}
