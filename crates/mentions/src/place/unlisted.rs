//! Unlisted places: names the gazetteer lacks but the text locates: "the Al-Nasr neighbourhood of Gaza City", "Aq Saray village in Chahar
//! Dara district", "Nasser hospital".
//!
//! In: the places read so far. Out: further names, each with the index of the place it lies in. Coordinates are that place's.

use std::collections::BTreeMap;
use std::ops::Range;

use dateline_lexicon::PlaceClass;
use dateline_syntax::Entity;
use dateline_text::{Part, TokenKind};

use super::find::{Finder, Hint};
use super::{GeoPrecision, PlaceMention};

/// A name that only its surroundings locate.
#[derive(Debug, Clone)]
pub(super) struct Unlisted {
    /// The words of the name.
    pub tokens: Range<usize>,
    /// What the word beside it says it is.
    pub hint: Hint,
    /// Index of the place it lies in, among those already read.
    pub parent: Option<usize>,
}

impl Unlisted {
    pub(super) fn precision(&self) -> GeoPrecision {
        match self.hint {
            Hint::Site => GeoPrecision::P1,
            Hint::Town | Hint::Part => GeoPrecision::P2,
            Hint::Admin2 => GeoPrecision::P4,
            Hint::Admin1 => GeoPrecision::P5,
            Hint::Nature => GeoPrecision::P6,
        }
    }
}

/// The longest name, in tokens: longer runs of capitals are headlines and titles.
const LONGEST: usize = 6;
/// How far back, in tokens, a place named before may hold a name that says nothing of where it is.
const FAR: usize = 120;

/// How far on, in tokens, a place named after may hold it.
const NEAR: usize = 12;

/// Every such name, in text order; none overlaps a place already read. `namesakes` are names of places that the gazetteer has elsewhere, `home` is the
/// town the report is from, where nothing else holds a name.
pub(super) fn unlisted(
    finder: &Finder<'_>,
    places: &[PlaceMention],
    namesakes: &[Range<usize>],
    home: Option<usize>,
) -> Vec<Unlisted> {
    let mut found: Vec<Unlisted> = Vec::new();
    if finder.shouting {
        return found; // without capitals, a name cannot be told from the words around it
    }
    let country = commonest_country(places);
    for sentence in finder.document.sentences() {
        if sentence.part != Part::Body && sentence.part != Part::Caption {
            continue;
        }
        let mut token = sentence.tokens.start;
        while token < sentence.tokens.end {
            let run = finder.run(token, sentence.tokens.end);
            if run.is_empty() {
                token += 1;
                continue;
            }
            let taken = places.partition_point(|place| place.tokens.end <= run.start);
            let free = places.get(taken).is_none_or(|place| place.tokens.start >= run.end);
            if free && let Some(mut unlisted) = finder.unlisted(run.clone(), sentence.tokens.clone(), (places, taken), namesakes)
            {
                unlisted.parent = unlisted
                    .parent
                    .or_else(|| later(sentence.tokens.end.min(unlisted.tokens.end + NEAR), places, taken, country))
                    .or(home);
                token = unlisted.tokens.end.max(run.end);
                found.push(unlisted);
            } else {
                token = run.end;
            }
        }
    }
    found
}

