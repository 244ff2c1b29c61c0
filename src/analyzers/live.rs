//! What is in use, exchanged while work goes on.

use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;

use crate::ledger::Fault;

/// A set of analyzers, or what is built around one. Work in flight keeps what
/// it began with.
pub struct Live<T> {
    current: ArcSwap<T>,
    reloading: Mutex<()>,
}

impl<T> Live<T> {
    pub fn new(first: T) -> Live<T> {
        Live { current: ArcSwap::from_pointee(first), reloading: Mutex::new(()) }
    }

    pub fn current(&self) -> Arc<T> {
        self.current.load_full()
    }

    /// Builds another one, on the thread that calls, and takes it only if
    /// nothing was wrong with it; else the old one stays.
    pub fn reload(&self, build: impl FnOnce() -> (T, Vec<Fault>)) -> Result<Arc<T>, Vec<Fault>> {
        // One at a time: the last to begin must be the last to be taken.
        let _alone = self.reloading.lock().unwrap_or_else(PoisonError::into_inner);
        let (next, faults) = build();
        if !faults.is_empty() {
            return Err(faults);
        }
        let next = Arc::new(next);
        self.current.store(Arc::clone(&next));
        Ok(next)
    }
}
