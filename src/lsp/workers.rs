//! Threads that do the work the loop must not wait for. They see frozen
//! snapshots only, and tell the loop what came of them.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use crossbeam_channel::Sender;
use lsp_server::{ErrorCode, RequestId, ResponseError};
use serde_json::Value;

use super::event::Event;
use super::reading::Reading;
use super::setup::Setup;

pub type Answer = Result<Value, ResponseError>;

pub enum Job {
    /// An open report has changed. A later version replaces an earlier one
    /// that nobody has begun with.
    Judge { uri: String, path: String, version: i32, text: Arc<str>, setup: Arc<Setup> },
    /// A question about a snapshot.
    Answer(RequestId, Box<dyn FnOnce() -> Answer + Send>),
    /// Work that can wait until nobody waits for anything.
    Later(Box<dyn FnOnce() + Send>),
}

/// Dropping it lets the threads end.
pub struct Workers(Arc<Queue>);

#[derive(Default)]
struct Queue {
    jobs: Mutex<Jobs>,
    ready: Condvar,
}

#[derive(Default)]
struct Jobs {
    urgent: VecDeque<Job>,
    later: VecDeque<Job>,
    closed: bool,
}

impl Workers {
    pub fn start(events: &Sender<Event>) -> Self {
        let queue = Arc::new(Queue::default());
        let count = thread::available_parallelism().map_or(2, usize::from).clamp(2, 4);
        for _ in 0..count {
            let (queue, events) = (Arc::clone(&queue), events.clone());
            thread::spawn(move || {
                while let Some(job) = queue.next() {
                    work(job, &events);
                }
            });
        }
        Workers(queue)
    }

    pub fn submit(&self, job: Job) {
        let mut jobs = self.0.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let place = match &job {
            Job::Judge { uri, .. } => jobs.urgent.iter_mut().find(|queued| queued.judges(uri)),
            _ => None,
        };
        match (place, &job) {
            (Some(place), _) => *place = job,
            (None, Job::Later(_)) => jobs.later.push_back(job),
            (None, _) => jobs.urgent.push_back(job),
        }
        self.0.ready.notify_one();
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        let mut jobs = self.0.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        *jobs = Jobs { closed: true, ..Jobs::default() };
        self.0.ready.notify_all();
    }
}

impl Job {
    fn judges(&self, other: &str) -> bool {
        matches!(self, Job::Judge { uri, .. } if uri == other)
    }
}

impl Queue {
    fn next(&self) -> Option<Job> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(job) = jobs.urgent.pop_front() {
                return Some(job);
            }
            if let Some(job) = jobs.later.pop_front() {
                return Some(job);
            }
            if jobs.closed {
                return None;
            }
            jobs = self.ready.wait(jobs).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

fn work(job: Job, events: &Sender<Event>) {
    let event = match job {
        Job::Judge { uri, path, version, text, setup } => {
            let Some(reading) = Reading::of(&path, version, text, setup) else { return };
            Event::Judged { uri, reading: Box::new(reading) }
        }
        Job::Answer(id, answer) => {
            let answer = catch_unwind(AssertUnwindSafe(answer)).unwrap_or_else(|_| Err(stumbled()));
            Event::Answered { id, answer }
        }
        Job::Later(work) => {
            let _ = catch_unwind(AssertUnwindSafe(work));
            return;
        }
    };
    let _ = events.send(event);
}

fn stumbled() -> ResponseError {
    ResponseError { code: ErrorCode::InternalError as i32, message: "crossfoot stumbled".into(), data: None }
}
