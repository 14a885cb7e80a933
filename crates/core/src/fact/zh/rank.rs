//! Chinese ranks and ordinals: 第52位, 位居全市第一, 由125位升至73位, 前20, 500强, 第十三批, 一期.

use super::found::{Found, Place};
use super::number::{self, Form, Number};
use super::text::Text;
use crate::fact::decimal::Decimal;
use crate::fact::figure::{Kind, Value};
use crate::text::lexicon;
use crate::text::run::holds_any;
use crate::text::script::is_han;
use crate::text::set::Set;

/// Measure words that make an ordinal after 第.
const MEASURES: &[&str] = &[
    "个", "次", "家", "批", "届", "期", "轮", "年", "天", "站", "场", "步", "号", "条", "项", "章",
    "类", "代", "台", "座", "所", "名", "位", "件", "组", "只", "支", "笔", "班", "卷", "版", "集",
    "日", "季", "张", "列", "架", "艘", "部", "阶段", "周", "产业",
];

static BEGINS_MEASURE: Set = Set::of_first(MEASURES);

/// What stands before a place in an order of merit.
const RANKED: &[&str] =
    &["位列", "位居", "排名", "排在", "名列", "列", "居", "跃居", "跻身", "位次"];

/// Words of which a 第N is no place in a series.
const NAMES: &[&str] = &[
    "第一时间",
    "第一步",
    "第一书记",
    "第一线",
    "第一产业",
    "第二产业",
    "第三产业",
    "第三方",
    "第一手",
    "第一方阵",
    "第一梯队",
    "第二课堂",
    "第一要务",
    "第一资源",
    "第一动力",
    "第一责任",
    "第一生产力",
    "第二曲线",
    "第一次世界大战",
    "第二次世界大战",
    "第三世界",
    "第一夫人",
    "第六感",
    "第二春",
    "第一把",
    "第一现场",
    "第一反应",
    "第二故乡",
    "第一粒",
    "第一道",
];

/// Reads a rank or an ordinal.
pub(super) fn read(place: &Place<'_>) -> Option<Found> {
    match place.text.at(place.at) {
        '第' => numbered(place),
        '前' => top(place),
        _ => unmarked(place),
    }
}

/// Reads what begins with 第.
fn numbered(place: &Place<'_>) -> Option<Found> {
    let (text, at) = (place.text, place.at);
    let number =
        number::read(text, at + 1).filter(|number| !number.more && number.form != Form::Bare)?;
    let value = number.whole()?;
    let end = number.end;
    if let Some((_, name_end)) = text.first_of(at, NAMES) {
        return Some(Found::whole(at, name_end, Kind::Ordinal, value).unit("ordinal").loose());
    }
    if matches!(text.at(end), '位' | '名') && !text.starts(end, "位次") {
        return Some(Found::whole(at, end + 1, Kind::Rank, value).unit("rank"));
    }
    if BEGINS_MEASURE.has(text.at(end))
        && let Some((_, measure)) = text.first_of(end, MEASURES)
    {
        let found = Found::whole(at, measure, Kind::Ordinal, value).unit("ordinal");
        let is_next = value == 2 && matches!(text.at(end), '年' | '天' | '日');
        let is_name = is_next
            || text.is_slogan(at) && !matches!(text.at(end), '批' | '届' | '期' | '次' | '轮');
        return Some(if is_name { found.loose() } else { found });
    }
    let ranked_from = ranked_before(text, at, place.floor);
    if let Some(start) = ranked_from.or_else(|| ended_by_mark(text, end).then_some(at)) {
        return Some(Found::whole(start, end, Kind::Rank, value).unit("rank"));
    }
    let noun = noun_after(text, end);
    let found = Found::whole(at, end + noun, Kind::Ordinal, value).unit("ordinal");
    let is_place = noun == 0 || is_name_of_place(text, end);
    Some(if text.is_slogan(at) || is_place { found.loose() } else { found })
}

/// Tells whether 第N numbers a school, a hospital, a court: part of a name.
fn is_name_of_place(text: &Text, at: usize) -> bool {
    text.first_of(
        at,
        &[
            "中学",
            "小学",
            "人民医院",
            "医院",
            "高级",
            "实验",
            "幼儿园",
            "中级",
            "检察",
            "师范",
            "建筑",
            "工程局",
            "航务",
            "中心",
        ],
    )
    .is_some()
}

