//! Units: "three days", "the past 48 hours", "last week", "two years ago", "the end of the month".
//!
//! In: an atom that is a unit of time. Out: a length, a window, a step or a shift, by the words before and after it.

use dateline_lexicon::{DayPart, TimeReference, TimeUnit, TimeWord};

use super::calendar::plain;
use super::modifiers::{Article, Modifiers};
use super::read::Reader;
use super::sense::{Amount, Edge, Field, Found, Hour, Sense, Step, Year};
use super::words::{AFTER_STEP, LENGTH_CUES, PLURAL_CUES};

/// A unit in its phrase.
#[derive(Clone, Copy)]
struct Head {
    at: usize,
    unit: TimeUnit,
    plural: bool,
    /// How many, where the words say so or an article does.
    amount: Option<Amount>,
    modifiers: Modifiers,
    /// Where the words read so far end.
    end: usize,
}

impl Reader<'_> {
    /// A unit: "three days", "last week", "the past 48 hours", "two years ago", "every month".
    pub fn unit(&self, at: usize, unit: TimeUnit, plural: bool, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        let modifiers = self.modifiers(at, floor);
        let mut head = Head { at, unit, plural, amount: modifiers.amount, modifiers, end: at + 1 };
        if self.counts_no_time(head) {
            return None;
        }
        let phrase = self
            .year_earlier(head)
            .or_else(|| self.year_end(head))
            .or_else(|| self.quarter_of(head))
            .or_else(|| self.early_hours(head));
        if let Some(phrase) = phrase {
            let end = phrase.end;
            found.push(phrase);
            return Some(end);
        }
        if !plural && head.amount.is_none() && modifiers.article == Article::A && !modifiers.ranked {
            head.amount = Some(Amount::of(1));
        }
        self.widen(&mut head);
        if let Some(phrase) = self.recurring(head).or_else(|| self.shifted(head)) {
            let end = phrase.end;
            found.push(phrase);
            return Some(end);
        }
        let lasts =
            modifiers.step == Step::Next && modifiers.article == Article::The && self.word_before(modifiers.first) == "for";
        if !plural && head.amount.is_none() && (lasts || self.word_before(at) == "past") {
            // "the past week" is the week up to now, "last week" the one before it; "for the next year" is how long
            head.amount = Some(Amount::of(1));
            return self.stretch(head, found);
        }
        if plural || head.amount.is_some_and(|amount| amount.count != Some(1) || modifiers.step == Step::None || amount.half) {
            return self.stretch(head, found);
        }
        self.stepped(at, unit, &modifiers, head.end, found)
    }

    /// Ages, fractions, rates and titles: "12-year-old", "three quarters of the town", "30 a day", "60 Minutes".
    fn counts_no_time(&self, head: Head) -> bool {
        let atoms = self.atoms;
        let Head { at, unit, plural, amount, modifiers, end } = head;
        let counted = amount.is_some() || modifiers.article == Article::A;
        let (next, previous) = (atoms.lower(end), self.word_before(at));
        let fraction = matches!(next, "of" | "in") && counted && !modifiers.ranked && modifiers.step == Step::None;
        let first = modifiers.first;
        let quoted = first > 0 && (atoms.is_mark(first - 1, b'"') || atoms.is_mark(first - 1, b'\''));
        let hyphen = usize::from(atoms.is_mark(end, b'-'));
        match unit {
            TimeUnit::Second if !plural || amount.is_none() => return true,
            TimeUnit::Minute if !plural && !counted => return true,
            TimeUnit::Quarter if fraction || (modifiers.joined && plural) => return true,
            TimeUnit::Day if previous == "one" && !plural && first + 1 == at && !self.span_cue(first) => return true, // "one day he came"
            _ => {}
        }
        let title = quoted && atoms.capital(at) && !atoms.shouted(at) && atoms.number(first).is_some();
        let rate = previous == "per" || (modifiers.article == Article::A && amount.is_none() && self.rate_before(first));
        let age = counted && atoms.lower(end + hyphen) == "old" || (next == "of" && atoms.lower(end + 1) == "age");
        let last_of =
            modifiers.step == Step::Last && modifiers.article == Article::The && !plural && amount.is_none() && next == "of";
        title || rate || age || (last_of && unit != TimeUnit::Quarter)
    }

    /// "the year-earlier quarter"
    fn year_earlier(&self, head: Head) -> Option<Found> {
        let atoms = self.atoms;
        let hyphenated = atoms.is_mark(head.end, b'-') && atoms.glued(head.end);
        if head.unit != TimeUnit::Year || head.plural || !hyphenated || !matches!(atoms.lower(head.end + 1), "earlier" | "ago") {
            return None;
        }
        let noun = head.end + 2;
        let end = match (atoms.lower(noun), atoms.lower(noun + 1)) {
            (_, "quarter") => noun + 2,
            ("quarter" | "period", _) => noun + 1,
            _ => noun,
        };
        let sense = Sense::Shift { amount: Amount::of(1), unit: head.unit, forward: false, told: true };
        Some(Found { first: head.modifiers.first, end, sense, rule: "year-earlier" })
    }

    /// "the last quarter of 2023"
    fn quarter_of(&self, head: Head) -> Option<Found> {
        let last = head.modifiers.step == Step::Last || self.word_before(head.at) == "final";
        if head.unit != TimeUnit::Quarter || !last || self.atoms.lower(head.end) != "of" {
            return None;
        }
        let (year, end) = self.year_after(head.end, false)?;
        let sense = Sense::Calendar(plain(year, Field::Quarter(4)));
        Some(Found { first: head.modifiers.first, end, sense, rule: "part-of-year" })
    }

    /// "the early hours of Thursday", "the small hours": before dawn.
    fn early_hours(&self, head: Head) -> Option<Found> {
        let early = head.modifiers.edge == Some(Edge::Early) || self.word_before(head.at) == "small";
        if head.unit != TimeUnit::Hour || !head.plural || !early || head.amount.is_some() {
            return None;
        }
        let small = usize::from(self.word_before(head.at) == "small");
        let first =
            if small == 1 { head.at - 1 - usize::from(self.word_before(head.at - 1) == "the") } else { head.modifiers.first };
        let hour = Hour::Part(DayPart::Morning);
        let alone = Found { first, end: head.end, sense: Sense::Hour { hour, step: Step::None }, rule: "part-of-day" };
        if self.atoms.lower(head.end) != "of" {
            return Some(alone);
        }
        let (days, end) = self.day_with_hour(head.end + 1, hour)?;
        let [Found { sense, rule, .. }] = days[..] else { return None };
        Some(Found { first, end, sense, rule })
    }

    /// Takes in "and a half" and "or so".
    fn widen(&self, head: &mut Head) {
        let Some(amount) = head.amount else { return };
        let word = |at: usize| self.atoms.lower(at);
        if (word(head.end), word(head.end + 1), word(head.end + 2)) == ("and", "a", "half") {
            head.amount = Some(Amount { half: true, ..amount });
            head.end += 3;
        }
        if (word(head.end), word(head.end + 1)) == ("or", "so") {
            head.end += 2;
        }
    }

    /// "every two weeks", "once a day".
    fn recurring(&self, head: Head) -> Option<Found> {
        let Head { at, unit, amount, modifiers, end, .. } = head;
        if modifiers.every {
            let amount = amount.and_then(|amount| amount.count).unwrap_or(1);
            return Some(Found { first: modifiers.first, end, sense: Sense::Every { amount, unit }, rule: "every" });
        }
        let often = at >= 2 && matches!((self.atoms.lower(at - 2), self.word_before(at)), ("once" | "twice" | "times", "a"));
        often.then(|| Found { first: at - 1, end, sense: Sense::Every { amount: 1, unit }, rule: "every" })
    }

    /// "two days ago", "three weeks later", "hours earlier".
    fn shifted(&self, head: Head) -> Option<Found> {
        let atoms = self.atoms;
        let Head { unit, plural, modifiers, end, .. } = head;
        let amount = head.amount.or(plural.then_some(Amount::VAGUE)).filter(|_| !modifiers.joined && !atoms.breaks(end))?;
        let alone = !atoms.is_word(end + 1) && atoms.number(end + 1).is_none(); // "six days after 12 people were killed"
        let (forward, told, width, rule) = match (atoms.lower(end), atoms.lower(end + 1)) {
            ("ago", _) => (false, false, 1, "units-ago"),
            ("from", "now") => (true, false, 2, "units-from-now"),
            ("earlier" | "previously" | "beforehand", _) => (false, true, 1, "units-earlier"),
            ("before", next) if alone || matches!(next, "and" | "in" | "but") => (false, true, 1, "units-earlier"),
            ("later" | "afterwards" | "afterward" | "thereafter" | "hence", _) => (true, true, 1, "units-later"),
            ("after", _) if alone && amount.count.is_some() => (true, true, 1, "units-later"),
            _ => return None,
        };
        let sense = Sense::Shift { amount, unit, forward, told };
        Some(Found { first: modifiers.first, end: end + width, sense, rule })
    }

    /// Several units, or one with an article: a length, or a window up to or from the anchor.
    fn stretch(&self, head: Head, found: &mut Vec<Found>) -> Option<usize> {
        let atoms = self.atoms;
        let Head { at, unit, plural, amount, ref modifiers, mut end } = head;
        let previous = self.word_before(at);
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
                _ if the && matches!(unit, TimeUnit::Year | TimeUnit::Week) && self.told_phrase(modifiers.first, at) => {
                    step = if self.word_before(modifiers.first) == "for" { Step::This } else { Step::Told }
                }
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

    /// The word before atom `at`; empty at the beginning.
    pub fn word_before(&self, at: usize) -> &str {
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

    /// Whether "the year" from atom `first` to its unit at `at` is one told of and not a measure: "during the year", "for the full year".
    fn told_phrase(&self, first: usize, at: usize) -> bool {
        let whole = first + 1 == at || first + 2 == at && matches!(self.atoms.lower(first + 1), "full" | "whole" | "entire");
        whole
            && matches!(self.word_before(first), "during" | "throughout" | "in" | "for")
            && !self.starts_noun(at + 1)
            && self.atoms.number(at + 1).is_none()
    }

    /// "by year-end", "since year end": the last day of the year.
    fn year_end(&self, head: Head) -> Option<Found> {
        let atoms = self.atoms;
        let hyphen = usize::from(atoms.is_mark(head.end, b'-') && atoms.glued(head.end));
        let bare = head.modifiers.first == head.at && head.amount.is_none();
        if head.unit != TimeUnit::Year || head.plural || !bare || atoms.lower(head.end + hyphen) != "end" {
            return None;
        }
        let end = head.end + hyphen + 1;
        let placed = matches!(self.word_before(head.at), "by" | "at" | "since" | "before" | "until" | "around" | "of");
        if !placed || self.starts_noun(end) {
            return None;
        }
        let step = if self.word_before(head.at) == "since" { Step::Last } else { Step::This };
        let sense = Sense::Calendar(plain(Year::Of(step), Field::Day(12, 31)));
        Some(Found { first: head.at, end, sense, rule: "year-end" })
    }

    /// Whether a noun phrase or clause begins at atom `at`.
    fn starts_noun(&self, at: usize) -> bool {
        self.atoms.is_word(at) && !AFTER_STEP.contains(&self.atoms.lower(at))
    }
}
