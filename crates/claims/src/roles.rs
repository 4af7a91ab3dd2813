//! Roles: who did it, to whom.
//!
//! In: one trigger word. Out: the parties its construction names: subject and object of an active verb, "by" of a passive, owner and
//! "by"/"on" of a noun ("an Israeli strike on", "an attack by"), and those whom the verb beside a noun ties to it ([`doers`]).

use dateline_lexicon::Side;
use dateline_mentions::{ActorMention, Measure, Sector};
use dateline_syntax::{Relation, Upos, Xpos};
use dateline_text::RuleId;

use crate::bearer::bearer;
use crate::claim::{Party, PartyRole};
use crate::dealings;
use crate::doers;
use crate::party::{Aim, actor_at, fights, party, push, push_target};
use crate::scene::Scene;
use crate::trigger::Trigger;
use crate::weapon;

/// The parties of one trigger.
pub(crate) fn parties(scene: &Scene<'_>, trigger: &Trigger) -> Vec<Party> {
    let mut parties = Vec::new();
    if trigger.verb {
        of_verb(scene, trigger, &mut parties);
    } else {
        of_noun(scene, trigger, &mut parties);
    }
    dealings::with_whom(scene, trigger, &mut parties);
    let operation = matches!(trigger.act, Some("ground-operation" | "detention" | "airstrike" | "armed-attack" | "clash"));
    if (operation || trigger.harm.is_some()) && !(trigger.verb && scene.is_passive(trigger.head)) {
        doers::sought(scene, trigger.head, &mut parties);
    }
    parties
}

