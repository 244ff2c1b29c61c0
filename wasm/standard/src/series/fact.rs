//! The kinds of facts in a note.

/// The title. Numbers: kind of document, digest of the text, flags, digest of the title's
/// numbers.
pub const HEAD: u8 = 1;
/// An id of the report. Texts: its noun. Numbers: the noun, first, last.
pub const ID: u8 = 2;
/// Numbers: days since 1970.
pub const DATE: u8 = 3;
/// A count carried forward. Texts: its name. Numbers: name, head noun, value,
/// length of the numeral, flags.
pub const STREAK: u8 = 4;
/// A total over all rounds so far. Texts: what it counts, and over what.
/// Numbers: thing, group, total, groups, own part, -1 or, where it is told in more ways than one, -2; length of the numeral.
pub const TOTAL: u8 = 5;
/// The report's own result. Texts: how it begins. Numbers: state.
pub const VERDICT: u8 = 6;
/// What may set parallel streams apart. Numbers: key, value.
pub const STREAM: u8 = 7;
/// A target. Texts: its name, as printed. Numbers: name, the value in its base
/// unit as mantissa, exponent and divisor, whether a change is announced.
pub const TARGET: u8 = 8;
/// Something said to have happened later than the report. Texts: the date as
/// printed. Numbers: days.
pub const EVENT: u8 = 9;
/// A relation of the report that fails. Numbers: entry, rule, amount, what it
/// is about, the blamed figure's value, and the counter or thing that it counts.
pub const RELATION: u8 = 10;

/// Flags of the head.
pub const RERUN: i64 = 1;
pub const RESTART: i64 = 2;
/// What the report is about was not held or does not count.
pub const PAUSED: i64 = 4;
/// The count is said to stand where it stood.
pub const STANDS: i64 = 32;
/// Words near the count that may tell why it begins anew.
pub const BEGUN: i64 = 8;
/// A failure that was called off again: "reclassified", "reinstated".
pub const TAKEN_BACK: i64 = 16;

/// A line tells that something with a number a little smaller than the report's own was
/// left out.
pub const ACCOUNTS: i64 = 64;

/// Flags of a streak. What went well: "clean rounds".
pub const GOOD: i64 = 1;
/// What is counted is what the report is about: "backups", in a report that is
/// titled "Nightly backup".
pub const TITLED: i64 = 2;
/// Days of the calendar are counted.
pub const DAYS: i64 = 4;

/// States of a result.
pub const CLEAN: i64 = 0;
pub const FAILED: i64 = 1;
pub const NOT_CLEAN: i64 = 2;
pub const UNTOLD: i64 = 3;
