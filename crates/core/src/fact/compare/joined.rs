//! Figures that one side writes as one and the other as two: 5至6家 and "from five to six", 三年六个月 and
//! "three and a half years", 八成 and "four in five".

use super::agree::{Agreement, agree};
use super::{Pairing, size};
use crate::fact::decimal::Decimal;
use crate::fact::english::SIZES;
use crate::fact::figure::{Figure, Hold, Kind, Role, Value};

/// The most characters between the two numbers of a share: `three people in every 100,000`.
const SHARE_GAP: usize = 24;

/// The most characters between the parts of a stretch of time: `two hours and 30 minutes`.
const TIME_GAP: usize = 5;

/// The most parts that a stretch of time has: hours, minutes and seconds.
const MOST_PARTS: usize = 3;

impl Pairing<'_> {
    /// Pairs a range of one side with its two ends on the other.
    pub(super) fn split_ranges(&mut self, hold: Hold) {
        for zh in 0..self.zh.len() {
            if !self.free_zh[zh] || self.zh[zh].hold != hold {
                continue;
            }
            if let Some((low, high)) = ends(&self.zh[zh]) {
                let first = self.find_en(zh, &low, None);
                let second = first.and_then(|first| self.find_en(zh, &high, Some(first)));
                if let (Some(first), Some(second)) = (first, second) {
                    self.take(zh, first, Agreement::Sense);
                    self.free_en[second] = false;
                }
            }
        }
        for en in 0..self.en.len() {
            if !self.free_en[en] {
                continue;
            }
            if let Some((low, high)) = ends(&self.en[en]) {
                let first = self.find_zh(en, &low, None);
                let second = first.and_then(|first| self.find_zh(en, &high, Some(first)));
                if let (Some(first), Some(second)) = (first, second) {
                    self.take(first, en, Agreement::Sense);
                    self.free_zh[second] = false;
                }
            }
        }
    }

    fn find_en(&self, zh: usize, end: &Figure, but: Option<usize>) -> Option<usize> {
        self.en_about(zh).find(|&en| {
            let bare = self.en[en].kind == Kind::Count
                && self.en[en].unit.is_none()
                && self.en[en].number() == end.number();
            self.free_en[en] && Some(en) != but && (bare || agree(end, &self.en[en]).is_some())
        })
    }

    fn find_zh(&self, en: usize, end: &Figure, but: Option<usize>) -> Option<usize> {
        self.zh_about(en).find(|&zh| {
            let bare = end.kind == Kind::Count
                && end.unit.is_none()
                && self.zh[zh].number() == end.number();
            self.free_zh[zh] && Some(zh) != but && (bare || agree(&self.zh[zh], end).is_some())
        })
    }

    /// Pairs one figure with neighbours that say the same together: the parts of a stretch of time, the two
    /// numbers of a share.
    pub(super) fn join(&mut self, hold: Hold) {
        for zh in 0..self.zh.len() {
            for many in 2..=MOST_PARTS {
                if self.free_zh[zh] && self.zh[zh].hold == hold {
                    self.join_en(zh, many);
                }
                if self.free_zh[zh] && self.zh[zh].hold == hold {
                    self.join_zh(zh, many);
                }
            }
        }
    }

    /// Pairs the hours, minutes and seconds of one time with an English figure that gives them together, before
    /// another time of the text takes one of them: 2小时09分34秒 as "2:09:34".
    pub(super) fn join_times(&mut self) {
        for zh in 0..self.zh.len() {
            for many in (2..=MOST_PARTS).rev() {
                let parts = self.zh.get(zh..zh + many);
                let touch = |two: &[Figure]| two[0].span.end == two[1].span.start;
                let is_one = parts.is_some_and(|parts| {
                    parts.iter().all(|part| part.kind == Kind::Duration)
                        && parts.windows(2).all(touch)
                });
                if is_one {
                    self.join_zh(zh, many);
                }
            }
        }
    }

    /// Pairs a share with the two English numbers that tell it, before another figure of the text takes one of
    /// them: 三成 as "three in ten" beside 三个项目.
    pub(super) fn join_shares(&mut self) {
        const NEAR: usize = 8;
        for zh in 0..self.zh.len() {
            let found = self.en_about(zh).find(|&en| match self.en.get(en..en + 2) {
                Some([part, whole]) => {
                    whole.span.start.saturating_sub(part.span.end) <= NEAR
                        && part.unit.is_none()
                        && is_share(part, whole, &self.zh[zh])
                        && self.free_en[en]
                        && self.free_en[en + 1]
                }
                _ => false,
            });
            if let Some(en) =
                found.filter(|_| matches!(self.zh[zh].kind, Kind::Percent | Kind::Fraction))
            {
                self.take(zh, en, Agreement::Sense);
                self.free_en[en + 1] = false;
            }
        }
    }

    /// Pairs a Chinese figure with so many neighbours of the English.
    fn join_en(&mut self, zh: usize, many: usize) {
        let found = self.en_about(zh).find(|&en| {
            let parts = self.en.get(en..en + many);
            parts.is_some_and(|parts| say_together(parts, &self.zh[zh]))
                && (en..en + many).all(|en| self.free_en[en])
        });
        if let Some(en) = found {
            self.take(zh, en, Agreement::Sense);
            (en..en + many).for_each(|en| self.free_en[en] = false);
        }
    }

    /// Pairs so many neighbours of the Chinese with an English figure.
    fn join_zh(&mut self, zh: usize, many: usize) {
        let range = zh..zh + many;
        let Some(parts) = self.zh.get(range.clone()) else {
            return;
        };
        if !range.clone().all(|zh| self.free_zh[zh]) {
            return;
        }
        let mut about = self.en_about(zh);
        let found = about.find(|&en| self.free_en[en] && say_together(parts, &self.en[en]));
        if let Some(en) = found {
            self.take(zh, en, Agreement::Sense);
            range.for_each(|zh| {
                self.free_zh[zh] = false;
                self.paired[zh] = true;
            });
        }
    }
}

