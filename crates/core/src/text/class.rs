//! The classes of Chinese words, as far as a rule of Recto asks for them.

/// What a word is in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Class {
    /// A common noun (企业).
    Noun,
    /// The name of a person.
    Person,
    /// The name of a place.
    Place,
    /// The name of an organisation.
    Organisation,
    /// Any other name (奥运会).
    Name,
    /// A verb (举行).
    Verb,
    /// A verb used as a noun (发展).
    VerbalNoun,
    /// An adjective (丰富).
    Adjective,
    /// An adverb (更加).
    Adverb,
    /// A figure written out (一百).
    Numeral,
    /// A measure word (吨).
    Measure,
    /// A pronoun (我们).
    Pronoun,
    /// A preposition (在).
    Preposition,
    /// A conjunction (以及).
    Conjunction,
    /// A structural, aspect or final particle (的, 了, 吗).
    Particle,
    /// A set phrase of four characters (一往无前).
    Idiom,
    /// A longer set phrase.
    Phrase,
    /// A short form (环保).
    Abbreviation,
    /// A time (今年).
    Time,
    /// A place within or around something (里面).
    Position,
    /// A word that only qualifies a noun (大型).
    Attribute,
    /// A part of words that does not stand alone.
    Morpheme,
    /// Anything else.
    Other,
}

impl Class {
    const ALL: [Self; 23] = [
        Self::Noun,
        Self::Person,
        Self::Place,
        Self::Organisation,
        Self::Name,
        Self::Verb,
        Self::VerbalNoun,
        Self::Adjective,
        Self::Adverb,
        Self::Numeral,
        Self::Measure,
        Self::Pronoun,
        Self::Preposition,
        Self::Conjunction,
        Self::Particle,
        Self::Idiom,
        Self::Phrase,
        Self::Abbreviation,
        Self::Time,
        Self::Position,
        Self::Attribute,
        Self::Morpheme,
        Self::Other,
    ];

    /// Returns the class for a tag of the ICTCLAS tag set, which Chinese word lists use.
    pub fn from_tag(tag: &str) -> Self {
        match tag {
            "n" => Self::Noun,
            "nr" | "nrt" | "nrfg" => Self::Person,
            "ns" => Self::Place,
            "nt" => Self::Organisation,
            "nz" => Self::Name,
            "v" | "vi" | "vq" | "vd" => Self::Verb,
            "vn" | "an" => Self::VerbalNoun,
            "a" | "z" => Self::Adjective,
            "d" | "ad" | "df" => Self::Adverb,
            "m" | "mq" => Self::Numeral,
            "q" => Self::Measure,
            "r" | "rr" | "rz" => Self::Pronoun,
            "p" => Self::Preposition,
            "c" => Self::Conjunction,
            "i" => Self::Idiom,
            "l" => Self::Phrase,
            "j" => Self::Abbreviation,
            "t" => Self::Time,
            "f" | "s" => Self::Position,
            "b" => Self::Attribute,
            "y" => Self::Particle,
            tag if tag.starts_with('u') => Self::Particle,
            tag if tag.ends_with('g') => Self::Morpheme,
            _ => Self::Other,
        }
    }

    /// Returns the class with this number, [`Class::Other`] for a number that has none.
    pub fn from_code(code: u8) -> Self {
        Self::ALL.get(usize::from(code)).copied().unwrap_or(Self::Other)
    }

    /// Tells whether a word of this class names a thing.
    pub fn is_nominal(self) -> bool {
        matches!(
            self,
            Self::Noun
                | Self::Person
                | Self::Place
                | Self::Organisation
                | Self::Name
                | Self::VerbalNoun
                | Self::Abbreviation
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_its_own_number() {
        for (code, class) in Class::ALL.into_iter().enumerate() {
            assert_eq!(class as usize, code);
            assert_eq!(Class::from_code(code as u8), class);
        }
        assert_eq!(Class::from_code(255), Class::Other);
    }

    #[test]
    fn a_tag_has_a_class() {
        assert_eq!(Class::from_tag("vn"), Class::VerbalNoun);
        assert_eq!(Class::from_tag("uj"), Class::Particle);
        assert_eq!(Class::from_tag("zg"), Class::Morpheme);
        assert_eq!(Class::from_tag("x"), Class::Other);
    }
}
