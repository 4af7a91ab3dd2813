//! By whose account: the voice whose words hold a claim, the innermost where several do; else the report's own.

use dateline_mentions::{VoiceKind, VoiceMention};
use dateline_text::TextRange;

use crate::claim::{Attribution, Voice};
use crate::scene::Scene;

/// The voice of the words at `range`.
pub(crate) fn voice(scene: &Scene<'_>, range: TextRange) -> Voice {
    let holds = |voice: &&VoiceMention| voice.content.iter().any(|content| content.contains(range));
    let length = |voice: &&VoiceMention| voice.content.iter().map(|content| content.len()).sum::<usize>();
    // What stands on a voice begins in a sentence that has it: no other voice can hold the range.
    let sentence = scene.document.sentences().partition_point(|sentence| sentence.range.end() <= range.start());
    let voices = scene.voices.get(sentence).map_or(&[][..], Vec::as_slice);
    let mut held: Vec<&VoiceMention> = voices.iter().copied().filter(holds).collect();
    // "Allegedly shot dead, residents said": the word that names nobody takes nothing from those who are named.
    let named = |voice: &VoiceMention| voice.source.is_some() && voice.kind != VoiceKind::ThirdParty;
    if held.iter().any(|voice| named(voice)) {
        held.retain(|voice| voice.source.is_some() || voice.kind != VoiceKind::Report);
    }
    match held.into_iter().min_by_key(length) {
        None => Voice::Report,
        Some(voice) => Voice::Said(Attribution {
            kind: voice.kind,
            name: voice.name.clone(),
            role: voice.role.clone(),
            organisation: voice.organisation.clone(),
            country: voice.country,
            via: voice.via.clone(),
            stance: voice.stance,
            range: voice.source.unwrap_or(voice.cue),
            rule: voice.rule,
        }),
    }
}
