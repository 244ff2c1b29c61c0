//! Questions that many rules ask about a number and its surroundings.

use std::ops::Range;

use crate::bindings::Span;
use crate::lexicon::Roles;
use crate::report::{Report, Run, class, joint, kind, role};
use crate::words::Word;

/// Numbers of one kind of id that stand together: `176-268, 269`.
///
/// ```
/// let report = crossfoot_kit::sample::report();
/// let rounds = &report.members_in(crossfoot_kit::sample::place("7-12, 14"))[0];
/// assert_eq!(rounds.ranges, [(7, 12), (14, 14)]);
/// assert_eq!(rounds.count(), Some(7));
/// ```
#[derive(Clone, Debug)]
pub struct Members {
    /// From the first to the last of them.
    pub at: Span,
    /// Ranges, both ends included; a lone id is a range of one.
    pub ranges: Vec<(i64, i64)>,
    /// What the ids are ids of; 0 if only a letter says so (`N=`).
    pub concept: u32,
    /// The indices of the numbers.
    pub numbers: Range<u32>,
    /// Whether there is a range among them.
    pub has_range: bool,
}

impl Members {
    /// How many ids there are, each counted once.
    ///
    /// `None` where that does not fit.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert_eq!(report.members_in(sample::place("7-12, 14"))[0].count(), Some(7));
    /// ```
    pub fn count(&self) -> Option<i64> {
        let mut sorted = self.ranges.clone();
        sorted.sort_unstable();
        let mut count = 0_i64;
        let mut next = i64::MIN;
        for (first, last) in sorted {
            let from = first.max(next);
            if from <= last {
                count = count.checked_add(last.checked_sub(from)?.checked_add(1)?)?;
                next = last.checked_add(1)?;
            }
        }
        Some(count)
    }

    /// The sum in words: "176–268 is 93, and 269".
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert_eq!(report.members_in(sample::place("7-12, 14"))[0].spelled(), "7–12 is 6, and 14");
    /// ```
    pub fn spelled(&self) -> String {
        spelled(&self.ranges)
    }
}

/// The sum of ranges in words: "176–268 is 93, and 269".
///
/// ```
/// use crossfoot_kit::claims::spelled;
/// assert_eq!(spelled(&[(176, 268), (269, 269)]), "176–268 is 93, and 269");
/// ```
pub fn spelled(ranges: &[(i64, i64)]) -> String {
    let mut text = String::new();
    for (index, (first, last)) in ranges.iter().enumerate() {
        if index > 0 {
            text.push_str(if index + 1 == ranges.len() { ", and " } else { ", " });
        }
        if first == last {
            text.push_str(&first.to_string());
        } else {
            text.push_str(&format!("{first}–{last} is {}", last - first + 1));
        }
    }
    text
}

impl Report {
    /// The node that makes one statement around a node: its field, sentence,
    /// heading, line of output, or table row.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let wet = report.quantity(sample::number("24 wet")).unwrap();
    /// let sentence = report.text(report.span(report.statement(wet.node)));
    /// assert!(sentence.starts_with("There were 36 readings"));
    /// ```
    pub fn statement(&self, node: u32) -> u32 {
        self.held(node).map_or(node, |held| held.statement)
    }

    /// A statement without the white space around it.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let days = report.statement_of(sample::number("2 days"));
    /// assert_eq!(report.text(report.statement_span(days)), "It took about 2 days.");
    /// ```
    pub fn statement_span(&self, statement: u32) -> Span {
        let at = self.span(statement);
        let text = self.text(at);
        let start = at.start + (text.len() - text.trim_start().len()) as u32;
        Span { start, end: start + text.trim().len() as u32 }
    }

    /// The statement around a number.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let (wet, dry) = (sample::number("24 wet"), sample::number("11 dry"));
    /// assert_eq!(report.statement_of(wet), report.statement_of(dry));
    /// ```
    pub fn statement_of(&self, index: u32) -> u32 {
        self.known(index).map_or(0, |known| known.statement)
    }

    /// The section around a number.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let heading = report.heading(report.section_of(sample::number("12.4 l/s"))).unwrap();
    /// assert_eq!(report.text(report.span(heading)), "## Flow");
    /// ```
    pub fn section_of(&self, index: u32) -> u32 {
        self.quantity(index).map_or(0, |quantity| self.section(quantity.node))
    }

    /// The last word of what a number counts: "rounds" of "consecutive clean
    /// rounds".
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let noun = report.head_noun(sample::number("36 readings")).unwrap();
    /// assert_eq!(report.text(noun.at), "readings");
    /// ```
    pub fn head_noun(&self, index: u32) -> Option<&Word> {
        let names = self.names(index);
        let each = names.iter().position(|word| word.is(Roles::UNIVERSAL)).filter(|each| *each > 0);
        names.get(..each.unwrap_or(names.len()))?.last()
    }

