//! The report model: its promises for every input, its reading of our own
//! fixtures, and of real reports where they are at hand.

#[path = "report/fixtures.rs"]
mod fixtures;
#[path = "report/hold.rs"]
mod hold;
#[path = "report/hostile.rs"]
mod hostile;
#[path = "report/numbers.rs"]
mod numbers;
#[path = "report/promises.rs"]
mod promises;
#[path = "report/seeds.rs"]
mod seeds;
