//! Turns `lexicon.txt` into a table that is ready when the guest starts: a
//! fresh instance for each report leaves no time to read a file of words.

// A build script talks to cargo through its output and owns its files.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeMap;
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
    print_phrases(&mut out, lexicon);
    print_words(&mut out, lexicon);
    out
}

/// Sorted by their first word, longer ones first, so that the longest wins.
fn print_phrases(out: &mut String, lexicon: &Lexicon) {
    let mut phrases: Vec<(&Vec<String>, &Meaning)> = lexicon.phrases.iter().collect();
    phrases.sort_by_key(|(words, _)| (hash::of(words[0].as_bytes()), usize::MAX - words.len()));
    writeln!(out, "static PHRASES: [Phrase; {}] = [", phrases.len()).unwrap();
    for (words, meaning) in phrases {
        let hashes: Vec<u32> = words.iter().map(|word| hash::of(word.as_bytes())).collect();
        writeln!(
            out,
            "Phrase {{ words: &{hashes:?}, roles: {:#x}, concept: {} }},",
            meaning.roles, meaning.concept
        )
        .unwrap();
    }
    writeln!(out, "];").unwrap();
}

fn print_words(out: &mut String, lexicon: &Lexicon) {
    let mut words: BTreeMap<&str, (u128, u32)> = lexicon
        .words
        .iter()
        .map(|(word, meaning)| (word.as_str(), (meaning.roles, meaning.concept)))
        .collect();
    for phrase in lexicon.phrases.keys() {
        words.entry(phrase[0].as_str()).or_default().0 |= 1 << 127;
    }
    let size = (words.len() * 2).next_power_of_two();
    let mut table: Vec<Option<(&str, u128, u32)>> = vec![None; size];
    for (word, (roles, concept)) in words {
        let mut at = hash::slot(hash::of(word.as_bytes()), size);
        while table[at].is_some() {
            at = (at + 1) % size;
        }
        table[at] = Some((word, roles, concept));
    }
    writeln!(out, "static WORDS: [Slot; {size}] = [").unwrap();
    for slot in table {
        let (word, roles, concept) = slot.unwrap_or_default();
        writeln!(out, "Slot {{ word: {word:?}, roles: {roles:#x}, concept: {concept} }},").unwrap();
    }
    writeln!(out, "];").unwrap();
}
