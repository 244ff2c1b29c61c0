//! Lists of records, written into a guest's memory in one go.
//!
//! wasmtime lowers a record field by field, and looks the memory up for each of
//! them: for the arena of a report that was a tenth of all that a run does.

use std::mem::MaybeUninit;

use wasmtime::component::__internal::{CanonicalAbiInfo, InstanceType, InterfaceType, LowerContext};
use wasmtime::component::{ComponentType, Lower};
use wasmtime::{Result, ValRaw, bail};

use super::bindings as wit;
use crate::report::{Node, Quantity, Span, Unit};

/// A record of the contract that is plain figures: any bytes are a value of it.
pub(super) trait Record: Sync {
    /// The record as the contract has it, against which types are checked.
    type Contract: ComponentType;

    /// Writes the records one behind the other, each in the layout that the
    /// canonical ABI gives it. There is room for all of them.
    fn write(records: &[Self], room: &mut [u8])
    where
        Self: Sized;
}

/// A `list<record>` on its way into a guest.
#[derive(Clone, Copy)]
pub(super) struct Records<'a, R>(pub &'a [R]);

impl<R: Record> Records<'_, R> {
    /// Bytes that cross.
    pub fn size(&self) -> usize {
        self.0.len() * R::Contract::SIZE32
    }

    /// Asks the guest for room and fills it.
    fn store<T>(&self, cx: &mut LowerContext<'_, T>) -> Result<(usize, usize)> {
        let start = cx.realloc(0, 0, R::Contract::ALIGN32, self.size())?;
        let room = cx.as_slice_mut().get_mut(start..).and_then(|rest| rest.get_mut(..self.size()));
        // Already compared with the memory's end where it was asked for.
        let Some(room) = room else { bail!("realloc return: beyond end of memory") };
        R::write(self.0, room);
        Ok((start, self.0.len()))
    }
}

// SAFETY: it says of itself what wasmtime's own lists do: two words, address and
// length, of a list whose elements have the contract's type.
#[expect(unsafe_code, reason = "wasmtime's types are told what crosses")]
unsafe impl<R: Record> ComponentType for Records<'_, R> {
    type Lower = [ValRaw; 2];

    const ABI: CanonicalAbiInfo = CanonicalAbiInfo::POINTER_PAIR;

    fn typecheck(ty: &InterfaceType, types: &InstanceType<'_>) -> Result<()> {
        <[R::Contract]>::typecheck(ty, types)
    }
}

// SAFETY: both ways initialize all of the two words; the list that they speak of
// lies inside the guest's memory, and its bytes make values whatever they are.
#[expect(unsafe_code, reason = "wasmtime's types are told what crosses")]
unsafe impl<R: Record> Lower for Records<'_, R> {
    fn linear_lower_to_flat<T>(
        &self,
        cx: &mut LowerContext<'_, T>,
        _: InterfaceType,
        to: &mut MaybeUninit<Self::Lower>,
    ) -> Result<()> {
        let (start, count) = self.store(cx)?;
        // Words of 64 bits, as wasmtime keeps addresses.
        to.write([ValRaw::i64(i64::try_from(start)?), ValRaw::i64(i64::try_from(count)?)]);
        Ok(())
    }

    fn linear_lower_to_memory<T>(
        &self,
        cx: &mut LowerContext<'_, T>,
        _: InterfaceType,
        offset: usize,
    ) -> Result<()> {
        let (start, count) = self.store(cx)?;
        *cx.get(offset) = u32::try_from(start)?.to_le_bytes();
        *cx.get(offset + 4) = u32::try_from(count)?.to_le_bytes();
        Ok(())
    }
}

/// Bytes of a record, filled from the front; what lies between fields to put the
/// next one in its place is left as it is.
struct Fields<'r> {
    room: &'r mut [u8],
    at: usize,
}

impl Fields<'_> {
    #[inline(always)]
    fn put<const N: usize>(&mut self, bytes: [u8; N]) {
        self.at = self.at.next_multiple_of(N);
        if let Some(place) = self.room.get_mut(self.at..self.at + N) {
            place.copy_from_slice(&bytes);
        }
        self.at += N;
    }

    #[inline(always)]
    fn span(&mut self, span: Span) {
        self.put(span.start.to_le_bytes());
        self.put(span.end.to_le_bytes());
    }
}

