//! What is remembered of a report for the step across reports: a list of
//! facts. Each has a kind of the pack's own choosing, a place, texts and
//! numbers.

use crate::bindings::{ReportNote, Span};

/// One remembered fact.
///
/// ```
/// use crossfoot_kit::note::{Note, NoteWriter};
/// use crossfoot_kit::bindings::{ReportNote, Span};
///
/// let mut writer = NoteWriter::default();
/// writer.fact(1, Span { start: 10, end: 12 }, &["rounds"], &[93, -1]);
/// let note = ReportNote { path: "a.md".into(), note: writer.finish() };
///
/// let facts: Vec<_> = Note::of(0, &note).facts().collect();
/// assert_eq!(facts[0].texts, ["rounds"]);
/// assert_eq!(facts[0].numbers, [93, -1]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Fact<'n> {
    /// What kind of fact it is, by the pack's own numbers.
    pub kind: u8,
    /// Where in its report it stands.
    pub at: Span,
    /// Words that belong to it.
    pub texts: Vec<&'n str>,
    /// Figures that belong to it.
    pub numbers: Vec<i64>,
}

/// The note of one report. Its facts are read when they are asked for: there
/// may be very many notes.
///
/// ```
/// use crossfoot_kit::bindings::ReportNote;
/// use crossfoot_kit::note::Note;
/// let kept = ReportNote { path: "rounds/7.md".into(), note: Vec::new() };
/// let note = Note::of(0, &kept);
/// assert_eq!((note.path, note.facts().count()), ("rounds/7.md", 0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Note<'n> {
    /// The report's place in the list of notes.
    pub report: u32,
    /// The report's path, as the user would write it.
    pub path: &'n str,
    bytes: &'n [u8],
}

/// Writes the note of one report.
///
/// A pack is handed one in [`Pack::note`](crate::rule::Pack::note).
///
/// ```
/// use crossfoot_kit::note::NoteWriter;
/// assert!(NoteWriter::default().finish().is_empty());
/// ```
#[derive(Default)]
pub struct NoteWriter {
    bytes: Vec<u8>,
}

/// What the note of a report has room for at once, in bytes.
const MOSTLY: usize = 512;

impl NoteWriter {
    /// Writes one fact down. Its kind, and what its texts and numbers mean, is the
    /// pack's own affair.
    ///
    /// ```
    /// use crossfoot_kit::{note::NoteWriter, sample};
    /// const STREAK: u8 = 1;
    /// let mut note = NoteWriter::default();
    /// note.fact(STREAK, sample::place("7-12"), &["rounds"], &[7, 12]);
    /// assert!(note.finish().len() < 20);
    /// ```
    pub fn fact(&mut self, kind: u8, at: Span, texts: &[&str], numbers: &[i64]) {
        if self.bytes.is_empty() {
            self.bytes.reserve(MOSTLY);
        }
        self.bytes.push(kind);
        self.number(u64::from(at.start));
        self.number(u64::from(at.end.saturating_sub(at.start)));
        self.number(texts.len() as u64);
        for text in texts {
            self.number(text.len() as u64);
            self.bytes.extend_from_slice(text.as_bytes());
        }
        self.number(numbers.len() as u64);
        for number in numbers {
            // The sign goes into the lowest bit, so that small numbers stay short.
            self.number(((number << 1) ^ (number >> 63)) as u64);
        }
    }

    /// The bytes that cross to the host. The kit does this itself once
    /// [`Pack::note`](crate::rule::Pack::note) is done; tests may want it.
    ///
    /// ```
    /// use crossfoot_kit::note::NoteWriter;
    /// assert_eq!(NoteWriter::default().finish(), Vec::<u8>::new());
    /// ```
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }

    /// Seven bits a byte, the lowest first.
    fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }
}

