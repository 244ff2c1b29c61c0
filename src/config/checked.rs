//! Holds a config against its own schema, so that every complaint names its
//! line and the nearest right word. What does not fit is taken out, and the
//! rest is read.

use std::ops::Range;
use std::sync::OnceLock;

use serde_json::Value as Json;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Complaint, Keys, read};

/// Reads the keys that fit and complains of the others.
pub(super) fn keys(mut value: Spanned<DeValue<'_>>) -> (Keys, Vec<Complaint>) {
    static SCHEMA: OnceLock<Json> = OnceLock::new();
    let mut complaints = Vec::new();
    let schema = SCHEMA.get_or_init(schema);
    check(schema, &mut value, "", &mut complaints);
    let start = value.span().start;
    let keys = read(value).unwrap_or_else(|error| {
        let at = error.span().map_or(start, |span| span.start);
        complaints.push(Complaint { at, message: error.message().to_owned() });
        Keys::default()
    });
    (keys, complaints)
}

pub(super) fn schema() -> Json {
    let settings = schemars::generate::SchemaSettings::draft07().with(|settings| {
        settings.inline_subschemas = true;
    });
    let mut schema = settings.into_generator().into_root_schema_for::<Keys>().to_value();
    drop_null_defaults(&mut schema);
    schema
}

/// A key that may be left out has no default of `null`: TOML cannot say it.
fn drop_null_defaults(schema: &mut Json) {
    match schema {
        Json::Object(object) => {
            if object.get("default").is_some_and(Json::is_null) {
                object.remove("default");
            }
            object.values_mut().for_each(drop_null_defaults);
        }
        Json::Array(items) => items.iter_mut().for_each(drop_null_defaults),
        _ => {}
    }
}

/// The word that was probably meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase().replace('_', "-");
    let distance = |candidate: &str| strsim::damerau_levenshtein(&lower, &candidate.to_lowercase());
    let (best, candidate) = known.into_iter().map(|each| (distance(each), each)).min_by_key(|each| each.0)?;
    (best <= 1 + word.chars().count() / 3).then_some(candidate)
}

/// Whether the value fits; a table that fits in part loses the rest.
fn check(
    schema: &Json,
    value: &mut Spanned<DeValue<'_>>,
    key: &str,
    complaints: &mut Vec<Complaint>,
) -> bool {
    let span = value.span();
    if let Some(words) = words_of(schema) {
        return check_word(&words, value, key, complaints);
    }
    if !types_of(schema).contains(&type_of(value.get_ref())) {
        complaints.push(wrong_type(schema, value, key));
        return false;
    }
    if !in_range(schema, value.get_ref()) {
        let message = format!("`{key}` must be a whole number from 0 upwards, within reason");
        complaints.push(Complaint { at: span.start, message });
        return false;
    }
    match value.get_mut() {
        DeValue::Table(table) => check_table(schema, table, key, complaints),
        DeValue::Array(array) => {
            let items = items_of(schema);
            let mut index = 0;
            array.iter_mut().for_each(|item| {
                index += usize::from(check(items, item, &format!("{key}[{index}]"), complaints));
            });
            // A list with a wrong item is left out whole: half a list says something else.
            return index == array.len();
        }
        _ => {}
    }
    true
}

fn check_table(schema: &Json, table: &mut DeTable<'_>, key: &str, complaints: &mut Vec<Complaint>) {
    let properties = schema.get("properties").and_then(Json::as_object);
    let others = schema.get("additionalProperties");
    let mut refused: Vec<String> = Vec::new();
    for (name, value) in table.iter_mut() {
        let known = properties.and_then(|known| known.get(name.get_ref().as_ref()));
        let schema = known.or(others.filter(|others| others.is_object()));
        let path =
            if key.is_empty() { name.get_ref().to_string() } else { format!("{key}.{}", name.get_ref()) };
        let fits = match schema {
            Some(schema) => check(schema, value, &path, complaints),
            None => {
                let words = properties.into_iter().flat_map(|known| known.keys().map(String::as_str));
                complaints.push(unknown_key(name.get_ref(), name.span(), key, words));
                false
            }
        };
        if !fits {
            refused.push(name.get_ref().to_string());
        }
    }
    for name in refused {
        table.remove(name.as_str());
    }
}

