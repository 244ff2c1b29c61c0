//! What a file is, told without compiling or running any of it.

use wasmparser::{BinaryReaderError, Encoding, Parser, Payload};

use super::CONTRACT;
use super::convert::line;

/// More names than this nobody reads.
const MOST_NAMES: usize = 100;

/// What the outside of a file says. A stranger wrote it: the names are
/// escaped, and nothing of it has been believed yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    pub form: Form,
    pub imports: Vec<String>,
    /// The interfaces or functions that it exports.
    pub exports: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    Component,
    /// A core module, which becomes a component when it is loaded.
    Module,
    #[default]
    Other,
}

impl Survey {
    pub fn of(bytes: &[u8]) -> Survey {
        let mut survey = Survey { form: form(bytes), ..Survey::default() };
        if survey.form != Form::Other {
            // What could be read of a torn file is shown; loading says what is wrong with it.
            let _ = survey.read(bytes);
            survey.exports.dedup();
        }
        survey
    }

    /// The contract that it was written for, whatever its version.
    pub fn contract(&self) -> Option<&str> {
        let interface = CONTRACT.split('@').next();
        self.exports.iter().map(String::as_str).find(|name| name.split('@').next() == interface)
    }

    fn read(&mut self, bytes: &[u8]) -> Result<(), BinaryReaderError> {
        let mut depth = 0_usize;
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::Version { .. } => depth += 1,
                Payload::End(_) => depth = depth.saturating_sub(1),
                Payload::ComponentImportSection(section) if depth == 1 => {
                    for import in section {
                        note(&mut self.imports, import?.name.name);
                    }
                }
                Payload::ComponentExportSection(section) if depth == 1 => {
                    for export in section {
                        note(&mut self.exports, export?.name.name);
                    }
                }
                Payload::ImportSection(section) if self.form == Form::Module => {
                    for import in section.into_imports() {
                        let import = import?;
                        note(&mut self.imports, &format!("{}::{}", import.module, import.name));
                    }
                }
                Payload::ExportSection(section) if self.form == Form::Module => {
                    for export in section {
                        self.export_of_module(export?.name);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A module exports `interface#function`, among things of its own.
    fn export_of_module(&mut self, name: &str) {
        if let Some((interface, _)) = name.split_once('#').filter(|(interface, _)| interface.contains(':')) {
            note(&mut self.exports, interface);
        }
    }
}

fn form(bytes: &[u8]) -> Form {
    match Parser::new(0).parse_all(bytes).next() {
        Some(Ok(Payload::Version { encoding: Encoding::Component, .. })) => Form::Component,
        Some(Ok(Payload::Version { encoding: Encoding::Module, .. })) => Form::Module,
        _ => Form::Other,
    }
}

fn note(names: &mut Vec<String>, name: &str) {
    if names.len() < MOST_NAMES {
        names.push(line(name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_component_shows_its_imports_and_its_contract() {
        let component = wat::parse_str(
            r#"(component
                (import "wasi:clocks/wall-clock@0.2.0" (instance))
                (instance $empty)
                (export "crossfoot:analyzer/analysis@0.9.0" (instance $empty)))"#,
        );
        let survey = Survey::of(&component.unwrap());
        assert_eq!(survey.form, Form::Component);
        assert_eq!(survey.imports, ["wasi:clocks/wall-clock@0.2.0"]);
        assert_eq!(survey.contract(), Some("crossfoot:analyzer/analysis@0.9.0"));
    }

    #[test]
    fn a_module_shows_the_interfaces_of_its_functions() {
        let module = wat::parse_str(
            r#"(module
                (import "env" "clock" (func))
                (func (export "crossfoot:analyzer/analysis@0.1.0#inspect"))
                (func (export "crossfoot:analyzer/analysis@0.1.0#describe"))
                (func (export "cabi_realloc")))"#,
        );
        let survey = Survey::of(&module.unwrap());
        assert_eq!((survey.form, survey.imports.len()), (Form::Module, 1));
        assert_eq!(survey.exports, ["crossfoot:analyzer/analysis@0.1.0"]);
    }

    #[test]
    fn anything_else_is_something_else() {
        for bytes in [&b""[..], b"\0asm", b"# a report\n", b"\0asm\x01\0\0\0\xff\xff"] {
            let survey = Survey::of(bytes);
            assert!(survey.imports.is_empty() && survey.contract().is_none(), "{bytes:?}");
        }
    }
}