impl<'n> Note<'n> {
    /// A note as it comes back to the step across reports; `report` is its place
    /// in the list.
    ///
    /// ```
    /// use crossfoot_kit::bindings::ReportNote;
    /// use crossfoot_kit::note::Note;
    /// let kept = ReportNote { path: "7.md".into(), note: Vec::new() };
    /// assert_eq!(Note::of(3, &kept).report, 3);
    /// ```
    pub fn of(report: u32, note: &'n ReportNote) -> Self {
        Self { report, path: &note.path, bytes: &note.note }
    }

    /// Its facts, as they were written. What cannot be read is left out: a
    /// note may come from another version.
    ///
    /// ```
    /// use crossfoot_kit::bindings::ReportNote;
    /// use crossfoot_kit::{note::{Note, NoteWriter}, sample};
    /// let mut writer = NoteWriter::default();
    /// writer.fact(1, sample::place("7-12"), &[], &[7, 12]);
    /// let kept = ReportNote { path: "7.md".into(), note: writer.finish() };
    /// let first = Note::of(0, &kept).facts().next().unwrap();
    /// assert_eq!((first.kind, first.numbers), (1, vec![7, 12]));
    /// ```
    pub fn facts(&self) -> impl Iterator<Item = Fact<'n>> + use<'n> {
        self.unread().map_while(|fact| fact.read())
    }

    /// Its facts, of which only kind and place have been looked at: for those
    /// who want a few of very many.
    ///
    /// ```
    /// use crossfoot_kit::bindings::ReportNote;
    /// use crossfoot_kit::{note::{Note, NoteWriter}, sample};
    /// let mut writer = NoteWriter::default();
    /// writer.fact(1, sample::place("7-12"), &["rounds"], &[7, 12]);
    /// let kept = ReportNote { path: "7.md".into(), note: writer.finish() };
    /// let fact = Note::of(0, &kept).unread().next().unwrap();
    /// assert_eq!((fact.texts(), fact.numbers()), (Some(["rounds"]), Some([7, 12])));
    /// ```
    pub fn unread(&self) -> impl Iterator<Item = Unread<'n>> + use<'n> {
        let mut reader = Reader { bytes: self.bytes };
        std::iter::from_fn(move || reader.unread())
    }
}

/// A fact whose texts and numbers are read when they are asked for.
///
/// [`Note::unread`] gives them.
///
/// ```
/// use crossfoot_kit::bindings::ReportNote;
/// use crossfoot_kit::note::{Note, Unread};
/// let kept = ReportNote { path: "7.md".into(), note: Vec::new() };
/// let of_kind_one = |fact: &Unread| fact.kind == 1;
/// assert!(!Note::of(0, &kept).unread().any(|fact| of_kind_one(&fact)));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Unread<'n> {
    /// Of the pack's own choosing.
    pub kind: u8,
    /// Where in the report it stands.
    pub at: Span,
    texts: Part<'n>,
    numbers: Part<'n>,
}

/// So many items, one behind the other.
#[derive(Clone, Copy, Debug)]
struct Part<'n> {
    count: u64,
    bytes: &'n [u8],
}

impl<'n> Unread<'n> {
    /// Its first texts; nothing if it has fewer.
    ///
    /// ```
    /// use crossfoot_kit::note::Unread;
    /// fn name<'n>(fact: &Unread<'n>) -> Option<&'n str> {
    ///     let [name] = fact.texts()?;
    ///     Some(name)
    /// }
    /// ```
    pub fn texts<const N: usize>(&self) -> Option<[&'n str; N]> {
        let mut reader = Reader { bytes: self.texts.bytes };
        let mut texts = [""; N];
        for text in &mut texts {
            *text = reader.text()?;
        }
        Some(texts)
    }

    /// Its first numbers; nothing if it has fewer.
    ///
    /// ```
    /// use crossfoot_kit::note::Unread;
    /// fn streak(fact: &Unread) -> Option<i64> {
    ///     let [streak] = fact.numbers()?;
    ///     Some(streak)
    /// }
    /// ```
    pub fn numbers<const N: usize>(&self) -> Option<[i64; N]> {
        let mut reader = Reader { bytes: self.numbers.bytes };
        let mut numbers = [0; N];
        for number in &mut numbers {
            *number = reader.signed()?;
        }
        Some(numbers)
    }

