//! Prints a damaged page and the structure it had.

use serde_json::{Value, json};

use crate::article::{Block, is_body, is_float};
use crate::columns::Part;
use crate::plan::{Dice, Plan};

/// Prints the parts and says what they are.
pub(crate) fn print(
    parts: &[Part],
    blocks: &[Block],
    plan: &Plan,
    articles: usize,
    dice: &mut Dice,
) -> (String, Value) {
    let mut text: Vec<char> = "\n".repeat(1 + dice.roll(4) as usize).chars().collect();
    let mut placed: Vec<(usize, usize, usize, bool)> = Vec::new();
    let mut dropped = Vec::new();
    let mut neutral = Vec::new();
    let mut optional = Vec::new();
    let mut lines: Vec<[usize; 2]> = Vec::new();
    let mut paras: Vec<Vec<usize>> = Vec::new();
    let mut notes = Vec::new();
    let mut note = |line: &str,
                    text: &mut Vec<char>,
                    lines: &mut Vec<[usize; 2]>,
                    paras: &mut Vec<Vec<usize>>| {
        let start = text.len();
        text.extend(line.chars());
        notes.push([start, text.len()]);
        paras.push(vec![lines.len()]);
        lines.push([start, text.len()]);
        text.extend(['\n', '\n']);
    };
    if plan.furniture {
        note("03 综合新闻", &mut text, &mut lines, &mut paras);
        note("青岚日报", &mut text, &mut lines, &mut paras);
    }
    if plan.folio {
        note(
            "2026年11月12日 星期四 责任编辑 邰文远 校对 富春晓",
            &mut text,
            &mut lines,
            &mut paras,
        );
    }
    let ends = |p: usize| {
        parts
            .get(p + 1)
            .is_none_or(|next| blocks[next.block].article != blocks[parts[p].block].article)
    };
    let jump = (0..parts.len()).find(|&p| plan.jump && ends(p) && is_body(&blocks[parts[p].block]));
    let mut spans_of: Vec<Vec<(usize, usize, usize)>> = vec![Vec::new(); parts.len()];
    for (p, part) in parts.iter().enumerate() {
        let block = &blocks[part.block];
        let glued = part.gap == usize::MAX;
        if glued {
            while text.last().is_some_and(|c| *c == '\n') {
                text.pop();
            }
        } else {
            let gaps = part.gap.saturating_sub(1);
            text.extend(std::iter::repeat_n('\n', gaps));
            paras.push(Vec::new());
        }
        let title = matches!(block.kind, "kicker" | "headline" | "subhead");
        let marked =
            title && (plan.marks == 2 || plan.marks == 1 && block.article.is_multiple_of(2));
        let line_start = text.len();
        if plan.indent && part.from == 0 && is_body(block) && !glued {
            text.extend(['\u{3000}', '\u{3000}']);
        }
        if marked {
            neutral.push([text.len(), text.len() + 2]);
            dropped.push(
                json!({"reason": "noise", "text": "##", "spans": [[text.len(), text.len() + 2]]}),
            );
            text.extend("## ".chars());
        }
        if block.text.starts_with(&['—', '—']) {
            neutral.push([text.len(), text.len() + 2]);
        }
        let width = if plan.wrap > 0 && is_body(block) { plan.wrap } else { usize::MAX };
        let split = if plan.split_title && block.kind == "headline" && block.text.len() > 9 {
            block.text.len() / 2
        } else {
            usize::MAX
        };
        let mut from = part.from;
        while from < part.to {
            let to = part.to.min(from.saturating_add(width)).min(if from < split {
                split.max(from + 1)
            } else {
                usize::MAX
            });
            let start = text.len();
            text.extend(&block.text[from..to]);
            spans_of[p].push((start, from, to));
            let begin = if from == part.from { line_start } else { start };
            if glued && from == part.from {
                if let Some(line) = lines.last_mut() {
                    line[1] = text.len();
                }
            } else {
                if let Some(para) = paras.last_mut() {
                    para.push(lines.len());
                }
                lines.push([begin, text.len()]);
            }
            text.push('\n');
            from = to;
        }
        if !plan.tight || is_float(block) || plan.wrap > 0 {
            text.push('\n');
        }
        if jump == Some(p) {
            note("（下转第四版）", &mut text, &mut lines, &mut paras);
        }
        placed.push((p, part.block, part.from, part.copy));
    }
    let mut gold: Vec<Vec<Value>> = vec![Vec::new(); articles];
    for (b, block) in blocks.iter().enumerate() {
        let mut own: Vec<usize> = placed.iter().filter(|x| x.1 == b && !x.3).map(|x| x.0).collect();
        own.sort_by_key(|&p| parts[p].from);
        let stretches: Vec<(usize, usize, usize)> =
            own.iter().flat_map(|&p| spans_of[p].iter().copied()).collect();
        let mut cut = |from: usize, to: usize, kind: &str, accept: &[&str]| {
            let spans: Vec<[usize; 2]> = stretches
                .iter()
                .filter(|(_, f, t)| f.max(&from) < t.min(&to))
                .map(|&(start, f, t)| [start + f.max(from) - f, start + t.min(to) - f])
                .collect();
            if !spans.is_empty() {
                let body: String = spans.iter().flat_map(|[s, e]| &text[*s..*e]).collect();
                gold[block.article]
                    .push(json!({"kind": kind, "text": body, "spans": spans, "accept": accept}));
            }
            spans.first().map(|span| span[0])
        };
        if block.byline > 0 {
            cut(0, block.byline, "byline", &["paragraph"]);
            optional.extend(cut(block.byline, block.text.len(), "paragraph", &[]));
        } else if let Some(closing) = block.closing {
            cut(0, closing, block.kind, &block.accept);
            optional.extend(cut(closing, block.text.len(), "byline", &["paragraph"]));
        } else {
            cut(0, block.text.len(), block.kind, &block.accept);
        }
        for &(p, _, _, _) in placed.iter().filter(|x| x.1 == b && x.3) {
            for &(start, f, t) in &spans_of[p] {
                for i in f..t {
                    let of = stretches
                        .iter()
                        .find(|(_, from, to)| (*from..*to).contains(&i))
                        .map(|(s, from, _)| s + i - from);
                    let Some(of) = of else { continue };
                    let at = start + i - f;
                    dropped.push(json!({"reason": "repeat", "text": text[at].to_string(), "spans": [[at, at + 1]], "of": [[of, of + 1]]}));
                }
            }
        }
    }
    for [start, end] in notes {
        let body: String = text[start..end].iter().collect();
        gold[0].push(
            json!({"kind": "note", "text": body, "spans": [[start, end]], "any_article": true}),
        );
    }
    let articles: Vec<Value> = gold.into_iter().map(|blocks| json!({"blocks": blocks})).collect();
    let accept = json!({"neutral": neutral, "boundaries": optional});
    let gold = json!({"articles": articles, "dropped": dropped, "accept": accept, "lines": lines, "paras": paras});
    (text.into_iter().collect(), gold)
}
