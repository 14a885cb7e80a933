//! Columns: paragraphs are cut, columns moved, pictures set, text looped and lost.

use crate::article::{Block, is_body, is_float};
use crate::plan::{Dice, Plan};

/// A stretch of one block, as it stands in one column.
#[derive(Clone)]
pub(crate) struct Part {
    pub(crate) block: usize,
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// How many blank lines stand above it; the highest number there is for none and no line break.
    pub(crate) gap: usize,
    /// Whether it is a copy.
    pub(crate) copy: bool,
}

/// Fills columns with the running text; a full column cuts the paragraph it is in.
pub(crate) fn columns(blocks: &[Block], plan: &Plan, dice: &mut Dice) -> Vec<Vec<Part>> {
    let mut columns = vec![Vec::new()];
    let mut used = 0;
    for (i, block) in blocks.iter().enumerate() {
        if is_float(block) {
            continue;
        }
        let starts_article = i == 0 || blocks[i - 1].article != block.article;
        if starts_article && i > 0 {
            columns.push(Vec::new());
            used = 0;
        }
        let mut from = 0;
        while is_body(block) && used + block.text.len() - from > plan.column {
            let mut cut = from + plan.column.saturating_sub(used).max(3);
            while !plan.cut_number && cut < block.text.len() && block.text[cut - 1].is_ascii_digit()
            {
                cut += 1;
            }
            while cut < block.text.len() && "，。、；：！？”》）,;:!?)%.".contains(block.text[cut])
            {
                cut += 1;
            }
            if cut + 3 >= block.text.len() || cut <= block.byline + 2 {
                break;
            }
            push(&mut columns, part(i, from, cut));
            columns.push(Vec::new());
            used = 0;
            from = cut;
        }
        push(&mut columns, part(i, from, block.text.len()));
        used += block.text.len() - from;
        if used >= plan.column && dice.chance(80) {
            columns.push(Vec::new());
            used = 0;
        }
    }
    columns.retain(|column| !column.is_empty());
    columns
}

fn part(block: usize, from: usize, to: usize) -> Part {
    Part { block, from, to, gap: 1, copy: false }
}

fn push(columns: &mut [Vec<Part>], part: Part) {
    if let Some(column) = columns.last_mut() {
        column.push(part);
    }
}

/// Swaps or moves a column, or interleaves the columns of two articles.
pub(crate) fn arrange(
    columns: &mut Vec<Vec<Part>>,
    blocks: &[Block],
    plan: &Plan,
    dice: &mut Dice,
) {
    let begins = |column: &Vec<Part>| {
        let first = column[0].block;
        first == 0 || blocks[first - 1].article != blocks[first].article || column[0].from == 0
    };
    let inner: Vec<usize> = (1..columns.len()).filter(|&i| !begins(&columns[i])).collect();
    if plan.interleave {
        let second = columns.iter().position(|column| blocks[column[0].block].article == 1);
        if let Some(second) = second.filter(|&second| second >= 2) {
            let column = columns.remove(second);
            columns.insert(second - 1, column);
        }
    } else if plan.weave {
        weave(columns, blocks);
    } else if plan.shuffle == 3 && inner.len() >= 3 {
        let column = columns.remove(inner[inner.len() - 1]);
        columns.insert(inner[0], column);
    } else if plan.shuffle == 1 && inner.len() >= 2 {
        let i = dice.roll(inner.len() as u64 - 1) as usize;
        columns.swap(inner[i], inner[i + 1]);
    } else if plan.shuffle == 2 && inner.len() >= 3 {
        let column = columns.remove(inner[0]);
        columns.insert(inner[inner.len() - 1], column);
    }
}

/// Prints the columns of the first two articles between each other.
fn weave(columns: &mut Vec<Vec<Part>>, blocks: &[Block]) {
    let is_of = |column: &Vec<Part>, article| blocks[column[0].block].article == article;
    let first = columns.iter().filter(|column| is_of(column, 0)).count();
    let second = columns.iter().filter(|column| is_of(column, 1)).count();
    for i in 0..second.min(first.saturating_sub(1)) {
        let column = columns.remove(first + i);
        columns.insert(2 * i + 1, column);
    }
}

/// Prints a heading after the paragraph that follows it.
pub(crate) fn delay_heading(parts: &mut [Part], blocks: &[Block]) {
    let late = (0..parts.len().saturating_sub(2)).find(|&i| {
        let (one, two) = (&parts[i + 1], &parts[i + 2]);
        blocks[parts[i].block].kind == "heading" && one.block == two.block
    });
    if let Some(i) = late {
        parts.swap(i, i + 1);
    }
}

