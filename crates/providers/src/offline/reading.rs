//! Reads a piece of Chinese by the patterns: every way to fill the slots is tried, the longest
//! patterns first, and what was tried once is remembered. Nothing is guessed: a piece that no
//! pattern and no leaf knows has no English.

use std::collections::HashMap;
use std::rc::Rc;

use recto_core::glossary::Glossary;

use super::english;
use super::grammar::{Element, Grammar, Pattern, Piece};

/// The longest piece that is read, in characters; no clause of a newspaper is longer.
const LONGEST: usize = 90;

/// How many matches are tried for one piece before it is given up.
const PATIENCE: usize = 200_000;

/// A piece of Chinese that is being read.
pub(super) struct Reading<'a> {
    glossary: &'a Glossary,
    grammar: &'static Grammar,
    text: Vec<char>,
    known: HashMap<(usize, usize, usize), Option<Rc<str>>>,
    patience: usize,
}

/// Returns the English of a text that is wholly of one role.
pub(super) fn read(glossary: &Glossary, role: &str, text: &str) -> Option<String> {
    let grammar = Grammar::builtin();
    let symbol = grammar.symbol(role)?;
    let text: Vec<char> = text.chars().collect();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let end = text.len();
    let mut reading =
        Reading { glossary, grammar, text, known: HashMap::new(), patience: PATIENCE };
    reading.piece(symbol, 0, end).map(|english| english.as_ref().to_owned())
}

impl Reading<'_> {
    /// Returns the English of the characters from `start` to `end`, read as one symbol.
    fn piece(&mut self, symbol: usize, start: usize, end: usize) -> Option<Rc<str>> {
        let key = (symbol, start, end);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        self.known.insert(key, None);
        let found = self.leaf(symbol, start, end).or_else(|| {
            let patterns = &self.grammar.get(symbol).patterns;
            patterns.iter().find_map(|pattern| self.pattern(pattern, start, end))
        });
        let found: Option<Rc<str>> = found.map(Rc::from);
        self.known.insert(key, found.clone());
        found
    }

    fn leaf(&self, symbol: usize, start: usize, end: usize) -> Option<String> {
        let leaf = self.grammar.get(symbol).leaf?;
        leaf.may_begin(self.text[start])
            .then(|| self.text[start..end].iter().collect::<String>())
            .and_then(|text| leaf.read(self.glossary, &text))
    }

    fn pattern(&mut self, pattern: &Pattern, start: usize, end: usize) -> Option<String> {
        let mut slots = Vec::new();
        self.matches(&pattern.elements, start, end, &mut slots)
            .then(|| write(&pattern.english, &slots))
    }

    /// Tells whether the elements fill the characters exactly; the slots are left in `slots`.
    fn matches(
        &mut self,
        elements: &[Element],
        start: usize,
        end: usize,
        slots: &mut Vec<Rc<str>>,
    ) -> bool {
        self.patience = self.patience.saturating_sub(1);
        let Some((element, rest)) = elements.split_first() else {
            return start == end;
        };
        match element {
            Element::Text(text) => {
                self.text[start..end].starts_with(text)
                    && self.matches(rest, start + text.len(), end, slots)
            }
            Element::Slot(symbol) => self.fills(*symbol, rest, start, end, slots),
        }
    }

    fn fills(
        &mut self,
        symbol: usize,
        rest: &[Element],
        start: usize,
        end: usize,
        slots: &mut Vec<Rc<str>>,
    ) -> bool {
        let depth = slots.len();
        let first = if rest.is_empty() { end } else { start + 1 };
        for border in first..=end {
            if self.patience == 0 {
                return false;
            }
            if border == start || !self.goes_on(rest, border, end) {
                continue;
            }
            if let Some(english) = self.piece(symbol, start, border) {
                slots.push(english);
                if self.matches(rest, border, end, slots) {
                    return true;
                }
                slots.truncate(depth);
            }
        }
        false
    }

    /// Tells whether what follows a slot can begin at the border: cheap, before the slot is read.
    fn goes_on(&self, rest: &[Element], border: usize, end: usize) -> bool {
        match rest.first() {
            Some(Element::Text(text)) => self.text[border..end].starts_with(text),
            Some(Element::Slot(_)) => border < end,
            None => border == end,
        }
    }
}

fn write(english: &[Piece], slots: &[Rc<str>]) -> String {
    let slot = |number: &usize| slots.get(*number).map_or("", AsRef::as_ref);
    english
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Slot(number) => slot(number),
            Piece::Bare(number) => english::bare(slot(number)),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use recto_core::glossary::parse_csv;

    use super::super::grammar::rows;
    use super::*;

    /// Names that the examples of the table use, invented.
    const NAMES: &str = "zh,en,class,domain,pos
青岚市,Qinglan,must,place,place
白河县,Baihe county,must,place,place
松原区,Songyuan district,must,place,place
青岚高新区,Qinglan High-tech Zone,must,zone,name
青岚火车站,Qinglan Railway Station,must,transport,name
王明远,Wang Mingyuan,must,person,name
李思成,Li Sicheng,must,person,name
陈立,Chen Li,must,person,name
";

    #[test]
    fn every_pattern_reads_its_example() {
        let (names, problems) = parse_csv(NAMES, "names.csv");
        assert_eq!(problems, []);
        let glossary = Glossary::of(names).over(Glossary::builtin());
        let wrong: Vec<String> = rows()
            .filter_map(|row| {
                let (chinese, expected) = row.example;
                let english = read(&glossary, row.role, chinese);
                (english.as_deref() != Some(expected))
                    .then(|| format!("{} {chinese}: {english:?}, not {expected:?}", row.role))
            })
            .collect();
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    #[test]
    fn nothing_is_read_where_a_word_is_not_known() {
        let glossary = Glossary::builtin();
        for text in ["犄角旮旯同比增长5%", "固定资产投资同比增长很多", "同比增长5.3", ""]
        {
            assert_eq!(read(&glossary, "clause", text), None, "{text}");
        }
    }

    #[test]
    fn a_text_that_fits_in_very_many_ways_is_given_up_in_time() {
        let text = "全市".repeat(40);
        assert_eq!(read(&Glossary::builtin(), "clause", &text), None);
    }
}
