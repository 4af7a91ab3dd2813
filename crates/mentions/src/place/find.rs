//! Finding: which words of a text could be a place's name, with the evidence around each.
//!
//! In: a document and the gazetteer. Out: [`Name`]s in text order, none overlapping, each with every place it may stand for. Which of
//! them it is, and whether it is a place at all, is decided by `choose` once the whole report has been seen.

use std::ops::Range;

use dateline_lexicon::gazetteer::Hit;
use dateline_lexicon::{Lexicon, NameKind, PlaceClass, PlaceId, PlaceKind};
use dateline_syntax::{Entity, Parse, Upos};
use dateline_text::{Document, Part, TextRange, TokenKind};

/// What the words beside a name say it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hint {
    Admin1,
    Admin2,
    Town,
    Part,
    Site,
    Nature,
}

impl Hint {
    /// Whether a place of `kind` is what the hint says.
    pub(super) fn fits(self, kind: PlaceKind) -> bool {
        match self {
            Hint::Admin1 => kind == PlaceKind::Admin1,
            Hint::Admin2 => kind == PlaceKind::Admin2,
            Hint::Town => matches!(kind, PlaceKind::Capital | PlaceKind::Settlement),
            Hint::Part => matches!(kind, PlaceKind::Part | PlaceKind::Settlement | PlaceKind::Admin2),
            Hint::Site => kind == PlaceKind::Site,
            Hint::Nature => matches!(kind, PlaceKind::Water | PlaceKind::Region),
        }
    }
}

/// A name and what is known of it before the whole report is read.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// The words.
    pub range: TextRange,
    /// The same words as tokens.
    pub tokens: Range<usize>,
    /// Every place of that name.
    pub candidates: Vec<(PlaceId, NameKind)>,
    /// Whether only the loose spelling matched.
    pub loose: bool,
    /// What the words beside it say it is.
    pub hint: Option<Hint>,
    /// How much its surroundings speak for a place (above zero) or for a person, a company or a plain word (below).
    pub evidence: f32,
    /// The index of the name that this one is said to lie in: "Sangin, Helmand".
    pub container: Option<usize>,
    /// Whether it stands in the dateline.
    pub dateline: bool,
    /// Whether a first name or a title stands before it, so that it is a person's name here.
    pub person: bool,
}

/// What finding needs at every step.
pub(super) struct Finder<'a> {
    pub document: &'a Document,
    pub parse: &'a Parse,
    pub lexicon: &'a Lexicon,
    /// Whether the document gives no evidence by capitals.
    pub shouting: bool,
}

/// Every name in the document that the gazetteer has.
pub(super) fn names(finder: &Finder<'_>) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut hits = Vec::new();
    for sentence in finder.document.sentences() {
        if matches!(sentence.part, Part::Byline | Part::Credit | Part::Furniture) {
            continue;
        }
        let mut token = sentence.tokens.start;
        while token < sentence.tokens.end {
            match finder.name_at(token, &sentence.tokens, &mut hits) {
                Some(mut name) => {
                    name.dateline = sentence.part == Part::Dateline;
                    token = name.tokens.end.max(token + 1);
                    names.push(name);
                }
                None => token += 1,
            }
        }
    }
    for name in &mut names {
        name.hint = finder.hint(name);
        name.person = finder.person(name);
        name.evidence = finder.evidence(name);
    }
    finder.containers(&mut names);
    names
}

/// Whether the text has hardly a lower-case letter, so that capitals say nothing.
pub(super) fn shouting(document: &Document) -> bool {
    let (mut small, mut large) = (0usize, 0usize);
    for byte in document.text().bytes().take(4000) {
        small += usize::from(byte.is_ascii_lowercase());
        large += usize::from(byte.is_ascii_uppercase());
    }
    large > 3 * small && large > 20
}

