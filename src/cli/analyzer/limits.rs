//! `--limit KEY=NUMBER`: limits by the names that they have in the config.

use clap::Args;

use crate::config::{Config, LimitsConfig};

#[derive(Clone, Debug, Default, Args)]
pub struct LimitArgs {
    /// Raise or lower a limit, by its name in the config: fuel=2000000000, memory-mib=128
    #[arg(long = "limit", value_name = "KEY=NUMBER")]
    limits: Vec<String>,
}

impl LimitArgs {
    /// As the config would read them; the complaints are the config's too.
    pub fn read(&self) -> Result<LimitsConfig, String> {
        if self.limits.is_empty() {
            return Ok(LimitsConfig::default());
        }
        let text = format!("[analyzers.given.limits]\n{}\n", self.limits.join("\n"));
        let (config, faults) = Config::parse(&text, "--limit");
        if let Some(fault) = faults.first() {
            let message = fault.message.split_once(": ").map_or(&*fault.message, |(_, message)| message);
            return Err(format!("--limit: {}", message.replace(" in `analyzers.given.limits`", "")));
        }
        Ok(config.analyzers.get("given").map(|given| given.limits).unwrap_or_default())
    }

    /// As a table of the config, to be written into one.
    pub fn table(&self) -> Option<String> {
        (!self.limits.is_empty()).then(|| format!("{{ {} }}", self.limits.join(", ").replace('=', " = ")))
    }

    pub fn is_empty(&self) -> bool {
        self.limits.is_empty()
    }
}
