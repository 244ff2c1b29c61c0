//! Builds the standard pack from source and turns it into a component that the
//! program carries.
//!
//! The pack is compiled by a cargo of its own, for wasm32, with a target folder
//! of its own that all profiles share: building it once serves `build`, `test`
//! and `clippy` alike.

// A build script talks to cargo through its output and owns its files.
#![allow(clippy::disallowed_methods)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const TARGET: &str = "wasm32-unknown-unknown";

/// What the kit is built from, beside its sources.
const KIT: [&str; 6] =
    ["Cargo.toml", "README.md", "build.rs", "lexicon.txt", "sample.md", "wit/analyzer.wit"];

/// Variables of the outer cargo that may reach the inner one. All others that
/// begin with `CARGO`, `RUST` or `RUSTC` stay outside: flags meant for the host
/// (`target-cpu=native`), wrappers (`clippy-driver`) and target folders would
/// break the guest's build or wait for the outer build's lock for ever.
const PASSED_ON: [&str; 7] = [
    "CARGO_HOME",
    "CARGO_HTTP_",
    "CARGO_NET_",
    "CARGO_REGISTRIES_",
    "CARGO_SOURCE_",
    "RUSTUP_HOME",
    "RUSTUP_TOOLCHAIN",
];

fn main() {
    for watched in ["build.rs", "wasm/Cargo.toml", "wasm/Cargo.lock", "wasm/wit", "wasm/kit", "wasm/standard"]
    {
        println!("cargo::rerun-if-changed={watched}");
    }
    if let Err(problem) = build() {
        println!("cargo::error={problem}");
    }
}

fn build() -> Result<(), String> {
    let out = folder("OUT_DIR")?;
    let root = folder("CARGO_MANIFEST_DIR")?;
    list_kit(&root, &out)?;
    require_target()?;
    let module = build_guest(&root, &guest_target(&out)?, "crossfoot-standard")?;
    let component = componentize(&module)?;
    write(&out.join("standard.wasm"), &component)?;
    write(&out.join("standard.compiled"), &compiled_ahead()?)?;
    let target = env::var("TARGET").map_err(|_| "cargo did not set TARGET")?;
    println!("cargo::rustc-env=CROSSFOOT_TARGET={target}");
    Ok(())
}

/// The standard pack's native code, where a first stage has made it (see
/// `.ci/dist`); else nothing, and the program compiles it when it first runs.
fn compiled_ahead() -> Result<Vec<u8>, String> {
    println!("cargo::rerun-if-env-changed=CROSSFOOT_COMPILED");
    let Some(path) = env::var_os("CROSSFOOT_COMPILED").map(PathBuf::from) else { return Ok(Vec::new()) };
    println!("cargo::rerun-if-changed={}", path.display());
    fs::read(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

fn folder(variable: &str) -> Result<PathBuf, String> {
    env::var_os(variable).map(PathBuf::from).ok_or_else(|| format!("cargo did not set {variable}"))
}

/// The kit's sources, which `crossfoot analyzer new` writes beside a project:
/// so it builds wherever crossfoot runs, and against the kit of that version.
fn list_kit(root: &Path, out: &Path) -> Result<(), String> {
    let kit = root.join("wasm/kit");
    let mut files: Vec<PathBuf> = KIT.iter().map(|file| kit.join(file)).collect();
    sources(&kit.join("src"), &mut files)?;
    let mut list = String::from("const KIT: &[(&str, &str)] = &[\n");
    for file in files {
        let name = file.strip_prefix(&kit).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        list.push_str(&format!("({name:?}, include_str!({:?})),\n", file.to_string_lossy()));
    }
    list.push_str("];\n");
    let path = out.join("kit.rs");
    fs::write(&path, list).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let told = |error| format!("cannot read {}: {error}", folder.display());
    let mut entries = fs::read_dir(folder)
        .map_err(told)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(told)?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// `target/guests`, seen from `target/<profile>/build/<package>/out`.
fn guest_target(out: &Path) -> Result<PathBuf, String> {
    let target =
        out.ancestors().nth(4).ok_or_else(|| format!("{} lies in no target folder", out.display()))?;
    Ok(target.join("guests"))
}

fn require_target() -> Result<(), String> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let answer = Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]).output();
    let installed =
        answer.is_ok_and(|answer| Path::new(String::from_utf8_lossy(&answer.stdout).trim()).exists());
    if installed {
        return Ok(());
    }
    Err(format!(
        "the standard pack is compiled for {TARGET}, which is not installed; run: rustup target add {TARGET}"
    ))
}

/// Runs the inner cargo and gives back the module that it made.
fn build_guest(root: &Path, target: &Path, package: &str) -> Result<Vec<u8>, String> {
    let manifest = root.join("wasm/Cargo.toml");
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if is_private_to_the_outer_build(&name) {
            cargo.env_remove(&name);
        }
    }
    // Panic messages embed the paths of sources; without the remapping the same
    // source would give other bytes, and so another digest, in another folder.
    let home = env::var("CARGO_HOME").or_else(|_| env::var("HOME").map(|home| format!("{home}/.cargo")));
    let mut flags = vec![format!("--remap-path-prefix={}=crossfoot", root.display())];
    // An ordinary report needs no more than this: growing is two calls to the
    // system for each instance.
    flags.push("-Clink-arg=--initial-memory=2097152".to_owned());
    flags.extend(home.map(|home| format!("--remap-path-prefix={home}=cargo")));
    cargo
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
        .current_dir(root.join("wasm"))
        .args(["build", "--release", "--locked", "--target", TARGET, "--package", package, "--manifest-path"])
        .arg(&manifest)
        .arg("--target-dir")
        .arg(target);
    let answer =
        cargo.output().map_err(|error| format!("cannot start cargo for the standard pack: {error}"))?;
    if !answer.status.success() {
        for line in String::from_utf8_lossy(&answer.stderr).lines() {
            println!("cargo::warning={line}");
        }
        return Err(format!("building {package} for {TARGET} failed ({})", answer.status));
    }
    let module = target.join(TARGET).join("release").join(format!("{}.wasm", package.replace('-', "_")));
    fs::read(&module).map_err(|error| format!("cannot read {}: {error}", module.display()))
}

fn is_private_to_the_outer_build(name: &str) -> bool {
    let ours =
        ["CARGO", "RUSTC", "RUSTFLAGS", "RUSTDOC", "RUST_"].iter().any(|prefix| name.starts_with(prefix));
    ours && !PASSED_ON.iter().any(|passed| name.starts_with(passed))
}

fn componentize(module: &[u8]) -> Result<Vec<u8>, String> {
    wit_component::ComponentEncoder::default()
        .validate(true)
        .module(module)
        .and_then(|mut encoder| encoder.encode())
        .map_err(|error| format!("the standard pack is no component: {error:#}"))
}
