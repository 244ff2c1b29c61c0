//! One engine for the process: what it allows a guest's code, where instances
//! live, and the two ways in for code.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use sha2::{Digest, Sha256};
use wasmtime::component::{Component, Linker};
use wasmtime::{Config, Enabled, Engine, InstanceAllocationStrategy, OperatorCost, PoolingAllocationConfig};

use super::meter::{MOST_INSTANCES, MOST_MEMORIES, MOST_TABLES, Meter};
use super::run::Runner;
use super::slots::Slots;
use super::ticker::Ticker;
use super::{Analyzer, ComponentBytes, HostError, Limits, LoadFault, Origin, screen};
use crate::ledger::FaultKind;

/// Stack for the guest's code, a part of the calling thread's own. Rust gives
/// its threads 2 MiB.
pub(super) const STACK_BYTES: usize = 1024 * 1024;

/// Memory of a slot in the pool that stays with it when its instance is gone.
const RESIDENT_BYTES: usize = 2 * 1024 * 1024;

/// Where instances live.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pool {
    /// A pool of ready slots; where the address space is too small for one,
    /// on demand.
    #[default]
    Auto,
    OnDemand,
}

/// How much address space a linear memory gets. It is part of the compiled
/// code, which leaves out the bounds checks that wide reservations make needless.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reservations {
    Wide,
    Small,
}

#[derive(Clone, Copy, Debug)]
pub struct HostOptions {
    pub pool: Pool,
    /// Wall clock for one ordinary call. Fuel ends a call long before.
    pub deadline: Duration,
}

impl Default for HostOptions {
    fn default() -> Self {
        HostOptions { pool: Pool::Auto, deadline: Duration::from_secs(5) }
    }
}

/// Cheap to clone; all clones share one engine.
#[derive(Clone)]
pub struct Host(Arc<Inner>);

struct Inner {
    engine: Engine,
    reservations: Reservations,
    pooled: bool,
    deadline: Duration,
    ticker: Ticker,
    slots: Slots,
}

