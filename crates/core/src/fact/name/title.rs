//! The words that stand beside names, found by their first or last character.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::text::run;
use crate::text::set::Set;

/// Words after which a byline names people.
const BYLINES: &[&str] = &[
    "记者",
    "通讯员",
    "特约记者",
    "实习记者",
    "见习记者",
    "首席记者",
    "作者",
    "编辑",
    "责编",
    "责任编辑",
    "校对",
    "审核",
    "美编",
    "摄影",
    "文/图",
    "图/文",
    "供图",
    "摄影报道",
    "实习生",
];

/// Words before a name: posts, trades and what else a person is called.
const TITLES: &str = "\
    书记 主任 市长 县长 区长 镇长 乡长 州长 省长 局长 部长 院长 校长 会长 经理 \
    总经理 董事长 主席 总理 总统 教授 院士 研究员 工程师 农艺师 村民 居民 市民 \
    农民 职工 工人 学生 老师 教师 医生 护士 队长 组长 站长 所长 科长 处长 厅长 \
    司长 负责人 代表 委员 党员 选手 教练 传承人 志愿者 游客 大户 经营户 社长 \
    主管 助理 常委 秘书长 专家 农户 员工 创始人 法人 讲解员 民警 交警 战士 司机 \
    店主 老板 馆长 校友 作家 画家 诗人 导演 演员 歌手 总监 园长 厂长 团长 班长 \
    理事长 监事长 董事 总裁 助手 家长 网格员 护林员 服务员 队员 技术员 辅导员 \
    戏迷 老人 妈妈 爸爸 同学 博士 硕士 总工 检察长 庭长 审判长 律师 政委 司令 \
    将军 主编 驾驶员 消防员 社员 客商 商户 业主 用户 创业者 女士 先生 合伙人 \
    发言人 主持人 联络员 调解员 楼长 艺人 匠人 师傅 支书 村主任 丈夫 妻子 儿子 \
    女儿 患者 球员 学者 学员 秘书 厨师 店长 区委书记 带头人 贫困户 脱贫户 工作者 \
    指导员 学家 通讯作者 法官 检察官 首席科学家 发明家 收藏家 慈善家 观察员 审判员 \
    书记员 列车员 营业员 质检员 检测员 操作员 调度员 信号员 气象员 水手 大副 \
    轮机长 潜航员 试飞员 救生员 急救员 巡警 特警 狱警 辅警 刑警 飞手 合唱团员 \
    乐手 琴师 鼓手 翻译家 译者 编剧 制片 监制 配音员 设计员 研发总监 运动员 村医 \
    村官 骑手 店员 船长 机长 列车长 乘务员 医师 主播 摊主 牧民 渔民 果农 菜农 \
    茶农 花农 蜂农 棉农 粮农 老兵 大学生 研究生 博士生 车主 住户 房东 技师 技工 \
    焊工 电工 工友 绣娘 手艺人 音乐家 歌唱家 书法家 科学家 企业家 评论员 分析师 \
    设计师 会计师 摄影师 建筑师 飞行员 航天员 潜水员 饲养员 售货员 快递员 外卖员 \
    巡护员 护河员 管理员 安全员 保洁员 讲师 导师 行长 首席执行官 司令员 教导员 \
    连长 营长 排长 旅长 师长 舰长 参谋长 台长 总编辑 制片人 被告人 嫌疑人 投资人 \
    经纪人 首相 大使 领事 议长 队友 球迷 门将 前锋 骑士 向导 裁判 裁判员 干事 \
    会员 主妇 校医 药师 中医 老中医 护工 月嫂 保安 木匠 铁匠 石匠 篾匠 老汉 \
    大爷 大妈 大叔 大娘 阿姨 奶奶 爷爷 女孩 男孩 小伙 姑娘 小朋友 同事 邻居 \
    搭档 理发师 面点师 茶艺师 策展人 考古学家 历史学家 经济学家 教育家 探险家 \
    登山家 棋手 枪手 名将 老将 小将 新秀 作曲家 剧作家 雕塑家 舞蹈家 漫画家 演奏家 医学家 文学家 \
    市领导 区领导 县领导 省领导 母亲 父亲";

