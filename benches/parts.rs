//! What each part of a report's way costs, rule by rule where rules are at work,
//! and what the sandbox adds: the same rules run as a guest and compiled into
//! this program. (Numbers are told apart while a report is parsed, in one pass.)
//!
//! `CROSSFOOT_BENCH_FOLDER` names another folder of reports than our fixtures.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use crossfoot::analyzers::{self, CodeCache};
use crossfoot::check::{self, Judged};
use crossfoot::disk::{self, Choice};
use crossfoot::host::{Host, HostOptions, Limits, Origin};
use crossfoot::{emit, ledger, report, standard};
use crossfoot_kit::bindings::Guest;
use crossfoot_kit::ledger::Ledger;
use crossfoot_kit::rule::{Judge, Pack};
use crossfoot_standard::Standard;

#[path = "../tests/hostile/attack.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod attack;
#[path = "../tests/support/mod.rs"]
mod support;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

struct Bench {
    texts: Vec<Vec<u8>>,
    set: analyzers::AnalyzerSet,
    settings: ledger::Settings,
}

impl Bench {
    fn new() -> Self {
        let folder = std::env::var_os("CROSSFOOT_BENCH_FOLDER")
            .map(PathBuf::from)
            .unwrap_or_else(|| root().join("fixtures"));
        let files = disk::find(&[folder], &Choice::default()).files;
        let texts: Vec<Vec<u8>> =
            files.iter().filter_map(|file| disk::read(file, check::LONGEST_REPORT).ok()).collect();
        assert!(!texts.is_empty(), "a folder without reports");
        let host = Host::new(HostOptions::default()).unwrap();
        let (set, faults) = analyzers::load(&host, Some(standard::COMPONENT), &[], &CodeCache::off());
        assert!(faults.is_empty(), "{faults:?}");
        Self { texts, set, settings: ledger::Settings::default() }
    }

    fn bytes(&self) -> Throughput {
        Throughput::Bytes(self.texts.iter().map(|text| text.len() as u64).sum())
    }
}

/// Each figure is for all reports of the folder once.
fn parts(criterion: &mut Criterion) {
    let bench = Bench::new();
    let parsed: Vec<report::Report<'_>> = bench.texts.iter().map(|text| report::parse(text)).collect();
    let analyzer = &bench.set.analyzers[0];
    let mut group = criterion.benchmark_group(format!("{} reports", bench.texts.len()));
    group.throughput(bench.bytes());

    group.bench_function("parse", |bencher| {
        bencher.iter(|| bench.texts.iter().map(|text| report::parse(text).nodes.len()).sum::<usize>());
    });
    let idle = idle();
    group.bench_function("lower (to a guest that does not look)", |bencher| {
        bencher.iter(|| {
            for report in &parsed {
                black_box(idle.inspect(report, &bench.settings)).ok();
            }
        });
    });
    group.bench_function("inspect in the sandbox", |bencher| {
        bencher.iter(|| {
            for report in &parsed {
                black_box(analyzer.inspect(report, &bench.settings)).ok();
            }
        });
    });
    group.bench_function("inspect natively", |bencher| {
        bencher.iter_batched(
            || parsed.iter().map(support::adapter::convert).collect::<Vec<_>>(),
            |reports| {
                for report in reports {
                    black_box(Standard::inspect(report, support::settings(findings())));
                }
            },
            BatchSize::LargeInput,
        );
    });
    group.bench_function("judge (parse, inspect, resolve)", |bencher| {
        bencher.iter(|| {
            for text in &bench.texts {
                black_box(check::judge(text, &bench.set.analyzers, &bench.settings));
            }
        });
    });
    let judged: Vec<Judged> = bench
        .texts
        .iter()
        .enumerate()
        .map(|(number, text)| Judged {
            path: format!("{number:05}.md"),
            judgement: Arc::new(check::judge(text, &bench.set.analyzers, &bench.settings)),
        })
        .collect();
    group.bench_function("conclude", |bencher| {
        bencher.iter(|| check::conclude(judged.clone(), &bench.set.analyzers, &bench.settings));
    });
    let outcome = check::conclude(judged.clone(), &bench.set.analyzers, &bench.settings);
    group.bench_function("emit json", |bencher| bencher.iter(|| emit::json(&outcome)));
    group.finish();
}

fn findings() -> crossfoot_kit::bindings::Detail {
    crossfoot_kit::bindings::Detail::Findings
}

/// An analyzer that takes a report and says nothing of it.
fn idle() -> crossfoot::host::Analyzer {
    let host = Host::new(HostOptions::default()).unwrap();
    let component = host.screen(&attack::honest(""), &Limits::default()).unwrap();
    let code = host.compile(&component).unwrap();
    host.link(&code, [0; 32], Limits::default(), Origin::Stranger).unwrap()
}

/// Each rule of the pack over all reports, natively: what it is of the whole is
/// the same in the sandbox.
fn rules(criterion: &mut Criterion) {
    let bench = Bench::new();
    let parsed: Vec<report::Report<'_>> = bench.texts.iter().map(|text| report::parse(text)).collect();
    let convert = || parsed.iter().map(support::adapter::convert).collect::<Vec<_>>();
    let prepare = |raw: Vec<_>| raw.into_iter().map(|raw| crossfoot_kit::report::Report::prepare(raw, &[]));
    let mut group = criterion.benchmark_group("rules, natively");
    group.bench_function("preparation", |bencher| {
        bencher.iter_batched(
            convert,
            |raw| prepare(raw).for_each(|report| drop(black_box(report))),
            BatchSize::LargeInput,
        );
    });
    let prepared: Vec<_> = prepare(convert()).collect();
    let settings = support::settings(findings());
    for explained in Standard::rules() {
        let Judge::Report(judge) = explained.rule.judge else { continue };
        group.bench_function(explained.rule.code, |bencher| {
            bencher.iter(|| {
                for report in &prepared {
                    let mut ledger = Ledger::new(report, &settings);
                    judge(report, &mut ledger);
                    black_box(ledger);
                }
            });
        });
    }
    group.finish();
}

/// What an instance alone costs.
fn instance(criterion: &mut Criterion) {
    let bench = Bench::new();
    let analyzer = &bench.set.analyzers[0];
    let empty = report::parse(b"");
    criterion.bench_function("inspect an empty report", |bencher| {
        bencher.iter(|| analyzer.inspect(&empty, &bench.settings));
    });
}

criterion_group!(benches, parts, rules, instance);
criterion_main!(benches);
