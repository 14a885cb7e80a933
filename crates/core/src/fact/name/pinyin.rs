//! Pinyin: of persons' names by GB/T 28039 (surname first, given name solid), and of words with tone
//! marks for glosses.

use std::collections::HashMap;
use std::sync::OnceLock;

use pinyin::{ToPinyin, ToPinyinMulti};

use super::surname;
use crate::text::lexicon;
use crate::text::script::is_han;

/// The most forms that [`name_forms`] returns.
const MOST_FORMS: usize = 16;

/// Words in which a character is not read as it usually is.
const WORDS: &[(&str, &str)] = &[
    ("银行", "yínháng"),
    ("行业", "hángyè"),
    ("行情", "hángqíng"),
    ("同行", "tóngháng"),
    ("央行", "yāngháng"),
    ("分行", "fēnháng"),
    ("支行", "zhīháng"),
    ("各行各业", "gèhánggèyè"),
    ("行列", "hángliè"),
    ("排行", "páiháng"),
    ("长江", "chángjiāng"),
    ("长期", "chángqī"),
    ("长效", "chángxiào"),
    ("长远", "chángyuǎn"),
    ("长城", "chángchéng"),
    ("长征", "chángzhēng"),
    ("长三角", "chángsānjiǎo"),
    ("长度", "chángdù"),
    ("延长", "yáncháng"),
    ("特长", "tècháng"),
    ("重庆", "chóngqìng"),
    ("重复", "chóngfù"),
    ("重新", "chóngxīn"),
    ("双重", "shuāngchóng"),
    ("多重", "duōchóng"),
    ("重组", "chóngzǔ"),
    ("重阳", "chóngyáng"),
    ("重启", "chóngqǐ"),
    ("音乐", "yīnyuè"),
    ("乐器", "yuèqì"),
    ("乐队", "yuèduì"),
    ("民乐", "mínyuè"),
    ("调整", "tiáozhěng"),
    ("协调", "xiétiáo"),
    ("调解", "tiáojiě"),
    ("调控", "tiáokòng"),
    ("空调", "kōngtiáo"),
    ("强调", "qiángdiào"),
    ("西藏", "xīzàng"),
    ("宝藏", "bǎozàng"),
    ("朝阳", "zhāoyáng"),
    ("朝气", "zhāoqì"),
    ("传记", "zhuànjì"),
    ("自传", "zìzhuàn"),
    ("处理", "chǔlǐ"),
    ("处置", "chǔzhì"),
    ("处分", "chǔfèn"),
    ("相处", "xiāngchǔ"),
    ("投降", "tóuxiáng"),
    ("首都", "shǒudū"),
    ("成都", "chéngdū"),
    ("都市", "dūshì"),
    ("古都", "gǔdū"),
    ("还原", "huányuán"),
    ("归还", "guīhuán"),
    ("偿还", "chánghuán"),
    ("参差", "cēncī"),
    ("人参", "rénshēn"),
    ("质量", "zhìliàng"),
    ("测量", "cèliáng"),
    ("衡量", "héngliáng"),
    ("力量", "lìliàng"),
    ("作为", "zuòwéi"),
    ("成为", "chéngwéi"),
    ("认为", "rènwéi"),
    ("行为", "xíngwéi"),
    ("为主", "wéizhǔ"),
    ("种植", "zhòngzhí"),
    ("种田", "zhòngtián"),
    ("应用", "yìngyòng"),
    ("反应", "fǎnyìng"),
    ("响应", "xiǎngyìng"),
    ("供应", "gōngyìng"),
    ("适应", "shìyìng"),
    ("应对", "yìngduì"),
    ("应急", "yìngjí"),
    ("兴趣", "xìngqù"),
    ("高兴", "gāoxìng"),
    ("尽量", "jǐnliàng"),
    ("尽力", "jìnlì"),
    ("尽责", "jìnzé"),
    ("宿舍", "sùshè"),
    ("率先", "shuàixiān"),
    ("率领", "shuàilǐng"),
    ("草率", "cǎoshuài"),
    ("效率", "xiàolǜ"),
    ("少年", "shàonián"),
    ("青少年", "qīngshàonián"),
    ("更新", "gēngxīn"),
    ("更换", "gēnghuàn"),
    ("变更", "biàngēng"),
    ("数不胜数", "shǔbùshèngshǔ"),
    ("给予", "jǐyǔ"),
    ("供给", "gōngjǐ"),
    ("自给", "zìjǐ"),
    ("差距", "chājù"),
    ("差异", "chāyì"),
    ("误差", "wùchā"),
    ("出差", "chūchāi"),
    ("转动", "zhuàndòng"),
    ("角色", "juésè"),
    ("主角", "zhǔjué"),
    ("比较", "bǐjiào"),
    ("对称", "duìchèn"),
    ("试卷", "shìjuàn"),
    ("教书", "jiāoshū"),
    ("背包", "bēibāo"),
    ("没收", "mòshōu"),
    ("弹性", "tánxìng"),
    ("歌曲", "gēqǔ"),
    ("戏曲", "xìqǔ"),
    ("部分", "bùfen"),
    ("成分", "chéngfèn"),
    ("水分", "shuǐfèn"),
    ("身分", "shēnfèn"),
    ("充分", "chōngfèn"),
    ("载体", "zàitǐ"),
    ("下载", "xiàzài"),
    ("记载", "jìzǎi"),
    ("便宜", "piányi"),
    ("空白", "kòngbái"),
    ("填空", "tiánkòng"),
    ("当作", "dàngzuò"),
    ("妥当", "tuǒdang"),
    ("恰当", "qiàdàng"),
    ("将领", "jiànglǐng"),
    ("大厦", "dàshà"),
    ("厦门", "xiàmén"),
    ("六安", "lù'ān"),
    ("东阿", "dōng'ē"),
    ("番禺", "pānyú"),
    ("蚌埠", "bèngbù"),
    ("亳州", "bózhōu"),
    ("丽水", "líshuǐ"),
    ("台州", "tāizhōu"),
    ("莘县", "shēnxiàn"),
    ("洪洞", "hóngtóng"),
    ("浚县", "xùnxiàn"),
    ("中奖", "zhòngjiǎng"),
    ("击中", "jīzhòng"),
    ("什么", "shénme"),
    ("地方", "dìfāng"),
    ("着力", "zhuólì"),
    ("着眼", "zhuóyǎn"),
    ("着手", "zhuóshǒu"),
    ("沉着", "chénzhuó"),
    ("发酵", "fājiào"),
    ("理发", "lǐfà"),
    ("会计", "kuàijì"),
    ("结果", "jiéguǒ"),
    ("系统", "xìtǒng"),
    ("关系", "guānxì"),
    ("落实", "luòshí"),
    ("薄弱", "bóruò"),
    ("浅薄", "qiǎnbó"),
    ("暴露", "bàolù"),
    ("血液", "xuèyè"),
    ("校对", "jiàoduì"),
    ("学校", "xuéxiào"),
    ("间接", "jiànjiē"),
    ("间隔", "jiàngé"),
    ("中间", "zhōngjiān"),
    ("号召", "hàozhào"),
    ("模样", "múyàng"),
    ("模板", "múbǎn"),
    ("折腾", "zhēteng"),
    ("石头", "shítou"),
];

