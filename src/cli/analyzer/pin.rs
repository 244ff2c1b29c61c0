//! A pin, written into a config that a person keeps: only its own lines are
//! touched, and the result is read again before it is trusted.

use std::ops::Range;

use toml::Table;
use toml::de::{DeTable, DeValue};

/// What is to stand in the config.
pub struct Pin {
    /// The analyzer's own name, for its settings go by that.
    pub name: String,
    pub file: String,
    pub sha256: String,
    /// An inline table.
    pub limits: Option<String>,
}

#[derive(Debug)]
pub struct Written {
    pub text: String,
    /// What was done, in words.
    pub what: String,
}

impl Pin {
    /// `table` is the table of all analyzers. Where the text is laid out in a
    /// way that cannot be followed, the error is what to write by hand.
    pub fn write_into(&self, text: &str, table: &str) -> Result<Written, String> {
        let header = format!("{table}.{}", self.name);
        let by_hand = || format!("[{header}]\n{}", self.lines().concat());
        let known = self.known(text, table).ok_or_else(by_hand)?;
        let edited = match &known {
            Known::Absent => appended(text, &by_hand()),
            Known::There(keys) => self.edited(text, &header, keys).ok_or_else(by_hand)?,
        };
        if !self.is_all_that_changed(text, &edited, table) {
            return Err(by_hand());
        }
        let what = match known {
            Known::Absent => format!("pinned as [{header}]"),
            Known::There(keys) => {
                match keys.into_iter().find(|key| key.name == "sha256").and_then(|key| key.old) {
                    Some(old) if old == self.sha256 => format!("[{header}] was pinned to this file already"),
                    Some(old) => format!("the pin of [{header}] is replaced; it was {old}"),
                    None => format!("[{header}] is pinned"),
                }
            }
        };
        Ok(Written { text: edited, what })
    }

    fn values(&self) -> Vec<(&'static str, String)> {
        let text = |text: &String| toml::Value::String(text.clone()).to_string();
        let mut values = vec![("file", text(&self.file)), ("sha256", text(&self.sha256))];
        values.extend(self.limits.clone().map(|limits| ("limits", limits)));
        values
    }

    fn lines(&self) -> Vec<String> {
        self.values().into_iter().map(|(key, value)| format!("{key} = {value}\n")).collect()
    }

    /// What the config says of this analyzer; nothing if it is no config.
    fn known(&self, text: &str, table: &str) -> Option<Known> {
        let document = DeTable::parse(text).ok()?;
        let mut at: &DeTable<'_> = document.get_ref();
        for name in table.split('.').chain([self.name.as_str()]) {
            match at.get(name).map(|value| value.get_ref()) {
                None => return Some(Known::Absent),
                Some(DeValue::Table(inner)) => at = inner,
                Some(_) => return None,
            }
        }
        let key = |name: &'static str| {
            let value = at.get(name);
            Key {
                name,
                span: value.map(|value| value.span()),
                old: value.and_then(|value| value.get_ref().as_str()).map(str::to_owned),
            }
        };
        Some(Known::There(self.values().into_iter().map(|(name, _)| key(name)).collect()))
    }

    /// Values that are there are replaced in their place, from the last to the
    /// first; the others are written below the table's header.
    fn edited(&self, text: &str, header: &str, keys: &[Key]) -> Option<String> {
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        let mut missing = String::new();
        for (key, (name, value)) in keys.iter().zip(self.values()) {
            match &key.span {
                Some(span) => edits.push((span.clone(), value)),
                None => missing.push_str(&format!("{name} = {value}\n")),
            }
        }
        if !missing.is_empty() {
            let place = below_header(text, header);
            match place {
                Some(place) => edits.push((place..place, missing)),
                // Only tables inside it have headers: its own may follow them.
                None => {
                    let new = appended("", &format!("[{header}]\n{missing}"));
                    let gap = if text.ends_with('\n') { "\n" } else { "\n\n" };
                    edits.push((text.len()..text.len(), format!("{gap}{new}")));
                }
            }
        }
        edits.sort_by_key(|(at, _)| std::cmp::Reverse(at.start));
        let mut edited = text.to_owned();
        for (at, new) in edits {
            edited.get(at.clone())?;
            edited.replace_range(at, &new);
        }
        Some(edited)
    }

    /// Everything else must mean what it meant before.
    fn is_all_that_changed(&self, before: &str, after: &str, table: &str) -> bool {
        let (Ok(mut before), Ok(after)) = (before.parse::<Table>(), after.parse::<Table>()) else {
            return false;
        };
        let mut at = &mut before;
        for name in table.split('.').chain([self.name.as_str()]) {
            let inner = at.entry(name).or_insert_with(|| toml::Value::Table(Table::new()));
            let Some(inner) = inner.as_table_mut() else { return false };
            at = inner;
        }
        for (key, value) in self.values() {
            let Ok(line) = format!("{key} = {value}").parse::<Table>() else { return false };
            at.extend(line);
        }
        before == after
    }
}

