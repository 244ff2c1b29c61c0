//! Our words to the contract's. Nothing can go wrong in this direction.

use std::mem::discriminant;

use super::bindings as wit;
use crate::ledger::{Declaration, Detail, Manifest, Note, Rounding, Settings, Value};
use crate::report::{Node, Quantity, Report, Span, Unit};

/// A report in the shape that crosses, kept while it is borrowed.
pub(super) struct Arena<'a> {
    source: &'a str,
    nodes: Vec<wit::Node>,
    quantities: Vec<wit::Quantity>,
    units: Vec<wit::Unit>,
}

impl<'a> Arena<'a> {
    pub fn of(report: &'a Report<'_>) -> Self {
        Arena {
            source: &report.source,
            nodes: report.nodes.iter().map(node).collect(),
            quantities: report.quantities.iter().map(quantity).collect(),
            units: report.units.iter().map(unit).collect(),
        }
    }

    pub fn view(&self) -> wit::Report<'_> {
        wit::Report {
            source: self.source,
            nodes: &self.nodes,
            quantities: &self.quantities,
            units: &self.units,
        }
    }

    /// Bytes that cross.
    pub fn payload(&self) -> u64 {
        let bytes = self.source.len()
            + size_of_val(self.nodes.as_slice())
            + size_of_val(self.quantities.as_slice())
            + size_of_val(self.units.as_slice());
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

fn span(span: Span) -> wit::Span {
    wit::Span { start: span.start, end: span.end }
}

fn node(node: &Node) -> wit::Node {
    wit::Node { kind: node.kind as u8, parent: node.parent, at: span(node.at), data: node.data }
}

fn quantity(quantity: &Quantity) -> wit::Quantity {
    wit::Quantity {
        at: span(quantity.at),
        node: quantity.node,
        class: quantity.class as u8,
        mantissa: quantity.mantissa,
        low: quantity.low,
        high: quantity.high,
        exponent: quantity.exponent,
        flags: quantity.flags,
        role: quantity.role as u8,
        mate: quantity.mate,
        joint: quantity.joint as u8,
        unit: quantity.unit,
        noun: span(quantity.noun),
    }
}

fn unit(unit: &Unit) -> wit::Unit {
    wit::Unit {
        dimension: unit.dimension as u8,
        per: unit.per as u8,
        factor: unit.factor,
        divisor: unit.divisor,
    }
}
