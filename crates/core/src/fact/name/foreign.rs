//! Names of foreigners in Chinese characters: they look like Chinese names and are not read by their pinyin.

use super::title::starts;
use crate::text::script::is_han;
use crate::text::set::Set;
use crate::text::span::Span;

/// Characters with which foreign names are written and Chinese ones hardly ever.
static SOUNDS: Set = Set::of(
    "阿埃奥巴班贝本比宾波勃伯博布查茨达戴丹德登迪蒂丁杜顿多尔法范菲费芬佛弗夫福盖戈格根古哈海汉赫亨霍基吉加杰卡凯坎柯科克肯库奎昆拉莱兰朗劳勒雷里利列林琳隆卢鲁路伦罗洛马玛迈曼麦芒梅蒙米莫默姆穆拿纳娜内尼涅宁纽努诺欧帕潘庞佩皮珀普奇乔切琼让瑞若萨塞桑森沙莎舍什施史朔斯丝苏索塔泰坦汤唐特滕提廷托陀瓦威维韦魏温沃乌伍西希锡夏肖谢辛休雅亚扬耶伊因尤约泽詹珍佐",
);

/// Countries before whose people a name is not Chinese.
const COUNTRIES: &[&str] = &[
    "美国",
    "英国",
    "法国",
    "德国",
    "俄罗斯",
    "日本",
    "韩国",
    "朝鲜",
    "越南",
    "泰国",
    "印度",
    "意大利",
    "西班牙",
    "葡萄牙",
    "荷兰",
    "比利时",
    "瑞士",
    "瑞典",
    "挪威",
    "丹麦",
    "芬兰",
    "冰岛",
    "波兰",
    "捷克",
    "匈牙利",
    "奥地利",
    "希腊",
    "土耳其",
    "乌克兰",
    "白俄罗斯",
    "塞尔维亚",
    "克罗地亚",
    "罗马尼亚",
    "保加利亚",
    "哈萨克斯坦",
    "乌兹别克斯坦",
    "吉尔吉斯斯坦",
    "巴基斯坦",
    "阿富汗",
    "伊朗",
    "伊拉克",
    "以色列",
    "沙特",
    "埃及",
    "肯尼亚",
    "埃塞俄比亚",
    "尼日利亚",
    "南非",
    "摩洛哥",
    "坦桑尼亚",
    "加拿大",
    "墨西哥",
    "古巴",
    "巴西",
    "阿根廷",
    "智利",
    "秘鲁",
    "哥伦比亚",
    "澳大利亚",
    "新西兰",
    "新加坡",
    "马来西亚",
    "印度尼西亚",
    "印尼",
    "菲律宾",
    "缅甸",
    "柬埔寨",
    "老挝",
    "蒙古国",
    "斯里兰卡",
    "尼泊尔",
    "孟加拉国",
    "联合国",
    "欧盟",
    "外籍",
    "国际奥委会",
];

static BEGINS_COUNTRY: Set = Set::of_first(COUNTRIES);

/// Characters with which names of Tibetans and Mongols go on after what would be a Chinese name: 巴桑次 + 仁.
static ENDINGS: Set = Set::of("仁玛措姆珠卓尔巴赫");

/// How far before a name its country may stand: 埃塞俄比亚著名长跑选手.
const REACH: usize = 10;

/// Tells whether a name is that of a foreigner, by its sounds or by the country before it.
pub(super) fn is_foreign(chars: &[char], name: Span) -> bool {
    let sounds = |chars: &[char]| chars.iter().all(|&c| SOUNDS.has(c));
    let is_sound = name.len() >= 3 && sounds(&chars[name.start..name.end]);
    let goes_on = chars.get(name.end).is_some_and(|&c| ENDINGS.has(c));
    is_sound || goes_on || is_of_country(chars, name.start)
}

/// Tells whether a text speaks of another country, so that a name may be read otherwise than by its pinyin.
pub fn is_abroad(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    names_country(&chars)
}

/// Tells whether a country stands before a place, with nothing but words for a person between.
fn is_of_country(chars: &[char], at: usize) -> bool {
    let ends = |c: &char| !is_han(*c) || *c == '在' || *c == '与' || *c == '和';
    let from = (at.saturating_sub(REACH)..at)
        .rev()
        .find(|&i| ends(&chars[i]))
        .map_or(at.saturating_sub(REACH), |i| i + 1);
    names_country(&chars[from..at])
}

fn names_country(chars: &[char]) -> bool {
    let mut places = (0..chars.len()).filter(|&at| BEGINS_COUNTRY.has(chars[at]));
    places.any(|at| COUNTRIES.iter().any(|country| starts(chars, at, country)))
}
