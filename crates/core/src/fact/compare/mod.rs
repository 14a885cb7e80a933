//! The figures of a Chinese text held against those of its translation, by value.
//!
//! [`compare`] pairs each Chinese figure with the English figure that says the same and classifies
//! what is left. How grave a difference is and how it is told to a person is not decided here.

mod agree;
mod explain;
mod joined;
mod rough;
mod size;

use std::ops::Range;

use agree::{Agreement, Direction, agree, direction};

use super::figure::{Figure, Hold, Kind};
use super::render::render_en;

/// What came of a comparison; figures are named by their place in the lists that were compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The pairs that say the same: a Chinese figure, an English figure.
    pub matched: Vec<(usize, usize)>,
    /// What differs, in the order of the Chinese text; what only the English has stands last.
    pub differences: Vec<Difference>,
}

/// One difference between the figures of two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What is wrong.
    pub sort: Sort,
    /// The Chinese figure.
    pub zh: Option<usize>,
    /// The English figure.
    pub en: Option<usize>,
    /// What should stand in the English, where that is known.
    pub suggestion: Option<String>,
}

/// What can be wrong with a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// The digits are right and a power of ten is wrong.
    Magnitude,
    /// The number is right and what it counts is of another kind.
    Kind,
    /// The figure is not in the translation.
    Missing,
    /// The figure is not in the source.
    Added,
    /// A multiple says another factor.
    Multiple,
    /// The sum is in another currency.
    Currency,
    /// The size or time is in another unit.
    Unit,
    /// Above has become below, or below above.
    ApproxFlip,
    /// An estimate or a bound has become exact.
    ApproxLost,
    /// Figures of an enumeration have changed places.
    Order,
    /// Figures of one kind stand in another order, which may be right.
    Reordered,
    /// The figure is rounded, rightly.
    Rounded,
}

impl Sort {
    /// Returns the code under which a finding of this sort is reported.
    pub fn code(self) -> &'static str {
        match self {
            Self::Magnitude => "MAGNITUDE",
            Self::Kind => "KIND",
            Self::Missing => "MISSING",
            Self::Added => "ADDED",
            Self::Multiple => "MULTIPLE",
            Self::Currency => "CURRENCY",
            Self::Unit => "UNIT",
            Self::ApproxFlip => "APPROX_FLIP",
            Self::ApproxLost => "APPROX_LOST",
            Self::Order | Self::Reordered => "ORDER",
            Self::Rounded => "ROUNDED",
        }
    }
}

/// Compares the figures of a Chinese text with those of its translation.
///
/// Loose figures ([`crate::fact::mentions_zh`]) may be handed in: they answer for English figures and
/// are never missed.
pub fn compare(zh: &[Figure], en: &[Figure]) -> Comparison {
    let mut pairing = Pairing::new(zh, en);
    pairing.join_times();
    pairing.join_shares();
    for hold in [Hold::Stated, Hold::Loose] {
        pairing.pair(hold, Agreement::Exact);
        pairing.pair(hold, Agreement::Sense);
        pairing.split_ranges(hold);
        pairing.join(hold);
    }
    pairing.reckon();
    pairing.pair(Hold::Loose, Agreement::Number);
    pairing.pair(Hold::Stated, Agreement::Rounded);
    let mut differences = pairing.rounded();
    differences.extend(pairing.bounds());
    differences.extend(pairing.rates());
    differences.extend(pairing.order());
    differences.extend(explain::explain(&mut pairing));
    differences.sort_by_key(|difference| difference.zh.unwrap_or(usize::MAX));
    let mut matched: Vec<(usize, usize)> =
        pairing.pairs.iter().map(|pair| (pair.zh, pair.en)).collect();
    matched.sort_unstable();
    Comparison { matched, differences }
}

#[derive(Debug, Clone, Copy)]
struct Pair {
    zh: usize,
    en: usize,
    agreement: Agreement,
}

/// How many figures away from its place a figure is looked for: a text of so many figures is searched
/// whole, and a longer one costs no more for each figure.
const REACH: usize = 400;

/// Returns which of so many figures stand about where one of so many others does.
fn about(place: usize, of: usize, many: usize) -> Range<usize> {
    if many <= REACH {
        return 0..many;
    }
    let middle = place * many / of.max(1);
    middle.saturating_sub(REACH)..(middle + REACH).min(many)
}

