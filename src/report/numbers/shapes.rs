//! `1024x1024`, `3×224×224`: sizes side by side, and no factors.

use super::super::Class;
use super::super::text::{byte, is_word};
use super::literal::Literal;
use super::scan::Reader;

impl Reader<'_, '_, '_> {
    pub(super) fn shape(&mut self, literal: &Literal, limit: usize) -> Option<usize> {
        if !literal.is_plain_whole() || self.cross(literal.end).is_none() {
            return None;
        }
        let mut sizes = vec![*literal];
        let mut at = literal.end;
        while let Some(next) = self.cross(at).and_then(|at| self.literal_at(at, limit)) {
            if !next.is_plain_whole() || sizes.len() > 7 {
                return None;
            }
            at = next.end;
            sizes.push(next);
        }
        let behind = byte(self.bytes, at);
        if sizes.len() < 2 || behind == b'%' {
            return None;
        }
        // "8×100 = 800" is a sum to check.
        let mut next = at;
        while byte(self.bytes, next) == b' ' {
            next += 1;
        }
        if byte(self.bytes, next) == b'=' && byte(self.bytes, literal.end) != b'x' {
            return None;
        }
        if is_word(behind) {
            // "1280x720p": one label.
            while at < limit && is_word(byte(self.bytes, at)) {
                at += 1;
            }
        }
        for size in sizes {
            self.plain(size.start, size.end, Class::Shape, Some(size.mantissa.unwrap_or(0)));
        }
        Some(at)
    }

    pub(super) fn cross(&self, at: usize) -> Option<usize> {
        match byte(self.bytes, at) {
            b'x' | b'X' => Some(at + 1),
            0xC3 if byte(self.bytes, at + 1) == 0x97 => Some(at + 2),
            _ => None,
        }
    }
}
