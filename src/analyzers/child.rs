//! Strangers are compiled in a process of their own.
//!
//! The compiler cannot be interrupted, and it aborts when memory ends. So the
//! program starts itself anew with limits on memory and time, hands the file
//! over, and reads back code or a fault. What the child does to itself is a
//! fault here and nothing worse.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use std::{env, thread};

use serde::{Deserialize, Serialize};

use crate::host::{CompiledCode, Host, Limits, LoadFault, Reservations};
use crate::ledger::FaultKind;

/// The first argument of a process that is to compile.
pub const COMPILE_CHILD: &str = "__compile";

const MEMORY_BYTES: u64 = 2 * 1024 * 1024 * 1024;
/// Time on the processor, which does not depend on what else the machine does.
const SECONDS: u64 = 60;
/// Wall clock: a backstop where the system counts the processor's time, and
/// the limit itself where it does not.
const PATIENCE: u64 = if cfg!(unix) { 5 * SECONDS } else { SECONDS };
/// More threads would eat up the address space with their stacks and heaps.
const THREADS: &str = "4";
const MOST_CODE_BYTES: u64 = 512 * 1024 * 1024;
const CODE: u8 = b'c';
const FAULT: u8 = b'f';

/// What the child is told besides the file.
#[derive(Serialize, Deserialize)]
struct Order {
    wide: bool,
    limits: Limits,
}

/// A fault on its way from the child.
#[derive(Serialize, Deserialize)]
struct Refusal {
    kind: FaultKind,
    message: String,
}

/// How strangers are compiled.
#[derive(Clone, Debug)]
pub struct Compiler {
    program: Option<PathBuf>,
    patience: Duration,
}

impl Default for Compiler {
    /// In a child that is this same program.
    fn default() -> Self {
        Compiler { program: env::current_exe().ok(), patience: Duration::from_secs(PATIENCE) }
    }
}

impl Compiler {
    /// In a child that is another program than this one: a crossfoot.
    pub fn with_program(program: impl Into<PathBuf>) -> Self {
        Compiler { program: Some(program.into()), ..Compiler::default() }
    }

    /// Waits for as long, by the wall clock.
    pub fn with_patience(self, patience: Duration) -> Self {
        Compiler { patience, ..self }
    }

    pub(super) fn compile(
        &self,
        host: &Host,
        bytes: Vec<u8>,
        limits: Limits,
    ) -> Result<CompiledCode, LoadFault> {
        let order = Order { wide: host.reservations() == Reservations::Wide, limits };
        let mut child = self.start(&order).map_err(|error| {
            LoadFault::new(FaultKind::Internal, format!("the compiler does not start: {error}"))
        })?;
        let answer = self.exchange(&mut child, bytes);
        // It is gone already, or must go.
        let _ = child.kill();
        let status = child.wait();
        let Some(answer) = answer else {
            return Err(timeout(self.patience));
        };
        read_answer(answer, status)
    }

    fn start(&self, order: &Order) -> io::Result<Child> {
        let program = self.program.as_ref().ok_or(io::ErrorKind::NotFound)?;
        let order = serde_json::to_string(order)?;
        let mut command = Command::new(program);
        if cfg!(unix) {
            command.env_clear();
        }
        command
            .args([COMPILE_CHILD, &order])
            .envs([("RAYON_NUM_THREADS", THREADS), ("MALLOC_ARENA_MAX", "2")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
    }

    /// What the child wrote, or nothing when it took too long.
    fn exchange(&self, child: &mut Child, bytes: Vec<u8>) -> Option<Vec<u8>> {
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        // A child that dies before it has read everything says so by its end.
        thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&bytes)));
        let (sender, answer) = mpsc::channel();
        thread::spawn(move || {
            let mut bytes = Vec::new();
            let read = stdout.map(|stdout| stdout.take(MOST_CODE_BYTES).read_to_end(&mut bytes));
            sender.send(read.map(|_| bytes).unwrap_or_default())
        });
        answer.recv_timeout(self.patience).ok()
    }
}

