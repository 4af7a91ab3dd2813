//! The codebook is current: every act, every slug the engine prints and every problem has an entry in `docs/codebook.md`.
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
    for room in ["claims", "incidents", "mentions"] {
        let sources = std::fs::read_dir(root().join("crates").join(room).join("src")).expect("the room has sources");
        for source in sources.filter_map(|entry| std::fs::read_to_string(entry.ok()?.path()).ok()) {
            for slug in quoted_after(&source, "slug: \"") {
                assert!(codebook.contains(&format!("`{slug}`")), "no entry for the problem {slug}");
            }
        }
    }
}
