//! Choosing: which place each name stands for, by the whole report.
//!
//! In: the names found. Out: for each, the place it most likely is, or none where it is likelier a person or a plain word. The same
//! spelling means the same place throughout a report, unless its neighbours say otherwise.

use std::collections::BTreeMap;

use dateline_lexicon::{Gazetteer, NameKind, PlaceClass, PlaceId, PlaceKind};

use super::find::{Finder, Hint, Name};

/// What a name was read as.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Choice {
    pub place: PlaceId,
    pub kind: NameKind,
    /// How far this reading is ahead of the next, 0 to 1.
    pub margin: f32,
}

/// How much of a report speaks of each country and first-order division.
#[derive(Debug, Default)]
struct Speaks {
    countries: BTreeMap<&'static str, f32>,
    divisions: BTreeMap<PlaceId, f32>,
}

/// What a report is about, by what its names were read as.
#[derive(Debug, Default)]
struct Setting {
    all: Speaks,
    /// What each group of names adds to it, which says nothing about that group's own reading.
    own: Vec<Speaks>,
    spots: Vec<(f64, f64)>,
}

/// People of a town that no one has counted: it is listed as the seat of a district, or since reports name it.
const UNCOUNTED: u32 = 5_000;
/// A name is taken for a place from this much evidence on.
const ENOUGH: f32 = 1.2;
/// People of a town that many know by its name.
const CITY: u32 = 100_000;
/// People of a town after which its division is named, so that the bare name is the town's.
const TOWN: u32 = 50_000;
/// The most that near neighbours add to a reading.
const MOST_NEAR: f32 = 1.6;

/// How much a report must say of a country to be about it.
const SETTLED: f32 = 1.5;
/// How much a report must say of a first-order division to be from it: one town of it, surely named.
const HOME: f32 = 0.9;
/// The most that a report on another country speaks against a little-known place.
const STRANGE: f32 = 6.0;
/// From this much evidence on, the words around a name say that it is some place's.
const LOCATED: f32 = 2.0;

/// What comes of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// It is the place chosen.
    Place,
    /// It is a place, of the report's own country, that only shares the name of the one chosen.
    Namesake,
    /// It is no place.
    Nothing,
}

/// What the names of a report were read as.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// One reading a name, in the same order.
    pub choices: Vec<Option<Choice>>,
    /// The names of places that the gazetteer has only elsewhere, by index.
    pub namesakes: Vec<usize>,
}

/// One reading a name.
pub(super) fn choose(finder: &Finder<'_>, names: &[Name], lowered: &dyn Fn(&Name) -> bool) -> Chosen {
    let groups = groups(finder, names);
    let mut choices: Vec<Option<Choice>> = vec![None; names.len()];
    let mut setting = Setting::default();
    for round in 0..3 {
        for (index, group) in groups.iter().enumerate() {
            let choice = best(finder, names, group, &choices, &setting.beside(index));
            for &name in &group.names {
                choices[name] = choice;
            }
        }
        if round < 2 {
            let verdicts = judge(finder, names, &groups, &choices, &setting, lowered);
            setting = Setting::of(&finder.lexicon.gazetteer, names, &groups, &choices, &verdicts);
        }
    }
    let verdicts = judge(finder, names, &groups, &choices, &setting, lowered);
    for (choice, verdict) in choices.iter_mut().zip(&verdicts) {
        if *verdict != Verdict::Place {
            *choice = None;
        }
    }
    let namesakes = (0..names.len()).filter(|&name| verdicts[name] == Verdict::Namesake).collect();
    Chosen { choices, namesakes }
}

/// Names that must mean the same: the same words with the same hint.
#[derive(Debug, Default)]
struct Group {
    /// Indices of the names.
    names: Vec<usize>,
    /// The first few names said to lie in one of them: what they may be tells which this is.
    inner: Vec<usize>,
}

/// As many names as are asked what they lie in: a report that names a hundred villages of one district needs no more.
const ASKED: usize = 6;

