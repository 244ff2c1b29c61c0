//! Folders and files behind the open reports: which belong where, and what
//! changed on disk.

use std::path::PathBuf;

use lsp_types::DidChangeWorkspaceFoldersParams;

use super::home::HomeId;
use super::series::News;
use super::server::Server;
use super::workers::Job;
use super::{scan, uri, watch};

impl Server {
    /// Files that changed on disk: configs, analyzers, reports.
    pub fn saved_or_changed(&mut self, uris: &[String]) {
        for file in uris.iter().filter_map(|uri| uri::to_path(uri)) {
            let homes: Vec<HomeId> = self.session.homes.keys().copied().collect();
            for id in homes {
                let Some(home) = self.session.homes.get(&id) else { continue };
                let above = file.parent().is_some_and(|folder| home.root.starts_with(folder));
                if home.watched.names(&file) || (watch::is_config(&file) && above) {
                    self.session.load(id);
                } else if home.workspace && file.starts_with(&home.root) && watch::is_report(&file) {
                    self.read_again(id, file.clone());
                }
            }
        }
    }

    /// A report on disk is judged again, when there is time.
    fn read_again(&mut self, id: HomeId, file: PathBuf) {
        let session = &self.session;
        let Some(home) = session.homes.get(&id) else { return };
        let (Some(setup), name) = (home.setup(), home.name_of(&file)) else { return };
        if !setup.covers(&name) {
            return;
        }
        let (series, events) = (session.series.clone(), session.events.clone());
        session.workers.submit(Job::Later(Box::new(move || {
            let judgement = scan::judge_file(&file, &setup, &events);
            let reports = vec![(name, judgement)];
            let _ = series.send(News::OnDisk { home: id, serial: setup.serial, reports });
        })));
    }

    pub fn did_change_folders(&mut self, params: DidChangeWorkspaceFoldersParams) {
        for folder in params.event.removed {
            let Some(root) = uri::to_path(folder.uri.as_str()) else { continue };
            let gone = self.session.homes.iter().find(|(_, home)| home.workspace && home.root == root);
            if let Some((&id, _)) = gone {
                self.session.drop_home(id);
            }
        }
        for folder in params.event.added {
            if let Some(root) = uri::to_path(folder.uri.as_str()) {
                self.session.add_home(root, true);
            }
        }
        self.move_in();
    }

    /// Each open report belongs to the innermost folder there is now.
    fn move_in(&mut self) {
        let uris: Vec<String> = self.session.open.keys().cloned().collect();
        for key in uris {
            let (home, path) = self.session.locate(&key);
            let Some(open) = self.session.open.get_mut(&key) else { continue };
            if open.home == home && open.path == path {
                continue;
            }
            let old = (open.home, std::mem::replace(&mut open.path, path));
            open.home = home;
            open.around = None;
            open.reading = None;
            let _ = self.session.series.send(News::Closed { home: old.0, path: old.1 });
            self.session.judge(&key);
        }
    }
}
