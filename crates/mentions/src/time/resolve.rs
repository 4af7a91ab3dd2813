//! Resolving: from what the words say to the days they stand for.
//!
//! In: the times found, in order, and the anchors. Out: [`TimeMention`]s. In news an open time leans on the day the report speaks
//! from, by the sentence's outlook; in a history it leans on the time told of before it.

use dateline_lexicon::TimeUnit;
use dateline_syntax::{Parse, Relation};
use dateline_text::{Document, RuleId};
use jiff::civil::Date;

use super::atom::Atoms;
use super::calendar::plain;
use super::point::{Point, around, edge_days, part_clock, plus, plus_days};
use super::sense::{Amount, Calendar, Edge, Field, Found, Hour, Sense, Step, Year};
use super::setting::{Outlook, Setting, outlook};
use super::{Anchor, Interval, TimeMention, TimePrecision, Timex, bound, value};
use crate::Context;

/// Every found time, resolved.
pub(super) fn resolve(found: &[Found], atoms: &Atoms, document: &Document, parse: &Parse, context: &Context) -> Vec<TimeMention> {
    let setting = Setting::new(found, atoms, document, context);
    let mut teller = Teller { found, atoms, document, parse, setting, told: None, told_day: None, told_quarter: None };
    let mut mentions = Vec::with_capacity(found.len());
    for index in 0..found.len() {
        let time = &found[index];
        let called = matches!(time.sense, Sense::Reference(_)) && matches!(atoms.lower(time.first), "former" | "future");
        if called && !teller.setting.history {
            continue; // in news it says what someone or something is called ("the former governor"), in a history when
        }
        let resolved = teller.resolve(index);
        if let Sense::Calendar(Calendar { field: Field::Quarter(quarter), .. }) = time.sense
            && let Some(days) = resolved.interval
        {
            teller.told_quarter = Some((i32::from(days.start().year()), quarter));
        }
        if let Some(point) = resolved.point.filter(|point| !teller.strays(index, *point)) {
            teller.tell(point);
        }
        let (bound, bound_range) = bound::bound(found, index, atoms);
        mentions.push(TimeMention {
            kind: resolved.kind,
            precision: precision(&resolved),
            value: resolved.value,
            interval: resolved.interval,
            clock: resolved.clock,
            bound,
            bound_range,
            anchor: resolved.anchor,
            range: atoms.range(time.first, time.end),
            rule: RuleId(resolved.rule.unwrap_or(time.rule)),
        });
    }
    mentions
}

pub(super) struct Resolved {
    pub kind: Timex,
    pub value: String,
    pub interval: Option<Interval>,
    pub clock: Option<(u8, u8)>,
    pub anchor: Anchor,
    /// What later times can lean on.
    pub point: Option<Point>,
    pub unit: TimeUnit,
    /// A finer name for the rule, where how it was resolved tells more than how it was read.
    pub rule: Option<&'static str>,
}

impl Resolved {
    pub fn unplaced(kind: Timex, value: impl Into<String>, unit: TimeUnit) -> Resolved {
        Resolved {
            kind,
            value: value.into(),
            interval: None,
            clock: None,
            anchor: Anchor::Explicit,
            point: None,
            unit,
            rule: None,
        }
    }
}

fn precision(resolved: &Resolved) -> TimePrecision {
    if resolved.clock.is_some() {
        return TimePrecision::D0;
    }
    let days = match resolved.interval {
        Some(interval) => (interval.end() - interval.start()).get_days() + 1,
        None => match resolved.unit {
            TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => return TimePrecision::D0,
            TimeUnit::Day => 1,
            TimeUnit::Weekend => 2,
            TimeUnit::Week => 7,
            TimeUnit::Fortnight | TimeUnit::Month => 31,
            _ => 365,
        },
    };
    match days {
        ..=1 => TimePrecision::D1,
        2..=6 => TimePrecision::D2,
        7 => TimePrecision::D3,
        8..=31 => TimePrecision::D4,
        _ => TimePrecision::D5,
    }
}

pub(super) struct Teller<'a> {
    pub found: &'a [Found],
    pub atoms: &'a Atoms<'a>,
    pub document: &'a Document,
    pub parse: &'a Parse,
    pub setting: Setting,
    /// The time told of last, and the last day.
    pub told: Option<Point>,
    pub told_day: Option<Date>,
    /// The quarter reported on: "a year earlier" is then its like of a year before.
    pub told_quarter: Option<(i32, u8)>,
}

