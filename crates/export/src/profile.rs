//! The public profile: no private person's name, no coordinates of a home or shelter.
//!
//! In: an entry. Out: the same entry with those cells emptied. A quotation that holds a name keeps its offsets and its document and loses its
//! text: an empty text over a range that is not empty says "withheld". Figures, days and ids of claims are never touched.

use dateline::wire::v1::{Actor, Claim, Incident, Place, Problem, Report, Span, Tally, Voice};

use crate::names::{ADDRESS, Hidden, Names, is_private_person, private_voice};
use crate::{Account, Entry, Profile, Source};

/// What stands for a private person's name in a public release.
pub const HIDDEN_PERSON: &str = "a person (name withheld)";

/// The entry as a public release shows it, by the names it tells of itself. Doing it twice changes nothing.
///
/// A name told in one entry may stand in a quotation of another: where there are several, [`Names::public`] knows them all.
pub fn public(entry: Entry) -> Entry {
    Names::of([&entry]).public(entry)
}

impl Names {
    /// The entry as a public release shows it, without any of these names.
    pub fn public(&self, entry: Entry) -> Entry {
        let hidden = self.hidden_in(&entry);
        let ids = ReportIds::new(&hidden, &entry);
        let accounts = entry.accounts.into_iter().map(|account| Account {
            claim: hidden.claim(account.claim),
            sources: account.sources.into_iter().map(|source| hidden.source(&ids, source)).collect(),
        });
        let accounts = accounts.collect();
        Entry { incident: hidden.incident(&ids, entry.incident), accounts }
    }
}

/// Every entry as a public release shows it; all are read before the first is given back, so that every name is known.
pub(crate) fn all_public(entries: impl Iterator<Item = Entry>) -> impl Iterator<Item = Entry> {
    let entries: Vec<Entry> = entries.collect();
    let names = Names::of(&entries);
    entries.into_iter().map(move |entry| names.public(entry))
}

/// The running totals as a public release shows them: a witness's name is dropped, and words that hold it are withheld.
pub fn public_tally(mut tally: Tally) -> Tally {
    let teller = Entry { accounts: vec![telling_account(&tally.voice)], ..Entry::default() };
    let names = Names::of([&teller]);
    let hidden = names.hidden_in(&teller);
    tally.voice = hidden.voice(tally.voice);
    tally.area = tally.area.map(|area| hidden.place(area));
    for point in &mut tally.points {
        point.span = hidden.span(std::mem::take(&mut point.span));
        if hidden.in_address(&point.report) {
            point.report = WITHHELD_ID.to_owned();
        }
    }
    tally.problems = hidden.problems(tally.problems);
    tally
}

/// The tally as the profile shows it.
pub(crate) fn shown_tally(profile: Profile, tally: Tally) -> Tally {
    match profile {
        Profile::Public => public_tally(tally),
        Profile::Restricted => tally,
    }
}

fn telling_account(voice: &Voice) -> Account {
    Account { claim: Claim { voice: voice.clone(), ..Claim::default() }, ..Account::default() }
}

/// What stands for the id of a report that holds a name and whose document is not known.
const WITHHELD_ID: &str = "withheld";

/// Ids of reports that hold a name, and what stands for each: the digest of its text, and a number where several share one.
struct ReportIds {
    withheld: Vec<(String, String, String)>,
}

impl ReportIds {
    fn new(hidden: &Hidden<'_>, entry: &Entry) -> ReportIds {
        let mut withheld: Vec<(String, String, String)> = Vec::new();
        for source in entry.accounts.iter().flat_map(|account| &account.sources) {
            let (id, document) = (&source.report.id, &source.document);
            let known = withheld.iter().any(|(old, of, _)| old == id && of == document);
            if known || !hidden.in_address(id) {
                continue;
            }
            let shared = withheld.iter().filter(|(_, of, _)| of == document).count();
            let digest: String = document.trim_start_matches("sha256:").chars().take(12).collect();
            withheld.push((id.clone(), document.clone(), format!("{WITHHELD_ID}-{digest}-{}", shared + 1)));
        }
        ReportIds { withheld }
    }

    fn of_source(&self, source: &Source) -> String {
        let found = self.withheld.iter().find(|(old, of, _)| *old == source.report.id && *of == source.document);
        found.map_or_else(|| source.report.id.clone(), |(_, _, new)| new.clone())
    }

    fn of_id(&self, hidden: &Hidden<'_>, id: String) -> String {
        match self.withheld.iter().find(|(old, _, _)| *old == id) {
            Some((_, _, new)) => new.clone(),
            None if hidden.in_address(&id) => WITHHELD_ID.to_owned(),
            None => id,
        }
    }
}

