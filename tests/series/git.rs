//! Through the program, in a repository: a change is told about itself alone,
//! judged in the context of all.

#[path = "../ci/repo.rs"]
#[allow(dead_code)]
mod repo;

use repo::{Ran, Repo};

fn path(drill: u32) -> String {
    format!("drills/drill-{drill:03}.md")
}

fn drill(drill: u32, streak: u32) -> String {
    format!(
        "# Drill {drill}\n\n**Result**: passed\n\n**{streak} consecutive passed drills** at this plant.\n"
    )
}

/// 296 drills; from the 220th on, the count is one too low.
fn campaign() -> Repo {
    let repo = Repo::new();
    for at in 1..=296 {
        repo.write(&path(at), &drill(at, if at < 220 { at } else { at - 1 }));
    }
    repo.commit("296 drills", 1);
    repo.git(&["checkout", "-q", "-b", "drill-297"]);
    repo
}

fn told(ran: &Ran) -> Vec<(String, String)> {
    let out: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let finding = |finding: &serde_json::Value| {
        let word = |name: &str| finding[name].as_str().unwrap().to_owned();
        (word("path"), word("severity"))
    };
    out["findings"].as_array().unwrap().iter().map(finding).collect()
}

#[test]
fn a_new_report_is_told_about_itself_and_what_it_inherits() {
    let repo = campaign();
    let whole = repo.crossfoot(&["check", "--no-cache", "drills"]);
    assert_eq!(whole.code, 1);
    assert!(whole.out.contains("inherited by 76 later reports"), "{}", whole.out);
    assert!(whole.out.contains("1 error, 76 inherited"), "{}", whole.out);
    let listed = repo.crossfoot(&["check", "--no-cache", "--show", "inherited", "drills"]);
    assert!((221..=296).all(|at| listed.out.contains(&format!("{}:5", path(at)))), "{}", listed.out);

    let since: &[&str] = &["check", "--no-cache", "--format", "json", "--since", "main", "drills"];
    let new = path(297);
    let only: &[&str] = &["check", "--no-cache", "--format", "json", "--only", &new, "--context", "drills"];
    for (streak, severity, code) in [(296, Some("info"), 0), (295, Some("error"), 1), (297, None, 0)] {
        repo.write(&new, &drill(297, streak));
        for arguments in [since, only] {
            let ran = repo.crossfoot(arguments);
            let wanted: Vec<(String, String)> =
                severity.map(|severity| (new.clone(), severity.to_owned())).into_iter().collect();
            assert_eq!(told(&ran), wanted, "{streak}, {arguments:?}: {}", ran.out);
            assert_eq!(ran.code, code, "{}", ran.err);
        }
        repo.commit("drill 297", 2);
    }
    repo.write(&new, &drill(297, 296));
    let text = repo.crossfoot(&["check", "--no-cache", "--since", "main", "drills"]).out;
    assert!(text.contains("inherited from drills/drill-220.md"), "{text}");
    assert!(text.contains("it went wrong here"), "{text}");
}

/// Whoever touches the report in which it went wrong is told of it.
#[test]
fn the_root_is_told_when_it_is_changed() {
    let repo = campaign();
    repo.write(&path(220), &format!("{}\nAll present.\n", drill(220, 219)));
    let ran = repo.crossfoot(&["check", "--no-cache", "--format", "json", "--since", "main", "drills"]);
    assert_eq!(told(&ran), [(path(220), "error".to_owned())]);
    // And once it is right, whoever did not mend the others is told of nothing new.
    repo.write(&path(220), &drill(220, 220));
    let ran = repo.crossfoot(&["check", "--no-cache", "--format", "json", "--since", "main", "drills"]);
    assert_eq!(told(&ran), []);
}

#[test]
fn order_and_threads_change_no_byte() {
    let repo = campaign();
    let files: Vec<String> = (1..=296).map(|at| path(at * 211 % 297)).collect();
    for format in ["text", "json", "sarif"] {
        let ask = |more: &[&str], paths: &[String]| {
            let mut arguments = vec!["check", "--no-cache", "--format", format];
            arguments.extend(more);
            arguments.extend(paths.iter().map(String::as_str));
            repo.crossfoot(&arguments).out
        };
        let straight = ask(&[], &["drills".to_owned()]);
        assert!(straight.contains("XF501"), "{straight}");
        for threads in ["1", "2", "7"] {
            assert_eq!(ask(&["--threads", threads], &files), straight, "{threads} threads, {format}");
        }
        let turned: Vec<String> = files.iter().rev().cloned().collect();
        assert_eq!(ask(&[], &turned), straight, "{format}");
    }
}

#[test]
fn sarif_has_the_count_and_the_first_hundred() {
    let repo = campaign();
    for at in 297..=400 {
        repo.write(&path(at), &drill(at, at - 1));
    }
    let ran = repo.crossfoot(&["check", "--no-cache", "--format", "sarif", "drills"]);
    let sarif: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["properties"]["inheritedBy"], 180);
    let heirs = result["relatedLocations"].as_array().unwrap().iter().map(ToString::to_string);
    assert_eq!(heirs.filter(|place| !place.contains("drill-219")).count(), 100);
    let ran = repo.crossfoot(&["check", "--no-cache", "--format", "json", "drills"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["findings"][0]["inherited"].as_array().unwrap().len(), 180);
}
