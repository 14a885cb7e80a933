//! How much the news of a story weighs among other stories.

use super::rank;
use super::story::Story;

/// Words of something that has not been before or reaches beyond the place.
const CUES: &[&str] = &[
    "首次",
    "首个",
    "首家",
    "首批",
    "第一",
    "唯一",
    "突破",
    "创历史",
    "国家级",
    "全国",
    "世界",
    "历史新高",
    "重大",
    "开工",
    "投产",
    "通车",
    "启用",
    "签约",
    "揭牌",
    "防汛",
    "事故",
    "抢险",
];

/// Returns the weight of a story, from 0 to 1000: where it stands on its page, how long it is, how many
/// figures its beginning states, and what it claims to be.
pub(super) fn weight(story: &Story) -> u16 {
    let place = 1.0 / (1.0 + 0.25 * (story.article.saturating_sub(1)) as f32);
    let length: usize = story.units.iter().map(|unit| unit.segment.text.chars().count()).sum();
    let length = ((length as f32 / 60.0).ln().max(0.0) / 4.0).min(1.0);
    let head: Vec<&str> =
        story.units.iter().take(8).map(|unit| unit.segment.text.as_str()).collect();
    let figures = head.iter().map(|text| rank::figures(text)).sum::<f32>() / 3.0;
    let cues = head.iter().flat_map(|text| CUES.iter().filter(|cue| text.contains(**cue)));
    let cues = (cues.count() as f32 / 5.0).min(1.0);
    let sum = 0.35 * place + 0.25 * length + 0.2 * figures.min(1.0) + 0.2 * cues;
    (sum * 1000.0).clamp(0.0, 1000.0) as u16
}

#[cfg(test)]
mod tests {
    use super::super::story::tests::story;
    use super::*;

    #[test]
    fn news_with_figures_weighs_more_than_a_notice() {
        let news = story(&[
            "headline|白河大桥建成通车",
            "paragraph|3月5日,全国首座…总投资2.4亿元的白河大桥建成通车,全长1.2公里,设计时速60公里。",
        ]);
        let notice = story(&["headline|通知", "paragraph|请各位读者互相转告。"]);
        assert!(weight(&news) > weight(&notice));
        assert!(weight(&notice) <= 1000);
    }
}
