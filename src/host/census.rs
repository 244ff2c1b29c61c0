//! What an instance of a component would be made of, counted before it is.
//!
//! A component may hold others and make instances of them, each of which does
//! the same: what is small as a file can be a million instances. The engine
//! would refuse that with a pool and not without one; it is refused here, so
//! that it is the same everywhere.

use wasmparser::{
    BinaryReaderError, ComponentAlias, ComponentExternalKind, ComponentInstance, ComponentOuterAliasKind,
    ComponentTypeRef, ElementItems, Encoding, Instance, Payload,
};

/// How many bytes of data weigh as much as a function: to be copied is cheap.
const BYTES_PER_PART: u64 = 16;

/// What it takes to make an instance once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cost {
    /// Instances of core modules.
    pub modules: u64,
    /// Instances of components, itself included.
    pub components: u64,
    /// Functions, globals, elements and data: what the host sets up for them,
    /// before any fuel is spent.
    pub parts: u64,
}

impl Cost {
    /// Of what only a stranger's instance could tell: more than anyone may have.
    const UNKNOWN: Cost = Cost { modules: u64::MAX, components: u64::MAX, parts: u64::MAX };

    fn add(&mut self, other: Cost) {
        self.modules = self.modules.saturating_add(other.modules);
        self.components = self.components.saturating_add(other.components);
        self.parts = self.parts.saturating_add(other.parts);
    }
}

/// A component or module that is being read.
#[derive(Default)]
struct Frame {
    is_module: bool,
    cost: Cost,
    /// The index spaces of what instances can be made of.
    modules: Vec<Cost>,
    components: Vec<Cost>,
}

#[derive(Default)]
pub(super) struct Census {
    open: Vec<Frame>,
    whole: Cost,
}

impl Census {
    /// Of the outermost component, once all of it has been read.
    pub fn whole(&self) -> Cost {
        self.whole
    }

    pub fn read(&mut self, payload: &Payload<'_>) -> Result<(), BinaryReaderError> {
        match payload {
            Payload::Version { encoding, .. } => self.begin(*encoding == Encoding::Module),
            Payload::End(_) => self.end(),
            _ => {
                if let Some(open) = self.open.pop() {
                    let read = open.read(payload, &self.open);
                    self.open.push(read?);
                }
            }
        }
        Ok(())
    }

    fn begin(&mut self, is_module: bool) {
        let cost = if is_module {
            Cost { modules: 1, ..Cost::default() }
        } else {
            Cost { components: 1, ..Cost::default() }
        };
        self.open.push(Frame { is_module, cost, ..Frame::default() });
    }

    fn end(&mut self) {
        let Some(Frame { is_module, cost, .. }) = self.open.pop() else { return };
        match self.open.last_mut() {
            None => self.whole = cost,
            Some(outer) if is_module => outer.modules.push(cost),
            Some(outer) => outer.components.push(cost),
        }
    }
}

impl Frame {
    /// `around` are the components that this one lies in.
    fn read(mut self, payload: &Payload<'_>, around: &[Frame]) -> Result<Self, BinaryReaderError> {
        match payload {
            Payload::FunctionSection(section) => self.parts(u64::from(section.count())),
            Payload::GlobalSection(section) => self.parts(u64::from(section.count())),
            Payload::ElementSection(section) => {
                for element in section.clone() {
                    self.parts(match element?.items {
                        ElementItems::Functions(items) => u64::from(items.count()),
                        ElementItems::Expressions(_, items) => u64::from(items.count()),
                    });
                }
            }
            Payload::DataSection(section) => {
                for data in section.clone() {
                    self.parts(1 + data?.data.len() as u64 / BYTES_PER_PART);
                }
            }
            Payload::InstanceSection(section) => {
                for instance in section.clone() {
                    if let Instance::Instantiate { module_index, .. } = instance? {
                        self.cost.add(at(&self.modules, module_index));
                    }
                }
            }
            Payload::ComponentInstanceSection(section) => {
                for instance in section.clone() {
                    if let ComponentInstance::Instantiate { component_index, .. } = instance? {
                        self.cost.add(at(&self.components, component_index));
                    }
                }
            }
            Payload::ComponentImportSection(section) => {
                for import in section.clone() {
                    match import?.ty {
                        ComponentTypeRef::Module(_) => self.modules.push(Cost::UNKNOWN),
                        ComponentTypeRef::Component(_) => self.components.push(Cost::UNKNOWN),
                        _ => {}
                    }
                }
            }
            Payload::ComponentExportSection(section) => {
                for export in section.clone() {
                    let export = export?;
                    match export.kind {
                        ComponentExternalKind::Module => self.modules.push(at(&self.modules, export.index)),
                        ComponentExternalKind::Component => {
                            self.components.push(at(&self.components, export.index));
                        }
                        _ => {}
                    }
                }
            }
            Payload::ComponentAliasSection(section) => {
                for alias in section.clone() {
                    self.alias(&alias?, around);
                }
            }
            _ => {}
        }
        Ok(self)
    }

