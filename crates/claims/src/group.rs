//! Groups: which trigger words of one sentence make one claim, and the claim they make.
//!
//! "An air strike on the town killed three and wounded five" is one claim of three triggers; "shelling killed two there, while in
//! the capital a bomb wounded four" is two.

use std::collections::BTreeSet;
use std::ops::Range;

use dateline_mentions::{CountMention, Measure, Modifier, Sector};
use dateline_syntax::{Relation as SyntaxRelation, Xpos};
use dateline_text::{RuleId, TextRange};

use crate::act::{act, by_a_crowd, flown};
use crate::apart::{Reading, groups, held_for, pointer};
use crate::attach::attach;
use crate::attribution::voice;
use crate::claim::{Cell, EventClaim, Harm, Party, PartyRole, Problem, Relation, Status, TallyClaim, Voice, Where};
use crate::episode::Pointer;
use crate::harms::harms;
use crate::party::{push_counted, speaks};
use crate::scene::Scene;
use crate::setting::{place, time, window};
use crate::status::stand;
use crate::trigger::Trigger;
use crate::{roles, setting, sites, status, total, weapon};

/// What one sentence gives: event claims with how they point, tallies, problems.
#[derive(Debug, Default)]
pub(crate) struct Yield {
    pub events: Vec<(EventClaim, Pointer)>,
    pub tallies: Vec<TallyClaim>,
    pub problems: Vec<Problem>,
    /// The counts of people hit, whose injury is implied and may have been death: "shot", "taken to hospital".
    pub implied: BTreeSet<TextRange>,
}

/// Reads one sentence's triggers into claims. What is done without force is read apart: it takes no count, bounds no phrase and joins no happening of
/// force.
pub(crate) fn read(scene: &Scene<'_>, sentence: usize, triggers: Vec<Trigger>, out: &mut Yield) {
    let before = out.events.len();
    let (force, unforced): (Vec<Trigger>, Vec<Trigger>) = triggers.into_iter().partition(|trigger| trigger.is_force(scene));
    for triggers in [force, unforced] {
        if !triggers.is_empty() {
            read_kin(scene, sentence, &triggers, out);
        }
    }
    out.events[before..].sort_by_key(|(event, _)| event.range.start());
}

/// Reads those of a sentence's triggers that are of force, or those that are not.
fn read_kin(scene: &Scene<'_>, sentence: usize, triggers: &[Trigger], out: &mut Yield) {
    let tokens = scene.tokens(sentence);
    let first = scene.mentions.counts.partition_point(|count| count.tokens.start < tokens.start);
    let counts: Vec<&CountMention> =
        scene.mentions.counts[first..].iter().take_while(|count| count.tokens.start < tokens.end).collect();
    // "Ten reported wounded" are the wounded; "the wounded reported" are not those counted.
    let told = |count: &CountMention| count.measure.is_some() && !count.definite;
    let counts: Vec<&CountMention> = counts.into_iter().filter(|count| told(count) || !speaks(scene, count.head)).collect();
    let attached = attach(scene, triggers, &counts);
    let mut readings: Vec<Reading<'_>> = triggers
        .iter()
        .map(|trigger| {
            let stand = stand(scene, sentence, trigger);
            let voice = voice(scene, scene.document.cover(trigger.tokens.clone()));
            // "Denied that it was behind the attack that killed four": who denies it does not say that four died.
            let voice = if stand.status.is_actual() && voice.denies() { Voice::Report } else { voice };
            Reading { trigger, stand, parties: roles::parties(scene, trigger), voice }
        })
        .collect();
    bear_out(scene, &mut readings);
    for (voice, group) in groups(scene, &readings).iter().flat_map(|group| accounts(&readings, group)) {
        let harms = harms(scene, sentence, triggers, &group, &counts, &attached, out);
        claims(scene, &tokens, &readings, &group, voice, harms, out);
    }
}