/// A comparison under way.
struct Pairing<'a> {
    zh: &'a [Figure],
    en: &'a [Figure],
    free_zh: Vec<bool>,
    free_en: Vec<bool>,
    /// How well each Chinese figure agrees with those about its place in the English.
    agreed: Vec<Vec<(usize, Agreement)>>,
    /// Which Chinese figures are in a pair.
    paired: Vec<bool>,
    pairs: Vec<Pair>,
}

impl<'a> Pairing<'a> {
    fn new(zh: &'a [Figure], en: &'a [Figure]) -> Self {
        Self {
            zh,
            en,
            free_zh: vec![true; zh.len()],
            free_en: vec![true; en.len()],
            agreed: (0..zh.len())
                .map(|at| {
                    let about = about(at, zh.len(), en.len());
                    about.filter_map(|other| Some((other, agree(&zh[at], &en[other])?))).collect()
                })
                .collect(),
            paired: vec![false; zh.len()],
            pairs: Vec::new(),
        }
    }

    /// Pairs what agrees so well and is still free; of several, what is bounded alike and stated.
    ///
    /// What is bounded chooses first, and only what is bounded as it is: 近十年 does not take the "more than 10
    /// years" of 十多年.
    fn pair(&mut self, hold: Hold, wanted: Agreement) {
        for is_bounded in [true, false] {
            for zh in 0..self.zh.len() {
                let way = self.zh[zh].approx.map(direction);
                if !self.free_zh[zh] || self.zh[zh].hold != hold || is_bounded && way.is_none() {
                    continue;
                }
                let is_alike = |en: usize| !is_bounded || self.en[en].approx.map(direction) == way;
                let agreed = self.agreed[zh].iter();
                let best = agreed
                    .filter(|(en, found)| self.free_en[*en] && *found <= wanted && is_alike(*en))
                    .min_by_key(|(en, _)| self.distance(zh, *en));
                if let Some(&(en, agreement)) = best {
                    self.take(zh, en, agreement);
                }
            }
        }
    }

    /// Returns which English figures stand about where a Chinese one does.
    fn en_about(&self, zh: usize) -> Range<usize> {
        about(zh, self.zh.len(), self.en.len())
    }

    /// Returns which Chinese figures stand about where an English one does.
    fn zh_about(&self, en: usize) -> Range<usize> {
        about(en, self.en.len(), self.zh.len())
    }

    /// Orders the English figures that agree with a Chinese one.
    fn distance(&self, zh: usize, en: usize) -> (bool, bool, bool, bool, usize) {
        let (a, b) = (&self.zh[zh], &self.en[en]);
        let bounded = a.approx.map(direction) != b.approx.map(direction);
        // The 1 of a score is in digits on both sides, and 双 is a word.
        let in_digits = |figure: &Figure| figure.text.contains(|c: char| c.is_ascii_digit());
        let is_unlike = match a.hold {
            Hold::Stated => b.hold == Hold::Loose,
            Hold::Loose => in_digits(a) != in_digits(b),
        };
        let is_other_rate = a.per.is_some() && a.per != b.per;
        (is_unlike, is_other_rate, bounded, a.kind != b.kind, en)
    }

    fn take(&mut self, zh: usize, en: usize, agreement: Agreement) {
        self.free_zh[zh] = false;
        self.free_en[en] = false;
        self.paired[zh] = true;
        self.pairs.push(Pair { zh, en, agreement });
    }

    fn rounded(&self) -> Vec<Difference> {
        let rounded = self.pairs.iter().filter(|pair| pair.agreement == Agreement::Rounded);
        rounded.map(|pair| self.difference(Sort::Rounded, pair)).collect()
    }

    /// Finds bounds that are lost or turned round.
    fn bounds(&self) -> Vec<Difference> {
        let mut differences = Vec::new();
        for pair in &self.pairs {
            let Some(approx) =
                self.zh[pair.zh].approx.filter(|_| self.zh[pair.zh].hold == Hold::Stated)
            else {
                continue;
            };
            match (direction(approx), self.en[pair.en].approx.map(direction)) {
                (_, None) => differences.push(self.difference(Sort::ApproxLost, pair)),
                (Direction::Above, Some(Direction::Below))
                | (Direction::Below, Some(Direction::Above)) => {
                    differences.push(self.difference(Sort::ApproxFlip, pair));
                }
                _ => {}
            }
        }
        differences
    }

    /// Finds rates that are per something else: 亩产 as per hectare.
    fn rates(&self) -> Vec<Difference> {
        let differs = |pair: &&Pair| {
            let (a, b) = (self.zh[pair.zh].per, self.en[pair.en].per);
            let prices = self.zh[pair.zh].number().zip(self.en[pair.en].number());
            let is_converted = prices.is_some_and(|(price, other)| {
                agree::is_same_rate(&self.zh[pair.zh], price, &self.en[pair.en], other)
            });
            a.is_some() && b.is_some() && a != b && !is_converted
        };
        self.pairs.iter().filter(differs).map(|pair| self.difference(Sort::Unit, pair)).collect()
    }

