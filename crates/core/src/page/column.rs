//! Columns: the order in which the columns of a page are read, as far as their seams tell it.
//!
//! Where running text breaks off in the middle of a sentence a column may end. Extraction prints
//! columns in the wrong order now and then: two are swapped, or one stands further up or down. Each
//! such change touches three seams; it is taken back where the three together fit so much better than
//! before that an accident is unlikely. Law: columns are only put in order here, nothing is joined.

/// By how much the seams must fit better before a change of the order is believed.
const COST: f32 = 4.0;

/// With more columns than this the printed order stays.
const MOST: usize = 48;

/// Orders the columns that end at `ends` of so many pieces by the value of the seams between them.
///
/// Returns the seams that come about anew, as pairs of a piece and the piece behind it.
pub(super) fn reorder(
    ends: &[usize],
    pieces: usize,
    value: impl Fn(usize, usize) -> f32,
) -> Vec<(usize, usize)> {
    let mut columns: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    for end in ends.iter().copied().chain(pieces.checked_sub(1)) {
        if start <= end {
            columns.push((start, end));
            start = end + 1;
        }
    }
    if columns.len() < 3 || columns.len() > MOST {
        return Vec::new();
    }
    let values = Values::of(&columns, value);
    let mut order: Vec<usize> = (0..columns.len()).collect();
    while let Some(better) = values.better(&order) {
        order = better;
    }
    let seams = order.windows(2).filter(|pair| pair[1] != pair[0] + 1);
    seams.map(|pair| (columns[pair[0]].1, columns[pair[1]].0)).collect()
}

/// The value of the seam between any two columns.
struct Values(Vec<Vec<f32>>);

impl Values {
    fn of(columns: &[(usize, usize)], value: impl Fn(usize, usize) -> f32) -> Self {
        let row = |&(_, end): &(usize, usize)| {
            let seam =
                |&(start, _): &(usize, usize)| if start == end { 0.0 } else { value(end, start) };
            columns.iter().map(seam).collect()
        };
        Self(columns.iter().map(row).collect())
    }

    fn sum(&self, order: &[usize]) -> f32 {
        order.windows(2).map(|pair| self.0[pair[0]][pair[1]]).sum()
    }

    /// Returns the order with the one column moved that makes it better by more than the cost.
    fn better(&self, order: &[usize]) -> Option<Vec<usize>> {
        let now = self.sum(order);
        let mut best: Option<(f32, Vec<usize>)> = None;
        for from in 1..order.len() {
            for to in 1..order.len() {
                if from == to {
                    continue;
                }
                let mut other = order.to_vec();
                let column = other.remove(from);
                other.insert(to, column);
                let gain = self.sum(&other) - now;
                if gain > best.as_ref().map_or(COST, |(gain, _)| *gain) {
                    best = Some((gain, other));
                }
            }
        }
        best.map(|(_, order)| order)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns of two pieces each; the seams between the columns of `true_order` fit.
    fn seams(true_order: &[usize]) -> Vec<(usize, usize)> {
        let ends: Vec<usize> = (0..true_order.len()).map(|column| 2 * column + 1).collect();
        let fits = |end: usize, start: usize| {
            let follows = true_order.windows(2).any(|pair| pair == [end / 2, start / 2]);
            if follows { 5.0 } else { 2.6 }
        };
        reorder(&ends, 2 * true_order.len(), fits)
    }

    #[test]
    fn swapped_columns_are_put_in_order() {
        assert_eq!(seams(&[0, 2, 1, 3]), [(1, 4), (5, 2), (3, 6)]);
    }

    #[test]
    fn columns_in_order_stay() {
        assert_eq!(seams(&[0, 1, 2, 3]), []);
        assert_eq!(reorder(&[], 0, |_, _| 0.0), []);
    }
}
