//! Tolls: low, best and high, as concluded from the accounts of one incident.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use dateline_claims::{EventClaim, Harm, Relation, Voice};
use dateline_mentions::{Combat, Group, Measure, Modifier, Role, VoiceKind};

use crate::Policy;

/// What one voice says of one incident: its claims in one document, and when that was published.
#[derive(Debug, Clone)]
pub struct Account<'a> {
    /// Which witness this is: accounts with the same key are one voice's, whoever printed them.
    pub voice_key: String,
    /// Which report carries it.
    pub report: usize,
    /// Orders one voice's accounts in time.
    pub order: i64,
    /// The claims, with their references, in text order.
    pub claims: Vec<(usize, &'a EventClaim)>,
}

/// How many, as concluded. Made by [`reconcile`] alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toll {
    low: Option<u32>, // Invariant: low <= best <= high, where they are known.
    best: Option<u32>,
    high: Option<u32>,
    claims: Vec<usize>, // Invariant: sorted; the claims its ends rest on.
}

impl Toll {
    /// The least stated floor.
    pub fn low(&self) -> Option<u32> {
        self.low
    }

    /// The value with the most independent voices.
    pub fn best(&self) -> Option<u32> {
        self.best
    }

    /// The greatest stated ceiling or point; unknown where every voice gives a floor only.
    pub fn high(&self) -> Option<u32> {
        self.high
    }

    /// The claims it rests on.
    pub fn claims(&self) -> &[usize] {
        &self.claims
    }
}

/// One voice's figure: the ends it states, and the claims they come from.
#[derive(Debug, Clone)]
struct Figure {
    floor: Option<u32>,
    ceiling: Option<u32>,
    point: Option<u32>,
    kind: VoiceKind,
    named: bool,
    vague: bool,
    limited: bool,
    revised: bool,
    part: bool, // Told as some of a whole: of a group, at least so many.
    claims: Vec<usize>,
}

impl Figure {
    fn new(harm: &Harm, kind: VoiceKind, claim: usize) -> Figure {
        let count = harm.count;
        let named = count.modifier() == Modifier::Named;
        let (vague, limited) = (matches!(count.modifier(), Modifier::Vague | Modifier::Unknown), harm.limited);
        Figure {
            floor: count.floor(),
            ceiling: count.ceiling(),
            point: count.point(),
            kind,
            named,
            vague,
            limited,
            revised: harm.revised,
            part: harm.relation == Relation::SubsetOf,
            claims: vec![claim],
        }
    }

    /// The one number that stands for the figure: what was said, not what was meant.
    fn value(&self) -> Option<u32> {
        self.point.or(self.floor).or(self.ceiling)
    }

    /// Whether it says no more than "at least", and the other figure, that it is as many or more.
    fn leaves_room_for(&self, other: &Figure) -> bool {
        self.point.is_none()
            && self.ceiling.is_none()
            && self.floor.is_some_and(|floor| other.floor.is_some_and(|other| other >= floor))
    }

    /// "At least 15 were killed", and further on "16": the second is the most that the first can mean.
    fn close(&mut self, later: &Figure) {
        if !self.revised && !later.limited && !later.vague && self.leaves_room_for(later) {
            self.ceiling = later.ceiling.or(later.point);
            self.claims.extend(&later.claims);
        }
    }

    /// Whether it is the better account of the whole than one told before it: a number rather than "dozens", a figure for all rather than for
    /// some; what a figure is said to have risen to, rather than what it was; of two alike the first told stands, since a
    /// report leads with what it has settled on, unless the later is of some only and greater.
    fn tells_more(&self, kept: &Figure) -> bool {
        if self.part && self.value() < kept.value() {
            return false;
        }
        let told = |figure: &Figure| {
            (figure.value().is_some() || figure.ceiling.is_some(), !figure.vague, !figure.limited, figure.revised)
        };
        match told(self).cmp(&told(kept)) {
            Ordering::Equal => self.limited && self.value() > kept.value(),
            order => order == Ordering::Greater,
        }
    }

    /// Two disjoint counts of one clause: "two soldiers and three civilians".
    fn plus(mut self, other: &Figure) -> Figure {
        let sum = |a: Option<u32>, b: Option<u32>| a.zip(b).map(|(a, b)| a.saturating_add(b));
        // "Some 40 and five others": about 45, and no fewer than is said of both.
        let least = |figure: &Figure| figure.floor.or(figure.point);
        let floor = match (least(&self), least(other)) {
            (Some(a), Some(b)) => Some(a.saturating_add(b)),
            (a, b) => a.or(b),
        };
        (self.floor, self.ceiling, self.point) = (floor, sum(self.ceiling, other.ceiling), sum(self.point, other.point));
        self.claims.extend(&other.claims);
        self
    }
}

