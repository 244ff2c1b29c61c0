//! What a report says of itself at its head: kind, ids, date, result.

use crossfoot_kit::bindings::Span;
use crossfoot_kit::note::NoteWriter;
use crossfoot_kit::prelude::*;

use super::words::{is_defect, is_letters};
use super::{digest, fact, mix, remarks, span};

/// The title and all above the next heading.
pub struct Header<'r> {
    report: &'r Report,
    pub title: u32,
    area: Span,
    date: Option<(Span, i64)>,
}

const OTHER_DATES: Spellings<16> = Spellings::of([
    "due",
    "expiry",
    "expires",
    "next",
    "retest",
    "planned",
    "start",
    "end",
    "manufacture",
    "manufactured",
    "birth",
    "target",
    "previous",
    "last",
    "review",
    "effective",
]);

/// What failed is meant to, is known, or was set right; or it is the paper's state.
const OTHERWISE: [&str; 21] = [
    "waived",
    "injected",
    "injection",
    "expected",
    "as designed",
    "by design",
    "known",
    "at first",
    "initially",
    "after the fix",
    "after fix",
    "on retry",
    "after rerun",
    "duplicate",
    "fail-safe",
    "fails closed",
    "not yet",
    "in progress",
    "under review",
    "draft",
    " only)",
];
/// Findings that need not end a streak.
const LIGHT: [&str; 6] = ["minor", "cosmetic", "trivial", "informational", "observation", "warning"];

/// "0 of 12 probes failed", "none of them failed", "no new failures".
fn begins_with_none(text: &str) -> bool {
    let text = text.trim_start_matches(['*', '_', ' ']);
    ["0 ", "none ", "no ", "not one ", "nothing ", "zero ", "keine ", "aucun"]
        .iter()
        .any(|none| text.starts_with(none))
}

/// "failed: 0", "errors: 0".
fn is_none_behind(report: &Report, word: &Word, at: Span) -> bool {
    let behind = report.text(span(word.at.end, at.end.max(word.at.end)));
    let clause = behind.split([',', ';', '(']).next().unwrap_or_default();
    clause.split_once([':', '=']).is_some_and(|(_, count)| count.trim_matches([' ', '*', '_']) == "0")
}

impl<'r> Header<'r> {
    pub fn of(report: &'r Report, title: u32) -> Self {
        let next = report.of_kind(kind::HEADING).find(|heading| *heading > title);
        let end = next.map_or(report.source().len() as u32, |next| report.span(next).start);
        let mut header = Self { report, title, area: span(0, end), date: None };
        header.date = header.find_date();
        header
    }

    pub fn note(&self, note: &mut NoteWriter) {
        let digest = digest(self.report.source().as_bytes()) as i64;
        let at = self.report.span(self.title);
        let mut said = vec![at];
        said.extend(
            self.fields().filter(|field| field.roles.has(Roles::VERDICT_NOUN)).map(|field| field.value),
        );
        note.fact(
            fact::HEAD,
            at,
            &[],
            &[
                i64::from(self.kind()),
                digest,
                remarks::flags(self.report, self.area, &said, self.reach()),
                self.numerals(),
            ],
        );
        self.note_ids(note);
        if let Some((at, days)) = self.date() {
            note.fact(fact::DATE, at, &[], &[days]);
        }
        self.note_verdict(note);
        self.note_streams(note);
    }

    /// From the first to the last id of the title.
    fn reach(&self) -> Option<(i64, i64)> {
        let mut numbers =
            self.report.quantities_in(self.report.span(self.title)).filter_map(|at| self.report.quantity(at));
        let first = numbers.next()?.mantissa;
        Some((first, numbers.next().map_or(first, |last| last.mantissa)))
    }

    /// All numbers of the title, as they are printed.
    fn numerals(&self) -> i64 {
        let at = self.report.span(self.title);
        let numerals = self.report.quantities_in(at).take(8);
        let words: Vec<&str> = numerals.map(|index| self.report.printed(index)).collect();
        digest(words.join(" ").as_bytes()) as i64
    }

    /// The words of the title up to its first number: "Verification Round".
    fn kind(&self) -> u32 {
        let at = self.report.span(self.title);
        let first = self.report.quantities_in(at).next().and_then(|index| self.report.quantity(index));
        let words = self.report.words_in(span(at.start, first.map_or(at.end, |number| number.at.start)));
        let letters =
            words.iter().filter(|word| is_letters(self.report, word) && word.at.end > word.at.start + 1);
        mix(letters.map(|word| word.concept))
    }

