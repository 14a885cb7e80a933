//! Invented stories with honest sentences about them: the same number always makes the same story.

use recto_core::digest::Story;
use recto_core::document::Kind;
use recto_core::fact::MONTHS;
use recto_core::port::{Claim, Part};
use recto_core::segment::{Segment, SegmentId};
use recto_core::unit::{Languages, Method, State, Target, Unit};

const PEOPLE: &[(&str, &str)] = &[
    ("顾明川", "Gu Mingchuan"),
    ("韩秋白", "Han Qiubai"),
    ("孟以南", "Meng Yinan"),
    ("江照海", "Jiang Zhaohai"),
    ("沈知远", "Shen Zhiyuan"),
    ("陆文澜", "Lu Wenlan"),
    ("方柏舟", "Fang Baizhou"),
    ("秦守田", "Qin Shoutian"),
    ("欧阳青", "Ouyang Qing"),
    ("吕春晓", "Lyu Chunxiao"),
];

const PLACES: &[(&str, &str)] = &[
    ("青岚", "Qinglan"),
    ("白河", "Baihe"),
    ("松原", "Songyuan"),
    ("柳溪", "Liuxi"),
    ("梅岭", "Meiling"),
    ("杏坪", "Xingping"),
];

const WORDS: &[(&str, &str)] = &[
    (
        "企业的事就是我们的事,有困难随时来找我们",
        "The companies' business is our business, so come to us whenever there is a problem",
    ),
    (
        "桥通了以后,孩子们上学再也不用绕路",
        "Now that the bridge is open, children no longer have to go the long way to school",
    ),
    ("我们要把每一分钱都花在群众身上", "We will spend every cent on the people who live here"),
    (
        "今年的收成比哪一年都好,大家心里踏实",
        "This year's harvest is better than any other, and everyone feels at ease",
    ),
];

/// Numbers that look random and are not.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Returns a number from `low` to `high`.
    pub(crate) fn roll(&mut self, low: u64, high: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        low + (self.0 >> 33) % (high - low + 1)
    }

    pub(crate) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[usize::try_from(self.roll(0, list.len() as u64 - 1)).expect("a list is short")]
    }
}

/// A story with sentences that are true of it.
pub(crate) struct Case {
    pub(crate) story: Story,
    /// True sentences with the paragraphs they rest on.
    pub(crate) honest: Vec<Claim>,
    /// The people in the story, in English.
    pub(crate) people: Vec<&'static str>,
    /// The place of the story, in English.
    pub(crate) place: &'static str,
}

impl Case {
    /// Makes the story of a number; every third one has no translation.
    pub(crate) fn new(number: u64) -> Self {
        let mut dice = Dice::new(number);
        let (place, place_en) = dice.pick(PLACES);
        let first = usize::try_from(dice.roll(0, PEOPLE.len() as u64 - 2)).expect("it is small");
        let people = [PEOPLE[first], PEOPLE[first + 1]];
        let mut maker =
            Maker { dice, place, place_en, people, lines: Vec::new(), honest: Vec::new() };
        maker.headline();
        maker.economy();
        maker.plant();
        maker.speech();
        maker.companies();
        maker.air();
        maker.farmer();
        let translated = !number.is_multiple_of(3);
        let honest =
            maker.honest.into_iter().filter(|claim| translated || !claim.text.contains('“'));
        let mut honest: Vec<Claim> = honest.collect();
        if !translated {
            honest.retain(|claim| claim.part != Part::Headline);
        }
        Self {
            story: story(&maker.lines, translated),
            honest,
            people: people.iter().map(|person| person.1).collect(),
            place: place_en,
        }
    }

    /// Returns the ids of the passages, in order.
    pub(crate) fn passages(&self) -> Vec<SegmentId> {
        self.story.units.iter().map(|unit| unit.segment.id).collect()
    }
}

/// Returns somebody who is not in the story.
pub(crate) fn stranger(dice: &mut Dice, known: &[&str]) -> &'static str {
    loop {
        let (_, name) = dice.pick(PEOPLE);
        if !known.contains(&name) {
            return name;
        }
    }
}

