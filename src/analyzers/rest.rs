//! In an editor the same analyzer is asked again with every keystroke. One
//! that keeps failing rests until it is loaded anew.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

const PATIENCE: u32 = 3;

/// How often each analyzer of a set has failed, by its digest.
#[derive(Debug, Default)]
pub struct Rest(Mutex<BTreeMap<String, u32>>);

impl Rest {
    /// Notes a failure; true just when it is one too many, so that the user
    /// is told once.
    pub fn failed(&self, digest: &str) -> bool {
        let mut failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = failures.entry(digest.to_owned()).or_default();
        *count = count.saturating_add(1);
        *count == PATIENCE
    }

    pub fn is_resting(&self, digest: &str) -> bool {
        let failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        failures.get(digest).is_some_and(|&count| count >= PATIENCE)
    }

    /// After a reload all begin anew.
    pub fn wake(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_failures_and_the_user_hears_of_it_once() {
        let rest = Rest::default();
        let told: Vec<_> = (0..5).map(|_| rest.failed("a")).collect();
        assert_eq!(told, [false, false, true, false, false]);
        assert!(rest.is_resting("a") && !rest.is_resting("b"));
        rest.wake();
        assert!(!rest.is_resting("a"));
    }
}
