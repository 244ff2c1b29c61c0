//! `crossfoot schema`: what a crossfoot.toml may say, for editors. The
//! settings that the loaded analyzers declare are part of it.

use clap::Args;
use serde_json::{Map, Value as Json, json};

use super::load::AnalyzerArgs;
use super::{Verdict, say};
use crate::config;
use crate::ledger::{Manifest, Value};

#[derive(Debug, Args)]
pub struct Schema {
    #[command(flatten)]
    analyzers: AnalyzerArgs,
}

impl Schema {
    pub fn run(self) -> Verdict {
        let opened = match self.analyzers.open(&[]) {
            Ok(opened) => opened,
            Err(verdict) => return verdict,
        };
        opened.faults.iter().for_each(say::fault);
        let mut schema = config::schema();
        for analyzer in &opened.set.analyzers {
            add_settings(&mut schema, analyzer.manifest());
        }
        let text = format!("{schema:#}\n");
        match say::result(text.as_bytes()) {
            Ok(()) if opened.faults.is_empty() => Verdict::Clean,
            _ => Verdict::Fault,
        }
    }
}

/// The table of an analyzer, with its own settings in the place of any.
fn add_settings(schema: &mut Json, manifest: &Manifest) {
    if manifest.settings.is_empty() {
        return;
    }
    let Some(any) = schema.pointer("/properties/analyzers/additionalProperties") else { return };
    let mut table = any.clone();
    let declared = manifest.settings.iter().map(|setting| {
        let mut shape = shape(&setting.default);
        shape.insert("description".into(), json!(setting.explanation));
        shape.insert("default".into(), json!(setting.default));
        (setting.name.clone(), Json::Object(shape))
    });
    let settings = json!({
        "type": "object",
        "properties": declared.collect::<Map<_, _>>(),
        "additionalProperties": false,
    });
    if let Some(slot) = table.pointer_mut("/properties/settings") {
        *slot = settings;
    }
    if let Some(analyzers) = schema.pointer_mut("/properties/analyzers").and_then(Json::as_object_mut) {
        let named = analyzers.entry("properties").or_insert_with(|| json!({}));
        named[&manifest.name] = table;
    }
}

fn shape(default: &Value) -> Map<String, Json> {
    let shape = match default {
        Value::Flag(_) => json!({ "type": "boolean" }),
        Value::Number(_) => json!({ "type": "integer" }),
        Value::Text(_) => json!({ "type": "string" }),
        Value::Texts(_) => json!({ "type": "array", "items": { "type": "string" } }),
    };
    shape.as_object().cloned().unwrap_or_default()
}
