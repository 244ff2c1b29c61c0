//! YAML or TOML between fences at the very top of a document. Read as lines
//! of `key: value`: whoever needs more may parse it anew.

use super::inline::{Place, Run};
use super::numbers::Numbers;
use super::text::{byte, trimmed};
use super::tree::Tree;
use super::{NodeKind, Span};

/// Reads the front matter that begins at `start`, and gives back where the
/// document behind it begins.
pub(super) fn read(
    source: &str,
    start: usize,
    tree: &mut Tree,
    run: &mut Run,
    numbers: &mut Numbers<'_>,
) -> usize {
    let rest = source.get(start..).unwrap_or("");
    let Some((fence, colon)) = fence_of(rest) else { return start };
    let Some((body, end)) = body_of(source, start, fence) else { return start };
    let whole = trimmed(source.as_bytes(), Span::new(start as u32, end as u32));
    tree.open(NodeKind::FrontMatter, whole, u32::from(colon == b'='));
    let mut at = body.start as usize;
    while at < body.end as usize {
        let line_end = line_end(source, at).min(body.end as usize);
        field(source, Span::new(at as u32, line_end as u32), colon, tree, run, numbers);
        at = line_end + 1;
    }
    tree.close();
    end
}

fn fence_of(rest: &str) -> Option<(&'static str, u8)> {
    let line = rest.get(..line_end(rest, 0))?.trim_end();
    match line {
        "---" => Some(("---", b':')),
        "+++" => Some(("+++", b'=')),
        _ => None,
    }
}

/// The lines between the fences and the offset behind the closing one; none
/// where no fence closes or no line says anything.
fn body_of(source: &str, start: usize, fence: &str) -> Option<(Span, usize)> {
    let first = line_end(source, start) + 1;
    let mut at = first;
    let mut said = false;
    while at < source.len() {
        let end = line_end(source, at);
        let line = source.get(at..end)?.trim_end();
        if line == fence || (fence == "---" && line == "...") {
            return said.then_some((Span::new(first as u32, at as u32), end));
        }
        // A blank line right behind the fence: a thematic break, no fence.
        if line.is_empty() && at == first {
            return None;
        }
        if line.contains([':', '=']) && !line.starts_with('#') && !line.starts_with('|') {
            said = true;
        } else if line.starts_with("# ") && !said {
            return None;
        }
        at = end + 1;
    }
    None
}

fn field(source: &str, line: Span, colon: u8, tree: &mut Tree, run: &mut Run, numbers: &mut Numbers<'_>) {
    let bytes = source.as_bytes();
    let line = trimmed(bytes, line);
    let text = line.of(source);
    let Some(split) = text.bytes().position(|byte| byte == colon) else { return };
    let key = trimmed(bytes, Span::new(line.start, line.start + split as u32));
    let value = trimmed(bytes, Span::new(line.start + split as u32 + 1, line.end));
    if key.is_empty() || value.is_empty() || matches!(byte(bytes, key.start as usize), b'#' | b'-') {
        return;
    }
    tree.open(NodeKind::Field, line, 0);
    tree.leaf(NodeKind::Key, key, 0);
    tree.open(NodeKind::Value, value, 0);
    run.begin(Place::Meta, value.start);
    run.text(value);
    run.finish(source, tree, numbers);
    tree.close();
    tree.close();
}

fn line_end(source: &str, at: usize) -> usize {
    let rest = source.as_bytes().get(at..).unwrap_or(&[]);
    memchr::memchr(b'\n', rest).map_or(source.len(), |length| at + length)
}
