//! Every file of `fixtures/hostile`, one after the other.

use std::time::{Duration, Instant};

use crossfoot::analyzers::{CodeCache, Loader};
use crossfoot::host::{Analyzer, Cost, Limits, Origin, Pool};
use crossfoot::ledger::{Conclusion, Fault, Inspection, Note, Settings};
use rayon::prelude::*;

use crate::attack::{Attack, Stage};
use crate::{host, host_in, loader, put, report, root, wanted};

/// What became of an attack.
pub struct Outcome {
    pub attack: Attack,
    pub fault: Option<Fault>,
    /// Of the call, if it came to one.
    pub cost: Option<Cost>,
}

/// What an analyzer says: of the report, and across two of them.
#[derive(Debug, PartialEq)]
struct Answer {
    inspection: Result<Inspection, Fault>,
    conclusion: Result<Conclusion, Fault>,
}

fn ask(analyzer: &Analyzer) -> (Answer, Cost, Cost) {
    let settings = Settings::default();
    let (inspection, first) = analyzer.measure(&report(), &settings);
    let note = Note { path: "a.md", note: b"", length: 14, entries: 1 };
    let (conclusion, second) = analyzer.measure_conclude(&[note, note], &settings);
    (Answer { inspection, conclusion }, first, second)
}

fn attacks() -> Vec<Attack> {
    let mut paths: Vec<_> = fs_err::read_dir(root().join("fixtures/hostile"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "wat"))
        .collect();
    paths.sort();
    paths.iter().map(|path| Attack::read(path)).collect()
}

fn run(attack: Attack, loader: &Loader, honest: &Analyzer, before: &Answer) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let file = put(folder.path(), "attack.wasm", &attack.bytes);
    let began = Instant::now();
    let (set, faults) = loader.load(None, &[wanted(&file)]);
    let (fault, cost) = match set.analyzers.first() {
        None => (faults.into_iter().next(), None),
        Some(analyzer) => {
            let (answer, inspecting, concluding) = ask(analyzer);
            let (again, _, _) = ask(analyzer);
            assert_eq!(answer, again, "{}: another answer at the second asking", attack.name);
            check_clean(&attack.name, &answer);
            match (answer.inspection.err(), answer.conclusion.err()) {
                (Some(fault), _) => (Some(fault), Some(inspecting)),
                (None, Some(fault)) => (Some(fault), Some(concluding)),
                (None, None) => (None, Some(inspecting)),
            }
        }
    };
    let took = began.elapsed();
    println!("{:32} {took:?} {:?} {:?}", attack.name, cost, fault.as_ref().map(|fault| &fault.message));
    assert!(took < attack.within * 2 + Duration::from_secs(3), "{} took {took:?}", attack.name);
    let (after, _, _) = ask(honest);
    assert_eq!(&after, before, "{} changed what the standard pack says", attack.name);
    Outcome { attack, fault, cost }
}

/// Nothing that an analyzer says may act on a terminal.
fn check_clean(name: &str, answer: &Answer) {
    let Ok(inspection) = &answer.inspection else { return };
    for entry in &inspection.entries {
        for text in [&entry.message, &entry.claim] {
            let bad = |at: char| at.is_control() || ('\u{202A}'..='\u{202E}').contains(&at);
            assert!(!text.contains(bad), "{name}: {text:?}");
        }
    }
}

/// Which stage a fault came at is part of its rightness.
fn is_right(outcome: &Outcome) -> bool {
    let told = outcome.fault.as_ref().map_or("nothing", |fault| fault.kind.name());
    let stage = match (&outcome.fault, outcome.cost) {
        (Some(_), None) => Stage::Loading,
        (_, Some(_)) => outcome.attack.stage,
        (None, None) => return false,
    };
    stage == outcome.attack.stage && outcome.attack.told.split(" or ").any(|right| right == told)
}

/// All attacks, in a host of this kind, beside the standard pack.
fn outcomes(loader: &Loader) -> Vec<Outcome> {
    let (standard, faults) = loader.load(Some(crossfoot::standard::COMPONENT), &[]);
    assert!(faults.is_empty(), "{faults:?}");
    let honest = &standard.analyzers[0];
    let (before, _, _) = ask(honest);
    assert!(before.inspection.is_ok() && before.conclusion.is_ok(), "{before:?}");
    attacks().into_par_iter().map(|attack| run(attack, loader, honest, &before)).collect()
}

#[test]
fn every_attack_is_told_for_what_it_is() {
    let outcomes = outcomes(&loader(CodeCache::off()));
    assert!(outcomes.len() >= 40);
    let wrong: Vec<String> = outcomes
        .iter()
        .filter(|outcome| !is_right(outcome))
        .map(|outcome| {
            format!(
                "{}: {} while {:?}, but {:?}",
                outcome.attack.name, outcome.attack.told, outcome.attack.stage, outcome.fault
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for fault in outcomes.iter().filter_map(|outcome| outcome.fault.as_ref()) {
        assert!(!fault.message.contains(char::is_control), "{fault:?}");
        assert!(fault.message.chars().count() < 1_200, "{:?}: a message without end", fault.kind);
    }
    crate::table::compare(&outcomes);
    without_a_pool(&outcomes);
}

/// Where the address space is too small for a pool, each attack meets with the
/// same fault, in the same words, at the same cost.
fn without_a_pool(pooled: &[Outcome]) {
    let host = host_in(Pool::OnDemand);
    assert!(!host.is_pooled() && crate::host().is_pooled());
    let narrow = outcomes(&Loader { host, ..loader(CodeCache::off()) });
    let told = |outcome: &Outcome| {
        let cost = outcome.cost.map(|cost| (cost.fuel, cost.memory));
        format!("{}: {:?} {cost:?}", outcome.attack.name, outcome.fault.as_ref().map(|fault| &fault.message))
    };
    let (pooled, narrow): (Vec<_>, Vec<_>) =
        (pooled.iter().map(told).collect(), narrow.iter().map(told).collect());
    assert_eq!(pooled, narrow);
}

#[test]
fn limits_can_be_raised_for_one_analyzer() {
    let wide = Limits { memory_bytes: 256 << 20, table_elements: 200_000, ..Limits::default() };
    for (name, fits) in
        [("memory-huge-at-start", true), ("table-huge-at-start", true), ("loop-in-start", false)]
    {
        let attack = Attack::read(&root().join(format!("fixtures/hostile/{name}.wat")));
        let component = host().screen(&attack.bytes, &wide).unwrap();
        let code = host().compile(&component).unwrap();
        let linked = host().link(&code, [0; 32], wide, Origin::Stranger);
        assert_eq!(linked.is_ok(), fits, "{name}: {:?}", linked.err());
    }
}