/// Whose the dead of a group are, where its words say so: nobody is of two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Civilian,
    State,
    Armed,
}

impl Side {
    fn of(group: Group) -> Option<Side> {
        match (group.combat, group.role) {
            (Combat::Civilian, _) => Some(Side::Civilian),
            (_, Role::Soldier | Role::Police) => Some(Side::State),
            (Combat::Combatant, Role::Any) => Some(Side::Armed),
            _ => None,
        }
    }

    /// The one side that all of `groups` are of.
    fn of_all(groups: impl Iterator<Item = Group>) -> Option<Side> {
        let sides: BTreeSet<Option<Side>> = groups.map(Side::of).collect();
        sides.first().copied().flatten().filter(|_| sides.len() == 1)
    }
}

/// "26 attackers were shot dead, the ministry said. Eighteen police officers also died": what the report itself tells as more is more than what
/// others told, and no figure of the whole.
fn with_more<'a, 'b>(told: Vec<(&'a Account<'b>, Figure)>, measure: Measure) -> Vec<(&'a Account<'b>, Figure)> {
    let tells_more = |account: &Account<'_>| {
        let counts = account.claims.iter().flat_map(|(_, claim)| &claim.counts).filter(|harm| harm.measure == measure);
        counts.into_iter().all(|harm| harm.relation == Relation::Increment)
    };
    let own = |figure: &Figure| figure.kind == VoiceKind::Report && measure == Measure::Killed;
    let (more, mut wholes): (Vec<_>, Vec<_>) = told.into_iter().partition(|(account, figure)| own(figure) && tells_more(account));
    for (account, figure) in more {
        let mut others = wholes.iter_mut().filter(|(other, _)| other.report == account.report && !tells_more(other)).peekable();
        if others.peek().is_none() {
            wholes.push((account, figure));
            continue;
        }
        others.for_each(|(_, whole)| *whole = whole.clone().plus(&figure));
    }
    wholes
}

/// The least that words in the plural can mean.
const PLURAL: u32 = 2;