    fn read(&self) -> Option<Fact<'n>> {
        let mut texts = Reader { bytes: self.texts.bytes };
        let mut numbers = Reader { bytes: self.numbers.bytes };
        Some(Fact {
            kind: self.kind,
            at: self.at,
            texts: (0..self.texts.count).map(|_| texts.text()).collect::<Option<_>>()?,
            numbers: (0..self.numbers.count).map(|_| numbers.signed()).collect::<Option<_>>()?,
        })
    }
}

struct Reader<'n> {
    bytes: &'n [u8],
}

impl<'n> Reader<'n> {
    fn unread(&mut self) -> Option<Unread<'n>> {
        let kind = self.byte()?;
        let start = u32::try_from(self.number()?).ok()?;
        let length = u32::try_from(self.number()?).ok()?;
        let at = Span { start, end: start.checked_add(length)? };
        let texts = self.part(|reader| reader.bytes_of_text().map(|_| ()))?;
        let numbers = self.part(|reader| reader.number().map(|_| ()))?;
        Some(Unread { kind, at, texts, numbers })
    }

    fn part(&mut self, skip: impl Fn(&mut Self) -> Option<()>) -> Option<Part<'n>> {
        let count = self.number()?;
        let from = self.bytes;
        for _ in 0..count {
            skip(self)?;
        }
        let bytes = from.get(..from.len().checked_sub(self.bytes.len())?)?;
        Some(Part { count, bytes })
    }

    fn bytes_of_text(&mut self) -> Option<&'n [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let (text, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(text)
    }

    fn text(&mut self) -> Option<&'n str> {
        std::str::from_utf8(self.bytes_of_text()?).ok()
    }

    fn signed(&mut self) -> Option<i64> {
        let bits = self.number()?;
        Some((bits >> 1) as i64 ^ -((bits & 1) as i64))
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_any_size_come_back() {
        let numbers = [0, 1, -1, i64::MAX, i64::MIN, 1 << 40];
        let mut writer = NoteWriter::default();
        writer.fact(7, Span { start: 0, end: 4_000_000 }, &["", "größe"], &numbers);
        let note = ReportNote { path: String::new(), note: writer.finish() };
        let facts: Vec<Fact<'_>> = Note::of(3, &note).facts().collect();
        assert_eq!(facts.len(), 1);
        assert_eq!(facts[0].numbers, numbers);
        assert_eq!(facts[0].texts, ["", "größe"]);
    }

    #[test]
    fn a_torn_note_ends_early() {
        let mut writer = NoteWriter::default();
        writer.fact(7, Span { start: 0, end: 4 }, &["word"], &[1]);
        let mut bytes = writer.finish();
        bytes.pop();
        let note = ReportNote { path: String::new(), note: bytes };
        assert_eq!(Note::of(0, &note).facts().count(), 0);
        assert_eq!(Note::of(0, &note).unread().count(), 0);
    }

    #[test]
    fn only_what_is_asked_for_is_read() {
        let mut writer = NoteWriter::default();
        writer.fact(1, Span { start: 0, end: 4 }, &["one", "two"], &[-3, 4]);
        writer.fact(2, Span { start: 5, end: 9 }, &[], &[]);
        let note = ReportNote { path: String::new(), note: writer.finish() };
        let facts: Vec<Unread<'_>> = Note::of(0, &note).unread().collect();
        assert_eq!(facts.iter().map(|fact| fact.kind).collect::<Vec<_>>(), [1, 2]);
        assert_eq!((facts[0].texts(), facts[0].numbers()), (Some(["one"]), Some([-3, 4])));
        assert_eq!((facts[0].texts::<3>(), facts[1].numbers::<1>()), (None, None));
    }
}
