//! Words and the lists that they are in, built while compiling.

const SLOTS: usize = 2048;
const MOST_WORDS: usize = 1200;
/// The bits of a slot that number its word; those above are of its hash.
const NUMBER: u16 = 2047;

/// Two numbers that a word of up to sixteen bytes makes up, in lower case.
pub type Key = (u64, u64);

#[derive(Clone, Copy)]
struct Entry {
    key: Key,
    lists: u32,
}

pub struct Table {
    /// For each hash the word that has it, or one before it had it too; with
    /// further bits of the hash, so that few words are compared in vain.
    slots: [u16; SLOTS],
    /// The first one stands for none.
    words: [Entry; MOST_WORDS],
}

impl Table {
    pub const fn of(lists: &[(&[&str], u32)], further: &[(&[&[u8]], u32)]) -> Self {
        let mut table = Self { slots: [0; SLOTS], words: [Entry { key: (0, 0), lists: 0 }; MOST_WORDS] };
        let mut count = 1;
        let mut list = 0;
        while list < lists.len() {
            let (words, bit) = lists[list];
            let mut index = 0;
            while index < words.len() {
                count = table.add(key_of(words[index].as_bytes()), bit, count);
                index += 1;
            }
            list += 1;
        }
        list = 0;
        while list < further.len() {
            let (words, bit) = further[list];
            let mut index = 0;
            while index < words.len() {
                count = table.add(key_of(words[index]), bit, count);
                index += 1;
            }
            list += 1;
        }
        table
    }

    /// Adds a word or what a further list says of it; gives back how many there are.
    const fn add(&mut self, key: Key, bit: u32, count: usize) -> usize {
        let (mut slot, tag) = slot_of(key);
        loop {
            let index = (self.slots[slot] & NUMBER) as usize;
            if index == 0 {
                self.slots[slot] = count as u16 | tag;
                self.words[count] = Entry { key, lists: bit };
                return count + 1;
            }
            let known = self.words[index].key;
            if known.0 == key.0 && known.1 == key.1 {
                self.words[index].lists |= bit;
                return count;
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    #[inline]
    pub fn lists_of(&self, key: Key) -> u32 {
        let (mut slot, tag) = slot_of(key);
        loop {
            let found = self.slots.get(slot).copied().unwrap_or(0);
            if found == 0 {
                return 0;
            }
            if found & !NUMBER == tag
                && let Some(word) = self.words.get(usize::from(found & NUMBER))
                && word.key == key
            {
                return word.lists;
            }
            slot = (slot + 1) % SLOTS;
        }
    }
}

/// Where a word is looked for, and what the slot has of its hash.
#[inline]
const fn slot_of(key: Key) -> (usize, u16) {
    let mixed = (key.0 ^ key.1.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((mixed >> 53) as usize % SLOTS, (mixed >> 37) as u16 & !NUMBER)
}

/// Fails to compile where a word is too long.
const fn key_of(word: &[u8]) -> Key {
    assert!(word.len() <= 16 && !word.is_empty());
    let mut parts = [0u64; 2];
    let mut at = 0;
    while at < word.len() {
        parts[at / 8] |= (word[at].to_ascii_lowercase() as u64) << (at % 8 * 8);
        at += 1;
    }
    (parts[0], parts[1])
}
