//! Broken files and broken answers, by the thousand: an error each, or a right
//! answer, and never a panic.

use crossfoot::host::{Analyzer, Host, Limits, Origin, hex};
use crossfoot::ledger::{Conclusion, Fault, FaultKind, Inspection, Note, Settings};
use crossfoot::standard;

use crate::attack::{echo, honest};
use crate::{answers, host, report, report_of};

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

fn echo_analyzer() -> Analyzer {
    let limits = Limits::default();
    let component = host().screen(&echo(), &limits).unwrap();
    host().link(&host().compile(&component).unwrap(), [0; 32], limits, Origin::Stranger).unwrap()
}

fn answer(analyzer: &Analyzer, bytes: &[u8]) -> Result<Inspection, Fault> {
    analyzer.inspect(&report_of(&hex(bytes)), &Settings::default())
}

fn conclusion(analyzer: &Analyzer, bytes: &[u8]) -> Result<Conclusion, Fault> {
    let note = Note { path: "a.md", note: bytes, length: 14, entries: 2 };
    analyzer.conclude(&[note, note], &Settings::default())
}

#[test]
fn thousands_of_broken_answers_hurt_nobody() {
    let analyzer = echo_analyzer();
    let mut dice = Dice::new(7);
    let (mut right, mut wrong) = (0, 0);
    for good in [answers::inspection(), answers::conclusion()] {
        for _ in 0..10_000 {
            let mut bytes = good.clone();
            for _ in 0..=dice.below(4) {
                let at = dice.below(bytes.len());
                bytes[at] = [0, 1, 2, 3, 0x10, 0x7f, 0x80, 0xff][dice.below(8)];
            }
            for result in [answer(&analyzer, &bytes).map(|_| ()), conclusion(&analyzer, &bytes).map(|_| ())] {
                match result {
                    Ok(()) => right += 1,
                    Err(fault) => {
                        let kinds =
                            [FaultKind::BadValue, FaultKind::OutputTooLarge, FaultKind::ContractViolation];
                        assert!(kinds.contains(&fault.kind), "{fault:?}");
                        wrong += 1;
                    }
                }
            }
        }
    }
    assert!(right > 100 && wrong > 10_000, "{right} right, {wrong} wrong");
}

#[test]
fn the_answers_that_are_broken_above_are_whole_before() {
    let analyzer = echo_analyzer();
    let inspection = answer(&analyzer, &answers::inspection()).unwrap();
    let entry = &inspection.entries[0];
    assert_eq!((entry.message.as_str(), entry.derivation.len(), entry.fixes.len()), ("oops", 1, 1));
    assert_eq!((inspection.tally.contradicted, inspection.tally.holds, inspection.note.len()), (1, 2, 8));
    let conclusion = conclusion(&analyzer, &answers::conclusion()).unwrap();
    let entry = &conclusion.entries[0];
    assert_eq!((entry.report, entry.entry.message.as_str()), (1, "oops"));
    assert_eq!((entry.heirs[0].report, entry.elsewhere[0].report, conclusion.inherited[0].report), (1, 0, 1));
}
