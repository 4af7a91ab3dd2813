//! Dealings: who does an act without force, and whom it is done with or to: "met with", "restored ties with", "offered troops to", "a demand on".
//!
//! In: a trigger and the parties its construction names. Out: the same with those that the tables of actors lack and those its prepositions name.
//! In what two sides do together ("met", "cooperated", "renewed ties") neither does it to the other: both are parties.

use dateline_syntax::{Relation, Upos};
use dateline_text::RuleId;

use crate::claim::{Party, PartyRole};
use crate::paired::{misread, object};
use crate::party::actor_at;
use crate::scene::Scene;
use crate::side::sides;
use crate::trigger::Trigger;

/// Acts that two sides do together.
const MUTUAL: [&str; 4] = ["meeting", "peace-talks", "cooperation", "agreement"];

/// What two sides have together: those who break it off, renew or put it off are sides of it.
const SHARED: [&str; 5] = ["talk", "tie", "treaty", "truce", "visit"];

/// Acts that are done, and not to anyone: what reads as their passive is a verb misread.
const ALONE: [&str; 9] =
    ["agreement", "cooperation", "meeting", "mobilisation", "peace-talks", "promise", "protest", "resignation", "withdrawal"];

/// Verbs of such acts that one side does to the other: whoever presents his credentials does not do so with those who present theirs.
const ONE_SIDED: [&str; 9] = ["appoint", "convey", "deliver", "dispatch", "hand", "name", "present", "send", "submit"];

/// Acts that answer what another did: "condemned an attack by", "welcomed a letter sent by".
const ANSWERS: [&str; 4] = ["accusation", "denial", "refusal", "support"];

/// Acts whose object is the doer's own: whoever sends troops does nothing to them.
const OWN_FORCES: [&str; 2] = ["mobilisation", "withdrawal"];

/// Adds whoever does an act without force, and those it is done with or to.
pub(crate) fn with_whom(scene: &Scene<'_>, trigger: &Trigger, parties: &mut Vec<Party>) {
    let Some(act) = trigger.act.filter(|_| !trigger.is_force(scene)) else { return };
    let done = |party: &Party| matches!(party.role, PartyRole::Perpetrator | PartyRole::Party);
    let does = |token: usize| sides(scene, token, PartyRole::Perpetrator, RuleId("does-unforced"));
    let mut doers = doer(scene, trigger).map(does).unwrap_or_default();
    // "Thule and the government of Vinland warned": the tree may give a verb two subjects.
    let first = scene.parse.dependents(trigger.head, Relation::Nsubj).filter(|_| trigger.verb);
    for side in first.filter(|&subject| subject < trigger.head).flat_map(does) {
        if !doers.iter().any(|other| other.name == side.name) && !scene.is_passive(trigger.head) {
            doers.push(side);
        }
    }
    if !doers.is_empty() && (trigger.verb || !parties.iter().any(done)) {
        parties.retain(|party| !done(party) && doers.iter().all(|doer| doer.name != party.name));
        parties.extend(doers);
    }
    if OWN_FORCES.contains(&act) {
        parties.retain(|party| !matches!(party.rule.0, "object-of-act" | "passive-subject"));
    }
    if received(scene, trigger, parties) {
        return;
    }
    for carrier in carriers(scene, trigger) {
        for child in scene.parse.children(carrier) {
            let own = OWN_FORCES.contains(&act) && scene.parse.node(child).relation == Relation::Obj;
            if own || trigger.tokens.contains(&child) || !is_dealt_with(scene, trigger, carrier, child) {
                continue;
            }
            // "Talks with rebels"; "meetings of a committee" are its members'.
            let named_only = matches!(scene.case(child), Some("of" | "for" | "on" | "upon" | "about" | "from"));
            add(scene, child, PartyRole::Target, "dealt-with", named_only, parties);
        }
    }
    let mutual = MUTUAL.contains(&act) && !(trigger.verb && ONE_SIDED.contains(&scene.lemma(trigger.head)));
    if parties.len() > 1 && (mutual || together(scene, trigger, parties)) {
        let sides = |party: &&mut Party| matches!(party.role, PartyRole::Perpetrator | PartyRole::Target);
        parties.iter_mut().filter(sides).for_each(|party| party.role = PartyRole::Party);
    }
}

