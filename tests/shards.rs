//! Reports judged in parts and concluded together give, byte for byte, what one
//! run gives; parts that are damaged or foreign are refused by name.

// Tests own their files.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

use std::path::Path;
use std::process::{Command, Output};

fn crossfoot(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
    command.current_dir(folder).env("XDG_CACHE_HOME", folder.join("cache")).args(args);
    command.output().unwrap()
}

/// Six weeks on the same bench; in the fourth the streak is not raised.
fn series(folder: &Path) {
    for week in 1..=6 {
        let streak = if week < 4 { week } else { week - 1 };
        let part = if week % 2 == 0 { "even" } else { "odd" };
        let text = format!(
            "# Bench week {week}\n\n**Result**: clean\n\n**{streak} consecutive clean weeks** so far.\n"
        );
        let home = folder.join(part);
        std::fs::create_dir_all(&home).unwrap();
        std::fs::write(home.join(format!("week-{week}.md")), text).unwrap();
    }
}

/// All in one folder, so that the parts are one series.
fn flat(folder: &Path) {
    series(folder);
    std::fs::create_dir_all(folder.join("all")).unwrap();
    for week in 1..=6 {
        let part = if week % 2 == 0 { "even" } else { "odd" };
        let name = format!("week-{week}.md");
        std::fs::rename(folder.join(part).join(&name), folder.join("all").join(&name)).unwrap();
    }
}

fn write_parts(folder: &Path) {
    let part = |file: &str, weeks: [u32; 3]| {
        let paths = weeks.map(|week| format!("all/week-{week}.md"));
        let mut args = vec!["check", "--no-cache", "--notes-out", file];
        args.extend(paths.iter().map(String::as_str));
        let output = crossfoot(folder, &args);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert!(output.stdout.is_empty(), "a part is not judged alone");
    };
    part("even.xfn", [2, 4, 6]);
    part("odd.xfn", [1, 3, 5]);
}

#[test]
fn parts_in_any_order_are_as_good_as_one_run() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    flat(folder);
    write_parts(folder);
    for format in ["json", "text", "sarif"] {
        let whole = crossfoot(folder, &["check", "--no-cache", "--format", format, "all"]);
        assert_eq!(whole.status.code(), Some(1), "{}", String::from_utf8_lossy(&whole.stderr));
        for order in [["even.xfn", "odd.xfn"], ["odd.xfn", "even.xfn"]] {
            let merged = crossfoot(folder, &["conclude", "--format", format, order[0], order[1]]);
            assert_eq!(merged.status.code(), Some(1));
            assert_eq!(String::from_utf8_lossy(&merged.stdout), String::from_utf8_lossy(&whole.stdout));
        }
        let one_thread =
            crossfoot(folder, &["check", "--no-cache", "--threads", "1", "--format", format, "all"]);
        assert_eq!(one_thread.stdout, whole.stdout);
    }
    let text = crossfoot(folder, &["conclude", "even.xfn", "odd.xfn"]).stdout;
    let text = String::from_utf8_lossy(&text);
    assert!(text.contains("XF501") && text.contains("inherited by 2 later reports"), "{text}");
    assert_eq!(text.matches("XF501").count(), 1, "{text}");
}

#[test]
fn bad_parts_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    flat(folder);
    write_parts(folder);
    let good = std::fs::read(folder.join("odd.xfn")).unwrap();
    let mut flipped = good.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    let cases: [(&str, &[u8], &str); 4] = [
        ("flipped.xfn", &flipped, "damaged"),
        ("short.xfn", &good[..good.len() - 1], "damaged"),
        ("zip.xfn", b"PK\x03\x04", "not a notes file of crossfoot"),
        ("empty.xfn", b"", "not a notes file of crossfoot"),
    ];
    for (name, bytes, word) in cases {
        std::fs::write(folder.join(name), bytes).unwrap();
        let output = crossfoot(folder, &["conclude", "even.xfn", name]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(told.contains(name) && told.contains(word), "{told}");
        assert!(output.stdout.is_empty(), "nothing of the good part is used");
    }
    // Made without the standard pack, and under another config.
    std::fs::write(folder.join("words.toml"), "[words]\nprima = \"pass\"\n").unwrap();
    let foreign: [(&str, &[&str], &str); 2] = [
        ("foreign.xfn", &["--no-standard"], "other analyzers"),
        ("settings.xfn", &["--config", "words.toml"], "other settings"),
    ];
    for (name, options, word) in foreign {
        let made = [&["check", "--no-cache", "--notes-out", name, "all"], options].concat();
        let output = crossfoot(folder, &made);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let output = crossfoot(folder, &["conclude", "even.xfn", name]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && told.contains(name) && told.contains(word), "{told}");
        assert!(output.stdout.is_empty());
    }
}

