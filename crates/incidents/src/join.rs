//! Joining: which sets of happenings are one incident each.
//!
//! In: happenings in a canonical order, and what reviewers ruled. Out: sets of them. Evidence makes components; inside each, sets grow from
//! the best pair down: the sets of two happenings become one where no member of the one contradicts a member of the other and enough
//! agrees in the mean. Links are never closed transitively. Since no set reaches out of its component, a component can be worked out without
//! the others.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

use crate::copies::root;
use crate::merge::{Verdict, block_keys, weigh};
use crate::{ClaimRef, Happening, Policy};

/// What reviewers ruled about pairs of happenings, each named by one of its claims.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rulings {
    /// The two are one.
    pub joined: Vec<(ClaimRef, ClaimRef)>,
    /// The two are not one.
    pub parted: Vec<(ClaimRef, ClaimRef)>,
}

/// Two happenings that may be one: for a reviewer to look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Proposal {
    /// The first claim of one.
    pub a: ClaimRef,
    /// The first claim of the other.
    pub b: ClaimRef,
    /// What speaks for it, or against it.
    pub why: &'static str,
}

/// Every pair of happenings that shares a block and has one of those asked for in it, each pair once, in order.
pub fn candidates<H: Borrow<Happening>>(happenings: &[H], asked: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let keys: Vec<Vec<u64>> = happenings.iter().map(|happening| block_keys(happening.borrow())).collect();
    let mut holders: Vec<(u64, usize)> =
        keys.iter().enumerate().flat_map(|(index, keys)| keys.iter().map(move |&key| (key, index))).collect();
    holders.sort_unstable();
    let block = |key: u64| {
        let rest = &holders[holders.partition_point(|(other, _)| *other < key)..];
        rest.iter().take_while(move |(other, _)| *other == key).map(|(_, index)| *index)
    };
    let mut pairs = Vec::new();
    // Two of a campaign share many blocks: they are put together one happening at a time, lest each pair stand there for each block.
    for a in (0..happenings.len()).filter(|&a| asked(a)) {
        let others = keys[a].iter().flat_map(|&key| block(key)).filter(|&b| a < b || a > b && !asked(b));
        let mut others: Vec<usize> = others.collect();
        others.sort_unstable();
        others.dedup();
        pairs.extend(others.into_iter().map(|b| (a.min(b), a.max(b))));
    }
    pairs.sort_unstable();
    pairs
}

/// A pair of happenings that evidence links, or that a reviewer should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// The first in the order given.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// What speaks for it, or against it.
    pub why: &'static str,
    /// Whether evidence links them, so that they stand in one component.
    pub merges: bool,
}

/// The links of the happenings asked for, with one another and with the rest, in order: what there is to know of them before they are
/// joined with what they are linked with.
pub fn links<H: Borrow<Happening>>(
    happenings: &[H],
    rulings: &Rulings,
    policy: &Policy,
    asked: impl Fn(usize) -> bool,
) -> Vec<Link> {
    let ruled = Ruled::new(happenings, rulings);
    verdicts(happenings, &ruled, policy, asked).links().collect()
}

fn link(a: usize, b: usize, verdict: Verdict) -> Option<Link> {
    match verdict {
        Verdict::Merge(why) => Some(Link { a, b, why, merges: true }),
        Verdict::Review(why) => Some(Link { a, b, why, merges: false }),
        Verdict::Apart(_) | Verdict::ToldApart | Verdict::Unlinked => None,
    }
}

/// Invariant: in the order of the pairs, each once. There may be millions, so that they stand in a row.
struct Verdicts(Vec<((usize, usize), (Verdict, i32))>);

impl Verdicts {
    fn of(&self, pair: (usize, usize)) -> Option<(Verdict, i32)> {
        self.0.binary_search_by_key(&pair, |(pair, _)| *pair).ok().map(|at| self.0[at].1)
    }

    fn links(&self) -> impl Iterator<Item = Link> {
        self.0.iter().filter_map(|&((a, b), (verdict, _))| link(a, b, verdict))
    }
}

