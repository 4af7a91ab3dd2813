//! Which kind of voice an actor is.
//!
//! In: an actor and all actors of its report. Out: a [`VoiceKind`]. A state counts as a side that fights where the report has its forces
//! act; of other governments, the one most spoken of is local and the rest are third parties.

use std::collections::BTreeMap;

use dateline_lexicon::Sector;

use super::VoiceKind;
use crate::ActorMention;

/// The states of one report: those whose forces act in it, and the one most spoken of besides.
#[derive(Debug, Default)]
pub(super) struct States {
    fighting: Vec<&'static str>,
    home: Option<&'static str>,
}

impl States {
    /// Reads them from a report's actors.
    pub fn of(actors: &[ActorMention]) -> States {
        let mut spoken: BTreeMap<&'static str, usize> = BTreeMap::new();
        let mut fighting: Vec<&'static str> = Vec::new();
        for actor in actors {
            let Some(country) = actor.country else { continue };
            *spoken.entry(country).or_default() += 1;
            if actor.sector == Sector::Military {
                fighting.push(country);
            }
        }
        fighting.sort_unstable();
        fighting.dedup();
        let home = spoken.into_iter().filter(|(country, _)| fighting.binary_search(country).is_err());
        let home = home.max_by_key(|(country, times)| (*times, std::cmp::Reverse(*country))).map(|(country, _)| country);
        States { fighting, home }
    }

    /// The kind of voice `actor` is.
    pub fn kind(&self, actor: &ActorMention) -> VoiceKind {
        match actor.sector {
            Sector::Military | Sector::ArmedGroup | Sector::Intelligence => VoiceKind::Belligerent,
            Sector::Government => self.government(actor),
            Sector::Police | Sector::Judicial => VoiceKind::LocalOfficial,
            Sector::Medical => VoiceKind::Medical,
            Sector::International | Sector::Ngo => VoiceKind::UnNgo,
            Sector::Media => VoiceKind::Media,
            Sector::Civilian => VoiceKind::Witness,
            Sector::Political | Sector::Criminal | Sector::Religious | Sector::Business | Sector::Unknown => {
                VoiceKind::ThirdParty
            }
        }
    }

    fn government(&self, actor: &ActorMention) -> VoiceKind {
        let Some(country) = actor.country else { return VoiceKind::LocalOfficial };
        if self.fighting.binary_search(&country).is_ok() {
            return VoiceKind::Belligerent;
        }
        if self.home == Some(country) { VoiceKind::LocalOfficial } else { VoiceKind::ThirdParty }
    }
}

/// The kind of voice a source is that names no known actor, by its words.
pub(super) fn by_words(words: &str) -> VoiceKind {
    let last = words.rsplit(' ').next().unwrap_or("").to_lowercase();
    match &*last {
        "media" | "newspaper" | "newspapers" | "agency" | "television" | "tv" | "radio" | "reports" | "website" | "channel" => {
            VoiceKind::Media
        }
        "hospital" | "hospitals" | "clinic" | "morgue" => VoiceKind::Medical,
        "i" | "we" => VoiceKind::Report,
        _ => VoiceKind::ThirdParty,
    }
}