impl Pairing<'_> {
    /// Pairs a change with the level before or after it: 为50.2, 上升0.4 as "rose from 49.8 to 50.2".
    pub(super) fn reckon(&mut self) {
        for zh in 0..self.zh.len() {
            if !self.free_zh[zh] || self.zh[zh].hold != Hold::Stated {
                continue;
            }
            let other = self.en_about(zh).find(|&en| {
                let is_free = self.free_en[en] && self.en[en].hold == Hold::Stated;
                is_free && self.is_level_before(&self.zh[zh], &self.en[en])
            });
            if let Some(en) = other {
                self.take(zh, en, Agreement::Sense);
            }
        }
    }

    /// Tells whether an English level is what a level of the text was before a change.
    fn is_level_before(&self, change: &Figure, level: &Figure) -> bool {
        let Some((by, before)) = change.number().zip(level.number()) else {
            return false;
        };
        let mut levels = self.pairs.iter().filter(|pair| {
            let (zh, en) = (&self.zh[pair.zh], &self.en[pair.en]);
            goes_with(change, zh) && (level.kind == en.kind && level.unit == en.unit)
        });
        levels.any(|pair| {
            let after = self.zh[pair.zh].number();
            let rose = after.is_some_and(|after| before.plus(by) == Some(after));
            let fell = after.is_some_and(|after| after.plus(by) == Some(before));
            match change.role {
                Role::Growth => rose,
                Role::Fall => fell,
                Role::Index => rose || fell,
                _ => false,
            }
        })
    }
}

/// Tells whether a change is one of a level: points of percentages, anything else of its own unit.
fn goes_with(change: &Figure, level: &Figure) -> bool {
    match change.kind {
        Kind::Point => level.kind == Kind::Percent,
        Kind::Money | Kind::Measure | Kind::Count | Kind::Duration => {
            level.kind == change.kind && level.unit == change.unit
        }
        _ => false,
    }
}

