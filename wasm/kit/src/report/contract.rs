//! The numbers by which the contract names what it speaks of.

/// What a node is; the numbers are the contract's. A kind that is not listed
/// here comes from a later version and is "something else".
///
/// ```
/// use crossfoot_kit::{report::kind, sample};
/// let report = sample::report();
/// assert_eq!(report.of_kind(kind::TABLE).count(), 2);
/// ```
pub mod kind {
    /// The whole; node 0.
    pub const DOCUMENT: u8 = 0;
    /// A heading and all below it; its data is the level.
    pub const SECTION: u8 = 1;
    /// The first child of its section.
    pub const HEADING: u8 = 2;
    /// A paragraph.
    pub const PARAGRAPH: u8 = 3;
    /// A sentence of a paragraph, an item or a quote.
    pub const SENTENCE: u8 = 4;
    /// A list; its data is 1 if it is numbered.
    pub const LIST: u8 = 5;
    /// An item of a list; its data is 1 for an open task, 2 for a ticked one.
    pub const ITEM: u8 = 6;
    /// A table; its data is the node that introduces it.
    pub const TABLE: u8 = 7;
    /// A row; its data is 0 for the header.
    pub const ROW: u8 = 8;
    /// A cell; the low 24 bits of its data are its column.
    pub const CELL: u8 = 9;
    /// A fenced or indented block; its data is 1 for program source.
    pub const BLOCK: u8 = 10;
    /// A line of a block that is output.
    pub const LINE: u8 = 11;
    /// A block quote.
    pub const QUOTE: u8 = 12;
    /// What stands above a report for machines.
    pub const FRONT_MATTER: u8 = 13;
    /// A comment of HTML.
    pub const COMMENT: u8 = 14;
    /// Other HTML.
    pub const HTML: u8 = 15;
    /// `Key: value`, in any dress.
    pub const FIELD: u8 = 16;
    /// The key of a field.
    pub const KEY: u8 = 17;
    /// The value of a field.
    pub const VALUE: u8 = 18;
    /// Bold text.
    pub const STRONG: u8 = 19;
    /// Slanted text.
    pub const EMPHASIS: u8 = 20;
    /// Text that is struck out.
    pub const STRUCK: u8 = 21;
    /// Code within a line.
    pub const CODE: u8 = 22;
    /// A link; its data says where its text ends.
    pub const LINK: u8 = 23;
    /// An image; its data says where its text ends.
    pub const IMAGE: u8 = 24;
    /// What a footnote says.
    pub const FOOTNOTE: u8 = 25;
    /// A line across the page.
    pub const BREAK: u8 = 26;
}

/// What a number is. Those below [`class::ID`] take part in arithmetic.
///
/// ```
/// use crossfoot_kit::{report::class, sample};
/// let report = sample::report();
/// let class = |words| report.quantity(sample::number(words)).unwrap().class;
/// assert_eq!(class("36 readings"), class::COUNT);
/// assert_eq!(class("90 s"), class::MEASUREMENT);
/// assert_eq!(class("75%"), class::PERCENTAGE);
/// ```
pub mod class {
    /// A whole number without a unit of measure.
    pub const COUNT: u8 = 0;
    /// Decimals, a unit of measure, or a suffix that scales.
    pub const MEASUREMENT: u8 = 1;
    /// In percent.
    pub const PERCENTAGE: u8 = 2;
    /// An amount of money.
    pub const MONEY: u8 = 3;
    /// `1.60x`, `8×`.
    pub const MULTIPLE: u8 = 4;
    /// `N=2498`, `Round 269`, `#12`; the first that takes no part in arithmetic.
    pub const ID: u8 = 16;
    /// `A.001`, `P0`.
    pub const LABEL: u8 = 17;
    /// A version.
    pub const VERSION: u8 = 18;
    /// A date; the mantissa counts days from 1970-01-01.
    pub const DATE: u8 = 19;
    /// A time of day; the mantissa counts seconds from midnight.
    pub const TIME: u8 = 20;
    /// The number of a line.
    pub const LINE_REFERENCE: u8 = 21;
    /// `1024x1024`.
    pub const SHAPE: u8 = 22;
    /// Hexadecimal, a hash or a commit.
    pub const HEX: u8 = 23;
    /// An address.
    pub const ADDRESS: u8 = 24;
    /// `1st`, or a place in a running series: `(2/3)`.
    pub const ORDINAL: u8 = 25;
    /// The number of a list item or a heading.
    pub const LIST_NUMBER: u8 = 26;
    /// A figure inside code.
    pub const CODE: u8 = 27;
    /// A figure inside a link or a path.
    pub const LINK: u8 = 28;
    /// A year.
    pub const YEAR: u8 = 29;
    /// A phone number or the like.
    pub const PHONE: u8 = 30;
    /// Too large to hold: the mantissa means nothing.
    pub const TOO_LARGE: u8 = 31;
    /// Another figure that is no quantity.
    pub const OTHER: u8 = 32;
}