fn of_verb(scene: &Scene<'_>, trigger: &Trigger, parties: &mut Vec<Party>) {
    let verb = trigger.head;
    let intransitive = matches!(trigger.harm, Some(harm) if harm.side == Side::Subject) && trigger.act.is_none();
    // "The patrol came under attack": it was attacked.
    let under = scene.lemma(verb) == "come" && trigger.tokens.clone().any(|token| scene.lower(token) == "under");
    let passive = scene.is_passive(verb) || under;
    let aim = aim(trigger);
    // "Set fire to": the fire is no target; "stopped a convoy": the convoy is.
    let thing = |child: usize| scene.parse.node(child).relation == Relation::Obj && scene.lexicon.targets.has(scene.lemma(child));
    let own_words = |child: &usize| !trigger.tokens.contains(child) || thing(*child);
    let aimed = |&child: &usize| own_words(&child) && weapon::meant(scene, child).is_none() && !scene.is_time(child);
    let shots = |child: usize| matches!(scene.lemma(child), "shot" | "round" | "volley" | "bullet" | "burst" | "salvo");
    let told_whom = scene.befallen(verb).any(|child| aimed(&child) && !shots(child));
    // "Killed by a strike on a school": the strike's own.
    let of_an_act = |child: usize| {
        let case = scene.parse.dependents(child, Relation::Case).next();
        case.and_then(|case| case.checked_sub(1))
            .is_some_and(|noun| noun != verb && scene.is_noun(noun) && scene.named_by(noun).is_some())
    };
    if let Some(accused) = doers::accused(scene, verb).filter(|_| !passive) {
        doers::blame(scene, accused, "accused-of-act", parties);
    } else if let Some((subject, relation)) = scene.subject(verb).filter(|_| scene.lemma(verb) != "lose") {
        // Whoever loses people did nothing to them.
        if weapon::named(scene, subject).is_some_and(|weapon| !weapon::carries(weapon)) && passive {
            // "A bomb was left": it is what was used.
        } else if passive || relation == Relation::NsubjPass {
            push_target(scene, subject, aim, RuleId("passive-subject"), parties);
        } else if intransitive && trigger.harm.is_some_and(|harm| strikes_down(harm.measure)) {
            push_target(scene, subject, Aim::Harmed, RuleId("subject-of-harm"), parties);
        } else if trigger.act == Some("bombing") && !told_whom && scene.lexicon.targets.has(scene.lemma(subject)) {
            push_target(scene, subject, Aim::AimedAt, RuleId("where-it-went-off"), parties); // "the car exploded"
        } else if trigger.act == Some("mine-explosion") && weapon::doer(scene, trigger) != Some(subject) {
            // "The convoy hit a mine": it did nothing to anybody.
            push_target(scene, subject, Aim::AimedAt, RuleId("ran-onto-mine"), parties);
        } else if !(intransitive
            || trigger.act.is_none() && stands_for_act(scene, subject)
            || trigger.harm.is_some() && looks_on(scene, verb, subject))
        {
            push(scene, subject, PartyRole::Perpetrator, RuleId("subject-of-act"), parties);
        }
    }
    for child in scene.parse.children(verb).filter(own_words) {
        match scene.parse.node(child).relation {
            // "Launched 100 drones at", "left a bomb in": the weapon is no target.
            Relation::Obj if trigger.strong && weapon::named(scene, child).is_some_and(|weapon| !weapon::carries(weapon)) => {}
            // "Battled militiamen": the other side.
            Relation::Obj if !passive && trigger.act == Some("clash") && actor_at(scene, child).is_some() => {
                push(scene, child, PartyRole::Party, RuleId("clashed-with"), parties);
            }
            Relation::Obj if !passive => push_target(scene, child, aim, RuleId("object-of-act"), parties),
            Relation::OblAgent => push(scene, child, PartyRole::Perpetrator, RuleId("agent-of-passive"), parties),
            Relation::Obl => match scene.case(child) {
                Some("by") if passive => push(scene, child, PartyRole::Perpetrator, RuleId("agent-of-passive"), parties),
                Some(case) if went_off(scene, trigger, child, case) => {
                    push_target(scene, child, Aim::AimedAt, RuleId("where-it-went-off"), parties);
                }
                // "Shot a man at his home": where, once whom is told.
                Some("on" | "at") if told_whom && !of_an_act(child) => {}
                Some("on" | "against" | "at") if !scene.is_time(child) => {
                    push_target(scene, child, Aim::AimedAt, RuleId("against-whom"), parties);
                }
                Some("into") if weapon::doer(scene, trigger).is_some() => {
                    push_target(scene, child, Aim::AimedAt, RuleId("against-whom"), parties);
                }
                Some("to") if trigger.act == Some("property-destruction") => {
                    push_target(scene, child, aim, RuleId("object-of-act"), parties);
                }
                Some("with") if trigger.act == Some("clash") => {
                    push(scene, child, PartyRole::Party, RuleId("clashed-with"), parties);
                }
                Some("between") => push(scene, child, PartyRole::Party, RuleId("clash-between"), parties),
                // "Blew up several towers": nothing ties it but its place after the verb.
                None if !passive && child > verb && scene.is_noun(child) && !scene.is_time(child) => {
                    push_target(scene, child, aim, RuleId("object-of-act"), parties);
                }
                _ => {}
            },
            _ => {}
        }
    }
    // "Hit by a Russian missile": whose it is.
    if let Some(weapon) = weapon::doer(scene, trigger) {
        let owner = |child: &usize| {
            let owns = matches!(scene.parse.node(*child).relation, Relation::Amod | Relation::Compound | Relation::NmodPoss);
            owns && !is_sort(scene, *child)
        };
        for owner in scene.parse.children(weapon).filter(owner) {
            push(scene, owner, PartyRole::Perpetrator, RuleId("owner-of-weapon"), parties);
        }
    }
    // "Conducted an air strike against the base": what hangs on the phrase's own noun.
    // "Shot and killed the mayor": of whichever of the phrase's verbs.
    for child in trigger.tokens.clone().filter(|&token| token != verb).flat_map(|token| scene.parse.children(token)) {
        if scene.parse.node(child).relation == Relation::Obj && own_words(&child) && !passive {
            push_target(scene, child, aim, RuleId("object-of-act"), parties);
        }
        // "Exchanged fire with border guards".
        if trigger.act == Some("clash") && scene.case(child) == Some("with") && own_words(&child) {
            push(scene, child, PartyRole::Party, RuleId("clashed-with"), parties);
        }
        let on = matches!(scene.case(child), Some("on" | "against" | "at")) && !scene.is_time(child);
        if on && own_words(&child) && scene.parse.node(child).relation == Relation::Nmod {
            push_target(scene, child, Aim::AimedAt, RuleId("against-whom"), parties);
        }
    }
    if passive {
        doers::by_order(scene, trigger.tokens.end, parties);
    }
    if let Some(owner) =
        owner_of_gerund(scene, trigger).filter(|_| parties.iter().all(|party| party.role != PartyRole::Perpetrator))
    {
        parties.push(party(scene, owner, PartyRole::Perpetrator, RuleId("owner-of-act")));
    }
    if trigger.act == Some("clash") {
        parties.iter_mut().filter(|party| party.role == PartyRole::Perpetrator).for_each(|party| party.role = PartyRole::Party);
    }
}

