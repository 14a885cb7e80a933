//! `SPEAKER_CHANGED`: words are in the mouth of another person than in the Chinese.
//!
//! Told only where it is sure: both sides name one person, and one only, beside the quotation and a verb of
//! saying, and both persons are named in the Chinese. Pronouns and titles are no evidence.

use std::collections::HashSet;

use super::words::cut;
use super::{Sides, on_target, quote};
use crate::fact::name::{Person, name_forms};
use crate::finding::{Finding, Severity};
use crate::text::run;
use crate::text::span::Span;

/// Chinese words for saying.
const SAYING: &[&str] = &[
    "说", "表示", "介绍", "告诉", "坦言", "感慨", "认为", "指出", "强调", "回忆", "补充", "透露",
    "直言", "解释", "笑道", "称", "喊道", "建议",
];

/// English words for saying beside those of [`quote::SAID`].
const SAID: &[&str] =
    &["wrote", "asked", "replied", "say", "adds", "exclaimed", "shouted", "suggested"];

/// Characters from which on a Chinese quotation is speech, and words of an English one.
const SPEECH: usize = 4;

/// Quotations that are looked at; no segment of a newspaper has more.
const MOST: usize = 100;

/// Quoted words, and the person beside them: by the number of the name.
struct Said {
    span: Span,
    by: Option<usize>,
}

pub(super) fn check(sides: &Sides<'_>) -> Vec<Finding> {
    let names = names(sides);
    if names.len() < 2 || sides.quoted_source().is_empty() || sides.quoted_target().is_empty() {
        return Vec::new();
    }
    let (zh, en) = (in_chinese(sides, &names), in_english(sides, &names));
    let pairs: Vec<(&Said, &Said)> = match zh.as_slice() {
        [one] => en.iter().map(|said| (one, said)).collect(),
        several if several.len() == en.len() => several.iter().zip(&en).collect(),
        _ => return Vec::new(),
    };
    let pairs = &pairs[..pairs.len().min(MOST)];
    let is_wrong = |(zh, en): &(&Said, &Said)| {
        zh.by.is_some() && en.by.is_some() && zh.by != en.by && !may_be_moved(pairs, zh, en)
    };
    // English parts a quotation around its speaker: one right part is enough.
    let is_parted = zh.len() == 1 && en.iter().any(|said| said.by == zh[0].by);
    let Some((zh, en)) = pairs.iter().find(|pair| is_wrong(pair) && !is_parted) else {
        return Vec::new();
    };
    let name = |said: &Said| said.by.map_or("", |by| names[by]);
    let message = format!("{} says this in the Chinese, not {}", name(zh), name(en));
    let mut finding = on_target("SPEAKER_CHANGED", Severity::Critical, message);
    finding.spans = vec![zh.span];
    finding.target_spans = vec![en.span];
    vec![finding]
}

/// Tells whether two quotations may only have changed places: another one is by the right person, and
/// their lengths do not show that it is another quotation.
fn may_be_moved(pairs: &[(&Said, &Said)], zh: &Said, en: &Said) -> bool {
    let is_longer = |a: &Said, b: &Said| 4 * a.span.len() >= 5 * b.span.len();
    let others = pairs.iter().filter(|(_, other)| other.by == zh.by);
    others.into_iter().any(|(other_zh, other_en)| {
        let is_sure = is_longer(zh, other_zh) && is_longer(en, other_en)
            || is_longer(other_zh, zh) && is_longer(other_en, en);
        !is_sure
    })
}

/// Returns the names of the Chinese, each once.
fn names<'s>(sides: &'s Sides<'_>) -> Vec<&'s str> {
    let mut seen = HashSet::new();
    let names = sides.persons().iter().map(|person| person.text.as_str());
    names.filter(|name| seen.insert(*name)).collect()
}

