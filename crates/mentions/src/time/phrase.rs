//! Phrases: units, seasons, weekdays and parts of the day with the words before and after them.
//!
//! In: an atom that heads a phrase ("weeks", "morning", "Monday"). Out: the time it makes with its modifiers: "the past two weeks",
//! "that morning", "last Monday night", "three days later".

use dateline_lexicon::{DayPart, Season, TimeReference, TimeUnit, TimeWord};
use dateline_syntax::Upos;

use super::calendar::plain;
use super::read::Reader;
use super::sense::{Amount, Calendar, Edge, Field, Found, Hour, Sense, Step, Year};

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
            } else if open && is_filler(word) && found.first == head {
                found.first = at;
            } else if open && is_filler(word) && found.amount.is_none() && found.step == Step::None && !found.ranked {
                found.first = at;
            } else if let Some(edge) = edge_word(word).filter(|_| found.edge.is_none() && (open || found.first == head)) {
                found.edge = Some(edge);
                found.first = at;
            } else if let Some((edge, first)) = self.edge_of(at, floor).filter(|_| found.edge.is_none()) {
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
        if word(last) == "half" && last >= floor + 5 && atoms.is_mark(last - 1, b'-') && before(2) == "a" {
            let (amount, first) = self.amount(last - 5, floor)?; // two-and-a-half-year
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

    /// A unit: "three days", "last week", "the past 48 hours", "two years ago", "every month".
    pub fn unit(&self, at: usize, unit: TimeUnit, plural: bool, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        let atoms = self.atoms;
        let modifiers = self.modifiers(at, floor);
        let previous = at.checked_sub(1).map_or("", |before| atoms.lower(before));
        let counted = modifiers.amount.is_some() || modifiers.article == Article::A;
        if matches!(unit, TimeUnit::Second | TimeUnit::Minute) && !counted && !plural {
            return None;
        }
        if unit == TimeUnit::Second && (!plural || modifiers.amount.is_none()) {
            return None;
        }
        let mut end = at + 1;
        let mut amount = modifiers.amount;
        let fraction = matches!(atoms.lower(end), "of" | "in") && (counted && !modifiers.ranked && modifiers.step == Step::None);
        if unit == TimeUnit::Quarter && (fraction || (modifiers.joined && plural)) {
            return None; // "three quarters of the town"
        }
        if unit == TimeUnit::Year
            && !plural
            && atoms.is_mark(end, b'-')
            && matches!(atoms.lower(end + 1), "earlier" | "ago")
            && atoms.glued(end)
        {
            let named = matches!(atoms.lower(end + 2), "quarter" | "period") || atoms.lower(end + 3) == "quarter";
            let end = end
                + 2
                + if !named {
                    0
                } else if atoms.lower(end + 3) == "quarter" {
                    2
                } else {
                    1
                };
            let sense = Sense::Shift { amount: Amount::of(1), unit, forward: false, told: true };
            found.push(Found { first: modifiers.first, end, sense, rule: "year-earlier" });
            return Some(end);
        }
        let quoted = at > 0 && modifiers.first > 0 && atoms.is_mark(modifiers.first - 1, b'"')
            || atoms.is_mark(modifiers.first.saturating_sub(1), b'\'');
        if atoms.capital(at) && !atoms.shouted(at) && atoms.number(modifiers.first).is_some() && quoted {
            return None; // "60 Minutes"
        }
        if previous == "per" || (modifiers.article == Article::A && amount.is_none() && self.rate_before(modifiers.first)) {
            return None; // a rate: "30 a day"
        }
        if unit == TimeUnit::Day && !plural && previous == "one" && modifiers.first + 1 == at && !self.span_cue(modifiers.first) {
            return None; // "one day he came": no day at all
        }
        if modifiers.step == Step::Last
            && modifiers.article == Article::The
            && !plural
            && amount.is_none()
            && atoms.lower(end) == "of"
        {
            return None; // "the last month of the war"
        }
        if modifiers.joined && (atoms.is_mark(end, b'-') && atoms.lower(end + 1) == "old" || atoms.lower(end) == "old") {
            return None; // an age
        }
        if matches!(atoms.lower(end), "old" | "olds") && amount.is_some()
            || (atoms.lower(end) == "of" && atoms.lower(end + 1) == "age")
        {
            return None;
        }
        if !plural && amount.is_none() && modifiers.article == Article::A {
            amount = Some(Amount::of(1));
        }
        if atoms.lower(end) == "and" && atoms.lower(end + 1) == "a" && atoms.lower(end + 2) == "half" && amount.is_some() {
            amount = amount.map(|amount| Amount { half: true, ..amount });
            end += 3;
        }
        if atoms.lower(end) == "or" && atoms.lower(end + 1) == "so" && amount.is_some() {
            end += 2;
        }
        let first = modifiers.first;
        let mut push = |first: usize, end: usize, sense: Sense, rule: &'static str| {
            found.push(Found { first, end, sense, rule });
            Some(end)
        };
        if modifiers.every {
            let count = amount.and_then(|amount| amount.count).unwrap_or(1);
            return push(first, end, Sense::Every { amount: count, unit }, "every");
        }
        if at >= 2 && matches!((atoms.lower(at - 2), previous), ("once" | "twice" | "times", "a")) {
            return push(at - 1, end, Sense::Every { amount: 1, unit }, "every");
        }
        // what follows: ago, earlier, later
        let counted = amount.or(plural.then_some(Amount::VAGUE));
        if let Some(amount) = counted
            && !modifiers.joined
        {
            let after = match (atoms.lower(end), atoms.lower(end + 1)) {
                ("ago", _) => Some((false, false, 1, "ago")),
                ("from", "now") => Some((true, false, 2, "from-now")),
                ("earlier" | "previously" | "beforehand", _) => Some((false, true, 1, "earlier")),
                ("before", next) if !atoms.is_word(end + 1) || matches!(next, "and" | "in" | "but") => {
                    Some((false, true, 1, "earlier"))
                }
                ("later" | "afterwards" | "afterward" | "thereafter" | "hence" | "on", _) if atoms.lower(end) != "on" => {
                    Some((true, true, 1, "later"))
                }
                ("after", _) if !atoms.is_word(end + 1) && amount.count.is_some() => Some((true, true, 1, "later")),
                _ => None,
            };
            if let Some((forward, told, width, rule)) = after.filter(|_| !atoms.breaks(end)) {
                return push(first, end + width, Sense::Shift { amount, unit, forward, told }, rule);
            }
        }
        if !plural && amount.is_none() && previous == "past" {
            amount = Some(Amount::of(1)); // "the past week" is the week up to now, "last week" the one before it
            return self.stretch(at, unit, plural, amount, &modifiers, end, found);
        }
        if plural || amount.is_some_and(|amount| amount.count != Some(1) || modifiers.step == Step::None || amount.half) {
            return self.stretch(at, unit, plural, amount, &modifiers, end, found);
        }
        self.stepped(at, unit, &modifiers, end, found)
    }

    /// Several units, or one with an article: a length, or a window up to or from the anchor.
    #[allow(clippy::too_many_arguments, reason = "the parts of one phrase, read by its caller")]
    fn stretch(
        &self,
        at: usize,
        unit: TimeUnit,
        plural: bool,
        amount: Option<Amount>,
        modifiers: &Modifiers,
        mut end: usize,
        found: &mut Vec<Found>,
    ) -> Option<usize> {
        let atoms = self.atoms;
        let previous = at.checked_sub(1).map_or("", |before| atoms.lower(before));
        let vague = amount.unwrap_or(Amount::VAGUE);
        let window = |forward: bool, told: bool| Sense::Window { amount: vague, unit, forward, told };
        let (sense, rule) = match modifiers.step {
            Step::Last => (window(false, false), "past-units"),
            Step::Before => (window(false, true), "previous-units"),
            Step::Next => (window(true, false), "next-units"),
            Step::After => (window(true, true), "following-units"),
            _ if modifiers.recent && unit >= TimeUnit::Quarter => (Sense::Reference(TimeReference::Past), "recent-units"),
            _ if modifiers.recent => (window(false, false), "recent-units"),
            _ => (Sense::Length { amount: vague, unit }, "length"),
        };
        let mut first = modifiers.first;
        if amount.is_none() && modifiers.step == Step::None && !modifiers.recent && !modifiers.ranked {
            // a bare plural: only where the words before it speak of time
            let cue = matches!(
                previous,
                "for"
                    | "in"
                    | "within"
                    | "after"
                    | "over"
                    | "of"
                    | "the"
                    | "take"
                    | "took"
                    | "lasted"
                    | "last"
                    | "those"
                    | "these"
                    | "until"
                    | "by"
            );
            let cue = cue && !(previous == "of" && unit <= TimeUnit::Minute);
            let followed = matches!(atoms.lower(at + 1), "of" | "after" | "before" | "to");
            if !(cue || followed) || modifiers.article == Article::Whose {
                return None;
            }
            if matches!(previous, "the")
                && !matches!(atoms.lower(at + 1), "after" | "before" | "following" | "ahead" | "since" | "leading")
            {
                return None;
            }
            if matches!(previous, "these") && unit == TimeUnit::Day {
                first = at - 1;
                found.push(Found { first, end, sense: Sense::Reference(TimeReference::Present), rule: "vague-reference" });
                return Some(end);
            }
        }
        if atoms.is_mark(end, b'-') && atoms.lower(end + 1) == "long" && atoms.glued(end) {
            end += 2;
        } else if atoms.lower(end) == "long" && modifiers.joined {
            end += 1;
        }
        let weekend = unit == TimeUnit::Weekend && amount.is_none_or(|amount| amount.count == Some(1));
        if !plural && weekend {
            return self.stepped(at, unit, modifiers, end, found);
        }
        found.push(Found { first, end, sense, rule });
        Some(end)
    }

    /// One unit, stepped to: "last week", "that day", "the following year", "the end of the month".
    fn stepped(&self, at: usize, unit: TimeUnit, modifiers: &Modifiers, mut end: usize, found: &mut Vec<Found>) -> Option<usize> {
        let atoms = self.atoms;
        let previous = at.checked_sub(1).map_or("", |before| atoms.lower(before));
        let the = modifiers.article == Article::The;
        let step = match (modifiers.step, modifiers.article) {
            (Step::Next, Article::The) if unit <= TimeUnit::Day => Step::After,
            (Step::Next, _) if unit <= TimeUnit::Day => Step::After,
            (Step::None, Article::This) => Step::This,
            (Step::None, Article::That) => Step::Told,
            (step, _) => step,
        };
        let mut first = modifiers.first;
        let mut rule = match step {
            Step::None => "unit",
            Step::This => "this-unit",
            Step::Last => "last-unit",
            Step::Next => "next-unit",
            Step::Told => "same-unit",
            Step::Before => "previous-unit",
            Step::After => "following-unit",
        };
        let mut step = step;
        if step == Step::None {
            match atoms.lower(end) {
                "before" | "earlier" if the && unit >= TimeUnit::Day && !self.starts_noun(end + 1) => {
                    (step, rule) = (Step::Before, "previous-unit");
                    end += 1;
                }
                "after" | "following" if the && unit >= TimeUnit::Day && !self.starts_noun(end + 1) => {
                    (step, rule) = (Step::After, "following-unit");
                    end += 1;
                }
                _ if modifiers.of && modifiers.edge.is_some() && unit >= TimeUnit::Day => step = Step::Told,
                "long" if !the && modifiers.article == Article::None => return None,
                _ if unit == TimeUnit::Weekend && (the || modifiers.article == Article::A) => {}
                _ if the && unit == TimeUnit::Quarter && matches!(self.word_before(modifiers.first), "in" | "for" | "during") => {
                    step = Step::Last
                }
                _ if the && unit == TimeUnit::Year && modifiers.first + 1 == at && self.year_phrase(at) => step = Step::Told,
                _ if atoms.is_mark(end, b'-') && atoms.lower(end + 1) == "long" => {
                    let amount = Amount::of(1);
                    found.push(Found { first: at, end: end + 2, sense: Sense::Length { amount, unit }, rule: "length" });
                    return Some(end + 2);
                }
                _ => return None,
            }
        }
        if previous == "same" && first + 1 == at {
            first = at - 1;
        }
        // "earlier this month", "later that day"
        let before = first.checked_sub(1).filter(|_| !atoms.breaks(first)).map_or("", |before| atoms.lower(before));
        let mut edge = modifiers.edge;
        if found.last().is_none_or(|last| last.end < first) {
            let wider = match before {
                "earlier" | "early" => Some(Some(Edge::Early)),
                "later" | "late" => Some(Some(Edge::Late)),
                "sometime" => Some(None),
                _ => None,
            };
            if let Some(wider) = wider {
                edge = wider;
                first -= 1;
            }
        }
        if unit == TimeUnit::Day && matches!(step, Step::Last | Step::This) && modifiers.article == Article::The {
            return None; // "the last day of the talks"
        }
        found.push(Found { first, end, sense: Sense::Step { unit, step, edge }, rule });
        Some(end)
    }

    fn word_before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |before| self.atoms.lower(before))
    }

    /// Whether a counted noun stands before atom `at`: "30 a day", "four flights a week", "24 hours a day".
    fn rate_before(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|_| !self.atoms.breaks(at)) else { return false };
        let counts =
            |index: usize| self.atoms.number(index).is_some() || matches!(self.atoms.meaning(index), Some(TimeWord::Number(_)));
        if matches!(self.atoms.lower(before), "times" | "once" | "twice") {
            return false;
        }
        counts(before) || (self.atoms.lower(before).ends_with('s') && (before.saturating_sub(3)..before).any(counts))
    }

    /// Whether the word before atom `at` takes a length: "for one day", "within one day".
    fn span_cue(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |before| self.atoms.lower(before));
        matches!(
            before,
            "for"
                | "in"
                | "within"
                | "after"
                | "only"
                | "just"
                | "than"
                | "about"
                | "least"
                | "job"
                | "lasted"
                | "by"
                | "of"
                | "every"
        )
    }

    /// Whether "the year" at atom `at` is a year told of and not a measure: "during the year", "later in the year".
    fn year_phrase(&self, at: usize) -> bool {
        at >= 2
            && matches!(self.atoms.lower(at - 2), "during" | "throughout" | "in")
            && !self.starts_noun(at + 1)
            && self.atoms.number(at + 1).is_none()
    }

    /// Whether a noun phrase or clause begins at atom `at`.
    fn starts_noun(&self, at: usize) -> bool {
        self.atoms.is_word(at)
            && !matches!(self.atoms.lower(at), "and" | "but" | "in" | "at" | "on" | "when" | "by" | "with" | "as")
    }

    /// A season: "the summer of 1942", "last spring", "winter".
    pub fn season(&self, at: usize, season: Season, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        let atoms = self.atoms;
        let modifiers = self.modifiers(at, floor);
        let mut end = at + 1;
        let mut year = self.year_after(end, true).filter(|_| atoms.lower(end) != ",");
        if let Some((_, after)) = year {
            end = after;
        }
        let previous = at.checked_sub(1).filter(|_| !atoms.breaks(at)).map_or("", |before| atoms.lower(before));
        // "the 1968 spring", "fall 1943/winter 1944"
        if year.is_none() && atoms.is_mark(at + 1, b'-') && atoms.number(at + 2).is_some() {
            year = None;
        }
        let name =
            atoms.capital(at) && atoms.capital(at + 1) && !atoms.shouted(at) && atoms.is_word(at + 1) && !atoms.breaks(at + 1)
                || (atoms.capital(at)
                    && at > 0
                    && atoms.capital(at - 1)
                    && !atoms.shouted(at)
                    && !atoms.breaks(at)
                    && !atoms.glued(at)
                    && !matches!(previous, "the" | "in" | "by" | "early" | "late" | "that" | "last" | "this"));
        let verbal = matches!(atoms.lower(at), "fall" | "spring");
        let stepped = modifiers.step != Step::None
            || matches!(modifiers.article, Article::This | Article::That)
            || modifiers.edge.is_some();
        let placed =
            matches!(previous, "in" | "by" | "during" | "until" | "since" | "of" | "that" | "throughout" | "and" | "or" | "to");
        if year.is_none() {
            if name || matches!(self.upos(at), Upos::Verb) {
                return None;
            }
            if verbal
                && atoms.lower(at) == "fall"
                && (atoms.lower(at + 1) == "of" || !(stepped || matches!(previous, "in" | "the" | "by")))
            {
                return None;
            }
            let source = previous == "a" && !atoms.lower(at + 1).starts_with("offens");
            let season = stepped || placed || matches!(previous, "the" | "early" | "late") || (previous == "a" && !source);
            if verbal && atoms.lower(at) == "spring" && !season {
                return None;
            }
        }
        let step = match (modifiers.step, modifiers.article) {
            (Step::None, Article::This) => Step::This,
            (Step::None, Article::That) => Step::Told,
            (step, _) => step,
        };
        let calendar =
            Calendar { edge: modifiers.edge, ..plain(year.map_or(Year::Open(step), |(year, _)| year), Field::Season(season)) };
        let keeps = modifiers.article != Article::Whose && modifiers.article != Article::A;
        let first = if keeps && modifiers.amount.is_none() { modifiers.first } else { at };
        found.push(Found { first, end, sense: Sense::Calendar(calendar), rule: "season" });
        Some(end)
    }

    /// A part of the day: "the morning of 31 January", "that night", "at dawn".
    pub fn part(&self, at: usize, part: DayPart, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        let atoms = self.atoms;
        let modifiers = self.modifiers(at, floor);
        let previous = at.checked_sub(1).filter(|_| !atoms.breaks(at)).map_or("", |before| atoms.lower(before));
        let hour = Hour::Part(part);
        let end = at + 1;
        if part == DayPart::Night
            && modifiers.amount.is_some_and(|amount| amount.count.is_some())
            && modifiers.article != Article::A
        {
            return None;
        }
        // "the morning of 31 January", "the night of Monday"
        if matches!(atoms.lower(end), "of" | "on") || self.atoms.lower(end) == "hours" {
            let hours = usize::from(atoms.lower(end) == "hours");
            let mut of = end + hours + 1;
            of += usize::from(atoms.lower(of) == "the");
            let mut days = Vec::new();
            let begin = found.len();
            if matches!(atoms.lower(end + hours), "of")
                && let Some(after) = self.read_day(of, &mut days)
                && let Some(day) = days.first_mut()
            {
                let fits = match &mut day.sense {
                    Sense::Calendar(calendar) if calendar.hour.is_none() => {
                        calendar.hour = Some(hour);
                        true
                    }
                    Sense::Weekday { hour: at_hour, .. } if at_hour.is_none() => {
                        *at_hour = Some(hour);
                        true
                    }
                    _ => false,
                };
                if fits {
                    day.first = if modifiers.article == Article::None { at } else { modifiers.first };
                    found.append(&mut days);
                    debug_assert!(found.len() > begin);
                    return Some(after);
                }
            }
        }
        let step = match (modifiers.step, modifiers.article) {
            (Step::None, Article::This) => Step::This,
            (Step::None, Article::That) => Step::Told,
            (Step::Next, _) => Step::After,
            (step, _) => step,
        };
        let noun_next = atoms.is_word(end) && !atoms.breaks(end) && !self.is_function_word(atoms.lower(end));
        let name = atoms.capital(at) && atoms.capital(end) && !atoms.shouted(at);
        if step == Step::None {
            let placed = matches!(
                previous,
                "at" | "by"
                    | "before"
                    | "after"
                    | "until"
                    | "till"
                    | "since"
                    | "around"
                    | "from"
                    | "the"
                    | "in"
                    | "during"
                    | "near"
                    | "early"
                    | "late"
                    | "and"
                    | "one"
                    | "to"
                    | "through"
                    | "all"
            );
            let cast = modifiers.edge.is_some();
            let the = modifiers.article == Article::The
                && (part == DayPart::Night || part == DayPart::Morning || part == DayPart::Evening || part == DayPart::Afternoon);
            let article = the
                && at >= 2
                && matches!(atoms.lower(at - 2), "in" | "during" | "by" | "into" | "through" | "throughout" | "of" | "overnight");
            let article = article || (the && at >= 3 && cast);
            let loose = placed && previous != "the" && (previous != "in" || part == DayPart::Noon);
            let sure = matches!(part, DayPart::Noon | DayPart::Midnight)
                || matches!(atoms.lower(at), "dawn" | "dusk" | "daybreak" | "sunrise" | "sunset" | "nightfall");
            let reads = (sure && (placed || cast))
                || article
                || (loose && !noun_next && (previous == "at" || cast || sure || part == DayPart::Night))
                || (cast && !noun_next);
            if !reads || name {
                return None;
            }
        }
        if noun_next
            && step == Step::None
            && !matches!(atoms.lower(end), "local" | "prayers" | "prayer" | "hours" | "raid")
            && !matches!(part, DayPart::Noon | DayPart::Midnight)
        {
            return None;
        }
        let hours = usize::from(atoms.lower(end) == "hours");
        let mut first = modifiers.first;
        let before = first
            .checked_sub(1)
            .filter(|&before| before >= floor && !atoms.breaks(first))
            .map_or("", |before| atoms.lower(before));
        if matches!(before, "early" | "late" | "later" | "earlier") && step != Step::None {
            first -= 1;
        }
        if let Some(end) = self.day_after_part(at, end, hour, first, found) {
            return Some(end);
        }
        found.push(Found { first, end: end + hours, sense: Sense::Hour { hour, step }, rule: "part-of-day" });
        Some(end + hours)
    }

    /// "noon Saturday", "midnight on Tuesday" keeps its day apart: only a weekday right after is taken in.
    fn day_after_part(&self, at: usize, end: usize, hour: Hour, first: usize, found: &mut Vec<Found>) -> Option<usize> {
        if !matches!(hour, Hour::Part(DayPart::Noon | DayPart::Midnight)) || self.atoms.breaks(end) || first < at {
            return None;
        }
        let mut days = Vec::new();
        let after = self.read_day(end, &mut days)?;
        let [Found { sense: Sense::Weekday { weekday, step, hour: None }, rule, .. }] = days[..] else { return None };
        found.push(Found { first, end: after, sense: Sense::Weekday { weekday, step, hour: Some(hour) }, rule });
        Some(after)
    }

    /// A date or a weekday at atom `at`.
    fn read_day(&self, at: usize, found: &mut Vec<Found>) -> Option<usize> {
        match self.atoms.meaning(at) {
            Some(TimeWord::Month(month) | TimeWord::MonthShort(month)) => self.month(at, month, at, found),
            Some(TimeWord::Weekday(weekday)) => self.weekday(at, weekday, at, found),
            _ if self.atoms.number(at).is_some() => self.number(at, at, found),
            _ => None,
        }
    }

    /// "three nights", "Mondays and mornings": nights are counted as days, other parts of the day left alone.
    pub fn parts(&self, at: usize, part: DayPart, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        let modifiers = self.modifiers(at, floor);
        let amount = modifiers.amount.filter(|_| part == DayPart::Night)?;
        let (sense, rule) = match modifiers.step {
            Step::Last => (Sense::Window { amount, unit: TimeUnit::Day, forward: false, told: false }, "past-units"),
            _ => (Sense::Length { amount, unit: TimeUnit::Day }, "length"),
        };
        found.push(Found { first: modifiers.first, end: at + 1, sense, rule });
        Some(at + 1)
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
    matches!(
        word,
        "more"
            | "full"
            | "whole"
            | "straight"
            | "consecutive"
            | "successive"
            | "additional"
            | "entire"
            | "further"
            | "other"
            | "calendar"
            | "bloody"
            | "fiscal"
            | "single"
            | "solid"
            | "long"
            | "working"
            | "extra"
            | "intense"
            | "very"
            | "short"
            | "brief"
            | "half"
    ) && word != "half"
}

fn edge_word(word: &str) -> Option<Edge> {
    Some(match word {
        "early" => Edge::Early,
        "mid" => Edge::Mid,
        "late" => Edge::Late,
        _ => return None,
    })
}
