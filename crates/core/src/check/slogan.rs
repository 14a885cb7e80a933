//! `SLOGAN_COUNT`: a coined slogan keeps its number: “四张图谱” is four of something, never five.
//!
//! Only short quoted text is a slogan. A slogan whose settled English in the glossary has no number
//! (“三农”: agriculture, rural areas and farmers) needs none.

use super::quotes::Quoted;
use super::{Sides, on_target, said};
use crate::fact::decimal::Decimal;
use crate::fact::{Figure, Kind, read_en, render_en};
use crate::finding::{Finding, Severity};
use crate::glossary::Term;
use crate::text::span::Span;
use crate::text::width::half;

/// The most characters of a slogan that is no more than an abbreviation.
const SHORT: usize = 3;

/// Finds slogans of which the English lacks a number.
pub(super) fn count(sides: &Sides<'_>) -> Vec<Finding> {
    let is_slogan = |quoted: &&Quoted<'_>| !quoted.is_speech() && !said::is_feast_name(quoted.text);
    let slogans: Vec<Quoted<'_>> =
        sides.quoted_source().iter().filter(is_slogan).copied().collect();
    let lost: Vec<Finding> =
        slogans.iter().filter_map(|slogan| lost_number(sides, *slogan)).collect();
    if lost.is_empty() { exchanged(sides, &slogans).into_iter().collect() } else { lost }
}

/// Finds slogans of which neither the marks nor the number is left.
pub(super) fn lost(sides: &Sides<'_>) -> Vec<Finding> {
    if sides.pair.target.contains(['“', '"', '‘']) {
        return Vec::new();
    }
    let mut findings = count(sides);
    for finding in &mut findings {
        "SLOGAN_LOST".clone_into(&mut finding.rule);
    }
    findings
}

/// Finds a slogan with another's number: of “四个意识” and “四个自信” one is told with three.
fn exchanged(sides: &Sides<'_>, slogans: &[Quoted<'_>]) -> Option<Finding> {
    const MOST: u32 = 12;
    if slogans.is_empty() {
        return None;
    }
    let figures = sides.figures();
    let is_small = |number: &Decimal| *number > Decimal::ONE && *number <= Decimal::from(MOST);
    let number_of = |slogan: &Quoted<'_>| {
        let inside = figures.within(slogan.span).iter();
        let mut counts =
            inside.filter(|figure| lies_in(figure.span, slogan.span) && figure.kind == Kind::Count);
        counts.next()?.number().filter(is_small)
    };
    let numbers: Vec<Decimal> = slogans.iter().filter_map(number_of).collect();
    let told: Vec<Decimal> =
        figures.en.iter().filter_map(Figure::number).filter(is_small).collect();
    let many =
        |of: &[Decimal], number: &Decimal| of.iter().filter(|other| *other == number).count();
    let is_foreign = |number: &Decimal| figures.zh.iter().all(|zh| zh.number() != Some(*number));
    let lost = |slogan: &&Quoted<'_>| {
        number_of(slogan).is_some_and(|number| many(&told, &number) < many(&numbers, &number))
    };
    let slogan = slogans.iter().rev().find(lost).filter(|_| told.iter().any(is_foreign))?;
    let message =
        format!("the number of “{}” is not told as often as the Chinese has it", slogan.text);
    let mut finding = on_target("SLOGAN_COUNT", Severity::Major, message);
    finding.spans = vec![slogan.span];
    Some(finding)
}

