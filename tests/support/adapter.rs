//! A parsed report in the kit's words, so that rules can be run natively.

use super::report;
use crossfoot_kit::bindings;

pub fn convert(parsed: &report::Report<'_>) -> bindings::Report {
    bindings::Report {
        source: parsed.source.to_string(),
        nodes: parsed.nodes.iter().map(node).collect(),
        quantities: parsed.quantities.iter().map(quantity).collect(),
        units: parsed.units.iter().map(unit).collect(),
    }
}

fn span(span: report::Span) -> bindings::Span {
    bindings::Span { start: span.start, end: span.end }
}

fn node(node: &report::Node) -> bindings::Node {
    bindings::Node { kind: node.kind as u8, parent: node.parent, at: span(node.at), data: node.data }
}

fn quantity(quantity: &report::Quantity) -> bindings::Quantity {
    bindings::Quantity {
        at: span(quantity.at),
        node: quantity.node,
        class: quantity.class as u8,
        mantissa: quantity.mantissa,
        low: quantity.low,
        high: quantity.high,
        exponent: quantity.exponent,
        flags: quantity.flags,
        role: quantity.role as u8,
        mate: quantity.mate,
        joint: quantity.joint as u8,
        unit: quantity.unit,
        noun: span(quantity.noun),
    }
}

fn unit(unit: &report::Unit) -> bindings::Unit {
    bindings::Unit {
        dimension: unit.dimension as u8,
        per: unit.per as u8,
        factor: unit.factor,
        divisor: unit.divisor,
    }
}