/// Returns the length of the noun that 第N numbers: the two characters of 议题.
fn noun_after(text: &Text, at: usize) -> usize {
    let ahead: String = text.slice(at, at + 4).iter().take_while(|&&c| is_han(c)).collect();
    lexicon::prefixes(&ahead)
        .map(|(bytes, _)| ahead[..bytes].chars().count())
        .filter(|&length| length >= 2)
        .max()
        .unwrap_or(0)
}

fn ended_by_mark(text: &Text, at: usize) -> bool {
    matches!(text.at(at), '。' | ',' | ';' | '、' | '\0' | '\n' | '的' | '!' | '”' | ')')
}

/// Returns where a rank begins whose number stands at `at`: 位居该市第一, 全市第一, 六区第一.
fn ranked_before(text: &Text, at: usize, floor: usize) -> Option<usize> {
    let clause = text.clause_before(at, 10.min(at.saturating_sub(floor)));
    let from = at - clause.len();
    let word = RANKED
        .iter()
        .filter(|word| word.chars().count() == 2)
        .filter_map(|word| {
            let length = word.chars().count();
            (0..clause.len().saturating_sub(length - 1))
                .rev()
                .find(|&i| text.starts(from + i, word))
                .map(|i| from + i)
        })
        .max();
    let field = field_before(text, at, floor);
    match (word, field) {
        (Some(word), _) if !clause_has(text, word, at, &['、', '“', '(', ')']) => Some(word),
        (_, Some(field)) => Some(field),
        (Some(_), None) => Some(at),
        (None, None) => {
            holds_any(text.clause_before(at, 12), &["居", "列", "排", "跃"]).then_some(at)
        }
    }
}

fn clause_has(text: &Text, from: usize, to: usize, marks: &[char]) -> bool {
    text.slice(from, to).iter().any(|c| marks.contains(c))
}

/// Returns where the field of a rank begins: 全市, 六区, 全国同类.
fn field_before(text: &Text, at: usize, floor: usize) -> Option<usize> {
    let start = at.checked_sub(2).filter(|&start| start >= floor)?;
    let is_whole = matches!(text.at(start), '全' | '该' | '本')
        && matches!(
            text.at(start + 1),
            '市' | '省' | '国' | '县' | '区' | '球' | '州' | '镇' | '校'
        );
    let is_several =
        number::begins(text.at(start)) && matches!(text.at(start + 1), '区' | '县' | '市' | '省');
    (is_whole || is_several).then_some(start)
}

/// Reads the first so many months of a year: 前10个月, 前10月, 头两个月.
pub(super) fn first_months(place: &Place<'_>) -> Option<Found> {
    let (text, at) = (place.text, place.at);
    let number = number::read(text, at + 1).filter(|number| !number.more)?;
    let (_, end) = text.first_of(number.end, &["个月", "月"])?;
    let value = Value::Range(Decimal::ONE, number.value);
    (number.value <= Decimal::from(12))
        .then(|| Found::new(at, end, Kind::Range, value).unit("month"))
}

/// Reads the first so many of an order: 前20, 前十名.
fn top(place: &Place<'_>) -> Option<Found> {
    let (text, at) = (place.text, place.at);
    let number = number::read(text, at + 1).filter(|number| !number.more)?;
    // 提前两个月 and 婚前三个月 are no first months.
    const PAST: &str = "之以目日月底提此先眼当空从生婚赛战产节会术饭睡临";
    let is_past = PAST.contains(text.before(at));
    let is_months =
        text.starts(number.end, "个月") || text.at(number.end) == '月' && text.before(at) != '年';
    if is_months && !is_past {
        return first_months(place);
    }
    if is_past || text.before(at) == '年' {
        return None;
    }
    let after = text.at(number.end);
    let end = match after {
        '名' | '位' | '强' => number.end + 1,
        '的' | '。' | ',' | ';' | '、' | '\0' | '”' | '!' | '列' | ')' | '行' => number.end,
        _ => return None,
    };
    let upper = number.upper.unwrap_or(number.value);
    Some(Found::new(at, end, Kind::RankTop, Value::Number(upper)).unit("rank"))
}

/// Reads ranks and ordinals without 第.
fn unmarked(place: &Place<'_>) -> Option<Found> {
    let number = place.number?;
    field_first(place, &number)
        .or_else(|| strong(place, &number))
        .or_else(|| position(place, &number))
        .or_else(|| session(place, &number))
        .or_else(|| phase(place, &number))
}

