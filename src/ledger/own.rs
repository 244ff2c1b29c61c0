//! Findings that crossfoot makes itself, about the comments that speak to it.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::{RuleInfo, Severity};

/// Our own rules, told apart from an analyzer's by their codes XF0xx.
pub const WITHOUT_REASON: (&str, &str) = ("XF001", "suppression-without-reason");
pub const UNUSED: (&str, &str) = ("XF002", "suppression-unused");
pub const MALFORMED: (&str, &str) = ("XF003", "suppression-malformed");

pub fn own_rules() -> Vec<RuleInfo> {
    let rule = |(code, name): (&str, &str), explanation: &str| RuleInfo {
        code: code.into(),
        name: name.into(),
        severity: Severity::Warning,
        explanation: explanation.trim().into(),
    };
    vec![
        rule(WITHOUT_REASON, include_str!("own/suppression-without-reason.md")),
        rule(UNUSED, include_str!("own/suppression-unused.md")),
        rule(MALFORMED, include_str!("own/suppression-malformed.md")),
    ]
}

/// What a finding is known by: its rule and its claim, never its place.
pub fn fingerprint(code: &str, claim: &str) -> String {
    let digest = Sha256::new().chain_update(code).chain_update([0]).chain_update(claim).finalize();
    digest.iter().take(16).fold(String::with_capacity(32), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
