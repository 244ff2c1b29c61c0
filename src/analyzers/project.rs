//! What is configured for a place: its config, found upwards, and the
//! analyzers that the config names. Every face begins here.

use std::path::{Path, PathBuf};

use super::{AnalyzerSet, Wanted};
use crate::config::{AnalyzerConfig, Config, LimitsConfig, NAMES, nearest};
use crate::disk::{self, DiskError};
use crate::host::Limits;
use crate::ledger::{Detail, Fault, FaultKind, Settings, Value};

/// A config is written by hand; one larger than this is something else.
const LONGEST_CONFIG: u64 = 1 << 20;

/// A config and the folder that its paths start from.
#[derive(Clone, Debug, Default)]
pub struct Project {
    pub config: Config,
    /// The config's file; none where the defaults hold.
    pub file: Option<PathBuf>,
    /// Absolute.
    pub root: PathBuf,
    pub faults: Vec<Fault>,
}

impl Project {
    /// Looks upwards from a folder, which must be absolute as `cwd` is. Without
    /// a config `cwd` is the root. Files are named as seen from `cwd`, so that
    /// nothing of the machine gets into an output.
    pub fn above(folder: &Path, cwd: &Path) -> Project {
        for folder in folder.ancestors() {
            for name in NAMES {
                if let Some(project) = Project::read(&folder.join(name), cwd, false) {
                    return project;
                }
            }
        }
        Project { root: cwd.to_owned(), ..Project::default() }
    }

    /// The config that the user named outright.
    pub fn at(file: &Path, cwd: &Path) -> Project {
        let file = cwd.join(file);
        Project::read(&file, cwd, true)
            .unwrap_or_else(|| Project::refused(&file, cwd, "has no table [tool.crossfoot]"))
    }

    /// Nothing where the file does not speak of crossfoot, or is not there.
    fn read(file: &Path, cwd: &Path, must_exist: bool) -> Option<Project> {
        let bytes = match disk::read(file, LONGEST_CONFIG) {
            Ok(bytes) => bytes,
            Err(DiskError::NotFound(_)) if !must_exist => return None,
            Err(error) => {
                let message = error.to_string();
                let message = message.strip_prefix(&format!("{}: ", error.path())).unwrap_or(&message);
                return Some(Project::refused(file, cwd, message));
            }
        };
        let Ok(text) = String::from_utf8(bytes) else {
            return Some(Project::refused(file, cwd, "not UTF-8"));
        };
        match Config::find(&text, &seen_from(cwd, file)) {
            Ok(None) => None,
            Ok(Some((config, faults))) => Some(Project { faults, ..Project::in_folder_of(file, config) }),
            Err(fault) => {
                Some(Project { faults: vec![fault], ..Project::in_folder_of(file, Config::default()) })
            }
        }
    }

    fn refused(file: &Path, cwd: &Path, message: &str) -> Project {
        let faults = vec![Fault::of_input(seen_from(cwd, file), FaultKind::BadConfig, message)];
        Project { faults, ..Project::in_folder_of(file, Config::default()) }
    }

    fn in_folder_of(file: &Path, config: Config) -> Project {
        let root = file.parent().unwrap_or(Path::new("")).to_owned();
        Project { config, file: Some(file.to_owned()), root, faults: Vec::new() }
    }

    /// Whether the standard pack runs.
    pub fn standard(&self) -> bool {
        self.config.analyzers.get("standard").is_none_or(|standard| standard.enabled)
    }

    /// The analyzers that the config names, and what is wrong with their tables.
    pub fn wanted(&self) -> (Vec<Wanted>, Vec<Fault>) {
        let mut wanted = Vec::new();
        let mut faults = Vec::new();
        for (name, given) in self.config.analyzers.iter().filter(|(_, given)| given.enabled) {
            match self.one(name, given) {
                Ok(one) => wanted.extend(one),
                Err(message) => faults.push(Fault {
                    analyzer: Some(name.clone()),
                    ..Fault::of_input(&self.config.name, FaultKind::BadConfig, message)
                }),
            }
        }
        (wanted, faults)
    }

