//! Broken files and broken answers, by the thousand: an error each, or a right
//! answer, and never a panic.

use crossfoot::host::{Host, Limits, Origin};
use crossfoot::ledger::Settings;
use crossfoot::standard;

use crate::attack::honest;
use crate::{host, report};

/// A row of numbers that is the same in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % most
    }
}

/// As far as a file gets.
fn try_all(host: &Host, bytes: &[u8]) -> bool {
    let limits = Limits { fuel_per_report: 1_000_000, ..Limits::default() };
    let Ok(component) = host.screen(bytes, &limits) else { return false };
    let Ok(code) = host.compile(&component) else { return false };
    let Ok(analyzer) = host.link(&code, [0; 32], limits, Origin::Stranger) else { return false };
    let _ = analyzer.inspect(&report(), &Settings::default());
    true
}

#[test]
fn every_truncation_is_an_error() {
    let module = honest("");
    let component = host().screen(&module, &Limits::default()).unwrap();
    for whole in [&module[..], component.bytes()] {
        for length in 0..whole.len() {
            // Custom sections at the end may go without harm.
            let _ = host().screen(&whole[..length], &Limits::default());
        }
    }
    let pack = standard::COMPONENT;
    for part in 1..500 {
        let length = pack.len() * part / 500;
        assert!(host().screen(&pack[..length], &Limits::default()).is_err(), "{length} of {}", pack.len());
    }
}

#[test]
fn thousands_of_flipped_bits_hurt_nobody() {
    let module = honest("");
    let component = host().screen(&module, &Limits::default()).unwrap();
    let mut dice = Dice::new(12);
    let mut survivors = 0;
    for round in 0..4_000 {
        let mut bytes = if round % 2 == 0 { module.clone() } else { component.bytes().to_vec() };
        for _ in 0..=dice.below(3) {
            let at = dice.below(bytes.len());
            bytes[at] ^= 1 << dice.below(8);
        }
        survivors += usize::from(try_all(&host(), &bytes));
    }
    // Names and constants may change without anyone being wrong.
    assert!((1..4_000).contains(&survivors), "{survivors}");
}

#[test]
fn thousands_of_broken_answers_hurt_nobody() {
    // The answer and all that it points to: a whole entry with one of each.
    let good: Vec<u8> = entry_bytes();
    let mut dice = Dice::new(7);
    let mut answered = 0;
    for _ in 0..1_500 {
        let mut bytes = good.clone();
        for _ in 0..=dice.below(4) {
            let at = dice.below(bytes.len());
            bytes[at] = [0, 1, 2, 3, 0x10, 0x7f, 0x80, 0xff][dice.below(8)];
        }
        let data: String = bytes.iter().map(|byte| format!("\\{byte:02x}")).collect();
        let body = format!(
            r#"(func (export "inspect")
                 (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32) i32.const 4096)
               (data (i32.const 4096) "{data}")"#
        );
        answered += usize::from(try_all(&host(), &honest(&body)));
    }
    assert_eq!(answered, 1_500, "the component itself was whole");
}

fn entry_bytes() -> Vec<u8> {
    let words: [u32; 6 + 2 + 16 + 6 + 4 + 5 + 4 + 2] = [
        4128,
        1,
        2,
        3,
        4096,
        8,
        0,
        0, // inspection
        0,
        0x0002_0101,
        0,
        3,
        4300,
        4,
        4292,
        1,
        4192,
        1,
        4216,
        1,
        4232,
        1,
        4300,
        4, // entry
        1,
        0,
        4,
        6,
        4300,
        4, // operand
        7,
        13,
        4300,
        4, // remark
        4300,
        4,
        1,
        4252,
        1, // fix
        0,
        3,
        4300,
        4, // edit
        0,
        0,
    ];
    let mut bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    bytes.resize(4292 - 4096, 0);
    bytes.extend([4300_u32, 4].iter().flat_map(|word| word.to_le_bytes()));
    bytes.extend(b"oops");
    bytes
}

#[test]
fn the_answer_that_is_broken_above_is_whole_before() {
    let data: String = entry_bytes().iter().map(|byte| format!("\\{byte:02x}")).collect();
    let body = format!(
        r#"(func (export "inspect")
             (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32) i32.const 4096)
           (data (i32.const 4096) "{data}")"#
    );
    let limits = Limits::default();
    let component = host().screen(&honest(&body), &limits).unwrap();
    let analyzer =
        host().link(&host().compile(&component).unwrap(), [0; 32], limits, Origin::Stranger).unwrap();
    let inspection = analyzer.inspect(&report(), &Settings::default()).unwrap();
    let entry = &inspection.entries[0];
    assert_eq!((entry.message.as_str(), entry.derivation.len(), entry.fixes.len()), ("oops", 1, 1));
    assert_eq!((inspection.tally.contradicted, inspection.tally.holds, inspection.note.len()), (1, 2, 8));
}
