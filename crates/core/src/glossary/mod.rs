//! Which terms a text holds, and what they are called in English.
//!
//! [`term`] one entry and its class · [`table`] glossaries as people write them, with problems by
//! row · `builtin` the table that is compiled in · `shelf` the terms by number · `layer` one table made searchable · `find` the occurrences of a text over all layers.
//!
//! A glossary only looks up. It does not judge a translation (that is `check`), it does not know
//! names or figures (that is `fact`), and it opens no file: the built-in termbase is compiled in.

mod builtin;
mod find;
mod layer;
mod shelf;
pub mod table;
pub mod term;

use std::sync::{Arc, OnceLock};

use crate::fingerprint::Fingerprint;

use layer::Layer;
use shelf::Shelf;

pub use find::Occurrence;
pub use table::{Problem, parse_csv};
pub use term::{Class, Origin, Term};

/// The terms that are known, in layers: what stands in an upper layer wins over what lies below.
#[derive(Debug, Clone, Default)]
pub struct Glossary {
    layers: Vec<Arc<Layer>>,
}

impl Glossary {
    /// Returns the glossary without a term.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Returns the built-in termbase; it is sorted at the first call and shared from then on.
    pub fn builtin() -> Self {
        static BUILTIN: OnceLock<Arc<Layer>> = OnceLock::new();
        let layer = BUILTIN.get_or_init(|| Arc::new(Layer::new(Shelf::builtin())));
        Self { layers: vec![Arc::clone(layer)] }
    }

    /// Makes a glossary of one layer from terms; where two have the same Chinese the first counts.
    pub fn of(terms: Vec<Term>) -> Self {
        Self { layers: vec![Arc::new(Layer::new(Shelf::Read(terms)))] }
    }

    /// Lays this glossary over another: `user.over(Glossary::builtin())`.
    #[must_use]
    pub fn over(mut self, below: Self) -> Self {
        self.layers.extend(below.layers);
        self
    }

    /// Returns the entry for a whole Chinese term, from the uppermost layer that has it.
    pub fn get(&self, zh: &str) -> Option<&Term> {
        self.layers.iter().find_map(|layer| layer.get(zh))
    }

    /// Returns the terms with which a term begins or ends: 党工委 of 党工委书记.
    pub fn parts(&self, term: &Term) -> Vec<&Term> {
        let form: Vec<char> = term.zh.chars().map(layer::folded).collect();
        // A character of a word is no term by itself.
        let halves = (1..form.len()).flat_map(|cut| [&form[..cut], &form[cut..]]);
        halves
            .filter(|half| half.len() > 1)
            .filter_map(|half| self.layers.iter().find_map(|layer| layer.get_form(half)))
            .collect()
    }

    /// Iterates over the entries, upper layers first; an entry hidden by an upper one is left out.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.layers.iter().enumerate().flat_map(|(i, layer)| {
            let above = &self.layers[..i];
            layer
                .terms()
                .filter(move |term| above.iter().all(|layer| layer.get(&term.zh).is_none()))
        })
    }

    /// Iterates over the terms that are not built in, the upper layers first.
    pub fn added(&self) -> impl Iterator<Item = &Term> {
        let layers = self.layers.iter().filter(|layer| !layer.is_builtin());
        layers.flat_map(|layer| layer.terms())
    }

    /// Finds the terms of a text, in order and without overlaps.
    ///
    /// The longest term counts (书记 is not met in 党工委书记), full and half width
    /// and the case of Latin letters do not matter. A term of an upper layer wins over every term
    /// it overlaps, unless it lies inside a longer one.
    pub fn find(&self, text: &str) -> Vec<Occurrence<'_>> {
        find::find(&self.layers, text)
    }

    /// Returns the terms of a text that a provider is told about, each once, in order of occurrence.
    ///
    /// These are all terms of the user and of the built-in ones those that must be so
    /// ([`Term::is_sent`]): what any translator knows would cost more than it helps.
    pub fn sent(&self, text: &str) -> Vec<&Term> {
        sent(&self.find(text))
    }

    /// Returns the fingerprint of the terms that a provider is told about for this text.
    ///
    /// It belongs into the memory's key: an edited term asks again only for the segments that hold it.
    pub fn fingerprint(&self, text: &str) -> Fingerprint {
        fingerprint(&self.sent(text))
    }
}

/// Returns the terms of a text that a provider is told about, each once, as [`Glossary::sent`] does.
pub fn sent<'a>(found: &[Occurrence<'a>]) -> Vec<&'a Term> {
    let mut sent: Vec<&Term> = Vec::new();
    for term in found.iter().map(|occurrence| occurrence.term).filter(|term| term.is_sent()) {
        if !sent.iter().any(|seen| std::ptr::eq(*seen, term)) {
            sent.push(term);
        }
    }
    sent
}

/// Returns the fingerprint of what a provider is told about these terms, whatever their order.
pub fn fingerprint(terms: &[&Term]) -> Fingerprint {
    let mut sorted = terms.to_vec();
    sorted.sort_by(|a, b| a.zh.cmp(&b.zh));
    Fingerprint::of(sorted.into_iter().flat_map(Term::told))
}