/// Returns a place that is not in the story.
pub(crate) fn elsewhere(dice: &mut Dice, known: &str) -> &'static str {
    loop {
        let (_, name) = dice.pick(PLACES);
        if name != known {
            return name;
        }
    }
}

struct Maker {
    dice: Dice,
    place: &'static str,
    place_en: &'static str,
    people: [(&'static str, &'static str); 2],
    lines: Vec<(Kind, String, String)>,
    honest: Vec<Claim>,
}

impl Maker {
    fn line(&mut self, kind: Kind, zh: String, en: String) {
        self.lines.push((kind, zh, en));
    }

    fn honest(&mut self, part: Part, text: String) {
        let cites = vec![format!("p{}", self.lines.len())];
        self.honest.push(Claim { part, text, cites, ..Claim::default() });
    }

    fn headline(&mut self) {
        let (place, en) = (self.place, self.place_en);
        self.line(
            Kind::Headline,
            format!("{place}市高质量发展迈出新步伐"),
            format!("{en} takes new steps in high-quality development"),
        );
        self.honest(Part::Headline, format!("{en} takes new steps in development"));
    }

    fn economy(&mut self) {
        let (a, b) = (self.tenths(21, 98), self.tenths(101, 189));
        let (year, rank) = (self.dice.roll(2016, 2024), self.dice.roll(2, 9));
        let (place, en) = (self.place, self.place_en);
        let ranked = ordinal(rank);
        self.line(
            Kind::Paragraph,
            format!("{year}年,{place}市地区生产总值同比增长{a}%,位居全省第{rank}位;固定资产投资同比增长{b}%。"),
            format!("In {year}, {en}'s GDP grew {a} percent year on year, ranking {ranked} in the province; fixed-asset investment grew {b} percent year on year."),
        );
        self.honest(
            Part::Deck,
            format!("{en}'s GDP grew {a} percent in {year}, {ranked} in the province."),
        );
        self.honest(
            Part::Point,
            format!("Fixed-asset investment in {en} rose {b} percent from a year earlier."),
        );
        self.honest(
            Part::Point,
            format!("The city ranked {ranked} in the province in GDP growth, at {a}%."),
        );
    }

    fn plant(&mut self) {
        let (tenths, sets) = (self.dice.roll(11, 299), self.dice.roll(2, 90));
        let (month, day) = (self.dice.roll(1, 12), self.dice.roll(2, 28));
        let month_en = MONTHS[usize::try_from(month - 1).expect("a list is short")];
        let (place, en) = (self.place, self.place_en);
        let money = yuan(tenths * 10_000_000);
        let sets_en = thousands(sets * 10_000);
        self.line(
            Kind::Paragraph,
            format!("{month}月{day}日,{place}恒泽装备有限公司驱动总成项目开工,总投资{}.{}亿元,年产{sets}万套。", tenths / 10, tenths % 10),
            format!("On {month_en} {day}, {en} Hengze Equipment Co broke ground on a drive assembly project with a total investment of {money} and an annual output of {sets_en} sets."),
        );
        self.honest(
            Part::Point,
            format!("Work on a {money} drive assembly plant began on {month_en} {day}."),
        );
        self.honest(
            Part::Point,
            format!(
                "{en} Hengze Equipment Co will make {sets_en} sets of drive assemblies a year."
            ),
        );
        self.honest(
            Part::Point,
            format!(
                "Hengze Equipment broke ground on {month_en} {day} on a project that costs {money}."
            ),
        );
    }

    fn speech(&mut self) {
        let (said, said_en) = self.dice.pick(WORDS);
        let (name, name_en) = self.people[0];
        let (place, en) = (self.place, self.place_en);
        self.line(
            Kind::Paragraph,
            format!("“{said}。”{place}市委书记{name}说。"),
            format!("“{said_en},” said {name_en}, secretary of the {en} city Party committee."),
        );
        self.honest(
            Part::Point,
            format!("“{said_en},” {name_en}, secretary of the {en} Party committee, said."),
        );
        let cites = vec![format!("p{}", self.lines.len())];
        self.honest.push(Claim {
            part: Part::Quotation,
            text: said_en.to_owned(),
            cites,
            speaker: name_en.to_owned(),
            chinese: said.to_owned(),
        });
    }

