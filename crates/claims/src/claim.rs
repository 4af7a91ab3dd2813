//! The types a report is coded into: claims, their cells, and problems.

use dateline_lexicon::Lexicon;
use dateline_mentions::{Count, GeoPrecision, Group, Interval, Location, Measure, Sector, Stance, TimePrecision, VoiceKind};
use dateline_text::{DocId, RuleId, TextRange};

/// What one report says, and what of it could not be read for sure.
#[derive(Debug, Clone)]
pub struct Coding {
    /// The document every range below is of.
    pub document: DocId,
    /// In text order of their triggers.
    pub claims: Vec<Claim>,
    /// In text order.
    pub problems: Vec<Problem>,
}

/// What one voice says: one happening, or a running total. The two share no trait that could be summed over.
#[derive(Debug, Clone, PartialEq)]
pub enum Claim {
    /// One happening.
    Event(EventClaim),
    /// A total over a window.
    Tally(TallyClaim),
}

/// What one voice says happened, was planned, threatened or denied.
#[derive(Debug, Clone, PartialEq)]
pub struct EventClaim {
    /// The act's slug, from the word that names it.
    pub act: Cell<&'static str>,
    /// Whether the act is one of force or coercion, which makes an incident where it happened.
    pub force: bool,
    /// Whether it happened.
    pub status: Cell<Status>,
    /// Who did it, to whom.
    pub parties: Vec<Party>,
    /// Where.
    pub place: Option<Where>,
    /// When.
    pub time: Option<When>,
    /// Who was harmed, how many.
    pub counts: Vec<Harm>,
    /// The weapon words.
    pub weapons: Vec<Cell<&'static str>>,
    /// By whose account.
    pub voice: Voice,
    /// The clause that makes the claim.
    pub range: TextRange,
    /// Which rule made it.
    pub rule: RuleId,
    /// The happening inside this report that the claim speaks of: claims with the same number are of one happening.
    pub episode: usize,
    /// 0 to 1.
    pub confidence: f32,
}

/// A running total, as one voice gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct TallyClaim {
    /// The act the total is of, where one is named: "strikes have killed".
    pub act: Option<Cell<&'static str>>,
    /// Whether it is asserted.
    pub status: Cell<Status>,
    /// Who did it, to whom.
    pub parties: Vec<Party>,
    /// The area it is over.
    pub place: Option<Where>,
    /// The time it is over.
    pub window: Option<Window>,
    /// The totals.
    pub counts: Vec<Harm>,
    /// By whose account.
    pub voice: Voice,
    /// The clause that makes the claim.
    pub range: TextRange,
    /// Which rule made it.
    pub rule: RuleId,
    /// 0 to 1.
    pub confidence: f32,
}

/// A value with its words and its rule, as [`dateline_text::Coded`].
pub type Cell<T> = dateline_text::Coded<T>;

/// Whether what is claimed happened. Only `Happened` and `Ongoing` make incidents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It is said to have happened.
    Happened,
    /// It is said to go on.
    Ongoing,
    /// It is to come.
    Planned,
    /// Someone threatens or vows it.
    Threatened,
    /// The voice says it did not happen.
    Denied,
    /// If, could, feared.
    Hypothetical,
    /// Before what the report is about: history, an anniversary, a trial.
    Past,
    /// "did not", "no strike".
    Negated,
}

/// What a party did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartyRole {
    /// Did it.
    Perpetrator,
    /// Was aimed at.
    Target,
    /// Was harmed.
    Victim,
    /// Took part: a side of a clash, of talks.
    Party,
}

/// How surely a party is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Said flatly.
    Stated,
    /// "suspected", "alleged", "believed".
    Suspected,
    /// It says so itself.
    Claimed,
    /// It denies it.
    Denied,
}

/// One actor in one role.
#[derive(Debug, Clone, PartialEq)]
pub struct Party {
    /// What it did.
    pub role: PartyRole,
    /// Its name.
    pub name: String,
    /// The lexicon's id.
    pub id: Option<&'static str>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<&'static str>,
    /// What kind of actor.
    pub sector: Sector,
    /// How surely.
    pub certainty: Certainty,
    /// The words.
    pub range: TextRange,
    /// Which rule gave it the role.
    pub rule: RuleId,
}

/// Where it happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Where {
    /// The place's name.
    pub name: String,
    /// Where that is.
    pub location: Option<Location>,
    /// How fine it is.
    pub precision: GeoPrecision,
    /// The words.
    pub range: TextRange,
    /// Which rule tied it to the act.
    pub rule: RuleId,
}

