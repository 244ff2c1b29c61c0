//! Turns `lexicon.txt` into a table that is ready when the guest starts: a
//! fresh instance for each report leaves no time to read a file of words.

// A build script talks to cargo through its output and owns its files.
#![allow(clippy::disallowed_methods)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::{env, fs, path::Path};

#[path = "src/hash.rs"]
mod hash;

#[derive(Default)]
struct Meaning {
    roles: u128,
    concept: u32,
}

#[derive(Default)]
struct Lexicon {
    roles: Vec<(String, String)>,
    words: BTreeMap<String, Meaning>,
    phrases: BTreeMap<Vec<String>, Meaning>,
    concepts: u32,
}

fn main() {
    println!("cargo::rerun-if-changed=lexicon.txt");
    println!("cargo::rerun-if-changed=src/hash.rs");
    println!("cargo::rerun-if-changed=build.rs");
    let text = fs::read_to_string("lexicon.txt").expect("the lexicon is there");
    let lexicon = read(&text);
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("lexicon.rs"), print(&lexicon)).expect("OUT_DIR can be written");
}

fn read(text: &str) -> Lexicon {
    let mut lexicon = Lexicon::default();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        if !line.starts_with(' ') {
            let (name, explanation) =
                line.split_once(": ").unwrap_or_else(|| panic!("lexicon.txt:{}: no role", index + 1));
            lexicon.roles.push((name.to_owned(), explanation.to_owned()));
            continue;
        }
        assert!(!lexicon.roles.is_empty(), "lexicon.txt:{}: words before the first role", index + 1);
        for group in line.split(',').map(str::trim).filter(|group| !group.is_empty()) {
            lexicon.add(&group.split('=').flat_map(|item| forms(item.trim())).collect::<Vec<_>>());
        }
    }
    assert!(lexicon.roles.len() <= 127, "the lexicon has more roles than a set of them can hold");
    lexicon
}

impl Lexicon {
    /// Words that mean the same. One that was met before keeps its concept,
    /// and lends it to the others.
    fn add(&mut self, group: &[String]) {
        let role = 1 << (self.roles.len() - 1);
        let known = group.iter().map(|form| self.meaning(form).concept).find(|concept| *concept != 0);
        let concept = known.unwrap_or_else(|| {
            self.concepts += 1;
            self.concepts
        });
        for form in group {
            let meaning = self.meaning(form);
            meaning.roles |= role;
            if meaning.concept == 0 {
                meaning.concept = concept;
            }
        }
    }

    fn meaning(&mut self, form: &str) -> &mut Meaning {
        let words = split(form);
        match words.as_slice() {
            [] => panic!("'{form}' has no word in it"),
            [word] => self.words.entry(word.clone()).or_default(),
            _ => self.phrases.entry(words).or_default(),
        }
    }
}

/// `pass/es/ed` is "pass", "passes", "passed"; `entr~y/ies` is "entry" and "entries".
fn forms(item: &str) -> Vec<String> {
    if let Some((stem, endings)) = item.split_once('~') {
        return endings.split('/').map(|ending| format!("{stem}{ending}")).collect();
    }
    match item.split_once('/') {
        Some((stem, endings)) if stem.len() > 1 && !["ops", "req", "samples"].contains(&stem) => {
            std::iter::once(stem.to_owned())
                .chain(endings.split('/').map(|ending| format!("{stem}{ending}")))
                .collect()
        }
        _ => vec![item.to_owned()],
    }
}

/// Words as the kit tells them apart: letters and digits with inner
/// apostrophes; any other sign that is not a blank, a hyphen, a slash or a full
/// stop is a word by itself.
fn split(form: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for character in form.to_ascii_lowercase().chars() {
        match character {
            ' ' | '-' | '/' | '.' | '?' | '%' | '+' | '*' | '#' if form.chars().count() > 1 => open = false,
            '\'' if open => words.last_mut().expect("a word is open").push(character),
            _ if hash::is_word(character) && open => {
                words.last_mut().expect("a word is open").push(character)
            }
            _ => {
                words.push(character.to_string());
                open = hash::is_word(character);
            }
        }
    }
    words
}

