//! Lines that tell what so many workers do side by side, "4 threads: 165,172 ops/s
//! (2.53x, 63.4% eff)", or what comes of one setting: "batch=64: 645,351 samples/s (60.6x)".
//! Each stands against the line of one.

use crate::speedups::Gain;
use crossfoot_kit::prelude::*;

/// What one line tells.
#[derive(Default)]
struct Line {
    workers: i64,
    /// "batch" of "batch=64".
    setting: Option<u32>,
    count: Option<u32>,
    rate: Option<u32>,
    speedup: Option<u32>,
    efficiency: Option<u32>,
}

pub fn told(report: &Report) -> Vec<Gain> {
    let mut found = Vec::new();
    let may_scale = has_multiples(report) || report.says(WORKERS) && report.says(Roles::EFFICIENCY);
    if !may_scale {
        return found;
    }
    for (block, of) in [(kind::BLOCK, kind::LINE), (kind::LIST, kind::ITEM)] {
        for block in report.of_kind(block) {
            in_block(report, block, of, &mut found);
        }
    }
    found
}

const WORKERS: Roles = Roles::THREAD;

/// What grows from line to line.
const SCALES: [&str; 18] = [
    "batch",
    "bs",
    "depth",
    "thread",
    "worker",
    "size",
    "queue",
    "job",
    "proc",
    "concurrency",
    "parallel",
    "stream",
    "shard",
    "client",
    "user",
    "gpu",
    "node",
    "core",
];

fn has_multiples(report: &Report) -> bool {
    report.quantities().iter().any(|quantity| quantity.class == class::MULTIPLE)
}

fn in_block(report: &Report, block: u32, of: u8, found: &mut Vec<Gain>) {
    let mut base: Option<u32> = None;
    let mut last: Option<Line> = None;
    let (mut between, mut bases, mut of_several) = (0, 0, false);
    let (mut speedups, mut efficiencies) = (Vec::new(), Vec::new());
    for child in report.children(block).filter(|child| report.kind(*child) == of) {
        let at = report.span(child);
        let at = Span {
            start: at.start,
            end: at.end.min(report.line_of(Span { start: at.start, end: at.start }).end),
        };
        let Some(line) = line(report, at) else {
            let pair = last.as_ref().filter(|_| between == 2);
            if let Some((last, pair)) = pair.and_then(|last| Some((last, of_one_kind(report, last, base)?))) {
                below(report, at, pair, last, &mut speedups, &mut efficiencies);
            }
            continue;
        };
        between = if line.workers == 1 { 1 } else { between + 1 };
        if last.as_ref().is_some_and(|last| last.setting != line.setting) {
            base = None;
        }
        // "2 threads: 190 ops/s (1.0x)": the efficiencies are against several.
        let is_one = |own: u32| report.value(own).equals(Value::whole(1)) == Outcome::Holds;
        of_several |= line.workers > 1 && line.speedup.is_some_and(is_one);
        if line.workers == 1 {
            // Of two lines of one nobody knows which is the base, and one that prints a
            // multiple of its own has another.
            let own = line
                .speedup
                .is_some_and(|own| report.value(own).equals(Value::whole(1)) == Outcome::Contradicted);
            bases += 1;
            base = line.rate.filter(|_| !own && bases == 1);
        } else {
            beside(report, &line, base, &mut speedups, &mut efficiencies);
        }
        last = Some(line);
    }
    found.extend(settle(report, speedups));
    if !of_several {
        found.extend(settle(report, efficiencies));
    }
}

/// What a line says of itself.
fn beside(
    report: &Report,
    line: &Line,
    base: Option<u32>,
    speedups: &mut Vec<Gain>,
    efficiencies: &mut Vec<Gain>,
) {
    let workers = Value::whole(line.workers);
    let gain =
        |pair, workers, printed, value| Gain { pair, workers, printed, value, severity: Severity::Warning };
    let pair = of_one_kind(report, line, base);
    if let (Some((rate, base)), Some(printed)) = (pair, line.speedup) {
        let value = report.base_value(rate).div(report.base_value(base));
        speedups.push(gain((rate, base), None, printed, value));
    }
    let Some(printed) = line.efficiency else { return };
    match (line.speedup, line.count, pair) {
        (Some(speedup), Some(count), _) => {
            efficiencies.push(gain(
                (speedup, count),
                None,
                printed,
                report.value(speedup).times(100).div(workers),
            ));
        }
        (None, Some(count), Some((rate, base))) => {
            let value = report.base_value(rate).times(100).div(report.base_value(base).mul(workers));
            efficiencies.push(gain((rate, base), Some(count), printed, value));
        }
        _ => {}
    }
}

/// The rates of a line and of its base, where they are of one kind.
fn of_one_kind(report: &Report, line: &Line, base: Option<u32>) -> Option<(u32, u32)> {
    let (rate, base) = (line.rate?, base?);
    (report.dimension(rate) == report.dimension(base)).then_some((rate, base))
}