impl Finder<'_> {
    pub(super) fn has(&self, token: usize, class: PlaceClass) -> bool {
        self.lexicon.place_words.is(self.document.lower(token), class)
    }

    /// Whether token `token` is a word that starts with a capital.
    pub(super) fn capital(&self, token: usize) -> bool {
        let word = self.document.word(token);
        self.document.tokens().get(token).is_some_and(|token| token.kind == TokenKind::Word)
            && word.trim_start_matches(['\'', '’', '‘', '`', 'ʿ', 'ʾ']).chars().next().is_some_and(char::is_uppercase)
    }

    pub(super) fn same_sentence(&self, a: usize, b: usize) -> bool {
        b < self.document.tokens().len() && self.document.sentence_of(a) == self.document.sentence_of(b)
    }

    /// The token before `token` in its sentence.
    pub(super) fn before(&self, token: usize) -> Option<usize> {
        token.checked_sub(1).filter(|&before| self.same_sentence(token, before))
    }

    /// The token `token`, if it belongs to the sentence of the one before it.
    pub(super) fn after(&self, end: usize) -> Option<usize> {
        Some(end).filter(|&after| after > 0 && self.same_sentence(after - 1, after))
    }

    /// The longest good name that starts at `token`.
    fn name_at(&self, token: usize, sentence: &Range<usize>, hits: &mut Vec<Hit>) -> Option<Name> {
        let range = self.document.tokens().get(token)?.range;
        if !self.may_start(token, sentence) {
            return None;
        }
        hits.clear();
        self.lexicon.gazetteer.names(self.document.text(), range.start(), hits);
        let plain = hits.len();
        let limit = self.document.tokens().get(sentence.end.checked_sub(1)?)?.range.end();
        let longest = (0..plain).rev().find_map(|index| self.read(token, &hits[index], limit));
        if longest.is_some() || self.shouting {
            return longest;
        }
        hits.clear();
        self.lexicon.gazetteer.loose_names(self.document.text(), range.start(), hits);
        (0..hits.len()).rev().find_map(|index| self.read(token, &hits[index], limit))
    }

    /// A name starts with a capital, or with a small article and a capital: "al-Bab".
    fn may_start(&self, token: usize, sentence: &Range<usize>) -> bool {
        if self.document.tokens().get(token).is_none_or(|token| token.kind != TokenKind::Word) {
            return false;
        }
        let hyphen = |token: usize| self.document.word(token) == "-";
        self.capital(token)
            || (self.has(token, PlaceClass::Particle) && token + 2 < sentence.end && hyphen(token + 1) && self.capital(token + 2))
    }

    /// The name that `hit` found, if its words look like one.
    fn read(&self, token: usize, hit: &Hit, limit: usize) -> Option<Name> {
        let start = self.document.tokens().get(token)?.range.start();
        if hit.end > limit {
            return None;
        }
        let range = TextRange::new(start, hit.end);
        let tokens = token..self.document.tokens_in(range).end;
        // "U.S.": the stop that ends an abbreviation is in its token.
        let last = self.document.tokens().get(tokens.end.checked_sub(1)?)?;
        let rest = self.document.text().get(hit.end..last.range.end())?;
        let range = if rest == "." { TextRange::new(start, last.range.end()) } else { range };
        let words = self.document.slice(range);
        // A capital is needed at both ends; inside, particles may be small.
        let inner = tokens.clone().skip(1).filter(|&token| self.document.tokens()[token].kind == TokenKind::Word);
        for inner in inner {
            let small = !self.capital(inner) && !self.document.word(inner).starts_with(['\'', '’']);
            let last = inner + 1 == tokens.end;
            if small && !self.hyphened(inner, &tokens) && (last || !self.has(inner, PlaceClass::Particle)) {
                return None;
            }
        }
        // "Al" is an article before a name the gazetteer lacks, not the town of Ål.
        if tokens.len() == 1 && words.len() < 4 && words.ends_with(char::is_lowercase) && self.has(token, PlaceClass::Particle) {
            return None;
        }
        // "An Israeli air strike" opens with an article of English, "An Najaf" with one of its own.
        if hit.loose && words.starts_with("An ") {
            return None;
        }
        let capitals = words.chars().all(|letter| !letter.is_lowercase());
        // "Ill." after a comma: the stop may have been cut off as the sentence's.
        let comma = self.before(token).is_some_and(|before| self.document.word(before) == ",");
        let dotted = words.contains('.') || rest == "." || (comma && self.document.text()[range.end()..].starts_with('.'));
        let abbreviated = (capitals && !self.shouting) || dotted;
        let loose = hit.loose;
        let fits = |&(place, kind): &(PlaceId, NameKind)| match kind {
            // "ME" and "AK" are states only where a place may stand: after a comma, a preposition, a town.
            NameKind::Abbreviation if !dotted && self.lexicon.gazetteer.kind(place) == PlaceKind::Admin1 => {
                capitals && !self.shouting && self.may_be_code(&tokens) || words == "Calif"
            }
            NameKind::Abbreviation => {
                // "US" needs its capitals, "Ind." its stop; "Calif" is no word of its own.
                if words.len() <= 3 { abbreviated && (capitals || dotted) } else { dotted || capitals || words == "Calif" }
            }
            // "US" is not a village; "IN" is no name at all.
            _ => words.len() > 3 || !capitals || self.shouting,
        };
        let candidates: Vec<_> = self.lexicon.gazetteer.places(hit).filter(fits).collect();
        if candidates.is_empty() {
            return None;
        }
        Some(Name {
            range,
            tokens,
            candidates,
            loose,
            hint: None,
            evidence: 0.0,
            container: None,
            dateline: false,
            person: false,
        })
    }

    /// What stands before the name, past "the" and directions: "in the southern city of", "near".
    pub(super) fn opening(&self, name: &Name) -> Option<usize> {
        let mut token = self.before(name.tokens.start)?;
        for _ in 0..2 {
            if self.document.lower(token) == "the" || self.has(token, PlaceClass::Direction) {
                token = self.before(token)?;
            }
        }
        Some(token)
    }

    /// Whether a first name or a title makes it a person's name: "Anna Henry", "Gen. Henry", "Anna B. Henry".
    fn person(&self, name: &Name) -> bool {
        let Some(before) = self.before(name.tokens.start) else { return false };
        if !self.capital(before) || !self.document.tokens()[name.tokens.start].spaced {
            return false;
        }
        let class = self.lexicon.place_words.classes(self.document.lower(before).trim_end_matches('.'));
        let initial = self.document.word(before).trim_end_matches('.').chars().count() == 1
            && self.before(before).is_some_and(|first| self.capital(first) && self.has(first, PlaceClass::FirstName));
        class.has(PlaceClass::Title)
            || class.has(PlaceClass::FirstName)
            || initial
            || self.parse.node(name.tokens.start).entity == Entity::Person
    }

    /// How much the surroundings speak for a place.
    fn evidence(&self, name: &Name) -> f32 {
        let mut score = 0.0f32;
        let words = &self.lexicon.place_words;
        let first = name.tokens.start;
        let single = name.tokens.len() == 1;
        let mut located = false;

        let compound = single && self.compound(name);
        if name.hint.is_some() {
            score += if compound { -1.5 } else { 2.5 };
        }
        if let Some(opening) = self.opening(name) {
            let class = words.classes(self.document.lower(opening));
            if !self.capital(opening) || self.shouting || self.before(opening).is_none() {
                located = class.has(PlaceClass::Locative) || class.has(PlaceClass::Nearness);
                score += match () {
                    () if located => 2.0,
                    () if class.has(PlaceClass::Linking) => 0.7,
                    () => 0.0,
                };
            }
        }
        if let Some(before) = self.before(first) {
            let class = words.classes(self.document.lower(before).trim_end_matches('.'));
            let capital = self.capital(before) && !self.shouting;
            if class.has(PlaceClass::Title) && (capital || !class.has(PlaceClass::Common)) {
                score -= if capital { 4.0 } else { 2.0 };
            } else if capital && class.has(PlaceClass::FirstName) && single {
                score -= 4.0;
            } else if capital
                && single
                && !class.has(PlaceClass::Direction)
                && !class.has(PlaceClass::Locative)
                && !class.has(PlaceClass::Linking)
            {
                let starts = self.before(before).is_none();
                let plain = starts && (class != Default::default() || self.parse.node(before).upos < Upos::Noun);
                if !plain && !class.is_kind() && self.document.tokens()[first].spaced {
                    score -= 2.0;
                }
            }
            if matches!(self.document.word(before), "\"" | "“" | "@" | "#") {
                score -= 0.5;
            }
        }
        if let Some(after) = self.after(name.tokens.end) {
            score += self.after_evidence(name, after);
        }
        if first > 0 && self.document.word(first - 1) == "-" && !self.document.tokens()[first].spaced {
            score -= 2.0;
        }
        let common = if single {
            words.is(self.document.lower(first), PlaceClass::Common)
        } else {
            words.is(&self.document.slice(name.range).to_lowercase(), PlaceClass::Common)
        };
        if single && name.hint.is_none() && words.is(self.document.lower(first), PlaceClass::Direction) {
            score -= 9.0; // "in the North" is no region of that name
        } else if common {
            score -= 5.0;
        } else if single && words.is(self.document.lower(first), PlaceClass::FirstName) {
            score -= 1.0;
        }
        let struck = self.struck(name);
        located |= struck;
        score += if struck || self.polices(name) { 2.0 } else { 0.0 };
        score -= if self.body(&name.tokens) { 2.0 } else { 0.0 };
        let country = |place| self.lexicon.gazetteer.kind(place) == PlaceKind::Country;
        let code = name.candidates.iter().any(|&(place, kind)| kind == NameKind::Abbreviation || country(place));
        if single && !name.dateline && !code && self.acronym(first) {
            score -= 4.0;
        }
        let entity = self.parse.node(name.tokens.end - 1).entity;
        score += match entity {
            Entity::Place => 2.0,
            Entity::Person if located => -0.5, // nobody is gone to, or stood in
            Entity::Person => -2.5,
            Entity::Organisation | Entity::Other | Entity::None => 0.0,
        };
        score
    }

    /// Whether the name is the end of a longer one that the gazetteer lacks: "Tapa" in "Aq Tapa village".
    fn compound(&self, name: &Name) -> bool {
        let Some(before) = self.before(name.tokens.start) else { return false };
        let class = self.lexicon.place_words.classes(self.document.lower(before));
        let opens = self.before(before).is_none() && class != Default::default();
        let alone = class.has(PlaceClass::Direction) || class.has(PlaceClass::Title) || class.is_kind() || opens;
        self.capital(before) && !self.shouting && !alone && self.document.tokens()[name.tokens.start].spaced
    }

    /// What the word after the name says.
    fn after_evidence(&self, name: &Name, after: usize) -> f32 {
        let words = &self.lexicon.place_words;
        let class = words.classes(self.document.lower(after));
        let first = words.classes(self.document.lower(name.tokens.start));
        let single = name.tokens.len() == 1;
        if self.capital(after) && !self.shouting && self.document.tokens()[after].spaced {
            // "Nasr Street" and "Nasr Medical Complex" are spots of their own.
            let site = |token: usize| self.has(token, PlaceClass::SiteWord) && !self.has(token, PlaceClass::OrganisationWord);
            // "Nasr Children's Hospital": the owner between is part of the name.
            let owned = |token: usize| matches!(self.document.lower(token), "'s" | "’s");
            let second = self.after(after + 1).map(|next| if owned(next) { next + 1 } else { next });
            let second = second.filter(|&second| self.same_sentence(after, second) && self.capital(second) && site(second));
            if site(after) || (second.is_some() && !class.has(PlaceClass::Direction)) {
                return -3.5;
            }
            if class.is_kind() || class.has(PlaceClass::OrganisationWord) || class.has(PlaceClass::Title) {
                return 0.3;
            }
            // "Arlington Boys Club": a later word of the same run may say it is an organisation.
            let run = (after..after + 5).take_while(|&token| self.same_sentence(after, token) && self.capital(token));
            let organisation = run
                .into_iter()
                .any(|token| self.has(token, PlaceClass::OrganisationWord) || self.has(token, PlaceClass::SiteWord));
            return match () {
                () if first.has(PlaceClass::FirstName) && single => -4.0,
                () if organisation => 0.0,
                () if single => -1.8,
                () => -0.6,
            };
        }
        let lower = self.document.lower(after);
        if class.has(PlaceClass::SiteWord)
            && !class.has(PlaceClass::OrganisationWord)
            && single
            && !class.has(PlaceClass::TownWord)
        {
            return -1.0;
        }
        if class.has(PlaceClass::Speech) && first.has(PlaceClass::FirstName) {
            return -2.5;
        }
        match lower {
            "'s" | "’s" => 0.2,
            "-" if !self.document.tokens()[after].spaced => match self.document.lower(after + 1) {
                "based" | "area" | "born" | "bound" | "led" | "backed" | "controlled" | "held" => 2.0,
                _ => -0.3,
            },
            _ if class.has(PlaceClass::Speech) => -1.0,
            _ => 0.0,
        }
    }

    /// What the words beside the name say it is: "Helmand province", "the city of Tyre".
    fn hint(&self, name: &Name) -> Option<Hint> {
        let words = &self.lexicon.place_words;
        let kind = |token: usize| {
            let class = words.classes(self.document.lower(token));
            match () {
                () if class.has(PlaceClass::Admin2Word) => Some(Hint::Admin2),
                () if class.has(PlaceClass::Admin1Word) => Some(Hint::Admin1),
                () if class.has(PlaceClass::TownWord) => Some(Hint::Town),
                () if class.has(PlaceClass::PartWord) => Some(Hint::Part),
                () if class.has(PlaceClass::SiteWord) => Some(Hint::Site),
                () if class.has(PlaceClass::NatureWord) => Some(Hint::Nature),
                () => None,
            }
        };
        // A name that itself ends in the word: "Anderson County".
        if name.tokens.len() > 1
            && let Some(own) = kind(name.tokens.end - 1)
        {
            return Some(own).filter(|hint| matches!(hint, Hint::Admin1 | Hint::Admin2));
        }
        // "The Kherson region", where a division has the name.
        let division = || name.candidates.iter().any(|&(place, _)| self.lexicon.gazetteer.kind(place) == PlaceKind::Admin1);
        if self.after(name.tokens.end).is_some_and(|after| self.document.lower(after) == "region") && division() {
            return Some(Hint::Admin1);
        }
        if let Some(after) = self.after(name.tokens.end)
            && let Some(hint) = kind(after)
            && self.document.tokens()[after].spaced
        {
            // "Ohio State University" and "Beirut Airport" are no states or spots of their own.
            let run = self.capital(after) && self.after(after + 1).is_some_and(|next| self.capital(next));
            return Some(hint).filter(|_| !run && hint != Hint::Site && hint != Hint::Nature);
        }
        if let Some(hint) = self.shared_kind(name.tokens.end).and_then(kind) {
            return Some(hint).filter(|hint| !matches!(hint, Hint::Site | Hint::Nature));
        }
        let before = self.before(name.tokens.start)?;
        let kind_before = if self.document.lower(before) == "of" { self.before(before)? } else { before };
        kind(kind_before).filter(|hint| {
            let plural = self.document.lower(kind_before).ends_with('s');
            !plural && (kind_before != before || !self.capital(before)) && !matches!(hint, Hint::Site | Hint::Nature)
        })
    }

    /// The word that ends a list of places and says what all of them are: "Kunduz, Takhar and Baghlan provinces".
    fn shared_kind(&self, start: usize) -> Option<usize> {
        let mut and = false;
        for token in start..start + 12 {
            if token > start && !self.same_sentence(start, token) {
                return None;
            }
            match self.document.lower(token) {
                "and" => and = true,
                "," | "-" => {}
                lower if and && lower.ends_with('s') && self.lexicon.place_words.classes(lower).is_kind() => return Some(token),
                _ if self.capital(token) && token > start => {}
                _ => return None,
            }
        }
        None
    }
}