fn unknown_key<'a>(
    name: &str,
    span: Range<usize>,
    table: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Complaint {
    let place = if table.is_empty() { String::new() } else { format!(" in `{table}`") };
    let hint = match nearest(name, known.clone()) {
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("known are {}", list(known)),
    };
    Complaint { at: span.start, message: format!("unknown key `{name}`{place}; {hint}") }
}

fn check_word(
    words: &[&str],
    value: &Spanned<DeValue<'_>>,
    key: &str,
    complaints: &mut Vec<Complaint>,
) -> bool {
    let given = value.get_ref().as_str();
    if given.is_some_and(|given| words.contains(&given)) {
        return true;
    }
    let all = list(words.iter().copied());
    let message = match given {
        Some(given) => match nearest(given, words.iter().copied()) {
            Some(word) => {
                format!("`{key}` cannot be \"{given}\"; did you mean \"{word}\"? It is one of {all}")
            }
            None => format!("`{key}` cannot be \"{given}\"; it is one of {all}"),
        },
        None => format!("`{key}` must be one of {all}, found {}", name_of(type_of(value.get_ref()))),
    };
    complaints.push(Complaint { at: value.span().start, message });
    false
}

fn wrong_type(schema: &Json, value: &Spanned<DeValue<'_>>, key: &str) -> Complaint {
    let wanted = types_of(schema).into_iter().map(name_of).collect::<Vec<_>>().join(" or ");
    let found = name_of(type_of(value.get_ref()));
    Complaint { at: value.span().start, message: format!("`{key}` must be {wanted}, found {found}") }
}

fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// The words of an enumeration.
fn words_of(schema: &Json) -> Option<Vec<&str>> {
    if let Some(words) = schema.get("enum").and_then(Json::as_array) {
        return words.iter().map(Json::as_str).collect();
    }
    let cases = schema.get("oneOf").and_then(Json::as_array)?;
    cases.iter().map(|case| case.get("const").and_then(Json::as_str)).collect()
}

fn types_of(schema: &Json) -> Vec<&str> {
    match (schema.get("type"), schema.get("anyOf")) {
        (Some(Json::String(one)), _) => vec![one],
        (Some(Json::Array(many)), _) => many.iter().filter_map(Json::as_str).collect(),
        (_, Some(Json::Array(cases))) => cases.iter().flat_map(types_of).collect(),
        _ => Vec::new(),
    }
}

/// What the items of a list must be; where several shapes are allowed, the one that is a list.
fn items_of(schema: &Json) -> &Json {
    let cases = schema.get("anyOf").and_then(Json::as_array);
    let case = cases.and_then(|cases| cases.iter().find(|case| case.get("items").is_some()));
    case.unwrap_or(schema).get("items").unwrap_or(&Json::Null)
}

fn in_range(schema: &Json, value: &DeValue<'_>) -> bool {
    let Some(number) = value.as_integer() else { return true };
    let Ok(number) = i64::from_str_radix(number.as_str(), number.radix()) else { return false };
    let least = schema.get("minimum").and_then(Json::as_i64).unwrap_or(i64::MIN);
    let most = match schema.get("format").and_then(Json::as_str) {
        Some("uint32") => i64::from(u32::MAX),
        _ => i64::MAX,
    };
    (least..=most).contains(&number)
}

fn type_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "string",
        DeValue::Integer(_) => "integer",
        DeValue::Float(_) => "number",
        DeValue::Boolean(_) => "boolean",
        DeValue::Datetime(_) => "date",
        DeValue::Array(_) => "array",
        DeValue::Table(_) => "object",
    }
}

fn name_of(kind: &str) -> &'static str {
    match kind {
        "string" => "a text",
        "integer" => "a whole number",
        "number" => "a number with decimals",
        "boolean" => "true or false",
        "date" => "a date",
        "array" => "a list",
        _ => "a table",
    }
}