    /// Whether a number is said of each one: "400 iterations each", "3 per
    /// round", `Iterations per thread: 400`.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert!(report.is_each(sample::number("400 |")));
    /// assert!(!report.is_each(sample::number("8 |")));
    /// ```
    pub fn is_each(&self, index: u32) -> bool {
        let Some(known) = self.known(index) else { return false };
        // Hardly any number has such a word near it.
        let all = self.found_universals.get_or_init(|| self.places_with(Roles::UNIVERSAL).collect());
        let any = |run: Run| {
            let next = all.partition_point(|place| *place < run.start);
            all.get(next).is_some_and(|place| *place < run.end)
        };
        if any(known.label) {
            return true;
        }
        let end = self.held(known.statement).map_or(0, |statement| statement.words.end);
        let behind = Run { start: known.noun.start.min(known.own.end), end };
        if !any(behind) {
            return false;
        }
        let behind = behind.of(self.words());
        let reach = known.noun_span.end.max(self.quantity(index).map_or(0, |quantity| quantity.at.end));
        let mut beyond = 0;
        for word in behind {
            if word.is(Roles::UNIVERSAL) {
                return true;
            }
            beyond += usize::from(word.at.start >= reach);
            if beyond > 1 {
                break;
            }
        }
        false
    }

    /// An item without the lists nested in it.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// let item = report.of_kind(kind::ITEM).next().unwrap();
    /// assert_eq!(report.text(report.item_head(item)), "- **Date**: 2026-03-14");
    /// ```
    pub fn item_head(&self, item: u32) -> Span {
        let at = self.span(item);
        let nested = self.children(item).find(|child| matches!(self.kind(*child), kind::LIST | kind::BLOCK));
        Span { start: at.start, end: nested.map_or(at.end, |nested| self.span(nested).start) }
    }

    /// The list that a statement introduces: right behind its paragraph or
    /// heading, or nested in its item.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// let open = report.statement(report.node_at(sample::place("Open work:").start));
    /// let list = report.list_behind(open).unwrap();
    /// assert_eq!(report.children(list).count(), 2);
    /// ```
    pub fn list_behind(&self, statement: u32) -> Option<u32> {
        let is_list = |node: &u32| self.kind(*node) == kind::LIST;
        if self.kind(statement) == kind::HEADING {
            return self.next_sibling(statement).filter(is_list);
        }
        let block = self.parent(statement);
        match self.kind(block) {
            kind::PARAGRAPH if self.next_sibling(statement).is_none() => {
                self.next_sibling(block).filter(is_list)
            }
            kind::ITEM => self.children(block).find(is_list),
            _ => self.next_sibling(statement).filter(is_list),
        }
    }

    /// The count of a whole table cell, or the count behind a key: numbers that
    /// stand alone.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert_eq!(report.count_of(sample::number("8 |")), Some(8));
    /// // The part of a fraction does not stand alone.
    /// assert_eq!(report.count_of(sample::number("3 of 4")), None);
    /// ```
    pub fn count_of(&self, index: u32) -> Option<i64> {
        self.known(index)?.count_of
    }

    /// The ids and ranges of ids in a span, those of one kind together.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let found = report.members_in(sample::place("7-12, 14"));
    /// assert_eq!(found.len(), 1);
    /// assert!(found[0].has_range);
    /// ```
    pub fn members_in(&self, at: Span) -> Vec<Members> {
        let mut found: Vec<Members> = Vec::new();
        let mut skip = u32::MAX;
        for index in self.quantities_in(at) {
            if index == skip {
                continue;
            }
            let Some(quantity) = self.quantity(index) else { continue };
            if quantity.class != class::ID || self.is_hidden(quantity.at) {
                continue;
            }
            let mut last = index;
            if quantity.role == role::RANGE_START {
                last = quantity.mate;
                skip = last;
            }
            let Some(end) = self.quantity(last) else { continue };
            if quantity.exponent != 0 || end.exponent != 0 || end.mantissa < quantity.mantissa {
                continue;
            }
            let range = (quantity.mantissa, end.mantissa);
            let has_range = last != index;
            let concept = self.id_noun(index, at.start);
            if let Some(open) = found.last_mut()
                && (open.concept == concept || concept == 0)
                && self.follows(open.numbers.end, index)
            {
                open.at.end = end.at.end;
                open.ranges.push(range);
                open.numbers.end = last + 1;
                open.has_range |= has_range;
                continue;
            }
            let at = Span { start: quantity.at.start, end: end.at.end };
            found.push(Members { at, ranges: vec![range], concept, numbers: index..last + 1, has_range });
        }
        found
    }

    /// Whether a number stands right behind the one before `end`, in a list:
    /// with a comma or "and" between, and perhaps the name again.
    fn follows(&self, end: u32, index: u32) -> bool {
        let (Some(last), Some(next)) = (self.quantity(end.wrapping_sub(1)), self.quantity(index)) else {
            return false;
        };
        if end != index {
            return false;
        }
        if last.joint == joint::AND {
            return true;
        }
        let between = Span { start: last.at.end, end: next.at.start };
        let text = self.text(between);
        let listed = text.starts_with(',')
            || text.trim_start().starts_with("and ")
            || text.trim_start().starts_with('&');
        let mut words = self.words_in(between).iter().filter(|word| self.text(word.at) != "and");
        let named =
            words.next().is_none_or(|word| word.at.end - word.at.start == 1 || word.is(Roles::ID_NOUN));
        listed && named && words.next().is_none()
    }

    /// What an id is an id of, by the word before it.
    fn id_noun(&self, index: u32, start: u32) -> u32 {
        let Some(quantity) = self.quantity(index) else { return 0 };
        let Some(word) = self.word_before(quantity.at.start).filter(|word| word.at.start >= start) else {
            return 0;
        };
        let near = quantity.at.start - word.at.end <= 3;
        let letter = word.at.end - word.at.start == 1;
        if near && !letter && word.is(Roles::ID_NOUN) { word.concept } else { 0 }
    }
}
