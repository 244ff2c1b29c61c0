//! Which findings count, and how many are shown: the same for reports that are
//! judged here and for those that were judged elsewhere.

use std::collections::BTreeSet;

use clap::{Args, ValueEnum};

use crate::config::FailOn;
use crate::policy::Flags;

#[derive(Clone, Debug, Default, Args)]
pub struct ChoiceArgs {
    /// Use these rules only: codes, names or families (XF201, sum-mismatch, 2xx)
    #[arg(long, value_name = "RULES", value_delimiter = ',', help_heading = "Choosing")]
    select: Vec<String>,

    /// List findings of these rules as suppressed, and do not count them
    #[arg(long, value_name = "RULES", value_delimiter = ',', help_heading = "Choosing")]
    ignore: Vec<String>,

    /// From which severity on findings end in exit code 1
    #[arg(long, value_name = "SEVERITY", value_enum, help_heading = "Choosing")]
    fail_on: Option<FailFrom>,

    /// Show at most so many findings, the gravest; all are counted
    #[arg(long, value_name = "N", help_heading = "Choosing")]
    max_findings: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailFrom {
    Error,
    Warning,
    Info,
    Never,
}

impl From<FailFrom> for FailOn {
    fn from(from: FailFrom) -> Self {
        match from {
            FailFrom::Error => FailOn::Error,
            FailFrom::Warning => FailOn::Warning,
            FailFrom::Info => FailOn::Info,
            FailFrom::Never => FailOn::Never,
        }
    }
}

impl ChoiceArgs {
    /// Whether some findings may be left out for being too many.
    pub fn withholds(&self) -> bool {
        self.max_findings.is_some()
    }

    pub fn flags(&self, only: Option<BTreeSet<String>>) -> Flags {
        Flags {
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            fail_on: self.fail_on.map(FailOn::from),
            max_findings: self.max_findings,
            only,
        }
    }
}
