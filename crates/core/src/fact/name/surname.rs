//! Chinese surnames: which characters are one, and how those are read that have several readings.

use std::sync::LazyLock;

use crate::text::run;
use crate::text::set::Set;

/// Surnames of two characters.
const COMPOUND: &[&str] = &[
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙",
    "端木", "夏侯", "独孤", "南宫", "轩辕", "万俟", "澹台", "司徒", "太史", "申屠", "呼延", "闻人",
    "公冶", "仲孙", "钟离", "宗政", "濮阳", "淳于", "单于", "公羊", "赫连", "东郭", "西门", "第五",
    "拓跋", "完颜",
];

static BEGINS_COMPOUND: Set = Set::of_first(COMPOUND);

/// Surnames of one character.
const SINGLE: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由郸续濮阎肇鄂律禄萧傅赖洪代竺逄蔚夔隗荀羿糜厍沃乜巢蒯";

static IS_SINGLE: Set = Set::of(SINGLE);

/// Surnames that are also words of every sentence; they need a cue on both sides.
static DOUBTFUL: Set = Set::of(
    "于和向时全应成关明相都平来位安连强海国花计由智富利信展公常文方高原元满练权路南边师商官谈干但居支索修印续银玉斯那战隆况金石江林包章万白丁程钱代付易车舒阳慕",
);

/// Surnames that are adverbs and prepositions far more often: whatever follows, they need a cue on both sides.
static ADVERBS: Set = Set::of("都全齐于和向时相应将");

/// Readings of surnames that differ from the usual reading of the character.
const READINGS: &[(&str, &str)] = &[
    ("单", "shan"),
    ("曾", "zeng"),
    ("仇", "qiu"),
    ("解", "xie"),
    ("朴", "piao"),
    ("任", "ren"),
    ("华", "hua"),
    ("区", "ou"),
    ("查", "zha"),
    ("盖", "ge"),
    ("翟", "zhai"),
    ("缪", "miao"),
    ("宁", "ning"),
    ("卜", "bu"),
    ("覃", "qin"),
    ("冼", "xian"),
    ("尉", "wei"),
    ("员", "yun"),
    ("乐", "yue"),
    ("召", "shao"),
    ("种", "chong"),
    ("秘", "bi"),
    ("繁", "po"),
    ("折", "she"),
    ("纪", "ji"),
    ("那", "na"),
    ("应", "ying"),
    ("哈", "ha"),
    ("薄", "bo"),
    ("燕", "yan"),
    ("曲", "qu"),
    ("盛", "sheng"),
    ("卫", "wei"),
    ("相", "xiang"),
    ("葛", "ge"),
    ("谌", "chen"),
    ("俞", "yu"),
    ("柏", "bai"),
    ("石", "shi"),
    ("车", "che"),
    ("长孙", "zhangsun"),
    ("尉迟", "yuchi"),
    ("万俟", "moqi"),
    ("单于", "chanyu"),
    ("澹台", "tantai"),
    ("宿", "su"),
    ("牟", "mou"),
    ("洗", "xian"),
    ("祭", "zhai"),
    ("逄", "pang"),
    ("逯", "lu"),
    ("於", "yu"),
    ("都", "du"),
    ("令狐", "linghu"),
    ("钟离", "zhongli"),
    ("皇甫", "huangfu"),
];

/// Splits a name into its surname and its given name, where it begins with a surname.
pub fn split(name: &str) -> Option<(&str, &str)> {
    let first = name.chars().next()?;
    if BEGINS_COMPOUND.has(first)
        && let Some(compound) = COMPOUND.iter().find(|compound| name.starts_with(**compound))
        && compound.len() < name.len()
    {
        return Some(name.split_at(compound.len()));
    }
    is_surname(first).then(|| name.split_at(first.len_utf8()))
}

/// Returns every surname in pinyin without tones, in small letters; some more than once.
pub fn readings() -> impl Iterator<Item = String> {
    let single = SINGLE.chars().map(String::from);
    let all = single.chain(COMPOUND.iter().map(|name| (*name).to_owned()));
    all.map(|name| super::pinyin::surname_reading(&name).to_lowercase())
}

/// Tells whether a character is a surname.
pub(super) fn is_surname(c: char) -> bool {
    IS_SINGLE.has(c)
}

/// Tells whether some surname begins with a character.
pub(super) fn begins(c: char) -> bool {
    IS_SINGLE.has(c) || BEGINS_COMPOUND.has(c)
}

/// Tells whether two characters are a surname together.
pub(super) fn is_compound(chars: &[char]) -> bool {
    chars.len() >= 2
        && BEGINS_COMPOUND.has(chars[0])
        && COMPOUND.iter().any(|name| run::starts(chars, name))
}

/// Tells whether a surname is more often another word.
pub(super) fn is_doubtful(c: char) -> bool {
    DOUBTFUL.has(c)
}

/// Tells whether a name begins with a surname that is more often another word: 干起 is hardly a person.
pub fn is_doubtful_name(name: &str) -> bool {
    name.chars().next().is_some_and(is_doubtful)
}

/// Tells whether a surname is nearly always an adverb or a preposition.
pub(super) fn is_adverb(c: char) -> bool {
    ADVERBS.has(c)
}

/// Returns the reading of a surname where it is not the usual one of its characters.
pub(super) fn reading(surname: &str) -> Option<&'static str> {
    static BEGINNINGS: LazyLock<Set> =
        LazyLock::new(|| READINGS.iter().filter_map(|(name, _)| name.chars().next()).collect());
    let may_be = surname.chars().next().is_some_and(|first| BEGINNINGS.has(first));
    let mut readings = READINGS.iter().filter(|_| may_be);
    readings.find(|(name, _)| *name == surname).map(|(_, reading)| *reading)
}