    /// The words of the title, which say nothing new of a counter.
    pub fn title_words(&self) -> &'r [Word] {
        self.report.words_of(self.title)
    }

    /// Whether its result has still to be chosen: `PASS / FAIL`.
    pub fn is_form(&self) -> bool {
        let open = |field: &crossfoot_kit::field::Field| {
            let words = self.report.words_in(field.value);
            let says = |roles: Roles| words.iter().any(|word| word.is(roles));
            // "Pass/fail" is a phrase that names a column, too.
            let both = says(Roles::PASS | Roles::CLEAN) && says(Roles::FAIL) || says(Roles::VERDICT_NOUN);
            both && words.len() <= 4 && self.report.text(field.value).contains(['/', '|'])
        };
        self.fields().filter(|field| field.roles.has(Roles::VERDICT_NOUN)).any(open)
    }

    fn fields(&self) -> impl Iterator<Item = &'r crossfoot_kit::field::Field> {
        let end = self.area.end;
        self.report.fields().iter().filter(move |field| field.value.end <= end)
    }

    fn note_ids(&self, note: &mut NoteWriter) {
        let at = self.report.span(self.title);
        self.ids_in(at, None, note);
        let keyed = self.fields().filter(|field| {
            field.roles.has(Roles::ID_NOUN)
                && !field.roles.has(Roles::CONSECUTIVE | Roles::STREAK | Roles::TOTAL)
        });
        for field in keyed.take(4) {
            let nouns = self.report.words_in(field.key);
            if let Some(noun) = nouns.iter().rfind(|word| word.is(Roles::ID_NOUN)) {
                self.ids_in(field.value, Some(noun), note);
            }
        }
    }

    /// The ids in a title, each with the noun before it, or those in the value
    /// of a field, whose key is their noun.
    fn ids_in(&self, at: Span, noun: Option<&Word>, note: &mut NoteWriter) {
        let mut skip = u32::MAX;
        for index in self.report.quantities_in(at).take(6) {
            let Some(quantity) = self.report.quantity(index) else { continue };
            let named = quantity.class == class::ID || quantity.class == class::LABEL;
            let range = matches!(quantity.role, role::RANGE_START | role::VALUE_START);
            let plain = (noun.is_some() || range) && quantity.class == class::COUNT;
            if index == skip || !(named || plain) || quantity.exponent != 0 {
                continue;
            }
            let mut last = quantity.mantissa;
            if matches!(quantity.role, role::RANGE_START | role::VALUE_START) {
                skip = quantity.mate;
                last = self.report.quantity(skip).map_or(last, |end| end.mantissa);
            }
            let before = self.report.word_before(quantity.at.start).filter(|word| word.at.start >= at.start);
            // `Worker: N=12` speaks of N, `Round: 12` of rounds.
            let letter = before.filter(|word| word.at.end - word.at.start == 1);
            let Some(word) = (if noun.is_some() { letter.or(noun) } else { before }) else { continue };
            if last < quantity.mantissa || last - quantity.mantissa > 1_000_000 {
                continue;
            }
            let text = self.report.text(word.at);
            note.fact(fact::ID, quantity.at, &[text], &[i64::from(word.concept), quantity.mantissa, last]);
            if noun.is_some() {
                return;
            }
        }
    }

    fn is_dated(&self, at: Span) -> bool {
        let mut numbers = self.report.quantities_in(at).filter_map(|index| self.report.quantity(index));
        numbers.any(|number| matches!(number.class, class::DATE | class::TIME))
    }

    pub fn date(&self) -> Option<(Span, i64)> {
        self.date
    }

    fn find_date(&self) -> Option<(Span, i64)> {
        let report = self.report;
        let of_field = self.fields().filter(|field| {
            let words = report.words_in(field.key);
            let date = |word: &Word| report.is_one_of(word, &["date", "dated", "day"]);
            words.iter().any(date) && !words.iter().any(|word| OTHER_DATES.has(word))
        });
        let places = of_field.map(|field| field.value).chain(std::iter::once(report.span(self.title)));
        places.into_iter().find_map(|at| {
            let mut numbers = report.quantities_in(at).filter_map(|index| report.quantity(index));
            numbers.find(|number| number.class == class::DATE).map(|number| (number.at, number.mantissa))
        })
    }

    fn note_verdict(&self, note: &mut NoteWriter) {
        let Some(field) = self.fields().find(|field| field.roles.has(Roles::VERDICT_NOUN)) else { return };
        let text = self.report.text(field.value).trim();
        let short = text.char_indices().nth(80).map_or(text, |(end, _)| text.get(..end).unwrap_or(text));
        note.fact(fact::VERDICT, field.value, &[short], &[self.state(field.value)]);
    }

    /// The first word that judges decides; where none does, a count of what
    /// went wrong.
    fn state(&self, at: Span) -> i64 {
        let words = self.report.words_in(at);
        let judged = words.iter().position(|word| word.is(Roles::VERDICT));
        let Some((word, before)) = judged.and_then(|at| Some((words.get(at)?, words.get(..at)?))) else {
            return self.counted(at);
        };
        let none = |word: &Word| word.is(Roles::NEGATION) || self.report.text(word.at) == "0";
        let negated = before.iter().rev().take(2).any(none);
        let text = self.report.text(at).to_lowercase();
        // "1 failure (waived)", "failed at first, passed after the fix", "Status: in progress".
        if OTHERWISE.iter().any(|said| text.contains(said)) {
            return if word.is(Roles::PASS | Roles::CLEAN) && !negated { fact::CLEAN } else { fact::UNTOLD };
        }
        // "3 warnings"; "Linux failed, Windows clean".
        let light = word.is(Roles::PARTIAL) && LIGHT.iter().any(|said| text.contains(said));
        let behind = judged.and_then(|at| words.get(at + 1..)).unwrap_or_default();
        let both = word.is(Roles::FAIL)
            && behind.iter().any(|other| other.is(Roles::CLEAN) && !other.is(Roles::FAIL));
        if light || both {
            return fact::UNTOLD;
        }
        // "0 of 12 probes failed", "failed: 0, passed: 12"
        if word.is(Roles::FAIL) && (begins_with_none(&text) || is_none_behind(self.report, word, at)) {
            return fact::CLEAN;
        }
        match () {
            () if word.is(Roles::PASS | Roles::CLEAN) && negated => fact::NOT_CLEAN,
            () if word.is(Roles::PASS | Roles::CLEAN) => fact::CLEAN,
            () if word.is(Roles::FAIL) && negated => fact::CLEAN,
            () if word.is(Roles::FAIL) => fact::FAILED,
            () if word.is(Roles::PARTIAL) => fact::NOT_CLEAN,
            () => self.counted(at),
        }
    }

    fn counted(&self, at: Span) -> i64 {
        let found = self.report.quantities_in(at).any(|index| {
            self.report.count_of(index).is_some_and(|count| count > 0)
                && super::words::tail(self.report, index).iter().any(is_defect)
        });
        let text = self.report.text(at).to_lowercase();
        let apart = OTHERWISE.iter().chain(&LIGHT).any(|said| text.contains(said)) || begins_with_none(&text);
        let found = found && !apart;
        if found { fact::NOT_CLEAN } else { fact::UNTOLD }
    }

    /// Short fields of the head, and what the title says behind its number.
    fn note_streams(&self, note: &mut NoteWriter) {
        let title = self.report.span(self.title);
        if let Some(number) = self.report.quantities_in(title).last().and_then(|at| self.report.quantity(at))
        {
            let rest = self.report.words_in(span(number.at.end, title.end));
            let value =
                mix(rest.iter().filter(|word| is_letters(self.report, word)).map(|word| word.concept));
            note.fact(fact::STREAM, title, &[], &[0, i64::from(value)]);
        }
        let fields = self.fields().filter(|field| {
            !field.roles.has(Roles::VERDICT_NOUN | Roles::CONSECUTIVE | Roles::TOTAL)
                && field.value.end - field.value.start <= 40
                && !self.is_dated(field.value)
        });
        for field in fields.take(6) {
            let key = mix(self.report.words_in(field.key).iter().map(|word| word.concept));
            let value = digest(self.report.text(field.value).trim().to_lowercase().as_bytes()) as u32;
            note.fact(fact::STREAM, span(0, 0), &[], &[i64::from(key), i64::from(value)]);
        }
    }
}
