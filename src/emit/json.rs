//! The promised object, and the same as lines.
//!
//! Unsafe characters are written as JSON escapes: the bytes are harmless and
//! a reader gets the value unchanged.

use std::io;

use serde::Serialize;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter, PrettyFormatter, Serializer};

use crate::ledger::{AnalyzerInfo, Fault, Finding, Outcome, RuleInfo, Severity, Summary};

use super::escape::is_unsafe;

const VERSION: &str = "1";

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    tool: Tool,
    analyzers: Vec<Analyzer<'a>>,
    summary: Summary,
    findings: &'a [Finding],
    faults: Vec<FaultOut<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Analyzer<'a> {
    name: &'a str,
    version: &'a str,
    sha256: &'a str,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
struct Rule<'a> {
    code: &'a str,
    name: &'a str,
    severity: Severity,
}

#[derive(Serialize)]
struct FaultOut<'a> {
    analyzer: Option<&'a str>,
    kind: &'static str,
    path: Option<&'a str>,
    message: &'a str,
}

/// One object, indented.
pub fn json(outcome: &Outcome) -> String {
    let document = Document {
        version: VERSION,
        tool: TOOL,
        analyzers: outcome.analyzers.iter().map(Analyzer::of).collect(),
        summary: outcome.summary(),
        findings: &outcome.findings,
        faults: outcome.faults.iter().map(FaultOut::of).collect(),
    };
    pretty(&document)
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line<'a> {
    Run { version: &'static str, tool: Tool, analyzers: Vec<Analyzer<'a>> },
    Finding(&'a Finding),
    Fault(FaultOut<'a>),
    Summary(Summary),
}

/// An object a line: who ran, every finding, every fault, the summary.
pub fn jsonl(outcome: &Outcome) -> String {
    let analyzers = outcome.analyzers.iter().map(Analyzer::of).collect();
    let head = std::iter::once(Line::Run { version: VERSION, tool: TOOL, analyzers });
    let findings = outcome.findings.iter().map(Line::Finding);
    let faults = outcome.faults.iter().map(|fault| Line::Fault(FaultOut::of(fault)));
    let end = std::iter::once(Line::Summary(outcome.summary()));
    head.chain(findings).chain(faults).chain(end).map(|line| compact(&line)).collect()
}

const TOOL: Tool = Tool { name: "crossfoot", version: env!("CARGO_PKG_VERSION") };

impl<'a> Analyzer<'a> {
    fn of(info: &'a AnalyzerInfo) -> Self {
        let rule = |rule: &'a RuleInfo| Rule { code: &rule.code, name: &rule.name, severity: rule.severity };
        Self {
            name: &info.name,
            version: &info.version,
            sha256: &info.sha256,
            rules: info.rules.iter().map(rule).collect(),
        }
    }
}

impl<'a> FaultOut<'a> {
    fn of(fault: &'a Fault) -> Self {
        Self {
            analyzer: fault.analyzer.as_deref(),
            kind: fault.kind.name(),
            path: fault.path.as_deref(),
            message: &fault.message,
        }
    }
}

pub(super) fn pretty(value: &impl Serialize) -> String {
    render(value, PrettyFormatter::new())
}

pub(super) fn compact(value: &impl Serialize) -> String {
    render(value, CompactFormatter)
}

fn render(value: &impl Serialize, formatter: impl Formatter) -> String {
    let mut bytes = Vec::new();
    // Writing plain data into memory cannot fail, and the formatter passes on UTF-8 only.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut bytes, Careful(formatter)));
    bytes.push(b'\n');
    String::from_utf8(bytes).unwrap_or_default()
}

/// Another formatter's layout, with unsafe characters escaped.
struct Careful<F>(F);

impl<F: Formatter> Formatter for Careful<F> {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, text: &str) -> io::Result<()> {
        if !text.contains(is_unsafe) {
            return writer.write_all(text.as_bytes());
        }
        let mut buffer = [0; 4];
        for character in text.chars() {
            if is_unsafe(character) {
                let mut units = [0; 2];
                for unit in character.encode_utf16(&mut units) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            } else {
                writer.write_all(character.encode_utf8(&mut buffer).as_bytes())?;
            }
        }
        Ok(())
    }

    fn write_char_escape<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        self.0.write_char_escape(writer, escape)
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}