fn of_noun(scene: &Scene<'_>, trigger: &Trigger, parties: &mut Vec<Party>) {
    let noun = trigger.head;
    let ascribed = doers::ascribed(scene, noun);
    for child in scene.parse.children(noun).filter(|&child| ascribed != Some(child)) {
        let relation = scene.parse.node(child).relation;
        match (relation, scene.case(child)) {
            (Relation::Amod | Relation::Compound, _) if is_sort(scene, child) || is_where(scene, child, noun) => {}
            // "the mayor's murder": done to him.
            (Relation::NmodPoss, _) if done_to_people(trigger) => {
                push_target(scene, child, Aim::Harmed, RuleId("of-whom"), parties);
            }
            (Relation::Amod | Relation::Compound, _) if done_to_people(trigger) && !is_force(scene, child) => {}
            (Relation::Amod | Relation::Compound | Relation::NmodPoss, _) => {
                push(scene, child, PartyRole::Perpetrator, RuleId("owner-of-act"), parties);
            }
            (Relation::Nmod | Relation::Obl | Relation::OblAgent, Some("by" | "from")) => {
                push(scene, child, PartyRole::Perpetrator, RuleId("by-whom"), parties);
            }
            // "The murder of a judge at his home".
            (_, Some("at")) if done_to_people(trigger) => {}
            (Relation::Nmod | Relation::Obl, Some("on" | "against" | "at" | "targeting")) if !scene.is_time(child) => {
                push_target(scene, child, Aim::AimedAt, RuleId("against-whom"), parties);
            }
            (Relation::Nmod | Relation::Obl, Some("of")) if done_to_people(trigger) => {
                push_target(scene, child, Aim::Harmed, RuleId("of-whom"), parties);
            }
            // "The bombing of a bank", "the burning of two buses".
            (Relation::Nmod, Some("of")) if done_to_things(scene, trigger) && scene.lexicon.targets.has(scene.lemma(child)) => {
                push_target(scene, child, Aim::AimedAt, RuleId("of-whom"), parties);
            }
            (Relation::Nmod | Relation::Obl, Some(case)) if went_off(scene, trigger, child, case) => {
                push_target(scene, child, Aim::AimedAt, RuleId("where-it-went-off"), parties);
            }
            (Relation::Nmod | Relation::Obl, Some("between" | "with")) if trigger.act == Some("clash") => {
                push(scene, child, PartyRole::Party, RuleId("clash-between"), parties);
            }
            _ => {}
        }
    }
    // "Fighting broke out between the army and the rebels".
    if trigger.act == Some("clash") && !parties.iter().any(|party| party.role == PartyRole::Party) {
        let end = scene.sentence_end(noun).min(noun + 6);
        let between = (noun + 1..end).find(|&token| scene.lower(token) == "between");
        let whom = between.and_then(|between| scene.parse.node(between).head);
        whom.into_iter().for_each(|whom| push(scene, whom, PartyRole::Party, RuleId("clash-between"), parties));
    }
    ran_through(scene, trigger, parties);
    came_to(scene, trigger, parties);
    // Words before the noun that the tree ties elsewhere: "a suspected Taliban rocket attack".
    if parties.is_empty() {
        let start = trigger.tokens.start.saturating_sub(3);
        let owner =
            scene.actors_near(start).find(|actor| actor.modifier && start <= actor.head && actor.head < trigger.tokens.start);
        let owner = owner
            .filter(|owner| !is_sort(scene, owner.head) && !is_where(scene, owner.head, noun))
            .filter(|owner| !done_to_people(trigger) || is_force(scene, owner.head));
        parties.extend(owner.map(|owner| party(scene, owner, PartyRole::Perpetrator, RuleId("owner-of-act"))));
    }
    if let Some(bearer) = trigger.harm.filter(|harm| harm.side == Side::Borne).and_then(|_| bearer(scene, noun)) {
        push_target(scene, bearer, Aim::Harmed, RuleId("bearer-of-harm"), parties);
    }
    doers::of_carried_noun(scene, noun, parties);
    if done_to_people(trigger) {
        doers::by_order(scene, trigger.tokens.end, parties);
    }
}

