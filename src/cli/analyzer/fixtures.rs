//! Reports that lie beside an analyzer, and what it is expected to say.

use std::path::{Path, PathBuf};

use crate::check::LONGEST_REPORT;
use crate::disk::{self, Choice, DiskError};
use crate::ledger::Outcome;

use super::opened::severity;

/// One report, or a folder of reports that are read as a series.
pub struct Fixture {
    /// As the user sees it.
    pub name: String,
    pub reports: Vec<(String, Vec<u8>)>,
    pub expected: PathBuf,
}

/// The fixtures of an analyzer: each report right in `fixtures/`, and each
/// folder in it.
pub fn all(folder: &Path) -> Result<Vec<Fixture>, String> {
    let root = folder.join("fixtures");
    if !root.is_dir() {
        return Ok(Vec::new());
    }
    let found = disk::find(std::slice::from_ref(&root), &Choice::default());
    if let Some(problem) = found.problems.iter().find(|problem| !matches!(problem, DiskError::NoReports(_))) {
        return Err(problem.to_string());
    }
    let mut fixtures: Vec<Fixture> = Vec::new();
    for file in found.files {
        let bytes = disk::read(&file, LONGEST_REPORT).map_err(|error| error.to_string())?;
        let inside = file.strip_prefix(&root).unwrap_or(&file);
        let first = inside.iter().next().map(PathBuf::from).unwrap_or_default();
        let (name, path) = (disk::shown(&root.join(&first)), disk::shown(inside));
        match fixtures.last_mut().filter(|last| last.name == name) {
            Some(series) => series.reports.push((path, bytes)),
            None => {
                let expected = root.join(format!("{}.expected", first.display()));
                fixtures.push(Fixture { name, reports: vec![(path, bytes)], expected });
            }
        }
    }
    Ok(fixtures)
}

/// What an analyzer said, in lines that are worth keeping: places, words and
/// counts, and nothing of the machine.
pub fn rendered(outcome: &Outcome) -> String {
    let mut text = String::new();
    for finding in &outcome.findings {
        let (start, level) = (finding.range.start, severity(finding.severity));
        text.push_str(&format!(
            "{}:{}:{} {level} {} {}\n",
            finding.path, start.line, start.column, finding.code, finding.message
        ));
        finding.derivation.iter().for_each(|step| text.push_str(&format!("    {step}\n")));
        for related in &finding.related {
            let start = related.range.start;
            text.push_str(&format!(
                "    {}:{}:{} {}\n",
                related.path, start.line, start.column, related.message
            ));
        }
        for heir in &finding.inherited {
            text.push_str(&format!("    inherited by {}:{}\n", heir.path, heir.range.start.line));
        }
    }
    let tally = outcome.relations;
    text.push_str(&format!(
        "{} hold, {} contradicted, {} undecided\n",
        tally.holds, tally.contradicted, tally.undecided
    ));
    text
}
