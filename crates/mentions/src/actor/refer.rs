//! Pointing back: which actor named before "the group", "the army" or a bare surname means.
//!
//! In: the mentions of a document in text order. Out: the same, with antecedents. Knows nothing of what they did.

use std::collections::BTreeMap;

use dateline_lexicon::{Lexicon, Sector};
use dateline_syntax::{Parse, Relation, Xpos};
use dateline_text::Document;

use super::{ActorMention, Reference};

/// Roles whose bearer belongs to the actor last named, where the report does not say to whom.
const BELONGS: [&str; 8] =
    ["spokesman", "spokeswoman", "spokesperson", "commander", "leader", "chief", "commanders", "spokesmen"];

/// How many mentions back an antecedent may stand.
const REACH: usize = 60;

/// Ties anaphors to the actors named before them; one that is tied to no one is an actor by kind.
pub(super) fn resolve(document: &Document, parse: &Parse, lexicon: &Lexicon, mentions: &mut [ActorMention]) {
    let mut surnames: BTreeMap<String, usize> = BTreeMap::new();
    for index in 0..mentions.len() {
        if mentions[index].person.is_some() {
            surname(document, &mut surnames, mentions, index);
        }
        if mentions[index].rule.0 == "pronoun" {
            if let Some(earlier) = meant(document, parse, mentions, index) {
                point(mentions, index, earlier);
            }
        } else if let Some(earlier) = same_noun(document, mentions, index) {
            point(mentions, index, earlier);
        } else if mentions[index].reference == Reference::Anaphor && mentions[index].antecedent.is_none() {
            let fitting =
                || (index.saturating_sub(REACH)..index).rev().filter(|&earlier| fits(&mentions[index], &mentions[earlier]));
            // "The front freed them after talks led by the Red Cross, the group said": who did it, before who is told beside it.
            let sentence = document.sentence_of(mentions[index].tokens.start);
            let did = |earlier: &usize| {
                let actor = &mentions[*earlier];
                document.sentence_of(actor.tokens.start) == sentence && parse.node(actor.head).relation == Relation::Nsubj
            };
            let found = by_noun(document, mentions, index).or_else(|| fitting().find(did)).or_else(|| fitting().next());
            match found {
                Some(earlier) => {
                    // "Two Israeli soldiers were killed, the military said": the force is theirs, and goes by its own name.
                    let first = mentions[earlier].antecedent.unwrap_or(earlier);
                    let own = are_members(document, parse, &mentions[first]).then(|| mentions[index].name.clone());
                    point(mentions, index, earlier);
                    if let Some(own) = own {
                        mentions[index].name = own;
                    }
                }
                None => mentions[index].reference = Reference::Generic,
            }
        }
    }
    for index in 0..mentions.len() {
        if let Some(earlier) = employer(document, mentions, index) {
            let known = mentions[earlier].clone();
            let mention = &mut mentions[index];
            mention.affiliation = known.id;
            mention.country = known.country;
            mention.sector = known.sector;
        }
    }
    for mention in mentions.iter_mut().filter(|mention| mention.affiliation.is_none() && mention.person.is_none()) {
        mention.affiliation = mention.id.and_then(|id| lexicon.actors.by_id(id)).and_then(|actor| actor.parent);
    }
}

/// "Two Israeli soldiers", "Turkish warplanes": some of a force, not the force as "Israeli troops" may be.
fn are_members(document: &Document, parse: &Parse, actor: &ActorMention) -> bool {
    let plural = parse.node(actor.head).xpos == Xpos::Nns;
    let body = matches!(document.lower(actor.head), "forces" | "troops" | "authorities" | "officials" | "services" | "police");
    plural && !body && actor.id.is_some() && actor.rule.0.starts_with("actor-by-kind")
}

