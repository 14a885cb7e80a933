//! Chinese sayings in which numbers count nothing: 三番五次, 三天打鱼两天晒网.

use super::text::Text;

/// Sayings whose numbers would be read as figures: before them stands what they mean, and not how many.
const SAYINGS: &[&str] = &[
    "三番五次",
    "三番两次",
    "三天打鱼",
    "两天晒网",
    "三天两头",
    "三言两语",
    "两面三刀",
    "三头六臂",
    "七上八下",
    "九死一生",
    "百里挑一",
    "千里迢迢",
    "一日千里",
    "三令五申",
    "半斤八两",
    "三更半夜",
    "一波三折",
    "一年四季",
    "三长两短",
    "七拼八凑",
    "十年树木",
    "百年树人",
    "三顾茅庐",
    "三三两两",
    "两全其美",
    "一分为二",
    "一箭双雕",
    "三百六十行",
    "四舍五入",
    "九曲十八弯",
    "七十二变",
    "三十六计",
    "一亩三分地",
    "两点一线",
    "三点一线",
    "五十步笑百步",
    "三分钟热度",
    "十八般武艺",
    "一式两份",
    "一式三份",
    "一式四份",
    "两步走",
    "三步并作两步",
    "两条腿走路",
    "一碗水端平",
    "三位一体",
    "五位一体",
    "四位一体",
    "两手抓",
    "两头跑",
    "两头忙",
    "一问三不知",
    "八字没一撇",
    "三岁小孩",
    "三句话不离",
    "两肋插刀",
    "千里之行",
    "三尺讲台",
    "方寸之间",
    "三分天注定",
    "七分靠打拼",
    "一天二十四小时",
    "十年磨一剑",
    "十年寒窗",
    "百年大计",
    "千年等一回",
    "三伏天",
    "三九天",
    "数九寒天",
    "五脏六腑",
    "两口子",
    "一家老小",
    "四大皆空",
    "三餐四季",
    "两眼一抹黑",
    "三下五除二",
];

/// The most characters of a saying.
const LONGEST: usize = 8;

/// Tells whether a figure from one place up to another lies in a saying.
pub(super) fn holds(text: &Text, start: usize, end: usize) -> bool {
    let from = end.saturating_sub(LONGEST);
    (from..=start).any(|at| {
        SAYINGS.iter().any(|saying| text.starts(at, saying) && at + saying.chars().count() >= end)
    })
}
