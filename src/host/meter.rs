//! What an instance has taken so far.

use wasmtime::{ResourceLimiter, Result};

use super::budget::Budget;

/// More instances, memories and tables than any honest component has; the
/// pool is laid out for as many.
pub(super) const MOST_INSTANCES: usize = 64;
pub(super) const MOST_MEMORIES: usize = 4;
pub(super) const MOST_TABLES: usize = 8;

/// The data of a store. A guest that is refused memory usually traps right
/// after, so the refusal is remembered: it is the reason, the trap only how it
/// shows.
#[derive(Debug)]
pub(super) struct Meter {
    memory: usize,
    most_memory: usize,
    elements: usize,
    most_elements: usize,
    denied: Option<Denied>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Denied {
    Memory { wanted: usize, allowed: usize },
    Table { wanted: usize, allowed: usize },
}

impl Meter {
    pub fn new(budget: &Budget) -> Self {
        Meter {
            memory: 0,
            most_memory: usize::try_from(budget.memory).unwrap_or(usize::MAX),
            elements: 0,
            most_elements: usize::try_from(budget.table_elements).unwrap_or(usize::MAX),
            denied: None,
        }
    }

    pub fn denied(&self) -> Option<Denied> {
        self.denied
    }

    /// Bytes of linear memory; memory never shrinks, so this is also the peak.
    pub fn memory(&self) -> usize {
        self.memory
    }
}

impl ResourceLimiter for Meter {
    fn memory_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> Result<bool> {
        let wanted = self.memory.saturating_add(desired.saturating_sub(current));
        if wanted > self.most_memory {
            self.denied = Some(Denied::Memory { wanted, allowed: self.most_memory });
            return Ok(false);
        }
        self.memory = wanted;
        Ok(true)
    }

    fn memory_grow_failed(&mut self, _: wasmtime::Error) -> Result<()> {
        self.denied.get_or_insert(Denied::Memory { wanted: self.memory, allowed: self.most_memory });
        Ok(())
    }

    fn table_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> Result<bool> {
        let wanted = self.elements.saturating_add(desired.saturating_sub(current));
        if wanted > self.most_elements {
            self.denied = Some(Denied::Table { wanted, allowed: self.most_elements });
            return Ok(false);
        }
        self.elements = wanted;
        Ok(true)
    }

    fn table_grow_failed(&mut self, _: wasmtime::Error) -> Result<()> {
        self.denied.get_or_insert(Denied::Table { wanted: self.elements, allowed: self.most_elements });
        Ok(())
    }

    fn instances(&self) -> usize {
        MOST_INSTANCES
    }

    fn tables(&self) -> usize {
        MOST_TABLES
    }

    fn memories(&self) -> usize {
        MOST_MEMORIES
    }
}
