//! Where a sentence ends, in Chinese and in English, and which English sentence renders which Chinese one.
//!
//! Law: the sentences joined again are the text, white space between English sentences aside.

/// Cuts a Chinese text after each sentence; closing marks stay with their sentence, and so does the
/// clause after a quotation that says who spoke.
pub fn chinese(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let (mut start, mut ended) = (0, false);
    let mut depth = 0usize;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '“' | '「' => depth += 1,
            '”' | '」' => depth = depth.saturating_sub(1),
            _ => {}
        }
        ended = is_chinese_end(c) || (ended && is_closing(c));
        let next = chars.peek().map(|&(_, next)| next);
        let goes_on = next.is_some_and(|next| is_closing(next) || is_chinese_end(next));
        if ended && !goes_on && (depth == 0 || at - start > LONG_QUOTATION) {
            let end = at + c.len_utf8();
            if c == '”' && is_attribution(&text[end..]) {
                continue;
            }
            sentences.push(&text[start..end]);
            (start, ended, depth) = (end, false, 0);
        }
    }
    if !text[start..].trim().is_empty() {
        sentences.push(&text[start..]);
    }
    sentences
}

/// Tells whether a text goes on with the words that say who spoke: 村民江照海说。
fn is_attribution(rest: &str) -> bool {
    const VERBS: &[&str] =
        &["说", "道", "表示", "介绍", "告诉记者", "坦言", "感慨", "指出", "强调", "透露"];
    let clause = rest.split(['。', '！', '？', '“', ',', '，', '\n']).next().unwrap_or("");
    let clause = clause.trim_end_matches("起来");
    clause.chars().count() <= 30 && VERBS.iter().any(|verb| clause.ends_with(verb))
}

/// A quotation whose closing mark is lost is cut all the same after so many bytes.
const LONG_QUOTATION: usize = 900;

/// Cuts an English text after each sentence.
///
/// A full stop after a known abbreviation or an initial ends nothing, nor does one that is followed by
/// a small letter.
pub fn english(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some(&(i, next)) = chars.peek() {
            if !(is_closing(next) || matches!(next, '.' | '!' | '?')) {
                break;
            }
            end = i + next.len_utf8();
            chars.next();
        }
        if ends_here(&text[start..at + c.len_utf8()], &text[end..]) {
            sentences.push(text[start..end].trim());
            start = end;
        }
    }
    sentences.push(text[start..].trim());
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// Abbreviations that end with a full stop in the middle of a sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "st", "co", "ltd", "inc", "corp", "no", "vs", "etc", "jan", "feb",
    "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "u.s", "u.k", "e.g",
    "i.e", "a.m", "p.m", "prof", "gen", "sen", "rep", "approx",
];

fn ends_here(sentence: &str, rest: &str) -> bool {
    let Some(next) = rest.trim_start().chars().next() else { return true };
    let apart = rest.starts_with(char::is_whitespace);
    let begins =
        next.is_uppercase() || next.is_numeric() || matches!(next, '“' | '"' | '‘' | '(' | '[');
    let Some(body) = sentence.strip_suffix('.') else { return apart && begins };
    let word = body.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let short = ABBREVIATIONS.contains(&word.to_lowercase().as_str());
    apart && begins && !initial && (!short || next.is_uppercase()) && !is_title(word)
}

/// Tells whether a name follows this abbreviation, so that a capital after it begins no sentence.
fn is_title(word: &str) -> bool {
    ["Mr", "Mrs", "Ms", "Dr", "St", "Prof", "Gen", "Sen", "Rep", "No"].contains(&word)
}

/// Pairs the sentences of a text with those of its translation: for each Chinese sentence the English
/// that renders it.
///
/// Where both have as many sentences they are paired one by one; otherwise by the share of the text
/// that has gone by, so that every English sentence belongs to exactly one Chinese sentence, in order.
/// A Chinese sentence may be left without English.
pub fn pair<'e>(chinese: &[&str], english: &[&'e str]) -> Vec<Vec<&'e str>> {
    if chinese.len() == english.len() {
        return english.iter().map(|&sentence| vec![sentence]).collect();
    }
    let mut pairs = vec![Vec::new(); chinese.len()];
    if chinese.is_empty() {
        return pairs;
    }
    let ends = shares(chinese);
    let mut before = 0.0;
    for (&sentence, end) in english.iter().zip(shares(english)) {
        let middle = f32::midpoint(before, end);
        let place = ends.partition_point(|&border| border < middle).min(chinese.len() - 1);
        pairs[place].push(sentence);
        before = end;
    }
    pairs
}

/// Returns for each sentence the share of the whole that has gone by at its end.
fn shares(sentences: &[&str]) -> Vec<f32> {
    let lengths = sentences.iter().map(|sentence| sentence.chars().count());
    let total = lengths.clone().sum::<usize>().max(1) as f32;
    let ends = lengths.scan(0, |sum, length| {
        *sum += length;
        Some(*sum)
    });
    ends.map(|sum| sum as f32 / total).collect()
}

fn is_chinese_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '…')
}

fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '》' | '"')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn assert_english(expected: &[&str]) {
        assert_eq!(english(&expected.join(" ")), expected);
    }

    #[test]
    fn a_chinese_sentence_keeps_its_closing_marks() {
        let text = "桥通了。“路也修好了!”他说。灯亮";
        assert_eq!(chinese(text), ["桥通了。", "“路也修好了!”他说。", "灯亮"]);
    }

    #[test]
    fn a_quotation_of_two_sentences_is_not_cut() {
        let text = "他说:“桥通了。路也通了。”大家笑了。";
        assert_eq!(chinese(text), ["他说:“桥通了。路也通了。”", "大家笑了。"]);
    }

    #[test]
    fn a_point_or_an_abbreviation_does_not_end_an_english_sentence() {
        assert_english(&["GDP grew 5.3 percent.", "Qinglan Steel Co. said so.", "“It is open.”"]);
        assert_english(&["Mr. Gu spoke at 9 a.m. to 40 people.", "J. Wu did not.", "Why?"]);
    }

    #[test]
    fn as_many_sentences_are_paired_one_by_one() {
        assert_eq!(pair(&["长长长长。", "短。"], &["A.", "B is long."]), [["A."], ["B is long."]]);
    }

    #[test]
    fn a_sentence_split_in_two_keeps_both_halves() {
        let zh = ["一条很长很长很长很长的河流过小城。", "桥通了。"];
        let en = ["A very long river flows.", "It passes the small town.", "Open."];
        let pairs = pair(&zh, &en);
        assert_eq!(pairs[0], ["A very long river flows.", "It passes the small town."]);
        assert_eq!(pairs[1], ["Open."]);
    }

    proptest! {
        #[test]
        fn chinese_sentences_joined_are_the_text(text in "[一-十。！”“a-z]{0,200}") {
            prop_assert_eq!(chinese(&text).concat(), text);
        }

        #[test]
        fn every_english_sentence_is_paired_once_in_order(
            zh in proptest::collection::vec("[一-十]{1,30}。", 1..8),
            en in proptest::collection::vec("[a-z ]{1,60}\\.", 0..9),
        ) {
            let zh: Vec<&str> = zh.iter().map(String::as_str).collect();
            let en: Vec<&str> = en.iter().map(String::as_str).collect();
            prop_assert_eq!(pair(&zh, &en).concat(), en);
        }

        #[test]
        fn no_english_text_is_lost(text in "\\PC{0,120}") {
            let joined: String = english(&text).concat().split_whitespace().collect();
            let whole: String = text.split_whitespace().collect();
            prop_assert_eq!(joined, whole);
        }
    }
}