    /// Finds figures of one kind and unit that stand in another order.
    fn order(&self) -> Vec<Difference> {
        let mut sorted: Vec<&Pair> =
            self.pairs.iter().filter(|pair| self.zh[pair.zh].hold == Hold::Stated).collect();
        sorted.sort_by_key(|pair| pair.zh);
        let mut differences = Vec::new();
        for (i, pair) in sorted.iter().enumerate() {
            let figure = &self.zh[pair.zh];
            let mut later = sorted[i + 1..].iter().take(REACH);
            let next = later.find(|later| is_alike(figure, &self.zh[later.zh]));
            let Some(next) = next.filter(|next| next.en < pair.en) else {
                continue;
            };
            let later = &self.zh[next.zh];
            let is_listed = later.span.start.saturating_sub(figure.span.end) <= 2;
            let sort = if is_listed { Sort::Order } else { Sort::Reordered };
            differences.push(self.difference(sort, pair));
        }
        differences
    }

    fn difference(&self, sort: Sort, pair: &Pair) -> Difference {
        Difference {
            sort,
            zh: Some(pair.zh),
            en: Some(pair.en),
            suggestion: suggestion(&self.zh[pair.zh]),
        }
    }
}

/// Returns what should stand in the English for a Chinese figure.
fn suggestion(zh: &Figure) -> Option<String> {
    render_en(zh).into_iter().next()
}