    fn one(&self, name: &str, given: &AnalyzerConfig) -> Result<Option<Wanted>, &'static str> {
        if name == "standard" {
            let plain =
                given.file.is_none() && given.sha256.is_none() && given.limits == LimitsConfig::default();
            return if plain {
                Ok(None)
            } else {
                Err("the standard pack takes `enabled` and `settings` only")
            };
        }
        let file = given.file.as_ref().ok_or("needs a `file`")?;
        let pin = given.sha256.clone();
        let pin = pin.ok_or("needs its `sha256`; `crossfoot analyzer add FILE` writes it")?;
        let limits = limits(&given.limits);
        Ok(Some(Wanted { file: self.root.join(file), pin: Some(pin), limits, name: Some(name.to_owned()) }))
    }

    /// What the analyzers are told.
    pub fn settings(&self, detail: Detail) -> Settings {
        Settings {
            detail,
            rounding: self.config.rounding,
            words: self.config.words.clone(),
            values: self.config.values(),
        }
    }

    /// Settings that no analyzer of the set declares, or of another type than
    /// it declares. Silence would be taken for consent.
    pub fn check_settings(&self, set: &AnalyzerSet) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (name, given) in self.config.analyzers.iter().filter(|(_, given)| given.enabled) {
            let Some(line) = given.settings.first().map(|setting| setting.line) else { continue };
            let mut complain = |line: usize, message: String| {
                let message = format!("line {line}: {message}");
                faults.push(Fault::of_input(&self.config.name, FaultKind::BadConfig, message));
            };
            let manifests = || set.analyzers.iter().map(|analyzer| analyzer.manifest());
            let Some(manifest) = manifests().find(|manifest| manifest.name == *name) else {
                let hint = nearest(name, manifests().map(|manifest| manifest.name.as_str()));
                let hint = hint.map(|right| format!("; did you mean `{right}`?")).unwrap_or_default();
                complain(line, format!("settings for `{name}`, which no loaded analyzer calls itself{hint}"));
                continue;
            };
            for setting in &given.settings {
                let declared = manifest.settings.iter().find(|declared| declared.name == setting.name);
                match declared {
                    None => {
                        let names = manifest.settings.iter().map(|declared| declared.name.as_str());
                        let hint = nearest(&setting.name, names);
                        let hint = hint.map(|right| format!("; did you mean `{right}`?")).unwrap_or_default();
                        complain(
                            setting.line,
                            format!("`{name}` declares no setting `{}`{hint}", setting.name),
                        );
                    }
                    Some(declared) if kind(&declared.default) != kind(&setting.value) => {
                        let (wants, found) = (kind(&declared.default), kind(&setting.value));
                        complain(setting.line, format!("`{}` must be {wants}, found {found}", setting.name));
                    }
                    Some(_) => {}
                }
            }
        }
        faults
    }
}

fn seen_from(cwd: &Path, file: &Path) -> String {
    for (up, folder) in cwd.ancestors().enumerate() {
        // Only a drive letter is shared: the path is better told whole.
        if let Ok(rest) = file.strip_prefix(folder)
            && folder.parent().is_some()
        {
            return format!("{}{}", "../".repeat(up), disk::shown(rest));
        }
    }
    disk::shown(file)
}

const fn kind(value: &Value) -> &'static str {
    match value {
        Value::Flag(_) => "true or false",
        Value::Number(_) => "a whole number",
        Value::Text(_) => "a text",
        Value::Texts(_) => "a list of texts",
    }
}

/// The limits of an analyzer: those given, and the usual ones beside them.
pub fn limits(given: &LimitsConfig) -> Limits {
    let usual = Limits::default();
    let mib = |given: Option<u32>, usual| given.map_or(usual, |given| u64::from(given) << 20);
    let kib = |given: Option<u32>, usual| given.map_or(usual, |given| u64::from(given) << 10);
    let plain = |given: Option<u32>, usual| given.map_or(usual, u64::from);
    Limits {
        component_bytes: mib(given.component_mib, usual.component_bytes),
        screen_product: given.screen_product.unwrap_or(usual.screen_product),
        memory_bytes: mib(given.memory_mib, usual.memory_bytes),
        table_elements: plain(given.table_elements, usual.table_elements),
        fuel_per_report: given.fuel.unwrap_or(usual.fuel_per_report),
        fuel_per_note: given.fuel_per_note.unwrap_or(usual.fuel_per_note),
        findings: plain(given.findings, usual.findings),
        output_bytes: kib(given.output_kib, usual.output_bytes),
        note_bytes: kib(given.note_kib, usual.note_bytes),
        ..usual
    }
}
