//! Roles: who did it, to whom.
//!
//! In: one trigger word. Out: the parties its construction names: subject and object of an active verb, "by" of a passive, owner and
//! "by"/"on" of a noun ("an Israeli strike on", "an attack by"), the subject of the verb that carries a noun ("carried out a strike").

use std::ops::Range;

use dateline_lexicon::Side;
use dateline_mentions::{ActorMention, Reference, Sector, Unit};
use dateline_syntax::{Relation, Upos};
use dateline_text::RuleId;

use crate::claim::{Certainty, Party, PartyRole};
use crate::dealings;
use crate::scene::Scene;
use crate::trigger::Trigger;

/// The parties of one trigger.
pub(crate) fn parties(scene: &Scene<'_>, trigger: &Trigger) -> Vec<Party> {
    let mut parties = Vec::new();
    if trigger.verb {
        of_verb(scene, trigger, &mut parties);
    } else {
        of_noun(scene, trigger, &mut parties);
    }
    dealings::with_whom(scene, trigger, &mut parties);
    parties
}

fn of_verb(scene: &Scene<'_>, trigger: &Trigger, parties: &mut Vec<Party>) {
    let verb = trigger.head;
    let intransitive = matches!(trigger.harm, Some(harm) if harm.side == Side::Subject) && trigger.act.is_none();
    let passive = scene.is_passive(verb);
    if let Some((subject, relation)) = scene.subject(verb) {
        if passive || relation == Relation::NsubjPass {
            push_target(scene, subject, RuleId("passive-subject"), parties);
        } else if !intransitive {
            push(scene, subject, PartyRole::Perpetrator, RuleId("subject-of-act"), parties);
        }
    }
    let own_words = |child: &usize| !trigger.tokens.contains(child); // "set fire to": the fire is no target
    for child in scene.parse.children(verb).filter(own_words) {
        match scene.parse.node(child).relation {
            Relation::Obj if !passive => push_target(scene, child, RuleId("object-of-act"), parties),
            Relation::OblAgent => push(scene, child, PartyRole::Perpetrator, RuleId("agent-of-passive"), parties),
            Relation::Obl => match scene.case(child) {
                Some("by") if passive => push(scene, child, PartyRole::Perpetrator, RuleId("agent-of-passive"), parties),
                Some("on" | "against" | "at") if !is_time(scene, child) => {
                    push_target(scene, child, RuleId("against-whom"), parties);
                }
                Some("with") if trigger.act == Some("clash") => {
                    push(scene, child, PartyRole::Party, RuleId("clashed-with"), parties);
                }
                Some("between") => push(scene, child, PartyRole::Party, RuleId("clash-between"), parties),
                _ => {}
            },
            _ => {}
        }
    }
    if trigger.act == Some("clash") {
        parties.iter_mut().filter(|party| party.role == PartyRole::Perpetrator).for_each(|party| party.role = PartyRole::Party);
    }
}

