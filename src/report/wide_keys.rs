//! Keys with the wide colon of Chinese and Japanese: `**总数：** 12`, `总数：12`.

use super::fields::{Key, LONGEST_KEY};
use super::inline::{Run, inside};
use super::text::{byte, trimmed};
use super::{NodeKind, Span};

const COLON: &[u8] = "：".as_bytes();

/// The key that a line begins with.
pub(super) fn key(bytes: &[u8], run: &Run, line: Span) -> Option<Key> {
    match run.mark_at(line.start) {
        Some(mark) if matches!(mark.kind, NodeKind::Strong | NodeKind::Emphasis) => {
            let (text, start) = (inside(bytes, mark), mark.at.start);
            let inner = bytes.get(text.start as usize..text.end as usize)?;
            let (text, value) = if inner.ends_with(COLON) {
                (trimmed(bytes, Span::new(text.start, text.end - COLON.len() as u32)), mark.at.end)
            } else {
                let behind = bytes.get(mark.at.end as usize..line.end as usize)?;
                (text, behind.starts_with(COLON).then_some(mark.at.end + COLON.len() as u32)?)
            };
            let named = !text.is_empty() && text.end - text.start <= LONGEST_KEY;
            named.then_some(Key { start, text, value, limit: None, dress: Some(start) })
        }
        Some(_) => None,
        None => plain(bytes, line),
    }
}

fn plain(bytes: &[u8], line: Span) -> Option<Key> {
    if byte(bytes, line.start as usize).is_ascii_punctuation() {
        return None;
    }
    let last = line.end.min(line.start + LONGEST_KEY);
    let head = bytes.get(line.start as usize..last as usize)?;
    let colon = memchr::memmem::find(head, COLON)?;
    let key = head.get(..colon)?;
    // A clause before the colon is no name.
    let clause =
        ["，", "。", "；", "、"].iter().any(|sign| memchr::memmem::find(key, sign.as_bytes()).is_some())
            || key.iter().any(|byte| matches!(byte, b',' | b';' | b'|' | b'*' | b'`'));
    let text = trimmed(bytes, Span::new(line.start, line.start + colon as u32));
    let value = line.start + (colon + COLON.len()) as u32;
    (!clause && !text.is_empty()).then_some(Key { start: line.start, text, value, limit: None, dress: None })
}
