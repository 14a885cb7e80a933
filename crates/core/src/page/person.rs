//! Names of persons and the words that stand before them in bylines and credits.

use crate::text::class::Class;
use crate::text::lexicon;
use crate::text::script::is_han;

/// The surnames that nine of ten Chinese bear, and those common among newspaper people.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢晁禄姬";

/// Surnames of two characters.
const DOUBLE: [&str; 8] = ["欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟", "慕容", "令狐"];

/// A word that comes more often than this is hardly a given name.
const COMMON: u32 = 300;

/// What a person is called in a byline.
const TITLES: [&str; 22] = [
    "本报全媒体记者",
    "本报特约记者",
    "本报见习记者",
    "本报实习记者",
    "新华社记者",
    "全媒体记者",
    "特约通讯员",
    "本报通讯员",
    "本报记者",
    "见习记者",
    "实习记者",
    "特约记者",
    "特派记者",
    "首席记者",
    "驻地记者",
    "融媒体记者",
    "记者",
    "通讯员",
    "实习生",
    "作者",
    "摄影",
    "本报评论员",
];

/// Tells whether a text can be the name of a Chinese person.
pub(super) fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    let len = 1 + chars.clone().count();
    let double = DOUBLE.iter().any(|surname| text.starts_with(surname));
    text.chars().all(is_han)
        && (len == 2 || len == 3 || len == 4 && double)
        && (double || SURNAMES.contains(first))
}

/// Tells whether a text is the name of one person and no word: `骆明川`, not `高山`.
pub(super) fn is_lone_name(text: &str) -> bool {
    if text.len() > 3 * 4 || !is_name(text) {
        return false;
    }
    let given = &text[text.chars().next().map_or(0, char::len_utf8)..];
    let last = given.chars().next_back().map_or(0, char::len_utf8);
    let is_word = |word: &str| {
        word.chars().count() >= 2
            && lexicon::class(word).is_some_and(|class| class != Class::Person)
    };
    let is_common = |word: &str| is_word(word) && lexicon::frequency(word) > Some(COMMON);
    !is_word(text) && !is_word(&text[..text.len() - last]) && !is_common(given)
}

/// Returns what follows a title such as 本报记者, with any colon after it, or nothing where the text
/// has no title.
pub(super) fn after_title(text: &str) -> Option<&str> {
    let rest = TITLES.iter().find_map(|title| text.strip_prefix(title))?;
    Some(rest.trim_start_matches([':', '：', ' ', '\u{3000}', '/']))
}

/// Tells whether a text is nothing but names and titles: `本报记者 罗岩 通讯员 林小荷`.
///
/// At least one name must be there, and no name may follow another without a mark between them.
pub(super) fn are_people(text: &str) -> bool {
    let mut people = 0;
    let mut tokens = text.split(is_between).filter(|token| !token.is_empty()).peekable();
    while let Some(token) = tokens.next() {
        let mut name = token;
        while let Some(rest) = after_title(name) {
            name = rest;
        }
        if name.is_empty() {
            continue;
        }
        let spaced = is_surname(name) && tokens.next_if(|second| is_one_han(second)).is_some();
        if !spaced && !is_name(name) {
            return false;
        }
        people += 1;
    }
    (1..=12).contains(&people)
}

/// Tells whether a text is a surname of one character.
fn is_surname(text: &str) -> bool {
    is_one_han(text) && SURNAMES.contains(text)
}

fn is_one_han(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_han) && chars.next().is_none()
}

/// Tells whether a character stands between names.
pub(super) fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '、' | ',' | '，' | '/' | '／' | ':' | '：' | ';' | '；' | '|')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_words() {
        assert!(is_name("罗岩") && is_name("林小荷") && is_name("欧阳明月"));
        assert!(!is_name("我们") && !is_name("王") && !is_name("高新区人民"));
    }

    #[test]
    fn a_lone_name_is_no_word() {
        assert!(is_lone_name("骆明川") && is_lone_name("邵清扬"));
        assert!(!is_lone_name("高山") && !is_lone_name("房子账") && !is_lone_name("土地账"));
    }

    #[test]
    fn a_list_of_people_is_recognised() {
        assert!(are_people("本报记者 罗岩 通讯员 林小荷"));
        assert!(are_people("记者罗岩、林小荷"));
        assert!(are_people("罗岩 林小荷 高 山"));
        assert!(!are_people("本报记者"));
        assert!(!are_people("罗岩 走进田间"));
    }
}