/// "Survived an attempt on his life", "escaped an ambush", "received death threats": whom what the noun names was aimed at.
fn came_to(scene: &Scene<'_>, trigger: &Trigger, parties: &mut Vec<Party>) {
    let object = trigger.tokens.clone().map(|token| scene.parse.node(token)).find(|node| node.relation == Relation::Obj);
    let Some(verb) = object.and_then(|object| object.head) else { return };
    let survives = matches!(scene.lemma(verb), "escape" | "survive") && trigger.is_force(scene);
    let receives = matches!(scene.lemma(verb), "get" | "receive") && trigger.act == Some("threat");
    if let Some((subject, Relation::Nsubj)) = scene.subject(verb).filter(|_| survives || receives) {
        push_target(scene, subject, Aim::AimedAt, RuleId("against-whom"), parties);
    }
}

/// "Killed in police firing", "police firing left two dead": the force named right before a gerund that nothing else ties it to.
fn owner_of_gerund<'a>(scene: &Scene<'a>, trigger: &Trigger) -> Option<&'a ActorMention> {
    let start = trigger.tokens.start;
    let owner = scene.actors_near(start.saturating_sub(4)).find(|actor| actor.tokens.end == start)?;
    let before = owner.tokens.start.checked_sub(1);
    let opens = before.is_none_or(|before| {
        let node = scene.parse.node(before);
        node.upos == Upos::Adp
            || node.upos == Upos::Punct
            || scene.document.sentence_of(before) != scene.document.sentence_of(start)
    });
    Some(owner).filter(|owner| scene.parse.node(trigger.head).xpos == Xpos::Vbg && opens && is_force(scene, owner.head))
}

/// "What happened was an explosion. It killed eight": whether "it" may be what happened, since no one in its own sentence can be.
fn stands_for_act(scene: &Scene<'_>, subject: usize) -> bool {
    let first = || scene.sentence_start(subject);
    let named = |actor: &ActorMention| actor.antecedent.and_then(|index| scene.mentions.actors.get(index));
    scene.lower(subject) == "it" && actor_at(scene, subject).and_then(named).is_some_and(|named| named.tokens.start < first())
}

/// "Villagers gathered at the well, killing six": civilians in a clause that tells of no act did nothing in the one that borrows its subject.
fn looks_on(scene: &Scene<'_>, verb: usize, subject: usize) -> bool {
    let civilian = actor_at(scene, subject).is_some_and(|actor| actor.sector == Sector::Civilian);
    let theirs = scene.parse.node(subject).head;
    let up = || scene.parse.ancestors(verb).take_while(|&above| Some(above) != theirs);
    let borrows = up().any(|above| scene.parse.node(above).relation == Relation::Advcl);
    civilian && borrows && up().skip(1).chain(theirs).all(|above| scene.named_by(above).is_none())
}

/// "A terrorist attack", "an enemy raid": what sort it was, not whose.
fn is_sort(scene: &Scene<'_>, token: usize) -> bool {
    let sort = |token: usize| matches!(scene.lower(token), "terrorist" | "insurgent" | "enemy");
    sort(token) || actor_at(scene, token).is_some_and(|actor| actor.modifier && actor.tokens.clone().any(sort))
}

