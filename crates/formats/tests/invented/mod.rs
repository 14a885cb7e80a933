//! An edition of our own invention: every kind of block, every way a target is made.

use recto_core::document::{Article, Block, Document, Kind};
use recto_core::edition::Edition;
use recto_core::finding::{Finding, Severity};
use recto_core::page::{Dropped, Page, Reason, Repair};
use recto_core::segment::segments;
use recto_core::text::span::Span;
use recto_core::unit::{Asker, Languages, Method, State, Target, Unit, Word};

/// What is known of one block: its kind, the Chinese and how the English came about.
type Line = (Kind, &'static str, English);

enum English {
    Machine(&'static str),
    Draft(&'static str),
    Reviewed(&'static str),
    /// The facts, and words written `word/pinyin/sense;sense`.
    Gloss(&'static str, &'static str),
    Open,
}

use English::{Draft, Gloss, Machine, Open, Reviewed};

const RESERVOIR: &[Line] = &[
    (Kind::Kicker, "把清水送到田间地头", Reviewed("Clean water reaches the fields")),
    (
        Kind::Headline,
        "青岚市三年修渠六百里",
        Reviewed("Qinglan digs 300 kilometers of canals in three years"),
    ),
    (
        Kind::Deck,
        "全市新增灌溉面积12万亩,9个镇的农民用上了自流水",
        Machine(
            "The city adds 120,000 mu of irrigated land; farmers in nine towns now have gravity-fed water",
        ),
    ),
    (
        Kind::Byline,
        "本报记者 陆知遥 通讯员 宋怀谷",
        Machine("By Lu Zhiyao, with correspondent Song Huaigu"),
    ),
    (
        Kind::Paragraph,
        "六月的白河县,麦收刚过,玉米已经探出了头。站在双桥镇的渠首,水声哗哗,一道新修的干渠顺着山脚伸向远处。",
        Machine(
            "June in Baihe county: the wheat is barely in, and the maize is already showing its head. At the canal head in Shuangqiao town the water rushes by, and a newly dug main canal runs along the foot of the hills into the distance.",
        ),
    ),
    (
        Kind::Caption,
        "图为双桥镇新建的渠首枢纽。",
        Machine("The new canal head in Shuangqiao town."),
    ),
    (Kind::Credit, "何望川 摄", Draft("[Photo by He Wangchuan]")),
    (
        Kind::Paragraph,
        "“过去浇一亩地要排两天队,现在拧开闸门,半个钟头就浇完了。”七十一岁的村民方有田说。",
        Machine(
            "“It used to take two days of queuing to water a single mu. Now you open the gate and it is done in half an hour,” said Fang Youtian, a villager aged 71.",
        ),
    ),
    (Kind::Heading, "一张图管到底", Machine("One map from start to finish")),
    (
        Kind::Paragraph,
        "2024年,青岚市水利投资完成41.5亿元,同比增长5.3%,位居全省第二;新建、改造渠道302公里,新增灌溉面积12万亩。",
        Machine(
            "In 2024 Qinglan completed 415 million yuan of investment in water works, up 5.3 percent year on year and second in the province; it built or rebuilt 302 kilometers of canals and added 120,000 mu of irrigated land.",
        ),
    ),
    (
        Kind::ListItem,
        "干渠:双桥、石门、白沙三条,共96公里",
        Machine("Main canals: Shuangqiao, Shimen and Baisha, 96 kilometers in all"),
    ),
    (Kind::ListItem, "支渠:41条,共206公里", Machine("Branch canals: 41, 206 kilometers in all")),
    (Kind::Heading, "水从哪里来", Machine("Where the water comes from")),
    (
        Kind::Paragraph,
        "市水利局局长韦一舟介绍,水源主要来自三座中型水库。为了不与下游争水,全市实行“先下后上、先远后近”的轮灌办法,每年三月由各镇代表开会定下日程。",
        Machine(
            "According to Wei Yizhou, director of the city's water bureau, the water comes mainly from three medium-sized reservoirs. So as not to compete with users downstream, the whole city waters in turns, “downstream before upstream, far before near”, to a schedule agreed each March by delegates from the towns.",
        ),
    ),
];

const NIGHT_SCHOOL: &[Line] = &[
    (
        Kind::Headline,
        "松原区办起田间夜校",
        Gloss(
            "",
            "松原区/Sōngyuán_Qū/Songyuan_district 办/bàn/run;set_up;handle 起/qǐ/up;begin 田间/tiánjiān/in_the_fields 夜校/yèxiào/night_school",
        ),
    ),
    (Kind::Byline, "本报讯(记者 陆知遥)", Draft("By Lu Zhiyao")),
    (
        Kind::Paragraph,
        "今年以来,松原区粮食总产量同比增长3.2%,位居全市第一。",
        Draft(
            "Since the beginning of the year Songyuan district's total grain output has grown 3.2 percent year on year, ranking first in the city.",
        ),
    ),
    (
        Kind::Paragraph,
        "每到傍晚,二十多位农技员就把黑板搬到地头,手把手教种粮大户看墒情、调水肥。半年来,夜校开课68场,听课农民超过4000人次。",
        Gloss(
            "more than 20 agricultural technicians · half a year · 68 classes · more than 4,000 attendances",
            "每/měi/every 到/dào/arrive;to 傍晚/bàngwǎn/dusk;evening , 二十多/èrshí_duō/more_than_20 位/wèi/(people);place 农技员/nóngjìyuán/agricultural_technician 就/jiù/then;at_once 把/bǎ/(object) 黑板/hēibǎn/blackboard 搬/bān/move;carry 到/dào/to;arrive 地头/dìtóu/edge_of_a_field , 手把手/shǒubǎshǒu/hand_in_hand 教/jiāo/teach 种粮/zhòngliáng/grow_grain 大户/dàhù/large_household 看/kàn/look_at;read 墒情/shāngqíng/soil_moisture 、 调/tiáo/adjust;transfer 水肥/shuǐféi/water_and_fertilizer 。 半年/bànnián/half_a_year 来/lái/since;come , 夜校/yèxiào/night_school 开课/kāikè/hold_classes 68 场/chǎng/(events);field , 听课/tīngkè/attend_class 农民/nóngmín/farmer 超过/chāoguò/exceed 4000 人次/réncì/person-times 。",
        ),
    ),
    (
        Kind::Paragraph,
        "“老把式也得学新本事。”种了四十年地的",
        Gloss(
            "40 years",
            "“ 老把式/lǎo_bǎshi/old_hand 也/yě/also 得/děi/must;gain 学/xué/learn 新/xīn/new 本事/běnshi/skill 。 ” 种/zhòng/plant;grow 了/le/(done) 四十/sìshí/40 年/nián/year 地/dì/land;soil 的/de/’s",
        ),
    ),
];

const MARKET: &[Line] = &[
    (Kind::Headline, "老街早市回来了", Machine("Morning market returns to the old street")),
    (Kind::Subhead, "临时摊位一律免费", Machine("Temporary stalls free of charge")),
    (
        Kind::Paragraph,
        "的两百多个摊位天不亮就摆满了。卖豆腐脑的许阿婆五点开张,七点就收摊。",
        Machine(
            "more than 200 stalls are full before daybreak. Granny Xu, who sells tofu pudding, opens at five and packs up by seven.",
        ),
    ),
    (Kind::Paragraph, "街道办在两头设了垃圾站,安排了四名保洁员。", Open),
    (Kind::Note, "(责任编辑 温予安)", Machine("(Editor: Wen Yu'an)")),
];

/// Returns the repaired page.
pub(crate) fn page() -> Page {
    let mut cursor = 0;
    let mut document = Document::default();
    for lines in [RESERVOIR, NIGHT_SCHOOL, MARKET] {
        let blocks = lines.iter().map(|(kind, zh, _)| block(*kind, zh, &mut cursor)).collect();
        document.articles.push(Article { blocks });
    }
    document.articles[1].blocks[4].tail_missing = true;
    document.articles[2].blocks[2].head_missing = true;
    Page {
        dropped: dropped(&document),
        repairs: repairs(&document),
        findings: vec![odd_total(&document)],
        document,
    }
}

/// Returns the edition of the page.
pub(crate) fn edition() -> Edition {
    let page = page();
    let english = [RESERVOIR, NIGHT_SCHOOL, MARKET].into_iter().flatten().map(|line| &line.2);
    let segments = segments(&page.document).into_iter();
    let mut units: Vec<Unit> = segments
        .zip(english)
        .map(|(segment, english)| unit(Unit::open(segment), english))
        .collect();
    units[9].findings.push(wrong_figure());
    units[13].findings.push(long_sentence());
    Edition::assemble("0617/page-3.txt".to_owned(), Languages::default(), page, units)
}

fn block(kind: Kind, zh: &str, cursor: &mut usize) -> Block {
    let start = *cursor;
    let end = start + zh.chars().count();
    *cursor = end + 2;
    Block {
        kind,
        text: zh.to_owned(),
        spans: vec![Span::new(start, end)],
        head_missing: false,
        tail_missing: false,
    }
}

fn unit(open: Unit, english: &English) -> Unit {
    let remote =
        Asker { provider: "openai".into(), model: "gpt-5-mini".into(), prompt: "5f1c09ab".into() };
    let offline = Asker { provider: "offline".into(), model: String::new(), prompt: "1".into() };
    let (text, method, state, asker, gloss) = match *english {
        Open => return open,
        Machine(text) => (text, Method::Machine, State::Translated, remote, Vec::new()),
        Reviewed(text) => (text, Method::Person, State::Reviewed, remote, Vec::new()),
        Draft(text) => (text, Method::Draft, State::Translated, offline, Vec::new()),
        Gloss(facts, words) => (facts, Method::Gloss, State::Translated, offline, gloss(words)),
    };
    let target = Some(Target { text: text.to_owned(), method, gloss });
    Unit { target, state, asker: Some(asker), ..open }
}

fn gloss(words: &str) -> Vec<Word> {
    let field = |text: Option<&str>| text.unwrap_or_default().replace('_', " ");
    words
        .split(' ')
        .map(|word| {
            let mut fields = word.split('/');
            let text = fields.next().unwrap_or_default().to_owned();
            let pinyin = field(fields.next());
            let senses =
                fields.next().map(|senses| senses.split(';').map(|s| field(Some(s))).collect());
            Word { text, pinyin, senses: senses.unwrap_or_default() }
        })
        .collect()
}

fn wrong_figure() -> Finding {
    Finding {
        rule: "figure-magnitude".into(),
        severity: Severity::Critical,
        spans: vec![Span::new(15, 21)],
        target_spans: vec![Span::new(26, 42)],
        message: "41.5亿元 is 4.15 billion yuan, the English says 415 million yuan".into(),
        hint: Some("correct the figure and set the unit to reviewed".into()),
        suggestion: Some("4.15 billion yuan".into()),
    }
}

fn long_sentence() -> Finding {
    Finding {
        rule: "sentence-length".into(),
        severity: Severity::Minor,
        spans: Vec::new(),
        target_spans: vec![],
        message: "a sentence of 44 words".into(),
        hint: None,
        suggestion: None,
    }
}

fn odd_total(document: &Document) -> Finding {
    let span = document.articles[0].blocks[10].spans[0];
    Finding::on_source(
        "source-total",
        Severity::Info,
        vec![span],
        "96 and 206 kilometers make 302, the headline says six hundred li",
    )
}

fn dropped(document: &Document) -> Vec<Dropped> {
    let kept = document.articles[0].blocks[7].spans.clone();
    vec![
        Dropped { reason: Reason::Repeat, spans: vec![Span::new(1200, 1240)], of: kept },
        Dropped { reason: Reason::Noise, spans: vec![Span::new(1250, 1252)], of: Vec::new() },
    ]
}

fn repairs(document: &Document) -> Vec<Repair> {
    vec![Repair {
        id: "join-310".into(),
        rule: "join".into(),
        spans: document.articles[0].blocks[13].spans.clone(),
        evidence:
            "the line ends inside a word, and the first line of the next column goes on with it"
                .into(),
        score: 934,
    }]
}