/// When it happened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct When {
    /// The days.
    pub interval: Interval,
    /// How fine they are.
    pub precision: TimePrecision,
    /// Whether it is inferred from publication alone, no words of the text dating it.
    pub inferred: bool,
    /// The words; `None` where inferred.
    pub range: Option<TextRange>,
    /// Which rule tied it to the act.
    pub rule: RuleId,
}

/// From when to when a total counts; an open end is the report's own day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// The days.
    pub interval: Interval,
    /// The words: "since Monday".
    pub range: TextRange,
    /// Which rule read it.
    pub rule: RuleId,
}

/// What a count counts, beside the others of its report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// This happening's own.
    Incident,
    /// A running total.
    Cumulative,
    /// Part of another count of the claim.
    SubsetOf,
    /// More of the same happening: "another three".
    Increment,
    /// Cannot be told: goes to review, never into an incident.
    Unresolved,
}

/// One count of people harmed or buildings lost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Harm {
    /// What happened to them.
    pub measure: Measure,
    /// Who they are.
    pub group: Group,
    /// How many.
    pub count: Count,
    /// What it counts.
    pub relation: Relation,
    /// Whether the words limit it to some ("members of the family", "relatives", a name): it is a whole only where nothing greater is told.
    pub limited: bool,
    /// Whether it is told as what the figure has come to ("rose to 20"): it takes the place of those the same voice gave before.
    pub revised: bool,
    /// Index into the claim's counts of the whole this is part of.
    pub subset_of: Option<usize>,
    /// The words: "at least 50 children".
    pub range: TextRange,
    /// Which rule tied the count to the measure.
    pub rule: RuleId,
}

/// By whose account. The report's own is a voice too.
#[derive(Debug, Clone, PartialEq)]
pub enum Voice {
    /// The report says so itself.
    Report,
    /// Somebody says it.
    Said(Attribution),
}

impl Voice {
    /// Whether it denies what it speaks of.
    pub(crate) fn denies(&self) -> bool {
        matches!(self, Voice::Said(said) if said.stance == Stance::Denies)
    }

    /// Whether two accounts are of one source, wherever it is named.
    pub(crate) fn same_source(&self, other: &Voice) -> bool {
        match (self, other) {
            (Voice::Report, Voice::Report) => true,
            (Voice::Said(a), Voice::Said(b)) => {
                (a.kind, &a.name, &a.role, &a.organisation) == (b.kind, &b.name, &b.role, &b.organisation)
            }
            _ => false,
        }
    }
}

/// Who says it, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// Their place in what is told.
    pub kind: VoiceKind,
    /// A named person.
    pub name: Option<String>,
    /// Their role.
    pub role: Option<String>,
    /// Their organisation, or the kind of source.
    pub organisation: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<&'static str>,
    /// Whom they cite in turn.
    pub via: Vec<String>,
    /// What they do with it.
    pub stance: Stance,
    /// The words of the source, or of the cue where there is none.
    pub range: TextRange,
    /// Which rule read it.
    pub rule: RuleId,
}

/// What could not be read for sure: goes to the review queue.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Its slug, in the codebook.
    pub slug: &'static str,
    /// One plain sentence.
    pub message: String,
    /// The words.
    pub range: TextRange,
}

impl EventClaim {
    /// PLOVER's event type: the act's, or, where it is planned or threatened, that of its announcement; what would be yielded or given and is said
    /// not to be is refused.
    pub fn plover(&self, lexicon: &Lexicon) -> Option<&'static str> {
        let act = lexicon.acts.act(self.act.value())?;
        let yields = matches!(act.plover, "AGREE" | "AID" | "CONCEDE" | "RETREAT");
        if yields && !self.force && *self.status.value() == Status::Negated {
            return Some("REJECT");
        }
        // "May suspend the talks" is said of what is to come; "a truce that would hold" of nothing.
        let may = *self.status.value() == Status::Hypothetical && self.status.rule() == RuleId("modal") && !self.force;
        let ahead = matches!(self.status.value(), Status::Planned | Status::Threatened) || may;
        Some(act.plover_ahead.filter(|_| ahead).unwrap_or(act.plover))
    }

    /// Whether it says that an act of force happened.
    pub fn makes_incident(&self) -> bool {
        self.force && self.status.value().is_actual()
    }
}

impl Claim {
    /// The clause that makes the claim.
    pub fn range(&self) -> TextRange {
        match self {
            Claim::Event(event) => event.range,
            Claim::Tally(tally) => tally.range,
        }
    }

    /// By whose account.
    pub fn voice(&self) -> &Voice {
        match self {
            Claim::Event(event) => &event.voice,
            Claim::Tally(tally) => &tally.voice,
        }
    }
}

impl Status {
    /// Whether a claim of this status can make an incident.
    pub fn is_actual(self) -> bool {
        matches!(self, Status::Happened | Status::Ongoing)
    }
}