fn add(scene: &Scene<'_>, token: usize, role: PartyRole, rule: &'static str, named_only: bool, parties: &mut Vec<Party>) {
    for side in sides(scene, token, role, RuleId(rule)) {
        let named = side.id.is_some() || side.country.is_some() || side.name.contains(char::is_uppercase);
        // "Freed six hostages": who is counted is told.
        let told = |other: &Party| {
            let counted = other.role == PartyRole::Victim && other.range.contains(side.range);
            counted || other.name == side.name || other.id.is_some() && other.id == side.id
        };
        if (named || !named_only) && !parties.iter().any(told) {
            parties.push(side);
        }
    }
}

/// "Received money from": whoever it is from gives it.
fn received(scene: &Scene<'_>, trigger: &Trigger, parties: &mut Vec<Party>) -> bool {
    let receives =
        trigger.verb && matches!(scene.lemma(trigger.head), "receive" | "get" | "obtain" | "secure" | "borrow" | "win");
    let from = |&child: &usize| scene.case(child) == Some("from");
    let places = || carriers(scene, trigger).into_iter().flat_map(|carrier| scene.parse.children(carrier));
    let Some(giver) = places().find(|child| receives && from(child)) else { return false };
    let givers = sides(scene, giver, PartyRole::Perpetrator, RuleId("given-by"));
    if givers.is_empty() {
        return false;
    }
    parties.iter_mut().for_each(|party| party.role = PartyRole::Target);
    parties.extend(givers);
    true
}

/// Who does it: a verb's subject, its "by" where it is passive; of a noun whose it is, or whoever carries it ("held talks").
fn doer(scene: &Scene<'_>, trigger: &Trigger) -> Option<usize> {
    let parse = scene.parse;
    let by = |head: usize| {
        parse.children(head).find(|&child| {
            let relation = parse.node(child).relation;
            relation == Relation::OblAgent
                || matches!(relation, Relation::Obl | Relation::Nmod) && scene.case(child) == Some("by")
        })
    };
    if trigger.verb {
        let verb = trigger.head;
        if let Some((subject, _)) = misread(scene, verb) {
            return Some(subject);
        }
        let alone = trigger.act.is_some_and(|act| ALONE.contains(&act));
        return match scene.subject(verb) {
            Some((noun, _)) if alone && is_told_of(scene, verb, noun) => Some(noun),
            // "Was outraged by the ruling": whoever is.
            Some((noun, Relation::NsubjPass)) if feels(scene, trigger) => Some(noun),
            _ if scene.is_passive(verb) => by(verb),
            Some((subject, Relation::Nsubj)) => Some(speaker(scene, verb, Some(subject)).unwrap_or(subject)),
            // "Drivers on strike": no verb at all.
            _ => {
                let told = || speaker(scene, verb, None).or_else(|| parse.node(verb).head.filter(|_| !scene.is_verb(verb)));
                by(verb).or_else(told).or_else(|| before(scene, verb).filter(|_| scene.is_verb(verb)))
            }
        };
    }
    let noun = trigger.head;
    let owner = parse.children(noun).find(|&child| matches!(parse.node(child).relation, Relation::NmodPoss | Relation::Compound));
    let head = parse.node(noun).head?;
    let carried = parse.node(noun).relation == Relation::Obj && parse.node(head).upos == Upos::Verb;
    let carries = || !scene.lexicon.act_verbs.at(head, |index| scene.lemma(index)).is_empty();
    by(noun).or(owner).or_else(|| Some(scene.subject(head).filter(|_| carried && carries())?.0))
}

/// "Outraged by", "alarmed at": a feeling, which is nobody's doing but his who has it.
fn feels(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    trigger.tokens.len() > 1 && matches!(scene.lower(trigger.tokens.end - 1), "at" | "by" | "over")
}

/// "Thousands demonstrated in the city", "thousands demonstrated in the city, officials said": a participle that the tree hangs on the noun a
/// sentence is made of, or on one beside the subject that the sentence's verb has, is its verb.
fn is_told_of(scene: &Scene<'_>, verb: usize, noun: usize) -> bool {
    let node = scene.parse.node(noun);
    let subject = |&other: &usize| matches!(scene.parse.node(other).relation, Relation::Nsubj | Relation::NsubjPass);
    let beside = |above: usize| scene.parse.children(above).filter(subject).any(|own| own > verb);
    let free = node.relation == Relation::Root || subject(&noun) && node.head.is_some_and(beside);
    free && scene.parse.node(verb).head == Some(noun) && scene.parse.dependents(verb, Relation::AuxPass).next().is_none()
}

