//! The wall clock, as a backstop: a thread that moves the engine's epoch while
//! guests run, and ends when none has run for a while.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use wasmtime::{Engine, EngineWeak};

const PERIOD: Duration = Duration::from_millis(20);
/// After this many ticks without a guest the thread ends; the next call
/// starts another.
const IDLE_TICKS: u32 = 50;

#[derive(Debug, Default)]
pub(super) struct Ticker(Arc<State>);

#[derive(Debug, Default)]
struct State {
    running: AtomicUsize,
    alive: AtomicBool,
}

/// While one of these lives, the epoch moves.
pub(super) struct Ticking<'a>(&'a State);

impl Ticker {
    pub fn start(&self, engine: &Engine) -> Ticking<'_> {
        self.0.running.fetch_add(1, Ordering::SeqCst);
        if !self.0.alive.swap(true, Ordering::SeqCst) {
            let (state, engine) = (Arc::clone(&self.0), engine.weak());
            let spawned =
                thread::Builder::new().name("crossfoot-clock".into()).spawn(move || tick(&state, &engine));
            // Without the clock the fuel still ends every guest; the next call
            // tries again.
            if spawned.is_err() {
                self.0.alive.store(false, Ordering::SeqCst);
            }
        }
        Ticking(&self.0)
    }

    /// A deadline in ticks. One is added because the first may come at once.
    pub fn ticks(deadline: Duration) -> u64 {
        let ticks = deadline.as_millis().div_ceil(PERIOD.as_millis());
        u64::try_from(ticks).unwrap_or(u64::MAX / 2).saturating_add(1).min(u64::MAX / 2)
    }
}

impl Drop for Ticking<'_> {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Holds the engine weakly, so that it never outlives its users by more than
/// one period.
fn tick(state: &State, engine: &EngineWeak) {
    let mut idle = 0;
    loop {
        thread::sleep(PERIOD);
        let Some(engine) = engine.upgrade() else { return };
        engine.increment_epoch();
        drop(engine);
        idle = if state.running.load(Ordering::SeqCst) > 0 { 0 } else { idle + 1 };
        if idle < IDLE_TICKS {
            continue;
        }
        state.alive.store(false, Ordering::SeqCst);
        // A call may have begun between the two looks and found the clock
        // still alive: then this thread stays, unless another took its place.
        let needed = state.running.load(Ordering::SeqCst) > 0;
        if !needed || state.alive.swap(true, Ordering::SeqCst) {
            return;
        }
        idle = 0;
    }
}