fn lost_number(sides: &Sides<'_>, slogan: Quoted<'_>) -> Option<Finding> {
    let inside = sides.figures().within(slogan.span);
    let inside = inside.iter().filter(|figure| lies_in(figure.span, slogan.span));
    // “95后” are people and no slogan.
    let is_generation = |figure: &Figure| sides.source().get(figure.span.end) == Some(&'后');
    // 百 of 百姓 and 千 of 千家 say that they are many.
    let is_many = |figure: &Figure| figure.text.starts_with(['百', '千', '万', '亿']);
    let counts = inside.filter(|figure| figure.kind == Kind::Count);
    let mut counts = counts.filter(|figure| !is_generation(figure) && !is_many(figure));
    let lost = counts.find(|figure| {
        figure.number().is_some_and(|number| {
            number > Decimal::ONE
                && !sides.has_number(number)
                && !is_printed(sides, figure)
                && !is_settled_without(sides, figure.span, number)
        })
    })?;
    let number = render_en(lost).into_iter().next().unwrap_or_default();
    let message = format!("“{}” says {number}, and the English does not", slogan.text);
    // “三公” and “双减” are abbreviations; English often says what they stand for.
    let is_short = slogan.text.chars().count() <= SHORT;
    let severity = if is_short { Severity::Minor } else { Severity::Major };
    let mut finding = on_target("SLOGAN_COUNT", severity, message);
    finding.spans = vec![slogan.span];
    Some(finding)
}

/// Tells whether the English prints the same digits, be it in a name or a formula: “3+5+N”, “启明-2”; or has the
/// word for the number in whatever form: “三个一百” as "three one-hundreds".
fn is_printed(sides: &Sides<'_>, figure: &Figure) -> bool {
    const SCALES: &[(i64, &[&str])] = &[
        (10, &["ten", "tens", "10s"]),
        (100, &["hundred", "hundreds", "100s"]),
        (1000, &["thousand", "thousands", "1000s"]),
        (10_000, &["thousand", "thousands", "myriad"]),
        (100_000_000, &["million", "millions"]),
    ];
    let number = figure.number().and_then(|number| number.to_i64());
    let mut scales = SCALES.iter();
    if scales.any(|(scale, words)| number == Some(*scale) && sides.words().has_any(words)) {
        return true;
    }
    let digits: String = figure.text.chars().map(half).filter(char::is_ascii_digit).collect();
    let mut runs = sides.pair.target.split(|c: char| !c.is_ascii_digit());
    !digits.is_empty() && runs.any(|run| run == digits)
}

/// Tells whether the number stands in a term whose settled English does without it.
fn is_settled_without(sides: &Sides<'_>, number_at: Span, number: Decimal) -> bool {
    let terms = sides.terms();
    let at = terms.partition_point(|here| here.span.end < number_at.end);
    let term = terms.get(at).filter(|here| here.span.len() > 1 && lies_in(number_at, here.span));
    term.is_some_and(|here| does_without(here.term, number))
}

fn does_without(term: &Term, number: Decimal) -> bool {
    term.forms().any(|form| !read_en(form).iter().any(|figure| figure.number() == Some(number)))
}

fn lies_in(inner: Span, outer: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

#[cfg(test)]
mod tests {
    use crate::check::{Pair, run};
    use crate::glossary::Glossary;

    #[track_caller]
    fn assert_counted(source: &str, target: &str, is_right: bool) {
        let glossary = Glossary::builtin();
        let pair = Pair { glossary: Some(&glossary), ..Pair::of(source, target) };
        let lost = run(&pair).into_iter().any(|finding| finding.rule == "SLOGAN_COUNT");
        assert_eq!(!lost, is_right, "{source} / {target}");
    }

    #[test]
    fn a_slogan_keeps_its_number() {
        let source = "白河县绘制“四张图谱”。";
        assert_counted(source, "Baihe county drew “four atlases”.", true);
        assert_counted(source, "Baihe county drew “five atlases”.", false);
        assert_counted(source, "Baihe county drew “atlases”.", false);
    }

    #[test]
    fn a_slogan_whose_english_has_no_number_needs_none() {
        assert_counted(
            "白河县重视“三农”工作。",
            "Baihe county values work on “agriculture, rural areas and farmers”.",
            true,
        );
        assert_counted(
            "白河县开展“一对一”服务。",
            "Baihe county offers “one-on-one” services.",
            true,
        );
        assert_counted("她是“95后”。", "She was born after 1995.", true);
    }

    #[test]
    fn speech_and_plain_text_are_not_counted() {
        assert_counted("他说：“四张图谱画好了。”", "“The atlases are ready,” he said.", true);
        assert_counted("白河县有一座桥。", "Baihe county has a bridge.", true);
    }
}
