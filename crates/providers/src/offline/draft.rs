//! A draft: English for a text of which every clause is a pattern whose slots are filled by terms,
//! names, dates and figures. One clause that is not known, and there is no draft: a reader must be
//! able to trust what reads like a sentence.

use recto_core::check::{self, Pair};
use recto_core::document::Kind;
use recto_core::glossary::Glossary;
use recto_core::text::script::is_han;
use recto_core::text::width::half;

use super::{english, reading};

/// Marks that stand before a line and say nothing.
const MARKS: &str = "►▶■◆●▲△▼◎★☆□○·—–-↑↓←→※ ";

/// Returns the draft of a text, or nothing where one clause is not understood for certain.
pub(super) fn draft(glossary: &Glossary, kind: Kind, text: &str) -> Option<String> {
    let source = text;
    let text = normal(source);
    let line = line_roles(kind).iter().find_map(|role| reading::read(glossary, role, &text));
    let draft = match line {
        Some(line) => english::capital(&line),
        None if is_prose(kind) => prose(glossary, &text)?,
        None => return None,
    };
    is_sound(glossary, kind, source, &draft).then_some(draft)
}

/// Tells whether a draft holds no Chinese and stands the checks that every translation is put to.
fn is_sound(glossary: &Glossary, kind: Kind, source: &str, target: &str) -> bool {
    let pair = Pair { kind, glossary: Some(glossary), ..Pair::of(source, target) };
    let findings = check::run(&pair);
    !target.chars().any(is_han) && !findings.iter().any(|finding| finding.severity.is_error())
}

/// Returns a text in the form in which patterns are written.
fn normal(text: &str) -> String {
    let half: String = text.chars().map(half).collect();
    let spaced = half.split_whitespace().collect::<Vec<_>>().join(" ");
    spaced.trim_start_matches(|c| MARKS.contains(c)).to_owned()
}

/// Returns what a block of a kind can be as a whole.
fn line_roles(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Kicker | Kind::Headline | Kind::Subhead | Kind::Heading => &["heading"],
        Kind::Byline => &["byline", "names", "note"],
        Kind::Credit => &["credit", "note"],
        Kind::Caption => &["caption", "credit"],
        Kind::Note => &["note"],
        Kind::Deck | Kind::Paragraph | Kind::ListItem => &["note"],
    }
}

fn is_prose(kind: Kind) -> bool {
    matches!(kind, Kind::Deck | Kind::Paragraph | Kind::ListItem | Kind::Caption | Kind::Note)
}

/// Drafts sentences that end with a full stop.
fn prose(glossary: &Glossary, text: &str) -> Option<String> {
    let sentences = text.strip_suffix('。')?.split('。');
    let drafts: Option<Vec<String>> =
        sentences.map(|sentence| draft_of_sentence(glossary, sentence.trim())).collect();
    drafts.map(|drafts| drafts.join(" "))
}

/// What a sentence has said so far.
#[derive(Default)]
struct Said {
    /// Statements, each with what belongs to it.
    statements: Vec<String>,
    /// Times that were named and still wait for their statement.
    times: Vec<String>,
}

fn draft_of_sentence(glossary: &Glossary, sentence: &str) -> Option<String> {
    let mut said = Said::default();
    for clause in sentence.split([',', ';']) {
        said.add(glossary, clause.trim())?;
    }
    let is_whole = said.times.is_empty() && !said.statements.is_empty();
    is_whole.then(|| format!("{}.", english::capital(&said.statements.join("; "))))
}

