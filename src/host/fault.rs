//! What can go wrong in this room.

use crate::ledger::FaultKind;

/// An engine that would not start: our own trouble, no guest's.
#[derive(Debug, thiserror::Error)]
#[error("the WebAssembly engine would not start: {0}")]
pub struct HostError(String);

impl HostError {
    pub(super) fn of(error: wasmtime::Error) -> Self {
        HostError(super::convert::line(&format!("{error:#}")))
    }
}

/// Why an analyzer was not accepted. Who it was, its caller knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct LoadFault {
    pub kind: FaultKind,
    pub message: String,
}

impl LoadFault {
    pub fn new(kind: FaultKind, message: impl AsRef<str>) -> Self {
        LoadFault { kind, message: super::convert::short_line(message.as_ref()) }
    }
}

/// Why a call came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RunFault {
    pub kind: FaultKind,
    pub message: String,
}

impl RunFault {
    pub fn new(kind: FaultKind, message: impl AsRef<str>) -> Self {
        RunFault { kind, message: super::convert::short_line(message.as_ref()) }
    }

    pub fn violation(message: impl AsRef<str>) -> Self {
        Self::new(FaultKind::ContractViolation, message)
    }

    pub fn too_large(message: impl AsRef<str>) -> Self {
        Self::new(FaultKind::OutputTooLarge, message)
    }
}
