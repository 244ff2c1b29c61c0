//! The examples in a rule's explanation: what must fire, and what must stay
//! silent.

/// One fence, as the reports that it stands for.
#[derive(Debug, PartialEq, Eq)]
pub struct Example {
    pub fires: bool,
    /// The fence's line in the explanation, from 1.
    pub line: usize,
    /// Paths and texts. One for a fence marked `report`; as many as it has
    /// lines `=== path` for a fence marked `series`.
    pub reports: Vec<(String, String)>,
}

/// The fences under *Fires* and *Stays silent*.
pub fn examples(explanation: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut fires = None;
    let mut lines = explanation.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            fires = match title.trim().to_lowercase().as_str() {
                "fires" => Some(true),
                "stays silent" => Some(false),
                _ => None,
            };
        }
        let Some((marks, kind)) = opening(line) else { continue };
        let body: Vec<&str> =
            lines.by_ref().map(|(_, line)| line).take_while(|line| !closes(line, marks)).collect();
        let Some(fires) = fires else { continue };
        let reports = match kind {
            "report" => vec![("example.md".to_owned(), joined(&body))],
            "series" => series(&body),
            _ => continue,
        };
        examples.push(Example { fires, line: index + 1, reports });
    }
    examples
}

/// How many marks open a fence here, and what it is marked as.
fn opening(line: &str) -> Option<(usize, &str)> {
    let line = line.trim_start();
    let marks = line.len() - line.trim_start_matches('`').len();
    (marks >= 3).then(|| (marks, line.trim_start_matches('`').trim()))
}

fn closes(line: &str, marks: usize) -> bool {
    let line = line.trim();
    line.len() >= marks && line.bytes().all(|byte| byte == b'`')
}

fn series(body: &[&str]) -> Vec<(String, String)> {
    let mut reports: Vec<(String, Vec<&str>)> = Vec::new();
    for line in body {
        match (line.strip_prefix("=== "), reports.last_mut()) {
            (Some(path), _) => reports.push((path.trim().to_owned(), Vec::new())),
            (None, Some((_, text))) => text.push(line),
            (None, None) => {}
        }
    }
    reports.into_iter().map(|(path, lines)| (path, joined(&lines))).collect()
}

fn joined(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_under_the_two_headings_are_examples() {
        let text = "# r (A1)\n\n```report\nnot here\n```\n## Fires\n```report\na\n\nb\n```\nwords\n\
            ```text\nno\n```\n## Stays silent\n````report\n```\nlog\n```\n````\n";
        let found = examples(text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!((found[0].fires, found[0].line), (true, 7));
        assert_eq!(found[0].reports, [("example.md".into(), "a\n\nb\n".into())]);
        assert_eq!(found[1].reports[0].1, "```\nlog\n```\n");
    }

    #[test]
    fn a_series_is_cut_at_its_paths() {
        let found = examples("## Fires\n```series\n=== a.md\none\n=== b.md\ntwo\nthree\n```\n");
        assert_eq!(
            found[0].reports,
            [("a.md".into(), "one\n".into()), ("b.md".into(), "two\nthree\n".into())]
        );
    }
}