fn groups(finder: &Finder<'_>, names: &[Name]) -> Vec<Group> {
    let mut groups: BTreeMap<(String, Option<Hint>), Group> = BTreeMap::new();
    for (index, name) in names.iter().enumerate() {
        let words = finder.document.slice(name.range).to_lowercase();
        groups.entry((words, name.hint)).or_default().names.push(index);
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    let mut group_of = vec![0; names.len()];
    for (group, names) in groups.iter().enumerate() {
        names.names.iter().for_each(|&name| group_of[name] = group);
    }
    for (inner, name) in names.iter().enumerate() {
        if let Some(container) = name.container {
            let group = &mut groups[group_of[container]];
            if group.inner.len() < ASKED {
                group.inner.push(inner);
            }
        }
    }
    groups
}

/// The best reading of a group of names.
fn best(finder: &Finder<'_>, names: &[Name], group: &Group, choices: &[Option<Choice>], beside: &Beside<'_>) -> Option<Choice> {
    let gazetteer = &finder.lexicon.gazetteer;
    let first = &names[*group.names.first()?];
    let container = group.names.iter().find_map(|&name| names[name].container);
    let mut ranked: Vec<(f32, PlaceId, NameKind)> = Vec::with_capacity(first.candidates.len());
    // "Philadelphia" is a city of that name, not the capital that had it in antiquity.
    let owned = first.candidates.iter().any(|&(place, kind)| {
        kind == NameKind::Primary && gazetteer.kind(place).is_settlement() && gazetteer.population(place) >= CITY
    });
    for &(place, kind) in &first.candidates {
        let mut score = prior(gazetteer, place, kind, first) + beside.fit(gazetteer, place);
        if owned && kind == NameKind::Alternate && gazetteer.kind(place).is_settlement() {
            score -= 4.0;
        }
        if let Some(container) = container {
            score += contained(gazetteer, place, &names[container], choices[container]);
        }
        if group.inner.iter().any(|&inner| holds(gazetteer, place, &names[inner])) {
            score += 3.0;
        }
        ranked.push((score, place, kind));
    }
    // Neighbours only decide between readings that are close: distances are worked out for those alone.
    let best = ranked.iter().map(|reading| reading.0).fold(f32::MIN, f32::max);
    for (score, place, _) in ranked.iter_mut().filter(|reading| reading.0 >= best - MOST_NEAR) {
        *score += beside.setting.near(gazetteer, *place);
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let &(mut score, mut place, mut kind) = ranked.first()?;
    // A province and its chief town of one name: the bare name is the town's.
    if gazetteer.kind(place) == PlaceKind::Admin1
        && first.hint.is_none()
        && let Some(town) = ranked.iter().find(|town| is_chief_town(gazetteer, town.1, town.2, place))
    {
        (score, place, kind) = *town;
    }
    let next = ranked.get(1).map_or(score - 5.0, |next| next.0);
    Some(Choice { place, kind, margin: ((score - next) / 5.0).clamp(0.0, 1.0) })
}

/// Whether `town` is a large town of the same name in the division.
fn is_chief_town(gazetteer: &Gazetteer, town: PlaceId, name: NameKind, division: PlaceId) -> bool {
    let people = gazetteer.population(town);
    // "New York" is the city of that state, "Oklahoma" is not.
    let names_it = match name {
        NameKind::Primary => people >= TOWN,
        _ => name == NameKind::Alternate && people >= CITY && people > gazetteer.population(division) / 4,
    };
    gazetteer.kind(town).is_settlement() && names_it && gazetteer.ancestors(town).any(|wider| wider == division)
}

fn holds(gazetteer: &Gazetteer, outer: PlaceId, inner: &Name) -> bool {
    inner.candidates.iter().any(|&(place, _)| gazetteer.ancestors(place).skip(1).any(|wider| wider == outer))
}

/// How likely the place is before the report is read.
fn prior(gazetteer: &Gazetteer, place: PlaceId, name: NameKind, found: &Name) -> f32 {
    let kind = gazetteer.kind(place);
    let people = match gazetteer.population(place) {
        0 if kind.is_settlement() => UNCOUNTED,
        people => people,
    } as f32;
    let mut score = (people + 50.0).ln() * 0.55;
    score += match kind {
        PlaceKind::Country => 4.0,
        PlaceKind::Region => 7.0,
        PlaceKind::Admin1 => 1.0,
        PlaceKind::Admin2 => -2.0,
        PlaceKind::Capital => 3.5,
        PlaceKind::Part => 3.0,
        PlaceKind::Settlement | PlaceKind::Site => 0.0,
        PlaceKind::Water => 8.0,
    };
    score += match name {
        NameKind::Primary => 1.0,
        // "Gaza" for Gaza Province in Mozambique: the bare name of a division is rarely it.
        NameKind::Alternate if matches!(kind, PlaceKind::Admin1 | PlaceKind::Admin2) => -1.5,
        NameKind::Alternate => -0.5,
        NameKind::Adjective | NameKind::People => 3.0,
        NameKind::Abbreviation => 3.0,
    };
    if let Some(hint) = found.hint {
        // "Niger state" is no country.
        let country = if kind == PlaceKind::Country && hint == Hint::Admin1 { -2.0 } else { 0.0 };
        score += if hint.fits(kind) { 5.0 } else { country - 1.0 };
        // A county or district with "county" in its own name is surely that.
        if found.tokens.len() > 1 && hint == Hint::Admin2 && kind == PlaceKind::Admin2 {
            score += 2.0;
        }
    }
    score
}

/// How well the place lies in the place named with it.
fn contained(gazetteer: &Gazetteer, place: PlaceId, container: &Name, choice: Option<Choice>) -> f32 {
    let inside = |outer: PlaceId| gazetteer.ancestors(place).skip(1).any(|wider| wider == outer);
    if choice.is_some_and(|choice| inside(choice.place)) {
        return 8.0;
    }
    if container.candidates.iter().any(|&(outer, _)| inside(outer)) { 5.0 } else { 0.0 }
}

impl Speaks {
    fn add(&mut self, gazetteer: &Gazetteer, place: PlaceId, much: f32) {
        if let Some(country) = gazetteer.country(place) {
            *self.countries.entry(country).or_default() += much;
        }
        if let Some(division) = gazetteer.ancestor(place, PlaceKind::Admin1) {
            *self.divisions.entry(division).or_default() += much;
        }
    }

    fn whole(&self) -> f32 {
        self.countries.values().sum()
    }
}

/// A setting without what one group of names adds to it.
struct Beside<'a> {
    setting: &'a Setting,
    own: Option<&'a Speaks>,
    /// How much is left, of all countries.
    whole: f32,
}

impl Beside<'_> {
    /// How well a place suits the report.
    fn fit(&self, gazetteer: &Gazetteer, place: PlaceId) -> f32 {
        let (all, whole) = (&self.setting.all, self.whole);
        let share =
            |said: Option<&f32>, own: Option<&f32>| (said.copied().unwrap_or(0.0) - own.copied().unwrap_or(0.0)).max(0.0) / whole;
        let country = gazetteer.country(place);
        let country = country.map_or(0.0, |of| share(all.countries.get(of), self.own.and_then(|own| own.countries.get(of))));
        let division = gazetteer.ancestor(place, PlaceKind::Admin1);
        let division = division.map_or(0.0, |of| share(all.divisions.get(&of), self.own.and_then(|own| own.divisions.get(&of))));
        3.0 * country.sqrt() + 5.0 * division.sqrt()
    }

    /// How much a report that names no other place of this one's country speaks of a single other country, 0 to 1.
    fn elsewhere(&self, gazetteer: &Gazetteer, place: PlaceId, settled: f32) -> f32 {
        let Some(country) = gazetteer.country(place) else { return 0.0 };
        let own = |of: &str| self.own.and_then(|own| own.countries.get(of)).copied().unwrap_or(0.0);
        let said = |of: &str| self.setting.all.countries.get(of).copied().unwrap_or(0.0) - own(of);
        let most = self.setting.all.countries.keys().map(|of| said(of)).fold(0.0, f32::max);
        let share = most / self.whole;
        if most >= settled && share >= 0.33 && said(country) < 0.1 { share } else { 0.0 }
    }

    /// How much a report that names no other place of this one's division, nor one near it, speaks of a single other division, 0 to 1.
    fn far_off(&self, gazetteer: &Gazetteer, place: PlaceId) -> f32 {
        let Some(division) = gazetteer.ancestor(place, PlaceKind::Admin1) else { return 0.0 };
        let own = |of: PlaceId| self.own.and_then(|own| own.divisions.get(&of)).copied().unwrap_or(0.0);
        let said = |of: PlaceId| self.setting.all.divisions.get(&of).copied().unwrap_or(0.0) - own(of);
        let most = self.setting.all.divisions.keys().map(|&of| said(of)).fold(0.0, f32::max);
        let share = most / self.whole;
        let far = said(division) < 0.1 && self.setting.near(gazetteer, place) <= 0.0;
        if most >= HOME && share >= 0.5 && far { share } else { 0.0 }
    }
}

