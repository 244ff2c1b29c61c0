//! What differs between two texts, line by line.

/// Texts of more lines than this are shown whole, the old one and the new.
const MOST_LINES: usize = 2_000;

/// Lines that are only in `old` behind `-`, only in `new` behind `+`, and in
/// both behind a blank.
pub fn lines(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut out = String::new();
    let mut put = |sign: char, line: &str| out.push_str(&format!("{sign} {line}\n"));
    if old.len().max(new.len()) > MOST_LINES {
        old.iter().for_each(|line| put('-', line));
        new.iter().for_each(|line| put('+', line));
        return out;
    }
    let common = common(&old, &new);
    let length = |i: usize, j: usize| common.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0);
    let (mut i, mut j) = (0, 0);
    loop {
        match (old.get(i), new.get(j)) {
            (None, None) => return out,
            (Some(one), Some(other)) if one == other => {
                put(' ', one);
                (i, j) = (i + 1, j + 1);
            }
            (Some(one), other) if other.is_none() || length(i + 1, j) >= length(i, j + 1) => {
                put('-', one);
                i += 1;
            }
            (_, Some(other)) => {
                put('+', other);
                j += 1;
            }
            (Some(_), None) => return out,
        }
    }
}

/// For each pair of places the length of the longest common rest.
fn common(old: &[&str], new: &[&str]) -> Vec<Vec<u32>> {
    let mut table = vec![vec![0; new.len() + 1]];
    for line in old.iter().rev() {
        let below = table.last().cloned().unwrap_or_default();
        let mut row = vec![0; new.len() + 1];
        for (j, other) in new.iter().enumerate().rev() {
            let right = row.get(j + 1).copied().unwrap_or(0);
            let (down, across) = (below.get(j).copied(), below.get(j + 1).copied());
            let best = if line == other { across.unwrap_or(0) + 1 } else { down.unwrap_or(0).max(right) };
            if let Some(place) = row.get_mut(j) {
                *place = best;
            }
        }
        table.push(row);
    }
    table.reverse();
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_marked() {
        assert_eq!(lines("a\nb\nc\n", "a\nx\nc\nd\n"), "  a\n- b\n+ x\n  c\n+ d\n");
        assert_eq!(lines("", "a\n"), "+ a\n");
        assert_eq!(lines("a\n", ""), "- a\n");
        assert_eq!(lines("a\nb\n", "b\n"), "- a\n  b\n");
    }
}
