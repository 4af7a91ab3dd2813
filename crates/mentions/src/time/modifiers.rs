//! Modifiers: the words left of a unit, a weekday, a season or a part of the day.
//!
//! In: the atom that heads a phrase. Out: what "at least the past two and a half" or "the end of the same" make of it, and where they begin.

use dateline_lexicon::TimeWord;

use super::read::Reader;
use super::sense::{Amount, Edge, Step};
use super::words::FILLERS;

/// What the words left of a head make of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Modifiers {
    /// The first atom of them; the head where there are none.
    pub first: usize,
    pub step: Step,
    pub edge: Option<Edge>,
    /// Whether the edge is joined by "of" or "in": "the end of".
    pub of: bool,
    pub amount: Option<Amount>,
    /// "every", "each".
    pub every: bool,
    /// "recent"
    pub recent: bool,
    /// "the", "this", "that", "a", "those".
    pub article: Article,
    /// "first", "final": a part of a longer stretch.
    pub ranked: bool,
    /// Whether a hyphen joins the number to the head: "three-day".
    pub joined: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Article {
    None,
    A,
    The,
    This,
    That,
    Whose,
}

impl Modifiers {
    /// Where the words step to: by "last", "next" and their like, or by "this" and "that".
    pub fn step(&self) -> Step {
        match (self.step, self.article) {
            (Step::None, Article::This) => Step::This,
            (Step::None, Article::That) => Step::Told,
            (step, _) => step,
        }
    }
}

