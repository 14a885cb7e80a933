//! When the entries of a feed were published and last changed.
//!
//! Law: an entry keeps its times as long as it says the same. What it said is read from the feed that an
//! earlier run has written; nothing else of that feed is believed.

/// What the times of a feed are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times<'a> {
    /// The time of this run, as RFC 3339 has it: `2024-03-05T00:00:00Z`.
    pub now: &'a str,
    /// The feed that an earlier run has written to the same place.
    pub earlier: Option<&'a [u8]>,
}

/// The times of one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    /// When it was published.
    pub(super) published: String,
    /// When it was last changed.
    pub(super) updated: String,
}

impl Stamp {
    /// Returns the times of an entry that an earlier run has written, if they are times.
    pub(super) fn of(published: &str, updated: &str) -> Option<Self> {
        let is_fit = is_time(published) && is_time(updated);
        is_fit.then(|| Self { published: published.to_owned(), updated: updated.to_owned() })
    }
}

/// Dates an entry: `write` makes it with given times, `earlier` is what it was and was dated.
pub(super) fn dated<T: PartialEq>(
    earlier: Option<(Stamp, T)>,
    day: Option<&str>,
    now: &str,
    write: impl Fn(&Stamp) -> T,
) -> (Stamp, T) {
    let Some((stamp, before)) = earlier else {
        let time = day.map_or_else(|| now.to_owned(), |day| format!("{day}T00:00:00Z"));
        let stamp = Stamp { published: time.clone(), updated: time };
        let entry = write(&stamp);
        return (stamp, entry);
    };
    let same = write(&stamp);
    if same == before {
        return (stamp, same);
    }
    let stamp = Stamp { updated: now.to_owned(), ..stamp };
    let entry = write(&stamp);
    (stamp, entry)
}

/// Tells whether a text is a time in the form that feeds are written with.
fn is_time(text: &str) -> bool {
    let form = "dddd-dd-ddTdd:dd:ddZ";
    let fits = |(c, f): (char, char)| if f == 'd' { c.is_ascii_digit() } else { c == f };
    text.len() == form.len() && text.chars().zip(form.chars()).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2024-03-09T07:00:00Z";

    fn write(stamp: &Stamp) -> String {
        format!("{} news {}", stamp.published, stamp.updated)
    }

    #[test]
    fn a_new_entry_has_the_day_of_its_page_or_the_time_of_the_run() {
        assert_eq!(dated(None, Some("2024-03-05"), NOW, write).0.updated, "2024-03-05T00:00:00Z");
        assert_eq!(dated(None, None, NOW, write).0.published, NOW);
    }

    #[test]
    fn an_entry_keeps_its_times_until_it_says_something_else() {
        let old = || Stamp::of("2024-03-05T00:00:00Z", "2024-03-06T00:00:00Z").unwrap();
        let same = dated(Some((old(), write(&old()))), None, NOW, write);
        assert_eq!(same.0, old());
        let changed = dated(Some((old(), "other news".to_owned())), None, NOW, write);
        assert_eq!(
            (changed.0.published.as_str(), changed.0.updated.as_str()),
            ("2024-03-05T00:00:00Z", NOW)
        );
    }

    #[test]
    fn what_is_no_time_is_not_carried_over() {
        assert_eq!(Stamp::of("2024-03-05T00:00:00Z", "</updated><script>"), None);
        assert_eq!(Stamp::of("yesterday", "2024-03-05T00:00:00Z"), None);
    }
}