/// Tells whether neighbours say together what one figure says.
fn say_together(parts: &[Figure], one: &Figure) -> bool {
    let is_near = |most: usize| {
        parts.windows(2).all(|two| two[1].span.start.saturating_sub(two[0].span.end) <= most)
    };
    match (one.kind, parts) {
        (Kind::Duration, _) => is_near(TIME_GAP) && is_sum(parts, one),
        (Kind::Time, [first, second]) => is_near(TIME_GAP) && is_written_so(first, second, one),
        (Kind::Percent | Kind::Fraction, [first, second]) => {
            is_near(SHARE_GAP) && is_share(first, second, one)
        }
        (Kind::Range, [first, second]) => is_near(SHARE_GAP) && is_share_range(first, second, one),
        _ => false,
    }
}

/// Tells whether hours and minutes, or minutes and seconds, are written with a colon: 3小时58分 as "3:58".
fn is_written_so(first: &Figure, second: &Figure, one: &Figure) -> bool {
    let Value::Clock(clock) = one.value else {
        return false;
    };
    let units = (first.unit.as_deref(), second.unit.as_deref());
    let is = |figure: &Figure, number: u8| {
        figure.kind == Kind::Duration && figure.number() == Some(Decimal::from(u32::from(number)))
    };
    matches!(units, (Some("hour"), Some("minute")) | (Some("minute"), Some("second")))
        && is(first, clock.hour)
        && is(second, clock.minute)
}

/// Tells whether stretches of time, each in another unit, are one together.
fn is_sum(parts: &[Figure], one: &Figure) -> bool {
    let in_base = |figure: &Figure| {
        let number = figure.number().filter(|_| figure.kind == Kind::Duration)?;
        size::time_base(number, figure.unit.as_deref())
    };
    let Some((dimension, whole)) = in_base(one) else {
        return false;
    };
    let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| {
        let (_, value) = in_base(part).filter(|(other, _)| *other == dimension)?;
        sum.plus(value)
    });
    parts.windows(2).all(|two| two[0].unit != two[1].unit) && sum == Some(whole)
}

/// Tells whether two counts, so many of so many in either order, are a share.
fn is_share(first: &Figure, second: &Figure, one: &Figure) -> bool {
    let count = |figure: &Figure| figure.number().filter(|_| figure.kind == Kind::Count);
    let Some((a, b)) = count(first).zip(count(second)) else {
        return false;
    };
    let (part, whole) = if a < b { (a, b) } else { (b, a) };
    let share = match one.value {
        Value::Fraction(part, whole) => (Decimal::from(part), Decimal::from(whole)),
        Value::Number(percent) => (percent, Decimal::from(100)),
        _ => return false,
    };
    part != whole && part.times(share.1) == whole.times(share.0)
}

/// Tells whether so many to so many of so many are a range of shares: 六七成 as "six or seven out of ten".
fn is_share_range(first: &Figure, second: &Figure, one: &Figure) -> bool {
    let (Value::Range(a, b), Value::Range(low, high)) = (first.value, one.value) else {
        return false;
    };
    let hundred = Decimal::from(100);
    let whole = second.number().filter(|_| second.kind == Kind::Count);
    let fits = |part: Decimal, share: Decimal| {
        whole.is_some_and(|whole| part.times(hundred) == share.times(whole))
    };
    one.unit.as_deref() == Some("%") && fits(a, low) && fits(b, high)
}

/// Returns the two ends of a range as figures of their own.
fn ends(figure: &Figure) -> Option<(Figure, Figure)> {
    let (kind, low, high) = match figure.value {
        Value::Range(low, high) => {
            (kind_of_unit(figure.unit.as_deref(), low), Value::Number(low), Value::Number(high))
        }
        Value::Dates(from, to) => (Kind::Date, Value::Date(from), Value::Date(to)),
        Value::Clocks(from, to) => (Kind::Time, Value::Clock(from), Value::Clock(to)),
        _ => return None,
    };
    let end = |value| Figure { kind, value, ..figure.clone() };
    Some((end(low), end(high)))
}

