//! Pointing back: which of those who spoke before "it said" or "the organisation said" means.
//!
//! In: the voices of a document in text order. Out: the same; those that named nobody are named after the speaker they mean, or after
//! nobody. Actors that point back are settled in `actor::refer`; here are sources that are no actor of ours.

use dateline_text::Document;

use super::VoiceMention;
use super::kind::by_words;
use crate::actor::refer::names_one;
use crate::{ActorMention, Reference};

/// How many bytes of text, and how many voices, back a speaker may have been named.
const REACH: (usize, usize) = (800, 20);

/// What a source that names nobody can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Means {
    Person,
    Body,
}

/// Nouns that take up a body named before.
const BODIES: [&str; 18] = [
    "organisation",
    "organization",
    "group",
    "agency",
    "body",
    "league",
    "watchdog",
    "monitor",
    "observatory",
    "charity",
    "network",
    "association",
    "committee",
    "office",
    "statement",
    "report",
    "outlet",
    "newspaper",
];

fn means(words: &str) -> Option<Means> {
    let words = words.to_lowercase();
    match &*words {
        "he" | "she" => Some(Means::Person),
        "it" => Some(Means::Body),
        _ => {
            let noun = words.strip_prefix("the ").or(words.strip_prefix("its "))?;
            BODIES.contains(&noun).then_some(Means::Body)
        }
    }
}

/// Names those who are only pointed at.
pub(super) fn resolve(document: &Document, actors: &[ActorMention], voices: &mut [VoiceMention]) {
    let known = |actor: usize| actors.get(actor).is_none_or(|actor| actor.id.is_some() || actor.reference != Reference::Generic);
    for index in 0..voices.len() {
        let (before, rest) = voices.split_at_mut(index);
        let Some(voice) = rest.first_mut() else { return };
        if let Some(earlier) = described(actors, before, voice) {
            take_up(voice, earlier);
            continue;
        }
        let Some(source) = voice.source.filter(|_| !voice.actor.is_some_and(known) && voice.name.is_none()) else { continue };
        let words = document.slice(source);
        let Some(means) = means(words) else { continue };
        match speaker(document, &before[index.saturating_sub(REACH.1)..], source.start(), means) {
            Some(Speaker::Voice(earlier)) => take_up(voice, earlier),
            Some(Speaker::Cited(name)) => {
                voice.kind = by_words(name);
                voice.organisation = Some(name.to_owned());
            }
            None if !words.contains(' ') => voice.organisation = None,
            None => {}
        }
    }
}

/// The speaker whose description alone holds the actor that a voice points back at: "the League, which works in areas held by rebels, … it".
fn described<'a>(actors: &[ActorMention], before: &'a [VoiceMention], voice: &VoiceMention) -> Option<&'a VoiceMention> {
    let actor = actors.get(voice.actor?)?;
    let meant = actor.antecedent.filter(|_| actor.rule.0 == "pronoun")?;
    let range = actors.get(meant)?.range;
    let holds = |earlier: &&VoiceMention| {
        earlier.actor != Some(meant)
            && earlier.source.is_some_and(|source| source.contains(range) && source.start() < range.start())
    };
    before.iter().rev().take(REACH.1).find(holds)
}

fn take_up(voice: &mut VoiceMention, earlier: &VoiceMention) {
    (voice.kind, voice.country, voice.actor) = (earlier.kind, earlier.country, earlier.actor);
    voice.name.clone_from(&earlier.name);
    voice.role.clone_from(&earlier.role);
    voice.organisation.clone_from(&earlier.organisation);
}

/// One who was heard, or was cited by one who was.
enum Speaker<'a> {
    Voice(&'a VoiceMention),
    Cited(&'a str),
}

/// The speaker of the right kind whose name stands last before `at`.
fn speaker<'a>(document: &Document, before: &'a [VoiceMention], at: usize, means: Means) -> Option<Speaker<'a>> {
    let text = document.text();
    let mut start = at.saturating_sub(REACH.0);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let near = text.get(start..at)?;
    let mut last: Option<(usize, Speaker<'a>)> = None;
    let mut consider = |place: Option<usize>, speaker: Speaker<'a>| {
        if let Some(place) = place.filter(|place| last.as_ref().is_none_or(|(last, _)| place >= last)) {
            last = Some((place, speaker));
        }
    };
    for voice in before {
        let fits = match means {
            Means::Person => voice.name.is_some(),
            // "An officer said seven died, while the group claimed": he is no group.
            Means::Body => {
                let body = |name: &&String| !name.rsplit(' ').next().is_some_and(|noun| names_one(&noun.to_lowercase()));
                voice.name.is_none() && voice.organisation.as_ref().filter(body).is_some()
            }
        };
        let words = voice.source.map(|source| document.slice(source));
        if let Some(words) = words.filter(|words| fits && self::means(words).is_none()) {
            consider(
                near.rfind(words.strip_prefix("The ").or(words.strip_prefix("the ")).unwrap_or(words)),
                Speaker::Voice(voice),
            );
        }
        for cited in voice.via.iter().filter(|_| means == Means::Body) {
            consider(near.rfind(cited.as_str()), Speaker::Cited(cited));
        }
    }
    last.map(|(_, speaker)| speaker)
}