/// Characters that close a word of which they are no part in the list: 高新 + 区.
const SUFFIXES: &str = "区市县省镇乡村州旗街路者员家性化型业们部局厅院所站站队会厂社园率度力级制法";

/// Returns the pinyin of a person's name: `Ling Bingkui`, `Ouyang Hua`, `Lyu Li`.
///
/// A name that does not begin with a surname is written as one word.
pub fn name_pinyin(name: &str) -> String {
    let Some((surname, given)) = surname::split(name) else {
        return capital(&joined(name.chars().filter_map(plain)));
    };
    let first = surname_reading(surname);
    let last = joined(given.chars().filter_map(plain));
    format!("{} {}", capital(&first), capital(&last)).trim_end().to_owned()
}

/// Returns every accepted form of a person's name, the best first: other readings, and `Lu` beside `Lyu`.
pub fn name_forms(name: &str) -> Vec<String> {
    let mut forms = vec![name_pinyin(name)];
    let (surname, given) = surname::split(name).unwrap_or(("", name));
    let firsts = match surname::reading(surname) {
        Some(reading) => vec![reading.to_owned()],
        None => readings(surname),
    };
    for first in firsts {
        for last in readings(given) {
            forms.push(format!("{} {}", capital(&first), capital(&last)).trim().to_owned());
        }
    }
    let others: Vec<String> = forms.iter().flat_map(|form| other_spellings(form)).collect();
    forms.splice(1..1, others);
    let mut seen = Vec::new();
    for form in forms {
        if !seen.contains(&form) && seen.len() < MOST_FORMS {
            seen.push(form);
        }
    }
    seen
}

