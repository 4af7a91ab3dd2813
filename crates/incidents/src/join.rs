//! Joining: which sets of happenings are one incident each.
//!
//! In: happenings in a canonical order, and what reviewers ruled. Out: sets of them. Evidence makes components; inside each, a happening
//! joins the first set none of whose members contradicts it and one of whose members is evidence for it: links are never closed
//! transitively. Since no set reaches out of its component, a component can be worked out without the others.

use std::collections::{BTreeMap, BTreeSet};

use dateline_text::DocId;

use crate::merge::{Verdict, block_keys, compare};
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

/// Every pair of happenings that shares a block, each pair once, in order.
pub fn candidates(happenings: &[Happening], policy: &Policy) -> Vec<(usize, usize)> {
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, happening) in happenings.iter().enumerate() {
        for key in block_keys(happening, policy) {
            blocks.entry(key).or_default().push(index);
        }
    }
    let mut pairs = Vec::new();
    for block in blocks.values() {
        for (at, &a) in block.iter().enumerate() {
            pairs.extend(block[at + 1..].iter().filter(|&&b| a != b).map(|&b| (a, b)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Happenings, joined.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Joined {
    /// Each one incident; sets and members in the order given.
    pub sets: Vec<Vec<usize>>,
    /// For each happening, the first of those that evidence links it with, directly or through others. A set never reaches out of these.
    pub components: Vec<usize>,
    /// Pairs that evidence links, or that a reviewer should look at, and why: each pair once, in order.
    pub links: Vec<(usize, usize, &'static str)>,
}

/// Joins `happenings`, which come in the canonical order of their reports.
pub fn join(happenings: &[Happening], rulings: &Rulings, policy: &Policy) -> Joined {
    let ruled = Ruled::new(happenings, rulings);
    let mut parents: Vec<usize> = (0..happenings.len()).collect();
    let mut verdicts: BTreeMap<(usize, usize), Verdict> = BTreeMap::new();
    let mut pairs = candidates(happenings, policy);
    pairs.extend(&ruled.joined);
    pairs.sort_unstable();
    pairs.dedup();
    for (a, b) in pairs {
        let verdict = ruled.verdict((a, b)).unwrap_or_else(|| compare(&happenings[a], &happenings[b], policy));
        if let Verdict::Merge(_) = verdict {
            let (a, b) = (root(&mut parents, a), root(&mut parents, b));
            parents[a.max(b)] = a.min(b);
        }
        verdicts.insert((a, b), verdict);
    }
    let components: Vec<usize> = (0..happenings.len()).map(|index| root(&mut parents, index)).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, &component) in components.iter().enumerate() {
        members.entry(component).or_default().push(index);
    }
    let mut sets = Vec::new();
    for members in members.values() {
        sets.extend(sets_of(happenings, members, |pair| {
            let known = ruled.verdict(pair).or_else(|| verdicts.get(&pair).copied());
            known.unwrap_or_else(|| compare(&happenings[pair.0], &happenings[pair.1], policy))
        }));
    }
    sets.sort();
    let link = |((a, b), verdict): ((usize, usize), Verdict)| match verdict {
        Verdict::Merge(why) | Verdict::Review(why) => Some((a, b, why)),
        Verdict::Apart(_) | Verdict::Unlinked => None,
    };
    Joined { sets, components, links: verdicts.into_iter().filter_map(link).collect() }
}

/// The sets of one component, by a greedy walk in the order given. What one text tells as one happening stays one, whoever else prints it and
/// whenever: were its copies in two sets, one claim would stand in two incidents.
fn sets_of(happenings: &[Happening], members: &[usize], verdict: impl Fn((usize, usize)) -> Verdict) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    let mut home: BTreeMap<(DocId, usize), usize> = BTreeMap::new();
    for &index in members {
        let text = (happenings[index].document, happenings[index].episode);
        if let Some(&at) = home.get(&text) {
            sets[at].push(index);
            continue;
        }
        let fits = |set: &Vec<usize>| {
            let verdicts: Vec<Verdict> = set.iter().map(|&other| verdict((other.min(index), other.max(index)))).collect();
            verdicts.iter().all(|verdict| !matches!(verdict, Verdict::Apart(_)))
                && verdicts.iter().any(|verdict| matches!(verdict, Verdict::Merge(_)))
        };
        let at = sets.iter().position(fits).unwrap_or(sets.len());
        if at == sets.len() {
            sets.push(Vec::new());
        }
        sets[at].push(index);
        home.insert(text, at);
    }
    sets
}

/// Pairs of different sets that a reviewer should look at, by the first pair of their members that is linked: nearly one, or contradicted by
/// a third.
pub fn proposals(happenings: &[Happening], joined: &Joined) -> Vec<Proposal> {
    let mut set_of = vec![0; happenings.len()];
    for (number, set) in joined.sets.iter().enumerate() {
        set.iter().for_each(|&index| set_of[index] = number);
    }
    let mut found: BTreeMap<(usize, usize), Proposal> = BTreeMap::new();
    for &(a, b, why) in joined.links.iter().filter(|(a, b, _)| set_of[*a] != set_of[*b]) {
        let key = (set_of[a].min(set_of[b]), set_of[a].max(set_of[b]));
        found.entry(key).or_insert_with(|| Proposal { a: anchor(&happenings[a]), b: anchor(&happenings[b]), why });
    }
    found.into_values().collect()
}

fn anchor(happening: &Happening) -> ClaimRef {
    ClaimRef { report: happening.report, claim: happening.claims.first().copied().unwrap_or(0) }
}

fn root(parents: &mut [usize], mut index: usize) -> usize {
    while parents[index] != index {
        parents[index] = parents[parents[index]];
        index = parents[index];
    }
    index
}

/// Rulings by pair of happenings.
struct Ruled {
    joined: BTreeSet<(usize, usize)>,
    parted: BTreeSet<(usize, usize)>,
}

impl Ruled {
    fn new(happenings: &[Happening], rulings: &Rulings) -> Ruled {
        let mut of_claim: BTreeMap<ClaimRef, usize> = BTreeMap::new();
        for (index, happening) in happenings.iter().enumerate() {
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
    fn verdict(&self, pair: (usize, usize)) -> Option<Verdict> {
        if self.parted.contains(&pair) {
            Some(Verdict::Apart("ruled-apart"))
        } else if self.joined.contains(&pair) {
            Some(Verdict::Merge("ruled-one"))
        } else {
            None
        }
    }
}