/// "The Palestinian health ministry … the ministry": the one named before whose name ends in the noun.
fn by_noun(document: &Document, mentions: &[ActorMention], index: usize) -> Option<usize> {
    let noun = |mention: &ActorMention| document.lower(mention.tokens.end.saturating_sub(1));
    let mention = &mentions[index];
    let bare =
        mention.tokens.len() <= 2 && matches!(noun(mention), "ministry" | "agency" | "department" | "office" | "observatory");
    let named = |earlier: &usize| {
        let actor = &mentions[*earlier];
        actor.person.is_none() && actor.id.is_some() && noun(actor) == noun(mention)
    };
    bare.then(|| (index.saturating_sub(REACH)..index).rev().find(named)).flatten()
}

/// The actor by kind that "the gunmen" or "the security force" takes up with the same noun.
fn same_noun(document: &Document, mentions: &[ActorMention], index: usize) -> Option<usize> {
    let mention = &mentions[index];
    let again = mention.rule.0.starts_with("actor-by-kind") && mention.id.is_none() && mention.affiliation.is_none();
    if !again || mention.antecedent.is_some() || document.lower(mention.tokens.start) != "the" {
        return None;
    }
    let noun = |mention: &ActorMention| document.lower(mention.tokens.end.saturating_sub(1));
    let found = (index.saturating_sub(REACH)..index).rev().find(|&earlier| {
        let actor = &mentions[earlier];
        actor.rule.0.starts_with("actor-by-kind") && noun(actor) == noun(mention) && actor.person.is_none()
    })?;
    // "the second gang" and "the police in Tyre" may be others: more words than before name someone new.
    let plain = mention.tokens.len() <= mentions[found].tokens.len() + 1;
    plain.then_some(found)
}

/// The force or group that "a spokesman" or "spokesman John Doe" belongs to: the last one named in this sentence or the one before.
fn employer(document: &Document, mentions: &[ActorMention], index: usize) -> Option<usize> {
    let mention = &mentions[index];
    let role = mention.role.unwrap_or(mention.range);
    let role = document.slice(role).rsplit(' ').next().unwrap_or("").to_lowercase();
    let open =
        mention.affiliation.is_none() && mention.country.is_none() && mention.id.is_none() && mention.sector == Sector::Unknown;
    if !open || !BELONGS.contains(&&*role) || mention.reference == Reference::Anaphor {
        return None;
    }
    let sentence = document.sentence_of(mention.tokens.start);
    let near = |earlier: &usize| document.sentence_of(mentions[*earlier].tokens.start) + 1 >= sentence;
    let employs = |earlier: &usize| {
        let actor = &mentions[*earlier];
        let body = matches!(
            actor.sector,
            Sector::Military | Sector::ArmedGroup | Sector::Government | Sector::International | Sector::Ngo | Sector::Police
        );
        actor.person.is_none() && actor.id.is_some() && body && actor.rule.0 != "state-sponsors"
    };
    (0..index).rev().take(REACH).take_while(near).find(employs)
}