impl Hidden<'_> {
    fn incident(&self, ids: &ReportIds, incident: Incident) -> Incident {
        let mut title = incident.title;
        for actor in incident.perpetrators.iter().chain(&incident.targets).filter(|actor| is_private_person(actor)) {
            title = title.replace(&actor.name, HIDDEN_PERSON);
        }
        let place = incident.place.map(|place| self.place(place));
        if self.in_text(&title) {
            title = incident.act.replace('-', " ");
            if let Some(place) = &place {
                title.push_str(&format!(", {}", place.name));
            }
        }
        Incident {
            title,
            place,
            time: incident.time.map(|mut time| {
                time.written = time.written.and_then(|written| self.text(written));
                time.span = time.span.map(|span| self.span(span));
                time
            }),
            perpetrators: self.actors(incident.perpetrators),
            targets: self.actors(incident.targets),
            weapons: incident.weapons.into_iter().map(|weapon| self.weapon(weapon)).collect(),
            problems: self.problems(incident.problems),
            reports: incident.reports.into_iter().map(|id| ids.of_id(self, id)).collect(),
            ..incident
        }
    }

    fn claim(&self, claim: Claim) -> Claim {
        Claim {
            actors: self.actors(claim.actors),
            place: claim.place.map(|place| self.place(place)),
            time: claim.time.map(|mut time| {
                time.written = time.written.and_then(|written| self.text(written));
                time.span = time.span.map(|span| self.span(span));
                time
            }),
            window: claim.window.map(|mut window| {
                window.span = window.span.map(|span| self.span(span));
                window
            }),
            counts: claim
                .counts
                .into_iter()
                .map(|mut count| {
                    if count.modifier == "named" {
                        count.written.clear();
                        count.span.text.clear();
                    }
                    count.written = self.words(count.written);
                    count.span = self.span(count.span);
                    count
                })
                .collect(),
            voice: self.voice(claim.voice),
            span: self.span(claim.span),
            act_words: claim.act_words.map(|mut words| {
                words.span = self.span(words.span);
                words
            }),
            status_words: claim.status_words.map(|mut words| {
                words.span = self.span(words.span);
                words
            }),
            weapons: claim.weapons.into_iter().map(|weapon| self.weapon(weapon)).collect(),
            ..claim
        }
    }

    fn actors(&self, actors: Vec<Actor>) -> Vec<Actor> {
        let shown = |mut actor: Actor| {
            if is_private_person(&actor) || (actor.id.is_none() && self.in_text(&actor.name)) || self.in_name(&actor.name) {
                actor.name = HIDDEN_PERSON.to_owned();
                actor.span.text.clear();
            }
            actor.span = self.span(actor.span);
            actor
        };
        actors.into_iter().map(shown).collect()
    }

    fn voice(&self, mut voice: Voice) -> Voice {
        if private_voice(&voice).is_some() {
            voice.name = None;
        }
        voice.name = voice.name.and_then(|name| self.text(name));
        voice.role = voice.role.and_then(|role| self.text(role));
        voice.organisation = voice.organisation.and_then(|organisation| self.text(organisation));
        for via in &mut voice.via {
            if self.in_text(via) {
                *via = HIDDEN_PERSON.to_owned();
            }
        }
        voice.span = voice.span.map(|span| self.span(span));
        voice
    }

    /// A place without the coordinates of a home or shelter, and without a name in its words.
    fn place(&self, mut place: Place) -> Place {
        let listed = place.geonames_id.is_some();
        if place.precision == "P0" || (place.precision == "P1" && is_home(&place)) {
            place.lat = None;
            place.lon = None;
            place.geonames_id = None;
        }
        if place.precision == "P0" {
            place.name = ADDRESS.to_owned();
            place.span.text.clear();
        }
        // A town that shares a word with someone's name keeps its own; a name the gazetteer lacks may be someone's house.
        if if listed { self.in_name(&place.name) } else { self.in_text(&place.name) } {
            place.name = "a place (name withheld)".to_owned();
        }
        place.admin1 = place.admin1.filter(|name| !self.in_name(name));
        place.admin2 = place.admin2.filter(|name| !self.in_name(name));
        place.span = self.span(place.span);
        place
    }

    fn weapon(&self, mut weapon: dateline::wire::v1::Weapon) -> dateline::wire::v1::Weapon {
        if self.in_text(&weapon.name) {
            weapon.name = "unknown".into();
        }
        weapon.span = self.span(weapon.span);
        weapon
    }

    fn problems(&self, problems: Vec<Problem>) -> Vec<Problem> {
        let shown = |problem: Problem| Problem {
            message: self.words(problem.message),
            span: problem.span.map(|span| self.span(span)),
            ..problem
        };
        problems.into_iter().map(shown).collect()
    }

    fn source(&self, ids: &ReportIds, source: Source) -> Source {
        let id = ids.of_source(&source);
        let report = source.report;
        let report = Report {
            id,
            title: report.title.and_then(|title| self.text(title)),
            outlet: report.outlet.and_then(|outlet| self.text(outlet)),
            url: report.url.filter(|url| !self.in_address(url)),
            ..report
        };
        Source { report, ..source }
    }

    fn span(&self, mut span: Span) -> Span {
        span.text = self.words(span.text);
        span
    }

    /// The words, or none where they hold a name.
    fn words(&self, words: String) -> String {
        self.text(words).unwrap_or_default()
    }

    fn text(&self, text: String) -> Option<String> {
        (!self.in_text(&text)).then_some(text)
    }
}

/// Whether the words of a place name a home or shelter.
fn is_home(place: &Place) -> bool {
    let words = format!("{} {}", place.name, place.span.text).to_lowercase();
    let mut words = words.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| HOMES.contains(&word))
}

/// Words for where people live or shelter.
const HOMES: [&str; 28] = [
    "apartment",
    "apartments",
    "camp",
    "dormitory",
    "dwelling",
    "dwellings",
    "farmhouse",
    "flat",
    "flats",
    "home",
    "homes",
    "hostel",
    "house",
    "household",
    "houses",
    "hut",
    "huts",
    "mansion",
    "orphanage",
    "residence",
    "residences",
    "residential",
    "shack",
    "shelter",
    "shelters",
    "tent",
    "tents",
    "villa",
];
