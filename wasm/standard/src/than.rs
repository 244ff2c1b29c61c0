//! How much more or less one figure is than another: "48 s, 12 s more than the 36 s on
//! main", "62 kWh, 5.5% less than in June (66 kWh)".

use crossfoot_kit::prelude::*;

pub struct Compared {
    pub figure: u32,
    pub base: u32,
    pub printed: u32,
    less: bool,
}

/// Some are one phrase with the word before.
const THAN: Spellings<12> = Spellings::of([
    "than",
    "more than",
    "higher than",
    "greater than",
    "larger than",
    "longer than",
    "bigger than",
    "less than",
    "fewer than",
    "lower than",
    "smaller than",
    "shorter than",
]);
const MORE: Spellings<8> =
    Spellings::of(["more", "higher", "greater", "larger", "longer", "bigger", "heavier", "better"]);
const LESS: Spellings<8> =
    Spellings::of(["less", "fewer", "lower", "smaller", "shorter", "lighter", "cheaper", "worse"]);

/// So far from the word its figures may stand.
const NEAR: u32 = 48;

pub fn told(report: &Report) -> Vec<Compared> {
    let than = report.spelled(&THAN).into_iter().filter_map(|place| of(report, place));
    let from = report.spelled(&FROM).into_iter().filter_map(|place| from(report, place));
    let signed = (2..report.quantities().len() as u32).filter_map(|index| in_bracket(report, index));
    than.chain(from).chain(signed).collect()
}

/// "1,152 MWh (forecast 1,100 MWh, +4.7 %)", "41.6 MB (last: 44.1 MB; −2.5 MB)".
fn in_bracket(report: &Report, printed: u32) -> Option<Compared> {
    let change = report.quantity(printed)?;
    // Few numbers carry a sign.
    let first = report.source().as_bytes().get(change.at.start as usize)?;
    if first.is_ascii_digit() || !is_signed(report, printed) || !report.is_firm(printed) {
        return None;
    }
    let (base, figure) = (printed.checked_sub(1)?, printed.checked_sub(2)?);
    let (was, is) = (report.quantity(base)?, report.quantity(figure)?);
    if change.at.start.saturating_sub(is.at.end) > 2 * NEAR
        || is_signed(report, base)
        || is_signed(report, figure)
    {
        return None;
    }
    let ends = |index: u32, quantity: &Quantity| report.noun_span(index).end.max(quantity.at.end);
    let lead = report.text(Span { start: ends(figure, is).min(was.at.start), end: was.at.start });
    let gap = report.text(Span { start: ends(base, was).min(change.at.start), end: change.at.start });
    let line = report.line_of(change.at);
    let rest = report.text(Span { start: ends(printed, change).min(line.end), end: line.end });
    let named = lead.trim_start_matches(['*', ' ']).strip_prefix('(').is_some_and(|name| {
        let name = name.trim_end().trim_end_matches(':');
        !name.is_empty() && name.split(' ').count() <= 4 && !name.contains([')', '(', ',', ';', '→', '|'])
    });
    let closed = rest.trim_start_matches(['*', '_']).starts_with(')')
        && matches!(gap.trim(), "," | ";" | "–" | "—" | "=");
    let plain = |index: u32| {
        report.is_firm(index)
            && report.is_amount(index)
            && report.quantity(index).is_some_and(|quantity| quantity.role == role::ALONE)
    };
    let one_unit = is.unit == was.unit && report.dimension(figure) == report.dimension(base);
    let of_kind = is_share(report, printed) || change.unit == is.unit;
    let less = !report.printed(printed).starts_with('+');
    (named && closed && one_unit && of_kind && plain(figure) && plain(base)).then_some(Compared {
        figure,
        base,
        printed,
        less,
    })
}

fn is_signed(report: &Report, index: u32) -> bool {
    report.printed(index).starts_with(['+', '-', '−'])
}

const FROM: Spellings<1> = Spellings::of(["from"]);
const UP: Spellings<2> = Spellings::of(["up", "increased"]);
const DOWN: Spellings<2> = Spellings::of(["down", "decreased"]);

/// "1,080 kWh, down 12% from 1,200 kWh"; "25 new tests (668 in all, up from 648)".
fn from(report: &Report, place: usize) -> Option<Compared> {
    let from = report.words().get(place)?;
    let statement = report.statement(report.node_at(from.at.start));
    let at = report.statement_span(statement);
    let base =
        report.quantities_in(Span { start: from.at.end, end: at.end.min(from.at.end + NEAR) }).next()?;
    let close = report.text(Span { start: from.at.end, end: report.quantity(base)?.at.start });
    let before = report
        .quantities_in(Span { start: from.at.start.saturating_sub(NEAR).max(at.start), end: from.at.start });
    let nearest = before.last()?;
    let ends = report.noun_span(nearest).end.max(report.quantity(nearest)?.at.end).min(from.at.start);
    let between = report.words_in(Span { start: ends, end: from.at.start });
    let side = |word: &Word| if UP.has(word) { Some(false) } else { DOWN.has(word).then_some(true) };
    let (figure, printed, less) = match between {
        // "down 12% from": the change stands between.
        [] => {
            let figure = nearest.checked_sub(1)?;
            let word = report.word_before(report.quantity(nearest)?.at.start)?;
            (figure, nearest, side(word)?)
        }
        // "668 in all, up from 648": it stands before, as what is new.
        [.., word] if side(word) == Some(false) => {
            let printed = nearest.checked_sub(1)?;
            let new = |word: &Word| report.is_one_of(word, &["new", "additional", "more"]);
            let told = report.noun(printed).first().is_some_and(new);
            (nearest, told.then_some(printed)?, false)
        }
        _ => return None,
    };
    let plain = |index: u32| {
        report.is_firm(index)
            && report.is_arithmetic(index)
            && report.quantity(index).is_some_and(|it| it.role == role::ALONE && it.at.start >= at.start)
    };
    let share = is_share(report, printed) && !is_share(report, figure);
    let counts = |index: u32| matches!(report.dimension(index), (dimension::NONE | dimension::THINGS, 0));
    let alike = |one: u32, other: u32| {
        is_share(report, one) == is_share(report, other)
            && (report.dimension(one) == report.dimension(other) || counts(one) && counts(other))
    };
    let told = close.trim_matches([' ', '*', '_', '$', '€', '£']).is_empty()
        && [figure, printed, base].into_iter().all(plain)
        && alike(figure, base)
        && (share || alike(printed, figure));
    let aside = report.roles_in(Span { start: report.quantity(figure)?.at.start, end: from.at.end });
    (told && !aside.has(Roles::MODAL | Roles::EXCEPT)).then_some(Compared { figure, base, printed, less })
}