/// Returns the fingerprint of the built-in termbase.
pub fn termbase_fingerprint() -> Fingerprint {
    Fingerprint::of([builtin::TERMBASE])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glossary(rows: &str) -> Glossary {
        let (terms, problems) = parse_csv(rows, "test.csv");
        assert!(problems.iter().all(|p| !p.severity.is_error()), "{problems:?}");
        Glossary::of(terms)
    }

    #[track_caller]
    fn assert_found(glossary: &Glossary, text: &str, expected: &[&str]) {
        let found = glossary.find(text);
        let seen: Vec<&str> = found.iter().map(|o| o.span.of(text)).collect();
        assert_eq!(seen, expected, "in {text}");
    }

    #[test]
    fn the_longest_term_counts() {
        let glossary =
            glossary("高新区,high-tech zone\n青岚高新区,Qinglan High-tech Zone\n书记,secretary\n");
        assert_found(&glossary, "青岚高新区书记", &["青岚高新区", "书记"]);
        assert_found(&glossary, "该高新区", &["高新区"]);
    }

    #[test]
    fn width_and_case_do_not_matter() {
        let glossary = glossary("5G基站,5G base station\n\"“1+6+N”\",\"“1+6+N”\"\n");
        assert_found(&glossary, "新建５ｇ基站", &["５ｇ基站"]);
        assert_found(&glossary, "“１＋６＋Ｎ”格局", &["“１＋６＋Ｎ”"]);
    }

    #[test]
    fn a_latin_term_is_not_found_inside_a_longer_word() {
        let glossary = glossary("IP,intellectual property\n5G,5G\n");
        assert_found(&glossary, "SHIP与15G不是，IP、5G是", &["IP", "5G"]);
    }

    #[test]
    fn a_term_of_the_user_wins_over_the_termbase() {
        let user = glossary("工业增加值,industrial added value\n");
        let both = user.over(Glossary::builtin());
        let term = both.get("工业增加值").expect("it stands in both");
        assert_eq!((term.first.as_str(), term.origin), ("industrial added value", Origin::User));
        let text = "全市工业增加值";
        assert_eq!(both.find(text)[1].term.first, "industrial added value");
        assert_eq!(both.terms().filter(|term| term.zh == "工业增加值").count(), 1);
    }

    #[test]
    fn a_term_of_the_user_yields_only_to_a_longer_term_around_it() {
        let below =
            glossary("国家高新区,national high-tech zone\n松原区委,Songyuan Party committee\n");
        let both = glossary("高新区,hi-tech park\n委办公室,office\n").over(below);
        assert_found(&both, "国家高新区", &["国家高新区"]);
        assert_found(&both, "松原区委办公室", &["委办公室"]);
    }

    #[test]
    fn built_in_measure_words_need_a_figure() {
        let builtin = Glossary::builtin();
        assert_found(&builtin, "亩产400斤", &["亩产", "斤"]);
        assert!(builtin.find("人均").iter().all(|o| o.term.zh != "人"));
        assert!(builtin.find("晋升30个位次").iter().all(|o| o.term.zh != "升"));
        assert_found(&builtin, "约3倍", &["约", "倍"]);
    }

    #[test]
    fn the_termbase_is_adopted_whole() {
        let builtin = Glossary::builtin();
        assert!(builtin.terms().count() > 6_500);
        let term = builtin.get("农业社会化服务").expect("it is in the termbase");
        assert_eq!(term.class, Class::Prefer);
        assert_eq!(term.variants, ["socialized agricultural services"]);
    }

    #[test]
    fn only_what_is_sent_changes_the_fingerprint() {
        let text = "松原区工业增加值同比增长";
        let builtin = Glossary::builtin().fingerprint(text);
        let elsewhere = glossary("白河县,Baihe county\n").over(Glossary::builtin());
        assert_eq!(elsewhere.fingerprint(text), builtin);
        let here = glossary("松原区,Songyuan district\n").over(Glossary::builtin());
        assert_ne!(here.fingerprint(text), builtin);
        let noted = glossary("zh,en,note\n松原区,Songyuan district,seen in print\n")
            .over(Glossary::builtin());
        assert_eq!(here.fingerprint(text), noted.fingerprint(text));
        assert!(Glossary::builtin().sent("同比增长").is_empty(), "hints are not sent");
    }

    #[test]
    fn nothing_is_found_where_there_is_nothing() {
        assert!(Glossary::empty().find("高新区").is_empty());
        assert!(Glossary::builtin().find("").is_empty());
        assert!(Glossary::of(Vec::new()).over(Glossary::builtin()).get("").is_none());
    }

    proptest::proptest! {
        #[test]
        fn occurrences_are_in_order_and_apart(text in "[青岚高新区书记市委员会全国人大代表12万亩，a\u{3000}]{0,40}") {
            let both = glossary("青岚,Qinglan\n岚高,x\n高新,hi-tech\n市委员会,y\n").over(Glossary::builtin());
            let mut end = 0;
            for occurrence in both.find(&text) {
                proptest::prop_assert!(occurrence.span.start >= end);
                proptest::prop_assert!(!occurrence.span.is_empty());
                proptest::prop_assert!(!occurrence.span.of(&text).is_empty());
                end = occurrence.span.end;
            }
            proptest::prop_assert!(end <= text.chars().count());
        }
    }
}
