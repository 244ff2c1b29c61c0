//! Where in a list, sorted by place, to look for what begins at a place of the
//! text: rules ask this thousands of times a report.

/// Bytes of text from one mark to the next. A mark is followed by two or three
/// words on average.
const STRIDE: u32 = 16;

/// For each stretch of the text, how many things of the list begin before it.
#[derive(Default)]
pub(crate) struct Marks(Vec<u32>);

impl Marks {
    /// `starts` in the order of the text, which is `length` bytes long.
    pub(crate) fn of(length: usize, starts: impl Iterator<Item = u32>) -> Self {
        let mut marks = vec![0_u32; length / STRIDE as usize + 1];
        for start in starts {
            if let Some(next) = marks.get_mut((start / STRIDE) as usize + 1) {
                *next += 1;
            }
        }
        let mut passed = 0;
        for mark in &mut marks {
            passed += *mark;
            *mark = passed;
        }
        Marks(marks)
    }

    /// How many things begin before a place; `start_of` gives the place of
    /// each, and nothing behind the last.
    pub(crate) fn before(&self, place: u32, count: usize, start_of: impl Fn(usize) -> Option<u32>) -> usize {
        let Some(mark) = self.0.get((place / STRIDE) as usize) else { return count };
        let mut at = *mark as usize;
        while start_of(at).is_some_and(|start| start < place) {
            at += 1;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_find_what_a_search_finds() {
        for starts in [vec![], vec![0], vec![99], vec![0, 1, 2, 15, 16, 17, 40, 41, 80, 99]] {
            let marks = Marks::of(100, starts.iter().copied());
            for place in (0..120).chain([u32::MAX]) {
                let found = marks.before(place, starts.len(), |index| starts.get(index).copied());
                assert_eq!(found, starts.partition_point(|start| *start < place), "{place} in {starts:?}");
            }
        }
    }

    #[test]
    fn places_outside_of_the_text_cost_nothing() {
        let marks = Marks::of(4, [u32::MAX].into_iter());
        assert!(marks.0.len() <= 1);
    }
}
