//! Reading a report beside what pulldown-cmark alone takes for its events:
//! the difference is the tree, the fields and sentences, and every number.
//!
//! `CROSSFOOT_BENCH_FOLDER` names another folder of reports than our fixtures.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use crossfoot::check;
use crossfoot::disk::{self, Choice};
use crossfoot::report;
use pulldown_cmark::{Options, Parser};

fn texts() -> Vec<String> {
    let folder = std::env::var_os("CROSSFOOT_BENCH_FOLDER")
        .map(PathBuf::from)
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"));
    let files = disk::find(&[folder], &Choice::default()).files;
    let read = |file: &PathBuf| disk::read(file, check::LONGEST_REPORT).ok();
    let texts: Vec<String> =
        files.iter().filter_map(read).filter_map(|bytes| String::from_utf8(bytes).ok()).collect();
    assert!(!texts.is_empty(), "a folder without reports");
    texts
}

/// The extensions that a report is read with.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

fn events(text: &str) {
    for event in Parser::new_ext(text, options()).into_offset_iter() {
        black_box(event);
    }
}

fn beside_pulldown_cmark(criterion: &mut Criterion) {
    let texts = texts();
    let mut group = criterion.benchmark_group(format!("{} reports", texts.len()));
    group.throughput(Throughput::Bytes(texts.iter().map(|text| text.len() as u64).sum()));
    group.bench_function("pulldown-cmark alone", |bencher| {
        bencher.iter(|| texts.iter().for_each(|text| events(text)));
    });
    group.bench_function("parse", |bencher| {
        bencher.iter(|| texts.iter().map(|text| report::parse(text.as_bytes()).nodes.len()).sum::<usize>());
    });
    group.finish();
}

/// The ratio that the aim is given in, in one run: the best of 25 for each
/// report, and the best of 60 for all of them in turns, where neither finds
/// its branches foretold by the last time.
fn ratio(_: &mut Criterion) {
    let texts = texts();
    let read = |text: &str| drop(black_box(report::parse(text.as_bytes())));
    let each = texts.iter().map(|text| pair(25, || events(text), || read(text)));
    let each = each.fold((Duration::ZERO, Duration::ZERO), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let all =
        pair(60, || texts.iter().for_each(|text| events(text)), || texts.iter().for_each(|text| read(text)));
    for (what, (theirs, ours)) in [("each report", each), ("all in turns", all)] {
        let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
        println!("{what}: pulldown-cmark alone {theirs:.2?}, parse {ours:.2?}, {ratio:.2} times as long");
    }
}

/// The best of so many times for both, measured by turns: what else the
/// machine does hinders them alike.
fn pair(times: usize, theirs: impl Fn(), ours: impl Fn()) -> (Duration, Duration) {
    let took = |work: &dyn Fn()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let best = |best: (Duration, Duration), _| (best.0.min(took(&theirs)), best.1.min(took(&ours)));
    (0..times).fold((Duration::MAX, Duration::MAX), best)
}

/// Time for each byte, from a kilobyte to sixteen megabytes.
fn growth(criterion: &mut Criterion) {
    let all = texts().join("\n\n");
    let mut group = criterion.benchmark_group("growth");
    group.sample_size(10);
    for power in [10, 12, 14, 16, 18, 20, 22, 24] {
        let size = 1usize << power;
        let mut text = all.repeat(size / all.len() + 1);
        text.truncate((0..=size).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0));
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(format!("{size} bytes"), |bencher| {
            bencher.iter(|| report::parse(text.as_bytes()).nodes.len());
        });
    }
    group.finish();
}

criterion_group!(benches, ratio, beside_pulldown_cmark, growth);
criterion_main!(benches);