fn of(report: &Report, place: usize) -> Option<Compared> {
    let than = report.words().get(place)?;
    let phrase = report.text(than.at).to_lowercase();
    let (more, less) = match phrase.strip_suffix("than")?.trim_end() {
        "" => {
            let more = place.checked_sub(1).and_then(|before| report.words().get(before))?;
            let less = LESS.has(more);
            (more, if less || MORE.has(more) { less } else { return None })
        }
        more => (than, is_any(more, &["less", "fewer", "lower", "smaller", "shorter"])),
    };
    let statement = report.statement(report.node_at(than.at.start));
    let at = report.statement_span(statement);
    if !matches!(report.kind(statement), kind::SENTENCE | kind::FIELD) {
        return None;
    }
    let printed = report
        .quantities_in(Span { start: than.at.start.saturating_sub(NEAR).max(at.start), end: more.at.start })
        .next_back()?;
    let figure = printed.checked_sub(1)?;
    let base = report
        .quantities_in(Span { start: than.at.end, end: at.end.min(than.at.end + NEAR) })
        .find(|index| report.is_arithmetic(*index))?;
    let (change, own) = (report.quantity(printed)?, report.quantity(figure)?);
    // "12 s more", "5.5 % less": nothing else stands between.
    let end = report.noun_span(printed).end.max(change.at.end);
    let gap = report.text(Span { start: end.min(more.at.start), end: more.at.start });
    let plain = |index: u32| {
        report.is_firm(index)
            && report.is_arithmetic(index)
            && report.quantity(index).is_some_and(|quantity| quantity.role == role::ALONE)
    };
    let told = report.text(Span { start: than.at.end, end: report.quantity(base)?.at.start });
    // "40 bugs, 12 more than the 30": counts name their things or not.
    let counts = |index: u32| matches!(report.dimension(index), (dimension::NONE | dimension::THINGS, 0));
    let one_unit = |one: u32, other: u32| {
        is_share(report, one) == is_share(report, other)
            && (report.dimension(one) == report.dimension(other) || counts(one) && counts(other))
    };
    let alike = one_unit(figure, base) && report.quantity(figure)?.class <= class::MONEY;
    let of_kind = is_share(report, printed) && !is_share(report, figure) || one_unit(printed, figure);
    let noun = |index: u32| report.head_noun(index).map(|word| word.concept);
    let one = !counts(figure) || noun(figure) == noun(base) || noun(base).is_none();
    let near = at.start <= own.at.start && change.at.start - own.at.end <= NEAR;
    // "May use 62 kWh, 5% less …"
    let around =
        Span { start: own.at.start.saturating_sub(24).max(at.start), end: report.quantity(base)?.at.end };
    let aside = report.roles_in(around).has(Roles::MODAL | Roles::EXCEPT);
    (!aside
        && gap.trim_matches([' ', '*', '_']).is_empty()
        && [figure, printed, base].into_iter().all(plain)
        && !told.contains(['.', ';', '|', '\n'])
        && alike
        && of_kind
        && one
        && near)
        .then_some(Compared { figure, base, printed, less })
}

fn is_share(report: &Report, index: u32) -> bool {
    report.quantity(index).is_some_and(|quantity| quantity.class == class::PERCENTAGE)
}

impl Compared {
    /// What the two give, and how that stands to what is printed. Far from it, something
    /// else is meant.
    pub fn outcome(&self, report: &Report) -> (Value, Outcome) {
        let (figure, base) = (report.base_value(self.figure), report.base_value(self.base));
        let (low, high) = if self.less { (figure, base) } else { (base, figure) };
        let difference = high.sub(low);
        let (value, printed) = if is_share(report, self.printed) {
            (difference.times(100).div(base), report.value(self.printed))
        } else {
            (difference, report.base_value(self.printed))
        };
        // The sign only says which way, and that is told by the word.
        let printed = if self.less && printed.below(Value::whole(0)) == Outcome::Holds {
            Value::whole(0).sub(printed)
        } else {
            printed
        };
        let outcome = value.equals(printed);
        let close = value.below(printed.times(2)) == Outcome::Holds
            && printed.below(value.times(2)) == Outcome::Holds;
        (value, if outcome == Outcome::Contradicted && !close { Outcome::Undecided } else { outcome })
    }
}