/// Returns the pinyin of a text with tone marks, word by word: 高新区 is `gāoxīnqū`.
pub fn pinyin(text: &str) -> String {
    let mut out = String::new();
    for word in solid_words(text) {
        let spelt = spelt(&word);
        let parts = out.chars().last().is_some_and(char::is_alphanumeric)
            && spelt.chars().next().is_some_and(char::is_alphanumeric);
        if parts {
            out.push(' ');
        }
        out.push_str(&spelt);
    }
    out
}

/// Returns the pinyin of the Han characters of a text in one run, without tones.
pub fn plain_pinyin(text: &str) -> String {
    text.chars().filter_map(plain).collect()
}

/// Cuts a text into words, with a closing suffix joined to its word.
fn solid_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in lexicon::words(text) {
        let mut chars = word.chars();
        let is_suffix =
            chars.next().is_some_and(|c| SUFFIXES.contains(c)) && chars.next().is_none();
        match words.last_mut() {
            Some(last) if is_suffix && last.chars().all(is_han) && last.chars().count() <= 3 => {
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// Spells a word with tone marks; what is no Han character stays as it is.
fn spelt(word: &str) -> String {
    if let Some((reading, rest)) = odd_beginning(word) {
        return format!("{reading}{}", spelt(rest));
    }
    let mut out = String::new();
    for c in word.chars() {
        match c.to_pinyin() {
            Some(syllable) => push_syllable(&mut out, syllable.with_tone()),
            None => out.push(c),
        }
    }
    out
}

/// Returns the reading of the word of the table with which a word begins, and the rest of the word.
fn odd_beginning(word: &str) -> Option<(&'static str, &str)> {
    static BY_FIRST: OnceLock<HashMap<char, Vec<(&str, &str)>>> = OnceLock::new();
    let by_first = BY_FIRST.get_or_init(|| {
        let mut by_first: HashMap<char, Vec<(&str, &str)>> = HashMap::new();
        for &(known, reading) in WORDS {
            by_first
                .entry(known.chars().next().unwrap_or('\0'))
                .or_default()
                .push((known, reading));
        }
        by_first
    });
    let known = by_first.get(&word.chars().next()?)?;
    known.iter().find_map(|(known, reading)| Some((*reading, word.strip_prefix(known)?)))
}

/// Readings of characters in given names that differ from the usual one.
const GIVEN: &[(char, &str)] = &[
    ('长', "chang"),
    ('茜', "qian"),
    ('晟', "sheng"),
    ('柏', "bai"),
    ('似', "si"),
    ('曾', "zeng"),
    ('重', "chong"),
    ('卜', "bu"),
    ('石', "shi"),
    ('地', "di"),
];

/// Returns the reading of a character of a name without its tone, in the house's spelling.
fn plain(c: char) -> Option<String> {
    if let Some((_, reading)) = GIVEN.iter().find(|(known, _)| *known == c) {
        return Some((*reading).to_owned());
    }
    c.to_pinyin().map(|syllable| house(syllable.plain()))
}

/// Spells ü as passports do: `lyu`, `nyu`.
fn house(syllable: &str) -> String {
    syllable.replace('ü', "yu")
}

/// Returns a form with the other spellings of ü: `Lyu`, `Lu`, `Lü`.
fn other_spellings(form: &str) -> Vec<String> {
    let mut others = Vec::new();
    for (spelt, plain, marked) in
        [("Lyu", "Lu", "Lü"), ("lyu", "lu", "lü"), ("Nyu", "Nu", "Nü"), ("nyu", "nu", "nü")]
    {
        if form.contains(spelt) {
            others.extend([form.replace(spelt, plain), form.replace(spelt, marked)]);
        }
    }
    others
}

fn surname_reading(surname: &str) -> String {
    surname::reading(surname)
        .map_or_else(|| joined(surname.chars().filter_map(plain)), str::to_owned)
}

/// Returns the joined readings of some characters, the usual one first and at most two for each.
fn readings(chars: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for c in chars.chars() {
        let mut syllables: Vec<String> = Vec::new();
        for syllable in
            c.to_pinyin_multi().into_iter().flatten().map(|syllable| house(syllable.plain()))
        {
            if !syllables.contains(&syllable) && syllables.len() < 2 {
                syllables.push(syllable);
            }
        }
        all = all
            .iter()
            .flat_map(|start| {
                syllables.iter().map(|syllable| {
                    let mut form = start.clone();
                    push_syllable(&mut form, syllable);
                    form
                })
            })
            .take(MOST_FORMS)
            .collect();
    }
    all
}

fn joined(syllables: impl Iterator<Item = String>) -> String {
    let mut out = String::new();
    for syllable in syllables {
        push_syllable(&mut out, &syllable);
    }
    out
}

/// Adds a syllable; one that begins with a vowel is parted by an apostrophe.
fn push_syllable(out: &mut String, syllable: &str) {
    const VOWELS: &str = "aoeāáǎàōóǒòēéěè";
    let is_open = syllable.chars().next().is_some_and(|c| VOWELS.contains(c));
    if is_open && out.chars().last().is_some_and(char::is_alphabetic) {
        out.push('\'');
    }
    out.push_str(syllable);
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_surname_first_and_given_name_solid() {
        for (name, pinyin) in [
            ("林青禾", "Lin Qinghe"),
            ("欧阳春", "Ouyang Chun"),
            ("单小川", "Shan Xiaochuan"),
            ("曾长乐", "Zeng Changle"),
            ("仇远", "Qiu Yuan"),
            ("解红梅", "Xie Hongmei"),
            ("朴志明", "Piao Zhiming"),
            ("吕绿", "Lyu Lyu"),
            ("任建安", "Ren Jian'an"),
            ("翟思源", "Zhai Siyuan"),
            ("尉迟恭", "Yuchi Gong"),
        ] {
            assert_eq!(name_pinyin(name), pinyin, "{name}");
        }
    }

    #[test]
    fn other_spellings_and_readings_are_accepted() {
        let forms = name_forms("吕乐");
        assert_eq!(forms[0], "Lyu Le");
        for form in ["Lu Le", "Lü Le", "Lyu Yue"] {
            assert!(forms.iter().any(|known| known == form), "{form} in {forms:?}");
        }
    }

    #[test]
    fn words_are_spelt_with_tones() {
        for (text, spelt) in
            [("高新区", "gāoxīnqū"), ("银行", "yínháng"), ("重庆", "chóngqìng"), ("西安", "xī'ān")]
        {
            assert_eq!(pinyin(text), spelt, "{text}");
        }
        assert_eq!(pinyin("5G，好"), "5G，hǎo");
        assert_eq!(pinyin(""), "");
    }

    #[test]
    fn what_is_no_han_has_no_forms_that_break() {
        for name in ["", "A", "李", "🙂", "x李"] {
            assert!(!name_forms(name).is_empty());
        }
    }
}