/// Writes each record into its part of the room, which is of a size known
/// beforehand: so no bounds are left to check.
#[inline(always)]
fn fill<R, const SIZE: usize>(records: &[R], room: &mut [u8], write: impl Fn(&R, &mut Fields<'_>)) {
    let (places, _) = room.as_chunks_mut::<SIZE>();
    for (record, place) in records.iter().zip(places) {
        write(record, &mut Fields { room: place, at: 0 });
    }
}

const NODE: usize = wit::Node::SIZE32;
const QUANTITY: usize = wit::Quantity::SIZE32;
const UNIT: usize = wit::Unit::SIZE32;

impl Record for Node {
    type Contract = wit::Node;

    fn write(nodes: &[Node], room: &mut [u8]) {
        fill::<_, NODE>(nodes, room, |node, to| {
            to.put([node.kind as u8]);
            to.put(node.parent.to_le_bytes());
            to.span(node.at);
            to.put(node.data.to_le_bytes());
        });
    }
}

impl Record for Quantity {
    type Contract = wit::Quantity;

    fn write(quantities: &[Quantity], room: &mut [u8]) {
        fill::<_, QUANTITY>(quantities, room, |quantity, to| {
            to.span(quantity.at);
            to.put(quantity.node.to_le_bytes());
            to.put([quantity.class as u8]);
            to.put(quantity.mantissa.to_le_bytes());
            to.put(quantity.low.to_le_bytes());
            to.put(quantity.high.to_le_bytes());
            to.put(quantity.exponent.to_le_bytes());
            to.put([quantity.flags]);
            to.put([quantity.role as u8]);
            to.put(quantity.mate.to_le_bytes());
            to.put([quantity.joint as u8]);
            to.put(quantity.unit.to_le_bytes());
            to.span(quantity.noun);
        });
    }
}

impl Record for Unit {
    type Contract = wit::Unit;

    fn write(units: &[Unit], room: &mut [u8]) {
        fill::<_, UNIT>(units, room, |unit, to| {
            to.put([unit.dimension as u8]);
            to.put([unit.per as u8]);
            to.put(unit.factor.to_le_bytes());
            to.put(unit.divisor.to_le_bytes());
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::parse;

    /// The bytes of records; what is not written stays 0xEE.
    fn written<R: Record>(records: &[R]) -> Vec<u8> {
        let mut room = vec![0xEE; Records(records).size()];
        R::write(records, &mut room);
        room
    }

    fn word(bytes: &[u8], at: usize) -> u32 {
        u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap())
    }

    #[test]
    fn each_record_lies_as_the_canonical_abi_says() {
        let report = parse(b"# Soak 7\n\n12 rounds in 3.50 s\n");
        let nodes = written(&report.nodes);
        let last = report.nodes.len() - 1;
        let place = last * 20;
        assert_eq!(nodes.len(), place + 20);
        assert_eq!(nodes[place..place + 4], [report.nodes[last].kind as u8, 0xEE, 0xEE, 0xEE]);
        assert_eq!(word(&nodes, place + 4), report.nodes[last].parent);
        assert_eq!(word(&nodes, place + 12), report.nodes[last].at.end);
        assert_eq!(word(&nodes, place + 16), report.nodes[last].data);

        let time = report.quantities.iter().position(|quantity| quantity.mantissa == 350).unwrap();
        let quantity = &report.quantities[time];
        let bytes = &written(&report.quantities)[time * 64..time * 64 + 64];
        assert_eq!(
            [word(bytes, 0), word(bytes, 4), word(bytes, 8)],
            [quantity.at.start, quantity.at.end, quantity.node]
        );
        assert_eq!(bytes[12..16], [quantity.class as u8, 0xEE, 0xEE, 0xEE]);
        assert_eq!(bytes[16..24], 350_i64.to_le_bytes());
        assert_ne!(quantity.low, quantity.high);
        assert_eq!(bytes[24..32], quantity.low.to_le_bytes());
        assert_eq!(bytes[32..40], quantity.high.to_le_bytes());
        assert_eq!(bytes[40..44], (-2_i32).to_le_bytes());
        assert_eq!(bytes[44..48], [quantity.flags, quantity.role as u8, 0xEE, 0xEE]);
        assert_eq!(word(bytes, 48), quantity.mate);
        assert_eq!(bytes[52..54], [quantity.joint as u8, 0xEE]);
        assert_eq!(bytes[54..56], quantity.unit.to_le_bytes());
        assert_eq!([word(bytes, 56), word(bytes, 60)], [quantity.noun.start, quantity.noun.end]);

        let units = written(&report.units);
        assert_eq!(units.len(), report.units.len() * 24);
        let second = &units[usize::from(quantity.unit) * 24..];
        assert_eq!(second[..2], [1, 0]);
        assert_eq!(second[8..16], 1_u64.to_le_bytes());
    }
}
