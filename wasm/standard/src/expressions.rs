//! Arithmetic as printed, with signs of more than one kind or with brackets: "(8 + 9 + 7) / 3 =
//! 8", "0.4 × 80 + 0.6 × 90 = 86", "(120 − 84) / 120 = 30%".

use crate::disowned;
use crossfoot_kit::prelude::*;

pub struct Expression {
    /// From the first sign to the result.
    pub at: Span,
    pub numbers: Vec<u32>,
    pub result: u32,
    pub value: Value,
    pub outcome: Outcome,
}

/// Nobody writes more numbers into one line of arithmetic.
const MOST: usize = 12;

pub fn told(report: &Report) -> Vec<Expression> {
    let last = report.quantities().len().saturating_sub(1) as u32;
    (1..last).filter_map(|index| of(report, index)).collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Token {
    Number(u32),
    Sign(char),
    Open,
    Close,
}

/// The expression whose last number this is.
fn of(report: &Report, last: u32) -> Option<Expression> {
    let result = last + 1;
    let (before, behind) = (report.quantity(last)?, report.quantity(result)?);
    if behind.at.start.saturating_sub(end_of(report, last)) > 12 {
        return None;
    }
    let gap = report.text(Span { start: end_of(report, last), end: behind.at.start });
    let closing = gap.trim().strip_suffix('=')?;
    let mut tokens: Vec<Token> = Vec::new();
    push_reversed(&mut tokens, signs(closing)?);
    let mut first = last;
    tokens.push(Token::Number(last));
    while let Some(earlier) = first.checked_sub(1) {
        let start = end_of(report, earlier);
        let between = Span { start, end: report.quantity(first)?.at.start };
        if between.end.saturating_sub(start) > 12 || tokens.len() > 4 * MOST {
            break;
        }
        let Some(between) = signs(report.text(between)).filter(|between| joins(between)) else { break };
        push_reversed(&mut tokens, between);
        tokens.push(Token::Number(earlier));
        first = earlier;
    }
    let start = open_brackets(report, &mut tokens, report.quantity(first)?.at.start)?;
    tokens.reverse();
    let numbers: Vec<u32> = tokens
        .iter()
        .filter_map(|token| if let Token::Number(index) = token { Some(*index) } else { None })
        .collect();
    let plain = numbers.iter().all(|index| is_plain(report, *index)) && is_plain(report, result);
    let free = behind.role == role::ALONE && !matches!(behind.joint, joint::PLUS..=joint::DIVIDE);
    if !plain
        || !free
        || numbers.len() > MOST
        || !(is_compound(&tokens) || is_priced(report, &tokens, result))
        || before.role == role::RANGE_START
    {
        return None;
    }
    let value = evaluate(report, &tokens)?;
    let at = Span { start, end: behind.at.end };
    let outcome = outcome(report, &tokens, &numbers, result, value);
    Some(Expression { at, numbers, result, value, outcome })
}

/// Where a number ends, with its unit.
fn end_of(report: &Report, index: u32) -> u32 {
    let Some(quantity) = report.quantity(index) else { return 0 };
    let joined = quantity.noun.start >= quantity.at.end && quantity.noun.start <= quantity.at.end + 1;
    let unit = joined && report.unit(quantity).is_some();
    if unit { quantity.noun.end.max(quantity.at.end) } else { quantity.at.end }
}

/// What stands between two numbers, where it is nothing but signs and brackets.
fn signs(text: &str) -> Option<Vec<Token>> {
    let mut found = Vec::new();
    for sign in text.chars().filter(|sign| !matches!(sign, ' ' | '€' | '$' | '£')) {
        found.push(match sign {
            '(' => Token::Open,
            ')' => Token::Close,
            '+' => Token::Sign('+'),
            '-' | '−' | '–' => Token::Sign('-'),
            '×' | '*' | '·' | 'x' => Token::Sign('×'),
            '/' | '÷' => Token::Sign('/'),
            _ => return None,
        });
    }
    Some(found)
}

/// Just one sign, with brackets that end before it and begin behind it.
fn joins(tokens: &[Token]) -> bool {
    let mut rest = tokens.iter().skip_while(|token| **token == Token::Close);
    matches!(rest.next(), Some(Token::Sign(_))) && rest.all(|token| *token == Token::Open)
}

fn push_reversed(tokens: &mut Vec<Token>, more: Vec<Token>) {
    tokens.extend(more.into_iter().rev());
}

/// The brackets that open before the first number, as many as are missing; and where the
/// expression begins. A name, a power or a sign before it makes it a part of another.
fn open_brackets(report: &Report, tokens: &mut Vec<Token>, start: u32) -> Option<u32> {
    let count = |wanted: Token| tokens.iter().filter(|token| **token == wanted).count();
    let missing = count(Token::Close).checked_sub(count(Token::Open))?;
    let line = report.line_of(Span { start, end: start });
    let before = report.text(Span { start: line.start, end: start });
    let mut rest = before.trim_end_matches([' ', '*', '_']);
    for _ in 0..missing {
        rest = rest.strip_suffix('(')?.trim_end_matches(' ');
        tokens.push(Token::Open);
    }
    let begins = rest.trim_end_matches(['*', '_', '`', ' ', '€', '$', '£']);
    let joined = begins.ends_with(['+', '−', '×', '·', '/', '÷', '^', '√', '%', '<', '>', '('])
        || begins.ends_with('-') && begins.trim_start() != "-"
        || missing > 0 && rest.ends_with(char::is_alphanumeric);
    let bracket = before.get(rest.len()..).and_then(|behind| behind.find('('));
    (!joined)
        .then(|| if missing > 0 { line.start + (rest.len() + bracket.unwrap_or(0)) as u32 } else { start })
}

fn is_plain(report: &Report, index: u32) -> bool {
    report.quantity(index).is_some_and(|quantity| {
        matches!(quantity.role, role::ALONE | role::NUMERATOR | role::DENOMINATOR)
            && quantity.class != class::MULTIPLE
            && report.is_arithmetic(index)
            && quantity.flags & (flag::HEDGED | flag::MARKED) == 0
    })
}

/// "2,448 h × €14.50 = €35,496"
fn is_priced(report: &Report, tokens: &[Token], result: u32) -> bool {
    let money = |index: u32| report.quantity(index).is_some_and(|quantity| quantity.class == class::MONEY);
    let prices = tokens.iter().filter(|token| matches!(token, Token::Number(index) if money(*index))).count();
    let times = tokens.iter().filter(|token| matches!(token, Token::Sign(_))).eq([&Token::Sign('×')]);
    money(result) && prices == 1 && times
}

/// Signs of one kind are read as sums, products and quotients.
fn is_compound(tokens: &[Token]) -> bool {
    let mut kinds: Vec<char> = tokens
        .iter()
        .filter_map(|token| match token {
            Token::Sign('+' | '-') => Some('+'),
            Token::Sign(sign) => Some(*sign),
            _ => None,
        })
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.len() > 1 || !kinds.is_empty() && tokens.contains(&Token::Open)
}

// --- what it comes to -----------------------------------------------------------

fn evaluate(report: &Report, tokens: &[Token]) -> Option<Value> {
    let mut rest = tokens;
    let value = sum(report, &mut rest)?;
    rest.is_empty().then_some(value)
}

fn sum(report: &Report, rest: &mut &[Token]) -> Option<Value> {
    let mut value = product(report, rest)?;
    while let Some((Token::Sign(sign @ ('+' | '-')), behind)) = rest.split_first() {
        *rest = behind;
        let next = product(report, rest)?;
        value = if *sign == '+' { value.add(next) } else { value.sub(next) };
    }
    Some(value)
}

fn product(report: &Report, rest: &mut &[Token]) -> Option<Value> {
    let mut value = factor(report, rest)?;
    while let Some((Token::Sign(sign @ ('×' | '/')), behind)) = rest.split_first() {
        *rest = behind;
        let next = factor(report, rest)?;
        value = if *sign == '×' { value.mul(next) } else { value.div(next) };
    }
    Some(value)
}

fn factor(report: &Report, rest: &mut &[Token]) -> Option<Value> {
    let (first, behind) = rest.split_first()?;
    *rest = behind;
    match first {
        Token::Number(index) => Some(report.value(*index)),
        Token::Open => {
            let value = sum(report, rest)?;
            let (close, behind) = rest.split_first()?;
            *rest = behind;
            (*close == Token::Close).then_some(value)
        }
        _ => None,
    }
}

/// From the left to the right, as a pocket calculator does it.
fn in_turn(report: &Report, tokens: &[Token]) -> Option<Value> {
    let mut rest = tokens.iter();
    let Some(Token::Number(first)) = rest.next() else { return None };
    let mut value = report.value(*first);
    while let Some(token) = rest.next() {
        let (Token::Sign(sign), Some(Token::Number(next))) = (token, rest.next()) else { return None };
        let next = report.value(*next);
        value = match sign {
            '+' => value.add(next),
            '-' => value.sub(next),
            '×' => value.mul(next),
            _ => value.div(next),
        };
    }
    Some(value)
}

fn outcome(report: &Report, tokens: &[Token], numbers: &[u32], result: u32, value: Value) -> Outcome {
    let printed = report.value(result);
    let fits = |value: Value| {
        let hundredfold = report.is_percentage(result).then(|| value.times(100));
        [Some(value), hundredfold]
            .into_iter()
            .flatten()
            .any(|value| value.equals(printed) != Outcome::Contradicted)
    };
    if value.equals(printed) != Outcome::Contradicted {
        return value.equals(printed);
    }
    if fits(value) {
        return Outcome::Holds;
    }
    let near = |value: Value| {
        value.at_most(printed.times(2)) == Outcome::Holds && printed.at_most(value.times(2)) == Outcome::Holds
    };
    // What is measured may be converted on the way.
    let measured = |index: u32| !matches!(report.dimension(index), (dimension::NONE | dimension::THINGS, 0));
    let converts = numbers.iter().any(|index| measured(*index)) || measured(result);
    let hundredfold = report.is_percentage(result) && near(value.times(100));
    let open = in_turn(report, tokens).is_some_and(fits)
        || converts && !near(value) && !hundredfold
        || disowned::is_disowned(report, result)
        || is_cut(report, result)
        || report.count(result).is_some() && is_whole_division(report, tokens, (value, printed));
    if open { Outcome::Undecided } else { Outcome::Contradicted }
}

/// "Quorum: 5 / 2 + 1 = 3": of whole numbers, less than one apart.
fn is_whole_division(report: &Report, tokens: &[Token], (value, printed): (Value, Value)) -> bool {
    let divides = tokens.contains(&Token::Sign('/'));
    let whole = tokens.iter().all(|token| match token {
        Token::Number(index) => report.count(*index).is_some(),
        _ => true,
    });
    let off = value.sub(printed);
    let one = Value::whole(1);
    divides && whole && off.below(one) == Outcome::Holds && Value::whole(-1).below(off) == Outcome::Holds
}

/// "7 / 2 * 2 = 6 (integer division)"
fn is_cut(report: &Report, result: u32) -> bool {
    const CUT: Spellings<6> = Spellings::of(["integer", "floor", "floored", "rounded", "truncated", "ceil"]);
    let Some(quantity) = report.quantity(result) else { return false };
    let line = report.line_of(quantity.at);
    let behind =
        Span { start: quantity.at.end, end: line.end.min(quantity.at.end + 40).max(quantity.at.end) };
    report.words_in(behind).iter().any(|word| CUT.has(word))
}
