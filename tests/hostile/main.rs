//! Strangers' analyzers: nothing they do may hurt, hang or silence us.

#![allow(clippy::disallowed_macros, reason = "tests may say what they measured")]

mod answers;
mod attack;
mod bench;
mod cache;
mod child;
mod editor;
mod growth;
mod live;
#[path = "../lsp_client/mod.rs"]
mod lsp_client;
mod mutations;
mod program;
mod shards;
mod suite;
mod table;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crossfoot::analyzers::{CodeCache, Compiler, Loader, Wanted};
use crossfoot::host::{Host, HostOptions, Limits, Pool};
use crossfoot::report::{Class, Joint, Node, NodeKind, Quantity, Report, Role, Span, Unit};

/// The report that every analyzer of these tests is given. It begins with a
/// character of three bytes.
pub const TEXT: &str = "→ 12 rounds\n";

pub fn report() -> Report<'static> {
    report_of(TEXT)
}

/// One node and one number, whatever the text.
pub fn report_of(text: &str) -> Report<'_> {
    let whole = Span::new(0, text.len() as u32);
    let twelve = Quantity {
        at: Span::new(4, 6),
        node: 0,
        class: Class::Count,
        mantissa: 12,
        low: 12,
        high: 12,
        exponent: 0,
        flags: 0,
        role: Role::Alone,
        mate: 0,
        joint: Joint::None,
        unit: 0,
        noun: Span::new(7, 13),
    };
    Report {
        source: text.into(),
        nodes: vec![Node { kind: NodeKind::Document, parent: 0, at: whole, data: 0 }],
        quantities: vec![twelve],
        units: vec![Unit::NONE],
        complaints: vec![],
    }
}

/// One engine for all tests.
pub fn host() -> Host {
    static HOST: LazyLock<Host> = LazyLock::new(|| host_in(Pool::Auto));
    HOST.clone()
}

pub fn host_in(pool: Pool) -> Host {
    let deadline = std::time::Duration::from_secs(5);
    Host::new(HostOptions { pool, deadline }).unwrap()
}

pub fn loader(cache: CodeCache) -> Loader {
    Loader { host: host(), cache, compiler: Compiler::with_program(env!("CARGO_BIN_EXE_crossfoot")) }
}

pub fn wanted(file: &Path) -> Wanted {
    Wanted { file: file.to_owned(), pin: None, limits: Limits::default(), name: None }
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Writes a file into a folder and says where.
pub fn put(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    fs_err::write(&path, bytes).unwrap();
    path
}
