//! How a page is damaged, decided by dice.

/// How a page is damaged.
pub(crate) struct Plan {
    /// Whether marks are printed half-width.
    pub(crate) half: bool,
    /// How many characters a column holds.
    pub(crate) column: usize,
    /// Which headlines get a `##`: none, every other article, all.
    pub(crate) marks: u64,
    /// How columns are moved.
    pub(crate) shuffle: u64,
    /// Where pictures stand.
    pub(crate) floats: u64,
    /// Whether a column of one article stands in another one.
    pub(crate) interleave: bool,
    /// How many paragraphs are looped.
    pub(crate) loops: usize,
    /// Whether a loop stands behind a cut paragraph as well.
    pub(crate) glue: bool,
    /// How many halves are lost.
    pub(crate) lost: usize,
    /// Whether headlines are printed on two lines.
    pub(crate) split_title: bool,
    /// How wide print lines are; zero for none.
    pub(crate) wrap: usize,
    /// Whether a line with the date stands at the top.
    pub(crate) folio: bool,
    /// Whether a heading is printed into the paragraph behind it.
    pub(crate) late_heading: bool,
    /// Whether figures are cut.
    pub(crate) cut_number: bool,
    /// Whether the lines at the head of the page are printed with it: its name, its number.
    pub(crate) furniture: bool,
    /// Whether an article is said to go on on another page.
    pub(crate) jump: bool,
    /// Whether paragraphs begin with two blanks.
    pub(crate) indent: bool,
    /// Whether no blank line parts the paragraphs.
    pub(crate) tight: bool,
    /// Whether the columns of two articles stand between each other, one by one.
    pub(crate) weave: bool,
    /// Whether the second half of a paragraph is looped.
    pub(crate) stutter: bool,
}

/// A small deterministic source of numbers (SplitMix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ z >> 31) % sides.max(1)
    }

    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.roll(100) < percent
    }
}

impl Plan {
    /// Rolls a plan.
    pub(crate) fn roll(dice: &mut Dice) -> Self {
        Self {
            half: dice.chance(50),
            column: 80 + dice.roll(180) as usize,
            marks: dice.roll(3),
            shuffle: dice.roll(4),
            floats: dice.roll(3),
            interleave: dice.chance(25),
            loops: if dice.chance(30) { 1 + dice.roll(2) as usize } else { 0 },
            glue: dice.chance(50),
            lost: if dice.chance(30) { 1 } else { 0 },
            split_title: dice.chance(20),
            wrap: if dice.chance(12) { 18 + dice.roll(10) as usize } else { 0 },
            folio: dice.chance(25),
            late_heading: dice.chance(15),
            cut_number: dice.chance(35),
            furniture: dice.chance(25),
            jump: dice.chance(20),
            indent: dice.chance(20),
            tight: dice.chance(12),
            weave: dice.chance(12),
            stutter: dice.chance(15),
        }
    }
}