/// The toll of one measure and group, from the accounts of one incident; `None` where no account counts it.
///
/// Codebook, Toll: only `incident` counts and increments enter; subsets are never added; within one voice a later account
/// supersedes an earlier one; low is the least stated floor, high the greatest stated ceiling or point, best the value with most
/// independent voices, a tie going by voice class and then to the lower.
///
/// A report that gives a figure of its own has weighed the outlets and bystanders it quotes beside it: their figures stay claims, its own is the
/// account, unless it says no more than "at least" and theirs is as many or more. Officials, medics, monitors and the sides themselves keep theirs.
/// So within one account: "at least 15", and further on "16", are 15 to 16.
pub fn reconcile(accounts: &[Account<'_>], measure: Measure, group: Option<Group>, policy: &Policy) -> Option<Toll> {
    let told: Vec<(&Account<'_>, Figure)> =
        accounts.iter().filter_map(|account| Some((account, figure(account, measure, group)?))).collect();
    let told = with_more(told, measure);
    let own = told.iter().filter(|(_, figure)| figure.kind == VoiceKind::Report && figure.floor.is_some());
    let weighed: BTreeMap<usize, Figure> = own.map(|(account, figure)| (account.report, figure.clone())).collect();
    let mut by_voice: BTreeMap<&str, (i64, Figure)> = BTreeMap::new();
    for (account, figure) in told {
        // "Huda Saad was killed with her son", and an outlet says that four women were: she is one of them.
        let of_more = |own: &Figure| own.part && own.limited && figure.value() > own.value();
        let relayed = matches!(figure.kind, VoiceKind::Media | VoiceKind::Witness | VoiceKind::ThirdParty);
        if relayed && weighed.get(&account.report).is_some_and(|own| !own.leaves_room_for(&figure) && !of_more(own)) {
            continue;
        }
        let entry = by_voice.entry(&account.voice_key);
        let kept = entry.or_insert_with(|| (account.order, figure.clone()));
        if kept.0 < account.order {
            *kept = (account.order, figure);
        }
    }
    let mut figures: Vec<Figure> = by_voice.into_values().map(|(_, figure)| figure).collect();
    // "His sister was killed", a neighbour says of a house where twelve died: who, not how many.
    let whole = figures.iter().filter(|figure| !figure.limited).filter_map(Figure::value).max();
    figures.retain(|figure| !figure.limited || figure.value() >= whole);
    conclude(&figures, policy)
}

/// What one account says of a measure: the figure that tells most of the whole; increments are added.
fn figure(account: &Account<'_>, measure: Measure, group: Option<Group>) -> Option<Figure> {
    let mut whole: Option<Figure> = None;
    let mut more: Vec<Figure> = Vec::new();
    let mut of_sides: BTreeMap<Option<Side>, Figure> = BTreeMap::new();
    for &(reference, claim) in &account.claims {
        let kind = voice_kind(&claim.voice);
        let counted = |harm: &&Harm| harm.measure == measure && group.is_none_or(|group| harm.group == group);
        let figures = |relation: Relation| {
            // "Two boys and a girl, three children": the two and the one are of the three.
            let whole = |harm: &Harm| harm.subset_of.and_then(|whole| claim.counts.get(whole));
            let again = |harm: &Harm| relation == Relation::SubsetOf && whole(harm).is_some_and(|whole| counted(&whole));
            let harms = claim.counts.iter().filter(counted).filter(|harm| harm.relation == relation && !again(harm));
            harms.map(move |harm| Figure::new(harm, kind, reference)).collect::<Vec<_>>()
        };
        more.extend(figures(Relation::Increment));
        let mut wholes = figures(Relation::Incident);
        if group.is_some() && wholes.is_empty() {
            wholes = figures(Relation::SubsetOf);
        }
        let Some(figure) = wholes.into_iter().reduce(|sum, next| sum.plus(&next)) else { continue };
        let keep = |kept: &mut Figure| if figure.tells_more(kept) { *kept = figure.clone() } else { kept.close(&figure) };
        let wholes = claim.counts.iter().filter(counted).filter(|harm| harm.relation == Relation::Incident);
        let side = Side::of_all(wholes.map(|harm| harm.group)).filter(|_| group.is_none());
        of_sides.entry(side).and_modify(keep).or_insert_with(|| figure.clone());
        match whole.as_mut() {
            Some(kept) => keep(kept),
            None => whole = Some(figure.clone()),
        }
    }
    // "Ten soldiers were killed", and further on "thirty attackers died": neither is of the other.
    if of_sides.len() > 1 && !of_sides.contains_key(&None) {
        whole = of_sides.into_values().reduce(|sum, next| sum.plus(&next));
    }
    if let Some(whole) = whole.as_mut().filter(|whole| whole.value().is_none()) {
        // "the insurgents, several of them": of a whole without a number, what is said of its parts is the least it can be.
        let told = account.claims.iter().flat_map(|(_, claim)| &claim.counts);
        let parts = told.filter(|harm| harm.measure == measure && harm.subset_of.is_some() && harm.group == Group::default());
        whole.floor = parts.filter_map(|harm| harm.count.floor()).max();
    }
    match whole {
        Some(whole) => Some(more.iter().fold(whole, Figure::plus)),
        None => more.into_iter().reduce(|sum, next| sum.plus(&next)),
    }
}

fn conclude(figures: &[Figure], policy: &Policy) -> Option<Toll> {
    if figures.is_empty() {
        return None;
    }
    let low = figures.iter().filter_map(|figure| figure.floor.or(figure.point)).min();
    let stated = figures.iter().filter_map(|figure| figure.ceiling.max(figure.point)).max();
    let greatest_floor = figures.iter().filter_map(|figure| figure.floor).max();
    let high = stated.map(|stated| stated.max(greatest_floor.unwrap_or(0)));
    let mut votes: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for figure in figures {
        let Some(value) = figure.value() else { continue };
        let rank = if figure.named { 0 } else { 1 + policy.rank(figure.kind) };
        let (voices, best_rank) = votes.entry(value).or_insert((0, rank));
        *voices += 1;
        *best_rank = (*best_rank).min(rank);
    }
    let preferred = votes.iter().min_by_key(|&(&value, &(voices, rank))| (std::cmp::Reverse(voices), rank, value));
    let best = preferred.map(|(&value, _)| value);
    let low = match (low, best) {
        (Some(low), Some(best)) => Some(low.min(best)),
        (low, _) => low,
    };
    // "People were wounded": nobody gives a number, and a plural is two at least. "The insurgents" may be one told before.
    let unsaid = low.or(best).or(high).is_none() && figures.iter().any(|figure| !figure.limited);
    let unsaid = unsaid.then_some(PLURAL);
    let (low, best) = (low.or(unsaid), best.or(unsaid));
    let mut claims: Vec<usize> = figures.iter().flat_map(|figure| figure.claims.iter().copied()).collect();
    claims.sort_unstable();
    claims.dedup();
    Some(Toll { low, best, high, claims })
}

/// The kind a claim's voice counts as.
pub(crate) fn voice_kind(voice: &Voice) -> VoiceKind {
    match voice {
        Voice::Report => VoiceKind::Report,
        Voice::Said(attribution) => attribution.kind,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn said(floor: Option<u32>, ceiling: Option<u32>, point: Option<u32>, kind: VoiceKind) -> Figure {
        Figure {
            floor,
            ceiling,
            point,
            kind,
            named: false,
            vague: false,
            limited: false,
            revised: false,
            part: false,
            claims: vec![0],
        }
    }

    fn exactly(n: u32, kind: VoiceKind) -> Figure {
        said(Some(n), Some(n), Some(n), kind)
    }

    fn ends(figures: &[Figure]) -> (Option<u32>, Option<u32>, Option<u32>) {
        let toll = conclude(figures, &Policy::default()).unwrap();
        (toll.low(), toll.best(), toll.high())
    }

    #[test]
    fn a_floor_sets_no_high() {
        assert_eq!(ends(&[said(Some(50), None, None, VoiceKind::LocalOfficial)]), (Some(50), Some(50), None));
    }

    #[test]
    fn a_floor_above_what_others_state_lifts_the_high() {
        let figures = [exactly(18, VoiceKind::Medical), said(Some(20), None, None, VoiceKind::Witness)];
        assert_eq!(ends(&figures), (Some(18), Some(18), Some(20)));
    }

    #[test]
    fn the_value_with_most_voices_is_best_and_a_tie_goes_by_kind_of_voice_then_to_the_lower() {
        let army = exactly(4, VoiceKind::Belligerent);
        let hospital = exactly(12, VoiceKind::Medical);
        assert_eq!(ends(&[army.clone(), hospital.clone()]), (Some(4), Some(12), Some(12)));
        assert_eq!(ends(&[army.clone(), army.clone(), hospital]).1, Some(4));
        assert_eq!(ends(&[exactly(9, VoiceKind::Medical), exactly(7, VoiceKind::Medical)]).1, Some(7));
    }

    #[test]
    fn at_least_leaves_room_for_a_figure_that_is_as_many_or_more() {
        let at_least = |n| said(Some(n), None, None, VoiceKind::Report);
        let closed = |mut figure: Figure, later: &Figure| {
            figure.close(later);
            (figure.floor, figure.ceiling)
        };
        assert_eq!(closed(at_least(15), &exactly(16, VoiceKind::Report)), (Some(15), Some(16)));
        assert_eq!(closed(at_least(15), &exactly(12, VoiceKind::Report)), (Some(15), None));
        assert_eq!(closed(exactly(15, VoiceKind::Report), &exactly(16, VoiceKind::Report)), (Some(15), Some(15)));
        let some = Figure { limited: true, ..exactly(16, VoiceKind::Report) };
        assert_eq!(closed(at_least(15), &some), (Some(15), None), "how many of some is not how many of all");
    }

    #[test]
    fn no_account_makes_no_toll() {
        assert_eq!(conclude(&[], &Policy::default()), None);
    }

    fn figure() -> impl Strategy<Value = Figure> {
        let kinds =
            prop_oneof![Just(VoiceKind::Medical), Just(VoiceKind::Belligerent), Just(VoiceKind::Report), Just(VoiceKind::Media)];
        (0u32..100, 0u32..100, 0u8..5, kinds).prop_map(|(a, b, shape, kind)| match shape {
            0 => exactly(a, kind),
            1 => said(Some(a), None, None, kind),
            2 => said(None, Some(a), None, kind),
            3 => said(None, None, Some(a), kind),
            _ => said(Some(a.min(b)), Some(a.max(b)), None, kind),
        })
    }

    proptest! {
        #[test]
        fn low_best_and_high_come_in_that_order_whatever_order_the_voices_do(mut figures in proptest::collection::vec(figure(), 1..8)) {
            let (low, best, high) = ends(&figures);
            prop_assert!(low.zip(best).is_none_or(|(low, best)| low <= best));
            prop_assert!(best.zip(high).is_none_or(|(best, high)| best <= high));
            prop_assert!(low.zip(high).is_none_or(|(low, high)| low <= high));
            figures.reverse();
            prop_assert_eq!(ends(&figures), (low, best, high));
        }
    }
}
