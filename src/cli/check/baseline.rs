//! Reading, writing and pruning the file of known findings.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Run;
use crate::analyzers::Project;
use crate::cli::judge::fault;
use crate::cli::{Verdict, say};
use crate::disk::{self, DiskError};
use crate::ledger::Outcome;
use crate::policy::{Baseline, Known};

/// Where findings are written to when nobody says otherwise.
const USUAL: &str = "crossfoot-baseline.json";
/// Some hundred thousand findings.
const LONGEST_BASELINE: u64 = 256 << 20;

#[derive(Clone, Debug, Default, Args)]
pub struct BaselineArgs {
    /// A file of known findings, which are not counted
    #[arg(long, value_name = "FILE", help_heading = "Known findings")]
    baseline: Option<PathBuf>,

    /// Write all that is found now as known, to the baseline or to this file
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, help_heading = "Known findings")]
    write_baseline: Option<Option<PathBuf>>,

    /// Take entries that no longer occur out of the baseline
    #[arg(long, help_heading = "Known findings")]
    prune_baseline: bool,
}

impl BaselineArgs {
    pub fn refusal(&self, partial: bool) -> Option<&'static str> {
        (partial && self.write_baseline.is_some()).then_some(
            "a baseline is written from all findings: leave out --since, --only, --context and --max-findings",
        )
    }

    /// The file that holds now: the argument's, else the config's.
    pub fn file(&self, project: &Project) -> Option<PathBuf> {
        let configured = || project.config.baseline.as_ref().map(|file| project.root.join(file));
        self.baseline.clone().or_else(configured)
    }

    pub(super) fn read(&self, project: &Project, cwd: &Path) -> Result<Option<Baseline>, Verdict> {
        let Some(file) = self.file(project) else { return Ok(None) };
        let bytes = match disk::read(&file, LONGEST_BASELINE) {
            Ok(bytes) => bytes,
            // It is about to be written for the first time.
            Err(DiskError::NotFound(_)) if self.write_baseline.is_some() => return Ok(None),
            Err(error) => {
                say::fault(&fault(&error));
                return Err(Verdict::Fault);
            }
        };
        let name = shown_from(cwd, &file);
        let baseline = Baseline::parse(&String::from_utf8_lossy(&bytes), &name, &folder_of(cwd, &file));
        baseline.map(Some).map_err(|fault| {
            say::fault(&fault);
            Verdict::Fault
        })
    }

    fn target(&self, project: &Project) -> Option<PathBuf> {
        let given = self.write_baseline.as_ref()?;
        let usual = || self.file(project).unwrap_or_else(|| project.root.join(USUAL));
        Some(given.clone().unwrap_or_else(usual))
    }
}

impl Run<'_> {
    /// Writes or prunes what was asked for, and tells of entries that no
    /// longer occur. Whether the findings have thereby been dealt with.
    pub(super) fn save_baseline(&self, outcome: &Outcome, stale: &[Known]) -> Result<bool, Verdict> {
        let args = &self.args.baseline;
        if let Some(file) = args.target(&self.opened.project) {
            return self.write(&file, outcome).map(|()| true);
        }
        let Some(baseline) = &self.policy.baseline else {
            if args.prune_baseline {
                say::complaint("there is no baseline to prune; name it with --baseline or in the config");
                return Err(Verdict::Fault);
            }
            return Ok(false);
        };
        if stale.is_empty() {
            return Ok(false);
        }
        let number = stale.len();
        if !args.prune_baseline {
            let said = if number == 1 {
                "1 known finding no longer occurs; --prune-baseline takes it out".to_owned()
            } else {
                format!("{number} known findings no longer occur; --prune-baseline takes them out")
            };
            say::complaint(&format!("{}: {said}", baseline.name));
            return Ok(false);
        }
        if let Some(file) = args.file(&self.opened.project) {
            save(&file, &baseline.without(stale))?;
            say::complaint(&format!("{}: {number} taken out", baseline.name));
        }
        Ok(false)
    }

    /// What is not seen cannot be known: nothing is written when something
    /// could not be checked.
    fn write(&self, file: &Path, outcome: &Outcome) -> Result<(), Verdict> {
        if !outcome.faults.is_empty() {
            outcome.faults.iter().for_each(say::fault);
            say::complaint("no baseline is written, for not everything could be checked");
            return Err(Verdict::Fault);
        }
        let cwd = crate::cli::load::cwd()?;
        let name = shown_from(&cwd, file);
        let folder = folder_of(&cwd, file);
        let mut baseline = Baseline::of(outcome, &self.policy.place, &name, &folder);
        let found = baseline.known.len();
        // What is known of reports that were not looked at stays known.
        let before = self.policy.baseline.as_ref().filter(|before| before.name == name);
        let unseen = before.map(|before| before.unseen(outcome, &self.policy, &|path| self.is_gone(path)));
        baseline.known.extend(unseen.into_iter().flatten());
        save(file, &baseline)?;
        let kept = baseline.known.len() - found;
        let kept = if kept > 0 { format!("; {kept} of reports not checked are kept") } else { String::new() };
        say::complaint(&format!("{name}: {}{kept}", count(outcome, found)));
        Ok(())
    }

    /// Whether a report that the baseline names does not exist any more.
    pub(super) fn is_gone(&self, path: &str) -> bool {
        let folder = self.policy.baseline.as_ref().map_or("", |baseline| baseline.folder.as_str());
        !Path::new(folder).join(path).exists()
    }
}

/// `8 known findings`, and how many only carry one of them on.
fn count(outcome: &Outcome, known: usize) -> String {
    let roots = outcome.findings.iter().filter(|finding| Baseline::covers(finding));
    let heirs = roots.flat_map(|finding| &finding.inherited).filter(|heir| !heir.own.is_empty()).count();
    let plural = if known == 1 { "" } else { "s" };
    let inherited = if heirs > 0 { format!(", {heirs} of them inherited") } else { String::new() };
    format!("{known} known finding{plural}{inherited}")
}

fn save(file: &Path, baseline: &Baseline) -> Result<(), Verdict> {
    disk::write_whole(file, baseline.render().as_bytes()).map_err(|error| {
        say::fault(&fault(&error));
        Verdict::Fault
    })
}

fn folder_of(cwd: &Path, file: &Path) -> String {
    let whole = cwd.join(file);
    disk::shown(whole.parent().unwrap_or(cwd))
}

fn shown_from(cwd: &Path, file: &Path) -> String {
    let cwd = disk::shown(cwd);
    crate::policy::relative(&cwd, &cwd, &disk::shown(file))
}
