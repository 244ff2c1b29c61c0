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
    entries.dedup_by_key(|(path, _)| *path);
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
    // As they were written: each report once, in the order of their paths.
    if !entries.iter().map(|(path, _)| path).is_sorted_by(|one, next| one < next) {
        return Err(StoreError::Damaged);
    }
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
        assert_eq!(read_shard(other, &[], &bytes).unwrap_err(), StoreError::OtherSettings);
        assert_eq!(
            read_shard(context, &[], b"PK\x03\x04").unwrap_err(),
            StoreError::Foreign { expected: "notes" }
        );
    }

    fn judgement(text: &str) -> Judgement {
        check::judge(text.as_bytes(), &[], &Settings::default())
    }

    #[test]
    fn any_flipped_bit_or_missing_byte_is_noticed() {
        let context = Context::of(&[], &Settings::default());
        let report = |path: &str| Judged { path: path.into(), judgement: Arc::new(judgement("12 rounds\n")) };
        let good = write_shard(context, &[report("a.md"), report("b.md")]);
        assert_eq!(read_shard(context, &[], &good).unwrap().len(), 2);
        for at in 0..good.len() {
            assert!(read_shard(context, &[], &good[..at]).is_err(), "cut at byte {at}");
            for bit in 0..8 {
                let mut bad = good.clone();
                bad[at] ^= 1 << bit;
                assert!(read_shard(context, &[], &bad).is_err(), "bit {bit} of byte {at}");
            }
        }
        let longer: Vec<u8> = good.iter().copied().chain([0]).collect();
        assert_eq!(read_shard(context, &[], &longer).unwrap_err(), StoreError::Damaged);
    }

    /// A checksum is no seal: whoever makes a file can make it fit.
    #[test]
    fn a_checksum_that_fits_nonsense_is_not_enough() {
        let context = Context::of(&[], &Settings::default());
        let one = |text: &str| ("a.md", judgement(text));
        let read = |bytes: Vec<u8>| read_shard(context, &[], &bytes).map(|judged| judged.len());
        let proof = Proof::Checksum;
        assert_eq!(read(seal(KIND, context, proof, &vec![one("12 rounds\n")])), Ok(1));
        let nonsense = [
            seal(KIND, context, proof, &"a.md"),
            seal(KIND, context, proof, &(vec![one("12 rounds\n")], "left over")),
            seal(KIND, context, proof, &vec![one("12 rounds\n"), one("13 rounds\n")]),
            seal(KIND, context, proof, &vec![one("12 rounds\n"), one("12 rounds\n")]),
        ];
        for bytes in nonsense {
            assert_eq!(read(bytes), Err(StoreError::Damaged));
        }
    }
}
