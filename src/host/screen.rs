//! What can be refused before the compiler sees it.
//!
//! A plain core module that carries its component type becomes a component
//! here, so that authors need no tool but their own compiler.

use std::panic::{AssertUnwindSafe, catch_unwind};

use wasmparser::{
    BinaryReaderError, Encoding, FunctionBody, Operator, Parser, Payload, Validator, WasmFeatures,
};

use super::census::Census;
use super::meter::{MOST_INSTANCES, MOST_MEMORIES, MOST_TABLES};
use super::{CONTRACT, Limits, LoadFault};
use crate::ledger::FaultKind;

/// What a guest may be made of. The engine is set to the same: nothing that
/// could answer differently on another machine.
pub(super) const FEATURES: WasmFeatures = WasmFeatures::WASM2
    .difference(WasmFeatures::GC_TYPES)
    .union(WasmFeatures::EXTENDED_CONST)
    .union(WasmFeatures::TAIL_CALL)
    .union(WasmFeatures::MULTI_MEMORY)
    .union(WasmFeatures::COMPONENT_MODEL);

const MOST_MODULES: u64 = 64;
const MOST_FUNCTIONS: u64 = 200_000;
const MOST_COMPONENT_INSTANCES: u64 = 1_000;
/// What is set up anew for each call, before any fuel is spent, must be in
/// proportion to the file.
const PARTS_PER_BYTE: u64 = 8;

/// A component that may be compiled.
#[derive(Clone, Debug)]
pub struct ComponentBytes(Vec<u8>);

impl ComponentBytes {
    /// For the component that this program carries: it was built with it.
    pub fn trusted(bytes: &[u8]) -> Self {
        ComponentBytes(bytes.to_vec())
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

pub(super) fn screen(bytes: &[u8], limits: &Limits) -> Result<ComponentBytes, LoadFault> {
    if bytes.len() as u64 > limits.component_bytes {
        return Err(LoadFault::new(
            FaultKind::TooLarge,
            format!("has {} bytes; {} are allowed", bytes.len(), limits.component_bytes),
        ));
    }
    let component = if Parser::is_component(bytes) {
        bytes.to_vec()
    } else if Parser::is_core_wasm(bytes) {
        componentize(bytes)?
    } else {
        return Err(LoadFault::new(FaultKind::Malformed, "is not a WebAssembly file"));
    };
    validate(&component)?;
    let found = Found::in_component(&component).map_err(|error| malformed(&error))?;
    found.judge(limits)?;
    Ok(ComponentBytes(component))
}

fn malformed(error: &BinaryReaderError) -> LoadFault {
    LoadFault::new(FaultKind::Malformed, format!("is malformed: {error}"))
}

fn validate(bytes: &[u8]) -> Result<(), LoadFault> {
    let mut validator = Validator::new_with_features(FEATURES);
    validator.validate_all(bytes).map(|_| ()).map_err(|error| malformed(&error))
}

/// The encoder is given what a stranger wrote; should it panic over it, that
/// is the stranger's fault and not our end.
fn componentize(module: &[u8]) -> Result<Vec<u8>, LoadFault> {
    validate(module)?;
    let imports = core_imports(module).map_err(|error| malformed(&error))?;
    refuse_imports(&imports)?;
    let encode = || wit_component::ComponentEncoder::default().module(module)?.encode();
    match catch_unwind(AssertUnwindSafe(encode)) {
        Ok(Ok(component)) => Ok(component),
        Ok(Err(error)) => Err(LoadFault::new(
            FaultKind::WrongWorld,
            format!("is a core module that makes no component: {error:#}"),
        )),
        Err(_) => Err(LoadFault::new(FaultKind::Malformed, "has a component type that makes no sense")),
    }
}

fn core_imports(module: &[u8]) -> Result<Vec<String>, BinaryReaderError> {
    let mut imports = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(section) = payload? {
            for import in section.into_imports() {
                let import = import?;
                imports.push(format!("{}::{}", import.module, import.name));
            }
        }
    }
    Ok(imports)
}

fn refuse_imports(imports: &[String]) -> Result<(), LoadFault> {
    const MOST_NAMED: usize = 5;
    if imports.is_empty() {
        return Ok(());
    }
    let named: Vec<_> = imports.iter().take(MOST_NAMED).map(|name| format!("`{name}`")).collect();
    let more = match imports.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Err(LoadFault::new(
        FaultKind::UnexpectedImport,
        format!("imports {}{more}; an analyzer may import nothing", named.join(", ")),
    ))
}

/// What a walk over the component has seen.
#[derive(Default)]
struct Found {
    imports: Vec<String>,
    exports: Vec<String>,
    modules: usize,
    memories: usize,
    tables: usize,
    /// Elements that all tables begin with.
    elements: u64,
    functions: usize,
    /// The largest (locals + 1) × control operators of one function.
    product: u64,
    /// Parameters of each function type, and the type of each function, of
    /// the core module that is being read.
    parameters: Vec<usize>,
    types: Vec<u32>,
    bodies: usize,
    census: Census,
}

impl Found {
    fn in_component(bytes: &[u8]) -> Result<Self, BinaryReaderError> {
        let mut found = Found::default();
        let mut depth = 0_usize;
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload?;
            found.census.read(&payload)?;
            match payload {
                Payload::Version { encoding, .. } => {
                    depth += 1;
                    if encoding == Encoding::Module {
                        found.modules += 1;
                        found.parameters.clear();
                        found.types.clear();
                        found.bodies = 0;
                    }
                }
                Payload::End(_) => depth = depth.saturating_sub(1),
                Payload::ComponentImportSection(section) if depth == 1 => {
                    for import in section {
                        found.imports.push(import?.name.name.to_owned());
                    }
                }
                Payload::ComponentExportSection(section) if depth == 1 => {
                    for export in section {
                        found.exports.push(export?.name.name.to_owned());
                    }
                }
                payload => found.read_core(payload)?,
            }
        }
        Ok(found)
    }

