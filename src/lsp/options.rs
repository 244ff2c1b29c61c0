//! What the client wishes: its capabilities, and settings under those of the
//! file.

use serde::Deserialize;
use serde_json::{Map, Value};

use lsp_types::InitializeParams;

use super::encoding::Encoding;

/// `initializationOptions`, and the section `crossfoot` of the client's
/// settings. Keys that are not known are passed over: a newer client may know
/// more than we do.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Options {
    pub inlay_hints: bool,
    pub code_lens: bool,
    /// The keys of `crossfoot.toml`, for what the file leaves open.
    pub config: Map<String, Value>,
}

impl Options {
    /// Settings come bare, or below the name of the section.
    pub fn read(value: &Value) -> Result<Self, String> {
        let own = value.get("crossfoot").unwrap_or(value);
        if own.is_null() {
            return Ok(Self::default());
        }
        Self::deserialize(own).map_err(|error| error.to_string())
    }
}

/// What the client can do, as far as it matters here.
#[derive(Clone, Copy, Debug, Default)]
pub struct Abilities {
    pub encoding: Encoding,
    /// It asks for diagnostics, and can be told to ask again. One that only
    /// asks would never learn what the series had to say, so that one is told.
    pub pulls: bool,
    pub refresh_hints: bool,
    pub refresh_lenses: bool,
    pub progress: bool,
    pub watches: bool,
    pub shows_documents: bool,
    pub asks_configuration: bool,
}

impl Abilities {
    pub fn of(params: &InitializeParams) -> Self {
        let general = params.capabilities.general.as_ref();
        let offered = general.and_then(|general| general.position_encodings.as_deref());
        // Asked by name: some of these are newer than the types at hand.
        let all = serde_json::to_value(&params.capabilities).unwrap_or_default();
        let can = |path: &str| all.pointer(path).and_then(Value::as_bool).unwrap_or(false);
        let has = |path: &str| all.pointer(path).is_some_and(|value| !value.is_null());
        Abilities {
            encoding: Encoding::negotiate(offered),
            pulls: has("/textDocument/diagnostic") && can("/workspace/diagnostic/refreshSupport"),
            refresh_hints: can("/workspace/inlayHint/refreshSupport"),
            refresh_lenses: can("/workspace/codeLens/refreshSupport"),
            progress: can("/window/workDoneProgress"),
            watches: can("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            shows_documents: can("/window/showDocument/support"),
            asks_configuration: can("/workspace/configuration"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_bare_or_in_their_section() {
        for text in [r#"{"inlayHints":true,"new":1}"#, r#"{"crossfoot":{"inlayHints":true}}"#] {
            let options = Options::read(&serde_json::from_str(text).unwrap()).unwrap();
            assert!(options.inlay_hints && !options.code_lens);
        }
        assert_eq!(Options::read(&Value::Null), Ok(Options::default()));
        assert!(Options::read(&serde_json::json!({"inlayHints": 3})).is_err());
    }
}
