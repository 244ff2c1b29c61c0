//! `crossfoot analyzer build`: the language's own build, and a component at
//! its end.

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use sha2::{Digest, Sha256};
use wit_component::StringEncoding;

use super::lang::{Lang, Written, toml_of};
use super::new::CONTRACT_TEXT;
use super::opened::grouped;
use super::toolchain::{answer, run};
use crate::cli::{Verdict, say};
use crate::disk;
use crate::host::{Host, HostOptions, Limits, hex};

const TARGET: &str = "wasm32-unknown-unknown";
/// A component over this is no analyzer that anyone would wait for.
const MOST_BYTES: u64 = 256 << 20;

const GET_CARGO: &str = "install Rust from https://rustup.rs";
const GET_NODE: &str = "install Node.js with npm (apt install nodejs npm, or https://nodejs.org)";
const GET_PYTHON: &str = "install Python 3.10 or later with venv (apt install python3 python3-venv)";
const GET_CLANG: &str = "install clang and its linker (apt install clang lld)";

#[derive(Debug, Args)]
pub struct Build {
    /// The folder of the analyzer
    #[arg(default_value = ".")]
    folder: PathBuf,
}

impl Build {
    pub fn run(self) -> Verdict {
        let told = build(&self.folder).and_then(|file| {
            let bytes = disk::read(&file, MOST_BYTES).map_err(|error| error.to_string())?;
            let digest = hex(&Sha256::digest(&bytes));
            Ok(format!("{}  {} bytes  sha256 {digest}\n", disk::shown(&file), grouped(bytes.len() as u64)))
        });
        match told {
            Ok(text) => say::result(text.as_bytes()).err().unwrap_or(Verdict::Clean),
            Err(problem) => {
                say::complaint(&problem);
                Verdict::Fault
            }
        }
    }
}

/// Builds, and gives back where the component lies.
pub fn build(folder: &Path) -> Result<PathBuf, String> {
    let written = Written::in_folder(folder)?;
    let component = folder.join(format!("{}.wasm", written.name));
    match written.lang {
        Lang::Rust => write(&rust(folder, &written.name)?, &component)?,
        Lang::Js => javascript(folder)?,
        Lang::Python => python(folder, &component)?,
        Lang::C => write(&c(folder, &written.name)?, &component)?,
    }
    if !component.is_file() {
        return Err(format!(
            "the build came to its end, but made no {}; its build script must write that file",
            disk::shown(&component)
        ));
    }
    Ok(component)
}

/// The component, built anew if a source is newer than it. Where a build that
/// has nothing to do takes no time, the tool itself is asked.
pub fn build_if_stale(folder: &Path) -> Result<PathBuf, String> {
    const SOURCES: [&str; 7] = ["js", "mjs", "ts", "py", "json", "toml", "wit"];
    let written = Written::in_folder(folder)?;
    let component = folder.join(format!("{}.wasm", written.name));
    let fresh = disk::modified(&component) > disk::last_change(folder, &SOURCES);
    if fresh && matches!(written.lang, Lang::Js | Lang::Python) {
        return Ok(component);
    }
    build(folder)
}

/// A module becomes a component here, so that what is tested, pinned and
/// shipped is one and the same file.
fn write(module: &[u8], component: &Path) -> Result<(), String> {
    let host = Host::new(HostOptions::default()).map_err(|error| error.to_string())?;
    let limits = Limits { component_bytes: MOST_BYTES, ..Limits::default() };
    let made = host.screen(module, &limits).map_err(|fault| format!("the module {fault}"))?;
    // A file that did not change keeps its time.
    if disk::read(component, MOST_BYTES).is_ok_and(|old| old == made.bytes()) {
        return Ok(());
    }
    disk::write_whole(component, made.bytes()).map_err(|error| error.to_string())
}

fn rust(folder: &Path, name: &str) -> Result<Vec<u8>, String> {
    let mut rustc = Command::new("rustc");
    let library = answer(
        rustc.args(["--print", "target-libdir", "--target", TARGET]).current_dir(in_folder(folder)),
        GET_CARGO,
    )?;
    if !Path::new(&library).is_dir() {
        return Err(format!("Rust has no {TARGET} here; run: rustup target add {TARGET}"));
    }
    let mut cargo = Command::new("cargo");
    cargo
        .args(["build", "--release", "--target", TARGET, "--target-dir", "target"])
        .current_dir(in_folder(folder))
        .env("CARGO_ENCODED_RUSTFLAGS", remapped(folder).join("\u{1f}"));
    run(&mut cargo, GET_CARGO)?;
    let module = format!("target/{TARGET}/release/{}.wasm", name.replace('-', "_"));
    let module = folder.join(module);
    disk::read(&module, MOST_BYTES)
        .map_err(|error| format!("{error}; Cargo.toml needs [lib] crate-type = [\"cdylib\"]"))
}