/// "He ordered a raid that killed five", "firing in which four were killed": whatever was ordered or planned happened, where it is said to have done harm.
fn bear_out(scene: &Scene<'_>, readings: &mut [Reading<'_>]) {
    const NEAR: usize = 6;
    for at in 1..readings.len() {
        let [act, harm] = [&readings[at - 1], &readings[at]];
        let between = act.trigger.tokens.end..harm.trigger.tokens.start;
        let relative = between.len() <= NEAR && between.clone().any(|token| scene.parse.node(token).xpos == Xpos::Wdt);
        if relative && act.stand.status == Status::Planned && harm.stand.status.is_actual() && harm.trigger.harm.is_some() {
            readings[at - 1].stand = harm.stand;
        }
    }
}

/// Who tells what of one happening: "rescuers said that 12 were killed, while the army said that it killed three" is two accounts, and each has the act
/// that the report itself tells of beside them. What is told of harm tells whose account it is.
fn accounts<'a>(readings: &'a [Reading<'_>], group: &[usize]) -> Vec<(&'a Voice, Vec<usize>)> {
    let tells = |index: &&usize| readings[**index].trigger.harm.is_some();
    let mut accounts: Vec<(&Voice, Vec<usize>)> = Vec::new();
    for &index in group.iter().filter(tells) {
        let voice = &readings[index].voice;
        match accounts.iter_mut().find(|(other, _)| other.same_source(voice)) {
            Some((_, told)) => told.push(index),
            None => accounts.push((voice, vec![index])),
        }
    }
    if accounts.iter().all(|(voice, _)| matches!(voice, Voice::Report)) {
        return group.first().map(|&first| (&readings[first].voice, group.to_vec())).into_iter().collect();
    }
    for &index in group.iter().filter(|index| !tells(index)) {
        let voice = &readings[index].voice;
        match accounts.iter_mut().find(|(other, _)| other.same_source(voice)) {
            _ if matches!(voice, Voice::Report) => accounts.iter_mut().for_each(|(_, told)| told.push(index)),
            Some((_, told)) => told.push(index),
            None => accounts.push((voice, vec![index])),
        }
    }
    accounts.iter_mut().for_each(|(_, told)| told.sort_unstable());
    accounts
}