    fn alias(&mut self, alias: &ComponentAlias<'_>, around: &[Frame]) {
        match alias {
            ComponentAlias::InstanceExport { kind: ComponentExternalKind::Module, .. } => {
                self.modules.push(Cost::UNKNOWN);
            }
            ComponentAlias::InstanceExport { kind: ComponentExternalKind::Component, .. } => {
                self.components.push(Cost::UNKNOWN);
            }
            ComponentAlias::Outer { kind: ComponentOuterAliasKind::CoreModule, count, index } => {
                let space = outwards(around, *count).map_or(&self.modules, |frame| &frame.modules);
                self.modules.push(at(space, *index));
            }
            ComponentAlias::Outer { kind: ComponentOuterAliasKind::Component, count, index } => {
                let space = outwards(around, *count).map_or(&self.components, |frame| &frame.components);
                self.components.push(at(space, *index));
            }
            _ => {}
        }
    }

    fn parts(&mut self, more: u64) {
        self.cost.parts = self.cost.parts.saturating_add(more);
    }
}

/// The frame so many steps outwards; none for the one that is being read.
fn outwards(around: &[Frame], count: u32) -> Option<&Frame> {
    let steps = (count as usize).checked_sub(1)?;
    around.iter().rev().nth(steps)
}

fn at(space: &[Cost], index: u32) -> Cost {
    space.get(index as usize).copied().unwrap_or(Cost::UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasmparser::Parser;

    fn census(text: &str) -> Cost {
        let bytes = wat::parse_str(text).unwrap();
        let mut census = Census::default();
        for payload in Parser::new(0).parse_all(&bytes) {
            census.read(&payload.unwrap()).unwrap();
        }
        census.whole()
    }

    #[test]
    fn what_is_defined_costs_nothing_until_there_are_instances_of_it() {
        let module = "(core module $m (global i32 (i32.const 0)) (func) (func))";
        let count = |text: &str| {
            let cost = census(&format!("(component {module} {text})"));
            (cost.modules, cost.components, cost.parts)
        };
        assert_eq!(count(""), (0, 1, 0));
        assert_eq!(count("(core instance (instantiate $m)) (core instance (instantiate $m))"), (2, 1, 6));
        assert_eq!(
            count(
                "(component $c (alias outer 1 $m (core module $n)) (core instance (instantiate $n)))
                 (instance (instantiate $c)) (instance (instantiate $c))"
            ),
            (2, 3, 6)
        );
    }

    #[test]
    fn doubling_doubles() {
        let mut text = "(component (core module $m) (component $c0 (alias outer 1 $m (core module $n))
            (core instance (instantiate $n)))"
            .to_owned();
        for at in 0..40 {
            text += &format!(
                "(component $c{} (alias outer 1 $c{at} (component $d))
                   (instance (instantiate $d)) (instance (instantiate $d)))",
                at + 1
            );
        }
        assert_eq!(census(&format!("{text} (instance (instantiate $c40)))")).modules, 1 << 40);
    }

    #[test]
    fn what_an_instance_hides_is_too_much() {
        let cost = census(
            "(component (component $c (component $d) (export \"d\" (component $d)))
               (instance $i (instantiate $c)) (alias export $i \"d\" (component $e))
               (instance (instantiate $e)))",
        );
        assert_eq!(cost.components, u64::MAX);
    }
}
