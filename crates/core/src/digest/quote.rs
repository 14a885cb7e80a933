//! Who said what, as the article prints it: words between marks, a verb of speech and a name beside them.

use crate::fact::name::{Person, persons};
use crate::glossary::Glossary;
use crate::text::script::count_han;
use crate::text::span::Span;

use super::model::{Making, Quotation};
use super::story::Sentence;

/// Verbs that open or close a quotation.
const SPEECH: &[&str] = &[
    "说",
    "表示",
    "介绍",
    "指出",
    "强调",
    "坦言",
    "告诉记者",
    "认为",
    "透露",
    "感慨",
    "谈到",
    "直言",
    "称",
];

/// Quoted words with fewer characters are a name or a slogan and not speech.
const SHORTEST: usize = 6;

/// The most words of a quotation in English.
const LONGEST: usize = 45;

/// Returns the quotation of a sentence, where it has one and names who speaks.
pub fn quotation(sentence: &Sentence<'_>, glossary: &Glossary) -> Option<Quotation> {
    let text: Vec<char> = sentence.text.chars().collect();
    let span = speech(&text)?;
    let before: String = text[..span.start].iter().collect();
    let after: String = text[(span.end + 1).min(text.len())..].iter().collect();
    let people = persons(sentence.text);
    let person = speaker(&people, span, &before, &after)?;
    let chinese: String = text[span.start..span.end].iter().collect();
    let english = rendered(sentence);
    let making = if english.is_some() { Making::Extracted } else { Making::Listed };
    Some(Quotation {
        speaker: titled(person, &text, glossary),
        text: english,
        chinese: chinese.trim_start_matches('“').to_owned(),
        making,
        from: vec![sentence.unit.segment.id],
        instead_of: Vec::new(),
    })
}

/// Returns the longest passage between marks, without them.
fn speech(text: &[char]) -> Option<Span> {
    let mut open = None;
    let mut longest: Option<Span> = None;
    for (at, &c) in text.iter().enumerate() {
        match (c, open) {
            ('“', None) => open = Some(at + 1),
            ('”', Some(start)) => {
                open = None;
                let span = Span::new(start, at);
                longest = longest.filter(|longest| longest.len() >= span.len()).or(Some(span));
            }
            _ => {}
        }
    }
    let long =
        |span: &Span| count_han(&text[span.start..span.end].iter().collect::<String>()) >= SHORTEST;
    longest.filter(long)
}

/// Returns who speaks: the person nearest to the quotation on the side where a verb of speech stands.
fn speaker<'p>(people: &'p [Person], said: Span, before: &str, after: &str) -> Option<&'p Person> {
    let outside = |person: &&Person| !person.span.overlaps(said);
    let speaks = |text: &str| SPEECH.iter().any(|verb| text.contains(verb));
    let opens =
        before.trim_end().trim_end_matches('“').ends_with([':', '：', ',', '，']) && speaks(before);
    if opens {
        return people.iter().filter(outside).rfind(|person| person.span.end <= said.start);
    }
    if !speaks(after) {
        return None;
    }
    people.iter().filter(outside).find(|person| person.span.start >= said.end)
}

/// Returns the name of a speaker with the post that is printed before it, where the glossary knows it.
fn titled(person: &Person, text: &[char], glossary: &Glossary) -> String {
    let before: String = text[..person.span.start].iter().collect();
    let end = before.chars().count();
    let found = glossary.find(&before);
    let post = found.last().filter(|last| last.span.end == end && last.term.domain == "title");
    post.map_or_else(
        || person.pinyin.clone(),
        |post| format!("{}, {}", person.pinyin, post.term.first),
    )
}

/// Returns the quoted English, where the translation has it in one piece.
fn rendered(sentence: &Sentence<'_>) -> Option<String> {
    let english = sentence.english.join(" ");
    let spans = english_spans(&english);
    let longest = spans.max_by_key(|span| span.len())?;
    let words = longest.split_whitespace().count();
    let fits = (4..=LONGEST).contains(&words);
    fits.then(|| longest.trim().trim_end_matches(',').to_owned())
}

/// Returns what stands between quotation marks in an English text.
pub(super) fn english_spans(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let open = rest.find(['“', '"'])?;
        let after = &rest[open + rest[open..].chars().next()?.len_utf8()..];
        let close = after.find(['”', '"']).unwrap_or(after.len());
        rest = after.get(close..).unwrap_or("");
        rest = rest.strip_prefix(['”', '"']).unwrap_or(rest);
        Some(&after[..close])
    })
}

#[cfg(test)]
mod tests {
    use super::super::story::tests::story;
    use super::*;

    #[track_caller]
    fn quoted(line: &str) -> Option<Quotation> {
        let story = story(&["headline|白河", line]);
        let sentences = story.sentences();
        sentences.iter().find_map(|sentence| quotation(sentence, &Glossary::builtin()))
    }

    #[test]
    fn words_between_marks_belong_to_who_is_named_after_them() {
        let quotation = quoted(
            "paragraph|“桥通了以后出门方便多了。”村民江照海说。|“Getting out is far easier with the bridge,” \
             said villager Jiang Zhaohai.",
        )
        .unwrap();
        assert_eq!(quotation.speaker.split(',').next(), Some("Jiang Zhaohai"));
        assert_eq!(quotation.text.as_deref(), Some("Getting out is far easier with the bridge"));
        assert_eq!(quotation.chinese, "桥通了以后出门方便多了。");
    }

    #[test]
    fn words_that_nobody_translated_stay_chinese() {
        let quotation =
            quoted("paragraph|县委书记孟以南表示:“我们要把这座桥建成放心桥。”").unwrap();
        assert!(quotation.speaker.starts_with("Meng Yinan"));
        assert_eq!(quotation.text, None);
    }

    #[test]
    fn a_slogan_between_marks_is_no_speech() {
        assert_eq!(quoted("paragraph|村民江照海说,“一村一品”好。"), None);
        assert_eq!(quoted("paragraph|“桥通了以后出门方便多了。”"), None);
    }
}
