//! The JSON schema in `schema/` is the one that `crossfoot schema` prints.
//! `UPDATE=1 cargo test --test schema` writes it anew.

use std::path::Path;

#[test]
fn the_schema_is_the_one_that_is_printed() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/crossfoot.schema.json");
    let text = serde_json::to_string_pretty(&crossfoot::config::schema()).unwrap() + "\n";
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, &text).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == text, "schema/crossfoot.schema.json is old; UPDATE=1 writes it anew");
}