/// Whom the pronoun at `index` means: the nearest fitting actor in this sentence or one of the two before it, a subject first.
fn meant(document: &Document, parse: &Parse, mentions: &[ActorMention], index: usize) -> Option<usize> {
    let pronoun = &mentions[index];
    let word = document.lower(pronoun.tokens.start);
    let sentence = document.sentence_of(pronoun.tokens.start);
    let near = |earlier: &usize| document.sentence_of(mentions[*earlier].tokens.start) + 2 >= sentence;
    let fitting = (0..index).rev().take(REACH).take_while(near).filter(|&earlier| {
        let actor = &mentions[earlier];
        let loose = actor.rule.0 == "pronoun" && actor.antecedent.is_none();
        let person = actor.person.is_some() || actor.antecedent.is_some_and(|first| mentions[first].person.is_some());
        let single = !document.lower(actor.tokens.end.saturating_sub(1)).ends_with('s');
        let body = matches!(
            actor.sector,
            Sector::Government
                | Sector::Military
                | Sector::ArmedGroup
                | Sector::International
                | Sector::Ngo
                | Sector::Police
                | Sector::Media
                | Sector::Political
                | Sector::Medical
                | Sector::Intelligence
                | Sector::Business
                | Sector::Judicial
        );
        !loose
            && !actor.modifier
            && match word {
                "he" | "she" => person || actor.reference == Reference::Generic && single && is_one(document, actor),
                "it" => !person && body && (actor.reference == Reference::Named || single && !is_one(document, actor)),
                _ => !person && (actor.reference != Reference::Generic || !single || actor.sector == Sector::Police),
            }
    });
    let fitting: Vec<usize> = fitting.collect();
    // "The Israeli military said": whatever the tree makes of it.
    let speaks = |actor: &ActorMention| matches!(parse.node(actor.tokens.end).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    let subject = |earlier: &&usize| {
        let actor = &mentions[**earlier];
        matches!(parse.node(actor.head).relation, Relation::Nsubj | Relation::NsubjPass) || speaks(actor)
    };
    fitting.iter().find(subject).or(fitting.first()).copied()
}

/// Whether a phrase names one person by kind: "a doctor", "the commander".
fn is_one(document: &Document, actor: &ActorMention) -> bool {
    names_one(document.lower(actor.tokens.end.saturating_sub(1)))
}

/// Whether a noun names one person by kind.
pub(crate) fn names_one(last: &str) -> bool {
    [
        "man", "or", "er", "person", "ist", "nt", "ess", "ian", "chief", "official", "leader", "source", "nurse", "boy", "girl",
        "cleric", "medic",
    ]
    .iter()
    .any(|end| last.ends_with(end))
        && !matches!(last, "government" | "parliament" | "department" | "front")
}

/// The mentions without the pronouns that point at no one.
pub(super) fn without_loose_pronouns(mentions: Vec<ActorMention>) -> Vec<ActorMention> {
    let loose = |mention: &ActorMention| mention.rule.0 == "pronoun" && mention.antecedent.is_none();
    let mut kept = 0;
    let places: Vec<usize> = mentions
        .iter()
        .map(|mention| {
            kept += usize::from(!loose(mention));
            kept.saturating_sub(1)
        })
        .collect();
    let mut left: Vec<ActorMention> = mentions.into_iter().filter(|mention| !loose(mention)).collect();
    for mention in &mut left {
        mention.antecedent = mention.antecedent.map(|earlier| places[earlier]);
    }
    left
}

/// A surname alone stands for the person named in full before.
fn surname(document: &Document, surnames: &mut BTreeMap<String, usize>, mentions: &mut [ActorMention], index: usize) {
    let Some(person) = mentions[index].person else { return };
    let name = document.slice(person);
    let last = name.rsplit([' ', '\u{a0}']).next().unwrap_or(name).to_lowercase();
    let alone = !name.contains(' ');
    match surnames.get(&last) {
        Some(&earlier) if alone && mentions[index].id.is_none() => point(mentions, index, earlier),
        _ if alone => {}
        _ => {
            surnames.insert(last, index);
        }
    }
}

/// Gives the mention at `index` what is known of the one it points back at.
fn point(mentions: &mut [ActorMention], index: usize, earlier: usize) {
    let first = mentions[earlier].antecedent.unwrap_or(earlier);
    let known = mentions[first].clone();
    let mention = &mut mentions[index];
    mention.reference = Reference::Anaphor;
    mention.antecedent = Some(first);
    mention.id = known.id;
    mention.name = known.name;
    mention.country = known.country;
    mention.affiliation = known.affiliation;
    mention.sector = known.sector;
}

/// Whether an anaphor of a kind can mean an actor named before.
fn fits(anaphor: &ActorMention, earlier: &ActorMention) -> bool {
    if earlier.person.is_some() || earlier.reference == Reference::Anaphor && earlier.antecedent.is_none() {
        return false;
    }
    let named = earlier.reference != Reference::Generic || earlier.id.is_some(); // "Al-Shabaab fighters"
    match anaphor.sector {
        Sector::Unknown => {
            named
                && matches!(
                    earlier.sector,
                    Sector::ArmedGroup | Sector::Ngo | Sector::Political | Sector::Criminal | Sector::International
                )
        }
        Sector::Political => named && matches!(earlier.sector, Sector::ArmedGroup | Sector::Political),
        sector => earlier.sector == sector && (named || earlier.country.is_some()),
    }
}
