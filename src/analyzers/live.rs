//! The set in use, exchanged while work goes on.

use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;

use super::AnalyzerSet;
use crate::ledger::Fault;

/// Work in flight keeps the set it began with.
pub struct Live {
    set: ArcSwap<AnalyzerSet>,
    reloading: Mutex<()>,
}

impl Live {
    pub fn new(set: AnalyzerSet) -> Live {
        Live { set: ArcSwap::from_pointee(set), reloading: Mutex::new(()) }
    }

    pub fn current(&self) -> Arc<AnalyzerSet> {
        self.set.load_full()
    }

    /// Builds another set, on the thread that calls, and takes it only if
    /// nothing was wrong with it; else the old one stays.
    pub fn reload(
        &self,
        build: impl FnOnce() -> (AnalyzerSet, Vec<Fault>),
    ) -> Result<Arc<AnalyzerSet>, Vec<Fault>> {
        // One at a time: the last to begin must be the last to be taken.
        let _alone = self.reloading.lock().unwrap_or_else(PoisonError::into_inner);
        let (set, faults) = build();
        if !faults.is_empty() {
            return Err(faults);
        }
        let set = Arc::new(set);
        self.set.store(Arc::clone(&set));
        Ok(set)
    }
}
