//! Explanations and ledgers as files, so that any editor can open them.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::{kept, uri};
use crate::host::hex;
use crate::ledger::RuleInfo;

const KIND: &str = "pages";

/// A page for each rule, by its code; those that cannot be written are left
/// out, and so are their links.
pub fn explanations(rules: &[RuleInfo]) -> BTreeMap<String, String> {
    let one = |rule: &RuleInfo| {
        let digest = hex(&Sha256::digest(&rule.explanation));
        let name = format!("{}-{}.md", rule.code, digest.get(..12)?);
        Some((rule.code.clone(), keep(&name, &rule.explanation)?))
    };
    rules.iter().filter_map(one).collect()
}

/// The ledger of a report, for reading only.
pub fn ledger(path: &str, text: &str) -> Option<String> {
    let digest = hex(&Sha256::digest(path));
    let name = format!("ledger-{}.txt", digest.get(..12)?);
    kept::folder(KIND)?.write(&name, text.as_bytes()).ok()?;
    Some(uri::of_path(&kept::place(KIND)?.join(name)))
}

/// The name holds the content's digest, so what is there is right.
fn keep(name: &str, text: &str) -> Option<String> {
    let file = kept::place(KIND)?.join(name);
    if !file.exists() {
        kept::folder(KIND)?.write(name, text.as_bytes()).ok()?;
    }
    Some(uri::of_path(&file))
}
