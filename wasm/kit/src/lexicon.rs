//! What words mean: the roles of `lexicon.txt`, and those that a user adds.

use std::ops::BitOr;

use crate::bindings::Word as Added;
use crate::hash;

/// A set of roles that a word can play: `Roles::TARGET`, `Roles::THREAD`, …
///
/// ```
/// use crossfoot_kit::lexicon::{lookup, Roles};
/// assert!(lookup("Threads").roles.has(Roles::THREAD));
/// assert!(!lookup("thread").roles.has(Roles::PASS | Roles::FAIL));
/// assert_eq!(lookup("ops").concept, lookup("operations").concept);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles(pub u128);

include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));

impl Roles {
    /// No role.
    pub const NONE: Roles = Roles(0);
    /// Words that judge, one way or another.
    pub const VERDICT: Roles = Roles(
        Roles::PASS.0
            | Roles::FAIL.0
            | Roles::PARTIAL.0
            | Roles::BLOCKED.0
            | Roles::NOTED.0
            | Roles::UNKNOWN.0,
    );

    /// Whether it shares a role with the other.
    ///
    /// ```
    /// use crossfoot_kit::lexicon::{Roles, lookup};
    /// assert!(lookup("failed").roles.has(Roles::VERDICT));
    /// assert!(!lookup("failed").roles.has(Roles::PASS | Roles::TARGET));
    /// ```
    pub const fn has(self, any: Roles) -> bool {
        self.0 & any.0 != 0
    }

    /// These roles, those of the other left out.
    ///
    /// ```
    /// use crossfoot_kit::lexicon::Roles;
    /// let rest = (Roles::PASS | Roles::FAIL).without(Roles::FAIL);
    /// assert_eq!(rest, Roles::PASS);
    /// ```
    pub const fn without(self, other: Roles) -> Roles {
        Roles(self.0 & !other.0)
    }

    /// The roles of both; `|` where no constant is made.
    ///
    /// ```
    /// use crossfoot_kit::lexicon::{Roles, lookup};
    /// const BOUND: Roles = Roles::TARGET.or(Roles::THREAD);
    /// assert!(lookup("target").roles.has(BOUND));
    /// ```
    pub const fn or(self, other: Roles) -> Roles {
        Roles(self.0 | other.0)
    }

    /// The role of this name, as users write it in their settings.
    ///
    /// ```
    /// use crossfoot_kit::lexicon::Roles;
    /// assert_eq!(Roles::named("higher-better"), Some(Roles::HIGHER_BETTER));
    /// assert_eq!(Roles::named("colour"), None);
    /// ```
    pub fn named(name: &str) -> Option<Roles> {
        let same = |known: &&str| {
            known.len() == name.len()
                && known
                    .bytes()
                    .zip(name.bytes())
                    .all(|(a, b)| a == b.to_ascii_lowercase() || (a == b'_' && b == b'-'))
        };
        NAMES.iter().position(same).map(|bit| Roles(1 << bit))
    }
}

impl BitOr for Roles {
    type Output = Roles;
    fn bitor(self, other: Roles) -> Roles {
        self.or(other)
    }
}

/// A word of the lexicon. Small, so that a fresh instance touches few pages.
struct Entry {
    hash: u64,
    /// An index of `ROLES`.
    roles: u8,
    concept: u16,
    /// Its first phrase in `PHRASES`, counted from 1.
    phrases: u16,
}

/// Several words that mean something together.
struct Phrase {
    words: &'static [u64],
    roles: u8,
    concept: u16,
}

/// What the lexicon says of a word.
///
/// ```
/// use crossfoot_kit::lexicon::{Meaning, lookup};
/// assert_eq!(lookup("gasket"), Meaning::default());
/// assert_ne!(lookup("rounds"), Meaning::default());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// The roles that it can play.
    pub roles: Roles,
    /// Words of one concept mean the same thing; 0 for a word that is not in
    /// the lexicon.
    pub concept: u32,
    /// Where the phrases that begin with it are kept; 0 if none do.
    pub(crate) phrases: u16,
}

/// Looks a single word up, in any case.
///
/// ```
/// use crossfoot_kit::lexicon::{Roles, lookup};
/// assert!(lookup("PASSED").roles.has(Roles::PASS));
/// ```
pub fn lookup(word: &str) -> Meaning {
    find(hash::of(word.as_bytes()))
}

pub(crate) fn find(hash: u64) -> Meaning {
    let mut at = hash::slot(hash, SLOTS.len());
    // An empty slot holds a number that no entry has.
    while let Some(entry) = SLOTS.get(at).and_then(|index| ENTRIES.get(usize::from(*index))) {
        if entry.hash == hash {
            return Meaning {
                roles: roles(entry.roles),
                concept: u32::from(entry.concept),
                phrases: entry.phrases,
            };
        }
        at = (at + 1) & (SLOTS.len() - 1);
    }
    Meaning::default()
}

fn roles(index: u8) -> Roles {
    Roles(ROLES.get(usize::from(index)).copied().unwrap_or_default())
}

/// The longest of the phrases kept at `first` whose words have these hashes:
/// how many words it has and what it means.
pub(crate) fn phrase(first: u16, hash: impl Fn(usize) -> Option<u64>) -> Option<(usize, Meaning)> {
    let kept = PHRASES.get(usize::from(first).checked_sub(1)?..)?;
    let (own, second) = (hash(0)?, hash(1)?);
    let rest = |words: &[u64]| words.iter().zip(2..).all(|(word, index)| hash(index) == Some(*word));
    kept.iter()
        .take_while(|phrase| phrase.words.first() == Some(&own))
        .find(|phrase| matches!(phrase.words, [_, next, others @ ..] if *next == second && rest(others)))
        .map(|phrase| {
            let (roles, concept) = (roles(phrase.roles), u32::from(phrase.concept));
            (phrase.words.len(), Meaning { roles, concept, phrases: 0 })
        })
}

/// Words that a user has added, as word hashes with their roles.
#[derive(Default)]
pub(crate) struct Extra {
    entries: Vec<(Vec<u64>, Roles)>,
}

impl Extra {
    /// Roles that the kit does not know are left out: they may be another
    /// analyzer's.
    pub(crate) fn new(words: &[Added]) -> Self {
        let entries = words
            .iter()
            .filter_map(|word| {
                let hashes = word
                    .text
                    .split(|character: char| !hash::is_word(character))
                    .filter(|part| !part.is_empty())
                    .map(|part| hash::of(part.as_bytes()))
                    .collect::<Vec<_>>();
                Some((hashes, Roles::named(&word.role)?)).filter(|(hashes, _)| !hashes.is_empty())
            })
            .collect();
        Self { entries }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The longest added phrase that begins here.
    pub(crate) fn find(&self, hash: impl Fn(usize) -> Option<u64>) -> Option<(usize, Roles)> {
        self.entries
            .iter()
            .filter(|(words, _)| words.iter().enumerate().all(|(index, word)| hash(index) == Some(*word)))
            .max_by_key(|(words, _)| words.len())
            .map(|(words, roles)| (words.len(), *roles))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_found_by_name() {
        assert_eq!(Roles::named("target"), Some(Roles::TARGET));
        assert_eq!(Roles::named("Higher-Better"), Some(Roles::HIGHER_BETTER));
        assert_eq!(Roles::named("colour"), None);
    }

    #[test]
    fn forms_share_a_concept() {
        assert_eq!(lookup("ROUND").concept, lookup("rounds").concept);
        assert_ne!(lookup("round").concept, lookup("iteration").concept);
        assert_eq!(lookup("xyzzy"), Meaning::default());
    }
}
