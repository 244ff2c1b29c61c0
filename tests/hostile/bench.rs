//! Sizes, for whoever asks: `cargo test --test hostile -- --ignored --nocapture`.

use std::time::Instant;

use crossfoot::analyzers::CodeCache;
use crossfoot::host::{ComponentBytes, Limits, Origin, Pool};
use crossfoot::ledger::Settings;
use crossfoot::report::{Node, NodeKind, Span};
use crossfoot::standard;

use crate::{host_in, loader, report_of};

#[test]
#[ignore = "measures, and judges nothing"]
fn sizes() {
    for pool in [Pool::Auto, Pool::OnDemand] {
        let began = Instant::now();
        let host = host_in(pool);
        println!("{pool:?}: engine {:?}", began.elapsed());
        let began = Instant::now();
        let code = host.compile(&ComponentBytes::trusted(standard::COMPONENT)).unwrap();
        println!(
            "  compile {} KB: {:?} to {} KB",
            standard::COMPONENT.len() / 1000,
            began.elapsed(),
            code.bytes().len() / 1000
        );
        let began = Instant::now();
        let analyzer = host.link(&code, [0; 32], Limits::default(), Origin::Standard).unwrap();
        println!("  link and describe {:?}", began.elapsed());
        let text = "a line of 16 by.\n".repeat(180);
        let mut report = report_of(&text);
        report.nodes.extend((0..223).map(|at| Node {
            kind: NodeKind::Line,
            parent: 0,
            at: Span::new(at * 13, at * 13 + 4),
            data: 0,
        }));
        let one = report.quantities[0];
        report.quantities.resize(90, one);
        for (what, report) in [("empty", &report_of("")), ("3.1 KB", &report)] {
            let times: Vec<_> = (0..2_000)
                .map(|_| {
                    let began = Instant::now();
                    let (_, cost) = analyzer.measure(report, &Settings::default());
                    (began.elapsed(), cost.fuel)
                })
                .collect();
            let mut sorted: Vec<_> = times.iter().map(|(time, _)| *time).collect();
            sorted.sort();
            println!("  call, {what}: median {:?}, fuel {}", sorted[1_000], times[0].1);
        }
    }
    let folder = tempfile::tempdir().unwrap();
    for what in ["empty cache", "from the cache"] {
        let loader = loader(CodeCache::at(folder.path()));
        let began = Instant::now();
        let (set, _) = loader.load(Some(standard::COMPONENT), &[]);
        println!("load the standard pack, {what}: {:?} ({})", began.elapsed(), set.analyzers.len());
    }
}