impl Reader<'_> {
    /// Reads the modifiers that end right before atom `head`, none of them left of `floor`.
    pub fn modifiers(&self, head: usize, floor: usize) -> Modifiers {
        let atoms = self.atoms;
        let mut found = Modifiers {
            first: head,
            step: Step::None,
            edge: None,
            of: false,
            amount: None,
            every: false,
            recent: false,
            article: Article::None,
            ranked: false,
            joined: false,
        };
        while found.first > floor && !atoms.breaks(found.first) {
            let at = found.first - 1;
            let word = atoms.lower(at);
            let open = found.article == Article::None;
            let step = match word {
                "last" | "past" => Some(Step::Last),
                "next" | "coming" | "upcoming" => Some(Step::Next),
                "previous" | "preceding" | "prior" => Some(Step::Before),
                "following" | "ensuing" | "subsequent" | "succeeding" => Some(Step::After),
                "same" => Some(Step::Told),
                "latest" if matches!(atoms.lower(head), "quarter" | "year") => Some(Step::Last),
                "current" | "present" => Some(Step::This),
                _ => None,
            };
            if let Some(step) = step.filter(|_| open) {
                if found.step == Step::None {
                    found.step = step;
                }
                found.first = at;
            } else if let Some((amount, first)) = self.amount(at, floor).filter(|_| open && found.amount.is_none()) {
                found.joined = found.joined || (first < at && atoms.is_mark(at, b'-'));
                found.amount = Some(amount);
                found.first = first;
            } else if atoms.is_mark(at, b'-') && atoms.glued(found.first) && at > floor && found.first == head {
                let before = atoms.lower(at - 1);
                if let Some(edge) = edge_word(before) {
                    found.edge = Some(edge);
                    found.first = at - 1;
                } else if let Some((amount, first)) = self.amount(at - 1, floor).filter(|_| atoms.glued(at)) {
                    found.joined = true;
                    found.amount = Some(amount);
                    found.first = first;
                } else {
                    break;
                }
            } else if open && let Some(article) = article(word) {
                found.article = article;
                found.first = at;
                if article == Article::A && found.amount.is_none() && at > floor && atoms.lower(at - 1) == "half" {
                    found.amount = Some(Amount { count: Some(0), half: true });
                    found.first = at - 1;
                }
            } else if matches!(word, "each" | "every") && (open || found.amount.is_some()) {
                found.every = true;
                found.first = at;
                break;
            } else if open && word == "recent" {
                found.recent = true;
                found.first = at;
            } else if open && (matches!(word, "first" | "final" | "opening" | "closing") || self.is_ordinal(at)) {
                found.ranked = true;
                found.first = at;
            } else if open && is_filler(word) && found.amount.is_none() && found.step == Step::None && !found.ranked {
                found.first = at;
            } else if let Some(edge) = edge_word(word).filter(|_| found.edge.is_none() && (open || found.first == head)) {
                found.edge = Some(edge);
                found.first = at;
            } else if let Some((edge, first)) =
                self.edge_of(at, floor).filter(|_| found.edge.is_none() && found.article != Article::A)
            {
                found.edge = edge;
                found.of = true;
                found.first = first;
                if first > floor && article_the(atoms.lower(first - 1)) {
                    found.first = first - 1;
                }
                break;
            } else {
                break;
            }
        }
        self.trim(&mut found, head);
        let that = found.article == Article::That && atoms.lower(found.first) == "that";
        if that && (found.amount.is_some() || matches!(found.step, Step::Last | Step::Next | Step::Before | Step::After)) {
            (found.article, found.first) = (Article::None, found.first + 1); // "said that last week …"
        }
        if found.joined && found.step == Step::None && found.edge.is_none() && found.article != Article::None {
            found.first += 1; // "a ten-day truce": the article is the truce's
        }
        if found.amount.is_some() || found.article == Article::A {
            found.first = self.approximation(found.first, floor, found.article);
        }
        found
    }

    /// Gives back fillers that turned out to lead nowhere: "single" with nothing before it.
    fn trim(&self, found: &mut Modifiers, head: usize) {
        while found.first < head && is_filler(self.atoms.lower(found.first)) {
            found.first += 1;
        }
    }

    fn is_ordinal(&self, at: usize) -> bool {
        matches!(self.atoms.meaning(at), Some(TimeWord::Ordinal(_))) || self.atoms.lower(at) == "second"
    }

    /// "the end of", "early in", "the first half of", ending at atom `at`: the edge, and where it begins. An edge of `None` is "the rest of".
    fn edge_of(&self, at: usize, floor: usize) -> Option<(Option<Edge>, usize)> {
        let atoms = self.atoms;
        let before = at.checked_sub(1).filter(|&before| before >= floor && !atoms.breaks(at))?;
        match (atoms.lower(before), atoms.lower(at)) {
            ("early", "in" | "on") => Some((Some(Edge::Early), before)),
            ("late" | "later", "in" | "on") => Some((Some(Edge::Late), before)),
            ("earlier", "in") => Some((Some(Edge::Early), before)),
            ("end" | "close", "of") => Some((Some(Edge::Late), before)),
            ("beginning" | "start" | "outset" | "onset" | "opening", "of") => Some((Some(Edge::Early), before)),
            ("middle" | "midst", "of") => Some((Some(Edge::Mid), before)),
            ("rest" | "remainder", "of") => Some((None, before)),
            ("half" | "part" | "days" | "weeks" | "months" | "hours", "of") if before > floor => {
                let half = atoms.lower(before) == "half";
                let edge = match atoms.lower(before - 1) {
                    "first" | "earlier" if half => Edge::FirstHalf,
                    "second" | "latter" | "last" if half => Edge::SecondHalf,
                    "early" | "first" | "earlier" | "opening" => Edge::Early,
                    "latter" | "last" | "later" | "final" | "closing" => Edge::Late,
                    _ => return None,
                };
                Some((Some(edge), before - 1))
            }
            _ => None,
        }
    }

    /// "about", "at least", "more than", "nearly" right before atom `first`: where they begin.
    fn approximation(&self, first: usize, floor: usize, article: Article) -> usize {
        let atoms = self.atoms;
        let word = |back: usize| {
            first.checked_sub(back).filter(|&at| at >= floor && !atoms.breaks(at + 1)).map_or("", |at| atoms.lower(at))
        };
        let bare = matches!(article, Article::None | Article::A);
        match (word(2), word(1)) {
            ("more" | "less" | "longer" | "fewer", "than") | ("at", "least" | "most") => first - 2,
            ("up" | "close", "to") | ("near", "-") if bare => first - 2,
            (_, "about" | "nearly" | "almost" | "approximately" | "roughly" | "some" | "barely" | "just") if bare => first - 1,
            _ => first,
        }
    }

    /// A number that ends at atom `last`: "three", "twenty-four", "48", "2.5", "a few", "several", "two to three"; where it begins.
    fn amount(&self, last: usize, floor: usize) -> Option<(Amount, usize)> {
        let atoms = self.atoms;
        let word = |at: usize| if at >= floor { atoms.lower(at) } else { "" };
        let before = |back: usize| last.checked_sub(back).map_or("", word);
        match (before(2), before(1), word(last)) {
            (_, "a", "few" | "couple") | (_, "several" | "many", "dozen") => {
                return Some((self.couple(word(last)), last - 1));
            }
            ("a", "couple", "of") => return Some((self.couple("couple"), last - 2)),
            (_, "couple", "of") => return Some((self.couple("couple"), last - 1)),
            (_, "dozens" | "hundreds" | "thousands" | "scores" | "number", "of") => {
                return Some((Amount::VAGUE, last - 1 - usize::from(before(2) == "a")));
            }
            (_, _, "several" | "few" | "many" | "numerous" | "some") => return Some((Amount::VAGUE, last)),
            ("two" | "three" | "four" | "five" | "six" | "one", "and", "half") | (_, _, "half")
                if before(1) != "and"
                    && !(before(1) == "a" && before(2) == "and")
                    && !atoms.is_mark(last.saturating_sub(1), b'-') =>
            {
                return Some((Amount { count: Some(0), half: true }, last))
                    .filter(|_| before(1) != "first" && before(1) != "second");
            }
            _ => {}
        }
        if word(last) == "half" && last >= floor + 3 && before(1) == "a" && before(2) == "and" {
            let (amount, first) = self.amount(last - 3, floor)?;
            return Some((Amount { half: true, ..amount }, first));
        }
        if word(last) == "half" && last >= floor + 6 && atoms.is_mark(last - 1, b'-') && before(2) == "a" {
            let (amount, first) = self.amount(last - 6, floor)?; // two-and-a-half-year
            return Some((Amount { half: true, ..amount }, first));
        }
        let (amount, first) = self.figure(last, floor)?;
        // "two to three weeks", "10-15 minutes": the lower is kept
        let joint = first.checked_sub(1).filter(|&joint| joint > floor && !atoms.breaks(first));
        if let Some(joint) = joint
            && (matches!(atoms.lower(joint), "to" | "or") || (atoms.is_mark(joint, b'-') && atoms.number(first).is_some()))
            && let Some((lower, begins)) = self.figure(joint - 1, floor)
            && lower.count < amount.count
            && atoms.number(joint - 1).is_none_or(|number| number < 1000)
        {
            return Some((lower, begins));
        }
        Some((amount, first))
    }

    fn couple(&self, word: &str) -> Amount {
        if word == "couple" { Amount::of(2) } else { Amount::VAGUE }
    }

    /// A number in words or digits that ends at atom `last`.
    fn figure(&self, last: usize, floor: usize) -> Option<(Amount, usize)> {
        let atoms = self.atoms;
        if let Some(value) = atoms.number(last) {
            let mut first = last;
            let mut count = value;
            let mut half = false;
            while first >= floor + 2 && atoms.glued(first) && atoms.glued(first - 1) && atoms.number(first - 2).is_some() {
                if atoms.is_mark(first - 1, b',') && atoms.width(first) == 3 {
                    count = count.saturating_add(atoms.number(first - 2)?.saturating_mul(1000));
                } else if atoms.is_mark(first - 1, b'.') {
                    half = count == 5;
                    count = atoms.number(first - 2)?;
                } else if atoms.is_mark(first - 1, b'/') {
                    half = true;
                    count = atoms.number(first - 2)?;
                } else {
                    break;
                }
                first -= 2;
            }
            if half && atoms.is_mark(last - 1, b'/') && first > floor {
                let whole = atoms.number(first - 1);
                count = whole.unwrap_or(0);
                first -= usize::from(whole.is_some());
            }
            if first > 0 && atoms.glued(first) && [b'$', b'#', b'.', b'/'].iter().any(|&mark| atoms.is_mark(first - 1, mark)) {
                return None;
            }
            return Some((Amount { count: Some(count), half }, first));
        }
        let mut first = last + 1;
        let mut values = Vec::new();
        while first > floor && !(first <= last && atoms.breaks(first)) {
            let at = first - 1;
            match atoms.meaning(at) {
                Some(TimeWord::Number(value)) => values.push(value),
                _ if atoms.lower(at) == "a" && matches!(values.last(), Some(100 | 1000 | 12)) => values.push(1),
                _ if (atoms.is_mark(at, b'-') || atoms.lower(at) == "and")
                    && !values.is_empty()
                    && at > floor
                    && matches!(atoms.meaning(at - 1), Some(TimeWord::Number(value)) if value >= 20)
                    && values.last().is_some_and(|&value| value < 100) => {}
                _ => break,
            }
            first = at;
            if values.len() >= 6 {
                break;
            }
        }
        if values.is_empty() {
            return None;
        }
        let (mut total, mut part) = (0u32, 0u32);
        for &value in values.iter().rev() {
            match value {
                12 if part > 0 => part = part.saturating_mul(12),
                100 => part = part.max(1).saturating_mul(100),
                1000 => (total, part) = (total.saturating_add(part.max(1).saturating_mul(1000)), 0),
                _ => part = part.saturating_add(value),
            }
        }
        Some((Amount::of(total.saturating_add(part)), first))
    }
}

fn article(word: &str) -> Option<Article> {
    Some(match word {
        "the" => Article::The,
        "this" | "these" => Article::This,
        "that" | "those" => Article::That,
        "a" | "an" => Article::A,
        "its" | "his" | "her" | "their" | "our" | "your" | "my" => Article::Whose,
        _ => return None,
    })
}

fn article_the(word: &str) -> bool {
    matches!(word, "the" | "this" | "that")
}

/// Words that may stand between a number and its unit without changing it: "three straight days".
fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

fn edge_word(word: &str) -> Option<Edge> {
    Some(match word {
        "early" => Edge::Early,
        "mid" => Edge::Mid,
        "late" => Edge::Late,
        _ => return None,
    })
}
