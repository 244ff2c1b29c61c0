//! The memory of a guest. Each call has an instance of its own, which is thrown
//! away: so memory is handed out by moving a mark, and what is given back waits
//! in a list of blocks of its size for the next that asks.

// An allocator cannot be written without; each use says why it may.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout};
use std::cell::UnsafeCell;
use std::ptr;

const UNIT: usize = 16;
/// Four sizes to each doubling, up to the whole memory of 32 bits.
const SIZES: usize = 4 * 28;

/// Where memory comes from.
#[derive(Clone, Copy)]
struct Source {
    /// Where it begins.
    base: fn() -> usize,
    /// Makes it reach at least up to an address, and says how far it does.
    more: fn(usize) -> Option<usize>,
}

struct Heap(UnsafeCell<Blocks>);

struct Blocks {
    /// For each size the first free block; each free block holds the next.
    free: [*mut u8; SIZES],
    /// Where the next new block begins; 0 before the first.
    next: usize,
    end: usize,
    source: Source,
}

/// The index of the size of block that holds so many bytes, and that size.
/// Less than a quarter of a block is in vain.
fn block_of(bytes: usize) -> Option<(usize, usize)> {
    if bytes <= 4 * UNIT {
        let units = bytes.div_ceil(UNIT).max(1);
        return Some((units - 1, units * UNIT));
    }
    let shift = (bytes - 1).ilog2() - 2;
    let steps = ((bytes - 1) >> shift) + 1;
    let index = 4 * (shift as usize - 4) + steps - 1;
    (index < SIZES).then_some((index, steps.checked_shl(shift)?))
}

impl Blocks {
    const fn new(source: Source) -> Self {
        Blocks { free: [ptr::null_mut(); SIZES], next: 0, end: 0, source }
    }

    fn take(&mut self, layout: Layout) -> Option<*mut u8> {
        let (index, size) = block_of(layout.size())?;
        let align = layout.align().max(UNIT);
        let first = self.free.get_mut(index)?;
        if align == UNIT && !first.is_null() {
            let block = *first;
            // SAFETY: a free block is ours, at least a pointer long and
            // aligned to 16; `give_back` has written the next one's address.
            *first = unsafe { block.cast::<*mut u8>().read() };
            return Some(block);
        }
        if self.next == 0 {
            self.next = (self.source.base)();
        }
        let start = self.next.checked_next_multiple_of(align)?;
        self.advance(start.checked_add(size)?)?;
        Some(ptr::with_exposed_provenance_mut(start))
    }

    fn advance(&mut self, next: usize) -> Option<()> {
        if next > self.end {
            self.end = (self.source.more)(next).filter(|end| *end >= next)?;
        }
        self.next = next;
        Some(())
    }

    fn give_back(&mut self, block: *mut u8, layout: Layout) {
        let Some((index, _)) = block_of(layout.size()) else { return };
        let Some(first) = self.free.get_mut(index) else { return };
        // SAFETY: whoever gives a block back does not use it any more, and it
        // is at least a pointer long and aligned to 16.
        unsafe { block.cast::<*mut u8>().write(*first) };
        *first = block;
    }

    /// Where a block may keep its place though it changes its size: in the room
    /// that it has, or because nothing lies behind it.
    fn resize(&mut self, block: *mut u8, layout: Layout, bytes: usize) -> Option<()> {
        let ((_, old), (_, new)) = (block_of(layout.size())?, block_of(bytes)?);
        if old == new {
            return Some(());
        }
        let start = block.expose_provenance();
        (start + old == self.next).then_some(())?;
        self.advance(start.checked_add(new)?)
    }
}

impl Heap {
    const fn new(source: Source) -> Self {
        Heap(UnsafeCell::new(Blocks::new(source)))
    }

    #[allow(clippy::mut_from_ref)]
    fn blocks(&self) -> &mut Blocks {
        // SAFETY: a guest has one thread, and nothing that is called while the
        // borrow lives allocates.
        unsafe { &mut *self.0.get() }
    }
}

// SAFETY: blocks are disjoint: they come from a mark that only moves on by the
// block's size, or from a list that a block enters once it is given back. They
// are as large and as aligned as asked for, or null.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        self.blocks().take(layout).unwrap_or(ptr::null_mut())
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        self.blocks().give_back(block, layout);
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        if self.blocks().resize(block, layout, bytes).is_some() {
            return block;
        }
        let Ok(wanted) = Layout::from_size_align(bytes, layout.align()) else { return ptr::null_mut() };
        let Some(moved) = self.blocks().take(wanted) else { return ptr::null_mut() };
        // SAFETY: both blocks are at least that long, and disjoint.
        unsafe { ptr::copy_nonoverlapping(block, moved, layout.size().min(bytes)) };
        self.blocks().give_back(block, layout);
        moved
    }
}