    fn companies(&mut self) {
        let (all, more) = (self.dice.roll(120, 980), self.dice.roll(13, 99));
        let month = self.dice.roll(1, 12);
        let month_en = MONTHS[usize::try_from(month - 1).expect("a list is short")];
        let place = self.place;
        self.line(
            Kind::Paragraph,
            format!("截至{month}月底,{place}市拥有高新技术企业{all}家,较上年增加{more}家,科技成果转化{}项。", all + more),
            format!("By the end of {month_en}, the city had {all} high-tech enterprises, {more} more than the year before, and had put {} scientific results to use.", all + more),
        );
        self.honest(
            Part::Point,
            format!("The city has {all} high-tech enterprises, {more} more than the year before."),
        );
        self.honest(
            Part::Point,
            format!("High-tech enterprises numbered {all} at the end of {month_en}."),
        );
    }

    fn air(&mut self) {
        let (fall, days) = (self.tenths(31, 199), self.dice.roll(250, 350));
        self.line(
            Kind::Paragraph,
            format!("细颗粒物浓度同比下降{fall}%,空气质量优良天数达到{days}天。"),
            format!("The concentration of fine particles fell {fall} percent year on year, and {days} days had good air quality."),
        );
        self.honest(
            Part::Point,
            format!("Air quality was good on {days} days, and fine particles fell {fall} percent."),
        );
        self.honest(
            Part::Context,
            format!("Fine particles in the air declined by {fall} percent year-on-year."),
        );
    }

    fn farmer(&mut self) {
        let (mu, kilograms, money) =
            (self.dice.roll(13, 90), self.dice.roll(310, 480), self.dice.roll(3, 40));
        let (name, name_en) = self.people[1];
        let surname = name_en.split(' ').next().expect("a name has two parts");
        let earned = thousands(money * 10_000);
        self.line(
            Kind::Paragraph,
            format!("村民{name}种植花生{mu}亩,亩产{kilograms}公斤,全年收入{money}万元。{name}说,明年还要扩大规模。"),
            format!("Villager {name_en} planted {mu} mu of peanuts, harvested {kilograms} kilograms per mu and earned {earned} yuan in the year. {surname} said he would plant more next year."),
        );
        self.honest(
            Part::Point,
            format!("{name_en} earned {earned} yuan from {mu} mu of peanuts."),
        );
        self.honest(Part::Point, format!("Villager {name_en}'s peanuts yielded {kilograms} kilograms per mu, and {surname} wants to plant more."));
    }

    fn tenths(&mut self, low: u64, high: u64) -> String {
        let value = self.dice.roll(low, high);
        let value = if value.is_multiple_of(10) { value + 1 } else { value };
        format!("{}.{}", value / 10, value % 10)
    }
}

fn story(lines: &[(Kind, String, String)], translated: bool) -> Story {
    let units = (1..).zip(lines).map(|(block, (kind, zh, en))| {
        let segment = Segment {
            id: SegmentId { article: 1, block, part: 0 },
            kind: *kind,
            text: zh.clone(),
            spans: Vec::new(),
            head_missing: false,
            tail_missing: false,
        };
        let mut unit = Unit::open(segment);
        if translated {
            unit.target =
                Some(Target { text: en.clone(), method: Method::Machine, gloss: Vec::new() });
            unit.state = State::Translated;
        }
        unit
    });
    Story {
        source: "page.txt".into(),
        article: 1,
        published: None,
        languages: Languages::default(),
        units: units.collect(),
    }
}

fn ordinal(rank: u64) -> &'static str {
    ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
        [usize::try_from(rank).expect("a list is short")]
}

/// Writes a sum as news English does.
fn yuan(sum: u64) -> String {
    let (unit, word) =
        if sum >= 1_000_000_000 { (1_000_000_000, "billion") } else { (1_000_000, "million") };
    let hundredths = sum * 100 / unit;
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    format!("{} {word} yuan", text.trim_end_matches('0').trim_end_matches('.'))
}

fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
