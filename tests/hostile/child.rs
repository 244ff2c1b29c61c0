//! The compiler's process: what it does to itself is a fault here.

use std::time::Duration;

use crossfoot::analyzers::{CodeCache, Compiler, Loader};
use crossfoot::host::Limits;
use crossfoot::ledger::{Fault, FaultKind};

use crate::attack::{Attack, honest};
use crate::{host, loader, put, root, wanted};

fn fault_of(compiler: Compiler, bytes: &[u8], limits: Limits) -> Fault {
    let folder = tempfile::tempdir().unwrap();
    let mut wanted = wanted(&put(folder.path(), "a.wasm", bytes));
    wanted.limits = limits;
    let loader = Loader { host: host(), cache: CodeCache::off(), compiler };
    let (set, mut faults) = loader.load(None, &[wanted]);
    assert!(set.analyzers.is_empty());
    assert_eq!(faults.len(), 1);
    faults.remove(0)
}

#[test]
fn a_bomb_that_passes_the_screen_ends_with_the_patience() {
    let bomb = Attack::read(&root().join("fixtures/hostile/bomb-of-locals-and-loops.wat"));
    let compiler =
        Compiler::with_program(env!("CARGO_BIN_EXE_crossfoot")).with_patience(Duration::from_secs(2));
    let limits = Limits { screen_product: u64::MAX, ..Limits::default() };
    let fault = fault_of(compiler, &bomb.bytes, limits);
    assert_eq!(fault.kind, FaultKind::CompileTimeout, "{fault:?}");
}

#[cfg(unix)]
#[test]
fn a_compiler_that_fails_is_a_fault() {
    for program in ["/bin/false", "/bin/true", "/bin/ls", "/usr/bin/env"] {
        let fault = fault_of(Compiler::with_program(program), &honest(""), Limits::default());
        assert_eq!(fault.kind, FaultKind::CompileCrash, "{program}: {fault:?}");
    }
    let fault = fault_of(Compiler::with_program("/nowhere/crossfoot"), &honest(""), Limits::default());
    assert_eq!(fault.kind, FaultKind::Internal, "{fault:?}");
}

#[test]
fn what_is_no_webassembly_is_told() {
    for (bytes, kind) in [
        (&b""[..], FaultKind::Malformed),
        (b"# A report, not an analyzer", FaultKind::Malformed),
        (b"\0asm", FaultKind::Malformed),
        (b"\0asm\x01\0\0\0", FaultKind::WrongWorld),
        (b"\0asm\x0d\0\x01\0", FaultKind::WrongWorld),
        (b"\0asm\x01\0\0\0\x01\xff\xff\xff\xff\x0f", FaultKind::Malformed),
    ] {
        let fault = fault_of(loader(CodeCache::off()).compiler, bytes, Limits::default());
        assert_eq!(fault.kind, kind, "{bytes:?}: {fault:?}");
    }
}

#[test]
fn a_file_over_the_limit_is_not_read() {
    let limits = Limits { component_bytes: 100, ..Limits::default() };
    let fault = fault_of(loader(CodeCache::off()).compiler, &honest(""), limits);
    assert_eq!(fault.kind, FaultKind::TooLarge, "{fault:?}");
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let (_, faults) = loader(CodeCache::off()).load(None, &[wanted("/nowhere/a.wasm".as_ref())]);
    assert_eq!(faults[0].kind, FaultKind::NotFound);
    assert!(faults[0].message.contains("/nowhere/a.wasm"), "{faults:?}");
}

#[test]
fn another_digest_than_the_pin_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = honest("");
    let mut wanted = wanted(&put(folder.path(), "a.wasm", &bytes));
    let own = crossfoot::host::hex(&<sha2::Sha256 as sha2::Digest>::digest(&bytes));
    for (pin, fits) in
        [(own.to_uppercase(), true), (own.replace(&own[..1], "x"), false), (String::new(), false)]
    {
        wanted.pin = Some(pin);
        let (set, faults) = loader(CodeCache::off()).load(None, std::slice::from_ref(&wanted));
        assert_eq!(set.analyzers.len() == 1, fits, "{faults:?}");
        assert!(fits || faults[0].kind == FaultKind::DigestMismatch);
    }
}

#[test]
fn a_name_or_code_belongs_to_one_analyzer() {
    let folder = tempfile::tempdir().unwrap();
    let one = put(folder.path(), "a.wasm", &honest(""));
    let (set, faults) = loader(CodeCache::off()).load(None, &[wanted(&one), wanted(&one)]);
    assert_eq!((set.analyzers.len(), faults.len()), (1, 1));
    assert_eq!(faults[0].kind, FaultKind::BadManifest);
}

/// By its name a rule is silenced: a stranger's must not go with one of ours.
#[test]
fn a_rule_name_belongs_to_one_analyzer() {
    let folder = tempfile::tempdir().unwrap();
    for (name, fits) in [("hostile-rule", true), ("sum-mismatch", false), ("parts-mismatch", false)] {
        let words: String = format!("hostile\\001\\00\\00\\00\\00\\00\\00\\00HX1\\00\\00\\00\\00\\00{name}");
        let length = name.len();
        let manifest = format!(
            r#"(func (export "describe") (result i32) i32.const 4096)
               (data (i32.const 4096) "\00\12\00\00\07\00\00\00" "\08\12\00\00\01\00\00\00"
                 "\00\11\00\00\01\00\00\00" "\00\00\00\00\00\00\00\00")
               (data (i32.const 4352) "\10\12\00\00\03\00\00\00" "\18\12\00\00\{length:02x}\00\00\00"
                 "\02\00\00\00" "\00\00\00\00\00\00\00\00")
               (data (i32.const 4608) "{words}")"#
        );
        let file = put(folder.path(), "a.wasm", &honest(&manifest));
        let standard = Some(crossfoot::standard::COMPONENT);
        let (set, faults) = loader(CodeCache::off()).load(standard, &[wanted(&file)]);
        assert_eq!(set.analyzers.len() == 2, fits, "{name}: {faults:?}");
        assert!(fits || faults[0].kind == FaultKind::BadManifest, "{faults:?}");
    }
}