impl Said {
    fn add(&mut self, glossary: &Glossary, clause: &str) -> Option<()> {
        let read = |role| reading::read(glossary, role, clause);
        if self.times.is_empty()
            && let Some(statement) = self.statements.last_mut()
            && let Some(tail) = read("tail")
        {
            statement.push_str(", ");
            statement.push_str(&tail);
        } else if let Some(statement) = read("clause") {
            let times = std::mem::take(&mut self.times);
            let parts: Vec<String> = times.into_iter().chain([statement]).collect();
            self.statements.push(parts.join(", "));
        } else {
            self.times.push(read("time")?);
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use recto_core::glossary::parse_csv;

    use super::*;

    #[track_caller]
    fn assert_draft(kind: Kind, text: &str, expected: Option<&str>) {
        let names = "青岚高新区,Qinglan High-tech Zone\n白河县,Baihe county\n";
        let glossary = Glossary::of(parse_csv(names, "names.csv").0).over(Glossary::builtin());
        assert_eq!(draft(&glossary, kind, text).as_deref(), expected);
    }

    #[test]
    fn a_paragraph_of_statistics_is_drafted() {
        assert_draft(
            Kind::Paragraph,
            "2023年，青岚高新区GDP同比增长6.2%，位居全市第一；规上工业增加值增长8%，高于全市平均水平2个百分点。一般公共预算收入达12.5亿元，同比下降3%。",
            Some(
                "In 2023, Qinglan High-tech Zone's GDP rose 6.2 percent year on year, ranking first in the \
                 city; value added of industrial enterprises above designated size rose 8 percent, two \
                 percentage points above the city's average. General public budget revenue reached 1.25 \
                 billion yuan, down 3 percent year on year.",
            ),
        );
    }

    #[test]
    fn one_clause_that_is_not_known_and_there_is_no_draft() {
        assert_draft(Kind::Paragraph, "2023年，固定资产投资增长6%，成绩喜人。", None);
        assert_draft(Kind::Paragraph, "2023年。", None);
        assert_draft(Kind::Paragraph, "位居全市第一。", None);
        assert_draft(Kind::Paragraph, "固定资产投资增长6%", None);
        assert_draft(Kind::Paragraph, "", None);
    }

    #[test]
    fn headings_are_terms_and_aims() {
        assert_draft(Kind::Heading, "优化营商环境", Some("Improving the business environment"));
        assert_draft(Kind::Headline, "春风又绿江南岸", None);
        assert_draft(Kind::Heading, "固定资产投资增长6%。", None);
    }

    #[test]
    fn a_name_alone_is_a_byline_only_where_a_byline_stands() {
        assert_draft(Kind::Byline, "孟以南 江照", Some("By Meng Yinan and Jiang Zhao"));
        assert_draft(Kind::Paragraph, "孟以南", None);
        assert_draft(Kind::Note, "记者 孟以南", Some("By Meng Yinan"));
    }

    #[test]
    fn a_noun_that_begins_like_an_aim_is_none() {
        for text in ["发展环境", "建设项目", "保护区"] {
            assert_draft(Kind::Heading, text, None);
        }
    }

    #[test]
    fn marks_before_a_line_say_nothing() {
        assert_draft(Kind::Note, "（下转第二版）", Some("Continued on Page 2"));
        assert_draft(Kind::Caption, "——白河县一角", Some("A corner of Baihe county"));
    }

    #[test]
    fn a_draft_that_the_checks_would_not_pass_is_none() {
        let source = "固定资产投资增长6%。";
        let is_sound = |target| is_sound(&Glossary::builtin(), Kind::Paragraph, source, target);
        assert!(is_sound("Fixed-asset investment rose 6 percent."));
        assert!(!is_sound("Fixed-asset investment rose 60 percent."));
        assert!(!is_sound("Fixed-asset 投资 rose 6 percent."));
    }

    proptest::proptest! {
        #[test]
        fn a_draft_holds_no_chinese(text in "([一-龥]{1,3}|全市|GDP|固定资产投资|同比增长|达到|[0-9]{1,3}|%|亿元|，|。|；){0,14}。") {
            for kind in Kind::ALL {
                if let Some(draft) = draft(&Glossary::builtin(), kind, &text) {
                    proptest::prop_assert!(!draft.chars().any(is_han));
                }
            }
        }
    }
}