/// Words after a name: what a person does with words, or is called.
const SPEECH: &[&str] = &[
    "说", "表示", "介绍", "指出", "透露", "告诉", "坦言", "认为", "强调", "感慨", "称", "坚信",
    "回忆", "笑着", "解释", "提醒", "建议", "呼吁", "谈到", "感叹", "补充", "宣布", "致辞", "讲话",
    "主持", "出席", "率队", "带队", "调研", "一行", "同志", "激动", "高兴", "兴奋", "深情", "自豪",
];

/// How many words of [`SPEECH`] show a name without a title before it.
const SAYING: usize = 12;

/// Words by a character, so that most places of a text are passed with one look.
struct Index {
    /// The characters, sorted, each with its words.
    words: Vec<(char, Vec<&'static str>)>,
    /// The characters once more: most have no words.
    keys: Set,
}

impl Index {
    fn of(words: impl IntoIterator<Item = &'static str>, key: fn(&str) -> Option<char>) -> Self {
        let mut by_key: BTreeMap<char, Vec<&'static str>> = BTreeMap::new();
        for word in words {
            if let Some(key) = key(word) {
                by_key.entry(key).or_default().push(word);
            }
        }
        Self { keys: by_key.keys().copied().collect(), words: by_key.into_iter().collect() }
    }

    fn get(&self, c: char) -> Option<&[&'static str]> {
        if !self.keys.has(c) {
            return None;
        }
        let place = self.words.binary_search_by_key(&c, |(key, _)| *key).ok()?;
        Some(&self.words[place].1)
    }
}

/// The titles, by their last characters.
fn titles() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| Index::of(TITLES.split_whitespace(), |word| word.chars().last()))
}

/// Tells whether a title ends before a place.
pub(super) fn title_ends(chars: &[char], at: usize) -> bool {
    let Some(words) = at.checked_sub(1).and_then(|last| titles().get(chars[last])) else {
        return false;
    };
    words.iter().any(|word| run::ends(&chars[..at], word))
}

/// Tells whether a title goes on beyond a place: 总工 + 程师.
pub(super) fn title_goes_on(chars: &[char], at: usize) -> bool {
    const LONGEST: usize = 3;
    let index = titles();
    (at + 1..=(at + LONGEST).min(chars.len())).any(|end| {
        let words = index.get(chars[end - 1]).unwrap_or_default();
        words.iter().any(|word| {
            let start = end.checked_sub(word.chars().count());
            start.is_some_and(|start| start < at && starts(chars, start, word))
        })
    })
}

/// Returns the length of the byline word at a place.
pub(super) fn byline_at(chars: &[char], at: usize) -> Option<usize> {
    static INDEX: OnceLock<Index> = OnceLock::new();
    let index =
        INDEX.get_or_init(|| Index::of(BYLINES.iter().copied(), |word| word.chars().next()));
    let words = index.get(*chars.get(at)?)?;
    let here = words.iter().filter(|word| starts(chars, at, word));
    here.map(|word| word.chars().count()).max()
}

/// Tells whether a word of speech or of a public act begins at a place.
pub(super) fn speech_at(chars: &[char], at: usize) -> bool {
    static INDEX: OnceLock<Index> = OnceLock::new();
    begins(
        INDEX.get_or_init(|| Index::of(SPEECH.iter().copied(), |word| word.chars().next())),
        chars,
        at,
    )
}

/// Tells whether a verb of saying begins at a place.
pub(super) fn saying_at(chars: &[char], at: usize) -> bool {
    static INDEX: OnceLock<Index> = OnceLock::new();
    begins(
        INDEX.get_or_init(|| {
            Index::of(SPEECH[..SAYING].iter().copied(), |word| word.chars().next())
        }),
        chars,
        at,
    )
}

fn begins(index: &Index, chars: &[char], at: usize) -> bool {
    let words = chars.get(at).and_then(|first| index.get(*first));
    words.is_some_and(|words| words.iter().any(|word| starts(chars, at, word)))
}

/// Tells whether a word begins at a place.
pub(super) fn starts(chars: &[char], at: usize, word: &str) -> bool {
    chars.get(at..).is_some_and(|rest| run::starts(rest, word))
}