enum Known {
    Absent,
    There(Vec<Key>),
}

struct Key {
    name: &'static str,
    span: Option<Range<usize>>,
    old: Option<String>,
}

fn appended(text: &str, table: &str) -> String {
    match text.trim_end() {
        "" => table.to_owned(),
        kept => format!("{kept}\n\n{table}"),
    }
}

/// Where the first line below a table's header begins.
fn below_header(text: &str, header: &str) -> Option<usize> {
    let mut place = 0;
    for line in text.split_inclusive('\n') {
        place += line.len();
        let bare = line.trim_start().strip_prefix('[').and_then(|line| line.split_once(']'));
        if bare.is_some_and(|(name, _)| name.replace([' ', '"', '\''], "") == header) {
            return line.ends_with('\n').then_some(place);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pin() -> Pin {
        Pin { name: "protocol".into(), file: "tools/p.wasm".into(), sha256: "ab12".into(), limits: None }
    }

    fn write(text: &str) -> String {
        pin().write_into(text, "analyzers").unwrap().text
    }

    #[test]
    fn an_empty_config_gets_the_table() {
        let table = "[analyzers.protocol]\nfile = \"tools/p.wasm\"\nsha256 = \"ab12\"\n";
        assert_eq!(write(""), table);
        assert_eq!(
            write("# ours\nfail-on = \"never\" # for now\n\n\n"),
            format!("# ours\nfail-on = \"never\" # for now\n\n{table}")
        );
    }

    #[test]
    fn a_pin_is_replaced_where_it_stands() {
        let text = "[analyzers.protocol] # house rules\nsha256 = \"00\" # of March\nfile = 'old.wasm'\nsettings = { attempts = 4 }\n\n[words]\nfine = \"pass\"\n";
        let want = "[analyzers.protocol] # house rules\nsha256 = \"ab12\" # of March\nfile = \"tools/p.wasm\"\nsettings = { attempts = 4 }\n\n[words]\nfine = \"pass\"\n";
        assert_eq!(write(text), want);
        let inline = "analyzers = { protocol = { file = \"x\", sha256 = \"00\" } }\n";
        assert_eq!(
            write(inline),
            "analyzers = { protocol = { file = \"tools/p.wasm\", sha256 = \"ab12\" } }\n"
        );
    }

    #[test]
    fn a_table_without_a_pin_gets_one_below_its_header() {
        let text = "[analyzers.protocol]\nenabled = true\n[words]\n";
        assert_eq!(
            write(text),
            "[analyzers.protocol]\nfile = \"tools/p.wasm\"\nsha256 = \"ab12\"\nenabled = true\n[words]\n"
        );
        let inner = write("[analyzers.protocol.settings]\nattempts = 4");
        assert!(
            inner.ends_with(
                "attempts = 4\n\n[analyzers.protocol]\nfile = \"tools/p.wasm\"\nsha256 = \"ab12\"\n"
            ),
            "{inner}"
        );
    }

    #[test]
    fn what_cannot_be_followed_is_left_to_a_person() {
        for text in
            ["analyzers = { other = 1 }", "analyzers.protocol.enabled = true", "analyzers = 3", "a = = 1"]
        {
            let by_hand = pin().write_into(text, "analyzers").unwrap_err();
            assert!(by_hand.starts_with("[analyzers.protocol]\nfile = "), "{text}: {by_hand}");
        }
    }

    #[test]
    fn limits_and_the_table_of_pyproject_are_written_too() {
        let pin = Pin { limits: Some("{ memory-mib = 128 }".into()), ..pin() };
        let written = pin.write_into("[project]\nname = \"x\"\n", "tool.crossfoot.analyzers").unwrap();
        assert!(written.text.ends_with("[tool.crossfoot.analyzers.protocol]\nfile = \"tools/p.wasm\"\nsha256 = \"ab12\"\nlimits = { memory-mib = 128 }\n"));
    }
}
