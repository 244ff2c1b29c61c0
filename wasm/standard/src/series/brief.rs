//! Notes, read: what is known of a report, in little room.

use crossfoot_kit::bindings::Span;
use crossfoot_kit::note::{Fact, Note};
use crossfoot_kit::rule::Series;

use super::{digest, fact};

#[derive(Clone, Debug)]
pub struct Brief<'n> {
    pub report: u32,
    pub path: &'n str,
    pub title: Span,
    pub kind: u32,
    pub digest: i64,
    pub flags: i64,
    /// The folder, figures left out: reports may have one each.
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
    pub good: bool,
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

/// Reads all notes, in an order that depends on nothing but the paths. Of the
/// facts only those of the kinds asked for are kept; the head always is.
pub fn briefs<'n>(series: &Series<'n>, kinds: &[u8]) -> Vec<Brief<'n>> {
    let mut briefs: Vec<Brief<'n>> = series.notes.iter().filter_map(|note| read(note, kinds)).collect();
    briefs.sort_by(|one, other| one.path.cmp(other.path));
    briefs
}

fn read<'n>(note: &Note<'n>, kinds: &[u8]) -> Option<Brief<'n>> {
    let mut facts = note.facts();
    let head = facts.next().filter(|first| first.kind == fact::HEAD)?;
    let mut brief = Brief {
        report: note.report,
        path: note.path,
        title: head.at,
        kind: *head.numbers.first()? as u32,
        digest: *head.numbers.get(1)?,
        flags: *head.numbers.get(2)?,
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
    for fact in facts.filter(|fact| kinds.contains(&fact.kind)) {
        let _ = take(&mut brief, &fact);
    }
    Some(brief)
}

fn take<'n>(brief: &mut Brief<'n>, fact: &Fact<'n>) -> Option<()> {
    let number = |index: usize| fact.numbers.get(index).copied();
    let text = |index: usize| fact.texts.get(index).copied();
    let short = |index: usize| number(index).map(|number| number as u32);
    let at = fact.at;
    match fact.kind {
        fact::ID => {
            brief.ids.push(Id { at, text: text(0)?, noun: short(0)?, first: number(1)?, last: number(2)? });
        }
        fact::DATE => brief.date = number(0),
        fact::VERDICT => brief.verdict = Some(Verdict { at, text: text(0)?, state: number(0)? }),
        fact::STREAK => brief.streaks.push(Streak {
            at,
            text: text(0)?,
            name: short(0)?,
            head: short(1)?,
            value: number(2)?,
            good: number(4)? & fact::GOOD != 0,
        }),
        fact::TOTAL => brief.totals.push(Total {
            at,
            things: text(0)?,
            groups: text(1)?,
            thing: short(0)?,
            group: short(1)?,
            total: number(2)?,
            rounds: number(3)?,
            part: number(4).filter(|part| *part > 0),
        }),
        fact::STREAM => brief.streams.push((short(0)?, short(1)?)),
        fact::RELATION => brief.relations.push(Relation {
            at,
            entry: short(0)?,
            rule: short(1)?,
            amount: number(2)?,
            about: short(3)?,
            value: number(4)?,
            counter: short(5)?,
        }),
        fact::TARGET => brief.targets.push(Target {
            at,
            text: text(0)?,
            printed: text(1)?,
            name: short(0)?,
            value: (number(1)?, number(2)?, number(3)?),
            announced: number(4)? != 0,
        }),
        fact::EVENT => brief.events.push(Event { at, text: text(0)?, days: number(0)? }),
        _ => {}
    }
    Some(())
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
}

/// The folder of a path, with `#` for every run of figures.
fn folder(path: &str) -> u64 {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut masked = Vec::with_capacity(folder.len());
    for byte in folder.bytes() {
        if byte.is_ascii_digit() {
            if masked.last() != Some(&b'#') {
                masked.push(b'#');
            }
        } else {
            masked.push(byte);
        }
    }
    digest(&masked)
}
