//! All that can wake the loop.

use std::sync::Arc;

use lsp_server::{Message, RequestId};

use super::home::HomeId;
use super::reading::Reading;
use super::series::Around;
use super::setup::{Setup, Sources};
use super::workers::Answer;
use crate::analyzers::Live;
use crate::ledger::Fault;

pub enum Event {
    Client(Message),
    /// The client's end of the line is closed.
    ClientGone,
    /// An open report was judged.
    Judged {
        uri: String,
        reading: Box<Reading>,
    },
    Answered {
        id: RequestId,
        answer: Answer,
    },
    /// A setup was made, or refused: then the old one is still at work.
    Loaded {
        home: HomeId,
        live: Arc<Live<Setup>>,
        sources: Sources,
        faults: Vec<Fault>,
    },
    /// The engine does not start, so nothing will ever be judged.
    NoEngine(String),
    /// The series has been asked again.
    Concluded {
        home: HomeId,
        serial: u64,
        around: Vec<(String, Around)>,
        faults: Vec<Fault>,
    },
    Scanning {
        home: HomeId,
        done: usize,
        of: usize,
    },
    Retired(Vec<Fault>),
    /// A second has passed.
    Tick,
}
