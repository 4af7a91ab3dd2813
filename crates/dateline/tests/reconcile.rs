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

/// What one report of 14 May tells.
fn of(told: &'static str) -> Vec<String> {
    ledger(&[("Coast Courier", "2024-05-14", told)])
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
fn a_strike_that_is_only_said_to_have_taken_place_has_the_day_said() {
    let told = "An air strike hit a house in Tyre and killed three people. The strike took place on May 9 at dawn.";
    assert_eq!(of(told), ["airstrike Tyre 2024-05-09 killed Some(3) Some(3) Some(3), 1 outlets, 1 voices"]);
}

#[test]
fn medics_and_the_army_in_one_sentence_are_two_voices() {
    let told =
        "An air strike hit Tyre on Monday; medics said that 12 people were killed, while the army said that three people died.";
    assert_eq!(of(told), ["airstrike Tyre 2024-05-13 killed Some(3) Some(12) Some(12), 1 outlets, 2 voices"]);
}

#[test]
fn each_place_of_one_breath_has_its_own_dead() {
    let told = "Shelling on Monday killed two people in Tyre, three in Sidon and one in Marjayoun, the governor said.";
    assert_eq!(
        of(told),
        [
            "shelling Marjayoun 2024-05-13 killed Some(1) Some(1) Some(1), 1 outlets, 1 voices",
            "shelling Sidon 2024-05-13 killed Some(3) Some(3) Some(3), 1 outlets, 1 voices",
            "shelling Tyre 2024-05-13 killed Some(2) Some(2) Some(2), 1 outlets, 1 voices",
        ]
    );
}

#[test]
fn what_is_denied_of_an_act_leaves_the_act() {
    let owned = "The army denied responsibility for the shelling of Tyre that killed 12 people on Monday.";
    assert_eq!(of(owned), ["shelling Tyre 2024-05-13 killed Some(12) Some(12) Some(12), 1 outlets, 1 voices"]);
    let behind = "The rebels denied they were behind the attack that killed four soldiers near Tyre on Monday.";
    assert_eq!(of(behind), ["armed-attack Tyre 2024-05-13 killed Some(4) Some(4) Some(4), 1 outlets, 1 voices"]);
    let seen = "The army denied that its troops had fired on the crowd in Tyre, where witnesses said six people were shot dead on Monday.";
    assert_eq!(of(seen), ["shooting Tyre 2024-05-13 killed Some(6) Some(6) Some(6), 1 outlets, 1 voices"]);
    let rumour = "The ministry rejected reports that 30 of its soldiers had died in an ambush near Tyre on Monday.";
    assert_eq!(of(rumour), [] as [String; 0]);
}

#[test]
fn what_is_planned_is_planned_whoever_has_a_part_in_it() {
    assert_eq!(of("The rebels plan to take part in an attack on Tyre, the ministry said."), [] as [String; 0]);
    assert_eq!(of("The army has yet to decide when to strike the port of Tyre."), [] as [String; 0]);
}

#[test]
fn the_other_side_answers_with_an_act_of_its_own() {
    let told = "Rockets hit Tyre on Monday, wounding one woman. Israel responded with air strikes that killed three people.";
    let acts: Vec<String> = of(told);
    let kinds: Vec<&str> = acts.iter().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(kinds, ["airstrike", "shelling"]);
}

#[test]
fn what_is_struck_is_where_it_happened() {
    assert_eq!(of("The army shelled Tyre on Monday."), ["shelling Tyre 2024-05-13 killed -, 1 outlets, 1 voices"]);
    assert_eq!(of("Rockets struck the town of Tyre on Monday."), ["shelling Tyre 2024-05-13 killed -, 1 outlets, 1 voices"]);
    assert_eq!(of("Tyre was bombed on Monday."), ["airstrike Tyre 2024-05-13 killed -, 1 outlets, 1 voices"]);
    assert_eq!(of("The rebels captured Tyre on Monday."), ["territory-taken Tyre 2024-05-13 killed -, 1 outlets, 1 voices"]);
    assert_eq!(of("A storm hit Tyre on Monday."), [] as [String; 0]);
    let car = "An Israeli air strike on a car in southern Lebanon on Monday killed two people.";
    assert_eq!(of(car), ["airstrike Lebanon 2024-05-13 killed Some(2) Some(2) Some(2), 1 outlets, 1 voices"]);
    let toll = "The death toll from Monday's strike on a school in Tyre has risen to 31.";
    assert_eq!(of(toll), ["airstrike Tyre 2024-05-13 killed Some(31) Some(31) Some(31), 1 outlets, 1 voices"]);
    let raid = "Gunmen attacked the town of Tyre on Monday, killing 22 villagers and setting houses on fire.";
    assert_eq!(of(raid), ["armed-attack Tyre 2024-05-13 killed Some(22) Some(22) Some(22), 1 outlets, 1 voices"]);
    let named = "Two soldiers were killed by an anti-tank missile in Tyre on Monday.";
    assert_eq!(of(named), ["shelling Tyre 2024-05-13 killed Some(2) Some(2) Some(2), 1 outlets, 1 voices"]);
}

#[test]
fn where_it_was_is_the_town_told_of_a_county_that_of_the_police_or_where_people_fled_from() {
    let county =
        "Gunmen killed five people in Lawrence County on Monday. They were found in a home in Ironton, Ohio, deputies said.";
    assert_eq!(of(county), ["armed-attack Ironton 2024-05-13 killed Some(5) Some(5) Some(5), 1 outlets, 1 voices"]);
    let police = "A man was shot and killed on Monday, Milwaukee police said.";
    assert_eq!(of(police), ["shooting Milwaukee 2024-05-13 killed Some(1) Some(1) Some(1), 1 outlets, 1 voices"]);
    let fled = "Thousands of people fled Rutshuru on Monday after rebels killed 20 civilians, residents said.";
    assert_eq!(of(fled), ["armed-attack Rutshuru 2024-05-13 killed Some(20) Some(20) Some(20), 1 outlets, 1 voices"]);
}

#[test]
fn a_title_that_runs_into_its_text_leaves_the_sketch_as_the_text_makes_it() {
    let report = |title: Option<&str>| Report {
        id: "told".to_owned(),
        title: title.map(str::to_owned),
        text: "Two shot in TyrePolice say two men were shot in Tyre on Monday and taken to a hospital in the town.".to_owned(),
        ..Report::default()
    };
    let sketch = |report: &Report| dateline::sketch(report, &read(report)).to_bytes();
    assert_eq!(sketch(&report(Some("Two shot in Tyre"))), sketch(&report(None)));
}

#[test]
fn the_order_of_the_reports_does_not_matter() {
    assert_eq!(ledger(&[HOSPITAL, ARMY, ELSEWHERE, TOTAL]), ledger(&[TOTAL, ELSEWHERE, ARMY, HOSPITAL]));
}

#[test]
fn gunmen_in_a_building_cut_no_town_off_and_who_flees_was_not_attacked() {
    let hotel = "Eighteen people died in the siege of a hotel in Tyre on Monday.";
    assert_eq!(of(hotel), ["armed-attack Tyre 2024-05-13 killed Some(18) Some(18) Some(18), 1 outlets, 1 voices"]);
    assert_eq!(of("More than 3,000 families fled their homes in Tyre on Monday, the UN said."), [] as [String; 0]);
}
