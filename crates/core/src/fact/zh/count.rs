//! Chinese counts: a number before a measure word, and what is counted.
//!
//! 一 before a measure word is most often an article (一个项目), so it is a figure only in an
//! enumeration or after 每. Numbers in quoted slogans are loose, unless the text itself lists what
//! they count.

use super::found::{Found, Place, value_of};
use super::noun;
use super::number::{self, Form, Number};
use super::share;
use super::text::{Quote, Text};
use crate::fact::decimal::Decimal;
use crate::fact::figure::{Approx, Hold, Kind, Role, Value};
use crate::text::lexicon;
use crate::text::run::holds_any;
use crate::text::script::is_han;
use crate::text::set::Set;

/// Measure words that make a figure of any number; the longer first.
const MEASURES: &[&str] = &[
    "方面", "人次", "人份", "户次", "车次", "班次", "架次", "册次", "台次", "场次", "批次", "件次",
    "课时", "学时", "道次", "台套", "人组", "余人", "款", "个", "家", "名", "位", "人", "项", "件",
    "套", "台", "辆", "条", "座", "栋", "幢", "户", "所", "处", "起", "例", "场", "次", "批", "种",
    "类", "只", "头", "匹", "张", "份", "本", "册", "部", "篇", "幅", "片", "块", "棵", "株", "支",
    "艘", "架", "趟", "级", "层", "间", "大", "轮", "步", "枚", "颗", "粒", "根", "门", "盏", "岁",
    "组", "对", "双", "班", "列", "尾", "羽", "盘", "届", "样", "口", "节", "声", "群", "道", "枝",
    "笔", "箱", "瓶", "袋", "桌", "盆", "圈", "页", "首", "段", "句", "集", "字", "倍",
];

/// Measure words that make a figure only of digits.
const DIGIT_MEASURES: &[&str] = &[
    "村", "镇", "乡", "县", "市", "省", "国", "区", "州", "校", "院", "企业", "社区", "部门",
    "单位", "省份", "城市", "国家", "期", "分", "代", "度", "楼", "线", "孔", "跨", "面", "车道",
    "床", "棚", "吨级", "连", "冠", "环", "票", "金", "银", "铜", "秒", "里", "小区", "字节",
    "元宇",
];

/// Words before a number that make it vague or part of another word.
const VAGUE: &str = "数几好成老小第周期拜后末";

/// Reads a counted number.
pub(super) fn read(place: &Place<'_>) -> Option<Found> {
    let number = place.number?;
    if number.form == Form::Digits && text_before_is_name(place.text, place.at) {
        return None;
    }
    summed(place, &number)
        .or_else(|| ranged(place, &number))
        .or_else(|| counted(place, &number))
        .or_else(|| large(place, &number))
}

/// Tells whether a measure word stands at a place.
pub(super) fn is_measure(text: &Text, at: usize) -> bool {
    measure_at(text, at, Form::Digits).is_some()
}

fn measure_at(text: &Text, at: usize, form: Form) -> Option<(&'static str, usize)> {
    static BEGINNINGS: Set = Set::of_first(MEASURES).with_first(DIGIT_MEASURES);
    if !BEGINNINGS.has(text.at(at)) {
        return None;
    }
    let digits = if form == Form::Digits { DIGIT_MEASURES } else { &[] };
    text.first_of(at, digits).or_else(|| text.first_of(at, MEASURES))
}

fn counted(place: &Place<'_>, number: &Number) -> Option<Found> {
    let (text, at) = (place.text, place.at);
    let (measure, end) = measure_at(text, number.end, number.form)?;
    if (number.is_han() && VAGUE.contains(text.before(at)))
        || is_other_word(text, measure, end, number)
    {
        return None;
    }
    let kind = if number.upper.is_some() { Kind::Range } else { Kind::Count };
    let end = noun::after_measure(text, measure, end);
    let found =
        Found::new(at, end, kind, value_of(number)).approx(number.more.then_some(Approx::MoreThan));
    let mut found = found.unit(noun::counted(text, at, measure, end));
    found = match is_move(text, end, at) {
        true => found.role(Role::Move).unit("places"),
        false => found.role(share::role(text, at)),
    };
    found.hold = hold(place, number, measure, end);
    Some(found)
}

/// Reads a range whose measure stands once: 2-3家, 三至五名.
fn ranged(place: &Place<'_>, number: &Number) -> Option<Found> {
    let text = place.text;
    let (_, next) = text.first_of(number.end, share::TO)?;
    let upper = number::read(text, next)
        .filter(|upper| upper.value > number.value && upper.upper.is_none())?;
    let (measure, end) = measure_at(text, upper.end, upper.form)?;
    if text.before(place.at) == '.' || is_other_word(text, measure, end, &upper) {
        return None;
    }
    let value = Value::Range(number.value, upper.value);
    Some(
        Found::new(place.at, end, Kind::Range, value)
            .unit(noun::counted(text, place.at, measure, end)),
    )
}

