//! `crossfoot analyzer test`: the examples of each rule and the fixture
//! reports, run in the sandbox that users run; what differs, and the cost.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use super::build::build_if_stale;
use super::fences::{Example, examples};
use super::lang::Written;
use super::limits::LimitArgs;
use super::opened::{Opened, grouped, spoken};
use super::{diff, fixtures};
use crate::analyzers::{self, AnalyzerSet, Project};
use crate::check::{self, Judged};
use crate::cli::{Verdict, say};
use crate::disk;
use crate::host::{Analyzer, Cost, Limits};
use crate::ledger::{Detail, Outcome, RuleInfo, Settings};
use crate::report;

/// An expectation is text like a report.
const LONGEST_EXPECTED: u64 = 16 << 20;
/// The best of so many runs tells the time; the others tell of the machine.
const RUNS: usize = 5;

#[derive(Debug, Args)]
pub struct Test {
    /// The folder of the analyzer
    #[arg(default_value = ".")]
    folder: PathBuf,

    /// Write down what the fixtures give now as what is expected
    #[arg(long)]
    bless: bool,

    /// Test this component as it is, and build nothing
    #[arg(long, value_name = "FILE")]
    component: Option<PathBuf>,

    #[command(flatten)]
    limits: LimitArgs,
}

impl Test {
    pub fn run(self) -> Verdict {
        match self.test() {
            Ok(verdict) => verdict,
            Err(problem) => {
                say::complaint(&problem);
                Verdict::Fault
            }
        }
    }

    fn test(&self) -> Result<Verdict, String> {
        let component = match &self.component {
            Some(file) => file.clone(),
            None => build_if_stale(&self.folder)?,
        };
        let project = project(&self.folder)?;
        let opened = Opened::file(&component, self.limits(&project)?)?;
        let Ok(analyzer) = &opened.loaded else {
            let _ = say::result(opened.describe().as_bytes());
            return Ok(Verdict::Fault);
        };
        complain_of_settings(&project, analyzer)?;
        let mut bench = Bench::new(Arc::clone(analyzer), project.settings(Detail::Findings));
        bench.say(&format!("{} {}, loaded in {}\n", opened.file, opened.bytes_shown(), spoken(opened.took)));
        let rules = analyzer.manifest().rules.clone();
        rules.iter().for_each(|rule| bench.rule(rule));
        self.fixtures(&mut bench)?;
        bench.cost(&opened.limits);
        let sum = match bench.failed {
            0 => format!("\nall as it should be: {}\n", counted(bench.passed)),
            failed => format!("\n{failed} of {} not as it should be\n", counted(bench.passed + failed)),
        };
        bench.say(&sum);
        say::result(bench.text.as_bytes()).map(|()| bench.verdict()).or_else(Ok)
    }

    /// Those of the command line; else those that the config beside it gives.
    fn limits(&self, project: &Project) -> Result<Limits, String> {
        if !self.limits.is_empty() {
            return Ok(analyzers::limits(&self.limits.read()?));
        }
        let name = Written::in_folder(&self.folder).map(|written| written.name).unwrap_or_default();
        let given = project.config.analyzers.get(&name).map(|given| given.limits);
        Ok(analyzers::limits(&given.unwrap_or_default()))
    }

    fn fixtures(&self, bench: &mut Bench) -> Result<(), String> {
        let all = fixtures::all(&self.folder)?;
        if all.is_empty() {
            bench.say("\nfixtures\n  none: put reports into fixtures/, and accept what is said of them with --bless\n");
            return Ok(());
        }
        bench.say("\nfixtures\n");
        for fixture in all {
            let outcome = bench.outcome(&fixture.reports);
            let found = fixtures::rendered(&outcome);
            let faults: Vec<String> = outcome.faults.iter().map(|fault| fault.message.clone()).collect();
            if !faults.is_empty() {
                bench.fail(&format!("  {}  FAULT: {}\n", fixture.name, faults.join("; ")));
                bench.faults += 1;
                continue;
            }
            self.compare(bench, &fixture.name, &fixture.expected, &found)?;
        }
        Ok(())
    }

    fn compare(&self, bench: &mut Bench, name: &str, file: &Path, found: &str) -> Result<(), String> {
        let expected = file.exists().then(|| disk::read(file, LONGEST_EXPECTED)).transpose();
        let expected = expected.map_err(|error| error.to_string())?;
        let expected = expected.map(|bytes| String::from_utf8_lossy(&bytes).replace("\r\n", "\n"));
        match expected {
            Some(expected) if expected == found => bench.pass(&format!("  {name}  as expected\n")),
            _ if self.bless => {
                disk::write_whole(file, found.as_bytes()).map_err(|error| error.to_string())?;
                bench.pass(&format!("  {name}  written to {}\n", disk::shown(file)));
            }
            Some(expected) => {
                let lines: String =
                    diff::lines(&expected, found).lines().map(|line| format!("    {line}\n")).collect();
                bench
                    .fail(&format!("  {name}  DIFFERS from {}; --bless accepts\n{lines}", disk::shown(file)));
            }
            None => {
                let lines: String = found.lines().map(|line| format!("    + {line}\n")).collect();
                bench
                    .fail(&format!("  {name}  has no {} yet; --bless writes it\n{lines}", disk::shown(file)));
            }
        }
        Ok(())
    }
}

