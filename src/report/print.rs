//! A report as a person can read it: the tree, and under each node its
//! numbers.

use std::fmt::Write as _;

use super::{Class, Joint, Node, NodeKind, Quantity, Report, Role, Span, Unit, flags};

/// Characters of a node's text that are shown.
const SHOWN: usize = 48;

/// An indented tree: kind, data and first words of each node, then the
/// numbers that it holds, each with class, value, interval, unit and noun.
pub fn model_text(report: &Report<'_>) -> String {
    let mut text = String::new();
    let mut depths: Vec<usize> = Vec::with_capacity(report.nodes.len());
    let mut by_node: Vec<u32> = (0..report.quantities.len() as u32).collect();
    by_node.sort_by_key(|&index| {
        (report.quantities.get(index as usize).map_or(0, |quantity| quantity.node), index)
    });
    let mut next = by_node.into_iter().peekable();
    for (index, node) in report.nodes.iter().enumerate() {
        let depth =
            if index == 0 { 0 } else { depths.get(node.parent as usize).map_or(0, |depth| depth + 1) };
        depths.push(depth);
        node_line(&mut text, report, node, depth);
        while let Some(quantity) = next.next_if(|&quantity| {
            report.quantities.get(quantity as usize).is_some_and(|quantity| quantity.node as usize == index)
        }) {
            quantity_line(&mut text, report, quantity, depth + 1);
        }
    }
    for complaint in &report.complaints {
        let Span { start, end } = complaint.at;
        let _ = writeln!(text, "! {start}..{end} {}", complaint.message);
    }
    text
}

fn node_line(text: &mut String, report: &Report<'_>, node: &Node, depth: usize) {
    let _ = write!(text, "{:1$}{2:?}", "", depth * 2, node.kind);
    if node.data != 0 || matches!(node.kind, NodeKind::Row | NodeKind::Cell) {
        let _ = match node.kind {
            NodeKind::Cell => write!(text, " {}", node.data & 0xFF_FFFF),
            NodeKind::Link | NodeKind::Image => Ok(()),
            _ => write!(text, " {}", node.data),
        };
    }
    if !matches!(node.kind, NodeKind::Document | NodeKind::Section | NodeKind::List | NodeKind::Table) {
        let _ = write!(text, " {}", excerpt(node.at.of(&report.source)));
    }
    text.push('\n');
}

fn quantity_line(text: &mut String, report: &Report<'_>, index: u32, depth: usize) {
    let Some(quantity) = report.quantities.get(index as usize) else { return };
    let printed = excerpt(quantity.at.of(&report.source));
    let _ = write!(text, "{:1$}#{index} {printed} {2:?}", "", depth * 2, quantity.class);
    value(text, quantity);
    if quantity.unit != 0 {
        let unit = report.units.get(usize::from(quantity.unit)).copied().unwrap_or(Unit::NONE);
        let _ = write!(text, " [{}]", unit_text(unit));
    }
    if !quantity.noun.is_empty() {
        let _ = write!(text, " of {}", excerpt(quantity.noun.of(&report.source)));
    }
    if quantity.role != Role::Alone || quantity.mate != 0 {
        let _ = write!(text, " {:?} with #{}", quantity.role, quantity.mate);
    }
    if quantity.joint != Joint::None {
        let _ = write!(text, " then {:?}", quantity.joint);
    }
    text.push('\n');
}

fn value(text: &mut String, quantity: &Quantity) {
    let decimal = |mantissa: i64| decimal(mantissa, quantity.exponent);
    if quantity.class == Class::TooLarge {
        return;
    }
    let _ = write!(text, " {}", decimal(quantity.mantissa));
    let has = |flag: u8| quantity.flags & flag != 0;
    if quantity.low != quantity.mantissa
        || quantity.high != quantity.mantissa
        || has(flags::NO_LOW | flags::NO_HIGH)
    {
        let low = if has(flags::NO_LOW) { "-∞".to_owned() } else { decimal(quantity.low) };
        let high = if has(flags::NO_HIGH) { "∞".to_owned() } else { decimal(quantity.high) };
        let open = if has(flags::LOW_OPEN | flags::NO_LOW) { '(' } else { '[' };
        let close = if has(flags::HIGH_OPEN | flags::NO_HIGH) { ')' } else { ']' };
        let _ = write!(text, " {open}{low}, {high}{close}");
    }
    for (flag, name) in [(flags::HEDGED, "hedged"), (flags::WORD, "word"), (flags::MARKED, "marked")] {
        if has(flag) {
            let _ = write!(text, " {name}");
        }
    }
}

fn unit_text(unit: Unit) -> String {
    let mut text = format!("{:?}", unit.dimension);
    if unit.per != super::Dimension::None {
        let _ = write!(text, "/{:?}", unit.per);
    }
    if unit.factor != 1 {
        let _ = write!(text, " ×{}", unit.factor);
    }
    if unit.divisor != 1 {
        let _ = write!(text, " ÷{}", unit.divisor);
    }
    text.to_lowercase()
}

/// `mantissa × 10^exponent`, without rounding.
fn decimal(mantissa: i64, exponent: i32) -> String {
    let digits = mantissa.unsigned_abs().to_string();
    let sign = if mantissa < 0 { "-" } else { "" };
    if exponent == 0 {
        return format!("{sign}{digits}");
    }
    if (1..=12).contains(&exponent) {
        return format!("{sign}{digits}{}", "0".repeat(exponent as usize));
    }
    let places = exponent.unsigned_abs() as usize;
    if exponent > 0 || places > 18 {
        return format!("{sign}{digits}e{exponent}");
    }
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, part) = padded.split_at(padded.len() - places);
    format!("{sign}{whole}.{part}")
}

fn excerpt(text: &str) -> String {
    let mut shown: String = text.chars().take(SHOWN).flat_map(char::escape_debug).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    format!("“{}”", shown.replace("\\'", "'").replace("\\\"", "\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        assert_eq!(decimal(338, -2), "3.38");
        assert_eq!(decimal(-5, -3), "-0.005");
        assert_eq!(decimal(12, 2), "1200");
        assert_eq!(decimal(0, 0), "0");
    }
}