/// Native code that was made by [`Host::compile`], here or in a process of
/// this same program.
pub struct CompiledCode(Cow<'static, [u8]>);

impl CompiledCode {
    /// # Safety
    ///
    /// The bytes will be run as native code. They must be what
    /// [`CompiledCode::bytes`] gave in this program, unchanged.
    #[expect(unsafe_code, reason = "the promise that deserializing rests upon")]
    pub unsafe fn assume_ours(bytes: impl Into<Cow<'static, [u8]>>) -> Self {
        CompiledCode(bytes.into())
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Host {
    pub fn new(options: HostOptions) -> Result<Host, HostError> {
        let pooled = match options.pool {
            Pool::Auto => Engine::new(config(Reservations::Wide).allocation_strategy(pool())).ok(),
            Pool::OnDemand => None,
        };
        match pooled {
            Some(engine) => Ok(Self::of(engine, Reservations::Wide, true, options.deadline)),
            None => Self::on_demand(Reservations::Small, options.deadline),
        }
    }

    /// For a process that only compiles: its code fits a host with the same
    /// reservations, and it needs little address space itself.
    pub fn compiler(reservations: Reservations) -> Result<Host, HostError> {
        Self::on_demand(reservations, HostOptions::default().deadline)
    }

    /// For code that travels: compiled for any CPU of this kind, and not for
    /// the features of the one at hand.
    pub fn for_travel() -> Result<Host, HostError> {
        let mut config = config(Reservations::Wide);
        config.target(env!("CROSSFOOT_TARGET")).map_err(HostError::of)?;
        let engine = Engine::new(&config).map_err(HostError::of)?;
        Ok(Self::of(engine, Reservations::Wide, false, HostOptions::default().deadline))
    }

    fn on_demand(reservations: Reservations, deadline: Duration) -> Result<Host, HostError> {
        let engine = Engine::new(&config(reservations)).map_err(HostError::of)?;
        Ok(Self::of(engine, reservations, false, deadline))
    }

    fn of(engine: Engine, reservations: Reservations, pooled: bool, deadline: Duration) -> Host {
        let slots = Slots::new(concurrency());
        Host(Arc::new(Inner { engine, reservations, pooled, deadline, ticker: Ticker::default(), slots }))
    }

    pub fn reservations(&self) -> Reservations {
        self.0.reservations
    }

    /// Whether instances live in a pool.
    pub fn is_pooled(&self) -> bool {
        self.0.pooled
    }

    /// Everything that compiled code depends on, besides its source: engine
    /// and compiler version, their settings, the features of this CPU.
    pub fn compatibility(&self) -> String {
        let mut hasher = Sha(Sha256::new());
        self.0.engine.precompile_compatibility_hash().hash(&mut hasher);
        super::hex(&hasher.0.finalize())
    }

    /// What can be refused before compiling, is.
    pub fn screen(&self, bytes: &[u8], limits: &Limits) -> Result<ComponentBytes, LoadFault> {
        screen::screen(bytes, limits)
    }

    /// Runs the compiler in this process, on all its threads.
    pub fn compile(&self, component: &ComponentBytes) -> Result<CompiledCode, LoadFault> {
        let code = self.0.engine.precompile_component(component.bytes());
        code.map(|bytes| CompiledCode(bytes.into()))
            .map_err(|error| LoadFault::new(FaultKind::Malformed, format!("does not compile: {error:#}")))
    }

    /// From code to an analyzer that has said who it is.
    pub fn link(
        &self,
        code: &CompiledCode,
        digest: [u8; 32],
        limits: Limits,
        origin: Origin,
    ) -> Result<Analyzer, LoadFault> {
        // SAFETY: whoever made the `CompiledCode` promised that these are the
        // bytes of our own compiler.
        #[expect(unsafe_code, reason = "loading compiled code is what this room is for")]
        let component = unsafe { Component::deserialize(&self.0.engine, &code.0) };
        // Code of this same program is refused for one reason: the pool has no
        // room for as much. The screen is narrower, so that this is a net below it.
        let component = component
            .map_err(|error| LoadFault::new(FaultKind::Screened, format!("does not fit: {error:#}")))?;
        let pre = Linker::<Meter>::new(&self.0.engine).instantiate_pre(&component).map_err(|error| {
            LoadFault::new(FaultKind::UnexpectedImport, format!("cannot be linked: {error:#}"))
        })?;
        Analyzer::describe(Runner::new(self.clone(), pre), &component, digest, limits, origin)
    }

    pub(super) fn engine(&self) -> &Engine {
        &self.0.engine
    }

    pub(super) fn ticker(&self) -> &Ticker {
        &self.0.ticker
    }

    pub(super) fn slots(&self) -> &Slots {
        &self.0.slots
    }

    pub(super) fn deadline(&self) -> Duration {
        self.0.deadline
    }
}

/// Instances alive at once.
fn concurrency() -> usize {
    // Asking takes the system a dozen calls.
    static CORES: LazyLock<usize> =
        LazyLock::new(|| std::thread::available_parallelism().map_or(8, usize::from));
    (*CORES).clamp(8, 64)
}

/// What holds for every guest. Anything that could make two machines answer
/// differently is off or pinned down.
fn config(reservations: Reservations) -> Config {
    let mut config = Config::new();
    config
        .consume_fuel(true)
        .operator_cost(costs())
        .epoch_interruption(true)
        .max_wasm_stack(STACK_BYTES)
        .cranelift_nan_canonicalization(true)
        .wasm_features(wasmtime::WasmFeatures::all(), false)
        .wasm_features(screen::FEATURES, true)
        // Nobody reads a guest's backtrace, and without one there is less to load.
        .wasm_backtrace_max_frames(None)
        .generate_address_map(false)
        .native_unwind_info(false);
    if reservations == Reservations::Small {
        config
            .memory_reservation(64 * 1024 * 1024)
            .memory_guard_size(64 * 1024)
            .memory_reservation_for_growth(16 * 1024 * 1024)
            .guard_before_linear_memory(false);
    }
    config
}

/// An instruction costs one. Those that call into the host, or the system
/// behind it, take as long as many others, even if they have nothing to do:
/// a guest of nothing else must run out of fuel before it runs out of time.
fn costs() -> OperatorCost {
    const CALL: u8 = 50;
    const SYSTEM: u8 = 250;
    let mut costs = OperatorCost::new();
    for cost in [&mut costs.MemoryGrow, &mut costs.TableGrow] {
        *cost = SYSTEM;
    }
    for cost in [
        &mut costs.MemoryInit,
        &mut costs.MemoryCopy,
        &mut costs.MemoryFill,
        &mut costs.DataDrop,
        &mut costs.TableInit,
        &mut costs.TableCopy,
        &mut costs.TableFill,
        &mut costs.ElemDrop,
    ] {
        *cost = CALL;
    }
    costs.variable.memory_grow_per_page = SYSTEM;
    costs
}

fn pool() -> InstanceAllocationStrategy {
    let slots = u32::try_from(concurrency()).unwrap_or(64);
    let most = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(slots)
        .total_core_instances(slots * most(MOST_INSTANCES))
        .max_core_instances_per_component(most(MOST_INSTANCES))
        .total_memories(slots * most(MOST_MEMORIES))
        .max_memories_per_component(most(MOST_MEMORIES))
        .max_memories_per_module(most(MOST_MEMORIES))
        .max_memory_size(1 << 32)
        .total_tables(slots * most(MOST_TABLES))
        .max_tables_per_component(most(MOST_TABLES))
        .max_tables_per_module(most(MOST_TABLES))
        .table_elements(usize::try_from(Limits::MOST_TABLE_ELEMENTS).unwrap_or(usize::MAX))
        .max_core_instance_size(16 * 1024 * 1024)
        .max_component_instance_size(16 * 1024 * 1024);
    // Where the system can say which pages were touched, those are put back by
    // hand, and the next instance finds them in place: 15 instead of 27 µs a
    // call. Where it cannot, looking through all of them costs more than that.
    if PoolingAllocationConfig::is_pagemap_scan_available() {
        pool.pagemap_scan(Enabled::Yes).linear_memory_keep_resident(RESIDENT_BYTES);
        pool.table_keep_resident(RESIDENT_BYTES);
    }
    InstanceAllocationStrategy::Pooling(pool)
}

/// SHA-256 for what only offers `Hash`.
struct Sha(Sha256);

impl Hasher for Sha {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Not used: the digest is taken from the inside.
    fn finish(&self) -> u64 {
        0
    }
}
