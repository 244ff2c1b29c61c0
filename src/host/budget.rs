//! What one call may take: the analyzer's limits, grown with its input.
//!
//! Every figure depends on the input and the configuration alone, never on
//! the machine, so that a verdict is the same everywhere.

use std::time::Duration;

use super::Limits;

/// Fuel for each byte that crosses into the guest; an honest guest needs a
/// tenth of it.
const FUEL_PER_BYTE: u64 = 200;
/// A guest holds the input, a copy in its own shape, and what it derives.
const MEMORY_PER_BYTE: u64 = 8;
const OUTPUT_PER_BYTE: u64 = 8;
/// `conclude` may name each report in a place or an inheritance or two.
const OUTPUT_PER_NOTE: u64 = 512;
/// The host's own form of an answer is larger than the guest's bytes.
const HOSTCALL_PER_OUTPUT: u64 = 4;
/// Text up to this length gives the plain number of findings.
const ORDINARY_TEXT: u64 = 1024 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Budget {
    pub fuel: u64,
    pub memory: u64,
    pub table_elements: u64,
    pub findings: u64,
    pub output: u64,
    pub hostcall: u64,
    pub note: u64,
    pub deadline: Duration,
}

impl Budget {
    /// For `describe`, and the ground the others grow from.
    pub fn plain(limits: &Limits, deadline: Duration) -> Self {
        Budget {
            fuel: limits.fuel_per_report,
            memory: limits.memory_bytes,
            table_elements: limits.table_elements.min(Limits::MOST_TABLE_ELEMENTS),
            findings: limits.findings,
            output: limits.output_bytes,
            hostcall: limits.hostcall_bytes,
            note: limits.note_bytes,
            deadline,
        }
    }

    /// `text` is the length of the source, `payload` that of all that crosses.
    pub fn of_report(limits: &Limits, deadline: Duration, text: u64, payload: u64) -> Self {
        let mut budget = Self::plain(limits, deadline);
        budget.findings = budget.findings.saturating_mul(text.div_ceil(ORDINARY_TEXT).max(1));
        budget.grow(limits, payload, text.saturating_mul(OUTPUT_PER_BYTE), 0);
        budget
    }

    pub fn of_notes(limits: &Limits, deadline: Duration, count: u64, payload: u64) -> Self {
        let mut budget = Self::plain(limits, deadline);
        budget.findings = budget.findings.saturating_add(count);
        let fuel = count.saturating_mul(limits.fuel_per_note);
        budget.grow(limits, payload, count.saturating_mul(OUTPUT_PER_NOTE), fuel);
        budget
    }

    fn grow(&mut self, limits: &Limits, payload: u64, output: u64, fuel: u64) {
        let base = self.fuel.max(1);
        self.fuel = self.fuel.saturating_add(payload.saturating_mul(FUEL_PER_BYTE)).saturating_add(fuel);
        self.memory = self.memory.saturating_add(payload.saturating_mul(MEMORY_PER_BYTE));
        self.memory = self.memory.min(Limits::MOST_MEMORY.max(limits.memory_bytes));
        self.output = self.output.saturating_add(output);
        self.hostcall = self.hostcall.saturating_add(output.saturating_mul(HOSTCALL_PER_OUTPUT));
        let times = u32::try_from(self.fuel / base).unwrap_or(u32::MAX);
        self.deadline = self.deadline.saturating_mul(times);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEADLINE: Duration = Duration::from_secs(5);

    #[test]
    fn many_notes_get_what_they_need() {
        let limits = Limits::default();
        let budget = Budget::of_notes(&limits, DEADLINE, 100_000, 40_000_000);
        assert!(budget.memory >= 40_000_000 * 4 && budget.memory <= Limits::MOST_MEMORY);
        assert!(budget.fuel >= 100_000 * limits.fuel_per_note);
        assert!(budget.hostcall >= 100_000 * 512);
    }

    #[test]
    fn nothing_overflows() {
        let budget = Budget::of_report(&Limits::default(), DEADLINE, u64::MAX, u64::MAX);
        assert_eq!(budget.memory, Limits::MOST_MEMORY);
        assert_eq!(budget.fuel, u64::MAX);
        let budget = Budget::of_report(&Limits::default(), DEADLINE, 3_000, 15_000);
        assert_eq!(budget.deadline, DEADLINE);
    }
}