impl Teller<'_> {
    /// Whether the time is an aside that later times do not lean on: in a history, the end of a range of years, a year far from those
    /// around it, or an earlier time that only says which thing is meant ("the leader of the August 1792 uprising", "a law (1790)").
    fn strays(&self, index: usize, point: Point) -> bool {
        let Some(year) = known_year(&self.found[index]).filter(|_| self.setting.history) else { return false };
        let before = self.found[..index].iter().rev().find_map(known_year);
        let after = self.found[index + 1..].iter().filter_map(known_year).find(|&other| other != year);
        let ends_range = index > 0
            && matches!(self.found[index].sense, Sense::Calendar(Calendar { field: Field::Year, .. }))
            && self.found[index - 1].end + 1 == self.found[index].first
            && self.atoms.is_mark(self.found[index].first - 1, b'-');
        let far = |other: i32| (year - other).abs() > 10;
        let aside = before.zip(after).is_some_and(|(before, after)| far(before) && far(after) && (before - after).abs() <= 5);
        let earlier = self.told.is_some_and(|told| point.first() < told.first());
        ends_range || aside || (earlier && self.tells_which(index))
    }

    /// Whether the time says which thing is meant and not when something was done: in brackets, before a noun, or after a name's "of".
    fn tells_which(&self, index: usize) -> bool {
        let Found { first, end, .. } = self.found[index];
        let before = |back: usize| first.checked_sub(back);
        let bracketed = before(1).is_some_and(|at| self.atoms.is_mark(at, b'(')) && self.atoms.is_mark(end, b')');
        let of_name =
            before(1).is_some_and(|at| self.atoms.lower(at) == "of") && before(2).is_some_and(|at| self.atoms.capital(at));
        let tokens = self.document.tokens_in(self.atoms.range(first, end));
        let qualifies = tokens.clone().any(|token| {
            let node = self.parse.node(token);
            matches!(node.relation, Relation::Compound | Relation::Nummod) && node.head.is_some_and(|head| head >= tokens.end)
        });
        bracketed || of_name || qualifies
    }

    fn tell(&mut self, point: Point) {
        self.told = Some(point);
        if let Some(date) = point.date() {
            self.told_day = Some(date);
        }
    }

    pub fn outlook(&self, index: usize) -> Outlook {
        let time = &self.found[index];
        outlook(time.first, time.end, self.atoms, self.document, self.parse)
    }

    fn resolve(&self, index: usize) -> Resolved {
        match self.found[index].sense {
            Sense::Calendar(calendar) => self.calendar(index, calendar),
            Sense::Day { offset, hour } => {
                // "yesterday" in a post quoted by a report that says no day of its own is the day before nobody knows which
                let known = |&(_, anchor): &(Date, Anchor)| anchor != Anchor::Narrative || !self.quoted(index);
                self.days_off(i64::from(offset), self.speech().filter(known), hour)
            }
            Sense::Weekday { weekday, step, hour } => self.weekday(index, weekday, step, hour),
            Sense::WeekdayOf { weekday, step, hour } => {
                let shift = i64::from(weekday) - 1 + 7 * step_count(step);
                let base = self.speech().and_then(|(date, anchor)| Some((super::point::monday(date)?, anchor)));
                self.days_off(shift, base, hour)
            }
            Sense::Step { unit, step, edge } => self.step(unit, step, edge),
            Sense::Shift { amount, unit, forward, told } => self.shift(amount, unit, forward, told),
            Sense::Length { amount, unit } => Resolved::unplaced(Timex::Duration, value::length(amount, unit), unit),
            Sense::Window { amount, unit, forward, told } => self.window(amount, unit, forward, told),
            Sense::Every { amount, unit } => Resolved::unplaced(Timex::Set, value::length(Amount::of(amount), unit), unit),
            Sense::EveryWeekday { weekday, part } => {
                let part = part.map_or("", value::part_code);
                let time = if part.is_empty() { "" } else { "T" };
                Resolved::unplaced(Timex::Set, format!("XXXX-WXX-{weekday}{time}{part}"), TimeUnit::Day)
            }
            Sense::EveryPart(part) => {
                Resolved::unplaced(Timex::Set, format!("XXXX-XX-XXT{}", value::part_code(part)), TimeUnit::Day)
            }
            Sense::EveryMonth(month) => Resolved::unplaced(Timex::Set, format!("XXXX-{month:02}"), TimeUnit::Month),
            Sense::Hour { hour, step } => self.hour(index, hour, step),
            Sense::Reference(reference) => Resolved::unplaced(Timex::Date, value::reference(reference), TimeUnit::Year),
        }
    }

    pub fn speech(&self) -> Option<(Date, Anchor)> {
        self.setting.speech
    }

    /// Whether the time stands in a quotation.
    fn quoted(&self, index: usize) -> bool {
        let time = &self.found[index];
        let range = self.atoms.range(time.first, time.end);
        self.document.quotations().iter().any(|quotation| quotation.range.contains(range))
    }

    /// The day told of, else the one spoken from.
    fn told_or_speech(&self) -> Option<(Date, Anchor)> {
        self.told_day.map(|date| (date, Anchor::Narrative)).or(self.setting.speech)
    }

    /// A day by its distance from `base`.
    fn days_off(&self, days: i64, base: Option<(Date, Anchor)>, hour: Option<Hour>) -> Resolved {
        match base.and_then(|(date, anchor)| Some((plus_days(date, days)?, anchor))) {
            Some((date, anchor)) => day_resolved(date, anchor, hour),
            None => {
                let time = hour.map_or(String::new(), value::hour);
                let kind = if hour.is_some() { Timex::Time } else { Timex::Date };
                let clock = hour.and_then(clock_of);
                Resolved { clock, ..Resolved::unplaced(kind, format!("XXXX-XX-XX{time}"), TimeUnit::Day) }
            }
        }
    }

    fn weekday(&self, index: usize, weekday: u8, step: Step, hour: Option<Hour>) -> Resolved {
        let told = matches!(step, Step::Told | Step::Before | Step::After) || (self.setting.history && self.told_day.is_some());
        let Some((base, anchor)) = (if told { self.told_or_speech() } else { self.speech() }) else {
            let time = hour.map_or(String::new(), value::hour);
            let kind = if hour.is_some() { Timex::Time } else { Timex::Date };
            return Resolved::unplaced(kind, format!("XXXX-WXX-{weekday}{time}"), TimeUnit::Day);
        };
        let ahead = (i64::from(weekday) - i64::from(base.weekday().to_monday_one_offset())).rem_euclid(7);
        let behind = ahead - if ahead == 0 { 0 } else { 7 };
        let strictly_behind = ahead - 7;
        let strictly_ahead = if ahead == 0 { 7 } else { ahead };
        let nearest = if ahead <= 3 { ahead } else { ahead - 7 };
        let days = match step {
            Step::Last | Step::Before => strictly_behind,
            Step::Next | Step::After => strictly_ahead,
            Step::Told => nearest,
            _ if told => nearest,
            _ => match self.outlook(index) {
                Outlook::Ahead => ahead,
                Outlook::Unsaid if step == Step::This => nearest,
                _ => behind,
            },
        };
        let rule = match (anchor, days) {
            (Anchor::Narrative | Anchor::Explicit, _) => "weekday-near-time-told",
            (Anchor::Publication, ..=0) => "weekday-before-publication",
            (Anchor::Publication, _) => "weekday-after-publication",
            (Anchor::Dateline, ..=0) => "weekday-before-dateline",
            (Anchor::Dateline, _) => "weekday-after-dateline",
        };
        Resolved { rule: Some(rule), ..self.days_off(days, Some((base, anchor)), hour) }
    }

    fn hour(&self, index: usize, hour: Hour, step: Step) -> Resolved {
        match step {
            Step::This => self.days_off(0, if self.setting.history { self.told_or_speech() } else { self.speech() }, Some(hour)),
            Step::Last => self.days_off(-1, self.speech(), Some(hour)),
            Step::Next | Step::After => self.days_off(1, self.told_or_speech(), Some(hour)),
            Step::Before => self.days_off(-1, self.told_or_speech(), Some(hour)),
            Step::Told => self.days_off(0, self.told_or_speech(), Some(hour)),
            Step::None => match self.day_beside(index) {
                Some(day) => self.days_off(0, Some(day), Some(hour)),
                None => Resolved { rule: Some("hour-of-day-told"), ..self.days_off(0, self.told_or_speech(), Some(hour)) },
            },
        }
    }

    /// The day right after an hour: "at 7:30 p.m. on Monday".
    fn day_beside(&self, index: usize) -> Option<(Date, Anchor)> {
        let (this, next) = (self.found.get(index)?, self.found.get(index + 1)?);
        let joined = (this.end..next.first).all(|at| {
            matches!(self.atoms.lower(at), "on" | "of" | "," | "the" | "(" | "local" | "time")
                || self.atoms.lower(at + 1) == "time"
        });
        if !joined || next.first - this.end > 4 || self.atoms.breaks(next.first) || matches!(next.sense, Sense::Hour { .. }) {
            return None;
        }
        let resolved = self.resolve(index + 1);
        Some((resolved.point?.date()?, resolved.anchor))
    }

    fn step(&self, unit: TimeUnit, step: Step, edge: Option<Edge>) -> Resolved {
        if let (TimeUnit::Quarter, Step::Told | Step::Last, Some((year, quarter))) = (unit, step, self.told_quarter) {
            let calendar = plain(Year::Known(year), Field::Quarter(quarter));
            return Resolved { anchor: Anchor::Narrative, point: None, ..self.calendar(0, calendar) };
        }
        let leans_back = matches!(step, Step::Told | Step::Before | Step::After) || self.setting.history;
        let told = self.told.and_then(|point| Some((point, point.first()?)));
        let (base, anchor) = match (leans_back, told) {
            (true, Some((point, date))) => {
                // "the next day" after a month told of goes on from the last day told
                let last_day = self.told_day.filter(|_| unit == TimeUnit::Day);
                let from = if knows(point, unit) { Some(date) } else { last_day };
                let Some(date) = from else {
                    return Resolved::unplaced(Timex::Date, value::unplaced(unit), unit);
                };
                (date, Anchor::Narrative)
            }
            _ => match self.speech() {
                Some(speech) => speech,
                None => return Resolved::unplaced(Timex::Date, value::unplaced(unit), unit),
            },
        };
        let count = match (unit, step) {
            (TimeUnit::Weekend, Step::None) => {
                if base.weekday().to_monday_one_offset() >= 6 {
                    0
                } else {
                    -1
                }
            }
            _ => step_count(step),
        };
        let Some(date) = plus(base, count, unit) else { return Resolved::unplaced(Timex::Date, value::unplaced(unit), unit) };
        let days = around(date, unit);
        let interval = match (edge, days) {
            (Some(Edge::Early), Some(days)) if step == Step::This && days.start() <= base && anchor != Anchor::Narrative => {
                Some(Interval::new(days.start(), base.min(days.end())))
            }
            (Some(Edge::Late), Some(days)) if step == Step::This && base <= days.end() && anchor != Anchor::Narrative => {
                Some(Interval::new(base.max(days.start()), days.end()))
            }
            (edge, Some(days)) => edge_days(days, edge),
            (_, None) => None,
        };
        let half = match (unit, edge) {
            (TimeUnit::Year, Some(Edge::FirstHalf)) => Some("H1"),
            (TimeUnit::Year, Some(Edge::SecondHalf)) => Some("H2"),
            _ => None,
        };
        let mut value = value::around(date, unit);
        if let Some(half) = half {
            value = format!("{value}-{half}");
        }
        let point = match unit {
            TimeUnit::Month => Point { day: None, ..Point::of(date) },
            TimeUnit::Year => Point { year: i32::from(date.year()), month: None, day: None },
            TimeUnit::Day | TimeUnit::Hour => Point::of(date),
            _ => Point { day: None, ..Point::of(date) },
        };
        let point = Some(point).filter(|_| unit <= TimeUnit::Year);
        Resolved { kind: Timex::Date, value, interval, clock: None, anchor, point, unit, rule: None }
    }

    fn shift(&self, amount: Amount, unit: TimeUnit, forward: bool, told: bool) -> Resolved {
        use dateline_lexicon::TimeReference::{Future, Past};
        if let (Some(1), TimeUnit::Year, Some((year, quarter))) = (amount.count, unit, self.told_quarter) {
            let year = if forward { year + 1 } else { year - 1 };
            let calendar = plain(Year::Known(year), Field::Quarter(quarter));
            return Resolved { anchor: Anchor::Narrative, point: None, ..self.calendar(0, calendar) };
        }
        let Some(count) = amount.count else {
            let reference = if forward { Future } else { Past };
            return Resolved::unplaced(Timex::Date, value::reference(reference), unit);
        };
        let point = self.told.filter(|_| {
            told || (self.setting.history && self.setting.speech.is_none_or(|(_, anchor)| anchor == Anchor::Narrative))
        });
        let (base, anchor) = match point {
            Some(point) => match point.first() {
                Some(_) if !knows(point, unit) => return Resolved::unplaced(Timex::Date, value::unplaced(unit), unit),
                Some(date) => (date, Anchor::Narrative),
                None => return Resolved::unplaced(Timex::Date, value::unplaced(unit), unit),
            },
            None => match self.speech() {
                Some(speech) => speech,
                None => return Resolved::unplaced(Timex::Date, value::unplaced(unit), unit),
            },
        };
        let signed = if forward { i64::from(count) } else { -i64::from(count) };
        let mut date = plus(base, signed, unit);
        if amount.half && unit == TimeUnit::Year {
            date = date.and_then(|date| plus(date, if forward { 6 } else { -6 }, TimeUnit::Month));
        }
        let Some(date) = date else { return Resolved::unplaced(Timex::Date, value::unplaced(unit), unit) };
        let interval = around(date, unit);
        let point = match unit {
            TimeUnit::Year => Some(Point { year: i32::from(date.year()), month: None, day: None }),
            TimeUnit::Month | TimeUnit::Quarter => Some(Point { day: None, ..Point::of(date) }),
            TimeUnit::Decade | TimeUnit::Century | TimeUnit::Millennium => None,
            _ => Some(Point::of(date)),
        };
        let value = value::around(date, unit);
        Resolved { kind: Timex::Date, value, interval, clock: None, anchor, point, unit, rule: None }
    }

    fn window(&self, amount: Amount, unit: TimeUnit, forward: bool, told: bool) -> Resolved {
        let mut resolved = Resolved::unplaced(Timex::Duration, value::length(amount, unit), unit);
        let base = if told || self.setting.history { self.told_or_speech() } else { self.speech() };
        if let (Some((date, anchor)), Some(count)) = (base, amount.count) {
            let signed = if forward { i64::from(count) } else { -i64::from(count) };
            let other = if unit == TimeUnit::Hour {
                plus_days(date, hours_as_days(count) * signed.signum())
            } else {
                plus(date, signed, unit)
            };
            resolved.interval = other.map(|other| Interval::new(date, other));
            resolved.anchor = anchor;
        }
        resolved
    }
}

