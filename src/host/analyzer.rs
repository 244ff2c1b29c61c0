//! An analyzer that has been linked and has said who it is.

use wasmtime::component::types::ComponentItem;
use wasmtime::component::{Component, ComponentExportIndex, ComponentNamedList, Lift, Lower};

use super::bindings as wit;
use super::budget::Budget;
use super::convert::{self, Bounds};
use super::fault::RunFault;
use super::lower::{self, Arena, Chosen};
pub use super::run::Cost;
use super::run::Runner;
use super::{CONTRACT, Limits, LoadFault};
use crate::ledger::{Conclusion, Fault, FaultKind, Inspection, Manifest, Note, Settings};
use crate::report::Report;

type Inspect<'a> = (Arena<'a>, wit::Settings<'a>);
type Conclude<'a> = (&'a [wit::ReportNote<'a>], wit::Settings<'a>);

/// Whose analyzer it is. Only ours may use rule codes that begin with `XF`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    Standard,
    Stranger,
}

/// Shared among threads as it is; each call makes its own instance.
pub struct Analyzer {
    runner: Runner,
    inspect: ComponentExportIndex,
    conclude: ComponentExportIndex,
    manifest: Manifest,
    digest: String,
    limits: Limits,
    origin: Origin,
}

impl Analyzer {
    pub(super) fn describe(
        runner: Runner,
        component: &Component,
        digest: [u8; 32],
        limits: Limits,
        origin: Origin,
    ) -> Result<Analyzer, LoadFault> {
        let describe = export::<(), (wit::Manifest,)>(&runner, component, "describe")?;
        let inspect = export::<Inspect<'_>, (wit::Inspection,)>(&runner, component, "inspect")?;
        let conclude = export::<Conclude<'_>, (wit::Conclusion,)>(&runner, component, "conclude")?;
        let budget = Budget::plain(&limits, runner.deadline());
        let (answer, _) = runner.call::<(), (wit::Manifest,)>(&describe, &budget, ());
        let manifest = answer.and_then(|(manifest,)| convert::manifest(manifest, origin, &budget));
        let manifest = manifest.map_err(|fault| refused(&fault))?;
        Ok(Analyzer { runner, inspect, conclude, manifest, digest: super::hex(&digest), limits, origin })
    }

    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// SHA-256 of the file it came from, in hex.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// What it says of one report.
    pub fn inspect(&self, report: &Report<'_>, settings: &Settings) -> Result<Inspection, Fault> {
        self.measure(report, settings).0
    }

    /// The same, with its cost.
    pub fn measure(&self, report: &Report<'_>, settings: &Settings) -> (Result<Inspection, Fault>, Cost) {
        let arena = Arena::of(report);
        let text = report.source.len() as u64;
        let budget = Budget::of_report(&self.limits, self.runner.deadline(), text, arena.payload());
        let (answer, cost) = Chosen::of(settings, &self.manifest).with(|settings| {
            self.runner.call::<_, (wit::Inspection,)>(&self.inspect, &budget, (arena, settings))
        });
        let bounds = Bounds { rules: self.manifest.rules.len(), budget: &budget };
        let answer = answer.and_then(|(answer,)| convert::inspection(answer, report, &bounds));
        (answer.map_err(|fault| self.fault(fault)), cost)
    }

    /// What it says across reports.
    pub fn conclude(&self, notes: &[Note<'_>], settings: &Settings) -> Result<Conclusion, Fault> {
        self.measure_conclude(notes, settings).0
    }

    /// The same, with its cost.
    pub fn measure_conclude(
        &self,
        notes: &[Note<'_>],
        settings: &Settings,
    ) -> (Result<Conclusion, Fault>, Cost) {
        let payload = lower::notes_payload(notes);
        let budget = Budget::of_notes(&self.limits, self.runner.deadline(), notes.len() as u64, payload);
        let lowered = lower::notes(notes);
        let (answer, cost) = Chosen::of(settings, &self.manifest).with(|settings| {
            let parameters = (lowered.as_slice(), settings);
            self.runner.call::<_, (wit::Conclusion,)>(&self.conclude, &budget, parameters)
        });
        let bounds = Bounds { rules: self.manifest.rules.len(), budget: &budget };
        let answer = answer.and_then(|(answer,)| convert::conclusion(answer, notes, &bounds));
        (answer.map_err(|fault| self.fault(fault)), cost)
    }

    fn fault(&self, fault: RunFault) -> Fault {
        Fault::of_analyzer(self.manifest.name.clone(), fault.kind, fault.message)
    }
}

/// Why a component was not accepted, from what went wrong when it was asked.
fn refused(fault: &RunFault) -> LoadFault {
    match fault.kind {
        FaultKind::ContractViolation => LoadFault::new(FaultKind::BadManifest, &fault.message),
        kind => LoadFault::new(kind, format!("while describing itself: {}", fault.message)),
    }
}

/// Looks an exported function up; it must have the contract's type.
fn export<P, R>(runner: &Runner, component: &Component, name: &str) -> Result<ComponentExportIndex, LoadFault>
where
    P: ComponentNamedList + Lower,
    R: ComponentNamedList + Lift,
{
    let wrong = |what: String| LoadFault::new(FaultKind::WrongWorld, what);
    let interface = component.get_export_index(None, CONTRACT);
    let found = interface.and_then(|interface| component.get_export(Some(&interface), name));
    let Some((ComponentItem::ComponentFunc(function), index)) = found else {
        return Err(wrong(format!("does not export the function `{name}` in `{CONTRACT}`")));
    };
    match runner.typecheck::<P, R>(&function) {
        Ok(()) => Ok(index),
        Err(error) => Err(wrong(format!("exports `{name}` with another type: {error:#}"))),
    }
}