fn print(lexicon: &Lexicon) -> String {
    let mut out = String::new();
    writeln!(out, "impl Roles {{").unwrap();
    for (bit, (name, explanation)) in lexicon.roles.iter().enumerate() {
        writeln!(out, "/// {explanation}.\npub const {}: Roles = Roles(1 << {bit});", name.to_uppercase())
            .unwrap();
    }
    writeln!(out, "}}\n/// The names of the roles, in the order of their bits.").unwrap();
    let names: Vec<&str> = lexicon.roles.iter().map(|(name, _)| name.as_str()).collect();
    writeln!(out, "pub const NAMES: [&str; {}] = {names:?};", names.len()).unwrap();
    let meanings = lexicon.words.values().chain(lexicon.phrases.values());
    let sets: BTreeSet<u128> = meanings.map(|meaning| meaning.roles).chain([0]).collect();
    let sets: Vec<u128> = sets.into_iter().collect();
    writeln!(out, "/// Each set of roles that some word has.").unwrap();
    writeln!(out, "static ROLES: [u128; {}] = {sets:?};", sets.len()).unwrap();
    let phrases = print_phrases(&mut out, lexicon, &sets);
    print_words(&mut out, lexicon, &sets, &phrases);
    out
}

fn place(sets: &[u128], roles: u128) -> u8 {
    let place = sets.binary_search(&roles).expect("every set is listed");
    place.try_into().expect("fewer than 256 sets of roles")
}

/// Sorted by their first word, longer ones first, so that the longest wins.
/// Gives back where those of each first word begin, counted from 1.
fn print_phrases<'a>(out: &mut String, lexicon: &'a Lexicon, sets: &[u128]) -> BTreeMap<&'a str, usize> {
    let mut phrases: Vec<(&Vec<String>, &Meaning)> = lexicon.phrases.iter().collect();
    phrases.sort_by_key(|(words, _)| (hash::of(words[0].as_bytes()), usize::MAX - words.len()));
    let mut first = BTreeMap::new();
    writeln!(out, "static PHRASES: [Phrase; {}] = [", phrases.len()).unwrap();
    for (index, (words, meaning)) in phrases.into_iter().enumerate() {
        first.entry(words[0].as_str()).or_insert(index + 1);
        let hashes: Vec<u64> = words.iter().map(|word| hash::of(word.as_bytes())).collect();
        let (roles, concept) = (place(sets, meaning.roles), meaning.concept);
        writeln!(out, "Phrase {{ words: &{hashes:?}, roles: {roles}, concept: {concept} }},").unwrap();
    }
    writeln!(out, "];").unwrap();
    first
}

/// The words, and the table that finds them: an entry's number in each slot, or
/// one that no entry has.
fn print_words(out: &mut String, lexicon: &Lexicon, sets: &[u128], phrases: &BTreeMap<&str, usize>) {
    let unknown = Meaning::default();
    let mut words: BTreeMap<&str, &Meaning> = phrases.keys().map(|word| (*word, &unknown)).collect();
    words.extend(lexicon.words.iter().map(|(word, meaning)| (word.as_str(), meaning)));
    let size = (words.len() * 4).next_power_of_two();
    let mut slots = vec![u16::MAX; size];
    writeln!(out, "static ENTRIES: [Entry; {}] = [", words.len()).unwrap();
    for (index, (word, meaning)) in words.iter().enumerate() {
        let hash = hash::of(word.as_bytes());
        let mut at = hash::slot(hash, size);
        while slots[at] != u16::MAX {
            at = (at + 1) % size;
        }
        slots[at] = index.try_into().expect("fewer than 65,535 words");
        let (roles, concept) = (place(sets, meaning.roles), meaning.concept);
        let phrases = phrases.get(word).copied().unwrap_or(0);
        writeln!(out, "Entry {{ hash: {hash}, roles: {roles}, concept: {concept}, phrases: {phrases} }},")
            .unwrap();
    }
    writeln!(out, "];\nstatic SLOTS: [u16; {size}] = {slots:?};").unwrap();
}