fn known_year(found: &Found) -> Option<i32> {
    match found.sense {
        Sense::Calendar(Calendar { year: Year::Known(year), .. }) => Some(year),
        _ => None,
    }
}

fn hours_as_days(hours: u32) -> i64 {
    i64::from(hours.div_ceil(24))
}

pub(super) fn step_count(step: Step) -> i64 {
    match step {
        Step::Last | Step::Before => -1,
        Step::Next | Step::After => 1,
        Step::None | Step::This | Step::Told => 0,
    }
}

/// Whether a point is fine enough to step from by this unit.
fn knows(point: Point, unit: TimeUnit) -> bool {
    match unit {
        TimeUnit::Second
        | TimeUnit::Minute
        | TimeUnit::Hour
        | TimeUnit::Day
        | TimeUnit::Weekend
        | TimeUnit::Week
        | TimeUnit::Fortnight => point.day.is_some(),
        TimeUnit::Month | TimeUnit::Quarter => point.month.is_some(),
        _ => true,
    }
}

pub(super) fn clock_of(hour: Hour) -> Option<(u8, u8)> {
    match hour {
        Hour::Clock(hour, minute) | Hour::Stamp(hour, minute, _) => Some((hour, minute)),
        Hour::Part(part) => part_clock(part),
    }
}

fn day_resolved(date: Date, anchor: Anchor, hour: Option<Hour>) -> Resolved {
    let time = hour.map_or(String::new(), value::hour);
    let kind = if hour.is_some() { Timex::Time } else { Timex::Date };
    Resolved {
        kind,
        value: value::date(date) + &time,
        interval: Some(Interval::day(date)), // "Monday night" may run into Tuesday, and is still Monday
        clock: hour.and_then(clock_of),
        anchor,
        point: Some(Point::of(date)),
        unit: TimeUnit::Day,
        rule: None,
    }
}
