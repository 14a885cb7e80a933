//! Figures of a Chinese text: one pass over its characters, each reader in turn at every place where
//! a figure can begin.
//!
//! [`text`] the characters and their quotes · [`number`] digits, numerals, 万 and 亿 · [`calendar`] and
//! [`clock`] · [`share`] percentages and fractions · [`rank`] ranks and ordinals · [`amount`] money,
//! sizes, times · [`half`] · [`count`] measure words · [`approx`] 近, 余, 以上 · [`saying`] 三番五次 · [`numeral`]
//! every number, read or not. The readers know newspaper Chinese
//! and no place, person or programme; tables, not patterns, so that a page takes well under a
//! millisecond.

mod amount;
mod approx;
mod calendar;
mod clock;
mod count;
mod found;
mod half;
mod money;
mod noun;
mod number;
mod numeral;
mod rank;
mod saying;
mod share;
mod text;
mod unit;

use found::{Found, Place};
pub use numeral::numerals;
use text::Text;

use super::figure::{Figure, Hold, Kind};
use crate::text::span::Span;

/// A reader of one kind of figure at one place.
type Reader = fn(&Place<'_>) -> Option<Found>;

/// The readers of a number, in the order in which they are asked.
const READERS: &[Reader] = &[
    calendar::plan,
    calendar::feast,
    calendar::pointed,
    calendar::quarter,
    calendar::date_or_year,
    clock::read,
    share::read,
    rank::read,
    amount::read,
    count::read,
];

/// Returns the figures that a Chinese text states, in order.
pub fn read(text: &str) -> Vec<Figure> {
    let mut figures = mentions(text);
    figures.retain(|figure| figure.hold == Hold::Stated);
    figures
}

/// Returns every number of a Chinese text, in order: also the loose ones of names, slogans and idioms,
/// which a translation may show and need not.
pub fn mentions(text: &str) -> Vec<Figure> {
    let chinese = Text::new(text);
    let mut found = Vec::new();
    let (mut at, mut floor) = (0, 0);
    while at < chinese.len() {
        match figure_at(&chinese, at, floor) {
            Some(figure) => {
                at = figure.end.max(at + 1);
                floor = at;
                found.push(figure);
            }
            None => at = after(&chinese, at),
        }
    }
    cut_out(text, found)
}

/// Reads the figure at a place.
fn figure_at(text: &Text, at: usize, floor: usize) -> Option<Found> {
    let first = text.at(at);
    if !begins(first) {
        return None;
    }
    let place = Place::new(text, at, floor);
    let found = match first {
        '第' | '前' => calendar::quarter(&place)
            .or_else(|| calendar::nth_plan(&place))
            .or_else(|| rank::read(&place)),
        '头' => rank::first_months(&place),
        '翻' => amount::doubling(&place),
        '半' => half::alone(&place),
        '双' => calendar::feast(&place)
            .or_else(|| Some(Found::whole(at, at + 1, Kind::Count, 2).loose())),
        '$' | '¥' | '￥' | '€' | '£' | 'U' | 'H' => amount::read(&place),
        _ if is_in_name(text, at) => None,
        _ => READERS.iter().find_map(|read| read(&place)).or_else(|| loose(&place)),
    };
    // 十几万, 数十年
    let is_vague = place.number.is_some_and(|number| {
        number.is_vague
            || number.is_han() && matches!(text.before(at), '数' | '几')
            || text.before(at) == '百' && first == '十'
    });
    found.map(|found| {
        let found = approx::bound(text, floor, found);
        let is_numeral = !text.at(at).is_ascii_digit();
        let is_saying = is_numeral && saying::holds(text, found.start, found.end);
        if is_vague || is_saying { found.loose() } else { found }
    })
}

fn begins(c: char) -> bool {
    number::begins(c)
        || matches!(
            c,
            '第' | '前' | '头' | '翻' | '半' | '双' | '$' | '¥' | '￥' | '€' | '£' | 'U' | 'H'
        )
}

/// Tells whether digits stand in a Latin name: G60, 5G, PM2.5.
fn is_in_name(text: &Text, at: usize) -> bool {
    if !text.at(at).is_ascii_digit() {
        return false;
    }
    let before = text.before(at);
    let is_currency = text.last_of(at, &["RMB", "CNY", "USD"]).is_some();
    let is_milestone = before == '+' && is_milestone(text, at - 1);
    if (before.is_ascii_alphanumeric() || before == '_') && !is_currency || is_milestone {
        return true;
    }
    let end = after(text, at);
    let digits_end = (at..end).find(|&i| text.at(i).is_ascii_alphabetic()).unwrap_or(end);
    digits_end < end && unit::unit_at(text, digits_end).is_none()
}

/// Tells whether the plus at a place parts kilometers and meters of a road: K37+500.
fn is_milestone(text: &Text, plus: usize) -> bool {
    let digits = (0..plus).rev().take_while(|&i| text.at(i).is_ascii_digit()).count();
    digits > 0 && matches!(text.before(plus - digits), 'K' | 'k')
}

/// Reads a number that nobody else knows as a loose count.
fn loose(place: &Place<'_>) -> Option<Found> {
    let Some(number) = place.number else {
        // 降到零
        let is_nought =
            place.text.at(place.at) == '零' && !number::begins(place.text.at(place.at + 1));
        return is_nought.then(|| Found::whole(place.at, place.at + 1, Kind::Count, 0).loose());
    };
    let kind = if number.upper.is_some() { Kind::Range } else { Kind::Count };
    Some(Found::new(place.at, number.end, kind, found::value_of(&number)).loose())
}

/// Returns the next place to look at after one where no figure begins: digits and letters are passed as a whole.
fn after(text: &Text, at: usize) -> usize {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if !text.at(at).is_ascii_digit() {
        return at + 1;
    }
    let mut end = at;
    while is_word(text.at(end)) || (text.at(end) == '.' && text.at(end + 1).is_ascii_digit()) {
        end += 1;
    }
    end.max(at + 1)
}

/// Cuts the texts of the figures out of the source.
fn cut_out(text: &str, found: Vec<Found>) -> Vec<Figure> {
    if found.is_empty() {
        return Vec::new();
    }
    let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
    found
        .into_iter()
        .map(|figure| Figure {
            text: text[bytes[figure.start]..bytes[figure.end]].to_owned(),
            span: Span::new(figure.start, figure.end),
            kind: figure.kind,
            value: figure.value,
            unit: figure.unit.filter(|unit| !unit.is_empty()),
            per: figure.per,
            approx: figure.approx,
            role: figure.role,
            hold: figure.hold,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use proptest::prelude::*;

    use super::*;

    /// Writes the stated figures of a text as `text kind value unit approx`, one after the other.
    fn listed(text: &str) -> String {
        let mut out = String::new();
        for figure in read(text) {
            let value = serde_json::to_string(&figure.value).unwrap().replace('"', "");
            write!(out, "{} {} {value}", figure.text, figure.kind.as_str()).unwrap();
            if let Some(unit) = figure.unit {
                write!(out, " {unit}").unwrap();
            }
            if let Some(approx) = figure.approx {
                write!(out, " {}", serde_json::to_string(&approx).unwrap().replace('"', ""))
                    .unwrap();
            }
            out.push_str("; ");
        }
        out.trim_end_matches("; ").to_owned()
    }

    #[track_caller]
    fn assert_listed(text: &str, figures: &str) {
        assert_eq!(listed(text), figures, "{text}");
    }

    #[test]
    fn money_and_sizes_are_read_in_base_units() {
        for (text, figures) in [
            ("青岚市获批资金135万元", "135万元 money 1350000 CNY"),
            ("总投资107.4亿元", "107.4亿元 money 10740000000 CNY"),
            ("利用外资2817.5万美元", "2817.5万美元 money 28175000 USD"),
            ("全年利税1700多万元", "1700多万元 money 17000000 CNY more_than"),
            ("收购价每公斤6.2元", "每公斤6.2元 money 6.2 CNY/kg"),
            ("税收20.5万元/亩", "20.5万元/亩 money 205000 CNY/mu"),
            ("进出口总额突破1.2万亿元", "突破1.2万亿元 money 1200000000000 CNY more_than"),
            ("产能5.8万多吨", "5.8万多吨 measure 58000 tonne more_than"),
            ("园区面积达15.1万平方米", "15.1万平方米 measure 151000 m2"),
            ("种植花生160余亩", "160余亩 measure 160 mu more_than"),
            ("装机５０千瓦，线路两公里", "５０千瓦 measure 50 kW; 两公里 measure 2 km"),
            ("占地约300亩左右", "约300亩左右 measure 300 mu about"),
        ] {
            assert_listed(text, figures);
        }
    }

    #[test]
    fn counts_need_a_measure_word() {
        for (text, figures) in [
            ("年产2600万套组件", "2600万套 count 26000000 sets"),
            ("130余家企业参展", "130余家 count 130 companies more_than"),
            ("近40个读书会", "近40个 count 40 reading clubs nearly"),
            ("活动不下200场", "不下200场 count 200 events at_least"),
            (
                "十余家商户、百余名船工",
                "十余家 count 10 companies more_than; 百余名 count 100 people more_than",
            ),
            ("2-3家企业入驻", "2-3家 range [2,3] companies"),
            ("七八户人家", "七八户 range [7,8] households"),
            ("新增就业2.4万", "2.4万 count 24000"),
            ("拆除36处,登记三轮车21辆", "36处 count 36 places; 21辆 count 21 vehicles"),
            ("问题7类183个", "7类 count 7 categories; 183个 count 183"),
            ("市、县、镇三级联动", "三级 count 3 levels"),
        ] {
            assert_listed(text, figures);
        }
    }

    #[test]
    fn shares_multiples_and_fractions_are_told_apart() {
        for (text, figures) in [
            ("增长5.3%", "5.3% percent 5.3 %"),
            (
                "低0.2个和2.9个百分点",
                "0.2个 pp 0.2 percentage_point; 2.9个百分点 pp 2.9 percentage_point",
            ),
            ("高于全市两个百分点以上", "两个百分点以上 pp 2 percentage_point at_least"),
            ("占百分之十五", "百分之十五 percent 15 %"),
            ("降至7‰", "7‰ percent 0.7 %"),
            ("增加了近三成", "近三成 percent 30 % nearly"),
            ("超过三分之二的企业", "超过三分之二 fraction 2/3 more_than"),
            ("效率提高了近8倍", "近8倍 multiple 8 times nearly"),
            ("降雨偏多一倍半", "一倍半 multiple 1.5 times"),
            ("经济总量翻两番", "翻两番 multiple 4 times"),
            ("增速在5%-6%之间", "5%-6% range [5,6] %"),
            ("项目已经建成立项", ""),
        ] {
            assert_listed(text, figures);
        }
    }

    #[test]
    fn dates_times_and_periods_have_their_own_forms() {
        for (text, figures) in [
            ("2023年5月8日", "2023年5月8日 date 2023-05-08 date"),
            ("2月30日停电", "2月30日 date ????-02-30 date"),
            ("2018年8月启动", "2018年8月 year_month 2018-08 month"),
            ("该项目3月底签约", "3月底 month 3 month"),
            ("锚定二〇三五,奋力前行", "二〇三五 year 2035 year"),
            ("11月1日至3日举行", "11月1日至3日 range [????-11-01,????-11-03] date"),
            ("今年1-10月", "1-10月 range [1,10] month"),
            ("今年头两个月", "头两个月 range [1,2] month"),
            ("2021-2025年", "2021-2025年 range [2021,2025] year"),
            (
                "第一季度、前三季度",
                "第一季度 range [Q1,Q1] quarter; 前三季度 range [Q1,Q3] quarter",
            ),
            ("早6点至晚12点巡查", "早6点至晚12点 time [06:00,24:00] clock"),
            (
                "上午8时30分开始,历时三个半小时",
                "上午8时30分 time 08:30 clock; 三个半小时 duration 3.5 hour",
            ),
            ("“4.26”宣传周,“6·10”节点", "4.26 date ????-04-26 date; 6·10 date ????-06-10 date"),
            ("两年多的实践,用时163天", "两年多 duration 2 year more_than; 163天 duration 163 day"),
            ("建市100周年", "100周年 anniversary 100 anniversary"),
            ("“2021青岚技术日”活动", "2021 year 2021 year"),
        ] {
            assert_listed(text, figures);
        }
    }

    #[test]
    fn ranks_and_ordinals_are_no_counts() {
        for (text, figures) in [
            ("位列第52位,晋升12个位次", "第52位 rank 52 rank; 12个 count 12 places"),
            ("由125位升至73位", "125位 rank 125 rank; 73位 rank 73 rank"),
            ("在全国位居64名", "64名 rank 64 rank"),
            ("增速位居该市第一。", "位居该市第一 rank 1 rank"),
            ("夺得六区第一的佳绩", "六区第一 rank 1 rank"),
            ("进入前20的位次", "前20 rank_top 20 rank"),
            ("世界500强企业", "500强 rank_top 500 rank"),
            ("第十三批拔尖人才", "第十三批 ordinal 13 ordinal"),
            ("该项目一期4栋厂房", "一期 ordinal 1 ordinal; 4栋 count 4 buildings"),
            ("工程分三期建设", "三期 count 3"),
        ] {
            assert_listed(text, figures);
        }
    }

    #[test]
    fn idioms_names_and_slogans_state_no_figure() {
        for text in [
            "进一步完善一系列统一的制度,一律公开",
            "打造唯一一条生产线,实现一体化",
            "G60走廊、5G网络、尼龙66、PM2.5监测",
            "推行“四个走访”和“三张清单”",
            "“1+5+N”体系,“1357”工作法",
            "“十五五”规划期间办好“五一”活动",
            "一把手带头,一对一帮扶,心往一处想",
            "四纵四横的路网,双轮驱动",
            "百年老店,万亩良田,千家万户",
            "一是抓项目,二是抓服务",
            "数十家企业,几百人,第一时间到场",
            "长江三角洲一体化发展,长三角和珠三角,五角大楼,八角亭旁",
            "1e400和0x1F",
        ] {
            assert!(
                read(text).iter().all(|figure| !figure.is_listed()),
                "{text}: {}",
                listed(text)
            );
        }
    }

    #[test]
    fn one_counts_only_in_an_enumeration_or_after_each() {
        assert_listed("一个项目、一家企业", "");
        assert_listed("每月读一本书", "一本 count 1 books");
        assert_listed("即一个专员、两个重点", "一个 count 1; 两个 count 2");
        assert_listed("每一个细胞", "");
    }

    #[test]
    fn a_quoted_sum_counts_where_its_members_are_listed() {
        assert_listed("“甲链、乙链、丙链”三链融合", "三链 count 3");
        assert_listed("建设‘三基地’——甲基地、乙基地、丙基地", "三基地 count 3");
        assert_listed("实施“五大行动”（甲行动、乙行动）", "五大 count 5 actions");
    }

    #[test]
    fn spans_are_those_of_the_text() {
        let text = "“青岚”获批（５０）万元？不，是近５０万元。";
        let figure = &read(text)[0];
        assert_eq!(figure.span.of(text), figure.text);
        assert_eq!(figure.text, "近５０万元");
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_spans_fit(text in "[0-9一二三两十廿卅有几百千万亿半第前翻倍年月日时点分之成个家元块毛角里秒基折载%“”《》、，。.·:至余多来近约位名期级大强届和上下/每 A-]{0,60}") {
            let mut end = 0;
            for figure in mentions(&text) {
                prop_assert!(figure.span.start >= end, "{text}");
                end = figure.span.end;
                prop_assert_eq!(figure.span.of(&text), figure.text);
            }
        }

        #[test]
        fn any_unicode_is_read(text in "\\PC{0,80}") {
            let _ = mentions(&text);
        }
    }
}
