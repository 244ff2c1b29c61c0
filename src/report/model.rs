//! The words in which a report is described. They mirror the contract in
//! `wasm/wit/analyzer.wit`, where each number is explained.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// A half-open range of bytes in the source of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    pub const fn contains(self, inner: Span) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// The text it covers; empty where it does not fit the text.
    pub fn of(self, source: &str) -> &str {
        source.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum NodeKind {
    Document = 0,
    Section = 1,
    Heading = 2,
    Paragraph = 3,
    Sentence = 4,
    List = 5,
    Item = 6,
    Table = 7,
    Row = 8,
    Cell = 9,
    Block = 10,
    Line = 11,
    Quote = 12,
    FrontMatter = 13,
    Comment = 14,
    Html = 15,
    Field = 16,
    Key = 17,
    Value = 18,
    Strong = 19,
    Emphasis = 20,
    Struck = 21,
    Code = 22,
    Link = 23,
    Image = 24,
    Footnote = 25,
    Break = 26,
}

impl NodeKind {
    /// What stands on lines of its own, and can be spoken of from the line before.
    pub const fn is_block(self) -> bool {
        matches!(
            self,
            NodeKind::Heading
                | NodeKind::Paragraph
                | NodeKind::List
                | NodeKind::Table
                | NodeKind::Block
                | NodeKind::Quote
                | NodeKind::Html
                | NodeKind::Footnote
        )
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    pub kind: NodeKind,
    pub parent: u32,
    pub at: Span,
    pub data: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Class {
    Count = 0,
    Measurement = 1,
    Percentage = 2,
    Money = 3,
    Multiple = 4,
    Id = 16,
    Label = 17,
    Version = 18,
    Date = 19,
    Time = 20,
    LineReference = 21,
    Shape = 22,
    Hex = 23,
    Address = 24,
    Ordinal = 25,
    ListNumber = 26,
    Code = 27,
    Link = 28,
    Year = 29,
    Phone = 30,
    TooLarge = 31,
    Other = 32,
}

impl Class {
    /// Whether numbers of this class take part in arithmetic.
    pub const fn is_quantity(self) -> bool {
        (self as u8) < 16
    }
}

/// Bits of [`Quantity::flags`].
pub mod flags {
    pub const LOW_OPEN: u8 = 1;
    pub const HIGH_OPEN: u8 = 2;
    pub const NO_LOW: u8 = 4;
    pub const NO_HIGH: u8 = 8;
    pub const HEDGED: u8 = 16;
    pub const WORD: u8 = 32;
    pub const MARKED: u8 = 64;
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Role {
    #[default]
    Alone = 0,
    Numerator = 1,
    Denominator = 2,
    RangeStart = 3,
    RangeEnd = 4,
    ValueStart = 5,
    ValueEnd = 6,
    Error = 7,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Joint {
    #[default]
    None = 0,
    Plus = 1,
    Minus = 2,
    Times = 3,
    Divide = 4,
    Equals = 5,
    Arrow = 6,
    Opens = 7,
    And = 8,
    Versus = 9,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    pub at: Span,
    pub node: u32,
    pub class: Class,
    pub mantissa: i64,
    pub low: i64,
    pub high: i64,
    pub exponent: i32,
    pub flags: u8,
    pub role: Role,
    pub mate: u32,
    pub joint: Joint,
    pub unit: u16,
    pub noun: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Dimension {
    None = 0,
    Time = 1,
    Bytes = 2,
    Frequency = 3,
    Things = 4,
    Money = 5,
    Length = 6,
    Mass = 7,
    Temperature = 8,
    Power = 9,
    Energy = 10,
    Volume = 11,
    Named = 12,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Unit {
    pub dimension: Dimension,
    pub per: Dimension,
    pub factor: u64,
    pub divisor: u64,
}

impl Unit {
    pub const NONE: Unit = Unit { dimension: Dimension::None, per: Dimension::None, factor: 1, divisor: 1 };
}

/// Something about the text that could not be read as it stands. Never a
/// reason to stop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    pub at: Span,
    pub message: String,
}

/// One document, parsed. Offsets point into `source`, which has the same
/// length as the bytes it was read from.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    pub source: Cow<'a, str>,
    pub nodes: Vec<Node>,
    pub quantities: Vec<Quantity>,
    pub units: Vec<Unit>,
    pub complaints: Vec<Complaint>,
}
