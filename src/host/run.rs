//! One call: a fresh store and instance, limits, and what an error means.

use std::str::Utf8Error;
use std::time::{Duration, Instant};

use wasmtime::component::types::ComponentFunc;
use wasmtime::component::{ComponentExportIndex, ComponentNamedList, InstancePre, Lift, Lower};
use wasmtime::{Error, Store, Trap};

use super::Host;
use super::budget::Budget;
use super::engine::STACK_BYTES;
use super::fault::RunFault;
use super::meter::{Denied, Meter};
use super::ticker::Ticker;
use crate::ledger::FaultKind;

/// What a call took. The fuel is the same on every machine, the time is not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    pub fuel: u64,
    pub memory: u64,
    pub time: Duration,
}

pub(super) struct Runner {
    host: Host,
    pre: InstancePre<Meter>,
}

impl Runner {
    pub fn new(host: Host, pre: InstancePre<Meter>) -> Self {
        Runner { host, pre }
    }

    pub fn deadline(&self) -> Duration {
        self.host.deadline()
    }

    /// Compares a function's type before anything of the guest has run.
    pub fn typecheck<P, R>(&self, function: &ComponentFunc) -> Result<(), Error>
    where
        P: ComponentNamedList + Lower,
        R: ComponentNamedList + Lift,
    {
        function.typecheck::<P, R>(&self.pre.instance_type())
    }

    /// Whatever happens, the instance is gone afterwards.
    pub fn call<P, R>(
        &self,
        function: &ComponentExportIndex,
        budget: &Budget,
        parameters: P,
    ) -> (Result<R, RunFault>, Cost)
    where
        P: ComponentNamedList + Lower,
        R: ComponentNamedList + Lift + 'static,
    {
        let began = Instant::now();
        let _slot = self.host.slots().take();
        let _ticking = self.host.ticker().start(self.host.engine());
        let mut store = self.store(budget);
        let answer = self.enter(&mut store, function, parameters);
        let answer = answer.map_err(|error| explain(&error, store.data().denied(), budget));
        let left = store.get_fuel().unwrap_or(0);
        let cost = Cost {
            fuel: budget.fuel.saturating_sub(left),
            memory: store.data().memory() as u64,
            time: began.elapsed(),
        };
        (answer, cost)
    }

    /// Armed before anything of the guest runs: start functions loop too.
    fn store(&self, budget: &Budget) -> Store<Meter> {
        let mut store = Store::new(self.host.engine(), Meter::new(budget));
        store.limiter(|meter| meter);
        store.set_epoch_deadline(Ticker::ticks(budget.deadline));
        store.set_hostcall_fuel(usize::try_from(budget.hostcall).unwrap_or(usize::MAX));
        // Fails only in an engine without fuel, which ours is not; a store
        // without fuel traps at once, so that is no way to more of it.
        let _ = store.set_fuel(budget.fuel);
        store
    }

    fn enter<P, R>(
        &self,
        store: &mut Store<Meter>,
        function: &ComponentExportIndex,
        parameters: P,
    ) -> Result<R, Stopped>
    where
        P: ComponentNamedList + Lower,
        R: ComponentNamedList + Lift + 'static,
    {
        let instance = self.pre.instantiate(&mut *store).map_err(Stopped::Starting)?;
        let function = instance.get_typed_func::<P, R>(&mut *store, function).map_err(Stopped::Mistyped)?;
        function.call(store, parameters).map_err(Stopped::Running)
    }
}

/// The stage at which a call ended early. Errors about values carry no type
/// of their own; where they came from tells what they are.
enum Stopped {
    Starting(Error),
    Mistyped(Error),
    Running(Error),
}

fn explain(stopped: &Stopped, denied: Option<Denied>, budget: &Budget) -> RunFault {
    let (error, started) = match stopped {
        Stopped::Mistyped(error) => {
            return RunFault::new(FaultKind::WrongWorld, format!("exports another type: {error:#}"));
        }
        Stopped::Starting(error) => (error, false),
        Stopped::Running(error) => (error, true),
    };
    match error.downcast_ref::<Trap>() {
        Some(Trap::OutOfFuel) => {
            let message = format!("used up its fuel of {} instructions", budget.fuel);
            RunFault::new(FaultKind::OutOfFuel, message)
        }
        Some(Trap::Interrupt) => {
            let message = format!("ran longer than {} s", budget.deadline.as_secs_f64());
            RunFault::new(FaultKind::Deadline, message)
        }
        Some(Trap::StackOverflow) => {
            let message = format!("overflowed its stack of {} KiB", STACK_BYTES / 1024);
            RunFault::new(FaultKind::StackOverflow, message)
        }
        Some(trap) if is_bad_value(*trap) => RunFault::new(FaultKind::BadValue, bad_value(error)),
        Some(trap) => match denied {
            Some(denied) => out_of_memory(denied),
            None => RunFault::new(FaultKind::Trap, format!("trapped: {trap}")),
        },
        None => match denied {
            Some(denied) => out_of_memory(denied),
            // Mostly the system has no room, which is nobody's fault.
            None if !started => {
                RunFault::new(FaultKind::Internal, format!("no instance could be made: {error:#}"))
            }
            None if is_message(error) => RunFault::new(FaultKind::BadValue, bad_value(error)),
            // Neither a trap nor a complaint about a value: the one thing left
            // at this stage is the fuel that the host spends on an answer.
            None => {
                let message = format!("its answer is larger than the {} bytes allowed", budget.hostcall);
                RunFault::too_large(message)
            }
        },
    }
}

fn bad_value(error: &Error) -> String {
    format!("broke the canonical ABI: {error:#}")
}

/// Traps by which wasmtime itself reports a broken value.
fn is_bad_value(trap: Trap) -> bool {
    matches!(
        trap,
        Trap::InvalidChar
            | Trap::StringOutOfBounds
            | Trap::ListOutOfBounds
            | Trap::InvalidDiscriminant
            | Trap::UnalignedPointer
    )
}

/// Complaints about values are plain messages or failed conversions.
fn is_message(error: &Error) -> bool {
    error.is::<&'static str>()
        || error.is::<String>()
        || error.is::<Utf8Error>()
        || error.is::<std::num::TryFromIntError>()
}

fn out_of_memory(denied: Denied) -> RunFault {
    let message = match denied {
        Denied::Memory { wanted, allowed } => {
            format!("asked for {} KiB of memory; {} KiB are allowed", wanted / 1024, allowed / 1024)
        }
        Denied::Table { wanted, allowed } => {
            format!("asked for {wanted} table elements; {allowed} are allowed")
        }
    };
    RunFault::new(FaultKind::OutOfMemory, message)
}
