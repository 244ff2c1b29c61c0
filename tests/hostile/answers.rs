//! Answers of the echo guest as bytes, in the layout of the canonical ABI.

use crate::attack::ECHO_AT as AT;

/// An inspection and all that it points to: an entry with one of each.
pub fn inspection() -> Vec<u8> {
    let oops = [AT + 204, 4];
    let words: Vec<u32> = [
        &[AT + 32, 1, 2, 3, AT, 8, 0, 0][..], // the inspection
        &entry(oops),                         // its entry, at 32
        &[1, 0, 4, 6, oops[0], oops[1]],      // an operand, at 96
        &[7, 13, oops[0], oops[1]],           // a remark, at 120
        &[oops[0], oops[1], 1, AT + 156, 1],  // a fix, at 136
        &[0, 3, oops[0], oops[1]],            // its edit, at 156
        &[0; 6],
        &[oops[0], oops[1]], // a line, at 196
    ]
    .concat();
    bytes(&words)
}

/// The same for a conclusion.
pub fn conclusion() -> Vec<u8> {
    let oops = [AT + 204, 4];
    let mut entry = entry(oops);
    entry[6..14].fill(0);
    let words: Vec<u32> = [
        &[AT + 24, 1, 2, 3, AT + 108, 1][..], // the conclusion
        &[1],                                 // its entry, at 24
        &entry,
        &[AT + 124, 1, AT + 144, 1],
        &[1, 1, 0, 0],                // an inheritance, at 108
        &[0, 0, 3, oops[0], oops[1]], // a place elsewhere, at 124
        &[1, 0, 3],                   // an heir, at 144
        &[0; 12],
    ]
    .concat();
    bytes(&words)
}

fn entry(oops: [u32; 2]) -> [u32; 16] {
    let [text, length] = oops;
    // Contradicted, an error; the first three bytes.
    let status = 0x0002_0101;
    [0, status, 0, 3, text, length, AT + 196, 1, AT + 96, 1, AT + 120, 1, AT + 136, 1, text, length]
}

fn bytes(words: &[u32]) -> Vec<u8> {
    let mut bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    bytes.extend(b"oops");
    bytes
}