/// What a number is to its mate.
///
/// ```
/// use crossfoot_kit::{report::role, sample};
/// let report = sample::report();
/// let three = report.quantity(sample::number("3 of 4")).unwrap();
/// assert_eq!(three.role, role::NUMERATOR);
/// assert_eq!(report.printed(three.mate), "4");
/// ```
pub mod role {
    /// It has no mate.
    pub const ALONE: u8 = 0;
    /// The 3 of `3/4` and of `3 of 4`.
    pub const NUMERATOR: u8 = 1;
    /// The 4 of `3/4` and of `3 of 4`.
    pub const DENOMINATOR: u8 = 2;
    /// The first of a range of ids.
    pub const RANGE_START: u8 = 3;
    /// The last of a range of ids.
    pub const RANGE_END: u8 = 4;
    /// The lower end of a range of values; both ends carry its hull.
    pub const VALUE_START: u8 = 5;
    /// The upper end of a range of values.
    pub const VALUE_END: u8 = 6;
    /// The e of `a ± e`.
    pub const ERROR: u8 = 7;
}

/// What stands between a number and the next.
///
/// ```
/// use crossfoot_kit::{report::joint, sample};
/// let report = sample::report();
/// let wet = report.quantity(sample::number("24 wet")).unwrap();
/// assert_eq!(wet.joint, joint::PLUS);
/// ```
pub mod joint {
    /// Anything else.
    pub const NONE: u8 = 0;
    /// `+`
    pub const PLUS: u8 = 1;
    /// `-`
    pub const MINUS: u8 = 2;
    /// `×`
    pub const TIMES: u8 = 3;
    /// `÷` or `/`
    pub const DIVIDE: u8 = 4;
    /// `=`
    pub const EQUALS: u8 = 5;
    /// An arrow: before and after.
    pub const ARROW: u8 = 6;
    /// An opening parenthesis.
    pub const OPENS: u8 = 7;
    /// A comma, or "and".
    pub const AND: u8 = 8;
    /// "vs", "against".
    pub const VERSUS: u8 = 9;
}

/// Dimensions of units.
///
/// ```
/// use crossfoot_kit::{report::dimension, sample};
/// let report = sample::report();
/// assert_eq!(report.dimension(sample::number("90 s")).0, dimension::TIME);
/// ```
pub mod dimension {
    /// No unit.
    pub const NONE: u8 = 0;
    /// In seconds.
    pub const TIME: u8 = 1;
    /// In bytes.
    pub const BYTES: u8 = 2;
    /// In hertz.
    pub const FREQUENCY: u8 = 3;
    /// What the noun says: `ops`.
    pub const THINGS: u8 = 4;
    /// An amount of money.
    pub const MONEY: u8 = 5;
    /// In metres.
    pub const LENGTH: u8 = 6;
    /// In grams.
    pub const MASS: u8 = 7;
    /// A temperature, in whatever scale is printed.
    pub const TEMPERATURE: u8 = 8;
    /// In watts.
    pub const POWER: u8 = 9;
    /// In joules.
    pub const ENERGY: u8 = 10;
    /// In litres.
    pub const VOLUME: u8 = 11;
    /// A unit that is known by its name only.
    pub const NAMED: u8 = 12;
}

/// Bits of a number's flags.
///
/// ```
/// use crossfoot_kit::{report::flag, sample};
/// let report = sample::report();
/// let least = report.quantity(sample::number("≥ 11.5 l/s")).unwrap();
/// assert_ne!(least.flags & flag::NO_HIGH, 0);
/// ```
pub mod flag {
    /// The lower bound does not belong to it.
    pub const LOW_OPEN: u8 = 1;
    /// The upper bound does not belong to it.
    pub const HIGH_OPEN: u8 = 2;
    /// It has no lower bound: `< 50`.
    pub const NO_LOW: u8 = 4;
    /// It has no upper bound: `170+`.
    pub const NO_HIGH: u8 = 8;
    /// `~`, about, `±`: never enough for an error.
    pub const HEDGED: u8 = 16;
    /// It is written as a word: three.
    pub const WORD: u8 = 32;
    /// The sign of a bound or a hedge was printed.
    pub const MARKED: u8 = 64;
    /// Any that keeps a number from being exactly itself.
    pub(crate) const INEXACT: u8 = LOW_OPEN | HIGH_OPEN | NO_LOW | NO_HIGH | HEDGED;
}
