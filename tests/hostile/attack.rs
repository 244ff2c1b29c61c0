//! From a file in `fixtures/hostile` to a component and what is to come of it.
//!
//! `fixtures/hostile/README.md` says how such a file is written.

use std::path::Path;
use std::time::Duration;

use wit_component::{StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

const PREFIX: &str = "crossfoot:analyzer/analysis@0.1.0#";

/// What an attack's file does not bring itself, by the export it provides.
/// Its own data lies from address 4096 on.
const PARTS: [(&str, &str); 5] = [
    ("memory", r#"(memory (export "memory") 2)"#),
    (
        "cabi_realloc",
        r#"(global $free (mut i32) (i32.const 65536))
           (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
             (local $at i32)
             (local.set $at (i32.and (i32.add (global.get $free) (i32.const 7)) (i32.const -8)))
             (global.set $free (i32.add (local.get $at) (local.get 3)))
             (if (i32.gt_u (global.get $free) (i32.mul (memory.size) (i32.const 65536)))
               (then (if (i32.eq (i32.const -1) (memory.grow (i32.add (i32.const 1)
                   (i32.shr_u (i32.sub (global.get $free) (i32.mul (memory.size) (i32.const 65536)))
                     (i32.const 16))))) (then unreachable))))
             (local.get $at))"#,
    ),
    ("describe", r#"(func (export "describe") (result i32) i32.const 256)"#),
    (
        "inspect",
        r#"(func (export "inspect")
             (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32) i32.const 2048)"#,
    ),
    (
        "conclude",
        r#"(func (export "conclude")
             (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32) i32.const 2048)"#,
    ),
];

/// A manifest at 256, its rule at 512, their words at 1024; from 2048 on zeros,
/// which are an empty answer.
const MANIFEST: &str = r#"
    (data (i32.const 256) "\00\04\00\00\07\00\00\00" "\08\04\00\00\01\00\00\00"
      "\00\02\00\00\01\00\00\00" "\00\00\00\00\00\00\00\00")
    (data (i32.const 512) "\10\04\00\00\03\00\00\00" "\18\04\00\00\0c\00\00\00" "\02\00\00\00"
      "\00\00\00\00\00\00\00\00")
    (data (i32.const 1024) "hostile\001\00\00\00\00\00\00\00HX1\00\00\00\00\00hostile-rule")"#;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Loading,
    Inspecting,
    Concluding,
}

#[derive(Debug)]
pub struct Attack {
    pub name: String,
    pub what: String,
    /// The kinds of fault that are right, as written: "nothing", or one, or
    /// several with "or" between them.
    pub told: String,
    pub stage: Stage,
    pub within: Duration,
    pub bytes: Vec<u8>,
}

impl Attack {
    pub fn read(path: &Path) -> Attack {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs_err::read_to_string(path).unwrap();
        let head: Vec<&str> = text.lines().map_while(|line| line.strip_prefix(";;")).map(str::trim).collect();
        let field = |key: &str| head.iter().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "));
        let what = head.iter().take_while(|line| !line.is_empty()).copied().collect::<Vec<_>>().join(" ");
        let source =
            if field("world") == Some("none") { expand(&text) } else { complete(&text, field("parts")) };
        let bytes =
            wat::parse_str(&source).unwrap_or_else(|error| panic!("{name}: {:.300}", error.to_string()));
        let bytes = if field("world") == Some("none") { bytes } else { embed(bytes) };
        Attack {
            what,
            told: field("told").unwrap_or_else(|| panic!("{name} does not say what is told")).to_owned(),
            stage: match field("while") {
                Some("loading") => Stage::Loading,
                Some("inspecting") => Stage::Inspecting,
                Some("concluding") => Stage::Concluding,
                other => panic!("{name}: while {other:?}"),
            },
            within: field("within").map_or(Duration::from_secs(5), |within| {
                Duration::from_secs(within.trim_end_matches(" s").parse().unwrap())
            }),
            bytes,
            name,
        }
    }
}

/// A whole module from the attack's own, which lacks what does not matter to it.
fn complete(text: &str, parts: Option<&str>) -> String {
    let text = expand(text);
    let open = text.trim_end().strip_suffix(')').unwrap();
    let mut whole = open.to_owned();
    for (export, part) in PARTS {
        if parts != Some("none") && !text.contains(&format!("(export \"{export}\")")) {
            whole.push_str(part);
        }
    }
    if parts != Some("none") {
        whole.push_str(MANIFEST);
    }
    whole.push(')');
    for function in ["describe", "inspect", "conclude"] {
        whole = whole
            .replace(&format!("(export \"{function}\")"), &format!("(export \"{PREFIX}{function}\")"))
            .replace(
                &format!("(export \"post-{function}\")"),
                &format!("(export \"cabi_post_{PREFIX}{function}\")"),
            );
    }
    whole
}

/// `(@times 3 "(nop) ")` stands for what is quoted, three times; `{i}` in it
/// counts from nought, and `{j}` is one ahead and begins anew at the end.
fn expand(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("(@times ") {
        out.push_str(before);
        let (count, after) = after.split_once(" \"").unwrap();
        let (what, after) = after.split_once("\")").unwrap();
        let count: usize = count.parse().unwrap();
        for at in 0..count {
            let next = (at + 1) % count;
            out.push_str(&what.replace("{i}", &at.to_string()).replace("{j}", &next.to_string()));
        }
        rest = after;
    }
    out + rest
}

/// What `wit-bindgen` leaves in a module that an author compiles.
pub fn embed(mut module: Vec<u8>) -> Vec<u8> {
    let mut resolve = Resolve::default();
    let (package, _) = resolve.push_path(super::root().join("wasm/wit")).unwrap();
    let world = resolve.select_world(&[package], Some("analyzer")).unwrap();
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8).unwrap();
    module
}

/// An analyzer that does nothing wrong, with its own `inspect` if given.
pub fn honest(body: &str) -> Vec<u8> {
    embed(wat::parse_str(complete(&format!("(module {body})"), None)).unwrap())
}

/// A guest that answers whatever it is told to: `inspect` with the bytes that
/// the report spells out in hex, `conclude` with those of the first note. They
/// stand at [`ECHO_AT`], to which their own pointers refer.
pub fn echo() -> Vec<u8> {
    honest(
        r#"(memory (export "memory") 64)
           (func $nibble (param i32) (result i32)
             (i32.sub (local.get 0)
               (select (i32.const 87) (i32.const 48) (i32.gt_u (local.get 0) (i32.const 57)))))
           (func (export "inspect")
             (param $from i32) (param $length i32) (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)
             (result i32)
             (local $to i32) (local $end i32)
             (local.set $to (i32.const 4096))
             (local.set $end (i32.add (local.get $from) (local.get $length)))
             (block $done (loop $next
               (br_if $done (i32.ge_u (local.get $from) (local.get $end)))
               (i32.store8 (local.get $to)
                 (i32.or
                   (i32.shl (call $nibble (i32.load8_u (local.get $from))) (i32.const 4))
                   (call $nibble (i32.load8_u offset=1 (local.get $from)))))
               (local.set $from (i32.add (local.get $from) (i32.const 2)))
               (local.set $to (i32.add (local.get $to) (i32.const 1)))
               (br $next)))
             i32.const 4096)
           (func (export "conclude") (param $notes i32) (param i32 i32 i32 i32 i32 i32 i32) (result i32)
             (memory.copy (i32.const 4096)
               (i32.load offset=8 (local.get $notes)) (i32.load offset=12 (local.get $notes)))
             i32.const 4096)"#,
    )
}

pub const ECHO_AT: u32 = 4096;