/// Whoever stands right before a verb that the tree gives no subject, but for a day or an adverb between.
fn before(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let first = scene.tokens(scene.document.sentence_of(verb)).start;
    let light = |&token: &usize| {
        let day = scene.is_time(token) || scene.lower(token) == "on" && scene.is_time(token + 1);
        day || matches!(scene.parse.node(token).upos, Upos::Adv | Upos::Aux)
    };
    let noun = (first..verb).rev().find(|token| !light(token)).filter(|&token| scene.is_noun(token))?;
    let inner = |&above: &usize| above <= noun || matches!(scene.parse.node(above).relation, Relation::Flat | Relation::Compound);
    let whole = scene.parse.ancestors(noun).take_while(|above| *above <= noun && inner(above)).last().unwrap_or(noun);
    scene.case(whole).is_none().then_some(whole)
}

/// "Thule said it would": where the tree or the report says nothing of whom "it" stands for, whoever says so.
fn speaker(scene: &Scene<'_>, verb: usize, subject: Option<usize>) -> Option<usize> {
    let node = scene.parse.node(verb);
    let expletive = || scene.parse.dependents(verb, Relation::Expl).any(|it| scene.lower(it) == "it");
    let open = match subject {
        Some(subject) => scene.parse.node(subject).upos == Upos::Pron && actor_at(scene, subject).is_none(),
        None => expletive(),
    };
    let says = node.head.filter(|_| open && matches!(node.relation, Relation::Ccomp | Relation::Parataxis))?;
    scene.subject(says).map(|(subject, _)| subject).filter(|&subject| scene.parse.node(subject).upos != Upos::Pron)
}

/// The trigger, and what hangs on it that may name with whom: "the resumption of full ties with".
fn carriers(scene: &Scene<'_>, trigger: &Trigger) -> Vec<usize> {
    let mut carriers = vec![trigger.head];
    let mut at = 0;
    let answers = trigger.act.is_some_and(|act| ANSWERS.contains(&act));
    // "Urged the ministry to answer the proposals of": whom is said.
    let has_object = scene.parse.dependents(trigger.head, Relation::Obj).next().is_some();
    while at < carriers.len() && carriers.len() < 8 {
        let below = scene.parse.children(carriers[at]).filter(|&child| {
            let relation = scene.parse.node(child).relation;
            let of = relation == Relation::Nmod && scene.parse.node(child).upos == Upos::Noun;
            matches!(relation, Relation::Obj | Relation::NsubjPass) && at == 0
                || relation == Relation::Xcomp && at == 0 && !has_object
                || relation == Relation::Obl && at == 0 && shared(scene, child)
                || of && at < 4
                || at > 0 && relation == Relation::Acl && answers && scene.is_passive(child)
        });
        carriers.extend(below.collect::<Vec<_>>());
        if at == 0 && trigger.verb && !has_object {
            carriers.extend(object(scene, trigger.head));
        }
        at += 1;
    }
    carriers
}

/// Whether a word stands where whom an act is done with or to stands.
fn is_dealt_with(scene: &Scene<'_>, trigger: &Trigger, carrier: usize, child: usize) -> bool {
    match scene.parse.node(child).relation {
        Relation::Obj | Relation::Iobj => carrier == trigger.head && trigger.verb && !scene.is_passive(carrier),
        Relation::NsubjPass => carrier == trigger.head && trigger.verb,
        // "Condemned an attack by rebels": whose it was.
        Relation::OblAgent | Relation::Nmod | Relation::Obl if carrier != trigger.head && scene.case(child) == Some("by") => {
            trigger.act.is_some_and(|act| ANSWERS.contains(&act))
        }
        // "A threat to the region" is made by nobody.
        Relation::Nmod if trigger.act == Some("threat") && !trigger.verb => false,
        Relation::Obl | Relation::Nmod => matches!(
            scene.case(child),
            Some("with" | "to" | "from" | "against" | "on" | "upon" | "between" | "for" | "of" | "toward" | "towards" | "about")
        ),
        _ => false,
    }
}

/// "Valmora and Serrat have renewed ties": two sides, nobody else, and something they have together.
fn together(scene: &Scene<'_>, trigger: &Trigger, parties: &[Party]) -> bool {
    let share = || scene.befallen(trigger.head).any(|object| shared(scene, object));
    parties.iter().all(|party| party.role == PartyRole::Perpetrator)
        && (scene.lemma(trigger.head) == "agree" || shared(scene, trigger.head) || share())
}

/// Whether a noun is for what two sides have together.
fn shared(scene: &Scene<'_>, noun: usize) -> bool {
    SHARED.iter().any(|class| scene.lexicon.act_pairs.is(scene.lemma(noun), class))
}
