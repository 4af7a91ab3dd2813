//! Pointing back: which actor named before "the group", "the army" or a bare surname means.
//!
//! In: the mentions of a document in text order. Out: the same, with antecedents. Knows nothing of what they did.

use std::collections::BTreeMap;

use dateline_lexicon::{Lexicon, Sector};
use dateline_syntax::Parse;
use dateline_text::Document;

use super::{ActorMention, Reference};

/// How many mentions back an antecedent may stand.
const REACH: usize = 60;

/// Ties anaphors to the actors named before them; one that is tied to no one is an actor by kind.
pub(super) fn resolve(document: &Document, _parse: &Parse, lexicon: &Lexicon, mentions: &mut [ActorMention]) {
    let mut surnames: BTreeMap<String, usize> = BTreeMap::new();
    for index in 0..mentions.len() {
        if mentions[index].person.is_some() {
            surname(document, &mut surnames, mentions, index);
        }
        if mentions[index].reference == Reference::Anaphor {
            let found = (index.saturating_sub(REACH)..index).rev().find(|&earlier| fits(&mentions[index], &mentions[earlier]));
            match found {
                Some(earlier) => point(mentions, index, earlier),
                None => mentions[index].reference = Reference::Generic,
            }
        }
    }
    for mention in mentions.iter_mut().filter(|mention| mention.affiliation.is_none() && mention.person.is_none()) {
        mention.affiliation = mention.id.and_then(|id| lexicon.actors.by_id(id)).and_then(|actor| actor.parent);
    }
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
    let named = earlier.reference == Reference::Named || earlier.reference == Reference::Anaphor;
    match anaphor.sector {
        Sector::Unknown => {
            named
                && matches!(
                    earlier.sector,
                    Sector::ArmedGroup | Sector::Ngo | Sector::Political | Sector::Criminal | Sector::International
                )
        }
        sector => earlier.sector == sector && (named || earlier.country.is_some()),
    }
}