impl Setting {
    /// What the accepted readings say the report is about.
    fn of(gazetteer: &Gazetteer, names: &[Name], groups: &[Group], choices: &[Option<Choice>], verdicts: &[Verdict]) -> Setting {
        let mut setting = Setting { own: groups.iter().map(|_| Speaks::default()).collect(), ..Setting::default() };
        let mut group_of = vec![0; names.len()];
        for (group, names) in groups.iter().enumerate() {
            names.names.iter().for_each(|&name| group_of[name] = group);
        }
        let mut seen: BTreeMap<PlaceId, f32> = BTreeMap::new();
        for (index, name) in names.iter().enumerate().filter(|(index, _)| verdicts[*index] == Verdict::Place) {
            let Some(choice) = choices[index] else { continue };
            // Each further naming of one place adds less.
            let weight = seen.entry(choice.place).or_insert(1.0);
            let sure = if name.container.is_some() || name.dateline { 1.0 } else { 0.3 + choice.margin };
            let add = *weight * sure;
            *weight *= 0.6;
            setting.all.add(gazetteer, choice.place, add);
            setting.own[group_of[index]].add(gazetteer, choice.place, add);
            if let (true, Some(spot), true) =
                (gazetteer.kind(choice.place) >= PlaceKind::Admin2, gazetteer.coordinates(choice.place), setting.spots.len() < 40)
            {
                setting.spots.push(spot);
            }
        }
        setting
    }

