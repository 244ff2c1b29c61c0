//! Fenced and indented blocks: what is output that a program printed, and
//! what is the source of a program.

use super::Span;
use super::text::{before, trimmed};

/// Fences that say "this was printed".
const OUTPUT: &[&str] = &[
    "console",
    "logs",
    "log",
    "none",
    "out",
    "output",
    "plain",
    "plaintext",
    "result",
    "results",
    "shell-session",
    "stderr",
    "stdout",
    "tap",
    "term",
    "terminal",
    "text",
    "txt",
];

pub(super) fn is_source(bytes: &[u8], language: &str, pieces: &[Span]) -> bool {
    if !language.is_empty() {
        return !OUTPUT.contains(&language);
    }
    let (mut all, mut code) = (0usize, 0usize);
    lines(bytes, pieces, |line| {
        let line = trimmed(bytes, line);
        if line.is_empty() {
            return;
        }
        all += 1;
        let text = bytes.get(line.start as usize..line.end as usize).unwrap_or(&[]);
        let ends = matches!(before(bytes, line.end as usize), b';' | b'{' | b'}' | b')');
        let begins =
            [b"#include".as_slice(), b"import ", b"def ", b"fn ", b"class ", b"return ", b"$ ", b"//", b"/*"];
        let ends_in_call = before(bytes, line.end as usize) == b')';
        let calls = ends_in_call && text.first().is_some_and(u8::is_ascii_lowercase) && !text.contains(&b' ');
        if begins.iter().any(|begin| text.starts_with(begin)) || (ends && !ends_in_call) || calls {
            code += 1;
        }
    });
    code * 3 > all
}

/// The lines of a block, with the white space before them.
pub(super) fn lines(bytes: &[u8], pieces: &[Span], mut each: impl FnMut(Span)) {
    for piece in pieces {
        let text = bytes.get(piece.start as usize..piece.end as usize).unwrap_or(&[]);
        // A piece ends with its line: nothing follows the last line end.
        let text = text.strip_suffix(b"\n").unwrap_or(text);
        let mut start = piece.start;
        for line in text.split(|&byte| byte == b'\n') {
            each(Span::new(start, start + line.len() as u32));
            start += line.len() as u32 + 1;
        }
    }
}
