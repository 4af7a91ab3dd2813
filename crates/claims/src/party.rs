//! Parties: the words a construction names, as someone in a role.
//!
//! In: a token and the role its construction gives it. Out: one [`Party`] for it and each word joined to it by "and", or none where the
//! words name nobody who could act and nothing that could be aimed at.

use std::ops::Range;

use dateline_lexicon::{Counted, Use};
use dateline_mentions::{ActorMention, CountMention, Kind, Measure, Modifier, PlaceRelation, Reference, Sector, Unit};
use dateline_syntax::{Entity, Relation, Upos, Xpos};
use dateline_text::RuleId;

use crate::claim::{Certainty, Harm, Party, PartyRole, Relation as HarmRelation};
use crate::scene::Scene;
use crate::shared::shares_noun;

/// What was meant to befall whom a construction names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aim {
    /// Killed, hurt, taken: people are its victims.
    Harmed,
    /// Aimed at, no harm being told.
    AimedAt,
    /// Looked for, by whoever acts.
    Sought,
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
fn resolved<'a>(scene: &Scene<'a>, actor: &'a ActorMention) -> &'a ActorMention {
    let antecedent = actor.antecedent.and_then(|index| scene.mentions.actors.get(index));
    antecedent.or_else(|| only_group(scene, actor)).unwrap_or(actor)
}

/// "The front said its fighters had attacked the camp": whose they are, the one who tells of it.
fn owner<'a>(scene: &Scene<'a>, actor: &ActorMention) -> Option<&'a ActorMention> {
    let theirs =
        scene.parse.dependents(actor.head, Relation::NmodPoss).any(|whose| matches!(scene.lower(whose), "its" | "their" | "our"));
    if !theirs || actor.id.is_some() || actor.country.is_some() {
        return None;
    }
    let mut verbs = scene.parse.ancestors(actor.head).skip(1).filter(|&verb| scene.is_verb(verb));
    let tells = |verb: usize| {
        let (subject, _) = scene.subject(verb).filter(|&(subject, _)| subject < actor.tokens.start)?;
        actor_at(scene, subject).map(|who| resolved(scene, who)).filter(|who| who.id.is_some() || who.country.is_some())
    };
    verbs.find_map(tells)
}

/// "The guerrillas", where one armed group alone was named before: its own.
fn only_group<'a>(scene: &Scene<'a>, actor: &ActorMention) -> Option<&'a ActorMention> {
    let definite = (actor.tokens.start.saturating_sub(1)..=actor.tokens.start).any(|token| scene.lower(token) == "the");
    if actor.reference != Reference::Generic || actor.sector != Sector::ArmedGroup || actor.id.is_some() || !definite {
        return None;
    }
    let first = scene.groups.first.filter(|first| first.tokens.start < actor.tokens.start)?;
    let alone = scene.groups.another.is_none_or(|another| actor.tokens.start < another);
    alone.then_some(first)
}

/// The armed groups a report names, as far as "the guerrillas" asks: the first, and where another is first named.
#[derive(Debug, Default)]
pub(crate) struct Groups<'a> {
    first: Option<&'a ActorMention>,
    another: Option<usize>,
}

