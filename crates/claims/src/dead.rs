//! The dead among the hurt: who is told shot, or wounded, and told dead elsewhere in the report is one victim.
//!
//! In: event claims with their episodes. Out: the same, those hurt who died counted with the dead.

use std::collections::{BTreeMap, BTreeSet};

use dateline_mentions::{Combat, Count, Group, Kind, Measure, Modifier, ORDINALS};
use dateline_text::{Document, RuleId, TextRange};

use crate::claim::{EventClaim, Harm, Relation};
use crate::settle::{narrower, value};

/// Who was shot and who died of it are the same people: where as many of an episode are told dead as are told hit, in other words than "wounded", those
/// hit are the dead told again; where fewer are told dead after them, the others were hurt. A man shot beside a woman killed is another.
pub(crate) fn died_of_it(document: &Document, claims: &mut [EventClaim], implied: &BTreeSet<TextRange>) {
    // The most told dead of each episode, by who they are: enough to compare with, however long the report. Of each, where they are told.
    let mut dead: BTreeMap<(usize, Group), (u32, TextRange)> = BTreeMap::new();
    let tells = |harm: &&Harm| harm.measure == Measure::Killed && harm.relation == Relation::Incident;
    for claim in claims.iter().filter(|claim| claim.status.value().is_actual()) {
        for harm in claim.counts.iter().filter(tells) {
            let told = (value(harm.count).unwrap_or(0), harm.range);
            let most = dead.entry((claim.episode, harm.group)).or_insert(told);
            *most = if told.0 > most.0 { told } else { *most };
        }
    }
    for claim in claims.iter_mut() {
        // "A man was shot, and he later died", "when he shot himself": who that is was told before.
        let pointed = |harm: &Harm| matches!(harm.rule.0, "victim-by-pronoun" | "victim-of-oneself");
        let own_dead = claim.counts.iter().any(|harm| tells(&harm) && harm.rule.0 != "victim-by-pronoun");
        let of_episode = (claim.episode, Group::default())..(claim.episode + 1, Group::default());
        let dead: Vec<(Group, u32, TextRange)> =
            dead.range(of_episode).map(|(&(_, group), &(most, at))| (group, most, at)).collect();
        // "Are being treated for bullet wounds": they live, as far as one sentence tells.
        let treated = document.slice(claim.range).contains("being treated for");
        let mut others = false;
        for harm in claim.counts.iter_mut() {
            let hit = harm.measure == Measure::Injured && harm.relation == Relation::Incident && implied.contains(&harm.range);
            let hit = hit && !(treated && value(harm.count) > Some(2)) && !is_another(document, harm);
            let (told, group, range) = (value(harm.count).unwrap_or(0), harm.group, harm.range);
            let alike = |of: Group| of.kind == group.kind || of.kind == Kind::All || group.kind == Kind::All;
            // "Three people were stabbed. The attacker was shot dead": he is none of them.
            let of_them = |of: Group| of.combat == group.combat || of.combat != Combat::Combatant;
            if hit
                && (pointed(harm) || !own_dead)
                && dead.iter().any(|&(of, most, _)| most > 0 && told <= most && alike(of) && of_them(of))
            {
                joins_the_dead(harm);
                continue;
            }
            // "Two men were shot. One of them later died", "one of two men shot has died".
            let after = |dead: TextRange| range.end() <= dead.start() || dead.contains(range);
            let some =
                |&&(of, most, at): &&(Group, u32, TextRange)| 0 < most && most < told && after(at) && alike(of) && of_them(of);
            let fewer = dead.iter().filter(some).map(|dead| dead.1).max();
            if let (true, Some(fewer), Some(hit)) = (hit, fewer, harm.count.point()) {
                harm.count = Count::counted(hit - fewer, Modifier::Summed);
                harm.rule = RuleId("others-died-of-it");
                others = true;
            }
        }
        // "A man and a woman were shot. The woman died": the woman of the two is dead too.
        let same = |harm: &Harm| dead.iter().any(|&(of, most, _)| of.kind == harm.group.kind && Some(most) == value(harm.count));
        let part = |harm: &&mut Harm| harm.measure == Measure::Injured && harm.relation == Relation::SubsetOf && same(harm);
        claim.counts.iter_mut().filter(part).filter(|_| others).for_each(joins_the_dead);
        // "The victim, a man of 34, was taken to hospital, where he died".
        let hurt = |harm: &Harm| harm.measure == Measure::Injured;
        let died = claim.counts.iter().any(|harm| harm.rule == RuleId("died-of-it"));
        if died && !claim.counts.iter().any(|harm| hurt(harm) && harm.relation != Relation::SubsetOf) {
            claim.counts.iter_mut().filter(|harm| hurt(harm)).for_each(joins_the_dead);
        }
    }
}

