//! Everything that a folder's reports are judged with, frozen: config,
//! analyzers, policy. A change makes another one, which takes its place whole.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::analyzers::{AnalyzerSet, Loader, Project, Rest};
use crate::config::{self, Config};
use crate::disk::{self, DiskError, Stamp};
use crate::host::Analyzer;
use crate::ledger::{Detail, Fault, FaultKind, RuleInfo, Settings, own_rules};
use crate::policy::{Baseline, Flags, Place, Policy};
use crate::standard;

use super::pages;

const LONGEST_CONFIG: u64 = 1 << 20;
const LONGEST_BASELINE: u64 = 64 << 20;

pub struct Setup {
    /// Grows with each; answers carry it, so that one from an older is told apart.
    pub serial: u64,
    pub config: Config,
    pub set: Arc<AnalyzerSet>,
    pub settings: Settings,
    pub policy: Policy,
    pub rules: Vec<RuleInfo>,
    pub baseline: Option<PathBuf>,
    /// Analyzers that failed too often rest as long as this lives.
    pub rest: Rest,
    pub sources: Sources,
    /// Where each rule's explanation can be opened, by code.
    pub pages: BTreeMap<String, String>,
}

/// The files that a setup was made from, and how they looked then. Those that
/// were looked for and are not there belong to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources(Vec<(PathBuf, Option<Stamp>)>);

impl Sources {
    pub fn names(&self, path: &Path) -> bool {
        self.0.iter().any(|(source, _)| source == path)
    }

    /// Whether one of the files looks different now.
    pub fn changed(&self) -> bool {
        self.0.iter().any(|(path, then)| disk::stamp(path) != *then)
    }

    fn add(&mut self, path: &Path) {
        if !self.names(path) {
            self.0.push((path.to_owned(), disk::stamp(path)));
        }
    }
}

/// Where a setup is to be made from.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The workspace folder, or the folder of a lone report.
    pub root: PathBuf,
    /// The keys of a config, from the client's settings.
    pub client: serde_json::Map<String, serde_json::Value>,
}

impl Wish {
    /// Makes a setup of all that works, and tells what does not.
    pub fn load(&self, loader: &Loader) -> (Setup, Vec<Fault>) {
        let mut sources = Sources::default();
        let mut project = self.project(&mut sources);
        let mut faults = std::mem::take(&mut project.faults);
        let (baseline, known) = read_baseline(&project, &mut sources, &mut faults);
        let (wanted, refused) = project.wanted();
        faults.extend(refused);
        wanted.iter().for_each(|wanted| sources.add(&wanted.file));
        let (set, unloaded) = loader.load(project.standard().then_some(standard::COMPONENT), &wanted);
        if unloaded.is_empty() {
            faults.extend(project.check_settings(&set));
        }
        faults.extend(unloaded);
        let rules: Vec<RuleInfo> =
            set.analyzers.iter().flat_map(|analyzer| analyzer.manifest().rules.to_vec()).collect();
        let (mut policy, misnamed) = Policy::new(&project.config, &Flags::default(), &rules);
        faults.extend(misnamed);
        policy.place = Place { cwd: disk::shown(&self.root), root: disk::shown(&project.root) };
        policy.baseline = known;
        let settings = project.settings(Detail::Findings);
        let rules: Vec<RuleInfo> = rules.into_iter().chain(own_rules()).collect();
        let pages = pages::explanations(&rules);
        let setup = Setup {
            serial: next_serial(),
            config: project.config,
            set: Arc::new(set),
            settings,
            policy,
            rules,
            baseline,
            rest: Rest::default(),
            sources,
            pages,
        };
        (setup, faults)
    }

    /// The nearest file that speaks of crossfoot, with the client's settings
    /// under it.
    fn project(&self, sources: &mut Sources) -> Project {
        // Looked at before they are read: a change in between is seen later.
        let places = self.root.ancestors().flat_map(|folder| config::NAMES.map(|name| folder.join(name)));
        places.for_each(|file| sources.add(&file));
        let mut project = Project::above(&self.root, &self.root);
        if !self.client.is_empty() {
            let client = self.client_config(&mut project.faults);
            let keys = project.file.as_deref().map(keys_of).unwrap_or_default();
            project.config = under(std::mem::take(&mut project.config), &keys, client);
        }
        project
    }