fn of_noun(scene: &Scene<'_>, trigger: &Trigger, parties: &mut Vec<Party>) {
    let noun = trigger.head;
    for child in scene.parse.children(noun) {
        let relation = scene.parse.node(child).relation;
        match (relation, scene.case(child)) {
            (Relation::Amod | Relation::Compound, _) if matches!(scene.lower(child), "terrorist" | "insurgent" | "enemy") => {} // what sort, not whose
            (Relation::Amod | Relation::Compound | Relation::NmodPoss, _)
                if relation != Relation::NmodPoss || trigger.harm.is_none() =>
            {
                push(scene, child, PartyRole::Perpetrator, RuleId("owner-of-act"), parties);
            }
            (Relation::Nmod | Relation::Obl | Relation::OblAgent, Some("by" | "from")) => {
                push(scene, child, PartyRole::Perpetrator, RuleId("by-whom"), parties);
            }
            (Relation::Nmod | Relation::Obl, Some("on" | "against" | "at" | "targeting")) if !is_time(scene, child) => {
                push_target(scene, child, RuleId("against-whom"), parties);
            }
            (Relation::Nmod | Relation::Obl, Some("of")) if trigger.harm.is_some() || trigger.act == Some("assassination") => {
                push_target(scene, child, RuleId("of-whom"), parties);
            }
            (Relation::Nmod | Relation::Obl, Some("between" | "with")) if trigger.act == Some("clash") => {
                push(scene, child, PartyRole::Party, RuleId("clash-between"), parties);
            }
            _ => {}
        }
    }
    // Words before the noun that the tree ties elsewhere: "a suspected Taliban rocket attack".
    if parties.is_empty() {
        let start = trigger.tokens.start.saturating_sub(3);
        let owner =
            scene.actors_near(start).find(|actor| actor.modifier && start <= actor.head && actor.head < trigger.tokens.start);
        parties.extend(owner.map(|owner| party(scene, owner, PartyRole::Perpetrator, RuleId("owner-of-act"))));
    }
    // "Israel carried out a strike on": the verb that carries the noun has the doer for subject.
    let node = scene.parse.node(noun);
    if let (Relation::Obj, Some(verb)) = (node.relation, node.head)
        && scene.parse.node(verb).upos == Upos::Verb
        && !scene.is_passive(verb)
        && let Some((subject, Relation::Nsubj)) = scene.subject(verb)
    {
        push(scene, subject, PartyRole::Perpetrator, RuleId("subject-carries-act"), parties);
    }
}

fn is_time(scene: &Scene<'_>, token: usize) -> bool {
    let range = scene.document.tokens()[token].range;
    let after = scene.mentions.times.partition_point(|time| time.range.start() <= range.start());
    scene.mentions.times[..after].iter().rev().take(3).any(|time| time.range.contains(range)) // times hardly ever overlap
}

/// The actor whose words hold `token`, the narrowest where several do.
pub(crate) fn actor_at<'a>(scene: &Scene<'a>, token: usize) -> Option<&'a ActorMention> {
    let holds = |actor: &&ActorMention| actor.tokens.contains(&token);
    scene
        .actors_near(token)
        .take_while(|actor| actor.tokens.start <= token)
        .filter(holds)
        .min_by_key(|actor| (actor.head != token, actor.tokens.len()))
}

/// The actor an anaphor stands for, itself where it stands for none.
pub(crate) fn resolved<'a>(scene: &Scene<'a>, actor: &'a ActorMention) -> &'a ActorMention {
    actor.antecedent.and_then(|index| scene.mentions.actors.get(index)).unwrap_or(actor)
}

fn push(scene: &Scene<'_>, token: usize, role: PartyRole, rule: RuleId, parties: &mut Vec<Party>) {
    let named = std::iter::once(token).chain(scene.parse.dependents(token, Relation::Conj));
    for actor in named.map(|token| whose(scene, token)).filter_map(|token| actor_at(scene, token)) {
        let party = party(scene, actor, role, rule);
        if !parties.iter().any(|other| other.role == role && other.name == party.name) && can_act(actor) {
            parties.push(party);
        }
    }
}

/// "a group of gunmen", "members of the band": those who act are those the group is of.
fn whose(scene: &Scene<'_>, token: usize) -> usize {
    let container = matches!(
        scene.lemma(token),
        "group" | "band" | "member" | "number" | "dozen" | "hundred" | "squad" | "crowd" | "gang" | "column"
    );
    let of = || scene.parse.dependents(token, Relation::Nmod).find(|&of| scene.case(of) == Some("of"));
    if container { of().filter(|&of| actor_at(scene, of).is_some()).unwrap_or(token) } else { token }
}

/// A place's residents or a role word alone can be harmed, not blamed.
fn can_act(actor: &ActorMention) -> bool {
    !matches!(resolved_sector(actor), Sector::Media | Sector::Medical) && actor.reference != Reference::Anaphor
        || actor.antecedent.is_some()
}

