//! The extension in Visual Studio Code itself: it is packaged, installed into
//! an editor that code-server serves, and used by somebody who looks at it
//! through Chromium and types.
//!
//! This needs a folder, named by `CROSSFOOT_CODE_SERVER`, with what npm brings:
//!
//! ```sh
//! npm install node@22
//! PATH=$PWD/node_modules/node/bin:$PATH
//! npm install code-server playwright-core --ignore-scripts
//! cd node_modules/code-server/lib/vscode
//! npm install --omit=dev --ignore-scripts
//! (cd extensions && npm install --omit=dev --ignore-scripts)
//! npm rebuild    # with Debian's libkrb5-dev, a compiler and Python
//! ```
//!
//! and Chromium (`CROSSFOOT_CHROMIUM`, else `/usr/bin/chromium`). Where either
//! is missing, nothing is run, and it says so. `CROSSFOOT_SCREENSHOT` names a
//! file for the picture in `docs/`.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use serde_json::Value;

const REPORT: &str =
    "# Burn-in of the pump, week 14\n\n**Result**: clean\n\n- Cycle 176-295: Clean (119 cycles)\n";
const OTHER: &str = "# Rounds\n\n- Round 176-295: Clean (119 rounds)\n";

fn main() -> ExitCode {
    let (tools, chromium) = match needed() {
        Ok(found) => found,
        Err(missing) => {
            println!("SKIPPED: the extension in Visual Studio Code itself; {missing}");
            return ExitCode::SUCCESS;
        }
    };
    match session(&tools, &chromium) {
        Ok(()) => {
            println!("ok      the extension in Visual Studio Code itself");
            ExitCode::SUCCESS
        }
        Err(why) => {
            println!("FAILED  the extension in Visual Studio Code itself\n{why}");
            ExitCode::FAILURE
        }
    }
}

fn needed() -> Result<(PathBuf, PathBuf), String> {
    let tools = env::var_os("CROSSFOOT_CODE_SERVER").map(PathBuf::from);
    let tools =
        tools.ok_or("CROSSFOOT_CODE_SERVER names no folder with code-server (see tests/vscode.rs)")?;
    for part in ["code-server", "playwright-core", "node/bin/node"] {
        let part = tools.join("node_modules").join(part);
        if !part.exists() {
            return Err(format!("there is no {}", part.display()));
        }
    }
    let chromium = env::var_os("CROSSFOOT_CHROMIUM").unwrap_or_else(|| "/usr/bin/chromium".into());
    let chromium = PathBuf::from(chromium);
    if chromium.exists() { Ok((tools, chromium)) } else { Err(format!("there is no {}", chromium.display())) }
}

fn session(tools: &Path, chromium: &Path) -> Result<(), String> {
    let place = tempfile::tempdir().map_err(|error| error.to_string())?;
    let at = |name: &str| place.path().join(name);
    let extension = package(&at("extension"))?;
    fs_err::create_dir_all(at("reports")).map_err(|error| error.to_string())?;
    for (name, text) in [("a.md", REPORT), ("b.md", OTHER)] {
        fs_err::write(at("reports").join(name), text).map_err(|error| error.to_string())?;
    }
    let seen = at("seen.json");
    let node = tools.join("node_modules/node/bin/node");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/editors/vscode.mjs");
    let mut command = Command::new(&node);
    command
        .arg(script)
        .env("TOOLS", tools)
        .env("NODE", &node)
        .env("CHROMIUM", chromium)
        .env("VSIX", extension)
        .env("CROSSFOOT", env!("CARGO_BIN_EXE_crossfoot"))
        .env("WORKSPACE", at("reports"))
        .env("HOME_FOLDER", at("home"))
        .env("SEEN", &seen);
    if let Some(file) = env::var_os("CROSSFOOT_SCREENSHOT") {
        command.env("SCREENSHOT", file);
    }
    run(&mut command)?;
    let seen = fs_err::read(seen).map_err(|error| error.to_string())?;
    judge(&serde_json::from_slice(&seen).map_err(|error| error.to_string())?)
}

/// The `.vsix`, made as its README says, from a copy: the sources stay clean.
fn package(folder: &Path) -> Result<PathBuf, String> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode");
    copy(&sources, folder).map_err(|error| error.to_string())?;
    run(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(folder))?;
    run(Command::new("npm").args(["run", "package"]).current_dir(folder))?;
    let version = env!("CARGO_PKG_VERSION");
    Ok(folder.join(format!("crossfoot-{version}.vsix")))
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs_err::create_dir_all(to)?;
    for entry in fs_err::read_dir(from)? {
        let entry = entry?;
        let (name, kind) = (entry.file_name(), entry.file_type()?);
        match kind.is_dir() {
            true if name == "node_modules" || name == "dist" => {}
            true => copy(&entry.path(), &to.join(name))?,
            false => drop(fs_err::copy(entry.path(), to.join(name))?),
        }
    }
    Ok(())
}

fn run(command: &mut Command) -> Result<(), String> {
    let ran = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    let said = || format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    if ran.status.success() { Ok(()) } else { Err(format!("{command:?}: {}\n{}", ran.status, said())) }
}

/// What must have been seen, each with a piece of what it must say.
fn judge(seen: &Value) -> Result<(), String> {
    const EXPECTED: [(&str, &str); 11] = [
        ("step", "done"),
        ("status", "1 error, 0 warnings"),
        ("hover", "119: a count of “cycles”, stands for exactly 119"),
        ("hover", "176–295 is 120"),
        ("hover", "An off-by-one streak looks measured"),
        ("actions", "Silence XF201 here"),
        ("actions", "Explain XF201"),
        ("fixed", "Clean (120 cycles)"),
        ("ledger", "XF201"),
        ("asked", "XF201"),
        ("missing", "which is no program"),
    ];
    let shows = |key: &str, part: &str| seen[key].as_str().is_some_and(|text| text.contains(part));
    let missing = EXPECTED.iter().filter(|(key, part)| !shows(key, part));
    let mut missing: Vec<String> = missing.map(|(key, part)| format!("{key}: {part:?}")).collect();
    let done = ["cleared", "restarted", "explained", "back"];
    missing.extend(done.iter().filter(|key| seen[**key] != true).map(ToString::to_string));
    if missing.is_empty() { Ok(()) } else { Err(format!("not seen: {}\n{seen:#}", missing.join("; "))) }
}
