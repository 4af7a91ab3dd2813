//! The tolls corpus: what one report's figures of killed and injured come to.
//!
//! A value is an incident's tolls, the whole and then the parts by sex and age: `7`, `>=15` where no voice sets a high, `9..12` from low to high.

use std::path::Path;

use dateline::incidents::Policy;
use dateline::wire::v1::{Incident, Toll};
use dateline::{Report, read, record};

fn main() {
    let arguments = libtest_mimic::Arguments::from_args();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tolls.corpus");
    let trials = dateline_testkit::corpus(&corpus, tolls);
    libtest_mimic::run(&arguments, trials).exit();
}

fn tolls(words: &str) -> Vec<String> {
    let report = Report { id: "told".to_owned(), text: words.to_owned(), ..Report::default() };
    record(&report, &read(&report), &Policy::default()).incidents.iter().map(print).collect()
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
