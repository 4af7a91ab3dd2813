//! The codebook is current: every act, every slug the engine prints, every problem, every decision and every profile of a release has
//! an entry in `docs/codebook.md`.
//!
//! The slugs are read from the sources that hold them, so that a new one cannot be forgotten here.

#![allow(clippy::disallowed_methods, reason = "a test reads the files of the repository")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use dateline_lexicon::Lexicon;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn text_of(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).expect("the file is in the repository")
}

/// What stands between `open` and the next quotation mark, each time it stands in `text`.
fn quoted_after<'t>(text: &'t str, open: &str) -> BTreeSet<&'t str> {
    text.split(open).skip(1).filter_map(|after| after.split('"').next()).collect()
}

#[test]
fn every_act_has_its_entry() {
    let codebook = text_of("docs/codebook.md");
    for act in Lexicon::embedded().acts.all() {
        let entry = codebook.split(&format!("\n### {}\n", act.slug)).nth(1).and_then(|after| after.split("\n#").next());
        let entry = entry.unwrap_or_else(|| panic!("no entry for the act {}", act.slug));
        let code = act.plover_mode.map_or_else(|| act.plover.to_owned(), |mode| format!("{} {mode}", act.plover));
        assert!(entry.contains(&format!("PLOVER {code} · ACLED {}, {}", act.acled_event, act.acled_sub_event)), "{entry}");
        assert!(entry.contains("- reads: ") && entry.contains("- ignores: "), "{} has no examples", act.slug);
        assert_eq!(act.armed, !entry.contains("makes no incident by itself"), "{} and incidents", act.slug);
    }
}

#[test]
fn every_slug_has_its_entry() {
    let codebook = text_of("docs/codebook.md");
    let slugs = text_of("crates/dateline/src/slugs.rs");
    let lines: String = slugs.split("\nimpl").next().unwrap_or("").lines().filter(|line| !line.starts_with("//")).collect();
    let lacking: Vec<&str> = quoted_after(&lines, "=> \"")
        .into_iter()
        .filter(|slug| !codebook.contains(&format!("`{slug}`")) && !codebook.contains(&format!("| {slug} |")))
        .filter(|slug| !matches!(slug.as_bytes(), [b'D', b'0'..=b'5'])) // told in one sentence under Precision
        .collect();
    assert!(lines.contains("=> \"killed\""), "the slugs have moved");
    assert!(lacking.is_empty(), "no entry for {lacking:?}");
}

#[test]
fn every_problem_has_its_entry() {
    let codebook = text_of("docs/codebook.md");
    let problems = section(&codebook, "Problems");
    let mut found = BTreeSet::new();
    for room in ["claims", "incidents", "mentions", "dateline"] {
        let sources = std::fs::read_dir(root().join("crates").join(room).join("src")).expect("the room has sources");
        for source in sources.filter_map(|entry| std::fs::read_to_string(entry.ok()?.path()).ok()) {
            found.extend(quoted_after(&source, "slug: \"").into_iter().map(str::to_owned));
        }
    }
    assert!(found.contains("revision-down"), "the problems have moved: {found:?}");
    for slug in found {
        assert!(problems.contains(&format!("- `{slug}`: ")), "no entry for the problem {slug}");
    }
}

#[test]
fn every_decision_and_every_profile_has_its_entry() {
    let codebook = text_of("docs/codebook.md");
    let decide = text_of("crates/ledger/src/decide.rs");
    let action = decide.split("\nfn action(").nth(1).expect("the actions are named in one function");
    let actions = quoted_after(action, "=> \"");
    assert!(actions.contains("accept") && actions.contains("undo"), "the actions have moved: {actions:?}");
    for action in actions {
        assert!(section(&codebook, "Decisions").contains(&format!("- `{action}`: ")), "no entry for the decision {action}");
    }
    let release = text_of("crates/ledger/src/release.rs");
    let profiles = release.split("pub enum Profile {").nth(1).and_then(|after| after.split('}').next()).expect("the profiles");
    let profiles: Vec<String> = profiles.lines().filter_map(|line| Some(line.trim().strip_suffix(',')?.to_lowercase())).collect();
    assert_eq!(profiles.len(), 2, "the profiles have changed: {profiles:?}");
    for profile in profiles {
        assert!(section(&codebook, "Releases").contains(&format!("- `{profile}`: ")), "no entry for the profile {profile}");
    }
}

/// What stands under a heading of the second level.
fn section<'t>(codebook: &'t str, heading: &str) -> &'t str {
    let after = codebook.split(&format!("\n## {heading}\n")).nth(1);
    after.and_then(|after| after.split("\n## ").next()).unwrap_or_else(|| panic!("no section {heading}"))
}
