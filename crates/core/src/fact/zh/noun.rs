//! What a Chinese count counts, as an English noun in the plural: 22家企业 are companies.

use super::text::Text;
use crate::text::set::Set;

/// Nouns, longest first where one ends another.
const NOUNS: &[(&str, &str)] = &[
    ("创新平台", "innovation platforms"),
    ("研发平台", "R&D platforms"),
    ("国家高新区", "national high-tech zones"),
    ("高新区", "high-tech zones"),
    ("高新技术企业", "high-tech enterprises"),
    ("中小企业", "small and medium-sized enterprises"),
    ("企业", "companies"),
    ("公司", "companies"),
    ("项目", "projects"),
    ("部门", "departments"),
    ("机构", "institutions"),
    ("园区", "parks"),
    ("产业园", "industrial parks"),
    ("孵化器", "incubators"),
    ("团队", "teams"),
    ("专班", "task forces"),
    ("小组", "groups"),
    ("工作组", "working groups"),
    ("问题", "problems"),
    ("事项", "matters"),
    ("位次", "places"),
    ("国家", "countries"),
    ("省份", "provinces"),
    ("城市", "cities"),
    ("社区", "communities"),
    ("村庄", "villages"),
    ("行政村", "villages"),
    ("乡镇", "townships"),
    ("街道", "subdistricts"),
    ("学校", "schools"),
    ("医院", "hospitals"),
    ("学生", "students"),
    ("教师", "teachers"),
    ("干部", "officials"),
    ("党员", "Party members"),
    ("群众", "residents"),
    ("居民", "residents"),
    ("职工", "workers"),
    ("工人", "workers"),
    ("代表", "representatives"),
    ("专家", "experts"),
    ("人才", "professionals"),
    ("志愿者", "volunteers"),
    ("选手", "contestants"),
    ("农户", "farming households"),
    ("家庭", "families"),
    ("专利", "patents"),
    ("标准", "standards"),
    ("措施", "measures"),
    ("政策", "policies"),
    ("活动", "events"),
    ("会议", "meetings"),
    ("基地", "bases"),
    ("平台", "platforms"),
    ("实验室", "laboratories"),
    ("生产线", "production lines"),
    ("产业链", "industrial chains"),
    ("产业", "industries"),
    ("产品", "products"),
    ("车位", "parking spaces"),
    ("充电桩", "charging piles"),
    ("岗位", "jobs"),
    ("座谈会", "symposiums"),
    ("厂房", "factory buildings"),
    ("读书会", "reading clubs"),
    ("联络站", "liaison stations"),
    ("工作站", "stations"),
    ("站点", "stations"),
    ("窗口", "service windows"),
    ("行动", "actions"),
    ("任务", "tasks"),
    ("领域", "fields"),
    ("环节", "links"),
    ("方面", "aspects"),
    ("机器人", "robots"),
    ("设备", "sets of equipment"),
    ("课程", "courses"),
    ("奖项", "awards"),
    ("案件", "cases"),
    ("隐患", "hazards"),
    ("建议", "suggestions"),
    ("意见", "opinions"),
    ("合同", "contracts"),
    ("协议", "agreements"),
];

static BEGINS_NOUN: Set = {
    let (mut set, mut noun) = (Set::of(""), 0);
    while noun < NOUNS.len() {
        set = set.with_first(&[NOUNS[noun].0]);
        noun += 1;
    }
    set
};

/// Measure words that go with things of any kind.
const GENERIC: &[&str] = &["个", "家", "项", "大", "条", "种", "块"];

/// Nouns that are people.
const PEOPLE: &[&str] = &[
    "students",
    "teachers",
    "officials",
    "Party members",
    "residents",
    "workers",
    "representatives",
    "experts",
    "professionals",
    "volunteers",
    "contestants",
];

