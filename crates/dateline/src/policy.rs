//! The policy file: `data/policy/*.toml`, typed, unknown keys refused.

use dateline_incidents::Policy;
use dateline_mentions::VoiceKind;
use serde::Deserialize;

use crate::slugs::ToSlug;

/// The policy that ships with this build.
pub const DEFAULT_POLICY: &str = include_str!("../../../data/policy/default.toml");

/// A policy file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// It is not TOML, lacks a key or has one too many.
    #[error("not a policy: {0}")]
    Shape(#[from] toml::de::Error),
    /// It orders a kind of voice that the codebook lacks.
    #[error("no such kind of voice: {0}")]
    Voice(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    version: u32,
    voice_order: Vec<String>,
    days_apart: i64,
    copy_share: f64,
}

/// Reads a policy file.
pub fn policy(text: &str) -> Result<Policy, PolicyError> {
    let file: File = toml::from_str(text)?;
    let kind = |slug: String| KINDS.into_iter().find(|kind| kind.slug() == slug).ok_or(PolicyError::Voice(slug));
    Ok(Policy {
        name: file.name,
        version: file.version,
        voice_order: file.voice_order.into_iter().map(kind).collect::<Result<_, _>>()?,
        days_apart: file.days_apart,
        copy_share: file.copy_share,
    })
}

const KINDS: [VoiceKind; 9] = [
    VoiceKind::Belligerent,
    VoiceKind::VictimSide,
    VoiceKind::Medical,
    VoiceKind::LocalOfficial,
    VoiceKind::UnNgo,
    VoiceKind::Media,
    VoiceKind::Witness,
    VoiceKind::Report,
    VoiceKind::ThirdParty,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_that_ships_is_the_default() {
        assert_eq!(policy(DEFAULT_POLICY).unwrap(), Policy::default());
    }

    #[test]
    fn an_unknown_key_or_voice_is_refused() {
        assert!(policy(&format!("{DEFAULT_POLICY}\nradius_km = 5\n")).is_err());
        let strange = policy(&DEFAULT_POLICY.replace("\"witness\"", "\"bystander\""));
        assert!(matches!(strange, Err(PolicyError::Voice(voice)) if voice == "bystander"));
    }
}
