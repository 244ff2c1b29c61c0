//! Parts of a series that a stranger has written: refused by name, or what a
//! report could have said.

use std::sync::Arc;

use crossfoot::check::{self, Judged, Judgement};
use crossfoot::emit::{Format, TextStyle};
use crossfoot::host::Analyzer;
use crossfoot::ledger::Settings;
use crossfoot::store::{Context, StoreError, read_shard, write_shard};
use sha2::{Digest, Sha256};

use crate::mutations::Dice;

const TEXT: &str = "# Night 7\n\n**Result**: clean\n\n- Round 176-295: Clean (119 rounds) → ok\n\n\
    | a | b | total |\n|---|---|---|\n| 1 | 2 | 4 |\n\nbefore â†’ after\n<!-- crossfoot-ignore XF104: no -->\n\nx\n";

fn analyzers() -> Vec<Arc<Analyzer>> {
    let loader = crate::loader(crossfoot::analyzers::CodeCache::off());
    loader.load(Some(crossfoot::standard::COMPONENT), &[]).0.analyzers
}

fn judged(analyzers: &[Arc<Analyzer>]) -> Judgement {
    let judgement = check::judge(TEXT.as_bytes(), analyzers, &Settings::default());
    assert!(judgement.parts[0].findings.len() >= 2, "{judgement:?}");
    judgement
}

fn sealed(context: Context, judgement: Judgement) -> Vec<u8> {
    write_shard(context, &[Judged { path: "a.md".into(), judgement: Arc::new(judgement) }])
}

/// What is made of a true judgement.
type Lie = fn(&mut Judgement);

#[test]
fn what_no_report_can_say_is_refused() {
    let analyzers = analyzers();
    let context = Context::of(&analyzers, &Settings::default());
    let read = |judgement| read_shard(context, &analyzers, &sealed(context, judgement)).map(|_| ());
    let whole = judged(&analyzers);
    assert_eq!(read(whole.clone()), Ok(()));
    let lies: [(&str, Lie); 14] = [
        ("no analyzers", |it| it.parts.clear()),
        ("one analyzer too many", |it| it.parts.push(it.parts[0].clone())),
        ("a shorter text", |it| it.length = 20),
        ("a text without end", |it| it.length = u32::MAX),
        ("no lines", |it| it.lines = Default::default()),
        ("an unknown rule", |it| it.parts[0].findings[0].rule = 1_000),
        ("an entry that is not there", |it| it.parts[0].entries = 0),
        ("a place behind the end", |it| it.parts[0].findings[0].range.end.offset = 1 << 20),
        ("a place that ends before it begins", |it| it.parts[0].findings[0].range.start.offset += 1 << 10),
        ("another line", |it| it.parts[0].findings[0].range.start.line = u32::MAX),
        ("another column", |it| it.parts[0].findings[0].range.end.column = 0),
        ("an excerpt of elsewhere", |it| it.parts[0].findings[0].excerpts[0].line += 1),
        ("an excerpt that is longer", |it| it.parts[0].findings[0].excerpts[0].text = "x".repeat(1 << 12)),
        ("a note without end", |it| it.parts[0].note = vec![0; 1 << 20]),
    ];
    for (what, lie) in lies {
        let mut judgement = whole.clone();
        lie(&mut judgement);
        assert_eq!(read(judgement), Err(StoreError::Unsound), "{what}");
    }
}

/// Whoever can make a shard can make its checksum.
#[test]
fn thousands_of_changed_bytes_hurt_nobody() {
    const HEAD: usize = "crossfoot notes\n".len();
    let analyzers = analyzers();
    let context = Context::of(&analyzers, &Settings::default());
    let whole = sealed(context, judged(&analyzers));
    let mut dice = Dice::new(99);
    let (mut taken, mut refused) = (0, 0);
    for round in 0..3_000 {
        let mut bytes = whole.clone();
        for _ in 0..=dice.below(3) {
            let at = HEAD + 64 + dice.below(bytes.len() - HEAD - 64);
            bytes[at] = [0, 1, 0x1b, 0x7f, 0x80, 0xff, bytes[at] ^ 1, bytes[at] ^ 0x80][dice.below(8)];
        }
        let checksum = Sha256::digest(&bytes[HEAD + 32..]);
        bytes[HEAD..HEAD + 32].copy_from_slice(&checksum);
        let Ok(judged) = read_shard(context, &analyzers, &bytes) else {
            refused += 1;
            continue;
        };
        taken += 1;
        let outcome = check::conclude(judged, &analyzers, &Settings::default());
        let (name, format) = Format::ALL[round % Format::ALL.len()];
        let text = format.render(&outcome, &TextStyle::default());
        assert!(!text.contains(|at: char| at.is_control() && at != '\n'), "{name}: {text:?}");
    }
    assert!(taken > 100 && refused > 1_000, "{taken} taken, {refused} refused");
}
