//! Places of one's own: a dump is added, and reports are read by it.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod common;

use std::fs;
use std::path::Path;

use common::dateline;

/// Invented, as all of `examples`.
fn example(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/places").join(name).to_str().unwrap().to_owned()
}

#[test]
fn a_village_of_a_dump_has_its_own_point() {
    let folder = tempfile::tempdir().unwrap();
    let place = |arguments: &[&str]| {
        let report = example("tall-wadina.md");
        let ran = dateline(folder.path(), &[&["code", "--format", "json", &report], arguments].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.json()["incidents"][0]["place"].clone()
    };
    let before = place(&[]);
    assert_ne!(before["geonames_id"], 99_000_003);
    let ran = dateline(folder.path(), &["places", "import", &example("SY.txt")]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("1 place added, 1 known already"), "{}", ran.stdout);
    let after = place(&[]);
    assert_eq!((&after["name"], &after["geonames_id"]), (&"Tall Wadina".into(), &99_000_003.into()));
    assert_eq!((&after["lat"], &after["lon"], &after["country"]), (&36.41.into(), &37.52.into(), &"SYR".into()));
    fs::rename(folder.path().join("places.pack"), folder.path().join("more.pack")).unwrap();
    assert_eq!(place(&["--places", "more.pack"]), after);
    assert_eq!(place(&[]), before);
}

#[test]
fn reports_are_coded_again_by_other_places_and_the_same_dump_adds_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    let taken_in = || {
        let ran = dateline(folder.path(), &["run", &example("tall-wadina.md")]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.stdout
    };
    assert!(taken_in().contains("1 report"));
    let import = || dateline(folder.path(), &["places", "import", &example("SY.txt")]).stdout;
    import();
    let pack = fs::read(folder.path().join("places.pack")).unwrap();
    let coded_again = taken_in();
    assert!(coded_again.contains("Tall Wadina"), "{coded_again}");
    assert!(import().contains("0 places added, 2 known already"));
    // The places are the same; the digest says that the dump was added twice.
    assert_eq!(fs::read(folder.path().join("places.pack")).unwrap().len(), pack.len());
}

#[test]
fn what_is_no_dump_and_what_are_no_places_are_named_with_the_way_out() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("SY.zip"), b"PK\x03\x04\x00\x00\xff\xfe").unwrap();
    let ran = dateline(folder.path(), &["places", "import", "SY.zip"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("SY.zip is no GeoNames dump") && ran.stderr.contains("hint: unzip"), "{}", ran.stderr);
    assert!(!folder.path().join("places.pack").exists());

    let rows = fs::read_to_string(example("SY.txt")).unwrap();
    fs::write(folder.path().join("some.txt"), format!("{rows}1\tcut short\n")).unwrap();
    let ran = dateline(folder.path(), &["places", "import", "some.txt"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("1 row could not be read, row 5 first"), "{}", ran.stderr);

    let mut pack = fs::read(folder.path().join("places.pack")).unwrap();
    let middle = pack.len() - 1000;
    pack[middle] ^= 1;
    fs::write(folder.path().join("places.pack"), &pack).unwrap();
    let ran = dateline(folder.path(), &["code", &example("tall-wadina.md")]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("places.pack holds no places, or is not whole"), "{}", ran.stderr);
    let ran = dateline(folder.path(), &["code", &example("tall-wadina.md"), "--places", "nowhere.pack"]);
    assert_eq!((ran.code, ran.stderr.contains("nowhere.pack")), (2, true), "{}", ran.stderr);
}