    fn beside(&self, group: usize) -> Beside<'_> {
        self.without(self.own.get(group))
    }

    fn without<'a>(&'a self, own: Option<&'a Speaks>) -> Beside<'a> {
        let whole = (self.all.whole() - own.map_or(0.0, Speaks::whole)).max(1.0);
        Beside { setting: self, own, whole }
    }

    /// How well a place suits the report, what its own name says of it among the rest.
    fn fit(&self, gazetteer: &Gazetteer, place: PlaceId) -> f32 {
        self.without(None).fit(gazetteer, place)
    }

    /// How many of the report's other places are not far off, as a score of at most [`MOST_NEAR`].
    fn near(&self, gazetteer: &Gazetteer, place: PlaceId) -> f32 {
        if gazetteer.kind(place) < PlaceKind::Admin2 {
            return 0.0;
        }
        let Some(spot) = gazetteer.coordinates(place) else { return 0.0 };
        let near = self.spots.iter().filter(|other| **other != spot && kilometres(spot, **other) < 120.0).count();
        (near as f32 * 0.4).min(MOST_NEAR)
    }
}

/// Kilometres between two points, on a sphere.
pub(crate) fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (north_a, north_b) = (a.0.to_radians(), b.0.to_radians());
    let (north, east) = ((b.0 - a.0).to_radians() / 2.0, (b.1 - a.1).to_radians() / 2.0);
    let half = north.sin().powi(2) + north_a.cos() * north_b.cos() * east.sin().powi(2);
    2.0 * 6371.0 * half.sqrt().min(1.0).asin()
}

