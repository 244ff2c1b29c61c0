//! Commands that the server carries out.

pub const EXPLAIN: &str = "crossfoot.server.explain";
pub const LEDGER: &str = "crossfoot.server.ledger";
pub const ADD_TO_BASELINE: &str = "crossfoot.server.addToBaseline";
pub const RELOAD: &str = "crossfoot.server.reload";

pub const ALL: [&str; 4] = [EXPLAIN, LEDGER, ADD_TO_BASELINE, RELOAD];
