//! Sets of analyzers, exchanged while work goes on.

use std::sync::Arc;

use crossfoot::analyzers::{CodeCache, Live};
use crossfoot::ledger::{FaultKind, Settings};

use crate::attack::{Attack, honest};
use crate::{loader, put, report, root, wanted};

#[test]
fn only_a_whole_set_takes_the_place_of_another() {
    let folder = tempfile::tempdir().unwrap();
    let file = put(folder.path(), "a.wasm", &honest(""));
    let load = || loader(CodeCache::off()).load(None, &[wanted(&file)]);
    let live = Live::new(load().0);
    let first = live.current();

    let broken = Attack::read(&root().join("fixtures/hostile/import-wasi.wat"));
    put(folder.path(), "a.wasm", &broken.bytes);
    let faults = live.reload(load).err().unwrap();
    assert_eq!(faults[0].kind, FaultKind::UnexpectedImport);
    assert!(Arc::ptr_eq(&first, &live.current()), "a failed reload keeps the old set");

    put(folder.path(), "a.wasm", &honest("(global i32 (i32.const 1))"));
    let second = live.reload(load).unwrap();
    assert!(second.generation > first.generation);
    assert!(Arc::ptr_eq(&second, &live.current()));
    assert_ne!(first.analyzers[0].digest(), second.analyzers[0].digest());
    // Whoever began with the old one may still end with it.
    assert!(first.analyzers[0].inspect(&report(), &Settings::default()).is_ok());
}