fn verdicts<H: Borrow<Happening>>(happenings: &[H], ruled: &Ruled, policy: &Policy, asked: impl Fn(usize) -> bool) -> Verdicts {
    let mut pairs = candidates(happenings, &asked);
    pairs.extend(ruled.joined.iter().filter(|(a, b)| asked(*a) || asked(*b)));
    pairs.sort_unstable();
    pairs.dedup();
    let weighed = |(a, b)| ruled.verdict((a, b)).unwrap_or_else(|| weigh(happenings[a].borrow(), happenings[b].borrow(), policy));
    Verdicts(pairs.into_iter().map(|pair| (pair, weighed(pair))).collect())
}

/// Happenings, joined.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Joined {
    /// Each one incident; sets and members in the order given.
    pub sets: Vec<Vec<usize>>,
    /// For each happening, the first of those that evidence links it with, directly or through others. A set never reaches out of these.
    pub components: Vec<usize>,
    /// Those between different sets, each pair once, in order: what stands in one set has grown together.
    pub links: Vec<Link>,
}

/// Joins `happenings`, which come in the canonical order of their reports.
pub fn join(happenings: &[Happening], rulings: &Rulings, policy: &Policy) -> Joined {
    let ruled = Ruled::new(happenings, rulings);
    let verdicts = verdicts(happenings, &ruled, policy, |_| true);
    let mut parents: Vec<usize> = (0..happenings.len()).collect();
    for link in verdicts.links().filter(|link| link.merges) {
        let (one, other) = (root(&mut parents, link.a), root(&mut parents, link.b));
        parents[one.max(other)] = one.min(other);
    }
    let components: Vec<usize> = (0..happenings.len()).map(|index| root(&mut parents, index)).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, &component) in components.iter().enumerate() {
        members.entry(component).or_default().push(index);
    }
    let mut edges: BTreeMap<usize, Vec<Edge>> = BTreeMap::new();
    for &(pair, (verdict, points)) in &verdicts.0 {
        if let Verdict::Merge(_) = verdict {
            edges.entry(components[pair.0]).or_default().push((std::cmp::Reverse(points), pair));
        }
    }
    let mut sets = Vec::new();
    for (component, members) in &members {
        let edges = edges.remove(component).unwrap_or_default();
        sets.extend(sets_of(members, edges, |pair| {
            let known = ruled.verdict(pair).or_else(|| verdicts.of(pair));
            known.unwrap_or_else(|| weigh(&happenings[pair.0], &happenings[pair.1], policy))
        }));
    }
    sets.sort();
    let set_of = set_of(&sets, happenings.len());
    let links = verdicts.links().filter(|link| set_of[link.a] != set_of[link.b]).collect();
    Joined { sets, components, links }
}

/// Which set each happening is in.
fn set_of(sets: &[Vec<usize>], happenings: usize) -> Vec<usize> {
    let mut set_of = vec![0; happenings];
    for (number, set) in sets.iter().enumerate() {
        set.iter().for_each(|&index| set_of[index] = number);
    }
    set_of
}

/// A pair that evidence links, the best first, and of those alike in the order given.
type Edge = (std::cmp::Reverse<i32>, (usize, usize));

/// Points that two sets must agree by, in the mean over the pairs of their members, to become one.
const IN_THE_MEAN: i64 = 1;