    fn read_core(&mut self, payload: Payload<'_>) -> Result<(), BinaryReaderError> {
        match payload {
            Payload::TypeSection(section) => {
                for function in section.into_iter_err_on_gc_types() {
                    self.parameters.push(function?.params().len());
                }
            }
            Payload::FunctionSection(section) => {
                for function in section {
                    self.types.push(function?);
                }
            }
            Payload::MemorySection(section) => self.memories += section.count() as usize,
            Payload::TableSection(section) => {
                for table in section {
                    self.tables += 1;
                    self.elements = self.elements.saturating_add(table?.ty.initial);
                }
            }
            Payload::CodeSectionEntry(body) => {
                let parameters = self.types.get(self.bodies).and_then(|&of| self.parameters.get(of as usize));
                let product = product(&body, parameters.copied().unwrap_or(0))?;
                self.product = self.product.max(product);
                self.bodies += 1;
                self.functions += 1;
            }
            _ => {}
        }
        Ok(())
    }

    fn judge(&self, limits: &Limits) -> Result<(), LoadFault> {
        refuse_imports(&self.imports)?;
        self.judge_exports()?;
        at_most("locals × control operators in one function", self.product, limits.screen_product)?;
        at_most("functions", self.functions as u64, MOST_FUNCTIONS)?;
        at_most("core modules", self.modules as u64, MOST_MODULES)?;
        at_most("memories", self.memories as u64, MOST_MEMORIES as u64)?;
        at_most("tables", self.tables as u64, MOST_TABLES as u64)?;
        at_most("table elements to begin with", self.elements, Limits::MOST_TABLE_ELEMENTS)?;
        let cost = self.census.whole();
        at_most("instances of core modules", cost.modules, MOST_INSTANCES as u64)?;
        at_most("instances of components", cost.components, MOST_COMPONENT_INSTANCES)?;
        at_most("parts to set up for an instance", cost.parts, limits.component_bytes / PARTS_PER_BYTE)
    }

    fn judge_exports(&self) -> Result<(), LoadFault> {
        if self.exports.iter().any(|name| name == CONTRACT) {
            return Ok(());
        }
        let interface = CONTRACT.split_once('@').map_or(CONTRACT, |(interface, _)| interface);
        let other = self.exports.iter().find(|name| name.split('@').next() == Some(interface));
        let found = match other {
            Some(other) => format!("is written for `{other}`"),
            None if self.exports.is_empty() => "exports nothing".to_owned(),
            None => format!("exports `{}`", self.exports.join("`, `")),
        };
        Err(LoadFault::new(FaultKind::WrongWorld, format!("{found}; what is spoken here is `{CONTRACT}`")))
    }
}

fn at_most(what: &str, found: u64, allowed: u64) -> Result<(), LoadFault> {
    if found <= allowed {
        return Ok(());
    }
    Err(LoadFault::new(FaultKind::Screened, format!("has {found} {what}; {allowed} are allowed")))
}

/// What makes a compiler slow: each local is carried through each join of the
/// control flow.
fn product(body: &FunctionBody<'_>, parameters: usize) -> Result<u64, BinaryReaderError> {
    let mut locals = parameters as u64 + 1;
    for local in body.get_locals_reader()? {
        locals = locals.saturating_add(u64::from(local?.0));
    }
    let mut control = 0_u64;
    for operator in body.get_operators_reader()? {
        control = control.saturating_add(match operator? {
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } | Operator::Else => 1,
            Operator::Br { .. } | Operator::BrIf { .. } | Operator::Return => 1,
            Operator::BrTable { targets } => u64::from(targets.len()) + 1,
            _ => 0,
        });
    }
    Ok(locals.saturating_mul(control))
}