fn kind_of_unit(unit: Option<&str>, low: Decimal) -> Kind {
    let is_calendar = low >= Decimal::from(1000);
    match unit {
        Some("%") => Kind::Percent,
        Some("percentage_point") => Kind::Point,
        Some("times") => Kind::Multiple,
        Some("year") if is_calendar => Kind::Year,
        Some("month") => Kind::Month,
        Some(unit) if SIZES.iter().any(|(name, ..)| *name == unit) => Kind::Measure,
        Some(
            "year" | "day" | "hour" | "minute" | "second" | "week" | "quarter" | "century"
            | "working_day",
        ) => Kind::Duration,
        Some(unit) if unit.len() == 3 && unit.chars().all(|c| c.is_ascii_uppercase()) => {
            Kind::Money
        }
        _ => Kind::Count,
    }
}

#[cfg(test)]
mod tests {
    use crate::fact::{compare, mentions_zh, read_en};

    #[track_caller]
    fn assert_same(zh: &str, en: &str, is_same: bool) {
        let comparison = compare(&mentions_zh(zh), &read_en(en));
        assert_eq!(comparison.differences.is_empty(), is_same, "{zh} / {en}: {comparison:?}");
    }

    #[test]
    fn the_parts_of_a_stretch_of_time_are_added() {
        assert_same("被判处有期徒刑三年六个月", "sentenced to three and a half years", true);
        assert_same("历时1年零3个月", "It took 15 months", true);
        assert_same("历时两个半小时", "It took two hours and 30 minutes", true);
        assert_same("以2小时09分14秒夺冠", "won in 2:09:14", true);
        assert_same("以2小时09分14秒夺冠", "won in 2:09:41", false);
        let both = "男子冠军用时2小时09分34秒，女子冠军用时2小时31分02秒";
        let told = "The men took 2:09:34 and the women 2 hours, 31 minutes and 2 seconds";
        assert_same(both, told, true);
        assert_same("以1分52秒34夺冠", "won in 1:52.34", true);
        assert_same("被判处有期徒刑三年六个月", "sentenced to four and a half years", false);
        assert_same("历时三年，维修六个月", "It took four years", false);
    }

    #[test]
    fn a_level_and_its_change_say_what_it_was_before() {
        let zh = "采购经理指数为50.2%，比上月上升0.4个百分点";
        assert_same(zh, "The index rose to 50.2 from 49.8", true);
        assert_same(zh, "The index rose to 50.2 from 49.7", false);
        let zh = "不良率为1.3%，下降0.2个百分点";
        assert_same(zh, "The rate fell from 1.5 percent to 1.3 percent", true);
        assert_same(zh, "The rate went from 1.1 percent to 1.3 percent", false);
    }

    #[test]
    fn the_ends_of_a_range_may_stand_apart() {
        let zh = "2019年至2024年，近视率由61.2%降至54.7%";
        assert_same(zh, "The rate fell from 61.2 percent in 2019 to 54.7 percent in 2024", true);
        assert_same(zh, "The rate fell from 61.2 percent in 2019 to 54.7 percent in 2023", false);
    }

    #[test]
    fn so_many_of_so_many_is_a_share() {
        assert_same("八成以上的家长支持", "More than four in five parents support it", true);
        assert_same("75%的受访者", "three out of every four respondents", true);
        assert_same("每三人中就有一人参保", "A third of the people are insured", true);
        assert_same("发病率约为十万分之三", "It strikes about three people in every 100,000", true);
        assert_same("三分之一的职工", "one in three workers", true);
        assert_same("八成以上的家长支持", "More than three in five parents support it", false);
        let told = "Three in five stayed, and he went through three batteries";
        assert_same("六成留下，他换了三块电池", told, true);
        assert_same(
            "六成留下，他换了三块电池",
            "Two in five stayed, and he went through three",
            false,
        );
    }
}