fn in_chinese(sides: &Sides<'_>, names: &[&str]) -> Vec<Said> {
    let quoted = sides.quoted_source().iter().map(|quoted| quoted.span);
    let spans: Vec<Span> = quoted.filter(|span| span.len() >= SPEECH).collect();
    let is_end = |text: &[char], at: usize| matches!(text[at], '。' | '！' | '？' | '；' | '\n');
    let opens = |before: &[char]| matches!(before.last(), Some('：' | ':' | '，' | ','));
    let persons = sides.persons();
    let speaker = |part: Span| {
        let from = persons.partition_point(|person| person.span.end <= part.start);
        let to = persons.partition_point(|person| person.span.start < part.end);
        let there = persons.get(from..to).unwrap_or_default();
        let verb = saying_after(sides.source(), there.first()?.span.end, part.end)?;
        let speaker = who_says(sides.source(), there, verb)?;
        names.iter().position(|name| *name == speaker)
    };
    said(sides.source(), &spans, is_end, opens, speaker)
}

/// Returns where the first verb of saying stands between two places.
fn saying_after(text: &[char], from: usize, to: usize) -> Option<usize> {
    (from..to).find(|&at| SAYING.iter().any(|word| run::starts(&text[at..to], word)))
}

/// Returns who of the persons before a verb of saying says it: of 甲的女儿乙说 the daughter, of 甲对乙说 the first.
fn who_says<'p>(text: &[char], persons: &'p [Person], verb: usize) -> Option<&'p str> {
    let before = persons.partition_point(|person| person.span.start < verb);
    let (last, others) = persons[..before].split_last()?;
    let is_owner =
        |other: &Person| text.get(other.span.end) == Some(&'的') || other.text == last.text;
    let listens = |one: &Person| {
        let between = &text[one.span.end..last.span.start.max(one.span.end)];
        between.contains(&'对')
            || between.contains(&'向')
            || between.windows(2).any(|two| two == ['告', '诉'])
    };
    match others {
        [one] if listens(one) => Some(&one.text),
        _ if others.iter().all(is_owner) => Some(&last.text),
        _ => None,
    }
}

fn in_english(sides: &Sides<'_>, names: &[&str]) -> Vec<Said> {
    let quoted = sides.quoted_target().iter();
    let spans: Vec<Span> = quoted
        .filter(|quoted| cut(quoted.text).nth(SPEECH - 1).is_some())
        .map(|quoted| quoted.span)
        .collect();
    let is_end = |text: &[char], at: usize| {
        text[at] == '\n'
            || matches!(text[at], '.' | '!' | '?')
                && text.get(at + 1).is_none_or(|c| c.is_whitespace())
    };
    let opens = |before: &[char]| matches!(before.last(), Some(':' | ','));
    let places = places(sides, names);
    let speaker = |part: Span| {
        let from = places.partition_point(|(span, _)| span.end <= part.start);
        let mut there = places[from..].iter().take_while(|(span, _)| span.start < part.end);
        let (span, first) = there.next()?;
        // "A told B": the second one listens.
        let told = |at: usize| sides.words().get(at).is_some_and(|word| word.lower == "told");
        let after = sides.words().partition_point(|word| word.span.end <= span.end);
        let listener = there.clone().next().map(|(_, other)| other).filter(|_| told(after));
        let words = &sides.words()[sides.words().within(part)];
        let says = |word: &str| quote::SAID.contains(&word) || SAID.contains(&word);
        let is_said = words.iter().any(|word| says(&word.lower));
        (is_said && there.all(|(_, other)| other == first || Some(other) == listener))
            .then_some(*first)
    };
    said(sides.target(), &spans, is_end, opens, speaker)
}

/// Returns where each name stands in the English, in order.
fn places(sides: &Sides<'_>, names: &[&str]) -> Vec<(Span, usize)> {
    let of = |(number, name): (usize, &&str)| {
        let forms = name_forms(name);
        let spans: Vec<Span> = forms.iter().flat_map(|form| sides.words().find(form)).collect();
        spans.into_iter().map(move |span| (span, number))
    };
    let mut places: Vec<(Span, usize)> = names.iter().enumerate().flat_map(of).collect();
    places.sort_unstable_by_key(|(span, _)| (span.start, span.end));
    places
}