/// Reads a large number without a measure word: 新增就业2.4万.
fn large(place: &Place<'_>, number: &Number) -> Option<Found> {
    let text = place.text;
    let is_decimal = !number.value.is_whole()
        && matches!(text.before(place.at), '为' | '达' | '至' | '到' | '约' | '由' | '从');
    let is_figure = number.is_large
        && !text.at(number.end).is_ascii_alphanumeric()
        && number.form == Form::Digits;
    if text.is_slogan(place.at) || !(is_figure || is_decimal) {
        return None;
    }
    let found = Found::new(place.at, number.end, Kind::Count, value_of(number));
    Some(found.approx(number.more.then_some(Approx::MoreThan)))
}

/// Reads a number that sums up an enumeration: “甲、乙、丙”三链, ‘六基地’——….
fn summed(place: &Place<'_>, number: &Number) -> Option<Found> {
    let (text, at) = (place.text, place.at);
    let value = number.whole().filter(|_| number.is_han() && !number.more)?;
    if value < 2 || is_measure(text, number.end) {
        return None;
    }
    if let Some(quote) = text.quote_closed_before(at) {
        let items = 1 + text.slice(quote.start, quote.end).iter().filter(|&&c| c == '、').count();
        let is_sum = items == value as usize && is_han(text.at(number.end));
        return is_sum.then(|| Found::whole(at, number.end + 1, Kind::Count, value));
    }
    let quote = text.quote(at)?;
    let is_listed = quote.start == at && quote.end - at <= 6 && lists_members(text, quote);
    is_listed.then(|| Found::whole(at, quote.end, Kind::Count, value))
}

/// Tells whether the text after a quoted sum lists its members.
fn lists_members(text: &Text, quote: Quote) -> bool {
    let after = quote.end + 1;
    let opens = text.starts(after, "——") || matches!(text.at(after), '(' | ':');
    opens && text.slice(after, after + 40).contains(&'、')
}

/// Tells whether the measure is the beginning of another word: 三轮车, 一把手, 十分.
fn is_other_word(text: &Text, measure: &str, end: usize, number: &Number) -> bool {
    let next = text.at(end);
    let is_other = match measure {
        "大" => {
            !is_han(next)
                || matches!(next, '型' | '队' | '道' | '小' | '约' | '会' | '学' | '于' | '桥')
                || number.form == Form::Bare
                || number.value > Decimal::from(12)
        }
        "级" => {
            matches!(
                next,
                '甲' | '医'
                    | '跳'
                    | '风'
                    | '建'
                    | '残'
                    | '公'
                    | '干'
                    | '巡'
                    | '警'
                    | '高'
                    | '调'
                    | '注'
            ) || (number.is_han() && number.value == Decimal::ONE)
        }
        "分" => {
            matches!(next, '钟' | '别' | '之' | '为' | '布' | '公' | '校' | '院' | '局' | '行')
        }
        "人" => matches!(next, '民' | '才' | '大' | '称' | '行' | '物' | '工' | '均' | '为'),
        // 三天两头: every few days; 两头: both ends.
        "头" => {
            const BEASTS: &str = "牛猪羊驴骡象鹿鲸狮熊豹母公小大";
            number.is_han() && number.value == Decimal::from(2) && !BEASTS.contains(next)
        }
        "家" => matches!(next, '庭' | '长' | '园' | '乡'),
        "部" => matches!(next, '委' | '门' | '分' | '署' | '队' | '长'),
        "条" => matches!(next, '件' | '例' | '款'),
        "类" => matches!(next, '似'),
        "项" => matches!(next, '目'),
        "场" => matches!(next, '地' | '馆' | '景' | '所'),
        "度" => !matches!(next, '电' | ',' | '。' | '、'),
        "对" => {
            !is_han(next) || matches!(next, '应' | '接' | '于' | '一' | '外' | '口' | '比' | '标')
        }
        "双" => matches!(next, '向' | '方' | '边' | '重'),
        "期" => matches!(next, '间' | '盼' | '待' | '限' | '货'),
        "代" => matches!(next, '表' | '人' | '理' | '办'),
        "声" | "字" | "句" | "样" | "节" | "口" | "群" | "段" | "道" | "集" => {
            number.form != Form::Digits
                || matches!(
                    next,
                    '约' | '能' | '路' | '体' | '中' | '团' | '聚' | '成' | '点' | '岸' | '德'
                )
        }
        "线" | "楼" | "连" | "面" | "金" | "里" | "环" | "区" => {
            is_han(next) && measure != "区"
        }
        "国" | "省" | "县" => next == '道',
        "市" | "镇" | "村" => false,
        "组" => matches!(next, '织' | '成' | '长' | '建'),
        "班" => matches!(next, '子' | '组' | '长'),
        "列" => matches!(next, '为' | '入' | '车') && number.is_han(),
        "步" => matches!(next, '伐' | '行'),
        "层" => matches!(next, '次' | '面' | '级'),
        "间" => matches!(next, '隔' | '接' | '距'),
        "次" => matches!(next, '元' | '氯' | '序') || (matches!(next, '产')),
        "本" => matches!(next, '地' | '市' | '区' | '土' | '科' | '报' | '次' | '级' | '公'),
        "位" => matches!(next, '于' | '居' | '置' | '列' | '一'),
        _ => false,
    };
    is_other || (number.is_han() && is_in_longer_word(text, number, end))
}