/// What a measure word counts where no noun stands near it.
const DEFAULTS: &[(&str, &str)] = &[
    ("人次", "visits"),
    ("课时", "class hours"),
    ("学时", "class hours"),
    ("家", "companies"),
    ("名", "people"),
    ("位", "people"),
    ("人", "people"),
    ("余人", "people"),
    ("人组", "people"),
    ("项", "items"),
    ("件", "items"),
    ("套", "sets"),
    ("台", "units"),
    ("台套", "sets"),
    ("辆", "vehicles"),
    ("条", "items"),
    ("座", "structures"),
    ("栋", "buildings"),
    ("幢", "buildings"),
    ("户", "households"),
    ("所", "institutions"),
    ("处", "places"),
    ("起", "cases"),
    ("例", "cases"),
    ("场", "events"),
    ("次", "times"),
    ("批", "batches"),
    ("种", "kinds"),
    ("类", "categories"),
    ("只", "animals"),
    ("头", "head"),
    ("张", "sheets"),
    ("份", "copies"),
    ("本", "books"),
    ("册", "copies"),
    ("篇", "articles"),
    ("块", "pieces"),
    ("棵", "trees"),
    ("株", "plants"),
    ("支", "teams"),
    ("艘", "ships"),
    ("架", "aircraft"),
    ("级", "levels"),
    ("层", "floors"),
    ("间", "rooms"),
    ("轮", "rounds"),
    ("步", "steps"),
    ("岁", "years old"),
    ("组", "groups"),
    ("期", "sessions"),
    ("方面", "aspects"),
    ("村", "villages"),
    ("镇", "towns"),
    ("乡", "townships"),
    ("县", "counties"),
    ("市", "cities"),
    ("省", "provinces"),
    ("国", "countries"),
    ("区", "districts"),
    ("校", "schools"),
    ("票", "votes"),
    ("床", "beds"),
    ("分", "points"),
    ("颗", "pieces"),
    ("枚", "pieces"),
    ("根", "pieces"),
    ("字", "characters"),
    ("首", "songs"),
    ("口", "people"),
    ("笔", "deals"),
    ("班", "classes"),
    ("班次", "trips"),
    ("车次", "trips"),
    ("架次", "flights"),
    ("册次", "loans"),
    ("场次", "events"),
    ("批次", "batches"),
    ("户次", "households"),
    ("门", "courses"),
    ("粒", "grains"),
    ("届", "sessions"),
];

/// Returns the place after a measure word, with what belongs to it: 台(套).
pub(super) fn after_measure(text: &Text, measure: &str, end: usize) -> usize {
    match measure {
        "台" if text.starts(end, "(套)") => end + 3,
        _ => end,
    }
}

/// Returns the English noun for what is counted, by the nouns near the figure or by the measure word.
pub(super) fn counted(text: &Text, start: usize, measure: &str, end: usize) -> &'static str {
    let near = || noun_after(text, end).or_else(|| noun_before(text, start));
    let named = match measure {
        _ if GENERIC.contains(&measure) => near(),
        "名" | "位" | "人" => near().filter(|noun| PEOPLE.contains(noun)),
        _ => None,
    };
    let by_measure = || DEFAULTS.iter().find(|(word, _)| *word == measure);
    named.unwrap_or_else(|| by_measure().map_or("", |(_, noun)| noun))
}

/// Finds the noun after the figure, over at most six characters of modifiers.
fn noun_after(text: &Text, end: usize) -> Option<&'static str> {
    let reach = text
        .clause_after(end, 7)
        .iter()
        .take_while(|c| !matches!(c, '、' | '“' | '(' | '的'))
        .count();
    (end..end + reach)
        .filter(|&at| BEGINS_NOUN.has(text.at(at)) && !text.starts(at, "国家级"))
        .find_map(|at| NOUNS.iter().find(|(word, _)| text.starts(at, word)))
        .map(|(_, noun)| *noun)
}

/// Finds the noun that stands just before the figure: 项目85个.
fn noun_before(text: &Text, start: usize) -> Option<&'static str> {
    NOUNS.iter().find(|(word, _)| text.last_of(start, &[word]).is_some()).map(|(_, noun)| *noun)
}
