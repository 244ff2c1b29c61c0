//! Reports judged apart, to be concluded together.

use std::sync::Arc;

use super::envelope::{Proof, open, seal};
use super::{Context, StoreError};
use crate::check::{Judged, Judgement};
use crate::host::Analyzer;

const KIND: &str = "notes";

/// The order of `judged` does not matter: a shard is sorted by path.
pub fn write_shard(context: Context, judged: &[Judged]) -> Vec<u8> {
    let mut entries: Vec<(&str, &Judgement)> =
        judged.iter().map(|report| (report.path.as_str(), &*report.judgement)).collect();
    entries.sort_by_key(|(path, _)| *path);
    seal(KIND, context, Proof::Checksum, &entries)
}

/// Nothing of a shard is used unless all of it is good. It may come from a
/// stranger, who can make up a report, but nothing that no report could say.
pub fn read_shard(
    context: Context,
    analyzers: &[Arc<Analyzer>],
    bytes: &[u8],
) -> Result<Vec<Judged>, StoreError> {
    let entries: Vec<(String, Judgement)> = open(KIND, context, Proof::Checksum, bytes)?;
    if !entries.iter().all(|(_, judgement)| judgement.is_sound(analyzers)) {
        return Err(StoreError::Unsound);
    }
    Ok(entries.into_iter().map(|(path, judgement)| Judged { path, judgement: Arc::new(judgement) }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check;
    use crate::ledger::Settings;

    #[test]
    fn a_shard_comes_back_whole_and_a_foreign_one_is_refused() {
        let context = Context::of(&[], &Settings::default());
        let report = |path: &str| Judged {
            path: path.into(),
            judgement: Arc::new(check::judge(b"12 rounds\n", &[], &Settings::default())),
        };
        let bytes = write_shard(context, &[report("b.md"), report("a.md")]);
        let paths: Vec<String> =
            read_shard(context, &[], &bytes).unwrap().into_iter().map(|report| report.path).collect();
        assert_eq!(paths, ["a.md", "b.md"]);

        let mut words = Settings::default();
        words.words.insert("prima".into(), "pass".into());
        let other = Context::of(&[], &words);
        assert_eq!(read_shard(other, &[], &bytes).unwrap_err(), StoreError::OtherContext);
        assert_eq!(
            read_shard(context, &[], b"PK\x03\x04").unwrap_err(),
            StoreError::Foreign { expected: "notes" }
        );
    }
}