    fn client_config(&self, faults: &mut Vec<Fault>) -> Config {
        const NAME: &str = "the editor's settings";
        if self.client.is_empty() {
            return Config::default();
        }
        match toml::to_string(&self.client) {
            Ok(text) => {
                let (config, complaints) = Config::parse(&text, NAME);
                faults.extend(complaints);
                config
            }
            Err(error) => {
                faults.push(Fault::of_input(NAME, FaultKind::BadConfig, error.to_string()));
                Config::default()
            }
        }
    }
}

impl Setup {
    /// Whether a report would be judged alike by both: then what was judged
    /// before can stay, and only what is shown of it is decided anew.
    pub fn judges_like(&self, other: &Setup) -> bool {
        let identity = |setup: &Setup| {
            let one = |analyzer: &Arc<Analyzer>| (analyzer.digest().to_owned(), *analyzer.limits());
            setup.set.analyzers.iter().map(one).collect::<Vec<_>>()
        };
        self.settings == other.settings && identity(self) == identity(other)
    }

    /// The analyzers that do not rest.
    pub fn awake(&self) -> Vec<Arc<Analyzer>> {
        self.set
            .analyzers
            .iter()
            .filter(|analyzer| !self.rest.is_resting(analyzer.digest()))
            .cloned()
            .collect()
    }

    /// Whether a report belongs to those that are to be checked; its path is
    /// as in an outcome.
    pub fn covers(&self, path: &str) -> bool {
        self.config.covers(&self.policy.place.from_root(path))
    }

    pub fn rule(&self, code: &str) -> Option<&RuleInfo> {
        self.rules.iter().find(|rule| rule.code == code)
    }
}

fn next_serial() -> u64 {
    static SERIAL: AtomicU64 = AtomicU64::new(0);
    SERIAL.fetch_add(1, Ordering::Relaxed) + 1
}

/// The keys that a config speaks of.
fn keys_of(file: &Path) -> BTreeSet<String> {
    let bytes = disk::read(file, LONGEST_CONFIG).unwrap_or_default();
    let table = String::from_utf8(bytes).ok().and_then(|text| text.parse::<toml::Table>().ok());
    let Some(table) = table else { return BTreeSet::new() };
    let own = match file.ends_with("pyproject.toml") {
        true => table.get("tool").and_then(|tool| tool.get("crossfoot")).and_then(toml::Value::as_table),
        false => Some(&table),
    };
    own.into_iter().flat_map(|own| own.keys().cloned()).collect()
}

/// The file's config, with the client's word where the file says nothing.
fn under(file: Config, keys: &BTreeSet<String>, client: Config) -> Config {
    let says = |key: &str| keys.contains(key);
    macro_rules! pick {
        ($field:ident, $key:literal) => {
            if says($key) { file.$field } else { client.$field }
        };
    }
    Config {
        include: pick!(include, "include"),
        exclude: pick!(exclude, "exclude"),
        select: pick!(select, "select"),
        ignore: pick!(ignore, "ignore"),
        severity: pick!(severity, "severity"),
        overrides: pick!(overrides, "overrides"),
        words: pick!(words, "words"),
        analyzers: pick!(analyzers, "analyzers"),
        fail_on: pick!(fail_on, "fail-on"),
        rounding: pick!(rounding, "rounding"),
        baseline: pick!(baseline, "baseline"),
        name: file.name,
    }
}

fn read_baseline(
    project: &Project,
    sources: &mut Sources,
    faults: &mut Vec<Fault>,
) -> (Option<PathBuf>, Option<Baseline>) {
    let Some(name) = &project.config.baseline else { return (None, None) };
    let file = project.root.join(name);
    sources.add(&file);
    let shown = disk::shown(&file);
    let folder = disk::shown(file.parent().unwrap_or(&project.root));
    let read = match disk::read(&file, LONGEST_BASELINE) {
        Ok(bytes) => String::from_utf8(bytes)
            .map_err(|_| Fault::of_input(shown, FaultKind::BadBaseline, "not UTF-8"))
            .and_then(|text| Baseline::parse(&text, name, &folder)),
        // Not yet written: the first finding that is added makes it.
        Err(DiskError::NotFound(_)) => Ok(Baseline { name: name.clone(), folder, ..Baseline::default() }),
        Err(error) => Err(Fault::of_input(shown, FaultKind::Unreadable, error.to_string())),
    };
    match read {
        Ok(baseline) => (Some(file), Some(baseline)),
        Err(fault) => {
            faults.push(fault);
            (Some(file), None)
        }
    }
}