/// Finds who says what: the person in the clause that opens a quotation, or in the one that follows it.
fn said(
    text: &[char],
    quoted: &[Span],
    is_end: impl Fn(&[char], usize) -> bool,
    opens: impl Fn(&[char]) -> bool,
    speaker: impl Fn(Span) -> Option<usize>,
) -> Vec<Said> {
    let of = |(number, &span): (usize, &Span)| {
        let floor = number.checked_sub(1).map_or(0, |last| quoted[last].end + 1);
        let ceiling = quoted.get(number + 1).map_or(text.len(), |next| next.start - 1);
        let (before, after) = (span.start - 1, (span.end + 1).min(ceiling));
        let start = (floor..before).rev().find(|&at| is_end(text, at)).map_or(floor, |at| at + 1);
        let end = (after..ceiling).find(|&at| is_end(text, at)).unwrap_or(ceiling);
        let opening = text[start.min(before)..before].iter().rposition(|c| !c.is_whitespace());
        let opening = &text[start.min(before)..opening.map_or(before, |at| start + at + 1)];
        let by = match opens(opening) {
            true => speaker(Span::new(start.min(before), before)),
            false => speaker(Span::new(after, end)),
        };
        Said { span, by }
    };
    quoted.iter().enumerate().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::run_on;

    #[track_caller]
    fn assert_changed(source: &str, target: &str, is_changed: bool) {
        let found = run_on(source, target);
        let found = found.iter().any(|finding| finding.rule == "SPEAKER_CHANGED");
        assert_eq!(found, is_changed, "{source} / {target}");
    }

    #[test]
    fn words_stay_with_the_person_who_says_them() {
        let source = "“水渠修到了家门口。”村民吕青禾说。村支书孟以南深有同感。";
        assert_changed(
            source,
            "“The canal has come to our door,” said villager Lyu Qinghe. Village Party secretary Meng Yinan agreed.",
            false,
        );
        assert_changed(
            source,
            "“The canal has come to our door,” said Meng Yinan, Party secretary of the village. Villager Lyu Qinghe agreed.",
            true,
        );
        assert_changed(
            source,
            "Villager Lyu Qinghe said, \"The canal has come to our door.\" Meng Yinan agreed.",
            false,
        );
    }

    #[test]
    fn two_speakers_who_have_changed_places_are_reported() {
        let source = "村民吕青禾说：“水渠修好以后，家家户户的地里都浇上了水。”村支书孟以南补充说：“明年再修一条。”";
        assert_changed(
            source,
            "“Since the canal was built, every family has had water for its fields,” villager Lyu Qinghe said. “We will build another next year,” Meng Yinan added.",
            false,
        );
        assert_changed(
            source,
            "“Since the canal was built, every family has had water for its fields,” Meng Yinan said. “We will build another next year,” villager Lyu Qinghe added.",
            true,
        );
    }

    #[test]
    fn who_speaks_is_told_from_who_listens_and_whose_child_it_is() {
        for (source, right, wrong) in [
            (
                "“水渠已经修好了。”村支书吕青禾对村民孟以南说。",
                "“The canal is already finished,” Lyu Qinghe told Meng Yinan.",
                "“The canal is already finished,” Meng Yinan told Lyu Qinghe.",
            ),
            (
                "“他修好了这条水渠。”村支书吕青禾的女儿吕小满说。",
                "“He built this canal for us,” said Lyu Xiaoman, daughter of Lyu Qinghe.",
                "“He built this canal for us,” said Lyu Qinghe.",
            ),
            (
                "“水渠已经修好了。”村支书吕青禾在会上说，村民孟以南作了补充。",
                "“The canal is already finished,” Lyu Qinghe told the meeting. Meng Yinan spoke, too.",
                "“The canal is already finished,” Meng Yinan told the meeting. Lyu Qinghe spoke, too.",
            ),
        ] {
            assert_changed(source, right, false);
            assert_changed(source, wrong, true);
        }
    }

    #[test]
    fn what_is_not_sure_is_not_reported() {
        for (source, target) in [
            (
                "“水渠已经修好了。”他说。村民吕青禾说好，孟以南说也好。",
                "“The canal is ready,” said Meng Yinan, and Lyu Qinghe agreed.",
            ),
            (
                "“水渠修好了，路也通了。”村民吕青禾说。村支书孟以南说明年再修桥。",
                "“The canal is ready,” said Lyu Qinghe. “And the road is open,” said the villager. Meng Yinan said a bridge will follow.",
            ),
        ] {
            assert_changed(source, target, false);
        }
    }
}
