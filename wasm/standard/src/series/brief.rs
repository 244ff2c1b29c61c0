//! Notes, read: what is known of a report, in little room.

use crossfoot_kit::bindings::Span;
use crossfoot_kit::note::{Note, Unread};
use crossfoot_kit::rule::Series;
use crossfoot_kit::spelling::is_any;

use super::{digest, fact};

#[derive(Clone, Debug)]
pub struct Brief<'n> {
    pub report: u32,
    pub path: &'n str,
    pub title: Span,
    pub kind: u32,
    pub digest: i64,
    pub flags: i64,
    /// A digest of all numbers of the title.
    pub numerals: i64,
    /// The folder, figures left out: reports may have one each. One that old
    /// reports are put away in counts as the one that they came from.
    pub folder: u64,
    pub ids: Vec<Id<'n>>,
    pub date: Option<i64>,
    pub verdict: Option<Verdict<'n>>,
    pub streaks: Vec<Streak<'n>>,
    pub totals: Vec<Total<'n>>,
    pub streams: Vec<(u32, u32)>,
    pub relations: Vec<Relation>,
    pub targets: Vec<Target<'n>>,
    pub events: Vec<Event<'n>>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Id<'n> {
    pub at: Span,
    pub text: &'n str,
    pub noun: u32,
    pub first: i64,
    pub last: i64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict<'n> {
    pub at: Span,
    pub text: &'n str,
    pub state: i64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Streak<'n> {
    pub at: Span,
    pub text: &'n str,
    pub name: u32,
    pub head: u32,
    pub value: i64,
    /// Of `fact`.
    flags: i64,
}

impl Streak<'_> {
    pub fn is(&self, flag: i64) -> bool {
        self.flags & flag != 0
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Total<'n> {
    pub at: Span,
    pub things: &'n str,
    pub groups: &'n str,
    pub thing: u32,
    pub group: u32,
    pub total: i64,
    pub rounds: i64,
    pub part: Option<i64>,
    /// It tells of its own part in more ways than one.
    pub is_unclear: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Relation {
    pub at: Span,
    pub entry: u32,
    pub rule: u32,
    pub amount: i64,
    pub about: u32,
    /// The blamed figure, and the counter or thing that it counts.
    pub value: i64,
    pub counter: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target<'n> {
    pub at: Span,
    pub text: &'n str,
    pub printed: &'n str,
    pub name: u32,
    pub value: (i64, i64, i64),
    pub announced: bool,
}

/// Something that is said to have happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event<'n> {
    pub at: Span,
    pub text: &'n str,
    pub days: i64,
}

/// Reads all notes, in an order that depends on nothing but the paths.
pub fn briefs<'n>(series: &Series<'n>) -> Vec<Brief<'n>> {
    // There may be very many: a list that grows would need its room twice.
    let mut briefs: Vec<Brief<'n>> = Vec::with_capacity(series.notes.len());
    briefs.extend(series.notes.iter().filter_map(read));
    briefs.sort_by(|one, other| one.path.cmp(other.path));
    briefs
}

fn read<'n>(note: &Note<'n>) -> Option<Brief<'n>> {
    let mut facts = note.unread();
    let head = facts.next().filter(|first| first.kind == fact::HEAD)?;
    let [kind, digest, flags, numerals] = head.numbers()?;
    let mut brief = Brief {
        report: note.report,
        path: note.path,
        title: head.at,
        kind: kind as u32,
        digest,
        flags,
        numerals,
        folder: folder(note.path),
        ids: Vec::new(),
        date: None,
        verdict: None,
        streaks: Vec::new(),
        totals: Vec::new(),
        streams: Vec::new(),
        relations: Vec::new(),
        targets: Vec::new(),
        events: Vec::new(),
    };
    for fact in facts {
        let _ = take(&mut brief, &fact);
    }
    // Figures of one counter stand together, the strongest of them first.
    brief.streaks.sort_by_key(|streak| streak.name);
    Some(brief)
}

