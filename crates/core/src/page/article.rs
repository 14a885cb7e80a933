//! Articles: which titles begin an article, and which only a section of one.
//!
//! A title with a byline or a dateline below it begins an article; so does one that extraction
//! marked, and one above a short text that a credit closes (photo news). Any other title is a
//! heading. Law: without a second such title a page is one article.

use super::byline::{self, has_dateline};
use super::join::Links;
use super::piece::{Piece, Role};
use super::title::are_parallel;
use crate::document::Kind;

/// Returns for each piece how many lines the headline has that begins with it; none for most.
pub(super) fn headlines(pieces: &mut [Piece<'_>], links: &Links) -> Vec<usize> {
    byline::find_below_titles(pieces);
    let groups = groups(pieces);
    let joined = links.joined_heads();
    let mut headlines = vec![0; pieces.len()];
    for (n, group) in groups.iter().enumerate() {
        let end = groups.get(n + 1).map_or(pieces.len(), |next| next[0]);
        if begins_article(pieces, &groups, group, end, &joined) {
            headlines[group[0]] = group.len();
        }
    }
    headlines
}

/// Groups the titles that stand directly below each other.
fn groups(pieces: &[Piece<'_>]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut last = None;
    for (i, piece) in pieces.iter().enumerate() {
        if piece.role != Role::Title {
            continue;
        }
        let follows = last
            .is_some_and(|last: usize| last + 1 == i && pieces[last].marked == piece.marked)
            && !heads_section(pieces, i);
        match groups.last_mut() {
            Some(group) if follows => group.push(i),
            _ => groups.push(vec![i]),
        }
        last = Some(i);
    }
    groups
}

/// Tells whether the last line of a headline is the first of a row of headings built alike.
fn heads_section(pieces: &[Piece<'_>], i: usize) -> bool {
    let ends_group = pieces.get(i + 1).is_none_or(|next| next.role != Role::Title);
    let text = &pieces[i].text;
    let signed = pieces[i + 1..]
        .iter()
        .take(2)
        .any(|next| next.is(Kind::Byline) || has_dateline(&next.text));
    let mut others = pieces.iter().skip(i + 2).filter(|other| other.role == Role::Title);
    ends_group && !signed && others.any(|other| are_parallel(text, &other.text))
}

/// Tells whether an article begins with a group of titles whose text goes up to `end`.
fn begins_article(
    pieces: &[Piece<'_>],
    groups: &[Vec<usize>],
    group: &[usize],
    end: usize,
    joined: &[bool],
) -> bool {
    let first = group[0];
    let last = group[group.len() - 1];
    let text_above = pieces[..first].iter().any(|piece| !piece.is_float());
    if !text_above {
        return true;
    }
    let below: Vec<&Piece<'_>> =
        pieces[last + 1..end].iter().filter(|piece| !piece.is_float()).collect();
    let signed = |piece: &&&Piece<'_>| piece.is(Kind::Byline) || has_dateline(&piece.text);
    if below.iter().take(2).any(|piece| signed(&piece)) {
        return true;
    }
    if is_notice(&pieces[first].text) {
        return true;
    }
    let parallel = has_parallel(pieces, groups, group);
    if pieces[first].marked || group.len() >= 2 {
        return !parallel;
    }
    !parallel && is_photo_news(&pieces[last + 1..end], &joined[last + 1..end])
}

/// Tells whether a headline is that of a notice, which nobody signs at its head.
fn is_notice(text: &str) -> bool {
    ["公告", "通告", "公示", "启事", "讣告"].iter().any(|end| text.ends_with(end))
}

fn has_parallel(pieces: &[Piece<'_>], groups: &[Vec<usize>], group: &[usize]) -> bool {
    let text = &pieces[group[0]].text;
    groups
        .iter()
        .filter(|other| other[0] != group[0] && other.len() == group.len())
        .any(|other| are_parallel(text, &pieces[other[0]].text))
}

/// Tells whether a text is a short report closed by a credit; behind the credit the text of another
/// article may go on.
fn is_photo_news(pieces: &[Piece<'_>], joined: &[bool]) -> bool {
    let credit = pieces.iter().position(|piece| piece.is(Kind::Credit));
    let Some(credit) = credit else { return false };
    let behind = (credit + 1..pieces.len()).find(|&i| !pieces[i].is_float());
    let closed = behind.is_none_or(|i| joined[i]);
    let text = &pieces[..credit];
    (1..=3).contains(&text.len()) && closed && text.iter().all(|piece| piece.is(Kind::Paragraph))
}

/// Returns the kinds of the titles of a headline.
pub(super) fn name_headline(lines: &[&str]) -> Vec<Kind> {
    match lines {
        [] => Vec::new(),
        [_] => vec![Kind::Headline],
        [_, second] if is_subhead(second) => vec![Kind::Headline, Kind::Subhead],
        [_, _] => vec![Kind::Kicker, Kind::Headline],
        [_, _, rest @ ..] => {
            let mut kinds = vec![Kind::Kicker, Kind::Headline];
            kinds.extend(rest.iter().map(|_| Kind::Subhead));
            kinds
        }
    }
}

/// Tells whether a title says what kind of text follows, as the second line of a feature does.
fn is_subhead(text: &str) -> bool {
    const STARTS: [&str; 9] = ["——", "—", "探秘", "走进", "解码", "聚焦", "来自", "写在", "记"];
    const ENDS: [&str; 16] = [
        "之路", "纪实", "见闻", "侧记", "综述", "纪事", "观察", "札记", "掠影", "启示", "巡礼",
        "扫描", "透视", "调查", "追踪", "速写",
    ];
    let bracketed = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    bracketed
        || STARTS.iter().any(|start| text.starts_with(start))
        || ENDS.iter().any(|end| text.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_a_headline_have_their_names() {
        assert_eq!(name_headline(&["白河县开镰"]), [Kind::Headline]);
        assert_eq!(name_headline(&["抢农时 战三秋", "白河县开镰"]), [Kind::Kicker, Kind::Headline]);
        assert_eq!(
            name_headline(&["沃野新歌", "——白河县粮食生产纪实"]),
            [Kind::Headline, Kind::Subhead]
        );
        assert_eq!(name_headline(&["抢农时 战三秋", "沃野新歌", "——白河县见闻"])[2], Kind::Subhead);
    }
}