impl Finder<'_> {
    /// A run of capitalised words from `token`: "Al-Nasr", "Qal'ah-ye Zal", "Nasser Medical Complex".
    fn run(&self, token: usize, end: usize) -> Range<usize> {
        let article = token + 2 < end
            && self.has(token, PlaceClass::Particle)
            && self.document.word(token + 1) == "-"
            && self.capital(token + 2);
        if !self.capital(token) && !article {
            return token..token;
        }
        let mut last = token;
        let mut at = token + 1;
        while at < end && at - token < LONGEST {
            let joined = self.document.word(at) == "-"
                || self.document.word(at).starts_with(['\'', '’']) && self.document.word(at).len() < 4;
            let hyphen = at + 1 < end && self.document.word(at + 1) == "-" && !self.document.tokens()[at + 1].spaced;
            let small = match self.document.lower(at) {
                "de" | "la" | "le" | "du" | "des" | "del" | "di" | "da" | "do" | "e" | "wa" | "al" | "el" | "bin" | "ibn"
                | "ye" => at + 1 < end,
                _ => hyphen && self.has(at, PlaceClass::Particle),
            };
            if self.capital(at) {
                last = at;
            } else if matches!(self.document.lower(at), "'s" | "’s") {
                // "Nasr Children's Hospital" is one name; "Sami's Hospital" is not known to be.
                if !(at > token + 1 && at + 1 < end && self.capital(at + 1) && self.has(at + 1, PlaceClass::SiteWord)) {
                    break;
                }
            } else if !(joined || small) {
                break;
            }
            at += 1;
        }
        token..last + 1
    }

    fn kind(&self, token: usize) -> Option<Hint> {
        let class = self.lexicon.place_words.classes(self.document.lower(token));
        match () {
            () if class.has(PlaceClass::SiteWord) => Some(Hint::Site),
            () if class.has(PlaceClass::TownWord) => Some(Hint::Town),
            () if class.has(PlaceClass::Admin2Word) => Some(Hint::Admin2),
            () if class.has(PlaceClass::PartWord) || self.document.lower(token) == "area" => Some(Hint::Part),
            () if class.has(PlaceClass::NatureWord) => Some(Hint::Nature),
            () => None,
        }
    }

    /// The unlisted place in `run`, if the words beside it say that it is one.
    fn unlisted(
        &self,
        run: Range<usize>,
        sentence: Range<usize>,
        (places, next): (&[PlaceMention], usize),
        namesakes: &[Range<usize>],
    ) -> Option<Unlisted> {
        let mut tokens = run.clone();
        // "The Nasser hospital": a capital that only opens the sentence.
        let opens = tokens.start == sentence.start
            && self.lexicon.place_words.classes(self.document.lower(tokens.start)) != Default::default();
        if opens
            && !self.has(tokens.start, PlaceClass::FirstName)
            && tokens.len() > 1
            && self.document.word(tokens.start + 1) != "-"
        {
            tokens.start += 1;
        }
        if tokens.is_empty() || self.document.lower(tokens.start) == "the" {
            return None;
        }
        let last = tokens.end - 1;
        let inside = self.kind(last).filter(|_| tokens.len() > 1);
        let after =
            self.after(tokens.end).filter(|&after| self.document.tokens()[after].spaced).and_then(|after| self.kind(after));
        let before = self.kind_before(tokens.start);
        let hint = inside.or(after).or(before);
        let end = if inside.is_none() && after.is_some() { tokens.end + 1 } else { tokens.end };
        let outer = self.outer(end, places, next);
        let hint = match hint {
            Some(hint) => hint,
            // "in Shamattu, Kunar", "in Shamattu in Kunar": an unknown name that a known place is said to hold.
            None if outer.is_some()
                && self.inside(tokens.start)
                && (self.document.word(tokens.end) == "," || self.document.lower(tokens.end) == "in" && self.place(last)) =>
            {
                Hint::Town
            }
            None if namesakes.contains(&tokens) => Hint::Town,
            None => return None,
        };
        let named = tokens.clone().any(|token| {
            self.document.tokens()[token].kind == TokenKind::Word && self.kind(token).is_none() && self.names_something(token)
        });
        let located = self.located(tokens.start) || outer.is_some();
        let good = named && located && (hint != Hint::Admin2 || outer.is_some() || after.is_some() || inside.is_some());
        if !good || !self.may_be_place(&tokens, hint) {
            return None;
        }
        // The kind is part of the name of a building ("Nasser hospital"), not of a town ("Aq Saray village").
        if hint == Hint::Site && inside.is_none() && after.is_some() {
            tokens.end += 1;
        }
        let parent = outer.or_else(|| self.earlier(tokens.start, &sentence, places, next));
        Some(Unlisted { tokens, hint, parent })
    }

    /// "the village of", "the town of", "camp of".
    fn kind_before(&self, start: usize) -> Option<Hint> {
        let of = self.before(start)?;
        let kind = if matches!(self.document.lower(of), "of" | "called" | "named") { self.before(of)? } else { return None };
        self.kind(kind).filter(|hint| !self.document.lower(kind).ends_with('s') && *hint != Hint::Site && *hint != Hint::Nature)
    }

    /// Whether a word of place stands before it: "in", "at the", "near the southern".
    fn located(&self, start: usize) -> bool {
        let mut token = self.before(start);
        for _ in 0..3 {
            let Some(at) = token else { return false };
            if self.document.lower(at) == "the" || self.has(at, PlaceClass::Direction) {
                token = self.before(at);
                continue;
            }
            return self.has(at, PlaceClass::Locative)
                || self.has(at, PlaceClass::Nearness)
                || matches!(self.document.lower(at), "from" | "to" | "of" | "on");
        }
        false
    }

    /// Whether "in", "near" or the like stands straight before it.
    fn inside(&self, start: usize) -> bool {
        self.before(start).is_some_and(|before| self.document.lower(before) == "in" || self.has(before, PlaceClass::Nearness))
    }

    /// Whether the parse takes the name that token ends for a place's.
    fn place(&self, token: usize) -> bool {
        self.parse.node(token).entity == Entity::Place
    }

    fn names_something(&self, token: usize) -> bool {
        let class = self.lexicon.place_words.classes(self.document.lower(token));
        !(class.has(PlaceClass::Common)
            || class.has(PlaceClass::OrganisationWord)
            || class.has(PlaceClass::Direction)
            || class.has(PlaceClass::Particle))
    }

    /// Rejects persons, companies and schools' teams.
    fn may_be_place(&self, tokens: &Range<usize>, hint: Hint) -> bool {
        let first = self.document.lower(tokens.start);
        let class = self.lexicon.place_words.classes(first);
        let person = class.has(PlaceClass::Title) || (class.has(PlaceClass::FirstName) && hint != Hint::Site && tokens.len() > 1);
        let titled = self.before(tokens.start).is_some_and(|before| self.capital(before) && self.has(before, PlaceClass::Title));
        let organisation = hint != Hint::Site && tokens.clone().any(|token| self.has(token, PlaceClass::OrganisationWord));
        let letters =
            self.document.slice(self.document.cover(tokens.clone())).chars().filter(|letter| letter.is_alphabetic()).count();
        !person && !titled && !organisation && letters > 2 && (hint == Hint::Site || !self.begins_body(tokens))
    }

    /// The place that the words after the name put around it: "… of Gaza City", "…, Kunar", "… in Chahar Dara district".
    fn outer(&self, end: usize, places: &[PlaceMention], next: usize) -> Option<usize> {
        let index = (next..places.len()).find(|&index| places[index].tokens.start >= end)?;
        let place = &places[index];
        let gap = end..place.tokens.start;
        if gap.is_empty()
            || gap.len() > 6
            || place.demonym
            || self.document.sentence_of(end - 1) != self.document.sentence_of(place.tokens.start)
        {
            return None;
        }
        let mut linked = false;
        for token in gap {
            match self.document.lower(token) {
                "," | "in" | "of" | "/" | "(" | "near" | "outside" => linked = true,
                "the" | "'s" | "’s" | "-" => {}
                _ if self.has(token, PlaceClass::Direction) || self.kind(token).is_some() => {}
                _ => return None,
            }
        }
        linked.then_some(index)
    }

    /// The last place named before in the same sentence, else the last town or division not far back.
    fn earlier(&self, start: usize, sentence: &Range<usize>, places: &[PlaceMention], next: usize) -> Option<usize> {
        let before = || (0..next).rev().filter(|&index| !places[index].demonym && places[index].location.is_some());
        let fine = |index: &usize| places[*index].precision <= GeoPrecision::P5;
        let found = before().take_while(|&index| places[index].tokens.start >= sentence.start).find(fine);
        let found = found.or_else(|| before().take_while(|&index| places[index].tokens.end + FAR > start).find(fine))?;
        // "in Macomia district in Cabo Delgado": of a place and what it lies in, the finer one.
        Some(found.checked_sub(1).filter(|&inner| places[inner].within == Some(found)).unwrap_or(found))
    }
}

/// The first town or division named after it in its sentence and in the report's own `country`: "on Oak Street, west of the roundabout in
/// Beit Lahia".
fn later(end: usize, places: &[PlaceMention], next: usize, country: Option<&str>) -> Option<usize> {
    let inside = (next..places.len()).take_while(|&index| places[index].tokens.start < end);
    let fine = |place: &PlaceMention| !place.demonym && place.precision <= GeoPrecision::P5;
    inside.into_iter().find(|&index| fine(&places[index]) && country_of(&places[index]).is_some_and(|own| country == Some(own)))
}

/// The country most places lie in; of several the first by name.
fn commonest_country(places: &[PlaceMention]) -> Option<&'static str> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    places.iter().filter_map(country_of).for_each(|country| *counts.entry(country).or_default() += 1);
    counts.into_iter().min_by_key(|&(country, times)| (std::cmp::Reverse(times), country)).map(|(country, _)| country)
}

fn country_of(place: &PlaceMention) -> Option<&'static str> {
    place.location.as_ref().and_then(|location| location.country)
}
