//! Puts a figure right that is a power of ten off, where it is sure which figure is meant.
//!
//! Law: nothing but that figure is changed, and afterwards the figures of both sides differ in nothing
//! that they did not differ in before. [`MENDED`] names what was changed; without that name nothing is.

use std::sync::Arc;

use super::sides::Figures;
use super::{Pair, Sides, Switches, on_target, run_on};
use crate::fact::compare::Sort;
use crate::fact::decimal::Decimal;
use crate::fact::{Comparison, Difference, Figure, Kind, compare, read_en, render_en};
use crate::finding::{Finding, Severity};
use crate::text::span::Span;

/// The name under which a mended figure is told, and under which mending is switched off.
pub const MENDED: &str = "MAGNITUDE_MENDED";

/// A text of which figures were put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The text as it stands now.
    pub text: String,
    /// What was changed: one finding for each figure, minor.
    pub findings: Vec<Finding>,
}

impl Switches {
    /// Returns what the rules find in a pair, and the translation with its figures put right that are a
    /// power of ten off, together with what the rules find then; nothing where none is, where it is not sure
    /// which figure is meant, where a person has accepted it, or where mending is off.
    pub fn check_and_mend(
        &self,
        pair: &Pair<'_>,
    ) -> (Vec<Finding>, Option<(Mended, Vec<Finding>)>) {
        let sides = Sides::new(*pair);
        let mut findings = run_on(&sides);
        self.apply(pair.source, &mut findings);
        let is_off = findings.iter().any(|finding| finding.rule == Sort::Magnitude.code());
        let mended = is_off.then(|| self.mended(&sides)).flatten();
        (findings, mended)
    }

    fn mended(&self, sides: &Sides<'_>) -> Option<(Mended, Vec<Finding>)> {
        let pair = &sides.pair;
        let (mut mended, figures) = mend_all(sides)?;
        let mut told = mended.findings.clone();
        told.extend(
            mended
                .findings
                .first()
                .map(|first| Finding { rule: Sort::Magnitude.code().to_owned(), ..first.clone() }),
        );
        self.apply(pair.source, &mut told);
        mended.findings.retain(|finding| told.contains(finding));
        if told.len() == mended.findings.len() || mended.findings.is_empty() {
            return None;
        }
        let after = Pair { target: &mended.text, ..*pair };
        let mut after = run_on(&Sides::with_figures(after, figures));
        self.apply(pair.source, &mut after);
        Some((mended, after))
    }
}

/// Puts the figures of a translation right that are a power of ten off.
pub fn mended(source: &str, target: &str) -> Option<Mended> {
    mend_all(&Sides::new(Pair::of(source, target))).map(|(mended, _)| mended)
}

/// Puts right what can be, and returns the figures as they are then.
fn mend_all(sides: &Sides<'_>) -> Option<(Mended, Figures)> {
    let zh = &sides.figures().zh;
    let mut findings = Vec::new();
    let mut next = mend(sides.pair.target, sides.figures());
    let mut last = None;
    while let Some(Step { text, finding, en, comparison }) = next {
        let figures = Figures { zh: Arc::clone(zh), en, comparison };
        next = mend(&text, &figures);
        findings.push(finding);
        last = Some((text, figures));
    }
    last.map(|(text, figures)| (Mended { text, findings }, figures))
}

/// A text of which one figure was put right.
struct Step {
    text: String,
    finding: Finding,
    /// The figures of the text as it is then, and how they agree with the Chinese.
    en: Vec<Figure>,
    comparison: Comparison,
}

/// Puts the first figure right of which it is sure which one is meant.
fn mend(text: &str, figures: &Figures) -> Option<Step> {
    let differences = &figures.comparison.differences;
    differences.iter().filter(|one| one.sort == Sort::Magnitude).find_map(|difference| {
        let (zh, en) = (&figures.zh[difference.zh?], &figures.en[difference.en?]);
        if !is_sure(&figures.zh, &figures.en, &figures.comparison, difference) {
            return None;
        }
        let before = sorts(differences, Some(difference));
        forms(zh, en).into_iter().find_map(|form| {
            let text = put(text, en.span, &form);
            let read = read_en(&text);
            let comparison = compare(&figures.zh, &read);
            let is_right = sorts(&comparison.differences, None) == before;
            is_right.then(|| Step { finding: told(zh, en, &form), text, en: read, comparison })
        })
    })
}

/// Says what was changed, and where it stands now.
fn told(zh: &Figure, en: &Figure, form: &str) -> Finding {
    let message = format!("{}: `{}` was answered, and is `{form}` now", zh.text, en.text);
    let mut finding = on_target(MENDED, Severity::Minor, message);
    finding.spans = vec![zh.span];
    finding.target_spans = vec![Span::new(en.span.start, en.span.start + form.chars().count())];
    finding
}

/// Tells whether no other figure of either side has these digits and no partner: one is meant for one.
fn is_sure(zh: &[Figure], en: &[Figure], found: &Comparison, of: &Difference) -> bool {
    let mantissa = |figure: &Figure| figure.number().map(Decimal::mantissa);
    let (Some(own_zh), Some(own_en)) = (of.zh, of.en) else { return false };
    let digits = mantissa(&zh[own_zh]);
    let is_matched = |side: fn(&(usize, usize)) -> usize, at: usize| {
        found.matched.iter().any(|pair| side(pair) == at)
    };
    let rival = |figures: &[Figure], own: usize, side: fn(&(usize, usize)) -> usize| {
        (0..figures.len())
            .any(|at| at != own && mantissa(&figures[at]) == digits && !is_matched(side, at))
    };
    digits.is_some() && !rival(zh, own_zh, |pair| pair.0) && !rival(en, own_en, |pair| pair.1)
}

