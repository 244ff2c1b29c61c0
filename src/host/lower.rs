//! Our words to the contract's. Nothing can go wrong in this direction.

use std::mem::discriminant;

use wasmtime::component::{ComponentType, Lower};

use super::bindings as wit;
use super::records::Records;
use crate::ledger::{Declaration, Detail, Manifest, Note, Rounding, Settings, Value};
use crate::report::{Node, Quantity, Report, Unit};

/// A report on its way into a guest.
#[derive(Clone, Copy, ComponentType, Lower)]
#[component(record)]
pub(super) struct Arena<'a> {
    source: &'a str,
    nodes: Records<'a, Node>,
    quantities: Records<'a, Quantity>,
    units: Records<'a, Unit>,
}

impl<'a> Arena<'a> {
    pub fn of(report: &'a Report<'_>) -> Self {
        Arena {
            source: &report.source,
            nodes: Records(&report.nodes),
            quantities: Records(&report.quantities),
            units: Records(&report.units),
        }
    }

    /// Bytes that cross.
    pub fn payload(&self) -> u64 {
        let bytes = self.source.len() + self.nodes.size() + self.quantities.size() + self.units.size();
        bytes as u64
    }
}

/// Settings with room for the lists that they borrow.
pub(super) struct Chosen<'a> {
    detail: wit::Detail,
    rounding: wit::Rounding,
    words: Vec<wit::Word<'a>>,
    names: Vec<&'a str>,
    values: Vec<&'a Value>,
    /// The texts of each value, empty for one that is no list.
    texts: Vec<Vec<&'a str>>,
}

impl<'a> Chosen<'a> {
    /// One value for each declared setting: the user's if it has the declared
    /// type, else the default.
    pub fn of(settings: &'a Settings, manifest: &'a Manifest) -> Self {
        let own = settings.values.get(&manifest.name);
        let choose = |declaration: &'a Declaration| {
            let given = own.and_then(|values| values.get(&declaration.name));
            given.filter(|value| same_type(value, &declaration.default)).unwrap_or(&declaration.default)
        };
        let values: Vec<&Value> = manifest.settings.iter().map(choose).collect();
        Chosen {
            detail: match settings.detail {
                Detail::Findings => wit::Detail::Findings,
                Detail::Ledger => wit::Detail::Ledger,
            },
            rounding: match settings.rounding {
                Rounding::AnyHabit => wit::Rounding::AnyHabit,
                Rounding::Nearest => wit::Rounding::Nearest,
            },
            words: settings.words.iter().map(|(text, role)| wit::Word { text, role }).collect(),
            names: manifest.settings.iter().map(|declaration| declaration.name.as_str()).collect(),
            texts: values.iter().map(|value| texts(value)).collect(),
            values,
        }
    }

    pub fn with<T>(&self, use_settings: impl FnOnce(wit::Settings<'_>) -> T) -> T {
        let values: Vec<wit::Setting<'_>> = (self.names.iter().zip(&self.values).zip(&self.texts))
            .map(|((name, value), texts)| wit::Setting { name, value: setting(value, texts) })
            .collect();
        use_settings(wit::Settings {
            detail: self.detail,
            rounding: self.rounding,
            words: &self.words,
            values: &values,
        })
    }
}

fn same_type(one: &Value, other: &Value) -> bool {
    discriminant(one) == discriminant(other)
}

fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Texts(texts) => texts.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

fn setting<'a>(value: &'a Value, texts: &'a [&'a str]) -> wit::ValueParam<'a> {
    match value {
        Value::Flag(flag) => wit::ValueParam::Flag(*flag),
        Value::Number(number) => wit::ValueParam::Number(*number),
        Value::Text(text) => wit::ValueParam::Text(text),
        Value::Texts(_) => wit::ValueParam::Texts(texts),
    }
}

pub(super) fn notes<'a>(notes: &'a [Note<'a>]) -> Vec<wit::ReportNote<'a>> {
    notes.iter().map(|note| wit::ReportNote { path: note.path, note: note.note }).collect()
}

/// Bytes of notes that cross.
pub(super) fn notes_payload(notes: &[Note<'_>]) -> u64 {
    let one = |note: &Note<'_>| note.path.len() + note.note.len() + size_of::<wit::ReportNote<'_>>();
    notes.iter().map(|note| one(note) as u64).sum()
}
