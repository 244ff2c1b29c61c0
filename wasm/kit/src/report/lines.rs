//! Where lines end.

/// Eight line feeds, side by side.
const FEEDS: u64 = 0x0a0a_0a0a_0a0a_0a0a;
const LOW_BITS: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// Looks at eight bytes at a time, since most lines are longer.
pub(super) fn ends(source: &str) -> Vec<u32> {
    let mut ends = Vec::with_capacity(source.len() / 32);
    let mut note = |bytes: &[u8], from: u32| {
        let feeds = bytes.iter().zip(from..).filter(|(byte, _)| **byte == b'\n');
        ends.extend(feeds.map(|(_, place)| place));
    };
    let (eights, rest) = source.as_bytes().as_chunks();
    let mut from = 0;
    for eight in eights {
        // A byte that is zero borrows from its highest bit.
        let others = u64::from_le_bytes(*eight) ^ FEEDS;
        if others.wrapping_sub(LOW_BITS) & !others & HIGH_BITS != 0 {
            note(eight, from);
        }
        from += eight.len() as u32;
    }
    note(rest, from);
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_ends_where_its_feed_stands() {
        let texts =
            ["", "\n", "abc", "\n\n\n\n\n\n\n\n\n", "a\nö\u{b}\u{9}\nlonger than eight\n\nx", "1234567\n89"];
        for text in texts {
            let expected: Vec<u32> = text.match_indices('\n').map(|(place, _)| place as u32).collect();
            assert_eq!(ends(text), expected, "{text:?}");
        }
    }
}
