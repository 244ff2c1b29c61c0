//! Settings: how a pack declares them, and how a rule reads them.
//!
//! ```
//! use crossfoot_kit::setting;
//! let declared = [setting::number("attempts", 3, "How many attempts a round needs.")];
//! assert_eq!(declared[0].name, "attempts");
//! ```
//!
//! The host hands over one value for each declared setting, the user's or the
//! default, and of the declared type. Reading one that was never declared
//! gives nothing: `0`, `false`, no text.

use crate::bindings::{Declaration, Settings, Value};

/// A setting that is a whole number.
pub fn number(name: &str, default: i64, explanation: &str) -> Declaration {
    declared(name, Value::Number(default), explanation)
}

/// A setting that is true or false.
pub fn flag(name: &str, default: bool, explanation: &str) -> Declaration {
    declared(name, Value::Flag(default), explanation)
}

/// A setting that is a text.
pub fn text(name: &str, default: &str, explanation: &str) -> Declaration {
    declared(name, Value::Text(default.into()), explanation)
}

/// A setting that is a list of texts.
pub fn texts(name: &str, default: &[&str], explanation: &str) -> Declaration {
    declared(name, Value::Texts(default.iter().map(|&text| text.into()).collect()), explanation)
}

fn declared(name: &str, default: Value, explanation: &str) -> Declaration {
    Declaration { name: name.into(), default, explanation: explanation.into() }
}

/// The value of a setting that is a whole number.
///
/// ```
/// use crossfoot_kit::bindings::{Detail, Rounding, Setting, Settings, Value};
/// use crossfoot_kit::setting;
///
/// let values = vec![Setting { name: "attempts".into(), value: Value::Number(4) }];
/// let settings = Settings { detail: Detail::Findings, rounding: Rounding::AnyHabit, words: vec![], values };
/// assert_eq!(setting::number_of(&settings, "attempts"), 4);
/// assert_eq!(setting::number_of(&settings, "rounds"), 0);
/// ```
pub fn number_of(settings: &Settings, name: &str) -> i64 {
    match value_of(settings, name) {
        Some(Value::Number(number)) => *number,
        _ => 0,
    }
}

/// The value of a setting that is true or false.
pub fn flag_of(settings: &Settings, name: &str) -> bool {
    matches!(value_of(settings, name), Some(Value::Flag(true)))
}

/// The value of a setting that is a text.
pub fn text_of<'s>(settings: &'s Settings, name: &str) -> &'s str {
    match value_of(settings, name) {
        Some(Value::Text(text)) => text,
        _ => "",
    }
}

/// The values of a setting that is a list of texts.
pub fn texts_of<'s>(settings: &'s Settings, name: &str) -> &'s [String] {
    match value_of(settings, name) {
        Some(Value::Texts(texts)) => texts,
        _ => &[],
    }
}

fn value_of<'s>(settings: &'s Settings, name: &str) -> Option<&'s Value> {
    settings.values.iter().find(|setting| setting.name == name).map(|setting| &setting.value)
}
