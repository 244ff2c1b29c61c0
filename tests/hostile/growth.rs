//! What is large because the work is large must pass.

use crossfoot::host::{Analyzer, Limits, Origin, Pool};
use crossfoot::ledger::{Note, Settings};
use crossfoot::report::{Node, NodeKind, Span};

use crate::attack::honest;
use crate::{host, host_in, report_of};

fn analyzer(pool: Pool, body: &str) -> Analyzer {
    let (host, limits) = (host_in(pool), Limits::default());
    let component = host.screen(&honest(body), &limits).unwrap();
    host.link(&host.compile(&component).unwrap(), [0; 32], limits, Origin::Stranger).unwrap()
}

#[test]
fn a_hundred_thousand_notes_pass() {
    let paths: Vec<String> = (0..100_000).map(|at| format!("reports/somewhere/below/{at:07}.md")).collect();
    let note = [7_u8; 300];
    let notes: Vec<Note<'_>> =
        paths.iter().map(|path| Note { path, note: &note, length: 100, entries: 0 }).collect();
    for pool in [Pool::Auto, Pool::OnDemand] {
        let (conclusion, cost) = analyzer(pool, "").measure_conclude(&notes, &Settings::default());
        assert!(conclusion.is_ok(), "{conclusion:?}");
        println!("{pool:?}: 100,000 notes cost {cost:?}");
    }
}

#[test]
fn a_report_of_sixteen_megabytes_passes() {
    let text = "a line of 16 by.\n".repeat(1 << 20);
    let mut report = report_of(&text);
    report.nodes.extend((0..1_000_000).map(|at| Node {
        kind: NodeKind::Line,
        parent: 0,
        at: Span::new(at * 17, at * 17 + 16),
        data: 0,
    }));
    let one = report.quantities[0];
    report.quantities.resize(1_000_000, one);
    for pool in [Pool::Auto, Pool::OnDemand] {
        let (inspection, cost) = analyzer(pool, "").measure(&report, &Settings::default());
        assert!(inspection.is_ok(), "{inspection:?}");
        println!("{pool:?}: a large report costs {cost:?}");
    }
}

#[test]
fn more_threads_than_slots_wait_for_each_other() {
    let analyzer = analyzer(Pool::Auto, "");
    std::thread::scope(|scope| {
        for _ in 0..100 {
            scope.spawn(|| {
                for _ in 0..20 {
                    assert!(analyzer.inspect(&report_of("x 12 rounds    "), &Settings::default()).is_ok());
                }
            });
        }
    });
}

#[test]
fn whether_there_is_a_pool_makes_no_difference_to_code_keys_alone() {
    assert_ne!(host().compatibility(), host_in(Pool::OnDemand).compatibility());
    assert_eq!(host().compatibility(), host_in(Pool::Auto).compatibility());
}