/// The one dead of a report who is pointed at, not told of ("the boy died", "she died", "a homicide"), is the one told hurt; and the one hurt who is
/// pointed at ("striking the little girl") is the one told dead.
pub(crate) fn the_one(document: &Document, claims: &mut [EventClaim]) {
    let mut victims: BTreeMap<usize, (Vec<Harm>, Vec<Harm>)> = BTreeMap::new(); // the dead and the hurt of an episode
    for claim in claims.iter().filter(|claim| claim.status.value().is_actual()) {
        let (dead, hurt) = victims.entry(claim.episode).or_default();
        let whole = claim.counts.iter().filter(|harm| harm.relation == Relation::Incident);
        for harm in whole {
            match harm.measure {
                Measure::Killed if dead.len() < FEW => dead.push(*harm),
                Measure::Injured if hurt.len() < FEW => hurt.push(*harm),
                _ => {}
            }
        }
    }
    let one = |harms: &[Harm]| !harms.is_empty() && harms.len() < FEW && harms.iter().all(|harm| value(harm.count) == Some(1));
    let lone = |(dead, hurt): &(Vec<Harm>, Vec<Harm>)| one(dead) && one(hurt);
    victims.retain(|_, told| lone(told));
    for claim in claims.iter_mut().filter(|claim| claim.status.value().is_actual()) {
        let Some((dead, hurt)) = victims.get(&claim.episode) else { continue };
        let all_point_back = dead.iter().all(|dead| points_back(document, dead) || dead.rule.0 == "killed-by-the-acts-name");
        for harm in claim.counts.iter_mut().filter(|harm| harm.measure == Measure::Injured && harm.relation == Relation::Incident)
        {
            let same = hurt.iter().all(|other| alike(other, harm)) && dead.iter().all(|dead| alike(dead, harm));
            let told_before = || dead.iter().any(|dead| dead.range.end() <= harm.range.start()) && points_back(document, harm);
            if same && (all_point_back || told_before()) {
                joins_the_dead(harm);
            }
        }
    }
}

/// "Accused of shooting a girl, charged with homicide": the one whom the act's name tells dead is the girl, told dead elsewhere.
pub(crate) fn once(claims: &mut [EventClaim]) {
    for claim in claims {
        let died = claim.counts.iter().any(|harm| harm.rule == RuleId("died-of-it"));
        let apart = claim.counts.iter().all(|harm| harm.subset_of.is_none());
        if died && apart {
            claim.counts.retain(|harm| harm.rule.0 != "killed-by-the-acts-name" || harm.count.floor() != Some(1));
        }
    }
}

/// Counts those told hurt with the dead, told elsewhere.
fn joins_the_dead(harm: &mut Harm) {
    (harm.measure, harm.relation, harm.rule) = (Measure::Killed, Relation::SubsetOf, RuleId("died-of-it"));
}

/// As many victims told one by one as are compared; of more, who is who cannot be told.
const FEW: usize = 6;

/// Whether one of sex and age may be the other: "a toddler" and "the little girl".
fn alike(a: &Harm, b: &Harm) -> bool {
    let child = |kind: Kind| matches!(kind, Kind::Girls | Kind::Boys);
    let (of, other) = (a.group.kind, b.group.kind);
    of == other
        || narrower(a.group, b.group)
        || narrower(b.group, a.group)
        || of == Kind::Children && child(other)
        || other == Kind::Children && child(of)
}

/// Whether the words point at someone told elsewhere: "she", "the boy", not "the other boy".
fn points_back(document: &Document, harm: &Harm) -> bool {
    if harm.rule.0 == "victim-by-pronoun" {
        return true;
    }
    let words = document.slice(harm.range).to_lowercase();
    let of_somebody = words.contains("'s ") || words.contains("’s ");
    words.starts_with("the ") && !of_somebody && !is_another(document, harm) && harm.group.kind != Kind::All
}

/// "A third man", "the other boy": somebody else than who was told before.
fn is_another(document: &Document, harm: &Harm) -> bool {
    let words = document.slice(harm.range).to_lowercase();
    words.split(' ').any(|word| matches!(word, "other" | "another") || ORDINALS.contains(&word))
}