/// Panic messages carry the paths of sources: without this, the same source
/// would have another digest in another folder.
fn remapped(folder: &Path) -> Vec<String> {
    let home =
        std::env::var("CARGO_HOME").or_else(|_| std::env::var("HOME").map(|home| format!("{home}/.cargo")));
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let mut flags = vec![format!("--remap-path-prefix={}=analyzer", folder.display())];
    flags.extend(home.map(|home| format!("--remap-path-prefix={home}=cargo")));
    flags
}

/// `package.json` names the build; it must write the component.
fn javascript(folder: &Path) -> Result<(), String> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    if !folder.join("node_modules").is_dir() {
        let mut install = Command::new(npm);
        run(install.args(["install", "--no-audit", "--no-fund"]).current_dir(in_folder(folder)), GET_NODE)?;
    }
    run(Command::new(npm).args(["run", "build"]).current_dir(in_folder(folder)), GET_NODE)
}

/// `pyproject.toml` names the tools; they go into a `.venv` beside it.
fn python(folder: &Path, component: &Path) -> Result<(), String> {
    let bin = folder.join(if cfg!(windows) { ".venv/Scripts" } else { ".venv/bin" });
    let tool = bin.join(if cfg!(windows) { "componentize-py.exe" } else { "componentize-py" });
    if !tool.is_file() {
        let python = if cfg!(windows) { "python" } else { "python3" };
        run(Command::new(python).args(["-m", "venv", ".venv"]).current_dir(in_folder(folder)), GET_PYTHON)?;
        let pip = std::path::absolute(bin.join("pip")).map_err(|error| error.to_string())?;
        let mut install = Command::new(pip);
        install.args(["install", "--quiet", "--disable-pip-version-check"]).args(dependencies(folder)?);
        run(install.current_dir(in_folder(folder)), GET_PYTHON)?;
    }
    let tool = std::path::absolute(tool).map_err(|error| error.to_string())?;
    let name = component.file_name().unwrap_or_default();
    let mut componentize = Command::new(tool);
    componentize
        .args(["--wit-path", "wit", "--world", "analyzer", "componentize", "analyzer", "--stub-wasi", "-o"])
        .arg(name)
        .current_dir(in_folder(folder));
    run(&mut componentize, "delete .venv and build again")
}

fn dependencies(folder: &Path) -> Result<Vec<String>, String> {
    let manifest = toml_of(folder, "pyproject.toml")?;
    let list = manifest.get("project").and_then(|project| project.get("dependencies"));
    let list = list.and_then(|list| list.as_array()).map(Vec::as_slice).unwrap_or_default();
    let list: Vec<String> = list.iter().filter_map(|one| one.as_str()).map(str::to_owned).collect();
    if list.iter().any(|one| one.starts_with("componentize-py")) {
        return Ok(list);
    }
    Err(format!(
        "{} must list componentize-py under [project] dependencies",
        disk::shown(&folder.join("pyproject.toml"))
    ))
}

/// No libc: what the bindings need of one is in `contract/libc`. The component
/// type is put in here, so that clang is the only tool it takes.
fn c(folder: &Path, name: &str) -> Result<Vec<u8>, String> {
    const MODULE: &str = "target/module.wasm";
    disk::make_folder(&folder.join("target")).map_err(|error| error.to_string())?;
    let mut clang = Command::new("clang");
    clang
        .args(["--target=wasm32-unknown-unknown", "-std=c11", "-Os", "-Wall", "-ffreestanding"])
        .args(["-nostdlib", "-nostdlibinc", "-isystem", "contract/libc", "-I", "contract"])
        .args(["-Wl,--no-entry", "-Wl,--strip-all", "-o", MODULE])
        .args([&format!("{name}.c"), "contract/analyzer.c", "contract/libc/libc.c"])
        .current_dir(in_folder(folder));
    run(&mut clang, GET_CLANG)?;
    let mut module = disk::read(&folder.join(MODULE), MOST_BYTES).map_err(|error| error.to_string())?;
    embed_contract(&mut module)
        .map_err(|problem| format!("the contract cannot be put into the module: {problem}"))?;
    Ok(module)
}

fn embed_contract(module: &mut Vec<u8>) -> Result<(), String> {
    let told = |error| format!("{error:#}");
    let mut resolve = wit_parser::Resolve::default();
    let package = resolve.push_str("analyzer.wit", CONTRACT_TEXT).map_err(|error| error.to_string())?;
    let world = resolve.select_world(&[package], Some("analyzer")).map_err(told)?;
    wit_component::embed_component_metadata(module, &resolve, world, StringEncoding::UTF8).map_err(told)
}

/// `current_dir("")` is an error; the empty path means here.
fn in_folder(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}