/// The config beside the analyzer, if there is one: its limits and settings
/// are those that the tests run with.
fn project(folder: &Path) -> Result<Project, String> {
    let cwd = std::env::current_dir().map_err(|error| format!("the folder cannot be told: {error}"))?;
    let file = folder.join("crossfoot.toml");
    let project = if file.is_file() { Project::at(&file, &cwd) } else { Project::default() };
    match project.faults.first() {
        Some(fault) => Err(told(fault)),
        None => Ok(project),
    }
}

fn told(fault: &crate::ledger::Fault) -> String {
    format!("{}: {}", fault.path.as_deref().unwrap_or_default(), fault.message)
}

fn complain_of_settings(project: &Project, analyzer: &Arc<Analyzer>) -> Result<(), String> {
    let set = AnalyzerSet { analyzers: vec![Arc::clone(analyzer)], generation: 0 };
    match project.check_settings(&set).first() {
        Some(fault) => Err(told(fault)),
        None => Ok(()),
    }
}

fn counted(checks: usize) -> String {
    if checks == 1 { "1 check".into() } else { format!("{checks} checks") }
}

/// Where the tests run, and what has come of them so far.
struct Bench {
    analyzer: Arc<Analyzer>,
    settings: Settings,
    text: String,
    passed: usize,
    failed: usize,
    faults: usize,
    dearest: Option<(String, usize, Cost)>,
}

impl Bench {
    fn new(analyzer: Arc<Analyzer>, settings: Settings) -> Bench {
        Bench { analyzer, settings, text: String::new(), passed: 0, failed: 0, faults: 0, dearest: None }
    }

    fn say(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn pass(&mut self, text: &str) {
        self.passed += 1;
        self.say(text);
    }

    fn fail(&mut self, text: &str) {
        self.failed += 1;
        self.say(text);
    }

    fn verdict(&self) -> Verdict {
        match (self.faults, self.failed) {
            (0, 0) => Verdict::Clean,
            (0, _) => Verdict::Findings,
            _ => Verdict::Fault,
        }
    }

    fn rule(&mut self, rule: &RuleInfo) {
        self.say(&format!("\n{} {}\n", rule.code, rule.name));
        let examples = examples(&rule.explanation);
        for (fires, title) in [(true, "Fires"), (false, "Stays silent")] {
            let these: Vec<&Example> = examples.iter().filter(|example| example.fires == fires).collect();
            if these.is_empty() {
                self.fail(&format!(
                    "  no example: add a `## {title}` with a ```report fence to the rule's explanation\n"
                ));
            }
            for example in these {
                self.example(rule, example);
            }
        }
    }

    fn example(&mut self, rule: &RuleInfo, example: &Example) {
        let reports: Vec<(String, Vec<u8>)> =
            example.reports.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())).collect();
        let outcome = self.outcome(&reports);
        let place = format!("line {} of the explanation", example.line);
        let found: Vec<_> = outcome.findings.iter().filter(|finding| finding.code == rule.code).collect();
        if let Some(fault) = outcome.faults.first() {
            self.faults += 1;
            return self.fail(&format!("  FAULT in {place}: {}\n", fault.message));
        }
        match (example.fires, found.first()) {
            (true, Some(first)) => self.pass(&format!("  fires         {}\n", first.message)),
            (false, None) => self.pass(&format!("  stays silent  {place}\n")),
            (true, None) => self.fail(&format!("  SILENT        {place} should fire\n")),
            (false, Some(first)) => {
                self.fail(&format!("  FIRES         {place} should stay silent, but: {}\n", first.message))
            }
        }
    }

    /// The one straight line that `check` walks, for this analyzer alone.
    fn outcome(&mut self, reports: &[(String, Vec<u8>)]) -> Outcome {
        let analyzers = [Arc::clone(&self.analyzer)];
        let judge = |(path, bytes): &(String, Vec<u8>)| Judged {
            path: path.clone(),
            judgement: Arc::new(check::judge(bytes, &analyzers, &self.settings)),
        };
        let judged: Vec<Judged> = reports.iter().map(judge).collect();
        let outcome = check::conclude(judged, &analyzers, &self.settings);
        for (path, bytes) in reports {
            self.measure(path, bytes);
        }
        outcome
    }

    fn measure(&mut self, path: &str, bytes: &[u8]) {
        let report = report::parse(bytes);
        let costs = (0..RUNS).map(|_| self.analyzer.measure(&report, &self.settings).1);
        let Some(cost) = costs.min_by_key(|cost| cost.time) else { return };
        if self.dearest.as_ref().is_none_or(|(_, _, dearest)| cost.fuel > dearest.fuel) {
            self.dearest = Some((path.to_owned(), bytes.len(), cost));
        }
    }

    fn cost(&mut self, limits: &Limits) {
        let Some((path, length, cost)) = self.dearest.clone() else { return };
        let share = |part: u64, whole: u64, of: &str| {
            let percent = 100.0 * part as f64 / whole.max(1) as f64;
            format!("{} of {}{of}, {percent:.1}%", grouped(part), grouped(whole))
        };
        self.say(&format!("\ncost of the dearest report, {path} ({} bytes)\n", grouped(length as u64)));
        self.say(&format!("  fuel    {}\n", share(cost.fuel, limits.fuel_per_report, "")));
        self.say(&format!("  memory  {}\n", share(cost.memory, limits.memory_bytes, " bytes")));
        self.say(&format!("  time    {}, on this machine\n", spoken(cost.time.max(Duration::from_nanos(1)))));
    }
}
