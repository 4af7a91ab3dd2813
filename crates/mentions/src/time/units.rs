//! Units: "three days", "the past 48 hours", "last week", "two years ago", "the end of the month".
//!
//! In: an atom that is a unit of time. Out: a length, a window, a step or a shift, by the words before and after it.

use dateline_lexicon::{TimeReference, TimeUnit, TimeWord};

use super::modifiers::{Article, Modifiers};
use super::read::Reader;
use super::sense::{Amount, Edge, Found, Sense, Step};
use super::words::{AFTER_STEP, LENGTH_CUES, PLURAL_CUES};

impl Reader<'_> {
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
                ("ago", _) => Some((false, false, 1, "units-ago")),
                ("from", "now") => Some((true, false, 2, "units-from-now")),
                ("earlier" | "previously" | "beforehand", _) => Some((false, true, 1, "units-earlier")),
                ("before", next) if !atoms.is_word(end + 1) || matches!(next, "and" | "in" | "but") => {
                    Some((false, true, 1, "units-earlier"))
                }
                ("later" | "afterwards" | "afterward" | "thereafter" | "hence" | "on", _) if atoms.lower(end) != "on" => {
                    Some((true, true, 1, "units-later"))
                }
                ("after", _) if !atoms.is_word(end + 1) && amount.count.is_some() => Some((true, true, 1, "units-later")),
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
            let cue = PLURAL_CUES.contains(&previous);
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
        if unit == TimeUnit::Day
            && matches!(step, Step::Last | Step::This)
            && matches!(modifiers.article, Article::The | Article::Whose)
        {
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
        LENGTH_CUES.contains(&before)
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
        self.atoms.is_word(at) && !AFTER_STEP.contains(&self.atoms.lower(at))
    }
}