/// Loses the second half of a cut paragraph, or the first.
pub(crate) fn lose(parts: &mut Vec<Part>, plan: &Plan, dice: &mut Dice, blocks: &[Block]) {
    for _ in 0..plan.lost {
        let cut: Vec<usize> = (0..parts.len())
            .filter(|&i| {
                let part = &parts[i];
                let block = &blocks[part.block];
                part.to - part.from < block.text.len()
                    && part.from >= block.byline
                    && (part.from > 0 || block.byline == 0)
            })
            .collect();
        if cut.len() > 2 {
            parts.remove(cut[dice.roll(cut.len() as u64) as usize]);
        }
    }
}

pub(crate) fn place_floats(parts: &mut Vec<Part>, blocks: &[Block], plan: &Plan, dice: &mut Dice) {
    let mut i = 0;
    while i < blocks.len() {
        if !is_float(&blocks[i]) {
            i += 1;
            continue;
        }
        let photo_news = blocks[i].kind == "credit" && !is_float(&blocks[i - 1]);
        let mut group =
            vec![Part { gap: if photo_news { 1 } else { 3 }, ..part(i, 0, blocks[i].text.len()) }];
        i += 1;
        if i < blocks.len() && blocks[i].kind == "credit" && blocks[i - 1].kind == "caption" {
            group.push(part(i, 0, blocks[i].text.len()));
            i += 1;
        }
        let article = blocks[group[0].block].article;
        let own: Vec<usize> =
            (0..parts.len()).filter(|&p| blocks[parts[p].block].article == article).collect();
        let Some(&last) = own.last() else { continue };
        let at = if photo_news || plan.floats == 0 {
            last + 1
        } else if plan.floats == 1 {
            let cuts: Vec<usize> = own.iter().copied().filter(|&p| parts[p].from > 0).collect();
            cuts.get(dice.roll(cuts.len() as u64) as usize).copied().unwrap_or(last + 1)
        } else {
            let bodies: Vec<usize> =
                own.iter().copied().filter(|&p| is_body(&blocks[parts[p].block])).collect();
            bodies[dice.roll(bodies.len() as u64) as usize] + 1
        };
        if !photo_news && at < parts.len() && !is_float(&blocks[parts[at].block]) && dice.chance(60)
        {
            parts[at].gap = 3;
        }
        parts.splice(at..at, group);
    }
}

/// Loops paragraphs; with glue, the tail of the looped one stands behind a later cut paragraph as well.
pub(crate) fn repeat(parts: &mut Vec<Part>, blocks: &[Block], plan: &Plan, dice: &mut Dice) {
    for _ in 0..plan.loops {
        let whole: Vec<usize> = (0..parts.len())
            .filter(|&p| {
                let part = &parts[p];
                let block = &blocks[part.block];
                block.kind == "paragraph"
                    && block.byline == 0
                    && part.from == 0
                    && part.to == block.text.len()
                    && part.to > 40
                    && !part.copy
            })
            .collect();
        if whole.is_empty() {
            return;
        }
        let p = whole[dice.roll(whole.len() as u64) as usize];
        let copies = 1 + dice.roll(6) as usize;
        let copy = Part { copy: true, gap: 1, ..parts[p].clone() };
        parts.splice(p + 1..p + 1, vec![copy; copies]);
        if plan.glue && p + copies + 1 < parts.len() {
            let tail = Part {
                copy: true,
                gap: usize::MAX,
                from: copy_start(&blocks[parts[p].block]),
                ..parts[p].clone()
            };
            let at = p + copies + 2;
            let glued = parts[at - 1].clone();
            if is_body(&blocks[glued.block]) && glued.to < blocks[glued.block].text.len() {
                parts.splice(at..at, [tail, Part { copy: true, gap: 1, ..parts[p].clone() }]);
            }
        }
    }
}

/// Prints the second half of a paragraph several times behind it.
pub(crate) fn stutter(parts: &mut Vec<Part>, blocks: &[Block], dice: &mut Dice) {
    let whole: Vec<usize> = (0..parts.len())
        .filter(|&p| {
            let (part, block) = (&parts[p], &blocks[parts[p].block]);
            block.kind == "paragraph"
                && block.byline == 0
                && !part.copy
                && part.to == block.text.len()
                && part.to - part.from > 60
        })
        .collect();
    if whole.is_empty() {
        return;
    }
    let p = whole[dice.roll(whole.len() as u64) as usize];
    let from = (parts[p].from + parts[p].to) / 2;
    let copy = Part { from, copy: true, gap: 1, ..parts[p].clone() };
    let times = 2 + dice.roll(4) as usize;
    parts.splice(p + 1..p + 1, vec![copy; times]);
}

fn copy_start(block: &Block) -> usize {
    block.text.len() / 2
}
