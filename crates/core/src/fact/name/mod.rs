//! Persons of a Chinese text, by surname and cue: 记者X, X/摄, X说, a title before the name.
//!
//! [`persons`] finds who is named in a text; a name once found is found again wherever it stands.
//! [`surname`] the tables · [`pinyin`] how names and words are written in Latin letters · `cue` what
//! stands beside a name. Places, companies and terms are not looked for here.

mod cue;
mod foreign;
pub mod pinyin;
mod reading;
pub mod surname;
mod title;

use std::collections::HashSet;

pub use foreign::is_abroad;
pub use pinyin::{name_forms, name_pinyin};
use serde::Serialize;

use crate::text::span::Span;

/// A person named in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// The name, as it is printed.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// The name in pinyin: `Ling Bingkui`.
    pub pinyin: String,
}

/// Returns the persons that a text names, each time they are named, in order.
pub fn persons(text: &str) -> Vec<Person> {
    let chars: Vec<char> = text.chars().collect();
    mentions(&chars, &names_in(&chars))
}

/// Returns each time one of `known` names stands in a text, in order.
pub fn mentions_of(text: &str, known: &[String]) -> Vec<Person> {
    let chars: Vec<char> = text.chars().collect();
    let names: Vec<Vec<char>> = known.iter().map(|name| name.chars().collect()).collect();
    mentions(&chars, &names)
}

/// Returns the names that a cue shows to be names, each once.
fn names_in(chars: &[char]) -> Vec<Vec<char>> {
    let mut seen: HashSet<&[char]> = HashSet::new();
    let names = cue::named(chars).into_iter().map(|span| &chars[span.start..span.end]);
    names.filter(|name| seen.insert(name)).map(<[char]>::to_vec).collect()
}

fn mentions(chars: &[char], names: &[Vec<char>]) -> Vec<Person> {
    let mut persons = Vec::new();
    let mut sorted: Vec<&[char]> =
        names.iter().map(Vec::as_slice).filter(|name| !name.is_empty()).collect();
    sorted.sort_unstable();
    let mut at = 0;
    while at < chars.len() && !sorted.is_empty() {
        let from = sorted.partition_point(|name| name[0] < chars[at]);
        let here = sorted[from..].iter().take_while(|name| name[0] == chars[at]);
        let here = here.filter(|name| chars[at..].starts_with(name));
        let Some(name) = here.max_by_key(|name| name.len()) else {
            at += 1;
            continue;
        };
        let text: String = name.iter().collect();
        persons.push(Person {
            pinyin: name_pinyin(&text),
            span: Span::new(at, at + name.len()),
            text,
        });
        at += name.len();
    }
    persons
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn assert_names(text: &str, names: &[&str]) {
        let persons = persons(text);
        let found: Vec<&str> = persons.iter().map(|person| person.text.as_str()).collect();
        assert_eq!(found, names, "{text}");
    }

    #[test]
    fn bylines_and_credits_name_people() {
        assert_names("本报讯（记者林青禾 通讯员欧阳春）白河县", &["林青禾", "欧阳春"]);
        assert_names("本报记者 孟以南 通讯员 江照", &["孟以南", "江照"]);
        assert_names("► 孟以南 江照 林青禾", &["孟以南", "江照", "林青禾"]);
        assert_names("孟以南/摄", &["孟以南"]);
        assert_names("林青禾 摄", &["林青禾"]);
    }

    #[test]
    fn a_title_or_a_word_of_speech_shows_a_name() {
        for (text, names) in [
            ("白河县委书记孟以南激动万分", &["孟以南"][..]),
            ("园区主任林青介绍", &["林青"]),
            ("村民江照海抓起一把稻谷", &["江照海"]),
            ("“好得很。”孟以南说", &["孟以南"]),
            ("总经理高峰说", &["高峰"]),
            ("退休教师方柏舟是馆长", &["方柏舟"]),
            ("党委书记欧阳静带着干部上门", &["欧阳静"]),
        ] {
            assert_names(text, names);
        }
    }

    #[test]
    fn a_name_once_shown_is_found_again() {
        let found = persons("书记孟以南强调安全。会后，孟以南将一行人送走。");
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].span.of("书记孟以南强调安全。会后，孟以南将一行人送走。"), "孟以南");
        assert_eq!(found[0].pinyin, "Meng Yinan");
    }

    #[test]
    fn words_that_begin_with_a_surname_are_no_names() {
        for text in [
            "高水平开放明显增强",
            "主任高度重视安全工作",
            "有关方面表示将继续努力",
            "高新区表示，马上整改",
            "代表高质量发展方向",
            "党员和群众，书记和主任",
            "专家认为，金融支持到位",
            "会议强调，成为标杆",
            "志愿者都会来这里教老人",
            "五湖四海的客商齐聚青岚",
            "副局长阿依古丽·买买提说",
            "居民刘女士说，邻居郝大娘也来了",
            "嫌疑人郑某因涉嫌诈骗被拘",
        ] {
            assert_names(text, &[]);
        }
    }

    #[test]
    fn foreigners_are_not_read_by_their_pinyin() {
        for text in [
            "丹麦选手索伦森夺冠。",
            "他以3比2淘汰了选手马特森。",
            "德国工程师白岩青说。",
            "韩国首相李在勋表示欢迎。",
        ] {
            assert_names(text, &[]);
        }
        assert_names("运动员马晓宁夺冠。", &["马晓宁"]);
    }

    proptest! {
        #[test]
        fn any_text_is_searched(text in "[记者通讯员主任说表示摄王李欧阳高新区明 、/（）:A\\n]{0,40}") {
            for person in persons(&text) {
                prop_assert_eq!(person.span.of(&text), person.text);
            }
        }
    }
}