impl<'a> Groups<'a> {
    pub fn of(actors: &'a [ActorMention]) -> Groups<'a> {
        let group = |actor: &&ActorMention| {
            actor.id.is_some() && matches!(actor.sector, Sector::ArmedGroup | Sector::Criminal) && actor.person.is_none()
        };
        let mut named = actors.iter().filter(group);
        let first = named.next();
        let another = named.find(|actor| Some(actor.id) != first.map(|first| first.id)).map(|actor| actor.tokens.start);
        Groups { first, another }
    }
}

/// Whether those of a sector bear arms.
pub(crate) fn fights(sector: Sector) -> bool {
    matches!(sector, Sector::ArmedGroup | Sector::Criminal | Sector::Military | Sector::Police)
}

/// Adds whoever `token` names in `role`.
pub(crate) fn push(scene: &Scene<'_>, token: usize, role: PartyRole, rule: RuleId, parties: &mut Vec<Party>) {
    // "A patrol of soldiers and mercenaries": both.
    let of = |container: usize| {
        let first = whose(scene, container);
        let all = if first == container { vec![first] } else { joined(scene, first) };
        all.into_iter().map(move |token| (container, first, token))
    };
    for (container, first, token) in joined(scene, token).into_iter().flat_map(of) {
        if scene.parse.dependents(token, Relation::Det).any(|det| scene.lower(det) == "no") {
            continue; // "no group has claimed it"
        }
        let actor = actor_at(scene, token);
        let party = match actor {
            Some(actor) if can_act(scene, actor) => {
                let party = party(scene, actor, role, rule);
                let members = noun_phrase(scene, container).start; // "members of the front": all of it
                if container < token && members < actor.tokens.start && token == first {
                    Party { range: scene.document.cover(members..actor.tokens.end), ..party }
                } else {
                    party
                }
            }
            None if is_person(scene, token) => unlisted(scene, token, role, rule),
            _ => continue,
        };
        let shared = actor.and_then(|actor| shares_noun(scene, &actor.tokens, &party));
        for party in shared.into_iter().chain([party]) {
            if !parties.iter().any(|other| other.role == role && other.name == party.name) {
                parties.push(party);
            }
        }
    }
}

/// A token and those joined to it: "guerrillas and soldiers"; for "who" and "which", those it stands for.
pub(crate) fn joined(scene: &Scene<'_>, token: usize) -> Vec<usize> {
    let token = scene.antecedent(token);
    let with = scene.parse.dependents(token, Relation::Conj).filter(|&other| !opens_clause(scene, other));
    std::iter::once(token).chain(with).collect()
}

/// "Killing seven people, and troops were searching": whether a noun after "and" is the subject of the verb right after it, which the tree leaves without.
fn opens_clause(scene: &Scene<'_>, noun: usize) -> bool {
    let finite = |verb: usize| matches!(scene.parse.node(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
    let alone = |verb: usize| {
        let acts = |relation: Relation| matches!(relation, Relation::Nsubj | Relation::NsubjPass | Relation::Csubj);
        !scene.parse.children(verb).any(|child| acts(scene.parse.node(child).relation))
    };
    let verb = noun + 1;
    let main = scene.parse.node(verb).head.filter(|_| scene.parse.node(verb).upos == Upos::Aux).unwrap_or(verb);
    verb < scene.sentence_end(noun)
        && scene.is_verb(verb)
        && finite(verb)
        && alone(main)
        && !matches!(scene.lower(verb + 1), "by" | "in" | "on" | "at" | "when" | "during" | "," | ".")
}

/// "a group of gunmen", "members of the band": those who act are those the group is of.
fn whose(scene: &Scene<'_>, token: usize) -> usize {
    let container = matches!(
        scene.lemma(token),
        "group"
            | "band"
            | "cell"
            | "element"
            | "faction"
            | "member"
            | "number"
            | "dozen"
            | "hundred"
            | "squad"
            | "crowd"
            | "gang"
            | "column"
            | "patrol"
    );
    let of = || scene.parse.dependents(token, Relation::Nmod).find(|&of| scene.case(of) == Some("of"));
    let names = |&of: &usize| actor_at(scene, of).is_some() || is_person(scene, of);
    if container { of().filter(names).unwrap_or(token) } else { token }
}

/// A place's residents or a role word alone can be harmed, not blamed; "they" stands for whom it can.
pub(crate) fn can_act(scene: &Scene<'_>, actor: &ActorMention) -> bool {
    let who = resolved(scene, actor);
    !matches!(who.sector, Sector::Media | Sector::Medical) && who.reference != Reference::Anaphor
}

/// Whether a token names people: a counted noun, a noun for a person, a name.
pub(crate) fn is_person(scene: &Scene<'_>, token: usize) -> bool {
    let known = matches!(
        scene.person_noun(token),
        Some((_, Counted::Person { usage: Use::Noun | Use::Kin | Use::Plural | Use::Group | Use::Title, measure: None, .. }))
    );
    scene.is_noun(token)
        && (known
            || scene.parse.node(token).entity == Entity::Person
            || count_at(scene, token).is_some_and(|count| count.measure.is_none()))
}

/// The people counted whose noun is `token`; "three deaths" is no one.
fn count_at<'a>(scene: &Scene<'a>, token: usize) -> Option<&'a CountMention> {
    let own = scene.counts_near(token).filter(|count| count.head == token && count.unit == Unit::People);
    own.min_by_key(|count| count.tokens.len()) // "a judge" of "a judge and his driver"
}

pub(crate) fn party(scene: &Scene<'_>, actor: &ActorMention, role: PartyRole, rule: RuleId) -> Party {
    let does = matches!(role, PartyRole::Perpetrator | PartyRole::Party);
    let owner = owner(scene, actor);
    let who = owner.filter(|_| does).unwrap_or_else(|| resolved(scene, actor));
    Party {
        role,
        name: called(scene, who),
        id: who.id,
        country: who.country.or(owner.and_then(|owner| owner.country)),
        sector: who.sector,
        certainty: certainty(scene, &actor.tokens),
        range: actor.range,
        rule,
    }
}

/// What an actor is called: its name; "fighters of the front", where only both say who they are.
fn called(scene: &Scene<'_>, actor: &ActorMention) -> String {
    let of = actor.id.filter(|_| actor.reference == Reference::Generic && scene.lower(actor.tokens.end) == "of");
    let whose = of.and_then(|id| {
        scene.actors_near(actor.tokens.end).find(|whose| whose.id == Some(id) && whose.tokens.start > actor.tokens.end)
    });
    let Some(whose) = whose.filter(|whose| whose.tokens.start <= actor.tokens.end + 2) else { return one_line(&actor.name) };
    one_line(scene.document.slice(scene.document.cover(actor.tokens.start..whose.tokens.end)))
}

/// People whom the actors found do not hold: "three individuals", "the assassins".
pub(crate) fn unlisted(scene: &Scene<'_>, token: usize, role: PartyRole, rule: RuleId) -> Party {
    let tokens = noun_phrase(scene, token);
    let range = scene.document.cover(tokens.clone());
    Party {
        role,
        name: one_line(scene.document.slice(range)),
        id: None,
        country: None,
        sector: Sector::Unknown,
        certainty: certainty(scene, &tokens),
        range,
        rule,
    }
}

/// A name whose words the report broke over two lines.
pub(crate) fn one_line(words: &str) -> String {
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

/// Adds whoever or whatever `token` names as aimed at or harmed.
pub(crate) fn push_target(scene: &Scene<'_>, token: usize, aim: Aim, rule: RuleId, parties: &mut Vec<Party>) {
    let first = parties.len();
    for token in joined(scene, token).into_iter().filter(|&token| !speaks(scene, token)) {
        let told = |parties: &[Party]| parties.iter().any(|other| other.range.contains(scene.document.tokens()[token].range));
        if told(&parties[first..]) {
            continue; // "a judge and his driver", counted together
        }
        if let Some(party) = target(scene, token, aim, rule)
            && !parties.iter().any(|other| other.role == party.role && other.name == party.name)
        {
            parties.push(party);
        }
    }
}

/// Adds those who are counted as killed, hurt or taken, where no construction named them: "a policeman" of "five people, including a policeman".
pub(crate) fn push_counted(scene: &Scene<'_>, harms: &[Harm], parties: &mut Vec<Party>) {
    let struck = |measure| matches!(measure, Measure::Killed | Measure::Injured | Measure::Abducted | Measure::Missing);
    let numbered = |harm: &&Harm| harm.count.modifier() != Modifier::Unknown && harm.relation != HarmRelation::Cumulative;
    for harm in harms.iter().filter(numbered).filter(|harm| struck(harm.measure)) {
        let words = scene.document.tokens_in(harm.range);
        let count = scene.counts_near(words.start).find(|count| count.range == harm.range && count.measure.is_none());
        let Some(count) = count else { continue };
        // Each of a list of names.
        let named = scene.actors_near(words.start).filter(|actor| actor.person.is_some() && words.contains(&actor.head));
        for token in std::iter::once(count.head).chain(named.map(|actor| actor.head)) {
            let told =
                |party: &Party| party.range.contains(scene.document.tokens()[token].range) || says_who(scene, party, token);
            if !parties.iter().any(told) {
                push_target(scene, token, Aim::Harmed, RuleId("counted-as-harmed"), parties);
            }
        }
    }
}

/// "Ramon Paz, a union leader": whether a noun stands beside the name of a party and says who it is.
fn says_who(scene: &Scene<'_>, party: &Party, noun: usize) -> bool {
    let inside = |token: usize| party.range.contains(scene.document.tokens()[token].range);
    let node = scene.parse.node(noun);
    let beside = node.head.filter(|_| matches!(node.relation, Relation::Appos | Relation::NmodDesc | Relation::Flat));
    beside.is_some_and(inside) || scene.actors_near(noun).any(|actor| actor.tokens.contains(&noun) && inside(actor.head))
}

/// "Twelve people, rescue workers and residents said": whoever tells of it, or is joined to one who does, is not told of. "Killed four insurgents and
/// confirmed": who did the one did the other.
pub(crate) fn speaks(scene: &Scene<'_>, token: usize) -> bool {
    let end = scene.sentence_end(token);
    let source = |token: usize| {
        let range = scene.document.tokens().get(token).filter(|_| token < end).map(|token| token.range);
        let mut voices = scene.voices.get(scene.document.sentence_of(token)).into_iter().flatten();
        range.is_some_and(|range| voices.any(|voice| voice.source.is_some_and(|source| source.contains(range))))
    };
    let joined = scene.lower(token + 1) == "and";
    let other = if matches!(scene.lower(token + 2), "a" | "an" | "the" | "his" | "her") { token + 3 } else { token + 2 };
    if joined { source(other) && scene.is_noun(other) } else { source(token) }
}

/// A target is an actor, people, or a thing with its owner: "Hezbollah's headquarters" is a target of Hezbollah's.
fn target(scene: &Scene<'_>, token: usize, aim: Aim, rule: RuleId) -> Option<Party> {
    let token = meant(scene, token)?;
    if scene.is_time(token) || matches!(scene.lower(token), "none" | "nobody" | "no-one") {
        return None;
    }
    let token = thing_of(scene, token);
    // "Hit his head": where he was hit.
    let whose = scene.parse.dependents(token, Relation::NmodPoss).next().is_some();
    if whose
        && matches!(scene.lemma(token), "arm" | "back" | "chest" | "eye" | "face" | "foot" | "hand" | "head" | "leg" | "neck")
    {
        return None;
    }
    let owner = scene.parse.dependents(token, Relation::NmodPoss).chain(scene.parse.dependents(token, Relation::Compound));
    let owner = owner.chain(scene.parse.dependents(token, Relation::Amod)).find_map(|owner| actor_at(scene, owner));
    let of = scene
        .parse
        .dependents(token, Relation::Nmod)
        .filter(|&of| scene.case(of) == Some("of"))
        .find_map(|of| actor_at(scene, of));
    let own = actor_at(scene, token);
    // "the priest, Name": the name is whose it is.
    let named = scene
        .parse
        .dependents(token, Relation::Appos)
        .find_map(|name| actor_at(scene, name))
        .filter(|named| named.person.is_some());
    let own = if own.is_none_or(|own| own.person.is_none()) { named.or(own) } else { own };
    let actor = own.or(owner).or(of);
    let count = count_at(scene, token);
    if count.is_some_and(|count| count.count.modifier() == Modifier::None) {
        return None; // "none of the passengers was hurt"
    }
    // Nothing is done to a framework, an order or a morning: what is neither an actor, nor people, nor a thing of some owner's or kind is no target.
    // Who is killed, hurt or taken and has a name of no known kind is someone.
    // "Fled Rutshuru": the town is where they were.
    let left = scene.places_near(token).any(|place| place.tokens.contains(&token) && place.relation == PlaceRelation::From);
    let proper = scene.parse.node(token).upos == Upos::Propn && !left;
    let name = aim == Aim::Harmed && proper && !scene.lexicon.targets.has(scene.lemma(token));
    let person = own.is_some_and(|own| own.person.is_some()) || is_person(scene, token) || name && actor.is_none();
    if actor.is_none() && !person && !scene.lexicon.targets.has(scene.lemma(token)) {
        return None;
    }
    // "The bombing of the town and the murder of a priest": the murder is another act.
    let act = scene.named_by(token);
    if own.is_none() && !person && act.is_some_and(|readings| readings.iter().any(|reading| reading.act.is_some())) {
        return None;
    }
    if actor.is_none() && !name && scene.places_near(token).any(|place| place.tokens.contains(&token)) {
        return None; // a place is where, not whom
    }
    let tokens = noun_phrase(scene, token);
    let words = scene.document.cover(tokens);
    let who = actor.map(|actor| resolved(scene, actor));
    // The actor itself, or all of it that a number or "many" takes: "many of the group's commanders".
    let some_of = scene.parse.node(token).upos != Upos::Noun && of.is_some();
    let itself = actor.is_some_and(|actor| actor.head == token || named.is_some()) || some_of;
    let harmed = aim == Aim::Harmed && person || aim != Aim::Sought && count.is_some();
    let role = if harmed { PartyRole::Victim } else { PartyRole::Target };
    // "at least 12 people" are told by their count; a named group ("12 soldiers of the brigade") by its name.
    let told = count.filter(|_| who.is_none_or(|who| who.id.is_none() && who.reference == Reference::Generic));
    let words = told.map_or(words, |count| count.range);
    let name =
        who.filter(|_| itself && told.is_none()).map_or_else(|| one_line(scene.document.slice(words)), |who| one_line(&who.name));
    Some(Party {
        role,
        name,
        id: who.and_then(|who| who.id),
        country: who.and_then(|who| who.country),
        sector: who.map_or(Sector::Unknown, |who| who.sector),
        certainty: Certainty::Stated,
        range: words,
        rule,
    })
}

/// Whom a pronoun stands for: the last before it who was said to do or suffer something and whom it can stand for; any other word itself.
fn meant(scene: &Scene<'_>, token: usize) -> Option<usize> {
    if scene.parse.node(token).upos != Upos::Pron {
        return Some(token);
    }
    let several = match scene.lower(token) {
        "he" | "she" | "him" | "her" => false,
        "they" | "them" => true,
        _ => return None,
    };
    // Nobody does to himself what is done to "him".
    let doer = scene.parse.node(token).head.and_then(|verb| scene.subject(verb)).map(|(subject, _)| subject);
    let object = matches!(scene.parse.node(token).relation, Relation::Obj | Relation::NsubjPass); // "They were found dead": those taken before
    let subject = |&before: &usize| {
        let node = scene.parse.node(before);
        let stands = matches!(node.relation, Relation::Nsubj | Relation::NsubjPass)
            || object && matches!(node.relation, Relation::Obj | Relation::Obl);
        stands
            && node.upos != Upos::Pron
            && (!object || doer != Some(before))
            && is_person(scene, before)
            && may_be_called(scene, before, scene.lower(token))
            && (matches!(node.xpos, Xpos::Nns | Xpos::Nnps) || scene.parse.dependents(before, Relation::Conj).next().is_some())
                == several
    };
    (token.saturating_sub(BACK)..token).rev().find(subject)
}

/// Whether somebody may be called "he" or "she": no man is she.
fn may_be_called(scene: &Scene<'_>, noun: usize, pronoun: &str) -> bool {
    let Some((_, Counted::Person { group, .. })) = scene.person_noun(noun) else { return true };
    match pronoun {
        "he" | "him" => !matches!(group.kind, Kind::Women | Kind::Girls),
        "she" | "her" => !matches!(group.kind, Kind::Men | Kind::Boys),
        _ => true,
    }
}

/// How many words back a pronoun points.
const BACK: usize = 40;

/// "the windows of the consulate", "the front of a bank": the thing that a part is of.
fn thing_of(scene: &Scene<'_>, token: usize) -> usize {
    let thing = |token: usize| scene.lexicon.targets.has(scene.lemma(token));
    // "A total of 33 people": those counted.
    if matches!(scene.lemma(token), "total" | "number") {
        let of = scene.parse.dependents(token, Relation::Nmod).find(|&of| scene.case(of) == Some("of"));
        return of.filter(|&of| count_at(scene, of).is_some() || is_person(scene, of)).unwrap_or(token);
    }
    if thing(token) || is_person(scene, token) || actor_at(scene, token).is_some() {
        return token;
    }
    let of = scene.parse.dependents(token, Relation::Nmod).find(|&of| scene.case(of) == Some("of") && thing(of));
    of.unwrap_or(token)
}

/// A noun with the words before it that belong to it, and the name that stands beside it ("his companion, Name"): no relative clause, no "of" phrase,
/// eight words before it at most.
pub(crate) fn noun_phrase(scene: &Scene<'_>, noun: usize) -> Range<usize> {
    let belongs = |relation: Relation| {
        matches!(
            relation,
            Relation::Amod | Relation::Compound | Relation::NmodDesc | Relation::NmodPoss | Relation::Flat | Relation::Nummod
        )
    };
    let before = scene.parse.children(noun).filter(|&child| child < noun && belongs(scene.parse.node(child).relation));
    let start = before.map(|child| scene.parse.subtree(child).start).min().unwrap_or(noun).max(noun.saturating_sub(7));
    let joins = |&token: &usize| token < noun && matches!(scene.parse.node(token).upos, Upos::Adp | Upos::Punct | Upos::Cconj);
    let start = (start..noun).take_while(joins).last().map_or(start, |last| last + 1);
    start..beside(scene, noun).unwrap_or(noun + 1)
}

/// Past the name that stands right after a noun and says who it is.
fn beside(scene: &Scene<'_>, noun: usize) -> Option<usize> {
    let comma = usize::from(scene.lower(noun + 1) == ",");
    let first = noun + 1 + comma;
    let node = scene.parse.node(first);
    let named = node.upos == Upos::Propn && node.entity != Entity::Place && scene.is_noun(noun);
    let tied = matches!(node.relation, Relation::Appos | Relation::Flat)
        && scene.parse.ancestors(first).take(4).any(|above| above == noun);
    if !named || !tied {
        return None;
    }
    let end = scene.sentence_end(noun);
    Some((first..end).find(|&token| scene.parse.node(token).upos != Upos::Propn).unwrap_or(end))
}