/// One by one, two at a time, a part twice: the same bytes.
#[test]
fn parts_of_parts_are_as_good_as_one_run() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    flat(folder);
    for week in 1..=6 {
        let (file, path) = (format!("{week}.xfn"), format!("all/week-{week}.md"));
        crossfoot(folder, &["check", "--no-cache", "--notes-out", &file, &path]);
    }
    let whole = crossfoot(folder, &["check", "--no-cache", "--format", "json", "all"]).stdout;
    let mut so_far = "4.xfn".to_owned();
    for week in [1, 6, 2, 5, 3] {
        let next = format!("upto-{week}.xfn");
        let merged =
            crossfoot(folder, &["conclude", "--notes-out", &next, &format!("{week}.xfn"), &so_far, "4.xfn"]);
        assert_eq!((merged.status.code(), merged.stdout.len()), (Some(0), 0), "{merged:?}");
        so_far = next;
    }
    let merged = crossfoot(folder, &["conclude", "--format", "json", &so_far]).stdout;
    assert_eq!(String::from_utf8_lossy(&merged), String::from_utf8_lossy(&whole));
    crossfoot(folder, &["check", "--no-cache", "--notes-out", "whole.xfn", "all"]);
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    assert_eq!(read(&so_far), read("whole.xfn"), "the very same file");
}

/// The steps of `examples/shards/matrix.yml`, run one after the other.
#[test]
fn the_matrix_of_the_examples_runs() {
    let workflow = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/shards/matrix.yml");
    let workflow = std::fs::read_to_string(workflow).unwrap();
    let steps: Vec<&str> = workflow.lines().filter_map(|line| line.trim().strip_prefix("- run: ")).collect();
    let [part, conclude] = steps[..] else { panic!("{steps:?}") };
    let folders = workflow.lines().find_map(|line| line.trim().strip_prefix("folder: [")).unwrap();
    let folders = folders.trim_end_matches(']').split(", ").map(|folder| folder.trim_matches('"'));

    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let program = Path::new(env!("CARGO_BIN_EXE_crossfoot")).parent().unwrap();
    let path = std::env::join_paths(
        [program.to_owned()].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    let path = path.unwrap();
    let bash = |step: &str| {
        let mut command = Command::new("bash");
        command.current_dir(home).env("PATH", &path).env("XDG_CACHE_HOME", home.join("cache"));
        command.args(["-euc", step]).output().unwrap()
    };
    for (year, folder) in folders.enumerate() {
        std::fs::create_dir_all(home.join("reports").join(folder)).unwrap();
        for week in 1..=4 {
            let count = year * 4 + week - usize::from(year == 2);
            let text = format!("# Bench week {}\n\n**{count} consecutive clean weeks**.\n", year * 4 + week);
            std::fs::write(home.join(format!("reports/{folder}/{week}.md")), text).unwrap();
        }
        let output = bash(&part.replace("${{ matrix.folder }}", folder));
        assert_eq!(output.status.code(), Some(0), "{output:?}");
    }
    let (merged, whole) = (bash(conclude), bash("crossfoot check --no-cache --format github reports"));
    assert_eq!(String::from_utf8_lossy(&merged.stdout), String::from_utf8_lossy(&whole.stdout));
    assert!(String::from_utf8_lossy(&merged.stdout).contains("XF501"), "{whole:?}");
    assert_eq!(merged.status, whole.status);
}