/// The sets of one component.
fn sets_of(members: &[usize], mut edges: Vec<Edge>, weigh: impl Fn((usize, usize)) -> (Verdict, i32)) -> Vec<Vec<usize>> {
    let mut sets: BTreeMap<usize, Vec<usize>> = members.iter().map(|&member| (member, vec![member])).collect();
    let mut set_of: BTreeMap<usize, usize> = members.iter().map(|&member| (member, member)).collect();
    // Sets that contradict each other do for ever, and so does what either becomes part of; others may fit once one has grown.
    let mut contradicting: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut too_little: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
    edges.sort_unstable();
    for (_, (a, b)) in edges {
        let pair = (set_of[&a].min(set_of[&b]), set_of[&a].max(set_of[&b]));
        let (first, second) = pair;
        let sizes = (sets[&first].len(), sets[&second].len());
        if first == second || contradicting.contains(&pair) || too_little.get(&pair) == Some(&sizes) {
            continue;
        }
        match fit(&sets[&first], &sets[&second], &weigh) {
            Fit::Contradicts => {
                contradicting.insert(pair);
                continue;
            }
            Fit::TooLittle => {
                too_little.insert(pair, sizes);
                continue;
            }
            Fit::Enough => {}
        }
        let joining = sets.remove(&second).unwrap_or_default();
        set_of.extend(joining.iter().map(|&member| (member, first)));
        let set = sets.entry(first).or_default();
        set.extend(joining);
        set.sort_unstable();
        let inherited: Vec<usize> =
            sets.keys().copied().filter(|&other| contradicting.contains(&ordered(second, other))).collect();
        contradicting.extend(inherited.into_iter().map(|other| ordered(first, other)));
    }
    sets.into_values().collect()
}

fn ordered(a: usize, b: usize) -> (usize, usize) {
    (a.min(b), a.max(b))
}

/// How often two sets may be told apart, spot by spot, and still become one: a report may have misread a spot, two have not.
const TOLD_APART: usize = 1;

/// Whether two sets may become one.
enum Fit {
    /// A member of one contradicts one of the other.
    Contradicts,
    /// Too little agrees in the mean.
    TooLittle,
    Enough,
}

fn fit(one: &[usize], other: &[usize], weigh: impl Fn((usize, usize)) -> (Verdict, i32)) -> Fit {
    let (mut points, mut told_apart) = (0, 0);
    for &a in one {
        for &b in other {
            let (verdict, pair) = weigh(ordered(a, b));
            told_apart += usize::from(verdict == Verdict::ToldApart);
            if matches!(verdict, Verdict::Apart(_)) || told_apart > TOLD_APART {
                return Fit::Contradicts;
            }
            points += i64::from(pair);
        }
    }
    if points >= IN_THE_MEAN * (one.len() * other.len()) as i64 { Fit::Enough } else { Fit::TooLittle }
}

/// Pairs of different sets that a reviewer should look at, by the first pair of their members that is linked: nearly one, or contradicted by
/// a third.
pub fn proposals(happenings: &[Happening], joined: &Joined) -> Vec<Proposal> {
    let set_of = set_of(&joined.sets, happenings.len());
    let mut found: BTreeMap<(usize, usize), Proposal> = BTreeMap::new();
    for &Link { a, b, why, .. } in &joined.links {
        let key = (set_of[a].min(set_of[b]), set_of[a].max(set_of[b]));
        found.entry(key).or_insert_with(|| Proposal { a: anchor(&happenings[a]), b: anchor(&happenings[b]), why });
    }
    found.into_values().collect()
}

fn anchor(happening: &Happening) -> ClaimRef {
    ClaimRef { report: happening.report, claim: happening.claims.first().copied().unwrap_or(0) }
}

/// Rulings by pair of happenings.
struct Ruled {
    joined: BTreeSet<(usize, usize)>,
    parted: BTreeSet<(usize, usize)>,
}

impl Ruled {
    fn new<H: Borrow<Happening>>(happenings: &[H], rulings: &Rulings) -> Ruled {
        let mut of_claim: BTreeMap<ClaimRef, usize> = BTreeMap::new();
        let ruled = !rulings.joined.is_empty() || !rulings.parted.is_empty();
        for (index, happening) in happenings.iter().map(H::borrow).enumerate().filter(|_| ruled) {
            let report = happening.report;
            of_claim.extend(happening.claims.iter().map(|&claim| (ClaimRef { report, claim }, index)));
        }
        let pairs = |ruled: &[(ClaimRef, ClaimRef)]| {
            let pair = |(a, b): &(ClaimRef, ClaimRef)| {
                let (a, b) = (*of_claim.get(a)?, *of_claim.get(b)?);
                (a != b).then_some((a.min(b), a.max(b)))
            };
            ruled.iter().filter_map(pair).collect()
        };
        Ruled { joined: pairs(&rulings.joined), parted: pairs(&rulings.parted) }
    }