/// `Speedup: 1.51x` and `Efficiency: 75.3%` below the lines of one worker and of
/// several.
fn below(
    report: &Report,
    at: Span,
    pair: (u32, u32),
    last: &Line,
    speedups: &mut Vec<Gain>,
    efficiencies: &mut Vec<Gain>,
) {
    let mut numbers = report.quantities_in(at).filter(|index| report.is_arithmetic(*index));
    let (Some(first), second, None) = (numbers.next(), numbers.next(), numbers.next()) else { return };
    // "2-thread efficiency: 79.7%"
    let printed = match second {
        None => first,
        Some(printed) if report.count(first) == Some(last.workers) && is_of_workers(report, first) => printed,
        Some(_) => return,
    };
    let Some(quantity) = report.quantity(printed) else { return };
    let words = report.words_in(Span { start: at.start, end: quantity.at.start });
    let plain = |of: Roles| {
        let named = words.last().is_some_and(|word| word.is(of));
        named && words.iter().all(|word| word.is(of.or(WORKERS)))
    };
    let gain = report.base_value(pair.0).div(report.base_value(pair.1));
    let workers = Value::whole(last.workers);
    let told = |workers, value| Gain { pair, workers, printed, value, severity: Severity::Warning };
    if quantity.class == class::MULTIPLE && plain(Roles::SPEEDUP) {
        speedups.push(told(None, gain));
    } else if quantity.class == class::PERCENTAGE && plain(Roles::EFFICIENCY) {
        efficiencies.push(told(last.count, gain.times(100).div(workers)));
    }
}

/// Several lines that agree show how it was reckoned; one alone may mean
/// something else, and where most differ, they do.
fn settle(report: &Report, mut gains: Vec<Gain>) -> Vec<Gain> {
    let held = gains
        .iter()
        .filter(|gain| gain.value.equals(report.value(gain.printed)) != Outcome::Contradicted)
        .count();
    if held >= 2 && held * 2 >= gains.len() {
        gains.iter_mut().for_each(|gain| gain.severity = Severity::Error);
    } else if gains.len() > 2 {
        gains.clear();
    }
    gains
}

fn line(report: &Report, at: Span) -> Option<Line> {
    let mut line = Line::default();
    for index in report.quantities_in(at) {
        let quantity = report.quantity(index)?;
        if quantity.role != role::ALONE {
            return None;
        }
        let (what, per) = report.dimension(index);
        if line.setting.is_none()
            && line.count.is_none()
            && line.rate.is_none()
            && let Some(setting) = setting(report, at, index)
        {
            line.setting = Some(setting);
            line.workers = report.count(index)?;
        } else if is_of_workers(report, index) && line.rate.is_none() && line.count.is_none() {
            line.count = Some(index);
        } else if quantity.class == class::MULTIPLE {
            if line.speedup.replace(index).is_some() || !is_bare(report, quantity) {
                return None;
            }
        } else if quantity.class == class::PERCENTAGE {
            let named = report.noun(index).first().or_else(|| report.words_behind(index).first());
            if !named.is_some_and(|word| word.is(Roles::EFFICIENCY))
                || line.efficiency.replace(index).is_some()
            {
                return None;
            }
        } else if per == dimension::TIME && what != dimension::TIME && report.is_firm(index) {
            if line.rate.replace(index).is_some() {
                return None;
            }
        } else if report.is_arithmetic(index) && !is_setting(report, quantity) {
            return None;
        }
    }
    // "8 workers: 23.0% efficiency (1.84x speedup)" needs no rate.
    let whole = line.speedup.is_some() && line.efficiency.is_some() && line.count.is_some();
    if line.rate.is_none() && !whole {
        return None;
    }
    if let Some(count) = line.count {
        line.workers = report.count(count)?;
    } else if line.setting.is_none() {
        let before = report.quantity(line.rate?)?.at.start;
        let alone = report.words_in(Span { start: at.start, end: before });
        line.workers = i64::from(alone.first().is_some_and(|word| ONE.has(word)));
    }
    (line.workers > 0).then_some(line)
}

/// "8 threads", "8T": how many work side by side. "1 thread" is a name for what
/// others are compared with, so its noun is asked for by its letters.
fn is_of_workers(report: &Report, index: u32) -> bool {
    report.count(index).is_some()
        && (report.noun(index).first().is_some_and(|word| word.is(WORKERS))
            || report.text(report.noun_span(index)) == "thread")
}

/// Nothing behind the multiple but that it is a speedup: "(1.2x vs PyTorch)", "(2.1x more
/// memory)" and "(2.1x ratio)" are of something else.
fn is_bare(report: &Report, multiple: &Quantity) -> bool {
    let line = report.line_of(multiple.at);
    let behind = report.text(Span { start: multiple.at.end, end: line.end });
    let behind = behind.split([',', ')', ';']).next().unwrap_or_default().trim_matches([' ', '*']);
    matches!(behind, "" | "speedup" | "speed-up" | "faster" | "scaling" | "speed up" | "quicker")
}

/// "batch=64: …": the line begins with it.
fn setting(report: &Report, at: Span, index: u32) -> Option<u32> {
    let quantity = report.quantity(index)?;
    report.count(index)?;
    let before = Span { start: at.start, end: quantity.at.start };
    let text = report.text(before).strip_suffix('=')?;
    let [word] = report.words_in(before) else { return None };
    // "run=2" and "seed=7" are no more of anything.
    if !SCALES.iter().any(|scale| report.text(word.at).to_lowercase().starts_with(scale)) {
        return None;
    }
    let behind = report.text(Span { start: quantity.at.end, end: at.end });
    let leads = text.trim_start_matches(['-', '*', ' ', '`']).len() == (word.at.end - word.at.start) as usize;
    (leads && behind.trim_start_matches(['*', '`']).starts_with(':')).then_some(word.concept)
}

/// `(depth=4)`
fn is_setting(report: &Report, quantity: &Quantity) -> bool {
    let line = report.line_of(quantity.at);
    report.text(Span { start: line.start, end: quantity.at.start }).ends_with('=')
}

const ONE: Spellings<4> = Spellings::of(["sequential", "serial", "single", "single-threaded"]);