fn take<'n>(brief: &mut Brief<'n>, fact: &Unread<'n>) -> Option<()> {
    let at = fact.at;
    match fact.kind {
        fact::ID => {
            let ([text], [noun, first, last]) = (fact.texts()?, fact.numbers()?);
            push(&mut brief.ids, Id { at, text, noun: noun as u32, first, last });
        }
        fact::DATE => brief.date = fact.numbers().map(|[days]| days),
        fact::VERDICT => {
            let ([text], [state]) = (fact.texts()?, fact.numbers()?);
            brief.verdict = Some(Verdict { at, text, state });
        }
        fact::STREAK => {
            let ([text], [name, head, value, _, flags]) = (fact.texts()?, fact.numbers()?);
            push(&mut brief.streaks, Streak { at, text, name: name as u32, head: head as u32, value, flags });
        }
        fact::TOTAL => {
            let ([things, groups], [thing, group, total, rounds, part]) = (fact.texts()?, fact.numbers()?);
            let (thing, group, is_unclear) = (thing as u32, group as u32, part == -2);
            let part = Some(part).filter(|part| *part > 0);
            let total = Total { at, things, groups, thing, group, total, rounds, part, is_unclear };
            push(&mut brief.totals, total);
        }
        fact::STREAM => {
            let [key, value] = fact.numbers()?;
            push(&mut brief.streams, (key as u32, value as u32));
        }
        fact::RELATION => {
            let [entry, rule, amount, about, value, counter] = fact.numbers()?;
            let (entry, rule, about, counter) = (entry as u32, rule as u32, about as u32, counter as u32);
            push(&mut brief.relations, Relation { at, entry, rule, amount, about, value, counter });
        }
        fact::TARGET => {
            let ([text, printed], [name, mantissa, exponent, divisor, announced]) =
                (fact.texts()?, fact.numbers()?);
            let (name, value) = (name as u32, (mantissa, exponent, divisor));
            push(&mut brief.targets, Target { at, text, printed, name, value, announced: announced != 0 });
        }
        fact::EVENT => {
            let ([text], [days]) = (fact.texts()?, fact.numbers()?);
            push(&mut brief.events, Event { at, text, days });
        }
        _ => {}
    }
    Some(())
}

/// Most reports have one of a kind, and there may be very many reports: no
/// room is taken in advance.
fn push<T>(list: &mut Vec<T>, item: T) {
    list.reserve_exact(1);
    list.push(item);
}

impl<'n> Brief<'n> {
    /// The place of a report among those of its kind.
    pub fn position(&self, noun: u32) -> Option<&Id<'n>> {
        self.ids.iter().find(|id| id.noun == noun)
    }

    /// Where the report itself says that this figure is off by so much; else
    /// the figure. The host shows what is said at those very places behind the
    /// series' finding.
    pub fn places(&self, at: Span, counter: u32, value: i64, amount: i64) -> Vec<Span> {
        let same = |one: &&Relation| one.counter == counter && one.value == value && one.amount == amount;
        let mut places: Vec<Span> = self.relations.iter().filter(same).map(|one| one.at).collect();
        places.dedup();
        if places.is_empty() {
            places.push(at);
        }
        places
    }

    pub fn says(&self, flag: i64) -> bool {
        self.flags & flag != 0
    }

    /// The folder as it is, but for those that old reports are put away in.
    pub fn place(&self) -> impl Iterator<Item = &'n str> {
        let own = |name: &&str| !name.is_empty() && !is_any(name, &PUT_AWAY);
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder).split('/').filter(own)
    }

    /// The words of the file's name, without its figures: those that tell of a copy left out.
    pub fn stem(&self) -> impl Iterator<Item = &'n str> {
        const COPIES: [&str; 13] = [
            "copy", "v", "rev", "final", "new", "old", "fixed", "bak", "backup", "version", "kopie", "again",
            "md",
        ];
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.split(|sign: char| !sign.is_alphabetic())
            .filter(|word| !word.is_empty() && !is_any(word, &COPIES))
    }

    /// Whether it lies where old reports are put away.
    pub fn is_put_away(&self) -> bool {
        self.path.split('/').rev().skip(1).any(|name| is_any(name, &PUT_AWAY))
    }
}

/// Folders in which reports are put away.
const PUT_AWAY: [&str; 5] = ["archive", "archived", "archives", "old", "history"];

/// The folder of a path, with `#` for every run of figures.
fn folder(path: &str) -> u64 {
    let mut masked = Vec::with_capacity(path.len());
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let own = |name: &&str| !name.is_empty() && !is_any(name, &PUT_AWAY);
    for name in folder.split('/').filter(own) {
        for byte in name.bytes().map(|byte| if byte.is_ascii_digit() { b'#' } else { byte }) {
            if byte != b'#' || masked.last() != Some(&b'#') {
                masked.push(byte);
            }
        }
        masked.push(b'/');
    }
    digest(&masked)
}