fn read_answer(mut answer: Vec<u8>, status: io::Result<ExitStatus>) -> Result<CompiledCode, LoadFault> {
    let status = status.map_err(|error| LoadFault::new(FaultKind::CompileCrash, error.to_string()))?;
    match answer.first() {
        Some(&CODE) if status.success() => {
            let code = answer.split_off(1);
            // SAFETY: a process of this same program wrote `CompiledCode::bytes`
            // and said that it came to its end; nobody else has that pipe.
            #[expect(unsafe_code, reason = "the child's code becomes ours")]
            Ok(unsafe { CompiledCode::assume_ours(code) })
        }
        Some(&FAULT) if status.success() => {
            let refusal: Result<Refusal, _> = serde_json::from_slice(answer.get(1..).unwrap_or(&[]));
            Err(refusal.map_or_else(
                |error| LoadFault::new(FaultKind::CompileCrash, error.to_string()),
                |refusal| LoadFault { kind: refusal.kind, message: refusal.message },
            ))
        }
        _ => Err(ended(status)),
    }
}

fn timeout(patience: Duration) -> LoadFault {
    let message = format!("takes longer than {} s to compile", patience.as_secs());
    LoadFault::new(FaultKind::CompileTimeout, message)
}

#[cfg(unix)]
fn ended(status: ExitStatus) -> LoadFault {
    use std::os::unix::process::ExitStatusExt;
    /// Its time on the processor was over.
    const SIGXCPU: i32 = 24;
    match status.signal() {
        Some(SIGXCPU) => timeout(Duration::from_secs(SECONDS)),
        Some(signal) => crashed(format!("signal {signal}")),
        None => crashed(status.to_string()),
    }
}

#[cfg(not(unix))]
fn ended(status: ExitStatus) -> LoadFault {
    crashed(status.to_string())
}

fn crashed(how: String) -> LoadFault {
    LoadFault::new(
        FaultKind::CompileCrash,
        format!("ends the compiler ({how}), which has {} MiB of memory", MEMORY_BYTES / 1024 / 1024),
    )
}

/// The whole life of the child. It knows no configuration and no files.
pub fn compile_child_main() -> ExitCode {
    let order: Option<Order> =
        env::args_os().nth(2).and_then(|order: OsString| serde_json::from_str(order.to_str()?).ok());
    let Some(order) = order else {
        return ExitCode::from(2);
    };
    if limit_self().is_err() {
        return ExitCode::FAILURE;
    }
    let answer = match compile(&order) {
        Ok(code) => [&[CODE], code.bytes()].concat(),
        Err(fault) => {
            let refusal = Refusal { kind: fault.kind, message: fault.message };
            [&[FAULT], serde_json::to_vec(&refusal).unwrap_or_default().as_slice()].concat()
        }
    };
    match io::stdout().write_all(&answer).and_then(|()| io::stdout().flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn compile(order: &Order) -> Result<CompiledCode, LoadFault> {
    let internal = |message: String| LoadFault::new(FaultKind::Internal, message);
    let mut bytes = Vec::new();
    let most = order.limits.component_bytes.saturating_add(1);
    io::stdin().take(most).read_to_end(&mut bytes).map_err(|error| internal(error.to_string()))?;
    let reservations = if order.wide { Reservations::Wide } else { Reservations::Small };
    let host = Host::compiler(reservations).map_err(|error| internal(error.to_string()))?;
    let component = host.screen(&bytes, &order.limits)?;
    drop(bytes);
    host.compile(&component)
}

/// Memory, time, and nothing to be written anywhere but into the pipe.
#[cfg(unix)]
fn limit_self() -> io::Result<()> {
    use rlimit::Resource;
    let limits =
        [(Resource::AS, MEMORY_BYTES), (Resource::CPU, SECONDS), (Resource::CORE, 0), (Resource::FSIZE, 0)];
    for (resource, wanted) in limits {
        if !resource.is_supported() {
            continue;
        }
        let (_, most) = resource.get()?;
        resource.set(wanted.min(most), most)?;
    }
    Ok(())
}

/// Systems without such limits keep the rest: the process of its own, and the
/// parent's patience.
#[cfg(not(unix))]
fn limit_self() -> io::Result<()> {
    Ok(())
}
