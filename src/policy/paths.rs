//! Paths as words: where a report lies, seen from a config or a baseline.
//! Nothing here asks the file system.

/// Where the command runs and where its config lies, as absolute paths with
/// slashes. Empty for both means that paths are taken as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub cwd: String,
    /// The folder of the config.
    pub root: String,
}

impl Place {
    /// A path of the outcome, seen from the folder of the config.
    pub fn from_root(&self, path: &str) -> String {
        relative(&self.cwd, &self.root, path)
    }
}

/// `path`, which is relative to `cwd` or absolute, seen from `folder`.
pub fn relative(cwd: &str, folder: &str, path: &str) -> String {
    let whole = segments(cwd, path);
    let base = segments(cwd, folder);
    let shared = whole.iter().zip(&base).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", base.len() - shared);
    up.chain(whole.into_iter().skip(shared)).collect::<Vec<_>>().join("/")
}

fn segments<'a>(cwd: &'a str, path: &'a str) -> Vec<&'a str> {
    let rooted = path.starts_with(['/', '\\']) || path.as_bytes().get(1) == Some(&b':');
    let parts = |text: &'a str| text.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".");
    let mut whole: Vec<&str> = if rooted { Vec::new() } else { parts(cwd).collect() };
    for part in parts(path) {
        match part {
            ".." if whole.last().is_some_and(|last| *last != "..") => {
                whole.pop();
            }
            _ => whole.push(part),
        }
    }
    whole
}

/// Which reports were judged together with all their neighbours. Only of them
/// can be said what does not occur across reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Together {
    #[default]
    None,
    All,
    /// Those in these folders.
    Under(Vec<String>),
}

impl Together {
    pub(super) fn holds(&self, path: &str, place: &Place) -> bool {
        match self {
            Together::None => false,
            Together::All => true,
            Together::Under(folders) => folders.iter().any(|folder| {
                let seen = relative(&place.cwd, folder, path);
                seen != ".." && !seen.starts_with("../")
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_seen_from_another_folder() {
        let cases = [
            ("/r/sub", "/r", "a.md", "sub/a.md"),
            ("/r", "/r", "./a//b.md", "a/b.md"),
            ("/r", "/r", "/r/a.md", "a.md"),
            ("/r/x", "/r/y", "../z/a.md", "../z/a.md"),
            ("", "", "a/b.md", "a/b.md"),
            ("", "", "../b.md", "../b.md"),
            ("C:/r", "C:/r", "a\\b.md", "a/b.md"),
        ];
        for (cwd, folder, path, want) in cases {
            assert_eq!(relative(cwd, folder, path), want, "{cwd} {folder} {path}");
        }
    }
}