/// Returns what could stand in the place of an English figure: its own words with another number first.
fn forms(zh: &Figure, en: &Figure) -> Vec<String> {
    let plain = Figure { approx: None, ..zh.clone() };
    let number = Figure { kind: Kind::Count, unit: None, ..plain.clone() };
    let in_digits = render_en(&number).into_iter().filter(|form| is_digit_at(form, 0));
    let own = number_of(&en.text);
    let own = own.map(|own| in_digits.map(move |form| put_in(&en.text, own, &form)));
    own.into_iter().flatten().chain(render_en(&plain)).chain(render_en(zh)).collect()
}

/// Returns where the number of a figure stands in its words, in bytes: `4.73 million`.
fn number_of(words: &str) -> Option<(usize, usize)> {
    let start = words.find(|c: char| c.is_ascii_digit())?;
    let is_part = |(at, c): &(usize, char)| {
        c.is_ascii_digit() || matches!(c, ',' | '.') && is_digit_at(words, start + at + 1)
    };
    let digits = words[start..].char_indices().take_while(is_part).count();
    let end = start + digits;
    let scales = [" trillion", " billion", " million", " thousand"];
    let scale = scales.iter().find(|scale| words[end..].starts_with(**scale));
    Some((start, end + scale.map_or(0, |scale| scale.len())))
}

fn is_digit_at(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
}

fn put_in(words: &str, (start, end): (usize, usize), form: &str) -> String {
    format!("{}{form}{}", &words[..start], &words[end..])
}

fn put(target: &str, span: Span, form: &str) -> String {
    let before = target.chars().take(span.start);
    before.chain(form.chars()).chain(target.chars().skip(span.end)).collect()
}

/// Returns what differences there are, but for one of them; where they stand may have moved.
fn sorts(
    differences: &[Difference],
    but: Option<&Difference>,
) -> Vec<(&'static str, Option<usize>)> {
    let others = differences.iter().filter(|one| Some(*one) != but);
    let mut sorts: Vec<_> = others.map(|one| (one.sort.code(), one.zh)).collect();
    sorts.sort_unstable();
    sorts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended_text(source: &str, target: &str) -> Option<String> {
        mended(source, target).map(|mended| mended.text)
    }

    #[test]
    fn a_figure_that_is_a_power_of_ten_off_is_put_right_and_nothing_else_is_changed() {
        for (source, wrong, right) in [
            (
                "白河县申领资金473万元。",
                "Baihe county applied for 473,000 yuan.",
                "Baihe county applied for 4.73 million yuan.",
            ),
            (
                "全县新增企业140余家。",
                "The county gained more than 1,400 local companies.",
                "The county gained more than 140 local companies.",
            ),
            (
                "出口额3326.5万美元，增长12%。",
                "Exports came to $332.65 million, up 12 percent.",
                "Exports came to $33.265 million, up 12 percent.",
            ),
            (
                "投资90亿元，建桥30座，占地450亩。",
                "It invested 90 billion yuan and built 300 bridges on 450 mu of land.",
                "It invested 9 billion yuan and built 30 bridges on 450 mu of land.",
            ),
            (
                "粮食产量5.8万吨。",
                "Grain output was 580,000 tons.",
                "Grain output was 58,000 tons.",
            ),
        ] {
            assert_eq!(mended_text(source, wrong).as_deref(), Some(right), "{source}");
            assert_eq!(mended_text(source, right), None, "{right}");
        }
    }

    #[test]
    fn where_two_figures_could_be_meant_nothing_is_changed() {
        for (source, target) in [
            ("投资30万元，建桥30座。", "It invested 3 million yuan and built 3,000 bridges."),
            ("投资473万元。", "It invested 475 million yuan."),
            ("投资473万元。", "It invested much."),
        ] {
            assert_eq!(mended_text(source, target), None, "{target}");
        }
    }

    #[test]
    fn what_is_switched_off_or_accepted_is_not_put_right() {
        use crate::check::Waiver;
        use crate::fingerprint::Fingerprint;

        let source = "白河县申领资金473万元。";
        let target = "Baihe county applied for 473,000 yuan.";
        let waiver = |rule: &str| Waiver {
            rule: rule.to_owned(),
            source: Fingerprint::of([source]),
            reason: "the sum is misprinted".to_owned(),
        };
        let switches = |off: &[&str], waivers: Vec<Waiver>| {
            Switches::new(off.iter().map(|&name| name.to_owned()).collect(), waivers).unwrap()
        };
        assert!(Switches::default().check_and_mend(&Pair::of(source, target)).1.is_some());
        for off in [
            switches(&[MENDED], Vec::new()),
            switches(&["MAGNITUDE"], Vec::new()),
            switches(&[], vec![waiver(MENDED)]),
            switches(&[], vec![waiver("MAGNITUDE")]),
        ] {
            assert_eq!(off.check_and_mend(&Pair::of(source, target)).1, None);
        }
    }

    #[test]
    fn it_is_told_what_was_answered() {
        let mended = mended("投资90亿元。", "It invested 90 billion yuan.").unwrap();
        let [finding] = mended.findings.as_slice() else { panic!("{mended:?}") };
        assert_eq!((finding.rule.as_str(), finding.severity), (MENDED, Severity::Minor));
        assert_eq!(
            finding.message,
            "90亿元: `90 billion yuan` was answered, and is `9 billion yuan` now"
        );
        assert_eq!(finding.target_spans[0].of(&mended.text), "9 billion yuan");
    }
}
