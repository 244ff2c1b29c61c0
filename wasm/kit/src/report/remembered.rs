//! What one rule has found out, kept for the next that asks.

use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::rc::Rc;

use super::Report;

/// What functions gave, each under the type that is its alone.
#[derive(Default)]
pub(crate) struct Memory(RefCell<Vec<(TypeId, Rc<dyn Any>)>>);

impl Memory {
    fn find<T: 'static>(&self, by: TypeId) -> Option<Rc<T>> {
        let kept = self.0.borrow();
        let (_, found) = kept.iter().find(|(maker, _)| *maker == by)?;
        Rc::clone(found).downcast().ok()
    }
}

impl Report {
    /// What a function finds in this report: asked the first time, remembered
    /// for all rules that ask again.
    ///
    /// It takes functions and closures that hold nothing; what one returns
    /// holds indices, not borrows.
    ///
    /// ```
    /// use crossfoot_kit::prelude::*;
    /// fn dry(report: &Report) -> Vec<u32> {
    ///     (0..report.quantities().len() as u32).filter(|number| report.printed(*number) == "11").collect()
    /// }
    /// let report = crossfoot_kit::sample::report();
    /// let first = report.remembered(dry);
    /// assert_eq!(first.len(), 1);
    /// assert!(std::rc::Rc::ptr_eq(&first, &report.remembered(dry)));
    /// ```
    ///
    /// What depends on more than the report is no answer for all rules, and does
    /// not compile:
    ///
    /// ```compile_fail
    /// let report = crossfoot_kit::sample::report();
    /// let wanted = String::from("11");
    /// report.remembered(move |report| report.source().contains(&wanted));
    /// ```
    pub fn remembered<T: 'static, F: Fn(&Report) -> T + 'static>(&self, find: F) -> Rc<T> {
        const { assert!(size_of::<F>() == 0, "only a function that holds nothing can be remembered by its type") };
        let by = TypeId::of::<F>();
        if let Some(found) = self.memory.find(by) {
            return found;
        }
        // Not borrowed meanwhile: what is looked for may rest on what is remembered.
        let found = Rc::new(find(self));
        self.memory.0.borrow_mut().push((by, Rc::clone(&found) as Rc<dyn Any>));
        found
    }
}
