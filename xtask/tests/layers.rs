//! The walls between the rooms: arrows point one way, and each core room keeps its guards.
//!
//! Cargo refuses a cycle by itself; this refuses the wrong arrows that make none, such as core on edge. A new arrow is a change of its own,
//! and of the table below.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each package and the packages of ours that it may know, besides `testkit` in tests. From DESIGN: text → lexicon → mentions → claims →
/// incidents → dateline → surfaces, with syntax beside lexicon.
const MAY_KNOW: [(&str, &[&str]); 17] = [
    ("dateline-text", &[]),
    ("dateline-lexicon", &["dateline-text"]),
    ("dateline-syntax", &["dateline-text"]),
    ("dateline-mentions", &["dateline-text", "dateline-lexicon", "dateline-syntax"]),
    ("dateline-claims", &["dateline-text", "dateline-lexicon", "dateline-syntax", "dateline-mentions"]),
    ("dateline-incidents", &["dateline-text", "dateline-lexicon", "dateline-mentions", "dateline-claims"]),
    (
        "dateline",
        &["dateline-text", "dateline-lexicon", "dateline-syntax", "dateline-mentions", "dateline-claims", "dateline-incidents"],
    ),
    // Edges. Fetch knows nothing of ours: addresses to bytes.
    ("dateline-fetch", &[]),
    ("dateline-intake", &["dateline"]),
    ("dateline-ledger", &["dateline"]),
    ("dateline-export", &["dateline"]),
    // What kind of thing a word names, to tell whether an answer is of the kind a gold set asks for.
    // And how Airwars' tables print a toll, since their assessments are gold.
    ("dateline-eval", &["dateline", "dateline-export", "dateline-intake", "dateline-lexicon"]),
    // What surfaces share between the edges.
    ("dateline-desk", &["dateline", "dateline-export", "dateline-intake", "dateline-ledger"]),
    // Surfaces. The command starts the server; the server knows nothing of the command.
    ("dateline-server", &["dateline", "dateline-desk", "dateline-export", "dateline-intake", "dateline-ledger"]),
    (
        "dateline-cli",
        &[
            "dateline",
            "dateline-desk",
            "dateline-eval",
            "dateline-export",
            "dateline-fetch",
            "dateline-intake",
            "dateline-ledger",
            "dateline-server",
        ],
    ),
    ("dateline-testkit", &[]),
    // Builds what the core embeds: trains the model, packs the tables.
    ("xtask", &["dateline-text", "dateline-lexicon", "dateline-syntax"]),
];

/// What a core room may know from outside: no serde but the façade's, no clock, no network, no files.
const CORE: [(&str, &[&str]); 7] = [
    ("dateline-text", &["sha2"]),
    ("dateline-lexicon", &["csv", "fst"]),
    ("dateline-syntax", &[]),
    ("dateline-mentions", &["jiff"]),
    ("dateline-claims", &["jiff"]),
    ("dateline-incidents", &["jiff"]),
    ("dateline", &["jiff", "postcard", "serde", "serde_json", "sha2", "thiserror", "toml"]),
];

struct Package {
    folder: PathBuf,
    manifest: toml::Table,
}

impl Package {
    /// The packages named in one section of the manifest.
    fn section(&self, section: &str) -> BTreeSet<String> {
        let table = self.manifest.get(section).and_then(toml::Value::as_table);
        table.into_iter().flatten().map(|(name, _)| name.clone()).collect()
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace").to_owned()
}

/// Every package of the workspace by name.
fn packages() -> BTreeMap<String, Package> {
    let rooms = fs::read_dir(root().join("crates")).expect("the rooms lie in `crates`");
    let rooms = rooms.map(|entry| entry.expect("a room can be listed").path());
    let mut packages = BTreeMap::new();
    for folder in rooms.chain([root().join("xtask")]) {
        let Ok(text) = fs::read_to_string(folder.join("Cargo.toml")) else { continue };
        let manifest: toml::Table = text.parse().expect("cargo has read the manifest");
        let name = manifest["package"]["name"].as_str().expect("cargo has read the name").to_owned();
        packages.insert(name, Package { folder, manifest });
    }
    packages
}

fn is_ours(name: &str) -> bool {
    name == "dateline" || name.starts_with("dateline-") || name == "xtask"
}

#[test]
fn every_package_has_its_place() {
    let placed: BTreeSet<&str> = MAY_KNOW.iter().map(|(name, _)| *name).collect();
    let packages = packages();
    let found: BTreeSet<&str> = packages.keys().map(String::as_str).collect();
    assert_eq!(found, placed, "a new package needs its row in MAY_KNOW");
}

#[test]
fn arrows_point_one_way() {
    let packages = packages();
    for (name, may_know) in MAY_KNOW {
        for section in ["dependencies", "build-dependencies"] {
            for known in packages[name].section(section).iter().filter(|known| is_ours(known)) {
                assert!(may_know.contains(&known.as_str()), "{name} must not know {known} ({section})");
            }
        }
    }
}

#[test]
fn the_arrows_allowed_have_no_cycle() {
    // In the order of the table each package may know only those before it.
    for (index, (name, may_know)) in MAY_KNOW.iter().enumerate() {
        let before: BTreeSet<&str> = MAY_KNOW[..index].iter().map(|(name, _)| *name).collect();
        let after: Vec<_> = may_know.iter().filter(|known| !before.contains(*known)).collect();
        assert!(after.is_empty(), "{name} may know {after:?}, which comes after it");
    }
}

#[test]
fn only_tests_know_the_testkit() {
    for (name, package) in packages() {
        for section in ["dependencies", "build-dependencies"] {
            for tool in ["dateline-testkit", "proptest", "libtest-mimic", "divan", "tempfile"] {
                let testkit = name == "dateline-testkit" && tool == "libtest-mimic";
                assert!(testkit || !package.section(section).contains(tool), "{name} knows {tool} outside its tests");
            }
        }
    }
}

#[test]
fn the_core_leans_on_little() {
    let packages = packages();
    for (name, may_know) in CORE {
        let outside = packages[name].section("dependencies").into_iter().filter(|known| !is_ours(known));
        let unknown: Vec<String> = outside.filter(|known| !may_know.contains(&known.as_str())).collect();
        assert!(unknown.is_empty(), "{name} leans on {unknown:?}: a new dependency is a change of its own");
    }
}

#[test]
fn the_core_keeps_its_guards() {
    let packages = packages();
    for (name, _) in CORE {
        let path = packages[name].folder.join("clippy.toml");
        let guards = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name} needs its own clippy.toml: {error}"));
        for guard in ["std::fs::File::open", "std::env::var", "SystemTime::now", "thread::spawn", "HashMap", "HashSet"] {
            assert!(guards.contains(guard), "{name}'s clippy.toml does not refuse {guard}");
        }
    }
}

#[test]
fn every_package_inherits_the_lints() {
    for (name, package) in packages() {
        let inherits = package.manifest.get("lints").and_then(|lints| lints.get("workspace")).and_then(toml::Value::as_bool);
        assert_eq!(inherits, Some(true), "{name} does not inherit the workspace's lints");
    }
    assert!(!root().join("clippy.toml").exists(), "clippy reads the nearest clippy.toml only: none belongs at the root");
}
