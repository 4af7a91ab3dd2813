//! Words that belong to a mention beside it: "spokesman for the army", "Jane Roe, a police officer,".
//!
//! In: the mentions of one sentence. Out: the same, joined. Does not look beyond the sentence.

use dateline_lexicon::{Lexicon, Sector};
use dateline_text::Document;

use super::{ActorMention, Reference};

/// "a spokesman for Hamas", "the president of Mali": who has the role belongs to whom the preposition names.
pub(super) fn belonging(document: &Document, lexicon: &Lexicon, first: usize, mentions: &mut [ActorMention]) {
    for index in first..mentions.len().saturating_sub(1) {
        let (bearers, owners) = mentions.split_at_mut(index + 1);
        let (bearer, owner) = (&mut bearers[index], &mut owners[0]);
        let next = document.lower(bearer.tokens.end);
        if bearer.modifier
            || owner.person.is_some()
            || bearer.affiliation.is_some()
            || !matches!(next, "of" | "for" | "from" | "at" | "with")
        {
            continue;
        }
        let article = usize::from(matches!(document.lower(bearer.tokens.end + 1), "the" | "a" | "its"));
        if owner.tokens.start > bearer.tokens.end + 1 + article || owner.reference == Reference::Anaphor && owner.id.is_none() {
            continue;
        }
        if bearer.person.is_some() || bearer.reference == Reference::Named || matches!(bearer.sector, Sector::Civilian) {
            continue;
        }
        owner.modifier = true;
        bearer.affiliation = owner.id;
        bearer.country = bearer.country.or(owner.country);
        if bearer.sector == Sector::Unknown {
            bearer.sector = owner.sector;
        }
        if bearer.id.is_none() && owner.id.is_some() {
            let country = bearer.country.and_then(|country| lexicon.actors.of_state(country, bearer.sector));
            bearer.id = if owner.rule.0.starts_with("state") { country } else { owner.id };
        }
        bearer.reference = if bearer.reference == Reference::Anaphor { Reference::Generic } else { bearer.reference };
    }
}

/// "Jane Roe, a police officer," and "the army spokesman, Jane Roe,": one person, with a role.
pub(super) fn appositions(document: &Document, first: usize, mentions: &mut Vec<ActorMention>) {
    let mut index = first;
    while index + 1 < mentions.len() {
        let (before, after) = (&mentions[index], &mentions[index + 1]);
        let comma = document.word(before.tokens.end) == "," && after.tokens.start <= before.tokens.end + 2;
        if !comma || before.modifier || after.modifier {
            index += 1;
            continue;
        }
        let describes = |mention: &ActorMention| {
            mention.person.is_none()
                && mention.reference == Reference::Generic
                && document.lower(mention.tokens.start) != "and"
                && !plural(document, mention)
        };
        if before.person.is_some() && before.role.is_none() && describes(after) && starts_description(document, after) {
            let described = mentions.remove(index + 1);
            describe(&mut mentions[index], &described);
        } else if after.person.is_some() && after.role.is_none() && describes(before) && document.word(after.tokens.end) == "," {
            let described = mentions.remove(index);
            describe(&mut mentions[index], &described);
        } else {
            index += 1;
        }
    }
}

fn plural(document: &Document, mention: &ActorMention) -> bool {
    document.lower(mention.tokens.end.saturating_sub(1)).ends_with('s')
}

/// Whether a description is one: it has an article, or says of whom ("spokesman for the army").
fn starts_description(document: &Document, mention: &ActorMention) -> bool {
    matches!(document.lower(mention.tokens.start), "a" | "an" | "the" | "its" | "their" | "his" | "her")
        || mention.affiliation.is_some()
        || mention.country.is_some()
        || matches!(document.lower(mention.tokens.end), "of" | "for" | "at" | "with" | "," | "in")
}

fn describe(person: &mut ActorMention, description: &ActorMention) {
    person.role = Some(description.range);
    person.country = person.country.or(description.country);
    person.affiliation = person.affiliation.or(description.affiliation).or(description.id);
    if person.sector == Sector::Unknown {
        person.sector = description.sector;
    }
    person.range = person.range.cover(description.range);
    person.tokens = person.tokens.start.min(description.tokens.start)..person.tokens.end.max(description.tokens.end);
}
