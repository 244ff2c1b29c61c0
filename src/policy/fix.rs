//! Fixes applied to a text, in memory.

use std::collections::BTreeMap;

use crate::ledger::{Applicability, Finding, ResolvedEdit, ResolvedFix};

/// A text with fixes applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    pub text: String,
    pub applied: u32,
    /// Fixes that touch what another one has changed: the next round's work.
    pub postponed: u32,
}

/// The fixes of each report, one for each finding that counts: the safe ones,
/// with `maybe` the others as well. Heirs are mended with their root: each has
/// a figure of its own that is wrong.
pub fn fixes(findings: &[Finding], maybe: bool) -> BTreeMap<&str, Vec<&ResolvedFix>> {
    let mut by_path: BTreeMap<&str, Vec<&ResolvedFix>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.suppressed.is_none()) {
        let heirs = finding.inherited.iter().filter(|heir| heir.suppressed.is_none());
        let theirs = heirs.flat_map(|heir| heir.own.iter().map(|own| (&heir.path, &own.fixes)));
        for (path, fixes) in std::iter::once((&finding.path, &finding.fixes)).chain(theirs) {
            if let Some(fix) = choose(fixes, path, maybe) {
                by_path.entry(path).or_default().push(fix);
            }
        }
    }
    by_path
}

fn choose<'a>(fixes: &'a [ResolvedFix], path: &str, maybe: bool) -> Option<&'a ResolvedFix> {
    let here = |fix: &&ResolvedFix| !fix.edits.is_empty() && fix.edits.iter().all(|edit| edit.path == path);
    let safe = |fix: &&ResolvedFix| fix.applicability == Applicability::Safe;
    let mut fixes = fixes.iter().filter(here);
    fixes.clone().find(safe).or_else(|| fixes.next().filter(|_| maybe))
}

/// Applies fixes to the report that they were made for.
pub fn fix(source: &str, fixes: &[&ResolvedFix]) -> Fixed {
    let mut accepted: Vec<&ResolvedEdit> = Vec::new();
    let mut fixed = Fixed::default();
    for fix in fixes {
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
        Finding {
            path: "a.md".into(),
            fixes: vec![fix],
            suppressed: None,
            ..sample::outcome().findings[0].clone()
        }
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
            let chosen = fixes(&findings, maybe);
            let fixed = fix(SOURCE, chosen.get("a.md").map_or(&[], Vec::as_slice));
            assert_eq!((fixed.text.as_str(), fixed.applied, fixed.postponed), (want, applied, postponed));
            assert!(chosen.keys().all(|path| *path == "a.md"));
        }
    }

    #[test]
    fn an_edit_that_does_not_fit_the_text_is_left_alone() {
        let mut findings = vec![finding(Applicability::Safe, &[("→", "->")])];
        findings[0].fixes[0].edits[0].range.start.offset += 1;
        let chosen = fixes(&findings, false);
        assert_eq!(fix(SOURCE, &chosen["a.md"]).text, SOURCE);
        assert_eq!(fix("", &chosen["a.md"]).text, "");
    }

    #[test]
    fn heirs_are_mended_with_their_root() {
        let mut root = finding(Applicability::Safe, &[("one", "1")]);
        let mut own = finding(Applicability::Safe, &[("two", "2")]).claimed();
        own.fixes[0].edits[0].path = "b.md".into();
        let heir = crate::ledger::Heir::at("b.md".into(), root.range);
        root.inherited = vec![crate::ledger::Heir { own: vec![own], ..heir }];
        let paths = |root: &Finding| fixes(std::slice::from_ref(root), false).into_keys().count();
        assert_eq!(paths(&root), 2);
        let why = crate::ledger::Suppressed { by: crate::ledger::Suppressor::Comment, reason: "why".into() };
        root.inherited[0].suppressed = Some(why.clone());
        assert_eq!(paths(&root), 1, "an heir that is let stand");
        root.suppressed = Some(why);
        assert_eq!(paths(&root), 0);
    }
}
