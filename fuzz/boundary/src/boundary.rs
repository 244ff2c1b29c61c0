//! Broken components and broken answers: a typed fault each, or an answer that
//! keeps every promise of the host.

#![no_main]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use crossfoot::check::{self, Judged};
use crossfoot::emit::{Format, TextStyle};
use crossfoot::host::{Analyzer, Host, HostOptions, Limits, LoadFault, Origin, hex};
use crossfoot::ledger::{FaultKind, Note, Settings};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

#[path = "../../../tests/hostile/attack.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod attack;
mod hold;
mod input;

/// Behind the answer in hex: figures that cannot be, and characters of every width.
const REPORT: &str = "\n- Round 176-295: Clean (119 rounds)\n\n→ \u{1b}[31m é 𝟙\u{202e}\r\nlast";
const MANIFEST_AT: u32 = 256;
const MANIFEST_BYTES: usize = 1_024;
const FILLER: u8 = 0xA5;

static HOST: LazyLock<Host> = LazyLock::new(|| Host::new(HostOptions::default()).unwrap());
static ECHO: LazyLock<Arc<Analyzer>> = LazyLock::new(|| Arc::new(load(&attack::echo()).unwrap()));
static HONEST: LazyLock<Vec<u8>> = LazyLock::new(honest_with_filler);

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// The crates that make a component of a stranger's module. They may panic over
/// it: the host lets them do so behind a fence, and tells it as a fault.
const FENCED: [&str; 4] = ["/wit-parser-", "/wit-component-", "/wasm-metadata-", "/wasm-encoder-"];

/// The fuzzer ends at the first panic, even one that is caught. Those behind the
/// fence go on; should one of them get past it, the fuzzer notices all the same.
static FENCE: LazyLock<()> = LazyLock::new(|| {
    let end = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let file = panic.location().map_or("", |location| location.file());
        if !FENCED.iter().any(|name| file.contains(name)) {
            end(panic);
        }
    }));
});

fuzz_target!(|bytes: &[u8]| {
    LazyLock::force(&FENCE);
    let Some((kind, rest)) = bytes.split_first() else { return };
    match kind % 4 {
        input::COMPONENT => component(rest),
        input::INSPECTION => whole_way(&ECHO, &report(rest)),
        input::CONCLUSION => conclusion(rest),
        _ => component(&described(rest)),
    }
});

// Half of the time the length stays, so that sections and tables keep theirs.
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    if size < 2 || seed.is_multiple_of(2) {
        return fuzzer_mutate(data, size, max_size);
    }
    let at = 1 + seed as usize / 2 % (size - 1);
    let window = (size - at).min(1 + seed as usize / 64 % 32);
    let end = at + window;
    fuzzer_mutate(&mut data[at..end], window, window);
    size
});

/// Little of everything: the fuzzer wants many runs a second.
fn limits() -> Limits {
    Limits { screen_product: 20_000, fuel_per_report: 300_000, memory_bytes: 4 << 20, ..Limits::default() }
}

fn load(bytes: &[u8]) -> Result<Analyzer, LoadFault> {
    let component = HOST.screen(bytes, &limits())?;
    let code = HOST.compile(&component)?;
    HOST.link(&code, [0; 32], limits(), Origin::Stranger)
}

fn component(bytes: &[u8]) {
    match load(bytes) {
        Ok(analyzer) => whole_way(&Arc::new(analyzer), REPORT.as_bytes()),
        Err(fault) => hold::fault(fault.kind, &fault.message),
    }
}

fn conclusion(answer: &[u8]) {
    let note = |path| Note { path, note: answer, length: 40, entries: 2 };
    let notes = [note("a.md"), note("b.md")];
    match ECHO.conclude(&notes, &Settings::default()) {
        Ok(conclusion) => hold::conclusion(&conclusion, &notes),
        Err(fault) => hold::fault(fault.kind, &fault.message),
    }
}

/// From a report to the bytes of every format, as the program goes.
fn whole_way(analyzer: &Arc<Analyzer>, bytes: &[u8]) {
    hold::manifest(analyzer.manifest());
    let analyzers = [Arc::clone(analyzer)];
    let settings = Settings::default();
    let report = crossfoot::report::parse(bytes);
    match analyzer.inspect(&report, &settings) {
        Ok(inspection) => hold::inspection(&inspection, &report, analyzer.manifest()),
        Err(fault) => hold::fault(fault.kind, &fault.message),
    }
    let judgement = Arc::new(check::judge(bytes, &analyzers, &settings));
    let judged = ["a\n\u{1b}.md", "b.md"].map(|path| Judged { path: path.into(), judgement: Arc::clone(&judgement) });
    let outcome = check::conclude(judged.to_vec(), &analyzers, &settings);
    assert!(outcome.faults.iter().all(|fault| fault.kind != FaultKind::Internal), "{:?}", outcome.faults);
    for (name, format) in Format::ALL {
        hold::rendered(name, &format.render(&outcome, &TextStyle::default()));
    }
}

fn report(answer: &[u8]) -> Vec<u8> {
    [hex(answer).as_bytes(), REPORT.as_bytes()].concat()
}

/// An honest guest whose manifest, and what it points to, is what the fuzzer says.
fn described(manifest: &[u8]) -> Vec<u8> {
    let mut bytes = HONEST.clone();
    let filler = bytes.windows(64).position(|window| window.iter().all(|&byte| byte == FILLER)).unwrap();
    bytes[filler..filler + MANIFEST_BYTES].copy_from_slice(&own_manifest());
    let written = manifest.len().min(MANIFEST_BYTES);
    bytes[filler..filler + written].copy_from_slice(&manifest[..written]);
    bytes
}

/// The manifest of the attacks, one byte after the other.
fn own_manifest() -> Vec<u8> {
    let at = |offset: u32| MANIFEST_AT + offset;
    let words = [
        [at(64), 7, at(72), 1, at(32), 1, 0, 0],
        [at(80), 3, at(88), 12, 2, at(88), 12, 0],
    ];
    let mut bytes: Vec<u8> = words.concat().iter().flat_map(|word| word.to_le_bytes()).collect();
    bytes.extend(b"hostile\x001\0\0\0\0\0\0\0HX1\0\0\0\0\0hostile-rule");
    bytes.resize(MANIFEST_BYTES, 0);
    bytes
}

fn honest_with_filler() -> Vec<u8> {
    let filler = format!("\\{FILLER:02x}").repeat(MANIFEST_BYTES);
    attack::honest(&format!(
        r#"(memory (export "memory") 2)
           (func (export "describe") (result i32) i32.const 4096)
           (data (i32.const 4096) "{filler}")"#
    ))
}
