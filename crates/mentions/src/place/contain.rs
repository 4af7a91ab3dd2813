//! Containing: which name is said to lie in which: "Sangin, Helmand".

use dateline_lexicon::{NameKind, PlaceClass, PlaceId, PlaceKind};

use super::find::{Finder, Hint, Name};

/// People of a town that is known by its bare name abroad.
const KNOWN: u32 = 200_000;

impl Finder<'_> {
    /// Links "Sangin, Helmand", "Sangin in Helmand", "Sangin district of Helmand" and "Sangin/Helmand" where the second can hold the first.
    pub(super) fn containers(&self, names: &mut [Name]) {
        for inner in 0..names.len().saturating_sub(1) {
            let (from, to) = (names[inner].tokens.end, names[inner + 1].tokens.start);
            if to < from || to - from > 4 || !self.same_sentence(names[inner].tokens.start, to) {
                continue;
            }
            let mut comma = false;
            let mut linked = false;
            let mut other = false;
            for token in from..to {
                match self.document.lower(token) {
                    "," | "/" | "(" => comma = true,
                    "in" | "of" => linked = true,
                    "the" | "-" | "’s" | "'s" => {}
                    _ if self.lexicon.place_words.classes(self.document.lower(token)).is_kind() => {}
                    _ if self.has(token, PlaceClass::Direction) => {}
                    _ => other = true,
                }
            }
            let held = self.holds(&names[inner + 1], &names[inner]) && !self.two_countries(&names[inner + 1], &names[inner]);
            let pair = (comma || linked) && !other && held;
            // "Kot district, Kandahar" where every Kot known is elsewhere: this one is not in the gazetteer.
            let small = names[inner].hint.is_some() && !self.only_area(&names[inner]);
            // So too "Petite Rivière in Haiti", unless it is a city that many know: "Moscow in Syria".
            let named_elsewhere =
                self.document.lower(from) == "in" && self.only_area(&names[inner + 1]) && self.little(&names[inner]);
            let unheld = small && (linked || comma && self.only_area(&names[inner + 1])) || named_elsewhere;
            if !other && !pair && unheld {
                names[inner].evidence -= 6.0;
            }
            if pair {
                names[inner].container = Some(inner + 1);
                names[inner].evidence += 4.0;
                names[inner + 1].evidence += if comma { 3.0 } else { 1.0 };
            }
            // "Khost province's Sabari district", "Kandahar's Zharay district": the wider place comes first.
            let owner = !comma && !other && (from..to).any(|token| matches!(self.document.lower(token), "'s" | "’s"));
            if owner && self.holds(&names[inner], &names[inner + 1]) {
                names[inner + 1].container = Some(inner);
                names[inner + 1].evidence += 3.0;
                names[inner].evidence += 2.0;
            }
        }
    }

    /// Whether every reading that counts is of a division or a country, so that it holds what is named before it.
    fn only_area(&self, name: &Name) -> bool {
        let kind = |&(place, _): &(PlaceId, NameKind)| self.lexicon.gazetteer.kind(place);
        matches!(name.hint, Some(Hint::Admin1))
            || name.candidates.first().map(kind).is_some_and(|kind| matches!(kind, PlaceKind::Admin1 | PlaceKind::Country))
    }

    /// Whether every reading is of a place that few know by its bare name.
    fn little(&self, name: &Name) -> bool {
        let gazetteer = &self.lexicon.gazetteer;
        let local = |place| matches!(gazetteer.kind(place), PlaceKind::Admin2 | PlaceKind::Settlement | PlaceKind::Part);
        let little = |place| local(place) && gazetteer.population(place) < KNOWN;
        name.candidates.iter().all(|&(place, _)| little(place))
    }

    /// "Mexico, the United States and Canada" lists countries; the Mexico in Missouri is not named so. "Georgia, USA" is a state.
    fn two_countries(&self, outer: &Name, inner: &Name) -> bool {
        let gazetteer = &self.lexicon.gazetteer;
        let country = |&(place, _): &(PlaceId, NameKind)| gazetteer.kind(place) == PlaceKind::Country;
        let within =
            |place| gazetteer.ancestors(place).skip(1).any(|wider| outer.candidates.iter().any(|&(outer, _)| outer == wider));
        let division = inner.candidates.iter().any(|&(place, _)| gazetteer.kind(place) == PlaceKind::Admin1 && within(place));
        outer.candidates.iter().any(country) && inner.candidates.iter().any(country) && !division
    }

    /// Whether some reading of `outer` holds some reading of `inner`.
    fn holds(&self, outer: &Name, inner: &Name) -> bool {
        let gazetteer = &self.lexicon.gazetteer;
        inner.candidates.iter().any(|&(place, kind)| {
            kind != NameKind::Adjective
                && gazetteer.ancestors(place).skip(1).any(|wider| outer.candidates.iter().any(|&(outer, _)| outer == wider))
        })
    }
}
