//! The tolls corpus: what one report's figures of killed and injured come to; the waves corpus: which happenings and totals it tells of, and where; the days
//! corpus: when.
//!
//! A value is an incident's tolls, the whole and then the parts by sex and age: `7`, `>=15` where no voice sets a high, `9..12` from low to high. Of a
//! wave it is the act, the place and the killed of each incident, then the totals with their areas; of the days, the act and the days of each, in a report
//! published on Thursday 16 May 2024.

use std::path::Path;

use dateline::incidents::Policy;
use dateline::wire::v1::{Claim, Incident, Place, Toll};
use dateline::{Report, read, record};
use jiff::civil::date;

fn main() {
    let arguments = libtest_mimic::Arguments::from_args();
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut trials = dateline_testkit::corpus(&tests.join("tolls.corpus"), tolls);
    trials.extend(dateline_testkit::corpus(&tests.join("waves.corpus"), waves));
    trials.extend(dateline_testkit::corpus(&tests.join("days.corpus"), days));
    libtest_mimic::run(&arguments, trials).exit();
}

fn tolls(words: &str) -> Vec<String> {
    let report = Report { id: "told".to_owned(), text: words.to_owned(), ..Report::default() };
    record(&report, &read(&report), &Policy::default()).incidents.iter().map(print).collect()
}

fn waves(words: &str) -> Vec<String> {
    let report = Report { id: "told".to_owned(), text: words.to_owned(), ..Report::default() };
    let record = record(&report, &read(&report), &Policy::default());
    let place = |place: &Option<Place>| place.as_ref().map_or("nowhere".to_owned(), |place| place.name.clone());
    let told = |incident: &Incident| {
        let killed = incident.tolls.iter().find(|toll| toll.measure == "killed" && toll.group == "all");
        format!("{} {} {}", incident.act, place(&incident.place), killed.map_or("-".to_owned(), figures))
    };
    let totals = record.claims.iter().filter(|claim| claim.kind == "tally");
    let total = |claim: &Claim| {
        let figure = claim.counts.first().and_then(|count| count.point.or(count.floor));
        format!("total {} {}", place(&claim.place), figure.unwrap_or_default())
    };
    vec![record.incidents.iter().map(told).chain(totals.map(total)).collect::<Vec<_>>().join("; ")]
}

fn print(incident: &Incident) -> String {
    let told = |toll: &&Toll| {
        ["killed", "injured"].contains(&&*toll.measure)
            && ["all", "women", "men", "children", "girls", "boys"].contains(&&*toll.group)
    };
    let toll = |toll: &Toll| {
        let group = if toll.group == "all" { String::new() } else { format!(" {}", toll.group) };
        format!("{}{group} {}", toll.measure, figures(toll))
    };
    incident.tolls.iter().filter(told).map(toll).collect::<Vec<_>>().join(", ")
}

fn figures(toll: &Toll) -> String {
    match (toll.low, toll.high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low}..{high}"),
        (Some(low), None) => format!(">={low}"),
        (None, Some(high)) => format!("<={high}"),
        (None, None) => "?".to_owned(),
    }
}

fn days(words: &str) -> Vec<String> {
    let report =
        Report { id: "told".to_owned(), text: words.to_owned(), published: Some(date(2024, 5, 16)), ..Report::default() };
    let record = record(&report, &read(&report), &Policy::default());
    let told = |incident: &Incident| match &incident.time {
        Some(time) if time.start == time.end => format!("{} {}", incident.act, time.start),
        Some(time) => format!("{} {}..{}", incident.act, time.start, time.end),
        None => format!("{} -", incident.act),
    };
    vec![record.incidents.iter().map(told).collect::<Vec<_>>().join("; ")]
}