/// Reads a rank that begins with the number of its field: 六区第一.
fn field_first(place: &Place<'_>, number: &Number) -> Option<Found> {
    let text = place.text;
    let is_field = number.is_han()
        && matches!(text.at(number.end), '区' | '县' | '市' | '省')
        && text.at(number.end + 1) == '第';
    if !is_field {
        return None;
    }
    let rank = number::read(text, number.end + 2)?;
    let start = ranked_before(text, number.end + 1, place.floor).unwrap_or(place.at);
    Some(Found::whole(start.min(place.at), rank.end, Kind::Rank, rank.whole()?).unit("rank"))
}

/// Reads 500强, 百强.
fn strong(place: &Place<'_>, number: &Number) -> Option<Found> {
    let text = place.text;
    let is_strong = text.at(number.end) == '强'
        && !number.more
        && number.value >= Decimal::from(5)
        && !matches!(text.at(number.end + 1), '化' | '调' | '大' | '度' | '势');
    is_strong.then(|| {
        Found::new(place.at, number.end + 1, Kind::RankTop, Value::Number(number.value))
            .unit("rank")
    })
}

/// Reads a rank by its place: 由125位升至73位, 位居64名.
fn position(place: &Place<'_>, number: &Number) -> Option<Found> {
    const MOVES: &[&str] =
        &["升", "降至", "跃", "退", "排", "列", "居", "晋", "名次", "位次", "前移"];
    let (text, at) = (place.text, place.at);
    let measure = text.at(number.end);
    if number.more || !matches!(measure, '位' | '名') || text.starts(number.end, "位次") {
        return None;
    }
    let before = text.before(at);
    let named = text.last_of(at, RANKED).is_some();
    let moved = measure == '位'
        && matches!(before, '由' | '从' | '至' | '到' | '为')
        && (holds_any(text.clause_before(at, 8), MOVES)
            || holds_any(text.clause_after(number.end, 4), MOVES));
    (named || moved).then(|| {
        Found::whole(at, number.end + 1, Kind::Rank, number.whole().unwrap_or(0)).unit("rank")
    })
}

/// Reads 十届, 二次全会, 三等奖, 二级: ordinals by their sense.
fn session(place: &Place<'_>, number: &Number) -> Option<Found> {
    let text = place.text;
    let value = number.whole().filter(|_| !number.more && number.upper.is_none())?;
    let end = number.end;
    let ordinal = |end| Found::whole(place.at, end, Kind::Ordinal, value).unit("ordinal");
    if number.is_han()
        && text.at(end) == '届'
        && !matches!(text.before(place.at), '了' | '连' | '续')
    {
        let found = ordinal(end + 1);
        // 新一届, 上一届: the new one, the last one.
        return Some(if value == 1 { found.loose() } else { found });
    }
    if text.starts(end, "号楼") {
        return Some(ordinal(end + 2));
    }
    let loose = text.first_of(
        end,
        &[
            "次全会",
            "次会议",
            "次全体会议",
            "中全会",
            "等奖",
            "号工程",
            "号线",
            "等功",
            "级响应",
            "年级",
            "世纪",
            "号文件",
        ],
    );
    if let Some((_, end)) = loose {
        return number
            .is_han()
            .then(|| ordinal(end).loose())
            .or_else(|| Some(ordinal(end).loose()));
    }
    let is_congress = number.is_han()
        && value >= 12
        && text.at(end) == '大'
        && !matches!(text.at(end + 1), '型' | '类');
    is_congress.then(|| ordinal(end + 1).loose())
}

/// Reads the phase of a project: 项目一期. How many phases there are is a count: 分两期.
fn phase(place: &Place<'_>, number: &Number) -> Option<Found> {
    let text = place.text;
    let value = number.whole().filter(|&value| value <= 9)?;
    if !number.is_han()
        || number.more
        || number.upper.is_some()
        || text.at(number.end) != '期'
        || number.form == Form::Bare
    {
        return None;
    }
    let end = number.end + 1;
    if text.at(place.at) == '两' || text.before(place.at) == '分' {
        return Some(Found::whole(place.at, end, Kind::Count, value));
    }
    let before = text.clause_before(place.at, 8);
    let is_phase = holds_any(before, &["项目", "工程", "园", "基地", "小区", "厂"])
        || text
            .first_of(
                end,
                &["项目", "工程", "建设", "投资", "总投资", "占地", "已", "于", "计划", "、"],
            )
            .is_some();
    is_phase.then(|| Found::whole(place.at, end, Kind::Ordinal, value).unit("ordinal"))
}
