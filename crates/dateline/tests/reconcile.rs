//! Several reports, one ledger: what is joined, what is kept apart, and what the tolls rest on. Every report here is invented.

use dateline::incidents::Policy;
use dateline::{Report, read, together};

/// Outlet, day of publication, text.
type Told = (&'static str, &'static str, &'static str);

fn ledger(told: &[Told]) -> Vec<String> {
    let report = |(index, (outlet, published, text)): (usize, &Told)| Report {
        id: format!("{outlet}-{index}"),
        outlet: Some((*outlet).to_owned()),
        published: published.parse().ok(),
        text: (*text).to_owned(),
        ..Report::default()
    };
    let reports: Vec<Report> = told.iter().enumerate().map(report).collect();
    let readings: Vec<_> = reports.iter().map(read).collect();
    let pairs: Vec<_> = reports.iter().zip(&readings).collect();
    let (_, conclusions) = together(&pairs, &Policy::default());
    let line = |incident: &dateline::wire::v1::Incident| {
        let toll = incident.tolls.iter().find(|toll| toll.measure == "killed" && toll.group == "all");
        let toll = toll.map_or("-".to_owned(), |toll| format!("{:?} {:?} {:?}", toll.low, toll.best, toll.high));
        let place = incident.place.as_ref().map_or("-", |place| place.name.as_str());
        let day = incident.time.as_ref().map_or("-".to_owned(), |time| time.start.to_string());
        format!(
            "{} {place} {day} killed {toll}, {} outlets, {} voices",
            incident.act, incident.independence.outlets, incident.independence.voices
        )
    };
    conclusions.incidents.iter().map(line).collect()
}

const HOSPITAL: Told =
    ("Coast Courier", "2024-05-14", "An air strike on Tyre killed 12 people on Monday, the town's hospital said.");
const ARMY: Told = ("Valley Gazette", "2024-05-14", "An air strike on Tyre on Monday killed nine people, the army said.");
const ELSEWHERE: Told = ("Coast Courier", "2024-05-14", "An air strike on Sidon killed two people on Monday, officials said.");
const TOTAL: Told =
    ("Coast Courier", "2024-05-17", "Air strikes in Lebanon have killed 700 people since Monday, the health ministry said.");

#[test]
fn two_accounts_of_one_strike_make_one_incident_with_both_figures() {
    assert_eq!(ledger(&[HOSPITAL, ARMY]), ["airstrike Tyre 2024-05-13 killed Some(9) Some(12) Some(12), 2 outlets, 2 voices"]);
}

#[test]
fn two_towns_are_two_incidents() {
    let found = ledger(&[HOSPITAL, ELSEWHERE]);
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn a_running_total_is_no_incident_and_adds_nothing_to_one() {
    assert_eq!(ledger(&[TOTAL]), [] as [String; 0]);
    assert_eq!(ledger(&[HOSPITAL, TOTAL]), ledger(&[HOSPITAL]));
}

#[test]
fn the_same_text_in_two_outlets_is_one_witness() {
    let reprint = ("Harbour Times", HOSPITAL.1, HOSPITAL.2);
    let found = ledger(&[HOSPITAL, reprint]);
    assert_eq!(found, ["airstrike Tyre 2024-05-13 killed Some(12) Some(12) Some(12), 2 outlets, 1 voices"]);
}

#[test]
fn the_order_of_the_reports_does_not_matter() {
    assert_eq!(ledger(&[HOSPITAL, ARMY, ELSEWHERE, TOTAL]), ledger(&[TOTAL, ELSEWHERE, ARMY, HOSPITAL]));
}