fn resolved_sector(actor: &ActorMention) -> Sector {
    actor.sector
}

pub(crate) fn party(scene: &Scene<'_>, actor: &ActorMention, role: PartyRole, rule: RuleId) -> Party {
    let who = resolved(scene, actor);
    Party {
        role,
        name: one_line(&who.name),
        id: who.id,
        country: who.country,
        sector: who.sector,
        certainty: certainty(scene, &actor.tokens),
        range: actor.range,
        rule,
    }
}

/// A name whose words the report broke over two lines.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "suspected", "alleged", "believed to be" beside the words.
fn certainty(scene: &Scene<'_>, tokens: &Range<usize>) -> Certainty {
    let window = tokens.start.saturating_sub(3)..tokens.end.min(tokens.start + 3);
    let hedged = window.clone().any(|token| {
        matches!(
            scene.lower(token),
            "suspected" | "alleged" | "allegedly" | "apparent" | "believed" | "presumed" | "purported" | "likely"
        )
    });
    if hedged { Certainty::Suspected } else { Certainty::Stated }
}

/// A target is an actor, or a thing with its owner: "Hezbollah's headquarters" is a target of Hezbollah's.
fn push_target(scene: &Scene<'_>, token: usize, rule: RuleId, parties: &mut Vec<Party>) {
    let owner = scene.parse.dependents(token, Relation::NmodPoss).chain(scene.parse.dependents(token, Relation::Compound));
    let owner = owner.chain(scene.parse.dependents(token, Relation::Amod)).find_map(|owner| actor_at(scene, owner));
    let of = scene
        .parse
        .dependents(token, Relation::Nmod)
        .filter(|&of| scene.case(of) == Some("of"))
        .find_map(|of| actor_at(scene, of));
    let actor = actor_at(scene, token).or(owner).or(of);
    let count = scene.counts_near(token).find(|count| count.head == token && count.unit == Unit::People);
    let counted = count.is_some();
    if counted && actor.is_none() || scene.parse.node(token).upos == Upos::Pron {
        return;
    }
    let tokens = noun_phrase(scene, token);
    let words = scene.document.cover(tokens);
    let who = actor.map(|actor| resolved(scene, actor));
    // The actor itself, or all of it that a number or "many" takes: "many of the group's commanders".
    let some_of = scene.parse.node(token).upos != Upos::Noun && of.is_some();
    let itself = actor.is_some_and(|actor| actor.head == token) || some_of;
    if who.is_none() && scene.places_near(token).any(|place| place.tokens.contains(&token)) {
        return; // a place is where, not whom
    }
    let role = if counted { PartyRole::Victim } else { PartyRole::Target };
    // "at least 12 people" are told by their count; a named group ("12 soldiers of the brigade") by its name.
    let told = count.filter(|_| who.is_none_or(|who| who.id.is_none() && who.reference == Reference::Generic));
    let words = told.map_or(words, |count| count.range);
    let name =
        who.filter(|_| itself && told.is_none()).map_or_else(|| one_line(scene.document.slice(words)), |who| one_line(&who.name));
    parties.push(Party {
        role,
        name,
        id: who.and_then(|who| who.id),
        country: who.and_then(|who| who.country),
        sector: who.map_or(Sector::Unknown, |who| who.sector),
        certainty: Certainty::Stated,
        range: words,
        rule,
    });
}

/// A noun with the words before it that belong to it: no relative clause, no "of" phrase, eight words at most.
fn noun_phrase(scene: &Scene<'_>, noun: usize) -> Range<usize> {
    let belongs = |relation: Relation| {
        matches!(relation, Relation::Amod | Relation::Compound | Relation::NmodPoss | Relation::Flat | Relation::Nummod)
    };
    let before = scene.parse.children(noun).filter(|&child| child < noun && belongs(scene.parse.node(child).relation));
    let start = before.map(|child| scene.parse.subtree(child).start).min().unwrap_or(noun).max(noun.saturating_sub(7));
    start..noun + 1
}
