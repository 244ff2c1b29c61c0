use super::*;

fn faults(text: &str) -> Vec<String> {
    Config::parse(text, "crossfoot.toml").1.into_iter().map(|fault| fault.message).collect()
}

#[test]
fn an_empty_config_is_the_default_and_the_template_says_nothing() {
    for text in ["", TEMPLATE] {
        let (config, faults) = Config::parse(text, "crossfoot.toml");
        assert_eq!(faults, []);
        assert_eq!(config.fail_on, FailOn::Error);
        assert!(config.covers("a/b.md"));
    }
}

#[test]
fn the_template_is_right_when_its_comments_are_taken_off() {
    let is_key = |line: &str| {
        let bare = line.trim_start_matches("# ");
        bare.starts_with('[')
            || bare.split_once(" = ").is_some_and(|(key, _)| !key.contains(' ') || key.starts_with('"'))
    };
    let text: String = TEMPLATE
        .lines()
        .filter(|line| is_key(line))
        .map(|line| format!("{}\n", line.trim_start_matches("# ")))
        .collect();
    let (config, faults) = Config::parse(&text, "crossfoot.toml");
    assert_eq!(faults, [], "{text}");
    assert_eq!(config.overrides.len(), 1);
    assert_eq!(config.words.len(), 2);
    assert_eq!(config.analyzers["protocol"].limits.memory_mib, Some(128));
    assert_eq!(config.values()["protocol"]["attempts"], Value::Number(3));
}

#[test]
fn wrong_keys_and_values_are_named_with_line_and_nearest_word() {
    let cases = [
        ("selct = []", "line 1: unknown key `selct`; did you mean `select`?"),
        ("\nfail_on = \"error\"", "line 2: unknown key `fail_on`; did you mean `fail-on`?"),
        (
            "\n\nfail-on = \"eror\"",
            "line 3: `fail-on` cannot be \"eror\"; did you mean \"error\"? It is one of `error`, `warning`, `info`, `never`",
        ),
        ("ignore = \"XF201\"", "line 1: `ignore` must be a list, found a text"),
        ("ignore = [\"XF201\", 3]", "line 1: `ignore[1]` must be a text, found a whole number"),
        (
            "ignore = [\"XF 201\"]",
            "line 1: `XF 201` names no rule: use a code (XF201), a name (range-count-mismatch), a family (2xx, XF2) or all",
        ),
        ("include = [\"a[\"]", "line 1: `a[` is no pattern: unclosed character class; missing ']'"),
        (
            "[analyzers.x.limits]\nfuel = -1",
            "line 2: `analyzers.x.limits.fuel` must be a whole number from 0 upwards, within reason",
        ),
        (
            "[analyzers.x]\nsha265 = \"\"",
            "line 2: unknown key `sha265` in `analyzers.x`; did you mean `sha256`?",
        ),
        (
            "[analyzers.x.settings]\na = 1.5",
            "line 2: `analyzers.x.settings.a` must be true or false or a whole number or a text or a list, found a number with decimals",
        ),
        (
            "[severity]\nXF201 = \"fatal\"",
            "line 2: `severity.XF201` cannot be \"fatal\"; it is one of `off`, `info`, `warning`, `error`",
        ),
        (
            "[[overrides]]\npath = [\"a\"]",
            "line 2: unknown key `path` in `overrides[0]`; did you mean `paths`?",
        ),
    ];
    for (text, want) in cases {
        assert_eq!(faults(text), [want], "{text}");
    }
    assert!(faults("a = = 1")[0].starts_with("line 1: not TOML: "), "{:?}", faults("a = = 1"));
}

#[test]
fn what_is_right_is_kept_beside_the_complaints() {
    let (config, faults) =
        Config::parse("selct = []\nignore = [\"2xx\"]\nrounding = \"nearest\"", "x/crossfoot.toml");
    assert_eq!(faults.len(), 1);
    assert_eq!(config.ignore[0].as_str(), "2xx");
    assert_eq!(config.rounding, Rounding::Nearest);
}

#[test]
fn pyproject_speaks_only_in_its_own_table() {
    assert!(Config::find("[tool.ruff]\nselect = [1]", "pyproject.toml").unwrap().is_none());
    let text = "[tool.ruff]\nselect = [1]\n[tool.crossfoot]\nfail-on = \"never\"\nfoo = 1";
    let (config, faults) = Config::find(text, "a/pyproject.toml").unwrap().unwrap();
    assert_eq!(config.fail_on, FailOn::Never);
    assert!(faults[0].message.starts_with("line 5: unknown key `foo`"), "{}", faults[0].message);
}