/// Tells whether the word list knows a word that begins at the number and is longer than the figure.
fn is_in_longer_word(text: &Text, number: &Number, end: usize) -> bool {
    let start = (number.end.saturating_sub(3)..number.end).find(|&i| number::begins(text.at(i)));
    let Some(start) = start else {
        return false;
    };
    let ahead: String = text.slice(start, end + 4).iter().take_while(|&&c| is_han(c)).collect();
    let length = end - start;
    let is_inside = (1..=4).filter_map(|back| start.checked_sub(back)).any(|from| {
        let phrase: String = text.slice(from, end + 2).iter().take_while(|&&c| is_han(c)).collect();
        lexicon::prefixes(&phrase).any(|(bytes, _)| {
            let length = phrase[..bytes].chars().count();
            length >= 4 && from + length >= end
        })
    });
    is_inside
        || lexicon::prefixes(&ahead).any(|(bytes, _)| {
            let word = &ahead[..bytes];
            word.chars().count() > length && !word.ends_with(['月', '年', '天', '人', '次'])
        })
}

/// Tells whether a count is a move by so many places of an order: 晋升10个位次.
fn is_move(text: &Text, end: usize, at: usize) -> bool {
    const MOVES: &[&str] =
        &["升", "跃", "前移", "跨越", "晋", "下滑", "后退", "进位", "前进", "提升"];
    let is_place = text.first_of(end, &["位次", "名次"]).is_some() || text.before(end) == '位';
    is_place && holds_any(text.clause_before(at, 8), MOVES)
}

/// Says how firmly a counted number is meant.
fn hold(place: &Place<'_>, number: &Number, measure: &str, end: usize) -> Hold {
    let (text, at) = (place.text, place.at);
    if number.form == Form::Digits {
        return Hold::Stated;
    }
    let is_bounded = number.more || super::approx::is_bounded_before(text, at);
    if number.form == Form::Bare && !is_bounded {
        return Hold::Loose;
    }
    // “光荣之家”四个字
    if text.first_of(end, &["字", "大字", "红字", "金字"]).is_some() && measure == "个" {
        return Hold::Loose;
    }
    // 二套房 and 二期 are the second; two of them are 两套.
    if text.at(at) == '二' && number.end == at + 1 {
        return Hold::Loose;
    }
    let each = each_before(text, at);
    if let Some(quote) = text.quote(at).filter(|quote| quote.is_slogan) {
        let listed = quote.start == at && lists_members(text, quote);
        let stated = each || listed || is_bounded;
        return if stated { Hold::Stated } else { Hold::Loose };
    }
    if measure == "类" && matches!(text.before(at), '由' | '从' | '到' | '至' | '为' | '于')
    {
        return Hold::Loose;
    }
    // 两人 are "they", "the pair", "both".
    if measure == "人" && number.value == Decimal::from(2) && number.upper.is_none() {
        return Hold::Loose;
    }
    if number.value == Decimal::ONE {
        let stated = measure != "大" && (each || heads_enumeration(text, at, end));
        return if stated { Hold::Stated } else { Hold::Loose };
    }
    Hold::Stated
}

/// Tells whether 每 with a unit of time or a thing stands before a number in its clause: 每月一本书.
fn each_before(text: &Text, at: usize) -> bool {
    let clause = text.clause_before(at, 16);
    let from = clause.iter().rposition(|&c| c == '、').map_or(0, |mark| mark + 1);
    let each = clause[from..].iter().position(|&c| c == '每').map(|mark| from + mark);
    each.is_some_and(|each| each + 1 < clause.len())
}

/// Tells whether 一 begins an enumeration of counted things: 即一个…、两个…, (一名…、….
fn heads_enumeration(text: &Text, at: usize, end: usize) -> bool {
    let opens = matches!(text.before(at), '(' | ':' | '即' | '有' | '括' | '含');
    let after = text.clause_after(end, 40);
    opens && (after.contains(&'、') || holds_any(after, &["两个", "两名", "二个", "三个"]))
}

/// Tells whether digits belong to a name before them: G60, 尼龙66.
fn text_before_is_name(text: &Text, at: usize) -> bool {
    let before = text.before(at);
    before.is_ascii_alphabetic()
        || before == '-' && text.before(at.saturating_sub(1)).is_ascii_alphanumeric()
}
