//! Which reports are judged, and which of them are shown.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;

use super::since;
use crate::analyzers::Project;
use crate::cli::judge::fault;
use crate::disk::{self, Choice, DiskError};
use crate::ledger::Fault;
use crate::policy::{Together, relative};

#[derive(Clone, Debug, Default, Args)]
pub struct PathArgs {
    /// Reports, and folders of them; `-` reads one from stdin
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The path that a report from stdin is known by
    #[arg(long, value_name = "PATH", help_heading = "Choosing")]
    stdin_filename: Option<PathBuf>,

    /// Show findings of these reports alone, judged together with all others; the config's include and exclude hold for them
    #[arg(long, value_name = "PATH", num_args = 0.., help_heading = "Choosing")]
    only: Option<Vec<PathBuf>>,

    /// Judge these as well, and show nothing of them
    #[arg(long, value_name = "PATH", num_args = 1.., help_heading = "Choosing")]
    context: Vec<PathBuf>,

    /// Show findings of the reports alone that differ from this git revision
    #[arg(long, value_name = "REV", help_heading = "Choosing")]
    since: Option<String>,

    /// Do not mind folders without reports, and empty reports
    #[arg(long)]
    pub allow_empty: bool,
}

#[derive(Debug, Default)]
pub struct Inputs {
    pub files: Vec<PathBuf>,
    /// The name of the report that comes from stdin, if one does.
    pub stdin: Option<String>,
    /// Those to be shown, if not all.
    pub only: Option<BTreeSet<String>>,
    pub together: Together,
    pub faults: Vec<Fault>,
}

impl PathArgs {
    /// All that was named, to look for a config above it.
    pub fn named(&self) -> Vec<PathBuf> {
        let stdin = self.stdin_filename.iter();
        let lists = [&self.paths, &self.context].into_iter().flatten().chain(self.only.iter().flatten());
        lists.filter(|path| !is_stdin(path)).chain(stdin).cloned().collect()
    }
}

impl PathArgs {
    /// Whether findings of some reports are left out.
    pub fn narrows(&self) -> bool {
        self.only.is_some() || self.since.is_some() || !self.context.is_empty()
    }

    pub fn refusal(&self) -> Option<&'static str> {
        let name = self.stdin_filename.as_deref()?;
        if !self.paths.iter().any(|path| is_stdin(path)) {
            return Some("--stdin-filename names a report from stdin: give `-` as its path");
        }
        let folder = name.is_dir() || name.file_name().is_none();
        folder.then_some("--stdin-filename is a folder; give the name that the report would have in it")
    }

    /// The same paths whatever changed in them: no need to ask git again.
    pub fn without_since(&self) -> PathArgs {
        PathArgs { since: None, ..self.clone() }
    }
}

impl Inputs {
    pub fn gather(args: &PathArgs, project: &Project) -> Inputs {
        let mut inputs = Inputs::default();
        let nothing_named = args.paths.is_empty() && args.only.is_none() && args.context.is_empty();
        let paths = if nothing_named { vec![PathBuf::from(".")] } else { args.paths.clone() };
        let (stdin, paths): (Vec<PathBuf>, Vec<PathBuf>) = paths.into_iter().partition(|path| is_stdin(path));
        let given = paths.iter().chain(args.only.iter().flatten()).chain(&args.context);
        inputs.together =
            Together::Under(given.filter(|path| path.is_dir()).map(|path| disk::shown(path)).collect());
        let mut finder = Finder { project, allow_empty: args.allow_empty, inputs: &mut inputs };
        let named = finder.find(&paths, false);
        let chosen = finder.find(args.only.as_deref().unwrap_or(&[]), true);
        let context = finder.find(&args.context, true);
        if args.only.is_some() || !args.context.is_empty() {
            let shown = if args.only.is_some() { &chosen } else { &named };
            inputs.only = Some(shown.iter().map(|file| disk::shown(file)).collect());
        }
        let ways = paths.len() + args.only.iter().flatten().count() + args.context.len();
        let all: Vec<PathBuf> = named.into_iter().chain(chosen).chain(context).collect();
        // A file may have been reached on several ways; telling costs a look at each.
        inputs.files = if ways > 1 { disk::find(&all, &Choice::default()).files } else { all };
        if !stdin.is_empty() {
            inputs.take_stdin(args.stdin_filename.as_deref());
        }
        if let Some(revision) = &args.since {
            inputs.narrow_to_changed(revision);
        }
        inputs
    }

    /// The text from stdin stands for the file of its name.
    fn take_stdin(&mut self, name: Option<&Path>) {
        let name = name.map_or_else(|| "<stdin>".to_owned(), disk::shown);
        self.files.retain(|file| disk::shown(file) != name);
        if let Some(only) = &mut self.only {
            only.insert(name.clone());
        }
        self.stdin = Some(name);
    }

    fn narrow_to_changed(&mut self, revision: &str) {
        match since::changed(revision) {
            Err(fault) => self.faults.push(fault),
            Ok((cwd, changed)) => {
                let paths = self.files.iter().map(|file| disk::shown(file)).chain(self.stdin.clone());
                let changed: BTreeSet<String> =
                    paths.filter(|path| changed.contains(&relative(&cwd, &cwd, path))).collect();
                self.only = Some(match self.only.take() {
                    Some(only) => only.intersection(&changed).cloned().collect(),
                    None => changed,
                });
            }
        }
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

struct Finder<'a> {
    project: &'a Project,
    allow_empty: bool,
    inputs: &'a mut Inputs,
}

impl Finder<'_> {
    /// The reports under some paths. A file named outright is taken as it is,
    /// unless a tool that knows nothing of our config has named it.
    fn find(&mut self, paths: &[PathBuf], even_files: bool) -> Vec<PathBuf> {
        let config = &self.project.config;
        // An `include` may name other endings than those of Markdown.
        let include = if config.include.is_empty() { Vec::new() } else { vec!["**".to_owned()] };
        let choice = Choice { include, ..Choice::default() };
        let (cwd, root) = (cwd(), disk::shown(&self.project.root));
        let all = config.include.is_empty() && config.exclude.is_empty();
        let covered = |file: &PathBuf| all || config.covers(&relative(&cwd, &root, &disk::shown(file)));
        let mut files = Vec::new();
        for path in paths {
            let folder = path.is_dir();
            let found = disk::find(std::slice::from_ref(path), &choice);
            let before = found.files.len();
            let kept: Vec<PathBuf> =
                found.files.into_iter().filter(|file| (!folder && !even_files) || covered(file)).collect();
            let emptied = folder && before > 0 && kept.is_empty();
            let empty = emptied.then(|| DiskError::NoReports(disk::shown(path)));
            let problems = found.problems.into_iter().chain(empty);
            let minded = problems.filter(|one| !(self.allow_empty && matches!(one, DiskError::NoReports(_))));
            self.inputs.faults.extend(minded.map(|problem| fault(&problem)));
            files.extend(kept);
        }
        files
    }
}

fn cwd() -> String {
    std::env::current_dir().map(|cwd| disk::shown(&cwd)).unwrap_or_default()
}
