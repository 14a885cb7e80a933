//! Which repairs are made: every rule has a name to switch it off, every repair an id to undo it.

use std::collections::BTreeSet;

/// Every rule of the page room: its name and what it does, in the order in which they run.
pub const RULES: &[(&str, &str)] = &[
    ("invisible", "leaves out characters that have no place in print"),
    ("lines", "reads every line of the source as a piece of its own"),
    ("marks", "leaves out the `##` that extraction put before headlines"),
    ("repeats", "keeps the first copy of text that extraction looped"),
    ("wrap", "joins the print lines of a hard-wrapped paragraph"),
    ("credits", "finds credits, and parts them from captions on the same line"),
    ("bylines", "parts a byline from the paragraph it runs into"),
    ("captions", "finds what pictures show"),
    ("notes", "finds page lines, editors' notes and addresses"),
    ("lists", "finds the items of lists"),
    ("titles", "finds headlines, their kickers and subheads, and headings"),
    ("joins", "joins a paragraph cut at a column break, wherever its other half stands"),
    ("order", "puts columns that were swapped or moved back into reading order"),
    ("articles", "parts the articles of a page from each other"),
    ("lost", "marks blocks whose beginning or end is not on the page"),
    ("figures", "reports figures that contradict each other"),
    ("dates", "reports dates that do not exist"),
    ("names", "reports names that differ in one character"),
    ("offices", "reports offices that two persons hold"),
];

/// The rules to read a page by: all of them, unless some are switched off or some repairs undone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    off: BTreeSet<String>,
    undone: BTreeSet<String>,
}

impl Rules {
    /// The name that stands for every rule.
    pub const ALL: &str = "all";

    /// Returns the rules with every one of them switched off: the document is the source.
    pub fn none() -> Self {
        Self::default().without(Self::ALL)
    }

    /// Switches a rule off, or all of them by the name [`Self::ALL`].
    #[must_use]
    pub fn without(mut self, rule: &str) -> Self {
        if rule == Self::ALL {
            self.off.extend(RULES.iter().map(|(name, _)| (*name).to_owned()));
        } else {
            self.off.insert(rule.to_owned());
        }
        self
    }

    /// Undoes one repair by its id.
    #[must_use]
    pub fn undo(mut self, id: &str) -> Self {
        self.undone.insert(id.to_owned());
        self
    }

    /// Tells whether a rule with this name exists, or all of them are meant.
    pub fn exists(rule: &str) -> bool {
        rule == Self::ALL || RULES.iter().any(|(name, _)| *name == rule)
    }

    /// Tells whether a rule is switched on.
    pub(super) fn runs(&self, rule: &str) -> bool {
        debug_assert!(Self::exists(rule), "{rule} is not in RULES");
        !self.off.contains(rule)
    }

    /// Tells whether a repair may be made.
    pub(super) fn allows(&self, id: &str) -> bool {
        !self.undone.contains(id)
    }

    /// Tells whether no repair is undone, so that ids need not be asked for.
    pub(super) fn undoes_nothing(&self) -> bool {
        self.undone.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_that_is_off_does_not_run() {
        let rules = Rules::default().without("joins").undo("joins-12");
        assert!(!rules.runs("joins"));
        assert!(rules.runs("titles"));
        assert!(!rules.allows("joins-12"));
        assert!(rules.allows("joins-13"));
        assert!(RULES.iter().all(|(name, _)| !Rules::none().runs(name)));
    }

    #[test]
    fn no_two_rules_share_a_name() {
        let names: BTreeSet<_> = RULES.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), RULES.len());
        assert!(Rules::exists("wrap") && Rules::exists(Rules::ALL));
        assert!(RULES.iter().all(|(name, _)| *name != Rules::ALL));
        assert!(!Rules::exists("wraps"));
    }
}
