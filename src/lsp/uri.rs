//! Between the client's URIs and paths.

use std::path::{Path, PathBuf};

/// The file that a URI names; none for `untitled:` and the like.
pub fn to_path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, path) = rest.split_at(rest.find('/')?);
    let path = decode(path)?;
    if cfg!(windows) {
        if !host.is_empty() && !host.eq_ignore_ascii_case("localhost") {
            return Some(PathBuf::from(format!("//{host}{path}")));
        }
        return Some(PathBuf::from(path.strip_prefix('/').unwrap_or(&path)));
    }
    Some(PathBuf::from(path))
}

/// The URI of an absolute path.
pub fn of_path(path: &Path) -> String {
    let text = crate::disk::shown(path);
    let mut uri = String::from(if text.starts_with('/') { "file://" } else { "file:///" });
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let (high, low) = (digit()?, digit()?);
        bytes.push((high * 16 + low) as u8);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for (path, uri) in [
            ("/r/a.md", "file:///r/a.md"),
            ("/r/a b/ö%.md", "file:///r/a%20b/%C3%B6%25.md"),
            ("/r/c#1?.md", "file:///r/c%231%3F.md"),
        ] {
            assert_eq!(of_path(Path::new(path)), uri);
            assert_eq!(to_path(uri).as_deref(), Some(Path::new(path)));
        }
    }

    #[test]
    fn what_is_no_file_has_no_path() {
        for uri in ["untitled:Untitled-1", "git:/r/a.md", "file://", "file:///%zz", "file:///%ff", ""] {
            assert_eq!(to_path(uri), None, "{uri}");
        }
        assert_eq!(to_path("file://localhost/a.md"), Some(PathBuf::from("/a.md")));
    }
}