/// "The Mali village attack": a land before what was attacked there.
fn is_where(scene: &Scene<'_>, child: usize, noun: usize) -> bool {
    (child + 1..noun).any(|between| scene.lexicon.targets.has(scene.lemma(between)))
        && scene.places_near(child).any(|place| place.tokens.contains(&child))
}

/// Whether those a word of this kind names are harmed, or only aimed at.
fn aim(trigger: &Trigger) -> Aim {
    if trigger.harm.is_some() || done_to_people(trigger) { Aim::Harmed } else { Aim::AimedAt }
}

/// Whether whoever a harm befalls is struck by it: who flees or goes home is not.
fn strikes_down(measure: Option<Measure>) -> bool {
    matches!(measure, Some(Measure::Killed | Measure::Injured | Measure::Missing | Measure::Abducted))
}

/// Acts that are done to someone: whose they are is whom they befell, unless a force is named.
fn done_to_people(trigger: &Trigger) -> bool {
    trigger.harm.is_some()
        || matches!(trigger.act, Some("assassination" | "abduction" | "execution" | "detention" | "torture" | "sexual-violence"))
}

/// "Bombing", "burning", "destruction": nouns of verbs that do something to what they are of.
fn done_to_things(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let act = matches!(trigger.act, Some("airstrike" | "bombing" | "looting" | "property-destruction" | "shelling"));
    let doing = |word: &str| word.ends_with("ing") || word.ends_with("ings");
    act && (doing(scene.lower(trigger.head)) || matches!(scene.lemma(trigger.head), "bombardment" | "destruction"))
}

/// Whether a word before an act names a force or an armed group: "police killing", "guerrilla kidnapping".
fn is_force(scene: &Scene<'_>, token: usize) -> bool {
    actor_at(scene, token).is_some_and(|actor| fights(actor.sector) || actor.sector == Sector::Government)
}

/// "An explosion ripped through a market", "a blast rocked the mosque".
fn ran_through(scene: &Scene<'_>, trigger: &Trigger, parties: &mut Vec<Party>) {
    let node = scene.parse.node(trigger.head);
    let hits = |verb: &usize| {
        matches!(
            scene.lemma(*verb),
            "rip" | "tear" | "rock" | "shake" | "hit" | "strike" | "damage" | "destroy" | "occur" | "take"
        )
    };
    let bomb = matches!(trigger.act, Some("bombing" | "mine-explosion"));
    let Some(verb) = node.head.filter(|verb| bomb && node.relation == Relation::Nsubj && hits(verb)) else { return };
    for child in scene.parse.children(verb) {
        let at = scene.case(child).is_some_and(|case| case == "through" || went_off(scene, trigger, child, case));
        let thing = scene.lexicon.targets.has(scene.lemma(child));
        if thing && (scene.parse.node(child).relation == Relation::Obj || at) {
            push_target(scene, child, Aim::AimedAt, RuleId("where-it-went-off"), parties);
        }
    }
}

/// "A bomb went off in a hotel", "a blast outside the embassy": a building, a vehicle or the like that a bomb is put at is its target.
fn went_off(scene: &Scene<'_>, trigger: &Trigger, child: usize, case: &str) -> bool {
    let bomb = matches!(trigger.act, Some("bombing" | "mine-explosion"));
    let thing = |token: usize| scene.lexicon.targets.has(scene.lemma(token));
    let part = |token: usize| matches!(scene.lemma(token), "front" | "entrance" | "door" | "gate" | "rear" | "foot" | "floor");
    let of = || scene.parse.dependents(child, Relation::Nmod).any(|of| scene.case(of) == Some("of") && thing(of));
    let at = match case {
        "in" | "inside" | "outside" | "near" | "under" | "at" | "beside" | "by" | "opposite" | "behind" => {
            thing(child) || part(child) && of()
        }
        // "in front of a bank", where the tree hangs the bank on the verb.
        "of" => thing(child) && (child.saturating_sub(4)..child).any(part),
        _ => false,
    };
    bomb && at
}
