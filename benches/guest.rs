//! What the standard pack itself costs a report, in figures that are the same
//! on every run: fuel and memory in the sandbox, and with `--native N` the same
//! rules as a part of this program, N times over, for callgrind and perf.
//!
//! `CROSSFOOT_BENCH_FOLDER` names another folder of reports than our fixtures.

use std::fmt::Write;
use std::hash::{DefaultHasher, Hasher};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crossfoot::disk::{self, Choice};
use crossfoot::host::{Analyzer, Host, HostOptions, Limits, Origin};
use crossfoot::{check, ledger, report, standard};
use crossfoot_kit::bindings::{Detail, Guest};
use crossfoot_standard::Standard;

#[path = "../tests/support/mod.rs"]
mod support;

fn main() {
    let folder = std::env::var_os("CROSSFOOT_BENCH_FOLDER")
        .map(PathBuf::from)
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"));
    let files = disk::find(&[folder], &Choice::default()).files;
    let texts: Vec<Vec<u8>> =
        files.iter().filter_map(|file| disk::read(file, check::LONGEST_REPORT).ok()).collect();
    assert!(!texts.is_empty(), "a folder without reports");
    let parsed: Vec<report::Report<'_>> = texts.iter().map(|text| report::parse(text)).collect();
    let mut words = std::env::args().skip_while(|word| word != "--native").skip(1);
    match words.next().map(|times| times.parse().expect("--native takes a number")) {
        Some(times) => natively(&parsed, times),
        None => in_the_sandbox(&parsed),
    }
}

fn natively(parsed: &[report::Report<'_>], times: usize) {
    for _ in 0..times {
        for report in parsed {
            black_box(inspect(support::adapter::convert(report)));
        }
    }
}

/// A function of its own, so that callgrind can be told to count from here.
#[inline(never)]
fn inspect(report: crossfoot_kit::bindings::Report) -> crossfoot_kit::bindings::Inspection {
    Standard::inspect(report, support::settings(Detail::Findings))
}

fn in_the_sandbox(parsed: &[report::Report<'_>]) {
    let analyzer = pack();
    let settings = ledger::Settings::default();
    let (mut fuel, mut memory, mut time, mut answers) = (Vec::new(), 0, Duration::ZERO, DefaultHasher::new());
    let mut notes: Vec<(String, Vec<u8>, u32, u32)> = Vec::new();
    for (number, report) in parsed.iter().enumerate() {
        let (answer, cost) = analyzer.measure(report, &settings);
        let answer = answer.expect("the pack never fails");
        write!(Written(&mut answers), "{:?}{:?}", answer.entries, answer.tally).expect("hashing never fails");
        let entries = answer.entries.len() as u32;
        notes.push((format!("{number:06}.md"), answer.note, report.source.len() as u32, entries));
        fuel.push(cost.fuel);
        memory = memory.max(cost.memory);
        time += cost.time;
    }
    fuel.sort_unstable();
    let reports = fuel.len() as u64;
    println!("{reports} reports; digest of all entries {:016x}", answers.finish());
    println!("fuel a report: mean {}, median {}", fuel.iter().sum::<u64>() / reports, fuel[fuel.len() / 2]);
    println!("fuel, most: {}; memory, most: {} KiB", fuel[fuel.len() - 1], memory / 1024);
    println!("fuel of an empty report: {}", analyzer.measure(&report::parse(b""), &settings).1.fuel);
    println!("time a call: {:?}", time / reports as u32);
    let notes = notes.iter().map(|(path, note, length, entries)| ledger::Note {
        path,
        note,
        length: *length,
        entries: *entries,
    });
    let notes: Vec<ledger::Note<'_>> = notes.collect();
    let (conclusion, cost) = analyzer.measure_conclude(&notes, &settings);
    let entries = conclusion.expect("the pack never fails").entries.len();
    println!(
        "conclude: {entries} entries, fuel a report {}, memory {} KiB",
        cost.fuel / reports,
        cost.memory / 1024
    );
}

/// The pack of this build, or the one in the file that `CROSSFOOT_BENCH_PACK` names.
fn pack() -> Analyzer {
    let host = Host::new(HostOptions::default()).expect("a host");
    let given = std::env::var_os("CROSSFOOT_BENCH_PACK")
        .map(|path| disk::read(Path::new(&path), u64::MAX).expect("a file with a pack"));
    let limits = Limits::default();
    let component =
        host.screen(given.as_deref().unwrap_or(standard::COMPONENT), &limits).expect("a component");
    let code = host.compile(&component).expect("code");
    println!("component of {} bytes, native code of {}", component.bytes().len(), code.bytes().len());
    host.link(&code, [0; 32], limits, Origin::Standard).expect("an analyzer")
}

/// Formats into a hasher, so that answers can be compared without being kept.
struct Written<'a>(&'a mut DefaultHasher);

impl Write for Written<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}