    /// A parting weighs more than a joining: it can only be ruled where the two stood together.
    fn verdict(&self, pair: (usize, usize)) -> Option<(Verdict, i32)> {
        if self.parted.contains(&pair) {
            Some((Verdict::Apart("ruled-apart"), 0))
        } else if self.joined.contains(&pair) {
            Some((Verdict::Merge("ruled-one"), i32::from(i16::MAX)))
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use dateline_claims::{When, Where};
    use dateline_mentions::{GeoPrecision, Interval, Location, TimePrecision};
    use dateline_text::{DocId, RuleId, TextRange};
    use jiff::civil::date;

    use super::*;
    use crate::Traits;

    const OAKFORD: u32 = 1;
    const ELMSTEAD: u32 = 2;

    /// One report's happening in one of two invented towns, 17 km apart; the report tells of both towns.
    fn told(act: &'static str, report: usize, episode: usize, town: u32) -> Happening {
        let latitude = 40.0 + 0.15 * f64::from(town);
        let spot = Location {
            geonames_id: Some(town),
            latitude: Some(latitude),
            longitude: Some(-83.0),
            country: Some("USA"),
            parent_id: None,
            admin1: None,
            admin2: None,
            town: None,
        };
        let place = Where {
            name: format!("Town {town}"),
            location: Some(spot),
            precision: GeoPrecision::P3,
            range: TextRange::new(0, 0),
            rule: RuleId("test"),
        };
        let day = date(2024, 3, 4);
        let time = When {
            interval: Interval::day(day),
            precision: TimePrecision::D1,
            inferred: false,
            range: None,
            rule: RuleId("test"),
        };
        Happening {
            report,
            episode,
            document: DocId::of(&report.to_string()),
            witness: report.to_string(),
            published: Some(day),
            claims: vec![episode],
            act,
            time: Some(time),
            places: vec![place],
            parties: BTreeSet::new(),
            figures: BTreeSet::new(),
            traits: Traits {
                persons: vec![7, 8],
                places: vec![OAKFORD, ELMSTEAD],
                words: (0..9).collect(),
                told: vec![(false, 7), (false, 8)],
                ..Traits::default()
            },
        }
    }

    fn sets(happenings: &[Happening]) -> Vec<Vec<usize>> {
        join(happenings, &Rulings::default(), &Policy::default()).sets
    }

    #[test]
    fn what_one_report_tells_at_two_spots_is_one_where_another_tells_it_as_one() {
        let [a, b] = [told("shooting", 0, 0, OAKFORD), told("shooting", 0, 1, ELMSTEAD)];
        assert_eq!(sets(&[a.clone(), b.clone()]), [[0], [1]]);
        assert_eq!(sets(&[a, b, told("shooting", 1, 0, OAKFORD)]), [[0, 1, 2]]);
    }

    #[test]
    fn what_two_reports_tell_at_two_spots_stays_two() {
        let reports = [0, 1].map(|report| [told("shooting", report, 0, OAKFORD), told("shooting", report, 1, ELMSTEAD)]);
        assert_eq!(sets(&reports.concat()), [[0, 2], [1, 3]]);
    }

    #[test]
    fn two_strikes_that_one_report_tells_at_two_spots_stay_two_whatever_another_tells() {
        let told = |report, episode, town| told("airstrike", report, episode, town);
        let sets = sets(&[told(0, 0, OAKFORD), told(0, 1, ELMSTEAD), told(1, 0, OAKFORD)]);
        assert_eq!(sets, [vec![0, 2], vec![1]]);
    }
}
