//! Says how many there are of a thing, in the number that English wants.

use std::fmt::Display;

/// Returns a count with its noun: `1 page`, `2 pages`. The noun is one whose plural ends in *s*.
pub(crate) fn counted<N: Copy + Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    let ending = if count == N::from(1) { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn one_thing_stands_in_the_singular_and_any_other_number_in_the_plural() {
        assert_eq!(counted(0_usize, "page"), "0 pages");
        assert_eq!(counted(1_u64, "page"), "1 page");
        assert_eq!(counted(21_usize, "left-out row"), "21 left-out rows");
    }
}
