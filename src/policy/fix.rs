//! Fixes applied to a text, in memory.

use crate::ledger::{Applicability, Finding, ResolvedEdit, ResolvedFix};

/// A text with fixes applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    pub text: String,
    pub applied: u32,
    /// Fixes that touch what another one has changed: the next round's work.
    pub postponed: u32,
}

/// Applies to `source`, the report at `path`, one fix for each finding that
/// counts: the safe ones, with `maybe` the others as well.
pub fn fix(source: &str, path: &str, findings: &[Finding], maybe: bool) -> Fixed {
    let mut accepted: Vec<&ResolvedEdit> = Vec::new();
    let mut fixed = Fixed::default();
    for fix in findings.iter().filter_map(|finding| choose(finding, path, maybe)) {
        if !fix.edits.iter().all(|edit| fits(edit, source)) {
            continue;
        }
        // Several findings may ask for the same change; it is made once.
        let new = |edit: &&ResolvedEdit| !accepted.iter().any(|known| same(known, edit));
        let edits: Vec<&ResolvedEdit> = fix.edits.iter().filter(new).collect();
        let clash = |edit: &&ResolvedEdit| accepted.iter().any(|known| overlap(known, edit));
        if edits.iter().any(clash) || itself_overlaps(&edits) {
            fixed.postponed += 1;
            continue;
        }
        fixed.applied += u32::from(!edits.is_empty());
        accepted.extend(edits);
    }
    fixed.text = rewrite(source, accepted);
    fixed
}

fn choose<'a>(finding: &'a Finding, path: &str, maybe: bool) -> Option<&'a ResolvedFix> {
    if finding.suppressed.is_some() {
        return None;
    }
    let here = |fix: &&ResolvedFix| !fix.edits.is_empty() && fix.edits.iter().all(|edit| edit.path == path);
    let safe = |fix: &&ResolvedFix| fix.applicability == Applicability::Safe;
    let mut fixes = finding.fixes.iter().filter(here);
    fixes.clone().find(safe).or_else(|| fixes.next().filter(|_| maybe))
}

fn fits(edit: &ResolvedEdit, source: &str) -> bool {
    source.get(edit.range.start.offset as usize..edit.range.end.offset as usize).is_some()
}

fn same(a: &ResolvedEdit, b: &ResolvedEdit) -> bool {
    bounds(a) == bounds(b) && a.text == b.text
}

/// Two insertions at one place have no order, so they count as overlapping.
fn overlap(a: &ResolvedEdit, b: &ResolvedEdit) -> bool {
    let ((a_start, a_end), (b_start, b_end)) = (bounds(a), bounds(b));
    (a_start < b_end && b_start < a_end) || a_start == b_start
}

fn itself_overlaps(edits: &[&ResolvedEdit]) -> bool {
    edits.iter().enumerate().any(|(at, edit)| edits.iter().skip(at + 1).any(|other| overlap(edit, other)))
}

fn bounds(edit: &ResolvedEdit) -> (usize, usize) {
    (edit.range.start.offset as usize, edit.range.end.offset as usize)
}

fn rewrite(source: &str, mut edits: Vec<&ResolvedEdit>) -> String {
    edits.sort_by_key(|edit| bounds(edit));
    let mut text = String::with_capacity(source.len());
    let mut from = 0;
    for edit in edits {
        let (start, end) = bounds(edit);
        text.push_str(source.get(from..start).unwrap_or(""));
        text.push_str(&edit.text);
        from = end;
    }
    text.push_str(source.get(from..).unwrap_or(""));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::sample;
    use crate::report::{Lines, Span};

    const SOURCE: &str = "one → two three";

    fn finding(applicability: Applicability, edits: &[(&str, &str)]) -> Finding {
        let lines = Lines::of(SOURCE);
        let edit = |(old, new): &(&str, &str)| {
            let start = SOURCE.find(old).unwrap() as u32;
            ResolvedEdit {
                path: "a.md".into(),
                range: lines.range(Span::new(start, start + old.len() as u32)),
                text: (*new).into(),
            }
        };
        let fix =
            ResolvedFix { title: String::new(), applicability, edits: edits.iter().map(edit).collect() };
        Finding { fixes: vec![fix], suppressed: None, ..sample::outcome().findings[0].clone() }
    }

    #[test]
    fn fixes_are_applied_once_and_never_over_each_other() {
        use Applicability::{Maybe, Safe};
        type Given<'a> = &'a [(Applicability, &'a [(&'a str, &'a str)])];
        let cases: [(Given<'_>, bool, &str, u32, u32); 6] = [
            (&[(Safe, &[("one", "1"), ("three", "3")])], false, "1 → two 3", 1, 0),
            (&[(Maybe, &[("one", "1")])], false, SOURCE, 0, 0),
            (&[(Maybe, &[("one", "1")])], true, "1 → two three", 1, 0),
            (&[(Safe, &[("one", "1")]), (Safe, &[("one", "1")])], false, "1 → two three", 1, 0),
            (
                &[(Safe, &[("one", "1")]), (Safe, &[("one →", "x"), ("two", "2")])],
                false,
                "1 → two three",
                1,
                1,
            ),
            (&[(Safe, &[("→", "->")])], false, "one -> two three", 1, 0),
        ];
        for (given, maybe, want, applied, postponed) in cases {
            let findings: Vec<Finding> = given.iter().map(|(how, edits)| finding(*how, edits)).collect();
            let fixed = fix(SOURCE, "a.md", &findings, maybe);
            assert_eq!((fixed.text.as_str(), fixed.applied, fixed.postponed), (want, applied, postponed));
            assert_eq!(fix(SOURCE, "b.md", &findings, maybe).text, SOURCE);
        }
    }

    #[test]
    fn an_edit_that_does_not_fit_the_text_is_left_alone() {
        let mut findings = vec![finding(Applicability::Safe, &[("→", "->")])];
        findings[0].fixes[0].edits[0].range.start.offset += 1;
        assert_eq!(fix(SOURCE, "a.md", &findings, false).text, SOURCE);
        assert_eq!(fix("", "a.md", &findings, false).text, "");
    }
}
