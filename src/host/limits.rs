//! What one analyzer may take.

use serde::{Deserialize, Serialize};

const KIB: u64 = 1024;
const MIB: u64 = 1024 * KIB;

/// The limits of one analyzer, as its user may raise them. Those of a call
/// are for an ordinary report; [`super::budget`] lets them grow with the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Limits {
    /// Bytes of the file.
    pub component_bytes: u64,
    /// The largest product of locals and control operators of one function:
    /// what makes a compiler slow is the two together.
    pub screen_product: u64,
    /// Bytes of linear memory, all memories of an instance together.
    pub memory_bytes: u64,
    /// Elements, all tables of an instance together.
    pub table_elements: u64,
    /// Instructions, roughly, for a report; a deterministic measure of time.
    /// The default is 0.1 to 0.5 s of work, by what the work is and where.
    pub fuel_per_report: u64,
    /// What `conclude` gets for each note on top.
    pub fuel_per_note: u64,
    /// Entries of one report that are findings.
    pub findings: u64,
    /// Bytes of strings and lists in one answer.
    pub output_bytes: u64,
    /// Bytes the host allocates while it reads one answer.
    pub hostcall_bytes: u64,
    /// Bytes of the note about one report.
    pub note_bytes: u64,
}

impl Limits {
    /// No call gets more memory than this, however large its input.
    pub const MOST_MEMORY: u64 = 1024 * MIB;
    /// No table is larger, whatever the configuration says.
    pub const MOST_TABLE_ELEMENTS: u64 = 1_000_000;
    /// A single string of an answer.
    pub const STRING_BYTES: usize = 16 * 1024;
    /// The explanation of a rule or setting.
    pub const EXPLANATION_BYTES: usize = 64 * 1024;
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            component_bytes: 32 * MIB,
            screen_product: 1_000_000,
            memory_bytes: 64 * MIB,
            table_elements: 20_000,
            fuel_per_report: 150_000_000,
            fuel_per_note: 100_000,
            findings: 1_000,
            output_bytes: MIB,
            hostcall_bytes: 4 * MIB,
            note_bytes: 64 * KIB,
        }
    }
}
