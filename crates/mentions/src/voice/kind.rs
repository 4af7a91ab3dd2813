//! Which kind of voice an actor is.
//!
//! In: an actor and the lexicon. Out: a [`VoiceKind`]. Whether a state is at war is not known here: its forces and its head count
//! as a belligerent.

use dateline_lexicon::{Lexicon, Sector};

use super::VoiceKind;
use crate::ActorMention;

/// The kind of voice `actor` is, by its sector.
pub(super) fn kind(actor: &ActorMention, _lexicon: &Lexicon) -> VoiceKind {
    match actor.sector {
        Sector::Military | Sector::ArmedGroup | Sector::Intelligence => VoiceKind::Belligerent,
        Sector::Government | Sector::Police | Sector::Judicial => VoiceKind::LocalOfficial,
        Sector::Medical => VoiceKind::Medical,
        Sector::International | Sector::Ngo => VoiceKind::UnNgo,
        Sector::Media => VoiceKind::Media,
        Sector::Civilian => VoiceKind::Witness,
        Sector::Political | Sector::Criminal | Sector::Religious | Sector::Business | Sector::Unknown => VoiceKind::ThirdParty,
    }
}
