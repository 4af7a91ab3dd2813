//! Codes a folder of reports and writes what they come to in every format, under both profiles, to look at and to check with
//! `scripts/check-exports`.
//!
//!     cargo run -p dateline-export --example every_format -- examples/reports target/exports

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use dateline::incidents::Policy;
use dateline::wire::v1::{Claim, Incident, Tally};
use dateline::{Reading, Report};
use dateline_export::{About, Account, Entry, Format, Profile, Source, airwars_sources, incidents, is_fatal, sqlite, tallies};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let reports = arguments.next().unwrap_or_else(|| "examples/reports".into());
    let folder = arguments.next().unwrap_or_else(|| "target/exports".into());
    let (entries, series) = coded(&reports)?;
    for profile in [Profile::Restricted, Profile::Public] {
        let about =
            About { engine: dateline::ENGINE.to_owned(), policy: "default/1".to_owned(), as_of: None, profile, release: None };
        write_all(&folder.join(profile.slug()), &about, &entries, &series)?;
    }
    eprintln!("{} incidents and {} series of running totals in {}", entries.len(), series.len(), folder.display());
    Ok(())
}

fn write_all(folder: &Path, about: &About, entries: &[Entry], series: &[Tally]) -> Result<(), Box<dyn Error>> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let create = |name: String| File::create(folder.join(name)).map(BufWriter::new);
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Sqlite) {
        let mut out = create(format!("incidents-{}.{}", format, format.extension()))?;
        incidents(format, about, entries.iter().cloned(), &mut out)?;
        if format.has_tallies() {
            let mut out = create(format!("tallies-{}.{}", format, format.extension()))?;
            tallies(format, about, series.iter().cloned(), &mut out)?;
        }
    }
    let fatal = entries.iter().filter(|entry| is_fatal(entry)).cloned();
    incidents(Format::Ucdp, about, fatal, &mut create("incidents-ucdp-fatal.csv".to_owned())?)?;
    airwars_sources(about, entries.iter().cloned(), &mut create("incidents-airwars-sources.csv".to_owned())?)?;
    sqlite(&folder.join("incidents-sqlite.db"), about, entries.iter().cloned(), series.iter().cloned())?;
    Ok(())
}

/// What the reports of a folder come to together.
fn coded(folder: &Path) -> Result<(Vec<Entry>, Vec<Tally>), Box<dyn Error>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    let mut read: Vec<(Report, Reading)> = Vec::new();
    for path in &paths {
        let report = report(path, &fs::read_to_string(path)?);
        let reading = dateline::read(&report);
        read.push((report, reading));
    }
    let policy = Policy::default();
    let pairs: Vec<(&Report, &Reading)> = read.iter().map(|(report, reading)| (report, reading)).collect();
    let (records, concluded) = dateline::together(&pairs, &policy);
    let mut claims: BTreeMap<&str, &Claim> = BTreeMap::new();
    let mut sources: BTreeMap<&str, Vec<Source>> = BTreeMap::new();
    for record in &records {
        for claim in &record.claims {
            claims.insert(&claim.id, claim);
            let source = Source { report: record.report.clone(), document: record.document.id.clone() };
            sources.entry(&claim.id).or_default().push(source);
        }
    }
    let account = |id: &String| Account { claim: claims[id.as_str()].clone(), sources: sources[id.as_str()].clone() };
    let entry = |incident: Incident| Entry { accounts: incident.claims.iter().map(account).collect(), incident };
    Ok((concluded.incidents.into_iter().map(entry).collect(), concluded.tallies))
}

/// A report with `key: value` lines between two lines of `---` above its text.
fn report(path: &Path, text: &str) -> Report {
    let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut report = Report { id, text: text.to_owned(), ..Report::default() };
    let Some((head, body)) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) else { return report };
    report.text = body.trim_start().to_owned();
    for (key, value) in head.lines().filter_map(|line| line.split_once(':')) {
        let value = value.trim().trim_matches('"').to_owned();
        match key {
            "title" => report.title = Some(value),
            "outlet" => report.outlet = Some(value),
            "url" => report.url = Some(value),
            "language" => report.language = Some(value),
            "published" => report.published = value.parse().ok(),
            _ => {}
        }
    }
    report
}
