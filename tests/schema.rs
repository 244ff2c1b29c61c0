//! The JSON schema in `schema/` is the one that `crossfoot schema` prints.
//! `UPDATE=1 cargo test --test schema` writes it anew.

use std::path::Path;

#[test]
fn the_schema_is_the_one_that_is_printed() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/crossfoot.schema.json");
    let text = serde_json::to_string_pretty(&crossfoot::config::schema()).unwrap() + "\n";
    if std::env::var_os("UPDATE").is_some() {
        fs_err::write(&file, &text).unwrap();
    }
    let kept = fs_err::read_to_string(&file).unwrap_or_default();
    assert!(kept == text, "schema/crossfoot.schema.json is old; UPDATE=1 writes it anew");
}

/// Every key that can be set is explained.
#[test]
fn the_page_names_every_key() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md");
    let page = fs_err::read_to_string(page).unwrap();
    let mut keys = Vec::new();
    collect(&crossfoot::config::schema(), &mut keys);
    assert!(keys.len() > 20, "{keys:?}");
    let missing: Vec<&String> = keys.iter().filter(|key| !page.contains(&format!("`{key}`"))).collect();
    assert!(missing.is_empty(), "docs/configuration.md does not name {missing:?}");
}

fn collect(schema: &serde_json::Value, keys: &mut Vec<String>) {
    let Some(object) = schema.as_object() else { return };
    if let Some(properties) = schema["properties"].as_object() {
        keys.extend(properties.keys().cloned());
        properties.values().for_each(|inner| collect(inner, keys));
    }
    for below in ["additionalProperties", "items"] {
        if let Some(inner) = object.get(below) {
            collect(inner, keys);
        }
    }
}
