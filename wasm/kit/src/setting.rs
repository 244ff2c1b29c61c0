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
///
/// ```
/// use crossfoot_kit::{bindings::Value, setting};
/// let declared = setting::number("attempts", 3, "How many attempts a round needs.");
/// assert_eq!(declared.default, Value::Number(3));
/// ```
pub fn number(name: &str, default: i64, explanation: &str) -> Declaration {
    declared(name, Value::Number(default), explanation)
}

/// A setting that is true or false.
///
/// ```
/// use crossfoot_kit::{bindings::Value, setting};
/// let declared = setting::flag("strict", true, "Whether drafts are judged too.");
/// assert_eq!(declared.default, Value::Flag(true));
/// ```
pub fn flag(name: &str, default: bool, explanation: &str) -> Declaration {
    declared(name, Value::Flag(default), explanation)
}

/// A setting that is a text.
///
/// ```
/// use crossfoot_kit::{bindings::Value, setting};
/// let declared = setting::text("key", "Clean streak", "The field that holds the streak.");
/// assert_eq!(declared.default, Value::Text("Clean streak".into()));
/// ```
pub fn text(name: &str, default: &str, explanation: &str) -> Declaration {
    declared(name, Value::Text(default.into()), explanation)
}

/// A setting that is a list of texts.
///
/// ```
/// use crossfoot_kit::{bindings::Value, setting};
/// let declared = setting::texts("methods", &["bench", "review"], "The methods that count.");
/// assert_eq!(declared.default, Value::Texts(vec!["bench".into(), "review".into()]));
/// ```
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
///
/// ```
/// use crossfoot_kit::bindings::{Setting, Value};
/// use crossfoot_kit::{sample, setting};
/// let mut settings = sample::settings();
/// settings.values.push(Setting { name: "strict".into(), value: Value::Flag(true) });
/// assert!(setting::flag_of(&settings, "strict"));
/// assert!(!setting::flag_of(&settings, "never-declared"));
/// ```
pub fn flag_of(settings: &Settings, name: &str) -> bool {
    matches!(value_of(settings, name), Some(Value::Flag(true)))
}

/// The value of a setting that is a text.
///
/// ```
/// use crossfoot_kit::bindings::{Setting, Value};
/// use crossfoot_kit::{sample, setting};
/// let mut settings = sample::settings();
/// settings.values.push(Setting { name: "key".into(), value: Value::Text("Streak".into()) });
/// assert_eq!(setting::text_of(&settings, "key"), "Streak");
/// ```
pub fn text_of<'s>(settings: &'s Settings, name: &str) -> &'s str {
    match value_of(settings, name) {
        Some(Value::Text(text)) => text,
        _ => "",
    }
}

/// The values of a setting that is a list of texts.
///
/// ```
/// use crossfoot_kit::bindings::{Setting, Value};
/// use crossfoot_kit::{sample, setting};
/// let mut settings = sample::settings();
/// settings.values.push(Setting { name: "methods".into(), value: Value::Texts(vec!["bench".into()]) });
/// assert_eq!(setting::texts_of(&settings, "methods"), ["bench"]);
/// ```
pub fn texts_of<'s>(settings: &'s Settings, name: &str) -> &'s [String] {
    match value_of(settings, name) {
        Some(Value::Texts(texts)) => texts,
        _ => &[],
    }
}

fn value_of<'s>(settings: &'s Settings, name: &str) -> Option<&'s Value> {
    settings.values.iter().find(|setting| setting.name == name).map(|setting| &setting.value)
}
