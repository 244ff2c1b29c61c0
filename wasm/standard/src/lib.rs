//! The standard pack.
use crossfoot_kit::bindings::*;
pub struct Standard;
impl Guest for Standard {
    fn describe() -> Manifest { Manifest { name: "standard".into(), version: "0.1.0".into(), rules: vec![], settings: vec![] } }
    fn inspect(_: Report, _: Settings) -> Inspection { Inspection { entries: vec![], unlisted: Tally { holds: 0, undecided: 0 }, note: vec![] } }
    fn conclude(_: Vec<ReportNote>, _: Settings) -> Conclusion { Conclusion { entries: vec![], unlisted: Tally { holds: 0, undecided: 0 }, inherited: vec![] } }
}
crossfoot_kit::bindings::export_analyzer!(Standard);