#[cfg(target_arch = "wasm32")]
mod guest {
    use std::arch::wasm32::{memory_grow, memory_size};

    use super::{Heap, Source};

    const PAGE: usize = 65_536;
    /// Growing is a call to the host, so it is not done for one page at a time.
    const STEP: usize = 4;

    // SAFETY: wasm32-unknown-unknown without atomics has one thread.
    unsafe impl Sync for Heap {}

    #[global_allocator]
    static HEAP: Heap = Heap::new(Source { base, more });

    unsafe extern "C" {
        /// The linker's word for where data and stack end.
        static __heap_base: u8;
    }

    fn base() -> usize {
        (&raw const __heap_base).expose_provenance()
    }

    fn more(wanted: usize) -> Option<usize> {
        let missing = wanted.saturating_sub(memory_size(0) * PAGE).div_ceil(PAGE);
        if missing > 0 && memory_grow(0, missing.next_multiple_of(STEP)) == usize::MAX {
            return None;
        }
        Some(memory_size(0) * PAGE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: usize = 1 << 20;

    #[repr(align(4096))]
    struct Room(UnsafeCell<[u8; ROOM]>);
    // SAFETY: one test uses it.
    unsafe impl Sync for Room {}
    static MEMORY: Room = Room(UnsafeCell::new([0; ROOM]));

    fn base() -> usize {
        MEMORY.0.get().expose_provenance() + 8
    }

    fn more(wanted: usize) -> Option<usize> {
        let end = base() - 8 + ROOM;
        (wanted <= end).then_some(wanted.next_multiple_of(1024).min(end))
    }

    #[test]
    fn sizes_hold_what_they_are_for_and_waste_little() {
        let mut last = (0, 0);
        for bytes in 0..20_000 {
            let (index, size) = block_of(bytes).unwrap();
            assert!(
                size >= bytes && size % UNIT == 0 && (bytes <= 64 || size * 3 <= bytes * 4),
                "{bytes}: {size}"
            );
            assert!((index, size) == last || (index > last.0 && size > last.1) || bytes == 0, "{bytes}");
            last = (index, size);
        }
        assert!(block_of(u32::MAX as usize).is_some());
    }

    /// Blocks are filled each with a byte of its own, resized and given back in
    /// an order that looks like chance; nobody's bytes may change.
    #[test]
    fn blocks_keep_what_is_written_to_them() {
        let heap = Heap::new(Source { base, more });
        let mut kept: Vec<(*mut u8, Layout, u8)> = Vec::new();
        let mut chance = 1_u32;
        let mut refused = 0;
        for turn in 0..20_000_u32 {
            chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let (bytes, align) = ((chance >> 8) as usize % 3000 + 1, 1 << (chance >> 28 & 7));
            let mark = turn as u8;
            if chance >> 30 == 0 && !kept.is_empty() {
                let (block, layout, mark) = kept.swap_remove(bytes % kept.len());
                check(block, layout.size(), mark);
                unsafe { heap.dealloc(block, layout) };
            } else if chance >> 30 == 1 && !kept.is_empty() {
                let place = bytes % kept.len();
                let (block, layout, mark) = kept[place];
                let moved = unsafe { heap.realloc(block, layout, bytes) };
                if !moved.is_null() {
                    check(moved, bytes.min(layout.size()), mark);
                    unsafe { moved.write_bytes(mark, bytes) };
                    kept[place] = (moved, Layout::from_size_align(bytes, layout.align()).unwrap(), mark);
                }
            } else {
                let layout = Layout::from_size_align(bytes, align).unwrap();
                let block = unsafe { heap.alloc(layout) };
                if block.is_null() {
                    refused += 1;
                    continue;
                }
                assert_eq!(block.addr() % align, 0);
                unsafe { block.write_bytes(mark, bytes) };
                kept.push((block, layout, mark));
            }
        }
        kept.iter().for_each(|(block, layout, mark)| check(*block, layout.size(), *mark));
        assert!(refused > 0, "the room was never full");
    }

    fn check(block: *mut u8, bytes: usize, mark: u8) {
        let content = unsafe { std::slice::from_raw_parts(block, bytes) };
        assert!(content.iter().all(|byte| *byte == mark));
    }

    #[test]
    fn what_lies_last_grows_in_its_place() {
        fn base() -> usize {
            4096
        }
        let mut blocks = Blocks::new(Source { base, more: |wanted| Some(wanted + 65_536) });
        let layout = |bytes| Layout::from_size_align(bytes, 8).unwrap();
        let block = blocks.take(layout(100)).unwrap();
        assert_eq!(blocks.resize(block, layout(100), 112), Some(()));
        assert_eq!(blocks.resize(block, layout(112), 5000), Some(()));
        let behind = blocks.take(layout(16)).unwrap();
        assert!(behind.addr() >= block.addr() + 5000);
        assert_eq!(blocks.resize(block, layout(5000), 9000), None);
    }
}