/// Which names are places: the evidence of their best occurrence, how well known the place is, and how well it suits the report.
fn judge(
    finder: &Finder<'_>,
    names: &[Name],
    groups: &[Group],
    choices: &[Option<Choice>],
    setting: &Setting,
    lowered: &dyn Fn(&Name) -> bool,
) -> Vec<Verdict> {
    let gazetteer = &finder.lexicon.gazetteer;
    let mut verdicts = vec![Verdict::Nothing; names.len()];
    for (index, group) in groups.iter().map(|group| &group.names).enumerate() {
        let Some(choice) = group.first().and_then(|&name| choices[name]) else { continue };
        let known = renown(gazetteer, choice, &names[group[0]]);
        let contained = group.iter().any(|&name| names[name].container.is_some());
        // A little-known place of a country the report is not about is likelier a namesake that the gazetteer lacks.
        let elsewhere = !finder.shouting && known < 2.3 && !contained;
        let beside = setting.beside(index);
        // A quarter of the town the report is from, not a town of that name far off: "the Roseland neighborhood".
        let quarter = names[group[0]].hint == Some(Hint::Part) && gazetteer.kind(choice.place) == PlaceKind::Settlement;
        let loose = names[group[0]].loose;
        let weight = if quarter || loose { 2.0 * STRANGE } else { STRANGE };
        // "Kivu" for Kyiv: one country is enough against what is a town's only in another spelling.
        let settled = if loose || choice.kind == NameKind::Alternate { HOME } else { SETTLED };
        let strange = || beside.elsewhere(gazetteer, choice.place, settled).max(beside.far_off(gazetteer, choice.place));
        let strange = if elsewhere { -weight * strange() } else { 0.0 };
        let suits = (setting.fit(gazetteer, choice.place) + setting.near(gazetteer, choice.place)) * 0.3;
        let strongest = group.iter().map(|&name| names[name].evidence).fold(f32::MIN, f32::max);
        // Somewhere in the report the same name is a person's: "Henry" after "Anna Henry".
        let persons = group.iter().filter(|&&name| names[name].person).count();
        let person = if persons == 0 {
            0.0
        } else if known >= 3.0 {
            -1.0
        } else {
            -3.0
        };
        let plain = if lowered(&names[group[0]]) { -2.5 } else { 0.0 };
        for &index in group {
            let name = &names[index];
            // Once it has surely been a place, it is one wherever nothing speaks against it.
            let shared = (strongest - name.evidence).clamp(0.0, 3.0) * if name.evidence <= -2.0 { 0.0 } else { 0.5 };
            // A well-known place stays one beside other capitals: "Canada Post", "FrontCounter BC".
            let evidence =
                if known >= 3.0 && name.evidence < 0.0 && name.evidence > -3.0 { name.evidence * 0.5 } else { name.evidence };
            let person = if name.evidence >= 2.0 { person * 0.5 } else { person };
            let likely = known + suits + evidence + shared + plain + person;
            verdicts[index] = match () {
                () if likely + strange >= ENOUGH => Verdict::Place,
                () if likely >= ENOUGH && name.evidence >= LOCATED => Verdict::Namesake,
                () => Verdict::Nothing,
            };
        }
    }
    verdicts
}

/// How ready a reader is to take the bare name for this place.
fn renown(gazetteer: &Gazetteer, choice: Choice, name: &Name) -> f32 {
    let people = gazetteer.population(choice.place);
    let mut score = match gazetteer.kind(choice.place) {
        PlaceKind::Country | PlaceKind::Region => 4.0,
        PlaceKind::Admin1 => 3.0,
        PlaceKind::Capital => 3.0,
        PlaceKind::Admin2 => 0.0,
        PlaceKind::Part => 1.0,
        PlaceKind::Site | PlaceKind::Water => 2.5,
        PlaceKind::Settlement if people >= 1_000_000 => 3.0,
        PlaceKind::Settlement if people >= 200_000 => 2.3,
        PlaceKind::Settlement if people >= 50_000 => 1.5,
        PlaceKind::Settlement if people >= 10_000 => 0.8,
        PlaceKind::Settlement => 0.0,
    };
    score += match choice.kind {
        NameKind::Primary => 0.0,
        NameKind::Alternate if gazetteer.kind(choice.place).is_settlement() => -1.3,
        NameKind::Alternate => -0.2,
        NameKind::Adjective | NameKind::People => 2.0,
        NameKind::Abbreviation => 0.0,
    };
    score += (name.tokens.len() as f32 - 1.0).min(2.0) * 0.8;
    if name.loose {
        score -= 1.5;
    }
    score
}

/// Whether the words of a name also stand in lower case in the document, so that its capital may be the sentence's.
pub(super) fn lowered<'a>(finder: &'a Finder<'a>) -> impl Fn(&Name) -> bool + 'a {
    let mut small: Vec<&str> = Vec::new();
    if !finder.shouting {
        let tokens = 0..finder.document.tokens().len();
        small.extend(
            tokens.map(|token| finder.document.word(token)).filter(|word| word.starts_with(|letter: char| letter.is_lowercase())),
        );
        small.sort_unstable();
        small.dedup();
    }
    move |name| {
        let token = name.tokens.start;
        name.tokens.len() == 1
            && small.binary_search(&finder.document.lower(token)).is_ok()
            && !finder.has(token, PlaceClass::Particle)
    }
}