/// The claims a group makes: one event for the counts that are its own, one tally for those that are running totals.
fn claims(
    scene: &Scene<'_>,
    tokens: &Range<usize>,
    readings: &[Reading<'_>],
    group: &[usize],
    voice: &Voice,
    harms: Vec<Harm>,
    out: &mut Yield,
) {
    let triggers: Vec<&Trigger> = group.iter().map(|&index| readings[index].trigger).collect();
    // Where the wounded were taken or died later, and when, is not where and when they were hit.
    let later = |trigger: &Trigger| trigger.dies_later(scene);
    let (borne, hit): (Vec<&Trigger>, Vec<&Trigger>) = triggers.iter().partition(|trigger| trigger.is_borne() || later(trigger));
    let told_later = hit.is_empty() && borne.iter().any(|trigger| later(trigger));
    let heads: Vec<usize> = if hit.is_empty() { &borne } else { &hit }.iter().map(|trigger| trigger.head).collect();
    let held_for = |behind: &&&Trigger| readings.iter().any(|reading| held_for(scene, reading.trigger, behind));
    let behind = triggers.iter().find(held_for).map(|trigger| trigger.tokens.start.saturating_sub(2)..tokens.end);
    let (tokens, behind) = (behind.as_ref().unwrap_or(tokens), behind.is_some());
    let mut parties: Vec<Party> = Vec::new();
    // "Evacuated 12 wounded after an attack": who brings people away did not attack them.
    let brings_away =
        |index: usize| readings[index].trigger.does(Measure::Evacuated) || readings[index].trigger.does(Measure::Returned);
    let attacked = group.iter().any(|&index| readings[index].trigger.act.is_some() && !brings_away(index));
    let own = |index: usize, party: &Party| !(attacked && brings_away(index) && party.role == PartyRole::Perpetrator);
    let told = group.iter().flat_map(|&index| readings[index].parties.iter().filter(move |party| own(index, party)));
    for party in told {
        if !parties.iter().any(|other| other.name == party.name && (other.role == party.role || other.id.is_some())) {
            parties.push(party.clone());
        }
    }
    let lead =
        group.iter().map(|&index| &readings[index]).min_by_key(|reading| reading.stand.status).map(|reading| reading.stand);
    let Some(stand) = lead else { return };
    let range =
        triggers.iter().map(|trigger| scene.document.cover(trigger.tokens.clone())).chain(harms.iter().map(|harm| harm.range));
    let Some(range) = range.reduce(TextRange::cover) else { return };
    // "Gunmen opened fire and fled": whoever gets away from what he did is not displaced by it.
    let did = |range: TextRange| parties.iter().any(|party| party.role == PartyRole::Perpetrator && party.range.overlaps(range));
    let harms = harms.into_iter().filter(|harm| harm.measure != Measure::Displaced || !did(harm.range)).collect();
    let (totals, own): (Vec<Harm>, Vec<Harm>) = split(harms);
    // "Nine others wounded when gunmen opened fire": who is counted among the harmed did not do it.
    let numbered = |harm: &&Harm| harm.count.modifier() != Modifier::Unknown;
    let harmed = |party: &Party| own.iter().chain(&totals).filter(numbered).any(|harm| harm.range.overlaps(party.range));
    // "A convoy came under fire, wounding a driver": the convoy did nothing.
    let struck: Vec<TextRange> = parties
        .iter()
        .filter(|party| party.role == PartyRole::Target && party.rule.0 == "passive-subject")
        .map(|party| party.range)
        .collect();
    let struck = |party: &Party| struck.iter().any(|range| range.overlaps(party.range));
    parties.retain(|party| party.role != PartyRole::Perpetrator || !harmed(party) && !struck(party));
    push_counted(scene, &own, &mut parties);
    // Nor is the hospital's own name the place.
    let named = |trigger: &Trigger, place: TextRange| scene.document.cover(scene.parse.subtree(trigger.head)).contains(place);
    let place = place(scene, tokens, &heads).filter(|_| !told_later);
    let place = place.filter(|place| !borne.iter().any(|trigger| named(trigger, place.range)));
    let mut own = own;
    let mut act = act(scene, &triggers, &parties, &own, follows_an_act(scene, tokens, out));
    // "The town, two weeks after they had captured it".
    let it = |trigger: &&Trigger| {
        scene.lemma(trigger.head) == "capture" && scene.befallen(trigger.head).any(|taken| scene.lower(taken) == "it")
    };
    let place_struck = struck_place(scene, place.as_ref(), &triggers) || triggers.iter().any(it);
    if let Some(taken) = act.as_mut().filter(|act| place_struck && *act.value() == "detention") {
        // "The rebels captured the town": nobody is held.
        *taken = Cell::new("territory-taken", taken.range(), RuleId("place-taken"));
        own.retain(|harm| harm.measure != Measure::Detained);
    }
    let status = Cell::new(stand.status, stand.range, stand.rule);
    let has_totals = !totals.is_empty();
    // "27 were killed in the past day, bringing the total since October to 900": two totals, each of its own time.
    let parts = total::parts(scene, tokens, totals);
    let several = parts.len() > 1;
    for (tokens, counts) in parts {
        let own = |party: &&Party| {
            !several || party.role != PartyRole::Victim || scene.document.cover(tokens.clone()).contains(party.range)
        };
        // A total of last year is one still.
        let of_its_time = *status.value() == Status::Past && status.rule() == RuleId("long-before-report");
        let told = Cell::new(Status::Happened, range, RuleId("said-flatly"));
        let words = counts.iter().map(|harm| harm.range).reduce(TextRange::cover).filter(|_| several);
        out.tallies.push(TallyClaim {
            act: act.clone(),
            status: if of_its_time { told } else { status.clone() },
            parties: parties.iter().filter(own).cloned().collect(),
            place: place.clone(),
            window: window(scene, &tokens),
            counts,
            voice: voice.clone(),
            range: words.unwrap_or(range),
            rule: RuleId("total-of-acts"),
            confidence: scene.lexicon.sureness.share("total"),
        });
    }
    let Some(act) = act.filter(|_| !has_totals || !own.is_empty()) else { return };
    let force = scene.lexicon.acts.is_armed(act.value());
    let time = || time(scene, tokens, &heads).filter(|_| !told_later);
    let weapons = || weapon::weapons(scene, tokens, &heads);
    let told_of = || triggers.iter().any(|trigger| takes_place(scene, trigger)) && time().is_some();
    // A storm may strike a town; to be bombed or shelled takes a weapon.
    let may_be_weather = |trigger: &&Trigger| matches!(scene.lemma(trigger.head), "hit" | "strike" | "rock" | "target");
    let hits_a_place = || place_struck && (!triggers.iter().any(may_be_weather) || !weapons().is_empty());
    if !(makes_claim(scene, &triggers, &parties, &own, act.value(), force) || force && (hits_a_place() || told_of())) {
        return;
    }
    let (time, weapons) = (time(), weapons());
    let act = by_a_crowd(scene, act, &parties);
    let force = scene.lexicon.acts.is_armed(act.value());
    // "An aircraft", nobody says whose: no one to name.
    parties.retain(|party| party.id.is_some() || party.country.is_some() || flown(scene, party).is_none());
    let pointer = if behind { Pointer::Behind } else { pointer(scene, tokens, &triggers) };
    let of_kind = own.is_empty()
        && time.is_none()
        && parties.iter().all(|party| party.role == PartyRole::Perpetrator)
        && triggers.iter().all(|trigger| is_generic(scene, trigger));
    let status = match stand.status.is_actual() {
        true if of_kind => Cell::new(Status::Past, range, RuleId("acts-of-a-kind")),
        true if own.is_empty() && time.is_none() && force && status::since_long(scene, tokens, &triggers) => {
            Cell::new(Status::Past, range, RuleId("long-background"))
        }
        _ => status,
    };
    let rule = act.rule();
    let event = EventClaim {
        act,
        force,
        status,
        parties,
        place,
        time,
        counts: own,
        weapons,
        voice: voice.clone(),
        range,
        rule,
        episode: 0,
        confidence: 0.0, // of its kind, once it is settled
    };
    let told = sites::split(scene, event).into_iter().enumerate();
    out.events.extend(told.map(|(site, event)| (event, if site == 0 { pointer } else { Pointer::Apart })));
}

/// Whether the sentence before `tokens` tells of an act of force that happened.
fn follows_an_act(scene: &Scene<'_>, tokens: &Range<usize>, out: &Yield) -> bool {
    let last = out.events.last().map(|(event, _)| event).filter(|event| event.force && event.status.value().is_actual());
    let sentence = |token: usize| scene.document.sentence_of(token);
    last.is_some_and(|event| sentence(scene.document.tokens_in(event.range).start) + 1 == sentence(tokens.start))
}

/// Running totals and the parts of them, apart from the happening's own counts; `subset_of` renumbered in each.
pub(crate) fn split(harms: Vec<Harm>) -> (Vec<Harm>, Vec<Harm>) {
    let is_total = |harm: &Harm| {
        harm.relation == Relation::Cumulative
            || harm.subset_of.and_then(|whole| harms.get(whole)).is_some_and(|whole| whole.relation == Relation::Cumulative)
    };
    let mut parts = (Vec::new(), Vec::new());
    let mut renumbered: Vec<usize> = Vec::with_capacity(harms.len());
    for harm in &harms {
        let part = if is_total(harm) { &mut parts.0 } else { &mut parts.1 };
        renumbered.push(part.len());
        part.push(Harm { subset_of: harm.subset_of.and_then(|whole| renumbered.get(whole).copied()), ..*harm });
    }
    parts
}

/// Whether the words say enough to claim an act: a weak word ("hit", "attack") needs someone armed or some harm beside it, one without
/// force ("offer", "visit") needs who did it.
fn makes_claim(scene: &Scene<'_>, triggers: &[&Trigger], parties: &[Party], own: &[Harm], act: &str, force: bool) -> bool {
    let done = parties.iter().any(|party| matches!(party.role, PartyRole::Perpetrator | PartyRole::Party));
    let strong = triggers.iter().any(|trigger| trigger.strong && trigger.act == Some(act));
    let fighter = parties
        .iter()
        .any(|party| matches!(party.sector, Sector::Military | Sector::ArmedGroup | Sector::Police | Sector::Government));
    let strikes = matches!(
        act,
        "armed-attack" | "bombing" | "airstrike" | "drone-strike" | "shelling" | "shooting" | "looting" | "property-destruction"
    );
    let told = |party: &Party| match party.role {
        PartyRole::Target => matches!(party.rule.0, "object-of-act" | "passive-subject" | "against-whom" | "where-it-went-off"),
        // "Three members were attacked by men": whom and by whom.
        PartyRole::Victim => done && party.rule.0 == "passive-subject",
        PartyRole::Perpetrator => matches!(party.rule.0, "by-whom" | "claims-act" | "act-ascribed" | "blamed-for-act"),
        PartyRole::Party => false,
    };
    let befell = matches!(act, "detention" | "abduction" | "execution" | "torture")
        && parties.iter().any(|party| party.role == PartyRole::Victim && party.rule.0 == "of-whom");
    // "They were arrested": whoever they are.
    let takes = |trigger: &&Trigger| {
        let whom = scene.is_passive(trigger.head) || scene.parse.dependents(trigger.head, SyntaxRelation::Obj).next().is_some();
        trigger.act == Some("detention") && trigger.verb && !matches!(scene.lemma(trigger.head), "apprehend" | "capture") && whom
    };
    let taken = act == "detention" && triggers.iter().any(takes);
    strong
        || fighter
        || !own.is_empty()
        || (!force || act == "riot") && done
        || befell
        || taken
        || strikes && parties.iter().any(told)
}

/// "A missile hit the town": whether the place is what the verb strikes.
fn struck_place(scene: &Scene<'_>, place: Option<&Where>, triggers: &[&Trigger]) -> bool {
    let mention = place.and_then(|place| {
        let start = scene.document.tokens_in(place.range).start;
        scene.places_near(start).find(|mention| mention.range == place.range)
    });
    let verb = mention.and_then(|mention| setting::struck(scene, mention));
    verb.is_some_and(|verb| triggers.iter().any(|trigger| trigger.tokens.contains(&verb)))
}

/// "The strike took place on 27 July", "the attack occurred", "the raid came", "fighting broke out in the town".
fn takes_place(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let node = scene.parse.node(trigger.head);
    let happens = |&verb: &usize| match scene.lemma(verb) {
        "occur" | "happen" | "come" | "erupt" | "rage" => true,
        "break" => scene.lower(verb + 1) == "out",
        "take" => scene.parse.dependents(verb, SyntaxRelation::Obj).any(|object| scene.lower(object) == "place"),
        _ => false,
    };
    !trigger.verb && node.relation == SyntaxRelation::Nsubj && node.head.filter(happens).is_some()
}

/// "He is wanted for attacks in the north", "kidnappings go on": acts of a kind, none of them told.
fn is_generic(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let plural = scene.parse.node(trigger.head).xpos == Xpos::Nns;
    !trigger.verb && plural && !scene.parse.children(trigger.head).any(|child| scene.points_at(child))
}
