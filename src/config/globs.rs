//! Patterns of paths. `*` stays within a folder, `**` crosses folders, and a
//! pattern without a slash speaks of a name in any folder.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use toml::Spanned;

use super::Complaint;

#[derive(Clone, Debug, Default)]
pub struct Globs {
    patterns: Vec<String>,
    set: GlobSet,
}

impl Globs {
    pub(super) fn of(given: &[Spanned<String>], complaints: &mut Vec<Complaint>) -> Self {
        let mut builder = GlobSetBuilder::new();
        let mut patterns = Vec::new();
        for pattern in given {
            match globs_for(pattern.get_ref()) {
                Ok(globs) => {
                    globs.into_iter().for_each(|glob| {
                        builder.add(glob);
                    });
                    patterns.push(pattern.get_ref().clone());
                }
                Err(error) => complaints.push(Complaint {
                    at: pattern.span().start,
                    message: format!("`{}` is no pattern: {}", pattern.get_ref(), error.kind()),
                }),
            }
        }
        match builder.build() {
            Ok(set) => Globs { patterns, set },
            Err(error) => {
                let at = given.first().map_or(0, |first| first.span().start);
                complaints.push(Complaint { at, message: format!("patterns: {}", error.kind()) });
                Globs::default()
            }
        }
    }

    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    pub fn patterns(&self) -> &[String] {
        &self.patterns
    }

    /// Whether a path, with slashes and relative to the config, matches.
    pub fn matches(&self, path: &str) -> bool {
        self.set.is_match(path)
    }
}

/// `reports/` and `reports` stand for all that lies below as well.
fn globs_for(pattern: &str) -> Result<Vec<globset::Glob>, globset::Error> {
    let trimmed = pattern.strip_prefix("./").unwrap_or(pattern);
    let (trimmed, folder) = match trimmed.strip_suffix('/') {
        Some(folder) => (folder, true),
        None => (trimmed, false),
    };
    let anchored = trimmed.strip_prefix('/').unwrap_or(trimmed);
    let base = if trimmed.contains('/') { anchored.to_owned() } else { format!("**/{trimmed}") };
    let mut globs = vec![glob(&format!("{base}/**"))?];
    if !folder {
        globs.push(glob(&base)?);
    }
    Ok(globs)
}

fn glob(pattern: &str) -> Result<globset::Glob, globset::Error> {
    GlobBuilder::new(pattern).literal_separator(true).backslash_escape(true).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_in_gitignore() {
        let cases = [
            ("*.md", "a/b/c.md", true),
            ("reports/*.md", "reports/a.md", true),
            ("reports/*.md", "reports/a/b.md", false),
            ("reports/**/*.md", "reports/a/b.md", true),
            ("/a.md", "a.md", true),
            ("/a.md", "b/a.md", false),
            ("archive/", "2024/archive/a.md", true),
            ("archive", "archive", true),
            ("./x/*.md", "x/a.md", true),
        ];
        for (pattern, path, want) in cases {
            let mut complaints = Vec::new();
            let globs = Globs::of(&[Spanned::new(0..0, pattern.to_owned())], &mut complaints);
            assert_eq!(globs.matches(path), want, "{pattern} {path}");
            assert!(complaints.is_empty());
        }
    }
}
