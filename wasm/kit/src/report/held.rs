//! What each node holds, found in one walk before the first rule asks.

use super::{Report, kind};
use crate::bindings::{self, Node};
use crate::words::Word;

/// Neighbours in a sorted list: the words or the numbers of a node.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Run {
    pub start: u32,
    pub end: u32,
}

impl Run {
    pub(crate) fn of<T>(self, all: &[T]) -> &[T] {
        all.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// What rules ask of nodes again and again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held {
    /// The first node behind its descendants.
    pub end: u32,
    /// The innermost section that holds it; 0 is the document.
    pub section: u32,
    /// The node around it that makes one statement.
    pub statement: u32,
    is_block: bool,
    /// The next node in its slot of [`Kinds`].
    next: u32,
    pub words: Run,
    pub numbers: Run,
}

/// Nodes stand as a reader meets them, each before what it holds: so one walk
/// enters them all, and leaves each where the next is none of its own.
pub(super) fn hold(raw: &bindings::Report, words: &[Word]) -> Vec<Held> {
    let mut walk = Walk {
        nodes: &raw.nodes,
        held: Vec::with_capacity(raw.nodes.len()),
        inside: 0,
        words: Cursor::new(words.iter().map(|word| word.at.start)),
        numbers: Cursor::new(raw.quantities.iter().map(|number| number.at.start)),
    };
    for (index, node) in (0..).zip(&raw.nodes) {
        walk.leave(node.parent, index);
        walk.enter(index, node);
    }
    walk.leave(NOWHERE, raw.nodes.len() as u32);
    walk.held
}

const NOWHERE: u32 = u32::MAX;

struct Walk<'r, W, N> {
    nodes: &'r [Node],
    held: Vec<Held>,
    /// The innermost node that was entered and not left.
    inside: u32,
    words: Cursor<W>,
    numbers: Cursor<N>,
}

impl<W: Iterator<Item = u32>, N: Iterator<Item = u32>> Walk<'_, W, N> {
    fn enter(&mut self, index: u32, node: &Node) {
        let around = self.held.get(node.parent as usize);
        let at = |first: u32| Run { start: first, end: first };
        let held = Held {
            end: index + 1,
            section: if node.kind == kind::SECTION {
                index
            } else {
                around.map_or(0, |around| around.section)
            },
            statement: around.filter(|around| !around.is_block).map_or(index, |around| around.statement),
            is_block: is_block(node.kind),
            next: NOWHERE,
            words: at(self.words.up_to(node.at.start)),
            numbers: at(self.numbers.up_to(node.at.start)),
        };
        self.held.push(held);
        self.inside = index;
    }

    /// Leaves all nodes that do not hold what stands right in `parent`.
    fn leave(&mut self, parent: u32, next: u32) {
        while self.inside != parent
            && let Some(node) = self.nodes.get(self.inside as usize)
            && let Some(left) = self.held.get_mut(self.inside as usize)
        {
            left.end = next;
            left.words.end = self.words.up_to(node.at.end);
            left.numbers.end = self.numbers.up_to(node.at.end);
            self.inside = if node.parent < self.inside { node.parent } else { NOWHERE };
        }
    }
}

/// For each kind the first of its nodes; kinds of later versions share a slot.
pub(crate) struct Kinds([u32; KINDS]);

const KINDS: usize = 32;

impl Default for Kinds {
    fn default() -> Self {
        Kinds([NOWHERE; KINDS])
    }
}

impl Kinds {
    pub(super) fn of(nodes: &[Node], held: &mut [Held]) -> Self {
        let mut kinds = Kinds::default();
        for (index, (node, held)) in nodes.iter().zip(held).enumerate().rev() {
            let first = kinds.0.get_mut(usize::from(node.kind) % KINDS);
            held.next = first.map_or(NOWHERE, |first| std::mem::replace(first, index as u32));
        }
        kinds
    }

    fn first(&self, kind: u8) -> u32 {
        self.0.get(usize::from(kind) % KINDS).copied().unwrap_or(NOWHERE)
    }
}

impl Report {
    /// All nodes of a kind, in the order of the text.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// assert_eq!(report.of_kind(kind::TABLE).count(), 2);
    /// ```
    pub fn of_kind(&self, kind: u8) -> impl Iterator<Item = u32> {
        let next = |node: &u32| self.held(*node).map(|held| held.next);
        let all = std::iter::successors(Some(self.kinds.first(kind)), next);
        all.take_while(|node| *node != NOWHERE).filter(move |node| self.kind(*node) == kind)
    }
}

/// How far a walk through the text has come in a sorted list.
struct Cursor<I> {
    rest: I,
    next: u32,
    passed: u32,
}

impl<I: Iterator<Item = u32>> Cursor<I> {
    fn new(mut starts: I) -> Self {
        let next = starts.next().unwrap_or(u32::MAX);
        Self { rest: starts, next, passed: 0 }
    }

    /// How many things begin before a place that is not before the last one asked for.
    fn up_to(&mut self, place: u32) -> u32 {
        while self.next < place {
            self.passed += 1;
            self.next = self.rest.next().unwrap_or(u32::MAX);
        }
        self.passed
    }
}

/// How many things of a sorted list begin before a place, looked for from
/// somewhere near it.
pub(super) fn seek(near: usize, place: u32, start_of: impl Fn(usize) -> Option<u32>) -> usize {
    let mut at = near;
    while start_of(at).is_some_and(|start| start < place) {
        at += 1;
    }
    while at.checked_sub(1).and_then(&start_of).is_some_and(|start| start >= place) {
        at -= 1;
    }
    at
}

/// Whether what stands right in a node of this kind is a statement of its own.
const fn is_block(kind: u8) -> bool {
    matches!(
        kind,
        kind::DOCUMENT
            | kind::SECTION
            | kind::PARAGRAPH
            | kind::LIST
            | kind::ITEM
            | kind::TABLE
            | kind::BLOCK
            | kind::QUOTE
            | kind::FOOTNOTE
            | kind::FRONT_MATTER
    )
}
