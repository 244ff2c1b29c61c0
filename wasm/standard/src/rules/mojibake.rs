//! # mojibake (XF901)
//!
//! Text that was written in UTF-8 and read as something else: `â†’` where `→`
//! was meant.
//!
//! ## Why it matters
//! Signs that carry meaning (arrows, dashes, ≤, ±, ✓) turn into noise, and what
//! a figure is compared with is lost.
//!
//! ## Fires
//! ```report
//! Lock order: pool â†’ queue. The sample stayed at 20 Â°C.
//! ```
//!
//! ## Stays silent
//! ```report
//! Lock order: pool → queue. La fenêtre était â côté; Âge, Ã la carte.
//! ```
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::info("XF901", "mojibake", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    let source = report.source();
    let bytes = source.as_bytes();
    let mut found: Vec<(Span, char)> = Vec::new();
    let mut at = 0;
    while let Some(step) = bytes.get(at..).and_then(suspicious) {
        at += step;
        match garbled(source, at) {
            Some((end, meant)) => {
                found.push((Span { start: at as u32, end: end as u32 }, meant));
                at = end;
            }
            None => at += 1,
        }
    }
    let Some((first, meant)) = found.first() else { return };
    ledger.write(Status::Contradicted, Some(Severity::Info), *first, |draft| {
        let garbled = report.text(*first);
        let more = found.len() - 1;
        draft.message(if more == 0 {
            format!("\"{garbled}\" is \"{meant}\" read in the wrong encoding")
        } else {
            format!("\"{garbled}\" is \"{meant}\" read in the wrong encoding, and {more} more like it")
        });
        for (place, _) in found.iter().skip(1).take(20) {
            draft.related(*place, "here too".into());
        }
        let edits = found.iter().map(|(place, meant)| (*place, meant.to_string())).collect();
        draft.fix("write the signs that were meant".into(), true, edits);
    });
}

/// Where a letter of Latin-1 begins, with which all garbled text does. Most
/// text has none: it is looked at eight bytes at a time.
fn suspicious(bytes: &[u8]) -> Option<usize> {
    const BEYOND_ASCII: u64 = 0x8080_8080_8080_8080;
    let latin = |part: &[u8]| part.iter().position(|byte| matches!(byte, 0xc2 | 0xc3));
    let (chunks, rest) = bytes.as_chunks();
    let mut foreign =
        chunks.iter().enumerate().filter(|(_, chunk)| u64::from_le_bytes(**chunk) & BEYOND_ASCII != 0);
    let found = foreign.find_map(|(index, chunk)| Some(index * 8 + latin(chunk)?));
    found.or_else(|| Some(chunks.len() * 8 + latin(rest)?))
}

/// The character whose UTF-8 bytes were read as Windows-1252 or Latin-1 here,
/// and where the noise ends.
fn garbled(source: &str, start: usize) -> Option<(usize, char)> {
    let mut bytes = [0_u8; 4];
    let mut length = 0;
    let mut wanted = 1;
    let mut end = start;
    for character in source.get(start..)?.chars() {
        let byte = windows_1252(character)?;
        if length == 0 {
            wanted = match byte {
                0xc2..=0xdf => 2,
                0xe2..=0xef => 3,
                0xf0..=0xf4 => 4,
                _ => return None,
            };
        } else if !(0x80..=0xbf).contains(&byte) {
            return None;
        }
        *bytes.get_mut(length)? = byte;
        length += 1;
        end += character.len_utf8();
        if length == wanted {
            break;
        }
    }
    let meant = std::str::from_utf8(bytes.get(..length)?).ok()?.chars().next()?;
    // Two letters may stand together in a real word; a letter and a sign, or
    // three of them, do not.
    let plausible = length > 2 || meant.is_alphabetic() || matches!(meant, '\u{a0}'..='\u{bf}' | '×' | '÷');
    (length == wanted && plausible && !meant.is_control()).then_some((end, meant))
}

fn windows_1252(character: char) -> Option<u8> {
    Some(match character {
        '\u{80}'..='\u{ff}' => character as u8,
        '€' => 0x80,
        '‚' => 0x82,
        'ƒ' => 0x83,
        '„' => 0x84,
        '…' => 0x85,
        '†' => 0x86,
        '‡' => 0x87,
        'ˆ' => 0x88,
        '‰' => 0x89,
        'Š' => 0x8a,
        '‹' => 0x8b,
        'Œ' => 0x8c,
        'Ž' => 0x8e,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        '˜' => 0x98,
        '™' => 0x99,
        'š' => 0x9a,
        '›' => 0x9b,
        'œ' => 0x9c,
        'ž' => 0x9e,
        'Ÿ' => 0x9f,
        _ => return None,
    })
}