/// Tells whether two figures count or measure alike.
fn is_alike(a: &Figure, b: &Figure) -> bool {
    let counts = matches!(
        a.kind,
        Kind::Percent | Kind::Point | Kind::Money | Kind::Measure | Kind::Multiple | Kind::Count
    );
    counts && a.kind == b.kind && a.unit == b.unit && a.value != b.value
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fact::{mentions_zh, read_en, read_zh};

    /// Returns the codes of the differences between two texts, in order.
    fn codes(zh: &str, en: &str) -> Vec<&'static str> {
        let comparison = compare(&mentions_zh(zh), &read_en(en));
        comparison.differences.iter().map(|difference| difference.sort.code()).collect()
    }

    #[track_caller]
    fn assert_codes(zh: &str, en: &str, expected: &[&str]) {
        assert_eq!(codes(zh, en), expected, "{zh} / {en}");
    }

    #[test]
    fn what_is_said_in_another_way_is_the_same() {
        for (zh, en) in [
            (
                "青岚市GDP突破1.2万亿元，增长14.9%",
                "Qinglan's GDP topped 1.2 trillion yuan, up 14.9 percent",
            ),
            (
                "近三成企业，超过三分之二的职工",
                "nearly 30 percent of companies, more than two-thirds of workers",
            ),
            (
                "历时两个半小时，连续三年",
                "It lasted two and a half hours, for the third consecutive year",
            ),
            ("占地72亩", "covering 72 mu (4.8 hectares)"),
            ("产值比2017年增长了2倍", "Output tripled from 2017"),
            ("产值增长2倍", "Output rose 200 percent"),
            ("产值是去年的3倍", "Output was three times that of last year"),
            ("经济总量翻一番，收入翻两番", "The economy doubled and incomes quadrupled"),
            ("效率提高了近8倍", "efficiency rose nearly eightfold"),
            ("第五届博览会11月1日至3日举行", "The fifth expo was held from Nov 1 to 3"),
            ("位列第52位，晋升12个位次", "ranked 52nd, up 12 places"),
            ("GDP增速位居全市第一", "GDP growth was the highest in the city"),
            ("2021年2月4日，启动", "It began on Feb 4"),
            ("2020年，1月23日签约", "It was signed on Jan 23, 2020"),
            ("近期有2-3家企业入驻", "Two or three companies will move in"),
            ("产能由50吨提升到300吨", "Capacity rose from 50 to 300 tons"),
            ("“十四五”期间", "during the 14th Five-Year Plan period (2021-25)"),
            ("“四个走访”活动", "the “four visits” campaign"),
            ("双方签约，一个项目，第一次", "The two sides signed one project for the first time"),
            ("24小时值守", "on duty around the clock, 24 hours a day"),
            ("一季度、上午9时30分", "in the first quarter, at 9:30 am"),
            ("60岁以上老人占18%", "18 percent are aged 60 or above"),
            ("降至7‰", "to 0.7 percent"),
            ("市县两级投入", "city and county governments invested"),
        ] {
            assert_codes(zh, en, &[]);
        }
    }

    #[test]
    fn each_error_has_its_code() {
        for (zh, en, expected) in [
            ("总产值300亿元", "a total output of 3 billion yuan", &["MAGNITUDE"][..]),
            ("11.9亿元", "11.9 billion yuan", &["MAGNITUDE"]),
            ("增长3.2%", "rose 32 percent", &["MAGNITUDE"]),
            ("常住人口11万人", "1.1 million residents", &["MAGNITUDE"]),
            ("下降0.2个百分点", "down 0.2 percent", &["KIND"]),
            ("较上年晋升12个位次", "to 12th place", &["KIND"]),
            ("贷款2376万元", "23.76 million in loans", &["KIND"]),
            ("约2亿美元", "about 200 million yuan", &["CURRENCY", "KIND"]),
            ("占地72亩", "covering 72 hectares", &["UNIT"]),
            ("历时3小时", "lasting three days", &["UNIT"]),
            ("亩产400公斤", "400 kilograms per hectare", &["UNIT"]),
            ("产值增长了2倍", "output doubled", &["MULTIPLE"]),
            ("提高了2.7倍", "2.7 times the previous level", &["MULTIPLE"]),
            ("效率提高了近8倍", "efficiency rose nearly twofold", &["MULTIPLE"]),
            ("授权专利50余项", "50 patents were granted", &["APPROX_LOST"]),
            ("近40个读书会", "more than 40 reading clubs", &["APPROX_FLIP"]),
            ("占比70%以上", "up to 70 percent", &["APPROX_FLIP"]),
            ("历时3天完成", "It was completed", &["MISSING"]),
            ("工程完工", "12 projects were completed", &["ADDED"]),
            ("3月5日", "March 15", &["MISSING", "ADDED"]),
            ("历时两个半小时", "lasting four hours", &["MISSING", "ADDED"]),
            ("分别增长58%、121%", "rose 121 percent and 58 percent, respectively", &["ORDER"]),
            ("投资1,098.4亿元", "an investment of 110 billion yuan", &["ROUNDED"]),
            ("位列第52位", "52 zones", &["KIND"]),
        ] {
            assert_codes(zh, en, expected);
        }
    }

    #[test]
    fn a_difference_names_both_figures_and_what_should_stand_there() {
        let (zh, en) = (read_zh("申领金额486万元"), read_en("worth 486,000 yuan"));
        let comparison = compare(&zh, &en);
        let difference = &comparison.differences[0];
        assert_eq!((difference.zh, difference.en), (Some(0), Some(0)));
        assert_eq!(difference.suggestion.as_deref(), Some("4.86 million yuan"));
    }

    proptest! {
        #[test]
        fn what_the_renderer_writes_is_the_same(
            value in 2u64..10_000_000_000,
            shape in 0usize..20,
            form in 0usize..3,
        ) {
            let patterns = ["{}元", "{}家企业", "{}亩", "{}吨", "{}美元", "{}余人", "近{}个", "{}万元", "{}亿元", "{}%", "{}个百分点", "{}天", "第{}位", "约{}公里", "{}万平方米", "不下{}场", "不足{}公斤", "{}周年", "增长{}%以上", "前{}名"];
            let small = value % 97 + 2;
            let number = if shape > 9 { small } else { value };
            let zh = read_zh(&patterns[shape].replace("{}", &number.to_string()));
            prop_assert_eq!(zh.len(), 1);
            let forms = render_en(&zh[0]);
            let en = read_en(&forms[form.min(forms.len() - 1)]);
            let comparison = compare(&zh, &en);
            let is_bare = en.iter().any(|figure| figure.unit.is_none() && figure.kind == Kind::Count);
            prop_assert!(comparison.differences.is_empty() || is_bare, "{:?} {:?} {:?}", zh, forms, comparison);
        }

        #[test]
        fn any_texts_compare(zh in "[0-9三万亿元%年月日第余近家倍翻番、，]{0,30}", en in "([0-9]{1,3}|[,.$%:]|million|percent|times|first|yuan|in|four|hours|minutes|points|a dozen|June| ){0,20}") {
            let (zh, en) = (mentions_zh(&zh), read_en(&en));
            let comparison = compare(&zh, &en);
            for (a, b) in comparison.matched {
                prop_assert!(a < zh.len() && b < en.len());
            }
        }
    }
}
