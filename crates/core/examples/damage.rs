//! Lays invented articles out as a printed page would be and damages them as extraction does: columns
//! cut paragraphs, columns are swapped or moved, pictures leave gaps, text is looped or lost.
//!
//! `cargo run -p recto-core --example damage -- ARTICLES_DIR OUT_DIR COUNT [SEED]` writes pages and, beside
//! each, `<stem>.gold.json`: the structure that page repair should find. An article is a file whose lines
//! begin with a letter for their kind: K kicker, T headline, S subhead, B byline, D deck, R byline that
//! runs into a paragraph (parted by `|`), P paragraph, H heading, L list item, C caption, Z credit.

#![expect(clippy::disallowed_methods, reason = "a tool for developers, not part of the library")]

use std::error::Error;

use serde_json::{Value, json};

/// A block of an article.
#[derive(Clone)]
struct Block {
    article: usize,
    kind: &'static str,
    text: Vec<char>,
    /// Where a run-in byline ends; zero for other blocks.
    byline: usize,
    accept: Vec<&'static str>,
}

/// A stretch of one block, as it stands in one column.
#[derive(Clone)]
struct Part {
    block: usize,
    from: usize,
    to: usize,
    gap: usize,
    copy: bool,
}

/// How a page is damaged.
struct Plan {
    half: bool,
    column: usize,
    marks: u64,
    shuffle: u64,
    floats: u64,
    interleave: bool,
    loops: usize,
    glue: bool,
    lost: usize,
    split_title: bool,
    wrap: usize,
    folio: bool,
    late_heading: bool,
    cut_number: bool,
}

/// A small deterministic source of numbers (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ z >> 31) % sides.max(1)
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.roll(100) < percent
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [dir, out, count, ..] = args.as_slice() else {
        return Err("usage: damage ARTICLES_DIR OUT_DIR COUNT [SEED]".into());
    };
    let seed: u64 = args.get(3).map_or(Ok(1), |seed| seed.parse())?;
    let mut files: Vec<_> = std::fs::read_dir(dir)?.collect::<Result<_, _>>()?;
    files.sort_by_key(std::fs::DirEntry::path);
    let texts: Vec<String> =
        files.iter().map(|file| std::fs::read_to_string(file.path())).collect::<Result<_, _>>()?;
    std::fs::create_dir_all(out)?;
    for n in 0..count.parse::<u64>()? {
        let mut dice = Dice(seed * 1000 + n);
        let (text, gold) = page(&texts, &mut dice);
        std::fs::write(format!("{out}/damaged-{n:02}.txt"), text)?;
        std::fs::write(format!("{out}/damaged-{n:02}.gold.json"), gold.to_string())?;
    }
    Ok(())
}

fn page(texts: &[String], dice: &mut Dice) -> (String, Value) {
    let plan = plan(dice);
    let mut order: Vec<usize> = (0..texts.len()).collect();
    for i in (1..order.len()).rev() {
        order.swap(i, dice.roll(i as u64 + 1) as usize);
    }
    order.truncate(1 + dice.roll(4) as usize);
    let mut blocks = Vec::new();
    for (article, &text) in order.iter().enumerate() {
        blocks.extend(parse(&texts[text], article, &plan));
    }
    let mut columns = columns(&blocks, &plan, dice);
    arrange(&mut columns, &blocks, &plan, dice);
    let mut parts: Vec<Part> = columns.into_iter().flatten().collect();
    if plan.late_heading {
        delay_heading(&mut parts, &blocks);
    }
    lose(&mut parts, &plan, dice, &blocks);
    place_floats(&mut parts, &blocks, &plan, dice);
    repeat(&mut parts, &blocks, &plan, dice);
    print(&parts, &blocks, &plan, order.len(), dice)
}

fn plan(dice: &mut Dice) -> Plan {
    Plan {
        half: dice.chance(50),
        column: 80 + dice.roll(180) as usize,
        marks: dice.roll(3),
        shuffle: dice.roll(4),
        floats: dice.roll(3),
        interleave: dice.chance(25),
        loops: if dice.chance(30) { 1 + dice.roll(2) as usize } else { 0 },
        glue: dice.chance(50),
        lost: if dice.chance(30) { 1 } else { 0 },
        split_title: dice.chance(20),
        wrap: if dice.chance(12) { 18 + dice.roll(10) as usize } else { 0 },
        folio: dice.chance(25),
        late_heading: dice.chance(15),
        cut_number: dice.chance(35),
    }
}

fn parse(text: &str, article: usize, plan: &Plan) -> Vec<Block> {
    let mut blocks = Vec::new();
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
            _ => ("paragraph", &[]),
        };
        let body: String = line[2..].chars().map(|c| if plan.half { half(c) } else { c }).collect();
        let (byline, body) = match body.split_once('|') {
            Some((byline, rest)) => (byline.chars().count(), format!("{byline}{rest}")),
            None => (0, body),
        };
        blocks.push(Block {
            article,
            kind,
            text: body.chars().collect(),
            byline,
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

fn is_float(block: &Block) -> bool {
    matches!(block.kind, "caption" | "credit")
}

fn is_body(block: &Block) -> bool {
    matches!(block.kind, "paragraph" | "deck" | "list_item")
}

/// Fills columns with the running text; a full column cuts the paragraph it is in.
fn columns(blocks: &[Block], plan: &Plan, dice: &mut Dice) -> Vec<Vec<Part>> {
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
fn arrange(columns: &mut Vec<Vec<Part>>, blocks: &[Block], plan: &Plan, dice: &mut Dice) {
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
    } else if plan.shuffle == 1 && inner.len() >= 2 {
        let i = dice.roll(inner.len() as u64 - 1) as usize;
        columns.swap(inner[i], inner[i + 1]);
    } else if plan.shuffle == 2 && inner.len() >= 3 {
        let column = columns.remove(inner[0]);
        columns.insert(inner[inner.len() - 1], column);
    }
}

/// Prints a heading after the paragraph that follows it.
fn delay_heading(parts: &mut [Part], blocks: &[Block]) {
    let late = (0..parts.len().saturating_sub(2)).find(|&i| {
        let (one, two) = (&parts[i + 1], &parts[i + 2]);
        blocks[parts[i].block].kind == "heading" && one.block == two.block
    });
    if let Some(i) = late {
        parts.swap(i, i + 1);
    }
}

/// Loses the second half of a cut paragraph, or the first.
fn lose(parts: &mut Vec<Part>, plan: &Plan, dice: &mut Dice, blocks: &[Block]) {
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

fn place_floats(parts: &mut Vec<Part>, blocks: &[Block], plan: &Plan, dice: &mut Dice) {
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
fn repeat(parts: &mut Vec<Part>, blocks: &[Block], plan: &Plan, dice: &mut Dice) {
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

fn copy_start(block: &Block) -> usize {
    block.text.len() / 2
}

/// Prints the parts and says what they are.
fn print(
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
    if plan.folio {
        let note: Vec<char> = "2026年11月12日 星期四 责任编辑 邰文远 校对 富春晓".chars().collect();
        notes.push([text.len(), text.len() + note.len()]);
        paras.push(vec![lines.len()]);
        lines.push([text.len(), text.len() + note.len()]);
        text.extend(note);
        text.extend(['\n', '\n']);
    }
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
        text.push('\n');
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
